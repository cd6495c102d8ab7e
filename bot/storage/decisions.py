"""Reads of what was decided about news entries, and what became of it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.models import Grade, Kind, Part, ReleaseDate, Verdict
from bot.storage.tables import claims, deliveries, entries, feeds, shows


@dataclass(frozen=True, slots=True)
class StoredClaim:
    kind: Kind
    grade: Grade
    show_id: str | None
    show_title: str | None
    part: Part | None
    number: int | None
    date: ReleaseDate | None
    because: tuple[str, ...]
    denied: bool
    event_id: int | None


@dataclass(frozen=True, slots=True)
class StoredEntry:
    id: int
    title: str
    link: str | None
    feed: str
    published_at: int
    verdict: Verdict
    reason: str
    claims: tuple[StoredClaim, ...] = ()


async def about_show(conn: AsyncConnection, show_id: str, title: str, limit: int) -> list[StoredEntry]:
    """Give the newest entries that claimed something about a show or name it in their headline, the newest first.

    An entry that was not announced left nothing behind but its headline, so those are found by the title.
    """
    claimed = select(claims.c.entry_id).where(claims.c.show_id == show_id)
    about: list[ColumnElement[bool]] = [entries.c.id.in_(claimed)]
    if len(title) >= 5:
        about.append(func.lower(entries.c.title).contains(title.lower(), autoescape=True))
    return await _entries(conn, or_(*about), limit)


async def with_link(conn: AsyncConnection, links: Sequence[str]) -> list[StoredEntry]:
    """Give the entries with one of these addresses."""
    return await _entries(conn, entries.c.link.in_(links), 3)


async def with_title(conn: AsyncConnection, title: str) -> list[StoredEntry]:
    """Give the entries with exactly this headline."""
    return await _entries(conn, func.lower(entries.c.title) == title.lower(), 3)


async def causes(conn: AsyncConnection, event_ids: Sequence[int]) -> dict[int, int]:
    """Give for each event the entry that caused it: the first of those that bear it out."""
    rows = await conn.execute(
        select(claims.c.event_id, func.min(claims.c.entry_id).label("entry_id"))
        .where(claims.c.event_id.in_(event_ids))
        .group_by(claims.c.event_id)
    )
    return {row.event_id: row.entry_id for row in rows}


async def posted_in(conn: AsyncConnection, guild_id: int, event_ids: Sequence[int]) -> dict[int, list[tuple[int, int]]]:
    """Give where a server was told of events: channel (or forum post) and message, by event."""
    rows = await conn.execute(
        select(deliveries)
        .where(
            deliveries.c.guild_id == guild_id,
            deliveries.c.event_id.in_(event_ids),
            deliveries.c.message_id.is_not(None),
        )
        .order_by(deliveries.c.id)
    )
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for row in rows:
        found[row.event_id].append((row.thread_id or row.channel_id, row.message_id))
    return found


async def _entries(conn: AsyncConnection, wanted: Any, limit: int) -> list[StoredEntry]:
    rows = (
        await conn.execute(
            select(entries, feeds.c.name)
            .join(feeds, feeds.c.id == entries.c.feed_id)
            .where(wanted)
            .order_by(func.coalesce(entries.c.published_at, entries.c.seen_at).desc(), entries.c.id.desc())
            .limit(limit)
        )
    ).all()
    claimed = await _claims(conn, [row.id for row in rows])
    return [
        StoredEntry(
            id=row.id,
            title=row.title,
            link=row.link,
            feed=row.name,
            published_at=row.published_at or row.seen_at,
            verdict=Verdict(row.verdict),
            reason=row.reason,
            claims=tuple(claimed[row.id]),
        )
        for row in rows
    ]


async def _claims(conn: AsyncConnection, entry_ids: Sequence[int]) -> dict[int, list[StoredClaim]]:
    rows = await conn.execute(
        select(claims, shows.c.title)
        .outerjoin(shows, shows.c.id == claims.c.show_id)
        .where(claims.c.entry_id.in_(entry_ids))
        .order_by(claims.c.entry_id, claims.c.position)
    )
    found: dict[int, list[StoredClaim]] = defaultdict(list)
    for row in rows:
        found[row.entry_id].append(
            StoredClaim(
                kind=Kind(row.kind),
                grade=Grade(row.grade),
                show_id=row.show_id,
                show_title=row.title,
                part=Part(row.part) if row.part else None,
                number=row.number,
                date=ReleaseDate.parse(row.date) if row.date else None,
                because=tuple(row.because),
                denied=row.denied,
                event_id=row.event_id,
            )
        )
    return found
