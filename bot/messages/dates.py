"""Dates in words, never more precise than they are known."""

from datetime import UTC, datetime

from bot.core.models import Precision, ReleaseDate
from bot.messages.markup import Markdown
from bot.messages.texts import Texts

# Discord shows `<t:…>` in the reader's own time zone, but a premiere's day is a day of the calendar, not a moment.
# At 10:00 UTC it is that same day from Hawaii (UTC-10) to New Zealand's summer (UTC+13); noon would already be the
# next day there. Only Samoa's eastern half and Kiribati's Line Islands read a neighbouring day.
SAME_DAY_HOUR = 10


def when(date: ReleaseDate, texts: Texts) -> Markdown:
    """Say a release date: a timestamp in the reader's own way of writing when the day is known, else words."""
    if date.precision is Precision.DAY:
        noon = datetime(date.year, date.month or 1, date.day or 1, SAME_DAY_HOUR, tzinfo=UTC)
        return Markdown(f"<t:{int(noon.timestamp())}:D>")
    return texts("date.plain", date=in_words(date, texts))


def in_words(date: ReleaseDate, texts: Texts) -> str:
    """Say a release date without Discord's markup."""
    year = str(date.year)
    match date.precision:
        case Precision.DAY:
            return texts.label("date.day", day=str(date.day), month=texts.label(f"date.months.{date.month}"), year=year)
        case Precision.MONTH:
            return texts.label("date.month", month=texts.label(f"date.months.{date.month}"), year=year)
        case Precision.QUARTER:
            return texts.label("date.quarter", quarter=texts.label(f"date.quarters.{date.quarter}"), year=year)
        case _:
            return texts.label("date.year", year=year)


def span(first: ReleaseDate | None, last: ReleaseDate | None, texts: Texts) -> Markdown:
    """Say from when to when something ran, as far as known."""
    if first and last and first != last:
        return Markdown(texts.label("date.span", first=in_words(first, texts), last=in_words(last, texts)))
    known = first or last
    # Our own words: "3. Oktober" is no list, wherever it stands in a line.
    return Markdown(in_words(known, texts) if known else "")


def as_of(iso: str, texts: Texts) -> Markdown:
    """Say the day of a piece of knowledge, written in ISO; an unreadable one is shown as it is."""
    try:
        return when(ReleaseDate.parse(iso), texts)
    except ValueError:
        return texts("date.plain", date=iso)


def moment(at: int, style: str = "D") -> Markdown:
    """Say a moment in the reader's own time zone: `D` the day, `R` how long ago."""
    return Markdown(f"<t:{at}:{style}>")
