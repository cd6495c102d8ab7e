"""Tells an entry's titles apart: English, romanised, native."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.catalogue.names import letters
from bot.catalogue.offline import OfflineEntry
from bot.catalogue.slugs import slug

_PLANET = "https://anime-planet.com/anime/"
_KANA = re.compile(r"[\u3041-\u30ff\u31f0-\u31ff]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_HANGUL = re.compile(r"[\uac00-\ud7a3]")


@dataclass(frozen=True, slots=True)
class Chosen:
    """The titles of an entry by kind; English and native may be unknown."""

    romaji: str
    english: str
    native: str

    def kinds(self) -> Iterator[tuple[str, str]]:
        """Give the kind and the text of each title that is known, the main one first."""
        if self.english:
            yield "english", self.english
        yield "romaji", self.romaji
        if self.native:
            yield "native", self.native


def choose_titles(entry: OfflineEntry) -> Chosen:
    """Give the entry's titles by kind."""
    return Chosen(entry.title, _english(entry), _native(entry))


def _english(entry: OfflineEntry) -> str:
    planet = next((source.removeprefix(_PLANET) for source in entry.sources if source.startswith(_PLANET)), "")
    if not planet or letters(planet) == letters(entry.title):
        return ""
    texts = [text for text in entry.synonyms if slug(text) == planet]
    return min(texts, key=lambda text: (text.isupper(), text.islower(), text), default="")


def _native(entry: OfflineEntry) -> str:
    for script in (_KANA, _HANGUL, _HAN):
        texts = [text for text in (entry.title, *entry.synonyms) if script.search(text)]
        if script is _HAN:
            texts.sort(key=_is_foreign_han)
        if texts:
            return texts[0]
    return ""


def _is_foreign_han(text: str) -> bool:
    try:
        text.encode("cp932")
    except UnicodeEncodeError:
        return True
    return False
