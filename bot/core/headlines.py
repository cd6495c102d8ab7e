"""Decides what an entry of a feed says about which show: claims, how sure they are, and why."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import partial

from bot.core.claiming import Telling, claims_about, denied, firsts, ref, settled
from bot.core.events import Event, find_events, quoted, subjects
from bot.core.guessing import Guess, guess, named_beside
from bot.core.known import (
    expects,
    is_due,
    is_next,
    is_planned,
    premiere_of,
)
from bot.core.lexicon import Effect, Hit, Patterns, Where, patterns, recognise
from bot.core.matching import Also, Mention, explained
from bot.core.models import (
    Claim,
    Decision,
    Entry,
    Grade,
    Instalment,
    Kind,
    Part,
    ShowRef,
    Source,
    Verdict,
)
from bot.core.reading import NOTHING, Reading, Scan, read
from bot.core.summaries import events_told, may_add, may_be_told
from bot.core.titles import TitleIndex
from bot.core.unknown import decide_unknown, without_name

_PREFIX = re.compile(
    r"^\s*(?:(?:news|breaking|update|updated|exclusive|official)\s*[:|]\s*|\[(?:up|news)[^\]]{0,12}\]\s*)",
    re.IGNORECASE,
)
_SUFFIX = re.compile(
    r"\s*(?:[\[(]updated?[^\])]{0,20}[\])]|\s[|–—-]\s(?:[A-Z][\w.]*\s?){1,3}(?:News|Network|Anime))\s*$", re.IGNORECASE
)
_SUFFIXES = (")", "]", "news", "network", "anime")  # with which `_SUFFIX` ends
_SUMMARY_LENGTH = 400
_RECOGNISED_BY = 240  # so much of a summary tells the language beside a headline full of names
_EPISODE = re.compile(
    r"^\s*\[[^\]]{2,40}\].*(?:\s-\s\d|\d{3,4}p\b|\.mkv)"  # [Group] Show - 05
    r"|(?<!after )(?<!following )\b(?:episode|ep\.?|episodio|episódio|épisode|folge|серия|эпизод|tập)"
    r"\s*#?\d{1,4}\b(?!\s*(?:of|delayed|postponed))"
    r"|\b\d{1,4}(?:-я|-й)?\s+(?:серия|серии|эпизод)\b"
    r"|\bS\d{1,2}\s?E\d{1,3}\b"
    r"|\s[-–]\s\d{2,4}(?:v\d)?(?:\s|$)"
    r"|(?:^|\s)#\d{1,4}\b(?!\.\d)|第\d{1,4}話(?!以降|[^。]{0,8}延期)|第\d{1,4}[集话]|\b(?:1080p|720p|480p|2160p|HEVC|x26[45])\b",
    re.IGNORECASE,
)
# One of these, in small letters, is in all that `_EPISODE` finds, and is found faster.
_MAYBE_EPISODE = re.compile(r"ep|ép|folge|сери|эпизод|tập|s\d\d?\s?e\d|[-–]\s\d|#\d|第\d|\d\d\dp|x26|hevc|\[")
_FIRST_EPISODE = re.compile(r"(?:[-–:|]|Season \d+,?) Episode 1(?: [-–:]|$)")
_DUBBED = re.compile(r"\bdub(?:bed)?\b", re.IGNORECASE)
# "Episode 2 and the rest delayed"
_REST = frozenset({"rest", "later", "remaining", "onward", "onwards", "following"})
_MADE = frozenset({Effect.RENEWED, Effect.FILM, Effect.DATED})
# "Confirmed after a few days of rumours": as many words before tell that they are over.
_JUST_BEFORE = 6


def judge(  # noqa: C901 (one gate after the other)
    entry: Entry, source: Source, index: TitleIndex
) -> Decision:
    """Say what the entry claims about which shows, and whether their subscribers would be told."""
    published = _day(entry.published_at)
    language = recognise(f"{entry.title} {entry.summary[:_RECOGNISED_BY]}", source.language)
    table = patterns(language)
    headline = Scan(_headline(entry.title), language, published)
    reread = partial(read, headline, Where.TITLE, language, published, index)
    title = without_name(reread(), table)
    if _is_episode(title) and not _delays_episodes(title):
        return _episode(title, source, published)
    refusal = _refusal(title, table)
    if refusal:
        return Decision(Verdict.IGNORE, refusal)
    scanned = Scan(entry.summary[:_SUMMARY_LENGTH], language, published)
    told, guessed, summary = find_events(title, table, published), Guess(), NOTHING
    if not (told or subjects(title) or may_be_told(headline, scanned, table)):
        return Decision(Verdict.IGNORE, "no event in it")
    if not subjects(title) or may_add(scanned, title, told, table):
        summary = read(scanned, Where.SUMMARY, language, published, index)
    if not subjects(title):
        title, guessed = _explained(title, summary, index, table, published, reread)
        told = find_events(title, table, published, [guessed.alone] if guessed.alone else [])
    main = [mark.mention for mark in subjects(title) if mark.mention]
    if guessed.alone and not main:
        main = [guessed.alone]
    events = events_told(told, title, summary, table, published, main)
    telling = Telling(title, table, source, published)
    unclear = _unclear(events, main, telling, _manner(title, summary, table))
    if unclear:
        return unclear
    if _other_medium(title, summary, table):
        return Decision(Verdict.IGNORE, "about another medium")
    if not main:
        return decide_unknown(firsts(events), telling, summary, guessed)
    if _either_medium(title, summary, main, published):
        return Decision(Verdict.HOLD, "may be about another medium")
    if not (
        title.speaks_of_anime
        or summary.speaks_of_anime
        or any(hit.effect is Effect.ANIME for hit in title.hits)
        or _is_episode(title)
        or _is_numbered(title, main)
        or _is_of_instalment(main)
        or _are_due(events, main, published)
        or _are_coming(events, main, published)
    ):
        return Decision(Verdict.HOLD, "nothing says that it is about an anime")
    return _decide(events, telling)


def _headline(title: str) -> str:
    """The title without "News:" before it and the outlet's name behind it."""
    if ":" in title or "|" in title or "]" in title:
        title = _PREFIX.sub("", title)
    return _SUFFIX.sub("", title) if title.rstrip().casefold().endswith(_SUFFIXES) else title


