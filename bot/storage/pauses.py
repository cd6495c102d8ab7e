"""Channels that refuse us, until somebody mends it."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, delete, exists, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.outbox import Refusal
from bot.storage.dialects import AnyRow, upsert
from bot.storage.tables import deliveries, guilds, pauses


def reachable() -> ColumnElement[bool]:
    """True for a delivery whose channel is not paused and in whose server the bot still is."""
    left = guilds.alias("left_guilds")
    return and_(
        ~exists().where(pauses.c.channel_id == deliveries.c.channel_id),
        ~exists().where(left.c.id == deliveries.c.guild_id, left.c.left_at.is_not(None)),
    )


async def pause(conn: AsyncConnection, *, guild_id: int, channel_id: int, reason: Refusal, now: int) -> bool:
    """Stop sending to a channel; True when it was not paused already."""
    result = await conn.execute(
        upsert(conn, pauses)
        .values(channel_id=channel_id, guild_id=guild_id, reason=reason.value, since_at=now)
        .on_conflict_do_nothing()
    )
    return result.rowcount == 1


async def resume(conn: AsyncConnection, channel_id: int, now: int) -> bool:
    """Send to a channel again, what is owed included; True when it was paused."""
    result = await conn.execute(delete(pauses).where(pauses.c.channel_id == channel_id))
    if result.rowcount:
        await conn.execute(
            update(deliveries)
            .where(deliveries.c.channel_id == channel_id, deliveries.c.state == "due", deliveries.c.due_at > now)
            .values(due_at=now)
        )
    return result.rowcount == 1


async def paused(conn: AsyncConnection, guild_id: int | None = None) -> Sequence[AnyRow]:
    """Give the paused channels, of one server or of all."""
    statement = select(pauses, guilds.c.locale).join(guilds, guilds.c.id == pauses.c.guild_id)
    if guild_id is not None:
        statement = statement.where(pauses.c.guild_id == guild_id)
    return (await conn.execute(statement.order_by(pauses.c.since_at, pauses.c.channel_id))).all()


async def told_of_pause(conn: AsyncConnection, channel_id: int, now: int) -> None:
    """Remember that the server's people know."""
    await conn.execute(update(pauses).where(pauses.c.channel_id == channel_id).values(told_at=now))
