"""What is known about one show, as its card tells it, and how the answer is chosen from it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from bot.core.details import Details
from bot.core.models import Grade, Kind, Part, Precision, ReleaseDate, Status, Verdict
from bot.core.outbox import Announcement, Citation
from bot.core.status import next_number

# The show id under which a place follows every show.
EVERY_SHOW = "*"

# What answers the question best, first: something to look forward to, then what runs, then what will not come.
_ANSWERS = (
    (Status.DATED, Status.ANNOUNCED, Status.DELAYED),
    (Status.AIRING,),
    (Status.RUMOURED,),
    (Status.CANCELLED,),
)
_WAITS = frozenset({Status.ANNOUNCED, Status.DATED, Status.DELAYED})
_PAUSE_WEEKS = 4
_SHOWN_BESIDE = frozenset({Status.DATED, Status.ANNOUNCED, Status.DELAYED, Status.AIRING})


@dataclass(frozen=True, slots=True)
class PartCard:
    """One instalment and where it stands. `citations` are those on whose word it stands there, the best first.

    `overdue`: the day on which it was to start has passed, and nobody has told us that it did.
    """

    part: Part
    number: int | None
    status: Status
    title: str = ""
    date: ReleaseDate | None = None
    ended: ReleaseDate | None = None
    episodes: int | None = None
    final: bool = False
    overdue: bool = False
    since_at: int | None = None
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class ShowCard:
    """One show with everything that its card can unfold.

    `answer` is the part that the question "is there more?" is about; its status says no announcement when there is
    none to come. `beside` is what else is coming or running, `parts` is everything known, in order. `checked_at` is
    when a person looked it up, `read_at` when a feed was last read.
    """

    id: str
    title: str
    answer: PartCard
    beside: tuple[PartCard, ...] = ()
    parts: tuple[PartCard, ...] = ()
    other_titles: tuple[str, ...] = ()
    year: int | None = None
    format: str = "TV"
    source: str = ""
    studios: tuple[str, ...] = ()
    checked_at: int | None = None
    read_at: int | None = None
    details: Details = field(default_factory=Details)
    history: tuple[Announcement, ...] = ()

    @property
    def ran(self) -> tuple[PartCard, ...]:
        """The parts that can be seen, the first first."""
        return tuple(part for part in self.parts if part.status in {Status.FINISHED, Status.AIRING})


def answer_of(parts: Iterable[PartCard], *, ended: bool) -> PartCard:
    """Choose the part that the answer is about, or name the one that would come next.

    A cancelled or rumoured part answers only when nothing newer has run since.
    """
    known = list(parts)
    newest = max((_moment(part) for part in known if part.status is Status.FINISHED), default=(0, 0, 0))
    for statuses in _ANSWERS:
        found = [part for part in known if part.status in statuses]
        if statuses[0] is Status.CANCELLED:
            found = [part for part in found if part.date is None or _moment(part) > newest]
        if found:
            return min(found, key=_moment)
    status = Status.ENDED if ended else Status.NO_ANNOUNCEMENT
    seasons = [(part.part, part.number) for part in known if part.part is Part.SEASON]
    return PartCard(Part.SEASON, next_number(seasons, Part.SEASON) if seasons else None, status)


def as_of(part: PartCard, today: dt.date) -> PartCard:
    """Give the part as it must stand today, where nobody has told us what time has made of it.

    One that was to start and of whose start we have no word is overdue. One that runs is over when its episodes, one a
    week and a month of pauses, are.
    """
    if part.date is None:
        return part
    latest = dt.date(*part.date.latest)
    if part.status in _WAITS:
        return replace(part, overdue=latest < today)
    runs_out = part.status is Status.AIRING and part.episodes and part.date.precision is not Precision.YEAR
    if runs_out and latest + dt.timedelta(weeks=(part.episodes or 0) + _PAUSE_WEEKS) < today:
        return replace(part, status=Status.FINISHED)
    return part


def beside(parts: Iterable[PartCard], answer: PartCard) -> tuple[PartCard, ...]:
    """Give what else is coming or running."""
    return tuple(part for part in parts if part is not answer and part.status in _SHOWN_BESIDE)


def _moment(part: PartCard) -> tuple[int, int, int]:
    return part.date.earliest if part.date else (9999, 12, 31)


@dataclass(frozen=True, slots=True)
class Suggested:
    """A show that may have been meant."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class FollowCard:
    """One subscription as its list shows it. `show_title` is None where every show is followed."""

    id: int
    channel_id: int
    show_id: str
    show_title: str | None
    role_id: int | None = None
    kinds: frozenset[Kind] | None = None
    least_grade: Grade = Grade.PRESS
    ping_kinds: frozenset[Kind] | None = None
    publish: bool = False


@dataclass(frozen=True, slots=True)
class PauseCard:
    """A place where Discord refuses us."""

    channel_id: int
    reason: str
    since_at: int


@dataclass(frozen=True, slots=True)
class FollowPage:
    """A page of what a server follows; `page` counts from 0."""

    follows: tuple[FollowCard, ...]
    total: int
    page: int
    pages: int
    pauses: tuple[PauseCard, ...] = ()


@dataclass(frozen=True, slots=True)
class ReasonedClaim:
    """One claim of a judged entry: what it says, of which show, in which words, and what became of it."""

    kind: Kind
    grade: Grade
    show_id: str | None = None
    show_title: str | None = None
    part: Part | None = None
    number: int | None = None
    date: ReleaseDate | None = None
    because: tuple[str, ...] = ()
    event: Announcement | None = None
    caused: bool = False
    silent: bool = False
    posted: tuple[tuple[int, int | None], ...] = ()


@dataclass(frozen=True, slots=True)
class ReasonedEntry:
    """An entry and what Encore made of it. `stored` is false for one that was only judged now, on request."""

    title: str
    source: str
    verdict: Verdict
    reason: str
    link: str | None = None
    published_at: int | None = None
    claims: tuple[ReasonedClaim, ...] = ()
    rejected: tuple[str, ...] = ()
    stored: bool = True


@dataclass(frozen=True, slots=True)
class Checked:
    """What is known about one show that somebody's words make claims about.

    `proofs` are the events that say the same; `otherwise`: what is known says another date.
    """

    card: ShowCard
    proofs: tuple[Announcement, ...] = ()
    is_claim: bool = False
    is_rumour: bool = False
    is_speculation: bool = False
    otherwise: bool = False


@dataclass(frozen=True, slots=True)
class Truth:
    """What is known about each show in somebody's words; empty where they claim nothing about a show we know."""

    shows: tuple[Checked, ...] = ()
