"""Whole polls over real HTTP, poll after poll: what is asked, when, and what is taken as news."""

import asyncio
import logging
import time
from collections.abc import Callable
from itertools import pairwise

import pytest
from sqlalchemy import update

from bot.core.cadence import offset
from bot.core.feed import Ask, Reply
from bot.feeds.http import HttpFetcher
from bot.services.feeds import sync_feeds
from bot.services.poll import Turn
from bot.storage.database import Database
from bot.storage.tables import feeds
from tests.conftest import Clock
from tests.feeds.server import Answer, Site, answer, conditional, hanging_up, rss, zipped
from tests.feeds.stage import Stage, logged_entries

pytestmark = pytest.mark.slow


@pytest.fixture
def stage(database: Database, fetcher: HttpFetcher, clock: Clock) -> Stage:
    return Stage(database, fetcher, clock)


def jittered(url: str, seconds: float, interval: float = 10) -> float:
    """Give the wait with the feed's own jitter: chance adds nothing on this stage."""
    return round(seconds + min(seconds, 4 * interval) * (0.10 + 0.10 * offset(url)), 2)


async def test_the_first_poll_tells_nothing_and_what_comes_later_is_told_once(
    stage: Stage, site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    url = site.says("/feed", answer(200, rss("Two", "One")), answer(200, rss("Four", "Three", "Two", "One")))
    await stage.lists(url)
    await stage.poll()
    assert (stage.notebook.silent, stage.notebook.taken, logged_entries(caplog.records)) == (["One", "Two"], [], [])
    await stage.poll(3)
    assert stage.notebook.taken == ["Three", "Four"]
    assert logged_entries(caplog.records) == [
        {"feed": url, "title": "Three", "link": "https://example.com/Three"},
        {"feed": url, "title": "Four", "link": "https://example.com/Four"},
    ]


async def test_validators_are_sent_for_ever_whatever_comes_between(stage: Stage, site: Site) -> None:
    good = answer(200, rss("One"), ("ETag", 'W/"a"'), ("Last-Modified", "Mon, 01 Jan 2026 00:00:00 GMT"))
    url = site.says(
        "/feed",
        good,
        answer(500, b"oops", ("ETag", '"error"')),
        hanging_up,
        answer(200, b"<html>challenge</html>", ("ETag", '"challenge"')),
        answer(200, b"", ("ETag", '"empty"')),
        answer(200, rss("Two")[:-40], ("ETag", '"cut"')),
        answer(302, b"", ("Location", "/other"), ("ETag", '"redirect"')),
        answer(304, b"", ("ETag", 'W/"b"')),
        answer(304),
    )
    site.says("/other", answer(304))
    await stage.lists(url)
    await stage.poll(6)
    stage.restart()
    await stage.poll(4)
    asked = [(seen.headers.get("if-none-match"), seen.headers.get("if-modified-since")) for seen in site.seen]
    date = "Mon, 01 Jan 2026 00:00:00 GMT"
    assert asked == [(None, None), *[('W/"a"', date)] * 8, *[('W/"b"', date)] * 2]


async def test_a_good_answer_without_validators_ends_the_old_ones(stage: Stage, site: Site) -> None:
    url = site.says("/feed", answer(200, rss("One"), ("ETag", '"1"')), answer(200, rss("Two", "One")))
    await stage.lists(url)
    await stage.poll(3)
    assert [seen.headers.get("if-none-match") for seen in site.seen] == [None, '"1"', None]


# How long the poller waits after an answer, in seconds before jitter; the usual interval is 10.
WAITS: dict[str, tuple[Callable[[float], Answer], float]] = {
    "nothing said": (lambda _: answer(200, rss("One")), 10),
    "max-age": (lambda _: answer(200, rss("One"), ("Cache-Control", "public, max-age=600")), 600),
    "max-age minus age": (lambda _: answer(200, rss("One"), ("Cache-Control", "max-age=600"), ("Age", "400")), 200),
    "older than max-age": (lambda _: answer(200, rss("One"), ("Cache-Control", "max-age=60"), ("Age", "400")), 10),
    "no-cache": (lambda _: answer(200, rss("One"), ("Cache-Control", "no-cache, max-age=600")), 10),
    "no-store": (lambda _: answer(200, rss("One"), ("Cache-Control", "max-age=600,no-store")), 10),
    "expires": (lambda now: answer(200, rss("One"), ("Date", date(now)), ("Expires", date(now + 300))), 300),
    "expires by the site's own clock": (
        lambda now: answer(200, rss("One"), ("Date", date(now - 9_000)), ("Expires", date(now - 8_700))),
        300,
    ),
    "expires in the past": (lambda now: answer(200, rss("One"), ("Date", date(now)), ("Expires", "0")), 10),
    "expires under max-age": (
        lambda now: answer(
            200, rss("One"), ("Cache-Control", "max-age=100"), ("Date", date(now)), ("Expires", date(now + 900))
        ),
        100,
    ),
    "ttl": (lambda _: answer(200, rss("One", extra="<ttl>5</ttl>")), 300),
    "ttl of no sense": (lambda _: answer(200, rss("One", extra="<ttl>soon</ttl>")), 10),
    "period": (
        lambda _: answer(
            200,
            rss("One", extra="<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>"),
        ),
        900,
    ),
    "period of a day counts as an hour": (
        lambda _: answer(200, rss("One", extra="<sy:updatePeriod>daily</sy:updatePeriod>")),
        3_600,
    ),
    "retry-after on a good answer": (lambda _: answer(200, rss("One"), ("Retry-After", "120")), 120),
    "an age of a week": (lambda _: answer(200, rss("One"), ("Cache-Control", "max-age=604800")), 86_400),
    "429 with seconds": (lambda _: answer(429, b"", ("Retry-After", "120")), 120),
    "429 with a date": (
        lambda now: answer(429, b"", ("Date", date(now)), ("Retry-After", date(now + 240))),
        240,
    ),
    "429 with a date on a clock that is wrong": (
        lambda now: answer(429, b"", ("Date", date(now + 5_000)), ("Retry-After", date(now + 5_240))),
        240,
    ),
    "429 bare": (lambda _: answer(429), 10),
    "429 with garbage": (lambda _: answer(429, b"", ("Retry-After", "in a while")), 10),
    "429 with a negative wait": (lambda _: answer(429, b"", ("Retry-After", "-60")), 10),
    "429 with a month": (lambda _: answer(429, b"", ("Retry-After", "2592000")), 86_400),
    "503 with seconds": (lambda _: answer(503, b"", ("Retry-After", "60")), 60),
    "503 bare": (lambda _: answer(503), 10),
    "404": (lambda _: answer(404), 10),
    "403 challenge": (lambda _: answer(403, b"<html>"), 10),
}


def date(at: float) -> str:
    return time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime(at))


