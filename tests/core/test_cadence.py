"""How long to wait: what sites say in headers and documents, back-off, jitter, and what protects a host."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.cadence import (
    DAY,
    HOUR,
    Hints,
    Policy,
    backoff,
    freshness,
    offset,
    outside_skipped,
    retry_after,
    spread,
)

NOW = 1_780_000_000.0  # Thursday, 28 May 2026, 20:26:40 UTC
OPEN = Policy(900)


def date(seconds: float) -> str:
    return time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime(NOW + seconds))


FRESH = [
    ({}, 0),
    ({"cache-control": "max-age=60"}, 60),
    ({"cache-control": "Public, MAX-AGE=60 , s-maxage=9"}, 60),
    ({"cache-control": 'max-age="60"'}, 60),
    ({"cache-control": "max-age=60, max-age=90"}, 60),
    ({"cache-control": "max-age=60", "age": "20"}, 40),
    ({"cache-control": "max-age=60", "age": "90"}, 0),
    ({"cache-control": "max-age=60", "age": "old"}, 60),
    ({"cache-control": "max-age=soon"}, 0),
    ({"cache-control": "max-age=-5"}, 0),
    ({"cache-control": "max-age=99999999999999"}, DAY),
    ({"cache-control": "max-age=60, no-cache"}, 0),
    ({"cache-control": "no-store, max-age=60"}, 0),
    ({"cache-control": "no-cache=set-cookie, max-age=60"}, 0),
    ({"cache-control": "private, must-revalidate"}, 0),
    ({"expires": date(90), "date": date(0)}, 90),
    ({"expires": date(90), "date": date(60)}, 30),
    ({"expires": date(90)}, 90),  # without a date of its own: on our clock
    ({"expires": date(90), "date": "today"}, 90),
    ({"expires": "0", "date": date(0)}, 0),
    ({"expires": date(-90), "date": date(0)}, 0),
    ({"expires": date(9 * DAY), "date": date(0)}, DAY),
    ({"expires": date(900), "date": date(0), "cache-control": "max-age=60"}, 60),
    ({"expires": date(900), "date": date(0), "cache-control": "public"}, 900),
    ({"expires": date(900), "date": date(0), "cache-control": "no-cache"}, 0),
]


@pytest.mark.parametrize(("headers", "seconds"), FRESH)
def test_an_answer_is_fresh_for_as_long_as_it_says(headers: dict[str, str], seconds: float) -> None:
    assert freshness(headers, NOW) == seconds


RETRIES = [
    ("120", 120),
    (" 120 ", 120),
    ("0", None),
    ("-1", None),
    ("1.5", None),
    ("+9", None),
    ("٣", None),
    ("soon", None),
    ("", None),
    ("9" * 400, DAY),
    (date(120), 120),
    (date(-120), None),
    (date(9 * DAY), DAY),
    ("Thu, 28 May", None),
]


@pytest.mark.parametrize(("value", "seconds"), RETRIES)
def test_retry_after_is_seconds_or_a_date_on_the_sites_own_clock(value: str, seconds: float | None) -> None:
    assert retry_after({"retry-after": value, "date": date(0)}, NOW + 3_600) == seconds


def test_a_retry_date_without_the_sites_clock_is_measured_on_ours() -> None:
    assert retry_after({"retry-after": date(120)}, NOW) == 120
    assert retry_after({"retry-after": date(120)}, NOW + 200) is None


@given(st.text(), st.text(), st.text())
def test_no_header_makes_us_raise_or_wait_more_than_a_day(one: str, other: str, third: str) -> None:
    headers = {"cache-control": one, "retry-after": other, "expires": third, "date": one, "age": other}
    assert 0 <= freshness(headers, NOW) <= DAY
    assert 0 <= (retry_after(headers, NOW) or 0) <= DAY


def test_the_back_off_doubles_from_the_usual_interval_to_a_day() -> None:
    assert [backoff(OPEN, failures) for failures in (1, 2, 3, 7, 8, 99, 10**9)] == [
        900,
        1_800,
        3_600,
        57_600,
        *[DAY] * 3,
    ]
    assert [backoff(Policy(2, private=True), failures) for failures in (1, 2, 3)] == [2, 4, 8]


@given(
    st.text(max_size=30),
    st.floats(1e9, 2e9),
    st.floats(1, 3 * DAY),
    st.floats(0, 1),
    st.sampled_from([Policy(2, private=True), Policy(300), OPEN, Policy(7_200)]),
)
def test_a_poll_comes_after_its_wait_a_little_later_and_within_a_day(
    url: str, now: float, wait: float, chance: float, policy: Policy
) -> None:
    at = spread(url, now, wait, policy, chance)
    if wait < DAY - HOUR:
        assert now + wait + 0.099 * min(wait, 4 * policy.usual) <= at
        assert at <= now + wait + 0.251 * min(wait, 4 * policy.usual) + 120
    assert at <= now + DAY + 1
    if not policy.private:
        assert at % HOUR >= 60, "everybody asks at the full hour"


def test_feeds_keep_their_own_place_between_two_polls() -> None:
    places = [offset(f"https://example.com/{number}") for number in range(200)]
    assert offset("https://example.com/7") == places[7]
    assert len({int(place * 10) for place in places}) == 10


INTERVALS = [
    ((), 900),
    ((NOW - 600,), 900),  # changes every ten minutes: the floor
    (tuple(NOW - 3_600 * number for number in range(12, 0, -1)), 900),  # hourly
    (tuple(NOW - 7_200 * number for number in range(12, 0, -1)), 1_800),  # every two hours
    (tuple(NOW - 90 * DAY * number for number in range(3, 0, -1)), 3_600),  # dormant: the ceiling
]


@pytest.mark.parametrize(("changes", "seconds"), INTERVALS)
def test_a_feed_is_asked_as_often_as_it_changes(changes: tuple[int, ...], seconds: float) -> None:
    assert OPEN.own_interval(changes, NOW) == seconds


def test_fifteen_minutes_are_the_least_on_the_open_internet_and_anything_goes_at_home() -> None:
    assert (Policy(300).usual, Policy(3_600).usual, Policy(2, private=True).usual) == (900, 3_600, 2)
    assert Policy(2, private=True).own_interval((1, 2, 3), NOW) == 2


def test_only_a_private_server_with_many_feeds_counts_as_many_hosts() -> None:
    hosts = ["bench:80"] * 13 + ["site:80"] * 12
    assert Policy(3, private=True).benches(hosts) == {"bench:80"}
    assert OPEN.benches(hosts) == frozenset()


def test_hours_and_days_that_a_site_skips_are_skipped() -> None:
    def hour(at: float) -> tuple[str, int]:
        return time.strftime("%A", time.gmtime(at)), time.gmtime(at).tm_hour

    thursday_evening = NOW
    assert outside_skipped(Hints(), thursday_evening, NOW) == thursday_evening
    assert outside_skipped(Hints(skip_hours=(3,)), thursday_evening, NOW) == thursday_evening
    assert hour(outside_skipped(Hints(skip_hours=(20, 21, 22)), thursday_evening, NOW)) == ("Thursday", 23)
    assert hour(outside_skipped(Hints(skip_hours=(20,), skip_days=(3,)), thursday_evening, NOW)) == ("Friday", 0)
    everything = Hints(skip_hours=tuple(range(24)))
    assert outside_skipped(everything, thursday_evening, NOW) == thursday_evening
    weekend = Hints(skip_days=(3, 4, 5, 6))
    assert outside_skipped(weekend, thursday_evening, NOW) <= NOW + DAY
