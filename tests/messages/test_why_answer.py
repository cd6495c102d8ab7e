"""Explanations fit into a message, whatever was claimed."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.cards import Checked, ReasonedClaim, ReasonedEntry, Truth
from bot.core.models import Grade, Kind, Part, ReleaseDate, Verdict
from bot.messages.texts import languages, texts_for
from bot.messages.why_answer import reasons, truth
from tests.messages.limits import check, said
from tests.messages.test_announcement import NEWS, RENEWAL
from tests.messages.test_show_card import CARD, WORDS

ENGLISH = texts_for("en-US")
CLAIM = ReasonedClaim(
    kind=Kind.RENEWED,
    grade=Grade.PRESS,
    show_id="akudama-drive",
    show_title="Akudama Drive",
    part=Part.SEASON,
    number=2,
    because=("“gets 2nd season”",),
    event=RENEWAL,
    caused=True,
)
ENTRY = ReasonedEntry("A headline", "Some News", Verdict.ANNOUNCE, "it says so", claims=(CLAIM,))

CLAIMS = st.builds(
    ReasonedClaim,
    kind=st.sampled_from(Kind),
    grade=st.sampled_from(Grade),
    show_id=st.none() | st.just("a"),
    show_title=st.none() | WORDS,
    part=st.none() | st.sampled_from(Part),
    number=st.none() | st.integers(1, 99),
    date=st.none() | st.builds(ReleaseDate, st.integers(2020, 2030)),
    because=st.lists(WORDS, max_size=8).map(tuple),
    event=st.none() | NEWS,
    caused=st.booleans(),
    silent=st.booleans(),
    posted=st.lists(st.tuples(st.just(10**18), st.just(10**18)), max_size=9).map(tuple),
)
ENTRIES = st.builds(
    ReasonedEntry,
    title=WORDS,
    source=WORDS,
    verdict=st.sampled_from(Verdict),
    reason=WORDS,
    link=st.none() | st.just("https://x.example/" + "a" * 480),
    published_at=st.none() | st.integers(1, 2_000_000_000),
    claims=st.lists(CLAIMS, max_size=6).map(tuple),
    rejected=st.lists(WORDS, max_size=8).map(tuple),
    stored=st.booleans(),
)


@settings(max_examples=40)
@given(st.lists(ENTRIES, max_size=5), st.none() | WORDS, st.sampled_from(languages()))
def test_any_reasons_fit_into_a_message(entries: list[ReasonedEntry], title: str | None, language: str) -> None:
    check(reasons(entries, 10**18, texts_for(language), title))


@given(ENTRIES)
def test_a_single_entry_is_always_told(entry: ReasonedEntry) -> None:
    assert "…" not in said(reasons([entry], 1, ENGLISH)).splitlines()[1:2]


@settings(max_examples=40)
@given(st.lists(st.lists(NEWS, max_size=5), max_size=5), st.booleans(), st.booleans())
def test_any_truth_fits_into_a_message(proofs: list[list[object]], is_claim: bool, otherwise: bool) -> None:
    checked = [
        Checked(
            replace(CARD, id=f"show-{number}"),
            tuple(events),  # type: ignore[arg-type]
            is_claim,
            is_rumour=not is_claim,
            is_speculation=True,
            otherwise=otherwise,
        )
        for number, events in enumerate(proofs)
    ]
    check(truth(Truth(tuple(checked)), ENGLISH))


def test_where_it_was_posted_is_told_to_that_server_only() -> None:
    posted = replace(ENTRY, claims=(replace(CLAIM, posted=((5, 6),)),))
    assert said(reasons([posted], 1, ENGLISH)).splitlines()[-1] == ("> Posted here: https://discord.com/channels/1/5/6")
    assert said(reasons([posted], None, ENGLISH)).splitlines()[-1] == "> Not posted on this server."


def test_what_was_only_judged_now_is_told_as_such() -> None:
    lines = said(reasons([replace(ENTRY, stored=False)], None, ENGLISH)).splitlines()
    assert lines[:4] == [
        "### What I make of it",
        "**A headline**",
        "-# Some News",
        "**I would tell it** · Because: it says so",
    ]
