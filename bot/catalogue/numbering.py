"""Numbers a show's entries as a fan counts them: seasons, films, OVAs, specials."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.catalogue.names import Name, fold, parse
from bot.catalogue.offline import OfflineEntry
from bot.core.models import Part

LONG_SERIES_EPISODES = 5
LONG_NET_EPISODES = 10
# Two halves of one season lie no further apart than this; a later "Part II" is a season of its own.
HALVES_YEARS = 2
# Words beside a show's name that announce a small companion of it rather than a season.
COMPANIONS = frozenset(
    {
        *("wan", "mini", "petit", "petite", "puchi", "puchitto", "chibi", "chimi", "chara", "gaiden", "chuugakkou"),
        *("theater", "theatre", "gekijou", "short", "shorts", "radio", "picture", "drama", "spin-off"),
        *("spinoff", "4-koma", "yonkoma", "diaries", "parody", "juchang"),
    }
)
NOT_SEASONS = frozenset({"recap", "pv", "special", "ova", "film"})
_SEASONS = ("WINTER", "SPRING", "SUMMER", "FALL", "UNDEFINED")
# The numbers that a later season's titles may skip: what lies further ahead is part of a name.
MOST_SKIPPED = 4
SHORT_MINUTES = 12


@dataclass(frozen=True, slots=True)
class Slot:
    """A numbered part of a show and the entries that it is made of."""

    part: Part
    number: int
    entries: tuple[OfflineEntry, ...]

    @property
    def name(self) -> str:
        return f"{self.part.value}-{self.number}"


def age(entry: OfflineEntry) -> tuple[int, int, str]:
    """An order from old to new; what has no date yet is the newest."""
    return (entry.year or 9999, _SEASONS.index(entry.season), min(entry.sources))


def names_of(entry: OfflineEntry) -> list[Name]:
    """Give all of an entry's titles, taken apart."""
    return [parse(text) for text in dict.fromkeys((entry.title, *entry.synonyms))]


def is_series(entry: OfflineEntry) -> bool:
    """True for what runs like a season: on television, or in some length on the net."""
    if entry.type == "TV":
        return True
    if entry.type != "ONA" or companion_words(entry.title):
        return False
    return entry.episodes >= LONG_SERIES_EPISODES or (
        entry.episodes == 0 and any((parse(text).season or 1) > 1 for text in (entry.title, *entry.synonyms))
    )


def companion_words(title: str) -> frozenset[str]:
    """Give the words of a title that tell of a small companion."""
    words = fold(title)
    for sign in ":!?,~()[]「」・":
        words = words.replace(sign, " ")
    return COMPANIONS & set(words.split())


def first_of(members: Sequence[OfflineEntry]) -> OfflineEntry:
    """Give the entry by which the show is known: its first series, else its first OVA, film or special."""
    series = [entry for entry in members if is_series(entry) and not companion_words(entry.title)]
    long = [entry for entry in series if entry.type == "TV" or entry.episodes >= LONG_NET_EPISODES]
    first = next(iter(long or series), None)
    if first is None:
        order = ("TV", "OVA", "ONA", "MOVIE", "SPECIAL", "UNKNOWN")
        return min(members, key=lambda entry: order.index(entry.type))
    # FLCL was an OVA long before "FLCL Progressive" was a series.
    key = parse(first.title).key
    earlier = members[: members.index(first)]
    named = [entry for entry in earlier if entry.type == "OVA" and _begins(key, parse(entry.title).key)]
    return named[0] if named else first


def _begins(key: str, start: str) -> bool:
    return key != start and len(start) > 2 and key.startswith(start)


def number(
    members: Sequence[OfflineEntry], first: OfflineEntry, decided: Mapping[str, int] | None = None
) -> list[Slot]:
    """Give the slots of a show's entries, which stand from old to new.

    `decided` gives the season number of an entry, by its address, where people decided it; 0: it is no season.
    """
    by_hand = {
        id(entry): decided[source] for entry in members for source in entry.sources if decided and source in decided
    }
    parts = {id(entry): _part(entry, first, by_hand.get(id(entry))) for entry in members}
    seasons = [entry for entry in members if parts[id(entry)] is Part.SEASON]
    slots = _seasons(seasons, first, by_hand)
    counts: Counter[Part] = Counter()
    for entry in members:
        part = parts[id(entry)]
        if part is not Part.SEASON:
            counts[part] += 1
            slots.append(Slot(part, counts[part], (entry,)))
    return slots


