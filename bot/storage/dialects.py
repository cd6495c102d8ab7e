"""What SQLite and PostgreSQL spell in two ways, and what SQLAlchemy's types leave open."""

from typing import Any

from sqlalchemy import Row, Table, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

AnyRow = Row[*tuple[Any, ...]]  # a row whose columns are read by name


def upsert(conn: AsyncConnection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """Give an INSERT that knows `on_conflict_do_nothing` and `on_conflict_do_update`."""
    return sqlite.insert(table) if conn.dialect.name == "sqlite" else postgresql.insert(table)


async def in_turn(conn: AsyncConnection, key: int) -> None:
    """Wait until no other transaction has taken this turn, and keep it to the end of the own one.

    On SQLite a transaction that writes is alone already.
    """
    if conn.dialect.name == "postgresql":
        await conn.execute(select(func.pg_advisory_xact_lock(key)))
