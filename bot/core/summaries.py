"""What a summary adds to its headline: dates, and news that the headline leaves out."""

import datetime as dt
from collections.abc import Sequence
from functools import partial

from bot.core.events import KINDS, Event, find_dates_due, find_events, subjects
from bot.core.folding import said_words
from bot.core.known import is_due, is_next
from bot.core.lexicon import Effect, Patterns, Where
from bot.core.matching import Mention
from bot.core.models import Kind, Part, ReleaseDate
from bot.core.reading import Reading, Scan

# What the summary may add to what the title says, and to a title that says nothing.
_ADDED = frozenset({Kind.DATED, Kind.PREMIERED})
_ADDED_ALONE = frozenset({Kind.DELAYED, Kind.CANCELLED, Kind.FINISHED})
# What an entry is kept for; what a summary can tell besides dates; how it can doubt what the title tells.
_NEWS = frozenset({*KINDS, Effect.RUMOUR})
_TELLING = frozenset({
    Effect.RENEWED, Effect.PREMIERED, Effect.RUMOUR, Effect.DELAYED, Effect.CANCELLED, Effect.FINISHED,
})  # fmt: skip
_DOUBTING = frozenset({Effect.RUMOUR, Effect.SPECULATION, Effect.HOAX, Effect.DENIED, Effect.OTHER_MEDIUM})


def may_be_told(title: Scan, summary: Scan, table: Patterns) -> bool:
    """False where an entry tells no event, whatever show its title may be found to name."""
    return (
        bool(title.dates or summary.dates)
        or table.may_tell(_NEWS, said_words(title.original), Where.TITLE, dated=False)
        or table.may_tell(_TELLING, said_words(summary.original), Where.SUMMARY, dated=False)
    )


def may_add(summary: Scan, title: Reading, told: Sequence[Event], table: Patterns) -> bool:
    """False where the summary cannot change what the title tells of its shows."""
    said = [event.date for event in told if event.date]
    if said:
        rough = [date for date in said if not date.day]  # nothing is finer than a day
        is_dated = bool(rough) and any(found.date.refines(date) for found in summary.dates for date in rough)
    else:
        is_dated = bool(summary.dates)
    if is_dated or (told and _is_open(title)):
        return True
    effects = _TELLING if not told else _DOUBTING if said else _DOUBTING | {Effect.PREMIERED}
    return table.may_tell(effects, said_words(summary.original), Where.SUMMARY, dated=bool(said or summary.dates))


def _is_open(title: Reading) -> bool:
    """True when it is for the summary to say whether the title is about an anime."""
    return not title.speaks_of_anime or any(hit.effect is Effect.EITHER_MEDIUM for hit in title.hits)


def events_told(  # noqa: PLR0917 (what was understood, and what is known beside it)
    found: list[Event],
    title: Reading,
    summary: Reading,
    table: Patterns,
    published: dt.date | None,
    main: Sequence[Mention],
) -> list[Event]:
    """What the title tells, `found`, with what the summary adds to it."""
    numbers = {mark.number for mark in title.of("season")}
    season = next(iter(numbers)) if len(numbers) == 1 else None
    default = _instalment_named(title, table, season)
    if any(event.date for event in found):
        finer = [event.date for event in find_events(summary, table, published, main, default) if event.date]
        finer = finer or [event.date for event in _due(summary, table, published, main, default) if event.date]
        found = [event._replace(date=_refined(event.date, finer)) if event.date else event for event in found]
    else:
        if title.speaks_of_other and not title.speaks_of_anime:
            if len(main) != 1 or found:  # of several shows, the date may be that of one
                return found
            due = _due(summary, table, published, main, default)
            is_named = bool(title.of("season") or main[0].names[0].slot)  # else a year may be that of anything
            return [event for event in due if event.date and (event.date.month or is_named)][:1]
        added = find_events(summary, table, published, main, default)
        kinds = _ADDED if found or not main else _ADDED | _ADDED_ALONE
        is_known = season is not None and not table.clips.isdisjoint(title.text.split())
        renewing = [] if found or is_known else [one for one in added if _is_renewal(one, main, season, published)]
        found += [event for event in added if event.kind in kinds or event in renewing]
        if main and not any(event.date or event.kind is Kind.PREMIERED for event in found):
            for reading in (title, summary) if _is_of_part(title, table) else (summary,):
                found += _due(reading, table, published, main, default)[:1]
    return found


def _due(
    reading: Reading,
    table: Patterns,
    published: dt.date | None,
    main: Sequence[Mention],
    default: tuple[Part | None, int | None],
) -> list[Event]:
    """The dates of a text at which the catalogue expects all the shows."""
    return find_dates_due(reading, table, published, main, default, partial(is_due, published=published))


def _is_of_part(title: Reading, table: Patterns) -> bool:
    """True for a headline about a season or arc and nothing made of it, which may say anything of its date."""
    is_part = bool(title.of("season")) or not table.arcs.isdisjoint(title.text.split())
    return is_part and not title.speaks_of_other and not any(h.effect is Effect.OLD for h in title.hits)


def _refined(date: ReleaseDate, others: Sequence[ReleaseDate]) -> ReleaseDate:
    """The day or month within a longer time, where just one is told of it."""
    inside = {other for other in others if other.refines(date)}
    return inside.pop() if len(inside) == 1 else date


def _instalment_named(title: Reading, table: Patterns, season: int | None) -> tuple[Part | None, int | None]:
    """The instalment that a title is about as a whole."""
    if season is not None:
        return Part.SEASON, season
    marks = subjects(title)
    behind = title.text[marks[0].at :] if marks else ""
    words_behind = (
        behind.split()[1:4] if table.lexicon.spaced else [word for word in table.part_words if word in title.text]
    )
    return next(((table.part_words[word], None) for word in words_behind if word in table.part_words), (None, None))


def _is_renewal(event: Event, main: Sequence[Mention], season: int | None, published: dt.date | None) -> bool:
    """True for a renewal that only the summary tells, of the very season that comes next."""
    if event.kind is not Kind.RENEWED or event.number is None or season not in (None, event.number):
        return False
    return bool(main) and all(mention.show and is_next(mention.show, event.number, published) for mention in main)
