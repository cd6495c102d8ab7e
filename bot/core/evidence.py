"""From claims and what is known to the events that are told, each once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.core.models import Claim, Grade, Instalment, Kind, Part, ReleaseDate, Status
from bot.core.status import COMING, UNKNOWN, Standing, next_number

# Kinds that speak of a part that is still to come, and so may open a further one when none is known to come.
OPENS = frozenset({Kind.RENEWED, Kind.FILM, Kind.FINAL, Kind.DATED, Kind.RUMOUR, Kind.NEW_SHOW})


@dataclass(frozen=True, slots=True)
class Known:
    """An instalment as the database holds it."""

    slot: str
    part: Part
    number: int | None
    standing: Standing


@dataclass(frozen=True, slots=True)
class EventDraft:
    """A change worth telling. `key` is the same for everyone who learns of the same change.

    `instalment` None: the show as a whole was concluded.
    """

    key: str
    kind: Kind
    also: tuple[Kind, ...]
    show_id: str
    instalment: Instalment | None
    grade: Grade
    date: ReleaseDate | None = None
    was: ReleaseDate | None = None
    corrects: bool = False


def place(claim: Claim, known: Mapping[str, Known]) -> Instalment | None:
    """Give the numbered instalment that the claim is about; None when it can be about none that changes.

    An unnumbered claim is about the part that is coming (or running, for an end), else about a further one.
    """
    said = claim.instalment or Instalment(Part.FILM if claim.kind is Kind.FILM else Part.SEASON)
    if said.number is not None:
        return said
    parts = [one for one in known.values() if one.part is said.part]
    wanted = {Status.AIRING, Status.DELAYED} if claim.kind is Kind.FINISHED else COMING
    candidates = [one for one in parts if one.standing.status in wanted]
    if claim.kind in {Kind.DELAYED, Kind.CANCELLED} and not candidates:
        candidates = [one for one in parts if one.standing.status is Status.AIRING]
    if candidates:
        first = min(candidates, key=lambda one: (one.number is None, one.number or 0))
        return Instalment(first.part, first.number)
    if claim.kind in OPENS:
        return Instalment(said.part, next_number(((one.part, one.number) for one in parts), said.part))
    return None


def conclusion(show_id: str, grade: Grade) -> EventDraft:
    """Give what is to be told when a show with nothing to come was officially concluded."""
    return EventDraft(f"{show_id}//{Kind.CANCELLED.value}/", Kind.CANCELLED, (), show_id, None, grade)


def change(
    show_id: str, instalment: Instalment, before: Standing, after: Standing, kinds: Iterable[Kind]
) -> EventDraft | None:
    """Give what is to be told when the claims of one entry moved an instalment; None when nothing changed.

    `kinds` are the kinds that the entry claimed; several of them on one instalment make one event.
    """
    told = _kinds(before, after, instalment, frozenset(kinds))
    if not told:
        return None
    kind, *also = told
    was = before.date if before.date != after.date else None
    return EventDraft(
        key="/".join((show_id, instalment.slot, kind.value, _detail(kind, before, after))),
        kind=kind,
        also=tuple(also),
        show_id=show_id,
        instalment=instalment,
        date=after.date if kind not in {Kind.CANCELLED, Kind.FINISHED} else None,
        was=was,
        grade=after.grade,
        corrects=bool(kind is Kind.DATED and was and after.date and not after.date.refines(was)),
    )


def _kinds(before: Standing, after: Standing, instalment: Instalment, claimed: frozenset[Kind]) -> list[Kind]:
    """Every kind that the change is, the one that leads first."""
    if before.status is not after.status and after.status in {Status.CANCELLED, Status.RUMOURED, Status.FINISHED}:
        return [
            {Status.CANCELLED: Kind.CANCELLED, Status.RUMOURED: Kind.RUMOUR, Status.FINISHED: Kind.FINISHED}[
                after.status
            ]
        ]
    kinds: list[Kind] = []
    if after.status is Status.DELAYED and (before.status is not Status.DELAYED or before.date != after.date):
        kinds.append(Kind.DELAYED)
    if after.final and not before.final:
        kinds.append(Kind.FINAL)
    appeared = before.status in UNKNOWN | {Status.CANCELLED, Status.ENDED} and after.status not in UNKNOWN
    opens = _opening(instalment, claimed)
    if appeared and opens in claimed:
        kinds.append(opens)
    if after.status is Status.AIRING and before.status is not Status.AIRING:
        kinds.append(Kind.PREMIERED)
    if after.date and after.date != before.date and after.status is Status.DATED:
        kinds.append(Kind.DATED)
    if appeared and opens not in kinds:
        kinds.append(opens)
    return kinds


def _opening(instalment: Instalment, claimed: frozenset[Kind]) -> Kind:
    if Kind.NEW_SHOW in claimed:
        return Kind.NEW_SHOW
    return Kind.RENEWED if instalment.part is Part.SEASON else Kind.FILM


def _detail(kind: Kind, before: Standing, after: Standing) -> str:
    """What tells two events of one kind about one instalment apart."""
    new = after.date.iso if after.date else "open"
    if kind is Kind.DATED:
        return new
    if kind is Kind.DELAYED:
        return f"{before.date.iso if before.date else 'open'}>{new}"
    return "again" if before.status in {Status.CANCELLED, Status.ENDED} else ""
