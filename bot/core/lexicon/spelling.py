"""Lets a language's table be written as the language is spelled, and saves it from saying its verbs twice."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from bot.core.folding import plain
from bot.core.lexicon.table import Lexicon

# The lists whose words may follow a title: what is told of it begins with them.
_FOLLOWING = ("get", "announce", "confirmed", "aux", "premiere", "delayed")
_ANNOUNCING = ("announce", "confirmed")
_COMPANIES = "crunchyroll netflix mappa aniplex toho kadokawa ufotable pierrot toei trigger cloverworks kyoani madhouse"


def folded(lexicon: Lexicon) -> Lexicon:
    """The table with everything that is compared to a normalised text spelled as such a text spells it.

    The verbs of its lists are added to the words that may stand behind a title; those of announcing and the number
    words ("the second season of") to those before it.
    """
    return replace(
        lexicon,
        rules=tuple(replace(rule, pattern=plain(rule.pattern)) for rule in lexicon.rules),
        seasons=tuple(map(plain, lexicon.seasons)),
        parts=tuple(map(plain, lexicon.parts)),
        numbers={plain(word): number for word, number in lexicon.numbers.items()},
        words=_folded(lexicon.words),
        replaced=MappingProxyType({plain(words): plain(word) for words, word in lexicon.replaced.items()}),
        before_title=plain(
            f"{lexicon.before_title} {_last(lexicon, _ANNOUNCING)} {' '.join(lexicon.numbers)} {_COMPANIES}"
        ),
        after_title=plain(f"{lexicon.after_title} {_first(lexicon, _FOLLOWING)} {_COMPANIES}"),
        beside_title=plain(lexicon.beside_title),
        ordinary=plain(lexicon.ordinary),
        skipped=plain(lexicon.skipped),
    )


def _folded(words: Mapping[str, str]) -> Mapping[str, str]:
    return MappingProxyType({name: plain(listed) for name, listed in words.items()})


def _listed(lexicon: Lexicon, names: tuple[str, ...]) -> list[str]:
    return [word for name in names for word in lexicon.words.get(name, "").split() if not word.startswith("<")]


def _first(lexicon: Lexicon, names: tuple[str, ...]) -> str:
    return " ".join(word.split("_")[0] for word in _listed(lexicon, names))


def _last(lexicon: Lexicon, names: tuple[str, ...]) -> str:
    return " ".join(word.split("_")[-1] for word in _listed(lexicon, names))
