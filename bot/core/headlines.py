"""Decides what an entry of a feed says about which show: claims, how sure they are, and why."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.core.lexicon import Effect, Hit, Where, patterns, recognise
from bot.core.matching import Mention
from bot.core.models import (
    Claim,
    Decision,
    Entry,
    Grade,
    Instalment,
    Kind,
    Part,
    ReleaseDate,
    Show,
    ShowRef,
    Source,
    Verdict,
)
from bot.core.reading import Mark, Reading, read
from bot.core.titles import TitleIndex

_EVENTS = {
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
_EPISODE = re.compile(
    r"^\s*\[[^\]]{2,40}\].*\b\d{1,4}\b"  # [Group] Show - 05
    r"|\b(?:episode|ep\.?|episodio|épisode|folge|серия|эпизод)\s*#?\d{1,4}\b"
    r"|\b\d{1,4}\s+(?:серия|серии)\b"
    r"|\bS\d{1,2}\s?E\d{1,3}\b"
    r"|\s[-–]\s\d{2,4}(?:v\d)?(?:\s|$)"
    r"|#\d{1,4}\b|第\d{1,4}話|\b(?:1080p|720p|480p|2160p|HEVC|x26[45])\b",
    re.IGNORECASE,
)
_PREFIX = re.compile(r"^\s*(?:(?:news|report|breaking|update|updated|exclusive|official)\s*[:|]\s*|\[[^\]]{1,12}\]\s*)", re.I)
_SUFFIX = re.compile(r"\s*(?:[\[(](?:updated?|update\s[^\])]*)[\])]|\s[|–—-]\s(?:[A-Z][\w.]*\s?){1,3}(?:News|Network)?)\s*$")
_PAST_DAYS = 7


@dataclass(frozen=True, slots=True)
class _Event:
    """One thing that a text says, before it is known of which show."""

    effect: Effect
    hit: Hit
    reading: Reading
    date: Mark | None = None
    season: Mark | None = None


def judge(entry: Entry, source: Source, index: TitleIndex) -> Decision:
    """Say what the entry claims about which shows, and whether their subscribers would be told."""
    published = _day(entry.published_at)
    language = recognise(f"{entry.title} {entry.summary[:200]}", source.language)
    if _EPISODE.search(entry.title):
        return Decision(Verdict.IGNORE, "an episode listing")
    title = read(_bare(entry.title), Where.TITLE, language, published, index)
    refusal = _refusal(title)
    if refusal:
        return Decision(Verdict.IGNORE, refusal)
    summary = read(entry.summary[:600], Where.SUMMARY, language, published, index)
    events = _events(title, published, language)
    if not events or all(event.effect is Effect.NEW_SHOW for event in events):
        events += [
            event for event in _events(summary, published, language) if event.effect in (Effect.DATED, Effect.PREMIERED)
        ]
    if not events:
        return Decision(Verdict.IGNORE, "no event in it")
    subjects = _subjects(title)
    if not subjects:
        return _without_show(events, source)
    claims: list[Claim] = []
    rejected: list[ShowRef] = []
    for mention in subjects:
        if mention.show is None:
            rejected.extend(_ref(name.show) for name in mention.names)
            continue
        claims.extend(_claims(mention, mention.show, events, title, source, published))
    if rejected and not claims:
        return Decision(Verdict.HOLD, "several shows bear this name", rejected=tuple(rejected))
    if not claims:
        return Decision(Verdict.IGNORE, "nothing new about the show")
    manner = _manner(title, summary)
    if manner is not None:
        effect, words = manner
        kind = Kind.RUMOUR if effect is Effect.RUMOUR else Kind.SPECULATION
        doubted = tuple(
            Claim(kind, claim.show, claim.instalment, claim.date, Grade.REPORT, (*claim.because, words)) for claim in claims[:1]
        )
        return Decision(Verdict.HOLD, f"{effect.value}: {words}", doubted, tuple(rejected))
    if any(hit.effect is Effect.OTHER_MEDIUM for hit in summary.hits) and not any(
        hit.effect is Effect.ANIME for hit in title.hits
    ):
        return Decision(Verdict.IGNORE, "about another medium")
    told = [claim for claim in claims if claim.kind is not Kind.FINISHED]
    if source.grade is Grade.REPORT or not told:
        return Decision(Verdict.HOLD, "kept as evidence", tuple(claims), tuple(rejected))
    return Decision(Verdict.ANNOUNCE, "; ".join(claims[0].because), tuple(claims), tuple(rejected))


def _day(published_at: int | None) -> dt.date | None:
    return None if published_at is None else dt.datetime.fromtimestamp(published_at, dt.UTC).date()


def _bare(title: str) -> str:
    return _SUFFIX.sub("", _PREFIX.sub("", title))


def _ref(show: Show) -> ShowRef:
    return ShowRef(show.id, show.title, show.ids)


def _quote(reading: Reading, hit: Hit) -> str:
    words = reading.text[hit.start : hit.end].strip()
    for mark in reading.marks:
        if hit.start <= mark.at < hit.end:
            said = mark.because or (reading.original[mark.mention.start : mark.mention.end] if mark.mention else "")
            if said:
                words = words.replace(f"<{mark.kind}>", said.split(",")[0], 1)
    return f"“{words}”"


def _refusal(title: Reading) -> str:
    for hit in title.hits:
        if hit.effect is Effect.NOT_NEWS:
            return f"no news: {_quote(title, hit)}"
        if hit.effect is Effect.HOAX:
            return f"a hoax: {_quote(title, hit)}"
        if hit.effect is Effect.OTHER_MEDIUM:
            return f"about another medium: {_quote(title, hit)}"
        if hit.effect is Effect.SPECULATION:
            return f"speculation: {_quote(title, hit)}"
    return ""


def _manner(title: Reading, summary: Reading) -> tuple[Effect, str] | None:
    for reading in (title, summary):
        for hit in reading.hits:
            if hit.effect in (Effect.RUMOUR, Effect.SPECULATION, Effect.HOAX):
                return hit.effect, _quote(reading, hit)
    return None


def _events(reading: Reading, published: dt.date | None, language: str) -> list[_Event]:
    found: list[_Event] = []
    blocked = {
        mark.at
        for hit in reading.hits
        if hit.effect is Effect.NO_PREMIERE
        for mark in reading.within("date", hit.start, hit.end)
    }
    for hit in reading.hits:
        if hit.effect not in _EVENTS:
            continue
        if hit.effect is not Effect.NEW_SHOW and _owner(reading, hit, language) is False:
            continue
        season = next(iter(reading.within("season", hit.start, hit.end)), None)
        if hit.effect is Effect.DATED:
            marks = [mark for mark in reading.within("date", hit.start, hit.end) if mark.at not in blocked]
            found += [_Event(_tense(mark, published), hit, reading, mark, season) for mark in marks[-1:]]
        else:
            found.append(_Event(hit.effect, hit, reading, None, season))
    return [event for event in found if event.effect in _EVENTS]


def _tense(mark: Mark, published: dt.date | None) -> Effect:
    """A premiere ahead is a date; one of the last days has happened; one long ago is no news."""
    if published is None or mark.date is None:
        return Effect.DATED
    if dt.date(*mark.date.latest) > published:
        return Effect.DATED
    if mark.date.day and (published - dt.date(*mark.date.latest)).days <= _PAST_DAYS:
        return Effect.PREMIERED
    return Effect.NOT_NEWS


def _owner(reading: Reading, hit: Hit, language: str) -> bool | None:
    """Whether the nearest noun before the hit is one of animation; None when there is none."""
    nouns = patterns(language).nouns
    for word in reversed(reading.text[: hit.start].split()[-12:]):
        if word in ".?!|;":
            break
        if word in nouns:
            return nouns[word]
        if word in (",", ":"):
            break
    # Behind a comma the subject of the whole text goes on: the noun beside the first title.
    titles = reading.of("title")
    if titles:
        for word in reading.text[titles[0].at :].split()[1:4]:
            if word in nouns:
                return nouns[word]
    return None


def _subjects(title: Reading) -> list[Mention]:
    mere = {
        mark.at for hit in title.hits if hit.effect is Effect.MERE for mark in title.within("title", hit.start, hit.end)
    }
    marks = [mark for mark in title.of("title") if mark.at not in mere]
    found = [mark.mention for mark in marks if mark.mention]
    if len(found) <= 1:
        return found
    listed = [found[0]]
    for before, after in zip(marks, marks[1:], strict=False):
        between = title.text[before.at + len("<title>") : after.at].split()
        if after.mention and all(word in (",", "and") for word in between):
            listed.append(after.mention)
        else:
            break
    return listed


def _without_show(events: Sequence[_Event], source: Source) -> Decision:
    claims = tuple(
        Claim(_EVENTS[event.effect], None, None, event.date.date if event.date else None, source.grade, (_quote(event.reading, event.hit),))
        for event in _firsts(events)
    )
    return Decision(Verdict.HOLD, "no show of the catalogue is named", claims)


def _firsts(events: Iterable[_Event]) -> list[_Event]:
    found: dict[Effect, _Event] = {}
    for event in events:
        found.setdefault(event.effect, event)
    return list(found.values())


def _claims(
    mention: Mention,
    show: Show,
    events: Sequence[_Event],
    title: Reading,
    source: Source,
    published: dt.date | None,
) -> list[Claim]:
    planned = _is_planned(show, published)
    firsts = {event.effect: event for event in _firsts(events)}
    if Effect.RENEWED in firsts and Effect.NEW_SHOW in firsts:
        del firsts[Effect.NEW_SHOW]
    if Effect.FILM in firsts and Effect.NEW_SHOW in firsts:
        del firsts[Effect.NEW_SHOW]
    if Effect.DELAYED in firsts and Effect.PREMIERED in firsts:
        del firsts[Effect.PREMIERED]
    dated = firsts.get(Effect.DATED)
    date = dated.date.date if dated and dated.date else None
    claims = []
    for effect, event in firsts.items():
        kind = _EVENTS[effect]
        if kind is Kind.NEW_SHOW and not planned:
            continue
        because = [_quote(event.reading, event.hit)]
        claims.append(
            Claim(
                kind,
                _ref(show),
                _instalment(mention, event, title, planned),
                event.date.date if event.date else date,
                source.grade,
                tuple(because),
            )
        )
    return claims


def _is_planned(show: Show, published: dt.date | None) -> bool:
    """True when no part of the show had been seen by the day of publication."""
    if published is None:
        return False
    firsts = [instalment.date for instalment in show.instalments if instalment.date]
    return all(dt.date(*date.latest) >= published for date in firsts)


def _instalment(mention: Mention, event: _Event, title: Reading, planned: bool) -> Instalment:
    season = event.season or next(iter(title.of("season")), None)
    if event.effect is Effect.FILM:
        return Instalment(Part.FILM)
    if season and season.number:
        return Instalment(Part.SEASON, season.number)
    slot = mention.names[0].slot
    if slot:
        part, _, number = slot.rpartition("-")
        if part in set(Part) and number.isdigit():
            return Instalment(Part(part), int(number))
    return Instalment(Part.SEASON, 1 if planned else None)
