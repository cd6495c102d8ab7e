"""Asking a site for its feed, as politely as it can be done."""

import asyncio
import hashlib
import logging
import re
import socket
import ssl
import zlib
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, replace
from typing import Self
from urllib.parse import quote, urldefrag, urljoin, urlsplit

import aiohttp
from aiohttp import ClientTimeout, hdrs
from yarl import URL

from bot.core.errors import FeedUnavailable, FeedUnreadable
from bot.core.feed import Ask, Outcome, Reply, Validators, host_of
from bot.feeds.clean import is_public_address
from bot.feeds.parse import Source
from bot.feeds.reading import Reader

log = logging.getLogger(__name__)

CONNECT_SECONDS = 10
EXCHANGE_SECONDS = 30
MOST_HOPS = 5
MOST_ON_WIRE = 4 * 1024 * 1024
MOST_DECODED = 8 * 1024 * 1024
PIECE = 128 * 1024
# Bodies beyond this size wait for each other, so that six hostile sites cannot fill the memory together.
LARGE_BODY = 1024 * 1024
LARGE_AT_ONCE = 1
PERMANENT = frozenset({301, 308})
REDIRECTS = frozenset({301, 302, 303, 307, 308})
LONGEST_ADDRESS = 4_000
ANY_WRAPPER = 32 + zlib.MAX_WBITS
AS_IS = "!#$%&'()*+,/:;=?@[]~"
KEPT_HEADERS = ("cache-control", "age", "expires", "date", "retry-after", "content-type")
ACCEPT = "application/rss+xml, application/atom+xml, application/rdf+xml, application/xml;q=0.9, */*;q=0.5"
GZIP = b"\x1f\x8b"
# Bytes that are no UTF-8 and control characters: aiohttp reads them in a header and refuses to write them.
UNSENDABLE = re.compile("[\0-\x08\x0a-\x1f\x7f\ud800-\udfff]")

Turn = Callable[[str], AbstractAsyncContextManager[None]]


class PrivateAddress(OSError):
    """The name of a site stands for an address in a private network."""


@dataclass(frozen=True, slots=True)
class _Answer:
    """One answer of one address."""

    status: int
    url: str
    headers: Mapping[str, str]
    validators: Validators
    location: str | None = None
    body: bytes | bytearray = b""
    body_hash: str = ""


