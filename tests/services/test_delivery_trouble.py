"""Clocks that jump, disks that are full, databases that are locked: nothing is lost and nothing told twice."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, select
from sqlalchemy.exc import OperationalError

from bot.core.errors import SendFailed
from bot.core.outbox import TOO_LATE_SECONDS, Post, Posted
from bot.services.deliver import LEASE_SECONDS, Courier
from bot.storage.database import Database
from bot.storage.tables import deliveries
from tests.conftest import Clock
from tests.services.channels import Channels, states
from tests.services.newsdesk import Desk, claim

pytestmark = pytest.mark.slow

YEAR = 365 * 86_400
TOLD_ONCE = [(1, ["renewed"])]


class Elapsed:
    """Seconds that always go forward, whatever the clock says."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize("jump", [YEAR, 3_600, -3_600, -YEAR])
async def test_news_recorded_before_the_clock_jumped_are_told(
    desk: Desk, channels: Channels, courier: Courier, clock: Clock, jump: int
) -> None:
    await desk.follow(1)
    await desk.publish(claim("renewed", 2), digest=True)
    clock.advance(jump)
    for _ in range(3):
        await courier.run_once()
        clock.advance(3_600)
    assert channels.told() == TOLD_ONCE


@pytest.mark.parametrize("jump", [YEAR, -YEAR])
async def test_what_failed_before_the_clock_jumped_is_tried_again(
    desk: Desk, channels: Channels, courier: Courier, clock: Clock, jump: int
) -> None:
    await desk.follow(1)
    await desk.publish(claim("renewed", 2))
    channels.after = [SendFailed("no answer")]
    await courier.run_once()
    clock.advance(jump)
    await courier.run_once()
    assert channels.told() == TOLD_ONCE
    assert [state for _, state, _ in await states(courier.database)] == ["delivered"]


@pytest.mark.parametrize("jump", [YEAR, -YEAR])
async def test_a_lease_taken_before_the_clock_jumped_ends(
    desk: Desk, channels: Channels, database: Database, clock: Clock, jump: int
) -> None:
    await desk.follow(1)
    await desk.publish(claim("renewed", 2))
    await Courier(database, channels, clock, "dead")._claim()
    clock.advance(jump)
    other = Courier(database, channels, clock, "other")
    other._begun = True  # as where several processes share a database
    await other.run_once()
    assert channels.told() == TOLD_ONCE


