"""Importing, updating and seeding: whole or not at all, and never twice."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from sqlalchemy import select

from bot.catalogue.download import ReleaseDownload
from bot.catalogue.grouping import RULES
from bot.catalogue.release import GroupedRelease, read_shows
from bot.catalogue.starter import load_starter
from bot.core.details import Details, Role
from bot.core.errors import CatalogueInvalid, CatalogueUnavailable
from bot.core.models import KnownInstalment, Part, Show, Title
from bot.services.catalogue import Catalogue
from bot.storage.absorb import Changes
from bot.storage.catalogue import Import
from bot.storage.database import Database
from bot.storage.tables import imports, shows
from tests.catalogue.test_offline import entry, lines, packed
from tests.conftest import Clock


def show(show_id: str, mal: int) -> Show:
    season = KnownInstalment("season-1", Part.SEASON, 1, show_id, ids={"mal": (mal,)})
    return Show(show_id, show_id, (Title(show_id, "romaji"),), 2020, instalments=(season,), ids={"mal": (mal,)})


RELEASE = GroupedRelease("a.jsonl", "a" * 64, "2026-08-22", 2, (show("one", 1), show("two", 2)), rules="1")


NO_DETAILS = Details()


@dataclass(frozen=True)
class Told:
    show: Show
    details: Details = NO_DETAILS
    ended: bool = False
    checked: str = "2026-08-01"


@pytest.fixture
def catalogue(database: Database, clock: Clock) -> Catalogue:
    return Catalogue(database, clock)


async def test_an_import_is_remembered(catalogue: Catalogue, clock: Clock) -> None:
    done = await catalogue.import_release(RELEASE)
    assert (done.release, done.entries, done.shows) == ("2026-08-22", 2, 2)
    assert done.changes is not None
    assert done.changes.shows_added == 2
    stats = await catalogue.stats()
    assert stats.last_import == Import("a" * 64, "a.jsonl", "2026-08-22", 2, 2, int(clock.now))
    assert [each.id for each in await catalogue.load()] == ["one", "two"]
    found = await catalogue.get("one")
    assert found is not None
    assert found.show.title == "one"


async def test_an_unchanged_file_is_recognised(catalogue: Catalogue, clock: Clock) -> None:
    await catalogue.import_release(RELEASE)
    clock.advance(60)
    assert (await catalogue.import_release(RELEASE)).changes is None
    assert (await catalogue.import_release(replace(RELEASE, rules="2"))).changes is not None
    clock.advance(60)
    assert (await catalogue.import_release(replace(RELEASE, sha256="b" * 64, rules="2"))).changes is not None
    clock.advance(60)
    # Another file came between: the first one says something new again.
    assert (await catalogue.import_release(replace(RELEASE, rules="2"))).changes is not None


@pytest.mark.sqlite  # a number too large fails there in another way
async def test_an_import_that_fails_leaves_nothing(catalogue: Catalogue, database: Database) -> None:
    # SQLite holds 64 bits.
    season = KnownInstalment("season-1", Part.SEASON, 1, "", episodes=1 << 70)
    broken = replace(RELEASE, shows=(show("one", 1), Show("two", "two", (), instalments=(season,))))
    with pytest.raises(OverflowError):
        await catalogue.import_release(broken)
    async with database.connect() as conn:
        assert (await conn.execute(select(shows))).all() == []
        assert (await conn.execute(select(imports))).all() == []


async def test_the_starter_catalogue_is_stored_once(catalogue: Catalogue) -> None:
    told = [Told(show("one", 1), Details(cast=(Role("A", "B"),))), Told(show("two", 2))]
    changes = await catalogue.seed(told, "digest 1")
    assert changes is not None
    assert changes.shows_added == 2
    assert await catalogue.seed(told, "digest 1") is None
    await catalogue.seed(told[:1], "digest 2")
    stats = await catalogue.stats()
    assert stats.by_origin == {"import": 1, "starter": 1}
    found = await catalogue.get("one")
    assert found is not None
    assert found.details == Details(cast=(Role("A", "B"),))


class Site:
    """A site that publishes releases and counts who asks."""

    def __init__(self) -> None:
        self.body = packed(lines(entry()))
        self.status = 200
        self.full_answers = 0

    async def answer(self, request: web.Request) -> web.Response:
        etag = f'"{hash(self.body)}"'
        if self.status != 200:
            return web.Response(status=self.status)
        if request.headers.get("If-None-Match") == etag:
            return web.Response(status=304)
        self.full_answers += 1
        return web.Response(body=self.body, headers={"ETag": etag})


@asynccontextmanager
async def downloading(site: Site) -> AsyncIterator[ReleaseDownload]:
    app = web.Application()
    app.router.add_get("/anime-offline-database.jsonl.zst", site.answer)
    async with TestServer(app) as server, aiohttp.ClientSession() as session:
        yield ReleaseDownload(session, str(server.make_url("/anime-offline-database.jsonl.zst")))


async def test_an_update_takes_the_newest_release_in(catalogue: Catalogue) -> None:
    site = Site()
    async with downloading(site) as download:
        done = await catalogue.update(download, RULES)
        assert done is not None
        assert done.changes is not None
        assert [each.id for each in await catalogue.load()] == ["akudama-drive"]
    await catalogue.stats()


async def test_an_update_without_news_loads_nothing(catalogue: Catalogue) -> None:
    site = Site()
    async with downloading(site) as download:
        first = await catalogue.update(download, RULES)
        assert first is not None
        assert await catalogue.update(download, RULES) is None
        assert site.full_answers == 1
        # Other rules of grouping: the same file is worth loading again.
        again = await catalogue.update(download, RULES + ".1")
        assert again is not None
        assert site.full_answers == 2


@pytest.mark.parametrize("broken", ["status", "page", "cut"])
async def test_a_broken_update_replaces_nothing(catalogue: Catalogue, broken: str) -> None:
    site = Site()
    async with downloading(site) as download:
        await catalogue.update(download, RULES)
        before = await catalogue.load()
        if broken == "status":
            site.status = 503
        else:
            site.body = b"<html>" if broken == "page" else packed(lines(entry(), entry()))[:-12]
        with pytest.raises((CatalogueInvalid, CatalogueUnavailable)):
            await catalogue.update(download, RULES)
        assert await catalogue.load() == before


@pytest.mark.slow
async def test_the_whole_catalogue_beside_the_starter_shows_settles_at_once(catalogue: Catalogue, data: Path) -> None:
    release = read_shows(data / "anime-offline-database.jsonl.zst")
    await catalogue.seed(load_starter(), "starter")
    done = await catalogue.import_release(release)
    assert done.changes is not None
    assert done.changes.shows_added > 10_000
    again = await catalogue.import_release(replace(release, sha256="0" * 64))
    assert again.changes == Changes()
    reseeded = await catalogue.seed(load_starter(), "the same under another digest")
    assert reseeded == Changes()
    found = await catalogue.get("akudama-drive")
    assert found is not None
    assert (found.origin, found.show.ids["mal"], found.show.ids["kitsu"]) == ("starter", (41433,), (43067,))
