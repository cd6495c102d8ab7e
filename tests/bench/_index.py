"""A process of its own for each way to have the titles in memory: `python -m tests.bench._index NAME FILE [FILE]`.

Prints one line of JSON. A fresh process, because what an earlier one left behind would be filled first.
"""

import asyncio
import json
import re
import resource
import sys
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rapidfuzz import process
from rapidfuzz.utils import default_process

from bot.app import judge_by
from bot.core.models import Entry, Show, Source
from bot.services.catalogue import Catalogue
from bot.services.record import Recorder
from bot.services.shelf import Shelf
from bot.storage import feeds
from bot.storage.database import Database

TICK_SECONDS = 0.001
RECORDED = 300
RIVAL_CALLS = 25
ROUNDS = 3
FEED = Source("Bench", "https://bench.example/rss")


@dataclass(slots=True)
class Ticks:
    """What a coroutine that wants to wake every millisecond noticed."""

    work: list[float] = field(default_factory=list)  # milliseconds of the loop's own thread between two wakings
    late: list[float] = field(default_factory=list)  # milliseconds that it woke too late, waiting for others included

    def figures(self) -> dict[str, float]:
        late = sorted(self.late)
        return {"work": max(self.work), "late": late[-1], "late_p99": late[len(late) * 99 // 100]}


@asynccontextmanager
async def ticking() -> AsyncIterator[Ticks]:
    """Watch the event loop as long as the context lasts."""
    ticks = Ticks()

    async def tick() -> None:
        while True:
            asked, worked = time.perf_counter(), time.thread_time()
            await asyncio.sleep(TICK_SECONDS)
            ticks.late.append((time.perf_counter() - asked - TICK_SECONDS) * 1000)
            ticks.work.append((time.thread_time() - worked) * 1000)

    async with asyncio.TaskGroup() as group:
        watching = group.create_task(tick())
        try:
            await asyncio.sleep(10 * TICK_SECONDS)
            yield ticks
            await asyncio.sleep(10 * TICK_SECONDS)
        finally:
            watching.cancel()


def megabytes(*, most: bool = False) -> float:
    """Give the resident memory of this process, or the most that it ever was."""
    try:
        lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    except OSError:  # no Linux: only the most is known
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
    name = "VmHWM:" if most else "VmRSS:"
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(name))


def measured(make: Callable[[], object]) -> dict[str, float]:
    """Give the processor time and the memory that something takes which is kept."""
    before, start = megabytes(), time.process_time()
    kept = make()
    figures = {
        "seconds": time.process_time() - start,
        "megabytes": megabytes() - before,
        "peak": megabytes(most=True) - before,
    }
    del kept
    return figures


def a_second(judge: Callable[[Entry], object], entries: Sequence[Entry], rounds: int = 1) -> float:
    """Give how many entries are judged in a second of processor time, in the best of some rounds."""
    best = float("inf")
    for _ in range(rounds):
        start = time.thread_time()
        for entry in entries:
            judge(entry)
        best = min(best, time.thread_time() - start)
    return len(entries) / best


async def shelf(database_path: str, entries: Sequence[Entry]) -> dict[str, Any]:
    """Load the catalogue as the bot does at its start, judge headlines, and watch the event loop."""
    found: dict[str, Any] = {"loop": {}}
    async with Database.open(f"sqlite+aiosqlite:///{database_path}") as database:
        catalogue = Catalogue(database, time.time)
        async with ticking() as ticks:
            await asyncio.sleep(0.5)
        found["loop"]["nothing"] = ticks.figures()

        loading = 0.0

        async def load() -> list[Show]:
            nonlocal loading
            begin = time.process_time()
            shows = await catalogue.load()
            loading = time.process_time() - begin
            return shows

        kept = Shelf(load)
        before, start = megabytes(), time.process_time()
        await kept.reload()
        found["seconds"], found["loading"] = time.process_time() - start, loading
        found["megabytes"], found["peak"] = megabytes() - before, megabytes(most=True) - before
        # Apart from the measurement above, because watching costs something too.
        another = Shelf(load)
        async with ticking() as ticks:
            await another.reload()
        found["loop"]["the catalogue is loaded"] = ticks.figures()
        del another
        async with ticking() as ticks:
            await kept.reload()
        found["loop"]["it is loaded again"] = ticks.figures()

        found |= _judged(kept, entries)
        async with ticking() as ticks:
            await _record(database, kept, entries[:RECORDED])
        found["loop"][f"{min(RECORDED, len(entries))} entries are recorded"] = ticks.figures()
    return found


def _judged(kept: Shelf, entries: Sequence[Entry]) -> dict[str, Any]:
    judge = judge_by(kept)
    titles = [title.text for show in kept.shows.values() for title in show.titles]
    choices = list(dict.fromkeys(titles))
    start = time.process_time()
    pattern = _alternation(choices)
    compiled = time.process_time() - start
    bare = [Entry(entry.title, published_at=entry.published_at) for entry in entries]
    few = bare[:: max(1, len(bare) // RIVAL_CALLS)][:RIVAL_CALLS]
    return {
        "shows": len(kept.shows),
        "titles": len(titles),
        "headlines": len(entries),
        "compiled": compiled,
        "rates": {
            "judge, with summaries": a_second(lambda entry: judge(entry, FEED), entries, ROUNDS),
            "judge, titles alone": a_second(lambda entry: judge(entry, FEED), bare, ROUNDS),
            "rapidfuzz.process.extractOne": a_second(lambda entry: process.extractOne(entry.title, choices), few),
            "regular expression (findall)": a_second(lambda entry: pattern.findall(entry.title), few),
        },
    }


async def _record(database: Database, kept: Shelf, entries: Sequence[Entry]) -> None:
    """Take entries in as the poller does."""
    now = int(time.time())
    async with database.begin() as conn:
        await feeds.save_source(conn, FEED, now)
        feed = await feeds.feed_by_url(conn, FEED.url)
    if feed is None:
        raise AssertionError("the feed was not stored")
    recorder = Recorder(database, judge_by(kept), time.time)
    for number, entry in enumerate(entries):
        told = Entry(entry.title, entry.summary, None, entry.published_at, (f"bench-{number}",))
        await recorder.record(feed, told, silent=False, digest=False)


def _alternation(titles: Sequence[str]) -> re.Pattern[str]:
    longest_first = sorted(titles, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)), re.IGNORECASE)


def main(name: str, *paths: str) -> dict[str, Any]:
    if name == "shelf":
        database_path, entries_path = paths
        rows = json.loads(Path(entries_path).read_text(encoding="utf-8"))
        return asyncio.run(shelf(database_path, [Entry(**row) for row in rows]))
    text = Path(paths[0]).read_text(encoding="utf-8")
    if name == "json":
        return measured(lambda: json.loads(text))
    titles = json.loads(text)
    rivals: dict[str, Callable[[], object]] = {
        "choices": lambda: {title: default_process(title) for title in titles},
        "alternation": lambda: _alternation(list(dict.fromkeys(titles))),
    }
    return measured(rivals[name])


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])))
