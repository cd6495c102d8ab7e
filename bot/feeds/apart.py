"""Reads one large or broken document in a process of its own, which can be ended: `python -m bot.feeds.apart`.

Standard input: one line of JSON (the source), then the bytes of the document. Standard output: one line of JSON about
the document, then one for each entry.
"""

import importlib
import json
import os
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bot.core.cadence import Hints
from bot.core.errors import FeedUnreadable
from bot.core.feed import Document
from bot.core.models import Entry
from bot.feeds.parse import Source, read

PROJECT = Path(__file__).resolve().parent.parent.parent
# What a child needs of the environment; secrets are not among it.
PASSED_ON = ("PATH", "SYSTEMROOT", "LANG", "LC_ALL", "TMPDIR", "TEMP", "VIRTUAL_ENV")
MEMORY_LIMIT = 1 << 30


def start() -> "subprocess.Popen[bytes]":
    """Give a child that waits for a document."""
    environment = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    return subprocess.Popen(
        [sys.executable, "-X", "utf8", "-m", "bot.feeds.apart"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=PROJECT,
        env=environment,
        close_fds=True,
    )


def ask(child: "subprocess.Popen[bytes]", body: bytes | bytearray, source: Source) -> Document:
    """Give the document that the child makes of the body. Raises FeedUnreadable, also when the child was ended."""
    if child.stdin is None or child.stdout is None:
        raise TypeError("the child has no pipes")
    try:
        child.stdin.write(json.dumps(asdict(source)).encode() + b"\n")
        child.stdin.write(body)
        child.stdin.close()
        said = json.loads(child.stdout.readline())
        if "unreadable" in said:
            raise FeedUnreadable(said["unreadable"])
        entries = tuple(_entry(json.loads(line)) for line in child.stdout)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise FeedUnreadable("the document could not be read in time or in the memory that it may take") from error
    if len(entries) != said["entries"]:
        raise FeedUnreadable("the document could not be read: its reader ended early")
    return Document(entries, Hints.from_json(said["hints"]), said["whole"], said["title"])


def _entry(item: dict[str, Any]) -> Entry:
    return Entry(item["title"], item["summary"], item["link"], item["published_at"], tuple(item["keys"]))


def _bound_memory() -> None:
    if sys.platform == "win32":
        return
    resource = importlib.import_module("resource")  # does not exist on Windows
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))


def main() -> None:
    _bound_memory()
    source = Source(**json.loads(sys.stdin.buffer.readline()))
    try:
        document = read(sys.stdin.buffer.read(), source)
    except FeedUnreadable as error:
        _say({"unreadable": str(error)})
        return
    except (MemoryError, RecursionError) as error:
        _say({"unreadable": f"the document cannot be read: {type(error).__name__}"})
        return
    said = {"entries": len(document.entries), "hints": asdict(document.hints), "whole": document.whole}
    _say({**said, "title": document.title})
    for entry in document.entries:
        _say(asdict(entry))


def _say(line: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(line) + "\n")


if __name__ == "__main__":
    main()
