"""The languages in which headlines are understood: one table each, and the recognition of a text's language."""

import re
from collections.abc import Mapping
from functools import cache

from bot.core.lexicon.ar import LEXICON as ARABIC
from bot.core.lexicon.de import LEXICON as GERMAN
from bot.core.lexicon.en import LEXICON as ENGLISH
from bot.core.lexicon.es import LEXICON as SPANISH
from bot.core.lexicon.fr import LEXICON as FRENCH
from bot.core.lexicon.it import LEXICON as ITALIAN
from bot.core.lexicon.ja import LEXICON as JAPANESE
from bot.core.lexicon.patterns import Hit, Patterns
from bot.core.lexicon.pt import LEXICON as PORTUGUESE
from bot.core.lexicon.ru import LEXICON as RUSSIAN
from bot.core.lexicon.table import Effect, Lexicon, Rule, Where
from bot.core.lexicon.vi import LEXICON as VIETNAMESE

__all__ = ["LANGUAGES", "Effect", "Hit", "Lexicon", "Patterns", "Rule", "Where", "patterns", "recognise"]

LANGUAGES: Mapping[str, Lexicon] = {
    lexicon.language: lexicon
    for lexicon in (ENGLISH, JAPANESE, SPANISH, PORTUGUESE, FRENCH, GERMAN, ITALIAN, ARABIC, RUSSIAN, VIETNAMESE)
}


@cache
def patterns(language: str) -> Patterns:
    """A language's rules, compiled once; English for a language without a table."""
    return Patterns(LANGUAGES.get(language, ENGLISH))


# An alphabet, how many of its letters stand together, its language, and how often a text of it has them at least.
_ALPHABETS = (
    ("\u3040-\u30ff", 1, "ja", 4),
    ("\u0600-\u06ff", 3, "ar", 3),
    ("\u0400-\u04ff", 3, "ru", 3),
    ("\u4e00-\u9fff", 1, "ja", 4),
    ("\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9", 1, "vi", 3),  # Latin letters that no other language has
)
_SCRIPTS = [
    (re.compile(f"[{letters}]{{{together}}}"), language, least) for letters, together, language, least in _ALPHABETS
]
_OTHER_SCRIPT = re.compile(f"[{''.join(letters for letters, *_ in _ALPHABETS)}]")
# The letters of the alphabets of those with blanks.
_WORD = re.compile("[a-z\u00c0-\u024f\u0400-\u04ff\u0600-\u06ff\u1e00-\u1eff]+")


def recognise(text: str, stated: str) -> str:
    """The language of a text among those with a table; what the feed states decides where the words do not."""
    for script, language, least in _SCRIPTS if _OTHER_SCRIPT.search(text) else ():
        if len(script.findall(text)) >= least and language in LANGUAGES:
            return language
    said = _WORD.findall(text.lower())
    if stated in _FOREIGN and _FOREIGN[stated].isdisjoint(said):
        return stated  # another language would need a word that this one does not have
    scores = dict.fromkeys(_SPACED, 0)
    letters = dict.fromkeys(_SPACED, 0)
    for word in _TYPICAL.keys() & set(said):
        for language in _TYPICAL[word]:
            scores[language] += 2 if len(_TYPICAL[word]) == 1 else 1
            letters[language] += len(word)
    best = max(scores, key=lambda language: (scores[language], language == stated, language == "en"))
    # One short word may be part of a name ("da", "la"), beside letters that the stated language hardly has it is not.
    is_plain = letters[best] < _LEAST_LETTERS and text.isascii()
    if (scores[best] > scores.get(stated, 0) + 1 and not is_plain) or stated not in LANGUAGES:
        return best if scores[best] else "en"
    return stated


_LEAST_LETTERS = 4
_SPACED = [language for language, lexicon in LANGUAGES.items() if lexicon.spaced]
# Every short frequent word with the languages that have it.
_TYPICAL = {
    word: [language for language in _SPACED if word in LANGUAGES[language].typical.split()]
    for word in " ".join(LANGUAGES[language].typical for language in _SPACED).split()
}
_FOREIGN = {
    language: frozenset(word for word, having in _TYPICAL.items() if language not in having) for language in _SPACED
}
