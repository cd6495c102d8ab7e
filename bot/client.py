"""The Discord client: what it asks of Discord, which cogs it loads, when it syncs its commands."""

import hashlib
import json
import logging
from collections.abc import Sequence
from typing import Any

import discord
import yarl
from discord import app_commands
from discord.ext import commands
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.core.errors import TokenRefused
from bot.messages.replies import Tree
from bot.messages.translator import Translator
from bot.services.bundle import Services
from bot.services.notes import Notes
from bot.settings import DISCORD_API, Settings

log = logging.getLogger(__name__)

COGS = ("show", "follow", "why", "about", "owner", "servers", "presses")
# Servers come one by one after login; how long to wait for the next before the bot counts as ready.
READY_SECONDS = 2.0
LOCAL_READY_SECONDS = 0.2
# A longer wait asked for by Discord is ours to plan, never to sleep through inside a call.
MOST_RATELIMIT_SECONDS = 30

REFUSED = "Discord does not accept DISCORD_TOKEN; copy it again from the developer portal (Bot → Reset Token)"

Defined = app_commands.Command[Any, ..., Any] | app_commands.Group | app_commands.ContextMenu


def options(settings: Settings) -> dict[str, Any]:
    """Give discord.py's options. The bot needs to know servers, channels and roles, and nothing about people."""
    return {
        "command_prefix": commands.when_mentioned,
        "help_command": None,
        "tree_cls": Tree,
        "intents": discord.Intents(guilds=True),
        "member_cache_flags": discord.MemberCacheFlags.none(),
        "chunk_guilds_at_startup": False,
        "max_messages": None,
        "allowed_mentions": discord.AllowedMentions.none(),
        "allowed_contexts": app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True),
        "allowed_installs": app_commands.AppInstallationType(guild=True, user=True),
        "max_ratelimit_timeout": MOST_RATELIMIT_SECONDS,
        "guild_ready_timeout": READY_SECONDS if settings.discord_api_url == DISCORD_API else LOCAL_READY_SECONDS,
    }


class _Encore(commands.Bot):
    """What both clients share: cogs, translations, commands told to Discord when they changed."""

    services: Services
    notes: Notes
    owner_guild: discord.Object | None
    is_logged_in: bool = False

    async def setup_hook(self) -> None:
        await self.tree.set_translator(Translator())
        for name in COGS:
            if f"cogs.{name}" not in self.extensions:  # loaded by a login that failed later on
                await self.load_extension(f"cogs.{name}")
        await self._sync(None)
        if self.owner_guild is not None:
            await self._sync(self.owner_guild)

    async def _sync(self, guild: discord.Object | None) -> None:
        """Tell Discord the commands when their definition changed, or when Discord does not have them."""
        defined = self.tree.get_commands(guild=guild)
        digest = await self._digest(defined)
        name = f"commands:{self.application_id}:{guild.id if guild else 'global'}"
        if await self.notes.get(name) == digest:
            known = await self.tree.fetch_commands(guild=guild)
            if {(one.name, one.type) for one in known} == {(one.name, _type(one)) for one in defined}:
                return
        try:
            synced = await self.tree.sync(guild=guild)
        except discord.Forbidden:
            log.error("OWNER_GUILD_ID is %s and the bot is not in that server", guild.id if guild else None)
            return
        await self.notes.set(name, digest)
        log.info("commands synced count=%d where=%s", len(synced), guild.id if guild else "everywhere")

    async def _digest(self, defined: Sequence[Defined]) -> str:
        translator = self.tree.translator
        payloads = [
            await one.get_translated_payload(self.tree, translator) if translator else one.to_dict(self.tree)
            for one in defined
        ]
        text = json.dumps(payloads, sort_keys=True, ensure_ascii=False, default=str)
        return hashlib.sha256(text.encode()).hexdigest()


def _type(command: Defined) -> discord.AppCommandType:
    return command.type if isinstance(command, app_commands.ContextMenu) else discord.AppCommandType.chat_input


class Encore(_Encore):
    """The bot in one process with one connection."""


class ShardedEncore(commands.AutoShardedBot, _Encore):
    """The bot with several connections: all of its shards, or the part that this process runs."""


Client = Encore | ShardedEncore


def client(notes: Notes, settings: Settings) -> Client:
    """Give the client that the settings ask for, pointed at the Discord that they name.

    Its `services` must be set before it starts.
    """
    # discord.py keeps both addresses as class attributes and offers no other way.
    Route.BASE = settings.discord_api_url
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(settings.discord_gateway_url)
    made: Client
    if settings.shard_count is None:
        made = Encore(**options(settings))
    else:
        shards = list(settings.shard_ids or range(settings.shard_count))
        made = ShardedEncore(shard_count=settings.shard_count, shard_ids=shards, **options(settings))
    made.notes = notes
    made.owner_guild = discord.Object(settings.owner_guild_id) if settings.owner_guild_id else None
    return made


async def log_in(speaker: Client, settings: Settings) -> None:
    """Log in, unless it is done. Raises TokenRefused; what else it raises may be over the next time."""
    token = settings.discord_token
    if token is None:
        raise TokenRefused("DISCORD_TOKEN is not set; without it there is no one to speak as")
    if speaker.is_logged_in:
        return
    try:
        await speaker.login(token.get_secret_value())
    except discord.LoginFailure as error:
        raise TokenRefused(REFUSED) from error
    except Exception:
        # A further login makes a session of its own; a connector that was closed with the old one cannot serve it.
        await speaker.http.close()
        speaker.http.clear()
        speaker.http.connector = discord.utils.MISSING
        raise
    speaker.is_logged_in = True
