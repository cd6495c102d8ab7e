"""What the catalogue knows about a show on a day, and whether a claim can be true beside it."""

import datetime as dt
from collections.abc import Iterable

from bot.core.events import Event
from bot.core.models import Claim, Instalment, Kind, KnownInstalment, Part, Precision, ReleaseDate, Show

# A catalogue may name the quarter, a feed may be late: an instalment counts as coming for so long after its start.
_GRACE = dt.timedelta(days=60)
_RUNNING = dt.timedelta(days=240)  # episodes that are still running can be delayed
_PAUSES = 1.2  # an episode a week, and now and then none
_OTHERWISE_DAYS = 100
_YOUNG_YEARS = 4
_LONG_OVER_DAYS = 8 * 365
_LONG_RUN = 100  # episodes
_BEGINNING = dt.timedelta(days=14)
_SURELY_BEGUN = dt.timedelta(days=45)
_SEASONS_AHEAD = 2  # a catalogue may lag, but a "25th season" counts otherwise than it does
_PREMIERE_DAYS = 21


def is_planned(show: Show, published: dt.date | None) -> bool:
    """True when no part of the show had been on by the day of publication."""
    if published is None or not show.instalments:
        return False
    return not any(_has_begun(known, published) for known in show.instalments)


def is_long_over(show: Show, published: dt.date | None) -> bool:
    """True when the last of the show came so long ago that a "first" anime of that name must be a new version."""
    last = max((dt.date(*known.date.latest) for known in show.instalments if known.date), default=None)
    undated = any(known.date is None for known in show.instalments)
    return published is not None and last is not None and not undated and (published - last).days > _LONG_OVER_DAYS


def is_film_only(show: Show) -> bool:
    """True when all that is known of the show are films."""
    return bool(show.instalments) and all(known.part is Part.FILM for known in show.instalments)


def upcoming_number(show: Show, published: dt.date | None, *, announced: bool = False) -> int | None:
    """The number of the only season that was still to come on that day.

    Of a quarter just begun, it may be; what is `announced` only now is none that may be on already.
    """
    if published is None:
        return None
    coming = [
        known.number
        for known in show.instalments
        if known.part is Part.SEASON
        and (known.date is None or dt.date(*(known.date.earliest if announced else known.date.latest)) >= published)
    ]
    return coming[0] if len(coming) == 1 else None


def number_due(show: Show, date: ReleaseDate | None) -> int | None:
    """The number of the only season that begins, or goes on after a pause, at that date."""
    seasons = [known for known in show.instalments if known.part is Part.SEASON]
    due = [known.number for known in seasons if date and any(start.agrees(date) for start in _starts(known))]
    return due[0] if len(due) == 1 else None


def instalment_of(show: Show, slot: str, published: dt.date | None) -> Instalment | None:
    """The instalment of that slot when it was still to come on that day."""
    for known in show.instalments:
        if known.slot == slot and (published is None or not _is_past(known, published)):
            return Instalment(known.part, known.number)
    return None


def is_far(show: Show, slot: str, published: dt.date | None) -> bool:
    """True when the instalment of that slot was so far ahead that it may just have been announced."""
    return published is not None and any(
        known.slot == slot and (known.date is None or dt.date(*known.date.latest) - published > _SURELY_BEGUN)
        for known in show.instalments
    )


def is_next(show: Show, number: int | None, published: dt.date | None) -> bool:
    """True when that season follows the last one of a show that is young and counts in seasons."""
    if published is None or number is None:
        return False
    seasons = [known for known in show.instalments if known.part is Part.SEASON and known.date]
    if not seasons or any((known.episodes or 0) > _LONG_RUN for known in seasons):
        return False
    begun = [known for known in seasons if known.date and dt.date(*known.date.earliest) <= published]
    last = max((known.number or 1 for known in begun), default=0)
    recent = any(known.date and known.date.year >= published.year - _YOUNG_YEARS for known in begun)
    return recent and number == last + 1


def is_coming(show: Show, number: int | None, published: dt.date | None) -> bool:
    """True when the catalogue expects the season of that number."""
    return published is not None and any(
        known.part is Part.SEASON and known.number == number and number is not None and not _is_past(known, published)
        for known in show.instalments
    )


def expects(show: Show, claim: Claim, published: dt.date | None) -> bool:
    """True when the catalogue has what the claim says: a date at just that time, else a season of that number."""
    if claim.date is not None:
        return is_due(show, claim.date, published)
    number = claim.instalment.number if claim.instalment else None
    return is_coming(show, number, published) and claim.kind in {Kind.RENEWED, Kind.NEW_SHOW, Kind.FINAL}


def is_due(show: Show, date: ReleaseDate, published: dt.date | None) -> bool:
    """True when the catalogue expects an instalment at that date."""
    return any(
        start.agrees(date) and (published is None or published <= dt.date(*start.earliest) + _BEGINNING)
        for known in show.instalments
        for start in _starts(known)
    )


def _starts(known: KnownInstalment) -> tuple[ReleaseDate, ...]:
    """When the instalment began, and went on after pauses."""
    return known.resumes if known.date is None else (known.date, *known.resumes)


def is_expected_otherwise(show: Show, event: Event, published: dt.date | None) -> bool:
    """True when all that the catalogue expects comes at quite another time than the event's date."""
    date, part = event.date, event.part or Part.SEASON
    if date is None or published is None:
        return False
    coming = [
        known.date
        for known in show.instalments
        if known.part is part and event.number in (None, known.number) and not _is_past(known, published)
    ]
    gaps = [_days_between(known, date) for known in coming if known is not None]
    return bool(gaps) and len(gaps) == len(coming) and min(gaps) > _OTHERWISE_DAYS


