"""Where documents are read: small ones in one thread, large and broken ones in a process that can be ended."""

import asyncio
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from types import TracebackType
from typing import Self

from bot.core.errors import FeedUnreadable
from bot.core.feed import Document
from bot.feeds import apart
from bot.feeds.decode import text_of
from bot.feeds.guard import check
from bot.feeds.parse import Source, entries_of

LARGE = 512 * 1024
# feedparser takes quadratic time for some documents that are not well-formed.
LARGE_WHEN_BROKEN = 32 * 1024
DEADLINE = 20.0
# How long the reading thread may keep the interpreter from the event loop; Python's own 5 ms add up at each turn.
SWITCH_SECONDS = 0.001


class Reader:
    """Turns bytes into documents without holding the event loop.

    One thread, not several: two would hold the interpreter in turn, and the loop would wait for both. One process at a
    time, so that hostile documents cannot fill the memory together.
    """

    def __init__(self, *, deadline: float = DEADLINE, large: int = LARGE) -> None:
        self.deadline = deadline
        self.large = large
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="feed-reader")
        self._process = asyncio.Semaphore(1)
        self._switch_seconds = SWITCH_SECONDS

    async def __aenter__(self) -> Self:
        self._switch_seconds = sys.getswitchinterval()
        sys.setswitchinterval(SWITCH_SECONDS)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        sys.setswitchinterval(self._switch_seconds)
        self._thread.shutdown(wait=False, cancel_futures=True)

    async def read(self, body: bytes | bytearray, source: Source) -> Document:
        """Give the document. Raises FeedUnreadable for what is no feed, is harmful or takes too long."""
        if len(body) <= self.large:
            loop = asyncio.get_running_loop()
            document = await loop.run_in_executor(self._thread, _read_small, body, source)
            if document is not None:
                return document
        return await self._read_apart(body, source)

    async def _read_apart(self, body: bytes | bytearray, source: Source) -> Document:
        async with self._process:
            child = await self._started()
            try:
                async with asyncio.timeout(self.deadline):
                    return await asyncio.to_thread(apart.ask, child, body, source)
            except TimeoutError as error:
                raise FeedUnreadable(f"the document could not be read within {self.deadline:.0f} seconds") from error
            finally:
                # The thread that talks to the child ends with it.
                child.kill()
                await asyncio.to_thread(_bury, child)

    async def _started(self) -> "subprocess.Popen[bytes]":
        """Give the child; who is cancelled meanwhile leaves none behind."""
        starting = asyncio.get_running_loop().run_in_executor(None, apart.start)
        try:
            return await asyncio.shield(starting)
        except asyncio.CancelledError:
            child = await starting
            child.kill()
            await asyncio.to_thread(_bury, child)
            raise


def _bury(child: "subprocess.Popen[bytes]") -> None:
    """Wait for the end of a child that was killed: giving back its memory takes the system a while."""
    child.wait()
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            with suppress(OSError):  # what was not sent yet has nowhere to go
                pipe.close()


def _read_small(body: bytes | bytearray, source: Source) -> Document | None:
    """Give the document, or None when it had better be read apart."""
    if not body.strip():
        raise FeedUnreadable("the document is empty")
    checked = check(text_of(body, source.content_type))
    if not checked.valid and len(checked.text) > LARGE_WHEN_BROKEN:
        return None
    return entries_of(checked, source)
