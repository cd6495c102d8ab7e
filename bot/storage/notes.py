"""Small facts about the bot itself, by name."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.statements import upsert
from bot.storage.tables import notes


async def read_note(conn: AsyncConnection, name: str) -> str | None:
    """Give what was noted under the name."""
    value: str | None = await conn.scalar(select(notes.c.value).where(notes.c.name == name))
    return value


async def write_note(conn: AsyncConnection, name: str, value: str, now: int) -> None:
    """Note it under the name, over what was noted before."""
    await upsert(conn, notes, [{"name": name, "value": value, "written_at": now}], keys=("name",))
