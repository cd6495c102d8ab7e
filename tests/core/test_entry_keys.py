"""By what an entry is known again, and what is no key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.entry_keys import Marks, canonical_guid, canonical_link, hashed, identify

SAME_LINKS = [
    "https://www.example.com/news/1?id=5",
    "http://example.com/news/1?id=5",
    "https://EXAMPLE.com/news/1/?id=5",
    "https://example.com:443/news/1?id=5#comments",
    "https://example.com/news/1?utm_source=rss&id=5&utm_medium=feed&fbclid=x",
    " https://example.com/news/1?id=5&_location=rss ",
]


@pytest.mark.parametrize("link", SAME_LINKS)
def test_a_link_is_the_same_however_a_reader_came(link: str) -> None:
    assert canonical_link(link) == "example.com/news/1?id=5"


@pytest.mark.parametrize(
    "link",
    ["https://example.com/news/2?id=5", "https://example.com/news/1?id=6", "https://example.com:8443/news/1?id=5"],
)
def test_another_page_is_another_link(link: str) -> None:
    assert canonical_link(link) != "example.com/news/1?id=5"


@pytest.mark.parametrize("link", ["", "no link", "https://", "http://[broken", "mailto:x@example.com"])
def test_what_is_no_address_is_no_key(link: str) -> None:
    assert canonical_link(link) == ""


def test_a_guid_is_the_same_with_and_without_scheme_and_www() -> None:
    guids = ["https://www.example.com/?p=1", "http://example.com/?p=1", " https://example.com/?p=1 "]
    assert {canonical_guid(guid) for guid in guids} == {"//example.com/?p=1"}
    assert canonical_guid("tag:example.com,2026:1") == "tag:example.com,2026:1"
    assert canonical_guid("http://") == "http://"


A, B, C = "https://e.com/a", "https://e.com/b", "https://e.com/c"
DOCUMENTS: dict[str, tuple[list[Marks], list[tuple[str, ...]]]] = {
    "both": ([Marks("1", A, "T")], [("guid:1", "link:e.com/a")]),
    "guid alone": ([Marks("1", "", "T")], [("guid:1",)]),
    "link alone": ([Marks("", A, "T")], [("link:e.com/a",)]),
    "neither": ([Marks("", "", " The  TITLE ")], [("text::the title",)]),
    "nothing": ([Marks()], [()]),
    "one guid for two stories": (
        [Marks("1", A, "T"), Marks("1", B, "U")],
        [("link:e.com/a",), ("link:e.com/b",)],
    ),
    "one guid for two stories without links": (
        [Marks("1", "", "T"), Marks("1", "", "U")],
        [("text::t",), ("text::u",)],
    ),
    "the same item twice": (
        [Marks("1", A, "T"), Marks("1", A, "T")],
        [("guid:1", "link:e.com/a")] * 2,
    ),
    "the same item twice, one edited": (
        [Marks("1", A, "T"), Marks("1", A, "T, really")],
        [("guid:1", "link:e.com/a")] * 2,
    ),
    "one link for two guids": (
        [Marks("1", A, "T"), Marks("2", A, "U")],
        [("guid:1",), ("guid:2",)],
    ),
    "a front page for all, without guids": (
        [Marks("", A, "T"), Marks("", A, "U"), Marks("", A, "V")],
        [("text:e.com/a:t",), ("text:e.com/a:u",), ("text:e.com/a:v",)],
    ),
    "places on one page": (
        [Marks("", A + "#1", "T"), Marks("", A + "#2", "U")],
        [("link:e.com/a#1",), ("link:e.com/a#2",)],
    ),
    "an empty guid among good ones": (
        [Marks("", A, "T"), Marks("2", B, "U"), Marks("", C, "V")],
        [("link:e.com/a",), ("guid:2", "link:e.com/b"), ("link:e.com/c",)],
    ),
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_an_item_has_the_keys_that_tell_it_apart(name: str) -> None:
    items, keys = DOCUMENTS[name]
    assert identify(items) == keys


MARKS = st.builds(
    Marks,
    guid=st.sampled_from(["", "1", "2", "https://e.com/a", "http://www.e.com/a"]),
    link=st.sampled_from(["", A, B, A + "#x", A + "?utm_source=y", "http://www.e.com/a/"]),
    title=st.sampled_from(["", "T", "U", " t "]),
)


@given(st.lists(MARKS, max_size=8))
def test_different_stories_never_share_a_key(items: list[Marks]) -> None:
    keys = identify(items)
    for one, its in zip(items, keys, strict=True):
        for other, others in zip(items, keys, strict=True):
            if set(its) & set(others):
                same_page = canonical_link(one.link) == canonical_link(other.link)
                same_guid = one.guid != "" and canonical_guid(one.guid) == canonical_guid(other.guid)
                assert same_page or same_guid


@given(st.lists(MARKS, max_size=8))
def test_the_order_of_a_document_changes_no_key(items: list[Marks]) -> None:
    turned = list(reversed(items))
    assert identify(turned) == list(reversed(identify(items)))


def test_a_key_of_any_length_fits_the_database() -> None:
    assert {len(hashed(key)) for key in ("", "x", "y" * 100_000, "\ud800")} == {64}