def _explained(  # noqa: PLR0917 (one headline and what is known beside it)
    title: Reading,
    summary: Reading,
    index: TitleIndex,
    table: Patterns,
    published: dt.date | None,
    reread: Callable[[Also], Reading],
) -> tuple[Reading, Guess]:
    """The headline read again with what the summary or a likeness tells of its name."""
    named = named_beside(title, summary, index, table, published)
    also = explained(summary.original, summary.words, named)
    if also.shows and subjects(again := reread(also)):
        return again, Guess()
    guessed = guess(title, summary, named, index, table, published)
    if guessed.also and subjects(again := reread(guessed.also)):
        return again, Guess()
    return title, guessed


def _day(published_at: int | None) -> dt.date | None:
    return None if published_at is None else dt.datetime.fromtimestamp(published_at, dt.UTC).date()


def _is_episode(title: Reading) -> bool:
    text = title.original
    if not _MAYBE_EPISODE.search(text.lower()):
        return False
    for mention in title.mentions:  # a number in a title ("Mob Psycho 100", "Kaiju #8") is no episode
        text = text[: mention.start] + "_" * (mention.end - mention.start) + text[mention.end :]
    return _EPISODE.search(text.replace("[_", "__")) is not None


def _delays_episodes(title: Reading) -> bool:
    """True for "delays episode 10"; "Episode 9 - Delayed Confession" only bears such a name."""
    return any(
        hit.effect is Effect.DELAYED
        and (
            " episode" in title.text[hit.start :]
            or not _REST.isdisjoint(title.text[: hit.start].split())
            or title.text[: hit.start].split()[-2:-1] == ["episode"]
        )
        for hit in title.hits
    )


def _episode(title: Reading, source: Source, published: dt.date | None) -> Decision:
    """The first episode of a season that was due these days is its premiere; every other listing is no news."""
    mention = next((mark.mention for mark in subjects(title) if mark.mention), None)
    if not _FIRST_EPISODE.search(title.original) or _DUBBED.search(title.original) or not mention or not mention.show:
        return Decision(Verdict.IGNORE, "an episode listing")
    number = next((mark.number for mark in title.of("season")), None)
    instalment = premiere_of(mention.show, mention.names[0].slot, number, published)
    if instalment is None:
        return Decision(Verdict.IGNORE, "an episode listing")
    claim = Claim(Kind.PREMIERED, ref(mention.show), instalment, None, source.grade, ("“Episode 1”, due these days",))
    return Decision(Verdict.ANNOUNCE, claim.because[0], (claim,))


