"""Spellings of one title fold to one form, and different titles stay apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.folding import fold, folded_words, normal, spelled, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("SPY×FAMILY", "Spy x Family"),
        ("Ｆｒｉｅｒｅｎ", "frieren"),
        ("Hell’s Paradise", "Hell's Paradise"),
        ("Fire & Ice", "Fire and Ice"),
        ("Shōjo Tsubaki", "Shojo Tsubaki"),
        ("Ranma ½", "Ranma 1/2"),
        ("Overlord Ⅱ", "Overlord II"),
        ("Re:ZERO", "Re: Zero"),
        ("L'Attaque des Titans", "L’attaque des titans"),
        ("葬送のフリーレン", "葬送の フリーレン"),
    ],
)
def test_spellings_of_a_title_fold_to_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@given(st.text(max_size=60) | st.text("aeouhw'’s&+× ノ期ōÉ", max_size=30))
def test_a_text_is_spelled_as_its_words_are(text: str) -> None:
    found = words(normal(text))
    assert folded_words(normal(text)) == " ".join(word.folded for word in found)
    assert spelled(normal(text)) == (
        " ".join(word.folded for word in found),
        " ".join(word.loose for word in found),
        " ".join(word.folded + "s" * word.possessive for word in found),
    )


def test_kana_with_and_without_voicing_stay_apart() -> None:
    assert fold("が") != fold("か")
