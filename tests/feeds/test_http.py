"""Asking a site: what goes out over the wire, and what is made of each answer."""

import asyncio
import gzip
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.core.feed import Ask, Outcome, Reply, Validators
from bot.feeds.http import HttpFetcher, _Answer, _Refused, _target
from tests.conftest import Clock
from tests.feeds.conftest import USER_AGENT
from tests.feeds.server import Answer, Site, answer, dripping, hanging_up, rss, zipped

pytestmark = pytest.mark.slow

NEWS = rss("Two", "One")
NONE = Validators()


@asynccontextmanager
async def at_once(_host: str) -> AsyncIterator[None]:
    yield


async def fetched(fetcher: HttpFetcher, url: str, validators: Validators = NONE, known: str | None = None) -> Reply:
    return await fetcher.fetch(Ask(url, validators, known), at_once)


def titles(reply: Reply) -> list[str]:
    return [entry.title for entry in reply.document.entries] if reply.document else []


async def test_what_goes_out_is_what_was_configured_and_nothing_more(site: Site, fetcher: HttpFetcher) -> None:
    path = "/a%2Fb/%7Efeed?q=flair%3A%22News%22&x=a+b&empty="
    url = site.says(path, answer(200, NEWS, ("Set-Cookie", "id=1"), ("ETag", '"1"')))
    await fetched(fetcher, url)
    await fetched(fetcher, url)
    assert [request.head.decode().split("\r\n") for request in site.seen] == [
        [
            f"GET {path} HTTP/1.1",
            f"Host: 127.0.0.1:{site.port}",
            f"User-Agent: {USER_AGENT}",
            "Accept: application/rss+xml, application/atom+xml, application/rdf+xml, application/xml;q=0.9, */*;q=0.5",
            "Accept-Encoding: gzip",
            "Connection: close",
        ]
    ] * 2


@pytest.mark.parametrize(
    "etag", ['"abc"', 'W/"abc"', "unquoted", '"with \\" and , and ;"', '"é世"', '"' + "x" * 4_000 + '"', "  W/ odd"]
)
async def test_validators_come_back_byte_for_byte(site: Site, fetcher: HttpFetcher, etag: str) -> None:
    date = "Thu, 32 Foo 2026 99:00:00 GMT+weird"
    url = site.says("/feed", answer(200, NEWS, ("ETag", etag), ("Last-Modified", date)))
    first = await fetched(fetcher, url)
    await fetched(fetcher, url, first.validators)
    assert first.validators == Validators(etag.strip(), date)
    sent = site.seen[1].headers
    assert (sent["if-none-match"], sent["if-modified-since"]) == (etag.strip(), date)


@pytest.mark.parametrize(
    "headers",
    [
        (),
        (("ETag", ""), ("Last-Modified", "  ")),
        (("ETag", b'"\xe9"'),),
        (("ETag", '"\x7f"'), ("Last-Modified", "\x01")),
    ],
)
async def test_validators_that_are_missing_empty_or_no_text_are_never_invented(
    site: Site, fetcher: HttpFetcher, headers: tuple[tuple[str, str | bytes], ...]
) -> None:
    url = site.says("/feed", answer(200, NEWS, *headers))
    first = await fetched(fetcher, url)
    assert first.validators == Validators()
    assert (await fetched(fetcher, url, first.validators)).outcome is Outcome.READ
    assert "if-none-match" not in site.seen[1].headers
    assert "if-modified-since" not in site.seen[1].headers


async def test_a_304_brings_its_new_validators(site: Site, fetcher: HttpFetcher) -> None:
    url = site.says("/feed", answer(304, b"", ("ETag", '"2"'), ("Cache-Control", "max-age=60")))
    reply = await fetched(fetcher, url, Validators('"1"', None))
    assert reply == Reply(Outcome.UNCHANGED, url, 304, {"cache-control": "max-age=60"}, Validators('"2"', None))


async def test_the_same_bytes_again_are_not_read(site: Site, fetcher: HttpFetcher) -> None:
    url = site.says("/feed", answer(200, NEWS), answer(200, NEWS, ("ETag", '"new"')), answer(200, rss("Three")))
    first = await fetched(fetcher, url)
    second = await fetched(fetcher, url, known=first.body_hash)
    third = await fetched(fetcher, url, known=first.body_hash)
    assert (first.outcome, titles(first)) == (Outcome.READ, ["One", "Two"])
    assert (second.outcome, second.document, second.validators) == (Outcome.UNCHANGED, None, Validators('"new"'))
    assert (third.outcome, titles(third)) == (Outcome.READ, ["Three"])


