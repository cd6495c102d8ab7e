"""The bytes of a feed as a document of clean entries."""

import io
import re
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

import feedparser

from bot.core.entry_keys import Marks, identify
from bot.core.errors import FeedUnreadable
from bot.core.feed import Document
from bot.core.models import Entry
from bot.feeds.clean import SUMMARY_LENGTH, TITLE_LENGTH, plain_text, shortened, web_link
from bot.feeds.decode import text_of
from bot.feeds.guard import Checked, check
from bot.feeds.when import unix_time

KEY_LENGTH = 2_000
TITLE_FROM_SUMMARY = 120
# The date of publishing first: an update is no new story.
DATES = ("published", "created", "updated")


@dataclass(frozen=True, slots=True)
class Source:
    """Where the bytes came from, as far as reading them needs it. `url` is the final address."""

    url: str
    content_type: str = ""
    now: float = 0.0
    allow_private: bool = False


@dataclass(frozen=True, slots=True)
class _Item:
    marks: Marks
    entry: Entry


def read(body: bytes | bytearray, source: Source) -> Document:
    """Give the document. Raises FeedUnreadable for what is no feed, is harmful or cannot be deciphered.

    Blocks, for up to half a second per megabyte: never call it on the event loop.
    """
    if not body.strip():
        raise FeedUnreadable("the document is empty")
    return entries_of(check(text_of(body, source.content_type)), source)


def entries_of(checked: Checked, source: Source) -> Document:
    """Give the document that feedparser makes of text found harmless."""
    parsed = _parsed(checked.text)
    found = [item for raw in _list(parsed, "entries") if (item := _item(raw, source)) is not None]
    if not found and not checked.valid and not _text(parsed, "version"):
        raise FeedUnreadable("the document is not well-formed and nothing of it can be read")
    feed = _mapping(parsed, "feed")
    return Document(
        _oldest_first(_with_keys(found)), checked.hints, checked.whole, plain_text(_text(feed, "title"), TITLE_LENGTH)
    )


def _parsed(text: str) -> Mapping[str, Any]:
    # Always a stream: feedparser takes plain bytes for the name of a file and opens it.
    stream = io.BytesIO(text.encode("utf-8", "replace"))
    # No content-location: feedparser would resolve guids against it, and a moved feed would tell all its news again.
    headers = {"content-type": "application/xml; charset=utf-8"}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            parsed: Mapping[str, Any] = feedparser.parse(
                stream, response_headers=headers, resolve_relative_uris=False, sanitize_html=False
            )
        except Exception as error:  # feedparser promises nothing; whatever it raises is the document's fault
            raise FeedUnreadable(f"the document cannot be read: {type(error).__name__}") from error
    return parsed


def _item(raw: object, source: Source) -> _Item | None:
    if not isinstance(raw, dict):
        return None
    summary = plain_text(_summary(raw), SUMMARY_LENGTH, escaped_markup=False)
    guid = _text(raw, "id").strip()
    link = _link(raw, guid, source)
    title = (
        plain_text(_text(raw, "title"), TITLE_LENGTH)
        or shortened(summary, TITLE_FROM_SUMMARY)
        or plain_text(_slug(link or ""), TITLE_LENGTH)
    )
    if not title:
        return None
    published = next((at for name in DATES if (at := unix_time(_text(raw, name), now=source.now)) is not None), None)
    marks = Marks(guid[:KEY_LENGTH], link or "", title, summary)
    return _Item(marks, Entry(title, summary, link, published))


def _link(raw: Mapping[str, Any], guid: str, source: Source) -> str | None:
    """Give where the story is: the address behind a redirecting one first, a guid that is an address last."""
    linked = [link for link in _list(raw, "links") if isinstance(link, dict)]
    candidates = [
        _text(raw, "feedburner_origlink"),
        _text(raw, "link") if linked else "",  # without a link element it is the guid, address or not
        *(_text(link, "href") for link in linked if _text(link, "rel") == "alternate"),
    ]
    if not any(candidates):
        candidates.append(guid if guid.startswith(("http://", "https://")) else "")
    for candidate in candidates:
        link = web_link(candidate, source.url, allow_private=source.allow_private) if candidate else None
        if link is not None:
            return link
    return None


def _slug(link: str) -> str:
    """Give the words of an address' last part, where sites write the headline; the address itself where it has none."""
    last = unquote(urlsplit(link).path).rstrip("/").rpartition("/")[2]
    words = re.sub(r"[-_+]+", " ", re.sub(r"\.\w{1,5}$", "", last)).strip()
    return words or re.sub(r"^https?://", "", link)


def _summary(raw: Mapping[str, Any]) -> str:
    text = _text(raw, "summary")
    if text:
        return text
    bodies = [_text(body, "value") for body in _list(raw, "content") if isinstance(body, dict)]
    return next((body for body in bodies if body), "")


def _with_keys(items: Sequence[_Item]) -> list[Entry]:
    """Give the entries with their keys, the first of each that is listed twice."""
    known: set[str] = set()
    entries = []
    for item, keys in zip(items, identify([item.marks for item in items]), strict=True):
        if not keys or known.intersection(keys):
            continue
        known.update(keys)
        entry = item.entry
        entries.append(Entry(entry.title, entry.summary, entry.link, entry.published_at, keys))
    return entries


def _oldest_first(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Order by date where all have one; feeds without list the newest first."""
    turned = list(reversed(entries))
    dates = [entry.published_at for entry in turned if entry.published_at is not None]
    if len(dates) < len(turned):
        return tuple(turned)
    return tuple(sorted(turned, key=lambda entry: entry.published_at or 0))


# feedparser's own dictionary answers `updated` with `published` and warns: read it as a plain one.
def _text(raw: Mapping[str, Any], name: str) -> str:
    value = dict.get(raw, name) if isinstance(raw, dict) else None
    return value if isinstance(value, str) else ""


def _list(raw: Mapping[str, Any], name: str) -> list[object]:
    value = dict.get(raw, name) if isinstance(raw, dict) else None
    return value if isinstance(value, list) else []


def _mapping(raw: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = dict.get(raw, name) if isinstance(raw, dict) else None
    return value if isinstance(value, dict) else {}
