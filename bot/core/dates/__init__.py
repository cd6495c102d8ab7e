"""Dates in the text of news: found, read to the precision that is written, completed from the day of publication.

Nothing here decides what a date is the date *of*. A date never gains precision: "early 2027" is 2027, "late
November" is November. An incomplete one looks ahead, since that is what announcements do: "October" is next
October when it is said in December; behind "premiered", "ended" or "since" it looks back.

Broadcast days. Japanese television counts the night to the day before: "October 2, 25:00" is one o'clock on the
3rd by the calendar (ARIB and the stations' own schedules write it so). The date kept is the 2nd, which the station
announced and which a subscriber will find in every listing; `because` says so. A translation of it in brackets
("effectively October 3, 1:00 a.m.") is the same premiere and not a second date. In the same way a day beside a
time of another zone is the day as that outlet states it: it is never shifted.
"""

import datetime as dt
import re
from dataclasses import replace

from bot.core.dates.found import FoundDate
from bot.core.dates.japanese import japanese_dates, with_time
from bot.core.dates.vietnamese import vietnamese_dates
from bot.core.dates.western import western_dates

__all__ = ["FoundDate", "find_dates"]

_LATE_NIGHT = re.compile(r"(?:2[4-9]|30)(?:[:\uff1a][0-5]\d|時)")
_FIRST_PUBLISHED, _LAST_PUBLISHED = 1990, 2100
_BRACKETS = re.compile("[(\uff08]")


def find_dates(text: str, published: dt.date | None, language: str = "en") -> list[FoundDate]:
    """Every date in the text, in order of position. Without `published`, incomplete dates are left out.

    `language` decides only what digits alone leave open: whether 10/2 is October 2 or February 10.
    """
    if published and not _FIRST_PUBLISHED <= published.year <= _LAST_PUBLISHED:
        published = None  # a feed's broken clock completes nothing
    found = western_dates(text, published, language)
    if not text.isascii():
        found += japanese_dates(text, published)
        found += vietnamese_dates(text, published)
    if not found:
        return found
    found.sort(key=lambda date: (date.start, -date.end))
    return _without_overlaps(found, text)


def _without_overlaps(found: list[FoundDate], text: str) -> list[FoundDate]:
    kept: list[FoundDate] = []
    for date in found:
        if kept and date.start < kept[-1].end:
            continue
        if kept and _is_same_night(kept[-1], date, text):
            continue
        kept.append(with_time(_with_broadcast_day(date, text), text))
    return kept


def _with_broadcast_day(date: FoundDate, text: str) -> FoundDate:
    clock = date.date.day and _LATE_NIGHT.search(text, date.end, date.end + 24)
    if not clock:
        return date
    return replace(date, because=f"{date.because}, broadcast day of {clock.group()}")


def _is_same_night(earlier: FoundDate, later: FoundDate, text: str) -> bool:
    """True for "October 2 at 25:00 (effectively October 3 at 1:00 a.m.)"."""
    if "broadcast day" not in earlier.because or not later.date.day or later.start - earlier.end > 60:
        return False
    before, after = (dt.date(*date.date.earliest) for date in (earlier, later))
    return (after - before).days == 1 and bool(_BRACKETS.search(text, earlier.end, later.start))
