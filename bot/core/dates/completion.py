"""The parts of a date that the writer left out."""

import datetime as dt

from bot.core.models import BroadcastSeason, ReleaseDate

_DAYS_LOOKED_BACK = 45  # "October 2" said on November 10 is the past one
_DAYS_LOOKED_AHEAD = 320  # farther ahead, nobody leaves the year out


def release(year: int, month: int | None = None, day: int | None = None) -> ReleaseDate | None:
    try:
        return ReleaseDate(year, month, day)
    except ValueError:
        return None


def complete(published: dt.date | None, month: int, day: int | None, *, past: bool = False) -> ReleaseDate | None:
    """The year that the writer left out."""
    if published is None:
        return None
    year = published.year
    if day is None:
        if past:
            year -= month > published.month
        else:
            year += month < published.month
        return release(year, month)
    try:
        ahead = (dt.date(year, month, day) - published).days
    except ValueError:
        return None
    if past and ahead > 0:
        year -= 1
    elif not past and ahead < -_DAYS_LOOKED_BACK:
        year += 1
    elif ahead > _DAYS_LOOKED_AHEAD:
        year -= 1
    return release(year, month, day)


def complete_season(
    published: dt.date | None, season: BroadcastSeason, *, past: bool = False, this: bool = False
) -> ReleaseDate | None:
    """Named without a year, a broadcast season is the running one until its last month."""
    if published is None:
        return None
    into = published.month - season.first_month
    year = published.year
    if past:
        year -= into < 0
    elif into > 2 or (into == 2 and not this):
        year += 1
    return ReleaseDate(year, quarter=season)


def season_of(season: BroadcastSeason, year: int, published: dt.date | None) -> ReleaseDate:
    """Winter of the running year, said when its January to March are over, is the one that begins in December."""
    if season is BroadcastSeason.WINTER and published and year == published.year and published.month > 3:
        return ReleaseDate(year)
    return ReleaseDate(year, quarter=season)
