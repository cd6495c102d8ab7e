"""A site of hostile documents in a process of its own: `python -m tests.bench._hostile` prints their addresses."""

import asyncio
import gzip
import json
import sys
import time

from tests.feeds.server import Answer, Conversation, Seen, Site, answer, dripping

WORDS = b"<description><![CDATA[" + b"<p>Many words.</p>" * 160 + b"]]></description>"
START, END = b'<rss version="2.0"><channel>', b"</channel></rss>"


def items(count: int, inside: bytes) -> bytes:
    return b"".join(
        b"<item><title>Story %d</title><link>https://example.com/%d</link>%s</item>" % (number, number, inside)
        for number in range(count)
    )


def changing(body: bytes) -> Conversation:
    """Give a conversation whose bytes differ each time, so that nothing is spared."""

    async def say(_seen: Seen, _reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(answer(200, body + b"<!-- %d -->" % time.monotonic_ns()))
        await writer.drain()

    return say


DOCUMENTS: dict[str, Answer] = {
    "bomb": answer(200, gzip.compress(START + b" " * 200_000_000), ("Content-Encoding", "gzip")),
    "large": changing(START + items(1_200, WORDS) + END),
    "medium": changing(START + items(150, WORDS) + END),
    "deep": changing(START + b"<item>" * 500_000),
    "attributes": changing(START + b"<item " + b" ".join(b'a%d="1"' % n for n in range(100_000)) + b"/>" + END),
    "items": changing(START + items(20_000, b"") + END),
    "broken": changing(START + items(140, WORDS).replace(b"</title>", b"</titel>", 1) + END),
    "lines": changing(b"\n" * 200_000 + START + items(20, b"") + END),
    "endless": dripping(b"HTTP/1.1 200 OK\r\n\r\n" + START, b"x" * 200_000, 0.001),
}


async def serve() -> None:
    async with Site.open() as site:
        addresses = {name: site.says(f"/{name}", said) for name, said in DOCUMENTS.items()}
        sys.stdout.write(json.dumps(addresses) + "\n")
        sys.stdout.flush()
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(serve())
