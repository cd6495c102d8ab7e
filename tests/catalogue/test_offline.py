"""Reading catalogue releases: every form of the file, and a clear word for everything wrong in one."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from bot.catalogue.jsonstream import Unreadable, read_lines, read_root
from bot.catalogue.offline import OfflineEntry, digest, read_release, site_id
from bot.core.errors import CatalogueInvalid

ABOUT = {"license": {"name": "ODbL"}, "repository": "https://github.com/manami-project", "lastUpdate": "2026-08-22"}


def entry(**changes: Any) -> dict[str, Any]:
    row: dict[str, Any] = {
        "sources": ["https://anilist.co/anime/116566", "https://myanimelist.net/anime/41433"],
        "title": "Akudama Drive",
        "type": "TV",
        "episodes": 12,
        "status": "FINISHED",
        "animeSeason": {"season": "FALL", "year": 2020},
        "picture": "https://example.org/pic.png",
        "thumbnail": "https://example.org/small.png",
        "score": {"arithmeticGeometricMean": 7.4, "arithmeticMean": 7.5, "median": 7.5},
        "synonyms": ["アクダマドライブ"],
        "studios": ["studio pierrot"],
        "producers": [],
        "relatedAnime": [],
        "tags": ["original work"],
    }
    return {key: value for key, value in (row | changes).items() if value is not ...}


def lines(*entries: dict[str, Any]) -> str:
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in (ABOUT, *entries)) + "\n"


def root(*entries: dict[str, Any], indent: int | None = None) -> str:
    return json.dumps({"$schema": "…", **ABOUT, "data": list(entries)}, ensure_ascii=False, indent=indent)


def packed(text: str) -> bytes:
    return zstandard.ZstdCompressor().compress(text.encode())


AKUDAMA = OfflineEntry(
    line=2,
    title="Akudama Drive",
    type="TV",
    episodes=12,
    minutes=None,
    status="FINISHED",
    season="FALL",
    year=2020,
    score=7.5,
    synonyms=("アクダマドライブ",),
    studios=("studio pierrot",),
    sources=("https://anilist.co/anime/116566", "https://myanimelist.net/anime/41433"),
    related=(),
    tags=("original work",),
)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jsonl", lines(entry()).encode()),
        ("a.jsonl.zst", packed(lines(entry()))),
        ("two-frames.jsonl.zst", packed(lines()) + packed(json.dumps(entry()))),
        ("bom.jsonl", b"\xef\xbb\xbf" + lines(entry()).encode()),
        ("windows.jsonl", lines(entry()).replace("\n", "\r\n").encode()),
    ],
)
def test_a_release_of_lines_is_read(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    release = read_release(path)
    assert (release.name, release.sha256, release.last_update) == (name, digest(path), "2026-08-22")
    assert release.entries == (AKUDAMA,)
    assert release.entries[0].ids == {"anilist": 116566, "mal": 41433}


@pytest.mark.parametrize(
    ("name", "content", "line"),
    [
        ("a.json", root(entry()).encode(), 1),
        ("a-minified.json.zst", packed(root(entry())), 1),
        ("pretty.json", root(entry(), indent=2).encode(), 9),
        ("data-first.json", json.dumps({"data": [entry()], **ABOUT}).encode(), 1),
    ],
)
def test_a_release_with_a_root_object_is_read(tmp_path: Path, name: str, content: bytes, line: int) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    (found,) = read_release(path).entries
    assert (found.line, found.title, found.year, found.sources) == (line, AKUDAMA.title, 2020, AKUDAMA.sources)


def test_progress_counts_the_bytes_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.zst"
    path.write_bytes(packed(lines(*[entry() for _ in range(500)])))
    told: list[int] = []
    read_release(path, told.append)
    assert sum(told) == path.stat().st_size


def test_what_newer_and_older_releases_add_or_lack_is_fine(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    newer = entry(duration={"value": 1440, "unit": "SECONDS"}, score=..., studios=..., tags=..., somethingNew=[1])
    path.write_text(
        lines(newer, entry(animeSeason={"season": "UNDEFINED", "year": None}, score=None)), encoding="utf-8"
    )
    first, second = read_release(path).entries
    assert (first.minutes, first.score, first.studios, first.tags) == (24, None, (), ())
    assert (second.year, second.season, second.score) == (None, "UNDEFINED", None)


WRONG_ENTRIES: list[tuple[dict[str, Any], str]] = [
    (entry(title=...), "line 3: title is missing; it must be a text that is not empty"),
    (entry(title="  "), 'line 3: title is "  "; it must be a text that is not empty'),
    (entry(title=7), "line 3: title is 7; it must be a text that is not empty"),
    (entry(type="SERIES"), 'line 3: type is "SERIES"; it must be one of MOVIE, ONA, OVA, SPECIAL, TV, UNKNOWN'),
    (entry(status=...), "line 3: status is missing; it must be one of FINISHED, ONGOING, UNKNOWN, UPCOMING"),
    (entry(episodes=-1), "line 3: episodes is -1; it must be a whole number from 0"),
    (entry(episodes=True), "line 3: episodes is true; it must be a whole number from 0"),
    (entry(animeSeason=[]), "line 3: animeSeason is []; it must be an object"),
    (
        entry(animeSeason={"season": "AUTUMN", "year": 2020}),
        'line 3: animeSeason.season is "AUTUMN"; it must be one of FALL, SPRING, SUMMER, UNDEFINED, WINTER',
    ),
    (
        entry(animeSeason={"season": "FALL", "year": 20200}),
        "line 3: animeSeason.year is 20200; it must be a year between 1900 and 2200",
    ),
    (
        entry(animeSeason={"season": "FALL", "year": "2020"}),
        'line 3: animeSeason.year is "2020"; it must be a year between 1900 and 2200',
    ),
    (entry(score={"arithmeticMean": 11}), "line 3: score.arithmeticMean is 11; it must be a number from 0 to 10"),
    (entry(synonyms="x"), 'line 3: synonyms is "x"; it must be a list of texts'),
    (entry(synonyms=["x", None]), 'line 3: synonyms[1] is "null"; it must be a text'),
    (entry(sources=[]), "line 3: sources is []; an entry stands on one site at least"),
    (entry(sources=["41433"]), 'line 3: sources[0] is "41433"; it must be an address that begins with https://'),
    (entry(relatedAnime=...), "line 3: relatedAnime is missing; it must be a list of texts"),
    (entry(duration={"value": "x"}), 'line 3: duration.value is "x"; it must be a whole number of seconds'),
]


@pytest.mark.parametrize(("wrong", "message"), WRONG_ENTRIES, ids=[message for _, message in WRONG_ENTRIES])
def test_a_wrong_entry_is_told_by_line_and_field(tmp_path: Path, wrong: dict[str, Any], message: str) -> None:
    path = tmp_path / "wrong.jsonl"
    path.write_text(lines(entry(), wrong), encoding="utf-8")
    with pytest.raises(CatalogueInvalid) as caught:
        read_release(path)
    assert str(caught.value) == f"wrong.jsonl, {message}"


def test_in_one_long_line_the_entry_is_told_by_number(tmp_path: Path) -> None:
    path = tmp_path / "wrong.json"
    path.write_text(root(entry(), entry(episodes="12")), encoding="utf-8")
    with pytest.raises(CatalogueInvalid, match=r"wrong\.json, line 1, entry 2: episodes is \"12\""):
        read_release(path)


WRONG_FILES: list[tuple[str, bytes, str]] = [
    ("a.csv", b"", "a.csv is no release by its name; they end in .json, .jsonl, .json.zst, .jsonl.zst"),
    ("empty.jsonl", b"", "empty.jsonl, line 1: lastUpdate is None; a release says there the day on which it was made"),
    ("page.jsonl", b"<!DOCTYPE html>", "page.jsonl, line 1: this is no JSON object"),
    ("list.jsonl", b"[]", "list.jsonl, line 1: the first line must tell about the release (lastUpdate, license)"),
    (
        "headless.jsonl",
        json.dumps(entry()).encode(),
        "headless.jsonl, line 1: the first line must tell about the release (lastUpdate, license)",
    ),
    ("no-entries.jsonl", lines().encode(), "no-entries.jsonl holds no entries; a release has tens of thousands"),
    (
        "number.jsonl",
        (lines() + "7").encode(),
        "number.jsonl, line 2: an entry is an object, not a number",
    ),
    (
        "cut.jsonl",
        lines(entry()).encode()[:-40],
        "cut.jsonl, line 2: this is no JSON object",
    ),
    ("latin.jsonl", lines(entry()).encode() + b'{"title": "\xe9"}\n', "latin.jsonl, line 3: byte 0xe9 is no UTF-8"),
    ("cut-char.jsonl", lines(entry()).encode() + b"\xe3\x82", "cut-char.jsonl, line 3: the file ends in the middle"),
    ("plain.jsonl.zst", b"not packed", "plain.jsonl.zst is no Zstandard file, or a damaged one"),
    ("cut.jsonl.zst", packed(lines(*[entry()] * 50))[:-9], "cut.jsonl.zst ends in the middle"),
    ("empty.json.zst", b"", "empty.json.zst ends in the middle: 0 bytes could be unpacked; load it again"),
    ("empty.json", b"", "empty.json, line 1: the file ends here; a release begins with {"),
    ("list.json", b"[]", "list.json, line 1: a release begins with {"),
    ("object.json", b"{}", "object.json, line 1: the object is empty; a release has its entries under “data”"),
    ("other.json", b'{"a": 1}', "other.json, line 1: “data” is missing; a release has its entries there"),
    ("data.json", b'{"data": 1}', "data.json, line 1: “data” must be a list"),
    ("comma.json", b'{"data": [1 2]}', "comma.json, line 1, entry 1: an entry is an object, not a number"),
    ("name.json", b"{1: 2}", "name.json, line 1: a name in quotation marks is missing"),
    ("cut.json", root(entry()).encode()[:-60], "cut.json, line 1: this is no JSON, or the file ends here"),
    ("deep.json", b'{"a": ' + b"[" * 100_000, "deep.json, line 1: "),
    ("more.json", root(entry()).encode() + b"x", "more.json, line 1: something follows after the closing }"),
    ("undated.json", b'{"data": []}', "undated.json, line 1: lastUpdate is None"),
]


@pytest.mark.parametrize(("name", "content", "message"), WRONG_FILES, ids=[name for name, _, _ in WRONG_FILES])
def test_a_file_that_is_no_release_is_told_why(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(CatalogueInvalid) as caught:
        read_release(path)
    assert str(caught.value).startswith(message)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    for read in (read_release, digest):
        with pytest.raises(CatalogueInvalid, match="cannot be read: No such file or directory"):
            read(tmp_path / "none.jsonl")


@pytest.mark.slow
def test_a_few_bytes_that_unpack_to_gigabytes_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.jsonl.zst"
    compressor = zstandard.ZstdCompressor(level=1).compressobj()
    zeros = b" " * (1 << 24)
    with path.open("wb") as file:
        file.write(compressor.compress(lines().encode()))
        for _ in range(70):
            file.write(compressor.compress(b"\n" + zeros))
        file.write(compressor.flush())
    assert path.stat().st_size < 1 << 18
    with pytest.raises(CatalogueInvalid, match=r"unpacks to more than 1024 MB|more than 4194304 characters"):
        read_release(path)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://myanimelist.net/anime/41433", ("mal", 41433)),
        ("https://kitsu.app/anime/42765", ("kitsu", 42765)),
        ("https://kitsu.io/anime/42765", ("kitsu", 42765)),
        ("https://anime-planet.com/anime/akudama-drive", ("animeplanet", "akudama-drive")),
        ("https://animenewsnetwork.com/encyclopedia/anime.php?id=23175", ("ann", 23175)),
        ("https://myanimelist.net/anime/x", None),
        ("https://example.org/anime/1", None),
        ("nonsense", None),
    ],
)
def test_addresses_hold_the_ids_of_sites(address: str, expected: tuple[str, int | str] | None) -> None:
    assert site_id(address) == expected


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)


def _cut(text: str, sizes: list[int]) -> list[str]:
    pieces, at = [], 0
    for size in sizes:
        pieces.append(text[at : at + size])
        at += size
    return [*pieces, text[at:]]


@given(st.lists(JSON, max_size=5), st.lists(st.integers(0, 30), max_size=12), st.booleans())
def test_a_root_object_reads_the_same_however_its_text_arrives(
    items: list[Any], sizes: list[int], pretty: bool
) -> None:
    text = json.dumps({"about": 1.5, "data": items}, ensure_ascii=False, indent=1 if pretty else None)
    pieces = list(read_root(iter(_cut(text, sizes)), "data"))
    assert [piece.value for piece in pieces] == [{"about": 1.5}, *items]


@given(st.lists(JSON, min_size=1, max_size=5), st.lists(st.integers(0, 30), max_size=12))
def test_lines_read_the_same_however_their_text_arrives(items: list[Any], sizes: list[int]) -> None:
    text = "\n".join(json.dumps(value, ensure_ascii=False) for value in ({"lastUpdate": "x"}, *items))
    pieces = list(read_lines(iter(_cut(text, sizes))))
    assert [(piece.value, piece.line) for piece in pieces[1:]] == [(item, 2 + at) for at, item in enumerate(items)]


@pytest.mark.parametrize("read", [read_lines, lambda texts: read_root(texts, "data")])
@given(st.text(max_size=40))
def test_reading_gives_pieces_or_says_what_is_wrong(read: Callable[..., Any], text: str) -> None:
    try:
        list(read(iter([text])))
    except Unreadable as error:
        assert error.line >= 1  # noqa: PT017
