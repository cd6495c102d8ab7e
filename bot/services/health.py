"""How the bot fares: what `/health`, the log and the health page tell its owner."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.storage import health
from bot.storage.database import Database
from bot.storage.health import Counts, FeedHealth

DAY_SECONDS = 86_400
LATE_SECONDS = 600


@dataclass(frozen=True, slots=True)
class WorkerHealth:
    """A worker's last round. `ended_ago` None: its first is still going on."""

    name: str
    rounds: int
    failures: int
    ended_ago: float | None
    stalled: bool


@dataclass(frozen=True, slots=True)
class Report:
    """Everything at one moment. `room` is the share of Discord's rate that is free now, None without Discord."""

    at: int
    feeds: tuple[FeedHealth, ...]
    workers: tuple[WorkerHealth, ...]
    counts: Counts
    room: float | None = None

    @property
    def is_well(self) -> bool:
        """False when a person should look: a stalled or ever-failing worker, or news that stay undelivered."""
        return not any(one.stalled or one.failures >= 3 for one in self.workers) and not self.counts.late


class Health:
    """Asks everything that can tell how the bot fares."""

    def __init__(
        self,
        database: Database,
        clock: Callable[[], float],
        workers: Callable[[], Sequence[WorkerHealth]],
        room: Callable[[], float | None],
    ) -> None:
        self.database = database
        self.clock = clock
        self.workers = workers
        self.room = room

    async def report(self) -> Report:
        """Give the state of now; counts of what was done are those of the last day."""
        now = int(self.clock())
        async with self.database.connect() as conn:
            feeds = await health.feed_health(conn)
            counted = await health.counts(conn, now=now, since=now - DAY_SECONDS, late_after=LATE_SECONDS)
        return Report(now, tuple(feeds), tuple(self.workers()), counted, self.room())
