"""Dates in Vietnamese, which numbers its months: "ngày 8 tháng 11", "tháng 1/2025", "mùa thu năm nay"."""

import datetime as dt
import re
from collections.abc import Callable

from bot.core.dates.completion import complete, complete_season, release, season_of
from bot.core.dates.found import COMPLETED, RELATIVE, FoundDate, found_by
from bot.core.models import BroadcastSeason, ReleaseDate

# A set of letters is found much faster than one of words.
_LETTERS = re.compile("[àáèéêôùúýăđơưÀÁÈÉÊÔÙÚÝĂĐƠƯ\u1ea0-\u1ef9]")
_HINT = re.compile("tháng|năm|mùa|ngày|quý|hè|xuân|vào|từ|mắt|sóng|chiếu", re.IGNORECASE)
_WINTER, _SPRING, _SUMMER, _FALL = BroadcastSeason
_SEASONS = {"đông": _WINTER, "xuân": _SPRING, "hè": _SUMMER, "hạ": _SUMMER, "thu": _FALL}
_MONTHS = {
    word: number
    for number, words in enumerate(
        [
            "một|giêng",
            "hai",
            "ba",
            "tư|bốn",
            "năm",
            "sáu",
            "bảy|bẩy",
            "tám",
            "chín",
            "mười",
            "mười một",
            "mười hai|chạp",
        ],
        1,
    )
    for word in words.split("|")
}
_QUARTERS = {"1": 0, "2": 1, "3": 2, "4": 3, "i": 0, "ii": 1, "iii": 2, "iv": 3}
_YEARS = {"năm ngoái": -1, "năm nay": 0, "năm sau": 1, "năm tới": 1, "sang năm": 1}
_COMING = {"tháng này": 0, "tháng sau": 1, "tháng tới": 1}
# "năm" is also five, and "tháng năm 2026" may be May 2026 or a month of 2026.
_NAMED = "|".join(sorted(_MONTHS.keys() - {"năm"}, key=len, reverse=True))
_MONTH = rf"1[0-2]|0?[1-9]|{_NAMED}|năm(?!\s+(?:\d|nay|sau|ngoái))"
_YEAR = r"(?:19|20)\d\d(?!\d)"
_AGO = "|".join(_YEARS)
# "2 năm sau", "vài tháng tới": so long afterwards, and no year of its own.
_NO_COUNT = r"(?<!\d )(?<!\d)(?<!vài )(?<!nhiều )(?<!mấy )(?<!một )(?<!hai )(?<!ba )(?<!những )(?<!các )"
# Words behind which a number is a day even without "ngày"; behind any other it may belong to a name.
_LEAD = "".join(
    f"|(?<={word} )" for word in ("vào", "từ", "đến", "tới", "sang", "là", "hôm", "mắt", "sóng", "chiếu", "rạp", ":")
)
_DATE = re.compile(
    rf"(?:(?:ngày|mùng|mồng)\s+{_LEAD}|(?<=\())(?P<day>[12]\d|3[01]|0?[1-9])(?:\s*(?:-|–|và|đến)\s*\d{{1,2}})?"
    rf"(?:\s*[/.-]\s*|,?\s+tháng\s+)(?P<month>{_MONTH})\b(?!/\d\b)"
    rf"(?:\s*[/.-]\s*(?P<year>{_YEAR})|,?\s+(?:năm\s+)?(?P<year2>{_YEAR})|\s+(?P<when>{_AGO})\b)?"
    rf"|(?:tháng\s+{_LEAD})(?P<month2>{_MONTH})\s*[/.-]\s*(?P<year3>{_YEAR})"
    rf"|\btháng\s+(?P<month3>{_MONTH})\b(?!\s*[/-]\s*\d)"
    rf"(?:,?\s+(?:năm\s+)?(?P<year4>{_YEAR})|\s+(?P<when2>{_AGO})\b"
    rf"|(?P<either>\s+(?:hoặc|hay)\s+(?:tháng\s+)?\d+))?"
    rf"|(?:(?P<lead>vào|từ|trong|đến)\s+)?\bmùa\s+(?P<season>{'|'.join(_SEASONS)})\b"
    rf"(?:,?\s+(?:năm\s+)?(?P<year5>{_YEAR})|\s+(?P<when3>{_AGO})\b|\s+(?P<this>này|tới|nay)\b)?"
    rf"|\b(?P<season2>hè|xuân)\s+(?:năm\s+)?(?P<year6>{_YEAR})"
    rf"|\bquý\s+(?P<quarter>[1-4]|iv|i{{1,3}})\s*(?:/|,?\s+(?:năm\s+)?)(?P<year7>{_YEAR})"
    rf"|(?:\b(?:năm|trong|đầu|cuối|giữa)\s+{_LEAD})(?P<year8>{_YEAR})(?![/.-]\d)"
    rf"|{_NO_COUNT}\b(?P<coming>{'|'.join(_COMING)})\b"
    rf"|{_NO_COUNT}\b(?P<when4>{_AGO})\b",
    re.IGNORECASE,
)
_PAST_BEFORE = re.compile(
    r"(?:(?:đã|từng)\s+(?:chính thức\s+|được\s+)*"
    r"(?:ra mắt|lên sóng|phát sóng|công chiếu|khởi chiếu|kết thúc|bắt đầu|chiếu)\s+(?:vào\s+|từ\s+|trong\s+)?|hồi\s+)$",
    re.IGNORECASE,
)
_PAST_BEHIND = re.compile(r"\s+(?:vừa\s+(?:qua|rồi)|trước|qua|rồi)\b", re.IGNORECASE)
_LONGEST_LEAD = 60


