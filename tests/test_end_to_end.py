"""The whole path: a news item goes out over HTTP, and the announcement arrives through Discord's own client."""

from collections.abc import AsyncIterator

import pytest

from sandbox import Sandbox
from tests.running import Running, running, text_of

RENEWAL = ("Akudama Drive Anime Gets 2nd Season", "The official site announced a second season on Friday.")
RENEWAL_AGAIN = ("Akudama Drive Season 2 Officially Announced", "The TV anime returns, its producers revealed.")
SPECULATION = ("Akudama Drive Season 2 Release Date: Is It Happening?", "Here is all you need to know.")
DELAY = ("Akudama Drive Season 2 Delayed to October 2027", "The production committee apologised.")

CHANNELS = ("general", "anime-news", "lobby")


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with Sandbox() as started:
        yield started


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
        assert sandbox.violations == []


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
