"""Places that refuse: their people are told once, and they resume by themselves."""

import logging
from collections.abc import Callable
from typing import Protocol

from bot.core.errors import PlaceRefused, SendFailed
from bot.core.outbox import FOR_GOOD, Refusal
from bot.storage import pauses
from bot.storage.database import Database

log = logging.getLogger(__name__)


class Doorkeeper(Protocol):
    """Knows where posts are taken, and whom to tell where not."""

    async def refusal(self, guild_id: int, channel_id: int) -> Refusal | None:
        """Say why the place takes no posts now, without trying; None when it does."""
        ...

    async def warn(self, guild_id: int, channel_id: int, reason: Refusal, locale: str) -> bool:
        """Tell the server's people, where they will see it, that a channel refuses us; False where nowhere can."""
        ...


class Places:
    """Looks after paused channels. `on_resume` is called when one takes posts again."""

    def __init__(self, database: Database, doorkeeper: Doorkeeper, clock: Callable[[], float]) -> None:
        self.database = database
        self.doorkeeper = doorkeeper
        self.clock = clock
        self.on_resume: Callable[[], None] = lambda: None

    async def look(self) -> None:
        """Resume what takes posts again; tell the people of the rest, where they do not know yet."""
        async with self.database.connect() as conn:
            refusing = await pauses.paused(conn)
        for row in refusing:
            await self._tend(row.guild_id, row.channel_id, Refusal(row.reason), row.locale, told=bool(row.told_at))

    async def recheck(self, guild_id: int) -> None:
        """Resume what takes posts again in one server."""
        async with self.database.connect() as conn:
            refusing = await pauses.paused(conn, guild_id)
        for row in refusing:
            await self._tend(guild_id, row.channel_id, Refusal(row.reason), row.locale, told=True)

    async def _tend(self, guild_id: int, channel_id: int, reason: Refusal, locale: str, *, told: bool) -> None:
        if reason not in FOR_GOOD and await self.doorkeeper.refusal(guild_id, channel_id) is None:
            async with self.database.begin() as conn:
                await pauses.resume(conn, channel_id, int(self.clock()))
            log.info("channel takes posts again channel=%d", channel_id)
            self.on_resume()
        elif not told:
            await self.warn(guild_id, channel_id, reason, locale)

    async def warn(self, guild_id: int, channel_id: int, reason: Refusal, locale: str) -> None:
        """Tell the server's people, and remember that they know."""
        try:
            told = await self.doorkeeper.warn(guild_id, channel_id, reason, locale)
        except (SendFailed, PlaceRefused) as error:
            log.warning("server could not be told guild=%d channel=%d: %s", guild_id, channel_id, error)
            return
        if told:
            async with self.database.begin() as conn:
                await pauses.told_of_pause(conn, channel_id, int(self.clock()))
