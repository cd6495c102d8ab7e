"""A worker repeats a job for ever and survives whatever it raises."""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from time import monotonic

log = logging.getLogger(__name__)

LONGEST_WAIT_SECONDS = 300
WATCH_SECONDS = 60


@dataclass(slots=True)
class Round:
    """How a worker's last rounds went; `/health` reads it."""

    started_at: float = 0.0
    ended_at: float = 0.0
    rounds: int = 0
    failures: int = 0  # in a row


@dataclass(slots=True)
class Worker:
    """Runs `job` again and again. The job says in how many seconds it wants to run next.

    A job that raises is run again after a wait that doubles up to five minutes, unless what it raised is `fatal`:
    that ends the worker. `wake` makes the next round start now.
    """

    name: str
    job: Callable[[], Awaitable[float]]
    stalls_after: float = 600
    first_wait: float = 1.0
    fatal: tuple[type[Exception], ...] = ()
    last: Round = field(default_factory=Round)
    _wake: asyncio.Event = field(default_factory=asyncio.Event)

    def wake(self) -> None:
        self._wake.set()

    @property
    def is_stalled(self) -> bool:
        """True when one round has been running for longer than it ever should."""
        running = self.last.started_at > self.last.ended_at
        return running and monotonic() - self.last.started_at > self.stalls_after

    async def run(self) -> None:
        while True:
            self._wake.clear()
            wait = await self._round()
            try:
                async with asyncio.timeout(wait):
                    await self._wake.wait()
            except TimeoutError:
                continue

    async def _round(self) -> float:
        self.last.started_at = monotonic()
        try:
            wait = await self.job()
        except self.fatal:
            raise
        except Exception:
            self.last.failures += 1
            wait = min(LONGEST_WAIT_SECONDS, self.first_wait * 2 ** min(self.last.failures - 1, 10))
            wait *= random.uniform(0.8, 1.2)  # noqa: S311 (spreads retries, guards nothing)
            log.exception("round failed worker=%s failures=%d next_seconds=%.1f", self.name, self.last.failures, wait)
        else:
            self.last.failures = 0
        self.last.rounds += 1
        self.last.ended_at = monotonic()
        return max(0.0, wait)


class Watch:
    """Says in the log that a worker stalls and that it goes on again, once each."""

    def __init__(self, workers: Sequence[Worker]) -> None:
        self._workers = workers
        self._stalled: set[str] = set()

    async def look(self) -> float:
        """Give the seconds until the next look."""
        for worker in self._workers:
            if worker.is_stalled and worker.name not in self._stalled:
                self._stalled.add(worker.name)
                log.error(
                    "worker stalls worker=%s seconds=%.0f; restart the bot if it stays so",
                    worker.name,
                    monotonic() - worker.last.started_at,
                )
            elif not worker.is_stalled and worker.name in self._stalled:
                self._stalled.remove(worker.name)
                log.warning("worker goes on again worker=%s", worker.name)
        return WATCH_SECONDS
