"""Takes catalogues into the database, whole or not at all, and gives the shows back."""

import asyncio
import logging
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Protocol

from bot.core.identity import plan
from bot.core.models import Show
from bot.storage import absorb, catalogue
from bot.storage.absorb import Changes, Told
from bot.storage.catalogue import Import, Stats, StoredShow
from bot.storage.database import Database
from bot.storage.notes import read_note, write_note

log = logging.getLogger(__name__)

SEED_NOTE = "starter catalogue"
RULES_NOTE = "catalogue rules"


class ReleaseFile(Protocol):
    """A catalogue file, read, checked and grouped into shows.

    `rules` names the rules by which the entries were grouped: an unchanged file is taken in again under new ones.
    """

    @property
    def name(self) -> str: ...
    @property
    def sha256(self) -> str: ...
    @property
    def release(self) -> str: ...
    @property
    def entries(self) -> int: ...
    @property
    def shows(self) -> Sequence[Show]: ...
    @property
    def rules(self) -> str: ...
    @property
    def etag(self) -> str | None: ...
    @property
    def last_modified(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Imported:
    """How an import ended. `changes` None: the very file had been taken in before, and nothing was done."""

    release: str
    entries: int
    shows: int
    changes: Changes | None


class Fetched(Protocol):
    """A release that was loaded; it is there until the context it came from ends."""

    @property
    def sha256(self) -> str: ...
    def read(self) -> ReleaseFile:
        """Read, check and group; takes seconds, so it is called in a thread. Raises CatalogueInvalid."""


class Downloader(Protocol):
    """Loads the newest release; None when it is still the one that the validators name."""

    def newest(self, etag: str | None, last_modified: str | None) -> AbstractAsyncContextManager[Fetched | None]: ...


class Catalogue:
    """Everything that is done to the catalogue as a whole."""

    def __init__(self, database: Database, clock: Callable[[], float]) -> None:
        self._database = database
        self._clock = clock

    async def is_known(self, sha256: str, rules: str) -> Import | None:
        """Give the last import when it took in this very file by these rules."""
        async with self._database.connect() as conn:
            last = await catalogue.last_import(conn)
            if last is None or last.sha256 != sha256 or await read_note(conn, RULES_NOTE) != rules:
                return None
            return last

    async def import_release(self, release: ReleaseFile) -> Imported:
        """Take the release in, in one transaction; a file that was taken in last is recognised and left alone."""
        if known := await self.is_known(release.sha256, release.rules):
            return Imported(known.release, known.entries, known.shows, None)
        now = int(self._clock())
        async with self._database.begin() as conn:
            stored = await absorb.read_stored(conn)
            planned = await asyncio.to_thread(plan, stored, release.shows)
            changes = await absorb.absorb(conn, planned, origin="import", now=now)
            done = Import(
                release.sha256,
                release.name,
                release.release,
                release.entries,
                len(release.shows),
                now,
                release.etag,
                release.last_modified,
            )
            await catalogue.record_import(conn, done)
            await write_note(conn, RULES_NOTE, release.rules, now)
        log.info("catalogue imported release=%s shows=%d added=%d", done.release, done.shows, changes.shows_added)
        return Imported(done.release, done.entries, done.shows, changes)

    async def update(self, downloader: Downloader, rules: str) -> Imported | None:
        """Load the newest release and take it in; None when there is none newer than the last one."""
        async with self._database.connect() as conn:
            last = await catalogue.last_import(conn)
            ruled = await read_note(conn, RULES_NOTE) == rules
        validators = (last.etag, last.last_modified) if last and ruled else (None, None)
        async with downloader.newest(*validators) as fetched:
            if fetched is None:
                return None
            if known := await self.is_known(fetched.sha256, rules):
                return Imported(known.release, known.entries, known.shows, None)
            return await self.import_release(await asyncio.to_thread(fetched.read))

    async def seed(self, told: Iterable[Told], digest: str) -> Changes | None:
        """Store the shows that ship with Encore; None when this very set (by its digest) is stored already.

        Their ids and boundaries stand above those of any release; what people wrote stands above theirs.
        """
        async with self._database.connect() as conn:
            if await read_note(conn, SEED_NOTE) == digest:
                return None
        shows = list(told)
        now = int(self._clock())
        async with self._database.begin() as conn:
            stored = await absorb.read_stored(conn)
            planned = await asyncio.to_thread(plan, stored, [each.show for each in shows], pinned=True)
            changes = await absorb.absorb(conn, planned, origin="starter", now=now)
            await absorb.write_details(conn, shows, origin="starter")
            await absorb.let_go(conn, (each.show.id for each in shows), origin="starter")
            await write_note(conn, SEED_NOTE, digest, now)
        log.info("starter catalogue stored shows=%d added=%d", len(shows), changes.shows_added)
        return changes

    async def load(self) -> list[Show]:
        """Give every show."""
        async with self._database.connect() as conn:
            return await catalogue.load_shows(conn)

    async def get(self, show_id: str) -> StoredShow | None:
        """Give one show with its details, also by an id that it had before."""
        async with self._database.connect() as conn:
            return await catalogue.get_show(conn, show_id)

    async def stats(self) -> Stats:
        """Count what the catalogue holds."""
        async with self._database.connect() as conn:
            return await catalogue.stats(conn)
