"""Where documents are read: never on the event loop, large and broken ones in a process that can be ended."""

import asyncio
import os
import signal
import subprocess
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import pytest

from bot.core.errors import FeedUnreadable
from bot.feeds import apart
from bot.feeds.parse import Source, read
from bot.feeds.reading import Reader
from tests.feeds.documents import BASE, NOW

pytestmark = pytest.mark.slow

SOURCE = Source(BASE, "text/xml", NOW)


def feed(items: int, size: int) -> bytes:
    entries = "".join(
        f"<item><title>Story {number} &amp; more</title><link>https://example.com/{number}</link>"
        f"<guid>{number}</guid><description>{'word ' * (size // 5)}</description></item>"
        for number in range(items)
    )
    return f"<rss><channel><title>News</title><ttl>60</ttl>{entries}</channel></rss>".encode()


SMALL, LARGE = feed(20, 200), feed(200, 5_000)


@pytest.fixture
async def reader() -> AsyncIterator[Reader]:
    async with Reader() as opened:
        yield opened


@pytest.mark.parametrize("body", [SMALL, LARGE, bytearray(LARGE)], ids=["small", "large", "large, not copied"])
async def test_a_document_is_the_same_wherever_it_is_read(reader: Reader, body: bytes | bytearray) -> None:
    assert await reader.read(body, SOURCE) == read(body, SOURCE)


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"<html>" + b"x" * 600_000 + b"</html>", "begins with <html>"),
        (b"<rss><channel>" + b"<item>" * 100_000, "nested"),
        (b"", "empty"),
    ],
)
async def test_what_is_refused_is_refused_everywhere(reader: Reader, body: bytes, why: str) -> None:
    with pytest.raises(FeedUnreadable, match=why):
        await reader.read(body, SOURCE)


async def test_a_broken_document_of_some_size_is_read_apart(clock: object) -> None:
    broken = feed(100, 1_000).replace(b"</title>", b"</titel>", 1)
    async with Reader(deadline=0.0) as hurried:
        with pytest.raises(FeedUnreadable, match="within 0 seconds"):
            await hurried.read(broken, SOURCE)
        assert len((await hurried.read(SMALL, SOURCE)).entries) == 20


async def test_a_reader_that_hangs_is_ended_at_its_deadline() -> None:
    before = children()
    async with Reader(deadline=0.05) as hurried:
        with pytest.raises(FeedUnreadable, match="could not be read within"):
            await hurried.read(LARGE, SOURCE)
        assert children() == before


async def test_a_reader_that_is_given_up_leaves_no_process_behind(reader: Reader) -> None:
    before = children()
    reading = asyncio.create_task(reader.read(feed(2_000, 3_000), SOURCE))
    async with asyncio.timeout(10):
        while children() == before:  # noqa: ASYNC110 (a process announces itself to nobody)
            await asyncio.sleep(0.01)
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading
    assert children() == before


async def test_a_reader_that_is_given_up_while_its_process_starts_leaves_none_behind(reader: Reader) -> None:
    before = children()
    for turns in range(1, 6):
        reading = asyncio.create_task(reader.read(feed(2_000, 3_000), SOURCE))
        for _ in range(turns):
            await asyncio.sleep(0)
        reading.cancel()
        with pytest.raises(asyncio.CancelledError):
            await reading
        assert children() == before


def test_a_child_that_dies_is_no_document() -> None:
    child = apart.start()
    os.kill(child.pid, signal.SIGKILL)
    with pytest.raises(FeedUnreadable):
        apart.ask(child, LARGE, SOURCE)
    child.wait()
    close(child)


def test_a_child_sees_no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "very secret")
    child = apart.start()
    try:
        environment = Path(f"/proc/{child.pid}/environ")
        if not environment.exists():
            pytest.skip("this system does not show the environment of a process")
        assert b"secret" not in environment.read_bytes()
        assert len(apart.ask(child, SMALL, SOURCE).entries) == 20
    finally:
        child.kill()
        child.wait()
        close(child)


async def test_the_event_loop_goes_on_while_documents_are_read(reader: Reader) -> None:
    ticks = 0

    async def tick() -> None:
        nonlocal ticks
        while True:
            ticks += 1
            await asyncio.sleep(0)

    ticking = asyncio.create_task(tick())
    await asyncio.gather(*[reader.read(feed(60, 2_000), SOURCE) for _ in range(3)], reader.read(LARGE, SOURCE))
    ticking.cancel()
    # Reading these takes about half a second; a loop that was held would have turned a handful of times.
    assert ticks > 50


def children() -> set[str]:
    """Give the processes that this one has started."""
    path = Path(f"/proc/self/task/{os.getpid()}/children")
    if not path.exists():
        pytest.skip("this system does not list the children of a process")
    found: set[str] = set()
    for task in Path("/proc/self/task").iterdir():
        with suppress(FileNotFoundError):  # a thread that ended since it was listed
            found.update((task / "children").read_text(encoding="ascii").split())
    return found


def close(child: "subprocess.Popen[bytes]") -> None:
    for pipe in (child.stdin, child.stdout):
        if pipe is not None and not pipe.closed:
            try:
                pipe.close()
            except BrokenPipeError:
                continue
