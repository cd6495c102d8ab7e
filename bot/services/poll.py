"""Polls the feeds: asks each at its time, hands new entries on, remembers how it went."""

import asyncio
import logging
import math
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from time import monotonic
from typing import Protocol

from bot.core.cadence import HOST_PAUSE, Policy, backoff
from bot.core.entry_keys import text_digest
from bot.core.feed import (
    BIG_BATCH,
    TELL_OWNER_AFTER,
    Ask,
    Document,
    Outcome,
    Reply,
    Settlement,
    ask,
    host_of,
    settle,
)
from bot.core.models import Entry
from bot.storage import feeds as stored
from bot.storage.database import Database
from bot.storage.feeds import FeedRow, KnownEntry, Waiting
from bot.storage.notes import read_note, write_note

log = logging.getLogger(__name__)

REQUESTS_AT_ONCE = 6
# Reading and recording what came holds up no further request.
POLLS_AT_ONCE = 12
# On a test bench the next request begins beside one that takes longer.
BENCH_TURN_SECONDS = 3.0
# Longer than an exchange, a document read apart and the recording of its entries together.
LEASE_SECONDS = 300
LONGEST_ROUND_SECONDS = 300
LONGEST_WAIT_SECONDS = 60.0
SHORTEST_WAIT_SECONDS = 0.02
LEFT_WAIT_SECONDS = 5.0
SEEN_AGAIN_SECONDS = 86_400

Turn = Callable[[str], AbstractAsyncContextManager[None]]


class Fetcher(Protocol):
    """Asks a site for its feed. Every failure is a Reply that says so; `turn(host)` is entered for each request."""

    async def fetch(self, ask: Ask, turn: Turn) -> Reply: ...


class Recorder(Protocol):
    """Takes entries in, each in a transaction of its own."""

    async def record(self, feed: FeedRow, entry: Entry, *, silent: bool, digest: bool) -> bool:
        """True when the entry was new. `silent`: told to nobody. `digest`: one of many, told together with them."""
        ...

    async def amend(self, feed: FeedRow, entry_id: int, entry: Entry) -> None:
        """Judge a known entry again whose text was edited, for corrections only."""
        ...


class OwnerNotices(Protocol):
    """Tells the bot's owner something. The key names the occasion: one that was told already is not told again."""

    async def tell_owner(self, key: str, text: str) -> None: ...


class LoggedNotices:
    """Tells the owner through the log, where there is no other way."""

    async def tell_owner(self, key: str, text: str) -> None:
        log.error("owner notice key=%s: %s", key, text)


@dataclass(slots=True)
class _Gate:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    free_at: float = 0.0


class Turns:
    """Lets one request at a time through to a host, with a pause between two, and six in all."""

    def __init__(
        self,
        is_bench: Callable[[str], bool] = lambda _: False,
        elapsed: Callable[[], float] = monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        bench_turn: float = BENCH_TURN_SECONDS,
    ) -> None:
        self._is_bench = is_bench
        self._bench_turn = bench_turn
        self._elapsed = elapsed
        self._sleep = sleep
        self._gates: dict[str, _Gate] = {}
        self._room = asyncio.Semaphore(REQUESTS_AT_ONCE)

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        gate = self._gates.setdefault(host, _Gate())
        if self._is_bench(host):
            async with self._brief(gate.lock), self._room:
                yield
            return
        async with gate.lock:
            wait = gate.free_at - self._elapsed()
            if wait > 0:
                await self._sleep(wait)
            async with self._room:
                try:
                    yield
                finally:
                    gate.free_at = self._elapsed() + HOST_PAUSE

    @asynccontextmanager
    async def _brief(self, lock: asyncio.Lock) -> AsyncIterator[None]:
        """Hold the lock, but not for so long that a slow answer silences a whole test bench."""
        await lock.acquire()
        is_held = True

        def free() -> None:
            nonlocal is_held
            if is_held:
                is_held = False
                lock.release()

        timer = asyncio.get_running_loop().call_later(self._bench_turn, free)
        try:
            yield
        finally:
            timer.cancel()
            free()

    def forget_idle(self) -> None:
        """Drop the gates of hosts that may be asked at once anyway."""
        now = self._elapsed()
        for host in [host for host, gate in self._gates.items() if gate.free_at < now and not gate.lock.locked()]:
            del self._gates[host]


