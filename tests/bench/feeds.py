"""What polling costs, beside plain feedparser on the same bytes (and `reader` where it is installed)."""

import asyncio
import importlib
import importlib.util
import io
import json
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import feedparser

from bot.core.feed import Ask
from bot.core.models import Source as Listed
from bot.feeds.http import HttpFetcher
from bot.feeds.parse import Source, read
from bot.services.feeds import sync_feeds
from bot.services.poll import Poller
from bot.storage.database import Database
from tests.conftest import Clock
from tests.feeds.server import Answer, Site, answer, conditional
from tests.feeds.stage import Notebook

SAMPLES = Path(__file__).parents[3] / "shared" / "data" / "feeds" / "samples"
ROUNDS = 40
# What a day of fifty feeds looks like at fifteen minutes each: this share of the polls brings something new.
FEEDS, POLLS_A_DAY, CHANGED_SHARE = 50, 82, 0.15


def made_up(items: int, size: int) -> bytes:
    """A feed like WordPress makes them: a summary and a long body for each story."""
    entries = "".join(
        f"<item><title>Show {number} Gets Season 2 &amp;#8211; 2027</title><link>https://example.com/{number}/</link>"
        f"<guid isPermaLink='false'>https://example.com/?p={number}</guid>"
        f"<pubDate>Thu, 28 May 2026 10:{number % 60:02}:00 +0000</pubDate>"
        f"<description><![CDATA[<p>{'A few words. ' * 20}</p>]]></description>"
        f"<content:encoded><![CDATA[{'<p>Many words.</p>' * (size // 18)}]]></content:encoded></item>"
        for number in range(items)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" '
        f'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>News</title>{entries}</channel></rss>'
    ).encode()


def documents() -> dict[str, bytes]:
    bodies = {"40 items, 40 kB": made_up(40, 300), "25 items, 250 kB": made_up(25, 9_000)}
    for name, file in {
        "WordPress, 1 MB": "wordpress_time_1MB.xml",
        "Reddit, 49 kB": "reddit_atom_homelab_2023-07-23.xml",
    }.items():
        if (SAMPLES / file).is_file():
            bodies[name] = (SAMPLES / file).read_bytes()
    return bodies


def milliseconds(work: Callable[[], object], rounds: int = 7) -> float:
    """The processor time of one call, the best of some."""
    best = float("inf")
    for _ in range(rounds):
        started = time.process_time()
        work()
        best = min(best, time.process_time() - started)
    return best * 1_000


async def milliseconds_each(work: Callable[[], Awaitable[object]], rounds: int = ROUNDS) -> float:
    await work()
    started = time.process_time()
    for _ in range(rounds):
        await work()
    return (time.process_time() - started) * 1_000 / rounds


def reading() -> list[str]:
    rows = ["reading a document, CPU ms            ours   feedparser   share"]
    for name, body in documents().items():
        ours = milliseconds(lambda body=body: read(body, Source("https://example.com/", "", 1.79e9)))  # type: ignore[misc]
        plain = milliseconds(lambda body=body: feedparser.parse(io.BytesIO(body)), 3)  # type: ignore[misc]
        rows.append(f"  {name:30} {ours:10.1f} {plain:12.1f} {ours / plain:6.0%}")
    return rows


