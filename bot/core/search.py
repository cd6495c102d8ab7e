"""Suggests shows while somebody types: any title, any script, the word in the middle, typing errors forgiven.

All folded titles lie in one string. An array of places in it, one for each beginning of a word, is sorted by what
follows there, so that whatever begins as the typed text lies side by side. Where very many places share a beginning,
the best known ones are picked when building: one letter costs no more than ten. Only when that does not fill the
list are near misses looked for: one edit on a short text, common trigrams on a longer one, and then a true distance
on the few that are left.
"""

import re
from array import array
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import nlargest
from itertools import accumulate, islice
from typing import Self, TypeAlias

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.core.folding import UNSPACED, folded_words, normal
from bot.core.models import Show
from bot.core.turns import Container, in_order

_Numbers: TypeAlias = "array[int]"  # Python 3.11 cannot subscript it

LABEL_LENGTH = 100  # Discord's limit for the name of a choice
MOST_TYPED = 80

_END = "\0"
_SORTED_BY = 32  # characters by which places are ordered: more than anybody types before choosing
# More places than that with one beginning are a crowd: sorted in parts, so that building never keeps the interpreter
# from others for long, and not read through when looking up.
_CROWD = 700
_PICKED = 60
_BLOCK = 5000
_ENOUGH = 6  # shows that begin as typed; with fewer, near misses are added
_LEAST = 3  # letters, below which everything is near
_ALPHABET = 40
_POSTINGS = 5000
_NEAR = 120
_TWO_ERRORS_FROM, _THREE_ERRORS_FROM = 8, 18
_PER_ERROR = 80.0
_NOTHING: _Numbers = array("I")
_UNSPACED = re.compile(f"[{UNSPACED}]")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A show to choose: the id that a command takes, and a label that no other show has."""

    show_id: str
    label: str


class ShowSearch:
    """All titles of a catalogue, ready for autocomplete. Built once and never changed."""

    __slots__ = ("_begins", "_crowds", "_first", "_labels", "_owners", "_places", "_shows", "_text", "_trigrams")

    def __init__(self, shows: Iterable[Show]) -> None:
        # Best known first, so that a smaller number is a better known show everywhere below.
        self._shows = in_order(shows, lambda show: (-show.popularity, show.id))
        self._labels = _shared_labels(self._shows)
        self._owners = array("I")  # of each title: its show
        self._first = array("I")  # of each title: where it begins in the text
        self._trigrams: dict[str, _Numbers] = {}
        self._crowds: dict[str, _Numbers] = {}
        self._places = array("I")
        self._text, beginnings = self._write()
        self._begins = bytearray(len(self._text))
        for place in beginnings:
            self._begins[place] = 1
        self._sort(beginnings, 0)

    @classmethod
    def build(cls, shows: Iterable[Show]) -> Self:
        """Index every title of every show."""
        return cls(shows)

    def suggest(self, text: str, limit: int = 25) -> list[Suggestion]:
        """The shows that the text may mean, likeliest first; the best known ones when there is no text."""
        typed_words = folded_words(normal(text[:MOST_TYPED])).split()
        typed = "".join(typed_words)
        if not typed:
            return [self._suggestion(number) for number in range(min(limit, len(self._shows)))]
        best = self._beginning(typed)
        found = _best(best, limit)
        for more in (self._with_all, self._near):
            if len(found) < min(limit, _ENOUGH) and len(typed) >= _LEAST:
                rest = {number: score for number, score in more(typed_words).items() if number not in found}
                found += _best(rest, limit - len(found))
        return [self._suggestion(number) for number in found]

    def containers(self) -> Iterator[Container]:
        """As `TitleIndex.containers`."""
        yield self._shows
        yield self._crowds
        yield self._trigrams

    # Building

    def _write(self) -> tuple[str, _Numbers]:
        """The text of all titles, and every place in it where a word begins."""
        pieces: list[str] = [_END]
        blocks: list[str] = []  # of pieces: all of them at once would take long to join and to free
        beginnings: _Numbers = array("I")
        trigrams: dict[str, _Numbers] = defaultdict(lambda: array("I"))
        length = 1
        for number, show in enumerate(self._shows):
            keys: dict[str, None] = {}
            for text in (show.title, *(title.text for title in show.titles)):
                said = folded_words(normal(text))
                key = said.replace(" ", "")
                if not key or key in keys:
                    continue
                keys[key] = None
                beginnings.extend(accumulate(map(len, said.split()[:-1]), initial=length))
                title = len(self._first)
                for trigram in _trigrams(key):
                    trigrams[trigram].append(title)
                self._first.append(length)
                self._owners.append(number)
                length += len(key) + 1
            pieces += [key + _END for key in keys]
            if len(pieces) >= _BLOCK:
                blocks.append("".join(pieces))
                pieces.clear()
        self._trigrams = trigrams
        return "".join([*blocks, *pieces]), beginnings

    def _sort(self, beginnings: _Numbers, depth: int) -> None:
        """Put the places in order, a handful at a time, and pick the best known of every crowd."""
        text = self._text
        if len(beginnings) <= _CROWD or depth >= _SORTED_BY:
            self._places.extend(sorted(beginnings, key=lambda place: text[place : place + _SORTED_BY]))
            return
        by_letter: dict[str, _Numbers] = defaultdict(lambda: array("I"))
        for place in beginnings:
            by_letter[text[place + depth]].append(place)
        if depth:
            ends = by_letter.get(_END, _NOTHING)
            self._crowds[text[beginnings[0] : beginnings[0] + depth]] = self._picked(beginnings, ends)
        for letter in sorted(by_letter):
            self._sort(by_letter[letter], _SORTED_BY if letter == _END else depth + 1)

    def _picked(self, beginnings: _Numbers, ends: _Numbers) -> _Numbers:
        """Titles that are this and no more, and the first of those that begin so and of those that contain it.

        The first are the best known: the text was written in that order.
        """
        text = self._text
        whole = (place for place in ends if text[place - 1] == _END)
        outer = islice((place for place in beginnings if text[place - 1] == _END), _PICKED)
        inner = islice((place for place in beginnings if text[place - 1] != _END), _PICKED)
        return array("I", dict.fromkeys((*whole, *outer, *inner)))

    # Looking up

    def _title_at(self, place: int) -> int:
        return bisect_right(self._first, place) - 1

    def _range(self, typed: str, low: int = 0, high: int | None = None) -> tuple[int, int]:
        """The part of the places at which the text goes on as typed."""
        text, size = self._text, min(len(typed), _SORTED_BY)
        typed = typed[:size]
        low = bisect_left(self._places, typed, low, high, key=lambda place: text[place : place + size])
        return low, bisect_right(self._places, typed, low, high, key=lambda place: text[place : place + size])

    def _matching(self, typed: str) -> Iterable[int]:
        crowd = self._crowds.get(typed)
        if crowd is not None:
            return crowd
        low, high = self._range(typed)
        places = self._places[low:high]
        if len(typed) <= _SORTED_BY:
            return places
        return [place for place in places if self._text.startswith(typed, place)]

    def _score(self, place: int, size: int) -> float:
        """How well a text of this size fits that begins here: the whole title, its beginning, a word inside."""
        title = self._title_at(place)
        first = self._first[title]
        popularity = min(self._shows[self._owners[title]].popularity, 100.0)
        length = self._length(title)
        if place == first:
            return (300.0 if length == size else 200.0) + popularity + 30.0 * size / length
        return 100.0 + popularity + 30.0 * size / length

    def _length(self, title: int) -> int:
        after = self._first[title + 1] if title + 1 < len(self._first) else len(self._text)
        return after - self._first[title] - 1

    def _beginning(self, typed: str) -> dict[int, float]:
        """The shows with a word that begins so, by number, and how well each fits."""
        best: dict[int, float] = {}
        for place in self._matching(typed):
            number = self._owners[self._title_at(place)]
            score = self._score(place, len(typed))
            if score > best.get(number, 0.0):
                best[number] = score
        return best

    def _with_all(self, typed_words: list[str]) -> dict[int, float]:
        """The shows with a title that has all the words somewhere, whatever stands between: "slime season 2"."""
        best: dict[int, float] = {}
        longest, *others = sorted(typed_words, key=lambda word: (-len(word), word))
        for place in self._matching(longest) if others and len(longest) >= _LEAST else ():
            title = self._title_at(place)
            first = self._first[title]
            after = first + self._length(title)
            number = self._owners[title]
            if number not in best and all(self._text.find(word, first, after) >= 0 for word in others):
                best[number] = self._score(place, len(longest))
        return best

    # Near misses

    def _near(self, typed_words: list[str]) -> dict[int, float]:
        """The shows with a word that begins much as the text, by number, and how well each fits."""
        typed = "".join(typed_words)
        best: dict[int, float] = {}
        allowed = 1 if len(typed) < _TWO_ERRORS_FROM else 2 if len(typed) < _THREE_ERRORS_FROM else len(typed) // 6
        text, size = self._text, len(typed)
        places = list(self._places_near(typed))
        # An edit moves what follows, so texts cut to one length may look twice as far apart as they are.
        cut = (text[place : place + size] for place in places)
        for _, apart, at in process.extract_iter(typed, cut, scorer=OSA.distance, score_cutoff=2 * allowed):
            place = places[at]
            distance = self._distance(place, typed, int(apart))
            if distance > allowed:
                continue
            number = self._owners[self._title_at(place)]
            score = self._score(place, size) - _PER_ERROR * distance
            if score > best.get(number, 0.0):
                best[number] = score
        return best

    def _places_near(self, typed: str) -> Iterable[int]:
        """Where it is worth measuring. An error lies behind the shortest beginning that is no crowd, or inside it."""
        size = next((size for size in range(_LEAST, len(typed)) if typed[:size] not in self._crowds), len(typed))
        places = dict.fromkeys(self._matching(typed[:size]))
        for variant in _left_out_or_exchanged(typed):
            places.update(dict.fromkeys(self._matching(variant)))
        if len(typed) < _TWO_ERRORS_FROM:
            for variant in self._other_letters(typed, size):
                places.update(dict.fromkeys(self._matching(variant)))
        else:
            for title in self._alike(typed):
                first = self._first[title]
                places.update(dict.fromkeys(self._words_in(first, first + self._length(title))))
        return places

    def _other_letters(self, typed: str, size: int) -> Iterator[str]:
        """The text with one letter other or more, before this size; only letters that the titles have there."""
        for at in range(1, size):
            low, high = self._range(typed[:at])
            for letter in self._next_letters(typed[:at], low, high):
                if letter != typed[at]:
                    yield typed[:at] + letter + typed[at + 1 :]
                    yield typed[:at] + letter + typed[at:]

    def _next_letters(self, beginning: str, low: int, high: int) -> Iterator[str]:
        size = len(beginning)
        for _ in range(_ALPHABET):
            if low >= high:
                return
            letter = self._text[self._places[low] + size]
            if letter != _END:
                yield letter
            low = self._range(beginning + letter, low, high)[1]

    def _alike(self, typed: str) -> list[int]:
        """The titles that share most of the rarer trigrams of the text."""
        postings = sorted(
            (self._trigrams.get(trigram, _NOTHING) for trigram in dict.fromkeys(_trigrams(typed))), key=len
        )
        counts: Counter[int] = Counter()
        read = 0
        for posting in postings:
            if read and read + len(posting) > _POSTINGS:
                break
            counts.update(posting)
            read += len(posting)
        return [title for title, _ in counts.most_common(_NEAR)]

    def _words_in(self, start: int, end: int) -> Iterator[int]:
        place = start
        while 0 <= place < end:
            yield place
            place = self._begins.find(1, place + 1, end)

    def _distance(self, place: int, typed: str, least: int) -> int:
        """The edits between the text and what begins here, which may be a letter longer or shorter."""
        for size in (len(typed) + 1, len(typed) - 1):
            there = self._text[place : place + size]
            least = min(least, OSA.distance(typed, there, score_cutoff=least))
        return least

    # Labels

    def _suggestion(self, number: int) -> Suggestion:
        show = self._shows[number]
        label = _label(show)
        if label in self._labels:
            label = _cut(show.title, f" ({_what(show)}) · {show.id[-60:]}")
        return Suggestion(show.id, label)


def _best(scores: dict[int, float], limit: int) -> list[int]:
    """The best scored shows; of equal ones the better known first."""
    return nlargest(limit, scores, key=lambda number: (scores[number], -number))


def _left_out_or_exchanged(typed: str) -> list[str]:
    """The text without one of its letters, or with two neighbours exchanged."""
    shorter = [typed[:at] + typed[at + 1 :] for at in range(len(typed) - 1)]
    swapped = [typed[:at] + typed[at + 1] + typed[at] + typed[at + 2 :] for at in range(len(typed) - 1)]
    return [variant for variant in dict.fromkeys(shorter + swapped) if variant != typed]


def _trigrams(key: str) -> list[str]:
    """Trigrams of a title, each as often as it is there; pairs where every character is a word."""
    size = 3 if key.isascii() or not _UNSPACED.search(key) else 2
    return [key[at : at + size] for at in range(len(key) - size + 1)]


def _what(show: Show) -> str:
    kind = {"FILM": "film", "SPECIAL": "special"}.get(show.format, show.format)
    return f"{kind}, {show.year}" if show.year else kind


def _label(show: Show) -> str:
    """The title with what tells it from its namesakes: "Akudama Drive (TV, 2020)"."""
    return _cut(show.title, f" ({_what(show)})")


def _cut(title: str, tail: str) -> str:
    """Both, the title shortened where they are too long together."""
    room = LABEL_LENGTH - len(tail)
    return (title if len(title) <= room else title[: room - 1].rstrip() + "…") + tail


def _shared_labels(shows: Iterable[Show]) -> frozenset[str]:
    counts = Counter(map(_label, shows))
    return frozenset(label for label, count in counts.items() if count > 1)
