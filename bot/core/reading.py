"""Turns a text into the normalised form that the language tables are written for, with what was understood in it."""

import datetime as dt
import re
from collections.abc import Sequence
from functools import cache, lru_cache
from operator import itemgetter
from typing import NamedTuple

from bot.core.dates import FoundDate, find_dates
from bot.core.edges import Neighbours, foreign, quotes
from bot.core.folding import Word, normal, words
from bot.core.lexicon import Hit, Patterns, Where, patterns
from bot.core.matching import Also, Mention, mentions
from bot.core.models import ReleaseDate
from bot.core.titles import TitleIndex

_PUNCTUATION = re.compile(r"[,.:;!?()|]|\s\+\s|\s[-–—~―]+|[-–—~―]+\s|[–—―]|[!?]|、|。|！|？|…")
_AS = {"|": ":", "、": ",", "。": ".", "！": "!", "？": "?", "…": "."}
# Times of the day are written with stops that end no sentence: "at 11:30 p.m.".
_HALF_DAY = re.compile(r"(?<=\d)(\s?[ap])\.(m)\.?", re.IGNORECASE)
_BEFORE_NAME = 4
_ROMAN_TAIL = frozenset(["ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"])


class Mark(NamedTuple):
    """One thing understood in a text, at its place in the normalised text."""

    kind: str  # title | quote | date | season | part | number
    at: int
    mention: Mention | None = None
    date: ReleaseDate | None = None
    number: int | None = None
    because: str = ""


class Reading(NamedTuple):
    """A text, normalised, with its marks in order and the rules found in it."""

    text: str
    original: str
    words: tuple[Word, ...]
    quotes: tuple[tuple[int, int], ...]
    marks: tuple[Mark, ...]
    hits: tuple[Hit, ...]
    mentions: tuple[Mention, ...]
    speaks_of_anime: bool
    speaks_of_other: bool

    def within(self, kind: str, start: int, end: int) -> list[Mark]:
        """The marks of a kind inside a span of the normalised text."""
        return [mark for mark in self.marks if mark.kind == kind and start <= mark.at < end]

    def of(self, kind: str) -> list[Mark]:
        return [mark for mark in self.marks if mark.kind == kind]


@cache
def neighbours(language: str) -> Neighbours:
    """The words that may stand beside a title in a language."""
    table = patterns(language)
    lexicon = table.lexicon
    return Neighbours(
        before=frozenset([*lexicon.before_title.split(), *lexicon.words.get("number", "").split()]),
        after=frozenset(lexicon.after_title.split()),
        new=table.new,
        weak=frozenset(lexicon.beside_title.split()),
        anime=frozenset(word for word, animated in table.nouns.items() if animated) | {"tv"},
        ordinary=frozenset(lexicon.ordinary.split()),
        arcs=table.arcs,
        said=table.said - frozenset(lexicon.beside_title.split()),
        generic=frozenset(
            f"{lexicon.before_title} {lexicon.after_title} {lexicon.beside_title} {lexicon.ordinary}".split()
        ),
    )


class Scan:
    """A text before anyone looks for names in it: often its words and dates are enough to see that it adds nothing."""

    __slots__ = ("_dates", "_language", "_published", "original")

    def __init__(self, text: str, language: str, published: dt.date | None) -> None:
        original = normal(text)
        if ".m" in original or ".M" in original:
            original = _HALF_DAY.sub(r"\1\2", original)
        self.original = original
        self._language = language
        self._published = published
        self._dates: list[FoundDate] | None = None

    @property
    def dates(self) -> list[FoundDate]:
        """The dates in the text, looked for when first asked for."""
        if self._dates is None:
            self._dates = find_dates(self.original, self._published, self._language)
        return self._dates


NOTHING = Reading("", "", (), (), (), (), (), speaks_of_anime=False, speaks_of_other=False)


def read(  # noqa: PLR0917 (one text and what is known beside it)
    text: str | Scan,
    where: Where,
    language: str,
    published: dt.date | None,
    index: TitleIndex,
    also: Also | None = None,
) -> Reading:
    """Read one text of an entry; `also` is what its other text tells about names."""
    scanned = text if isinstance(text, Scan) else Scan(text, language, published)
    original, table = scanned.original, patterns(language)
    found, quoted = words(original), quotes(original)
    latin = foreign(original)
    named = mentions(
        original,
        found,
        [*quoted, *latin],
        index,
        neighbours(language),
        published,
        also,
        by_capitals=where is Where.TITLE,
    )
    dates = [
        date
        for date in scanned.dates
        if not any(date.start < mention.end and mention.start < date.end for mention in named)
    ]
    names = [span for span in quoted if not _is_spoken(found, *span, table)]
    if where is Where.TITLE:
        names += [span for span in latin if _is_of_anime(found, *span, table)]
    line, marks = _normalised(original, found, names, named, dates, table)
    speaks = not table.lexicon.spaced or not table.animated.isdisjoint(word.folded for word in found)
    said = table.words_in(line)
    other = not table.not_animated.isdisjoint(said)
    numbered, marks = _numbered(line, said, marks, table)
    if numbered != line:
        line, said = numbered, table.words_in(numbered)
    speaks = speaks or "<part>" in said
    hits = table.hits(line, where, said)
    return Reading(line, original, tuple(found), tuple(quoted), tuple(marks), tuple(hits), tuple(named), speaks, other)


def _is_spoken(found: Sequence[Word], start: int, end: int, table: Patterns) -> bool:
    """True for quoted words that are no name: gets a "Final Season"."""
    inside = [word.folded for word in found if start <= word.start and word.end <= end]
    said = all(word in table.said or table.number(word) is not None for word in inside)
    return said and not table.animated.isdisjoint(inside)