def _refusal(title: Reading, table: Patterns) -> str:
    reasons = {
        Effect.NOT_NEWS: "no news",
        Effect.HOAX: "a hoax",
        Effect.OTHER_MEDIUM: "about another medium",
        Effect.SPECULATION: "speculation",
    }
    for hit in title.hits:
        if hit.effect in reasons and not _is_listed(title, hit, table) and not _is_dated(title, hit):
            return f"{reasons[hit.effect]}: {quoted(title, hit)}"
    return ""


def _is_dated(title: Reading, hit: Hit) -> bool:
    """True for "2027 release date, cast": what looks like a guide to it has told the date."""
    return hit.effect is Effect.SPECULATION and title.text[: hit.start].endswith("<date> ")


def _is_listed(title: Reading, hit: Hit, table: Patterns) -> bool:
    """True for another medium that comes behind the anime's own news: "gets 2nd season, stage play"."""
    before = title.text[: hit.start].split()
    while before and before[-1] in table.common and before[-1] not in table.joiners:
        before.pop()
    if hit.effect is not Effect.OTHER_MEDIUM or len(before) < 2 or before[-1] not in table.joiners - table.nouns.keys():
        return False
    is_news = any(one.effect in _MADE and one.end <= hit.start for one in title.hits)
    return title.speaks_of_anime and (is_news or before[-2] in table.kin | {"<season>"})


def _manner(title: Reading, summary: Reading, table: Patterns) -> tuple[Effect, str] | None:
    for reading in (title, summary):
        for hit in reading.hits:
            if _is_dated(reading, hit):
                continue
            if hit.effect in (Effect.RUMOUR, Effect.SPECULATION, Effect.HOAX, Effect.DENIED):
                if hit.effect is Effect.RUMOUR and not table.later.isdisjoint(
                    reading.text[: hit.start].split()[-_JUST_BEFORE:]
                ):
                    continue  # "following rumours, it is now confirmed"
                return hit.effect, quoted(reading, hit)
    return None


def _are_due(events: Sequence[Event], main: Sequence[Mention], published: dt.date | None) -> bool:
    """True when the catalogue expects the shows at just the dates that are said."""
    dates = [event.date for event in events if event.date]
    shows = [mention.show for mention in main]
    return bool(dates) and all(show and is_due(show, date, published) for show in shows for date in dates)


def _are_coming(events: Sequence[Event], main: Sequence[Mention], published: dt.date | None) -> bool:
    """True for the dates and the end of shows of which nothing was on: a name of which the anime is what is new."""
    is_told = all(event.kind in {Kind.DATED, Kind.DELAYED, Kind.CANCELLED} for event in events)
    return is_told and all(mention.show and is_planned(mention.show, published) for mention in main)


def _is_of_instalment(main: Sequence[Mention]) -> bool:
    """True for the full name of a season or film, which no book or game bears."""
    return all(mention.show and mention.names[0].slot for mention in main)


def _is_numbered(title: Reading, main: Sequence[Mention]) -> bool:
    """True for "Mob Psycho 100 IV", a show whose original is no game that would be numbered in the same way."""
    sources = {name.show.source for mention in main for name in mention.names}
    return bool(title.of("season")) and sources.isdisjoint({"game", "visual novel"})


def _other_medium(title: Reading, summary: Reading, table: Patterns) -> bool:
    """True where the text speaks of another medium, unless the title tells it apart from the anime."""
    return any(hit.effect is Effect.OTHER_MEDIUM for hit in summary.hits) and not any(
        hit.effect is Effect.ANIME or _is_listed(title, hit, table) for hit in title.hits
    )


def _either_medium(title: Reading, summary: Reading, main: Sequence[Mention], published: dt.date | None) -> bool:
    """True for "Streamer renews X": live action, unless something says anime or X's next season is due."""
    if not any(hit.effect is Effect.EITHER_MEDIUM for hit in title.hits):
        return False
    if any(hit.effect is Effect.ANIME for hit in (*title.hits, *summary.hits)):
        return False
    number = next((mark.number for mark in title.of("season")), None)
    return not all(mention.show and is_next(mention.show, number, published) for mention in main)


