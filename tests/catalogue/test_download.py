"""The newest release over HTTP, against a real local server."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.catalogue.download import ReleaseDownload
from bot.core.errors import CatalogueInvalid, CatalogueUnavailable
from tests.catalogue.test_offline import entry, lines, packed

BODY = packed(lines(entry()))
NAME = "anime-offline-database.jsonl.zst"
ETAG, STAMP = '"abc"', "Sat, 22 Aug 2026 10:00:00 GMT"

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


async def _release(request: web.Request) -> web.Response:
    if request.headers.get("If-None-Match") == ETAG and request.headers.get("If-Modified-Since") == STAMP:
        return web.Response(status=304)
    return web.Response(body=BODY, headers={"ETag": ETAG, "Last-Modified": STAMP})


@asynccontextmanager
async def serving(answer: Handler) -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_get("/{name}", answer)
    async with TestServer(app) as server:
        yield str(server.make_url(f"/{NAME}"))


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as opened:
        yield opened


async def test_the_release_is_loaded_with_its_validators(session: aiohttp.ClientSession) -> None:
    told: list[int] = []
    async with serving(_release) as address:
        download = ReleaseDownload(session, address, progress=told.append)
        async with download.newest(None, None) as fetched:
            assert fetched is not None
            assert fetched.path.read_bytes() == BODY
            read = fetched.read()
            path = fetched.path
    assert fetched.sha256 == read.sha256 == hashlib.sha256(BODY).hexdigest()
    assert (read.name, read.release, read.entries, read.etag, read.last_modified) == (
        NAME,
        "2026-08-22",
        1,
        ETAG,
        STAMP,
    )
    assert [show.id for show in read.shows] == ["akudama-drive"]
    assert sum(told) == len(BODY)
    assert not path.exists()


async def test_an_unchanged_release_is_not_loaded_again(session: aiohttp.ClientSession) -> None:
    async with serving(_release) as address, ReleaseDownload(session, address).newest(ETAG, STAMP) as fetched:
        assert fetched is None


async def test_a_release_behind_a_redirect_is_loaded(session: aiohttp.ClientSession) -> None:
    async def moved(request: web.Request) -> web.Response:
        if request.match_info["name"] == NAME:
            raise web.HTTPFound("/stored-elsewhere")
        return await _release(request)

    async with serving(moved) as address, ReleaseDownload(session, address).newest(None, None) as fetched:
        assert fetched is not None
        assert fetched.path.name == NAME


async def _missing(_request: web.Request) -> web.Response:
    return web.Response(status=404, reason="Not Found")


async def _unasked(_request: web.Request) -> web.Response:
    return web.Response(status=304)


async def _promised_too_large(_request: web.Request) -> web.Response:
    return web.Response(body=b"x" * 5000)


async def _endless(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse()
    await response.prepare(request)
    for _ in range(50):
        await response.write(b"x" * 100)
    return response


async def _broken(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Length": "1000"})
    await response.prepare(request)
    await response.write(b"x" * 10)
    assert request.transport is not None
    request.transport.abort()
    return response


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (_missing, "answered 404 Not Found"),
        (_unasked, "answered 304"),
        (_promised_too_large, "is larger than"),
        (_endless, "is larger than"),
        (_broken, "cannot be loaded"),
    ],
)
async def test_what_cannot_be_loaded_is_told(session: aiohttp.ClientSession, answer: Handler, message: str) -> None:
    async with serving(answer) as address:
        download = ReleaseDownload(session, address, largest_bytes=1000)
        with pytest.raises(CatalogueUnavailable, match=message):
            async with download.newest(None, None):
                pass


async def test_a_site_that_answers_too_slowly_is_given_up(session: aiohttp.ClientSession) -> None:
    given_up = asyncio.Event()

    async def slow(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        await response.write(b"x")
        await given_up.wait()
        return response

    async with serving(slow) as address:
        download = ReleaseDownload(session, address, timeout_seconds=0.2)
        with pytest.raises(CatalogueUnavailable, match=r"did not answer in full within 0\.2 s"):
            async with download.newest(None, None):
                pass
        given_up.set()


async def test_nobody_there_is_told(session: aiohttp.ClientSession, unused_tcp_port: int) -> None:
    download = ReleaseDownload(session, f"http://127.0.0.1:{unused_tcp_port}/{NAME}")
    with pytest.raises(CatalogueUnavailable, match="cannot be loaded"):
        async with download.newest(None, None):
            pass


async def test_a_page_instead_of_a_release_is_refused(session: aiohttp.ClientSession) -> None:
    async def page(_request: web.Request) -> web.Response:
        return web.Response(text="<!DOCTYPE html>", content_type="text/html")

    async with serving(page) as address, ReleaseDownload(session, address).newest(None, None) as fetched:
        assert fetched is not None
        with pytest.raises(CatalogueInvalid, match="is no Zstandard file"):
            fetched.read()


async def test_an_address_that_names_no_release_is_refused_at_once(session: aiohttp.ClientSession) -> None:
    with pytest.raises(CatalogueUnavailable, match="names no release file"):
        ReleaseDownload(session, "https://example.org/latest")
