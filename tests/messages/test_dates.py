"""Dates in words: never more precise than known, the same day for readers everywhere."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.models import BroadcastSeason, ReleaseDate
from bot.messages.dates import as_of, in_words, moment, span, when
from bot.messages.texts import languages, texts_for

ENGLISH = texts_for("en-US")
DAYS = st.dates(min_value=date(1950, 1, 1), max_value=date(2150, 1, 1))


@given(DAYS, st.integers(-10, 13))
def test_a_day_is_the_same_day_from_hawaii_to_new_zealand(day: date, hours: int) -> None:
    shown = when(ReleaseDate(day.year, day.month, day.day), ENGLISH)
    seconds = int(shown.removeprefix("<t:").removesuffix(":D>"))
    local = datetime.fromtimestamp(0, UTC) + timedelta(seconds=seconds)
    assert local.astimezone(timezone(timedelta(hours=hours))).date() == day


@pytest.mark.parametrize(
    ("known", "english", "german", "japanese"),
    [
        (ReleaseDate(2027), "2027", "2027", "2027年"),
        (ReleaseDate(2027, 4), "April 2027", "April 2027", "2027年4月"),
        (ReleaseDate(2027, 4, 3), "April 3, 2027", "3. April 2027", "2027年4月3日"),
        (
            ReleaseDate(2027, quarter=BroadcastSeason.WINTER),
            "winter (January to March) 2027",
            "Winter (Januar bis März) 2027",
            "2027年冬(1～3月)",
        ),
    ],
)
def test_a_date_is_said_as_the_language_says_it(known: ReleaseDate, english: str, german: str, japanese: str) -> None:
    said = [in_words(known, texts_for(language)) for language in ("en-US", "de", "ja")]
    assert said == [english, german, japanese]


@given(st.builds(ReleaseDate, st.integers(1950, 2150), st.none() | st.integers(1, 12)), st.sampled_from(languages()))
def test_a_date_never_gains_a_day(known: ReleaseDate, language: str) -> None:
    assert "<t:" not in when(known, texts_for(language))


def test_a_span_says_what_is_known() -> None:
    first, last = ReleaseDate(2020, 10), ReleaseDate(2020, 12)
    assert span(first, last, ENGLISH) == "October 2020 – December 2020"
    assert span(first, None, ENGLISH) == "October 2020"
    assert span(None, last, ENGLISH) == "December 2020"
    assert span(None, None, ENGLISH) == ""


def test_the_day_of_knowledge_is_shown_even_when_it_is_unreadable() -> None:
    assert as_of("2023-12", ENGLISH) == "December 2023"
    assert as_of("last *year*", ENGLISH) == r"last \*year\*"
    assert moment(5, "R") == "<t:5:R>"