@pytest.mark.parametrize("how", WAITS)
async def test_the_next_poll_waits_for_all_that_was_asked(stage: Stage, site: Site, clock: Clock, how: str) -> None:
    said, seconds = WAITS[how]
    url = site.says("/feed", said(clock.now))
    await stage.lists(url)
    await stage.poll()
    wanted = min(jittered(url, seconds), 86_400)
    assert await stage.wait_of(url) == wanted
    stage.restart()
    assert await stage.poll() == [wanted]


async def test_a_304_prolongs_the_wait_as_a_200_does(stage: Stage, site: Site) -> None:
    url = site.says(
        "/feed",
        answer(200, rss("One", extra="<ttl>1</ttl>"), ("ETag", '"1"')),
        answer(304, b"", ("Cache-Control", "max-age=400")),
        answer(304),
    )
    await stage.lists(url)
    await stage.poll()
    assert await stage.poll(2) == [jittered(url, 60), jittered(url, 400)]
    assert await stage.wait_of(url) == jittered(url, 60)


async def test_failures_wait_twice_as_long_each_time_up_to_a_day(stage: Stage, site: Site) -> None:
    url = site.says("/feed", answer(200, rss("One")), answer(500))
    await stage.lists(url)
    waits = await stage.poll(18)
    expected = [min(jittered(url, min(10 * 2**number, 86_400)), 86_400) for number in range(16)]
    assert waits == [0, jittered(url, 10), *expected]
    assert waits[-1] == 86_400


