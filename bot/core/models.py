"""What the whole bot speaks of: kinds, grades, statuses, shows, claims, decisions."""

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Self

NO_IDS: Mapping[str, tuple[int | str, ...]] = MappingProxyType({})


class Kind(StrEnum):
    """What a claim or an event says about a show; the names are used in settings and JSON."""

    RENEWED = "renewed"
    FILM = "film"
    NEW_SHOW = "new_show"
    DATED = "dated"
    DELAYED = "delayed"
    CANCELLED = "cancelled"
    FINAL = "final"
    PREMIERED = "premiered"
    FINISHED = "finished"
    RUMOUR = "rumour"
    SPECULATION = "speculation"
    NONE = "none"


NEVER_TOLD = frozenset({Kind.SPECULATION, Kind.NONE})
TOLD_BY_DEFAULT = frozenset(
    {Kind.RENEWED, Kind.FILM, Kind.DATED, Kind.DELAYED, Kind.CANCELLED, Kind.FINAL, Kind.PREMIERED}
)


class Grade(StrEnum):
    """How far a claim can be trusted, best first."""

    OFFICIAL = "official"
    LICENSEE = "licensee"
    PRESS = "press"
    DATABASE = "database"
    REPORT = "report"

    @property
    def rank(self) -> int:
        """0 for the most trusted."""
        return list(Grade).index(self)

    def at_least(self, least: Self) -> bool:
        return self.rank <= least.rank


class Verdict(StrEnum):
    """What becomes of an entry: told, kept as evidence only, or only remembered as seen."""

    ANNOUNCE = "announce"
    HOLD = "hold"
    IGNORE = "ignore"


class Status(StrEnum):
    """Where an instalment stands; `NO_ANNOUNCEMENT` and `ENDED` are said of a show without a coming one."""

    NO_ANNOUNCEMENT = "no announcement"
    RUMOURED = "rumoured"
    ANNOUNCED = "announced"
    DATED = "dated"
    AIRING = "airing"
    FINISHED = "finished"
    DELAYED = "delayed"
    CANCELLED = "cancelled"
    ENDED = "ended"


class Part(StrEnum):
    """The kind of an instalment."""

    SEASON = "season"
    FILM = "film"
    OVA = "ova"
    SPECIAL = "special"


class BroadcastSeason(StrEnum):
    """A quarter of the broadcast year; winter 2027 is January to March 2027."""

    WINTER = "winter"
    SPRING = "spring"
    SUMMER = "summer"
    FALL = "fall"

    @property
    def first_month(self) -> int:
        return _FIRST_MONTHS[self]


_FIRST_MONTHS = {season: number * 3 + 1 for number, season in enumerate(BroadcastSeason)}


class Precision(StrEnum):
    """How exactly a date is known, coarsest first."""

    YEAR = "year"
    QUARTER = "quarter"
    MONTH = "month"
    DAY = "day"

    @property
    def rank(self) -> int:
        """0 for the coarsest."""
        return _RANKS[self]


_RANKS = {precision: rank for rank, precision in enumerate(Precision)}


_ISO = re.compile(r"(\d{4})(?:-(?:(\d{2})(?:-(\d{2}))?|(winter|spring|summer|fall)))?")


@dataclass(frozen=True, slots=True)
class ReleaseDate:
    """A date that knows its precision and never gains any.

    Raises ValueError where the parts do not make one: a day without a month, a month beside a broadcast season.
    """

    year: int
    month: int | None = None
    day: int | None = None
    quarter: BroadcastSeason | None = None

    def __post_init__(self) -> None:
        if not 1900 <= self.year <= 2200:
            raise ValueError(f"year is {self.year}; a release lies between 1900 and 2200")
        if self.quarter and (self.month or self.day):
            raise ValueError(f"{self.year}: a broadcast season and a month exclude each other")
        if self.day and not self.month:
            raise ValueError(f"{self.year}: day {self.day} without a month")
        if self.month is not None and not 1 <= self.month <= 12:
            raise ValueError(f"month is {self.month}; it goes from 1 to 12")
        if self.day is not None and not 1 <= self.day <= _last_day(self.year, self.month or 1):
            raise ValueError(f"day is {self.day}; month {self.month} has no such day")

    @classmethod
    def parse(cls, iso: str) -> Self:
        """Read `2026-10-02`, `2026-10`, `2026-fall` or `2027`; ValueError for anything else."""
        match = _ISO.fullmatch(iso)
        if not match:
            raise ValueError(f"{iso!r} is no date; write 2026-10-02, 2026-10, 2026-fall or 2027")
        year, month, day, quarter = match.groups()
        return cls(
            int(year),
            int(month) if month else None,
            int(day) if day else None,
            BroadcastSeason(quarter) if quarter else None,
        )

    @property
    def precision(self) -> Precision:
        if self.day:
            return Precision.DAY
        if self.month:
            return Precision.MONTH
        return Precision.QUARTER if self.quarter else Precision.YEAR

    @property
    def iso(self) -> str:
        """The date as JSON and the database hold it; `ReleaseDate.parse` reads it back."""
        if self.quarter:
            return f"{self.year}-{self.quarter.value}"
        parts = [f"{self.year:04}"]
        parts += [f"{part:02}" for part in (self.month, self.day) if part]
        return "-".join(parts)

    @property
    def earliest(self) -> tuple[int, int, int]:
        """The first day the date can mean, as (year, month, day): an order over all precisions."""
        month = self.month or (self.quarter.first_month if self.quarter else 1)
        return (self.year, month, self.day or 1)

    @property
    def latest(self) -> tuple[int, int, int]:
        """The last day the date can mean."""
        month = self.month or (self.quarter.first_month + 2 if self.quarter else 12)
        return (self.year, month, self.day or _last_day(self.year, month))

    def refines(self, coarser: Self) -> bool:
        """True when this date says the same as the other one, only more precisely."""
        return (
            self.precision.rank > coarser.precision.rank
            and coarser.earliest <= self.earliest
            and self.latest <= coarser.latest
        )

    def agrees(self, other: Self) -> bool:
        """True when both can be true of one release."""
        return self.earliest <= other.latest and other.earliest <= self.latest


