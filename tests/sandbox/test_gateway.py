"""The gateway, met by the real client and by hand-made frames."""

import asyncio
import json
import time
import zlib
from typing import Any

import aiohttp
import discord
import pytest

from sandbox import Sandbox, Violation
from sandbox.gateway import Intent
from sandbox.models import Channel, Guild, User
from sandbox.permissions import Permission
from tests.sandbox.conftest import INTENTS, Bot, connected


async def test_the_client_is_ready_at_once_and_knows_its_servers(sandbox: Sandbox) -> None:
    started_at = time.monotonic()
    async with connected(sandbox, Bot()) as bot:
        assert time.monotonic() - started_at < 2.0  # the client's own default wait alone takes two seconds
        assert sorted(guild.name for guild in bot.guilds) == ["Late Night Anime Club", "Weekend Watchers"]
        names = {channel.name: type(channel).__name__ for channel in bot.guilds[0].channels}
        assert names == {
            "rules": "TextChannel",
            "general": "TextChannel",
            "anime-news": "TextChannel",
            "season-talk": "ForumChannel",
            "staff": "TextChannel",
        }
        assert [thread.name for thread in bot.guilds[0].threads] == ["akudama-drive rewatch"]
        assert sandbox.gateway.online
    await sandbox.wait_for(lambda: not sandbox.gateway.online)
    assert sandbox.violations == []


async def test_a_wrong_token_is_refused_at_login(sandbox: Sandbox) -> None:
    sandbox.api.token = "another"
    with pytest.raises(ExceptionGroup) as caught:
        async with connected(sandbox, Bot()):
            pass
    assert caught.group_contains(discord.LoginFailure)


async def test_privileged_intents_must_be_allowed(sandbox: Sandbox) -> None:
    asking = Bot(intents=INTENTS | discord.Intents(message_content=True))
    with pytest.raises(ExceptionGroup) as caught:
        async with connected(sandbox, asking):
            pass
    assert caught.group_contains(discord.PrivilegedIntentsRequired)


async def test_after_a_reconnect_the_session_resumes_and_nothing_is_missed(
    sandbox: Sandbox, bot: Bot, you: User, general: Channel
) -> None:
    def speak(online: bool) -> None:
        if not online:
            sandbox.world.post(general, you, content="said while nobody listened")

    sandbox.gateway.watchers.append(speak)
    sandbox.gateway.reconnect()
    await asyncio.wait_for(bot.resumed.wait(), 10)
    await sandbox.wait_for(lambda: "MESSAGE_CREATE" in bot.heard)
    assert (bot.heard.count("READY"), bot.heard.count("RESUMED")) == (1, 1)


async def test_a_closed_connection_is_resumed(sandbox: Sandbox, bot: Bot) -> None:
    sandbox.gateway.close(4000)
    await asyncio.wait_for(bot.resumed.wait(), 10)
    assert (bot.heard.count("READY"), bot.heard.count("RESUMED")) == (1, 1)


@pytest.mark.slow
async def test_a_void_session_leads_to_a_new_one(sandbox: Sandbox, bot: Bot) -> None:
    sandbox.gateway.invalidate()
    await sandbox.wait_for(lambda: bot.heard.count("READY") == 2, timeout=20)
    assert "RESUMED" not in bot.heard


