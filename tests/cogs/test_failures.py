"""What people read when something fails, and what the log says."""

import asyncio
import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.storage.database import Database
from sandbox.interaction import Callback, Interaction, Stage
from tests.cogs.conftest import Room
from tests.messages.pages import said

pytestmark = pytest.mark.slow


def complaints(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]


def pending(room: Room) -> list[Interaction]:
    return list(room.sandbox.interactions._by_token.values())


@pytest.fixture
def locked(database_url: str) -> Iterator[sqlite3.Connection]:
    """Another program's connection, with which a test holds the write lock as a backup does."""
    path = Path(database_url.removeprefix("sqlite+aiosqlite:///"))
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        yield connection


async def break_database(database: Database) -> None:
    async with database.begin() as conn:
        await conn.exec_driver_sql("PRAGMA foreign_keys = OFF")
        await conn.exec_driver_sql("DROP TABLE instalments")


async def test_a_failed_command_is_answered_privately_and_logged_once(
    room: Room, caplog: pytest.LogCaptureFixture
) -> None:
    await break_database(room.database)
    reply = await room.member_uses("show", show="akudama-drive")
    assert reply.ephemeral is True
    assert said(reply.message) == "Something went wrong on my side. Try again in a minute."
    assert complaints(caplog) == ["interaction failed command=show"]


async def test_a_failed_button_is_answered_too(room: Room, caplog: pytest.LogCaptureFixture) -> None:
    card = await room.member_uses("show", show="akudama-drive")
    await break_database(room.database)
    reply = await room.sandbox.press(room.member.id, card.message, "more:story:akudama-drive")
    assert said(reply.message) == "Something went wrong on my side. Try again in a minute."
    assert complaints(caplog) == ["interaction failed command=more"]


async def test_a_locked_database_is_said_to_be_busy(room: Room, locked: sqlite3.Connection) -> None:
    async with room.database.connect() as conn:
        await conn.exec_driver_sql("PRAGMA busy_timeout = 50")
    locked.execute("BEGIN IMMEDIATE")
    reply = await room.owner_uses("subscribe", show="akudama-drive")
    assert said(reply.message) == "My database is busy. Try again in a few seconds."


@pytest.mark.slow
async def test_a_slow_database_is_waited_for_longer_than_discord_does(room: Room, locked: sqlite3.Connection) -> None:
    locked.execute("BEGIN IMMEDIATE")
    async with asyncio.TaskGroup() as group:
        asking = group.create_task(room.owner_uses("subscribe", show="akudama-drive"))
        await room.sandbox.wait_for(lambda: any(one.stage is Stage.THINKING for one in pending(room)))
        locked.execute("ROLLBACK")
    assert "now follows **Akudama Drive**." in said(asking.result().message)


@pytest.mark.slow
async def test_a_slow_database_is_waited_for_by_a_list_too(room: Room, locked: sqlite3.Connection) -> None:
    await room.owner_uses("subscribe", show="akudama-drive, frieren")
    listed = await room.owner_uses("subscriptions")
    locked.execute("BEGIN IMMEDIATE")
    async with asyncio.TaskGroup() as group:
        asking = group.create_task(room.sandbox.select(room.owner.id, listed.message, "remove:0", ["1"]))
        await room.sandbox.wait_for(lambda: any(one.callback is Callback.DEFERRED_UPDATE for one in pending(room)))
        locked.execute("ROLLBACK")
    await room.sandbox.wait_for(lambda: said(listed.message).startswith("### 1 subscription on this server"))
    assert asking.result().failed is None


async def test_an_answer_that_comes_too_late_is_a_warning(room: Room, caplog: pytest.LogCaptureFixture) -> None:
    room.sandbox.interactions.first_answer_seconds = 0.0
    reply = await room.member_uses("show", show="akudama-drive")
    assert reply.failed
    await room.sandbox.wait_for(lambda: complaints(caplog))
    assert complaints(caplog) == ["answered too late command=show"]
    room.sandbox.violations.clear()


async def test_where_the_bot_is_no_member_it_answers_and_says_why_it_cannot_follow(room: Room) -> None:
    world = room.sandbox.world
    foreign = world.add_guild("Somewhere Else", owner=room.owner, with_bot=False)
    channel = world.add_channel(foreign, "lobby")
    reply = await room.sandbox.command(room.owner.id, channel.id, "show", {"show": "akudama-drive"})
    assert said(reply.message).startswith("## Akudama Drive")
    refused = await room.sandbox.command(room.owner.id, channel.id, "subscribe", {"show": "all"}, force=True)
    assert said(refused.message).startswith("I am not a member of this server, so I cannot post here.")


@pytest.mark.parametrize(
    ("locale", "answer"),
    [
        ("de", "Ich kenne keine Serie „qqqqq“."),
        ("ja", "「qqqqq」という作品は知りません。"),
        ("es-419", "No conozco ninguna serie «qqqqq»."),
        ("ko", "I know no show “qqqqq”."),
    ],
)
async def test_a_reader_is_answered_in_their_language(room: Room, locale: str, answer: str) -> None:
    room.member.locale = locale
    reply = await room.member_uses("show", show="qqqqq")
    assert said(reply.message).startswith(answer)
