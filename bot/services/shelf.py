"""The catalogue in memory: what autocomplete and matching read. Replaced as a whole when the catalogue changes."""

import asyncio
import gc
import logging
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import MappingProxyType
from typing import Protocol

from bot.core.models import Show
from bot.core.search import ShowSearch, Suggestion
from bot.core.titles import TitleIndex
from bot.core.turns import let_go

log = logging.getLogger(__name__)

TURN_SECONDS = 0.001


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
            old = [self.shows, *self.index.containers(), *self.search.containers()]
            self.shows, self.index, self.search = shows, index, search
            self.is_loaded = True
            log.info("catalogue in memory shows=%d", len(shows))
            await asyncio.to_thread(let_go, old)

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


def _build(found: Sequence[Show]) -> tuple[Mapping[str, Show], TitleIndex, ShowSearch]:
    return MappingProxyType({show.id: show for show in found}), TitleIndex.build(found), ShowSearch.build(found)
