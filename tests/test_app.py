"""The bot as one thing: it starts, waits for Discord, takes a new feed list over, and stops when it should."""

import asyncio
import logging
import signal
import socket
import sqlite3
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.app import open_bot, run_bot
from bot.storage.database import Database
from bot.storage.feeds import all_feeds
from sandbox import Sandbox
from tests.running import settings_for

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parent.parent
INVALID_INTENTS = 4013  # discord.py does not come back after it
LIST = '[[feed]]\nname = "{name}"\nurl = "http://127.0.0.1:9/{name}"\ngrade = "press"\nlanguage = "en"\n'


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with Sandbox() as started:
        yield started


async def test_a_token_that_discord_refuses_ends_the_bot_with_one_clear_line(
    sandbox: Sandbox, database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    settings = settings_for(sandbox, database_url, discord_token=SecretStr("not.the.token"))
    async with open_bot(settings, []) as bot:
        assert await run_bot(bot, asyncio.Event()) == 1
    assert [one.message for one in caplog.records if one.levelno >= logging.ERROR] == [
        "Discord does not accept DISCORD_TOKEN; copy it again from the developer portal (Bot → Reset Token)"
    ]
    assert "not.the.token" not in caplog.text


async def test_a_discord_that_is_away_is_waited_for(database_url: str, caplog: pytest.LogCaptureFixture) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    away = Sandbox(port=port)
    stop = asyncio.Event()
    async with Sandbox() as elsewhere:
        settings = settings_for(
            elsewhere,
            database_url,
            discord_api_url=f"http://127.0.0.1:{port}/api/v10",
            discord_gateway_url=f"ws://127.0.0.1:{port}/gateway",
        )
    async with open_bot(settings, []) as bot, asyncio.TaskGroup() as group:
        task = group.create_task(run_bot(bot, stop))
        async with asyncio.timeout(20):
            while "Discord cannot be reached" not in caplog.text:  # noqa: ASYNC110 (the log has no event)
                await asyncio.sleep(0.01)
        async with away as back:
            await back.ready()
            await back.wait_for(bot.client.is_ready)
            stop.set()
            assert await task == 0


async def test_a_changed_feed_list_is_taken_over_and_a_broken_one_is_not(
    sandbox: Sandbox,
    database_url: str,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    path = tmp_path / "feeds.toml"
    path.write_text(LIST.format(name="one"), encoding="utf-8")
    stop = asyncio.Event()
    settings = settings_for(sandbox, database_url, feeds_file=path, roles="poller")

    async def listed() -> dict[str, bool]:
        async with Database.open(database_url) as database, database.connect() as conn:
            return {feed.source.name: feed.listed for feed in await all_feeds(conn)}

    async def until(expected: dict[str, bool]) -> None:
        async with asyncio.timeout(20):
            while await listed() != expected:  # noqa: ASYNC110 (another part of the process writes it)
                await asyncio.sleep(0.02)

    async with open_bot(settings) as bot, asyncio.TaskGroup() as group:
        group.create_task(run_bot(bot, stop))
        await until({"one": True})
        path.write_text("[[feed]\n", encoding="utf-8")
        async with asyncio.timeout(20):
            while "the list of feeds stays as it was" not in caplog.text:  # noqa: ASYNC110 (the log has no event)
                await asyncio.sleep(0.02)
        assert await listed() == {"one": True}
        path.write_text(LIST.format(name="two"), encoding="utf-8")
        await until({"one": False, "two": True})
        stop.set()


async def start(*arguments: str, **environment: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        *arguments,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        env={"PATH": "", **environment},
        cwd=ROOT,
    )


async def output(process: asyncio.subprocess.Process) -> str:
    async with asyncio.timeout(60):
        said, _ = await process.communicate()
    return said.decode()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_without_a_token_the_sandbox_starts_says_where_it_is_and_stops_when_told(number: signal.Signals) -> None:
    process = await start(SANDBOX_PORT="0")
    assert process.stdout is not None
    said = ""
    async with asyncio.timeout(60):
        while "in server" not in said:
            said += (await process.stdout.readline()).decode()
    assert "Open http://127.0.0.1:" in said
    process.send_signal(number)
    async with asyncio.timeout(5):
        await process.wait()
    assert process.returncode == 0
    assert "Traceback" not in said + await output(process)


REFUSED = [
    ({"POLL_SECONDS": "5"}, 2, "POLL_SECONDS is '5': the least is 300"),
    ({"FEEDS_FILE": "nowhere.toml"}, 2, "FEEDS_FILE is 'nowhere.toml': there is no such file"),
    ({"FEEDS_FILE": "README.md", "ROLES": "poller"}, 2, "README.md is no TOML"),
    ({"DATABASE_URL": "sqlite+aiosqlite:////proc/encore.db", "ROLES": "poller"}, 1, "/proc/encore.db"),
    ({"DATABASE_URL": "encore.db", "ROLES": "poller"}, 2, "DATABASE_URL is 'encore.db'; write sqlite+aiosqlite:///"),
    ({"DATABASE_URL": "mysql://somewhere/encore", "ROLES": "poller"}, 2, "DATABASE_URL names the driver 'mysql'"),
]


@pytest.mark.parametrize(("environment", "code", "line"), REFUSED, ids=[str(case[0]) for case in REFUSED])
async def test_what_cannot_start_says_why_in_one_line(
    environment: dict[str, str], code: int, line: str, database_url: str
) -> None:
    process = await start(**({"DATABASE_URL": database_url} | environment))
    said = await output(process)
    assert (process.returncode, said.count("\n"), line in said) == (code, 1, True), said


@pytest.mark.parametrize("name", ["HTTP_PORT", "SANDBOX_PORT"])
async def test_a_port_that_is_taken_is_named_in_one_line(name: str, database_url: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        roles = "poller" if name == "HTTP_PORT" else "gateway"
        process = await start(**{"DATABASE_URL": database_url, "ROLES": roles, "LOG_LEVEL": "WARNING", name: port})
        said = await output(process)
    assert (process.returncode, said.count("\n"), name in said and port in said) == (1, 1, True), said


async def test_an_event_that_cannot_be_read_does_not_end_the_bot(
    sandbox: Sandbox, database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    stop = asyncio.Event()
    async with open_bot(settings_for(sandbox, database_url), []) as bot, asyncio.TaskGroup() as group:
        group.create_task(run_bot(bot, stop))
        await sandbox.wait_for(bot.client.is_ready)
        first = bot.client.ws.session_id
        guild = next(iter(sandbox.world.guilds.values()))
        sandbox.world.emit("GUILD_ROLE_UPDATE", {"guild_id": str(guild.id)}, guild_id=guild.id)
        await sandbox.wait_for(lambda: "connection to Discord failed" in caplog.text)
        await sandbox.wait_for(lambda: bot.client.ws.session_id not in {None, first} and bot.client.is_ready())
        channel = sandbox.world.channels_of(guild)[0]
        owner = next(user for user in sandbox.world.users.values() if user.name == "you")
        assert (await sandbox.command(owner.id, channel.id, "about", {})).message
        stop.set()


async def test_a_connection_that_is_closed_for_good_ends_the_bot(
    sandbox: Sandbox, database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with open_bot(settings_for(sandbox, database_url), []) as bot, asyncio.TaskGroup() as group:
        task = group.create_task(run_bot(bot, asyncio.Event()))
        await sandbox.wait_for(bot.client.is_ready)
        sandbox.gateway.close(INVALID_INTENTS, "as the test wants it")
        async with asyncio.timeout(20):
            assert await task == 1
    assert "gave the connection up for good" in caplog.text


async def test_a_second_bot_on_the_same_file_is_refused(sandbox: Sandbox, database_url: str) -> None:
    async with open_bot(settings_for(sandbox, database_url), []):
        process = await start(DATABASE_URL=database_url, ROLES="poller")
        assert "another bot already runs on" in await output(process)
        assert process.returncode == 1


async def test_a_locked_database_is_named(database_url: str) -> None:
    path = database_url.partition(":///")[2]
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("CREATE TABLE held (a)")
    connection.execute("BEGIN EXCLUSIVE")
    try:
        process = await start(DATABASE_URL=database_url, ROLES="poller")
        assert "cannot be opened: database is locked" in await output(process)
    finally:
        connection.close()