class HttpFetcher:
    """Asks sites; give it one for the whole process.

    `user_agent` names us and where to complain. `clock` dates entries.
    """

    def __init__(
        self,
        session: aiohttp.ClientSession,
        reader: Reader,
        clock: Callable[[], float],
        *,
        allow_private: bool = False,
        exchange_seconds: float = EXCHANGE_SECONDS,
    ) -> None:
        self.session = session
        self.reader = reader
        self.clock = clock
        self.allow_private = allow_private
        self.exchange_seconds = exchange_seconds
        self._large = asyncio.Semaphore(LARGE_AT_ONCE)

    @classmethod
    @asynccontextmanager
    async def open(
        cls,
        user_agent: str,
        clock: Callable[[], float],
        *,
        allow_private: bool = False,
        exchange_seconds: float = EXCHANGE_SECONDS,
    ) -> AsyncIterator[Self]:
        # Connections are not kept: a site owner sees one request at a time and nothing between.
        connector = aiohttp.TCPConnector(
            limit=0, force_close=True, ttl_dns_cache=300, socket_factory=None if allow_private else _public_socket
        )
        async with (
            Reader() as reader,
            aiohttp.ClientSession(
                connector=connector,
                cookie_jar=aiohttp.DummyCookieJar(),
                auto_decompress=False,
                skip_auto_headers=(hdrs.USER_AGENT, hdrs.ACCEPT, hdrs.ACCEPT_ENCODING),
                headers={hdrs.USER_AGENT: user_agent, hdrs.ACCEPT: ACCEPT, hdrs.ACCEPT_ENCODING: "gzip"},
                timeout=ClientTimeout(total=None, connect=CONNECT_SECONDS, sock_connect=CONNECT_SECONDS),
                middlewares=(_never_twice,),
                trust_env=False,
            ) as session,
        ):
            yield cls(session, reader, clock, allow_private=allow_private, exchange_seconds=exchange_seconds)

    async def fetch(self, ask: Ask, turn: Turn) -> Reply:
        """Give what the site answers, redirects followed; a failure is a Reply that says so, never an exception.

        `turn(host)` is entered for every request: it lets one at a time through and keeps the pause between two.
        """
        try:
            answer, moved_to = await self._follow(ask, turn)
        except FeedUnavailable as error:
            return Reply(Outcome.UNREACHABLE, ask.url, problem=str(error))
        except FeedUnreadable as error:
            return Reply(Outcome.UNREADABLE, ask.url, status=200, problem=str(error))
        except _Refused as error:
            return Reply(
                Outcome.REFUSED, error.answer.url, error.answer.status, error.answer.headers, problem=str(error)
            )
        return await self._judged(ask, answer, moved_to)

    async def _follow(self, ask: Ask, turn: Turn) -> tuple[_Answer, str | None]:
        """Ask, and follow redirects. Gives the last answer, and its address when every move was for good."""
        url, permanent, seen = ask.url, True, {ask.url}
        remaining = self.exchange_seconds
        for hop in range(MOST_HOPS + 1):
            async with turn(host_of(url)):
                started = asyncio.get_running_loop().time()
                answer = await self._exchange(url, ask.validators, remaining)
                remaining -= asyncio.get_running_loop().time() - started
            if answer.location is None:
                return answer, url if hop and permanent else None
            permanent = permanent and answer.status in PERMANENT
            target = _target(url, answer)
            if target in seen:
                raise _Refused(answer, f"redirects go in a circle at {target}")
            seen.add(target)
            url = target
        raise _Refused(answer, f"more than {MOST_HOPS} redirects")

    async def _exchange(self, url: str, validators: Validators, seconds: float) -> _Answer:
        """Ask one address once, within so many seconds by the clock on the wall: a dripping site never ends a read."""
        try:
            async with asyncio.timeout(max(seconds, 1.0)):
                return await self._request(url, validators)
        except TimeoutError as error:
            raise FeedUnavailable(f"no whole answer within {self.exchange_seconds:.0f} seconds") from error
        except (aiohttp.ClientError, OSError, ssl.SSLError, zlib.error, ValueError) as error:
            # ValueError: aiohttp and yarl raise it for addresses and headers that they cannot read.
            raise FeedUnavailable(_words(error)) from error

    async def _request(self, url: str, validators: Validators) -> _Answer:
        self._refuse_private(url)
        sent = {hdrs.IF_NONE_MATCH: validators.etag, hdrs.IF_MODIFIED_SINCE: validators.last_modified}
        headers = {name: value for name, value in sent.items() if value is not None}
        async with self.session.get(_as_configured(url), headers=headers, allow_redirects=False) as response:
            location = response.headers.get(hdrs.LOCATION) if response.status in REDIRECTS else None
            answer = _Answer(
                response.status,
                url,
                {name: response.headers[name] for name in KEPT_HEADERS if name in response.headers},
                Validators(_opaque(response, hdrs.ETAG), _opaque(response, hdrs.LAST_MODIFIED)),
                location,
            )
            if response.status != 200:
                return answer
            body, body_hash = await self._body(response)
            return replace(answer, body=body, body_hash=body_hash)

    async def _body(self, response: aiohttp.ClientResponse) -> tuple[bytearray, str]:
        """Give the body, decoded, and its hash.

        Raises FeedUnreadable where it grows beyond its bounds, FeedUnavailable where it ends in the middle.
        """
        if (response.content_length or 0) > MOST_ON_WIRE:
            raise FeedUnreadable(f"the document has {response.content_length} bytes; {MOST_ON_WIRE} are the most")
        coding = response.headers.get(hdrs.CONTENT_ENCODING, "").strip().lower()
        body, decoder = bytearray(), _decoder(coding)
        digest = hashlib.sha256()  # piece by piece: eight megabytes at once would hold the event loop
        on_wire, holds_large, first = 0, False, True
        try:
            async for chunk in response.content.iter_chunked(PIECE // 2):
                on_wire += len(chunk)
                if on_wire > MOST_ON_WIRE:
                    raise FeedUnreadable(f"the document has more than {MOST_ON_WIRE} bytes")
                if first and chunk.startswith(GZIP) != (decoder is not None) and coding != "deflate":
                    # What the bytes are counts for more than what they are called.
                    decoder = None if decoder is not None else _Unpacking()
                first = False
                for piece in (chunk,) if decoder is None else decoder.feed(chunk):
                    body += piece
                    digest.update(piece)
                    if len(body) > MOST_DECODED:
                        raise FeedUnreadable(f"the document unpacks to more than {MOST_DECODED} bytes")
                    if len(body) > LARGE_BODY and not holds_large:
                        await self._large.acquire()
                        holds_large = True
                    await asyncio.sleep(0)
            if decoder is not None and not decoder.ended:
                raise FeedUnavailable("the compressed answer ends in the middle")
            return body, digest.hexdigest()
        finally:
            if holds_large:
                self._large.release()

    async def _judged(self, ask: Ask, answer: _Answer, moved_to: str | None) -> Reply:
        status, headers, url = answer.status, answer.headers, answer.url
        if status == 304:
            if not ask.validators:
                return Reply(Outcome.REFUSED, url, status, headers, problem="HTTP 304 to a question without validators")
            return Reply(Outcome.UNCHANGED, url, status, headers, answer.validators, moved_to=moved_to)
        if status == 410:
            # A site that the feed's address only points to cannot say that the feed is gone.
            gone = Outcome.GONE if url == ask.url else Outcome.REFUSED
            return Reply(gone, url, status, headers, problem="HTTP 410: gone for good")
        if status != 200:
            return Reply(Outcome.REFUSED, url, status, headers, problem=f"HTTP {status}")
        body_hash = answer.body_hash
        if body_hash == ask.body_hash:
            return Reply(Outcome.UNCHANGED, url, status, headers, answer.validators, body_hash, moved_to=moved_to)
        source = Source(url, headers.get("content-type", ""), self.clock(), self.allow_private)
        try:
            document = await self.reader.read(answer.body, source)
        except FeedUnreadable as error:
            return Reply(Outcome.UNREADABLE, url, status, headers, problem=str(error))
        return Reply(
            Outcome.READ if document.whole else Outcome.PARTIAL,
            url,
            status,
            headers,
            answer.validators,
            body_hash,
            document,
            moved_to,
            "" if document.whole else "the document ends in the middle",
        )

    def _refuse_private(self, url: str) -> None:
        """Refuse an address that is written as a number: the connector would not look it up."""
        host = urlsplit(url).hostname or ""
        try:
            public = is_public_address(host)
        except ValueError:
            return
        if not (public or self.allow_private):
            raise PrivateAddress(f"{host} is a private address")


class _Refused(Exception):
    def __init__(self, answer: _Answer, problem: str) -> None:
        super().__init__(problem)
        self.answer = answer


class _Unpacking:
    """Unpacks gzip (or deflate) with a bound on every step; several members in a row are one stream (RFC 1952, 2.2)."""

    def __init__(self) -> None:
        self._stream = zlib.decompressobj(ANY_WRAPPER)
        self.started = False

    @property
    def ended(self) -> bool:
        return self._stream.eof or not self.started

    def feed(self, data: bytes) -> Iterator[bytes]:
        self.started = True
        while True:
            piece = self._stream.decompress(data, PIECE)
            yield piece
            if self._stream.eof:
                data = self._stream.unused_data
                if not data.startswith(GZIP):
                    return
                self._stream = zlib.decompressobj(ANY_WRAPPER)
                continue
            data = self._stream.unconsumed_tail
            # Output may be waiting though all input is taken.
            if not data and len(piece) < PIECE:
                return


def _decoder(coding: str) -> _Unpacking | None:
    if coding in {"", "identity", "none"}:
        return None
    if coding in {"gzip", "x-gzip", "deflate"}:
        return _Unpacking()
    raise FeedUnavailable(f"the answer is packed as {coding[:40]!r}, which was not asked for")


async def _never_twice(request: aiohttp.ClientRequest, send: aiohttp.ClientHandlerType) -> aiohttp.ClientResponse:
    """Hide lost connections from aiohttp, which would ask again at once."""
    try:
        return await send(request)
    except (aiohttp.ClientOSError, aiohttp.ServerDisconnectedError) as error:
        raise FeedUnavailable(_words(error)) from error


def _public_socket(address: aiohttp.connector.AddrInfoType) -> socket.socket:
    """Give a socket for an address that a name stands for, unless it lies in a private network."""
    family, kind, protocol, _, where = address
    if not is_public_address(str(where[0])):
        raise PrivateAddress(f"{where[0]} is a private address")
    return socket.socket(family=family, type=kind, proto=protocol)


def _target(url: str, answer: _Answer) -> str:
    """Give where a redirect leads. Raises _Refused where no poller should follow."""
    location = (answer.location or "").strip()
    try:
        target = urldefrag(urljoin(url, quote(location, safe=AS_IS))).url
        parts = urlsplit(target)
        host = parts.hostname
    except ValueError:
        host, parts, target = None, urlsplit(""), ""
    if parts.scheme not in {"http", "https"} or not host or len(target) > LONGEST_ADDRESS:
        raise _Refused(answer, f"HTTP {answer.status} leads to no web address: {location[:200]!r}")
    if url.startswith("https:") and parts.scheme == "http":
        raise _Refused(answer, f"HTTP {answer.status} leads from https to http, which is not followed: {target[:200]}")
    return target


def _as_configured(url: str) -> URL:
    """Give the address for aiohttp without any of its characters changed, as long as it is plain ASCII."""
    return URL(url, encoded=True) if url.isascii() and " " not in url else URL(url)


def _opaque(response: aiohttp.ClientResponse, name: str) -> str | None:
    """Give a validator byte for byte; None for none, an empty one, or bytes that could not be sent back as they are."""
    value = response.headers.get(name, "")
    return value if value and not UNSENDABLE.search(value) else None


def _words(error: BaseException) -> str:
    return str(error)[:300] or type(error).__name__
