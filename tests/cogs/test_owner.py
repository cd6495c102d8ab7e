"""/health, /feeds and /about as people use them."""

import pytest

from bot.core.models import Source
from bot.services.feeds import sync_feeds
from sandbox.people import NotPossible
from tests.cogs.conftest import Room
from tests.messages.pages import said

FEEDS = [Source("Some *News*", "https://news.example/feed"), Source("Other News", "https://other.example/feed")]


async def test_health_says_what_is_wrong(room: Room) -> None:
    await sync_feeds(room.database, FEEDS, now=1)
    reply = await room.owner_uses("health")
    assert reply.ephemeral is True
    lines = said(reply.message).splitlines()
    assert lines[:6] == [
        "### Somebody should look",
        "Feeds: 2 fine, 0 failing, 0 paused",
        "-# Other News has never been read",
        "Last day: 0 entries judged, 0 events told, 0 messages delivered",
        "Deliveries: 0 due, 0 late, 0 given up. Paused channels: 0",
        "Servers: 0. Subscriptions: 0",
    ]
    assert lines[6] == "Discord's rate: 50 % free"
    assert lines[8:] == [
        "-# courier: 7 rounds, the last 2 s ago",
        "⚠️ poller: first round is going on · **stalled · 4 failures in a row**",
    ]


async def test_feeds_are_listed_paused_resumed_and_polled(room: Room) -> None:
    await sync_feeds(room.database, FEEDS, now=1)
    listed = said((await room.owner_uses("feeds list")).message).splitlines()
    assert listed[:2] == ["### 2 feeds", r"1. **Some \*News\***: 🆕 not read yet"]
    assert said((await room.owner_uses("feeds pause", feed="1")).message) == r"**Some \*News\*** is paused."
    assert "⏸️ paused" in said((await room.owner_uses("feeds list")).message)
    refused = await room.owner_uses("feeds poll", feed="some *news*")
    assert said(refused.message).startswith(r"**Some \*News\*** is not polled")
    await room.owner_uses("feeds resume", feed="https://news.example/feed")
    polled = said((await room.owner_uses("feeds poll", feed="1")).message)
    assert polled.startswith(r"**Some \*News\*** is polled <t:")
    assert said((await room.owner_uses("feeds pause", feed="x")).message).startswith("I have no feed “x”.")


async def test_feeds_are_suggested_by_name(room: Room) -> None:
    await sync_feeds(room.database, FEEDS, now=1)
    here = room.channel("general").id
    offered = await room.sandbox.autocomplete(room.owner.id, here, "feeds pause", {"feed": "other"})
    assert offered == [{"name": "Other News", "value": "2"}]


async def test_the_owners_commands_are_offered_to_nobody_else(room: Room) -> None:
    elsewhere = next(guild for guild in room.sandbox.world.guilds.values() if guild.id != room.guild.id)
    channel = room.sandbox.world.channels_of(elsewhere)[0]
    for user, where in [(room.owner, channel.id), (room.member, room.channel("general").id)]:
        with pytest.raises(NotPossible):
            await room.sandbox.command(user.id, where, "health", {})
    reply = await room.member_uses("health", force=True)
    assert said(reply.message) == "Only administrators of this server may do this."


async def test_about_introduces_the_bot(room: Room) -> None:
    reply = await room.member_uses("about")
    assert said(reply.message).splitlines()[-1] == "-# I know 4 shows."
