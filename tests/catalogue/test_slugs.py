"""Ids of shows: readable, unique, never changing."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.catalogue.slugs import LONGEST_SLUG, free_slug, slug


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Akudama Drive", "akudama-drive"),
        ("Kaguya-sama: Love Is War", "kaguya-sama-love-is-war"),
        ("JoJo's Bizarre Adventure", "jojos-bizarre-adventure"),
        ("Frieren: Beyond Journey’s End", "frieren-beyond-journeys-end"),
        ("Pokémon Horizons: The Series", "pokemon-horizons-the-series"),
        ("Re:ZERO -Starting Life in Another World-", "re-zero-starting-life-in-another-world"),
        ("HUNTER×HUNTER", "hunter-x-hunter"),
        ("Yu☆Gi☆Oh!", "yu-gi-oh"),
        ("Ranma ½", "ranma-1-2"),
        ("[Oshi no Ko]", "oshi-no-ko"),
        ("86", "86"),
        ("進撃の巨人", ""),
    ],
)
def test_a_slug_reads_like_the_title(title: str, expected: str) -> None:
    assert slug(title) == expected


def test_a_long_title_ends_at_a_word() -> None:
    made = slug("The Hundred Girlfriends Who " + "Really " * 20 + "Love You")
    assert made.endswith("really")
    assert len(made) <= LONGEST_SLUG


@pytest.mark.parametrize(
    ("wanted", "taken", "expected"),
    [
        ("kanon", set(), "kanon"),
        ("kanon", {"kanon"}, "kanon-2006"),
        ("kanon", {"kanon", "kanon-2006"}, "kanon-mal-1530"),
        ("kanon", {"kanon", "kanon-2006", "kanon-mal-1530"}, "kanon-mal-1530-2"),
        ("", set(), "mal-1530"),
    ],
)
def test_a_taken_slug_gets_the_year_then_an_id(wanted: str, taken: set[str], expected: str) -> None:
    assert free_slug(wanted, 2006, "mal-1530", taken.__contains__) == expected


@given(st.text(max_size=200))
def test_a_slug_is_plain_whatever_the_title(title: str) -> None:
    assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", slug(title))
    assert slug(slug(title)) == slug(title)
