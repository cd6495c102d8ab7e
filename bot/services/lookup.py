"""Looking a show up: which one is meant, and everything that is known about it."""

import asyncio
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from rapidfuzz import fuzz, process

from bot.core.cards import PartCard, ShowCard, Suggested, answer_of, as_of, beside
from bot.core.errors import ShowNotFound
from bot.core.lexicon import Effect, Where, recognise
from bot.core.models import Show
from bot.core.outbox import Citation
from bot.core.reading import read
from bot.core.show_keys import is_shortened, show_key
from bot.services.shelf import Shelf
from bot.storage import history, shows
from bot.storage.database import Database
from bot.storage.history import StoredEvent

NEAREST = 5
COMMAS_IN_A_TITLE = 3
COMMAS = re.compile("[,、，]")
MOST_AT_ONCE = 25
UNCLEAR_EXPLAINED = 5
LONGEST_TITLE = 300
SHOWS_AT_ONCE = 200
LEAST_LIKENESS = 55  # of 100; below it a suggestion puzzles more than it helps
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Found:
    """Which show a text means. Without a `show_id`: the nearest ones, `several` when each of them bears that name."""

    show_id: str | None
    nearest: tuple[Suggested, ...] = ()
    several: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """The shows that a text names, in order, and whether its words only speculate."""

    show_ids: tuple[str, ...]
    speculates: bool


class Lookup:
    """Answers from the catalogue in memory and from the database."""

    def __init__(self, database: Database, shelf: Shelf, clock: Callable[[], float]) -> None:
        self._database = database
        self._shelf = shelf
        self._clock = clock

    def suggest(self, text: str, limit: int = 25) -> list[Suggested]:
        """Give what a half-typed title may mean, from memory alone."""
        return [Suggested(one.show_id, one.label) for one in self._shelf.suggest(text, limit)]

    async def find_all(self, text: str) -> tuple[list[str], list[tuple[str, Found]]]:
        """Read a list of shows with commas between them, some of which may belong to a title.

        Gives the ids of those that are clear, and for the others what was asked and what it may mean; more than
        `MOST_AT_ONCE` pieces are not looked at.
        """
        pieces = [piece.strip() for piece in COMMAS.split(text) if piece.strip()][:MOST_AT_ONCE]
        clear: list[str] = []
        unclear: list[tuple[str, Found]] = []
        start = 0
        while start < len(pieces):
            longest = min(len(pieces), start + COMMAS_IN_A_TITLE + 1)
            for end in range(longest, start + 1, -1):
                found = self._in_memory(", ".join(pieces[start:end]))
                if found.show_id:
                    break
            else:
                end = start + 1
                found = await self.find(pieces[start], suggest=len(unclear) < UNCLEAR_EXPLAINED)
            if found.show_id:
                clear.append(found.show_id)
            else:
                unclear.append((pieces[start], found))
            start = end
        return clear, unclear

    async def find(self, text: str, *, suggest: bool = True) -> Found:
        """Say which show is meant by an id, a slug, a title or an alias, and which ones may be meant otherwise."""
        asked = text.strip()[:LONGEST_TITLE]
        found = self._in_memory(asked)
        if found.show_id or found.several or not asked:
            return found
        if _ID.fullmatch(asked):
            # The id of a show that was renamed, or that came after the catalogue was last read.
            async with self._database.connect() as conn:
                stored = await shows.current_id(conn, asked)
            if stored:
                return Found(stored)
        if not suggest:
            return found
        near = self.suggest(asked, NEAREST)
        return Found(None, tuple(near or await asyncio.to_thread(_likest, asked, list(self._shelf.shows.values()))))

    def _in_memory(self, asked: str) -> Found:
        exact = self._shelf.shows.get(asked) or self._shelf.shows.get("-".join(asked.casefold().split()))
        if exact:
            return Found(exact.id)
        named = self._shelf.index.resolve(asked)
        if not named and (described := _LABEL.fullmatch(asked)):
            # A suggestion's label, typed or copied instead of chosen.
            same = self._shelf.index.resolve(described["title"])
            named = tuple(show for show in same if label(show).casefold() == asked.casefold()) or same
        own = [show for show in named if show.title.casefold() == asked.casefold()]
        if len(named) == 1 or len(own) == 1:
            return Found((own or list(named))[0].id)
        return Found(None, tuple(Suggested(show.id, label(show)) for show in named[:NEAREST]), several=bool(named))

    def named_in(self, text: str) -> Named:
        """Give the shows that a text surely names, from memory."""
        reading = read(text, Where.TITLE, recognise(text, "en"), None, self._shelf.index)
        certain = (mention.show for mention in reading.mentions)
        return Named(
            show_ids=tuple(dict.fromkeys(show.id for show in certain if show)),
            speculates=any(hit.effect is Effect.SPECULATION for hit in reading.hits),
        )

    def by_key(self, key: str) -> str:
        """Give the show id that a custom id carries."""
        if not is_shortened(key):
            return key
        return next((show_id for show_id in self._shelf.shows if show_key(show_id) == key), key)

    def count(self) -> int:
        """Give how many shows are known."""
        return len(self._shelf.shows)

    def best_known(self) -> str:
        """Give the show that most readers know, for a sample. Raises ShowNotFound before the catalogue is loaded."""
        if not self._shelf.shows:
            raise ShowNotFound("the catalogue is empty")
        return max(self._shelf.shows.values(), key=lambda show: show.popularity).id

    def title(self, show_id: str) -> str:
        """Give a show's title from memory, its id where it is not in the catalogue."""
        show = self._shelf.shows.get(show_id)
        return show.title if show else show_id

    async def card(self, show_id: str) -> ShowCard:
        """Give everything that is known about a show. Raises ShowNotFound."""
        async with self._database.connect() as conn:
            current = await shows.current_id(conn, show_id)
            row = await shows.show_row(conn, current) if current else None
            if row is None:
                raise ShowNotFound(f"no show has the id {show_id!r}")
            events = await history.events_of_show(conn, row.id)
            read_at = await shows.last_read_at(conn)
        today = datetime.fromtimestamp(self._clock(), UTC).date()
        parts = tuple(
            as_of(replace(part, citations=_citations(slot, part, events)), today)
            for slot, part in zip(row.slots, row.parts, strict=True)
        )
        answer = answer_of(parts, ended=row.ended)
        return ShowCard(
            id=row.id,
            title=row.title,
            answer=answer,
            beside=beside(parts, answer),
            parts=parts,
            other_titles=row.other_titles,
            year=row.year,
            format=row.format,
            source=row.source,
            studios=row.studios,
            checked_at=row.checked_at,
            read_at=read_at,
            details=row.details,
            history=tuple(event.news for event in events),
        )