async def test_a_site_that_always_says_soon_is_backed_off_from_all_the_same(stage: Stage, site: Site) -> None:
    url = site.says("/feed", answer(503, b"", ("Retry-After", "5")))
    await stage.lists(url)
    assert await stage.poll(6) == [0, *[jittered(url, 10)] * 3, jittered(url, 80), jittered(url, 160)]


async def test_one_good_answer_ends_the_back_off(stage: Stage, site: Site) -> None:
    url = site.says("/feed", *[answer(500)] * 5, answer(200, rss("One")))
    await stage.lists(url)
    await stage.poll(6)
    assert (await stage.row(url)).failures == 0
    assert await stage.wait_of(url) == jittered(url, 10)


async def test_a_429_covers_its_host_and_no_other(stage: Stage, site: Site) -> None:
    async with Site.open() as other:
        refused = site.says("/a", answer(429, b"", ("Retry-After", "3600")))
        same_host = site.says("/b", answer(200, rss("B")))
        elsewhere = other.says("/c", answer(200, rss("C")))
        await stage.lists(refused, same_host, elsewhere)
        await stage.poll()
        await stage.poll(3)
        assert [seen.path for seen in site.seen] == ["/a"]
        assert len(other.seen) == 4
        assert await stage.wait_of(same_host) > 3_500


async def test_a_503_covers_only_its_feed(stage: Stage, site: Site) -> None:
    busy = site.says("/a", answer(503, b"", ("Retry-After", "3600")))
    fine = site.says("/b", answer(200, rss("B")))
    await stage.lists(busy, fine)
    await stage.poll(4)
    assert [seen.path for seen in site.seen] == ["/a", *["/b"] * (len(site.seen) - 1)]


async def test_one_host_is_asked_one_request_at_a_time_two_seconds_apart(
    database: Database, fetcher: HttpFetcher, site: Site, clock: Clock
) -> None:
    stage = Stage(database, fetcher, clock, interval=900)
    times: list[float] = []
    for number in range(5):
        site.says(f"/{number}", answer(200, rss(str(number))))
    site.says("/5", answer(301, b"", ("Location", "/0")))
    await stage.lists(*[site.url(f"/{number}") for number in range(6)])
    for _ in range(6):
        await stage.poll()
        times.append(clock.now)
    assert site.most_at_once == 1
    assert len(site.seen) == 7
    assert [round(later - earlier, 2) for earlier, later in pairwise(times)] == [2, 2, 2, 2, 4]


async def test_a_permanent_move_is_adopted_the_third_time_and_keeps_all_memory(stage: Stage, site: Site) -> None:
    url = site.says("/old", answer(301, b"", ("Location", "/hop")))
    site.says("/hop", answer(308, b"", ("Location", "/new")))
    site.says("/new", answer(200, rss("One"), ("ETag", '"1"')), answer(200, rss("Two", "One"), ("ETag", '"2"')))
    await stage.lists(url)
    await stage.poll(5)
    assert [seen.path for seen in site.seen] == ["/old", "/hop", "/new"] * 3 + ["/new", "/new"]
    assert site.seen[-1].headers["if-none-match"] == '"2"'
    assert (stage.notebook.silent, stage.notebook.taken) == (["One"], ["Two"])
    assert (await stage.row(url)).memory.address == site.url("/new")


async def test_a_move_is_not_adopted_when_it_was_not_for_good_or_led_to_no_feed(stage: Stage, site: Site) -> None:
    url = site.says("/old", answer(301, b"", ("Location", "/hop")))
    site.says("/hop", answer(302, b"", ("Location", "/new")))
    site.says("/new", answer(200, rss("One")))
    gone = site.says("/closed", answer(301, b"", ("Location", "/home")))
    site.says("/home", answer(200, b"<html>Welcome</html>"))
    await stage.lists(url, gone)
    await stage.poll(12)
    assert (await stage.row(url)).memory.address is None
    assert (await stage.row(gone)).memory.address is None