def chunked(*pieces: bytes, end: bool = True) -> bytes:
    body = b"".join(f"{len(piece):x}\r\n".encode() + piece + b"\r\n" for piece in pieces)
    return answer(200, body + (b"0\r\n\r\n" if end else b""), ("Transfer-Encoding", "chunked"))


PACKED = gzip.compress(NEWS)
READABLE: dict[str, Answer] = {
    "plain": answer(200, NEWS),
    "gzip": zipped(NEWS),
    "x-gzip": answer(200, PACKED, ("Content-Encoding", "x-gzip")),
    "deflate": answer(200, zlib.compress(NEWS), ("Content-Encoding", "deflate")),
    "gzip in two members": answer(
        200, gzip.compress(NEWS[:50]) + gzip.compress(NEWS[50:]), ("Content-Encoding", "gzip")
    ),
    "gzip with a tail of zeros": answer(200, PACKED + b"\0" * 100, ("Content-Encoding", "gzip")),
    "gzip that is not named": answer(200, PACKED),
    "gzip that is only named": answer(200, NEWS, ("Content-Encoding", "gzip")),
    "as it is": answer(200, NEWS, ("Content-Encoding", "identity")),
    "in chunks": chunked(NEWS[:7], NEWS[7:]),
    "without length": b"HTTP/1.0 200 OK\r\n\r\n" + NEWS,
    "as text/html": answer(200, NEWS, ("Content-Type", "text/html")),
    "as nothing": answer(200, NEWS, ("Content-Type", "")),
    "a charset nobody knows": answer(200, NEWS, ("Content-Type", "text/xml; charset=nonsense")),
}


@pytest.mark.parametrize("how", READABLE)
async def test_a_feed_is_read_however_it_is_packed(site: Site, fetcher: HttpFetcher, how: str) -> None:
    reply = await fetched(fetcher, site.says("/feed", READABLE[how]))
    assert (reply.outcome, titles(reply)) == (Outcome.READ, ["One", "Two"])


BOMB = gzip.compress(b"<rss><channel>" + b" " * 50_000_000)
FAILURES: dict[str, tuple[Answer, Outcome, str]] = {
    "not found": (answer(404, b"no"), Outcome.REFUSED, "HTTP 404"),
    "no content": (answer(204), Outcome.REFUSED, "HTTP 204"),
    "server error": (answer(500, NEWS), Outcome.REFUSED, "HTTP 500"),
    "gone": (answer(410), Outcome.GONE, "HTTP 410: gone for good"),
    "304 to nothing": (answer(304), Outcome.REFUSED, "HTTP 304 to a question without validators"),
    "empty": (answer(200, b"", ("ETag", '"bad"')), Outcome.UNREADABLE, "the document is empty"),
    "spaces": (answer(200, b" \n" * 9), Outcome.UNREADABLE, "the document is empty"),
    "challenge page": (
        answer(200, b"<!DOCTYPE html><html><body>Are you human?</body></html>"),
        Outcome.UNREADABLE,
        "the document is no feed: it begins with <html>",
    ),
    "json": (answer(200, b'{"version": "https://jsonfeed.org/"}'), Outcome.UNREADABLE, "the document is no feed"),
    "cut gzip": (
        answer(200, PACKED[:-20], ("Content-Encoding", "gzip")),
        Outcome.UNREACHABLE,
        "the compressed answer ends in the middle",
    ),
    "bomb": (
        answer(200, BOMB, ("Content-Encoding", "gzip")),
        Outcome.UNREADABLE,
        "the document unpacks to more than 8388608 bytes",
    ),
    "too long, and says so": (
        answer(200, b"", ("Content-Length", "9000000")),
        Outcome.UNREADABLE,
        "the document has 9000000 bytes; 4194304 are the most",
    ),
    "too long without saying": (
        chunked(*[b"<rss>" + b"x" * 65_000] * 80),
        Outcome.UNREADABLE,
        "the document has more than 4194304 bytes",
    ),
    "packed in another way": (
        answer(200, NEWS, ("Content-Encoding", "br")),
        Outcome.UNREACHABLE,
        "the answer is packed as 'br', which was not asked for",
    ),
    "redirect to nowhere": (answer(302), Outcome.REFUSED, "HTTP 302"),
    "redirect to a file": (
        answer(302, b"", ("Location", "file:///etc/passwd")),
        Outcome.REFUSED,
        "HTTP 302 leads to no web address: 'file:///etc/passwd'",
    ),
    "redirect to itself": (
        answer(301, b"", ("Location", "/feed")),
        Outcome.REFUSED,
        "redirects go in a circle at {url}",
    ),
}  # fmt: skip


