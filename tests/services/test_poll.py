"""The poller over many feeds and long times, with a fetcher that answers from a script."""

import asyncio
import random
import sqlite3
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import pytest

from bot.core.cadence import HOUR
from bot.core.feed import Ask, Document, Outcome, Reply, Validators, host_of
from bot.core.models import Entry
from bot.feeds.parse import Source, read
from bot.services.poll import REQUESTS_AT_ONCE, Turn, Turns
from bot.storage.database import Database
from tests.conftest import Clock
from tests.feeds.stage import Stage
from tests.services.test_delivery_trouble import each_connection

pytestmark = pytest.mark.slow

DAY = 86_400


@dataclass
class World:
    """Three hundred sites that fail, move, refuse and publish by chance; every request is written down."""

    clock: Clock
    chance: random.Random
    asked: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    published: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    waits: dict[str, float] = field(default_factory=dict)
    open_at: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    early: list[tuple[str, float, float]] = field(default_factory=list)
    busiest: int = 0

    async def fetch(self, ask: Ask, turn: Turn) -> Reply:
        host = host_of(ask.url)
        async with turn(host):
            self.asked[ask.url].append(self.clock.now)
            if self.clock.now < self.waits.get(ask.url, 0):
                self.early.append((ask.url, self.clock.now, self.waits[ask.url]))
            self.open_at[host] += 1
            assert self.open_at[host] == 1, "two requests to one host at a time"
            self.busiest = max(self.busiest, sum(self.open_at.values()))
            await asyncio.sleep(0)
            self.clock.advance(self.chance.uniform(0.01, 0.3))
            self.open_at[host] -= 1
        return self._answer(ask)

    def _answer(self, ask: Ask) -> Reply:
        dice = self.chance.random()
        known = ask.validators.etag
        if dice < 0.04:
            wait = self.chance.randrange(60, 3_000)
            self.waits[ask.url] = self.clock.now + wait
            return Reply(Outcome.REFUSED, ask.url, 503, {"retry-after": str(wait)}, problem="HTTP 503")
        if dice < 0.10:
            return Reply(Outcome.UNREACHABLE, ask.url, problem="connection reset")
        if dice < 0.14:
            return Reply(Outcome.UNREADABLE, ask.url, 200, problem="challenge")
        news = self.published[ask.url]
        if dice < 0.5 or not news:
            news.append(f"{ask.url} story {len(news)}")
        tag = f'"{len(news)}"'
        if known == tag:
            return Reply(Outcome.UNCHANGED, ask.url, 304, {}, Validators(tag))
        listed = news[-40:]
        if self.chance.random() < 0.1:
            self.chance.shuffle(listed)
        entries = tuple(Entry(title, "", None, None, (f"guid:{title}",)) for title in listed)
        return Reply(Outcome.READ, ask.url, 200, {}, Validators(tag), f"hash {tag}", Document(entries))


@pytest.mark.slow
async def test_an_hour_over_three_hundred_faulty_feeds(database: Database, clock: Clock) -> None:
    chance = random.Random(7)
    world = World(clock, chance)
    stage = Stage(database, world, clock, interval=900, private=False)
    urls = [f"https://site{number % 120}.example/{number}" for number in range(300)]
    await stage.lists(*urls)
    began = clock.now
    while clock.now - began < HOUR:
        stage.chance = chance.random()
        if chance.random() < 0.05:
            stage.restart()
        if not await stage.poller.run_once():
            clock.advance(max(await stage.poller.next_due_in(), 0.01))
    assert world.early == [], "asked before a site permitted it"
    assert world.busiest <= REQUESTS_AT_ONCE
    assert set(world.asked) == set(urls), "a feed was never asked"
    assert_polite(world.asked)
    taken = stage.notebook.silent + stage.notebook.taken
    assert len(taken) == len(set(taken)), "a story was told twice"
    for url in urls:
        row = await stage.row(url)
        if not row.failures and row.first_polled_at is not None:
            seen = [title for title in taken if title.startswith(f"{url} story")]
            assert sorted(seen) == sorted(world.published[url]), "a story was lost"


def assert_polite(asked: Mapping[str, list[float]]) -> None:
    """At least fifteen minutes between two polls of a feed, two seconds between two requests to a host."""
    by_host: dict[str, list[float]] = defaultdict(list)
    for url, times in asked.items():
        by_host[host_of(url)] += times
        assert all(later - earlier >= 900 for earlier, later in pairwise(times)), url
        assert 2 <= len(times) <= 5
    for times in by_host.values():
        ordered = sorted(times)
        assert all(later - earlier >= 2 for earlier, later in pairwise(ordered))


