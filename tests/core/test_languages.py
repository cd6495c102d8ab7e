"""Every row of a language's table is alive, and every language is recognised by its own words."""

import re

import pytest

from bot.core.folding import normal, words
from bot.core.lexicon import LANGUAGES, Rule, patterns, recognise
from bot.core.lexicon.table import Lexicon, Where
from tests.core.test_cases import ALL_CASES

_MARKS = re.compile(r"(<[a-z]+>|[,.:;!?()|])")


def normalised(example: str, lexicon: Lexicon) -> str:
    """An example as texts are compared; its marks and punctuation stand for themselves."""
    pieces: list[str] = []
    for piece in _MARKS.split(normal(example)):
        pieces += [piece] if _MARKS.fullmatch(piece) else [word.folded for word in words(piece)]
    return f" {' '.join(pieces)} " if lexicon.spaced else "".join(pieces)


@pytest.mark.parametrize("lexicon", LANGUAGES.values(), ids=LANGUAGES)
def test_every_rule_is_found_in_its_own_example(lexicon: Lexicon) -> None:
    assert [rule for rule in lexicon.rules if not is_found(rule, lexicon)] == []


def is_found(rule: Rule, lexicon: Lexicon) -> bool:
    table = patterns(lexicon.language)
    text = normalised(rule.example, lexicon)
    numbered = sorted(table.numbered(text), reverse=True)
    for start, end, kind, _ in numbered:
        text = f"{text[:start]}<{kind}>{' ' * lexicon.spaced}{text[end:]}"
    place = Where.TITLE if rule.where is Where.BOTH else rule.where
    return any(
        hit.rule == rule for read in (text, normalised(rule.example, lexicon)) for hit in table.hits(read, place)
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_is_recognised_where_the_feed_says_english(language: str) -> None:
    """Headlines of a name and two words of the news tell too little; English ones are never taken for others."""
    texts = [f"{case.entry.title} {case.entry.summary}" for case in ALL_CASES if case.source.language == language]
    missed = [text for text in texts if recognise(text, "en") != language]
    assert len(missed) <= (0 if language == "en" else len(texts) // 10), missed


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_is_recognised_where_the_feed_says_so(language: str) -> None:
    texts = [f"{case.entry.title} {case.entry.summary}" for case in ALL_CASES if case.source.language == language]
    assert [text for text in texts if recognise(text, language) != language] == []
