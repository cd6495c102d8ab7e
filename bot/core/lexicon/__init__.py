"""The languages in which headlines are understood: one table each, and the recognition of a text's language."""

from collections.abc import Mapping
from functools import cache

from bot.core.lexicon.en import LEXICON as ENGLISH
from bot.core.lexicon.patterns import Hit, Patterns
from bot.core.lexicon.table import Effect, Lexicon, Rule, Where

__all__ = ["LANGUAGES", "Effect", "Hit", "Lexicon", "Patterns", "Rule", "Where", "patterns"]

LANGUAGES: Mapping[str, Lexicon] = {lexicon.language: lexicon for lexicon in (ENGLISH,)}


@cache
def patterns(language: str) -> Patterns:
    """A language's rules, compiled once; English for a language without a table."""
    return Patterns(LANGUAGES.get(language, ENGLISH))
