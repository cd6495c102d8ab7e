"""Makes a show of the entries that belong together: order, numbers, titles, ids."""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence

from bot.catalogue.names import letters, parse
from bot.catalogue.offline import OfflineEntry
from bot.catalogue.slugs import free_slug, slug
from bot.catalogue.wording import choose_titles
from bot.core.models import BroadcastSeason, KnownInstalment, Part, ReleaseDate, Show, Status, Title

STATUSES = {
    "FINISHED": Status.FINISHED,
    "ONGOING": Status.AIRING,
    "UPCOMING": Status.ANNOUNCED,
    "UNKNOWN": Status.FINISHED,
}
SOURCES = {
    "original work": "original",
    "based on a manga": "manga",
    "based on a light novel": "light novel",
    "based on a novel": "novel",
    "based on a web novel": "web novel",
    "based on a visual novel": "visual novel",
    "based on a video game": "game",
}
FORMATS = {"MOVIE": "FILM", "UNKNOWN": "SPECIAL"}
_SEASONS = ("WINTER", "SPRING", "SUMMER", "FALL", "UNDEFINED")


def build_shows(groups: Iterable[Sequence[OfflineEntry]]) -> list[Show]:
    """Give a show for each group, oldest first, each with a slug of its own."""
    ordered = sorted((sorted(members, key=_age) for members in groups), key=lambda members: _age(members[0]))
    drafts = [_Draft(members) for members in ordered]
    taken: set[str] = set()
    named: dict[int, str] = {}
    # The best known of those that share a name gets it bare.
    for at in sorted(range(len(drafts)), key=lambda at: (-drafts[at].popularity, at)):
        draft = drafts[at]
        named[at] = free_slug(slug(draft.title) or slug(draft.romaji), draft.year, draft.fallback, taken.__contains__)
        taken.add(named[at])
    return [draft.show(named[at]) for at, draft in enumerate(drafts)]


def _age(entry: OfflineEntry) -> tuple[int, int, str]:
    return (entry.year or 9999, _SEASONS.index(entry.season), min(entry.sources))


class _Draft:
    """A group on its way to a show; it lacks only its slug."""

    def __init__(self, members: Sequence[OfflineEntry]) -> None:
        self.members = members
        self.first = _first(members)
        chosen = choose_titles(self.first)
        self.title = chosen.english or chosen.romaji
        self.romaji = chosen.romaji
        self.year = self.first.year
        self.fallback = "-".join(str(part) for part in next(iter(self.first.ids.items()), ("show", self.first.line)))
        best = max((entry.score or 0.0) * len(entry.sources) for entry in members)
        self.popularity = round(best + 5 * math.log2(len(members)) + len(self.first.synonyms) / 2, 2)
        self._chosen = chosen

    def show(self, show_id: str) -> Show:
        slots = _slots(self.members, self.first)
        ids: dict[str, list[int | str]] = defaultdict(list)
        for entry in [self.first, *(entry for entry in self.members if entry is not self.first)]:
            for site, value in entry.ids.items():
                if value not in ids[site]:
                    ids[site].append(value)
        titles: dict[str, Title] = {}
        for kind, text in self._chosen.kinds():
            titles.setdefault(text, Title(text, kind))
        for entry in self.members:
            for text in (entry.title, *entry.synonyms):
                slot = "" if entry is self.first else _slot_of(slots, entry)
                if len(letters(text)) >= 2 and parse(text).key:
                    titles.setdefault(text, Title(text, "synonym", slot))
        return Show(
            id=show_id,
            title=self.title,
            titles=tuple(titles.values()),
            year=self.year,
            format=FORMATS.get(self.first.type, self.first.type),
            instalments=tuple(slots),
            ids={site: tuple(values) for site, values in ids.items()},
            popularity=self.popularity,
            studios=self.first.studios,
            source=next((SOURCES[tag] for tag in self.first.tags if tag in SOURCES), ""),
        )


def _first(members: Sequence[OfflineEntry]) -> OfflineEntry:
    for wanted in ("TV", "ONA", "OVA", "MOVIE", "SPECIAL"):
        for entry in members:
            if entry.type == wanted:
                return entry
    return members[0]


def _slot_of(slots: Sequence[KnownInstalment], entry: OfflineEntry) -> str:
    own = set(entry.ids.items())
    for slot in slots:
        if any((site, value) in own for site, values in slot.ids.items() for value in values):
            return slot.slot
    return ""


def _date(entry: OfflineEntry) -> ReleaseDate | None:
    if entry.year is None:
        return None
    quarter = None if entry.season == "UNDEFINED" else BroadcastSeason(entry.season.lower())
    return ReleaseDate(entry.year, quarter=quarter)


def _slots(members: Sequence[OfflineEntry], first: OfflineEntry) -> list[KnownInstalment]:
    main = first.type if first.type in ("TV", "ONA") else "TV"
    counts: dict[Part, int] = defaultdict(int)
    found: dict[str, list[OfflineEntry]] = {}
    parts: dict[str, tuple[Part, int]] = {}
    for entry in members:
        if entry is first and entry.type != "MOVIE":
            part = Part.SEASON if entry.type in ("TV", "ONA") else Part.OVA
        elif entry.type == "MOVIE":
            part = Part.FILM
        elif entry.type == main or entry.type == "TV":
            part = Part.SEASON
        else:
            part = Part.OVA if entry.type == "OVA" else Part.SPECIAL
        if part is Part.SEASON:
            names = [parse(text) for text in (entry.title, *entry.synonyms)]
            said = [name.season for name in names if name.season]
            second_half = any((name.part or 1) > 1 for name in names)
            if said and max(set(said), key=said.count) > counts[part]:
                counts[part] = max(set(said), key=said.count)
            elif not counts[part] or not (second_half or said):
                counts[part] += 1
        else:
            counts[part] += 1
        slot = f"{part.value}-{counts[part]}"
        found.setdefault(slot, []).append(entry)
        parts[slot] = (part, counts[part])
    return [_instalment(slot, *parts[slot], each) for slot, each in found.items()]


def _instalment(slot: str, part: Part, number: int, entries: Sequence[OfflineEntry]) -> KnownInstalment:
    ids: dict[str, list[int | str]] = defaultdict(list)
    for entry in entries:
        for site, value in entry.ids.items():
            ids[site].append(value)
    status = STATUSES[entries[-1].status]
    date = _date(entries[0])
    if status is Status.ANNOUNCED and date:
        status = Status.DATED
    return KnownInstalment(
        slot=slot,
        part=part,
        number=number,
        title=entries[0].title,
        date=date,
        episodes=sum(entry.episodes for entry in entries) or None,
        status=status,
        ids={site: tuple(values) for site, values in ids.items()},
    )
