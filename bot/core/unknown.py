"""Decides about anime that the catalogue does not have: true events, believed where a headline says them clearly."""

import datetime as dt
from collections.abc import Sequence

from bot.core.claiming import Telling, ref
from bot.core.events import Event, is_occasion, subjects
from bot.core.guessing import Guess
from bot.core.known import is_due, is_planned
from bot.core.lexicon import Effect, Hit, Patterns
from bot.core.models import Claim, Decision, Grade, Instalment, Kind, Part, ReleaseDate, Show, Verdict
from bot.core.reading import Reading

_BEGINNING = frozenset({Kind.NEW_SHOW, Kind.FILM, Kind.DATED})
_LATER = frozenset({Kind.DELAYED})
# What only a show that exists can do: where no show was recognised, its name was missed.
_GOING_ON = frozenset({Kind.RENEWED, Kind.FINAL, Kind.CANCELLED, Kind.FINISHED, Kind.PREMIERED})
_DOUBTFUL = frozenset({Effect.OLD, Effect.EITHER_MEDIUM, Effect.OTHER_MEDIUM})
_STOPS = frozenset(",.:;()")
_MARKS = frozenset({",", ":", ".", "(", "!", "<date>", "<quote>"})
_UNNAMED = "no show of the catalogue is named"


def decide_unknown(events: Sequence[Event], telling: Telling, summary: Reading, guessed: Guess) -> Decision:
    """Announce a first anime, its date or its delay when the headline is plain; hold everything else.

    The claims name no show, so nobody who follows one is told. `guessed`: shows that may be meant after all.
    """
    reason = _doubt(events, telling, summary)
    date = next((event.date for event in events if event.kind in {Kind.DATED, Kind.DELAYED} and event.date), None)
    claims = tuple(_claim(event, telling, date, plain=not reason) for event in events)
    if reason:
        return Decision(Verdict.HOLD, reason, claims)
    is_new = any(event.kind is Kind.NEW_SHOW for event in events)
    said = [event.date for event in events if event.date]
    akin = tuple(show for show in guessed.akin if _may_be(show, said, telling.published))
    near = guessed.near + akin if is_new else guessed.near + akin + guessed.beside
    if near:
        others = tuple(ref(show) for show in near)
        return Decision(Verdict.HOLD, "the name is almost that of a show", claims, others)
    is_delayed = any(event.kind is Kind.DELAYED for event in events)
    told = tuple(claim for claim in claims if claim.kind in (_LATER if is_delayed else _BEGINNING))
    return Decision(Verdict.ANNOUNCE, "; ".join(dict.fromkeys(claim.because[0] for claim in told)), told)


def _may_be(show: Show, dates: Sequence[ReleaseDate], published: dt.date | None) -> bool:
    """True for a show to come, unless the catalogue expects it at quite another time than is told."""
    is_dated = any(known.date for known in show.instalments)
    return is_planned(show, published) and (
        not dates or not is_dated or any(is_due(show, date, published) for date in dates)
    )


def without_name(title: Reading, table: Patterns) -> Reading:
    """A headline that names no known show, without what was read into the name: "Why I Quit Anime Reveals Cast"."""
    if subjects(title):
        return title
    said = title.text.split() if table.lexicon.spaced else []
    named = (at for at, word in enumerate(said) if word in table.anime or table.nouns.get(word) is False)
    at = next(named, 0)
    if not at or said[at + 1 : at + 2] == [] or said[at + 1] not in table.telling or said[-1] == "?":
        return title
    while said[at - 1] in table.forms and at > 1:
        at -= 1
    end = len(" ".join(said[:at])) + 2
    hits = tuple(hit for hit in title.hits if hit.end > end or hit.effect is Effect.ANIME)
    return title._replace(hits=hits)


def _doubt(events: Sequence[Event], telling: Telling, summary: Reading) -> str:
    """Why it is not certain that an anime begins (empty: it is)."""
    title, table, published = telling.title, telling.table, telling.published
    kinds = {event.kind for event in events}
    if not telling.source.grade.at_least(Grade.PRESS):
        return "an unconfirmed source, and no show of the catalogue"
    if published is not None and (published.month, published.day) == (4, 1):
        return "April 1, and no show of the catalogue"
    if kinds.isdisjoint(_BEGINNING) or kinds & _GOING_ON or title.of("season") or title.of("part"):
        return _UNNAMED
    if title.mentions and Kind.NEW_SHOW not in kinds:
        return _UNNAMED
    if not table.kin.isdisjoint(title.text.split()):
        return f"{_UNNAMED}, though there must be one"
    if any(hit.effect in _DOUBTFUL and not is_occasion(title, hit, table) for hit in title.hits):
        return f"{_UNNAMED}, and it may be about something else"
    is_adapted = Kind.FILM in kinds and not table.not_animated.isdisjoint(title.text.split())  # "manga gets anime film"
    if not _names_an_anime(title, summary, table, is_new=is_adapted or Kind.NEW_SHOW in kinds):
        return f"{_UNNAMED}, and no name is said to be that of an anime"
    return ""


