"""Tells an entry's titles apart (English, romanised, native) and leaves out what names nothing."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.catalogue.names import Name, letters, parse
from bot.catalogue.offline import OfflineEntry
from bot.catalogue.slugs import slug

_PLANET = "https://anime-planet.com/anime/"
_KANA = re.compile(r"[\u3041-\u30ff\u31f0-\u31ff]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_HANGUL = re.compile(r"[\uac00-\ud7a3]")
_WORD = re.compile(r"[a-z']+")
# Words that English titles have and romanised Japanese or Chinese ones do not.
_ENGLISH = frozenset(
    {
        *("the", "of", "and", "is", "my", "in", "with", "for", "from", "that", "who", "as", "you", "your", "was", "at"),
        *("her", "his", "her", "he", "she", "it", "this", "i'm", "am", "an", "be", "by", "on", "our", "are", "but"),
        *("than", "so", "if", "when", "what", "why", "how", "not", "can't", "don't", "isn't", "after", "before"),
    }
)
_NOT_ENGLISH = frozenset(
    {
        *("wa", "ni", "wo", "ga", "na", "kara", "desu", "de", "la", "le", "les", "des", "du", "el", "los", "las", "un"),
        *("una", "y", "der", "die", "das", "und", "il", "di", "che", "o", "os", "em", "um", "uma", "et", "ng", "sa"),
        *("dan", "yang", "di", "la", "del", "dos", "da", "ein", "eine", "von", "mit", "za", "w", "z", "i"),
    }
)
# What is left of a title that says only which part of a show it is: "S2", "2nd Season", "The Movie".
_ONLY_PART = re.compile(
    r"(?:the)?(?:s|season|part|cour|tv|movie|film|ova|oad|ona|special|specials|sp|pv|anime|animation|series"
    r"|final|finalseason|secondseason|first|second|third|new|shin|zoku|the|gekijouban|theanimation)?"
    r"(?:\d{0,2}(?:st|nd|rd|th)?(?:season|part|cour|series|movie)?)"
)
_SHORTEST_WORD = 5


@dataclass(frozen=True, slots=True)
class Chosen:
    """The titles of an entry by kind; English and native may be unknown (empty)."""

    romaji: str
    english: str
    native: str

    @property
    def display(self) -> str:
        return self.english or self.romaji

    def kinds(self) -> Iterator[tuple[str, str]]:
        """Give the kind and the text of each title that is known, the main one first."""
        if self.english:
            yield "english", self.english
        yield "romaji", self.romaji
        if self.native:
            yield "native", self.native


def choose_titles(entry: OfflineEntry) -> Chosen:
    """Give the entry's titles by kind, spelled as a reader likes them: without years, not all in capitals."""
    latin = [text for text in entry.synonyms if not _native_script(text)]
    english = _english(entry, latin)
    return Chosen(_nicest(entry.title, latin), _nicest(english, latin) if english else "", _native(entry))


def is_name(text: str) -> bool:
    """False for what cannot name a show: nothing but "S2" or "The Movie", a letter or two, a short common word."""
    plain = letters(text)
    if len(plain) < 2 or _ONLY_PART.fullmatch(plain):
        return False
    if not plain.isascii():
        return True
    if len(plain) < 3:
        return False
    return len(plain) >= _SHORTEST_WORD or text.isupper() or " " in text.strip() or not text.isalpha()


def _native_script(text: str) -> bool:
    return bool(_KANA.search(text) or _HAN.search(text) or _HANGUL.search(text))


def _english(entry: OfflineEntry, latin: Iterable[str]) -> str:
    """The title by which anime-planet.com lists the entry, else the one that reads most like English."""
    planet = next((source.removeprefix(_PLANET) for source in entry.sources if source.startswith(_PLANET)), "")
    if planet and letters(planet) == letters(entry.title):
        return ""
    found = [text for text in latin if slug(text) == planet]
    if not found:
        ranked = [(share, text) for text in latin if (share := _english_share(text)) > 0]
        best = max((share for share, _ in ranked), default=0.0)
        found = [text for share, text in ranked if share == best]
    return min(found, key=lambda text: (text.isupper(), text.islower(), len(text), text), default="")


def _english_share(text: str) -> float:
    words = _WORD.findall(text.casefold())
    if not text.isascii() or not words or not _NOT_ENGLISH.isdisjoint(words) or parse(text).season:
        return 0.0
    return sum(word in _ENGLISH for word in words) / len(words)


def _nicest(title: str, others: Iterable[str]) -> str:
    """Give the spelling of the title that carries no year and is not all in capitals, where there is one."""
    name = parse(title)
    same = [title, *(text for text in others if _is_same(parse(text), name))]
    spaces = name.base.count(" ")
    return min(
        same,
        key=lambda text: (
            _decoration(text),
            text.isupper(),
            text.islower(),
            abs(parse(text).base.count(" ") - spaces),
            text != title,
        ),
    )


def _decoration(text: str) -> int:
    name = parse(text)
    return sum((name.year is not None, name.season is not None, "tv" in name.marks))


def _is_same(one: Name, other: Name) -> bool:
    """True for two spellings of one title: its signs are kept ("K-ON!" is not "K on"), years and case are not."""
    return (
        _signs(one) == _signs(other)
        and (one.season or 1, one.part or 1) == (other.season or 1, other.part or 1)
        and one.marks <= other.marks | {"year", "tv"}
    )


def _signs(name: Name) -> str:
    return name.base.replace("×", "x").replace(" ", "")


def _native(entry: OfflineEntry) -> str:
    texts = [text for text in (entry.title, *entry.synonyms) if _native_script(text)]
    return min(texts, key=_foreignness, default="")


def _foreignness(text: str) -> tuple[int, int, bool, bool]:
    """0 … for what can only be Japanese. Han alone may be Chinese; Korean is the title's own where nothing else is."""
    name = parse(text)
    marked = bool(name.season or name.part or name.year or name.marks)
    if _KANA.search(text):
        return (0, 0, marked, False)
    if _HANGUL.search(text):
        return (2, 0, marked, False)
    return (1, -sum(_is_japanese(char) for char in text), marked, not _fits(text, "cp932"))


def _is_japanese(char: str) -> bool:
    """True for characters that neither mainland nor Taiwan Chinese standards have: 戦, 廻 in its Japanese form."""
    return _fits(char, "cp932") and not _fits(char, "gb2312") and not _fits(char, "big5")


def _fits(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
