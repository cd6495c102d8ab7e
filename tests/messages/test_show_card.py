"""The card of a show: the answer first, everything else behind buttons, and always within Discord's limits."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.cards import PartCard, ShowCard, Suggested
from bot.core.details import Details, Estimate, Rating, Role, Statement, Story, Trailer, WatchPlace
from bot.core.models import Grade, Kind, Part, ReleaseDate, Status
from bot.core.outbox import Announcement, Citation
from bot.messages.show_card import SECTIONS, section, show_card, unknown_show
from bot.messages.texts import languages, texts_for
from tests.messages.limits import buttons, check, said

ENGLISH = texts_for("en-US")
CHECKED = 1_780_000_000
FIRST = PartCard(
    Part.SEASON, 1, Status.FINISHED, date=ReleaseDate(2020, 10, 8), ended=ReleaseDate(2020, 12), episodes=12
)
NEXT = PartCard(Part.SEASON, 2, Status.NO_ANNOUNCEMENT)
CARD = ShowCard(
    id="akudama-drive",
    title="Akudama Drive",
    answer=NEXT,
    parts=(FIRST,),
    other_titles=("アクダマドライブ",),
    year=2020,
    source="original",
    studios=("Pierrot",),
    checked_at=CHECKED,
    details=Details(
        story=Story("A courier takes a job.", "The job is a trap.\nNobody gets home."),
        cast=(Role("Swindler", "Tomoyo Kurosawa"), Role("Courier", "Yuuichirou Umehara")),
        trailers=(Trailer("Season 1", "https://video.example/1"), Trailer("Season 2")),
        watch=(WatchPlace("Stream", "North America", "2024-04", note="It moved."),),
        ratings=(Rating("IMDb", 7.3, "2023-07-01", 2238),),
        estimates=(Estimate("A paper", "late 2023", "2023-07-01"),),
        statements=(Statement("Nothing is announced.", "Staff", "2023-07", "https://staff.example/"),),
        creators=("Too Kyo Games",),
    ),
)


def test_the_answer_stands_first() -> None:
    lines = said(show_card(CARD, ENGLISH, may_follow=False)).splitlines()
    assert lines == [
        "## Akudama Drive",
        "💤 **Season 2 has not been announced.**",
        "-# Nothing since Season 1 ended: December 2020 · According to [Staff](https://staff.example/), July 2023",
        "-# Last checked <t:1780000000:R>",
        "**Season 1** · 12 episodes · October 8, 2020 – December 2020",
        "Original story · by Pierrot, Too Kyo Games",
        "IMDb 7.3/10 from 2,238 ratings (<t:1688205600:D>)",
        "-# Also known as アクダマドライブ",
    ]


@pytest.mark.parametrize(
    ("part", "sentence"),
    [
        (replace(NEXT, status=Status.ENDED), "The story is concluded. No continuation is planned."),
        (replace(NEXT, status=Status.RUMOURED), "Season 2 is only a rumour. Nothing is official."),
        (replace(NEXT, status=Status.ANNOUNCED), "Season 2 is officially announced, without a date."),
        (
            replace(NEXT, status=Status.ANNOUNCED, date=ReleaseDate(2027)),
            "Season 2 is officially announced for 2027.",
        ),
        (replace(NEXT, status=Status.DATED, date=ReleaseDate(2027, 4)), "Season 2 has a date: April 2027."),
        (
            replace(NEXT, status=Status.DATED, date=ReleaseDate(2027), final=True),
            "Season 2 has a date: 2027. It will be the last.",
        ),
        (replace(NEXT, status=Status.DELAYED), "Season 2 is delayed, without a new date."),
        (replace(NEXT, status=Status.DELAYED, date=ReleaseDate(2028)), "Season 2 is delayed. New date: 2028."),
        (replace(NEXT, status=Status.CANCELLED), "Season 2 was cancelled."),
        (replace(NEXT, status=Status.AIRING, date=ReleaseDate(2026)), "Season 2 is running now, since 2026."),
        (
            replace(NEXT, status=Status.DATED, date=ReleaseDate(2025), overdue=True),
            "Season 2 was to start: 2025. I have no word yet that it did.",
        ),
        (replace(NEXT, number=None), "A continuation has not been announced."),
        (
            PartCard(Part.FILM, 1, Status.ANNOUNCED, title="The Film"),
            "A film, “The Film” is officially announced, without a date.",
        ),
        (PartCard(Part.FILM, 2, Status.ANNOUNCED), "Film 2 is officially announced, without a date."),
    ],
)
def test_every_status_is_said_in_words(part: PartCard, sentence: str) -> None:
    lines = said(show_card(replace(CARD, answer=part), ENGLISH, may_follow=False)).splitlines()
    assert re.sub(r"^\S+ \*\*(.+)\*\*$", r"\1", lines[1]) == sentence


def test_a_status_from_the_news_says_since_when_and_on_whose_word() -> None:
    source = Citation("Some News", "x", "https://news.example/1", Grade.PRESS, 1)
    answer = replace(NEXT, status=Status.ANNOUNCED, since_at=1_770_000_000, citations=(source,))
    lines = said(show_card(replace(CARD, answer=answer), ENGLISH, may_follow=False)).splitlines()
    assert lines[2] == ("-# Since <t:1770000000:D> · According to [Some News](https://news.example/1) (press)")


def test_what_else_is_running_is_told_beside_the_answer() -> None:
    running = PartCard(Part.SEASON, 2, Status.AIRING, date=ReleaseDate(2026))
    answer = PartCard(Part.FILM, 1, Status.ANNOUNCED)
    lines = said(show_card(replace(CARD, answer=answer, beside=(running,)), ENGLISH, may_follow=False)).splitlines()
    assert lines[2] == "Also: Season 2 is running now, since 2026."


@pytest.mark.parametrize(
    ("kinds", "shown"),
    [
        ("ssf", "ssf"),
        ("ssssf", "sssf"),
        ("fffff", "ffff"),
        ("sfsfsfsf", "sssf"),
        ("sssss", "ssss"),
        ("spppp", "s"),
        ("pppppp", "pppp"),
    ],
)
def test_a_long_show_tells_its_latest_seasons_and_films(kinds: str, shown: str) -> None:
    names = {"s": Part.SEASON, "f": Part.FILM, "p": Part.SPECIAL}
    parts = tuple(
        PartCard(names[kind], place, Status.FINISHED, title=f"{kind} {place}", date=ReleaseDate(2000 + place))
        for place, kind in enumerate(kinds, 1)
    )
    card = replace(CARD, parts=parts, details=Details())
    lines = said(show_card(card, ENGLISH, may_follow=False)).splitlines()
    told = [line for line in lines if line.startswith("**")]
    assert len(told) == len(shown)
    assert told[-1].endswith(str(2000 + max(place for place, kind in enumerate(kinds, 1) if kind in shown)))
    hidden = len(kinds) - len(shown)
    assert (f"-# {hidden} more part{'s' * (hidden > 1)}" in lines) is (hidden > 0)
    assert ("All parts" in buttons(show_card(card, ENGLISH, may_follow=False))) is (hidden > 0)


def test_only_what_is_known_has_a_button() -> None:
    assert buttons(show_card(CARD, ENGLISH, may_follow=True)) == {
        "Story": "more:story:akudama-drive",
        "Cast": "more:cast:akudama-drive",
        "Where to watch": "more:watch:akudama-drive",
        "Trailer": "more:trailer:akudama-drive",
        "History": "more:history:akudama-drive",
        "Guesses": "more:estimates:akudama-drive",
        "Follow in this channel": "follow:akudama-drive",
    }
    assert buttons(show_card(replace(CARD, details=Details()), ENGLISH, may_follow=False)) == {}


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        (
            "story",
            [
                "### Story of Akudama Drive",
                "A courier takes a job.",
                "-# From here on, the plot. Tap to reveal.",
                "||The job is a trap.||",
                "||Nobody gets home.||",
            ],
        ),
        (
            "cast",
            ["### Cast of Akudama Drive", "**Swindler**: Tomoyo Kurosawa", "**Courier**: Yuuichirou Umehara"],
        ),
        ("watch", ["### Where to watch Akudama Drive", "Stream (North America), as of April 2024", "-# It moved."]),
        (
            "trailer",
            ["### Trailers of Akudama Drive", "[Season 1](https://video.example/1)", "Season 2: none yet"],
        ),
        (
            "estimates",
            [
                "### What a release of Akudama Drive could look like",
                "These are guesses by outlets. Nobody official has said so.",
                "**A paper**: late 2023 (guessed <t:1688205600:D>)",
            ],
        ),
        (
            "history",
            [
                "### History of Akudama Drive",
                "July 2023: Nothing is announced. ([Staff](https://staff.example/))",
            ],
        ),
        ("instalments", ["I know nothing more about this."]),
        ("unknown", ["I know nothing more about this."]),
    ],
)
def test_a_button_unfolds_its_section(name: str, lines: list[str]) -> None:
    assert said(section(CARD, name, ENGLISH)).splitlines() == lines


def test_history_tells_changes_with_their_sources_and_strikes_out_what_was_withdrawn() -> None:
    source = Citation("Some News", "x", "https://news.example/1", Grade.PRESS, 1)
    told = Announcement(1, Kind.RENEWED, CARD.id, CARD.title, Grade.PRESS, 1_770_000_000, (), (source,), Part.SEASON, 2)
    card = replace(CARD, details=Details(), history=(told, replace(told, retracted=True)))
    assert said(section(card, "history", ENGLISH)).splitlines()[1:] == [
        "<t:1770000000:D> · **Season 2 of Akudama Drive is coming**",
        "-# Announcement quoted by the press · [Some News](https://news.example/1)",
        "<t:1770000000:D> · **~~Season 2 of Akudama Drive is coming~~**",
        "-# Announcement quoted by the press · [Some News](https://news.example/1)",
    ]


def test_an_unknown_show_is_answered_with_the_nearest_ones() -> None:
    layout = unknown_show("akira *drive*", [Suggested("akudama-drive", "Akudama Drive (TV, 2020)")], ENGLISH)
    assert said(layout) == r"I know no show “akira \*drive\*”. Did you mean one of these?"
    assert buttons(layout) == {"Akudama Drive (TV, 2020)": "show:akudama-drive"}
    assert said(unknown_show("x", [], ENGLISH)).startswith("I know no show “x”. Try its title")


WORDS = st.builds(str.__mul__, st.text(min_size=1, max_size=20), st.integers(1, 10))
LONG = st.builds(str.__mul__, st.text(min_size=1, max_size=60), st.integers(1, 90)) | st.text("|*_ab \n", min_size=1)
DAYS = st.sampled_from(["2024", "2024-04", "2024-04-05", "2024-fall", "some day"])
URLS = st.none() | st.sampled_from(["https://a.example/" + "x" * 480, "https://a.example/", "nonsense"])
DETAILS = st.builds(
    Details,
    story=st.none() | st.builds(Story, LONG, st.just("") | LONG),
    cast=st.lists(st.builds(Role, WORDS, WORDS), max_size=60).map(tuple),
    trailers=st.lists(st.builds(Trailer, WORDS, URLS, WORDS), max_size=12).map(tuple),
    watch=st.lists(st.builds(WatchPlace, WORDS, WORDS, DAYS, URLS, WORDS), max_size=12).map(tuple),
    ratings=st.lists(st.builds(Rating, WORDS, st.floats(0, 10), DAYS, st.none() | st.integers(0)), max_size=3).map(
        tuple
    ),
    estimates=st.lists(st.builds(Estimate, WORDS, WORDS, DAYS, WORDS), max_size=12).map(tuple),
    statements=st.lists(st.builds(Statement, WORDS, WORDS, DAYS, URLS), max_size=12).map(tuple),
    creators=st.lists(WORDS, max_size=4).map(tuple),
    notes=st.lists(WORDS, max_size=12).map(tuple),
    picture=URLS,
    site=URLS,
)
PARTS = st.builds(
    PartCard,
    part=st.sampled_from(Part),
    number=st.none() | st.integers(1, 40),
    status=st.sampled_from(Status),
    title=WORDS,
    date=st.none() | st.builds(ReleaseDate, st.integers(1990, 2030), st.none() | st.integers(1, 12)),
    final=st.booleans(),
    overdue=st.booleans(),
    since_at=st.none() | st.integers(0, 2_000_000_000),
)
CARDS = st.builds(
    ShowCard,
    id=st.text("abc-:", min_size=1, max_size=120),
    title=WORDS,
    answer=PARTS,
    beside=st.lists(PARTS, max_size=4).map(tuple),
    parts=st.lists(PARTS, max_size=60).map(tuple),
    other_titles=st.lists(WORDS, max_size=4).map(tuple),
    source=st.text(max_size=40),
    studios=st.lists(WORDS, max_size=6).map(tuple),
    checked_at=st.none() | st.integers(0, 2_000_000_000),
    read_at=st.none() | st.integers(0, 2_000_000_000),
    details=DETAILS,
)


@settings(max_examples=40)
@given(CARDS, st.sampled_from(languages()))
def test_any_card_and_all_of_its_sections_fit_into_a_message(card: ShowCard, language: str) -> None:
    texts = texts_for(language)
    check(show_card(card, texts, may_follow=True))
    for name in SECTIONS:
        check(section(card, name, texts))


@settings(max_examples=20)
@given(CARDS)
def test_no_section_shows_a_plot_without_a_tap(card: ShowCard) -> None:
    marked = replace(card, details=replace(card.details, story=Story("Premise.", "SECRET " * 900)))
    shown = re.sub(r"\|\|.+?\|\|", "", said(section(marked, "story", ENGLISH)))
    assert "SECRET" not in shown
    assert "SECRET" not in said(show_card(marked, ENGLISH, may_follow=True)) or "SECRET" in card.title
