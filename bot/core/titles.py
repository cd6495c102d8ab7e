"""The index that finds the shows to which a title, or words in a text, belong."""

import sys
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple, Self

from bot.core.folding import Spelled, Word, fold, in_latin, normal, spelled
from bot.core.genitive import genitives
from bot.core.models import Part, Show
from bot.core.resemblance import Resemblance
from bot.core.turns import Container, in_order
from bot.core.variants import shortened

# Long vowels are written in many ways ("Shōjo", "Shoujo", "Shojo"); from this length on they are one.
_LOOSE_FROM = 10
# Lengths at which a growing key is checked for being the beginning of any name.
_STARTS = (5, 10, 16, 24)
_NEXT_START = dict(zip(_STARTS, (*_STARTS[1:], sys.maxsize), strict=True))
# The most words a title has in the catalogue is 40; what is longer is found by its beginning.
MOST_WORDS = 32
# What stands for them in a sieve: a place for each beginning, more than twenty places for each that there is.
_SIEVE = 1 << 21
_ARTICLES = ("the ", "a ", "an ")


class Strength(IntEnum):
    """How a key belongs to its show, best first."""

    OWN = 0  # main, English, romaji or native title of the show
    ALIAS = 1  # a synonym, or a title of one of its instalments
    BASE = 2  # a title without its "Season 2", "(TV)", "The Animation"
    HEAD = 3  # the part before a colon or a dash


@dataclass(frozen=True, slots=True)
class Name:
    """What a key stands for: a show, and the instalment when the title is of one alone."""

    show: Show
    slot: str
    strength: Strength


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
            check = _STARTS[0]
            for last in range(first, min(count, first + MOST_WORDS)):
                word = words[last]
                key += word.folded
                loose += word.loose
                size = len(key)
                while size >= check and (
                    starts[hash(key[:check]) % _SIEVE]
                    or (loose != key and (len(loose) < check or starts[hash(loose[:check]) % _SIEVE]))
                ):
                    check = _NEXT_START[check]
                if size >= check or size > longest:
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

    def holding(self, name: Sequence[Word]) -> list[Show]:
        """The few shows of which a title has the name in it: "Misfit Academy" in "The Misfit Academy of Demons"."""
        return [self._by_id[show_id] for show_id in self._resemblance.holding([word.loose for word in name])]

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
        at = bisect_left(self._sorted, key)
        found: dict[str, Name] = {}
        while at < len(self._sorted) and self._sorted[at].startswith(key):
            for name in self.named(self._sorted[at]):
                found.setdefault(name.show.id, name)
            at += 1
            if len(found) > _TOO_MANY:
                return ()
        return tuple(found.values())


_COMMON_FROM = 4
_PREFIX_FROM = 13
_TOO_MANY = 8


def _inner_words(show: Show, forms: Mapping[str, Spelled], own: Spelled) -> set[str]:
    """The words behind the first one in the titles of a show itself."""
    titles = [forms[title.text].exact for title in show.titles if title.kind != "synonym" and not title.slot]
    return {word for said in (own.exact, *titles) for word in said.split(" ")[1:] if word.isascii()}


def _likenesses(show: Show, forms: Mapping[str, Spelled]) -> Iterator[str]:
    """The words of every title in Latin letters, with long vowels written short."""
    for text in dict.fromkeys(title.text for title in show.titles if not title.slot.startswith(Part.SEASON)):
        said = in_latin(text, forms[text])
        if said:
            yield said


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
