"""Groups a release's entries (seasons, films, OVAs) into shows as a viewer understands them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.catalogue.decisions import Decisions, load_decisions
from bot.catalogue.names import Name, letters, parse
from bot.catalogue.numbering import age, companion_words, is_series
from bot.catalogue.offline import OfflineEntry
from bot.catalogue.shows import build_shows
from bot.core.models import Show

# Counted up when the rules give other shows than before: a file taken in by older rules is taken in again.
RULES = "1"

# A pause after which a series of the same name without a number is a new telling, not a further season.
REMAKE_YEARS = 5
# … when the studio that made the first one made it, too.
REMAKE_YEARS_SAME_STUDIO = 13
# The same for a series whose titles carry its own year: "Hunter x Hunter (2011)"; and however long the first one ran.
MARKED_YEARS = 4
MARKED_YEARS_BEGAN = 15
# The same for a series whose title has the earlier one's at its beginning.
EXTENDED_YEARS = 6
EXTENDED_YEARS_SAME_STUDIO = 12
EPISODES_A_YEAR = 50
# How long after a series a related film of another name still belongs to it.
UNNAMED_YEARS = 3
_PLANET = "https://anime-planet.com/anime/"
_SHORTEST_KEY = 4
_SHORTEST_PREFIX = 5
# How long a name must be to be believed without any relation in the data.
_SHORTEST_UNRELATED = 6


def group(entries: Iterable[OfflineEntry], decisions: Decisions | None = None) -> list[Show]:
    """Give the shows that the entries make up, oldest first; the same entries in any order give the same shows."""
    nodes = [_Node.of(entry) for entry in _distinct(sorted(entries, key=age))]
    decided = load_decisions() if decisions is None else decisions
    grouping = _Grouping(nodes, decided)
    grouping.decide_by_hand()
    grouping.part_new_tellings()
    grouping.join_numbered()
    grouping.join_related()
    grouping.attach_extras()
    grouping.attach_by_name()
    members: dict[int, list[OfflineEntry]] = defaultdict(list)
    for at, node in enumerate(nodes):
        members[grouping.find(at)].append(node.entry)
    shows = build_shows(list(members.values()), decided.seasons)
    parse.cache_clear()  # tens of megabytes, which a bot that stays up need not keep
    return shows


def _distinct(entries: Iterable[OfflineEntry]) -> Iterator[OfflineEntry]:
    """Leave out entries whose every address is another entry's, too: nothing could tell them apart later."""
    seen: set[str] = set()
    for entry in entries:
        if not seen.issuperset(entry.sources):
            seen.update(entry.sources)
            yield entry


@dataclass(frozen=True, slots=True)
class _Node:
    """An entry with what its titles say. `keys` are the names that may tell the show, `main` the most telling ones."""

    entry: OfflineEntry
    names: tuple[Name, ...]
    keys: frozenset[str]
    main: frozenset[str]
    heads: frozenset[str]
    is_series: bool
    ends: int

    @classmethod
    def of(cls, entry: OfflineEntry) -> "_Node":
        texts = [text for text in dict.fromkeys((entry.title, *entry.synonyms)) if _is_telling(text)]
        names = tuple(parse(text) for text in texts) or (parse(entry.title),)
        keys = frozenset(name.key for name in names if _is_long(name.key, _SHORTEST_KEY)) | {names[0].key}
        planet = next((source.removeprefix(_PLANET) for source in entry.sources if source.startswith(_PLANET)), "")
        main = {names[0].key} | {name.key for name in names if not name.key.isascii()}
        planet_key = letters(planet)
        main |= {name.key for name in names if planet_key.startswith(name.key) and letters(name.text) == planet_key}
        heads = frozenset(name.head for name in names if _is_long(name.head, _SHORTEST_PREFIX))
        ends = (entry.year or 9999) + entry.episodes // EPISODES_A_YEAR
        return cls(entry, names, keys, frozenset(main & keys), heads, is_series(entry), ends)

    @property
    def is_dated(self) -> bool:
        """True when the entry's own title carries its year and no number: "Urusei Yatsura (2022)"."""
        title = self.names[0]
        return title.year is not None and title.year == self.entry.year and not title.season and not title.part

    @property
    def season(self) -> int:
        return max((name.season or 0 for name in self.names), default=0)

    def is_plain(self, key: str) -> bool:
        """True when a title of this key stands without any number: it names the first season or the whole show."""
        return any(
            name.key == key and (name.season or 1) == 1 and (name.part or 1) == 1 and "final" not in name.marks
            for name in self.names
        )


