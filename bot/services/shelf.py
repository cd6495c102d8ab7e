"""The catalogue in memory: what autocomplete and matching read. Replaced as a whole when the catalogue changes."""

import asyncio
import gc
import logging
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import MappingProxyType
from typing import Protocol, TypeAlias

from bot.core.models import Show
from bot.core.search import ShowSearch, Suggestion
from bot.core.titles import TitleIndex

log = logging.getLogger(__name__)

TURN_SECONDS = 0.001
FREED_AT_ONCE = 200

Catalogue: TypeAlias = tuple[Mapping[str, Show], TitleIndex, ShowSearch]


class Loader(Protocol):
    """Gives every show of the catalogue, as the database holds it now."""

    async def __call__(self) -> Sequence[Show]: ...


class Shelf:
    """Holds the title index and the search of today. A reader takes `index` or `search` once for each question."""

    def __init__(self, load: Loader) -> None:
        self._load = load
        self.shows: Mapping[str, Show] = MappingProxyType({})
        self.index = TitleIndex.build(())
        self.search = ShowSearch.build(())
        self.is_loaded = False

    async def reload(self) -> None:
        """Read the catalogue and put it in place of the old one; until then the old one answers."""
        with _collector_at_rest(), _short_turns():
            found = await self._load()
            shows, index, search = await asyncio.to_thread(_build, found)
            old: list[Catalogue] = [(self.shows, self.index, self.search)]
            self.shows, self.index, self.search = shows, index, search
            self.is_loaded = True
            log.info("catalogue in memory shows=%d", len(shows))
            await asyncio.to_thread(_let_go, old)

    def suggest(self, text: str, limit: int) -> Sequence[Suggestion]:
        """Give the shows that a half-typed text may mean, the likeliest first."""
        return self.search.suggest(text, limit)


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Keep Python's garbage collector away from the catalogue's million objects, now and ever after.

    While they are made it would look through them again and again, which takes as long as making them; later each of
    its full rounds would hold the event loop for a tenth of a second.
    """
    gc.disable()
    gc.unfreeze()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


@contextmanager
def _short_turns() -> Iterator[None]:
    """Let the event loop wait a millisecond at most, not five, until the thread that builds lets it go on."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(TURN_SECONDS)
    try:
        yield
    finally:
        sys.setswitchinterval(usual)


def _let_go(old: list[Catalogue]) -> None:
    """Free a catalogue bit by bit: a million objects at once would hold up the event loop for a tenth of a second.

    The list is emptied. Somebody who still reads the old catalogue keeps what it is made of.
    """
    shows, index, search = old.pop()
    pieces: list[object] = [*shows.values(), *index.pieces(), *search.pieces()]
    del shows, index, search
    while pieces:
        del pieces[-FREED_AT_ONCE:]


def _build(found: Sequence[Show]) -> Catalogue:
    return MappingProxyType({show.id: show for show in found}), TitleIndex.build(found), ShowSearch.build(found)
