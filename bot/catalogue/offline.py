"""Reads a release of the anime-offline-database (https://github.com/manami-project/anime-offline-database)."""

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import zstandard

from bot.catalogue.jsonstream import JsonPiece, Unreadable, read_lines, read_root
from bot.core.errors import CatalogueInvalid

CHUNK_BYTES = 1 << 18
SLICE_BYTES = 1 << 11
# A release is some 70 MB unpacked; a small file that unpacks to a gigabyte is an attack or an accident.
LARGEST_UNPACKED_BYTES = 1 << 30
FILE_TYPES = (".json", ".jsonl", ".json.zst", ".jsonl.zst")

TYPES = frozenset({"TV", "MOVIE", "OVA", "ONA", "SPECIAL", "UNKNOWN"})
STATUSES = frozenset({"FINISHED", "ONGOING", "UPCOMING", "UNKNOWN"})
SEASONS = frozenset({"SPRING", "SUMMER", "FALL", "WINTER", "UNDEFINED"})
FIRST_YEAR, LAST_YEAR = 1900, 2200

# How the address of an entry on each site holds its id, and the name by which we keep the site.
SITES: tuple[tuple[str, str, bool], ...] = (
    ("https://myanimelist.net/anime/", "mal", True),
    ("https://anilist.co/anime/", "anilist", True),
    ("https://anidb.net/anime/", "anidb", True),
    ("https://kitsu.app/anime/", "kitsu", True),
    ("https://kitsu.io/anime/", "kitsu", True),
    ("https://anime-planet.com/anime/", "animeplanet", False),
    ("https://anisearch.com/anime/", "anisearch", True),
    ("https://livechart.me/anime/", "livechart", True),
    ("https://animenewsnetwork.com/encyclopedia/anime.php?id=", "ann", True),
    ("https://animecountdown.com/", "animecountdown", True),
    ("https://simkl.com/anime/", "simkl", True),
    ("https://notify.moe/anime/", "notify", False),
)
_SITE_BY_HOST: Mapping[str, tuple[tuple[str, str, bool], ...]] = {
    host: tuple(site for site in SITES if site[0].split("/")[2] == host)
    for host in {prefix.split("/")[2] for prefix, _, _ in SITES}
}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class OfflineEntry:
    """One anime as the database lists it: a season, a film, an OVA. `related` and `sources` are addresses."""

    line: int
    title: str
    type: str
    episodes: int
    minutes: int | None  # of one episode; older releases do not tell
    status: str
    season: str
    year: int | None
    score: float | None
    synonyms: tuple[str, ...]
    studios: tuple[str, ...]
    sources: tuple[str, ...]
    related: tuple[str, ...]
    tags: tuple[str, ...]

    @property
    def ids(self) -> dict[str, int | str]:
        """The entry's id on each site that lists it."""
        found: dict[str, int | str] = {}
        for source in self.sources:
            if (site := site_id(source)) is not None:
                found.setdefault(*site)
        return found


@dataclass(frozen=True, slots=True)
class Release:
    """A whole release, read and checked."""

    name: str
    sha256: str
    last_update: str
    entries: tuple[OfflineEntry, ...]


def site_id(address: str) -> tuple[str, int | str] | None:
    """Give the site's short name and the id that the address holds; None for a site that we do not know."""
    parts = address.split("/", 3)
    for prefix, site, numeric in _SITE_BY_HOST.get(parts[2] if len(parts) > 3 else "", ()):
        rest = address.removeprefix(prefix)
        if rest == address or not rest:
            continue
        if not numeric:
            return site, rest
        if rest.isascii() and rest.isdigit():
            return site, int(rest)
    return None


