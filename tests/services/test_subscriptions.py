"""Following and unfollowing."""

import pytest
from sqlalchemy import insert

from bot.core.cards import EVERY_SHOW
from bot.core.errors import SubscriptionsFull
from bot.core.models import TOLD_BY_DEFAULT, Grade, Kind
from bot.services.subscriptions import MOST_PER_GUILD, PAGE_SIZE, Place, Subscriptions, Wishes
from bot.storage.database import Database
from bot.storage.tables import shows, subscriptions
from tests.conftest import Clock

HERE = Place(1, 10, "de")
THERE = Place(1, 11)


@pytest.fixture
async def following(database: Database, clock: Clock) -> Subscriptions:
    async with database.begin() as conn:
        titles = [{"id": "a", "title": "Alpha"}, {"id": "b", "title": "Beta"}]
        await conn.execute(insert(shows).values(titles))
    return Subscriptions(database, clock)


async def test_following_again_changes_nothing_and_says_so(following: Subscriptions) -> None:
    first = await following.follow(HERE, ["a"], Wishes(role_id=5), by=7)
    again = await following.follow(HERE, ["a"], Wishes(), by=8)
    assert [card.show_title for card in first.new] == ["Alpha"]
    assert (again.new, again.changed) == ((), ())
    assert again.known == first.new


async def test_following_again_changes_only_what_was_asked_for(following: Subscriptions) -> None:
    await following.follow(HERE, ["a"], Wishes(role_id=5, kinds=frozenset({Kind.FILM})), by=7)
    again = await following.follow(HERE, ["a"], Wishes(least_grade=Grade.OFFICIAL), by=7)
    (card,) = again.changed
    assert (card.role_id, card.kinds, card.least_grade) == (5, frozenset({Kind.FILM}), Grade.OFFICIAL)


@pytest.mark.parametrize(
    ("wishes", "kinds", "least"),
    [
        (Wishes(), None, Grade.PRESS),
        (Wishes(least_grade=Grade.REPORT), TOLD_BY_DEFAULT | {Kind.RUMOUR}, Grade.REPORT),
        (Wishes(kinds=frozenset({Kind.RUMOUR})), frozenset({Kind.RUMOUR}), Grade.REPORT),
        (Wishes(kinds=frozenset({Kind.FILM})), frozenset({Kind.FILM}), Grade.PRESS),
        # Who says both is taken at their word.
        (Wishes(kinds=frozenset({Kind.FILM}), least_grade=Grade.REPORT), frozenset({Kind.FILM}), Grade.REPORT),
    ],
)
async def test_asking_for_rumours_in_either_way_brings_rumours(
    following: Subscriptions, wishes: Wishes, kinds: frozenset[Kind] | None, least: Grade
) -> None:
    (card,) = (await following.follow(HERE, ["a"], wishes, by=7)).new
    assert (card.kinds, card.least_grade) == (kinds, least)


async def test_several_shows_are_followed_at_once_in_the_order_asked(following: Subscriptions) -> None:
    await following.follow(HERE, ["b"], Wishes(), by=7)
    done = await following.follow(HERE, ["b", "a", "a"], Wishes(), by=7)
    assert [card.show_id for card in done.new] == ["a"]
    assert [card.show_id for card in done.known] == ["b"]


async def test_a_show_in_a_channel_that_follows_all_is_said_to_be_covered(following: Subscriptions) -> None:
    every = await following.follow(HERE, [EVERY_SHOW], Wishes(), by=7)
    assert (every.new[0].show_title, every.covered) == (None, False)
    assert (await following.follow(HERE, ["a"], Wishes(), by=7)).covered is True
    assert (await following.follow(THERE, ["a"], Wishes(), by=7)).covered is False


async def test_a_full_server_follows_none_of_what_is_too_much(following: Subscriptions, database: Database) -> None:
    await following.follow(HERE, ["a"], Wishes(), by=7)
    row = {"guild_id": 1, "channel_id": 12, "created_at": 0, "created_by": 7}
    async with database.begin() as conn:
        many = [row | {"show_id": f"show-{number}"} for number in range(MOST_PER_GUILD - 2)]
        await conn.execute(insert(subscriptions), many)
    with pytest.raises(SubscriptionsFull):
        await following.follow(HERE, ["b", "c"], Wishes(), by=7)
    assert (await following.page(1)).total == MOST_PER_GUILD - 1
    await following.follow(HERE, ["a", "b"], Wishes(), by=7)
    assert (await following.page(1)).total == MOST_PER_GUILD


async def test_unfollowing_names_where_else_a_show_is_followed(following: Subscriptions) -> None:
    await following.follow(THERE, ["a"], Wishes(), by=7)
    done = await following.unfollow(HERE, "a")
    assert (done.removed, done.elsewhere, done.through_all) == ((), (THERE.channel_id,), False)


async def test_unfollowing_all_leaves_what_is_followed_on_its_own(following: Subscriptions) -> None:
    await following.follow(HERE, [EVERY_SHOW, "a"], Wishes(), by=7)
    one = await following.unfollow(HERE, "a")
    assert (len(one.removed), one.through_all, one.left) == (1, True, 1)
    await following.follow(HERE, ["b"], Wishes(), by=7)
    every = await following.unfollow(HERE, EVERY_SHOW)
    assert (len(every.removed), every.through_all, every.left) == (1, False, 1)


async def test_removing_twice_removes_once(following: Subscriptions) -> None:
    (card,) = (await following.follow(HERE, ["a"], Wishes(), by=7)).new
    assert await following.remove(2, [card.id]) == ()
    assert await following.remove(1, [card.id]) == (card,)
    assert await following.remove(1, [card.id]) == ()


async def test_a_page_past_the_end_is_the_last_one(following: Subscriptions) -> None:
    await following.follow(HERE, [f"show-{number:02}" for number in range(PAGE_SIZE + 1)], Wishes(), by=7)
    page = await following.page(1, 99)
    assert (page.page, page.pages, page.total, len(page.follows)) == (1, 2, PAGE_SIZE + 1, 1)
    empty = await following.page(2)
    assert (empty.page, empty.pages, empty.total, empty.follows) == (0, 1, 0, ())
