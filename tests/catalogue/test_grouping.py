"""The rules of grouping and numbering, on made-up entries."""

import random

import pytest

from bot.catalogue.decisions import Decisions, load_decisions
from bot.catalogue.grouping import group
from bot.catalogue.offline import OfflineEntry
from bot.core.models import ReleaseDate, Show, Status, Title
from tests.catalogue.entries import anime

NOTHING_DECIDED = Decisions()


def slots(show: Show) -> dict[str, tuple[int | str, ...]]:
    return {each.slot: each.ids["mal"] for each in show.instalments}


def grouped(*entries: OfflineEntry) -> list[dict[str, tuple[int | str, ...]]]:
    return [slots(show) for show in group(entries, NOTHING_DECIDED)]


def test_seasons_films_and_ovas_of_one_name_are_one_show() -> None:
    assert grouped(
        anime(1, "Kingdom Come", 2018, related=(2,)),
        anime(2, "Kingdom Come 2nd Season", 2019, related=(1, 3, 4)),
        anime(3, "Kingdom Come Movie: The Wall", 2020, kind="MOVIE", episodes=1, related=(2,)),
        anime(4, "Kingdom Come OVA", 2020, kind="OVA", episodes=1, related=(2,)),
        anime(5, "Kingdom Come: The Last Siege", 2022, related=(2,)),
    ) == [{"season-1": (1,), "season-2": (2,), "season-3": (5,), "film-1": (3,), "ova-1": (4,)}]


def test_halves_belong_to_their_season() -> None:
    assert grouped(
        anime(1, "Kingdom Come", 2018, related=(2,)),
        anime(2, "Kingdom Come Part 2", 2019, related=(1, 3)),
        anime(3, "Kingdom Come Season 2", 2020, related=(2, 4)),
        anime(4, "Kingdom Come Season 2 Part 2", 2021, related=(3, 5)),
        anime(5, "Kingdom Come: Final Season", 2023, related=(4,)),
    ) == [{"season-1": (1, 2), "season-2": (3, 4), "season-3": (5,)}]


def test_a_season_knows_when_its_halves_begin() -> None:
    (show,) = group(
        [
            anime(1, "Kingdom Come", 2018, related=(2,)),
            anime(2, "Kingdom Come Part 2", 2019, related=(1, 3)),
            anime(3, "Kingdom Come Season 2", 2021, related=(2,)),
        ],
        NOTHING_DECIDED,
    )
    first, second = show.instalments
    assert [date.year for date in first.resumes] == [2019]
    assert second.resumes == ()


def test_a_second_part_after_long_years_is_a_season() -> None:
    assert grouped(
        anime(1, "Gentleman Thief", 1971, related=(2,)),
        anime(2, "Gentleman Thief: Part II", 1977, related=(1,)),
    ) == [{"season-1": (1,), "season-2": (2,)}]


def test_an_arc_goes_on_with_the_season_whose_name_it_bears() -> None:
    assert grouped(
        anime(1, "Blade Song", 2018, related=(2,)),
        anime(2, "Blade Song: Silver Arc", 2020, related=(1, 3)),
        anime(3, "Blade Song: Silver Arc - The Bridge", 2021, related=(2,)),
    ) == [{"season-1": (1,), "season-2": (2, 3)}]


def test_a_number_without_any_relation_is_enough() -> None:
    assert grouped(anime(1, "Kingdom Come", 2018), anime(2, "Kingdom Come 2nd Season", None, status="UPCOMING")) == [
        {"season-1": (1,), "season-2": (2,)}
    ]


def test_a_number_that_is_part_of_the_name_is_no_season() -> None:
    assert grouped(anime(1, "Squad 7", 2018, related=(2,)), anime(2, "Squad 7 Second Season", 2019, related=(1,))) == [
        {"season-1": (1,), "season-2": (2,)}
    ]