def _names_an_anime(title: Reading, summary: Reading, table: Patterns, *, is_new: bool) -> bool:
    """True for "“Lamp” reveals …" where the summary speaks of an anime, "Lamp TV anime …", "Lamp gets TV anime"."""
    if title.quotes and table.lexicon.translates and not is_new:
        return False
    if title.of("quote"):
        is_first = title.of("quote")[0].at <= 1 or any(
            hit.effect is Effect.NEW_SHOW and title.within("quote", hit.start, hit.end) for hit in title.hits
        )
        return _speaks_of(title, table) or (is_first and _speaks_of(summary, table))
    if any(hit.effect is Effect.NEW_SHOW and _animates(title, hit, table) for hit in title.hits):
        return True
    said = title.text.split() if table.lexicon.spaced else []
    places = [at for at, word in enumerate(said) if word in table.anime]
    if any("original" in said[max(0, at - 2) : at] and _is_named_behind(said[at + 1 :], table) for at in places):
        return True
    if any(
        said[at + 1 : at + 2] and said[at + 1] in table.of and _is_named_behind(said[at + 2 :], table) for at in places
    ):
        return True
    if table.behind_anime:
        places = [at for at in places if _goes_on_well(said[at + 1 :], table)]
    elif any(_is_named_behind(said[at + 1 :], table) for at in places):
        return True
    if any(_is_named_before(said[:at], said[at + 1 : at + 2], table) for at in places):
        return True
    announced = (
        next((at + 1 for at, word in enumerate(said[: places[0]]) if word in table.announcing), 0) if places else 0
    )
    return is_new and bool(places) and any(_is_own(word, table) for word in said[announced:])


def _animates(title: Reading, hit: Hit, table: Patterns) -> bool:
    """True for "(Studio) animates Lamp manga"."""
    return title.text[hit.start : hit.end].split()[0] in table.animating


def _goes_on_well(behind: Sequence[str], table: Patterns) -> bool:
    """True for "(anime) film announced", not for "(anime) film grant"."""
    following = next((word for word in behind if not table.nouns.get(word, False)), "")
    return not following or following in table.behind_anime or following in _MARKS


def _is_named_before(before: Sequence[str], behind: Sequence[str], table: Patterns) -> bool:
    """True for "Lamp TV (anime)", "Lamp: (anime)" and "Lamp fall 2027 (anime reveals cast)"."""
    words = list(before)
    skipped = table.forms | {":"} if table.telling.isdisjoint(behind) else table.forms | {":", "<date>"}
    while len(words) > 1 and words[-1] in skipped:
        words.pop()
    return bool(words) and not (words[-1] in table.common or words[-1] in _STOPS or not _is_word(words[-1]))


def _is_named_behind(behind: Sequence[str], table: Patterns) -> bool:
    """True for "(l'anime) di Lamp debutterà", where languages put the name behind."""
    named = next((word for word in behind if word not in table.common), "")
    return _is_own(named, table) and named not in table.anime_like


def _is_word(word: str) -> bool:
    return not word.isdigit() and (word == "<quote>" or not word.startswith("<"))


def _speaks_of(reading: Reading, table: Patterns) -> bool:
    if table.lexicon.spaced:
        return not table.anime.isdisjoint(reading.text.split())
    return any(word in reading.text for word in table.anime)


def _is_own(word: str, table: Patterns) -> bool:
    """True for a word of the name rather than of the news."""
    return word.isalpha() and word not in table.common and word not in table.said and word not in table.nouns


def _claim(event: Event, telling: Telling, date: ReleaseDate | None, *, plain: bool) -> Claim:
    seasons = next((mark.number for mark in telling.title.of("season")), None)
    number = seasons if event.aside else event.number or seasons
    instalment = Instalment(event.part or Part.SEASON, number) if event.part or number else None
    kind = Kind.NEW_SHOW if plain and event.kind is Kind.FILM else event.kind
    return Claim(kind, None, instalment, event.date or date, telling.source.grade, (event.because,))