def _unclear(
    events: Sequence[Event], main: Sequence[Mention], telling: Telling, manner: tuple[Effect, str] | None
) -> Decision | None:
    """The decision where nothing is said to have happened, or only as a rumour, a guess, a denial; else None."""
    title = telling.title
    if not events:
        if manner and manner[0] is Effect.RUMOUR and main and title.of("season"):
            return _doubtful(main[0], None, title, manner)
        return Decision(Verdict.IGNORE, "no event in it")
    if not manner:
        return None
    effect, said = manner
    if not main:
        return Decision(Verdict.HOLD, f"no show of the catalogue is named, {effect.value}: {said}")
    if effect is Effect.DENIED:
        return _denial(events, telling, said)
    return _doubtful((events[0].subjects or tuple(main))[0], events[0], title, manner)


def _doubtful(mention: Mention, event: Event | None, title: Reading, manner: tuple[Effect, str]) -> Decision:
    """A rumour is kept as one; the rest is said to be what it is and kept for nobody."""
    effect, said = manner
    if effect is not Effect.RUMOUR:
        return Decision(Verdict.IGNORE if effect is Effect.SPECULATION else Verdict.HOLD, f"{effect.value}: {said}")
    rejected = tuple(ref(name.show) for name in mention.names) if mention.show is None else ()
    number = event.number if event else next((mark.number for mark in title.of("season")), None)
    because = (event.because, said) if event else (said,)
    instalment = Instalment(event.part or Part.SEASON if event else Part.SEASON, number)
    claim = Claim(
        Kind.RUMOUR,
        ref(mention.show) if mention.show else None,
        instalment,
        event.date if event else None,
        Grade.REPORT,
        because,
    )
    return Decision(Verdict.HOLD, f"a rumour: {said}", (claim,), rejected)


def _denial(events: Sequence[Event], telling: Telling, said: str) -> Decision:
    """What is said not to be so: nothing to announce, but it takes back what was said before."""
    claims = []
    for named, own in _by_show(firsts(events)):
        show = settled(named, own, telling.published).show
        if show:
            claims += [denied(show, event, telling, said) for event in own]
    return Decision(Verdict.HOLD, f"{Effect.DENIED.value}: {said}", tuple(claims))


def _decide(events: Sequence[Event], telling: Telling) -> Decision:
    source, published = telling.source, telling.published
    claims: list[Claim] = []
    is_expected = True
    rejected: dict[str, ShowRef] = {}
    doubts: list[str] = []
    for named, own in _by_show(events):
        mention = settled(named, own, published)
        if mention.show is None:
            rejected.update((name.show.id, ref(name.show)) for name in mention.names)
            continue
        for claim, why in claims_about(mention, mention.show, own, telling):
            if why:
                doubts.append(why)
            else:
                claims.append(claim)
                is_expected = is_expected and expects(mention.show, claim, published)
    others = tuple(rejected.values())
    if not claims:
        reason = doubts[0] if doubts else "several shows bear this name" if others else "nothing new about the show"
        return Decision(Verdict.HOLD if others else Verdict.IGNORE, reason, rejected=others)
    reason = "; ".join(dict.fromkeys(claim.because[0] for claim in claims))
    if (
        published is not None
        and (published.month, published.day) == (4, 1)
        and not source.grade.at_least(Grade.LICENSEE)
        and not is_expected  # a joke does not name the season and the date that the catalogue has
    ):
        return Decision(Verdict.HOLD, f"April 1: {reason}", tuple(claims), others)
    if source.grade is Grade.REPORT:
        return Decision(Verdict.HOLD, f"an unconfirmed source: {reason}", tuple(claims), others)
    return Decision(Verdict.ANNOUNCE, reason, tuple(claims), others)


def _by_show(events: Sequence[Event]) -> list[tuple[Mention, list[Event]]]:
    """The shows that events are about, in order, each with its events."""
    mentions: dict[tuple[str, ...], Mention] = {}
    own: dict[tuple[str, ...], list[Event]] = defaultdict(list)
    for event in events:
        for mention in event.subjects:
            shows = tuple(name.show.id for name in mention.names)
            mentions.setdefault(shows, mention)
            own[shows].append(event)
    return [(mentions[shows], own[shows]) for shows in mentions]