def vietnamese_dates(text: str, published: dt.date | None) -> list[FoundDate]:
    if not _LETTERS.search(text) or not _HINT.search(text):
        return []
    return found_by(_DATE, text, "“”", lambda match: _read(match, published))


def _read(match: re.Match[str], published: dt.date | None) -> tuple[ReleaseDate | None, str]:
    part: Callable[[str], str | None] = match.group
    year, how = _year(match, published)
    if season := part("season") or part("season2"):
        return _season(match, _SEASONS[season.lower()], year, published), how
    if quarter := part("quarter"):
        return ReleaseDate(year or 0, quarter=list(BroadcastSeason)[_QUARTERS[quarter.lower()]]), how
    if part("either"):
        return None, how  # one of two months is no date
    if month := part("month") or part("month2") or part("month3"):
        number, day = _number(month), int(part("day") or 0) or None
        if year is not None:
            return release(year, number, day), how
        return complete(published, number, day, past=_is_past(match)), COMPLETED
    if (coming := part("coming")) and published:
        ahead, index = divmod(published.year * 12 + published.month - 1 + _COMING[coming.lower()], 12)
        return release(ahead, index + 1), RELATIVE
    return (release(year) if year is not None else None), how


def _year(match: re.Match[str], published: dt.date | None) -> tuple[int | None, str]:
    """The year that is written or meant, and how it was found."""
    said = next((match[name] for name in ("year", *(f"year{n}" for n in range(2, 9))) if match[name]), None)
    if said:
        return int(said), ""
    when = match["when"] or match["when2"] or match["when3"] or match["when4"]
    if when and published:
        return published.year + _YEARS[" ".join(when.lower().split())], RELATIVE
    return None, COMPLETED


def _season(
    match: re.Match[str], season: BroadcastSeason, year: int | None, published: dt.date | None
) -> ReleaseDate | None:
    """A broadcast season; without a year only where something says that it is meant as a date."""
    if year is not None:
        return season_of(season, year, published)
    if not match["lead"] and not match["this"]:
        return None
    return complete_season(published, season, past=_is_past(match), this=(match["this"] or "").lower() != "tới")


def _number(month: str) -> int:
    return int(month) if month.isdecimal() else _MONTHS[" ".join(month.lower().split())]


def _is_past(match: re.Match[str]) -> bool:
    text, start = match.string, match.start()
    before = text[max(0, start - _LONGEST_LEAD) : start]
    return bool(_PAST_BEFORE.search(before) or _PAST_BEHIND.match(text, match.end()))
