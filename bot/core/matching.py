"""Finds the shows that a text names: every title in it, judged by what stands around it, and ambiguity said aloud."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bot.core.edges import Edges, Neighbours, is_unspaced
from bot.core.folding import Word
from bot.core.models import Show
from bot.core.titles import MOST_WORDS, Candidate, Name, Strength, TitleIndex

_LOOSE_FROM = 10
_DISTINCTIVE = 18
_LONG = 14
_DISTINCT_WORD = 6
_SHORT = 6
_LEAST_QUOTED = 3
_LEAST_UNQUOTED = 4
_BETTER_KNOWN = 2.0
# Popularity grows with the logarithm of the rank: 80 is among the first 200 shows, 55 behind the first 5,000.
FAMOUS = 80.0
_FAR_LESS_KNOWN = 25.0
_WELL_KNOWN = 55.0
_COMING_YEARS = 1.0
_REMAKE_YEARS = 2.0
_NEAR_YEARS = 4.0
_FAR_YEARS = 5.0
_UNDATED_YEARS = 3.0


class Mention(NamedTuple):
    """A name found in a text: the words `first` to `last` (inclusive), and the shows it may mean, likeliest first.

    `quoted`: it fills a pair of quotation marks. `counted`: the title goes on with a number, which is not in it.
    `counts`: the name itself says which season it is of.
    More than one name left means that no one can tell.
    """

    first: int
    last: int
    start: int
    end: int
    names: tuple[Name, ...]
    quoted: bool
    counted: bool = False
    counts: bool = False

    @property
    def own_season(self) -> int | None:
        """The season that the name is of, where its last words do not count it: "Lamp Season 2: The Flame"."""
        slots = {name.slot for name in self.names}
        slot = slots.pop() if len(slots) == 1 else ""
        number = int(slot.removeprefix("season-")) if slot.startswith("season-") else 0
        return number if number > 1 and self.counts else None

    @property
    def show(self) -> Show | None:
        """The show when it is certain."""
        return self.names[0].show if len(self.names) == 1 else None


def mentions(  # noqa: PLR0917 (one text and what is known beside it)
    text: str,
    words: Sequence[Word],
    quoted: Sequence[tuple[int, int]],
    index: TitleIndex,
    neighbours: Neighbours,
    published: dt.date | None,
    also: "Also | None" = None,
    *,
    by_capitals: bool = False,
) -> list[Mention]:
    """The names that the text uses as names, in order: the longest reading that fits what stands around it.

    `by_capitals`: where the other words have no capitals, these tell where a name ends. (Beside headlines texts name
    too much in passing for that.)
    """
    edges = Edges(text, words, quoted, neighbours, index.common, by_capitals=by_capitals and not text.islower())
    candidates = index.inside(words, _beginnings(text, words))
    if also is not None and also.names:
        candidates += _also_candidates(words, also)
    candidates.sort(key=lambda each: (-len(each.key), each.first))
    taken: list[tuple[int, int]] = []
    found: list[Mention] = []
    left = [_of_year(candidate, edges) for candidate in candidates]
    for _ in range(2):  # a name that was found is the edge of the one beside it
        rejected = []
        for candidate in left:
            if any(candidate.first <= last and first <= candidate.last for first, last in taken):
                continue
            trusted = also is not None and any(name.show.id in also.shows for name in candidate.names)
            if candidate.names and _is_name(candidate, edges, trusted=trusted):
                taken.append((candidate.first, candidate.last))
                edges.ends.add(candidate.last)
                edges.beginnings.add(candidate.first)
                names = tuple(name for name in candidate.names if not trusted or (also and name.show.id in also.shows))
                found.append(_mention(candidate._replace(names=names), candidates, words, edges, published))
            else:
                rejected.append(candidate)
                # What lies inside a longer title is part of that title, whether or not the title is believed, unless
                # the longer one only counts: "Mob Psycho 100" of "Mob Psycho 100 II".
                if len(candidate.key) >= _DISTINCTIVE and _without_number(candidate, candidates, edges) is candidate:
                    taken.append((candidate.first, candidate.last))
        if not found or not rejected:
            break
        left = rejected
    found.extend(_cut_short(words, index, edges, taken, published))
    return sorted(found, key=lambda mention: mention.first)


def _of_year(candidate: Candidate, edges: Edges) -> Candidate:
    """Only the shows of that year where the title has one behind it: "Fruits Basket (2019)"."""
    year = edges.year_behind(candidate.last)
    if year is None:
        return candidate
    return candidate._replace(names=tuple(name for name in candidate.names if year in _years(name.show)))


def _years(show: Show) -> set[int]:
    years = {instalment.date.year for instalment in show.instalments if instalment.date}
    return years | {show.year} if show.year else years


def _without_number(candidate: Candidate, candidates: Sequence[Candidate], edges: Edges) -> Candidate:
    """The same show by the shorter name when the rest only counts: "Mob Psycho 100" of "Mob Psycho 100 II"."""
    if all(name.slot in {"", "season-1"} for name in candidate.names):
        return candidate  # "Ga Ii" counts nothing
    shows = {name.show.id for name in candidate.names}
    for other in candidates:
        if other.first != candidate.first or other.last >= candidate.last:
            continue
        if shows & {name.show.id for name in other.names} and edges.is_plain(other.last + 1, candidate.last):
            return _without_number(other, candidates, edges)
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
            for at in range(mention.first - 1, max(-1, mention.first - 1 - MOST_WORDS), -1):
                key = words[at].folded + key
                if mention.first - at >= 2 and len(key) >= _LOOSE_FROM:
                    names[key] = (mention.names[0],)
        inside = [word.folded for word in words[mention.first : mention.last + 1]]
        for cut in range(1, len(inside)):
            for part in (inside[:cut], inside[cut:]):
                if len("".join(part)) >= (_LOOSE_FROM if len(part) > 1 else _DISTINCT_WORD):
                    names.setdefault("".join(part), (mention.names[0],))
    return Also(frozenset(mention.show.id for mention in found if mention.show), names)


def _beginnings(text: str, words: Sequence[Word]) -> list[int]:
    """Where a name can begin: in prose with capitals, at a word that has one."""
    if text.islower() or text.isupper():
        return list(range(len(words)))
    return [at for at, word in enumerate(words) if at == 0 or not text[word.start].islower()]


def _also_candidates(words: Sequence[Word], also: Also) -> list[Candidate]:
    found = []
    for first in range(len(words)):
        key = ""
        for last in range(first, min(len(words), first + MOST_WORDS)):
            key += words[last].folded
            if key in also.names:
                found.append(Candidate(first, last, key, also.names[key]))
    return found


def _is_name(  # noqa: C901 (the tests stand in the order of their weight)
    candidate: Candidate,
    edges: Edges,
    *,
    trusted: bool,
) -> bool:
    """Whether the words are used as a name: the shorter and commoner they are, the more must speak for it."""
    fills, left, right = edges.of(candidate.first, candidate.last)
    size, count = len(candidate.key), candidate.last - candidate.first + 1
    if is_unspaced(candidate.key):
        return fills or (size >= 4 and left > 0 and right > 0) or size >= 8
    plain = edges.is_plain(candidate.first, candidate.last)
    if fills:
        own = min(name.strength for name in candidate.names) == Strength.OWN
        return (size > 1 or edges.is_upper(candidate.first, candidate.last)) and (
            own or not plain or edges.is_followed(candidate.last)
        )
    if candidate.key.isdigit() and count == 1:
        return candidate.first == 0 and size > 1 and right == 2
    of = edges.is_of(candidate.first)
    if count < 4 and plain:
        if count > 1 or not edges.is_ordinary(candidate.key):
            return False
        return left == right == 2 and (trusted or of or edges.has_own_mark(candidate.names, candidate.last))
    if trusted and left + right >= 2:
        return True
    if (
        count == 1
        and size >= _DISTINCT_WORD
        and edges.owns_anime(candidate.last)
        and not edges.is_common(candidate.key)
    ):
        return max(name.show.popularity for name in candidate.names) >= _WELL_KNOWN  # "over Lamp's anime delay"
    if count == 1 or size <= 5:
        if left < 2 or (right < 2 and not (of and right)):
            return False
        if count == 1 and edges.is_common(candidate.key) and not edges.is_followed(candidate.last):
            # "MAO"
            is_upper = edges.is_upper(candidate.first, candidate.last)
            return is_upper and edges.is_so_written(candidate.names, candidate.first, candidate.last)
        return size > 3 or (size > 1 and edges.is_upper(candidate.first, candidate.last))
    if not right and left == 2:
        return _goes_on(candidate, edges)
    if right == 2 and (left == 1 or (of and edges.is_last(candidate.last))):  # "malas noticias para Two Lamps"
        return count > 1 and size > _SHORT
    return left > 0 and right > 0 and left + right >= 3


def _goes_on(candidate: Candidate, edges: Edges) -> bool:
    """Whether the words are a name though others follow that may belong to it."""
    size, count = len(candidate.key), candidate.last - candidate.first + 1
    if edges.is_of_arc(candidate.last):
        return size > _SHORT
    if count < 3:
        return False
    if edges.is_address() and candidate.first == 0 and count > 3 and size >= _DISTINCTIVE:
        return True
    if candidate.first == 0 and size >= _LONG and edges.is_told_of(candidate.last):
        return min(name.strength for name in candidate.names) <= Strength.ALIAS  # "A Whole Long Title Hits Theaters"
    return size >= _DISTINCTIVE and edges.is_followed_soon(candidate.last)  # "X Magical Girl TV Anime"


def _mention(
    candidate: Candidate,
    candidates: Sequence[Candidate],
    words: Sequence[Word],
    edges: Edges,
    published: dt.date | None,
) -> Mention:
    fills, _, _ = edges.of(candidate.first, candidate.last)
    shorter = _without_number(candidate, candidates, edges)
    return Mention(
        shorter.first,
        shorter.last,
        words[shorter.first].start,
        edges.end_with_own_mark(candidate.names, shorter.last),
        choose(candidate.names, published),
        quoted=fills,
        counted=shorter is not candidate,
        counts=shorter is candidate and edges.counts(candidate.first, candidate.last),
    )


def _cut_short(
    words: Sequence[Word],
    index: TitleIndex,
    edges: Edges,
    taken: Sequence[tuple[int, int]],
    published: dt.date | None,
) -> list[Mention]:
    """Names of which only the beginning is written: they fill a quotation, or the text up to "anime"."""
    spans = [
        [at for at, word in enumerate(words) if opening <= word.start and word.end <= closing]
        for opening, closing in edges.quoted
    ]
    spans = [inside for inside in spans if len(inside) >= _LEAST_QUOTED]
    if not taken and not spans:
        stop = edges.first_behind()
        if stop >= _LEAST_UNQUOTED - edges.is_counted(stop):
            spans.append(list(range(stop)))
    found = []
    for inside in spans:
        if any(first <= inside[-1] and inside[0] <= last for first, last in taken):
            continue
        names = index.continued("".join(words[at].folded for at in inside))
        if len(names) == 1:
            first, last = inside[0], inside[-1]
            chosen = choose(names, published)
            found.append(Mention(first, last, words[first].start, words[last].end, chosen, quoted=True))
    return found


def choose(names: Sequence[Name], published: dt.date | None) -> tuple[Name, ...]:
    """One name where one is clearly meant; otherwise all that remain possible, likeliest first."""
    if len(names) == 1:
        return (names[0],)
    ranked = sorted(names, key=lambda name: (-_weight(name), name.show.id))
    best = min(name.strength for name in names)
    close = [name for name in ranked if name.strength <= max(best, Strength.ALIAS)]
    current = _current(close, published, _COMING_YEARS) or _current(_titled(ranked), published, _REMAKE_YEARS)
    if current:
        return (current,)
    if close[0].strength == Strength.OWN and len(close) == 1:
        return (close[0],)
    if _weight(ranked[0]) >= _BETTER_KNOWN * max(_weight(ranked[1]), 1.0) or _is_famous(ranked):
        return (ranked[0],)
    if ranked[0] not in close:
        return tuple(ranked)
    current = _current(close, published, _NEAR_YEARS)
    return (current,) if current else tuple(close)  # may be a single one


def _titled(names: Sequence[Name]) -> list[Name]:
    """Those with the name as their title, were it not for what tells them from others: "Lamp (2026)"."""
    return [name for name in names if name.strength in (Strength.OWN, Strength.BASE) and not name.slot]


def _is_famous(ranked: Sequence[Name]) -> bool:
    """True when the first is known to everyone, and the others to few: "Demon Slayer" is not "Onigiri"."""
    first, others = ranked[0].show.popularity, ranked[1:]
    return first >= FAMOUS and all(first - other.show.popularity >= _FAR_LESS_KNOWN for other in others)


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