async def test_a_move_that_is_taken_back_starts_from_one_again(stage: Stage, site: Site) -> None:
    away, here = answer(301, b"", ("Location", "/new")), answer(200, rss("One"))
    url = site.says("/old", away, away, here, away, away, away, here)
    site.says("/new", answer(200, rss("One")))
    await stage.lists(url)
    await stage.poll(5)
    assert (await stage.row(url)).memory.address is None
    await stage.poll()
    assert (await stage.row(url)).memory.address == site.url("/new")


async def test_a_new_address_that_fails_leads_back_to_the_configured_one(stage: Stage, site: Site) -> None:
    url = site.says("/old", *[answer(301, b"", ("Location", "/new"))] * 3, answer(200, rss("Two", "One")))
    site.says("/new", *[answer(200, rss("One"))] * 3, answer(404))
    await stage.lists(url)
    await stage.poll(9)
    assert [seen.path for seen in site.seen][-6:] == [*["/new"] * 5, "/old"]
    assert stage.notebook.taken == ["Two"]


async def test_a_feed_that_is_gone_is_never_asked_again_and_its_owner_is_told_once(stage: Stage, site: Site) -> None:
    url = site.says("/feed", answer(200, rss("One")), answer(410))
    other = site.says("/other", answer(200, rss("Two")))
    await stage.lists(url, other)
    await stage.poll(6)
    stage.restart()
    await sync_feeds(stage.database, [(await stage.row(each)).source for each in (url, other)], stage.clock())
    await stage.poll(5)
    assert len(site.asked("/feed")) == 2
    assert len(stage.owner.texts) == 1
    assert "410 Gone" in stage.owner.texts[0]


async def test_the_owner_is_told_once_after_a_day_of_failure_and_once_when_it_is_back(
    stage: Stage, site: Site, clock: Clock
) -> None:
    url = site.says("/feed", *[answer(500)] * 18, answer(200, rss("One")))
    await stage.lists(url)
    began = clock.now
    while clock.now - began < 86_400:
        assert stage.owner.texts == []
        await stage.poll()
    assert len(stage.owner.texts) == 1
    assert "HTTP 500" in stage.owner.texts[0]
    stage.restart()
    while (await stage.row(url)).failures:
        assert len(stage.owner.texts) == 1
        await stage.poll()
    await stage.poll(2)
    assert len(stage.owner.texts) == 2
    assert stage.owner.texts[1] == f"The feed feed ({url}) works again."


async def test_a_short_failure_is_no_reason_to_write_to_anybody(stage: Stage, site: Site) -> None:
    await stage.lists(site.says("/feed", *[answer(500)] * 5, answer(200, rss("One"))))
    await stage.poll(8)
    assert stage.owner.texts == []


async def test_a_restart_never_asks_early(stage: Stage, site: Site) -> None:
    urls = [
        site.says("/fine", answer(200, rss("One"), ("Cache-Control", "max-age=900"))),
        site.says("/failing", answer(500)),
        site.says("/busy", answer(503, b"", ("Retry-After", "900"))),
    ]
    await stage.lists(*urls)
    for _ in range(3):
        await stage.poll()
    before = len(site.seen)
    for _ in range(5):
        stage.restart()
        assert await stage.poller.run_once() == 0
    assert len(site.seen) == before


@pytest.mark.parametrize(("failures", "wait"), [(0, 10), (1, 10), (4, 80)])
async def test_a_process_that_dies_in_the_middle_of_a_request_leaves_the_next_time_behind(
    database: Database, clock: Clock, site: Site, fetcher: HttpFetcher, failures: int, wait: float
) -> None:
    asked = asyncio.Event()

    class Silent:
        async def fetch(self, ask: Ask, turn: Turn) -> Reply:
            asked.set()
            await asyncio.Event().wait()
            raise AssertionError((ask, turn))

    url = site.says("/feed", answer(200, rss("One")))
    stage = Stage(database, Silent(), clock)
    await stage.lists(url)
    async with database.begin() as conn:
        await conn.execute(update(feeds).values(failures=failures))
    life = asyncio.create_task(stage.poller.run_once())
    await asked.wait()
    life.cancel()
    await asyncio.wait([life])
    stage.fetcher = fetcher
    stage.restart()
    assert await stage.poller.run_once() == 0
    assert await stage.poll() == [wait]
    assert stage.notebook.silent == ["One"]


