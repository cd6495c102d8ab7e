"""Which stored show an incoming one is, when entries merge, split or are renamed between two releases."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.core.models import KnownInstalment, Part, Show

# Sites whose ids are unique and lasting enough to say that two entries are the same; the others only when a show has
# none of these.
TRUSTED_SITES = frozenset({"mal", "anilist"})

Id = tuple[str, str]  # site, id as text
Place = tuple[str, str]  # show id, slot


@dataclass(frozen=True, slots=True)
class Owner:
    """Where an external id is stored. `pinned`: the starter catalogue or a person put it there."""

    show_id: str
    slot: str
    position: int
    pinned: bool


@dataclass(frozen=True, slots=True)
class StoredShow:
    """A show in the database. `pinned`: its facts are the starter catalogue's or a person's."""

    id: str
    year: int | None
    pinned: bool


@dataclass(frozen=True, slots=True)
class StoredSlot:
    """An instalment in the database.

    `settled`: the starter catalogue, a person or the news wrote it, so it keeps its slot. `identified`: a trusted
    site's id says which one it is.
    """

    slot: str
    part: Part
    year: int | None
    settled: bool
    identified: bool


@dataclass(frozen=True, slots=True)
class Stored:
    """What the database holds, as far as identity is concerned."""

    shows: Mapping[str, StoredShow] = field(default_factory=dict)
    owners: Mapping[Id, Owner] = field(default_factory=dict)
    slots: Mapping[str, Sequence[StoredSlot]] = field(default_factory=dict)
    redirects: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Placed:
    """An incoming show, the id under which it is stored, and the place of each of its slots."""

    show: Show
    show_id: str
    slots: Mapping[str, Place]


@dataclass(frozen=True, slots=True)
class Plan:
    """What happens to identities. Whoever follows a merged show follows what it went into; after a split, both."""

    placed: tuple[Placed, ...]
    added: frozenset[str]
    merged: Mapping[str, str]
    split: frozenset[tuple[str, str]]  # (old show, show that some of it became)
    moved: Mapping[Place, Place]
    places: Mapping[Id, Place]


def plan(stored: Stored, incoming: Sequence[Show], *, pinned: bool = False) -> Plan:
    """Say which show each incoming one is.

    `pinned` is for the starter catalogue: its shows keep their ids and their boundaries whatever is stored.
    """
    targets = {at: show.id for at, show in enumerate(incoming)} if pinned else _targets(stored, incoming)
    taken = set(stored.shows) | set(stored.redirects) | set(targets.values())
    for at, show in enumerate(incoming):
        if at not in targets:
            targets[at] = _free_id(show, taken)
            taken.add(targets[at])
    used: dict[str, set[str]] = defaultdict(set)
    placed = tuple(
        _place(stored, show, targets[at], used[targets[at]], pinned=pinned) for at, show in enumerate(incoming)
    )
    places = _places(stored, placed, pinned=pinned)
    merged, split = _followers(stored, places, set(targets.values()))
    moved = {
        (owner.show_id, owner.slot): place
        for key, owner in sorted(stored.owners.items(), key=lambda item: -item[1].position)
        if owner.slot and (place := places.get(key)) and place[1] and place != (owner.show_id, owner.slot)
    }
    return Plan(placed, frozenset(targets.values()) - set(stored.shows), merged, split, moved, places)


def _place(stored: Stored, show: Show, target: str, used: set[str], *, pinned: bool) -> Placed:
    if pinned:
        return Placed(show, target, {each.slot: (target, each.slot) for each in show.instalments})
    return Placed(show, target, _place_instalments(stored, show, target, used))


def keys_of(ids: Mapping[str, Iterable[int | str]]) -> list[Id]:
    """Give the ids as the database holds them."""
    return [(site, str(value)) for site, values in ids.items() for value in values]


def _telling(ids: Mapping[str, Iterable[int | str]]) -> list[Id]:
    trusted = keys_of({site: values for site, values in ids.items() if site in TRUSTED_SITES})
    return trusted or keys_of(ids)


def _targets(stored: Stored, incoming: Sequence[Show]) -> dict[int, str]:
    """Give the stored show for each incoming one that has one."""
    wishes: dict[int, list[str]] = {}
    pinned_hits: dict[int, set[str]] = {}
    firsts = _first_ids(stored)
    for at, show in enumerate(incoming):
        keys = _telling(show.ids)
        owners = [stored.owners[key] for key in keys if key in stored.owners]
        pinned_hits[at] = {owner.show_id for owner in owners if owner.pinned}
        counts = Counter(owner.show_id for owner in owners)
        first = stored.owners[keys[0]].show_id if keys and keys[0] in stored.owners else None
        wishes[at] = sorted(counts, key=lambda each: (each not in pinned_hits[at], each != first, -counts[each], each))
        if not wishes[at] and (twin := _twin(stored, show, firsts)):
            wishes[at] = [twin.id]
            pinned_hits[at] = {twin.id} if twin.pinned else set()
    targets: dict[int, str] = {}
    taken: set[str] = set()
    for at, shows in wishes.items():
        if shows and shows[0] in pinned_hits[at]:
            targets[at] = shows[0]
    taken |= set(targets.values())
    # The show keeps its id where its first entry went; what else was in it looks for another, or becomes a new one.
    claims = [
        (firsts.get(show_id) not in set(_telling(incoming[at].ids)), rank, at, show_id)
        for at, shows in wishes.items()
        if at not in targets
        for rank, show_id in enumerate(shows)
    ]
    for _, _, at, show_id in sorted(claims):
        if at not in targets and show_id not in taken:
            targets[at] = show_id
            taken.add(show_id)
    for at, show in enumerate(incoming):
        # All ids of such an entry are another entry's, too: only its name tells it.
        if at not in targets and (twin := _twin(stored, show, firsts)) and twin.id not in taken:
            targets[at] = twin.id
            taken.add(twin.id)
    return targets


def _twin(stored: Stored, show: Show, firsts: Mapping[str, Id]) -> StoredShow | None:
    """Give the stored show of the same name that has no ids by which it could be told."""
    for show_id in (show.id, f"{show.id}-{show.year}"):
        twin = stored.shows.get(show_id)
        if twin and show_id not in firsts and _same_year(twin.year, show.year):
            return twin
    return None


def _same_year(one: int | None, other: int | None) -> bool:
    return one is None or other is None or abs(one - other) <= 1


def _first_ids(stored: Stored) -> dict[str, Id]:
    """Give each stored show's first id on the most trusted site."""
    best: dict[str, tuple[bool, int, Id]] = {}
    for key, owner in stored.owners.items():
        rank = (key[0] not in TRUSTED_SITES, owner.position, key)
        if owner.show_id not in best or rank < best[owner.show_id]:
            best[owner.show_id] = rank
    return {show_id: key for show_id, (_, _, key) in best.items()}


