"""The index finds the shows behind titles, shared ones and ones cut short too."""

from bot.core.folding import fold, words
from bot.core.models import Show, Title
from bot.core.titles import TitleIndex


def show(show_id: str, *names: str, popularity: float = 50.0) -> Show:
    titles = tuple(Title(text, "synonym" if at else "main") for at, text in enumerate(names))
    return Show(show_id, names[0], titles, popularity=popularity)


def test_a_show_is_found_by_id_title_and_alias() -> None:
    drive = show("akudama-drive", "Akudama Drive", "アクダマドライブ")
    index = TitleIndex.build([drive])
    assert index.get("akudama-drive") == drive
    assert [index.resolve(text) for text in ("akudama-drive", "AKUDAMA DRIVE", "アクダマドライブ")] == [(drive,)] * 3
    assert index.resolve("Akudama") == ()


def test_shows_that_share_a_title_all_answer_the_best_known_first() -> None:
    old, new = show("basket-2001", "Basket", popularity=40), show("basket-2019", "Basket", popularity=80)
    assert TitleIndex.build([old, new]).resolve("basket") == (new, old)


def test_a_title_of_its_own_goes_before_the_beginning_of_another() -> None:
    short, longer = show("lamp", "Lamp"), show("lamp-light", "Lamp: Light of the Night")
    assert TitleIndex.build([longer, short]).resolve("Lamp") == (short,)


def test_a_cut_title_is_continued_only_where_it_is_long_enough() -> None:
    index = TitleIndex.build([show("long", "The Lighthouse Keeper Who Counted Every Wave")])
    assert [name.show.id for name in index.continued(fold("The Lighthouse Keeper"))] == ["long"]
    assert index.continued(fold("The Light")) == ()


def test_long_vowels_written_out_are_found_wherever_the_short_ones_end() -> None:
    names = [f"{'ho' * more} no tokyujo dodge danko" for more in range(1, 9)]
    longer = show("longer", "A Title That Is Longer Than All the Others Together")
    index = TitleIndex.build([longer, *(show(f"show-{at}", name) for at, name in enumerate(names))])
    for at, name in enumerate(names):
        said = words(name.replace("to", "tou").replace("kyu", "kyuu"))
        assert [each.names[0].show.id for each in index.inside(said, [0])] == [f"show-{at}"]


def test_the_order_of_the_catalogue_changes_nothing() -> None:
    shows = [show("basket-2001", "Basket"), show("basket-2019", "Basket"), show("lamp", "Lamp")]
    one, other = TitleIndex.build(shows), TitleIndex.build(reversed(shows))
    assert [one.resolve(text) for text in ("Basket", "Lamp")] == [other.resolve(text) for text in ("Basket", "Lamp")]