def digest(path: Path) -> str:
    """Give the SHA-256 of the file, by which an unchanged one is recognised."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise CatalogueInvalid(f"{path} cannot be read: {error.strerror}") from error


def read_release(path: Path, progress: Callable[[int], object] | None = None) -> Release:
    """Give the whole release; raises CatalogueInvalid with line and field for whatever is wrong in it.

    `progress` is told how many more bytes of the file have been read.
    """
    name = path.name.lower()
    if not name.endswith(FILE_TYPES):
        raise CatalogueInvalid(f"{path.name} is no release by its name; they end in {', '.join(FILE_TYPES)}")
    sha256 = hashlib.sha256()
    chunks = _file_chunks(path, sha256.update, progress)
    if name.endswith(".zst"):
        chunks = _unpacked(chunks, path.name)
    texts = _decoded(chunks, path.name)
    pieces = read_lines(texts) if ".jsonl" in name else read_root(texts, "data")
    try:
        last_update, entries = _checked(pieces, path.name)
    except Unreadable as error:
        raise CatalogueInvalid(f"{path.name}, line {error.line}: {error}") from error
    for _ in texts:
        pass
    return Release(path.name, sha256.hexdigest(), last_update, entries)


def _file_chunks(
    path: Path, hashed: Callable[[bytes], object], progress: Callable[[int], object] | None
) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            while chunk := file.read(CHUNK_BYTES):
                hashed(chunk)
                yield chunk
                if progress:
                    progress(len(chunk))
    except OSError as error:
        raise CatalogueInvalid(f"{path} cannot be read: {error.strerror}") from error


def _slices(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Give small pieces: a few bytes can unpack to 128 KB each, and all of one piece is unpacked at once."""
    for chunk in chunks:
        for at in range(0, len(chunk), SLICE_BYTES):
            yield chunk[at : at + SLICE_BYTES]


def _unpacked(chunks: Iterator[bytes], name: str) -> Iterator[bytes]:
    unpacked = 0
    frame = zstandard.ZstdDecompressor().decompressobj()
    fresh = True
    for chunk in _slices(chunks):
        rest = chunk
        while rest:
            if frame.eof:
                frame, fresh = zstandard.ZstdDecompressor().decompressobj(), True
            try:
                out = frame.decompress(rest)
            except zstandard.ZstdError as error:
                raise CatalogueInvalid(f"{name} is no Zstandard file, or a damaged one: {error}") from error
            fresh = False
            rest = frame.unused_data if frame.eof else b""
            unpacked += len(out)
            if unpacked > LARGEST_UNPACKED_BYTES:
                raise CatalogueInvalid(
                    f"{name} unpacks to more than {LARGEST_UNPACKED_BYTES >> 20} MB; no release does"
                )
            yield out
    if fresh or not frame.eof:
        raise CatalogueInvalid(f"{name} ends in the middle: {unpacked} bytes could be unpacked; load it again")


def _decoded(chunks: Iterator[bytes], name: str) -> Iterator[str]:
    """Give text; a character split between two chunks is put together again."""
    held = b""
    lines = 1
    for chunk in chunks:
        both = held + chunk
        try:
            text, held = both.decode("utf-8-sig" if lines == 1 and not held else "utf-8"), b""
        except UnicodeDecodeError as error:
            if error.end < len(both) or error.reason != "unexpected end of data":
                line = lines + both.count(b"\n", 0, error.start)
                raise CatalogueInvalid(f"{name}, line {line}: byte {both[error.start]:#x} is no UTF-8") from error
            text, held = both[: error.start].decode(), both[error.start :]
        lines += text.count("\n")
        yield text
    if held:
        raise CatalogueInvalid(f"{name}, line {lines}: the file ends in the middle of a character")


def _checked(pieces: Iterator[JsonPiece], name: str) -> tuple[str, tuple[OfflineEntry, ...]]:
    entries: list[OfflineEntry] = []
    about: dict[str, Any] = {}
    for piece in pieces:
        if piece.is_entry:
            entries.append(_entry(piece, name))
        elif isinstance(piece.value, dict):
            about |= piece.value
    last_update = about.get("lastUpdate")
    if not isinstance(last_update, str) or not _DAY.fullmatch(last_update):
        raise CatalogueInvalid(
            f"{name}, line 1: lastUpdate is {last_update!r}; a release says there the day on which it was made"
        )
    if not entries:
        raise CatalogueInvalid(f"{name} holds no entries; a release has tens of thousands")
    return last_update, tuple(entries)