def _days_between(one: ReleaseDate, other: ReleaseDate) -> int:
    if one.agrees(other):
        return 0
    first, second = sorted((one, other), key=lambda date: date.earliest)
    return (dt.date(*second.earliest) - dt.date(*first.latest)).days


def is_running(show: Show, published: dt.date | None) -> bool:
    """True when episodes of the show may have been on in the weeks before."""
    return published is not None and any(_ran(known, published) for known in show.instalments)


def premiere_of(show: Show, slot: str, number: int | None, published: dt.date | None) -> Instalment | None:
    """The season whose first episode was due on that day, when the slot or the number names it."""
    if published is None:
        return None
    for known in show.instalments:
        wanted = known.slot == slot if slot and number is None else known.number == (number or 1)
        if known.part is Part.SEASON and wanted and known.date is not None:
            days = dt.timedelta(days=_PREMIERE_DAYS)
            if dt.date(*known.date.earliest) - days <= published <= dt.date(*known.date.earliest) + days:
                return Instalment(known.part, known.number)
    return None


def doubt(claim: Claim, show: Show, event: Event, published: dt.date | None) -> str:
    """Why the claim cannot be about what is to come; empty when it can."""
    if published is None or event.half or not show.instalments or claim.kind is Kind.CANCELLED:
        return ""
    instalment = claim.instalment
    if claim.kind is Kind.PREMIERED and event.date is None and not _may_begin(show, event, published):
        return "nothing is due these days"
    grace = _RUNNING if claim.kind is Kind.DELAYED else _GRACE
    if claim.kind is Kind.FINISHED:
        return "" if is_running(show, published) else "nothing of the show was running"
    if instalment is not None and instalment.number is not None:
        known = _find(show.instalments, instalment) if instalment.part is Part.SEASON or event.number is None else None
        if known:
            return f"{instalment.slot} began long before" if _is_past(known, published, grace) else ""
        return _miscounted(show, instalment.number, claim.kind, published) if instalment.part is Part.SEASON else ""
    if claim.kind is Kind.FINAL and is_long_over(show, published):
        return "another series may bear the name of one so old"
    if event.continues or event.is_new or claim.kind not in (Kind.DATED, Kind.PREMIERED, Kind.DELAYED):
        return ""
    if event.part not in (None, Part.SEASON):
        return ""  # films come more often than catalogues hear of them; a new showing of an old one is told apart
    if any(not _is_past(known, published, grace) for known in show.instalments):
        return ""
    return "nothing of the show is known to be coming"


def _miscounted(show: Show, number: int, kind: Kind, published: dt.date) -> str:
    """Why a season of a number that the catalogue does not have cannot come next (empty: it can)."""
    if kind is Kind.RENEWED and number == 1:
        return "a first season is no renewal"
    if number > 1 and is_long_over(show, published) and not is_following(show, number):
        return "another series may bear the name of one so old"
    return leaves_out_seasons(show, number)


def _is_past(known: KnownInstalment, published: dt.date, grace: dt.timedelta = _GRACE) -> bool:
    return known.date is not None and dt.date(*_starts(known)[-1].latest) + grace < published


def is_following(show: Show, number: int) -> bool:
    """True for the number behind that of the last season known."""
    return number == 1 + _last_season(show)


def leaves_out_seasons(show: Show, number: int) -> str:
    """Why the show cannot have a season of that number next (empty: it can)."""
    last = _last_season(show)
    return f"season {number} would leave out seasons: {last} are known" if number > last + _SEASONS_AHEAD else ""


def _last_season(show: Show) -> int:
    """The highest number of a known season; 0 when none is known."""
    return max((known.number or 1 for known in show.instalments if known.part is Part.SEASON), default=0)


def _has_begun(known: KnownInstalment, published: dt.date) -> bool:
    """True when the instalment was surely on; of a year, or a quarter just begun, no one can say."""
    if known.date is None:
        return False
    if known.date.precision is Precision.YEAR:
        return dt.date(*known.date.latest) < published
    return dt.date(*known.date.earliest) + _SURELY_BEGUN < published


def _may_begin(show: Show, event: Event, published: dt.date) -> bool:
    """True when the season that is meant, or anything of the show, may have begun these days."""
    number = event.number if event.part in (None, Part.SEASON) else None  # films are counted in many ways
    known = [one for one in show.instalments if number is None or (one.part, one.number) == (Part.SEASON, number)]
    if not known:
        return is_next(show, number, published)
    return any(one.date is None or _is_due_now(one, published) for one in known)


def _is_due_now(known: KnownInstalment, published: dt.date) -> bool:
    """True when the instalment may have begun these days: a catalogue often knows but the quarter."""
    if known.date is None:
        return False
    earliest, latest = dt.date(*known.date.earliest) - _BEGINNING, dt.date(*known.date.latest) + _BEGINNING
    return earliest <= published <= latest


def _ran(known: KnownInstalment, published: dt.date) -> bool:
    """True when the instalment may have been on in the weeks before."""
    if known.date is None:
        return False
    run = max(_RUNNING, _PAUSES * dt.timedelta(weeks=known.episodes or 0))
    return dt.date(*known.date.earliest) < published <= dt.date(*known.date.latest) + run


def _find(instalments: Iterable[KnownInstalment], wanted: Instalment) -> KnownInstalment | None:
    return next((known for known in instalments if known.part is wanted.part and known.number == wanted.number), None)
