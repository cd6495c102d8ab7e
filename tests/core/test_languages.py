"""Every row of a language's table is alive, and every language is recognised by its own words."""

import re

import pytest

from bot.core.folding import normal, words
from bot.core.lexicon import LANGUAGES, Rule, patterns, recognise
from bot.core.lexicon.table import Lexicon, Where
from tests.core.test_cases import ALL_CASES, Case

_MARKS = re.compile(r"(<[a-z]+>|[,.:;!?()|])")
ROWS = [(lexicon, rule) for lexicon in LANGUAGES.values() for rule in lexicon.rules]


def normalised(example: str, lexicon: Lexicon) -> str:
    """An example as texts are compared; its marks and punctuation stand for themselves."""
    pieces: list[str] = []
    for piece in _MARKS.split(normal(example)):
        pieces += [piece] if _MARKS.fullmatch(piece) else [word.folded for word in words(piece)]
    return f" {' '.join(pieces)} " if lexicon.spaced else "".join(pieces)


@pytest.mark.parametrize(
    ("lexicon", "rule"), ROWS, ids=[f"{lexicon.language}: {rule.example}" for lexicon, rule in ROWS]
)
def test_a_rule_is_found_in_its_own_example(lexicon: Lexicon, rule: Rule) -> None:
    table = patterns(lexicon.language)
    text = normalised(rule.example, lexicon)
    numbered = sorted(table.numbered(text), reverse=True)
    for start, end, kind, _ in numbered:
        text = f"{text[:start]}<{kind}>{' ' * lexicon.spaced}{text[end:]}"
    place = Where.TITLE if rule.where is Where.BOTH else rule.where
    found = {hit.rule for read in (text, normalised(rule.example, lexicon)) for hit in table.hits(read, place)}
    assert rule in found


@pytest.mark.parametrize(
    "case", [case for case in ALL_CASES if case.source.language != "en"], ids=lambda case: case.place
)
def test_a_language_is_recognised_though_the_feed_says_another(case: Case) -> None:
    assert recognise(f"{case.entry.title} {case.entry.summary}", case.source.language) == case.source.language
