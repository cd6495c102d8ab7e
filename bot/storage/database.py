"""One door to the database: opening, migrating, transactions."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from pathlib import Path
from typing import Any, Self

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from filelock import FileLock, Timeout
from sqlalchemy import Connection, QueuePool, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.core.errors import DatabaseInUse, DatabaseNewer, DatabaseUnknown, DatabaseUnusable

log = logging.getLogger(__name__)

MIGRATIONS = Path(__file__).parent / "migrations"
BUSY_SECONDS = 10
RETURN_SECONDS = 1.0

# WAL lets readers go on beside the one writer; FULL makes a commit survive a power cut, which the promise to tell
# everything once rests on (https://www.sqlite.org/pragma.html#pragma_synchronous).
PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA cache_size = -16000",
    "PRAGMA journal_size_limit = 67108864",
)


class Database:
    """Transactions on an open, migrated database.

    On SQLite one writer at a time holds the write lock from its first statement (BEGIN IMMEDIATE), so what it reads
    cannot change under it; PostgreSQL gets the same promise from row locks and unique keys.
    """

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine
        self.is_sqlite = engine.dialect.name == "sqlite"
        self._writer = asyncio.Lock()

    @classmethod
    @asynccontextmanager
    async def open(cls, url: str, *, exclusive: bool = False) -> AsyncIterator[Self]:
        """Give the database at the newest migration.

        `exclusive` is for the bot itself: a second one on the same SQLite file raises DatabaseInUse. Raises
        DatabaseNewer for a database of a newer Encore, DatabaseUnusable when it cannot be opened or written.
        """
        engine = _engine(url)
        async with AsyncExitStack() as stack:
            stack.push_async_callback(engine.dispose)
            stack.push_async_callback(_all_returned, engine)
            path = _sqlite_path(engine)
            if path is not None:
                _make_folder(path)
                if exclusive:
                    stack.enter_context(_only_bot(path))
            database = cls(engine)
            await database._migrate()
            yield database

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncConnection]:
        """One write transaction: all of it or nothing."""
        async with AsyncExitStack() as stack:
            if self.is_sqlite:
                await stack.enter_async_context(self._writer)
            yield await stack.enter_async_context(self.engine.begin())

    @asynccontextmanager
    async def connect(self) -> AsyncIterator[AsyncConnection]:
        """One consistent view to read from; nothing written here is kept."""
        async with self.engine.connect() as plain:
            yield await plain.execution_options(encore_reads=True)

    async def _migrate(self) -> None:
        try:
            async with self.engine.connect() as conn:
                await conn.run_sync(_upgrade)
                await conn.commit()
        except (OperationalError, OSError) as error:
            raise DatabaseUnusable(
                f"the database {self.engine.url.render_as_string()} cannot be opened: {_cause(error)}; "
                "check that DATABASE_URL is right, that the folder can be written and that nothing locks the file"
            ) from error
        except SQLAlchemyError as error:
            raise DatabaseUnusable(
                f"the database {self.engine.url.render_as_string()} cannot be brought up to date: {_cause(error)}"
            ) from error


async def _all_returned(engine: AsyncEngine) -> None:
    """Return when every connection is back in the pool, or after a second.

    What is cancelled gives its connection back in a task of its own (SQLAlchemy shields it), which would be cut off,
    and complain, when the event loop ends first.
    """
    if not isinstance(engine.pool, QueuePool):
        return
    with suppress(TimeoutError):
        async with asyncio.timeout(RETURN_SECONDS):
            while engine.pool.checkedout():  # noqa: ASYNC110 (the pool has no event for it)
                await asyncio.sleep(0.005)


def _engine(url: str) -> AsyncEngine:
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise DatabaseUnknown(f"DATABASE_URL is {url!r}; write sqlite+aiosqlite:///data/encore.db") from error
    if parsed.drivername == "sqlite+aiosqlite":
        engine = create_async_engine(parsed, connect_args={"timeout": BUSY_SECONDS}, hide_parameters=True)
        event.listen(engine.sync_engine, "connect", _set_pragmas)
        event.listen(engine.sync_engine, "begin", _begin)
        return engine
    if parsed.drivername == "postgresql+asyncpg":
        return create_async_engine(parsed, pool_pre_ping=True, hide_parameters=True)
    raise DatabaseUnknown(
        f"DATABASE_URL names the driver {parsed.drivername!r}; Encore knows sqlite+aiosqlite and postgresql+asyncpg"
    )


def _set_pragmas(connection: Any, _record: object) -> None:
    # The driver must not begin transactions of its own: `_begin` says which kind it shall be.
    connection.isolation_level = None
    cursor = connection.cursor()
    try:
        for pragma in PRAGMAS:
            cursor.execute(pragma)
    finally:
        cursor.close()


def _begin(connection: Connection) -> None:
    reads = connection.get_execution_options().get("encore_reads", False)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


def _sqlite_path(engine: AsyncEngine) -> Path | None:
    name = engine.url.database
    if engine.dialect.name != "sqlite" or not name or name == ":memory:":
        return None
    return Path(name)


def _make_folder(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DatabaseUnusable(
            f"the folder {path.parent} of the database cannot be made: {error.strerror}; choose another DATABASE_URL"
        ) from error


def _only_bot(path: Path) -> FileLock:
    """Give the lock that a running bot holds beside its database; the system drops it when the process dies."""
    lock = FileLock(f"{path}.lock", timeout=0)
    try:
        with Path(lock.lock_file).open("ab"):
            pass  # a folder that cannot be written shows here; the lock would take it for another bot
        lock.acquire()
    except Timeout as error:
        raise DatabaseInUse(
            f"another bot already runs on {path}; stop it first, or give this one its own DATABASE_URL "
            "(several processes may share one PostgreSQL database)"
        ) from error
    except OSError as error:
        raise DatabaseUnusable(f"the lock {path}.lock cannot be written: {error.strerror}") from error
    return lock


def alembic_config(connection: Connection | None = None) -> Config:
    """Give Alembic's configuration without a file of its own."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _upgrade(connection: Connection) -> None:
    config = alembic_config(connection)
    scripts = ScriptDirectory.from_config(config)
    current = MigrationContext.configure(connection).get_current_revision()
    if current == scripts.get_current_head():
        return
    if current is not None and current not in {script.revision for script in scripts.walk_revisions()}:
        raise DatabaseNewer(
            f"the database is at revision {current}, which this Encore does not know: it was written by a newer one; "
            "install that version again or restore a backup"
        )
    command.upgrade(config, "head")


def _cause(error: Exception) -> str:
    return str(error.orig) if isinstance(error, DBAPIError) else str(error)
