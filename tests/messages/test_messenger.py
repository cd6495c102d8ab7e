"""What the messenger does in a Discord, through the real client."""

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace

import discord
import pytest
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.core.errors import HistoryHidden, PlaceRefused, PostRejected, SendFailed, TokenRefused
from bot.core.models import Grade, Kind, Part, ReleaseDate
from bot.core.outbox import Announcement, Post, Refusal
from bot.messages.messenger import DiscordMessenger
from sandbox import Sandbox
from sandbox.limits import Bucket
from sandbox.models import JSON, Channel
from sandbox.permissions import Permission
from tests.running import text_of

pytestmark = pytest.mark.slow

RENEWAL = Announcement(
    event_id=1,
    kind=Kind.RENEWED,
    show_id="akudama-drive",
    show_title="Akudama Drive",
    grade=Grade.PRESS,
    happened_at=1_780_000_000,
    part=Part.SEASON,
    number=2,
)


@dataclass
class Room:
    """A messenger at work, and the world that it speaks to."""

    sandbox: Sandbox
    client: discord.Client
    messenger: DiscordMessenger

    def channel(self, name: str) -> Channel:
        return next(one for one in self.sandbox.world.channels.values() if one.name == name)

    def post(self, name: str, mark: str = "mark1", *announcements: Announcement, **changes: object) -> Post:
        channel = self.channel(name)
        post = Post(channel.guild_id or 0, channel.id, "en-US", mark, announcements or (RENEWAL,))
        return replace(post, **changes)  # type: ignore[arg-type]

    def texts(self, *names: str) -> list[str]:
        """What stands in each channel, in all of them one after the other."""
        return [text_of(one) for name in names for one in self.sandbox.messages(self.channel(name).id)]

    def posts_in(self, forum: str) -> list[Channel]:
        here = self.channel(forum).id
        return [one for one in self.sandbox.world.channels.values() if one.parent_id == here]

    def tags(self, forum: str) -> list[list[str]]:
        named = {tag.id: tag.name for tag in self.channel(forum).tags}
        return [[named[one] for one in post.applied_tags] for post in self.posts_in(forum)]

    async def forgets(self, thread: Channel) -> None:
        """Return once the client has heard that the thread is archived; it knows open ones only."""
        await self.sandbox.wait_for(lambda: self.client.get_channel(thread.id) is None)


@pytest.fixture
async def room() -> AsyncIterator[Room]:
    async with Sandbox() as sandbox:
        Route.BASE = sandbox.api_url
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(sandbox.gateway_url)
        client = discord.Client(
            intents=discord.Intents(guilds=True),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            max_ratelimit_timeout=30,
            guild_ready_timeout=0.05,
        )
        messenger = DiscordMessenger(client, 48)
        async with client:
            task = asyncio.create_task(client.start(sandbox.token))
            await asyncio.wait_for(client.wait_until_ready(), 10)
            yield Room(sandbox, client, messenger)
            await client.close()
            await task


def long_ago() -> int:
    return int(time.time()) - 60


async def test_the_same_post_twice_is_one_message(room: Room) -> None:
    first, second = [await room.messenger.post(room.post("lobby")) for _ in range(2)]
    assert first == second
    assert len(room.texts("lobby")) == 1


@pytest.mark.parametrize("place", ["lobby", "akudama-drive rewatch", "anime-news"])
async def test_it_finds_its_own_message_by_the_mark(room: Room, place: str) -> None:
    posted = await room.messenger.post(room.post(place))
    assert await room.messenger.find(room.post(place), long_ago()) == posted
    assert await room.messenger.find(room.post(place, "another"), long_ago()) is None


async def test_it_finds_its_message_however_wrong_the_clock_was(room: Room) -> None:
    posted = await room.messenger.post(room.post("lobby"))
    for wrong_by in (-365 * 86_400, 365 * 86_400):
        assert await room.messenger.find(room.post("lobby"), int(time.time()) + wrong_by) == posted


async def test_it_finds_its_message_behind_many_others(room: Room) -> None:
    posted = await room.messenger.post(room.post("lobby"))
    person = next(user for user in room.sandbox.world.users.values() if not user.bot)
    for number in range(250):
        room.sandbox.world.post(room.channel("lobby"), person, content=f"chatter {number}")
    assert await room.messenger.find(room.post("lobby"), long_ago()) == posted


