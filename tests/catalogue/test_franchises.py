"""Shows as viewers understand them, checked by hand: `franchises.jsonl` holds MyAnimeList ids, one show a line.

`seasons` numbers the seasons, `with` lists films and OVAs of the same show, `apart` ids that belong to other shows.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.catalogue.grouping import group
from bot.catalogue.offline import read_release
from bot.core.models import Show

pytestmark = pytest.mark.slow

TABLE = Path(__file__).with_name("franchises.jsonl")


@dataclass(frozen=True, slots=True)
class Franchise:
    show: str
    seasons: Mapping[str, list[int]]
    also: list[int]
    apart: list[int]

    @property
    def together(self) -> list[int]:
        return [mal for season in self.seasons.values() for mal in season] + self.also


def _franchises() -> list[Franchise]:
    rows = [json.loads(line) for line in TABLE.read_text(encoding="utf-8").splitlines()]
    return [Franchise(row["show"], row["seasons"], row["with"], row["apart"]) for row in rows]


FRANCHISES = _franchises()


@pytest.fixture(scope="module")
def shows(data: Path) -> list[Show]:
    return group(read_release(data / "anime-offline-database.jsonl.zst").entries)


@pytest.fixture(scope="module")
def by_mal(shows: list[Show]) -> dict[int | str, Show]:
    return {mal: show for show in shows for mal in show.ids.get("mal", ())}


def test_the_table_is_large_enough_to_tell() -> None:
    assert len(FRANCHISES) >= 120


@pytest.mark.parametrize("franchise", FRANCHISES, ids=lambda each: f"{each.show}-{each.together[0]}")
def test_a_franchise_is_grouped_and_numbered_as_viewers_do(franchise: Franchise, by_mal: dict[int | str, Show]) -> None:
    show = by_mal[franchise.together[0]]
    assert [mal for mal in franchise.together if by_mal[mal] is not show] == []
    assert [mal for mal in franchise.apart if by_mal[mal] is show] == []
    numbers = {mal: instalment.slot for instalment in show.instalments for mal in instalment.ids.get("mal", ())}
    told = {mal: f"season-{number}" for number, season in franchise.seasons.items() for mal in season}
    assert {mal: numbers[mal] for mal in told} == told


def test_every_show_has_a_slug_of_its_own(shows: list[Show]) -> None:
    assert len({show.id for show in shows}) == len(shows)


def test_no_entry_belongs_to_two_shows(shows: list[Show]) -> None:
    mals = [mal for show in shows for mal in show.ids.get("mal", ())]
    assert len(set(mals)) == len(mals)


def test_headlines_about_one_show_name_entries_of_one_show(data: Path, by_mal: dict[int | str, Show]) -> None:
    rows = [json.loads(line) for line in (data / "headlines.jsonl").read_text(encoding="utf-8").splitlines()]
    named = [[by_mal[mal].id for mal in row["mal"] if mal in by_mal] for row in rows]
    several = [ids for ids in named if len(ids) > 1]
    # A tenth is about several shows, or a crossover.
    assert sum(len(set(ids)) == 1 for ids in several) >= 0.88 * len(several)
