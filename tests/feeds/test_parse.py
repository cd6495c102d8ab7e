"""Documents of all kinds become clean entries, or are refused; nothing raises anything else and nothing hangs."""

import re
import string
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core.errors import FeedUnreadable
from bot.core.feed import Document
from bot.feeds.parse import Source, read
from tests.feeds.documents import BASE, CASES, NOW, Case, item

pytestmark = pytest.mark.slow

SOURCE = Source(BASE, "text/xml", NOW)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_document_becomes_entries_or_is_refused(case: Case) -> None:
    source = Source(BASE, case.content_type, NOW)
    if case.refused is not None:
        with pytest.raises(FeedUnreadable, match=case.refused):
            read(case.body, source)
        return
    document = read(case.body, source)
    assert tuple((entry.title, entry.link) for entry in document.entries) == case.entries
    assert document.whole is case.whole


def test_a_body_that_names_a_file_never_reads_it(tmp_path: Path) -> None:
    secret = tmp_path / "secret.xml"
    secret.write_text(item("<title>secret</title>"), encoding="utf-8")
    with pytest.raises(FeedUnreadable):
        read(str(secret).encode(), SOURCE)


DATES = {
    "Thu, 28 May 2026 10:00:00 GMT": 1_779_962_400,
    "Thu, 28 May 2026 19:00:00 +0900": 1_779_962_400,
    "Thu, 28 May 2026 19:00:00 JST": 1_779_962_400,
    "Thu, 28 May 2026 06:00:00 EDT": 1_779_962_400,
    "28 May 26 10:00 UT": 1_779_962_400,
    "Wed, 28 May 2026 10:00:00 GMT": 1_779_962_400,  # the wrong day of the week
    "Thursday, 28-May-26 10:00:00 GMT": 1_779_962_400,
    "Thu May 28 10:00:00 2026": 1_779_962_400,
    "May 28, 2026 10:00:00 GMT": 1_779_962_400,
    "2026-05-28T10:00:00Z": 1_779_962_400,
    "2026-05-28T19:00:00+09:00": 1_779_962_400,
    "2026-05-28T19:00:00.123+0900": 1_779_962_400,
    "2026-05-28 10:00:00": 1_779_962_400,
    "20260528T100000Z": 1_779_962_400,
    "2026年5月28日 19:00": 1_779_962_400,
    "2026年5月28日（木）19時00分": 1_779_962_400,
    "２０２６年５月２８日": 1_779_894_000,
    "2026/05/28 19:00": 1_779_962_400,
    "2026/05/28": 1_779_894_000,
    "2026.05.28": 1_779_926_400,
    "2026-05-28": 1_779_926_400,
    "Wed, 27 May 2026 24:00:00 GMT": 1_779_926_400,
    "Thu, 28 May 2026 10:00:60 GMT": 1_779_962_459,
    "1779962400": None,
    "1779962400000": None,
    "0": None,
    "9998-12-31T23:59:59Z": None,
    "2038-01-19T03:14:07Z": None,
    "Thu, 28 May 2026 23:00:00 GMT": None,  # in the future
    "0001-01-01T00:00:00Z": None,
    "1970-01-01T00:00:00Z": None,
    "2026-02-30": None,
    "2026-13-01": None,
    "Thu, 28 May 2026 10:00:00 XYZ": None,
    "Thu, 28 May 2026 10:00:00 IST": None,  # India, Israel or Ireland
    "28/05/2026": None,
    "yesterday": None,
    "jeudi 28 mai 2026": None,
    "令和8年5月28日": None,
    "": None,
    "2026-05-28T10:00:00" + " " * 100 + "Z": 1_779_962_400,
    "9" * 5_000: None,
}


@pytest.mark.parametrize("text", DATES)
def test_a_date_is_read_exactly_or_not_at_all(text: str) -> None:
    document = read(item(f"<title>T</title><pubDate>{text}</pubDate>").encode(), SOURCE)
    assert document.entries[0].published_at == DATES[text]


def test_the_date_of_publishing_counts_and_an_unclear_one_gives_way_to_the_next() -> None:
    def dated(inside: str) -> int | None:
        return read(item(f"<title>T</title>{inside}").encode(), SOURCE).entries[0].published_at

    assert dated("<dc:date>2026-05-01T00:00:00Z</dc:date><pubDate>28 May 2026 10:00:00 GMT</pubDate>") == 1_779_962_400
    assert dated("<dc:date>2026-05-28T10:00:00Z</dc:date><pubDate>soon</pubDate>") == 1_779_962_400
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>T</title><id>1</id>'
        "<updated>2026-05-28T12:00:00Z</updated><published>2026-05-28T10:00:00Z</published></entry></feed>"
    )
    assert read(atom.encode(), SOURCE).entries[0].published_at == 1_779_962_400


