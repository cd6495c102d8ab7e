"""Which part of a show the question "is there more?" is about."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.cards import PartCard, answer_of, as_of, beside
from bot.core.models import BroadcastSeason, Part, ReleaseDate, Status
from bot.core.show_keys import LIMIT, is_shortened, show_key


def season(number: int, status: Status, year: int | None = None) -> PartCard:
    return PartCard(Part.SEASON, number, status, date=ReleaseDate(year) if year else None)


RAN = season(1, Status.FINISHED, 2020)


@pytest.mark.parametrize(
    ("parts", "number", "status"),
    [
        ([], None, Status.NO_ANNOUNCEMENT),
        ([RAN], 2, Status.NO_ANNOUNCEMENT),
        ([RAN, season(2, Status.AIRING, 2026)], 2, Status.AIRING),
        ([RAN, season(2, Status.AIRING, 2026), season(3, Status.ANNOUNCED)], 3, Status.ANNOUNCED),
        # The nearer of two that are coming, whatever their order; a dated one before one without a date.
        ([season(3, Status.ANNOUNCED), season(2, Status.DATED, 2027)], 2, Status.DATED),
        ([season(3, Status.DATED, 2028), season(2, Status.DELAYED, 2027)], 2, Status.DELAYED),
        ([RAN, season(2, Status.RUMOURED)], 2, Status.RUMOURED),
        ([RAN, season(2, Status.CANCELLED, 2021)], 2, Status.CANCELLED),
        # Cancelled once, but something newer has run since.
        ([season(2, Status.CANCELLED, 2010), RAN], 3, Status.NO_ANNOUNCEMENT),
        ([PartCard(Part.FILM, 1, Status.FINISHED)], None, Status.NO_ANNOUNCEMENT),
    ],
)
def test_the_answer_is_about_what_can_be_looked_forward_to(
    parts: list[PartCard], number: int | None, status: Status
) -> None:
    answer = answer_of(parts, ended=False)
    assert (answer.number, answer.status) == (number, status)


def test_a_concluded_show_has_no_next_part_unless_one_is_coming() -> None:
    assert answer_of([RAN], ended=True).status is Status.ENDED
    assert answer_of([RAN, season(2, Status.ANNOUNCED)], ended=True).status is Status.ANNOUNCED


TODAY = dt.date(2026, 11, 25)


@pytest.mark.parametrize(
    ("status", "date", "episodes", "after", "overdue"),
    [
        (Status.DATED, ReleaseDate(2026, 11, 24), 12, Status.DATED, True),
        (Status.DATED, ReleaseDate(2026, 11, 25), 12, Status.DATED, False),
        (Status.ANNOUNCED, ReleaseDate(2026), None, Status.ANNOUNCED, False),
        (Status.DELAYED, ReleaseDate(2026, quarter=BroadcastSeason.SUMMER), None, Status.DELAYED, True),
        (Status.RUMOURED, ReleaseDate(2025), None, Status.RUMOURED, False),
        (Status.AIRING, ReleaseDate(2026, 7, 3), 12, Status.FINISHED, False),
        (Status.AIRING, ReleaseDate(2026, quarter=BroadcastSeason.SUMMER), 12, Status.AIRING, False),
        (Status.AIRING, ReleaseDate(2026, 7, 3), 24, Status.AIRING, False),
        # Without an end in sight it runs for ever.
        (Status.AIRING, ReleaseDate(1999, 10, 20), None, Status.AIRING, False),
        (Status.AIRING, ReleaseDate(2024), 12, Status.AIRING, False),
    ],
)
def test_time_passes_where_nobody_tells(
    status: Status, date: ReleaseDate, episodes: int | None, after: Status, overdue: bool
) -> None:
    part = as_of(PartCard(Part.SEASON, 1, status, date=date, episodes=episodes), TODAY)
    assert (part.status, part.overdue) == (after, overdue)


def test_what_else_is_coming_or_running_stands_beside_the_answer() -> None:
    parts = [RAN, season(2, Status.AIRING, 2026), season(3, Status.ANNOUNCED), season(4, Status.RUMOURED)]
    answer = answer_of(parts, ended=False)
    assert [part.number for part in beside(parts, answer)] == [2]


@given(st.text(min_size=1, max_size=150))
def test_the_key_of_a_show_fits_a_custom_id_and_is_its_own(show_id: str) -> None:
    key = show_key(show_id)
    assert 1 <= len(key) <= LIMIT
    assert ":" not in key
    assert is_shortened(key) or key == show_id
