"""A running sandbox, judged at the end of every test, and a small bot for it on the real discord.py."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any

import discord
import pytest
import yarl
from discord import app_commands
from discord.gateway import DiscordWebSocket
from discord.http import Route

from sandbox import Sandbox
from sandbox.models import Channel, Guild, User
from tests.sandbox.openapi import Exchanges, load_spec

INTENTS = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)


class Bot(discord.Client):
    """A client that remembers what it heard."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("intents", INTENTS)
        super().__init__(guild_ready_timeout=0.05, max_ratelimit_timeout=30.0, **options)
        self.tree = app_commands.CommandTree(self)
        self.heard: list[str] = []
        self.resumed = asyncio.Event()

    async def on_socket_event_type(self, name: str) -> None:
        self.heard.append(name)

    async def on_resumed(self) -> None:
        self.resumed.set()

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:
        raise  # noqa: PLE0704 - discord.py calls this while the error is being handled

    def text(self, channel: Channel) -> discord.TextChannel:
        found = self.get_channel(channel.id)
        assert isinstance(found, discord.TextChannel)
        return found


@contextlib.asynccontextmanager
async def connected(sandbox: Sandbox, bot: Bot) -> AsyncIterator[Bot]:
    """The bot, ready; closed at the end."""
    before = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    Route.BASE = sandbox.api_url
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(sandbox.gateway_url)
    try:
        async with bot, asyncio.TaskGroup() as tasks:
            tasks.create_task(bot.start(sandbox.token))
            await sandbox.ready()
            await asyncio.wait_for(bot.wait_until_ready(), 10)
            try:
                yield bot
            finally:
                await bot.close()
    finally:
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = before


@pytest.fixture
async def exchanges() -> Exchanges:
    return Exchanges(load_spec())


@pytest.fixture
async def sandbox(exchanges: Exchanges) -> AsyncIterator[Sandbox]:
    """A sandbox; at the end all that was said must obey Discord's document."""
    async with Sandbox() as running:
        running.on_exchange(exchanges)
        yield running
    assert exchanges.problems == []


@pytest.fixture
async def bot(sandbox: Sandbox) -> AsyncIterator[Bot]:
    async with connected(sandbox, Bot()) as ready:
        yield ready


@pytest.fixture
def guild(sandbox: Sandbox) -> Guild:
    return next(iter(sandbox.world.guilds.values()))


@pytest.fixture
def you(sandbox: Sandbox) -> User:
    """The admin."""
    return next(user for user in sandbox.world.users.values() if user.name == "you")


@pytest.fixture
def mika(sandbox: Sandbox) -> User:
    """An ordinary member."""
    return next(user for user in sandbox.world.users.values() if user.name == "mika")


@pytest.fixture
def general(sandbox: Sandbox, guild: Guild) -> Channel:
    return next(channel for channel in sandbox.world.channels_of(guild) if channel.name == "general")
