"""Titles taken apart: the work's name, and season, part, year and kind around it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.catalogue.names import letters, number, parse


@pytest.mark.parametrize(
    ("title", "key", "season", "part", "year"),
    [
        ("Akudama Drive", "akudamadrive", None, None, None),
        ("Kaguya-sama wa Kokurasetai 3rd Season", "kaguyasamawakokurasetai", 3, None, None),
        ("Tate no Yuusha no Nariagari Season 2", "tatenoyuushanonariagari", 2, None, None),
        ("Shield Hero Season 3", "shieldhero", 3, None, None),
        ("Mob Psycho 100 III", "mobpsycho100", 3, None, None),
        ("KonoSuba 3", "konosuba", 3, None, None),
        ("One Punch Man 3 Part 2", "onepunchman", 3, 2, None),
        ("Re:ZERO -Starting Life in Another World- Season 2 Part 2", "rezerostartinglifeinanotherworld", 2, 2, None),
        ("Yozakura-san Chi no Daisakusen 2nd Season Part 2", "yozakurasanchinodaisakusen", 2, 2, None),
        ("86 Part 2", "86", None, 2, None),
        ("86", "86", None, None, None),
        ("Bishoujo Senshi Sailor Moon S", "bishoujosenshisailormoons", None, None, None),
        ("Hunter x Hunter (2011)", "hunterxhunter", None, None, 2011),
        ("HUNTER×HUNTER", "hunterxhunter", None, None, None),
        ("Ranma 1/2", "ranma12", None, None, None),
        ("Ranma 1/2 (2024) 3rd Season", "ranma12", 3, None, 2024),
        ("Overlord IV", "overlord", 4, None, None),
        ("Natsume Yuujinchou Roku", "natsumeyuujinchouroku", None, None, None),
        ("鬼滅の刃 第二季", "鬼滅の刃", 2, None, None),
        ("ゴールデンカムイ 第四期", "ゴールデンカムイ", 4, None, None),
        ("Fate/stay night", "fatestaynight", None, None, None),
        ("Ｌ×Ｒ　２ｎｄ　Ｓｅａｓｏｎ", "lxr", 2, None, None),
        ("Another", "another", None, None, None),
        ("S2", "s2", None, None, None),
        ("Tiger & Bunny 2 Part 2", "tigerandbunny", 2, 2, None),
        ("Pokémon", "pokemon", None, None, None),
        ("Атака титанов", "атакатитанов", None, None, None),
    ],
)
def test_a_title_is_taken_apart(title: str, key: str, season: int | None, part: int | None, year: int | None) -> None:
    name = parse(title)
    assert (name.key, name.season, name.part, name.year) == (key, season, part, year)


@pytest.mark.parametrize(
    ("title", "marks"),
    [
        ("Shingeki no Kyojin: The Final Season", {"final"}),
        ("Shingeki no Kyojin: The Final Season Part 2", {"final", "part"}),
        ("Gekijouban Overlord: Sei Oukoku-hen", {"film"}),
        ("K-ON! Movie", {"film"}),
        ("Noragami OVA", {"ova"}),
        ("JoJo no Kimyou na Bouken (TV)", {"tv"}),
        ("Bakemonogatari Recap", {"recap"}),
        ("Zoku Sayonara Zetsubou Sensei", {"next"}),
        ("Inuyasha: Kanketsu-hen", {"final"}),
    ],
)
def test_kinds_stand_beside_the_name(title: str, marks: set[str]) -> None:
    assert parse(title).marks == marks


@pytest.mark.parametrize(
    ("title", "head"),
    [
        ("Kaguya-sama wa Kokurasetai: Ultra Romantic", "kaguyasamawakokurasetai"),
        ("Shokugeki no Souma: San no Sara - Tootsuki Ressha-hen", "shokugekinosouma"),
        ("かぐや様は告らせたい～天才たちの恋愛頭脳戦～", "かぐや様は告らせたい"),
        ("Re:Zero kara Hajimeru Isekai Seikatsu", "rezerokarahajimeruisekaiseikatsu"),
        ("Akudama Drive", "akudamadrive"),
    ],
)
def test_the_head_is_what_stands_before_a_subtitle(title: str, head: str) -> None:
    assert parse(title).head == head


def test_a_number_before_the_subtitle_counts() -> None:
    name = parse("GATE 2: Jieitai Kano Umi nite, Kaku Tatakaeri")
    assert (name.season, name.counted_head) == (2, "gate")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2", 2),
        ("ii", 2),
        ("second", 2),
        ("二", 2),
        ("十二", 12),
        ("二十一", 21),
        ("", None),
        (None, None),
        ("x", None),
    ],
)
def test_numbers_are_read_in_many_spellings(text: str | None, value: int | None) -> None:
    assert number(text) == value


@given(st.text(max_size=60))
def test_any_text_can_be_taken_apart(text: str) -> None:
    name = parse(text)
    assert name.text == text
    assert name.season is None or name.season >= 0


@given(st.text(max_size=60))
def test_letters_are_stable(text: str) -> None:
    assert letters(letters(text)) == letters(text)
