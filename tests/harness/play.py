"""The play: rounds of publishing, faults and kills, then a quiet time, then the count."""

import asyncio
import random
import tempfile
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import func, select, update

from bot.storage.database import Database
from bot.storage.tables import deliveries, entries, feeds
from sandbox import Sandbox
from sandbox.limits import Bucket
from tests.harness.lives import Stage, life
from tests.harness.scene import Count, Told, count, furnish, titles

OUTLETS = ("anime-wire", "second-outlet")
HEADLINES = {
    "renewed": "{show} Anime Gets 2nd Season",
    "film": "{show} Gets Anime Film",
    "dated": "{show} Season 2 Premieres on April 4, 2027",
}
REPEATED = "Second Season of {show} Officially Announced"
STORIES_A_ROUND = (2, 4)
BUSY_SECONDS = 2.2
SETTLE_SECONDS = 900
SETTLING_LIFE_SECONDS = 12
# What may befall a call, and how likely. Replies are lost after the message was stored more often than anything else:
# it is the hardest case.
FAULTS: tuple[tuple[str, float, dict[str, Any]], ...] = (
    ("lost_reply", 0.08, {}),
    ("error_after", 0.08, {"status": 500}),
    ("slow_reply", 0.06, {"seconds": 0.8}),
    ("error", 0.03, {"status": 500}),
    ("error", 0.04, {"status": 503}),
    ("reset", 0.04, {}),
    ("rate_limited", 0.02, {"retry_after": 0.4}),
    ("slow", 0.04, {"seconds": 0.5}),
)
POSTING = ("/channels/*/messages", "/channels/*/threads")
# Discord says "a few minutes"; where it forgets sooner, only its own earlier messages keep the bot from repeating.
NONCE_SECONDS = (300.0, 300.0, 2.0)
GATEWAY_TROUBLE = (None, None, None, "reconnect", "invalid_session")


@dataclass(slots=True)
class Outcome:
    """What came of a play."""

    counts: list[Count]
    rounds: int
    seconds: float
    struck: Counter[str] = field(default_factory=Counter)
    violations: list[str] = field(default_factory=list)
    unfinished: int = 0  # deliveries that were still owed in the end

    @property
    def lost(self) -> int:
        return sum(one.lost for one in self.counts)

    @property
    def doubled(self) -> int:
        return sum(one.doubled for one in self.counts)

    @property
    def told(self) -> int:
        return sum(one.times[1] for one in self.counts)