def _likest(text: str, known: Sequence[Show]) -> list[Suggested]:
    """Give the shows whose titles look most like a text that begins like none of them."""
    scored: dict[str, tuple[float, Show]] = {}
    # A few at a time, and room for the event loop between: each call holds the interpreter.
    for start in range(0, len(known), SHOWS_AT_ONCE):
        named = [(title.text, show) for show in known[start : start + SHOWS_AT_ONCE] for title in show.titles]
        found = process.extract(
            text,
            [name for name, _ in named],
            scorer=fuzz.ratio,
            processor=str.casefold,
            score_cutoff=LEAST_LIKENESS,
            limit=NEAREST,
        )
        time.sleep(0)
        for _, likeness, place in found:
            show = named[place][1]
            scored[show.id] = max((likeness, show), scored.get(show.id, (0.0, show)), key=lambda pair: pair[0])
    best = sorted(scored.values(), key=lambda pair: (-pair[0], -pair[1].popularity, pair[1].id))
    return [Suggested(show.id, label(show)) for _, show in best[:NEAREST]]


_LABEL = re.compile(r"(?P<title>.+) \((?:TV|FILM|OVA|ONA|SPECIAL)(?:, \d{4})?\)", re.IGNORECASE)


def label(show: Show) -> str:
    """Tell a show from others of its name: "Akudama Drive (TV, 2020)"."""
    return f"{show.title} ({show.format}, {show.year})" if show.year else f"{show.title} ({show.format})"


def _citations(slot: str, part: PartCard, events: Sequence[StoredEvent]) -> tuple[Citation, ...]:
    """Give the sources of the newest event about the part that still holds."""
    if part.since_at is None:
        return ()
    return next((event.news.sources for event in events if event.slot == slot and not event.news.retracted), ())