async def polling() -> list[str]:
    """Whole polls over real HTTP into a real database; the site's own work is measured alone and taken off."""
    body = documents()["40 items, 40 kB"]
    rows = ["one whole poll, CPU ms (claim, HTTP, reading, database)"]
    costs: dict[str, float] = {}
    number = 0

    async def changing(_seen: object, _reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal number
        number += 1
        new = f"<item><title>New {number}</title><guid>new-{number}</guid></item>".encode()
        writer.write(answer(200, body.replace(b"<item>", new + b"<item>", 1)))
        await writer.drain()

    scripts: dict[str, Answer] = {
        "unchanged, 304": conditional('"1"', body),
        "unchanged, 200 with the same bytes": answer(200, body),
        "changed, one new story of 41": changing,
    }
    async with (
        HttpFetcher.open("Encore/bench (+https://example.org)", time.time, allow_private=True) as fetcher,
        Site.open() as site,
    ):
        for name, said in scripts.items():
            url = site.says("/" + str(len(costs)), said)
            with tempfile.TemporaryDirectory() as folder:
                async with Database.open(f"sqlite+aiosqlite:///{folder}/bench.db") as database:
                    costs[name] = await _poll_cost(database, fetcher, url) - await _site_cost(url)
            rows.append(f"  {name:38} {costs[name]:8.1f}")
    day = FEEDS * POLLS_A_DAY
    unchanged = costs["unchanged, 200 with the same bytes"]
    busy = day * (unchanged * (1 - CHANGED_SHARE) + costs["changed, one new story of 41"] * CHANGED_SHARE)
    rows.append(f"{FEEDS} feeds at 15 minutes, {day} polls a day, none with a 304: {busy / 864_000:.2f} % of one CPU")
    return rows


async def _poll_cost(database: Database, fetcher: HttpFetcher, url: str) -> float:
    clock = Clock(time.time())
    poller = Poller(
        database,
        fetcher,
        Notebook(database, clock),
        clock,
        owner="bench",
        poll_seconds=1,
        allow_private=True,
        elapsed=clock,
    )
    await sync_feeds(database, [Listed("Bench", url)], clock.now)

    async def poll() -> None:
        clock.advance(60)
        if await poller.run_once() != 1:
            raise AssertionError("the feed was not due")

    await poll()
    return await milliseconds_each(poll)


async def _site_cost(url: str) -> float:
    """What the scripted site itself costs: it runs in the same process."""
    host, _, path = url.removeprefix("http://").partition("/")
    name, _, port = host.partition(":")

    async def ask() -> None:
        reader, writer = await asyncio.open_connection(name, int(port))
        writer.write(f'GET /{path} HTTP/1.1\r\nHost: {host}\r\nIf-None-Match: "1"\r\n\r\n'.encode())
        await reader.read(-1)
        writer.close()

    return await milliseconds_each(ask)


async def attacked() -> list[str]:
    """Memory and the event loop while six hostile documents at a time come in."""
    site = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.bench._hostile", stdout=asyncio.subprocess.PIPE, cwd=Path(__file__).parents[2]
    )
    if site.stdout is None:
        raise AssertionError("the site has no voice")
    addresses: dict[str, str] = json.loads(await site.stdout.readline())
    holds: list[float] = []
    waits: list[float] = []
    sizes: list[int] = []

    @asynccontextmanager
    async def at_once(_host: str) -> AsyncIterator[None]:
        yield

    async def watch() -> None:
        while True:
            asked, worked = time.perf_counter(), time.thread_time()
            await asyncio.sleep(0.001)
            waits.append((time.perf_counter() - asked) * 1_000 - 1)
            # Of the loop's own thread: what it waits for on a busy machine is no fault of ours.
            holds.append((time.thread_time() - worked) * 1_000)
            sizes.append(resident())

    try:
        async with HttpFetcher.open("Encore/bench (+https://example.org)", time.time, allow_private=True) as fetcher:
            await asyncio.sleep(0.2)
            before = resident()
            watching = asyncio.create_task(watch())
            for _ in range(4):
                urls = list(addresses.values())
                for start in range(0, len(urls), 6):
                    await asyncio.gather(*[fetcher.fetch(Ask(url), at_once) for url in urls[start : start + 6]])
            watching.cancel()
    finally:
        site.kill()
        await site.wait()
    waits.sort()
    late = waits[len(waits) * 99 // 100]
    peak, stays = (max(sizes) - before) / 1e6, (resident() - before) / 1e6
    return [
        f"under attack, {4 * len(addresses)} hostile documents, six at a time",
        f"  memory grows by at most {peak:.0f} MB (60 MB are permitted), and by {stays:.0f} MB for good",
        f"  the event loop works {max(holds):.1f} ms in one go at most (permitted: 10), wakes {late:.1f} ms late (p99)",
    ]


def resident() -> int:
    """The memory of this process in bytes, where the system says so."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * 4_096
    except OSError:
        return 0


async def rival(body: bytes) -> list[str]:
    """`reader`, a well-kept library for the same work, where somebody installed it."""
    if importlib.util.find_spec("reader") is None:
        return ["reader (the library) is not installed; install it to compare"]
    make_reader = importlib.import_module("reader").make_reader
    async with Site.open() as site:
        url = site.says("/feed", conditional('"1"', body))
        with tempfile.TemporaryDirectory() as folder:
            library = make_reader(f"{folder}/reader.db")
            library.add_feed(url)
            await asyncio.to_thread(library.update_feed, url)
            cost = await milliseconds_each(lambda: asyncio.to_thread(library.update_feed, url), 10)
    return [f"reader (the library), unchanged, 304: {cost:.1f} ms"]


async def _everything() -> list[str]:
    return [*await attacked(), "", *reading(), "", *await polling(), "", *await rival(documents()["40 items, 40 kB"])]


def run() -> str:
    return "\n".join(asyncio.run(_everything()))


if __name__ == "__main__":
    print(run())