async def test_changes_of_the_world_reach_the_client(sandbox: Sandbox, bot: Bot, guild: Guild) -> None:
    world = sandbox.world
    channel = world.add_channel(guild, "new-place")
    role = world.add_role(guild, "watchers", mentionable=True)
    seen = bot.get_guild(guild.id)
    assert seen is not None
    await sandbox.wait_for(lambda: seen.get_channel(channel.id) and seen.get_role(role.id))
    world.set_overwrite(channel, world.bot, deny=int(discord.Permissions(send_messages=True).value))
    await sandbox.wait_for(lambda: not bot.text(channel).permissions_for(seen.me).send_messages)
    world.set_overwrite(channel, world.bot)
    await sandbox.wait_for(lambda: bot.text(channel).permissions_for(seen.me).send_messages)
    world.remove_role(guild, role)
    world.remove_channel(channel)
    await sandbox.wait_for(lambda: not seen.get_channel(channel.id) and not seen.get_role(role.id))
    world.remove_bot(guild)
    await sandbox.wait_for(lambda: bot.get_guild(guild.id) is None)
    world.invite_bot(guild)
    await sandbox.wait_for(lambda: bot.get_guild(guild.id) is not None)
    world.lose(guild)
    await sandbox.wait_for(lambda: (found := bot.get_guild(guild.id)) is not None and found.unavailable)
    world.recover(guild)
    await sandbox.wait_for(lambda: (found := bot.get_guild(guild.id)) is not None and not found.unavailable)
    later = world.add_guild("Later", ["a", "b"])
    await sandbox.wait_for(lambda: bot.get_guild(later.id) is not None)
    world.remove_guild(later)
    await sandbox.wait_for(lambda: bot.get_guild(later.id) is None)


async def test_a_role_that_loses_permissions_is_told(sandbox: Sandbox, bot: Bot, guild: Guild) -> None:
    seen = bot.get_guild(guild.id)
    assert seen is not None
    assert seen.me.guild_permissions.manage_messages
    sandbox.world.set_role(guild, sandbox.world.bot_role(guild), permissions=int(Permission.VIEW_CHANNEL))
    await sandbox.wait_for(lambda: not seen.me.guild_permissions.manage_messages)


async def test_messages_reach_only_those_who_asked_for_them(sandbox: Sandbox, you: User, general: Channel) -> None:
    async with connected(sandbox, Bot(intents=discord.Intents(guilds=True))) as bot:
        sandbox.world.post(general, you, content="hello")
        sandbox.world.update_channel(general, topic="after the message")
        await sandbox.wait_for(lambda: "CHANNEL_UPDATE" in bot.heard)
        assert "MESSAGE_CREATE" not in bot.heard


@pytest.mark.parametrize("allowed", [False, True])
async def test_contents_are_for_those_who_may_read_them(
    sandbox: Sandbox, you: User, general: Channel, allowed: bool
) -> None:
    intents = INTENTS | discord.Intents(message_content=allowed)
    sandbox.gateway.allowed_privileged = Intent.MESSAGE_CONTENT if allowed else Intent(0)
    async with connected(sandbox, Bot(intents=intents)) as bot:
        sandbox.world.post(general, you, content="between us")
        sandbox.world.post(general, you, content=f"to <@{sandbox.world.bot.id}>")
        await sandbox.wait_for(lambda: bot.heard.count("MESSAGE_CREATE") == 2)
        first, second = (message.content for message in bot.cached_messages)
        assert first == ("between us" if allowed else "")
        assert second == f"to <@{sandbox.world.bot.id}>"


async def test_what_happens_in_hidden_channels_stays_there(sandbox: Sandbox, bot: Bot, guild: Guild, you: User) -> None:
    staff = next(channel for channel in sandbox.world.channels_of(guild) if channel.name == "staff")
    sandbox.world.post(staff, you, content="secret")
    sandbox.world.update_channel(staff, topic="after it")
    await sandbox.wait_for(lambda: "CHANNEL_UPDATE" in bot.heard)
    assert "MESSAGE_CREATE" not in bot.heard


