"""What a text says has been announced: events with their show, instalment and date, before anyone judges them."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bot.core.lexicon import Effect, Hit, Patterns
from bot.core.matching import Mention
from bot.core.models import Kind, Part, ReleaseDate, Show
from bot.core.owners import STOPS, blocked, owner, owner_at
from bot.core.reading import Mark, Reading

KINDS = {
    Effect.RENEWED: Kind.RENEWED,
    Effect.FILM: Kind.FILM,
    Effect.NEW_SHOW: Kind.NEW_SHOW,
    Effect.DATED: Kind.DATED,
    Effect.DELAYED: Kind.DELAYED,
    Effect.CANCELLED: Kind.CANCELLED,
    Effect.FINAL: Kind.FINAL,
    Effect.PREMIERED: Kind.PREMIERED,
    Effect.FINISHED: Kind.FINISHED,
}
_PAST_DAYS = 7
_LOOK_AHEAD = 4


class Event(NamedTuple):
    """One thing a text says. No subject: the text names no show for it."""

    kind: Kind
    subjects: tuple[Mention, ...]
    part: Part | None
    number: int | None
    date: ReleaseDate | None
    because: str
    continues: bool  # the words themselves say that something existing goes on ("sequel", "returns")
    is_new: bool  # "new" stands before the title
    aside: bool  # read in the summary alone
    half: bool  # a cour or part is meant, not a whole season


def find_events(
    reading: Reading,
    table: Patterns,
    published: dt.date | None,
    main: Sequence[Mention] = (),
    default: tuple[Part | None, int | None] = (None, None),
) -> list[Event]:
    """Every event that a text states.

    `main`: whom an event without a show of its own belongs to; `default`: the instalment it then means by default.
    """
    telling = [hit for hit in reading.hits if hit.effect in KINDS]
    if not telling:
        return []
    finder = _Finder(reading, table, published, tuple(main), default, blocked(reading, table))
    return [event for hit in telling for event in finder.events(hit)]


def find_dates_due(  # noqa: PLR0917 (one text and what is known beside it)
    reading: Reading,
    table: Patterns,
    published: dt.date | None,
    main: Sequence[Mention],
    default: tuple[Part | None, int | None],
    expects: Callable[[Show, ReleaseDate], bool],
) -> list[Event]:
    """Dates of which nothing says that they are a premiere, nor that they are none; those that a show `expects`.

    What stands behind the name of another show is that one's, where it expects it.
    """
    finder = _Finder(reading, table, published, tuple(main), default, blocked(reading, table, table.arcs))
    found = []
    for mark in reading.of("date"):
        if mark.at in finder.blocked or mark.date is None or _tense(mark, published) is not Effect.DATED:
            continue
        if not all(mention.show and expects(mention.show, mark.date) for mention in main):
            continue
        others = [name.show for mention in finder.others(mark.at) for name in mention.names]
        if owner_at(reading, mark.at, table) is False or any(expects(other, mark.date) for other in others):
            continue
        part, number = default
        found.append(
            Event(Kind.DATED, tuple(main), part, number, mark.date, f"“{mark.because}”", False, False, True, False)
        )
    return found


def subjects(reading: Reading) -> list[Mark]:
    """The titles of a text that are more than mentioned."""
    titles = reading.of("title")
    mere = [hit for hit in reading.hits if hit.effect is Effect.MERE] if titles else []
    return [mark for mark in titles if not any(hit.start <= mark.at < hit.end for hit in mere)] if mere else titles


def is_occasion(reading: Reading, hit: Hit, table: Patterns) -> bool:
    """True when a rule found only where the news were told: "at Anime Expo", "during a concert"."""
    return not table.occasion.isdisjoint(reading.text[: hit.start].split()[-2:])


def quoted(reading: Reading, hit: Hit) -> str:
    """The words of a text that a rule found, with the marks put back into words."""
    said = reading.text[hit.start : hit.end].strip()
    for mark in reading.marks:
        if hit.start <= mark.at < hit.end:
            words = reading.original[mark.mention.start : mark.mention.end] if mark.mention else mark.because
            if words:
                said = said.replace(f"<{mark.kind}>", words, 1)
    return f"“{said}”"


@dataclass(frozen=True, slots=True)
class _Finder:
    reading: Reading
    table: Patterns
    published: dt.date | None
    main: tuple[Mention, ...]
    default: tuple[Part | None, int | None]
    blocked: frozenset[int]

    def events(self, hit: Hit) -> list[Event]:
        reading = self.reading
        date: Mark | None = None
        if hit.effect is Effect.DATED:
            dates = [mark for mark in reading.within("date", hit.start, hit.end) if mark.at not in self.blocked]
            if not dates:
                return []
            date = dates[-1]
        if self._is_shown_again(hit) or self._is_done_to_other(hit) or self._is_of_other_medium(hit):
            return []
        own = reading.text[hit.start : hit.end].split()
        is_made = not self.table.anime.isdisjoint(own) or any(
            self.table.part_words.get(word) is Part.OVA for word in own
        )
        first = hit.effect is Effect.FILM and is_made
        if hit.effect is not Effect.NEW_SHOW and not first and owner(reading, hit, date, self.table) is False:
            return []
        effect = hit.effect if date is None else _tense(date, self.published)
        if effect not in KINDS:
            return []
        marks = self._subjects(hit)
        if marks is None:
            return []
        because = quoted(reading, hit)
        common = (
            date.date if date else None,
            because,
            _continues(hit),
            any(self._is_new(mark) for mark in marks or subjects(reading)),
            bool(self.main),
            bool(reading.of("part")) or not self.table.halves.isdisjoint(reading.text.split()),
        )
        if not marks:
            part, number = self._part(hit, None)
            if number is None and part in (None, self.default[0]):
                part, number = self.default
            return [Event(KINDS[effect], self._meant(hit.end), part, number, *common)]
        found = []
        for mark in marks:
            part, number = self._part(hit, mark)
            found.append(Event(KINDS[effect], (mark.mention,) if mark.mention else (), part, number, *common))
        return found

    def _is_of_other_medium(self, hit: Hit) -> bool:
        """True for the film and the date in "season 3 and live-action film announced for 2027"."""
        if hit.effect not in (Effect.FILM, Effect.DATED):
            return False
        return any(one.effect is Effect.OTHER_MEDIUM and one.start < hit.end for one in self.reading.hits)

    def _is_shown_again(self, hit: Hit) -> bool:
        """True for "final season gets rebroadcast in October"."""
        dates = self.reading.within("date", hit.start, hit.end) if hit.effect is Effect.FINAL else []
        return any(mark.at in self.blocked for mark in dates)

    def _is_done_to_other(self, hit: Hit) -> bool:
        """True for "cancels fan event": what stands behind the verb is no animation."""
        if self.table.doing.isdisjoint(self.reading.text[hit.start : hit.end].split()[-1:]):
            return False
        for word in self.reading.text[hit.end :].split()[:_LOOK_AHEAD]:
            if word in self.table.nouns:
                return not self.table.nouns[word]
            if word in STOPS or word == "," or word in self.table.common:
                return False
        return False

    def _subjects(self, hit: Hit) -> list[Mark] | None:
        """The titles the hit is about: in it, else before it, else behind it; None when it is about another show."""
        marks = subjects(self.reading)
        if self.main:
            return None if self.others(hit.end) else []
        if not marks:
            return []
        inside = [mark for mark in marks if hit.start <= mark.at < hit.end]
        before = [mark for mark in marks if mark.at < hit.start]
        chosen = inside[-1] if inside else before[-1] if before else marks[0]
        return self._listed(marks, chosen)

    def _meant(self, end: int) -> tuple[Mention, ...]:
        """Those of the main shows that the sentence up to a place names; all of them where it names none."""
        if len(self.main) < 2:
            return self.main
        said = {name.show.id for mark in self._named(end) if mark.mention for name in mark.mention.names}
        named = tuple(one for one in self.main if not said.isdisjoint(name.show.id for name in one.names))
        return named or self.main

    def others(self, end: int) -> list[Mention]:
        """The show that the sentence names last up to a place, where it is none of the main ones."""
        known = {name.show.id for mention in self.main for name in mention.names}
        last = [mark.mention for mark in self._named(end)[-1:] if mark.mention]
        return [mention for mention in last if any(name.show.id not in known for name in mention.names)]

    def _named(self, end: int) -> list[Mark]:
        """The titles that the sentence names up to a place."""
        sentence = self._sentence(end - 1)
        return [mark for mark in subjects(self.reading) if sentence < mark.at < end]

    def _listed(self, marks: Sequence[Mark], chosen: Mark) -> list[Mark]:
        """The title together with those it is listed with: "X, Y and Z anime get …"."""
        at = next(place for place, mark in enumerate(marks) if mark is chosen)
        group = [chosen]
        for other in reversed(marks[:at]):
            between = self.reading.text[other.at + len("<title>") : group[0].at].split()
            if not between or not all(word in self.table.joiners or word in _BESIDE for word in between):
                break
            group.insert(0, other)
        return group

    def _part(self, hit: Hit, subject: Mark | None) -> tuple[Part | None, int | None]:
        """Which instalment is meant, from the words of the hit and those between it and its title."""
        reading, words = self.reading, self.table.part_words
        start = min(subject.at, hit.start) if subject else hit.start
        text = reading.text[start : hit.end]
        clause = self._clause(subject) if subject else (self._sentence(hit.start), hit.end)
        seasons = reading.within("season", start, hit.end) or reading.within("season", *clause)
        named = self._parts_named(text if subject else reading.text[clause[0] : hit.end])
        if hit.effect is Effect.FILM:
            part = words[named[-1]] if named else Part.FILM
            return part, self._number_before(text, named[-1] if named else "")
        if seasons and not (named and hit.effect is Effect.DATED and not reading.within("season", start, hit.end)):
            own = reading.within("season", hit.start, hit.end)
            return Part.SEASON, (own or seasons)[-1 if own or subject is None else 0].number
        if named and hit.effect not in (Effect.RENEWED, Effect.NEW_SHOW, Effect.FINAL):
            return words[named[-1]], self._number_before(text, named[-1])
        counted = self._number_before(text, "<title>") if hit.effect is Effect.RENEWED else None
        return (Part.SEASON, counted) if hit.effect in (Effect.RENEWED, Effect.FINAL) else (None, None)

    def _is_new(self, mark: Mark) -> bool:
        """True for "new <title> anime", "<title> new anime" and "<title> sequel anime"."""
        table, text = self.table, self.reading.text
        before = text[: mark.at].split()[-1:]
        behind = text[mark.at :].split()[1:4]
        if before and before[0] in table.new:
            return True
        is_made = any(word in table.animated for word in behind[1:])
        return is_made and (behind[0] in table.new or (behind[0] in table.kin and behind[0] in table.animated))

    def _clause(self, subject: Mark) -> tuple[int, int]:
        """The stretch of text that belongs to a title: from the end of the title before to the next."""
        titles = self.reading.of("title")
        before = [mark.at for mark in titles if mark.at < subject.at]
        after = [mark.at for mark in titles if mark.at > subject.at]
        return (subject.at if before else 0), (after[0] if after else len(self.reading.text))

    def _sentence(self, end: int) -> int:
        """Where the sentence begins in which a place lies."""
        return max(0, *(self.reading.text.rfind(f" {stop} ", 0, end) for stop in ".?!|;:"))

    def _parts_named(self, text: str) -> list[str]:
        words = self.table.part_words
        if self.table.lexicon.spaced:
            said = f" {text.strip()} "
            phrases = [phrase for phrase in self.table.part_phrases if f" {phrase} " in said]
            return [word for word in text.split() if word in words] + phrases
        return sorted((word for word in words if word in text), key=text.rfind)

    def _number_before(self, text: str, noun: str) -> int | None:
        found = text.split()
        if noun not in found or found.index(noun) == 0:
            return None
        for word in reversed(found[max(0, found.index(noun) - 2) : found.index(noun)]):
            number = self.table.number(word)
            if number is not None:
                return number if number < 100 else None
        return None


_BESIDE = frozenset({",", "<season>", "<part>"})


def _continues(hit: Hit) -> bool:
    return hit.effect in (Effect.RENEWED, Effect.FILM, Effect.FINAL)


def _tense(mark: Mark, published: dt.date | None) -> Effect:
    """A premiere ahead is a date; one of the last days has happened; one long ago is no news."""
    if published is None or mark.date is None:
        return Effect.DATED
    if dt.date(*mark.date.latest) > published:
        return Effect.DATED
    if mark.date.day and (published - dt.date(*mark.date.latest)).days <= _PAST_DAYS:
        return Effect.PREMIERED
    return Effect.NOT_NEWS
