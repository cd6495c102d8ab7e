"""Events as they are told: with their show, their instalment and every source."""

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import and_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.models import Grade, Kind, Part, ReleaseDate
from bot.core.outbox import Announcement, Citation
from bot.storage.tables import claims, entries, events, feeds, instalments, shows


async def announcements(conn: AsyncConnection, event_ids: Collection[int]) -> dict[int, Announcement]:
    """Give the events as they are told, with every source that bears them out."""
    named = and_(instalments.c.show_id == events.c.show_id, instalments.c.slot == events.c.slot)
    rows = await conn.execute(
        select(
            events,
            shows.c.title.label("show_title"),
            shows.c.details,
            instalments.c.title.label("instalment_title"),
        )
        .join(shows, shows.c.id == events.c.show_id)
        .outerjoin(instalments, named)
        .where(events.c.id.in_(event_ids))
    )
    sources = await _sources(conn, event_ids)
    corrections = await _corrections(conn, event_ids)
    return {
        row.id: Announcement(
            event_id=row.id,
            kind=Kind(row.kind),
            also=tuple(Kind(kind) for kind in row.also),
            show_id=row.show_id,
            show_title=row.show_title,
            grade=Grade(row.grade),
            happened_at=row.happened_at,
            sources=tuple(sources.get(row.id, ())),
            part=Part(row.part) if row.part else None,
            number=row.number,
            instalment_title=row.instalment_title or "",
            date=_date(corrections.get(row.id, row.date)),
            was=_date(row.date if row.id in corrections else row.was),
            corrected=row.corrects is not None,
            retracted=row.retracted_at is not None,
            picture=(row.details or {}).get("picture"),
        )
        for row in rows
    }


async def _corrections(conn: AsyncConnection, event_ids: Collection[int]) -> dict[int, str | None]:
    """Give, for each of the events that was corrected, the date that holds now."""
    slots = select(events.c.show_id, events.c.slot).where(events.c.id.in_(event_ids)).distinct().subquery()
    rows = await conn.execute(
        select(events.c.id, events.c.corrects, events.c.date)
        .join(slots, and_(slots.c.show_id == events.c.show_id, slots.c.slot == events.c.slot))
        .where(events.c.corrects.is_not(None), events.c.retracted_at.is_(None))
        .order_by(events.c.id)
    )
    corrected_by = {row.corrects: row for row in rows}
    found: dict[int, str | None] = {}
    for event_id in event_ids:
        latest = event_id
        while latest in corrected_by:
            found[event_id] = corrected_by[latest].date
            latest = corrected_by[latest].id
    return found


def _date(iso: str | None) -> ReleaseDate | None:
    return ReleaseDate.parse(iso) if iso else None


async def _sources(conn: AsyncConnection, event_ids: Collection[int]) -> dict[int, list[Citation]]:
    rows = await conn.execute(
        select(
            claims.c.event_id,
            claims.c.grade,
            feeds.c.name,
            entries.c.title,
            entries.c.link,
            entries.c.published_at,
            entries.c.feed_id,
        )
        .join(entries, entries.c.id == claims.c.entry_id)
        .join(feeds, feeds.c.id == entries.c.feed_id)
        .where(claims.c.event_id.in_(event_ids))
        .order_by(claims.c.claimed_at, claims.c.id)
    )
    found: dict[int, dict[int, Citation]] = defaultdict(dict)
    for row in rows:
        citation = Citation(row.name, row.title, row.link, Grade(row.grade), row.published_at)
        found[row.event_id].setdefault(row.feed_id, citation)
    return {event_id: sorted(by_feed.values(), key=lambda one: one.grade.rank) for event_id, by_feed in found.items()}
