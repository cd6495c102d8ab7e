"""Lets a language's table be written as the language is spelled, and saves it from saying its verbs twice."""

import re
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from bot.core.folding import plain
from bot.core.lexicon.table import Lexicon

# The lists whose words may follow a title: what is told of it begins with them.
_FOLLOWING = ("get", "announce", "confirmed", "aux", "premiere", "delayed")
_ANNOUNCING = ("announce", "confirmed")
# Web addresses spell umlauts with an "e" behind: "enthuellt".
_UMLAUT_WORD = re.compile("[^ |?!&]*[äöü][^ |?!&]*")
_WITH_E = {"ä": "ae", "ö": "oe", "ü": "ue"}
_COMPANIES = "crunchyroll netflix mappa aniplex toho kadokawa ufotable pierrot toei trigger cloverworks kyoani madhouse"


def folded(lexicon: Lexicon) -> Lexicon:
    """The table with everything that is compared to a normalised text spelled as such a text spells it.

    The verbs of its lists are added to the words that may stand behind a title; those of announcing and the number
    words ("the second season of") to those before it.
    """
    return replace(
        lexicon,
        rules=tuple(replace(rule, pattern=plain(_both_ways(rule.pattern, "|"))) for rule in lexicon.rules),
        seasons=tuple(map(plain, lexicon.seasons)),
        parts=tuple(map(plain, lexicon.parts)),
        numbers={plain(word): number for word, number in lexicon.numbers.items()},
        words=_folded(lexicon.words),
        replaced=MappingProxyType({plain(words): plain(word) for words, word in lexicon.replaced.items()}),
        before_title=plain(
            f"{_both_ways(lexicon.before_title)} {_last(lexicon, _ANNOUNCING)} {' '.join(lexicon.numbers)} {_COMPANIES}"
        ),
        after_title=plain(f"{_both_ways(lexicon.after_title)} {_first(lexicon, _FOLLOWING)} {_COMPANIES}"),
        beside_title=plain(_both_ways(lexicon.beside_title)),
        ordinary=plain(lexicon.ordinary),
        skipped=plain(lexicon.skipped),
    )


def _folded(words: Mapping[str, str]) -> Mapping[str, str]:
    return MappingProxyType({name: plain(_both_ways(listed)) for name, listed in words.items()})


def _both_ways(words: str, between: str = " ") -> str:
    """The words, each with an umlaut also as web addresses spell it."""
    return _UMLAUT_WORD.sub(lambda match: f"{match.group()}{between}{_with_e(match.group())}", words)


def _with_e(word: str) -> str:
    return "".join(_WITH_E.get(letter, letter) for letter in word)


def _listed(lexicon: Lexicon, names: tuple[str, ...]) -> list[str]:
    listed = [_both_ways(lexicon.words.get(name, "")) for name in names]
    return [word for words in listed for word in words.split() if not word.startswith("<")]


def _first(lexicon: Lexicon, names: tuple[str, ...]) -> str:
    return " ".join(word.split("_")[0] for word in _listed(lexicon, names))


def _last(lexicon: Lexicon, names: tuple[str, ...]) -> str:
    return " ".join(word.split("_")[-1] for word in _listed(lexicon, names))