class Play:
    """One play with its own chance: the same seed publishes the same stories and draws the same moments."""

    def __init__(self, stage: Stage, database: Database, rounds: int, seed: int) -> None:
        self.stage = stage
        self.sandbox = stage.sandbox
        self.database = database
        self.rounds = rounds
        self.chance = random.Random(seed)
        self.shows = titles(min(900, 20 + rounds * 3), self.chance)
        self.told: dict[Told, str] = {}  # and the outlet that was first
        self.repeated: set[str] = set()
        self.published = 0
        self.struck: Counter[str] = Counter()

    async def run(self, on_round: Callable[[int], None]) -> Outcome:
        began = time.monotonic()
        self.sandbox.faults.seed(self.chance.randrange(2**32))
        # Publishing has limits of its own that would only make the play longer.
        self.sandbox.limits.crossposts = Bucket(10**6, 3600.0)
        await furnish(self.sandbox, self.database, self.shows)
        async with life(self.stage):
            await self._until(self._has_polled_all)
        for number in range(1, self.rounds + 1):
            await self._round()
            on_round(number)
        unfinished = await self._settle()
        return Outcome(
            count(self.sandbox, self.told, frozenset(self.shows)),
            self.rounds,
            time.monotonic() - began,
            self.struck,
            [str(one) for one in self.sandbox.violations if one.kind != "rate limit"],
            unfinished,
        )

    async def _round(self) -> None:
        """Publish, half of it while the bot is dead; let it work for a while among faults; kill it."""
        self._order_faults()
        self.sandbox.limits.nonce_seconds = self.chance.choice(NONCE_SECONDS)
        stories = self.chance.randint(*STORIES_A_ROUND)
        for _ in range(stories // 2):
            self._publish()
        async with life(self.stage):
            ready = asyncio.create_task(self.sandbox.gateway.ready())
            try:
                # Sometimes it dies before it is there.
                await asyncio.wait([ready], timeout=self.chance.choice([0.8, 20, 20, 20, 20, 20]))
            finally:
                ready.cancel()
            for _ in range(stories - stories // 2):
                await asyncio.sleep(self.chance.uniform(0, 0.2))
                self._publish()
            trouble = self.chance.choice(GATEWAY_TROUBLE)
            lasts = self.chance.uniform(0, BUSY_SECONDS)
            await asyncio.sleep(lasts / 2)
            if trouble:
                self.sandbox.faults.add(trouble)
                self.struck[trouble] += 1
            await asyncio.sleep(lasts / 2)
        self._count_faults()

    def _order_faults(self) -> None:
        for kind, probability, values in FAULTS:
            for path in POSTING:
                self.sandbox.faults.add(kind, path, count=None, probability=probability, **values)

    def _count_faults(self) -> None:
        for fault in self.sandbox.faults.ordered:
            if fault.struck:
                self.struck[f"{fault.kind} {fault.status}" if "error" in fault.kind else fault.kind] += fault.struck
        self.sandbox.faults.clear()

    def _publish(self) -> None:
        """Report something new, a second thing about an old show, or what another outlet reported already."""
        renewed = [one.show for one in self.told if one.kind == "renewed"]
        drawn = self.chance.random()
        if drawn < 0.2 and renewed:
            show = self.chance.choice(renewed)
            if show not in self.repeated:
                self.repeated.add(show)
                first = self.told[Told(show, "renewed")]
                other = next(outlet for outlet in OUTLETS if outlet != first)
                self.sandbox.publish(other, REPEATED.format(show=show))
                self.published += 1
            return
        fresh = [show for show in self.shows if Told(show, "renewed") not in self.told]
        kind, candidates = "renewed", fresh
        if drawn < 0.4 and renewed:
            kind = self.chance.choice(["film", "dated"])
            candidates = [show for show in renewed if Told(show, kind) not in self.told]
        if not candidates:
            return
        show = self.chance.choice(candidates)
        # News of one show come in order only within one outlet.
        outlet = self.told.get(Told(show, "renewed")) or self.chance.choice(OUTLETS)
        self.told[Told(show, kind)] = outlet
        self.sandbox.publish(outlet, HEADLINES[kind].format(show=show))
        self.published += 1

    async def _settle(self) -> int:
        """Let the bot work undisturbed until nothing is owed, then once more from the start; how much is still owed."""
        deadline = time.monotonic() + SETTLE_SECONDS
        while not await self._has_told_all() and time.monotonic() < deadline:
            async with self.database.begin() as conn:
                # Nobody waits here for what is to be tried again in a quarter of an hour.
                await conn.execute(update(deliveries).where(deliveries.c.state == "due").values(due_at=0))
            async with life(self.stage):
                await self._until(self._has_told_all, SETTLING_LIFE_SECONDS)
        async with life(self.stage):
            await self._until(self._has_polled_all)
            await asyncio.sleep(2)
        async with self.database.connect() as conn:
            owed = select(func.count()).select_from(deliveries).where(deliveries.c.state == "due")
            return int(await conn.scalar(owed) or 0)

    async def _has_polled_all(self) -> bool:
        now = int(time.time())
        async with self.database.connect() as conn:
            polled = (await conn.scalars(select(feeds.c.last_success_at))).all()
        return bool(polled) and all(at is not None and at >= now - 2 for at in polled)

    async def _has_told_all(self) -> bool:
        async with self.database.connect() as conn:
            seen = await conn.scalar(select(func.count()).select_from(entries))
            due = await conn.scalar(select(func.count()).select_from(deliveries).where(deliveries.c.state == "due"))
        return seen == self.published and due == 0

    async def _until(self, holds: Callable[[], Awaitable[bool]], seconds: float = 30.0) -> None:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and not await holds():  # noqa: ASYNC110 (another process does the work)
            await asyncio.sleep(0.5)


async def play(
    rounds: int, seed: int, folder: Path | None = None, on_round: Callable[[int], None] = lambda _: None
) -> Outcome:
    """Play so many rounds in a sandbox of its own; the bot's log stays in `folder` when one is given."""
    with tempfile.TemporaryDirectory(prefix="encore-harness-") as own:
        async with Sandbox() as sandbox:
            stage = Stage(sandbox, folder or Path(own))
            async with Database.open(stage.database_url) as database:
                return await Play(stage, database, rounds, seed).run(on_round)