async def test_it_says_when_it_may_not_look(room: Room) -> None:
    lobby = room.channel("lobby")
    deny = int(Permission.READ_MESSAGE_HISTORY | Permission.VIEW_CHANNEL)
    room.sandbox.world.set_overwrite(lobby, room.sandbox.world.bot, deny=deny)
    with pytest.raises(HistoryHidden):
        await room.messenger.find(room.post("lobby"), long_ago())


async def test_a_forum_has_one_post_a_show_tagged_by_where_the_show_stands(room: Room) -> None:
    first = await room.messenger.post(room.post("season-talk"))
    assert (first.thread_id, room.tags("season-talk")) == (room.posts_in("season-talk")[0].id, [["announced"]])
    begun = replace(RENEWAL, kind=Kind.PREMIERED, date=ReleaseDate(2027, 4))
    second = await room.messenger.post(room.post("season-talk", "mark2", begun, thread_id=first.thread_id))
    assert second.thread_id == first.thread_id
    assert [post.name for post in room.posts_in("season-talk")] == ["Akudama Drive"]
    assert (len(room.texts("Akudama Drive")), room.tags("season-talk")) == (2, [["airing"]])


async def test_a_forum_post_is_found_by_its_mark_even_when_it_is_archived(room: Room) -> None:
    posted = await room.messenger.post(room.post("season-talk"))
    assert await room.messenger.find(room.post("season-talk"), long_ago()) == posted
    room.sandbox.world.update_channel(room.posts_in("season-talk")[0], archived=True)
    assert await room.messenger.find(room.post("season-talk"), long_ago() - 86_400) == posted
    assert await room.messenger.find(room.post("season-talk", "another"), long_ago() - 86_400) is None


@pytest.mark.parametrize("status", [500, 502, 503])
async def test_a_forum_post_is_never_made_again_by_itself(room: Room, status: int) -> None:
    """The client repeats what was answered with an error, and a forum post has no nonce."""
    room.sandbox.faults.add("error_after", "/channels/*/threads", status=status)
    with pytest.raises(SendFailed):
        await room.messenger.post(room.post("season-talk"))
    assert len(room.posts_in("season-talk")) == 1
    assert await room.messenger.find(room.post("season-talk"), long_ago()) is not None


async def test_a_deleted_forum_post_is_opened_anew(room: Room) -> None:
    first = await room.messenger.post(room.post("season-talk"))
    room.sandbox.world.remove_channel(room.posts_in("season-talk")[0])
    second = await room.messenger.post(room.post("season-talk", "mark2", thread_id=first.thread_id))
    assert second.thread_id == room.posts_in("season-talk")[0].id != first.thread_id


async def test_an_archived_thread_is_opened_for_news_and_for_edits(room: Room) -> None:
    thread = room.channel("akudama-drive rewatch")
    room.sandbox.world.update_channel(thread, archived=True)
    await room.forgets(thread)
    posted = await room.messenger.post(room.post(thread.name))
    assert not thread.archived
    room.sandbox.world.update_channel(thread, archived=True)
    await room.messenger.edit(room.post(thread.name, "mark1", replace(RENEWAL, retracted=True)), posted)
    assert "~~" in room.texts(thread.name)[0]


async def test_a_locked_thread_refuses(room: Room) -> None:
    thread = room.channel("akudama-drive rewatch")
    room.sandbox.world.update_channel(thread, archived=True, locked=True)
    await room.forgets(thread)
    with pytest.raises(PlaceRefused) as refused:
        await room.messenger.post(room.post(thread.name))
    assert refused.value.reason == Refusal.ARCHIVED
    assert await room.messenger.refusal(thread.guild_id or 0, thread.id) == Refusal.ARCHIVED


async def test_a_correction_answers_the_message_before_it(room: Room) -> None:
    first = await room.messenger.post(room.post("lobby"))
    await room.messenger.post(room.post("lobby", "mark2", answers=first.message_id))
    references: list[JSON | None] = [
        message.get("message_reference") for message in room.sandbox.messages(room.channel("lobby").id)
    ]
    assert [one and int(one["message_id"]) for one in references] == [None, first.message_id]


async def test_it_publishes_once_and_calls_it_done_when_it_was(room: Room) -> None:
    posted = await room.messenger.post(room.post("anime-news"))
    channel = room.channel("anime-news")
    assert [await room.messenger.publish(channel.id, posted.message_id) for _ in range(2)] == [True, True]
    assert not await room.messenger.publish(room.channel("lobby").id, posted.message_id)


