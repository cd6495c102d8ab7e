"""The real bot against the sandbox, in one process: the real client, a real database, real HTTP for the feeds."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import SecretStr
from sqlalchemy import select

from bot.app import Bot, open_bot, run_bot
from bot.core.models import Grade, Source
from bot.settings import Settings
from bot.storage.database import Database
from bot.storage.tables import feeds
from sandbox import Reply, Sandbox

WAIT_SECONDS = 20.0


def settings_for(sandbox: Sandbox, database_url: str, **changes: object) -> Settings:
    """Give settings that lead the bot to the sandbox; nothing is read from the environment's `.env`."""
    values: dict[str, Any] = {
        "discord_token": SecretStr(sandbox.token),
        "discord_api_url": sandbox.api_url,
        "discord_gateway_url": sandbox.gateway_url,
        "database_url": database_url,
        "feeds_allow_private": True,
        "poll_seconds": 1,
        **changes,
    }
    return Settings(_env_file=None, **values)


def feeds_of(sandbox: Sandbox) -> list[Source]:
    """Give two of the sandbox's feeds, each on a host of its own, so that neither waits for the other."""
    first, second = sandbox.feeds[:2]
    elsewhere = second.url.replace("127.0.0.1", "localhost")
    return [Source(first.name, first.url, Grade(first.grade)), Source(second.name, elsewhere, Grade(second.grade))]


@dataclass
class Running:
    """A bot at work."""

    bot: Bot
    sandbox: Sandbox
    stop: asyncio.Event
    database_url: str

    async def command(self, channel: str, name: str, guild: str = "", user: str = "you", **options: object) -> Reply:
        """Use a command as somebody in a channel, by names."""
        return await self.sandbox.command(self.user(user), self.channel(channel, guild), name, options)

    def user(self, name: str) -> int:
        return next(user.id for user in self.sandbox.world.users.values() if user.name == name)

    def channel(self, name: str, guild: str = "") -> int:
        found = [
            channel.id
            for channel in self.sandbox.world.channels.values()
            if channel.name == name and (not guild or self.sandbox.world.guilds[channel.guild_id or 0].name == guild)
        ]
        return found[0]

    def posts(self, *channels: str) -> list[list[str]]:
        """What the bot wrote in each channel, by itself and to everyone, as plain text."""
        return [
            [
                text_of(message)
                for message in self.sandbox.messages(self.channel(channel))
                if message["author"].get("bot") and not message.get("interaction_metadata")
            ]
            for channel in channels
        ]

    async def until(self, condition: Callable[[], object]) -> None:
        await self.sandbox.wait_for(condition, WAIT_SECONDS)

    async def polled(self, rounds: int = 1) -> None:
        """Return when every feed was polled so many times more."""
        async with Database.open(self.database_url) as database:
            before = await _polls(database)
            async with asyncio.timeout(WAIT_SECONDS):
                for _ in range(rounds):
                    while any(now == old for now, old in zip(await _polls(database), before, strict=True)):  # noqa: ASYNC110 (another process may be the one that polls)
                        await asyncio.sleep(0.05)
                    before = await _polls(database)


async def _polls(database: Database) -> list[int | None]:
    async with database.connect() as conn:
        return list((await conn.scalars(select(feeds.c.last_success_at).order_by(feeds.c.id))).all())


@asynccontextmanager
async def running(sandbox: Sandbox, database_url: str, **changes: object) -> AsyncIterator[Running]:
    """Run the bot until the block ends; every feed has had its first poll when the block begins."""
    settings = settings_for(sandbox, database_url, **changes)
    stop = asyncio.Event()
    async with open_bot(settings, feeds_of(sandbox)) as bot, asyncio.TaskGroup() as group:
        task = group.create_task(run_bot(bot, stop))
        now = Running(bot, sandbox, stop, database_url)
        try:
            if settings.speaks_to_discord:
                await sandbox.ready()
                await now.until(bot.client.is_ready)
            await now.polled()
            yield now
        finally:
            stop.set()
            async with asyncio.timeout(5):
                await task


def text_of(message: dict[str, Any]) -> str:
    """Everything that can be read in a message."""
    return "\n".join(_texts(message))


def _texts(part: object) -> Iterable[str]:
    if isinstance(part, dict):
        for key in ("content", "label", "title", "description"):
            if isinstance(part.get(key), str) and part[key]:
                yield part[key]
        for key in ("components", "embeds", "accessory", "component"):
            yield from _texts(part.get(key))
    elif isinstance(part, list):
        for one in part:
            yield from _texts(one)


def new_database(folder: Path) -> str:
    return f"sqlite+aiosqlite:///{folder.as_posix()}/encore.db"