def _free_id(show: Show, taken: set[str]) -> str:
    if show.id not in taken:
        return show.id
    with_year = f"{show.id}-{show.year}" if show.year and not show.id.endswith(f"-{show.year}") else show.id
    if with_year not in taken:
        return with_year
    counter = 2
    while f"{with_year}-{counter}" in taken:
        counter += 1
    return f"{with_year}-{counter}"


def _place_instalments(stored: Stored, show: Show, target: str, used: set[str]) -> dict[str, Place]:
    """Give the place of each of the show's slots: it may be one of another show, where a pinned id says so.

    `used` holds the slots of the target that are given away already, also to other incoming shows.
    """
    here = {slot.slot: slot for slot in stored.slots.get(target, ())}
    result: dict[str, Place] = {}
    for each in show.instalments:
        place = _place_of(stored, each, target, here, used)
        result[each.slot] = place
        if place[0] == target and each.part is not Part.SEASON:
            used.add(place[1])
    return result


def _place_of(
    stored: Stored, each: KnownInstalment, target: str, here: Mapping[str, StoredSlot], used: set[str]
) -> Place:
    owners = [stored.owners[key] for key in _telling(each.ids) if key in stored.owners]
    owners.sort(key=lambda owner: (not owner.pinned, owner.show_id != target))
    for owner in owners:
        if owner.pinned and owner.show_id != target:
            return (owner.show_id, owner.slot)
        known = here.get(owner.slot)
        if known and owner.show_id == target and known.slot not in used and _keeps(known, each):
            return (target, known.slot)
    if each.part is Part.SEASON or (each.slot not in used and each.slot not in here):
        return (target, each.slot)
    year = each.date.year if each.date else None
    rival = here.get(each.slot)
    if rival and each.slot not in used and rival.settled and not rival.identified and _same_year(rival.year, year):
        return (target, each.slot)
    number = each.number or 1
    while f"{each.part.value}-{number}" in used or f"{each.part.value}-{number}" in here:
        number += 1
    return (target, f"{each.part.value}-{number}")


def _keeps(known: StoredSlot, each: KnownInstalment) -> bool:
    """Seasons follow the numbers of the newest release unless settled; films and OVAs keep the number they have."""
    return known.settled or (known.part is each.part and each.part is not Part.SEASON)


def _places(stored: Stored, placed: Iterable[Placed], *, pinned: bool) -> dict[Id, Place]:
    """Give where each id of the incoming shows will be stored."""
    places: dict[Id, Place] = {}
    for each in placed:
        for instalment in each.show.instalments:
            for key in keys_of(instalment.ids):
                places.setdefault(key, each.slots[instalment.slot])
        for key in keys_of(each.show.ids):
            places.setdefault(key, (each.show_id, ""))
    for key, owner in stored.owners.items():
        if owner.pinned and key in places and not pinned and (owner.slot or places[key][0] != owner.show_id):
            places[key] = (owner.show_id, owner.slot)
    return places


def _followers(
    stored: Stored, places: Mapping[Id, Place], targets: set[str]
) -> tuple[dict[str, str], frozenset[tuple[str, str]]]:
    """Give which stored shows went wholly into another one, and which gave a part away."""
    went: dict[str, Counter[str]] = defaultdict(Counter)
    stayed: set[str] = set()
    for key, owner in stored.owners.items():
        if key not in places or places[key][0] == owner.show_id:
            stayed.add(owner.show_id)
        else:
            went[owner.show_id][places[key][0]] += 1
    firsts = _first_ids(stored)
    merged: dict[str, str] = {}
    split: set[tuple[str, str]] = set()
    for show_id, into in went.items():
        first_went = places.get(firsts[show_id], ("", ""))[0]
        whole = show_id not in targets and not stored.shows[show_id].pinned
        if whole and (show_id not in stayed or first_went):
            merged[show_id] = first_went if first_went and first_went != show_id else into.most_common(1)[0][0]
        split |= {(show_id, other) for other in into if other != merged.get(show_id)}
    return merged, frozenset(split)