@pytest.mark.parametrize("how", FAILURES)
async def test_a_failure_says_what_happened_and_brings_no_validators(
    site: Site, fetcher: HttpFetcher, how: str
) -> None:
    said, outcome, problem = FAILURES[how]
    url = site.says("/feed", said)
    reply = await fetched(fetcher, url)
    assert (reply.outcome, reply.problem) == (outcome, problem.format(url=url))
    assert (reply.validators, reply.document, len(site.seen)) == (Validators(), None, 1)


@pytest.mark.parametrize(
    "said",
    [
        hanging_up,
        answer(200, NEWS, ("Content-Length", "100000")),
        chunked(NEWS[:100], end=False),
        b"HTTP/1.1 two hundred\r\n\r\n",
        b"not HTTP at all\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200_000 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000 + b"\r\n\r\n",
        answer(200, b"\x1f\x8bnonsense that is no gzip", ("Content-Encoding", "gzip")),
        answer(200, b"nonsense", ("Content-Encoding", "deflate")),
    ],
    ids=[
        "hangs up",
        "short",
        "chunks end early",
        "no status",
        "no HTTP",
        "many headers",
        "long header",
        "bad gzip",
        "bad deflate",
    ],
)
async def test_a_broken_exchange_is_never_repeated_at_once(site: Site, fetcher: HttpFetcher, said: Answer) -> None:
    reply = await fetched(fetcher, site.says("/feed", said))
    assert (reply.outcome, len(site.seen)) == (Outcome.UNREACHABLE, 1)
    assert reply.problem


async def test_a_port_where_nobody_listens_is_unreachable(fetcher: HttpFetcher) -> None:
    async with Site.open() as closed:
        url = closed.url("/feed")
    reply = await fetched(fetcher, url)
    assert (reply.outcome, reply.status) == (Outcome.UNREACHABLE, 0)


async def test_a_name_that_nobody_knows_is_unreachable(fetcher: HttpFetcher) -> None:
    reply = await fetched(fetcher, "http://no-such-site.invalid/feed")
    assert reply.outcome is Outcome.UNREACHABLE


