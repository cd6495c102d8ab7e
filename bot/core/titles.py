"""Titles folded to a form in which spellings meet, and the index that finds the shows they belong to."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple, Self

from bot.core.genitive import genitives
from bot.core.models import Part, Show
from bot.core.resemblance import Resemblance
from bot.core.turns import Container, in_order
from bot.core.variants import shortened

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
# What stands for them in a sieve: a place for each beginning, more than twenty places for each that there is.
_SIEVE = 1 << 21
_LONG_VOWELS = re.compile("ou|oo|oh(?=[^aeiou]|$)|uu|wo(?= |$)")
_MAYBE_LONG = frozenset("ou")
_JOINING = frozenset("'`&+")  # what makes more of an ASCII text than its letters and digits
_FIRST_UNSPACED, _LAST_UNSPACED = "\u3005", "\u9fff"
_ARTICLES = ("the ", "a ", "an ")


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
    return folded_words(normal(text)).replace(" ", "")


def words(text: str) -> list[Word]:
    """The words of a text that went through `normal`; punctuation is left out."""
    found: list[Word] = []
    for match in _WORD.finditer(text):
        start, end = match.span()
        pieces = _pieces(match.group())
        if len(pieces) == 1:
            folded, loose, _, _, possessive = pieces[0]
            # What `Word(...)` does, in half the time: texts have many words.
            found.append(tuple.__new__(Word, (folded, loose, start, end, possessive)))
        else:
            found += [Word(one.folded, one.loose, start + one.start, start + one.end) for one in pieces]
    return found


@lru_cache(maxsize=20_000)  # the same words come again and again
def _pieces(raw: str) -> tuple[Word, ...]:
    """What a word as it is written stands for, with places that count from its beginning."""
    return _read(raw)


def _read(raw: str) -> tuple[Word, ...]:
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


class Spelled(NamedTuple):
    """The folded words of a text in one string, a blank between two.

    `loose`: with long vowels written short. `owned`: with the "s" of possessives.
    """

    exact: str
    loose: str
    owned: str


def spelled(text: str) -> Spelled:
    """What `words` gives for a text that went through `normal`, without the places: much less work."""
    if _is_simple(text):
        exact = owned = folded_words(text)
    else:
        found: list[str] = []
        with_s: list[str] = []
        for raw in _WORD.findall(text):
            if (len(raw) == 1 and _FIRST_UNSPACED <= raw <= _LAST_UNSPACED) or (raw.isascii() and raw.isalnum()):
                folded = raw.lower()  # characters that are words of their own have no other form
                found.append(folded)
                with_s.append(folded)
                continue
            for word in _read(raw):
                found.append(word.folded)
                with_s.append(word.folded + "s" * word.possessive)
        exact, owned = " ".join(found), " ".join(with_s)
    return Spelled(exact, _loosened_all(exact), owned)


def folded_words(text: str) -> str:
    """The folded words of a text that went through `normal`, a blank between two."""
    return " ".join(_ASCII_WORD.findall(text.lower())) if _is_simple(text) else spelled(text).exact


def _is_simple(text: str) -> bool:
    return text.isascii() and _JOINING.isdisjoint(text)


def _loosened_all(said: str) -> str:
    if "ou" in said or "oo" in said or "oh" in said or "uu" in said or "wo" in said:
        return _LONG_VOWELS.sub(lambda match: match.group()[0].replace("w", "o"), said)
    return said


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

    def __init__(self, shows: Iterable[Show]) -> None:
        self._by_id: dict[str, Show] = {}
        # By their length. In one dictionary of all keys each growth, and its end, would hold up the other threads.
        self._keys: list[dict[str, tuple[Name, ...]]] = [{} for _ in range(_STARTS[-1])]
        counts: Counter[str] = Counter()
        self._resemblance = Resemblance.build(self._taken_in(shows, counts))
        self._sorted = in_order((key for keys in self._keys[_PREFIX_FROM:] for key in keys), str)
        self._starts = bytearray(_SIEVE)
        for keys in self._keys:
            for key in keys:
                for size in _STARTS:
                    if len(key) >= size:
                        self._starts[hash(key[:size]) % _SIEVE] = 1
        # Words inside the titles of several other shows: alone they are rarely a name ("Monster", "Orange").
        self.common = frozenset(word for word, count in counts.items() if count >= _COMMON_FROM)
        self.longest = max((size for size, keys in enumerate(self._keys) if keys), default=0)

    @classmethod
    def build(cls, shows: Iterable[Show]) -> Self:
        """Index every title of every show."""
        return cls(shows)

    def _taken_in(self, shows: Iterable[Show], counts: Counter[str]) -> Iterator[tuple[str, list[str]]]:
        """Add every show and count the words inside its titles; give the words of those that may be misspelled."""
        for show in shows:
            self._by_id[show.id] = show
            forms = {title.text: spelled(normal(title.text)) for title in show.titles}
            own = forms.get(show.title) or spelled(normal(show.title))
            self._add(show, forms, own)
            counts.update(_inner_words(show, forms, own))
            for said in _likenesses(show, forms):
                yield show.id, said.split(" ")

    def _add(self, show: Show, forms: Mapping[str, Spelled], own: Spelled) -> None:
        """Have a show found by all its keys, each as strongly as it belongs to the show."""
        found: dict[str, tuple[Strength, str]] = {}
        for key, strength, slot in _names(show, forms, own):
            known = found.get(key)
            if known is None or strength < known[0]:
                found[key] = strength, slot
        made: dict[tuple[Strength, str], tuple[Name, ...]] = {}
        for key, form in found.items():
            names = made.get(form)
            if names is None:
                names = made[form] = (Name(show, form[1], form[0]),)
            while len(key) >= len(self._keys):
                self._keys.append({})
            keys = self._keys[len(key)]
            others = keys.get(key)
            keys[key] = others + names if others else names

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
        names = self.named(fold(text))
        best = [name for name in names if name.strength <= Strength.ALIAS] or list(names)
        return tuple(sorted((name.show for name in best), key=lambda show: (-show.popularity, show.id)))

    def named(self, key: str) -> tuple[Name, ...]:
        """What a folded key stands for; empty when nothing does."""
        return self._keys[len(key)].get(key, ()) if len(key) < len(self._keys) else ()

    def inside(self, words: Sequence[Word], firsts: Iterable[int]) -> list[Candidate]:
        """Every key that stands in a text, also with long vowels written short, beginning at one of `firsts`."""
        found: list[Candidate] = []
        keys, starts, longest, count = self._keys, self._starts, self.longest, len(words)
        for first in firsts:
            key = loose = ""
            checks = iter(_STARTS)
            check = next(checks)
            for last in range(first, min(count, first + MOST_WORDS)):
                word = words[last]
                key += word.folded
                loose += word.loose
                size = len(key)
                while size >= check <= longest and (
                    starts[hash(key[:check]) % _SIEVE] or (loose != key and starts[hash(loose[:check]) % _SIEVE])
                ):
                    check = next(checks, longest + 1)
                if size >= check:
                    break
                names = keys[size].get(key)
                if names is None and size >= _LOOSE_FROM:
                    if loose != key:
                        names = keys[len(loose)].get(loose)
                    if names is None and key[-1] == "s":
                        names = keys[size - 1].get(key[:-1])  # web addresses lose the apostrophe of a possessive
                if names:
                    found.append(Candidate(first, last, key, names))
        return found

    def resembling(self, name: Sequence[Word]) -> tuple[Show, bool] | None:
        """The show with the title most like a name that is none, and whether only the spelling differs."""
        likeness = self._resemblance.nearest([word.loose for word in name])
        return (self._by_id[likeness.show_id], likeness.sure) if likeness else None

    def sharing(self, name: Sequence[Word]) -> list[Show]:
        """The shows of which each alone has a title with one of the longer words of a name."""
        found = (self._resemblance.only(word.loose) for word in name)
        return [self._by_id[show_id] for show_id in found if show_id]

    def containers(self) -> Iterator[Container]:
        """What the index holds its many small parts in, for who lets go of it bit by bit."""
        yield self._by_id
        yield self._sorted
        yield from self._keys
        yield from self._resemblance.containers()

    def continued(self, key: str) -> tuple[Name, ...]:
        """The names of the shows that have a longer title beginning with this key: for titles cut short."""
        if len(key) < _PREFIX_FROM:
            return ()
        at = _bisect(self._sorted, key)
        found: dict[str, Name] = {}
        while at < len(self._sorted) and self._sorted[at].startswith(key):
            for name in self.named(self._sorted[at]):
                found.setdefault(name.show.id, name)
            at += 1
            if len(found) > _TOO_MANY:
                return ()
        return tuple(found.values())


_COMMON_FROM = 4
_PREFIX_FROM = 14
_TOO_MANY = 8


def _inner_words(show: Show, forms: Mapping[str, Spelled], own: Spelled) -> set[str]:
    """The words behind the first one in the titles of a show itself."""
    titles = [forms[title.text].exact for title in show.titles if title.kind != "synonym" and not title.slot]
    return {word for said in (own.exact, *titles) for word in said.split(" ")[1:] if word.isascii()}


def _likenesses(show: Show, forms: Mapping[str, Spelled]) -> Iterator[str]:
    """The words of every title in Latin letters, with long vowels written short."""
    for text in dict.fromkeys(title.text for title in show.titles if not title.slot.startswith(Part.SEASON)):
        if not text.isascii():
            if _LATIN.search(text):
                yield forms[text].loose
        elif _JOINING.isdisjoint(text):
            yield forms[text].loose
        else:
            said = _ASCII_WORD.findall(_APOSTROPHES.sub("", text.lower().replace("'s ", " ")).replace("&", " and "))
            yield _loosened_all(" ".join(said))


def _bisect(keys: list[str], key: str) -> int:
    low, high = 0, len(keys)
    while low < high:
        middle = (low + high) // 2
        if keys[middle] < key:
            low = middle + 1
        else:
            high = middle
    return low


def _names(show: Show, forms: Mapping[str, Spelled], own: Spelled) -> Iterator[tuple[str, Strength, str]]:
    """Every key by which a headline may name the show, with its strength and the slot that it is the title of."""
    for title in show.titles:
        text = normal(title.text)
        strength = Strength.OWN if title.kind != "synonym" and not title.slot else Strength.ALIAS
        for key in _keys_of(forms[title.text]):
            yield key, strength, title.slot
        for variant, is_head in shortened(text):
            for key in _keys_of(spelled(variant)):
                yield key, Strength.HEAD if is_head else Strength.BASE, title.slot
        for inflected in () if text.isascii() else genitives(text):
            for key in _keys_of(spelled(inflected)):
                yield key, Strength.ALIAS, title.slot
    for key in _keys_of(own):
        yield key, Strength.OWN, ""


def _keys_of(form: Spelled) -> Iterator[str]:
    exact = form.exact.replace(" ", "")
    if not exact:
        return
    yield exact
    if form.owned != form.exact:  # web addresses write "Hell's Paradise" as "hells paradise"
        yield form.owned.replace(" ", "")
    if form.loose != form.exact:
        loose = form.loose.replace(" ", "")
        if len(loose) >= _LOOSE_FROM:
            yield loose
    if len(exact) >= _LOOSE_FROM and form.exact.startswith(_ARTICLES) and form.exact.count(" ") > 1:
        yield exact[form.exact.index(" ") :]
