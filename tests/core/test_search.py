"""Autocomplete finds a show by any of its names, half typed and with errors, and never offers two alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.models import Show, Title
from bot.core.search import LABEL_LENGTH, ShowSearch, Suggestion
from tests.core.test_cases import catalogue

SEARCH = ShowSearch.build(catalogue())


def ids(text: str, limit: int = 25) -> list[str]:
    return [suggestion.show_id for suggestion in SEARCH.suggest(text, limit)]


def show(title: str, *names: str, year: int | None = 2020, popularity: float = 1.0, show_id: str = "") -> Show:
    titles = tuple(Title(name) for name in (title, *names))
    return Show(show_id or title.lower().replace(" ", "-"), title, titles, year, popularity=popularity)


@pytest.mark.parametrize(
    ("text", "show_id"),
    [
        ("Akudama Drive", "akudama-drive"),
        ("akudama d", "akudama-drive"),
        ("AKUDAMA", "akudama-drive"),
        ("アクダマ", "akudama-drive"),
        ("ドライブ", "akudama-drive"),
        ("акудама", "akudama-drive"),
        ("frieren", "frieren-beyond-journeys-end"),
        ("journey's end", "frieren-beyond-journeys-end"),
        ("journeys end", "frieren-beyond-journeys-end"),
        ("sousou no", "frieren-beyond-journeys-end"),
        ("葬送", "frieren-beyond-journeys-end"),
        ("フリーレン", "frieren-beyond-journeys-end"),
        ("spy x fam", "spy-x-family"),
        ("SPY×FAM", "spy-x-family"),
        ("spyxfamily", "spy-x-family"),
        ("k", "k"),
        ("86", "86-eighty-six"),
        ("another", "another"),
        ("oshi no ko", "oshi-no-ko"),
        ("【推しの子】", "oshi-no-ko"),
        ("هجوم العم", "attack-on-titan"),
        ("attaque des tit", "attack-on-titan"),
        ("konosuba", "konosuba"),
        ("steins gate", "steins-gate"),
        ("steins;gate", "steins-gate"),
        ("after story", "clannad"),
        ("kaguya sama love", "kaguya-sama-love-is-war"),
        ("kaguya war", "kaguya-sama-love-is-war"),
        ("slime reincarnated", "that-time-i-got-reincarnated-as-a-slime"),
        ("titan attack", "attack-on-titan"),
    ],
)
def test_the_show_comes_first_by_any_of_its_names(text: str, show_id: str) -> None:
    assert ids(text)[0] == show_id


@pytest.mark.parametrize(
    ("text", "show_id"),
    [
        ("akudma drive", "akudama-drive"),
        ("akudama drvie", "akudama-drive"),
        ("akkudama", "akudama-drive"),
        ("freiren", "frieren-beyond-journeys-end"),
        ("frieen", "frieren-beyond-journeys-end"),
        ("bleech", "bleach"),
        ("naruot", "naruto"),
        ("gintma", "gintama"),
        ("konosba", "konosuba"),
        ("mob pyscho", "mob-psycho-100"),
        ("atack on titan", "attack-on-titan"),
        ("dungoen meshi", "delicious-in-dungeon"),
        ("violet evergadren", "violet-evergarden"),
        ("lvoe is war", "kaguya-sama-love-is-war"),
        ("フリーレソ", "frieren-beyond-journeys-end"),
        ("атака тетанов", "attack-on-titan"),
    ],
)
def test_a_typing_error_is_forgiven(text: str, show_id: str) -> None:
    assert ids(text)[0] == show_id


def test_nothing_typed_gives_the_best_known_shows() -> None:
    best = sorted(catalogue(), key=lambda one: (-one.popularity, one.id))
    assert ids("", 5) == [one.id for one in best[:5]]
    assert ids("  ?! ", 5) == ids("", 5)


def test_a_title_in_full_comes_before_a_better_known_longer_one() -> None:
    search = ShowSearch.build([show("K", popularity=1), show("Kingdom", popularity=90)])
    assert [one.show_id for one in search.suggest("k")] == ["k", "kingdom"]


def test_what_begins_so_comes_before_what_contains_it_and_the_better_known_first() -> None:
    search = ShowSearch.build(
        [show("New Moon", popularity=90), show("Moonlight", popularity=10), show("Moonrise", popularity=20)]
    )
    assert [one.show_id for one in search.suggest("moon")] == ["moonrise", "moonlight", "new-moon"]


def test_labels_tell_apart_what_could_be_confused() -> None:
    search = ShowSearch.build(
        [
            show("Shaman King", year=2001, show_id="shaman-king"),
            show("Shaman King", year=2021, show_id="shaman-king-2021"),
            show("Colorful", year=2010, show_id="colorful"),
            show("Colorful", year=2010, show_id="colorful-2"),
            show("Undated", year=None, show_id="undated"),
        ]
    )
    assert sorted(suggestion.label for suggestion in search.suggest("")) == [
        "Colorful (TV, 2010) · colorful",
        "Colorful (TV, 2010) · colorful-2",
        "Shaman King (TV, 2001)",
        "Shaman King (TV, 2021)",
        "Undated (TV)",
    ]


def test_long_titles_keep_what_tells_them_apart() -> None:
    search = ShowSearch.build([show("A" * 120 + str(number), show_id=f"long-{number}") for number in range(3)])
    labels = [suggestion.label for suggestion in search.suggest("aaa")]
    assert len(set(labels)) == 3
    assert all(len(label) <= LABEL_LENGTH for label in labels)


def test_an_empty_catalogue_suggests_nothing() -> None:
    assert ShowSearch.build(()).suggest("anything") == []
    assert ShowSearch.build(()).suggest("") == []


def test_a_crowd_of_titles_with_one_beginning_is_found_in_order_of_fame() -> None:
    shows = [show(f"Star {number}", popularity=number / 100, show_id=f"star-{number}") for number in range(3000)]
    search = ShowSearch.build([*shows, show("Star", popularity=0.0), show("Bright Star", popularity=99.0)])
    assert [one.show_id for one in search.suggest("star", 3)] == ["star", "star-2999", "star-2998"]
    assert search.suggest("star 1234", 1) == [Suggestion("star-1234", "Star 1234 (TV, 2020)")]


@given(st.text(max_size=200), st.integers(0, 30))
def test_whatever_is_typed_gives_different_shows_with_different_labels(text: str, limit: int) -> None:
    found = SEARCH.suggest(text, limit)
    assert len(found) <= limit
    assert len({one.show_id for one in found}) == len({one.label for one in found}) == len(found)
    assert all(0 < len(one.label) <= LABEL_LENGTH for one in found)


@given(st.sampled_from(catalogue()), st.data())
def test_every_title_typed_in_full_finds_its_show(one: Show, data: st.DataObject) -> None:
    title = data.draw(st.sampled_from(one.titles))
    assert one.id in ids(title.text)
