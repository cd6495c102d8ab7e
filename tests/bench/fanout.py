"""Telling 2,000 channels at Discord's limits, with the real client and a real database."""

import asyncio
import json
import resource
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles
from time import monotonic
from typing import Any

from pydantic import SecretStr
from sqlalchemy import func, insert, select

from bot.app import open_bot, run_bot
from bot.core.evidence import EventDraft
from bot.core.models import Grade, Instalment, Kind, Part
from bot.settings import Role, Settings
from bot.storage import news
from bot.storage.database import Database
from bot.storage.guilds import seen
from bot.storage.tables import deliveries, subscriptions

PERMITTED = 50  # requests a second, https://discord.com/developers/docs/topics/rate-limits#global-rate-limit
SHOW = "akudama-drive"
BACKLOG_EACH = 5
BACKLOG_SECONDS = 12
LINE_LIMIT = 2**24


@dataclass(slots=True)
class Discord:
    """The local Discord's process, spoken to line by line."""

    process: asyncio.subprocess.Process
    facts: dict[str, Any]

    async def tell(self, word: str) -> None:
        if self.process.stdin is not None:
            self.process.stdin.write(f"{word}\n".encode())
            await self.process.stdin.drain()

    async def ask(self, word: str) -> dict[str, Any]:
        await self.tell(word)
        return await _line(self.process)


async def _line(process: asyncio.subprocess.Process) -> dict[str, Any]:
    if process.stdout is None:
        raise RuntimeError("the local Discord has no output")
    found: dict[str, Any] = json.loads(await process.stdout.readline())
    return found


@asynccontextmanager
async def _discord() -> AsyncIterator[Discord]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.bench._discord",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        limit=LINE_LIMIT,
    )
    try:
        yield Discord(process, await _line(process))
    finally:
        process.kill()
        await process.wait()


async def _owe(database: Database, number: int) -> int:
    """Have one more thing to tell to every channel; how many deliveries that makes."""
    now = int(time.time())
    part = Instalment(Part.SEASON, number)
    draft = EventDraft(f"bench/{number}", Kind.RENEWED, (), SHOW, part, Grade.PRESS)
    async with database.begin() as conn:
        event_id = await news.add_event(conn, draft, at=now, silent=False, now=now)
        return await news.owe(conn, event_id, due_at=now) if event_id is not None else 0


async def _follow(database: Database, channels: list[tuple[int, int]]) -> None:
    async with database.begin() as conn:
        for guild in sorted({guild for guild, _ in channels}):
            await seen(conn, guild, "en-US", 0)
        rows = [
            {"guild_id": guild, "channel_id": channel, "show_id": SHOW, "created_at": 0, "created_by": 1}
            for guild, channel in channels
        ]
        await conn.execute(insert(subscriptions), rows)


async def _all_told(database: Database) -> None:
    while True:
        async with database.connect() as conn:
            due = await conn.scalar(select(func.count()).select_from(deliveries).where(deliveries.c.state == "due"))
        if not due:
            return
        await asyncio.sleep(0.25)


def _memory() -> float:
    """Give this process's resident memory in MB."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 2**20


@dataclass(slots=True)
class Figures:
    """What was measured."""

    channels: int
    alone: list[float]  # seconds that answers took without a fan-out
    sent_at: list[float]
    answered: list[float]
    unanswered: int
    refused: list[str]
    queued: int
    growth: float

    @property
    def rate(self) -> float:
        return (len(self.sent_at) - 1) / (self.sent_at[-1] - self.sent_at[0])

    def __str__(self) -> str:
        alone, during = quantiles(self.alone, n=100), quantiles(self.answered, n=100)
        facts = {
            "channels told": f"{len(self.sent_at):,} of {self.channels:,}",
            "rate": f"{self.rate:.1f} of {PERMITTED} requests a second: {self.rate / PERMITTED:.1%} (target 95 %)",
            "refused with 429": f"{len(self.refused)} (target 0)",
            "answers to commands": f"p50 {during[49] * 1000:.0f} ms, p99 {during[98] * 1000:.0f} ms during it",
            "  without a fan-out": f"p50 {alone[49] * 1000:.0f} ms, p99 {alone[98] * 1000:.0f} ms",
            "  unanswered": f"{self.unanswered} (target 0)",
            "memory for the queue": f"{self.growth:+.1f} MB for {self.queued:,} deliveries (target 50 MB)",
        }
        return "\n".join(f"{name:<22}{fact}" for name, fact in facts.items())


async def measure(folder: Path) -> Figures:
    async with _discord() as discord:
        channels = [(guild, channel) for guild, channel in discord.facts["channels"]]
        settings = Settings(
            _env_file=None,
            discord_token=SecretStr(discord.facts["token"]),
            discord_api_url=discord.facts["api_url"],
            discord_gateway_url=discord.facts["gateway_url"],
            database_url=f"sqlite+aiosqlite:///{folder.as_posix()}/encore.db",
            roles=frozenset({Role.GATEWAY, Role.COURIER}),
        )
        stop = asyncio.Event()
        async with (
            open_bot(settings, []) as bot,
            Database.open(settings.database_url) as database,
            asyncio.TaskGroup() as group,
        ):
            running = group.create_task(run_bot(bot, stop))
            while not bot.client.is_ready():  # noqa: ASYNC110 (discord.py's own event exists only after login)
                await asyncio.sleep(0.1)
            courier = next(worker for worker in bot.workers if worker.name == "courier")
            await _follow(database, channels)
            await discord.tell("ask")
            await asyncio.sleep(5)
            alone = await discord.ask("report")

            await _owe(database, 2)
            courier.wake()
            await _all_told(database)
            fanned_out = await discord.ask("report")

            before, peak, queued = _memory(), 0.0, 0
            for number in range(3, 3 + BACKLOG_EACH):
                queued += await _owe(database, number)
            courier.wake()
            ends_at = monotonic() + BACKLOG_SECONDS
            while monotonic() < ends_at:
                peak = max(peak, _memory())
                await asyncio.sleep(0.1)
            backlog = await discord.ask("report")
            stop.set()
            await running
    return Figures(
        len(channels),
        alone["answered"],
        fanned_out["sent_at"],
        fanned_out["answered"],
        fanned_out["unanswered"] + backlog["unanswered"],
        fanned_out["refused"] + backlog["refused"],
        queued,
        peak - before,
    )


def run() -> str:
    with tempfile.TemporaryDirectory(prefix="encore-fanout-") as folder:
        return str(asyncio.run(measure(Path(folder))))


if __name__ == "__main__":
    print(run())
