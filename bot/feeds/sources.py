"""Which feeds are polled: the built-in list, or the operator's own file."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bot.core.errors import FeedsFileInvalid
from bot.core.models import Grade, Source

GRADES = (Grade.OFFICIAL, Grade.LICENSEE, Grade.PRESS, Grade.REPORT)
KEYS = frozenset({"name", "url", "grade", "language"})
LONGEST_URL = 2_000
LONGEST_NAME = 100
LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,2}")
TABLE = re.compile(r"\s*\[\[\s*feed\s*\]\]")


@dataclass(frozen=True, slots=True)
class ListedFeed:
    """A feed of the built-in list. `habits`: what to know of it before wondering."""

    name: str
    url: str
    grade: Grade
    language: str
    habits: str

    @property
    def source(self) -> Source:
        return Source(self.name, self.url, self.grade, self.language)


BUILT_IN = (
    ListedFeed(
        "Anime News Network",
        "https://www.animenewsnetwork.com/news/rss.xml?ann-edition=us",
        Grade.PRESS,
        "en",
        "About 40 items. Last-Modified is the time of the request and there is no ETag, so it never answers 304: only "
        "the body's hash tells that nothing changed. The edition must be named or it depends on where we ask from. "
        "Overload shows as 503 or an empty body. Titles hold double spaces, descriptions escaped <cite>.",
    ),
    ListedFeed(
        "MyAnimeList",
        "https://myanimelist.net/rss/news.xml",
        Grade.PRESS,
        "en",
        "20 items, about five days. The guid is the link with `?_location=rss`. No validators. Descriptions end in "
        "“...” in the middle of a sentence.",
    ),
    ListedFeed(
        "Crunchyroll News",
        "https://cr-news-api-service.prd.crunchyrollsvc.com/v1/en-US/rss",
        Grade.LICENSEE,
        "en",
        "50 items, about three days; guid and link are the same. The host is undocumented. The old address "
        "crunchyroll.com/newsrss answers 200 with no items since 2023.",
    ),
    ListedFeed(
        "Anime Corner",
        "https://animecorner.me/feed/",
        Grade.PRESS,
        "en",
        "WordPress, 25 items, about three days; a guid that is not the link (`?p=`).",
    ),
    ListedFeed(
        "Otaku USA",
        "https://otakuusamagazine.com/feed/",
        Grade.PRESS,
        "en",
        "WordPress with a weak ETag and Last-Modified that work. Quiet for months at a time.",
    ),
    ListedFeed(
        "Anime UK News",
        "https://animeuknews.net/feed/",
        Grade.PRESS,
        "en",
        "WordPress; was seen answering 301. Reviews for the most part, licence news of the United Kingdom.",
    ),
    ListedFeed(
        "LiveChart Headlines",
        "https://www.livechart.me/feeds/headlines",
        Grade.PRESS,
        "en",
        "Headlines of other sites, the guid used as link, a picture as enclosure. Refuses some networks with a "
        "challenge page (403, or 200 with HTML).",
    ),
    ListedFeed(
        "Comic Natalie",
        "https://natalie.mu/comic/feed/news",
        Grade.PRESS,
        "ja",
        "30 items, dates with +09:00. Answers 405 “Human Verification” to browser names and 200 to honest ones. "
        "Manga news mostly; anime adaptations are announced here early.",
    ),
    ListedFeed(
        "animeanime.jp",
        "https://animeanime.jp/rss/index.rdf",
        Grade.PRESS,
        "ja",
        "RDF: no guid but rdf:about, dates in dc:date.",
    ),
    ListedFeed(
        "MAPPA",
        "https://www.mappa.co.jp/en/news/feed",
        Grade.OFFICIAL,
        "en",
        "WordPress of the studio; a few items a month, many of them about events and shops.",
    ),
    ListedFeed(
        "A-1 Pictures",
        "https://a1p.jp/news/feed",
        Grade.OFFICIAL,
        "ja",
        "WordPress of the studio; seldom changes.",
    ),
    ListedFeed(
        "Toei Animation",
        "https://www.toei-animation.com/news/feed",
        Grade.OFFICIAL,
        "ja",
        "WordPress of the studio; company news among the titles' own.",
    ),
    ListedFeed(
        "Trigger",
        "https://www.st-trigger.co.jp/rss",
        Grade.OFFICIAL,
        "ja",
        "The studio's own; seldom changes.",
    ),
)


def built_in() -> tuple[Source, ...]:
    return tuple(feed.source for feed in BUILT_IN)


class FeedsFile:
    """The operator's list. `changed` is cheap enough to be asked every few seconds."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._seen: tuple[int, int] | None = None

    def read(self) -> tuple[Source, ...]:
        """Give the feeds. Raises FeedsFileInvalid with the line and the key of the first mistake."""
        self._seen = self._stamp()
        return read_feeds(self.path)

    def changed(self) -> bool:
        """True when the file is another than `read` saw. One that is missing for a moment did not change."""
        stamp = self._stamp()
        return stamp is not None and stamp != self._seen

    def _stamp(self) -> tuple[int, int] | None:
        try:
            status = self.path.stat()
        except OSError:
            return None
        return status.st_mtime_ns, status.st_size


