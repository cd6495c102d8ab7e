"""A web site on this machine that answers byte for byte what a test tells it to, and remembers what it was asked."""

import asyncio
import gzip
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Self


@dataclass(frozen=True, slots=True)
class Seen:
    """One request as it came over the wire."""

    path: str
    head: bytes
    at: float

    @property
    def headers(self) -> dict[str, str]:
        lines = self.head.decode("utf-8", "surrogateescape").split("\r\n")[1:]
        return {name.lower(): value for name, _, value in (line.partition(": ") for line in lines) if name}


Conversation = Callable[[Seen, asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
Answer = bytes | Conversation


@dataclass
class Site:
    """Answers each path with its next answer; the last one stands for ever."""

    port: int = 0
    host: str = "127.0.0.1"
    seen: list[Seen] = field(default_factory=list)
    most_at_once: int = 0
    _answers: dict[str, list[Answer]] = field(default_factory=dict)
    _open: int = 0

    def says(self, path: str, *answers: Answer) -> str:
        """Script a path; gives its address."""
        self._answers[path] = list(answers)
        return self.url(path)

    def url(self, path: str) -> str:
        return f"http://{self.host}:{self.port}{path}"

    def asked(self, path: str) -> list[Seen]:
        return [request for request in self.seen if request.path == path]

    @classmethod
    @asynccontextmanager
    async def open(cls, host: str = "127.0.0.1") -> AsyncIterator[Self]:
        site = cls(host=host)
        server = await asyncio.start_server(site._talk, host, 0)
        site.port = server.sockets[0].getsockname()[1]
        try:
            yield site
        finally:
            server.close()
            await server.wait_closed()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            path = head.split(b" ", 2)[1].decode()
            seen = Seen(path, head.rstrip(b"\r\n"), asyncio.get_running_loop().time())
            self.seen.append(seen)
            self._open += 1
            self.most_at_once = max(self.most_at_once, self._open)
            try:
                answers = self._answers.get(path, [answer(404)])
                said = answers.pop(0) if len(answers) > 1 else answers[0]
                if isinstance(said, bytes):
                    writer.write(said)
                    await writer.drain()
                else:
                    await said(seen, reader, writer)
            finally:
                self._open -= 1
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()


def answer(status: int = 200, body: bytes = b"", *headers: tuple[str, str | bytes]) -> bytes:
    """Give a whole answer; Content-Length is right unless a header says otherwise."""
    lines = [f"HTTP/1.1 {status} Said".encode()]
    named = {name.lower() for name, _ in headers}
    if "content-length" not in named and "transfer-encoding" not in named:
        lines.append(f"Content-Length: {len(body)}".encode())
    if "content-type" not in named and body:
        lines.append(b"Content-Type: application/rss+xml; charset=utf-8")
    for name, value in headers:
        lines.append(name.encode() + b": " + (value if isinstance(value, bytes) else value.encode()))
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


def rss(*titles: str, extra: str = "") -> bytes:
    """Give a feed, the first title newest; each item's guid and link follow from its title."""
    items = "".join(
        f"<item><title>{title}</title><link>https://example.com/{title.replace(' ', '-')}</link>"
        f"<guid>{title.replace(' ', '-')}</guid></item>"
        for title in titles
    )
    return f'<rss version="2.0"><channel><title>News</title>{extra}{items}</channel></rss>'.encode()


def zipped(body: bytes, *headers: tuple[str, str | bytes]) -> bytes:
    return answer(200, gzip.compress(body), ("Content-Encoding", "gzip"), *headers)


def dripping(start: bytes, piece: bytes, seconds: float) -> Conversation:
    """Give a conversation that sends a piece every so many seconds and never ends."""

    async def drip(_seen: Seen, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(start)
        hung_up = asyncio.ensure_future(reader.read())
        try:
            while not hung_up.done():
                writer.write(piece)
                await writer.drain()
                await asyncio.wait([hung_up], timeout=seconds)
        finally:
            hung_up.cancel()
            await asyncio.gather(hung_up, return_exceptions=True)

    return drip


async def hanging_up(_seen: Seen, _reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Close the connection without a word."""
    writer.close()


def conditional(etag: str, body: bytes, *headers: tuple[str, str]) -> Conversation:
    """Give a conversation that says 304 to those who know the tag."""

    async def say(seen: Seen, _reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        known = seen.headers.get("if-none-match") == etag
        writer.write(answer(304, b"", *headers) if known else answer(200, body, ("ETag", etag), *headers))
        await writer.drain()

    return say
