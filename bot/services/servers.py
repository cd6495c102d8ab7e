"""Which servers the bot is in: it remembers those that removed it for a while, in case they take it back."""

import logging
from collections.abc import Callable, Collection

from bot.storage import guilds
from bot.storage.database import Database

log = logging.getLogger(__name__)

KEPT_SECONDS = 30 * 86_400


class Servers:
    """Keeps the list of servers. `on_news` is called when one may be owed what it missed."""

    def __init__(
        self, database: Database, clock: Callable[[], float], on_news: Callable[[], None] = lambda: None
    ) -> None:
        self.database = database
        self.clock = clock
        self.on_news = on_news

    async def seen(self, guild_id: int, locale: str) -> None:
        """The bot is in this server. A server that took it back has its subscriptions again."""
        async with self.database.begin() as conn:
            news = await guilds.seen(conn, guild_id, locale, int(self.clock()))
        if news:
            log.info("in server guild=%d", guild_id)
            self.on_news()

    async def left(self, guild_id: int) -> None:
        """The bot was removed from this server."""
        async with self.database.begin() as conn:
            await guilds.left(conn, [guild_id], int(self.clock()))
        log.info("removed from server guild=%d", guild_id)

    async def settle(self, here: Collection[int]) -> None:
        """All servers that Discord listed for this process are `here`: those missing removed the bot meanwhile.

        Call it only where one process serves every server.
        """
        async with self.database.begin() as conn:
            gone = await guilds.present(conn) - set(here)
            if gone:
                await guilds.left(conn, gone, int(self.clock()))
        for guild_id in gone:
            log.info("removed from server while away guild=%d", guild_id)

    async def tidy(self) -> float:
        """Forget the servers that left long ago; give the seconds until the next time."""
        async with self.database.begin() as conn:
            forgotten = await guilds.forget_left(conn, int(self.clock()) - KEPT_SECONDS)
        if forgotten:
            log.info("servers forgotten count=%d", forgotten)
        return 86_400