async def test_a_long_wait_for_publishing_is_handed_back_at_once(room: Room) -> None:
    room.sandbox.limits.crossposts = Bucket(1, 3_600.0)
    posts = [await room.messenger.post(room.post("anime-news", mark)) for mark in ("mark1", "mark2")]
    channel = room.channel("anime-news")
    await room.messenger.publish(channel.id, posts[0].message_id)
    async with asyncio.timeout(5):
        with pytest.raises(SendFailed) as put_off:
            await room.messenger.publish(channel.id, posts[1].message_id)
    assert put_off.value.sure
    assert 3_500 < put_off.value.retry_after <= 3_600


REFUSED = [
    (Permission.SEND_MESSAGES, Refusal.MISSING_PERMISSION),
    (Permission.VIEW_CHANNEL, Refusal.MISSING_ACCESS),
]


@pytest.mark.parametrize(("taken", "reason"), REFUSED)
async def test_refusals_come_with_their_reason_and_count_against_the_budget(
    room: Room, taken: Permission, reason: Refusal
) -> None:
    lobby = room.channel("lobby")
    room.sandbox.world.set_overwrite(lobby, room.sandbox.world.bot, deny=int(taken))
    with pytest.raises(PlaceRefused) as refused:
        await room.messenger.post(room.post("lobby"))
    assert refused.value.reason == reason
    room.messenger.calls.refusals.most = 1
    with pytest.raises(SendFailed, match="refused too much") as put_off:
        await room.messenger.post(room.post("general"))
    assert 0 < put_off.value.retry_after <= 600


@pytest.mark.parametrize(
    ("code", "status", "expected"),
    [
        (10003, 404, PlaceRefused),
        (0, 404, SendFailed),
        (0, 403, SendFailed),
        (0, 400, SendFailed),
        (0, 401, TokenRefused),
        (50035, 400, PostRejected),
    ],
)
async def test_what_discord_answers_has_one_meaning(
    room: Room, code: int, status: int, expected: type[Exception]
) -> None:
    if code == 10003:
        gone = room.post("lobby")
        room.sandbox.world.remove_channel(room.channel("lobby"))
        with pytest.raises(expected):
            await room.messenger.post(gone)
        return
    if code == 50035:
        with pytest.raises(expected):
            await room.messenger.post(room.post("lobby", "m" * 26))
        return
    room.sandbox.faults.add("error", "/channels/*/messages", status=status)
    with pytest.raises(expected):
        await room.messenger.post(room.post("lobby"))


async def test_people_learn_of_a_refusal_where_they_see_it_and_once(room: Room) -> None:
    lobby = room.channel("lobby")
    for _ in range(2):
        assert await room.messenger.warn(lobby.guild_id or 0, lobby.id, Refusal.MISSING_PERMISSION, "en-US")
    warned = [name for name in ("lobby", "spoilers", "announcements") for _ in room.texts(name)]
    assert len(warned) == 1
    assert warned != ["lobby"]


async def test_what_a_person_waits_for_goes_before_a_fan_out(room: Room) -> None:
    order: list[str] = []

    async def turn(name: str, *, yields: bool) -> None:
        await room.messenger.calls.pace.turn(yields=yields)
        order.append(name)

    for _ in range(10):  # what was left over while nothing was sent
        await room.messenger.calls.pace.turn()
    async with asyncio.TaskGroup() as group:
        for _ in range(10):
            group.create_task(turn("news", yields=True))
        await asyncio.sleep(0)
        group.create_task(turn("person", yields=False))
    assert order.index("person") <= 2


async def test_a_process_without_a_gateway_asks_for_each_channel_once() -> None:
    async with Sandbox() as sandbox:
        Route.BASE = sandbox.api_url
        client = discord.Client(intents=discord.Intents(guilds=True))
        async with client:
            await client.login(sandbox.token)
            room = Room(sandbox, client, DiscordMessenger(client, 48))
            forum = room.channel("season-talk")
            assert not room.messenger.is_forum(forum.id)
            for number in range(3):
                await room.messenger.post(room.post("lobby", f"mark{number}"))
            made = await room.messenger.post(room.post("season-talk"))
            assert room.messenger.is_forum(forum.id)
            assert await room.messenger.find(room.post("season-talk"), long_ago()) == made
        asked = [one.path for one in sandbox.requests if one.method == "GET" and one.path.count("/") == 2]
        assert [asked.count(f"/channels/{one.id}") for one in (room.channel("lobby"), forum)] == [1, 1]