@pytest.mark.parametrize("restarting", [False, True], ids=["one life", "a new life each time"])
async def test_sixty_states_of_one_feed_announce_each_story_once(
    database: Database, clock: Clock, data: Path, restarting: bool
) -> None:
    """The dates of all items change with every state, while their guids stay."""
    states = sorted((data / "feeds" / "series-ann-mal").glob("*.xml"))
    if not states:
        pytest.skip("the series of states is not there")
    documents = [read(path.read_bytes(), Source("https://a.example/", "", clock.now + 40 * DAY)) for path in states]
    expected: dict[str, str] = {}
    for document in documents:
        for entry in document.entries:
            if not any(key in expected for key in entry.keys):
                expected |= dict.fromkeys(entry.keys, entry.keys[0])

    class Playing:
        played = 0

        async def fetch(self, ask: Ask, turn: Turn) -> Reply:
            document = documents[self.played]
            self.played += 1
            return Reply(Outcome.READ, ask.url, 200, {}, Validators(), str(self.played), document)

    stage = Stage(database, Playing(), clock, interval=3_600)
    judged: list[tuple[str, ...]] = []
    plain = stage.notebook.record

    async def noting(feed: object, entry: Entry, *, silent: bool, digest: bool) -> bool:
        judged.append(entry.keys)
        return await plain(feed, entry, silent=silent, digest=digest)  # type: ignore[arg-type]

    stage.notebook.record = noting  # type: ignore[method-assign]
    await stage.lists("https://a.example/")
    for _ in states:
        await stage.poll()
        if restarting:
            stage.restart()
    assert len(judged) == len(set(expected.values())), "a story was judged twice, or never"
    assert len({expected[keys[0]] for keys in judged}) == len(judged)
    assert len(stage.notebook.silent) == len(documents[0].entries)


# Turns


async def test_a_turn_keeps_its_pause_from_the_end_of_the_last_one(clock: Clock) -> None:
    turns = Turns(elapsed=clock, sleep=lambda seconds: _advance(clock, seconds))
    started = clock.now
    async with turns.turn("a"):
        clock.advance(5)
    async with turns.turn("b"):
        assert clock.now - started == 5
    async with turns.turn("a"):
        assert clock.now - started == 7
    clock.advance(10)
    turns.forget_idle()
    assert turns._gates == {}


async def _advance(clock: Clock, seconds: float) -> None:
    clock.advance(seconds)


async def test_six_requests_at_once_and_no_more(clock: Clock) -> None:
    turns = Turns(elapsed=clock)
    running, most = 0, 0

    async def one(host: str) -> None:
        nonlocal running, most
        async with turns.turn(host):
            running += 1
            most = max(most, running)
            await asyncio.sleep(0)
            running -= 1

    await asyncio.gather(*[one(f"host {number}") for number in range(30)])
    assert most == 6


async def test_a_test_bench_too_is_asked_by_one_request_at_a_time(clock: Clock) -> None:
    turns = Turns(lambda host: host == "bench", elapsed=clock)
    running, most = 0, 0

    async def one() -> None:
        nonlocal running, most
        async with turns.turn("bench"):
            running += 1
            most = max(most, running)
            await asyncio.sleep(0)
            running -= 1

    await asyncio.gather(*[one() for _ in range(30)])
    assert most == 1


async def test_a_slow_answer_of_a_test_bench_lets_the_next_request_begin(clock: Clock) -> None:
    turns = Turns(lambda host: host == "bench", elapsed=clock, bench_turn=0)
    came = asyncio.Event()

    async def slow() -> None:
        async with turns.turn("bench"):
            await came.wait()

    async def quick() -> None:
        async with turns.turn("bench"):
            came.set()

    async with asyncio.timeout(10):
        await asyncio.gather(slow(), quick())
    async with turns.turn("bench"):
        assert came.is_set()


async def test_the_feeds_of_a_test_bench_do_not_wait_for_each_other(database: Database, clock: Clock) -> None:
    class Refusing:
        async def fetch(self, ask: Ask, turn: Turn) -> Reply:
            async with turn(host_of(ask.url)):
                if ask.url.endswith("/0"):
                    return Reply(Outcome.REFUSED, ask.url, 429, {"retry-after": "600"}, problem="HTTP 429")
                return Reply(Outcome.READ, ask.url, 200, {}, Validators(), "hash", Document())

    stage = Stage(database, Refusing(), clock)
    await stage.lists(*[f"http://bench:8/{number}" for number in range(13)])
    assert await stage.poller.run_once() == 13
    assert clock.now == Clock().now
    clock.advance(15)
    assert await stage.restart().run_once() == 12


