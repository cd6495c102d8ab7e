"""Makes shows of the entries that belong together: titles, ids, instalments, a slug each."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from bot.catalogue.names import letters, parse
from bot.catalogue.numbering import Slot, age, first_of, number
from bot.catalogue.offline import OfflineEntry
from bot.catalogue.slugs import free_slug, slug
from bot.catalogue.wording import choose_titles, is_name
from bot.core.models import BroadcastSeason, KnownInstalment, ReleaseDate, Show, Status, Title

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
# Before this year a winter date mostly stands for a day that nobody knew.
WINTER_IS_KNOWN_SINCE = 2000

Ids = Mapping[str, int | str]


def build_shows(groups: Iterable[Sequence[OfflineEntry]], seasons: Mapping[str, int]) -> list[Show]:
    """Give a show for each group, oldest first, each with a slug of its own.

    `seasons` holds the season numbers that people decided, by an entry's address.
    """
    drafts = sorted(
        (_Draft(sorted(members, key=age), seasons) for members in groups), key=lambda draft: age(draft.first)
    )
    mains: dict[str, set[int]] = defaultdict(set)
    for at, draft in enumerate(drafts):
        for key in draft.main_keys:
            mains[key].add(at)
    taken: set[str] = set()
    slugs: dict[int, str] = {}
    # The best known of those that share a name gets it bare.
    for at in sorted(range(len(drafts)), key=lambda at: (-drafts[at].popularity, at)):
        draft = drafts[at]
        slugs[at] = free_slug(
            slug(draft.title) or slug(draft.first.title), draft.first.year, draft.fallback, taken.__contains__
        )
        taken.add(slugs[at])
    return [draft.show(slugs[at], at, mains) for at, draft in enumerate(drafts)]


class _Draft:
    """A group on its way to a show; it lacks only its slug."""

    def __init__(self, members: Sequence[OfflineEntry], seasons: Mapping[str, int]) -> None:
        self.members = members
        self._decided = seasons
        self.first = first_of(members)
        self._ids: dict[int, Ids] = {id(entry): entry.ids for entry in members}
        self._chosen = choose_titles(self.first)
        self.title = self._chosen.display
        # Keys under which other shows must not be named by mere synonyms.
        self.main_keys = {parse(text).key for _, text in self._chosen.kinds()} | {
            letters(text) for _, text in self._chosen.kinds()
        }
        first_ids = self._ids[id(self.first)]
        self.fallback = "-".join(str(part) for part in next(iter(first_ids.items()), ("show", self.first.line)))
        self.popularity = self._popularity()

    def _popularity(self) -> float:
        """Larger for what many sites list, many people translate, viewers like and makers go on with."""
        first = self.first
        known = len(first.sources) * 4 + 6 * math.log2(1 + len(first.synonyms))
        liked = max((entry.score or 0.0) for entry in self.members) * 3
        return round(known + liked + 5 * math.log2(len(self.members)), 2)

    def show(self, show_id: str, at: int, mains: Mapping[str, set[int]]) -> Show:
        slots = number(self.members, self.first, self._decided)
        ordered = [self.first, *(entry for entry in self.members if entry is not self.first)]
        return Show(
            id=show_id,
            title=self.title,
            titles=tuple(self._titles(slots, at, mains).values()),
            year=self.first.year,
            format=FORMATS.get(self.first.type, self.first.type),
            instalments=tuple(self._instalment(slot) for slot in slots),
            ids=self._merged(ordered),
            popularity=self.popularity,
            studios=self.first.studios,
            source=next((SOURCES[tag] for tag in self.first.tags if tag in SOURCES), ""),
        )

    def _titles(self, slots: Sequence[Slot], at: int, mains: Mapping[str, set[int]]) -> dict[str, Title]:
        titles = {text: Title(text, kind) for kind, text in reversed(list(self._chosen.kinds()))}
        titles = dict(reversed(titles.items()))
        slot_of = {id(entry): slot.name for slot in slots for entry in slot.entries}
        for entry in [self.first, *(entry for entry in self.members if entry is not self.first)]:
            for text in chain([entry.title], entry.synonyms):
                if text in titles or (text != entry.title and not is_name(text)) or self._is_another(text, at, mains):
                    continue
                slot = slot_of[id(entry)] if entry is not self.first or _tells_part(text) else ""
                titles[text] = Title(text, "synonym", slot)
        return titles

    def _is_another(self, text: str, at: int, mains: Mapping[str, set[int]]) -> bool:
        """True when the text is another show's main title and not, without its year and number, one of ours."""
        owners = mains.get(letters(text))
        return owners is not None and at not in owners and parse(text).key not in self.main_keys

    def _merged(self, entries: Iterable[OfflineEntry]) -> dict[str, tuple[int | str, ...]]:
        merged: dict[str, dict[int | str, None]] = {}
        for entry in entries:
            for site, value in self._ids[id(entry)].items():
                merged.setdefault(site, {})[value] = None
        return {site: tuple(values) for site, values in merged.items()}

    def _instalment(self, slot: Slot) -> KnownInstalment:
        entries = slot.entries
        status = _status(entries)
        date = _date(entries[0])
        if status is Status.ANNOUNCED and date:
            status = Status.DATED
        return KnownInstalment(
            slot=slot.name,
            part=slot.part,
            number=slot.number,
            title=entries[0].title,
            date=date,
            episodes=sum(entry.episodes for entry in entries if entry.status != "UPCOMING")
            or entries[0].episodes
            or None,
            status=status,
            ids=self._merged(entries),
            resumes=_resumes(entries, date),
        )


def _resumes(entries: Sequence[OfflineEntry], date: ReleaseDate | None) -> tuple[ReleaseDate, ...]:
    """When the later cours of a season began, or will, in order."""
    dates = {_date(entry) for entry in entries[1:]} - {None, date}
    return tuple(sorted((each for each in dates if each), key=lambda each: (each.earliest, each.iso)))


def _tells_part(text: str) -> bool:
    name = parse(text)
    return name.season is not None and not name.plain_number


def _status(entries: Sequence[OfflineEntry]) -> Status:
    """A season of several parts runs while one of them does; a part to come does not make an aired one a coming one."""
    statuses = [STATUSES[entry.status] for entry in entries]
    if Status.AIRING in statuses:
        return Status.AIRING
    return Status.FINISHED if Status.FINISHED in statuses else statuses[0]


def _date(entry: OfflineEntry) -> ReleaseDate | None:
    """The date as far as it can be believed: where only the year is known the database says winter."""
    if entry.year is None:
        return None
    doubtful = entry.season == "UNDEFINED" or (
        entry.season == "WINTER"
        and (entry.year < WINTER_IS_KNOWN_SINCE or entry.type != "TV" or entry.status in {"UPCOMING", "UNKNOWN"})
    )
    return ReleaseDate(entry.year, quarter=None if doubtful else BroadcastSeason(entry.season.lower()))
