"""Dates in Japanese."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace

from bot.core.dates.completion import complete, complete_season, release, season_of
from bot.core.dates.found import COMPLETED, RELATIVE, FoundDate, found_by
from bot.core.models import BroadcastSeason, ReleaseDate

_HINT = re.compile("[年月春夏秋冬/]")
# The day of the week and the time behind a date belong to it: "10月3日(土)24:30〜".
_TIME = re.compile(
    r"\s?[(（][月火水木金土日](?:・?[祝休])?(?:曜日?)?[)）]"
    r"(?:\s?(?:深夜|早朝|午前|午後|よる|ひる|あさ|夜|昼|朝)?\s?\d{1,2}(?::\d\d|時(?:\d{1,2}分|半)?))?[〜～~]?"
)
_KANJI_SEASONS = dict(zip("冬春夏秋", BroadcastSeason, strict=True))
_DATE = re.compile(
    r"(?:(?<!\d)(?P<year>(?:19|20)\d\d)\s?年|令和\s?(?P<reiwa>\d{1,2})年|(?P<relative>今年|本年|来年|再来年|昨年|去年|翌年))"
    r"(?:度|の|内|中)?\s?(?:(?P<month>1[0-2]|0?[1-9])月(?:\s?(?P<day>[12]\d|3[01]|0?[1-9])日)?|(?P<season>[春夏秋冬]))?"
    r"|(?<![\d/年])(?P<month2>1[0-2]|0?[1-9])月(?!号|刊|\d+日号)(?:\s?(?P<day2>[12]\d|3[01]|0?[1-9])日(?!号))?"
    r"|(?P<when>今|来|昨|この)(?P<season2>[春夏秋冬])(?!山|日)"
    r"|(?P<season3>[春夏秋冬])(?=放送|公開|配信|スタート|開始|アニメ|クール|より|からの?放送|に(?:放送|公開|配信|開始|スタート))"
    r"|(?<![\d/.])(?P<slash>(?:1[0-2]|0?[1-9])/(?:[12]\d|3[01]|0?[1-9]))(?=\s?[(\uff08][月火水木金土日祝]|\s?(?:より|から|スタート|放送|配信|公開))"
)
_YEARS = {"昨年": -1, "去年": -1, "今年": 0, "本年": 0, "来年": 1, "翌年": 1, "再来年": 2}
_PAST = re.compile(r"[^、。]{0,12}(?:(?:放送|公開|配信)され(?!る|ます)|放送した|に終了した|最終回を迎えた)")


def japanese_dates(text: str, published: dt.date | None) -> list[FoundDate]:
    if not _HINT.search(text):
        return []
    return found_by(_DATE, text, "「」", lambda match: _read(match, published))


def with_time(date: FoundDate, text: str) -> FoundDate:
    """The date together with the day of the week and the time that stand behind it."""
    behind = _TIME.match(text, date.end)
    return replace(date, end=behind.end()) if behind else date


def _read(match: re.Match[str], published: dt.date | None) -> tuple[ReleaseDate | None, str]:
    part: Callable[[str], str | None] = match.group
    year = None
    how = COMPLETED
    if stated := part("year"):
        year, how = int(stated), ""
    elif reiwa := part("reiwa"):
        year, how = 2018 + int(reiwa), ""
    elif (relative := part("relative")) and published:
        year, how = published.year + _YEARS[relative], RELATIVE
    if year is not None:
        if season := part("season"):
            return season_of(_KANJI_SEASONS[season], year, published), how
        month, day = part("month"), part("day")
        return release(year, int(month) if month else None, int(day) if day else None), how
    past = bool(_PAST.match(match.string, match.end()))
    if month := part("month2"):
        day = part("day2")
        return complete(published, int(month), int(day) if day else None, past=past), how
    if slash := part("slash"):
        month, day = slash.split("/")
        return complete(published, int(month), int(day)), how
    if (season := part("season2")) and published:
        return _named_season(part("when") or "", _KANJI_SEASONS[season], published), how
    if season := part("season3"):
        return complete_season(published, _KANJI_SEASONS[season], past=past), how
    return None, how


def _named_season(when: str, season: BroadcastSeason, published: dt.date) -> ReleaseDate | None:
    if when == "来":
        return ReleaseDate(published.year + 1, quarter=season)
    if when == "昨":
        return ReleaseDate(published.year - 1, quarter=season)
    if season is BroadcastSeason.WINTER:
        return complete_season(published, season, this=True)
    return ReleaseDate(published.year, quarter=season)