def test_a_new_telling_stands_apart_and_keeps_its_own_seasons() -> None:
    assert grouped(
        anime(1, "Basket of Fruits", 2001, studios=("deen",), related=(2,)),
        anime(2, "Basket of Fruits (2019)", 2019, studios=("tms",), related=(1, 3)),
        anime(3, "Basket of Fruits (2019) 2nd Season", 2020, studios=("tms",), related=(2,)),
    ) == [{"season-1": (1,)}, {"season-1": (2,), "season-2": (3,)}]


def test_the_same_name_from_another_studio_after_years_is_a_new_telling() -> None:
    assert grouped(
        anime(1, "Dororo", 1969, studios=("mushi",), related=(2,)),
        anime(2, "Dororo", 2019, studios=("mappa",), related=(1,)),
    ) == [{"season-1": (1,)}, {"season-1": (2,)}]


def test_a_crossover_does_not_glue_its_guests() -> None:
    assert grouped(
        anime(1, "Lord of Bones", 2015, related=(9,)),
        anime(2, "Blessed World", 2016, related=(9,)),
        anime(9, "Other World Quartet", 2019, related=(1, 2)),
    ) == [{"season-1": (1,)}, {"season-1": (2,)}, {"season-1": (9,)}]


def test_a_small_companion_series_is_no_season() -> None:
    assert grouped(
        anime(1, "Stray Poets", 2016, related=(2, 3)),
        anime(2, "Stray Poets Wan!", 2021, related=(1,)),
        anime(3, "Stray Poets Mini Anime", 2017, kind="ONA", related=(1,)),
    ) == [{"season-1": (1,), "special-1": (3,)}, {"season-1": (2,)}]


def test_short_pieces_on_the_net_are_specials_of_a_television_series() -> None:
    assert grouped(
        anime(1, "Elf Tales", 2023, related=(2, 3), minutes=24),
        anime(2, "Elf Tales: Round and Round", 2023, kind="ONA", related=(1,), minutes=1),
        anime(3, "Elf Tales: Stone Sea", 2024, kind="ONA", related=(1,), minutes=24),
    ) == [{"season-1": (1,), "season-2": (3,), "special-1": (2,)}]


def test_an_ova_long_before_the_series_is_where_the_show_begins() -> None:
    (show,) = group(
        [
            anime(1, "FLOCL", 2000, kind="OVA", episodes=6, related=(2,)),
            anime(2, "FLOCL Progressive", 2003, related=(1,)),
        ],
        NOTHING_DECIDED,
    )
    assert (show.id, show.year, show.format, show.ids["mal"]) == ("flocl", 2000, "OVA", (1, 2))


def test_what_people_decided_stands_above_every_rule() -> None:
    entries = [anime(1, "Beast Hunt", 2010, related=(2,)), anime(2, "Beast Hunt 2", 2011, related=(1, 3))]
    entries.append(anime(3, "The Hunters", 2012, related=(2,)))
    one, two, three = (entry.sources[0] for entry in entries)
    decided = Decisions(together=((two, three),), apart=((one, two),), seasons={three: 7})
    assert [slots(show) for show in group(entries, decided)] == [
        {"season-1": (1,)},
        {"season-1": (2,), "season-7": (3,)},
    ]


def test_the_order_of_the_file_changes_nothing() -> None:
    entries = [
        anime(1, "Kingdom Come", 2018, related=(2,)),
        anime(2, "Kingdom Come 2nd Season", 2019, related=(1, 3)),
        anime(3, "Kingdom Come Movie", 2020, kind="MOVIE", episodes=1, related=(2,)),
        anime(4, "Kingdom Come", 2025, studios=("other",), related=(1,)),
        anime(5, "Something Else", None, status="UPCOMING"),
    ]
    expected = group(entries, NOTHING_DECIDED)
    for seed in range(5):
        shuffled = random.Random(seed).sample(entries, len(entries))
        assert group(shuffled, NOTHING_DECIDED) == expected


