"""Reads for one show's card."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.cards import PartCard
from bot.core.details import Details, Estimate, Rating, Role, Statement, Story, Trailer, WatchPlace
from bot.core.models import Part, ReleaseDate, Status
from bot.storage.tables import feeds, instalments, redirects, shows, titles

# Which names are worth a line under the title, the most useful first.
_TITLE_KINDS = ("english", "romaji", "native")


@dataclass(frozen=True, slots=True)
class ShowRow:
    """A show's own facts. `parts` stand in the order in which they came or will come; their slots run beside them."""

    id: str
    title: str
    other_titles: tuple[str, ...]
    year: int | None
    format: str
    source: str
    studios: tuple[str, ...]
    ended: bool
    checked_at: int | None
    details: Details
    slots: tuple[str, ...]
    parts: tuple[PartCard, ...]


async def current_id(conn: AsyncConnection, show_id: str) -> str | None:
    """Give the id under which the show is known now; None when it is not in the catalogue."""
    moved = await conn.scalar(select(redirects.c.show_id).where(redirects.c.old_id == show_id))
    found: str | None = await conn.scalar(select(shows.c.id).where(shows.c.id == (moved or show_id)))
    return found


async def show_row(conn: AsyncConnection, show_id: str) -> ShowRow | None:
    row = (await conn.execute(select(shows).where(shows.c.id == show_id))).first()
    if row is None:
        return None
    parts = await _parts(conn, show_id)
    return ShowRow(
        id=row.id,
        title=row.title,
        other_titles=await _other_titles(conn, show_id, row.title),
        year=row.year,
        format=row.format,
        source=row.source,
        studios=tuple(row.studios),
        ended=row.ended,
        checked_at=row.checked_at,
        details=details_from(row.details or {}),
        slots=tuple(slot for slot, _ in parts),
        parts=tuple(part for _, part in parts),
    )


async def titles_of(conn: AsyncConnection, show_ids: list[str]) -> dict[str, str]:
    """Give the titles of the shows that are known."""
    rows = await conn.execute(select(shows.c.id, shows.c.title).where(shows.c.id.in_(show_ids)))
    return {row.id: row.title for row in rows}


async def last_read_at(conn: AsyncConnection) -> int | None:
    """Give when any feed in the list was last read."""
    found: int | None = await conn.scalar(select(func.max(feeds.c.last_success_at)).where(feeds.c.listed))
    return found


async def _other_titles(conn: AsyncConnection, show_id: str, main: str) -> tuple[str, ...]:
    rows = await conn.execute(
        select(titles.c.text, titles.c.kind)
        .where(titles.c.show_id == show_id, titles.c.slot == "", titles.c.kind.in_(_TITLE_KINDS))
        .order_by(titles.c.id)
    )
    found = sorted(rows, key=lambda row: _TITLE_KINDS.index(row.kind))
    # "My Hero Academia More" tells nobody another name of My Hero Academia.
    return tuple(dict.fromkeys(row.text for row in found if main.casefold() not in row.text.casefold()))


async def _parts(conn: AsyncConnection, show_id: str) -> list[tuple[str, PartCard]]:
    rows = await conn.execute(select(instalments).where(instalments.c.show_id == show_id).order_by(instalments.c.id))
    parts = [
        (
            row.slot,
            PartCard(
                part=Part(row.part),
                number=row.number,
                status=Status(row.status),
                title=row.title,
                date=_date(row.date),
                ended=_date(row.ended),
                episodes=row.episodes,
                final=row.final,
                since_at=row.since_at,
            ),
        )
        for row in rows
    ]
    return sorted(parts, key=lambda pair: pair[1].date.earliest if pair[1].date else (9999, 12, 31))


def _date(iso: str | None) -> ReleaseDate | None:
    return ReleaseDate.parse(iso) if iso else None


def details_from(bag: Mapping[str, Any]) -> Details:
    """Read the details as the database holds them; what is missing is empty."""
    story = bag.get("story")
    return Details(
        story=Story(**story) if story else None,
        cast=tuple(Role(**item) for item in bag.get("cast", ())),
        trailers=tuple(Trailer(**item) for item in bag.get("trailers", ())),
        watch=tuple(WatchPlace(**item) for item in bag.get("watch", ())),
        ratings=tuple(Rating(**item) for item in bag.get("ratings", ())),
        estimates=tuple(Estimate(**item) for item in bag.get("estimates", ())),
        statements=tuple(Statement(**item) for item in bag.get("statements", ())),
        creators=tuple(bag.get("creators", ())),
        notes=tuple(bag.get("notes", ())),
        picture=bag.get("picture"),
        site=bag.get("site"),
    )
