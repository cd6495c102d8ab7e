"""Where an instalment stands: a function of the claims about it, whatever order they came in."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.core.models import Grade, Kind, Part, ReleaseDate, Status

COMING = frozenset({Status.RUMOURED, Status.ANNOUNCED, Status.DATED, Status.DELAYED})
UNKNOWN = frozenset({Status.NO_ANNOUNCEMENT, Status.RUMOURED})

# Which status may follow which. What is not listed here does not happen, whoever says so.
TRANSITIONS: dict[Status, frozenset[Status]] = {
    Status.NO_ANNOUNCEMENT: frozenset(Status) - {Status.NO_ANNOUNCEMENT},
    Status.RUMOURED: frozenset(Status) - {Status.NO_ANNOUNCEMENT, Status.RUMOURED},
    Status.ANNOUNCED: frozenset({Status.DATED, Status.AIRING, Status.FINISHED, Status.DELAYED, Status.CANCELLED}),
    Status.DATED: frozenset({Status.AIRING, Status.FINISHED, Status.DELAYED, Status.CANCELLED}),
    Status.DELAYED: frozenset({Status.DATED, Status.AIRING, Status.FINISHED, Status.CANCELLED}),
    Status.AIRING: frozenset({Status.FINISHED, Status.DELAYED, Status.CANCELLED}),
    Status.FINISHED: frozenset(),
    Status.CANCELLED: frozenset({Status.ANNOUNCED, Status.DATED}),
    Status.ENDED: frozenset({Status.ANNOUNCED, Status.DATED, Status.AIRING}),
}

# What each kind of claim says of an instalment.
SAYS: dict[Kind, Status] = {
    Kind.RUMOUR: Status.RUMOURED,
    Kind.RENEWED: Status.ANNOUNCED,
    Kind.FILM: Status.ANNOUNCED,
    Kind.NEW_SHOW: Status.ANNOUNCED,
    Kind.FINAL: Status.ANNOUNCED,
    Kind.DATED: Status.DATED,
    Kind.DELAYED: Status.DELAYED,
    Kind.CANCELLED: Status.CANCELLED,
    Kind.PREMIERED: Status.AIRING,
    Kind.FINISHED: Status.FINISHED,
}


@dataclass(frozen=True, slots=True)
class Evidence:
    """A stored claim about one instalment. `at` is when it was published, unix seconds; `denied`: it says *not* so."""

    kind: Kind
    at: int
    grade: Grade = Grade.PRESS
    date: ReleaseDate | None = None
    denied: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an instalment stands, since when and on whose word. `since_at` None: since before we looked."""

    status: Status = Status.NO_ANNOUNCEMENT
    date: ReleaseDate | None = None
    final: bool = False
    grade: Grade = Grade.DATABASE
    date_grade: Grade = Grade.DATABASE
    since_at: int | None = None

    @property
    def is_coming(self) -> bool:
        return self.status in COMING


def standing(base: Standing, evidence: Iterable[Evidence]) -> Standing:
    """Give where the instalment stands when `base` is what the catalogue says and `evidence` came on top.

    The same evidence in any order, and any of it twice, gives the same answer.
    """
    told = sorted(set(evidence), key=_order)
    denials = [one for one in told if one.denied]
    state = base
    replaced: set[ReleaseDate] = set()
    for one in told:
        if one.denied or one.kind not in SAYS or any(_denies(denial, one) for denial in denials):
            continue
        state = _after(state, one, replaced)
    return state


def _order(one: Evidence) -> tuple[int, int, str, str, bool]:
    return (one.at, one.grade.rank, one.kind.value, one.date.iso if one.date else "", one.denied)


def _denies(denial: Evidence, claim: Evidence) -> bool:
    """A denial takes back what was said before it, by sources no better than its own."""
    return claim.at <= denial.at and denial.kind is claim.kind and denial.grade.at_least(claim.grade)


def _after(state: Standing, one: Evidence, replaced: set[ReleaseDate]) -> Standing:
    if one.grade is Grade.REPORT or one.kind is Kind.RUMOUR:
        if state.status is Status.NO_ANNOUNCEMENT:
            return replace(state, status=Status.RUMOURED, since_at=one.at, grade=one.grade)
        return state
    if state.status is Status.CANCELLED and not one.grade.at_least(state.grade):
        return state
    if one.kind is Kind.FINAL and state.status not in {Status.FINISHED, Status.CANCELLED}:
        state = replace(state, final=True)
    if one.kind is Kind.DELAYED:
        return _delayed(state, one, replaced)
    state = _moved(state, one)
    return _with_date(state, one, replaced) if one.date else state


def _moved(state: Standing, one: Evidence) -> Standing:
    says = SAYS[one.kind]
    if one.date and says is Status.ANNOUNCED:
        says = Status.DATED
    if says is Status.DATED and (one.date is None or state.status is Status.DELAYED):
        # A date that was told before the delay does not end the delay: `_with_date` decides.
        says = Status.ANNOUNCED
    if says is Status.ANNOUNCED and state.status in {Status.DELAYED, Status.DATED}:
        return state
    if says in TRANSITIONS[state.status]:
        return replace(state, status=says, since_at=one.at, grade=one.grade)
    return state


def _with_date(state: Standing, one: Evidence, replaced: set[ReleaseDate]) -> Standing:
    new = one.date
    if new is None or state.status in {Status.FINISHED, Status.CANCELLED, Status.AIRING}:
        return state
    old = state.date
    if new in replaced and one.grade.rank >= state.date_grade.rank:
        return state
    if old is None or new.refines(old):
        pass
    elif old == new or old.refines(new) or not one.grade.at_least(state.date_grade):
        return state
    if old is not None:
        replaced.add(old)
    replaced.discard(new)
    return replace(state, status=Status.DATED, date=new, date_grade=one.grade, since_at=one.at, grade=one.grade)


def _delayed(state: Standing, one: Evidence, replaced: set[ReleaseDate]) -> Standing:
    if Status.DELAYED not in TRANSITIONS[state.status] and state.status is not Status.DELAYED:
        return state
    if one.date and one.date == state.date:
        return state
    if state.status is Status.DELAYED:
        if one.date is None or one.date in replaced or not one.grade.at_least(state.date_grade):
            return state
        if state.date and state.date.refines(one.date):
            return state
    if state.date:
        if one.date and one.date.latest < state.date.earliest:
            return state
        replaced.add(state.date)
    return replace(state, status=Status.DELAYED, date=one.date, date_grade=one.grade, since_at=one.at, grade=one.grade)


def next_number(known: Iterable[tuple[Part, int | None]], part: Part) -> int:
    """The number that a further instalment of this kind gets: one more than the highest known."""
    return max((number for kind, number in known if kind is part and number), default=0) + 1