def test_titles_tell_the_language_and_the_instalment() -> None:
    (show,) = group(
        [
            anime(
                1,
                "KAGUYA WA KOKURASETAI",
                2019,
                synonyms=(
                    "Kaguya wa Kokurasetai",
                    "Kaguya: Love Is War",
                    "Kaguya Season 1",
                    "かぐやは告らせたい",
                    "辉夜想让人告白",
                    "Season 1",
                    "S1",
                    "TV",
                ),
                planet="kaguya-love-is-war",
                related=(2,),
            ),
            anime(2, "Kaguya wa Kokurasetai: Ultra", 2020, synonyms=("Kaguya: Love Is War", "S2"), related=(1,)),
        ],
        NOTHING_DECIDED,
    )
    assert (show.id, show.title) == ("kaguya-love-is-war", "Kaguya: Love Is War")
    assert show.titles == (
        Title("Kaguya: Love Is War", "english"),
        Title("Kaguya wa Kokurasetai", "romaji"),
        Title("かぐやは告らせたい", "native"),
        Title("KAGUYA WA KOKURASETAI", "synonym"),
        Title("Kaguya Season 1", "synonym", "season-1"),
        Title("辉夜想让人告白", "synonym"),
        Title("Kaguya wa Kokurasetai: Ultra", "synonym", "season-2"),
    )


def test_another_shows_main_title_is_no_synonym() -> None:
    shows = group([anime(1, "Phantom"), anime(2, "Opera House", synonyms=("Phantom", "Opera Haus"))], NOTHING_DECIDED)
    assert [[title.text for title in show.titles] for show in shows] == [["Phantom"], ["Opera House", "Opera Haus"]]


def test_shows_of_one_name_get_their_years() -> None:
    shows = group(
        [
            anime(1, "Kanon", 2002, studios=("toei",)),
            anime(2, "Kanon", 2006, studios=("kyoani",), synonyms=("カノン", "Канон"), planet="kanon"),
        ],
        NOTHING_DECIDED,
    )
    assert [show.id for show in shows] == ["kanon-2002", "kanon"]


@pytest.mark.parametrize(
    ("entry", "date", "status"),
    [
        (anime(1, "A Show", 2026, season="FALL", status="UPCOMING"), "2026-fall", Status.DATED),
        (anime(1, "A Show", 2027, season="WINTER", status="UPCOMING"), "2027", Status.DATED),
        (anime(1, "A Show", 2026, season="UNDEFINED", status="UPCOMING"), "2026", Status.DATED),
        (anime(1, "A Show", None, season="UNDEFINED", status="UPCOMING"), None, Status.ANNOUNCED),
        (anime(1, "A Show", 1963, season="WINTER"), "1963", Status.FINISHED),
        (anime(1, "A Show", 2019, season="WINTER"), "2019-winter", Status.FINISHED),
        (anime(1, "A Show", 2026, season="SUMMER", status="ONGOING"), "2026-summer", Status.AIRING),
    ],
)
def test_dates_never_say_more_than_the_database_knows(entry: OfflineEntry, date: str | None, status: Status) -> None:
    (show,) = group([entry], NOTHING_DECIDED)
    (season,) = show.instalments
    assert (season.date, season.status) == (ReleaseDate.parse(date) if date else None, status)


def test_a_half_to_come_does_not_make_an_aired_season_a_coming_one() -> None:
    (show,) = group(
        [
            anime(1, "Kingdom Come", 2025, related=(2,)),
            anime(2, "Kingdom Come Part 2", 2026, status="UPCOMING", episodes=0, related=(1,)),
        ],
        NOTHING_DECIDED,
    )
    (season,) = show.instalments
    assert (season.status, season.episodes, season.ids) == (Status.FINISHED, 12, {"mal": (1, 2)})


def test_the_decisions_that_ship_contradict_each_other_nowhere() -> None:
    decided = load_decisions()
    for together in decided.together:
        assert not [pair for pair in decided.apart if set(pair) <= set(together)]
    named = [source for together in decided.together for source in together]
    assert len(set(named)) == len(named)
