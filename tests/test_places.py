"""Places that refuse, lose the bot and take it back: the whole bot learns of it from Discord alone."""

from collections.abc import AsyncIterator

import pytest

from sandbox import Sandbox
from sandbox.models import Guild, Member
from sandbox.permissions import Permission
from tests.running import Running, running

pytestmark = pytest.mark.slow

RENEWAL = ("Akudama Drive Anime Gets 2nd Season", "The official site announced a second season on Friday.")
DATE = ("Akudama Drive Season 2 Premieres on April 4, 2027", "A new visual came with the day.")


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with Sandbox() as started:
        yield started


def guild_of(bot: Running, channel: str) -> Guild:
    return bot.sandbox.world.guilds[bot.sandbox.world.channels[bot.channel(channel)].guild_id or 0]


async def test_a_channel_that_refused_is_told_what_it_missed_when_it_takes_posts_again(
    sandbox: Sandbox, database_url: str
) -> None:
    async with running(sandbox, database_url) as bot:
        for channel in ("lobby", "general"):
            await bot.command(channel, "subscribe", show="akudama-drive")
        lobby = sandbox.world.channels[bot.channel("lobby")]
        sandbox.world.set_overwrite(lobby, sandbox.world.bot, deny=int(Permission.SEND_MESSAGES))
        sandbox.publish("anime-wire", *RENEWAL)
        await bot.until(lambda: any(bot.posts("spoilers", "announcements")))
        (warning,) = [text for texts in bot.posts("spoilers", "announcements") for text in texts]
        assert warning.startswith(f"⚠️ <#{lobby.id}> is paused: ")
        assert [len(posts) for posts in bot.posts("lobby", "general")] == [0, 1]
        sandbox.world.set_overwrite(lobby, sandbox.world.bot)
        await bot.until(lambda: bot.posts("lobby")[0])
        await bot.polled(2)
        assert [len(posts) for posts in bot.posts("lobby", "general")] == [1, 1]


async def test_a_server_that_takes_the_bot_back_has_its_subscriptions_and_its_news(
    sandbox: Sandbox, database_url: str
) -> None:
    async with running(sandbox, database_url) as bot:
        await bot.command("lobby", "subscribe", show="akudama-drive")
        guild = guild_of(bot, "lobby")
        sandbox.world.remove_bot(guild)
        await bot.until(lambda: bot.bot.client.get_guild(guild.id) is None)
        sandbox.publish("anime-wire", *RENEWAL)
        await bot.polled(2)
        assert bot.posts("lobby") == [[]]
        sandbox.world.invite_bot(guild)
        await bot.until(lambda: bot.posts("lobby")[0])
        sandbox.publish("anime-wire", *DATE)
        await bot.until(lambda: len(bot.posts("lobby")[0]) == 2)


async def test_a_server_that_is_back_after_an_outage_is_one_that_the_bot_is_in(
    sandbox: Sandbox, database_url: str
) -> None:
    async with running(sandbox, database_url) as bot:
        await bot.command("lobby", "subscribe", show="akudama-drive")
        guild = guild_of(bot, "lobby")
        sandbox.world.remove_bot(guild)
        await bot.until(lambda: bot.bot.client.get_guild(guild.id) is None)
        sandbox.publish("anime-wire", *RENEWAL)
        await bot.polled(2)
        assert bot.posts("lobby") == [[]]
        guild.members[sandbox.world.bot.id] = Member(sandbox.world.bot.id)
        sandbox.world.recover(guild)
        await bot.until(lambda: bot.posts("lobby")[0])


async def test_a_forum_gets_one_post_a_show(sandbox: Sandbox, database_url: str) -> None:
    async with running(sandbox, database_url) as bot:
        forum = bot.channel("season-talk")
        options = {"show": "akudama-drive", "channel": forum}
        await sandbox.command(bot.user("you"), bot.channel("general"), "subscribe", options)

        def standing() -> list[int]:
            """How many messages each post of the forum holds."""
            posts = [one for one in sandbox.world.channels.values() if one.parent_id == forum]
            return [len(sandbox.messages(one.id)) for one in posts]

        sandbox.publish("anime-wire", *RENEWAL)
        await bot.until(lambda: standing() == [1])
        sandbox.publish("anime-wire", *DATE)
        await bot.until(lambda: standing() == [2])
        assert sandbox.violations == []
