"""News as a channel reads it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.models import NEVER_TOLD, BroadcastSeason, Grade, Kind, Part, ReleaseDate
from bot.core.outbox import MOST_IN_A_DIGEST, Announcement, Citation, Post
from bot.messages.announcement import allowed_mentions, announcement, digest, forum_title, laid_out, reply
from bot.messages.layout import ids_in
from bot.messages.texts import languages, texts_for
from tests.messages.limits import buttons, check, said

ENGLISH = texts_for("en-US")
PRESS = Citation("Some News", "Akudama Drive Gets 2nd Season", "https://news.example/1", Grade.PRESS, 1_780_000_000)
OFFICIAL = Citation("Official Site", "第2期", "https://official.example/", Grade.OFFICIAL, 1_780_000_100)
RENEWAL = Announcement(
    event_id=1,
    kind=Kind.RENEWED,
    show_id="akudama-drive",
    show_title="Akudama Drive",
    grade=Grade.PRESS,
    happened_at=1_780_000_000,
    sources=(PRESS,),
    part=Part.SEASON,
    number=2,
)


def test_a_renewal_says_what_happened_how_sure_and_who_says_so() -> None:
    layout = announcement(RENEWAL, ENGLISH)
    assert said(layout) == (
        "### 🎉 Season 2 of Akudama Drive is coming\n"
        "No date yet\n"
        "-# Announcement quoted by the press · [Some News](https://news.example/1)"
    )
    assert buttons(layout) == {
        "Source": "https://news.example/1",
        "Show": "news::akudama-drive",
        "Unfollow": "unfollow:akudama-drive",
    }


@pytest.mark.parametrize(
    ("change", "line"),
    [
        ({"date": ReleaseDate(2027, 4)}, "Date: April 2027"),
        ({"date": ReleaseDate(2027)}, "Date: 2027"),
        ({"date": ReleaseDate(2026, quarter=BroadcastSeason.FALL)}, "Date: fall (October to December) 2026"),
        # 10:00 UTC of the second of October
        ({"date": ReleaseDate(2026, 10, 2)}, "Date: <t:1790935200:D>"),
        (
            {"kind": Kind.DELAYED, "date": ReleaseDate(2027, 1), "was": ReleaseDate(2026, 10)},
            "Date: January 2027 instead of October 2026",
        ),
        ({"kind": Kind.DELAYED, "was": ReleaseDate(2026, 10)}, "No new date; it was October 2026"),
        # Only more precise: nothing was replaced.
        ({"kind": Kind.DATED, "date": ReleaseDate(2026, 10), "was": ReleaseDate(2026)}, "Date: October 2026"),
        ({"kind": Kind.PREMIERED, "date": ReleaseDate(2026, 10)}, "Started: October 2026"),
        ({"kind": Kind.FINISHED, "date": ReleaseDate(2026, 12)}, "Ended: December 2026"),
    ],
)
def test_a_date_is_as_precise_as_it_is_known(change: dict[str, object], line: str) -> None:
    assert said(announcement(replace(RENEWAL, **change), ENGLISH)).splitlines()[1] == line  # type: ignore[arg-type]


def test_a_cancellation_speaks_of_no_date() -> None:
    assert "date" not in said(announcement(replace(RENEWAL, kind=Kind.CANCELLED), ENGLISH)).lower()


def test_the_last_season_says_so_beside_its_date() -> None:
    news = replace(RENEWAL, kind=Kind.RENEWED, also=(Kind.FINAL,), date=ReleaseDate(2027))
    assert said(announcement(news, ENGLISH)).splitlines()[1:3] == ["Date: 2027", "It will be the last."]


def test_sources_are_named_once_and_a_long_list_is_counted() -> None:
    many = tuple(replace(PRESS, name=f"Paper {number}") for number in range(5))
    sources = (OFFICIAL, PRESS, replace(PRESS, link="https://news.example/2"), *many)
    layout = announcement(replace(RENEWAL, sources=sources, grade=Grade.OFFICIAL), ENGLISH)
    assert said(layout).splitlines()[-1] == (
        "-# Official announcement · [Official Site](https://official.example/), [Some News](https://news.example/1), "
        "[Paper 0](https://news.example/1), 4 more sources"
    )
    assert buttons(layout)["Source"] == "https://official.example/"


def test_a_film_is_called_by_its_title_and_a_season_by_its_number() -> None:
    film = replace(RENEWAL, kind=Kind.FILM, part=Part.FILM, number=1, instalment_title="The *Last* Ride")
    assert said(announcement(film, ENGLISH)).splitlines()[:2] == [
        "### 🎬 The Akudama Drive film is coming",
        r"“The \*Last\* Ride”",
    ]
    season = replace(RENEWAL, instalment_title="Akudama Drive Season 2")
    assert "“" not in said(announcement(season, ENGLISH))


def test_a_rumour_says_that_nobody_confirmed_it() -> None:
    rumour = replace(RENEWAL, kind=Kind.RUMOUR, grade=Grade.REPORT)
    assert "Nobody official has confirmed this." in said(announcement(rumour, ENGLISH))


def test_a_retraction_strikes_the_news_through() -> None:
    lines = said(announcement(replace(RENEWAL, retracted=True, date=ReleaseDate(2027)), ENGLISH)).splitlines()
    assert lines[:2] == ["### ~~🎉 Season 2 of Akudama Drive is coming~~", "Withdrawn: this proved untrue."]
    assert "2027" not in "".join(lines)


def test_a_correction_and_a_retraction_are_answered_under_the_old_message() -> None:
    corrected = replace(RENEWAL, kind=Kind.DATED, date=ReleaseDate(2027, 4), was=ReleaseDate(2026), corrected=True)
    assert said(reply(corrected, ENGLISH)).splitlines() == [
        "Correction: Season 2 of Akudama Drive has a date",
        "Date: April 2027 instead of 2026",
        "-# Announcement quoted by the press · [Some News](https://news.example/1)",
    ]
    assert said(reply(replace(RENEWAL, retracted=True), ENGLISH)) == (
        "Withdrawn: Season 2 of Akudama Drive is coming. This proved untrue."
    )


def test_only_the_chosen_roles_are_mentioned_and_allowed() -> None:
    layout = laid_out(Post(1, 2, "en-US", "mark", (RENEWAL,), role_ids=(5, 6)), ENGLISH)
    assert said(layout).splitlines()[0] == "<@&5> <@&6>"
    assert dict(allowed_mentions((5, 6)).to_dict()) == {"parse": [], "roles": [5, 6]}
    assert dict(allowed_mentions(()).to_dict()) == {"parse": []}


@pytest.mark.parametrize("size", [1, 2, MOST_IN_A_DIGEST])
def test_a_message_carries_its_mark(size: int) -> None:
    news = tuple(replace(RENEWAL, show_id=f"show-{number}") for number in range(size))
    layout = laid_out(Post(1, 2, "en-US", "abc234", news), ENGLISH)
    check(layout)
    carried = {made.split(":")[1] for made in buttons_ids(layout) if made.startswith("news:")}
    assert carried == {"abc234"}


def buttons_ids(layout: object) -> set[str]:
    return ids_in([layout])  # type: ignore[list-item]


def test_what_was_missed_is_told_in_order() -> None:
    news = [RENEWAL, replace(RENEWAL, kind=Kind.DATED, date=ReleaseDate(2027), show_id="b", show_title="B")]
    text = said(digest(news, ENGLISH))
    assert text.splitlines()[0] == "### 2 things happened meanwhile"
    assert text.index("Season 2 of Akudama Drive is coming") < text.index("Season 2 of B has a date")


def test_too_much_for_one_message_is_refused() -> None:
    with pytest.raises(ValueError, match="11 events do not fit one message; it holds 10"):
        digest([RENEWAL] * 11, ENGLISH)


def test_a_forum_post_is_named_after_the_show() -> None:
    assert forum_title(replace(RENEWAL, show_title="*A*\n" + "b" * 200)) == "*A* " + "b" * 95 + "…"
    assert forum_title(replace(RENEWAL, show_title="\u200b")) == "akudama-drive"


NAMES = st.text(min_size=1, max_size=300)
DATES = st.none() | st.builds(ReleaseDate, st.integers(2020, 2030), st.none() | st.integers(1, 12))
CITATIONS = st.builds(
    Citation,
    NAMES,
    NAMES,
    st.none() | st.sampled_from(["https://news.example/1", "https://x.example/" + "a" * 480, "javascript:1"]),
    st.sampled_from(Grade),
    st.none() | st.integers(0, 2_000_000_000),
)
NEWS = st.builds(
    Announcement,
    event_id=st.integers(1),
    kind=st.sampled_from([kind for kind in Kind if kind not in NEVER_TOLD]),
    show_id=st.text("abc-:~", min_size=1, max_size=120),
    show_title=NAMES,
    grade=st.sampled_from(Grade),
    happened_at=st.integers(0, 2_000_000_000),
    also=st.just(()) | st.just((Kind.FINAL,)),
    sources=st.lists(CITATIONS, max_size=6).map(tuple),
    part=st.none() | st.sampled_from(Part),
    number=st.none() | st.integers(1, 99),
    instalment_title=st.just("") | NAMES,
    date=DATES,
    was=DATES,
    corrected=st.booleans(),
    retracted=st.booleans(),
    picture=st.none() | st.just("https://x.example/p.png") | NAMES,
    mark=st.just("a" * 24),
    test=st.booleans(),
)


@given(NEWS, st.sampled_from(languages()))
def test_any_news_fits_into_a_message_of_any_language(news: Announcement, language: str) -> None:
    check(announcement(news, texts_for(language), (1, 2)))
    check(reply(news, texts_for(language)))


@given(
    st.lists(NEWS, min_size=2, max_size=MOST_IN_A_DIGEST, unique_by=lambda news: news.show_id),
    st.sampled_from(languages()),
)
def test_any_digest_fits_into_a_message(news: list[Announcement], language: str) -> None:
    check(digest(news, texts_for(language), tuple(range(10**18, 10**18 + 10))))