def _entry(piece: JsonPiece, name: str) -> OfflineEntry:
    row = _Row(piece, name)
    season = row.object("animeSeason")
    return OfflineEntry(
        line=piece.line,
        title=row.text("title"),
        type=row.one_of("type", TYPES),
        episodes=row.count("episodes"),
        minutes=row.minutes(),
        status=row.one_of("status", STATUSES),
        season=row.one_of("animeSeason.season", SEASONS, season.get("season", "UNDEFINED")),
        year=row.year("animeSeason.year", season.get("year")),
        score=row.score(),
        synonyms=row.texts("synonyms"),
        studios=row.texts("studios", required=False),
        sources=row.addresses("sources"),
        related=row.texts("relatedAnime"),
        tags=row.texts("tags", required=False),
    )


class _Row:
    """One entry's fields, checked as they are asked for."""

    def __init__(self, piece: JsonPiece, name: str) -> None:
        self.where = f"{name}, line {piece.line}"
        if piece.number:
            self.where += f", entry {piece.number}"
        if not isinstance(piece.value, dict):
            raise CatalogueInvalid(f"{self.where}: an entry is an object, not {_kind(piece.value)}")
        self.fields: dict[str, Any] = piece.value

    def _wrong(self, field: str, value: object, wanted: str) -> CatalogueInvalid:
        shown = "missing" if value is None else f"{_short(value)}"
        return CatalogueInvalid(f"{self.where}: {field} is {shown}; {wanted}")

    def text(self, field: str) -> str:
        value = self.fields.get(field)
        if not isinstance(value, str) or not value.strip():
            raise self._wrong(field, value, "it must be a text that is not empty")
        return " ".join(value.split())

    def one_of(self, field: str, allowed: frozenset[str], value: object = None) -> str:
        value = self.fields.get(field) if value is None else value
        if not isinstance(value, str) or value not in allowed:
            raise self._wrong(field, value, f"it must be one of {', '.join(sorted(allowed))}")
        return value

    def count(self, field: str) -> int:
        value = self.fields.get(field)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise self._wrong(field, value, "it must be a whole number from 0")
        return value

    def minutes(self) -> int | None:
        told = self.fields.get("duration")
        if told is None:
            return None
        value = told.get("value") if isinstance(told, dict) else told
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise self._wrong("duration.value", value, "it must be a whole number of seconds")
        return value // 60

    def year(self, field: str, value: object) -> int | None:
        if value is None:
            return None
        if not isinstance(value, int) or isinstance(value, bool) or not FIRST_YEAR <= value <= LAST_YEAR:
            raise self._wrong(field, value, f"it must be a year between {FIRST_YEAR} and {LAST_YEAR}")
        return value

    def score(self) -> float | None:
        value = self.fields.get("score")
        if value is None:
            return None
        mean = value.get("arithmeticMean") if isinstance(value, dict) else value
        if not isinstance(mean, int | float) or isinstance(mean, bool) or not 0 <= mean <= 10:
            raise self._wrong("score.arithmeticMean", mean, "it must be a number from 0 to 10")
        return float(mean)

    def object(self, field: str) -> dict[str, Any]:
        value = self.fields.get(field)
        if not isinstance(value, dict):
            raise self._wrong(field, value, "it must be an object")
        return value

    def texts(self, field: str, *, required: bool = True) -> tuple[str, ...]:
        value = self.fields.get(field)
        if value is None and not required:
            return ()
        if not isinstance(value, list):
            raise self._wrong(field, value, "it must be a list of texts")
        for at, item in enumerate(value):
            if not isinstance(item, str):
                raise self._wrong(f"{field}[{at}]", _short(item), "it must be a text")
        return tuple(value)

    def addresses(self, field: str) -> tuple[str, ...]:
        value = self.texts(field)
        if not value:
            raise self._wrong(field, value, "an entry stands on one site at least")
        for at, address in enumerate(value):
            if not address.startswith(("https://", "http://")):
                raise self._wrong(f"{field}[{at}]", address, "it must be an address that begins with https://")
        return value


def _kind(value: object) -> str:
    names = {list: "a list", str: "a text", int: "a number", float: "a number", bool: "true or false"}
    return "null" if value is None else names.get(type(value), type(value).__name__)


def _short(value: object) -> str:
    shown = json.dumps(value, ensure_ascii=False)
    return shown if len(shown) <= 60 else shown[:57] + "…"
