"""Reads one large or broken document in a process of its own, which can be ended: `python -m bot.feeds.apart`.

Standard input: one line of JSON (the source), then the bytes of the document. Standard output: one JSON object.
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


def ask(child: "subprocess.Popen[bytes]", body: bytes, source: Source, deadline: float) -> Document:
    """Give the document that the child makes of the body. Raises FeedUnreadable, also when the deadline passes."""
    question = json.dumps(asdict(source)).encode() + b"\n"
    try:
        answer, _ = child.communicate(question + body, timeout=deadline)
    except subprocess.TimeoutExpired as error:
        raise FeedUnreadable(f"the document could not be read within {deadline:.0f} seconds") from error
    try:
        return _document(json.loads(answer))
    except (ValueError, KeyError, TypeError) as error:
        raise FeedUnreadable(f"the document could not be read: its reader ended with {child.returncode}") from error


def _document(answer: dict[str, Any]) -> Document:
    if "unreadable" in answer:
        raise FeedUnreadable(answer["unreadable"])
    entries = tuple(
        Entry(item["title"], item["summary"], item["link"], item["published_at"], tuple(item["keys"]))
        for item in answer["entries"]
    )
    return Document(entries, Hints.from_json(answer["hints"]), answer["whole"], answer["title"])


def _bound_memory() -> None:
    if sys.platform == "win32":
        return
    resource = importlib.import_module("resource")  # does not exist on Windows
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))


def main() -> None:
    _bound_memory()
    source = Source(**json.loads(sys.stdin.buffer.readline()))
    try:
        answer = asdict(read(sys.stdin.buffer.read(), source))
    except FeedUnreadable as error:
        answer = {"unreadable": str(error)}
    except (MemoryError, RecursionError) as error:
        answer = {"unreadable": f"the document cannot be read: {type(error).__name__}"}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
