"""Subscriptions in the database."""

from sqlalchemy import insert

from bot.core.cards import EVERY_SHOW, PauseCard
from bot.core.models import Grade, Kind
from bot.storage import subscriptions
from bot.storage.database import Database
from bot.storage.subscriptions import Terms
from bot.storage.tables import guilds, pauses, shows


async def two_shows(database: Database) -> None:
    async with database.begin() as conn:
        await conn.execute(insert(guilds).values([{"id": 1, "joined_at": 0}, {"id": 2, "joined_at": 0}]))
        await conn.execute(insert(shows).values([{"id": "b", "title": "Beta"}, {"id": "a", "title": "Zeta 100%"}]))


async def test_a_channel_follows_a_show_once(database: Database) -> None:
    await two_shows(database)
    async with database.begin() as conn:
        assert await subscriptions.add(conn, 1, 10, "a", Terms(role_id=5), by=7, now=1) is True
        assert await subscriptions.add(conn, 1, 10, "a", Terms(), by=8, now=2) is False
        (card,) = await subscriptions.of_place(conn, 1, 10)
    assert card.role_id == 5


async def test_terms_come_back_as_they_were_given(database: Database) -> None:
    await two_shows(database)
    terms = Terms(5, frozenset({Kind.FINAL, Kind.RUMOUR}), Grade.REPORT, frozenset({Kind.FINAL}), publish=True)
    async with database.begin() as conn:
        await subscriptions.add(conn, 1, 10, "a", Terms(), by=7, now=1)
        (before,) = await subscriptions.of_place(conn, 1, 10)
        await subscriptions.change(conn, before.id, terms)
        (after,) = await subscriptions.of_place(conn, 1, 10)
    assert (before.kinds, before.ping_kinds, before.least_grade) == (None, None, Grade.PRESS)
    assert Terms(after.role_id, after.kinds, after.least_grade, after.ping_kinds, after.publish) == terms


async def test_a_list_runs_channel_by_channel_with_all_first_and_then_by_title(database: Database) -> None:
    await two_shows(database)
    async with database.begin() as conn:
        for channel_id, show_id in [(11, "b"), (10, "a"), (10, "b"), (10, EVERY_SHOW), (10, "gone")]:
            await subscriptions.add(conn, 1, channel_id, show_id, Terms(), by=7, now=1)
        cards = await subscriptions.of_guild(conn, 1)
        page = await subscriptions.of_guild(conn, 1, offset=3, limit=1)
    assert [(card.channel_id, card.show_title) for card in cards] == [
        (10, None),
        (10, "Beta"),
        (10, "gone"),
        (10, "Zeta 100%"),
        (11, "Beta"),
    ]
    assert page == [cards[3]]


async def test_a_server_cannot_remove_what_another_follows(database: Database) -> None:
    await two_shows(database)
    async with database.begin() as conn:
        await subscriptions.add(conn, 1, 10, "a", Terms(), by=7, now=1)
        (card,) = await subscriptions.of_guild(conn, 1)
        assert await subscriptions.by_ids(conn, 2, [card.id]) == []
        await subscriptions.remove(conn, 2, [card.id])
        assert await subscriptions.count(conn, 1) == 1
        await subscriptions.remove(conn, 1, [card.id])
        assert await subscriptions.count(conn, 1) == 0


async def test_followed_shows_are_found_by_a_part_of_their_title(database: Database) -> None:
    await two_shows(database)
    async with database.begin() as conn:
        for channel_id, show_id in [(10, "a"), (11, "a"), (10, "b"), (10, EVERY_SHOW)]:
            await subscriptions.add(conn, 1, channel_id, show_id, Terms(), by=7, now=1)
        assert await subscriptions.matching(conn, 1, "ZET") == [("a", "Zeta 100%")]
        # A sign that SQL takes for a wildcard stands for itself.
        assert await subscriptions.matching(conn, 1, "%") == [("a", "Zeta 100%")]
        assert await subscriptions.matching(conn, 1, "") == [(EVERY_SHOW, None), ("a", "Zeta 100%"), ("b", "Beta")]
        assert await subscriptions.matching(conn, 2, "") == []


async def test_a_known_server_keeps_its_language(database: Database) -> None:
    async with database.begin() as conn:
        await subscriptions.remember_guild(conn, 3, "de", 1)
        await subscriptions.remember_guild(conn, 3, "fr", 2)
        row = (await conn.execute(guilds.select().where(guilds.c.id == 3))).one()
    assert (row.locale, row.joined_at) == ("de", 1)


async def test_paused_places_of_a_server_are_listed(database: Database) -> None:
    async with database.begin() as conn:
        rows = [
            {"channel_id": 10, "guild_id": 1, "reason": "missing_access", "since_at": 5},
            {"channel_id": 11, "guild_id": 2, "reason": "archived", "since_at": 6},
        ]
        await conn.execute(insert(pauses).values(rows))
        assert await subscriptions.paused_in(conn, 1) == [PauseCard(10, "missing_access", 5)]
