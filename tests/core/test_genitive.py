"""Russian titles are known in the form they take behind "the season of"."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.genitive import genitives


@pytest.mark.parametrize(
    ("title", "form"),
    [
        ("Чёрный клевер", "Чёрного клевера"),
        ("Токийские мстители", "Токийских мстителей"),
        ("Атака титанов", "Атаки титанов"),
        ("Сага о Винланде", "Саги о Винланде"),
        ("Человек-бензопила", "Человека-бензопилы"),
        ("РОК-ТИХОНЯ!", "РОК-ТИХОНИ!"),
        ("Магическая битва", "Магической битвы"),
        ("Моя геройская академия", "Моей геройской академии"),
        ("Истребитель демонов", "Истребителя демонов"),
        ("Семья шпиона", "Семьи шпиона"),
        ("Монолог фармацевта", "Монолога фармацевта"),
        ("Адский рай", "Адского рая"),
        ("Дни Сакамото", "Дней Сакамото"),
    ],
)
def test_the_head_of_a_title_is_inflected(title: str, form: str) -> None:
    assert form.casefold() in {found.casefold() for found in genitives(title)}


@pytest.mark.parametrize("title", ["Frieren", "葬送のフリーレン", "", "...", "Токийский гуль: re"])
def test_other_titles_have_few_forms_or_none(title: str) -> None:
    assert len(list(genitives(title))) <= 4


@given(st.text(alphabet="абвгдеёийьыя -«»!A1", max_size=40))
def test_any_text_is_taken(title: str) -> None:
    for form in genitives(title):
        assert form