def _is_of_anime(found: Sequence[Word], start: int, end: int, table: Patterns) -> bool:
    """True for a name in other letters behind a word for anime: «Анонсировано аниме Lamp»."""
    before = [word.folded for word in found if word.end <= start][-_BEFORE_NAME:]
    inside = [word.folded for word in found if start <= word.start and word.end <= end]
    return not table.anime.isdisjoint(before) and not table.said.issuperset(inside)


def _normalised(  # noqa: PLR0917 (all that was understood in one text)
    text: str,
    found: Sequence[Word],
    quoted: Sequence[tuple[int, int]],
    named: Sequence[Mention],
    dates: Sequence[FoundDate],
    table: Patterns,
) -> tuple[str, list[Mark]]:
    """The text with titles, dates and other quoted words replaced by marks; behind a name, what it says of itself."""
    pieces: list[str] = []
    placed: list[tuple[int, Mark]] = []
    position = word_at = 0
    for start, end, mark in [*_spans(text, quoted, named, dates), (len(text), len(text), None)]:
        if start < position:
            continue
        while word_at < len(found) and found[word_at].start < start:
            word = found[word_at]
            between = text[position : word.start]
            if between != " ":
                pieces += _signs(between)
            if word.folded in table.changed:
                _add(pieces, word.folded, table)
            else:
                pieces.append(word.folded)
            position = word.end
            word_at += 1
        pieces += _signs(text[position:start])
        if mark:
            placed.append((len(pieces), mark))
            pieces.append(f"<{mark.kind}>")
            mention = mark.mention
            if mention and found[mention.last].folded in table.part_words:  # "Lamp: The Movie"
                _add(pieces, found[mention.last].folded, table)
            if mention and mention.own_season:  # "Lamp 2: The Flame"
                said = found[mention.last].folded
                placed.append((len(pieces), Mark("season", 0, number=mention.own_season, because=said)))
                pieces.append("<season>")
        position = max(position, end)
        while word_at < len(found) and found[word_at].start < end:
            position = max(position, found[word_at].end)
            word_at += 1
    marks = [
        Mark(mark.kind, len(_joined(pieces[:before], table)), mark.mention, mark.date, mark.number, mark.because)
        for before, mark in placed
    ]
    return _joined(pieces, table), marks


def _joined(pieces: Sequence[str], table: Patterns) -> str:
    return " ".join(["", *pieces, ""]) if table.lexicon.spaced else "".join(pieces)


def _spans(
    text: str, quoted: Sequence[tuple[int, int]], named: Sequence[Mention], dates: Sequence[FoundDate]
) -> list[tuple[int, int, Mark]]:
    """What marks stand for, in order; where two overlap, the first one counts."""
    spans = [(mention.start, mention.end, Mark("title", 0, mention)) for mention in named]
    spans += [
        (date.start, date.end, Mark("date", 0, None, date.date, None, text[date.start : date.end])) for date in dates
    ]
    for start, end in quoted:
        if not any(start < other_end and other < end for other, other_end, _ in spans):
            spans.append((start, end, Mark("quote", 0)))
    spans.sort(key=itemgetter(0, 1))
    return spans


def _add(pieces: list[str], word: str, table: Patterns) -> None:
    """Add a word unless it changes nothing; two that mean one thing become that."""
    if word in table.skipped:
        return
    if pieces and (joined := table.lexicon.replaced.get(f"{pieces[-1]} {word}")):
        pieces[-1] = joined
    else:
        pieces.append(word)


@lru_cache(maxsize=1_000)  # hardly more than a blank, a comma, a dash
def _signs(between: str) -> list[str]:
    """The signs between two words."""
    signs = [match.group().strip() for match in _PUNCTUATION.finditer(between)]
    return [_AS.get(sign, sign if sign in ",.:;!?()" else ":") for sign in signs]


def _numbered(line: str, said: set[str], marks: list[Mark], table: Patterns) -> tuple[str, list[Mark]]:
    """The line, of which `said` are the words, with numbered seasons and parts replaced by marks."""
    found = table.numbered(line, said)
    for mark in marks:
        if mark.kind == "title":
            tail = line[mark.at + len("<title>") :].split(maxsplit=1)[:1]
            start = mark.at + len("<title>") + 1
            if tail and _is_sequel_number(tail[0]) and not any(s <= start < e for s, e, _, _ in found):
                found.append((start, start + len(tail[0]) + 1, "season", table.number(tail[0])))
    if not found:
        return line, marks
    found.sort()
    glue = " " if table.lexicon.spaced else ""
    out: list[str] = []
    moved: list[tuple[int, int]] = []
    position = length = 0
    fresh: list[Mark] = []
    for start, end, kind, number in found:
        out.append(line[position:start])
        length += start - position
        sign = f"<{kind}>{glue}"
        if kind != "season" or not _is_over(line[:start], line[end:], table):
            fresh.append(Mark(kind, length, number=number, because=line[start:end].strip()))
        moved.append((end, length + len(sign) - end))
        out.append(sign)
        length += len(sign)
        position = end
    out.append(line[position:])
    for mark in marks:
        shift = 0
        for end, by in moved:
            if mark.at >= end:
                shift = by
        fresh.append(Mark(mark.kind, mark.at + shift, mark.mention, mark.date, mark.number, mark.because))
    return "".join(out), sorted(fresh, key=lambda mark: mark.at)


def _is_over(before: str, behind: str, table: Patterns) -> bool:
    """True for "after the season 3 finale": the season only says when something was told."""
    return not table.later.isdisjoint(before.split()[-2:]) and not table.endings.isdisjoint(behind.split()[:2])


def _is_sequel_number(word: str) -> bool:
    return word in _ROMAN_TAIL or (word.isdigit() and len(word) == 1 and word not in "01")