async def test_an_entry_that_cannot_be_stored_silences_no_other_and_comes_again(stage: Stage, site: Site) -> None:
    url = site.says(
        "/feed",
        answer(200, rss("One"), ("ETag", '"1"')),
        answer(200, rss("Four", "Three", "Two", "One"), ("ETag", '"2"')),
    )
    await stage.lists(url)
    await stage.poll()
    stage.notebook.breaking = {"Three"}
    await stage.poll(2)
    assert stage.notebook.taken == ["Two", "Four"]
    stage.notebook.breaking = set()
    await stage.poll(2)
    assert stage.notebook.taken == ["Two", "Four", "Three"]
    assert [seen.headers.get("if-none-match") for seen in site.seen] == [None, '"1"', '"1"', '"1"', '"2"']


async def test_many_new_entries_at_once_are_told_in_one_digest_the_first_time(stage: Stage, site: Site) -> None:
    burst = [f"New {number}" for number in range(11)]
    later = [f"Later {number}" for number in range(11)]
    url = site.says(
        "/feed",
        answer(200, rss("One")),
        answer(200, rss(*burst, "One")),
        answer(200, rss(*later, *burst, "One")),
        answer(200, rss("Last", *later)),
    )
    await stage.lists(url)
    await stage.poll(4)
    assert stage.notebook.digests == burst[::-1]
    assert stage.notebook.taken == [*burst[::-1], *later[::-1], "Last"]


async def test_edits_moves_in_time_and_order_vanishing_and_return_announce_nothing(stage: Stage, site: Site) -> None:
    def item(title: str, guid: str, day: int, link: str = "") -> str:
        page = link or f"https://example.com/{title[0]}?utm_source=rss{day}"
        return (
            f"<item><title>{title}</title><guid>{guid}</guid><link>{page}</link>"
            f"<pubDate>{day:02} May 2026 10:00:00 GMT</pubDate></item>"
        )

    def page(*items: str) -> bytes:
        return answer(200, f'<rss version="2.0"><channel>{"".join(items)}</channel></rss>'.encode())

    a, b, c = item("A", "a", 1), item("B", "b", 2), item("C", "https://c.example/3", 3)
    url = site.says(
        "/feed",
        page(c, b, a),
        page(a, b, c),
        page(item("A, really", "a", 9), c, b),
        page(),
        page(c),
        page(item("C", "http://www.c.example/3", 3, "https://elsewhere.example/C"), item("B", "new guid", 20), a),
        page(item("C", "a third", 4, "https://elsewhere.example/C#top"), a, b),
    )
    await stage.lists(url)
    await stage.poll(8)
    assert stage.notebook.silent == ["A", "B", "C"]
    assert stage.notebook.taken == []
    assert stage.notebook.edits == ["A, really", "A"]


async def test_a_feed_that_shrinks_to_nothing_keeps_its_validators_and_its_memory(stage: Stage, site: Site) -> None:
    url = site.says(
        "/feed",
        answer(200, rss("Two", "One"), ("ETag", '"full"')),
        answer(200, rss(), ("ETag", '"empty"')),
        answer(200, rss("Three", "Two", "One"), ("ETag", '"back"')),
    )
    await stage.lists(url)
    await stage.poll(4)
    assert [seen.headers.get("if-none-match") for seen in site.seen] == [None, '"full"', '"full"', '"back"']
    assert stage.notebook.taken == ["Three"]


