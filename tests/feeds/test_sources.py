"""The built-in list, and the operator's own with its mistakes."""

import os
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from bot.core.errors import FeedsFileInvalid
from bot.core.models import Grade, Source
from bot.feeds.sources import BUILT_IN, FeedsFile, built_in, read_feeds

GOOD = """# My feeds
[[feed]]
name = "One"
url = "https://example.com/feed?a=%2F"

[[feed]]
name = "二"
url = "https://example.org/feed"
grade = "official"
language = "ja"
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "feeds.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_is_read_as_it_stands(tmp_path: Path) -> None:
    assert read_feeds(written(tmp_path, GOOD)) == (
        Source("One", "https://example.com/feed?a=%2F", Grade.PRESS, "en"),
        Source("二", "https://example.org/feed", Grade.OFFICIAL, "ja"),
    )


SECOND = '[[feed]]\nname = "A"\nurl = "https://a.example/"\n\n[[feed]]\nname = "B"\n'
MISTAKES = {
    "": "lists no feed",
    "feed = 3": "line 1: feed is no list",
    "[feed]\nname = 'x'": "line 1: feed is no list",
    "[[feeds]]\nname = 'x'": "line 1: feeds is not known",
    "[[feed]\n": "is no TOML: .* line 1",
    SECOND: "line 5: url is missing",
    "[[feed]]\nurl = 'https://a.example/'": "line 1: name is missing",
    SECOND + 'url = "ftp://b.example/"': "line 7: url is 'ftp://b.example/'",
    SECOND + 'url = "b.example/feed"': "line 7: url is",
    SECOND + 'url = "https://b.example/a b"': "line 7: url is",
    SECOND + 'url = "https://[b/"': "line 7: url is",
    SECOND + "url = 5": "line 7: url is 5; it must be text",
    SECOND + 'url = ""': "line 7: url is ''; it must be text",
    SECOND + 'url = "https://a.example/"': "line 7: url is 'https://a.example/', which feed 1 has already",
    SECOND + 'url = "https://b.example/"\ngrade = "rumour"': "line 8: grade is 'rumour'; it must be one of official",
    SECOND + 'url = "https://b.example/"\ngrade = "database"': "line 8: grade is 'database'",
    SECOND + 'url = "https://b.example/"\n\nlanguage = "English"': "line 9: language is 'English'",
    SECOND + 'url = "https://b.example/"\ninterval = 5': "line 8: interval is not known",
    SECOND.replace('"B"', '"' + "B" * 200 + '"') + 'url = "https://b.example/"': "line 6: name has 200 characters",
}


@pytest.mark.parametrize("text", MISTAKES)
def test_a_mistake_is_named_with_its_line_and_key(tmp_path: Path, text: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(FeedsFileInvalid, match=MISTAKES[text]) as caught:
        read_feeds(path)
    assert str(caught.value).startswith(str(path))


def test_a_file_that_is_missing_or_no_text_is_said_to_be_so(tmp_path: Path) -> None:
    with pytest.raises(FeedsFileInvalid, match="cannot be read: No such file"):
        read_feeds(tmp_path / "nothing.toml")
    (tmp_path / "feeds.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(FeedsFileInvalid, match="is not UTF-8"):
        read_feeds(tmp_path / "feeds.toml")


def test_a_change_is_seen_and_a_file_that_is_gone_for_a_moment_is_none(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD)
    feeds = FeedsFile(path)
    assert feeds.changed()
    feeds.read()
    assert not feeds.changed()
    written(tmp_path, GOOD + "# a remark\n")
    assert feeds.changed()
    feeds.read()
    os.utime(path, ns=(1, 1))
    assert feeds.changed()
    path.unlink()
    assert not feeds.changed()


def test_a_broken_change_is_told_once_and_the_next_one_counts(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD)
    feeds = FeedsFile(path)
    feeds.read()
    written(tmp_path, "[[feed")
    with pytest.raises(FeedsFileInvalid):
        feeds.read()
    assert not feeds.changed()
    written(tmp_path, GOOD)
    assert feeds.changed()


@pytest.mark.parametrize("feed", BUILT_IN, ids=lambda feed: feed.name)
def test_a_built_in_feed_says_where_it_is_and_what_to_expect(feed: object) -> None:
    listed = next(each for each in BUILT_IN if each == feed)
    assert urlsplit(listed.url).scheme == "https"
    assert len(listed.habits) > 20
    assert listed.language in {"en", "ja"}


def test_the_built_in_list_holds_the_sites_that_anime_fans_read() -> None:
    names = {source.name for source in built_in()}
    assert {
        "Anime News Network",
        "MyAnimeList",
        "Crunchyroll News",
        "Anime Corner",
        "Otaku USA",
        "Anime UK News",
        "LiveChart Headlines",
        "Comic Natalie",
        "animeanime.jp",
    } <= names
    assert len({source.url for source in built_in()}) == len(built_in())
    assert sum(source.grade is Grade.OFFICIAL for source in built_in()) >= 3
