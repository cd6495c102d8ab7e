"""The catalogue in memory is replaced as a whole."""

import gc
import sys
from dataclasses import replace

import pytest

from bot.core.models import Show
from bot.services.shelf import Shelf
from tests.shows import AKUDAMA, FRIEREN


async def test_an_empty_shelf_answers_with_nothing() -> None:
    async def load() -> list[Show]:
        return []

    shelf = Shelf(load)
    assert (shelf.is_loaded, list(shelf.suggest("akudama", 5)), shelf.index.resolve("akudama drive")) == (False, [], ())


async def test_a_changed_catalogue_takes_the_place_of_the_old_one() -> None:
    catalogue = [AKUDAMA]

    async def load() -> list[Show]:
        return list(catalogue)

    shelf = Shelf(load)
    await shelf.reload()
    before = shelf.index
    catalogue.append(FRIEREN)
    assert shelf.index.resolve("frieren") == ()
    await shelf.reload()
    assert [one.show_id for one in shelf.suggest("frie", 5)] == ["frieren"]
    assert shelf.index is not before
    assert set(shelf.shows) == {"akudama-drive", "frieren"}


async def test_who_still_reads_the_old_catalogue_reads_on() -> None:
    catalogue = [AKUDAMA, FRIEREN]

    async def load() -> list[Show]:
        return [replace(show) for show in catalogue]

    shelf = Shelf(load)
    await shelf.reload()
    index, search, shows = shelf.index, shelf.search, shelf.shows
    catalogue.clear()
    await shelf.reload()
    assert list(shelf.shows) == []
    assert list(shows.values()) == [AKUDAMA, FRIEREN]
    assert index.resolve("akudama drive") == (AKUDAMA,)
    assert [one.show_id for one in search.suggest("friern", 5)] == ["frieren"]


async def test_loading_leaves_the_interpreter_as_it_was() -> None:
    async def load() -> list[Show]:
        raise OSError("gone")

    before = sys.getswitchinterval(), gc.isenabled()
    with pytest.raises(OSError, match="gone"):
        await Shelf(load).reload()
    assert (sys.getswitchinterval(), gc.isenabled()) == before


async def test_a_catalogue_that_cannot_be_read_leaves_the_old_one_in_place() -> None:
    broken = False

    async def load() -> list[Show]:
        if broken:
            raise OSError("gone")
        return [AKUDAMA]

    shelf = Shelf(load)
    await shelf.reload()
    broken = True
    with pytest.raises(OSError, match="gone"):
        await shelf.reload()
    assert shelf.index.resolve("akudama drive") == (AKUDAMA,)
