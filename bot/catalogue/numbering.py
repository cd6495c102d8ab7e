"""Numbers a show's entries as a fan counts them: seasons, films, OVAs, specials."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.catalogue.names import Name, fold, parse
from bot.catalogue.offline import OfflineEntry
from bot.core.models import Part

LONG_SERIES_EPISODES = 6
# Words beside a show's name that announce a small companion of it rather than a season.
COMPANIONS = frozenset(
    {
        *("wan", "mini", "petit", "petite", "puchi", "puchitto", "chibi", "chimi", "chara", "gaiden", "chuugakkou"),
        *("gakuen", "theater", "theatre", "gekijou", "short", "shorts", "radio", "picture", "drama", "spin-off"),
        *("spinoff", "4-koma", "yonkoma", "diaries", "parody"),
    }
)
NOT_SEASONS = frozenset({"recap", "pv", "special", "ova", "film"})
_SEASONS = ("WINTER", "SPRING", "SUMMER", "FALL", "UNDEFINED")
# The numbers that a later season's titles may skip: what lies further ahead is part of a name.
MOST_SKIPPED = 4


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
    if entry.type != "ONA":
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
    for wanted in ("TV", "ONA"):
        for entry in series:
            if entry.type == wanted:
                return entry
    for wanted in ("TV", "OVA", "ONA", "MOVIE", "SPECIAL"):
        for entry in members:
            if entry.type == wanted:
                return entry
    return members[0]


def number(members: Sequence[OfflineEntry], first: OfflineEntry) -> list[Slot]:
    """Give the slots of a show's entries, which stand from old to new."""
    parts = {id(entry): _part(entry, first) for entry in members}
    seasons = [entry for entry in members if parts[id(entry)] is Part.SEASON]
    slots = _seasons(seasons, first)
    counts: Counter[Part] = Counter()
    for entry in members:
        part = parts[id(entry)]
        if part is not Part.SEASON:
            counts[part] += 1
            slots.append(Slot(part, counts[part], (entry,)))
    return slots


def _part(entry: OfflineEntry, first: OfflineEntry) -> Part:
    if entry is first:
        return {"MOVIE": Part.FILM, "OVA": Part.OVA, "SPECIAL": Part.SPECIAL}.get(entry.type, Part.SEASON)
    if entry.type == "MOVIE":
        return Part.FILM
    if first.type in {"TV", "ONA"} and is_series(entry) and _is_season(entry, first):
        return Part.SEASON
    return Part.OVA if entry.type == "OVA" else Part.SPECIAL


def _is_season(entry: OfflineEntry, first: OfflineEntry) -> bool:
    name = parse(entry.title)
    if name.marks & NOT_SEASONS or companion_words(entry.title) - companion_words(first.title):
        return False
    if entry.type == "TV" or first.type == "ONA":
        return True
    # On the net beside a television series: a season only when it bears the show's own name.
    own = parse(first.title)
    return own.head == name.head or name.key.startswith(own.key)


def _seasons(seasons: Sequence[OfflineEntry], first: OfflineEntry) -> list[Slot]:
    own_numbers = {name.season for name in names_of(first) if name.plain_number}
    found: dict[int, list[OfflineEntry]] = defaultdict(list)
    current = 0
    for entry in seasons:
        told = None if entry is first and not current else _told_number(entry, own_numbers)
        if entry is first and not current:
            told = next((name.season for name in [parse(entry.title)] if name.season and not name.plain_number), 1)
        if told is not None and (current <= told <= current + MOST_SKIPPED or not current):
            current = told
        elif not (current and _is_further_half(entry)):
            current += 1
        found[current].append(entry)
    return [Slot(Part.SEASON, count, tuple(entries)) for count, entries in found.items()]


def _told_number(entry: OfflineEntry, own_numbers: set[int | None]) -> int | None:
    """The season number that the entry's own title says, else the one that most of its other titles agree on."""
    title = parse(entry.title)
    if title.season and not (title.plain_number and title.season in own_numbers):
        return title.season
    votes: Mapping[int, int] = Counter(
        name.season
        for name in names_of(entry)
        if name.season and not (name.plain_number and name.season in own_numbers)
    )
    return max(votes, key=lambda each: (votes[each], -each)) if votes else None


def _is_further_half(entry: OfflineEntry) -> bool:
    return any((name.part or 1) > 1 for name in names_of(entry))