async def test_a_clock_that_jumps_ahead_makes_no_news_too_old(
    desk: Desk, channels: Channels, database: Database, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    elapsed = Elapsed()
    courier = Courier(database, channels, clock, "here", elapsed)
    await desk.follow(1)
    await desk.publish(claim("renewed", 2))
    clock.advance(TOO_LATE_SECONDS + 1)
    await courier.tend()
    assert [state for _, state, _ in await states(database)] == ["due"]
    assert "the clock jumped by +1209601 seconds" in caplog.text
    elapsed.now += 3_600
    clock.advance(3_600)
    await courier.tend()
    assert [state for _, state, _ in await states(database)] == ["dead"]


async def test_no_message_is_begun_when_the_lease_is_nearly_over(
    desk: Desk, channels: Channels, courier: Courier, clock: Clock, database: Database
) -> None:
    """Another process could take the delivery while the message is on its way."""
    for channel in (1, 2):
        await desk.follow(channel)
    await desk.publish(claim("renewed", 2))

    class Slow(Channels):
        async def post(self, post: Post) -> Posted:
            posted = await super().post(post)
            clock.advance(LEASE_SECONDS)
            return posted

    slow = Slow(clock)
    sender = Courier(database, slow, clock, "slow")
    for in_channel in await sender._claim():
        for one in in_channel:
            if clock() <= one.lease_until - 120:
                await sender._send(one)
    assert len(slow.told()) == 1
    await courier.run_once()
    assert len(channels.told()) == 1


@contextmanager
def each_connection(database: Database, *statements: str) -> Iterator[None]:
    """Say this to every connection before it is used."""

    def says(connection: Any, _record: object, _proxy: object) -> None:
        cursor = connection.cursor()
        for statement in statements:
            cursor.execute(statement)
        cursor.close()

    event.listen(database.engine.sync_engine, "checkout", says)
    try:
        yield
    finally:
        event.remove(database.engine.sync_engine, "checkout", says)


@contextmanager
def full_disk(database: Database, when: str) -> Iterator[None]:
    """Let the database find no room for more when this happens."""
    grow = (
        f"CREATE TEMP TRIGGER IF NOT EXISTS grow AFTER {when} BEGIN "
        "INSERT INTO notes (name, value) VALUES (hex(randomblob(8)), hex(zeroblob(100000))); END"
    )
    with each_connection(database, grow, "PRAGMA max_page_count = 1"):
        yield


@contextmanager
def room_again(database: Database) -> Iterator[None]:
    with each_connection(database, "DROP TRIGGER IF EXISTS grow", "PRAGMA max_page_count = 1073741823"):
        yield


SETTLED = "UPDATE OF state ON deliveries WHEN NEW.state = 'delivered'"


@pytest.mark.sqlite
@pytest.mark.parametrize("dies", [False, True], ids=["goes on", "dies"])
async def test_a_disk_that_is_full_when_a_post_is_settled_doubles_nothing(
    desk: Desk,
    channels: Channels,
    courier: Courier,
    database: Database,
    clock: Clock,
    caplog: pytest.LogCaptureFixture,
    dies: bool,
) -> None:
    await desk.follow(1)
    await desk.publish(claim("renewed", 2))
    with full_disk(database, SETTLED):
        await courier.run_once()
    assert "database cannot be written, keeping in mind how a post ended" in caplog.text
    assert "disk is full" in caplog.text
    assert [state for _, state, _ in await states(database)] == ["due"]
    channels.nonce_seconds = 0
    clock.advance(LEASE_SECONDS)
    with room_again(database):
        await (Courier(database, channels, clock, "next") if dies else courier).run_once()
        assert channels.told() == TOLD_ONCE
        assert [state for _, state, _ in await states(database)] == ["delivered"]
    assert channels.looks == int(dies)


@pytest.mark.sqlite
async def test_an_entry_that_found_no_room_is_news_when_there_is_room(
    desk: Desk, channels: Channels, courier: Courier, database: Database
) -> None:
    await desk.follow(1)
    with full_disk(database, "INSERT ON deliveries"), pytest.raises(OperationalError, match="disk is full"):
        await desk.publish(claim("renewed", 2), title="first")
    with room_again(database):
        assert (await desk.told(), await desk.owed()) == ([], [])
        assert await desk.publish(claim("renewed", 2), title="first")
        await courier.run_once()
    assert channels.told() == TOLD_ONCE


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the write lock as a backup does."""
    backup = sqlite3.connect(path, isolation_level=None)
    backup.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        backup.execute("ROLLBACK")
        backup.close()


@pytest.mark.sqlite
async def test_a_database_locked_by_a_backup_delays_and_loses_nothing(
    desk: Desk, channels: Channels, courier: Courier, database: Database, tmp_path: Path
) -> None:
    await desk.follow(1)
    await desk.publish(claim("renewed", 2))
    with each_connection(database, "PRAGMA busy_timeout = 20"):
        with locked(tmp_path / "encore.db"), pytest.raises(OperationalError, match="database is locked"):
            await courier.run_once()
        assert channels.told() == []
        await courier.run_once()
    assert channels.told() == TOLD_ONCE


@pytest.mark.sqlite
async def test_a_database_locked_while_a_post_is_on_its_way_doubles_nothing(
    desk: Desk, database: Database, clock: Clock, tmp_path: Path
) -> None:
    backup = sqlite3.connect(tmp_path / "encore.db", isolation_level=None)

    class BackupBegins(Channels):
        async def post(self, post: Post) -> Posted:
            posted = await super().post(post)
            backup.execute("BEGIN IMMEDIATE")
            return posted

    channels = BackupBegins(clock, nonce_seconds=0)
    courier = Courier(database, channels, clock, "here")
    await desk.follow(1)
    await desk.publish(claim("renewed", 2))
    with each_connection(database, "PRAGMA busy_timeout = 20"):
        with pytest.raises(OperationalError, match="database is locked"):
            await courier.run_once()
        backup.execute("ROLLBACK")
        await courier.run_once()
    backup.close()
    assert (channels.told(), channels.looks) == (TOLD_ONCE, 0)
    async with database.connect() as conn:
        assert await conn.scalar(select(deliveries.c.state)) == "delivered"