class Poller:
    """Polls what is due, at most six requests at once, one at a time to a host.

    `owner` names this process in leases. Nothing is kept here that a restart would miss.
    """

    def __init__(
        self,
        database: Database,
        fetcher: Fetcher,
        recorder: Recorder,
        clock: Callable[[], float],
        *,
        owner: str,
        poll_seconds: int,
        allow_private: bool = False,
        notices: OwnerNotices | None = None,
        chance: Callable[[], float] = random.random,
        elapsed: Callable[[], float] = monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.database = database
        self.fetcher = fetcher
        self.recorder = recorder
        self.clock = clock
        self.owner = owner
        self.policy = Policy(poll_seconds, allow_private)
        self.notices = notices or LoggedNotices()
        self.chance = chance
        self._benches: frozenset[str] = frozenset()
        self.turns = Turns(lambda host: host in self._benches, elapsed, sleep)
        self._begun = False
        self._left = False  # a poll failed before it could be settled, and its lease stands

    def _host(self, url: str) -> str:
        """Give what shares its requests with others: the host, or the feed alone on a test bench."""
        host = host_of(url)
        return url if host in self._benches else host

    async def run_once(self) -> int:
        """Poll all that is due and what falls due meanwhile; give how many polls that were.

        A slow site holds up nobody: others are polled beside it. Ends when nothing is due, or after five minutes.
        """
        await self._begin()
        ends_at = monotonic() + LONGEST_ROUND_SECONDS
        polled = 0
        running: set[asyncio.Task[None]] = set()
        async with asyncio.TaskGroup() as group:
            while True:
                timeout = None
                if len(running) < POLLS_AT_ONCE and monotonic() < ends_at:
                    claimed, timeout = await self._claim(POLLS_AT_ONCE - len(running))
                    running |= {group.create_task(self._poll(feed), name=f"poll {feed.id}") for feed in claimed}
                    polled += len(claimed)
                if not running:
                    return polled
                _, running = await asyncio.wait(running, timeout=timeout, return_when=asyncio.FIRST_COMPLETED)

    async def next_due_in(self) -> float:
        """Give the seconds until a feed may be polled, at most a minute."""
        now = self.clock()
        async with self.database.connect() as conn:
            waiting = await stored.waiting(conn, now)
        # A feed whose lease stands is not among those that wait.
        return min(_until_first(waiting, now), LEFT_WAIT_SECONDS if self._left else LONGEST_WAIT_SECONDS)

    async def _begin(self) -> None:
        if self.policy.private:
            async with self.database.connect() as conn:
                benches = self.policy.benches(map(host_of, await stored.active_urls(conn)))
            if benches != self._benches:
                self._benches = benches
                async with self.database.begin() as conn:
                    await stored.part_hosts(conn, benches)
        self.turns.forget_idle()
        if not self._begun and self.database.is_sqlite:
            # Only one bot runs on a SQLite file: a lease found at the start is a dead one's.
            async with self.database.begin() as conn:
                await stored.release_leases(conn)
        self._begun = True
        if self._left:  # no poll of ours is under way between two rounds
            async with self.database.begin() as conn:
                await stored.release_leases(conn, self.owner)
            self._left = False

    async def _claim(self, room: int) -> tuple[list[FeedRow], float]:
        """Take feeds that are due, for as many as there is room. Gives also in how many seconds to look again."""
        now = self.clock()
        async with self.database.connect() as conn:
            waiting = await stored.waiting(conn, now)
        due: dict[str, Waiting] = {}  # the longest waiting of each host
        for each in waiting:
            if each.due_at <= now:
                due.setdefault(each.host, each)
        # A queue before one test bench leaves no room to others: they come first.
        first = sorted(due.values(), key=lambda each: host_of(each.host) in self._benches)[:room]
        rest = [each for each in waiting if each.host not in due]
        if not first:
            return [], _until_first(rest, now)
        async with self.database.begin() as conn:
            claimed = await stored.claim_due(
                conn,
                first,
                owner=self.owner,
                now=now,
                lease_until=math.ceil(now) + LEASE_SECONDS,
                wait_after=partial(backoff, self.policy),
            )
        return claimed, _until_first(rest, now)

    async def _poll(self, feed: FeedRow) -> None:
        """Poll one feed from question to settlement. Whatever goes wrong concerns this feed alone."""
        try:
            asked = ask(feed.state, self.clock())
            reply = await self._fetched(feed, asked)
            new, kept = await self._taken(feed, reply)
            after = settle(
                feed.state,
                reply,
                asked,
                self.policy,
                now=self.clock(),
                chance=self.chance(),
                new_entries=new,
                kept=kept,
            )
            await self._settle(feed, reply, after, new)
            await self._tell_owner(feed, after)
        except Exception:
            # The next poll is written down already.
            self._left = True
            log.exception("poll failed feed=%s", feed.url)

    async def _fetched(self, feed: FeedRow, asked: Ask) -> Reply:
        try:
            return await self.fetcher.fetch(asked, self.turns.turn)
        except Exception as error:
            log.exception("fetcher failed feed=%s", feed.url)
            return Reply(Outcome.UNREACHABLE, asked.url, problem=f"{type(error).__name__}: {error}"[:300])

    async def _taken(self, feed: FeedRow, reply: Reply) -> tuple[int, bool]:
        """Record the document's entries, the oldest first. Gives how many were new, and whether all were kept."""
        document = reply.document
        if document is None:
            return 0, True
        async with self.database.connect() as conn:
            known = await stored.known_entries(conn, feed.id, [key for entry in document.entries for key in entry.keys])
        new = [entry for entry in document.entries if not known.keys() & entry.keys]
        digest = len(new) > BIG_BATCH and len(new) > feed.memory.largest_batch
        count, kept = 0, True
        for entry in document.entries:
            match = next((known[key] for key in entry.keys if key in known), None)
            try:
                count += await self._take(feed, entry, match, digest=digest)
            except Exception:
                kept = False
                log.exception("entry not recorded feed=%s title=%s", feed.url, entry.title)
        await self._keep_known(feed, document, known)
        # A feed that suddenly lists nothing is more likely broken than empty: its validators would freeze that.
        return count, kept and (bool(document.entries) or not feed.length)

    async def _take(self, feed: FeedRow, entry: Entry, match: KnownEntry | None, *, digest: bool) -> bool:
        first = feed.first_polled_at is None
        # What is older than the feed's place in the list is no news, though the feed listed nothing at first.
        old = not feed.length and entry.published_at is not None and entry.published_at < feed.added_at
        if match is not None:
            if match.digest != text_digest(entry.title, entry.summary):
                await self.recorder.amend(feed, match.id, entry)
            return False
        taken = await self.recorder.record(feed, entry, silent=first or old, digest=digest and not first)
        if taken and not first:
            log.info(
                "entry feed=%s title=%s link=%s",
                feed.url,
                entry.title,
                entry.link,
                extra={"event": "entry", "fields": {"feed": feed.url, "title": entry.title, "link": entry.link}},
            )
        return taken

    async def _keep_known(self, feed: FeedRow, document: Document, known: dict[str, KnownEntry]) -> None:
        """Remember that known entries are still listed, and by which further keys. To the day is near enough."""
        now = int(self.clock())
        stale = {match.id for match in known.values() if match.last_seen_at < now - SEEN_AGAIN_SECONDS}
        lacking: dict[int, list[str]] = {}
        for entry in document.entries:
            match = next((known[key] for key in entry.keys if key in known), None)
            missing = [key for key in entry.keys if key not in known]
            if match is not None and missing:
                lacking.setdefault(match.id, []).extend(missing)
        if not stale and not lacking:
            return
        async with self.database.begin() as conn:
            await stored.touch_entries(conn, stale, now)
            for entry_id, keys in lacking.items():
                await stored.add_keys(conn, feed.id, entry_id, keys)

    async def _settle(self, feed: FeedRow, reply: Reply, after: Settlement, new: int) -> None:
        now = self.clock()
        # Half a document is no first poll yet, unless it always comes so: the other half would look new.
        halves = reply.outcome is Outcome.PARTIAL and feed.memory.outcome != Outcome.PARTIAL
        read = len(reply.document.entries) if reply.document is not None else None
        asked, next_host = (self._host(memory.address or feed.url) for memory in (feed.memory, after.memory))
        async with self.database.begin() as conn:
            mine = await stored.settle_feed(
                conn, feed, after, owner=self.owner, now=int(now), host=next_host, read=read, new=new, begun=not halves
            )
            await stored.let_host_wait(conn, asked, max(now + HOST_PAUSE, after.host_wait_until or 0))
        if not mine:
            log.warning("lease lost feed=%s; another process polled it meanwhile", feed.url)
        elif after.failures:
            log.warning("feed unavailable feed=%s failures=%d: %s", feed.url, after.failures, after.last_error)
        elif feed.failures:
            log.info("feed is back feed=%s failures=%d", feed.url, feed.failures)
        elif after.memory.address != feed.memory.address:
            log.info("feed moved feed=%s address=%s", feed.url, after.memory.address)

    async def _tell_owner(self, feed: FeedRow, after: Settlement) -> None:
        """Tell once that a feed has failed for a day, that it is back, that it is gone."""
        if not (feed.failures or after.failures or feed.memory.outcome == Outcome.GONE):
            return
        name = f"feed {feed.id}"
        async with self.database.connect() as conn:
            told = await read_note(conn, name) or ""
        notice = _notice(feed, after, told, self.clock())
        if notice is None:
            return
        state, text = notice
        await self.notices.tell_owner(f"{name} {state}", text)
        async with self.database.begin() as conn:
            await write_note(conn, name, state, int(self.clock()))


def _until_first(waiting: Sequence[Waiting], now: float) -> float:
    if not waiting:
        return LONGEST_WAIT_SECONDS
    return min(max(SHORTEST_WAIT_SECONDS, waiting[0].due_at - now), LONGEST_WAIT_SECONDS)


def _notice(feed: FeedRow, after: Settlement, told: str, now: float) -> tuple[str, str] | None:
    """Give what the owner must hear, with the state that it stands for; None when it was told or is nothing new."""
    called = f"The feed {feed.source.name} ({feed.url})"
    if after.gone:
        state = f"gone {int(now)}"
        text = (
            f"{called} answers “410 Gone”: the site says that it will never come back. It is no longer asked. "
            "Take it out of the list, or resume it if the site was wrong."
        )
        return None if told.startswith("gone") else (state, text)
    since = after.failing_since_at
    if since is not None:
        state = f"failing {since}"
        text = (
            f"{called} has failed since {_day(since)}: {after.last_error}. It is asked again less and less often, at "
            "least once a day, and I tell you when it is back."
        )
        return (state, text) if now - since >= TELL_OWNER_AFTER and told != state else None
    if told.startswith(("failing", "gone")):
        return f"back {int(now)}", f"{called} works again."
    return None


def _day(at: float) -> str:
    return f"{datetime.fromtimestamp(at, UTC):%d %B %Y, %H:%M} UTC"
