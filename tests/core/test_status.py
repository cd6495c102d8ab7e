"""The status of an instalment follows from its claims, whatever order they came in."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.models import Grade, Kind, ReleaseDate, Status
from bot.core.status import SAYS, TRANSITIONS, Evidence, Standing, standing

DATES = st.sampled_from(["2027", "2027-spring", "2027-04", "2027-04-03", "2027-07", "2027-fall", "2028"]).map(
    ReleaseDate.parse
)
EVIDENCE = st.builds(
    Evidence,
    kind=st.sampled_from(sorted(SAYS)),
    at=st.integers(1, 6),
    grade=st.sampled_from(list(Grade)),
    date=st.none() | DATES,
    denied=st.sampled_from([False, False, False, True]),
)
BASES = st.builds(Standing, status=st.sampled_from(list(Status)), date=st.none() | DATES)


def said(kind: str, at: int, date: str | None = None, grade: str = "press", *, denied: bool = False) -> Evidence:
    return Evidence(Kind(kind), at, Grade(grade), ReleaseDate.parse(date) if date else None, denied)


CASES = [
    ("nothing said", [], "no announcement", None),
    ("a report alone", [said("renewed", 1, grade="report")], "rumoured", None),
    ("many reports", [said("renewed", n, grade="report") for n in range(1, 9)], "rumoured", None),
    ("a renewal", [said("renewed", 1)], "announced", None),
    ("a renewal with a date", [said("renewed", 1, "2027-04")], "dated", "2027-04"),
    ("a date refined", [said("dated", 1, "2027"), said("dated", 2, "2027-04-03")], "dated", "2027-04-03"),
    ("a vaguer date later", [said("dated", 1, "2027-04-03"), said("dated", 2, "2027-spring")], "dated", "2027-04-03"),
    ("another date", [said("dated", 1, "2027-04"), said("dated", 2, "2027-07")], "dated", "2027-07"),
    (
        "another date from a lesser source",
        [said("dated", 1, "2027-04", "official"), said("dated", 2, "2027-07")],
        "dated",
        "2027-04",
    ),
    (
        "sources that flap",
        [said("dated", 1, "2027-04"), said("dated", 2, "2027-07"), said("dated", 3, "2027-04")],
        "dated",
        "2027-07",
    ),
    (
        "a return to the first date on better word",
        [said("dated", 1, "2027-04"), said("dated", 2, "2027-07"), said("dated", 3, "2027-04", "official")],
        "dated",
        "2027-04",
    ),
    ("a delay with a new date", [said("dated", 1, "2027-04"), said("delayed", 2, "2027-07")], "delayed", "2027-07"),
    ("an open delay", [said("dated", 1, "2027-04"), said("delayed", 2)], "delayed", None),
    (
        "the old date repeated after a delay",
        [said("dated", 1, "2027-04"), said("delayed", 2), said("dated", 3, "2027-04")],
        "delayed",
        None,
    ),
    (
        "a new date after a delay",
        [said("dated", 1, "2027-04"), said("delayed", 2), said("dated", 3, "2027-10")],
        "dated",
        "2027-10",
    ),
    ("a denial", [said("renewed", 1), said("renewed", 2, grade="official", denied=True)], "no announcement", None),
    (
        "a denial by a lesser source",
        [said("renewed", 1, grade="official"), said("renewed", 2, denied=True)],
        "announced",
        None,
    ),
    ("cancelled for good", [said("renewed", 1), said("cancelled", 2)], "cancelled", None),
    ("revived", [said("cancelled", 1), said("renewed", 2)], "announced", None),
    ("a premiere", [said("dated", 1, "2027-04"), said("premiered", 2)], "airing", "2027-04"),
    ("news of the past", [said("finished", 2), said("renewed", 3)], "finished", None),
]


@pytest.mark.parametrize(("name", "evidence", "status", "date"), CASES, ids=[case[0] for case in CASES])
def test_the_status_is_what_an_editor_would_say(
    name: str, evidence: list[Evidence], status: str, date: str | None
) -> None:
    got = standing(Standing(), evidence)
    assert (got.status.value, got.date.iso if got.date else None) == (status, date)


@given(BASES, st.lists(EVIDENCE, max_size=8), st.randoms())
def test_any_order_of_the_same_claims_ends_in_the_same_state(
    base: Standing, evidence: list[Evidence], chance: random.Random
) -> None:
    shuffled = evidence * 2
    chance.shuffle(shuffled)
    assert standing(base, shuffled) == standing(base, evidence)


@given(st.lists(EVIDENCE.filter(lambda one: not one.denied), max_size=8))
def test_reports_never_move_a_status_past_rumoured(evidence: list[Evidence]) -> None:
    reports = [Evidence(one.kind, one.at, Grade.REPORT, one.date) for one in evidence]
    assert standing(Standing(), reports).status in {Status.NO_ANNOUNCEMENT, Status.RUMOURED}


@given(BASES, st.lists(EVIDENCE, max_size=8))
def test_every_status_is_reached_by_allowed_steps(base: Standing, evidence: list[Evidence]) -> None:
    reached = {base.status}
    while True:
        further = reached | {after for before in reached for after in TRANSITIONS[before]}
        if further == reached:
            break
        reached = further
    assert standing(base, evidence).status in reached


def test_every_status_has_its_transitions() -> None:
    assert set(TRANSITIONS) == set(Status)
