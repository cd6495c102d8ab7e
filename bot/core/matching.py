"""Finds the shows that a text names: every title in it, judged by what stands around it, and ambiguity said aloud."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bot.core.models import Show
from bot.core.titles import STARTS, Name, Strength, TitleIndex, Word

# The most words a title has in the catalogue is 40; what is longer is found by its beginning.
_MOST_WORDS = 32
_LOOSE_FROM = 10
_DISTINCTIVE = 18
_DISTINCT_WORD = 6
_BETTER_KNOWN = 2.0
_COMING_YEARS = 1.0
_NEAR_YEARS = 4.0
_FAR_YEARS = 5.0
_UNDATED_YEARS = 3.0

_QUOTES = re.compile(
    r"“([^“”]{1,160})”|‘(.{1,160}?)’(?!\w)|\"([^\"]{1,160})\"|「([^」]{1,120})」|『([^』]{1,120})』"
    r"|《([^》]{1,120})》|«([^»]{1,160})»|„([^“”]{1,160})[“”]|【([^】]{1,80})】"
    r"|(?:(?<=^)|(?<=[\s(:]))['‘](?=\S)(.{1,160}?)(?<=[^\s,])['’](?=$|[\s,.:;!?)])"
)
_KATAKANA = re.compile(r"[\u30a0-\u30ff]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_BOUNDARY = re.compile(
    r"[,:;!?()\[\]|\"“”‘’「」『』《》«»„【】・…•→、。]|\.(?=\s|$)|\s/\s|\s[-–—~〜～―]|[-–—~〜～―]\s|(?<=\s)'|'(?=\s|$)"
)
_NUMBER = re.compile(r"\d{1,4}(?:st|nd|rd|th)?|i{1,3}|iv|vi{0,3}|ix|s\d")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name found in a text: the words `first` to `last` (inclusive), and the shows it may mean, likeliest first.

    `quoted`: it fills a pair of quotation marks. More than one name left means that no one can tell.
    """

    first: int
    last: int
    start: int
    end: int
    names: tuple[Name, ...]
    quoted: bool

    @property
    def show(self) -> Show | None:
        """The show when it is certain."""
        return self.names[0].show if len(self.names) == 1 else None


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The words of a language that may stand beside an unquoted title.

    `ordinary`: titles that before "anime" read as plain words ("another", "major"). `generic`: all of them together:
    a title made of nothing else ("Second Season") is no name.
    """

    before: frozenset[str]
    after: frozenset[str]
    weak: frozenset[str]
    anime: frozenset[str]
    ordinary: frozenset[str]
    generic: frozenset[str]


class _Candidate(NamedTuple):
    first: int
    last: int
    key: str
    names: tuple[Name, ...]


def quotes(text: str) -> list[tuple[int, int]]:
    """The spans between quotation marks."""
    found = []
    for match in _QUOTES.finditer(text):
        group = match.lastindex or 0
        found.append(match.span(group))
    return found


def mentions(
    text: str,
    words: Sequence[Word],
    index: TitleIndex,
    neighbours: Neighbours,
    published: dt.date | None,
    also: "Also | None" = None,
) -> list[Mention]:
    """The names that the text uses as names, in order: the longest reading that fits what stands around it."""
    quoted = quotes(text)
    candidates = _candidates(words, _beginnings(text, words), index, also)
    candidates.sort(key=lambda each: (-len(each.key), each.first))
    taken: list[tuple[int, int]] = []
    found: list[Mention] = []
    for candidate in candidates:
        if any(candidate.first <= last and first <= candidate.last for first, last in taken):
            continue
        fills, left, right = _surroundings(candidate, text, words, quoted, neighbours)
        trusted = also is not None and any(name.show.id in also.shows for name in candidate.names)
        if not _is_name(candidate, text, words, (fills, left, right), neighbours, index, trusted=trusted):
            # What lies inside a longer title is part of that title, whether or not the title is believed.
            if len(candidate.key) >= _DISTINCTIVE:
                taken.append((candidate.first, candidate.last))
            continue
        taken.append((candidate.first, candidate.last))
        candidate = _without_number(candidate, candidates, words, neighbours)  # noqa: PLW2901
        names = candidate.names
        if trusted and also is not None:
            names = tuple(name for name in names if name.show.id in also.shows)
        found.append(_mention(candidate, words, names, published, quoted=fills))
    found.extend(_cut_short(words, index, quoted, taken, published, neighbours))
    return sorted(found, key=lambda mention: mention.first)


def _without_number(
    candidate: _Candidate, candidates: Sequence[_Candidate], words: Sequence[Word], neighbours: Neighbours
) -> _Candidate:
    """The same show by the shorter name when the rest only counts: "Mob Psycho 100" of "Mob Psycho 100 II"."""
    shows = {name.show.id for name in candidate.names}
    for other in candidates:
        if other.first != candidate.first or other.last >= candidate.last:
            continue
        rest = words[other.last + 1 : candidate.last + 1]
        if shows & {name.show.id for name in other.names} and all(_is_generic(word.folded, neighbours) for word in rest):
            return other._replace(names=candidate.names)
    return candidate


@dataclass(frozen=True, slots=True)
class Also:
    """What another text of the entry tells: shows it certainly names, and names it explains ("Red Cat (Akaneko)")."""

    shows: frozenset[str]
    names: Mapping[str, tuple[Name, ...]]


def explained(text: str, words: Sequence[Word], found: Sequence[Mention]) -> Also:
    """What the shows named in a text may be called besides.

    The words before a bracket that holds a known title ("Red Cat (Akaneko)"), and the beginning and the end of a
    title that is written out ("Puella Magi Madoka Magica" is "Madoka Magica" elsewhere).
    """
    names: dict[str, tuple[Name, ...]] = {}
    for mention in found:
        if not mention.show:
            continue
        if "(" in text[max(0, mention.start - 2) : mention.start]:
            key = ""
            for at in range(mention.first - 1, max(-1, mention.first - 1 - _MOST_WORDS), -1):
                key = words[at].folded + key
                if mention.first - at >= 2 and len(key) >= _LOOSE_FROM:
                    names[key] = (mention.names[0],)
        inside = [word.folded for word in words[mention.first : mention.last + 1]]
        for cut in range(1, len(inside)):
            for part in (inside[:cut], inside[cut:]):
                if len("".join(part)) >= (_LOOSE_FROM if len(part) > 1 else _DISTINCT_WORD):
                    names.setdefault("".join(part), (mention.names[0],))
    return Also(frozenset(mention.show.id for mention in found if mention.show), names)


def _candidates(
    words: Sequence[Word], firsts: Sequence[int], index: TitleIndex, also: Also | None
) -> list[_Candidate]:
    found: list[_Candidate] = []
    if also is not None and also.names:
        found = _also_candidates(words, also)
    count, longest = len(words), index.longest
    named, starts = index.named, index.starts
    for first in firsts:
        key = loose = ""
        checks = iter(STARTS)
        check = next(checks)
        for last in range(first, min(count, first + _MOST_WORDS)):
            word = words[last]
            key += word.folded
            loose += word.loose
            size = len(key)
            while size >= check and (starts(key, check) or (loose != key and starts(loose, check))):
                check = next(checks, longest + 1)
            if size >= check:
                break
            names = named(key)
            if not names and size >= _LOOSE_FROM:
                if loose != key:
                    names = named(loose)
                if not names and key[-1] == "s":
                    names = named(key[:-1])  # web addresses lose the apostrophe of a possessive
            if names:
                found.append(_Candidate(first, last, key, names))
    return found


def _beginnings(text: str, words: Sequence[Word]) -> list[int]:
    """Where a name can begin: in prose with capitals, at a word that has one."""
    if text.islower() or text.isupper():
        return list(range(len(words)))
    return [at for at, word in enumerate(words) if at == 0 or not text[word.start].islower()]


def _also_candidates(words: Sequence[Word], also: Also) -> list[_Candidate]:
    found = []
    for first in range(len(words)):
        key = ""
        for last in range(first, min(len(words), first + _MOST_WORDS)):
            key += words[last].folded
            if key in also.names:
                found.append(_Candidate(first, last, key, also.names[key]))
    return found


def _surroundings(
    candidate: _Candidate,
    text: str,
    words: Sequence[Word],
    quoted: Sequence[tuple[int, int]],
    neighbours: Neighbours,
) -> tuple[bool, int, int]:
    """Whether the candidate fills a quotation, and how well its left and right end stand apart: 0 not, 1 weakly, 2."""
    start, end = words[candidate.first].start, words[candidate.last].end
    for opening, closing in quoted:
        if opening <= start and end <= closing and not text[opening:start].strip(" \t'“”") and start - opening < 3:
            rest = text[end:closing].strip(" .!?☆★♪♥…'’*~-")
            if not rest:
                return True, 2, 2
    return False, _left(candidate, text, words, neighbours), _right(candidate, text, words, neighbours)


def _left(candidate: _Candidate, text: str, words: Sequence[Word], neighbours: Neighbours) -> int:
    if candidate.first == 0:
        return 2
    word, before = words[candidate.first], words[candidate.first - 1]
    between = text[before.end : word.start]
    if _UNSPACED.match(word.folded) and not between:
        return _script_edge(before.folded, word.folded)
    if ":" in between:  # "Castlevania: Nocturne" is one name, "News: Nocturne" are two
        return 2 if before.folded in neighbours.before or before.folded in neighbours.after else 1
    if _BOUNDARY.search(between) or before.possessive:
        return 2
    if before.folded in neighbours.weak:
        noun = words[candidate.first - 2].folded if candidate.first > 1 else ""
        return 2 if noun in neighbours.before or _NUMBER.fullmatch(noun) else 1
    if before.folded in neighbours.before or _NUMBER.fullmatch(before.folded):
        return 2
    return 0


def _right(candidate: _Candidate, text: str, words: Sequence[Word], neighbours: Neighbours) -> int:
    word = words[candidate.last]
    if candidate.last == len(words) - 1 or word.possessive:
        return 2
    after = words[candidate.last + 1]
    between = text[word.end : after.start]
    if _UNSPACED.match(word.folded) and not between:
        return _script_edge(after.folded, word.folded)
    if ":" in between and not _is_generic(after.folded, neighbours):
        return 1
    if _BOUNDARY.search(between):
        return 2
    if after.folded in neighbours.weak:  # "is getting" goes on with the title's sentence, "is the new black" does not
        verb = words[candidate.last + 2].folded if candidate.last + 2 < len(words) else ""
        return 2 if verb in neighbours.after else 1
    if after.folded in neighbours.after or _NUMBER.fullmatch(after.folded):
        return 2
    return 0


def _script_edge(outside: str, inside: str) -> int:
    """Without blanks a change of script is the edge of a word; kanji beside kanji and kana beside kana are not."""
    for script in (_KATAKANA, _HAN):
        if script.match(inside) and script.match(outside):
            return 0
    return 1


def _is_name(
    candidate: _Candidate,
    text: str,
    words: Sequence[Word],
    surroundings: tuple[bool, int, int],
    neighbours: Neighbours,
    index: TitleIndex,
    *,
    trusted: bool,
) -> bool:
    fills, left, right = surroundings
    size, count = len(candidate.key), candidate.last - candidate.first + 1
    start, end = words[candidate.first].start, words[candidate.last].end
    if _UNSPACED.search(candidate.key):
        return fills or (size >= 4 and left > 0 and right > 0) or size >= 8
    plain = [_is_generic(words[at].folded, neighbours) for at in range(candidate.first, candidate.last + 1)]
    if fills:
        own = min(name.strength for name in candidate.names) == Strength.OWN
        return (size > 1 or text[start:end].isupper()) and (own or not all(plain))
    if candidate.key.isdigit() and count == 1:
        return candidate.first == 0 and size > 1 and right == 2
    if count < 4 and all(plain):
        if count > 1 or candidate.key not in neighbours.ordinary:
            return False
        of = candidate.first > 1 and words[candidate.first - 1].folded in neighbours.weak
        return left == right == 2 and (trusted or of or _has_own_mark(candidate, text, end))
    if trusted and left + right >= 2:
        return True
    if count == 1 or size <= 5:
        of = candidate.first > 1 and words[candidate.first - 1].folded in neighbours.weak
        if left < 2 or (right < 2 and not of):
            return False
        if count == 1 and candidate.key in index.common and not _is_followed(candidate, words, neighbours):
            return False
        return size > 3 or (size > 1 and text[start:end].isupper() and not text.isupper())
    if size >= _DISTINCTIVE and count >= 3:
        return left > 0 or right > 0
    return left > 0 and right > 0 and left + right >= 3


def _is_followed(candidate: _Candidate, words: Sequence[Word], neighbours: Neighbours) -> bool:
    """True when the next word says that the one before is an anime."""
    return candidate.last + 1 < len(words) and words[candidate.last + 1].folded in neighbours.anime


def _is_generic(word: str, neighbours: Neighbours) -> bool:
    return word in neighbours.generic or _NUMBER.fullmatch(word) is not None


def _has_own_mark(candidate: _Candidate, text: str, end: int) -> bool:
    """True for a mark that only the title explains: "Free! anime", in the middle of a sentence."""
    if text[end : end + 1] not in ("!", "+") or not text[end + 1 :].strip("!"):
        return False
    return any(title.text.endswith(text[end]) for name in candidate.names for title in name.show.titles)


def _mention(
    candidate: _Candidate, words: Sequence[Word], names: tuple[Name, ...], published: dt.date | None, *, quoted: bool
) -> Mention:
    return Mention(
        candidate.first,
        candidate.last,
        words[candidate.first].start,
        words[candidate.last].end,
        choose(names, published),
        quoted,
    )


def _cut_short(
    words: Sequence[Word],
    index: TitleIndex,
    quoted: Sequence[tuple[int, int]],
    taken: Sequence[tuple[int, int]],
    published: dt.date | None,
    neighbours: Neighbours,
) -> list[Mention]:
    """Names of which only the beginning is written: they fill a quotation, or the text up to "anime"."""
    spans = []
    for opening, closing in quoted:
        spans.append([at for at, word in enumerate(words) if opening <= word.start and word.end <= closing])
    if not taken and not spans:
        stop = next((at for at, word in enumerate(words) if word.folded in neighbours.after), 0)
        spans.append(list(range(stop)))
    found = []
    for inside in spans:
        if len(inside) < 3 or any(first <= inside[-1] and inside[0] <= last for first, last in taken):
            continue
        names = index.continued("".join(words[at].folded for at in inside))
        if len(names) == 1:
            candidate = _Candidate(inside[0], inside[-1], "", names)
            found.append(_mention(candidate, words, names, published, quoted=True))
    return found


def choose(names: Sequence[Name], published: dt.date | None) -> tuple[Name, ...]:
    """One name where one is clearly meant; otherwise all that remain possible, likeliest first."""
    if len(names) == 1:
        return (names[0],)
    ranked = sorted(names, key=lambda name: (-_weight(name), name.show.id))
    best = min(name.strength for name in names)
    close = [name for name in ranked if name.strength <= max(best, Strength.ALIAS)]
    current = _current(close, published, _COMING_YEARS)
    if current:
        return (current,)
    if close[0].strength == Strength.OWN and len(close) == 1:
        return (close[0],)
    if _weight(ranked[0]) >= _BETTER_KNOWN * max(_weight(ranked[1]), 1.0):
        return (ranked[0],)
    if ranked[0] not in close:
        return tuple(ranked)
    current = _current(close, published, _NEAR_YEARS)
    return (current,) if current else tuple(close)  # may be a single one


def _current(names: Sequence[Name], published: dt.date | None, years: float) -> Name | None:
    """The only one of the names that was on at the time, all others being years away."""
    if published is None or len(names) < 2:
        return None
    distances = sorted((_distance(name.show, published), at) for at, name in enumerate(names))
    (nearest, at), (second, _) = distances[0], distances[1]
    return names[at] if nearest <= years and second >= nearest + _FAR_YEARS else None


# A show's own title says more than a synonym, which catalogues collect loosely.
_TRUST = {Strength.OWN: 1.0, Strength.ALIAS: 0.6, Strength.BASE: 0.6, Strength.HEAD: 0.5}


def _weight(name: Name) -> float:
    return (name.show.popularity + 1.0) * _TRUST[name.strength]


def _distance(show: Show, published: dt.date) -> float:
    """Years between the day and the nearest instalment of the show; one without a date is as good as upcoming."""
    now = published.year + (published.month - 1) / 12
    found = []
    for instalment in show.instalments:
        if instalment.date is None:
            found.append(_UNDATED_YEARS)
        else:
            year, month, _ = instalment.date.earliest
            found.append(abs(year + (month - 1) / 12 - now))
    return min(found, default=99.0)
