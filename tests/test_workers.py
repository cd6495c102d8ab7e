"""Workers survive their jobs, and a stalled one is noticed."""

import asyncio
from time import monotonic

import pytest

from bot.workers import Watch, Worker


async def test_a_stalled_worker_is_said_once_and_so_is_its_end(caplog: pytest.LogCaptureFixture) -> None:
    async def job() -> float:
        return 0.0

    worker = Worker("courier", job, stalls_after=5)
    watch = Watch([worker])
    worker.last.started_at = monotonic() - 4
    await watch.look()
    assert caplog.messages == []
    worker.last.started_at = monotonic() - 6
    for _ in range(2):
        await watch.look()
    worker.last.ended_at = monotonic()
    for _ in range(2):
        await watch.look()
    assert caplog.messages == [
        "worker stalls worker=courier seconds=6; restart the bot if it stays so",
        "worker goes on again worker=courier",
    ]


async def test_a_job_that_raises_is_run_again(caplog: pytest.LogCaptureFixture) -> None:
    rounds = 0
    done = asyncio.Event()

    async def job() -> float:
        nonlocal rounds
        rounds += 1
        if rounds < 3:
            raise OSError("disk full")
        done.set()
        return 60.0

    worker = Worker("courier", job, first_wait=0.001)
    task = asyncio.create_task(worker.run())
    async with asyncio.timeout(5):
        await done.wait()
    task.cancel()
    assert (worker.last.failures, [one.message.split(" next_")[0] for one in caplog.records]) == (
        0,
        ["round failed worker=courier failures=1", "round failed worker=courier failures=2"],
    )


async def test_a_woken_worker_does_not_wait() -> None:
    once, twice = asyncio.Event(), asyncio.Event()

    async def job() -> float:
        (twice if once.is_set() else once).set()
        return 3_600.0

    worker = Worker("courier", job)
    task = asyncio.create_task(worker.run())
    async with asyncio.timeout(5):
        await once.wait()
        worker.wake()
        await twice.wait()
    task.cancel()
