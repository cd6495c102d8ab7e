"""The real client with the commands in it, connected to a local Discord."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any

import discord
import pytest
import yarl
from discord import app_commands
from discord.ext import commands
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.core.headlines import judge
from bot.core.models import Decision, Entry, Show, Source
from bot.messages.messenger import DiscordMessenger
from bot.messages.replies import Tree
from bot.messages.translator import Translator
from bot.services.bundle import Services
from bot.services.deliver import Courier
from bot.services.feeds import Feeds
from bot.services.health import Health, WorkerHealth
from bot.services.lookup import Lookup
from bot.services.servers import Servers
from bot.services.shelf import Shelf
from bot.services.subscriptions import Subscriptions
from bot.services.why import Why
from bot.storage.database import Database
from sandbox import Sandbox
from sandbox.models import Channel, Guild, User
from tests.conftest import Clock
from tests.sandbox.openapi import Exchanges, load_spec
from tests.shows import SHOWS, store

WORKERS = (WorkerHealth("courier", 7, 0, 2.4, stalled=False), WorkerHealth("poller", 3, 4, None, stalled=True))
COGS = ("show", "follow", "why", "about", "owner", "presses")


class Client(commands.Bot):
    """The bot as it runs, with the addresses of the local Discord."""

    services: Services
    owner_guild: discord.Object

    def __init__(self) -> None:
        super().__init__(
            command_prefix=(),
            help_command=None,
            tree_cls=Tree,
            intents=discord.Intents(guilds=True),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            allowed_mentions=discord.AllowedMentions.none(),
            # What the commands inherit where they say nothing of their own.
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True),
            guild_ready_timeout=0.05,
        )

    async def setup_hook(self) -> None:
        await self.tree.set_translator(Translator())
        for name in COGS:
            await self.load_extension(f"cogs.{name}")
        await self.tree.sync()
        await self.tree.sync(guild=self.owner_guild)


@dataclass
class Room:
    """A server with a bot in it, the people who are there, and what they can do."""

    sandbox: Sandbox
    client: Client
    database: Database
    guild: Guild
    owner: User
    member: User
    judge: Callable[[Entry, Source], Decision]

    def channel(self, name: str) -> Channel:
        return next(channel for channel in self.sandbox.world.channels_of(self.guild) if channel.name == name)

    async def owner_uses(self, name: str, /, *, where: str = "general", **options: Any) -> Any:
        return await self.sandbox.command(self.owner.id, self.channel(where).id, name, options)

    async def member_uses(self, name: str, /, *, where: str = "general", force: bool = False, **options: Any) -> Any:
        return await self.sandbox.command(self.member.id, self.channel(where).id, name, options, force=force)


@pytest.fixture
async def room(database: Database, clock: Clock) -> AsyncIterator[Room]:
    await store(database, SHOWS)
    exchanges = Exchanges(load_spec())
    async with Sandbox() as sandbox:
        sandbox.on_exchange(exchanges)
        Route.BASE = sandbox.api_url
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(sandbox.gateway_url)

        async def load() -> list[Show]:
            return list(SHOWS)

        shelf = Shelf(load)
        await shelf.reload()

        def judged(entry: Entry, source: Source) -> Decision:
            return judge(entry, source, shelf.index)

        guild = next(one for one in sandbox.world.guilds.values() if one.name == "Late Night Anime Club")
        client = Client()
        client.owner_guild = discord.Object(guild.id)
        lookup = Lookup(database, shelf, clock)
        messenger = DiscordMessenger(client, 48)
        client.services = Services(
            lookup=lookup,
            subscriptions=Subscriptions(database, clock),
            why=Why(database, lookup, judged, clock),
            test_posts=messenger,
            servers=Servers(database, clock),
            courier=Courier(database, messenger, clock, "test"),
            feeds=Feeds(database, clock, poll_seconds=900),
            health=Health(database, clock, lambda: WORKERS, lambda: 0.5),
        )
        async with client:
            task = asyncio.create_task(client.start(sandbox.token))
            await asyncio.wait_for(client.wait_until_ready(), 10)
            people = {user.name: user for user in sandbox.world.users.values()}
            yield Room(sandbox, client, database, guild, people["you"], people["mika"], judged)
            await client.close()
            await task
        assert sandbox.violations == []
        assert exchanges.problems == []