async def test_a_queue_before_a_test_bench_leaves_room_to_others(database: Database, clock: Clock) -> None:
    asked: list[str] = []

    class Noting:
        async def fetch(self, ask: Ask, turn: Turn) -> Reply:
            asked.append(ask.url)
            return Reply(Outcome.READ, ask.url, 200, {}, Validators(), "hash", Document())

    stage = Stage(database, Noting(), clock)
    await stage.lists(*[f"http://bench:8/{number}" for number in range(30)], "http://site:8/")
    assert await stage.poller.run_once() == 31
    assert asked[0] == "http://site:8/"


async def test_a_slow_site_holds_up_nobody(database: Database, clock: Clock) -> None:
    released = asyncio.Event()
    asked: list[str] = []

    class Slow:
        async def fetch(self, ask: Ask, turn: Turn) -> Reply:
            asked.append(ask.url)
            if "slow" in ask.url:
                await released.wait()
            elif len(asked) == 4:
                released.set()
            return Reply(Outcome.READ, ask.url, 200, {}, Validators(), "hash", Document())

    stage = Stage(database, Slow(), clock)
    await stage.lists("http://slow/", "http://a/", "http://b/", "http://c/")
    async with asyncio.timeout(10):
        assert await stage.poller.run_once() == 4
    assert sorted(asked) == ["http://a/", "http://b/", "http://c/", "http://slow/"]


async def test_a_fetcher_that_raises_is_a_failure_of_that_feed_alone(database: Database, clock: Clock) -> None:
    class Raising:
        async def fetch(self, ask: Ask, turn: Turn) -> Reply:
            if "bad" in ask.url:
                raise RuntimeError("unforeseen")
            return Reply(Outcome.READ, ask.url, 200, {}, Validators(), "hash", Document())

    stage = Stage(database, Raising(), clock)
    await stage.lists("http://bad/", "http://good/")
    assert await stage.poller.run_once() == 2
    assert (await stage.row("http://bad/")).failures == 1
    assert (await stage.row("http://bad/")).last_error == "RuntimeError: unforeseen"
    assert (await stage.row("http://good/")).failures == 0


@pytest.mark.sqlite
async def test_a_feed_that_met_a_locked_database_is_asked_again_when_it_is_free(
    database: Database, clock: Clock, tmp_path: Path
) -> None:
    backup = sqlite3.connect(tmp_path / "encore.db", isolation_level=None)
    statements = ["BEGIN IMMEDIATE", "SELECT 1"]

    class BackupBegins:
        async def fetch(self, ask: Ask, turn: Turn) -> Reply:
            backup.execute(statements.pop(0))
            return Reply(Outcome.READ, ask.url, 200, {}, Validators(), "hash", Document())

    stage = Stage(database, BackupBegins(), clock)
    await stage.lists("http://a/")
    with each_connection(database, "PRAGMA busy_timeout = 20"):
        assert await stage.poller.run_once() == 1
        assert await stage.poller.next_due_in() <= 5
        backup.execute("ROLLBACK")
        clock.advance(10)
        assert await stage.poller.run_once() == 1
    backup.close()
    assert (await stage.row("http://a/")).last_success_at == int(clock.now)


async def test_a_clock_that_was_wrong_by_years_silences_no_feed(database: Database, clock: Clock) -> None:
    class Fine:
        async def fetch(self, ask: Ask, turn: Turn) -> Reply:
            return Reply(Outcome.REFUSED, ask.url, 429, {"retry-after": "600"}, problem="HTTP 429")

    stage = Stage(database, Fine(), clock, private=False)
    await stage.lists("https://a.example/")
    clock.advance(9 * 365 * DAY)
    await stage.poll()
    clock.advance(-9 * 365 * DAY)
    stage.restart()
    assert await stage.poll() == [0]


async def test_a_lease_that_another_process_holds_is_respected_until_it_ends(database: Database, clock: Clock) -> None:
    asked: list[str] = []

    class Hanging:
        async def fetch(self, ask: Ask, turn: Turn) -> Reply:
            asked.append(ask.url)
            await asyncio.Event().wait()
            raise AssertionError

    class Quick:
        async def fetch(self, ask: Ask, turn: Turn) -> Reply:
            asked.append(ask.url)
            return Reply(Outcome.READ, ask.url, 200, {}, Validators(), "hash", Document())

    stage = Stage(database, Hanging(), clock)
    await stage.lists("http://a/", "http://a/second")
    first = asyncio.create_task(stage.poller.run_once())
    async with asyncio.timeout(10):
        while not asked:  # noqa: ASYNC110 (the fetcher has nothing to signal with)
            await asyncio.sleep(0.01)
    stage.fetcher = Quick()
    second = stage.restart()
    second._begun = True  # as on PostgreSQL, where several processes poll
    assert await second.run_once() == 0, "the host is being asked by somebody else"
    clock.advance(301)
    assert await second.run_once() == 1
    first.cancel()
    await asyncio.wait([first])
