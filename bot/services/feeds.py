"""What the owner sees of the feeds and does with them: list, pause, resume, poll now, look without writing."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.core.cadence import Policy
from bot.core.feed import Ask, Memory, Reply, State, ask, settle
from bot.core.models import Decision, Entry, Source
from bot.services.poll import Fetcher, Turns
from bot.services.record import Judge
from bot.storage import feeds as stored
from bot.storage.database import Database
from bot.storage.feeds import FeedRow

# A poll that somebody asks for comes no sooner after the last one than this on the open internet.
LEAST_BETWEEN_POLLS = 300
KEEP_SECONDS = 90 * 86_400
KEEP_LENGTHS = 10


class FeedState(StrEnum):
    """How a feed fares, in one word."""

    NEW = "new"  # not polled yet
    FINE = "fine"
    FAILING = "failing"
    PAUSED = "paused"
    GONE = "gone"
    UNLISTED = "unlisted"


@dataclass(frozen=True, slots=True)
class FeedReport:
    """One feed as the owner sees it. `cadence_seconds`: how often it is asked now."""

    id: int
    source: Source
    state: FeedState
    address: str
    last_success_at: int | None
    last_change_at: int | None
    next_poll_at: float
    cadence_seconds: int
    failures: int
    failing_since_at: int | None
    last_error: str | None
    firsts: int


@dataclass(frozen=True, slots=True)
class Checked:
    """What a look at a feed found; nothing of it is written. `decisions` stand in the order of the entries."""

    url: str
    reply: Reply
    next_poll_in: float
    entries: tuple[Entry, ...]
    decisions: tuple[Decision, ...]


async def sync_feeds(database: Database, sources: Sequence[Source], now: float) -> int:
    """Bring the stored feeds in line with the list; give how many fell out of it. Their history stays."""
    async with database.begin() as conn:
        for source in sources:
            await stored.save_source(conn, source, int(now))
        return await stored.unlist_others(conn, [source.url for source in sources])


async def prune(database: Database, now: float) -> int:
    """Forget entry keys that no feed will list again; give how many entries that were."""
    async with database.begin() as conn:
        return await stored.prune(conn, int(now), keep_seconds=KEEP_SECONDS, keep_lengths=KEEP_LENGTHS)


class Feeds:
    """The owner's view of the feeds."""

    def __init__(
        self, database: Database, clock: Callable[[], float], *, poll_seconds: int, allow_private: bool = False
    ) -> None:
        self.database = database
        self.clock = clock
        self.policy = Policy(poll_seconds, allow_private)

    async def reports(self) -> list[FeedReport]:
        """Give every feed ever listed, the listed ones first."""
        async with self.database.connect() as conn:
            rows = await stored.all_feeds(conn)
        return [self._report(row) for row in sorted(rows, key=lambda row: (not row.listed, row.id))]

    async def find(self, text: str) -> FeedReport | None:
        """Give the feed that an owner means by its number, address or name."""
        wanted = text.strip().casefold()
        for report in await self.reports():
            if wanted in {str(report.id), report.source.url.casefold(), report.source.name.casefold()}:
                return report
        return None

    async def pause(self, feed_id: int) -> None:
        async with self.database.begin() as conn:
            await stored.set_paused(conn, feed_id, paused=True)

    async def resume(self, feed_id: int) -> None:
        """Poll the feed again, also one that was gone."""
        async with self.database.begin() as conn:
            await stored.set_paused(conn, feed_id, paused=False)

    async def poll_now(self, feed_id: int) -> float | None:
        """Let the feed be polled as soon as politeness permits; give in how many seconds. None: it is not polled."""
        now = self.clock()
        async with self.database.begin() as conn:
            row = await stored.feed_by_id(conn, feed_id)
            if row is None or not row.listed or row.paused or row.gone_at is not None:
                return None
            at = min(row.next_poll_at, max(now, self._soonest(row)))
            await stored.bring_forward(conn, feed_id, at)
            return max(0.0, max(at, await stored.host_free_at(conn, feed_id)) - now)

    def _soonest(self, row: FeedRow) -> float:
        # A site that failed or asked us to wait keeps its time: it said so itself.
        if row.failures:
            return row.next_poll_at
        least = self.policy.interval if self.policy.private else LEAST_BETWEEN_POLLS
        return (row.last_success_at or 0) + least

    def _report(self, row: FeedRow) -> FeedReport:
        return FeedReport(
            row.id,
            row.source,
            _state(row),
            row.memory.address or row.url,
            row.last_success_at,
            row.last_change_at,
            row.next_poll_at,
            round(self.policy.own_interval(row.memory.changes, self.clock())),
            row.failures,
            row.failing_since_at,
            row.last_error,
            row.firsts,
        )


def _state(row: FeedRow) -> FeedState:
    if not row.listed:
        return FeedState.UNLISTED
    if row.gone_at is not None:
        return FeedState.GONE
    if row.paused:
        return FeedState.PAUSED
    if row.failures:
        return FeedState.FAILING
    return FeedState.FINE if row.last_success_at is not None else FeedState.NEW


async def check(
    fetcher: Fetcher, judge: Judge, sources: Sequence[Source], policy: Policy, clock: Callable[[], float]
) -> list[Checked]:
    """Ask each feed once, as if for the first time, and say what each entry would mean. Writes nothing."""
    turns = Turns()

    async def one(source: Source) -> Checked:
        reply = await fetcher.fetch(Ask(source.url), turns.turn)
        now = clock()
        after = settle(State(source.url, Memory()), reply, ask(State(source.url), now), policy, now=now, chance=0.0)
        entries = reply.document.entries if reply.document else ()
        decisions = tuple([judge(entry, source) for entry in entries])
        return Checked(source.url, reply, after.next_poll_at - now, entries, decisions)

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(one(source)) for source in sources]
    return [task.result() for task in tasks]
