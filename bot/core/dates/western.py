"""Dates in languages that put spaces between words, whatever the alphabet."""

import datetime as dt
import re
from typing import NamedTuple

from bot.core.dates.completion import complete, complete_season, release, season_of
from bot.core.dates.found import COMPLETED, RELATIVE, FoundDate
from bot.core.dates.words import (
    ARTICLES,
    COMING_AFTER,
    COMING_BETWEEN,
    COMING_INFINITIVES,
    COMING_VERBS,
    COUNTED_AFTER_NUMBER,
    COUNTED_AFTER_ORDINAL,
    COUNTED_BEFORE,
    EITHER,
    ENGLISH_MONTHS,
    FIRST_YEAR,
    FOLLOWERS,
    GLUE,
    ISSUES,
    JOINERS,
    LAST_YEAR,
    MONTH_VERBS,
    MONTHS,
    NOT_BEFORE,
    PAST,
    PREPOSITIONS,
    QUALIFIERS,
    QUANTITIES,
    RELATIVE_MONTHS,
    RELATIVE_YEARS,
    REVEALING,
    SEASONS,
    STRICT,
    TRIGGERS,
    WEEKDAYS,
    YEAR_AFTER,
    YEAR_VERBS,
    Phrases,
)
from bot.core.models import BroadcastSeason, ReleaseDate

# Latin, Cyrillic and Arabic in small letters: a set is found much faster than "no sign". Any other letter stands alone,
# and "S3" is a season.
_LETTERS = "a-zªº\u00df-\u00f6\u00f8-\u024f\u0430-\u0481\u048a-\u052f\u0620-\u064a\u066e-\u06d3\u1e00-\u1eff"
_TOKEN = re.compile(rf"s\d+\b|[{_LETTERS}]+|\d+(?:[./:\-–]\d+)*|[.,،#()'’–/-]|[^\W\d_]")
_NUMERIC = re.compile(r"\d[./-]\d")
_ORDINALS = frozenset(["st", "nd", "rd", "th", "er", "º", "ª", "o"])
_APOSTROPHES = frozenset("'’")
_COMING = COMING_VERBS | COMING_INFINITIVES
_YEARS_AHEAD = 10  # farther ahead, a year is where a story is set


class _Reading(NamedTuple):
    """What the words from `first` up to `end` say; None where they are a date that cannot be completed."""

    date: ReleaseDate | None
    first: int
    end: int
    how: str = ""


def western_dates(text: str, published: dt.date | None, language: str) -> list[FoundDate]:
    walk = _Walk(text, published, language)
    return walk.found() if walk.may_find() else []


