"""Likeness of titles: what is only spelled otherwise, and what is another title."""

import pytest

from bot.core.resemblance import Resemblance

TITLES = {
    "lantern": "the lantern keepers of the northern harbor",
    "slime": "that time i was reborn as a river slime",
    "patrol": "patrol on the long road ezo",
    "patrol-two": "patrol on the long road ezo part two",
    "season": "quiet harvest 2",
}
INDEX = Resemblance.build((show_id, title.split()) for show_id, title in TITLES.items())


@pytest.mark.parametrize(
    ("name", "show_id", "sure"),
    [
        ("the lantern keepers of the northern harbour", "lantern", True),
        ("lantern keepers of the northern harbor", "lantern", True),
        ("the lantern keeper of the northern harbor", "lantern", True),
        ("patrol road ezo", "patrol", True),
        ("that time i was reborn as a river sword", "slime", False),
    ],
)
def test_the_nearest_title_is_sure_where_only_spelling_differs(name: str, show_id: str, *, sure: bool) -> None:
    likeness = INDEX.nearest(name.split())
    assert likeness is not None
    assert (likeness.show_id, likeness.sure) == (show_id, sure)


@pytest.mark.parametrize("name", ["quiet harvest 3", "lantern", "the keepers of another story", "灯台"])
def test_nothing_is_like_other_numbers_short_names_and_other_stories(name: str) -> None:
    assert INDEX.nearest(name.split()) is None