@pytest.mark.parametrize(
    "start",
    [b"HTTP/1.1 200 OK\r\n\r\n<rss>", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 "],
    ids=["body", "headers", "status"],
)
async def test_a_dripping_answer_ends_by_the_clock_on_the_wall(site: Site, clock: Clock, start: bytes) -> None:
    url = site.says("/feed", dripping(start, b"X", 0.02))
    async with HttpFetcher.open(USER_AGENT, clock, allow_private=True, exchange_seconds=1) as fetcher:
        async with asyncio.timeout(10):
            reply = await fetched(fetcher, url)
    assert (reply.outcome, reply.problem) == (Outcome.UNREACHABLE, "no whole answer within 1 seconds")


async def test_a_gzip_without_end_stops_at_the_bound(site: Site, fetcher: HttpFetcher) -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    head = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"
    piece = packer.compress(b"\n" * 30_000_000) + packer.flush(zlib.Z_SYNC_FLUSH)
    reply = await fetched(fetcher, site.says("/feed", dripping(head, piece, 0.01)))
    assert reply.problem == "the document unpacks to more than 8388608 bytes"


# Redirects


def moved(status: int, to: str) -> bytes:
    return answer(status, b"elsewhere", ("Location", to), ("ETag", '"of the redirect"'))


@pytest.mark.parametrize(
    ("statuses", "for_good"),
    [
        ((301,), True),
        ((308,), True),
        ((301, 308), True),
        ((302,), False),
        ((303,), False),
        ((307,), False),
        ((301, 302), False),
        ((302, 301), False),
        ((301, 301, 301, 301, 301), True),
    ],
)
async def test_a_redirect_is_followed_and_called_for_good_only_when_every_hop_was(
    site: Site, fetcher: HttpFetcher, statuses: tuple[int, ...], for_good: bool
) -> None:
    for number, status in enumerate(statuses):
        site.says(f"/{number}", moved(status, f"/{number + 1}"))
    last = site.says(f"/{len(statuses)}", answer(200, NEWS, ("ETag", '"of the feed"')))
    reply = await fetched(fetcher, site.url("/0"), Validators('"old"', "date"))
    assert (reply.outcome, reply.url, reply.moved_to) == (Outcome.READ, last, last if for_good else None)
    assert reply.validators == Validators('"of the feed"')
    assert {(seen.headers["if-none-match"], seen.headers["if-modified-since"]) for seen in site.seen} == {
        ('"old"', "date")
    }
    assert not any("referer" in seen.headers for seen in site.seen)


@pytest.mark.parametrize(
    ("location", "path"),
    [
        ("b?x=%2F#part", "/a/b?x=%2F"),
        ("/c d", "/c%20d"),
        ("/日本", "/%E6%97%A5%E6%9C%AC"),
        ("//{host}/x", "/x"),
        ("?page=2", "/a/feed?page=2"),
    ],
)
async def test_a_location_is_read_as_sites_write_it(site: Site, fetcher: HttpFetcher, location: str, path: str) -> None:
    site.says("/a/feed", moved(302, location.format(host=f"127.0.0.1:{site.port}")))
    site.says(path, answer(200, NEWS))
    reply = await fetched(fetcher, site.url("/a/feed"))
    assert [seen.path for seen in site.seen] == ["/a/feed", path]
    assert reply.outcome is Outcome.READ


@pytest.mark.parametrize(
    ("url", "location", "target"),
    [
        ("http://a.example/", "https://a.example/", "https://a.example/"),
        ("https://a.example/", "https://b.example/x", "https://b.example/x"),
        ("https://a.example/", "http://a.example/", None),
        ("https://a.example/", "//b.example/", "https://b.example/"),
        ("http://a.example/", "gopher://a.example/", None),
        ("http://a.example/", "http://[broken/", None),
        ("http://a.example/", "/" + "x" * 5_000, None),
    ],
)
def test_a_redirect_from_https_to_http_or_to_nonsense_is_refused(url: str, location: str, target: str | None) -> None:
    moved_there = _Answer(301, url, {}, NONE, location)
    if target is None:
        with pytest.raises(_Refused):
            _target(url, moved_there)
    else:
        assert _target(url, moved_there) == target


async def test_no_more_than_five_redirects_are_followed(site: Site, fetcher: HttpFetcher) -> None:
    for number in range(9):
        site.says(f"/{number}", moved(301, f"/{number + 1}"))
    reply = await fetched(fetcher, site.url("/0"))
    assert (reply.outcome, reply.problem, len(site.seen)) == (Outcome.REFUSED, "more than 5 redirects", 6)


async def test_a_circle_of_redirects_is_left_at_once(site: Site, fetcher: HttpFetcher) -> None:
    site.says("/a", moved(301, "/b"))
    site.says("/b", moved(301, "/a"))
    reply = await fetched(fetcher, site.url("/a"))
    assert (reply.outcome, len(site.seen)) == (Outcome.REFUSED, 2)


async def test_a_410_behind_a_redirect_is_not_the_feeds_own(site: Site, fetcher: HttpFetcher) -> None:
    site.says("/a", moved(302, "/b"))
    site.says("/b", answer(410))
    assert (await fetched(fetcher, site.url("/a"))).outcome is Outcome.REFUSED


async def test_every_hop_takes_its_turn(site: Site, fetcher: HttpFetcher) -> None:
    turns: list[str] = []

    @asynccontextmanager
    async def counted(host: str) -> AsyncIterator[None]:
        turns.append(f"enter {host}")
        yield
        turns.append("leave")

    async with Site.open() as other:
        other.says("/b", answer(200, NEWS))
        site.says("/a", moved(302, other.url("/b")))
        await fetcher.fetch(Ask(site.url("/a")), counted)
        assert turns == [f"enter 127.0.0.1:{site.port}", "leave", f"enter 127.0.0.1:{other.port}", "leave"]


# Private networks


@pytest.fixture
async def careful(clock: Clock) -> AsyncIterator[HttpFetcher]:
    async with HttpFetcher.open(USER_AGENT, clock) as opened:
        yield opened


@pytest.mark.parametrize(
    "name", ["127.0.0.1", "localhost", "[::1]", "0.0.0.0", "127.1", "2130706433", "0x7f000001", "[::ffff:127.0.0.1]"]
)
async def test_a_private_address_is_refused_however_it_is_written(site: Site, careful: HttpFetcher, name: str) -> None:
    site.says("/feed", answer(200, NEWS))
    reply = await fetched(careful, f"http://{name}:{site.port}/feed")
    assert (reply.outcome, site.seen) == (Outcome.UNREACHABLE, [])


@pytest.mark.parametrize("name", ["10.1.2.3", "192.168.0.1", "169.254.169.254", "100.64.0.1", "[fd00::1]", "[fe80::1]"])
async def test_a_private_number_is_named_in_the_problem(careful: HttpFetcher, name: str) -> None:
    reply = await fetched(careful, f"http://{name}/feed")
    assert reply.problem == f"{name.strip('[]')} is a private address"
