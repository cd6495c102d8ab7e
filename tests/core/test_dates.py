"""Dates are found with the precision that is written, completed looking ahead, and never invented."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.dates import find_dates
from bot.core.models import Precision, ReleaseDate

JULY = dt.date(2026, 7, 10)
AUGUST = dt.date(2026, 8, 5)
NOVEMBER = dt.date(2026, 11, 20)
DECEMBER = dt.date(2026, 12, 12)
JANUARY = dt.date(2027, 1, 8)

ENGLISH = [
    ("The Apothecary Diaries Season 3 Premieres on October 2", "2026-10-02"),
    ("Opens Oct. 2nd, 2026 in Japan", "2026-10-02"),
    ("It opens on 2 October", "2026-10-02"),
    ("the 2nd of October 2026", "2026-10-02"),
    ("Begins this October", "2026-10"),
    ("It premieres next month", "2026-08"),
    ("Arrives later this month", "2026-07"),
    ("Premieres on Monday, October 5", "2026-10-05"),
    ("The film opens in theaters on Friday", ""),
    ("It will debut on Sunday", "2026-07-12"),
    ("Debuts this Sunday", "2026-07-12"),
    ("Streams a trailer announced on Sunday", ""),
    ("Begins in October", "2026-10"),
    ("Set for October, 2026", "2026-10"),
    ("Reveals Cast, October TV Debut", "2026-10"),
    ("Unveils November 6 Streaming Debut", "2026-11-06"),
    ("In theaters July 17 film", "2026-07-17"),
    ("Gets Season 2 in July 2026", "2026-07"),
    ("Fall 2027 Debut Set", "2027-fall"),
    ("Premieres in fall", "2026-fall"),
    ("2nd Season Slated for Autumn of 2027", "2027-fall"),
    ("2027 Spring Premiere", "2027-spring"),
    ("to air this fall..The", "2026-fall"),
    ("Joins the summer series", "2026-summer"),
    ("in the summer season", "2026-summer"),
    ("Gets 2nd Season in 2027", "2027"),
    ("Reveals 2027 Debut", "2027"),
    ("set for next spring", "2027-spring"),
    ("coming next year", "2027"),
    ("opening later this year", "2026"),
    ("January next year", "2027-01"),
    ("early 2027", "2027"),
    ("in the first half of 2027", "2027"),
    ("by the end of the year", "2026"),
    ("in late November", "2026-11"),
    ("mid-October", "2026-10"),
    ("Q2 2027", "2027-spring"),
    ("Spring/Summer 2027", "2027"),
    ("in October or November 2026", "2026"),
    ("Winter 2027", "2027-winter"),
    ("winter 2026-27", "2027-winter"),
    ("this winter", "2027-winter"),
    ("on 2026-10-02", "2026-10-02"),
    ("on 10/13/2026", "2026-10-13"),
    ("on 10/2/2026", "2026"),
    ("Delayed from October 2026", "2026-10"),
    ("in May 2027", "2027-05"),
    ("on May 5", "2027-05-05"),
    ("in March", "2027-03"),
    ("streams from July 3-5", "2026-07-03"),
    ("Season 3 May 2027", "2027-05"),
    ("Gets October 2nd Season", None),
    ("Season 2 in October 2nd Season Visual", "2026-10"),
    ("premiered in April", "2026-04"),
    ("has aired since April 5", "2026-04-05"),
    ("ended last December", "2025-12"),
    ("debuted last fall", "2025-fall"),
    ("on October 2 at 25:00 (effectively October 3 at 1:00 a.m.)", "2026-10-02"),
    ("Series debuts on Tuesday", "2026-07-14"),
    ("on October 1 at 9:00 p.m. PDT", "2026-10-01"),
]

OTHER_LANGUAGES = [
    ("es", "se estrenará el 2 de octubre de 2026", "2026-10-02"),
    ("es", "llega en octubre", "2026-10"),
    ("es", "en octubre del próximo año", "2027-10"),
    ("es", "el próximo abril", None),
    ("es", "en otoño de 2026", "2026-fall"),
    ("es", "la primavera de 2027", "2027-spring"),
    ("es", "el próximo año", "2027"),
    ("es", "el 02/10/2026", "2026-10-02"),
    ("es", "desde el 02/10", "2026-10-02"),
    ("es", "a finales de 2026", "2026"),
    ("pt", "estreia em 2 de outubro", "2026-10-02"),
    ("pt", "chega em outubro de 2026", "2026-10"),
    ("pt", "temporada de outono de 2026", "2026-fall"),
    ("pt", "no ano que vem", "2027"),
    ("fr", "sortira le 1er octobre 2026", "2026-10-01"),
    ("fr", "en octobre prochain", "2026-10"),
    ("fr", "au printemps 2027", "2027-spring"),
    ("fr", "cet été", "2026-summer"),
    ("fr", "l'année prochaine", "2027"),
    ("de", "startet am 2. Oktober 2026", "2026-10-02"),
    ("de", "startet am 2.10.2026", "2026-10-02"),
    ("de", "startet im Oktober", "2026-10"),
    ("de", "im Frühjahr 2027", "2027-spring"),
    ("de", "Staffel 2 erscheint 2027", "2027"),
    ("de", "im nächsten Jahr", "2027"),
    ("de", "ab dem 2.10. im Programm", "2026-10-02"),
    ("it", "arriva il 2 ottobre", "2026-10-02"),
    ("it", "nell'autunno 2026", "2026-fall"),
    ("it", "a ottobre", "2026-10"),
    ("it", "stagione 3 debutta aprile", "2027-04"),
    ("de", "startet Oktober", "2026-10"),
    ("it", "l'anno prossimo", "2027"),
    ("ru", "премьера 2 октября 2026 года", "2026-10-02"),
    ("ru", "выйдет в октябре", "2026-10"),
    ("ru", "весной 2027 года", "2027-spring"),
    ("ru", "осенью этого года", "2026-fall"),
    ("ru", "в 2027 году", "2027"),
    ("ru", "в следующем году", "2027"),
    ("ar", "يبدأ عرضه في 14 يناير 2027", "2027-01-14"),
    ("ar", "في أكتوبر 2026", "2026-10"),
    ("ar", "خريف عام 2026", "2026-fall"),
    ("ar", "في 4 نيسان 2027", "2027-04-04"),
    ("ar", "يحدد 2026 موعدا للعرض", "2026"),
    ("ar", "العام المقبل", "2027"),
    ("ar", "في ٢ أكتوبر ٢٠٢٦", "2026-10-02"),
    ("vi", "ra mắt vào ngày 8 tháng 11", "2026-11-08"),
    ("vi", "từ ngày 8 tháng 11 năm 2026", "2026-11-08"),
    ("vi", "lên sóng ngày 3/10", "2026-10-03"),
    ("vi", "khởi chiếu từ 3/10/2026", "2026-10-03"),
    ("vi", "lịch chiếu tháng 1/2027", "2027-01"),
    ("vi", "mùa 2 tháng 10/2026", "2026-10"),
    ("vi", "tháng 7 năm 2027", "2027-07"),
    ("vi", "vào tháng Bảy tới", "2026-07"),
    ("vi", "vào tháng mười hai", "2026-12"),
    ("vi", "tháng 4 năm sau", "2027-04"),
    ("vi", "đã lên sóng vào tháng 4", "2026-04"),
    ("vi", "ngày 13 và 14 tháng 9", "2026-09-13"),
    ("vi", "tháng này", "2026-07"),
    ("vi", "tháng sau", "2026-08"),
    ("vi", "mùa thu 2026", "2026-fall"),
    ("vi", "mùa xuân năm sau", "2027-spring"),
    ("vi", "vào mùa đông", "2027-winter"),
    ("vi", "quý 1/2027", "2027-winter"),
    ("vi", "đầu năm 2027", "2027"),
    ("vi", "cuối năm nay", "2026"),
    ("vi", "trở lại vào năm sau", "2027"),
    ("ja", "2027年4月放送開始", "2027-04"),
    ("ja", "2027年4月3日(土)より", "2027-04-03"),
    ("ja", "10月2日スタート", "2026-10-02"),
    ("ja", "10月より放送", "2026-10"),
    ("ja", "4月から放送される", "2027-04"),
    ("ja", "4月から放送されている", "2026-04"),
    ("ja", "10/2(金)より配信", "2026-10-02"),
    ("ja", "2027年春に公開", "2027-spring"),
    ("ja", "2027年放送決定", "2027"),
    ("ja", "来年1月スタート", "2027-01"),
    ("ja", "今秋放送", "2026-fall"),
    ("ja", "来春公開", "2027-spring"),
    ("ja", "今冬放送", "2027-winter"),
    ("ja", "2027年冬アニメ", "2027-winter"),
    ("ja", "2026年冬公開", "2026"),
    ("ja", "2027年公開", "2027"),
    ("ja", "10月2日25:00より", "2026-10-02"),
    ("ja", "秋放送の新作", "2026-fall"),
]

NOT_DATES = [
    "86 Gets a Second Season",
    "2.43: Seiin High School Boys Volleyball Team",
    "Ranma 1/2 Season 3 Reveals New Cast",
    "Your Lie in April Gets a Concert",
    "March Comes In Like a Lion Gets Stage Play",
    "This May Be the Best Anime Ever",
    "Summer Time Rendering Artist Draws a Visual",
    "The Fall of a Kingdom",
    "Cyberpunk 2077 Players Rejoice",
    "Mob Psycho 100 Season 3",
    "Anime Expo 2026 Lists Guests",
    "in 2000 theaters",
    "This Year's Winners",
    "Monster (2004)",
    "a été annoncé",
    "Terra Formars: Humans in Mars",
    "Rascal Does Not Dream of Mai",
    "3年Z組銀八先生",
    "週刊少年ジャンプ第31号",
    "第2期制作決定",
    "3ヶ月連続",
    "春日部",
    "announced on Tuesday that it debuted",
    "in October/November",
    "in the October issue of the magazine",
    "in the January 2027 issue",
    "3 năm sau",
    "trong 2 tháng tới",
    "doanh thu 2026",
    "lễ hội mùa thu",
    "tháng 10 hoặc tháng 11",
]


def isos(text: str, published: dt.date | None, language: str = "en") -> list[str]:
    return [found.date.iso for found in find_dates(text, published, language)]


@pytest.mark.parametrize(("text", "iso"), [row for row in ENGLISH if row[1]])
def test_english_dates(text: str, iso: str) -> None:
    assert isos(text, JULY) == [iso]


@pytest.mark.parametrize(("language", "text", "iso"), [row for row in OTHER_LANGUAGES if row[2]])
@pytest.mark.parametrize("declared", ["own", "en"])
def test_dates_of_other_languages_need_no_right_language_setting(
    language: str, text: str, iso: str, declared: str
) -> None:
    if declared == "en" and any(mark in text for mark in ("/", ".10.", "10.")):
        pytest.skip("digits alone are read by the language")
    assert isos(text, JULY, language if declared == "own" else "en") == [iso]


@pytest.mark.parametrize("text", NOT_DATES)
def test_titles_numbers_and_events_are_no_dates(text: str) -> None:
    assert isos(text, JULY) == []


@pytest.mark.parametrize(
    ("text", "published", "iso"),
    [
        ("in October", JULY, "2026-10"),
        ("in October", DECEMBER, "2027-10"),
        ("in January", NOVEMBER, "2027-01"),
        ("on January 9", NOVEMBER, "2027-01-09"),
        ("on November 18", NOVEMBER, "2026-11-18"),
        ("on December 28", JANUARY, "2026-12-28"),
        ("in winter", NOVEMBER, "2027-winter"),
        ("in fall", NOVEMBER, "2026-fall"),
        ("in fall", DECEMBER, "2027-fall"),
        ("this fall", DECEMBER, "2026-fall"),
        ("next January", NOVEMBER, "2027-01"),
        ("next winter", JULY, "2027-winter"),
        ("来年1月", JANUARY, "2028-01"),
        ("今冬", JANUARY, "2027-winter"),
        ("1月9日", NOVEMBER, "2027-01-09"),
    ],
)
def test_an_incomplete_date_looks_ahead_of_the_day_of_publication(text: str, published: dt.date, iso: str) -> None:
    assert isos(text, published) == [iso]


@pytest.mark.parametrize("text", ["next fall", "next December"])
def test_what_readers_understand_in_two_ways_is_left_out(text: str) -> None:
    assert isos(text, AUGUST) == []


@pytest.mark.parametrize("text", ["October 2", "in October", "this fall", "next year", "来年1月", "10月2日", "今秋"])
def test_without_a_day_of_publication_an_incomplete_date_is_left_out(text: str) -> None:
    assert isos(text, None) == []


def test_dates_come_in_order_with_their_spans() -> None:
    text = "Delayed from October 2026 to January 9, 2027"
    assert [text[found.start : found.end] for found in find_dates(text, JULY)] == ["October 2026", "January 9, 2027"]


def test_the_night_counts_to_the_broadcast_day_and_says_so() -> None:
    (found,) = find_dates("10月2日(金)25:00〜", JULY, "ja")
    assert found.date == ReleaseDate(2026, 10, 2)
    assert found.because == "「10月2日」, year from the publication date, broadcast day of 25:00"


PIECES = """
October May march fall Spring été mai 2027 2026 2 31 2nd 25:00 1/2 2.43 10/2/2026 in this next early late of , . - '
next year el próximo año octubre de 2. Oktober 月 年 10月 2日 2027年 春 今秋 来年 في أكتوبر весной года Q3 Season
ngày tháng năm sau mùa thu Bảy từ 3/10 1/2027
"""
WORDS = st.lists(st.sampled_from(PIECES.split()), max_size=14).map(" ".join)
PUBLISHED = st.one_of(st.none(), st.dates(dt.date(2020, 1, 1), dt.date(2030, 1, 1)), st.dates())
LANGUAGES = st.sampled_from(["en", "ja", "es", "pt", "fr", "de", "it", "ar", "ru", "vi", ""])


@given(st.one_of(WORDS, st.text()), PUBLISHED, LANGUAGES)
def test_no_text_breaks_it_and_spans_are_ordered(text: str, published: dt.date | None, language: str) -> None:
    end = 0
    for found in find_dates(text, published, language):
        assert end <= found.start < found.end <= len(text)
        end = found.end


@given(WORDS, PUBLISHED, LANGUAGES)
def test_a_day_stands_in_the_words_that_give_it(text: str, published: dt.date | None, language: str) -> None:
    for found in find_dates(text, published, language):
        words = text[found.start : found.end]
        if found.date.precision is Precision.DAY:
            assert str(found.date.day) in words
        if found.date.precision is Precision.MONTH:
            assert words.strip("0123456789年 ")


@pytest.mark.slow
def test_a_megabyte_is_read_in_one_pass() -> None:
    text = "October 2, 2026 " * 60_000
    assert len(find_dates(text, JULY)) == 60_000
    assert find_dates("1" * 500_000 + "/" + "2" * 500_000, JULY) == []
    assert find_dates("年" * 300_000, JULY, "ja") == []
