"""Whose news it is: the anime's, or that of the manga it is made of, of a game, a disc, an event beside it."""

from collections.abc import Sequence

from bot.core.lexicon import Effect, Hit, Patterns
from bot.core.reading import Mark, Reading

STOPS = frozenset(".?!|;:")
_NEXT_IN_LIST = frozenset({",", "e", "y", "et", "und", "и"})
_LOOK_BACK = 12
_ORIGIN = 8  # words: "anime of Jane Doe's A Long Name manga"


def owner(reading: Reading, hit: Hit, date: Mark | None, table: Patterns) -> bool | None:
    """Whether the nearest noun before the event is one of animation; None when there is none."""
    nouns = table.nouns
    if date is not None:
        behind = [nouns[word] for word in reading.text[date.at : hit.end].split()[1:] if word in nouns]
        if behind:
            return behind[-1]
        if _names_other(reading, hit, table):
            return True
    own = [word for word in reading.text[hit.start : hit.end].split() if word in nouns] if date is None else []
    if own and all(nouns[word] for word in own) and own[0] in table.anime:
        before = reading.text[: hit.end].split()
        return not _is_of_other(before, own[-1], table)
    return owner_at(reading, hit.start if date is None else date.at, table)


def owner_at(reading: Reading, end: int, table: Patterns) -> bool | None:
    """Whether the nearest noun before a place is one of animation."""
    nouns, said = table.nouns, reading.text[:end].split()
    is_kin = None
    for word in reversed(said[-_LOOK_BACK:]):
        if word in STOPS or word == "<title>":
            break
        if word in table.kin and nouns.get(word):  # "game gets sequel": it is a game, too
            is_kin = True
            continue
        if word in table.sooner:
            break  # "an early screening before the premiere"
        if word in nouns and not _names_origin(said, word, table):
            return nouns[word] and not _is_of_other(said, word, table)
        if word in _NEXT_IN_LIST:
            break
    if is_kin:
        return True
    # Behind a comma the subject of the whole text goes on: the noun beside the title before.
    title = next((mark.at for mark in reversed(reading.of("title")) if mark.at < end), None)
    if title is None:
        return None
    noun = next((word for word in reading.text[title:end].split()[1:4] if word in nouns), None)
    return None if noun is None else nouns[noun] or _is_origin(reading.text[:title].split(), table)


def blocked(reading: Reading, table: Patterns, but: frozenset[str] = frozenset()) -> frozenset[int]:
    """The places of dates that a rule knows to be no premiere; in "based on X's manga" the manga does nothing.

    `but`: words of rules that count for nothing here.
    """
    premieres = {
        mark.at
        for hit in reading.hits
        if hit.effect is Effect.DATED and _names_other(reading, hit, table)
        for mark in reading.within("date", hit.start, hit.end)
    }
    return frozenset(
        mark.at
        for hit in reading.hits
        if hit.effect is Effect.NO_PREMIERE
        and but.isdisjoint(hit.rule.pattern.split())
        and not _is_of_origin(reading, hit, table)
        for mark in reading.within("date", hit.start, hit.end)
        if mark.at not in premieres
    )


def _is_of_origin(reading: Reading, hit: Hit, table: Patterns) -> bool:
    """True for what a rule takes for the doing of a manga that is only the origin of the anime that does it."""
    before = reading.text[: hit.start].split()
    if not table.based.isdisjoint(before[-_ORIGIN:]):
        return True
    said = reading.text[hit.start : hit.end].split()
    if said[0] not in table.not_animated:
        return False
    made = next((word for word in said[1:] if word not in table.forms or word in table.anime), "")
    return made in table.anime or _is_origin(before, table)  # "manga's TV anime"


def _is_origin(before: Sequence[str], table: Patterns) -> bool:
    """True behind "anime based on", "anime of": what follows says only where the anime comes from."""
    near = before[-_ORIGIN:]
    if not table.based.isdisjoint(near):
        return True
    for at, word in enumerate(near):
        made = near[max(0, at - 2) : at] if word in table.of else []
        is_adapted = bool(made) and made[-1] in table.made and made[0] not in table.not_animated
        if is_adapted or not table.anime.isdisjoint(made):
            return True
    return False


def _names_origin(before: Sequence[str], noun: str, table: Patterns) -> bool:
    """True for "anime based on X's manga": the noun says only where the anime comes from."""
    return table.nouns[noun] is False and _is_origin(before[: _last(before, noun)], table)


def _is_of_other(before: Sequence[str], noun: str, table: Patterns) -> bool:
    """True for "dub of season 1": what happens, happens to the dub."""
    at = _last(before, noun)
    if noun == "<season>" and at and table.nouns.get(before[at - 1]) is False:
        return True  # "the game's season 3"
    return at > 1 and before[at - 1] in table.of and table.nouns.get(before[at - 2]) is False


def _last(words: Sequence[str], word: str) -> int:
    """Where the word stands for the last time."""
    return len(words) - 1 - list(reversed(words)).index(word)


def _names_other(reading: Reading, hit: Hit, table: Patterns) -> bool:
    """True for a rule that speaks of an episode or a showing itself, and so has said what it takes it for."""
    own = [word for word in reading.text[hit.start : hit.end].split() if word in table.not_animated]
    return bool(own) and all(word in hit.rule.pattern for word in own)
