"""The events of a show, with what only a look back asks of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.outbox import Announcement
from bot.storage.announcements import announcements
from bot.storage.tables import events


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """An event, the slot it is about, and whether it was kept from everyone."""

    slot: str
    silent: bool
    news: Announcement


async def events_of_show(conn: AsyncConnection, show_id: str, limit: int = 40) -> list[StoredEvent]:
    """Give a show's events, the newest first."""
    newest = select(events.c.id).where(events.c.show_id == show_id).order_by(events.c.happened_at.desc()).limit(limit)
    found = await stored_events(conn, (await conn.scalars(newest)).all())
    return sorted(found, key=lambda event: (event.news.happened_at, event.news.event_id), reverse=True)


async def stored_events(conn: AsyncConnection, event_ids: Sequence[int]) -> list[StoredEvent]:
    """Give the events by their ids, in no order."""
    rows = await conn.execute(select(events.c.id, events.c.slot, events.c.silent).where(events.c.id.in_(event_ids)))
    told = await announcements(conn, event_ids)
    return [StoredEvent(row.slot, row.silent, told[row.id]) for row in rows if row.id in told]