class Wire:
    """A hand-driven connection."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket

    async def say(self, op: int, data: Any) -> None:
        await self.socket.send_str(json.dumps({"op": op, "d": data}))

    async def hear(self) -> dict[str, Any]:
        frame: dict[str, Any] = await self.socket.receive_json(timeout=10)
        return frame

    async def closed(self) -> int | None:
        while not self.socket.closed:
            await self.socket.receive(timeout=10)
        return self.socket.close_code


def identity(sandbox: Sandbox, **changes: Any) -> dict[str, Any]:
    return {"token": sandbox.token, "intents": 1, "properties": {}} | changes


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"token": "wrong"}, 4004),
        ({"shard": [2, 2]}, 4010),
        ({"intents": "all"}, 4013),
        ({"intents": 1 << 40}, 4013),
        ({"intents": 1 << 15}, 4014),
    ],
)
async def test_identities_that_discord_refuses(sandbox: Sandbox, changes: dict[str, Any], code: int) -> None:
    async with aiohttp.ClientSession() as session, session.ws_connect(sandbox.gateway_url) as socket:
        wire = Wire(socket)
        assert (await wire.hear())["op"] == 10
        await wire.say(2, identity(sandbox, **changes))
        assert await wire.closed() == code


@pytest.mark.parametrize(
    ("text", "code"),
    [("{", 4002), ("[]", 4002), ('{"op": 99}', 4001), ('{"op": 3, "d": {}}', 4003), ('"' + "x" * 5000 + '"', 4002)],
)
async def test_frames_that_discord_refuses(sandbox: Sandbox, text: str, code: int) -> None:
    async with aiohttp.ClientSession() as session, session.ws_connect(sandbox.gateway_url) as socket:
        await socket.send_str(text)
        assert await Wire(socket).closed() == code
    assert [violation.kind for violation in sandbox.violations] == ["gateway"]


async def test_too_many_frames_end_the_connection(sandbox: Sandbox) -> None:
    async with aiohttp.ClientSession() as session, session.ws_connect(sandbox.gateway_url) as socket:
        wire = Wire(socket)
        for _ in range(121):
            await wire.say(1, None)
        assert await wire.closed() == 4008
    assert sandbox.violations == [Violation("gateway", "4008 You are being rate limited.")]


async def test_shards_get_their_own_servers(sandbox: Sandbox) -> None:
    heard: dict[int, set[str]] = {}
    for shard in (0, 1):
        async with aiohttp.ClientSession() as session, session.ws_connect(sandbox.gateway_url) as socket:
            wire = Wire(socket)
            await wire.hear()
            await wire.say(2, identity(sandbox, shard=[shard, 2]))
            ready = await wire.hear()
            assert ready["d"]["shard"] == [shard, 2]
            heard[shard] = {guild["id"] for guild in ready["d"]["guilds"]}
    assert not heard[0] & heard[1]
    assert heard[0] | heard[1] == {str(guild_id) for guild_id in sandbox.world.guilds}


@pytest.mark.slow
async def test_a_sharded_client_has_all_servers(sandbox: Sandbox) -> None:
    class Sharded(Bot, discord.AutoShardedClient):
        pass

    async with connected(sandbox, Sharded(shard_count=2)) as bot:
        assert {guild.id for guild in bot.guilds} == set(sandbox.world.guilds)
        assert bot.heard.count("READY") == 2


async def test_a_compressed_connection_speaks_zlib(sandbox: Sandbox) -> None:
    url = sandbox.gateway_url + "?v=10&encoding=json&compress=zlib-stream"
    async with aiohttp.ClientSession() as session, session.ws_connect(url) as socket:
        inflate = zlib.decompressobj()
        first = await socket.receive_bytes(timeout=10)
        assert first.endswith(b"\x00\x00\xff\xff")
        assert json.loads(inflate.decompress(first))["op"] == 10
        await Wire(socket).say(2, identity(sandbox))
        assert json.loads(inflate.decompress(await socket.receive_bytes(timeout=10)))["t"] == "READY"


async def test_a_session_that_is_not_known_cannot_resume(sandbox: Sandbox) -> None:
    async with aiohttp.ClientSession() as session, session.ws_connect(sandbox.gateway_url) as socket:
        wire = Wire(socket)
        await wire.hear()
        await wire.say(6, {"token": sandbox.token, "session_id": "unheard of", "seq": 3})
        assert await wire.hear() == {"op": 9, "d": False}