HINTS = {
    "<ttl>60</ttl>": ("ttl_seconds", 3_600),
    "<ttl> 5 </ttl>": ("ttl_seconds", 300),
    "<ttl>-5</ttl>": ("ttl_seconds", 0),
    "<ttl>1.5</ttl>": ("ttl_seconds", 0),
    "<skipHours><hour>0</hour><hour>23</hour><hour>24</hour><hour>x</hour></skipHours>": ("skip_hours", (0, 23)),
    "<skipDays><day>Saturday</day><day>Sunday</day><day>Someday</day></skipDays>": ("skip_days", (5, 6)),
    "<sy:updatePeriod>hourly</sy:updatePeriod>": ("period_seconds", 3_600),
    "<sy:updatePeriod> hourly </sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>": ("period_seconds", 1_800),
    "<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>": ("period_seconds", 86_400),
    "<sy:updatePeriod>sometimes</sy:updatePeriod>": ("period_seconds", 0),
}


@pytest.mark.parametrize("inside", HINTS)
def test_what_a_document_says_of_its_own_pace_is_heard(inside: str) -> None:
    body = f"<rss><channel>{inside}<item><title>T</title><ttl>9</ttl></item></channel></rss>"
    name, value = HINTS[inside]
    assert getattr(read(body.encode(), SOURCE).hints, name) == value


def test_entries_come_oldest_first_by_date_or_by_their_place() -> None:
    def titles(*dates: str) -> list[str]:
        items = "".join(f"<item><title>T{number}</title>{date}</item>" for number, date in enumerate(dates))
        return [entry.title for entry in read(f"<rss><channel>{items}</channel></rss>".encode(), SOURCE).entries]

    def day(number: int) -> str:
        return f"<pubDate>{number} May 2026 10:00:00 GMT</pubDate>"

    assert titles(day(3), day(2), day(1)) == ["T2", "T1", "T0"]
    assert titles(day(1), day(2), day(3)) == ["T0", "T1", "T2"]
    assert titles("", "", "") == ["T2", "T1", "T0"]
    assert titles(day(1), "", day(3)) == ["T2", "T1", "T0"]


def test_a_long_body_beside_a_summary_is_left_out_and_one_without_is_shortened() -> None:
    long = "word " * 20_000
    both = item(f"<title>T</title><description>Short</description><content:encoded>{long}</content:encoded>")
    alone = item(f"<title>T</title><content:encoded><![CDATA[<p>{long}</p>]]></content:encoded>")
    summary = item(f"<title>T</title><description type='html'>&lt;p title='x'&gt;{long}&lt;/p&gt;</description>")
    assert read(both.encode(), SOURCE).entries[0].summary == "Short"
    for body in (alone, summary):
        text = read(body.encode(), SOURCE).entries[0].summary
        assert re.fullmatch(r"(word )+word…", text)
        assert len(text) <= 1_000


# Laws

MARKUP = re.compile(r"<[/!?a-zA-Z][^<>]*>")
PIECES = st.sampled_from(
    [
        *("<rss>", "<channel>", "<item>", "</item>", "<title>", "</title>", "<link>", "</link>", "<guid>", "</guid>"),
        *("<description>", "</description>", "<pubDate>", "</pubDate>", "<entry>", "</entry>", "<feed>", "</rss>"),
        *("<!--", "-->", "<![CDATA[", "]]>", "</channel>", "<?xml", "?>", "<!DOCTYPE", "[", '="', "'", "&", "<", ">"),
        *("&amp;", "&lt;", "&#0;", "&#xD800;", "&nbsp;", "<b>", "</b>", "<script>", "\x00", "\x1b", "\u202e", "\u200b"),
        *("日本", "é", "https://example.com/", "javascript:", "2026-05-28", " "),
    ]
)


def assert_clean(document: Document) -> None:
    keys: set[str] = set()
    for entry in document.entries:
        assert entry.title
        assert entry.keys
        assert not keys.intersection(entry.keys)
        keys.update(entry.keys)
        for text, most in ((entry.title, 400), (entry.summary, 1_000)):
            assert len(text) <= most
            assert text.isprintable()
            assert not MARKUP.search(text)
        assert entry.link is None or entry.link.startswith(("http://", "https://"))
        assert entry.published_at is None or 788_918_400 <= entry.published_at <= NOW