async def test_half_a_document_tells_what_it_has_and_concludes_nothing(stage: Stage, site: Site) -> None:
    whole = rss("Three", "Two", "One")
    url = site.says(
        "/feed",
        answer(200, rss("One"), ("ETag", '"1"')),
        answer(200, whole[: whole.index(b"Two</title>")], ("ETag", '"half"')),
        answer(200, whole, ("ETag", '"3"')),
    )
    await stage.lists(url)
    await stage.poll(4)
    assert stage.notebook.taken == ["Three", "Two"]
    assert [seen.headers.get("if-none-match") for seen in site.seen] == [None, '"1"', '"1"', '"3"']


async def test_a_first_document_that_ends_in_the_middle_is_no_first_poll_yet(stage: Stage, site: Site) -> None:
    whole = rss("Three", "Two", "One")
    half = answer(200, whole[: whole.index(b"Two</title>")])
    url = site.says("/feed", half, answer(200, whole), answer(200, rss("Four", "Three", "Two", "One")))
    await stage.lists(url)
    await stage.poll(3)
    assert (stage.notebook.silent, stage.notebook.taken) == (["Three", "One", "Two"], ["Four"])


async def test_an_old_story_in_a_feed_that_began_empty_is_silent_and_a_new_one_is_not(
    stage: Stage, site: Site, clock: Clock
) -> None:
    def dated(title: str, at: float) -> str:
        return f"<item><title>{title}</title><guid>{title}</guid><pubDate>{date(at)}</pubDate></item>"

    filled = f"<rss><channel>{dated('New', clock.now + 5)}{dated('Old', clock.now - 9_000)}</channel></rss>"
    url = site.says("/feed", answer(200, rss()), answer(200, filled.encode()))
    await stage.lists(url)
    await stage.poll(2)
    assert (stage.notebook.silent, stage.notebook.taken) == (["Old"], ["New"])


async def test_a_feed_that_only_says_304_for_a_week_is_asked_once_without_validators(
    stage: Stage, site: Site, clock: Clock
) -> None:
    url = site.says(
        "/feed",
        answer(200, rss("One"), ("ETag", '"1"')),
        conditional('"2"', rss("Two", "One"), ("Cache-Control", "max-age=43200")),
    )
    await stage.lists(url)
    await stage.poll(2)
    began = clock.now
    while clock.now - began < 16 * 86_400:
        await stage.poll()
    bare = [number for number, seen in enumerate(site.seen) if "if-none-match" not in seen.headers]
    assert len(bare) == 3, "the very first, and one in each of two weeks"


async def test_a_feed_that_never_moved_is_believed_for_ever(stage: Stage, site: Site, clock: Clock) -> None:
    url = site.says(
        "/feed", answer(200, rss("One"), ("ETag", '"1"')), answer(304, b"", ("Cache-Control", "max-age=43200"))
    )
    await stage.lists(url)
    await stage.poll(30)
    assert clock.now - stage.clock.__class__().now > 7 * 86_400
    assert [seen.headers.get("if-none-match") for seen in site.seen] == [None, *['"1"'] * 29]


async def test_the_same_bytes_again_are_no_change_and_cost_no_reading(stage: Stage, site: Site, clock: Clock) -> None:
    url = site.says(
        "/feed", zipped(rss("One"), ("Last-Modified", "now")), zipped(rss("One"), ("Last-Modified", "later"))
    )
    await stage.lists(url)
    await stage.poll(3)
    assert [seen.headers.get("if-modified-since") for seen in site.seen] == [None, "now", "later"]
    assert (await stage.row(url)).memory.outcome == "unchanged"
    assert await stage.column(url, "read_at") < clock.now


async def test_a_paused_and_an_unlisted_feed_are_not_asked(stage: Stage, site: Site) -> None:
    kept, dropped = site.says("/a", answer(200, rss("A"))), site.says("/b", answer(200, rss("B")))
    await stage.lists(kept, dropped)
    await stage.poll(4)
    await stage.lists(kept)
    before = len(site.asked("/b"))
    await stage.poll(4)
    assert len(site.asked("/b")) == before
    await stage.lists(kept, dropped)
    await stage.poll(4)
    assert len(site.asked("/b")) > before
    assert stage.notebook.taken == []
