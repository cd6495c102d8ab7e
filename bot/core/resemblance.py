"""Finds the title that a name spelled otherwise means: by the rare words they share, then letter by letter."""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, Self

from rapidfuzz import fuzz

from bot.core.turns import Container

# A word that is in more titles than this tells little, and would make many candidates.
_RARE = 300
_SHORTEST_WORD = 3
_SHORTEST_NAME = 10
_SHORTEST_PART = 7
_LONG_WORD = 9
_CANDIDATES = 30
_LIKE = 90.0
_NEAR = 84.0
_MARGIN = 4.0
_SHORTER = 0.6  # what is shorter than this cannot be as like as `_NEAR`
# Of the words that differ: "buster" is "busters", but "slime" is not "sword".
_SAME_WORD = 80.0
_LEFT_OUT = 6
_FEW = 6
_ARTICLES = frozenset({"the", "a", "an", "series"})
# Ways to write one Japanese sound.
_SOUNDS = (("jy", "j"), ("zy", "j"), ("sy", "sh"), ("ty", "ch"), ("tsu", "tu"), ("dzu", "zu"), ("wo", "o"), ("ei", "e"))


class Likeness(NamedTuple):
    """The show that a name resembles most. `sure`: nothing else comes near, and what differs is spelling."""

    show_id: str
    score: float
    sure: bool


class Resemblance:
    """The longer titles of all shows by their rare words."""

    __slots__ = ("_postings", "_shows", "_titles")

    def __init__(self, titles: list[str], shows: list[str], postings: "dict[str, array[int]]") -> None:
        self._titles = titles  # the words of each, one blank between them
        self._shows = shows
        self._postings = postings

    @classmethod
    def build(cls, titles: Iterable[tuple[str, Sequence[str]]]) -> Self:
        """Index titles, each given by the id of its show and its words with long vowels written short."""
        texts: list[str] = []
        shows: list[str] = []
        found: dict[str, array[int]] = defaultdict(lambda: array("I"))
        for show_id, said in titles:
            text = " ".join(said)
            if len(text) < _SHORTEST_NAME or not text.isascii():
                continue
            for word in set(said):
                if len(word) >= _SHORTEST_WORD:
                    found[word].append(len(texts))
            texts.append(text)
            shows.append(show_id)
        for word in [word for word, at in found.items() if len(at) > _RARE]:
            del found[word]
        return cls(texts, shows, found)

    def nearest(self, said: Sequence[str]) -> Likeness | None:
        """The show of the title nearest to a name, given by its words with long vowels written short."""
        text = "".join(said)
        if len(text) < _SHORTEST_NAME or not text.isascii():
            return None
        shared: dict[int, int] = defaultdict(int)
        for word in dict.fromkeys(said):  # in order: which of two equals is looked at must not depend on chance
            size = len(word)
            for at in self._postings.get(word, ()):
                shared[at] += size
        sounded, digits = _sounded(text), _digits(text)
        best: dict[str, tuple[float, bool]] = {}
        short = self._shortened(said)
        if short:
            return Likeness(short, 100.0, sure=True)
        for at in sorted(shared, key=shared.__getitem__, reverse=True)[:_CANDIDATES]:
            words = self._titles[at].split()
            title = "".join(words)
            if not _SHORTER * len(title) <= len(text) <= len(title) / _SHORTER:
                continue
            score = fuzz.ratio(sounded, _sounded(title), score_cutoff=_NEAR)
            if score and _digits(title) == digits:
                same = score >= _LIKE and _is_spelling(said, words)
                best[self._shows[at]] = max(best.get(self._shows[at], (0.0, False)), (score, same))
        if not best:
            return None
        (show_id, (first, same)), *others = sorted(best.items(), key=lambda one: (-one[1][0], one[0]))
        second = others[0][1][0] if others else 0.0
        return Likeness(show_id, first, same and first - second >= _MARGIN)

    def only(self, word: str) -> str:
        """The only show that has a longer word in its titles; empty when there are none or several."""
        if len(word) < _LONG_WORD:
            return ""
        shows = {self._shows[at] for at in self._postings.get(word, ())}
        return shows.pop() if len(shows) == 1 else ""

    def holding(self, said: Sequence[str]) -> list[str]:
        """The shows with a title that has these words one behind the other in it; empty when they are many."""
        rarest = min((self._postings.get(word, array("I")) for word in said), key=lambda at: len(at) or _RARE)
        if len("".join(said)) < _SHORTEST_PART or len(rarest) > _CANDIDATES:
            return []
        part = f" {' '.join(said)} "
        shows = dict.fromkeys(self._shows[at] for at in rarest if part in f" {self._titles[at]} ")
        return list(shows) if len(shows) <= _FEW else []

    def containers(self) -> Iterator[Container]:
        """As `TitleIndex.containers`."""
        yield self._titles
        yield self._postings

    def _shortened(self, said: Sequence[str]) -> str:
        """The only show with a title that begins and ends with the name and has its words in order: "Patlabor EZY"."""
        rarest = min((self._postings.get(word, array("I")) for word in said), key=lambda at: len(at) or _RARE)
        if len(rarest) > _FEW:
            return ""
        shows = {self._shows[at] for at in rarest if _is_inside(said, self._titles[at].split())}
        return shows.pop() if len(shows) == 1 else ""


def _is_inside(name: Sequence[str], title: Sequence[str]) -> bool:
    if len(name) < 2 or name[0] != title[0] or name[-1] != title[-1]:
        return False
    rest = iter(title)
    return all(word in rest for word in name)


def _is_spelling(name: Sequence[str], title: Sequence[str]) -> bool:
    """True when the words that are not in both are the same words written otherwise, or one short word too many."""
    mine, other = Counter(name), Counter(title)
    here, there = "".join((mine - other).elements()), "".join((other - mine).elements())
    if not here:
        return len(there) <= _LEFT_OUT
    if not there:
        return _ARTICLES.issuperset(mine - other)
    return fuzz.ratio(_sounded(here), _sounded(there)) >= _SAME_WORD


def _sounded(text: str) -> str:
    for written, sound in _SOUNDS:
        text = text.replace(written, sound)
    return text


def _digits(text: str) -> str:
    return "" if text.isalpha() else "".join(filter(str.isdigit, text))
