"""The servers that the bot is in, or was in lately."""

from collections.abc import Collection

from sqlalchemy import delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.dialects import upsert
from bot.storage.tables import guilds


async def seen(conn: AsyncConnection, guild_id: int, locale: str, now: int) -> bool:
    """Note that the bot is in a server; True when that is news: it joined, came back or changed its language."""
    made = upsert(conn, guilds).values(id=guild_id, locale=locale, joined_at=now)
    result = await conn.execute(
        made.on_conflict_do_update(
            index_elements=[guilds.c.id],
            set_={"locale": made.excluded.locale, "left_at": None},
            where=or_(guilds.c.locale != made.excluded.locale, guilds.c.left_at.is_not(None)),
        )
    )
    return result.rowcount > 0


async def left(conn: AsyncConnection, guild_ids: Collection[int], now: int) -> int:
    """Note that the bot was removed from servers; their subscriptions stay for a while."""
    result = await conn.execute(
        update(guilds).where(guilds.c.id.in_(guild_ids), guilds.c.left_at.is_(None)).values(left_at=now)
    )
    return result.rowcount


async def present(conn: AsyncConnection) -> set[int]:
    """Give the servers that the bot was in when we last heard."""
    return set((await conn.scalars(select(guilds.c.id).where(guilds.c.left_at.is_(None)))).all())


async def forget_left(conn: AsyncConnection, before: int) -> int:
    """Delete what belongs to servers that the bot left before then; how many servers."""
    result = await conn.execute(delete(guilds).where(guilds.c.left_at < before))
    return result.rowcount
