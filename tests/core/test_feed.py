"""What an answer changes: pure decisions, without a site or a database. Whole polls are played in tests/feeds."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.cadence import Hints, Policy
from bot.core.feed import Ask, Document, Memory, Outcome, Reply, State, Validators, ask, host_of, settle

NOW = 1_780_000_000.0
DAY = 86_400
URL = "https://example.com/feed"
POLICY = Policy(900)
KNOWN = Memory(etag='"1"', last_modified="then", body_hash="hash", full_at=int(NOW) - 60)


def settled(memory: Memory, reply: Reply, *, failures: int = 0, kept: bool = True, new: int = 0) -> Memory:
    state = State(URL, memory, failures, None, 1)
    return settle(state, reply, ask(state, NOW), POLICY, now=NOW, chance=0.5, new_entries=new, kept=kept).memory


def good(status: int = 200, etag: str | None = '"2"', **changes: object) -> Reply:
    outcome = Outcome.READ if status == 200 else Outcome.UNCHANGED
    reply = Reply(outcome, URL, status, {}, Validators(etag), "new hash", Document() if status == 200 else None)
    return replace(reply, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("reply", "kept", "validators", "body_hash"),
    [
        (good(), True, Validators('"2"'), "new hash"),
        (good(etag=None), True, Validators(), "new hash"),
        (good(), False, Validators('"1"', "then"), "hash"),
        (good(304, body_hash=None), True, Validators('"2"', "then"), "hash"),
        (good(304, None, body_hash=None), True, Validators('"1"', "then"), "hash"),
        (good(outcome=Outcome.PARTIAL), True, Validators('"1"', "then"), "hash"),
        (good(outcome=Outcome.UNREADABLE), True, Validators('"1"', "then"), "hash"),
        (good(500, outcome=Outcome.REFUSED), True, Validators('"1"', "then"), "hash"),
    ],
)
def test_only_a_good_answer_whose_entries_are_kept_brings_validators(
    reply: Reply, kept: bool, validators: Validators, body_hash: str
) -> None:
    after = settled(KNOWN, reply, kept=kept)
    assert (after.validators, after.body_hash) == (validators, body_hash)


def test_a_question_carries_all_that_is_known() -> None:
    assert ask(State(URL, KNOWN), NOW) == Ask(URL, Validators('"1"', "then"), "hash")
    assert ask(State(URL, replace(KNOWN, address="https://example.org/")), NOW).url == "https://example.org/"
    assert ask(State(URL), NOW) == Ask(URL)


def test_a_week_of_304_makes_one_question_without_validators_for_a_feed_that_used_to_move() -> None:
    still = replace(KNOWN, full_at=int(NOW) - 7 * DAY)
    moving = replace(still, changes=(1,))
    assert ask(State(URL, still), NOW).validators
    assert ask(State(URL, moving), NOW) == Ask(URL)
    after = settled(moving, Reply(Outcome.UNREACHABLE, URL, problem="reset"))
    assert ask(State(URL, after), NOW + 60).validators


@given(st.builds(Memory, etag=st.text(), hints=st.builds(Hints, skip_hours=st.just((1, 2))), changes=st.just((3, 4))))
def test_memory_survives_the_database(memory: Memory) -> None:
    assert Memory.from_json(json.loads(json.dumps(memory.to_json()))) == memory


def test_memory_of_another_version_is_read_as_far_as_it_is_known() -> None:
    assert Memory.from_json({}) == Memory()
    assert Memory.from_json({"etag": "x", "invented": 1, "hints": {"ttl_seconds": 5, "mood": "good"}}) == Memory(
        etag="x", hints=Hints(ttl_seconds=5)
    )


HOSTS = {
    "https://Example.com/feed": "example.com:443",
    "http://example.com/feed": "example.com:80",
    "http://example.com:8080/feed": "example.com:8080",
    "https://user:pw@example.com/feed": "example.com:443",
    "http://[::1]:8/": "::1:8",
    "http://example.com:x/": "http://example.com:x/",
}


@pytest.mark.parametrize("url", HOSTS)
def test_a_host_is_a_name_with_its_port(url: str) -> None:
    assert host_of(url) == HOSTS[url]


@given(st.integers(0, 10**6), st.sampled_from([429, 500, 503, 404, 0]), st.text(max_size=20))
def test_no_failure_asks_again_before_the_interval_or_after_a_day(failures: int, status: int, header: str) -> None:
    reply = Reply(Outcome.REFUSED, URL, status, {"retry-after": header}, problem="no")
    state = State(URL, KNOWN, failures, 5, 1)
    after = settle(state, reply, ask(state, NOW), POLICY, now=NOW, chance=0.0)
    assert 900 < after.next_poll_at - NOW <= DAY
    assert (after.failures, after.failing_since_at) == (failures + 1, 5)
