"""Guesses the show of a headline that spells its name as no title does, from the name itself or from the summary."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.core.edges import quotes
from bot.core.folding import Word
from bot.core.known import is_due, is_planned
from bot.core.lexicon import Effect, Patterns
from bot.core.matching import Also, Mention, explained, mentions
from bot.core.models import Show
from bot.core.reading import Reading, neighbours
from bot.core.titles import Name, Strength, TitleIndex

_LEAST_WORDS = 2
_LEAST_BRACKETED = 3
_COLON = re.compile(r":|\s[-–—]\s")
_OF_PARTS = frozenset({"arc", "theaters", "theatres", "cinemas", "theatrical", "trilogy", "hen"})
_LEAST_LETTERS = 8
_MOST_NEAR = 5
# A summary that is cut short may end inside the brackets.
_BRACKETS = re.compile(r"\(([^()]{10,160}?)(\)|\.\.\.|…|$)")


@dataclass(frozen=True, slots=True)
class Guess:
    """What the names of a headline stand for.

    `near`: shows that come near, though not near enough; `beside`: those whose titles only begin alike; `akin`: those
    that alone share a rare word with the name ("Dandivine").
    """

    also: Also | None = None
    near: tuple[Show, ...] = ()
    beside: tuple[Show, ...] = ()
    akin: tuple[Show, ...] = ()


def guess(  # noqa: PLR0917 (one headline and what is known beside it)
    title: Reading,
    summary: Reading,
    named: Sequence[Mention],
    index: TitleIndex,
    table: Patterns,
    published: dt.date | None,
) -> Guess:
    """Look for the show that is meant by a headline in which no title was found; `named`: those `named_beside` it."""
    said = summary.words
    explaining = explained(summary.original, said, list(_bracketed(summary.original, said, index)))
    if explaining.shows:
        return Guess(explaining)
    headed = _headed(title, index, table)
    if headed.shows:
        return Guess(headed)
    expected = _expected(title, named, table, published)
    if expected.shows:
        return Guess(expected)
    near: list[Show] = []
    beside: list[Show] = []
    akin: list[Show] = []
    for name in _names(title, table):
        likely = index.resembling(name)
        if likely and likely[1]:
            key = "".join(word.folded for word in name)
            return Guess(Also(frozenset([likely[0].id]), {key: (Name(likely[0], "", Strength.ALIAS),)}))
        if likely:
            near.append(likely[0])
        beside += _overlapping(name, index)
        akin += index.sharing(name)
    return Guess(None, tuple(near), tuple(beside), tuple(akin))


def _headed(title: Reading, index: TitleIndex, table: Patterns) -> Also:
    """The show before the colon of a film's or an arc's name that no catalogue has yet: "Red Cat: The Last Roof"."""
    match = _COLON.search(title.original)
    head = [word for word in title.words if match and word.end <= match.start()]
    key = "".join(word.folded for word in head)
    names = [name for name in index.named(key) if name.strength <= Strength.ALIAS and not name.slot]
    speaks_of_part = not _OF_PARTS.union(table.part_words).isdisjoint(title.text.split())
    if len(head) < _LEAST_WORDS or len(key) < _LEAST_LETTERS or len(names) != 1 or not speaks_of_part:
        return Also(frozenset(), {})
    return Also(frozenset([names[0].show.id]), {key: (names[0],)})


def _expected(title: Reading, named: Sequence[Mention], table: Patterns, published: dt.date | None) -> Also:
    """The only show of the summary, where the catalogue expects it at just the date that the headline gives."""
    dates = [mark.date for mark in title.of("date") if mark.date]
    if not dates or not title.of("quote"):  # without a quote, it is not sure to be a name
        return Also(frozenset(), {})
    shows = {mention.show.id: mention.show for mention in named if mention.show}
    if len(shows) != 1:
        return Also(frozenset(), {})
    show = next(iter(shows.values()))
    keys = ["".join(word.folded for word in name) for name in _names(title, table)]
    if (_is_first(title) and not is_planned(show, published)) or not all(
        is_due(show, date, published) for date in dates
    ):
        return Also(frozenset(), {})
    return Also(frozenset(shows), {key: (Name(show, "", Strength.ALIAS),) for key in keys})


def named_beside(
    title: Reading, summary: Reading, index: TitleIndex, table: Patterns, published: dt.date | None
) -> list[Mention]:
    """The shows that the summary of a headline without a known name speaks of.

    A first anime is often told of beside another of its makers, anything else mostly beside itself: only there do
    capitals alone tell where a name ends.
    """
    text, around = summary.original, neighbours(table.lexicon.language)
    by_capitals = not _is_first(title)
    return mentions(text, summary.words, quotes(text), index, around, published, by_capitals=by_capitals)


def _is_first(title: Reading) -> bool:
    return any(hit.effect is Effect.NEW_SHOW for hit in title.hits)


def _bracketed(text: str, said: Sequence[Word], index: TitleIndex) -> Iterator[Mention]:
    """The titles in brackets behind other names, cut short or spelled otherwise: "Red Cat (Akanekko)"."""
    for match in _BRACKETS.finditer(text):
        start, end = match.span(1)
        inside = [at for at, word in enumerate(said) if start <= word.start and word.end <= end]
        if len(inside) < _LEAST_BRACKETED or not text[start].isupper():
            continue
        name = said[inside[0] : inside[-1] + 1]
        show = _meant(name, index, whole=match.group(2) == ")")
        if show:
            first, last = inside[0], inside[-1]
            yield Mention(first, last, start, end, (Name(show, "", Strength.ALIAS),), quoted=False)


def _meant(name: Sequence[Word], index: TitleIndex, *, whole: bool) -> Show | None:
    if not whole:
        shows = {one.show.id: one.show for one in index.continued("".join(word.folded for word in name))}
        return next(iter(shows.values())) if len(shows) == 1 else None
    likely = index.resembling(name)
    return likely[0] if likely and likely[1] else None


def _overlapping(name: Sequence[Word], index: TitleIndex) -> list[Show]:
    """The shows with a title that goes on behind the name, and those whose title the name goes on behind."""
    key = "".join(word.folded for word in name)
    found = [one.show for one in index.continued(key)]
    begun = ""
    for at, word in enumerate(name[:-1], 1):
        begun += word.folded
        if at >= _LEAST_WORDS and len(begun) >= _LEAST_LETTERS:
            found += [one.show for one in index.named(begun)]
    return list({show.id: show for show in found}.values())[:_MOST_NEAR]


def _names(title: Reading, table: Patterns) -> Iterator[list[Word]]:
    """What may be the name in a headline: what is quoted, or what stands before "anime" or the news."""
    found = list(title.words)
    spans = [[word for word in found if start <= word.start and word.end <= end] for start, end in title.quotes]
    if not spans:
        anime = next((at for at, word in enumerate(found) if word.folded in table.anime), 0)
        while anime and found[anime - 1].folded in table.forms:
            anime -= 1
        behind = (at for at, word in enumerate(found) if at >= _LEAST_WORDS and word.folded in table.after)
        stop = anime or next(behind, 0)
        verbs = [at + 1 for at, word in enumerate(found[:stop]) if at and word.folded in table.common]
        spans = [found[start:stop] for start in dict.fromkeys([0, *verbs[-1:]])]
    yield from (span for span in spans if len(span) >= _LEAST_WORDS)