class _Walk:
    """One pass over the words of a text in any alphabet; Japanese has its own reader below."""

    def __init__(self, text: str, published: dt.date | None, language: str) -> None:
        self._text = text
        self._published = published
        self._language = language
        lower = text.lower()
        if len(lower) != len(text):  # a letter that grows when lowered would move every place behind it
            lower = "".join(letter if len(letter.lower()) > 1 else letter.lower() for letter in text)
        self._lower = lower
        self._words: list[str] = _TOKEN.findall(lower)
        self._spans: list[tuple[int, int]] = []
        self._matches = _TOKEN.finditer(lower)
        self._last_year = min(LAST_YEAR, published.year + _YEARS_AHEAD if published else LAST_YEAR)

    def _span(self, index: int) -> tuple[int, int]:
        """Where a word stands: looked for only where a date is found, and no farther."""
        while len(self._spans) <= index:
            self._spans.append(next(self._matches).span())
        return self._spans[index]

    def may_find(self) -> bool:
        """False without a word that begins a date; weekdays begin one only beside a verb of premieres."""
        triggers = TRIGGERS.intersection(self._words)
        if triggers and not (triggers <= WEEKDAYS.keys() and _COMING.isdisjoint(self._words)):
            return True
        return _NUMERIC.search(self._lower) is not None

    def found(self) -> list[FoundDate]:
        found: list[FoundDate] = []
        used = 0
        for index, word in enumerate(self._words):
            if index < used or not (word in TRIGGERS or word[0].isdigit()):
                continue
            reading = self._read(index, used)
            if reading is None:
                continue
            used = reading.end
            if reading.date:
                start, end = self._span(reading.first)[0], self._span(reading.end - 1)[1]
                found.append(FoundDate(reading.date, start, end, f"“{self._text[start:end]}”{reading.how}"))
        return found

    def _read(self, index: int, used: int) -> _Reading | None:
        word = self._words[index]
        if word in MONTHS or word in SEASONS:
            if self._at(index + 1) in EITHER and (self._at(index + 2) in MONTHS or self._at(index + 2) in SEASONS):
                return self._one_of_two(index)
            return self._month(index, used) if word in MONTHS else self._season(index, used)
        if word[0].isdigit():
            return self._number(index)
        if word in RELATIVE_YEARS and (relative := self._relative(index)):
            return relative
        if word in RELATIVE_MONTHS:
            return self._relative_month(index)
        if word in WEEKDAYS:
            return self._weekday(index)
        return self._calendar_quarter(index) if word == "q" else None

    def _at(self, index: int) -> str:
        return self._words[index] if 0 <= index < len(self._words) else ""

    def _joined(self, index: int) -> bool:
        """True where nothing stands between this word and the one before."""
        return 0 < index < len(self._words) and self._span(index)[0] == self._span(index - 1)[1]

    # Years

    def _year(self, index: int) -> int | None:
        word = self._at(index)
        if len(word) == 4 and word.isdecimal() and FIRST_YEAR <= int(word) <= self._last_year:
            return int(word)
        return None

    def _year_after(self, index: int) -> tuple[int, int] | None:
        """The year that follows, over "of", commas and the like, and the index behind it."""
        for step in range(4):
            if year := self._year(index + step):
                end = index + step + 1
                return year, end + (self._at(end) in YEAR_AFTER)
            if self._at(index + step) not in JOINERS:
                break
        return None

    def _offset(self, index: int, phrases: Phrases = RELATIVE_YEARS) -> tuple[int, int] | None:
        """How many years (or months) ahead the phrase at this index means, and the index behind it."""
        for words, offset in phrases.get(self._at(index), ()):
            end, matched = index, 0
            while matched < len(words) and end - index < len(words) + 2:
                if self._at(end) == words[matched]:
                    matched += 1
                elif self._at(end) not in _APOSTROPHES:
                    break
                end += 1
            if matched == len(words) and not (self._at(end) in _APOSTROPHES and self._at(end + 1) == "s"):
                return offset, end
        return None

    def _offset_after(self, index: int) -> tuple[int, int] | None:
        for step in range(4):
            if relative := self._offset(index + step):
                return relative
            if self._at(index + step) not in JOINERS | GLUE:
                break
        return None

    def _any_year_after(self, index: int) -> tuple[int, int] | None:
        if year := self._year_after(index):
            return year
        if self._published and (relative := self._offset_after(index)):
            return self._published.year + relative[0], relative[1]
        return None

    def _relative(self, index: int) -> _Reading | None:
        relative = self._offset(index)
        if not relative or not self._published:
            return None
        return _Reading(release(self._published.year + relative[0]), index, relative[1], RELATIVE)

    def _relative_month(self, index: int) -> _Reading | None:
        relative = self._offset(index, RELATIVE_MONTHS)
        if not relative or not self._published:
            return None
        year, month = divmod(self._published.year * 12 + self._published.month - 1 + relative[0], 12)
        return _Reading(release(year, month + 1), index, relative[1], RELATIVE)

    def _weekday(self, index: int) -> _Reading | None:
        if self._published is None or self._at(index - 1) not in {"on", "this"} or not self._comes_before(index - 1):
            return None
        if not MONTHS.keys().isdisjoint((self._at(index + 1), self._at(index + 2))):
            return None  # "on Monday, July 6" says it better
        ahead = (WEEKDAYS[self._words[index]] - self._published.weekday()) % 7
        if ahead == 0:
            return None  # today or in a week
        day = self._published + dt.timedelta(days=ahead)
        return _Reading(ReleaseDate(day.year, day.month, day.day), index, index + 1, RELATIVE)

    def _comes_before(self, index: int) -> bool:
        """True behind "debuts", "will debut", "opens in theaters": it is the coming day, not the one of the news."""
        for at in range(index - 1, index - 4, -1):
            if self._at(at) in COMING_VERBS:
                return True
            if self._at(at) in COMING_INFINITIVES and self._at(at - 1) in {"will", "to"}:
                return True
            if self._at(at) not in COMING_BETWEEN:
                break
        return False

    def _calendar_quarter(self, index: int) -> _Reading | None:
        number = self._at(index + 1)
        year = self._year_after(index + 2)
        if number not in {"1", "2", "3", "4"} or not self._joined(index + 1) or not year:
            return None
        return _Reading(ReleaseDate(year[0], quarter=list(BroadcastSeason)[int(number) - 1]), index, year[1])

    # What stands around a word

    def _context(self, index: int) -> str:
        """The preposition or qualifier that makes the word at this index a date, "" without one."""
        strict = STRICT.get(self._at(index))
        for back in range(index - 1, max(index - 5, -1), -1):
            word = self._words[back]
            if strict is not None:
                if word in strict:
                    return word
            elif word in PREPOSITIONS or word in QUALIFIERS:
                return word
            if word not in GLUE:
                break
        return ""

    def _is_past(self, index: int) -> bool:
        for back in range(index - 1, max(index - 6, -1), -1):
            word = self._words[back]
            if word in PAST:
                return True
            if word not in PREPOSITIONS and word not in QUALIFIERS and word not in GLUE and word != "on":
                return False
        return False

    def _is_next(self, index: int) -> bool:
        return self._at(index - 1) == "next"

    def _day_at(self, index: int) -> int | None:
        """The number at this index as a day of a month; the first one of "3-5"."""
        word = self._at(index)
        digits = re.match(r"\d{1,2}(?=$|[-–]\d{1,2}$)", word)
        day = int(digits.group()) if digits else 0
        return day if 1 <= day <= 31 else None

    def _day_before(self, index: int, used: int) -> tuple[int, int] | None:
        back = index - 1
        if self._at(back) in {"de", "of", "من", "."}:
            back -= 1
        if self._at(back) in _ORDINALS and self._joined(back):
            back -= 1
        day = self._day_at(back) if back >= used else None
        counted = self._at(back - 2) if self._at(back - 1) in {".", "-"} else self._at(back - 1)
        if day is None or counted in COUNTED_BEFORE:
            return None
        return day, back

    def _day_after(self, index: int) -> tuple[int, int] | None:
        if self._at(index) in ARTICLES:
            index += 1
        day = self._day_at(index)
        if day is None or self._at(index + 1) == "%":
            return None
        end = index + 1
        counted = COUNTED_AFTER_NUMBER
        if self._at(end) in _ORDINALS and self._joined(end):
            end += 1
            counted = COUNTED_AFTER_ORDINAL
        return None if self._at(end) in counted else (day, end)

    # Months and broadcast seasons

    def _month(self, index: int, used: int) -> _Reading | None:
        word = self._words[index]
        month = MONTHS[word]
        first, end, day = index, index + 1, None
        english = word in ENGLISH_MONTHS
        if self._at(end) == "." and len(word) <= 4 and english:
            end += 1
        if before := self._day_before(index, used):
            day, first = before
        elif english and (after := self._day_after(end)):
            day, end = after
        if day is not None and self._at(end) in {"الجاري", "الحالي"}:
            end += 1
        year = self._any_year_after(end)
        if self._at(year[1] if year else end) in ISSUES:
            return None
        if year:
            return _Reading(release(year[0], month, day), first, year[1])
        if day is None and (before_year := self._year(index - 1)) and index - 1 >= used:
            return _Reading(release(before_year, month), index - 1, end)
        past = self._is_past(first)
        if day is not None:
            return _Reading(complete(self._published, month, day, past=past), first, end, COMPLETED)
        return self._bare_month(index, end, month, past=past)

    def _bare_month(self, index: int, end: int, month: int, *, past: bool) -> _Reading | None:
        """A month without day or year, where something says that it is meant as a date."""
        if not self._is_a_date(index, end):
            return None
        if self._at(end) in COMING_AFTER:
            end += 1
        elif self._is_next(index) and self._published and month >= self._published.month:
            return None  # this year's or the next one's: English readers differ
        return _Reading(complete(self._published, month, None, past=past), index, end, COMPLETED)

    def _one_of_two(self, index: int) -> _Reading:
        """Read "October/November 2026" as what both have in common."""
        year = self._any_year_after(index + 3)
        return _Reading(release(year[0]), index, year[1]) if year else _Reading(None, index, index + 3)

    def _is_a_date(self, index: int, end: int) -> bool:
        following = self._at(end)
        if following in NOT_BEFORE or self._at(index - 2) == "lie":
            return False
        if self._context(index) or self._at(index - 1) in MONTH_VERBS:
            return True
        return following in FOLLOWERS and self._words[index] not in STRICT

    def _season(self, index: int, used: int) -> _Reading | None:
        season = SEASONS[self._words[index]]
        end = index + 1
        if season is BroadcastSeason.WINTER and (years := re.fullmatch(r"(\d{4})[-/–](\d{2}|\d{4})", self._at(end))):
            return _Reading(ReleaseDate(min(int(years[1]) + 1, LAST_YEAR), quarter=season), index, end + 1)
        if year := self._any_year_after(end):
            return _Reading(season_of(season, year[0], self._published), index, year[1])
        if (before := self._year(index - 1)) and index - 1 >= used:
            return _Reading(season_of(season, before, self._published), index - 1, end)
        word = self._words[index]
        named = self._at(end) in FOLLOWERS and word not in {"été", "estate"}
        if (
            self._at(end) in NOT_BEFORE
            or self._at(end) == "of"
            or not (named or self._context(index) or (self._at(end) in COMING_AFTER and self._at(end) != "que"))
        ):
            return None
        if self._at(end) in COMING_AFTER:
            end += 1
        elif self._is_next(index) and self._published:
            return _Reading(self._next_season(season, self._published), index - 1, end, RELATIVE)
        past, this = self._is_past(index), self._at(index - 1) in {"this", "cet", "este", "diesen", "questo", "этим"}
        date = complete_season(self._published, season, past=past, this=this)
        return _Reading(date, index, end, COMPLETED)

    @staticmethod
    def _next_season(season: BroadcastSeason, published: dt.date) -> ReleaseDate | None:
        """Say nothing where readers differ: "next fall" is next year's only once this year's has begun."""
        if season is not BroadcastSeason.WINTER and published.month < season.first_month:
            return None
        return ReleaseDate(published.year + 1, quarter=season)

    # Digits alone

    def _number(self, index: int) -> _Reading | None:
        if (year := self._year(index)) is not None:
            following = self._at(index + 1)
            if following in QUANTITIES or self._at(index + 2) in QUANTITIES or following in MONTHS:
                return None
            dated = self._context(index) or following in YEAR_AFTER or self._at(index - 1) in YEAR_VERBS
            dated = dated or (self._at(index - 1) in REVEALING and following in {"", ","})
            if dated or following in FOLLOWERS or self._follows_year_noun(index):
                return _Reading(release(year), index, index + 1)
            return None
        if not _NUMERIC.search(self._words[index]):
            return None
        date = self._numeric(index)
        return _Reading(date, index, index + 1) if date else None

    def _follows_year_noun(self, index: int) -> bool:
        return self._at(index - 1) in {"jahr", "año", "ano", "année", "anno", "عام", "سنة"}

    def _numeric(self, index: int) -> ReleaseDate | None:
        word = self._words[index]
        if iso := re.fullmatch(r"(\d{4})([-./])(\d{1,2})\2(\d{1,2})", word):
            return release(int(iso[1]), int(iso[3]), int(iso[4]))
        if full := re.fullmatch(r"(\d{1,2})([-./])(\d{1,2})\2(\d{4})", word):
            first, second, year = int(full[1]), int(full[3]), int(full[4])
            if self._language != "en" or full[2] == "." or first > 12:
                return release(year, second, first)
            if second > 12 or first == second:
                return release(year, first, second)
            return release(year)  # 10/2 is October in America, February elsewhere: only the year is certain
        return self._day_and_month(index)

    def _day_and_month(self, index: int) -> ReleaseDate | None:
        """Read "am 2.10." or "el 02/10": only behind the words that days take, and never in English."""
        parts = re.fullmatch(r"(\d{1,2})([./])(\d{1,2})", self._words[index])
        leads = _DAY_LEADS.get(self._language, frozenset())
        if not parts or self._at(index - 1) not in leads or (parts[2] == "." and self._at(index + 1) != "."):
            return None
        return complete(self._published, int(parts[3]), int(parts[1]))


_DAY_LEADS = {
    "es": frozenset({"el", "día", "desde"}),
    "pt": frozenset({"dia", "em", "no", "desde"}),
    "fr": frozenset({"le", "dès"}),
    "de": frozenset({"am", "ab", "zum", "vom", "den", "dem"}),
    "it": frozenset({"il", "dal"}),
    "ru": frozenset({"с", "на"}),
    "ar": frozenset({"في", "يوم"}),
}
