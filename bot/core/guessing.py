"""Guesses the show of a headline that spells its name as no title does, from the name itself or from the summary."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.core.edges import Neighbours, is_number, quotes
from bot.core.folding import Word
from bot.core.known import is_coming, is_due, is_long_over, is_next, is_planned, is_running
from bot.core.lexicon import Effect, Patterns
from bot.core.matching import FAMOUS, Also, Mention, choose, explained, mentions
from bot.core.models import Show
from bot.core.reading import Reading, neighbours
from bot.core.titles import Name, Strength, TitleIndex

_LEAST_WORDS = 2
_LEAST_BRACKETED = 3
_COLON = re.compile(r":|\s[-–—]\s")
_OF_PARTS = frozenset({"arc", "theaters", "theatres", "cinemas", "theatrical", "trilogy", "hen"})
_LEAST_LETTERS = 8
_LEAST_ALONE = 6
_MOST_NEAR = 5
# A summary that is cut short may end inside the brackets.
_BRACKETS = re.compile(r"\(([^()]{10,160}?)(\)|\.\.\.|…|$)")


@dataclass(frozen=True, slots=True)
class Guess:
    """What the names of a headline stand for.

    `alone`: the only show that the summary names, which a headline without any name must be about. `near`: shows that
    come near, though not near enough; `beside`: those whose titles only begin alike; `akin`: those that alone share a
    rare word with the name ("Dandivine").
    """

    also: Also | None = None
    alone: Mention | None = None
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
    headed = _headed(title, index, table, published)
    if headed.shows:
        return Guess(headed)
    expected = _expected(title, named, table, published)
    if expected.shows:
        return Guess(expected)
    near: list[Show] = []
    beside: list[Show] = []
    akin: list[Show] = []
    for name, is_whole in _names(title, table):
        likely = index.resembling(name)
        alike = [likely[0]] if likely and not is_long_over(likely[0], published) else []
        if likely and alike and likely[1] and is_whole:
            return Guess(_called(name, likely[0]))
        longer, sharing = _longer(name, index), index.sharing(name)
        holding = [*alike, *longer, *index.holding(name)]
        meant = _corroborated(holding, sharing, title, summary, published)
        meant = meant or _corroborated(_but_for_the_end(name, index), [], title, summary, published)
        if meant:
            return Guess(_called(name, meant))
        if is_whole:
            near += alike
            beside += [*longer, *_begun(name, index)][:_MOST_NEAR]
            akin += sharing
    return Guess(None, _alone(title, named, published), tuple(near), tuple(beside), tuple(akin))


def _alone(title: Reading, named: Sequence[Mention], published: dt.date | None) -> Mention | None:
    """The only show of the summary, where the catalogue expects just the season that the headline counts."""
    shows = {mention.show.id if mention.show else "" for mention in named}
    numbers = {mark.number for mark in title.of("season")}
    if len(shows) != 1 or len(numbers) != 1 or title.of("quote"):
        return None
    show = named[0].show
    return named[0] if show and is_coming(show, numbers.pop(), published) else None


def _called(name: Sequence[Word], show: Show) -> Also:
    """The show by that name, too."""
    key = "".join(word.folded for word in name)
    return Also(frozenset([show.id]), {key: (Name(show, "", Strength.ALIAS),)})


def _corroborated(
    holding: Sequence[Show], sharing: Sequence[Show], title: Reading, summary: Reading, published: dt.date | None
) -> Show | None:
    """The only one of the shows of which the catalogue expects the season or the date that is told, or a first anime.

    `holding`: those with the whole name in a title, of which one that runs may be delayed, and the next season may be
    one that the catalogue does not have; `sharing`: those that share a word with it.
    """
    numbers = {mark.number for mark in title.of("season") if mark.number}
    dates = {mark.date for mark in title.of("date") if mark.date}
    if not dates:
        dates = {mark.date for mark in summary.of("date") if mark.date and mark.date.day}
    is_delayed = any(hit.effect is Effect.DELAYED for hit in title.hits)
    running = _only(show for show in holding if is_delayed and not numbers and is_running(show, published))
    if running:
        return running
    if _is_first(title) and not numbers and not dates:
        return _only(show for show in holding if is_planned(show, published))
    if len(numbers) > 1 or not (numbers or dates):
        return None
    number = next(iter(numbers), None)
    return _only(
        show
        for show in (*holding, *sharing)
        if (
            (is_coming(show, number, published) or (show in holding and is_next(show, number, published)))
            if number
            else any(is_due(show, date, published) for date in dates)
        )
        and _may_be_of(show, title, published)
    )


def _only(shows: Iterable[Show]) -> Show | None:
    """The one show that they all are; None when there is none or another."""
    found = {show.id: show for show in shows}
    return next(iter(found.values())) if len(found) == 1 else None


def _may_be_of(show: Show, title: Reading, published: dt.date | None) -> bool:
    """False for a show that has begun where the headline speaks of a first anime."""
    return not _is_first(title) or is_planned(show, published)


def _headed(title: Reading, index: TitleIndex, table: Patterns, published: dt.date | None) -> Also:
    """The show before the colon of a film's or an arc's name that no catalogue has yet: "Red Cat: The Last Roof"."""
    head = _head(title)
    key = "".join(word.folded for word in head)
    named = [name for name in index.named(key) if not name.slot]
    names = choose(named, published) if named else ()
    is_film = any(hit.effect is Effect.FILM for hit in title.hits)
    speaks_of_part = is_film or not _OF_PARTS.union(table.part_words).isdisjoint(title.text.split())
    if len(names) != 1 or not speaks_of_part or len(key) < _LEAST_ALONE:
        return Also(frozenset(), {})
    is_long = len(head) >= _LEAST_WORDS and len(key) >= _LEAST_LETTERS and names[0].strength <= Strength.ALIAS
    if not is_long and names[0].show.popularity < FAMOUS:
        return Also(frozenset(), {})
    return Also(frozenset([names[0].show.id]), {key: (names[0],)})


def _head(title: Reading) -> list[Word]:
    """The words before a colon or a dash."""
    match = _COLON.search(title.original)
    return [word for word in title.words if match and word.end <= match.start()]


def _expected(title: Reading, named: Sequence[Mention], table: Patterns, published: dt.date | None) -> Also:
    """The only show of the summary, where the catalogue expects it at just the date that the headline gives."""
    dates = [mark.date for mark in title.of("date") if mark.date]
    if not dates or not title.of("quote"):  # without a quote, it is not sure to be a name
        return Also(frozenset(), {})
    show = _only(mention.show for mention in named if mention.show)
    if not show or not _may_be_of(show, title, published) or not all(is_due(show, date, published) for date in dates):
        return Also(frozenset(), {})
    keys = ["".join(word.folded for word in name) for name, _ in _names(title, table)]
    return Also(frozenset([show.id]), {key: (Name(show, "", Strength.ALIAS),) for key in keys})


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


def _longer(name: Sequence[Word], index: TitleIndex) -> list[Show]:
    """The shows with a title that goes on behind the name."""
    return [one.show for one in index.continued("".join(word.folded for word in name))]


def _but_for_the_end(name: Sequence[Word], index: TitleIndex) -> list[Show]:
    """The show with a title like the name without its last words, which may say what it is: "X Magical Girl"."""
    likely = (index.resembling(name[:-cut]) for cut in (2, 1) if len(name) - cut >= _LEAST_BRACKETED)
    return [one[0] for one in likely if one and one[1]][:1]


def _begun(name: Sequence[Word], index: TitleIndex) -> list[Show]:
    """The shows with a title behind which the name goes on."""
    found: dict[str, Show] = {}
    begun = ""
    for at, word in enumerate(name[:-1], 1):
        begun += word.folded
        if at >= _LEAST_WORDS and len(begun) >= _LEAST_LETTERS:
            found.update((one.show.id, one.show) for one in index.named(begun))
    return list(found.values())


def _names(title: Reading, table: Patterns) -> Iterator[tuple[list[Word], bool]]:
    """What may be the name in a headline: what is quoted, or what stands before "anime" or the news.

    With each, whether it is surely no end of a longer name ("Captain" of "The Lamp of the Old Captain").
    """
    found = list(title.words)
    spans = [([word for word in found if start <= word.start and word.end <= end], True) for start, end in title.quotes]
    if not spans:
        known = neighbours(table.lexicon.language)
        anime = next((at for at, word in enumerate(found) if word.folded in table.anime), 0)
        behind = (at for at, word in enumerate(found) if at >= _LEAST_WORDS and word.folded in table.after)
        stop = anime or next(behind, 0)
        if not stop and not table.behind_anime:
            stop = len(found)  # the name may be the last that is said
        while stop and (found[stop - 1].folded in table.forms if anime else is_number(found[stop - 1].folded)):
            stop -= 1
        starts = {0: True}
        for leading, is_whole in ((known.before, True), (table.common, not table.behind_anime)):
            last = max((at for at in range(1, stop) if found[at].folded in leading), default=-1)
            starts.setdefault(last + 1, is_whole)
        spans = [(found[start:stop], is_whole) for start, is_whole in starts.items()]
        if anime and not table.behind_anime:
            spans.append((_behind(found[anime + 1 :], known), True))
        spans.append((_head(title), False))
    yield from ((name, is_whole) for name, is_whole in spans if len(name) >= _LEAST_WORDS)


def _behind(said: Sequence[Word], known: Neighbours) -> list[Word]:
    """The name in "(l'anime) di Lamp debutterà", up to the next word of the news."""
    first = next((at for at, word in enumerate(said) if word.folded not in known.weak), len(said))
    behind = (at for at in range(first, len(said)) if said[at].folded in known.said or said[at].folded in known.after)
    return list(said[first : next(behind, len(said))])
