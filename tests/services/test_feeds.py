"""What the owner sees of the feeds and does with them."""

from collections.abc import Sequence

import pytest
from sqlalchemy import func, select

from bot.core.cadence import Policy
from bot.core.feed import Ask, Document, Outcome, Reply, Validators
from bot.core.models import Decision, Entry, Source, Verdict
from bot.services.feeds import Feeds, FeedState, check, prune, sync_feeds
from bot.services.poll import Turn
from bot.storage.database import Database
from bot.storage.tables import entries, feeds
from tests.conftest import Clock
from tests.feeds.stage import Stage

NEWS = Document((Entry("One", "", None, None, ("guid:1",)),))
GOOD = Reply(Outcome.READ, "", 200, {}, Validators('"1"'), "hash", NEWS)
DOWN = Reply(Outcome.REFUSED, "", 503, {"retry-after": "7200"}, problem="HTTP 503")
GONE = Reply(Outcome.GONE, "", 410, problem="HTTP 410: gone for good")


class Scripted:
    """Answers by the last letters of the address; the last answer stands."""

    def __init__(self, **replies: Sequence[Reply]) -> None:
        self.replies = {name: list(said) for name, said in replies.items()}
        self.asked: list[Ask] = []

    async def fetch(self, ask: Ask, turn: Turn) -> Reply:
        self.asked.append(ask)
        said = self.replies[ask.url.rpartition("/")[2]]
        return said.pop(0) if len(said) > 1 else said[0]


@pytest.fixture
async def stage(database: Database, clock: Clock) -> Stage:
    fetcher = Scripted(good=[GOOD], down=[GOOD, DOWN], gone=[GOOD, GONE], new=[GOOD])
    stage = Stage(database, fetcher, clock, interval=900, private=False)
    await stage.lists(*[f"https://{name}.example/{name}" for name in ("good", "down", "gone")])
    return stage


def owners(stage: Stage) -> Feeds:
    return Feeds(stage.database, stage.clock, poll_seconds=900)


async def test_every_feed_is_listed_with_its_state(stage: Stage, clock: Clock) -> None:
    await stage.poll()
    clock.advance(1_200)
    await stage.poll()
    await stage.lists(*[f"https://{name}.example/{name}" for name in ("good", "down", "gone", "new")])
    view = owners(stage)
    reports = await view.reports()
    assert {report.source.name: report.state for report in reports} == {
        "good": FeedState.FINE,
        "down": FeedState.FAILING,
        "gone": FeedState.GONE,
        "new": FeedState.NEW,
    }
    down = reports[1]
    assert (down.failures, down.last_error, down.failing_since_at) == (1, "HTTP 503", int(clock.now))
    assert (down.cadence_seconds, down.firsts, down.last_success_at) == (900, 0, int(clock.now) - 1_200)
    assert 7_200 <= down.next_poll_at - clock.now <= 9_200
    await stage.lists("https://down.example/down")
    assert [report.source.name for report in await view.reports()] == ["down", "good", "gone", "new"]
    assert (await view.reports())[1].state is FeedState.UNLISTED


async def test_a_feed_is_found_by_number_name_or_address(stage: Stage) -> None:
    view = owners(stage)
    for text in ("2", " DOWN ", "https://down.example/down"):
        found = await view.find(text)
        assert found is not None
        assert found.source.name == "down"
    assert await view.find("nothing") is None


async def test_a_paused_feed_rests_until_it_is_resumed_and_so_does_one_that_is_gone(stage: Stage, clock: Clock) -> None:
    await stage.poll()
    clock.advance(1_200)
    await stage.poll()
    view = owners(stage)
    good, gone = (await view.find("good")), (await view.find("gone"))
    assert good is not None
    assert gone is not None
    await view.pause(good.id)
    assert await view.poll_now(good.id) is None
    assert await view.poll_now(gone.id) is None
    assert await view.poll_now(999) is None
    clock.advance(86_400)
    assert await stage.poller.run_once() == 1, "only the one that is down"
    await view.resume(good.id)
    await view.resume(gone.id)
    assert await stage.poller.run_once() == 2


async def test_a_poll_out_of_turn_comes_soon_but_not_impolitely(stage: Stage, clock: Clock) -> None:
    view = owners(stage)
    await stage.poll()
    good, down = (await view.find("good")), (await view.find("down"))
    assert good is not None
    assert down is not None
    assert await view.poll_now(good.id) == 300
    clock.advance(120)
    assert await view.poll_now(good.id) == 180
    clock.advance(180)
    assert await view.poll_now(good.id) == 0
    assert await stage.poller.run_once() == 1
    clock.advance(900)
    await stage.poll()
    wait = await view.poll_now(down.id)
    assert wait is not None
    assert wait > 7_000, "the site itself asked us to wait"


async def test_a_look_says_what_each_entry_means_and_writes_nothing(database: Database, clock: Clock) -> None:
    fetcher = Scripted(good=[GOOD], down=[DOWN])

    def judged(entry: Entry, source: Source, /) -> Decision:
        return Decision(Verdict.HOLD, f"{entry.title} of {source.name}")

    sources = [Source("Good", "https://a.example/good"), Source("Down", "https://b.example/down")]
    good, down = await check(fetcher, judged, sources, Policy(900), clock)
    assert (good.entries, good.decisions) == (NEWS.entries, (Decision(Verdict.HOLD, "One of Good"),))
    assert (good.reply.validators, 900 < good.next_poll_in < 1_200) == (Validators('"1"'), True)
    assert (down.reply.problem, down.entries, down.next_poll_in > 7_200) == ("HTTP 503", (), True)
    assert [ask.validators for ask in fetcher.asked] == [Validators()] * 2
    async with database.connect() as conn:
        for table in (feeds, entries):
            assert await conn.scalar(select(func.count()).select_from(table)) == 0


async def test_a_list_that_is_read_again_changes_only_what_changed(stage: Stage) -> None:
    await stage.poll()
    before = await stage.row("https://good.example/good")
    sources = [Source("Good news", "https://good.example/good"), Source("Down", "https://down.example/down")]
    assert await sync_feeds(stage.database, sources, stage.clock()) == 1
    after = await stage.row("https://good.example/good")
    assert (after.id, after.memory, after.source.name) == (before.id, before.memory, "Good news")
    assert await prune(stage.database, stage.clock()) == 0
