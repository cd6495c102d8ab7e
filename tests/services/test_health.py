"""What the owner is told of how the bot fares."""

import pytest

from bot.core.outbox import Refusal
from bot.services.health import Health, WorkerHealth
from bot.storage import pauses
from bot.storage.database import Database
from tests.conftest import Clock
from tests.services.newsdesk import GUILD, Desk, claim


@pytest.fixture
async def desk(database: Database, clock: Clock) -> Desk:
    return await Desk(database, clock).open()


def health(database: Database, clock: Clock, *workers: WorkerHealth) -> Health:
    return Health(database, clock, lambda: workers, lambda: 1.0)


async def test_a_quiet_bot_is_well(desk: Desk, database: Database, clock: Clock) -> None:
    report = await health(database, clock, WorkerHealth("courier", 3, 0, 1.0, stalled=False)).report()
    assert report.is_well
    assert [feed.name for feed in report.feeds] == ["Second", "Wire"]
    assert report.counts.size_bytes > 0


async def test_what_is_owed_for_long_is_late_and_no_bot_is_well_with_it(
    desk: Desk, database: Database, clock: Clock
) -> None:
    await desk.follow(1)
    await desk.publish(claim("renewed", 2))
    clock.advance(601)
    report = await health(database, clock).report()
    assert (report.counts.due, report.counts.late, report.counts.entries_judged, report.is_well) == (1, 1, 1, False)


async def test_what_waits_for_a_refusing_channel_is_not_late(desk: Desk, database: Database, clock: Clock) -> None:
    await desk.follow(1)
    await desk.publish(claim("renewed", 2))
    async with database.begin() as conn:
        await pauses.pause(conn, guild_id=GUILD, channel_id=1, reason=Refusal.MISSING_ACCESS, now=int(clock()))
    clock.advance(601)
    report = await health(database, clock).report()
    assert (report.counts.due, report.counts.late, report.counts.paused_channels, report.is_well) == (1, 0, 1, True)


@pytest.mark.parametrize(
    ("failures", "stalled", "well"), [(0, False, True), (2, False, True), (3, False, False), (0, True, False)]
)
async def test_a_worker_that_stalls_or_always_fails_is_seen(
    desk: Desk, database: Database, clock: Clock, failures: int, stalled: bool, well: bool
) -> None:
    report = await health(database, clock, WorkerHealth("poller", 9, failures, 1.0, stalled=stalled)).report()
    assert report.is_well is well
