"""Foreign text cannot do anything in a message but be read."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messages.markup import Markdown, clean, clip, escape, link, plain, safe_url, spoiler

ANY_TEXT = st.text(max_size=400)
# Text that is mostly made of what Discord reads as markup.
HOSTILE = st.text(alphabet="|*_~`\\[]()<>@#-+:/. \n1a…\u202e\u200b\u3164x", max_size=200)
TEXTS = ANY_TEXT | HOSTILE


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Akudama Drive", "Akudama Drive"),
        ("*bold* _it_ ~~no~~ `code` ||spoiler||", r"\*bold\* \_it\_ \~\~no\~\~ \`code\` \|\|spoiler\|\|"),
        ("[click](https://evil.example)", r"\[click\](https\://evil.example)"),
        ("<@123> <#1> <t:0:R> </show:1>", r"\<@123> \<#1> \<t:0:R> \</show:1>"),
        ("# Big", r"\# Big"),
        ("> quoted", r"\> quoted"),
        ("- item", r"\- item"),
        ("-# small", r"\-# small"),
        ("1. first", r"1\. first"),
        ("86", "86"),
        ("Re:ZERO -Starting Life-", "Re:ZERO -Starting Life-"),
        ("a\nb\r\nc\td", "a b c d"),
        ("trailing \\", r"trailing \\"),
        ("\u202eevil\u202c \u200bhidden\u3164", "evil hidden"),
        ("z\u0301\u0302\u0303\u0304\u0305\u0306algo", "ź̂̃̄algo"),
    ],
)
def test_markup_in_foreign_text_shows_itself(text: str, shown: str) -> None:
    assert escape(text) == shown


def test_everyone_is_not_mentioned_by_foreign_text() -> None:
    assert "@everyone" not in escape("@everyone and @here")
    assert "@here" not in escape("@everyone and @here")


@given(TEXTS)
def test_every_special_character_is_escaped(text: str) -> None:
    literal = re.sub(r"\\.", "x", escape(text, 10_000))
    assert not re.search(r"[\\*_~|`\[\]<]|://|^[-+#>]|^\d+[.)]\s", literal)


@given(TEXTS, st.integers(min_value=0, max_value=120))
def test_escaped_text_keeps_to_its_limit_and_never_ends_in_half_an_escape(text: str, limit: int) -> None:
    escaped = escape(text, limit)
    assert len(escaped) <= limit
    assert (len(escaped) - len(escaped.rstrip("\\"))) % 2 == 0


@given(TEXTS)
def test_cleaned_text_is_one_visible_line(text: str) -> None:
    cleaned = clean(text)
    assert cleaned == cleaned.strip()
    assert not any(unicodedata.category(char) in {"Cc", "Cf", "Zl", "Zp", "Cs", "Co"} for char in cleaned)


@given(TEXTS)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)


def visible(markdown: str) -> str:
    """Give what a reader sees without tapping: everything outside of closed spoilers."""
    hidden = re.sub(r"\\.", "x", markdown)
    return re.sub(r"\|\|.+?\|\|", "", hidden)


@given(TEXTS, st.integers(min_value=0, max_value=600))
def test_truncation_never_opens_a_spoiler(text: str, limit: int) -> None:
    hidden = spoiler(text, limit)
    assert len(hidden) <= limit
    assert visible(hidden).strip() == ""


@given(st.lists(st.text(alphabet="abcdefgh ", min_size=1, max_size=60), min_size=1, max_size=5))
def test_a_spoiler_that_fits_is_told_whole(paragraphs: list[str]) -> None:
    told = [" ".join(paragraph.split()) for paragraph in paragraphs if paragraph.strip()]
    assert spoiler("\n".join(paragraphs), 2000) == "\n".join(f"||{paragraph}||" for paragraph in told)


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://example.org/news/1", "https://example.org/news/1"),
        ("http://example.org/a_(film)", "http://example.org/a_%28film%29"),
        ("https://例え.example/ニュース", "https://例え.example/ニュース"),
        ("https://discord.com@evil.example/", None),
        ("javascript:alert(1)", None),
        ("discord://-/channels/1", None),
        ("https://example.org/a b", None),
        ("https://example.org/>x", None),
        ("https://[::1", None),
        ("https:///nowhere", None),
        ("https://example.org/" + "a" * 500, None),
        ("", None),
        (None, None),
    ],
)
def test_only_plain_web_addresses_are_linked(url: str | None, kept: str | None) -> None:
    assert safe_url(url) == kept


def test_a_link_without_a_trusted_address_is_only_its_text() -> None:
    assert link("A [b]", "ftp://x") == r"A \[b\]"
    assert link("A [b]", "https://x.example/(1)") == r"[A \[b\]](https://x.example/%281%29)"


@given(TEXTS, st.integers(min_value=1, max_value=100))
def test_clipped_text_keeps_to_its_limit(text: str, limit: int) -> None:
    assert len(clip(text, limit)) <= limit
    assert len(plain(text, limit)) <= limit


def test_long_text_is_cut_at_a_word() -> None:
    assert clip("one two three four five six seven", 20) == "one two three four…"


def test_our_own_markup_is_not_escaped_again() -> None:
    assert escape(Markdown("**bold**")) == "**bold**"