def read_or_refused(body: bytes, content_type: str = "") -> None:
    try:
        document = read(body, Source(BASE, content_type, NOW))
    except FeedUnreadable:
        return
    assert_clean(document)


LAWS = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@LAWS
@given(st.binary(max_size=300))
def test_no_bytes_make_the_reader_raise(body: bytes) -> None:
    read_or_refused(body)
    read_or_refused(b"<rss><channel><item><title>" + body + b"</title></item></channel></rss>")


@LAWS
@given(st.lists(PIECES, max_size=60), st.sampled_from(["", "text/xml; charset=utf-8", "text/html; charset=shift_jis"]))
def test_no_heap_of_tags_makes_the_reader_raise_or_yield_markup(pieces: list[str], content_type: str) -> None:
    body = "".join(pieces)
    read_or_refused(body.encode("utf-8", "replace"), content_type)
    read_or_refused(("<rss><channel>" + body + "</channel></rss>").encode("utf-8", "replace"), content_type)


@LAWS
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200), st.text(max_size=80))
def test_whatever_a_title_or_a_link_says_the_entry_is_clean(title: str, link: str) -> None:
    safe = title.replace("]]>", "")
    body = item(f"<title><![CDATA[{safe}]]></title><link><![CDATA[{link.replace(']]>', '')}]]></link>")
    read_or_refused(body.encode("utf-8", "replace"))


@LAWS
@given(st.text(alphabet=string.printable + "年月日時分秒JSTZ+-", max_size=60))
def test_no_date_makes_the_reader_raise(text: str) -> None:
    read_or_refused(item(f"<title>T</title><pubDate><![CDATA[{text.replace(']]>', '')}]]></pubDate>").encode())


@LAWS
@given(st.integers(0, 10_000), st.binary(min_size=1, max_size=8))
def test_a_damaged_feed_is_read_or_refused(place: int, damage: bytes) -> None:
    entries = "".join(
        f"<item><title>アニメ {n} &amp; more</title><link>https://example.com/{n}</link><guid>{n}</guid>"
        f"<pubDate>Thu, 28 May 2026 10:00:0{n} GMT</pubDate><description>&lt;p&gt;words&lt;/p&gt;</description></item>"
        for n in range(9)
    )
    body = f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>{entries}</channel></rss>'.encode()
    at = place % len(body)
    read_or_refused(body[:at] + damage + body[at + len(damage) :])
    read_or_refused(body[:at])


SIZE = 200_000


def filled(piece: bytes) -> bytes:
    return piece * (SIZE // len(piece))


RSS, END = b"<rss><channel>", b"</channel></rss>"
SLOW = {
    "lines before the root": b"\n" * SIZE + RSS + END,
    "spaces everywhere": RSS + b" " * SIZE + END,
    "attributes": RSS + b"<item " + b" ".join(b'a%d="1"' % n for n in range(20_000)) + b"/>" + END,
    "open comments": filled(b"<!--"),
    "open CDATA": RSS + b"<item><title>" + filled(b"<![CDATA[") + b"</title></item>" + END,
    "document types": filled(b"<!DOCTYPE a [") + RSS + END,
    "brackets": b"<!DOCTYPE a [" + filled(b"]") + b">" + RSS + END,
    "angle brackets": RSS + b"<item><title>" + filled(b"<") + b"</title></item>" + END,
    "ampersands": RSS + b"<item><title>" + filled(b"&") + b"</title></item>" + END,
    "half tags": RSS + b"<item><title><![CDATA[" + filled(b"<script ") + b"]]></title></item>" + END,
    "scripts": RSS + b"<item><title>" + filled(b"&lt;script&gt;") + b"</title></item>" + END,
    "digits": RSS + b"<item><title>&#" + b"9" * SIZE + b";</title></item>" + END,
    "categories": RSS + b"".join(b"<category>%d</category>" % n for n in range(9_000)) + END,
    "links": RSS + b"<item>" + filled(b'<link href="http://a/"/>') + b"</item>" + END,
    "pages": b"<html>" + filled(b"<rss >") + b"</html>",
    "levels": RSS + filled(b"<a>"),
}


@pytest.mark.parametrize("name", SLOW)
def test_nothing_small_takes_long(name: str) -> None:
    started = time.process_time()
    read_or_refused(SLOW[name])
    # Measured 0.00 to 0.3 s of processor time; feedparser alone takes from twenty seconds to minutes for some of these.
    assert time.process_time() - started < 5