def _is_telling(text: str) -> bool:
    """Leave out scripts in which titles are only translations: they cost time and tell nothing more."""
    return all(char < "\u0250" or char >= "\u2010" for char in text)


def _is_long(key: str, least: int) -> bool:
    return len(key) >= (least if key.isascii() else max(2, least // 2))


class _Grouping:
    """Union-find over the entries' positions, which remembers what must stay apart."""

    def __init__(self, nodes: Sequence[_Node], decisions: Decisions) -> None:
        self.nodes = nodes
        self._decisions = decisions
        self._parents = list(range(len(nodes)))
        self._apart: dict[int, set[int]] = defaultdict(set)
        self._places = {source: at for at, node in reversed(list(enumerate(nodes))) for source in node.entry.sources}
        self._edges = self._relations()
        self._neighbours: dict[int, set[int]] = defaultdict(set)
        for a, b in self._edges:
            self._neighbours[a].add(b)
            self._neighbours[b].add(a)
        self._components = self._related_components()
        self._pairs = sorted(self._series_pairs(), key=lambda pair: (max(pair), -min(pair)))
        self._numbered: set[int] = set()

    def find(self, at: int) -> int:
        while self._parents[at] != at:
            self._parents[at] = self._parents[self._parents[at]]
            at = self._parents[at]
        return at

    def _join(self, a: int, b: int) -> bool:
        first, second = sorted((self.find(a), self.find(b)))
        if first == second:
            return True
        if any(self.find(other) == first for other in self._apart[second]):
            return False
        self._parents[second] = first
        self._apart[first] |= self._apart.pop(second)
        for other in self._apart[first]:
            self._apart[self.find(other)].add(first)
        return True

    def _part(self, a: int, b: int) -> None:
        first, second = self.find(a), self.find(b)
        if first != second:
            self._apart[first].add(second)
            self._apart[second].add(first)

    def _relations(self) -> set[tuple[int, int]]:
        return {
            (min(at, other), max(at, other))
            for at, node in enumerate(self.nodes)
            for address in node.entry.related
            if (other := self._places.get(address)) is not None and other != at
        }

    def _related_components(self) -> list[int]:
        parents = list(range(len(self.nodes)))

        def root(at: int) -> int:
            while parents[at] != at:
                parents[at] = parents[parents[at]]
                at = parents[at]
            return at

        for a, b in self._edges:
            parents[root(b)] = root(a)
        return [root(at) for at in range(len(self.nodes))]

    def decide_by_hand(self) -> None:
        """What people decided stands above every rule."""
        for together in self._decisions.together:
            places = [self._places[source] for source in together if source in self._places]
            for at in places[1:]:
                self._join(places[0], at)
        for one, other in self._decisions.apart:
            if one in self._places and other in self._places:
                self._part(self._places[one], self._places[other])

    def join_numbered(self) -> None:
        """A series whose title carries a number joins the newest earlier series of the same name."""
        plain: dict[str, list[int]] = defaultdict(list)
        headed: dict[str, list[int]] = defaultdict(list)
        for at, node in enumerate(self.nodes):
            if node.is_series and not companion_words(node.entry.title):
                for key in node.keys:
                    if node.is_plain(key):
                        plain[key].append(at)
                if node.names[0].head != node.names[0].key:
                    headed[node.names[0].head].append(at)
        for at, node in enumerate(self.nodes):
            keys = {
                name.key
                for name in node.names
                if (name.season or 1) > 1 or (name.part or 1) > 1 or "final" in name.marks
            } & node.keys
            heads = {name.counted_head for name in node.names if _is_long(name.counted_head, _SHORTEST_KEY)}
            host = self._numbered_host(at, keys, plain)
            if host is None:
                host = self._numbered_host(at, heads, headed)
            if host is not None and self._join(host, at):
                self._numbered.add(at)

    def _numbered_host(self, at: int, keys: Iterable[str], plain: Mapping[str, Sequence[int]]) -> int | None:
        node = self.nodes[at]
        if node.is_dated or (not node.is_series and node.season < 2):
            return None
        found: list[tuple[bool, int, bool, int]] = []
        for key in keys:
            for other in plain.get(key, ()):
                host = self.nodes[other]
                if other >= at:
                    continue
                related = self._components[other] == self._components[at]
                sure = key in host.main and key in node.main and _is_long(key, _SHORTEST_UNRELATED)
                if related or (sure and self._is_lonely(at)):
                    found.append((related, host.entry.year or 0, _same_studio(host.entry, node.entry), other))
        return max(found)[3] if found else None

    def _is_lonely(self, at: int) -> bool:
        """True when the data relate the entry to no series at all."""
        return not any(self.nodes[other].is_series for other in self._neighbours[at])

    def part_new_tellings(self) -> None:
        """Keep apart what tells a story anew."""
        for a, b in self._pairs:
            if _is_new_telling(self.nodes[a], self.nodes[b]):
                self._part(a, b)

    def join_related(self) -> None:
        """Series that are related and share a name are one show, unless the later one is a new telling."""
        for a, b in self._pairs:
            if b not in self._numbered and self._goes_on(a, b):
                self._join(a, b)

    def _goes_on(self, a: int, b: int) -> bool:
        """True when series `b` continues `a`, by its own name or by that of the series with which the show began."""
        earlier, later, root = self.nodes[a], self.nodes[b], self.nodes[self.find(a)]
        if _continues(earlier, later):
            return True
        return root is not earlier and root.is_series and _near(earlier, later) and _bears_name(root, later)

    def _series_pairs(self) -> set[tuple[int, int]]:
        """Related series, also over one film or OVA between them; the earlier one first."""
        pairs = {pair for pair in self._edges if self.nodes[pair[0]].is_series and self.nodes[pair[1]].is_series}
        for at, node in enumerate(self.nodes):
            if not node.is_series:
                series = sorted(other for other in self._neighbours[at] if self.nodes[other].is_series)
                pairs |= set(pairwise(series))
        return pairs

    def attach_extras(self) -> None:
        """Films, OVAs and specials go to the related series that they resemble most, else to each other."""
        waiting = [at for at, node in enumerate(self.nodes) if not node.is_series]
        placed = {at for at, node in enumerate(self.nodes) if node.is_series}
        while True:
            left = [at for at in waiting if not self._attach(at, placed)]
            if len(left) == len(waiting):
                break
            waiting = left
        for at in waiting:
            for other in self._neighbours[at]:
                if other not in placed and _likeness(self.nodes[other], self.nodes[at])[0]:
                    self._join(other, at)

    def _attach(self, at: int, placed: set[int]) -> bool:
        hosts = [other for other in self._neighbours[at] if other in placed]
        ranked = sorted(hosts, key=lambda other: (_likeness(self.nodes[other], self.nodes[at]), -other), reverse=True)
        for host in ranked:
            if _likeness(self.nodes[host], self.nodes[at])[0] and self._join(host, at):
                placed.add(at)
                return True
        return False

    def attach_by_name(self) -> None:
        """Films, OVAs and specials without any relation go to the show whose whole name begins their title."""
        owners: dict[str, set[int]] = defaultdict(set)
        for at, node in enumerate(self.nodes):
            if node.is_series:
                for key in node.main:
                    if _is_long(key, _SHORTEST_UNRELATED) and node.is_plain(key):
                        owners[key].add(at)
        for at, node in enumerate(self.nodes):
            if not node.is_series and not self._neighbours[at]:
                heads = {name.head for name in node.names} | {name.key for name in node.names if name.marks}
                hosts = {
                    other
                    for head in heads
                    for other in owners.get(head, ())
                    if (self.nodes[other].entry.year or 9999) <= (node.entry.year or 9999)
                }
                if len({self.find(other) for other in hosts}) == 1:
                    self._join(max(hosts), at)


def _gap(earlier: _Node, later: _Node) -> int:
    """Years between the end of the one and the beginning of the other."""
    return max(0, (later.entry.year or earlier.ends) - min(earlier.ends, 9999)) if earlier.entry.year else 0


def _same_studio(a: OfflineEntry, b: OfflineEntry) -> bool:
    return not a.studios or not b.studios or not set(a.studios).isdisjoint(b.studios)


def _numbered_after(earlier: _Node, later: _Node) -> bool:
    return any(
        ((name.season or 1) > 1 or (name.part or 1) > 1 or "final" in name.marks) and name.key in earlier.keys
        for name in later.names
    )


def _is_new_telling(earlier: _Node, later: _Node) -> bool:
    """True for two series of one name, the later of which begins anew: its titles carry its own year, or no number."""
    if not earlier.main & later.keys or (_numbered_after(earlier, later) and not later.is_dated):
        return False
    years = {name.year for name in later.names if name.key in earlier.keys and name.year}
    gap = _gap(earlier, later)
    if later.entry.year in years:
        began = (later.entry.year or 0) - (earlier.entry.year or 9999)
        elsewhere = later.is_dated and gap > 0 and not _same_studio(earlier.entry, later.entry)
        if gap >= MARKED_YEARS or began >= MARKED_YEARS_BEGAN or elsewhere:
            return True
    limit = REMAKE_YEARS_SAME_STUDIO if _same_studio(earlier.entry, later.entry) else REMAKE_YEARS
    return gap >= limit


def _continues(earlier: _Node, later: _Node) -> bool:
    """True when the later series goes on with the earlier one."""
    if _numbered_after(earlier, later) and not later.is_dated:
        return True
    if _is_new_telling(earlier, later) or companion_words(later.entry.title) - companion_words(earlier.entry.title):
        return False
    if earlier.keys & later.keys:
        limit = REMAKE_YEARS_SAME_STUDIO if _same_studio(earlier.entry, later.entry) else REMAKE_YEARS
        return _gap(earlier, later) < limit
    return _near(earlier, later) and (bool(earlier.heads & later.heads) or _bears_name(earlier, later))


def _near(earlier: _Node, later: _Node) -> bool:
    """True when a series of another name begins soon enough after the earlier one to go on with it."""
    same_studio = _same_studio(earlier.entry, later.entry)
    return _gap(earlier, later) < (EXTENDED_YEARS_SAME_STUDIO if same_studio else EXTENDED_YEARS)


def _bears_name(earlier: _Node, later: _Node) -> bool:
    """True when a title of the later series is one of the earlier's and a subtitle."""
    if companion_words(later.entry.title) - companion_words(earlier.entry.title):
        return False
    return any(_extends(one, name) for one in earlier.names for name in later.names)


def _extends(short: Name, long: Name) -> bool:
    """True when the longer title is the shorter one and a subtitle."""
    if not _is_long(short.key, _SHORTEST_PREFIX) or not long.key.startswith(short.key):
        return False
    rest = long.base.removeprefix(short.base)
    return rest == long.base or not (rest[:1].isalnum() and short.base[-1:].isascii())


def _likeness(host: _Node, extra: _Node) -> tuple[int, int, int]:
    shared = max((_common(a, b) for a in host.keys for b in extra.keys), default=0)
    studio = _same_studio(host.entry, extra.entry)
    near = -abs((host.entry.year or 0) - (extra.entry.year or 0))
    if not shared and set(host.entry.studios).isdisjoint(extra.entry.studios):
        return (0, 0, 0)
    if not shared and near < -UNNAMED_YEARS:
        return (0, 0, 0)
    return (1 + shared, int(studio), near)


def _common(a: str, b: str) -> int:
    size = 0
    for one, other in zip(a, b, strict=False):
        if one != other:
            break
        size += 1
    return size if size >= min(5, len(a)) else 0
