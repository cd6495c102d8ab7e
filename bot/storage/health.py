"""Counts that say how the bot fares."""

from dataclasses import dataclass

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.pauses import reachable
from bot.storage.tables import deliveries, entries, events, feeds, guilds, pauses, subscriptions


@dataclass(frozen=True, slots=True)
class FeedHealth:
    """One feed by its last success; `failing_since_at` None: all is well."""

    name: str
    last_success_at: int | None
    failing_since_at: int | None
    failures: int
    paused: bool


@dataclass(frozen=True, slots=True)
class Counts:
    """What the database holds, and what was done since a moment."""

    entries_judged: int
    events_told: int
    due: int
    late: int
    delivered: int
    dead: int
    paused_channels: int
    servers: int
    subscriptions: int
    size_bytes: int


async def feed_health(conn: AsyncConnection) -> list[FeedHealth]:
    """Give the feeds in use, the one that succeeded longest ago first."""
    rows = await conn.execute(
        select(feeds.c.name, feeds.c.last_success_at, feeds.c.failing_since_at, feeds.c.failures, feeds.c.paused)
        .where(feeds.c.listed)
        .order_by(func.coalesce(feeds.c.last_success_at, 0), feeds.c.name)
    )
    return [FeedHealth(*row) for row in rows]


async def counts(conn: AsyncConnection, *, now: int, since: int, late_after: int) -> Counts:
    """Count; a delivery is late when it was due `late_after` seconds ago and its channel takes posts."""
    due = deliveries.c.state == "due"
    wanted = {
        "entries_judged": select(func.count()).select_from(entries).where(entries.c.seen_at >= since),
        "events_told": select(func.count())
        .select_from(events)
        .where(events.c.happened_at >= since, events.c.silent.is_(False)),
        "due": select(func.count()).select_from(deliveries).where(due),
        "late": select(func.count())
        .select_from(deliveries)
        .where(due, deliveries.c.due_at < now - late_after, reachable()),
        "delivered": select(func.count()).select_from(deliveries).where(deliveries.c.delivered_at >= since),
        "dead": select(func.count()).select_from(deliveries).where(deliveries.c.state == "dead"),
        "paused_channels": select(func.count()).select_from(pauses),
        "servers": select(func.count()).select_from(guilds).where(guilds.c.left_at.is_(None)),
        "subscriptions": select(func.count()).select_from(subscriptions),
    }
    found = {name: int(await conn.scalar(statement) or 0) for name, statement in wanted.items()}
    return Counts(size_bytes=await _size(conn), **found)


async def _size(conn: AsyncConnection) -> int:
    if conn.dialect.name == "sqlite":
        pages = await conn.scalar(text("PRAGMA page_count"))
        page_size = await conn.scalar(text("PRAGMA page_size"))
        return int(pages or 0) * int(page_size or 0)
    return int(await conn.scalar(text("SELECT pg_database_size(current_database())")) or 0)
