"""Groups a release's entries (seasons, films, OVAs) into shows as a viewer understands them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.catalogue.names import Name, parse
from bot.catalogue.offline import OfflineEntry
from bot.catalogue.shows import build_shows
from bot.core.models import Show

# Counted up when the rules give other shows than before: a file taken in by older rules is taken in again.
RULES = "1"
LONG_SERIES_EPISODES = 6
# A pause after which a series of the same name from another studio is a new telling, not a further season.
REMAKE_YEARS = 5
SAME_STUDIO_YEARS = 20


def group(entries: Iterable[OfflineEntry]) -> list[Show]:
    """Give the shows that the entries make up, oldest first; the same entries in any order give the same shows."""
    nodes = [_Node.of(entry) for entry in sorted(entries, key=_age)]
    edges = _relations(nodes)
    clusters = _Clusters(len(nodes))
    for a, b in sorted(edges, key=lambda edge: (max(edge), min(edge))):
        earlier, later = nodes[min(a, b)], nodes[max(a, b)]
        if earlier.is_series and later.is_series and _continues(earlier, later):
            clusters.join(a, b)
    _attach_extras(nodes, edges, clusters)
    members: dict[int, list[OfflineEntry]] = defaultdict(list)
    for at, node in enumerate(nodes):
        members[clusters.find(at)].append(node.entry)
    return build_shows(list(members.values()))


def _age(entry: OfflineEntry) -> tuple[int, int, str]:
    seasons = ("WINTER", "SPRING", "SUMMER", "FALL", "UNDEFINED")
    return (entry.year or 9999, seasons.index(entry.season), min(entry.sources))


@dataclass(frozen=True, slots=True)
class _Node:
    entry: OfflineEntry
    names: tuple[Name, ...]
    keys: frozenset[str]
    heads: frozenset[str]
    is_series: bool

    @classmethod
    def of(cls, entry: OfflineEntry) -> "_Node":
        names = tuple(parse(text) for text in dict.fromkeys((entry.title, *entry.synonyms)))
        usable = [name for name in names if len(name.key) >= 3 or not name.key.isascii()]
        return cls(
            entry,
            names,
            frozenset(name.key for name in usable) | {names[0].key},
            frozenset(name.head for name in usable) | {names[0].head},
            entry.type == "TV" or (entry.type == "ONA" and entry.episodes >= LONG_SERIES_EPISODES),
        )


class _Clusters:
    """Union-find over positions."""

    def __init__(self, size: int) -> None:
        self._parents = list(range(size))

    def find(self, at: int) -> int:
        while self._parents[at] != at:
            self._parents[at] = self._parents[self._parents[at]]
            at = self._parents[at]
        return at

    def join(self, a: int, b: int) -> None:
        first, second = sorted((self.find(a), self.find(b)))
        self._parents[second] = first


def _relations(nodes: Sequence[_Node]) -> set[tuple[int, int]]:
    places = {source: at for at, node in reversed(list(enumerate(nodes))) for source in node.entry.sources}
    return {
        (min(at, other), max(at, other))
        for at, node in enumerate(nodes)
        for address in node.entry.related
        if (other := places.get(address)) is not None and other != at
    }


def _gap(earlier: OfflineEntry, later: OfflineEntry) -> int:
    return (later.year or earlier.year or 0) - (earlier.year or later.year or 0)


def _same_studio(a: OfflineEntry, b: OfflineEntry) -> bool:
    return not a.studios or not b.studios or not set(a.studios).isdisjoint(b.studios)


def _continues(earlier: _Node, later: _Node) -> bool:
    """True when the later series goes on with the earlier one."""
    shared = earlier.keys & later.keys
    numbered = any(
        (name.season or 1) > 1 or (name.part or 1) > 1 or name.marks & {"final", "next"}
        for name in later.names
        if name.key in earlier.keys or name.head in earlier.keys
    )
    if numbered:
        return True
    gap = _gap(earlier.entry, later.entry)
    near = gap < REMAKE_YEARS or (gap < SAME_STUDIO_YEARS and _same_studio(earlier.entry, later.entry))
    if shared:
        return near
    extends = bool(earlier.keys & later.heads) or any(
        key.startswith(start) for start in earlier.keys if len(start) >= 5 for key in later.keys
    )
    return extends and near


def _attach_extras(nodes: Sequence[_Node], edges: set[tuple[int, int]], clusters: _Clusters) -> None:
    """Films, OVAs and specials go to the series that they resemble most; those without a series to each other."""
    neighbours: dict[int, set[int]] = defaultdict(set)
    for a, b in edges:
        neighbours[a].add(b)
        neighbours[b].add(a)
    waiting = [at for at, node in enumerate(nodes) if not node.is_series]
    placed = {at for at, node in enumerate(nodes) if node.is_series}
    while waiting:
        left = []
        for at in waiting:
            hosts = [other for other in neighbours[at] if other in placed]
            best = max(hosts, key=lambda other: _likeness(nodes[other], nodes[at]), default=None)
            if best is not None and _likeness(nodes[best], nodes[at])[0] > 0:
                clusters.join(best, at)
                placed.add(at)
            else:
                left.append(at)
        if len(left) == len(waiting):
            break
        waiting = left
    for at in waiting:
        for other in neighbours[at]:
            if other not in placed and _likeness(nodes[other], nodes[at])[0] > 0:
                clusters.join(other, at)


def _likeness(host: _Node, extra: _Node) -> tuple[int, int, int]:
    shared = max((_common(a, b) for a in host.keys for b in extra.keys), default=0)
    studio = _same_studio(host.entry, extra.entry)
    near = -abs(_gap(host.entry, extra.entry))
    if not shared and not (studio and near > -4):
        return (0, 0, 0)
    return (1 + shared, int(studio), near)


def _common(a: str, b: str) -> int:
    size = 0
    for one, other in zip(a, b, strict=False):
        if one != other:
            break
        size += 1
    return size if size >= min(5, len(a)) else 0
