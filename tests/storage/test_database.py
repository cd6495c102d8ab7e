"""The database opens, migrates and refuses as it says."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, insert, select, text

from bot.core.errors import DatabaseInUse, DatabaseNewer, DatabaseUnusable
from bot.storage.database import Database
from bot.storage.tables import metadata, notes

pytestmark = pytest.mark.sqlite


def differences(connection: Connection) -> list[object]:
    return list(compare_metadata(MigrationContext.configure(connection), metadata))


async def test_migrations_from_empty_make_exactly_the_tables(database: Database) -> None:
    async with database.connect() as conn:
        assert await conn.run_sync(differences) == []


async def test_opening_twice_changes_nothing(database_url: str) -> None:
    async with Database.open(database_url) as database, database.begin() as conn:
        await conn.execute(insert(notes).values(name="kept", value="yes"))
    async with Database.open(database_url) as database, database.connect() as conn:
        assert await conn.scalar(select(notes.c.value)) == "yes"


async def test_a_transaction_that_fails_leaves_nothing(database: Database) -> None:
    async def write_and_fail() -> None:
        async with database.begin() as conn:
            await conn.execute(insert(notes).values(name="half", value="done"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await write_and_fail()
    async with database.connect() as conn:
        assert (await conn.execute(select(notes))).all() == []


async def test_sqlite_keeps_the_promises_we_rest_on(database: Database) -> None:
    async with database.connect() as conn:
        got = [await conn.scalar(text(f"PRAGMA {name}")) for name in ("journal_mode", "synchronous", "foreign_keys")]
    assert got == ["wal", 2, 1]


async def test_a_second_bot_on_the_same_file_is_refused(database_url: str) -> None:
    async with Database.open(database_url, exclusive=True):
        with pytest.raises(DatabaseInUse, match=r"another bot already runs on .*encore\.db"):
            async with Database.open(database_url, exclusive=True):
                pass


async def test_command_line_work_beside_a_running_bot_is_welcome(database_url: str) -> None:
    async with (
        Database.open(database_url, exclusive=True),
        Database.open(database_url) as beside,
        beside.begin() as conn,
    ):
        await conn.execute(insert(notes).values(name="beside", value="yes"))


async def test_the_file_is_free_again_after_the_bot_stopped(database_url: str) -> None:
    for _ in range(2):
        async with Database.open(database_url, exclusive=True):
            pass


async def test_a_newer_database_is_refused(database_url: str) -> None:
    async with Database.open(database_url) as database, database.begin() as conn:
        await conn.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseNewer, match="revision 9999"):
        async with Database.open(database_url):
            pass


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("nonsense", "DATABASE_URL is 'nonsense'"),
        ("mysql+aiomysql://localhost/encore", "names the driver 'mysql\\+aiomysql'"),
    ],
)
async def test_an_address_that_names_no_database_is_refused(url: str, message: str) -> None:
    with pytest.raises(DatabaseUnusable, match=message):
        async with Database.open(url):
            pass


async def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "encore.db"
    path.write_bytes(b"not a database at all, but somebody's letter" * 100)
    before = path.read_bytes()
    with pytest.raises(DatabaseUnusable, match="file is not a database"):
        async with Database.open(f"sqlite+aiosqlite:///{path}"):
            pass
    assert path.read_bytes() == before


async def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(DatabaseUnusable, match=r"the folder .*file.* cannot be made"):
        async with Database.open(f"sqlite+aiosqlite:///{tmp_path}/file/encore.db"):
            pass
