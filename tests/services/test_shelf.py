"""The catalogue in memory is replaced as a whole."""

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
