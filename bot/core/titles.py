"""Titles folded to a form in which spellings meet, and the index that finds the shows they belong to."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple, Self

from bot.core.genitive import genitives
from bot.core.models import Part, Show
from bot.core.resemblance import Resemblance

# Scripts written without blanks: every character is a word of its own.
UNSPACED = "\u3005-\u3007\u3021-\u3029\u3040-\u30ff\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff"
_APOSTROPHE = "'\u2018\u2019\u02bc\u00b4`\uff07"
_WORD = re.compile(
    rf"[{UNSPACED}]|[×✕&+]|[^\W_{UNSPACED}\u02bc]+(?:[{_APOSTROPHE}][^\W_{UNSPACED}\u02bc]+)*", re.UNICODE
)
_SIGNS = {"×": "x", "✕": "x", "&": "and", "+": ""}
_MARKS = re.compile("[\u0300-\u036f\u0640\u064b-\u065f\u0670]")
_LETTERS = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "ı": "i", "ى": "ي", "ة": "ه"})
_APOSTROPHES = re.compile(f"[{_APOSTROPHE}]")
_ASCII_WORD = re.compile("[a-z0-9]+")
# Letters of other alphabets that look like Latin ones: catalogues and outlets mistype them inside Latin words.
_LATIN = re.compile("[a-z]")
_LOOKALIKES = str.maketrans("аеорсухіјѕԁһοαν", "aeopcyxijsdhoav")
_CONTRACTED = frozenset({"t", "re", "ve", "ll", "d", "m"})
# Long vowels are written in many ways ("Shōjo", "Shoujo", "Shojo"); from this length on they are one.
_LOOSE_FROM = 10
# Lengths at which a growing key is checked for being the beginning of any name.
_STARTS = (5, 10, 16, 24)
# The most words a title has in the catalogue is 40; what is longer is found by its beginning.
MOST_WORDS = 32
_LONG_VOWELS = re.compile("ou|oo|oh(?=[^aeiou]|$)|uu|wo$")

_MAYBE_LONG = frozenset("ou")

_PARENTHESES = re.compile(r"\s*[(\[（【][^)\]）】]*[)\]）】]\s*$")
_HEAD = re.compile(r"\s*(?::|：|\s[-–—~〜～]\s?|[-–—~〜～]\s)\s*")
_FRAMED = re.compile(r"(?<=\S)\s*[-‐–—〜~～][\w\s.:'&!]+[-‐–—〜~～]\s*$")
_TAIL = re.compile(
    r"(?:[\s:：,-]+(?:the\s)?(?:"
    r"(?:\d{1,2}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|final)\s(?:tv\s)?(?:season|series)"
    r"|(?:season|series|part|cour|saison|staffel|temporada|stagione)\s(?:\d{1,2}|[ivx]+)"
    r"|(?:\d{1,2}|2nd|3rd)\scour|ver\.?\s?\d[\w.]*|[ivx]{2,4}|[2-9]|the\sanimation|tv|movie|the\smovie|ova|specials?"
    r")|\s*(?:第[一二三四五六七八九十0-9]+[期季部シ]ーズン?|[2-9]期|シーズン[0-9]))+\s*$",
    re.IGNORECASE,
)

_NUMBERED = re.compile(r"(?:\bno\.?|\bnumber|\bnr\.?|#)$", re.IGNORECASE)


class Strength(IntEnum):
    """How a key belongs to its show, best first."""

    OWN = 0  # main, English, romaji or native title of the show
    ALIAS = 1  # a synonym, or a title of one of its instalments
    BASE = 2  # a title without its "Season 2", "(TV)", "The Animation"
    HEAD = 3  # the part before a colon or a dash


class Word(NamedTuple):
    """One word of a text: folded, with the span `text[start:end]` it stands for.

    `possessive`: an "'s" was taken off. `loose`: the word with long vowels written short.
    """

    folded: str
    loose: str
    start: int
    end: int
    possessive: bool = False


@dataclass(frozen=True, slots=True)
class Name:
    """What a key stands for: a show, and the instalment when the title is of one alone."""

    show: Show
    slot: str
    strength: Strength


def normal(text: str) -> str:
    """The text with width and compatibility forms made one; positions of words refer to this text."""
    return text if text.isascii() else unicodedata.normalize("NFKC", text)


def fold(text: str) -> str:
    """The form in which two spellings of one title are equal: letters and digits only, lower case, no accents."""
    return "".join(word.folded for word in words(normal(text)))


def words(text: str) -> list[Word]:
    """The words of a text that went through `normal`; punctuation is left out."""
    found: list[Word] = []
    for match in _WORD.finditer(text):
        start, end = match.span()
        pieces = _pieces(match.group())
        if len(pieces) == 1:
            folded, loose, _, _, possessive = pieces[0]
            found.append(Word(folded, loose, start, end, possessive))
        else:
            found += [Word(one.folded, one.loose, start + one.start, start + one.end) for one in pieces]
    return found


@lru_cache(maxsize=50_000)  # the same words come again and again, in titles as in news
def _pieces(raw: str) -> tuple[Word, ...]:
    """What a word as it is written stands for, with places that count from its beginning."""
    if raw in _SIGNS:
        sign = _SIGNS[raw]
        return (Word(sign, sign, 0, len(raw)),) if sign else ()
    return tuple(_apart(_in_one_script(plain(raw)), 0, len(raw)))


def plain(word: str) -> str:
    """Lower case without accents, vowel signs and typographic apostrophes."""
    folded = _APOSTROPHES.sub("'", word.casefold())
    if not folded.isascii():
        decomposed = _MARKS.sub("", unicodedata.normalize("NFD", folded))
        folded = unicodedata.normalize("NFC", decomposed).translate(_LETTERS)
    return folded


def _in_one_script(word: str) -> str:
    return word.translate(_LOOKALIKES) if not word.isascii() and _LATIN.search(word) else word


def _apart(folded: str, start: int, end: int) -> Iterator[Word]:
    """A word at its apostrophes: possessives end, contractions stay whole, "l'" and "d'" stand alone."""
    first, *rest = folded.split("'")
    if not rest:
        yield _word(first, start, end)
    elif rest[-1] == "s" and len(rest) == 1:
        yield _word(first, start, end, possessive=True)
    elif rest[-1] in _CONTRACTED:
        yield _word(folded.replace("'", ""), start, end)
    else:
        at = start
        for piece in (first, *rest):
            yield _word(piece, at, min(at + len(piece), end))
            at += len(piece) + 1


def _word(folded: str, start: int, end: int, *, possessive: bool = False) -> Word:
    return Word(folded, loosened(folded), start, end, possessive)


def loosened(folded: str) -> str:
    """The word with long vowels written short, as "Shōjo" and "Shoujo" both are "shojo"."""
    if _MAYBE_LONG.isdisjoint(folded):
        return folded
    return _LONG_VOWELS.sub(lambda match: match.group()[0].replace("w", "o"), folded)


class Candidate(NamedTuple):
    """Words of a text, `first` to `last` inclusive, that are a key; whether they are used as a name is open."""

    first: int
    last: int
    key: str
    names: tuple[Name, ...]


class TitleIndex:
    """All names of all shows: by id, by a name typed by hand, and by what may stand in a headline.

    Built once from a catalogue and never changed; a changed catalogue makes a new one.
    """

    __slots__ = ("_by_id", "_keys", "_resemblance", "_sorted", "_starts", "common", "longest")

    def __init__(
        self,
        by_id: dict[str, Show],
        keys: dict[str, tuple[Name, ...]],
        common: frozenset[str],
        resemblance: Resemblance,
    ) -> None:
        self._by_id = by_id
        self._resemblance = resemblance
        self._keys = keys
        self._sorted: list[str] = sorted(key for key in keys if len(key) >= _PREFIX_FROM)
        self._starts = frozenset(key[:size] for key in keys for size in _STARTS if len(key) >= size)
        # Words inside the titles of several other shows: alone they are rarely a name ("Monster", "Orange").
        self.common = common
        self.longest = max(map(len, keys), default=0)

    @classmethod
    def build(cls, shows: Iterable[Show]) -> Self:
        """Index every title of every show."""
        by_id: dict[str, Show] = {}
        names: dict[str, dict[str, Name]] = defaultdict(dict)
        for show in shows:
            by_id[show.id] = show
            for key, name in _names(show):
                known = names[key].get(show.id)
                if known is None or name.strength < known.strength:
                    names[key][show.id] = name
        keys = {key: tuple(found.values()) for key, found in names.items()}
        return cls(by_id, keys, _common(by_id.values()), Resemblance.build(_spelled(by_id.values())))

    def __len__(self) -> int:
        return len(self._by_id)

    def get(self, show_id: str) -> Show | None:
        """The show of that id."""
        return self._by_id.get(show_id)

    def resolve(self, text: str) -> tuple[Show, ...]:
        """The shows that bear this id, title or alias exactly, best known first; several when it is shared."""
        by_id = self._by_id.get(text.strip().casefold())
        if by_id is not None:
            return (by_id,)
        names = self._keys.get(fold(text), ())
        best = [name for name in names if name.strength <= Strength.ALIAS] or list(names)
        return tuple(sorted((name.show for name in best), key=lambda show: (-show.popularity, show.id)))

    def named(self, key: str) -> tuple[Name, ...]:
        """What a folded key stands for; empty when nothing does."""
        return self._keys.get(key, ())

    def inside(self, words: Sequence[Word], firsts: Iterable[int]) -> list[Candidate]:
        """Every key that stands in a text, also with long vowels written short, beginning at one of `firsts`."""
        found: list[Candidate] = []
        keys, starts, count = self._keys, self._starts, len(words)
        for first in firsts:
            key = loose = ""
            checks = iter(_STARTS)
            check = next(checks)
            for last in range(first, min(count, first + MOST_WORDS)):
                word = words[last]
                key += word.folded
                loose += word.loose
                size = len(key)
                while size >= check and (key[:check] in starts or (loose != key and loose[:check] in starts)):
                    check = next(checks, self.longest + 1)
                if size >= check:
                    break
                names = keys.get(key)
                if names is None and size >= _LOOSE_FROM:
                    if loose != key:
                        names = keys.get(loose)
                    if names is None and key[-1] == "s":
                        names = keys.get(key[:-1])  # web addresses lose the apostrophe of a possessive
                if names:
                    found.append(Candidate(first, last, key, names))
        return found

    def resembling(self, name: Sequence[Word]) -> tuple[Show, bool] | None:
        """The show with the title most like a name that is none, and whether only the spelling differs."""
        likeness = self._resemblance.nearest([word.loose for word in name])
        return (self._by_id[likeness.show_id], likeness.sure) if likeness else None

    def continued(self, key: str) -> tuple[Name, ...]:
        """The names of the shows that have a longer title beginning with this key: for titles cut short."""
        if len(key) < _PREFIX_FROM:
            return ()
        at = _bisect(self._sorted, key)
        found: dict[str, Name] = {}
        while at < len(self._sorted) and self._sorted[at].startswith(key):
            for name in self._keys[self._sorted[at]]:
                found.setdefault(name.show.id, name)
            at += 1
            if len(found) > _TOO_MANY:
                return ()
        return tuple(found.values())


_COMMON_FROM = 4
_PREFIX_FROM = 14
_TOO_MANY = 8


def _common(shows: Iterable[Show]) -> frozenset[str]:
    counts: Counter[str] = Counter()
    for show in shows:
        own = {title.text for title in show.titles if title.kind != "synonym" and not title.slot} | {show.title}
        counts.update({word.folded for text in own for word in words(normal(text))[1:]})
    return frozenset(word for word, count in counts.items() if count >= _COMMON_FROM and word.isascii())


def _spelled(shows: Iterable[Show]) -> Iterator[tuple[str, list[str]]]:
    """The words of every title in Latin letters, with long vowels written short."""
    for show in shows:
        for text in {title.text for title in show.titles if not title.slot.startswith(Part.SEASON)}:
            if text.isascii():
                said = _ASCII_WORD.findall(_APOSTROPHES.sub("", text.lower().replace("'s ", " ")).replace("&", " and "))
                yield show.id, [loosened(word) for word in said]
            elif _LATIN.search(text):
                yield show.id, [word.loose for word in words(normal(text))]


def _bisect(keys: list[str], key: str) -> int:
    low, high = 0, len(keys)
    while low < high:
        middle = (low + high) // 2
        if keys[middle] < key:
            low = middle + 1
        else:
            high = middle
    return low


def _names(show: Show) -> Iterator[tuple[str, Name]]:
    """Every key by which a headline may name the show."""
    for title in show.titles:
        text = normal(title.text)
        own = title.kind != "synonym" and not title.slot
        for variant, strength in _variants(text, own=own):
            for key in _keys_of(variant):
                yield key, Name(show, title.slot, strength)
        for inflected in genitives(text):
            for key in _keys_of(inflected):
                yield key, Name(show, title.slot, Strength.ALIAS)
    for key in _keys_of(normal(show.title)):
        yield key, Name(show, "", Strength.OWN)


def _variants(text: str, *, own: bool) -> Iterator[tuple[str, Strength]]:
    yield text, Strength.OWN if own else Strength.ALIAS
    bare = _PARENTHESES.sub("", text)
    if bare and bare != text:
        yield bare, Strength.BASE
    base = _TAIL.sub("", bare)
    if _NUMBERED.search(base):  # "Kaiju No. 8" counts no seasons
        base = bare
    if base and base != bare:
        yield base, Strength.BASE
    if "×" in text or "✕" in text:
        yield text.replace("×", " ").replace("✕", " "), Strength.BASE
    framed = _FRAMED.sub("", bare)  # マッシュル-MASHLE-
    if framed and framed != bare and len(framed) > 1:
        yield framed, Strength.BASE
    head = _HEAD.split(base or bare, maxsplit=1)[0]
    if head and head != base:
        yield head, Strength.HEAD


def _keys_of(text: str) -> Iterator[str]:
    found = words(text)
    if not found:
        return
    exact = "".join(word.folded for word in found)
    yield exact
    if any(word.possessive for word in found):  # web addresses write "Hell's Paradise" as "hells paradise"
        yield "".join(word.folded + "s" * word.possessive for word in found)
    loose = "".join(word.loose for word in found)
    if loose != exact and len(loose) >= _LOOSE_FROM:
        yield loose
    if found[0].folded in {"the", "a", "an"} and len(found) > 2 and len(exact) >= _LOOSE_FROM:
        yield exact[len(found[0].folded) :]
