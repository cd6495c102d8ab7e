"""Hard documents from the test suites of other readers, with the outcome that each must have."""

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.core.errors import FeedUnreadable
from bot.core.feed import Document
from bot.core.models import Entry
from bot.feeds.parse import Source, read

BASE = "https://feeds.example.com/dir/feed.xml"
NOW = 1_790_000_000.0
# How many entries the document with this number has; None: it is rejected. An item without words and without a link
# is nothing to tell, so it is no entry.
ENTRIES: dict[int, int | None] = {
    1: None, 2: None, 3: None, 4: 1, 5: 0, 6: 0, 7: 0, 8: 1, 9: 1, 10: None, 11: None, 12: None, 13: 0, 14: 1, 15: 1,
    16: 0, 17: 0, 18: 1, 19: 0, 20: 0, 21: 0, 22: 0, 23: 0, 24: 0, 25: 0, 26: 1, 27: 0, 28: 0, 29: 1, 30: 1, 31: 0,
    32: 1, 33: 0, 34: 0, 35: 1, 36: 0, 37: 0, 38: 0, 39: 0, 40: 1, 41: 0, 42: 1, 43: 0, 44: None, 45: None, 46: None,
    47: 1, 48: 0, 49: 26, 50: 25, 51: 9, 52: 1, 53: None, 54: 2, 55: 1, 56: 1, 57: 1, 58: 1, 59: 40, 60: 15, 61: 0,
    62: 0, 63: None, 64: 25, 65: 24, 66: 2, 67: 25, 68: 1, 69: 10, 70: 10, 71: 3, 72: None, 73: 10, 74: 25, 75: 1,
    76: 1, 77: 29, 78: 20, 79: 2, 80: 2, 81: 10, 82: 1, 83: 1, 84: 1, 85: 20, 86: 30, 87: 25, 88: 13, 89: 20, 90: 20,
    91: 30, 92: 10, 93: 48, 94: 4, 95: 10, 96: 2, 97: 1, 98: 34, 99: None, 100: 183, 101: 10, 102: 10, 103: 50,
    104: 1, 105: 2, 106: 15, 107: 3, 108: 4, 109: 0, 110: 1, 111: 0, 112: 1, 113: 0, 114: 1, 115: 1, 116: 1, 117: 1,
    118: 2, 119: 2, 120: 1, 121: 1, 122: None, 123: 0, 124: 1, 125: 1, 126: 2, 127: 2, 128: 1, 129: 1, 130: 1, 131: 1,
    132: 1, 133: 1, 134: 1, 135: 1, 136: 1, 137: None,
}  # fmt: skip


def links(document: Document) -> set[str | None]:
    return {entry.link for entry in document.entries}


def titles(document: Document) -> list[str]:
    return [entry.title for entry in document.entries]


def letters(document: Document, script: str) -> bool:
    """True when every title is written in this range of characters for the most part."""
    first, last = script.split("-")
    return all(sum(first <= ch <= last for ch in title) >= len(title) / 4 for title in titles(document))


CHECKS: dict[int, Callable[[Document], bool]] = {
    4: lambda document: links(document) == {"http://link/get?a=1&b=2"},
    7: lambda document: document.title == "found",
    8: lambda document: letters(document, "ぁ-鿿"),
    9: lambda document: letters(document, "ぁ-鿿"),
    17: lambda document: "�" in document.title and document.title.startswith("Valid"),
    18: lambda document: titles(document)[0].startswith("’<>”"),
    26: lambda document: titles(document) == ["don’t"],
    29: lambda document: document.entries[0].keys == ("guid://guid.example.com/", "link:link.example.com"),
    37: lambda document: "©" not in document.title,
    49: lambda document: letters(document, "؀-ۿ"),
    54: lambda document: all(link and link.startswith("https://insanity.industries/") for link in links(document)),
    55: lambda document: links(document) == {"https://feeds.example.com/blog/2003/12/13/atom03"},
    68: lambda document: links(document) == {"http://www.braingle.com/50366.html"},
    69: lambda document: letters(document, "А-я"),
    78: lambda document: all(link and link.startswith("https://feeds.example.com/") for link in links(document)),
    79: lambda document: all(link and link.startswith("https://feeds.example.com/en/") for link in links(document)),
    80: lambda document: [entry.published_at for entry in document.entries] == [1_508_166_600, 1_508_242_620],
    84: lambda document: links(document) == {"http://example.com/QQQQ.html"},
    86: lambda document: all(entry.keys[0].startswith("link:") for entry in document.entries),
    90: lambda document: letters(document, "一-鿿"),
    102: lambda document: sum(entry.keys[0].startswith("link:") for entry in document.entries) == 6,
    105: lambda document: links(document) == {"http://foo.example.com/", None},
    106: lambda document: document.title == "いしなお!",
    110: lambda document: links(document) == {"https://feeds.example.com/dir/blog/post/1"},
    115: lambda document: titles(document) == ["'Text'"],
    116: lambda document: titles(document) == ["Some Title"],
    117: lambda document: titles(document) == ["Test: bold"],
    119: lambda document: "https://example.org/some-article.html" in links(document),
    120: lambda document: links(document) == {"https://example.org/b"},
    121: lambda document: links(document) == {"http://example.org/original"},
    124: lambda document: document.hints.ttl_seconds == 3_600,
    125: lambda document: document.hints.ttl_seconds == 0,
    126: lambda document: links(document) == {"https://example.org/a", "https://example.org/b"},
    131: lambda document: titles(document) == ["AT&T"],
    134: lambda document: links(document) == {"http://www.example.org/entries/1"},
    135: lambda document: titles(document) == ["'AT&T'"],
    136: lambda document: document.entries[0].published_at == 1_037_125_802,
}


