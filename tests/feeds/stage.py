"""The poller on a stage: real database, real HTTP to a scripted site, a clock that the test moves."""

import logging
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select, update

from bot.core.models import Entry, Source, Verdict
from bot.services.feeds import sync_feeds
from bot.services.poll import Fetcher, Poller
from bot.storage import feeds as stored
from bot.storage.database import Database
from bot.storage.feeds import FeedRow
from bot.storage.tables import feeds, hosts
from tests.conftest import Clock


@dataclass
class Notebook:
    """A recorder that takes every entry and notes what it was told; titles in `breaking` cannot be stored."""

    database: Database
    clock: Clock
    taken: list[str] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)
    digests: list[str] = field(default_factory=list)
    edits: list[str] = field(default_factory=list)
    breaking: set[str] = field(default_factory=set)

    async def record(self, feed: FeedRow, entry: Entry, *, silent: bool, digest: bool) -> bool:
        if entry.title in self.breaking:
            raise RuntimeError(f"cannot store {entry.title}")
        async with self.database.begin() as conn:
            found = await stored.insert_entry(conn, feed.id, entry, Verdict.HOLD, "", int(self.clock()))
        if found is None:
            return False
        (self.silent if silent else self.taken).append(entry.title)
        if digest:
            self.digests.append(entry.title)
        return True

    async def amend(self, feed: FeedRow, entry_id: int, entry: Entry) -> None:
        self.edits.append(entry.title)
        async with self.database.begin() as conn:
            await stored.amend_entry(conn, entry_id, entry, Verdict.HOLD, "", int(self.clock()))


@dataclass
class Letters:
    """What the owner was told."""

    texts: list[str] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)

    async def tell_owner(self, key: str, text: str) -> None:
        self.keys.append(key)
        self.texts.append(text)


class Stage:
    """Plays polls. `interval` is POLL_SECONDS; chance stands still so that times are exact."""

    def __init__(
        self,
        database: Database,
        fetcher: Fetcher,
        clock: Clock,
        *,
        interval: int = 10,
        private: bool = True,
        chance: float = 0.0,
    ) -> None:
        self.database = database
        self.fetcher = fetcher
        self.clock = clock
        self.interval = interval
        self.private = private
        self.chance = chance
        self.notebook = Notebook(database, clock)
        self.owner = Letters()
        self.lives = 0
        self.poller = self.restart()

    def restart(self) -> Poller:
        """Let a new process take over: all it knows is in the database."""
        self.lives += 1
        self.poller = Poller(
            self.database,
            self.fetcher,
            self.notebook,
            self.clock,
            owner=f"life {self.lives}",
            poll_seconds=self.interval,
            allow_private=self.private,
            notices=self.owner,
            chance=lambda: self.chance,
            elapsed=self.clock,
            sleep=self._sleep,
        )
        return self.poller

    async def _sleep(self, seconds: float) -> None:
        self.clock.advance(seconds)

    async def lists(self, *urls: str) -> None:
        await sync_feeds(self.database, [Source(url.rpartition("/")[2] or url, url) for url in urls], self.clock())

    async def poll(self, times: int = 1) -> list[float]:
        """Wait for the next due feed and poll, so many times; gives how long each wait was."""
        waits = []
        for _ in range(times):
            waited = 0.0
            while not await self.poller.run_once():
                async with self.database.connect() as conn:
                    first = (await stored.waiting(conn, self.clock()))[0]
                wait = max(first.due_at - self.clock(), 0.001)
                self.clock.advance(wait)
                waited += wait
            waits.append(round(waited, 2))
        return waits

    async def row(self, url: str) -> FeedRow:
        async with self.database.connect() as conn:
            row = await stored.feed_by_url(conn, url)
        assert row is not None
        return row

    async def wait_of(self, url: str) -> float:
        """Give in how many seconds the feed is polled next, for itself and for its host."""
        row = await self.row(url)
        async with self.database.connect() as conn:
            free_at = await stored.host_free_at(conn, row.id)
        return round(max(row.next_poll_at, free_at) - self.clock(), 2)

    async def forget_waits(self) -> None:
        """Make every feed due, as an owner in a hurry would."""
        async with self.database.begin() as conn:
            await conn.execute(update(feeds).values(next_poll_at=0))
            await conn.execute(update(hosts).values(wait_until=0))

    async def column(self, url: str, name: str) -> Any:
        async with self.database.connect() as conn:
            return await conn.scalar(select(feeds.c[name]).where(feeds.c.url == url))


def logged_entries(records: Sequence[logging.LogRecord]) -> list[Mapping[str, object]]:
    """Give the fields of every `entry` line."""
    return [record.__dict__["fields"] for record in records if record.__dict__.get("event") == "entry"]


def now_of(clock: Clock) -> str:
    """Give the clock's time as a Date header."""
    return time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime(clock.now))
