"""Turns what a text says of a show into claims, each held against what the catalogue knows of it."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.core.events import Event, is_occasion, quoted, subjects
from bot.core.known import (
    doubt,
    instalment_of,
    is_coming,
    is_due,
    is_expected_otherwise,
    is_far,
    is_film_only,
    is_long_over,
    is_next,
    is_planned,
    leaves_out_seasons,
    number_due,
    upcoming_number,
)
from bot.core.lexicon import Effect, Hit, Patterns
from bot.core.matching import Mention
from bot.core.models import Claim, Instalment, Kind, Part, ReleaseDate, Show, ShowRef, Source
from bot.core.reading import Reading

_FIRST_OF_ALL = frozenset({Kind.RENEWED, Kind.FILM})
_GOES_ON = frozenset({Kind.RENEWED, Kind.FILM, Kind.FINAL})
_BEGINS = frozenset({Kind.DATED, Kind.PREMIERED})


@dataclass(frozen=True, slots=True)
class Telling:
    """A headline as it was read, who tells it and when."""

    title: Reading
    table: Patterns
    source: Source
    published: dt.date | None

    def claim(
        self, kind: Kind, show: Show, instalment: Instalment | None, event: Event, date: ReleaseDate | None
    ) -> Claim:
        """The claim that an event makes; `date`: the one said beside it."""
        own = event.date or (date if kind is not Kind.PREMIERED else None)
        return Claim(kind, ref(show), instalment, own, self.source.grade, (event.because,))

    def something_old(self) -> str:
        """The words of the title that speak of a dub, a disc, a showing elsewhere; empty when there are none."""
        title, table = self.title, self.table
        found: Iterable[Hit] = (hit for hit in title.hits if hit.effect is Effect.OLD)
        return next((quoted(title, hit) for hit in found if not is_occasion(title, hit, table)), "")


def ref(show: Show) -> ShowRef:
    """The show as a claim names it."""
    return ShowRef(show.id, show.title, show.ids)


def firsts(events: Iterable[Event]) -> list[Event]:
    """One event of each kind, those with a date and a number before those without."""
    found: dict[Kind, Event] = {}
    for event in events:
        known = found.get(event.kind)
        if known is None or _says_more(event, known):
            found[event.kind] = event
        elif known.number is None and event.number is not None and event.part in (known.part, None):
            found[event.kind] = known._replace(part=event.part, number=event.number)
    return list(found.values())


def _says_more(event: Event, known: Event) -> bool:
    if event.date is None or known.date is None:
        return event.date is not None
    return event.date.precision.rank > known.date.precision.rank


def settled(mention: Mention, events: Sequence[Event], published: dt.date | None) -> Mention:
    """The mention with the only one of its shows that expects such a season or date, where there is just one."""
    if mention.show is not None:
        return mention
    fitting = [
        name
        for name in mention.names
        if any(
            is_next(name.show, event.number, published)
            or is_coming(name.show, event.number, published)
            or (event.date is not None and is_due(name.show, event.date, published))
            for event in events
        )
    ]
    return mention._replace(names=tuple(fitting)) if len(fitting) == 1 else mention


def claims_about(mention: Mention, show: Show, events: Sequence[Event], telling: Telling) -> list[tuple[Claim, str]]:
    """The claims about one show, each with the reason why it cannot be (empty: it can)."""
    published = telling.published
    said = _strongest(events)
    planned = is_planned(show, published)
    dated = said.get(Kind.DATED)
    date = dated.date if dated else None
    if Kind.DELAYED in said:
        said.pop(Kind.DATED, None)
        date = max((event.date for event in events if event.date), key=lambda one: one.earliest, default=date)
    film = said.get(Kind.FILM)
    found = []
    for kind, event in said.items():
        told = Kind.NEW_SHOW if planned and kind in _FIRST_OF_ALL and (event.number or 1) == 1 else kind
        if told is Kind.NEW_SHOW and not planned and is_far(show, mention.names[0].slot, published):
            told = Kind.RENEWED  # the "new anime" is one of the show's own, which has a name
        if told is Kind.NEW_SHOW and (refused := _refused_first(show, event, date, telling, planned=planned)):
            found.append(refused)
            continue
        if kind is Kind.DATED and not said.keys().isdisjoint(_GOES_ON):
            event = event._replace(continues=True)  # noqa: PLW2901 (the same event, said more exactly)
        is_film = mention.names[0].slot.startswith(Part.FILM) or is_film_only(show)
        if told is Kind.RENEWED and event.number is None and event.part in (None, Part.SEASON) and is_film:
            told = Kind.FILM  # the sequel of a film is a film
            event = event._replace(part=Part.FILM)  # noqa: PLW2901 (the same event, said more exactly)
        instalment = _instalment(
            mention, show, film if film and kind is Kind.DATED else event, published, planned=planned
        )
        claim = telling.claim(told, show, instalment, event, date)
        if kind in _BEGINS and (why := _no_premiere(show, event, telling)):
            found.append((claim, why))
            continue
        # "Fruits Basket: Prelude 2" counts within its own name, not within the show.
        relative = bool(mention.names[0].slot) and event.number is not None and not mention.counted
        found.append((claim, "" if relative else doubt(claim, show, event, published) or _miscount(show, telling)))
    if any(claim.kind is Kind.NEW_SHOW and claim.show is None for claim, _ in found):
        # What is told beside a new version of an old story is told of that.
        found = [
            (replace(claim, show=None, instalment=None), "") if claim.show else (claim, why) for claim, why in found
        ]
    return found


def denied(show: Show, event: Event, telling: Telling, said: str) -> Claim:
    """The claim that an event of a show is not so; `said`: the words that deny it."""
    part = event.part or Part.SEASON
    number = event.number or (upcoming_number(show, telling.published) if part is Part.SEASON else None)
    because = (event.because, said)
    return Claim(event.kind, ref(show), Instalment(part, number), None, telling.source.grade, because, denied=True)


def _miscount(show: Show, telling: Telling) -> str:
    """Why the headline counts seasons otherwise than the catalogue (empty: it does not)."""
    numbers = {mark.number for mark in telling.title.of("season") if mark.number}
    if len(numbers) != 1:
        return ""
    number = numbers.pop()
    named = [mark.mention.show for mark in subjects(telling.title) if mark.mention and mark.mention.show]
    if not all(leaves_out_seasons(one, number) for one in named):
        return ""
    return leaves_out_seasons(show, number)


def _strongest(events: Sequence[Event]) -> dict[Kind, Event]:
    """The first event of each kind, without those that another one says more precisely."""
    said = {event.kind: event for event in firsts(events)}
    if Kind.DATED in said and Kind.PREMIERED in said and said[Kind.PREMIERED].date is None:
        del said[Kind.PREMIERED]
    for stronger, weaker in (
        (Kind.RENEWED, Kind.NEW_SHOW),
        (Kind.FILM, Kind.NEW_SHOW),
        (Kind.DELAYED, Kind.PREMIERED),
        (Kind.FINISHED, Kind.PREMIERED),
        (Kind.CANCELLED, Kind.DELAYED),
        (Kind.CANCELLED, Kind.RENEWED),
        (Kind.CANCELLED, Kind.FILM),
        (Kind.CANCELLED, Kind.NEW_SHOW),
    ):
        if stronger in said:
            said.pop(weaker, None)
    return said


def _refused_first(
    show: Show, event: Event, date: ReleaseDate | None, telling: Telling, *, planned: bool
) -> tuple[Claim, str] | None:
    """The claim of a first anime where it is not one of this show, with the reason; None where it is."""
    claim = telling.claim(Kind.NEW_SHOW, show, None, event, date)
    old = telling.something_old()
    if old:
        return claim, f"about something else: {old}"
    if planned:
        return None
    if is_long_over(show, telling.published) and not event.aside:
        # A new version of an old story is an anime of its own, which the catalogue does not have.
        return replace(claim, show=None), ""
    return claim, "the show has an anime already"


def _no_premiere(show: Show, event: Event, telling: Telling) -> str:
    """Why a date is rather that of a dub, a disc, a showing elsewhere (empty: it is not)."""
    published = telling.published
    if event.date is None or is_due(show, event.date, published) or is_next(show, event.number, published):
        return ""
    old = telling.something_old()
    if old:
        return f"the date is that of something else: {old}"
    if event.aside and is_expected_otherwise(show, event, published):
        return "the summary gives another date than the one that is expected"
    return ""


def _instalment(
    mention: Mention, show: Show, event: Event, published: dt.date | None, *, planned: bool
) -> Instalment | None:
    if event.part and event.number:
        return Instalment(event.part, event.number)
    slot = mention.names[0].slot
    is_one_time = (
        event.kind in _BEGINS and event.part is None and not slot.startswith(Part.SEASON)
    )  # a film is new once
    named = instalment_of(show, slot, None if is_one_time else published)
    if named and event.kind is not Kind.RENEWED and event.part in (None, named.part):
        return named
    part = event.part or Part.SEASON
    if part is Part.SEASON and event.number is None:
        coming = 1 if planned else upcoming_number(show, published, announced=event.kind is Kind.RENEWED)
        return Instalment(part, number_due(show, event.date) or coming)
    return Instalment(part, event.number)
