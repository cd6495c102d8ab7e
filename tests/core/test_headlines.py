"""Decisions about entries: laws that hold for every headline, and tables whose rows all work."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.headlines import judge
from bot.core.lexicon import recognise
from bot.core.models import (
    Decision,
    Entry,
    Grade,
    KnownInstalment,
    Part,
    ReleaseDate,
    Show,
    Source,
    Title,
    Verdict,
)
from bot.core.titles import TitleIndex

PUBLISHED = int(dt.datetime(2026, 9, 10, 12, tzinfo=dt.UTC).timestamp())


def show(show_id: str, title: str, date: str = "2024-10", popularity: float = 50.0) -> Show:
    first = KnownInstalment("season-1", Part.SEASON, 1, title, ReleaseDate.parse(date), episodes=12)
    return Show(show_id, title, (Title(title, "main"),), int(date[:4]), instalments=(first,), popularity=popularity)


INDEX = TitleIndex.build(
    [
        show("akudama-drive", "Akudama Drive"),
        show("blue-box", "Blue Box"),
        show("orange", "Orange"),
        show("fruits-basket-2001", "Fruits Basket", "2001-07"),
        show("fruits-basket-2003", "Fruits Basket", "2003-07"),
    ]
)


def decide(title: str, summary: str = "", grade: Grade = Grade.PRESS) -> Decision:
    return judge(Entry(title, summary, published_at=PUBLISHED), Source("a feed", grade=grade), INDEX)


def claimed(decision: Decision) -> list[tuple[str, str]]:
    return [(claim.kind.value, claim.show.id if claim.show else "-") for claim in decision.claims]


@given(st.text(max_size=120), st.text(max_size=120))
def test_no_text_makes_it_fail(title: str, summary: str) -> None:
    assert decide(title, summary) == decide(title, summary)


def test_every_claim_says_why() -> None:
    decision = decide("Akudama Drive Anime Gets 2nd Season in October 2027")
    assert all(claim.because for claim in decision.claims)
    assert decision.claims[0].because == ("“gets 2nd season”",)


@pytest.mark.parametrize(("quarter", "number"), [("2026-summer", None), ("2027-spring", 1)])
def test_a_sequel_told_after_the_finale_is_not_the_season_that_ended(quarter: str, number: int | None) -> None:
    ended = show("harbour-band", "Harbour Band", "2024-10")
    season = replace(ended.instalments[0], date=ReleaseDate.parse(quarter))
    index = TitleIndex.build([replace(ended, instalments=(season,))])
    decision = judge(Entry("Harbour Band Anime Gets Sequel", "", published_at=PUBLISHED), Source("a feed"), index)
    assert [claim.instalment and claim.instalment.number for claim in decision.claims] == [number], decision.reason


@pytest.mark.parametrize(("date", "number"), [("October 9", 1), ("January 8", 2)])
def test_the_date_tells_which_season_is_meant(date: str, number: int) -> None:
    first = KnownInstalment("season-1", Part.SEASON, 1, "Harbour Band", ReleaseDate.parse("2026-fall"))
    second = KnownInstalment("season-2", Part.SEASON, 2, "Harbour Band 2", ReleaseDate.parse("2027-winter"))
    band = replace(show("harbour-band", "Harbour Band", "2026-10"), instalments=(first, second))
    entry = Entry(f"Harbour Band Anime Premieres on {date}", "", published_at=PUBLISHED)
    decision = judge(entry, Source("a feed"), TitleIndex.build([band]))
    assert [claim.instalment and claim.instalment.number for claim in decision.claims] == [number], decision.reason


def test_an_unconfirmed_source_announces_nothing() -> None:
    assert decide("Akudama Drive Anime Gets 2nd Season", grade=Grade.REPORT).verdict is Verdict.HOLD


def test_a_name_that_two_shows_bear_is_held_with_both() -> None:
    decision = decide("Fruits Basket Anime Gets 4th Season")
    assert decision.verdict is Verdict.HOLD
    assert [ref.id for ref in decision.rejected] == ["fruits-basket-2001", "fruits-basket-2003"]


def test_a_year_behind_the_name_says_which() -> None:
    assert claimed(decide("Fruits Basket (2003) Anime Gets 2nd Season")) == [("renewed", "fruits-basket-2003")]


def test_two_shows_get_a_claim_each() -> None:
    decision = decide("Akudama Drive Gets 2nd Season, Blue Box Gets Film")
    assert claimed(decision) == [("renewed", "akudama-drive"), ("film", "blue-box")]


DENIALS = [
    ("Studio Denies Report That Akudama Drive Season 2 Was Announced", "renewed", "season-2"),
    ("Akudama Drive Season 2 Announcement Is Fake, Staff Says", "renewed", "season-2"),
    ("Akudama Drive Season 2 Has Not Been Delayed, Staff Clarifies", "delayed", "season-2"),
    ("Akudama Drive Season 2 Isn't Cancelled, Says Producer", "cancelled", "season-2"),
]


@pytest.mark.parametrize(("title", "kind", "slot"), DENIALS)
def test_a_denial_claims_that_it_is_not_so(title: str, kind: str, slot: str) -> None:
    decision = decide(title)
    assert decision.verdict is Verdict.HOLD
    said = [(claim.kind.value, claim.instalment.slot, claim.denied) for claim in decision.claims if claim.instalment]
    assert said == [(kind, slot, True)]


@pytest.mark.parametrize(
    "title",
    [
        "Akudama Drive Season 1 Comes to Netflix on October 1",
        "Akudama Drive - Episode 12 - The Last Job",
        "[Group] Akudama Drive - 05 (1080p)",
        "From the Director of Akudama Drive: Original Anime Announced for 2027",
        "Orange Crates Fall on Anime Studio",
        "Will There Be a Season 2 of Akudama Drive?",
        "Akudama Drive Live-Action Series Gets Season 2",
        "Unknown Tale of Blue Box Anime Gets 2nd Season",
        "Akudama Drive's Jane Doe Launches New Series on October 4",
        "Akudama Drive Season 2 English Dub Starts October 18",
    ],
)
def test_nobody_is_told(title: str) -> None:
    assert decide(title).verdict is not Verdict.ANNOUNCE


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The second season of the anime will premiere in October", "en"),
        ("La segunda temporada del anime se estrenará en octubre", "es"),
        ("Die zweite Staffel des Anime wird im Oktober ausgestrahlt", "de"),
        ("Второй сезон аниме выйдет в октябре", "ru"),
        ("アニメの第2期が10月に放送決定", "ja"),
        ("الموسم الثاني من الأنمي في أكتوبر", "ar"),
        ("Anime mùa 2 sẽ lên sóng vào tháng 10", "vi"),
    ],
)
def test_a_language_is_recognised(text: str, language: str) -> None:
    assert recognise(text, "en") == language