def _part(entry: OfflineEntry, first: OfflineEntry, decided: int | None) -> Part:
    if decided:
        return Part.SEASON
    if entry is first:
        return {"MOVIE": Part.FILM, "OVA": Part.OVA, "SPECIAL": Part.SPECIAL}.get(entry.type, Part.SEASON)
    if entry.type == "MOVIE":
        return Part.FILM
    if decided is None and is_series(entry) and _is_season(entry, first):
        return Part.SEASON
    return Part.OVA if entry.type == "OVA" else Part.SPECIAL


def _is_season(entry: OfflineEntry, first: OfflineEntry) -> bool:
    name = parse(entry.title)
    if name.marks & NOT_SEASONS or companion_words(entry.title) - companion_words(first.title):
        return False
    if entry.type == "TV":
        return True
    if entry.minutes is not None and entry.minutes < SHORT_MINUTES:
        return False
    if first.type == "ONA":
        return True
    # On the net beside a television series: a season only when it counts on from the show's own name.
    own = {each.key for each in names_of(first)}
    return any((each.season or each.part or 1) > 1 and each.key in own for each in names_of(entry)) or (
        entry.minutes is not None and parse(first.title).head == name.head
    )


def _seasons(seasons: Sequence[OfflineEntry], first: OfflineEntry, by_hand: Mapping[int, int]) -> list[Slot]:
    own_numbers = {name.season for name in names_of(first) if name.plain_number}
    found: dict[int, list[OfflineEntry]] = defaultdict(list)
    current = 0
    for entry in seasons:
        if decided := by_hand.get(id(entry)):
            current = decided
        elif not current:
            current = _first_number(entry)
        else:
            current = _next_number(entry, current, found[current], own_numbers, parse(first.title).key)
        found[current].append(entry)
    return [Slot(Part.SEASON, count, tuple(entries)) for count, entries in found.items()]


def _first_number(entry: OfflineEntry) -> int:
    name = parse(entry.title)
    return name.season if name.season and not name.plain_number else 1


def _next_number(
    entry: OfflineEntry, current: int, held: Sequence[OfflineEntry], own_numbers: set[int | None], own_key: str
) -> int:
    """Give the entry's season number after season `current`, which holds the entries `held`."""
    title = parse(entry.title)
    is_told = title.season is not None and not (title.plain_number and title.season in own_numbers)
    if is_told and current <= (title.season or 0) <= current + MOST_SKIPPED:
        return title.season or current
    last = held[-1]
    if parse(last.title).key != own_key and _goes_on(parse(last.title).base, title.base):
        return current
    near = (entry.year or 9999) - (last.year or 9999) <= HALVES_YEARS
    if (title.part or 1) > 1 and not title.season and near and (title.part or 1) <= len(held) + 1:
        return current
    if (voted := _voted_number(entry, own_numbers)) in {current, current + 1}:
        return voted or current
    part = max((name.part or 1 for name in names_of(entry)), default=1)
    return current if part > 1 and near and part <= len(held) + 1 else current + 1


def _goes_on(start: str, whole: str) -> bool:
    """True for "San no Sara: Tootsuki" after "San no Sara", not for "Sailor Moon SuperS" after "Sailor Moon S"."""
    return whole.startswith(start) and whole[len(start) :].lstrip(" !?").startswith((":", "-", "~"))


def _voted_number(entry: OfflineEntry, own_numbers: set[int | None]) -> int | None:
    """The season number that most of the entry's further titles agree on."""
    votes = Counter(
        name.season
        for name in names_of(entry)
        if name.season and not (name.plain_number and name.season in own_numbers)
    )
    return max(votes, key=lambda each: (votes[each], -each)) if votes else None