def _last_day(year: int, month: int) -> int:
    return 28 + calendar.isleap(year) if month == 2 else 30 if month in {4, 6, 9, 11} else 31


@dataclass(frozen=True, slots=True)
class Instalment:
    """Which part of a show is meant. Number None: the entry does not say which one."""

    part: Part
    number: int | None = None

    @property
    def slot(self) -> str:
        """`season-2`, `film`: how an instalment is named in keys; unnumbered ones are resolved by what is known."""
        return f"{self.part.value}-{self.number}" if self.number is not None else self.part.value


@dataclass(frozen=True, slots=True)
class Title:
    """One name of a show, or of one of its instalments when `slot` names it."""

    text: str
    kind: str = "synonym"  # main | english | romaji | native | synonym
    slot: str = ""


@dataclass(frozen=True, slots=True)
class KnownInstalment:
    """A part of a show as a catalogue knows it.

    `resumes`: when it went on, or goes on, after pauses: its second cour.
    """

    slot: str
    part: Part
    number: int | None
    title: str
    date: ReleaseDate | None = None
    ended: ReleaseDate | None = None
    episodes: int | None = None
    status: Status = Status.FINISHED
    ids: Mapping[str, tuple[int | str, ...]] = field(default_factory=lambda: NO_IDS)
    resumes: tuple[ReleaseDate, ...] = ()


@dataclass(frozen=True, slots=True)
class Show:
    """A show as a catalogue knows it: what the title index and the lookup need.

    `ids` maps a site (`mal`, `anilist`, …) to the ids of *all* entries that make up the show, the first season's first.
    `popularity` only breaks ties: larger is better known, 0 unknown.
    """

    id: str
    title: str
    titles: tuple[Title, ...]
    year: int | None = None
    format: str = "TV"  # TV | FILM | OVA | ONA | SPECIAL, of the first instalment
    instalments: tuple[KnownInstalment, ...] = ()
    ids: Mapping[str, tuple[int | str, ...]] = field(default_factory=lambda: NO_IDS)
    popularity: float = 0.0
    studios: tuple[str, ...] = ()
    source: str = ""  # original, manga, light novel, …


@dataclass(frozen=True, slots=True)
class ShowRef:
    """A show as a claim names it."""

    id: str
    title: str
    ids: Mapping[str, tuple[int | str, ...]] = field(default_factory=lambda: NO_IDS)


@dataclass(frozen=True, slots=True)
class Source:
    """Who says it: a feed as the operator listed it."""

    name: str
    url: str = ""
    grade: Grade = Grade.PRESS
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a feed, cleaned: plain text, no markup, no control characters.

    `keys` holds everything by which the item is known again, the best one first. `published_at` is unix seconds,
    None where the feed gives no believable date.
    """

    title: str
    summary: str = ""
    link: str | None = None
    published_at: int | None = None
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """What one entry says about one show; `because` holds the words and reasons that made us think so.

    `denied`: the entry says that `kind` is *not* so ("denies a second season is in production").
    """

    kind: Kind
    show: ShowRef | None
    instalment: Instalment | None = None
    date: ReleaseDate | None = None
    grade: Grade = Grade.PRESS
    because: tuple[str, ...] = ()
    denied: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """What Encore makes of an entry and why. `rejected` names shows that were considered and dropped."""

    verdict: Verdict
    reason: str
    claims: tuple[Claim, ...] = ()
    rejected: tuple[ShowRef, ...] = ()