@pytest.fixture(scope="module")
def torture(data: Path) -> dict[int, Path]:
    files = sorted((data / "feeds" / "torture").glob("*"))
    if not files:
        pytest.skip("the hard documents are not there")
    return {int(path.name[:3]): path for path in files}


def document_of(path: Path) -> Document:
    body = path.read_bytes()
    # Where the original server named no encoding, the site unpacks by the first bytes; see the tests of asking.
    body = gzip.decompress(body) if body.startswith(b"\x1f\x8b") else body
    return read(body, Source(BASE, now=NOW, allow_private=True))


@pytest.mark.parametrize("number", ENTRIES)
def test_a_hard_document_has_its_outcome(torture: dict[int, Path], number: int) -> None:
    expected = ENTRIES[number]
    if expected is None:
        with pytest.raises(FeedUnreadable):
            document_of(torture[number])
        return
    document = document_of(torture[number])
    assert len(document.entries) == expected, titles(document)
    check = CHECKS.get(number)
    assert check is None or check(document), document.entries[:3]


@pytest.mark.parametrize("number", [number for number, count in ENTRIES.items() if count])
def test_every_entry_of_a_hard_document_is_fit_to_be_shown(torture: dict[int, Path], number: int) -> None:
    document = document_of(torture[number])
    for entry in document.entries:
        assert_fit(entry)
    keys = [key for entry in document.entries for key in entry.keys]
    assert len(keys) == len(set(keys)), "two entries share a key"


def assert_fit(entry: Entry) -> None:
    assert entry.title
    assert entry.keys
    for text in (entry.title, entry.summary):
        assert text == " ".join(text.split())
        assert not any(ch < " " or "\u200b" <= ch <= "\u200f" or "\u202a" <= ch <= "\u202e" for ch in text)
    assert entry.link is None or entry.link.startswith(("http://", "https://"))
    assert entry.published_at is None or 788_918_400 <= entry.published_at <= NOW


SAMPLES = {
    "ann_rss_2020-04-18_asdisplayed.xml": 3,
    "ann_rss_2026-07-17_excerpt.xml": 2,
    "crunchyroll_news_2024-08-12_skeleton.xml": 2,
    "ja_soumu_rdf_shiftjis_2021-07-19.rdf": 20,
    "ja_tdiary_eucjp_2006.rdf": 15,
    "japantoday_world30.xml": 30,
    "mal_rss_2026-09-07_excerpt.xml": 2,
    "reddit_atom_homelab_2023-07-23.xml": 25,
    "wordpress_aljazeera_news25.xml": 25,
    "wordpress_spoon_tamago.xml": 10,
    "wordpress_time_1MB.xml": 100,
    "youtube_atom_feedjira.xml": 15,
}


@pytest.mark.parametrize("name", SAMPLES)
def test_a_captured_feed_is_read_whole(data: Path, name: str) -> None:
    path = data / "feeds" / "samples" / name
    if not path.is_file():
        pytest.skip("the captured feed is not there")
    document = document_of(path)
    assert (len(document.entries), document.whole) == (SAMPLES[name], True)
    assert all(entry.link and entry.published_at for entry in document.entries)
    for entry in document.entries:
        assert_fit(entry)
