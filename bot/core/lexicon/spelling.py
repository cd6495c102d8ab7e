"""Lets a language's table be written as the language is spelled, though texts are compared without accents."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from bot.core.lexicon.table import Lexicon
from bot.core.titles import plain


def folded(lexicon: Lexicon) -> Lexicon:
    """The table with everything that is compared to a normalised text spelled as such a text spells it."""
    return replace(
        lexicon,
        rules=tuple(replace(rule, pattern=plain(rule.pattern)) for rule in lexicon.rules),
        seasons=tuple(map(plain, lexicon.seasons)),
        parts=tuple(map(plain, lexicon.parts)),
        numbers={plain(word): number for word, number in lexicon.numbers.items()},
        words=_folded(lexicon.words),
        replaced=MappingProxyType({plain(words): plain(word) for words, word in lexicon.replaced.items()}),
        before_title=plain(lexicon.before_title),
        after_title=plain(lexicon.after_title),
        beside_title=plain(lexicon.beside_title),
        ordinary=plain(lexicon.ordinary),
        skipped=plain(lexicon.skipped),
    )


def _folded(words: Mapping[str, str]) -> Mapping[str, str]:
    return MappingProxyType({name: plain(listed) for name, listed in words.items()})
