"""Writing many rows at once."""

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import Executable, Table
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage import dialects

# So few that the event loop is free again within a few milliseconds.
BATCH_ROWS = 500


async def execute_many(conn: AsyncConnection, statement: Executable, rows: Sequence[Mapping[str, Any]]) -> None:
    """Execute the statement for each row."""
    waiting = iter(rows)
    while batch := [dict(row) for row in islice(waiting, BATCH_ROWS)]:
        await conn.execute(statement, batch)


async def upsert(
    conn: AsyncConnection, table: Table, rows: Sequence[Mapping[str, Any]], *, keys: Sequence[str]
) -> None:
    """Insert the rows, or write them over those of the same keys. Every row names the same columns."""
    if not rows:
        return
    statement = dialects.upsert(conn, table)
    changed = {name: statement.excluded[name] for name in rows[0] if name not in keys}
    await execute_many(conn, statement.on_conflict_do_update(index_elements=list(keys), set_=changed), rows)