def read_feeds(path: Path) -> tuple[Source, ...]:
    """Give the feeds of a TOML file. Raises FeedsFileInvalid with the line and the key of the first mistake."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        tables = tomllib.loads(text)
    except OSError as error:
        raise FeedsFileInvalid(f"{path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise FeedsFileInvalid(f"{path} is not UTF-8 text; save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise FeedsFileInvalid(f"{path} is no TOML: {error}") from error
    return _Checker(path, text.splitlines()).sources(tables)


@dataclass(frozen=True, slots=True)
class _Checker:
    """Turns tables into sources, and knows in which line each key stands."""

    path: Path
    lines: list[str]

    def sources(self, tables: dict[str, Any]) -> tuple[Source, ...]:
        unknown = sorted(tables.keys() - {"feed"})
        if unknown:
            raise self._wrong(-1, unknown[0], "is not known; feeds are listed as [[feed]] tables")
        listed = tables.get("feed", [])
        if not isinstance(listed, list) or not all(isinstance(table, dict) for table in listed):
            raise self._wrong(-1, "feed", "is no list of tables; write [[feed]] in double brackets")
        if not listed:
            raise FeedsFileInvalid(f"{self.path} lists no feed; write at least one [[feed]] table")
        sources = tuple(self._source(number, table) for number, table in enumerate(listed))
        seen: dict[str, int] = {}
        for number, source in enumerate(sources):
            if source.url in seen:
                raise self._wrong(number, "url", f"is {source.url!r}, which feed {seen[source.url] + 1} has already")
            seen[source.url] = number
        return sources

    def _source(self, number: int, table: dict[str, Any]) -> Source:
        for key in table:
            if key not in KEYS:
                raise self._wrong(number, key, f"is not known; a feed has {', '.join(sorted(KEYS))}")
        for key in ("name", "url"):
            if key not in table:
                raise self._wrong(number, key, "is missing")
        for key, value in table.items():
            if not isinstance(value, str) or not value.strip():
                raise self._wrong(number, key, f"is {value!r}; it must be text in quotes")
        name, url = table["name"].strip(), table["url"]
        if len(name) > LONGEST_NAME:
            raise self._wrong(number, "name", f"has {len(name)} characters; {LONGEST_NAME} are the most")
        self._check_url(number, url)
        grade = table.get("grade", Grade.PRESS.value)
        if grade not in [known.value for known in GRADES]:
            names = ", ".join(known.value for known in GRADES)
            raise self._wrong(number, "grade", f"is {grade!r}; it must be one of {names}")
        language = table.get("language", "en")
        if not LANGUAGE.fullmatch(language):
            raise self._wrong(number, "language", f"is {language!r}; write a code such as en or ja")
        return Source(name, url, Grade(grade), language)

    def _check_url(self, number: int, url: str) -> None:
        try:
            parts = urlsplit(url)
            fine = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
        except ValueError:
            fine = False
        if not fine or len(url) > LONGEST_URL or any(ch.isspace() or not ch.isprintable() for ch in url):
            raise self._wrong(number, "url", f"is {url[:200]!r}; it must be an http or https address")

    def _wrong(self, number: int, key: str, problem: str) -> FeedsFileInvalid:
        return FeedsFileInvalid(f"{self.path}, line {self._line(number, key)}: {key} {problem}")

    def _line(self, number: int, key: str) -> int:
        """Give the line of a key of the feed with this number; the feed's own line when the key is missing."""
        heads = [index for index, line in enumerate(self.lines) if TABLE.match(line)]
        start = heads[number] if 0 <= number < len(heads) else -1
        end = next((index for index in heads if index > start), len(self.lines))
        wanted = re.compile(rf"\s*\[?\[?\s*[\"']?{re.escape(key)}[\"']?\s*[=\].]")
        for index in range(start + 1, end if number >= 0 else len(self.lines)):
            if wanted.match(self.lines[index]):
                return index + 1
        return max(start, 0) + 1
