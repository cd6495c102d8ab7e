"""The whole path: a news item goes out over HTTP, and the announcement arrives through Discord's own client."""

import asyncio
import shutil
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.app import seeded
from bot.storage.database import Database
from sandbox import Sandbox
from tests.running import Running, new_database, running, text_of
from tests.sandbox.openapi import Exchanges, load_spec

RENEWAL = ("Akudama Drive Anime Gets 2nd Season", "The official site announced a second season on Friday.")
RENEWAL_AGAIN = ("Akudama Drive Season 2 Officially Announced", "The TV anime returns, its producers revealed.")
SPECULATION = ("Akudama Drive Season 2 Release Date: Is It Happening?", "Here is all you need to know.")
pytestmark = pytest.mark.slow

DELAY = ("Akudama Drive Season 2 Delayed to October 2027", "The production committee apologised.")

CHANNELS = ("general", "anime-news", "lobby")


@pytest.fixture(scope="session")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database that holds the starter catalogue, to be copied."""
    folder = tmp_path_factory.mktemp("catalogue")

    async def fill() -> None:
        async with Database.open(new_database(folder)) as database:
            await seeded(database, time.time)

    asyncio.run(fill())
    return folder / "encore.db"


@pytest.fixture
def database_url(tmp_path: Path, catalogue: Path) -> str:
    shutil.copyfile(catalogue, tmp_path / "encore.db")
    return new_database(tmp_path)


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    """A local Discord that holds what the bot sends against Discord's own document, where that is at hand."""
    exchanges = Exchanges(load_spec())
    async with Sandbox() as started:
        started.on_exchange(exchanges)
        yield started
        assert started.violations == []
    assert exchanges.problems == []


async def follow_in_three(bot: Running) -> None:
    for channel in CHANNELS:
        reply = await bot.command(channel, "subscribe", show="akudama-drive")
        assert "Akudama Drive" in reply.text, reply.failed


async def test_one_story_told_by_two_feeds_is_one_message_in_each_channel(sandbox: Sandbox, database_url: str) -> None:
    async with running(sandbox, database_url) as bot:
        await follow_in_three(bot)
        sandbox.publish("anime-wire", *RENEWAL)
        await bot.until(lambda: all(len(posts) == 1 for posts in bot.posts(*CHANNELS)))
        sandbox.publish("second-outlet", *RENEWAL_AGAIN)
        await bot.until(lambda: all("Second Outlet" in posts[0] for posts in bot.posts(*CHANNELS)))
        assert [len(posts) for posts in bot.posts(*CHANNELS)] == [1, 1, 1]
        assert [("Anime Wire" in posts[0], "Season 2" in posts[0]) for posts in bot.posts(*CHANNELS)] == [
            (True, True)
        ] * 3
        sandbox.publish("anime-wire", *SPECULATION)
        sandbox.publish("second-outlet", SPECULATION[0] + " Everything We Know")
        await bot.polled(2)
        assert [len(posts) for posts in bot.posts(*CHANNELS)] == [1, 1, 1]


async def test_the_card_shows_what_was_announced(sandbox: Sandbox, database_url: str) -> None:
    async with running(sandbox, database_url) as bot:
        before = await bot.command("general", "show", show="akudama-drive")
        await follow_in_three(bot)
        sandbox.publish("anime-wire", *RENEWAL)
        await bot.until(lambda: bot.posts("general")[0])
        after = await bot.command("general", "show", show="akudama-drive")
        assert "Anime Wire" not in before.text
        assert "Anime Wire" in after.text


async def test_nothing_older_than_the_first_poll_is_told(sandbox: Sandbox, database_url: str) -> None:
    sandbox.publish("anime-wire", *RENEWAL)
    async with running(sandbox, database_url) as bot:
        await follow_in_three(bot)
        await bot.polled(2)
        assert bot.posts(*CHANNELS) == [[], [], []]


async def test_a_bot_stopped_between_recording_and_sending_tells_it_once_when_it_is_back(
    sandbox: Sandbox, database_url: str
) -> None:
    async with running(sandbox, database_url) as bot:
        await follow_in_three(bot)
    async with running(sandbox, database_url, roles="poller") as bot:
        sandbox.publish("anime-wire", *RENEWAL)
        await bot.polled(2)
        assert bot.posts(*CHANNELS) == [[], [], []]
    for _ in range(2):
        async with running(sandbox, database_url) as bot:
            await bot.until(lambda: all(bot.posts(*CHANNELS)))
            await bot.polled(2)
            assert [len(posts) for posts in bot.posts(*CHANNELS)] == [1, 1, 1]


async def test_a_delay_follows_the_renewal(sandbox: Sandbox, database_url: str) -> None:
    async with running(sandbox, database_url) as bot:
        await follow_in_three(bot)
        sandbox.publish("anime-wire", *RENEWAL)
        await bot.until(lambda: bot.posts("general")[0])
        sandbox.publish("second-outlet", *DELAY)
        await bot.until(lambda: len(bot.posts("general")[0]) == 2)
        assert "October 2027" in bot.posts("general")[0][1]


async def test_commands_are_synced_only_when_they_changed(sandbox: Sandbox, database_url: str) -> None:
    def syncs() -> int:
        return sum(request.method == "PUT" and request.path.endswith("/commands") for request in sandbox.requests)

    for _ in range(2):
        async with running(sandbox, database_url):
            assert syncs() == 1


async def test_hostile_text_pings_nobody_and_stays_text(sandbox: Sandbox, database_url: str) -> None:
    async with running(sandbox, database_url) as bot:
        await follow_in_three(bot)
        sandbox.publish("anime-wire", "Akudama Drive Gets 2nd Season @everyone <@&1> [x](https://evil.example) ||a||")
        await bot.until(lambda: bot.posts("general")[0])
        (message,) = [
            one for one in sandbox.messages(bot.channel("general")) if text_of(one) == bot.posts("general")[0][0]
        ]
        assert (message["mention_everyone"], message["mentions"], message["mention_roles"]) == (False, [], [])
        assert "](https://evil.example" not in text_of(message)
