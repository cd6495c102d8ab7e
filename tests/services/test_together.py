"""Several processes on one PostgreSQL: each piece of news is taken in once and told once."""

import asyncio
from collections import Counter

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection

from bot.core.outbox import Post, Posted
from bot.services.deliver import Courier
from bot.storage.database import Database
from bot.storage.tables import metadata
from tests.conftest import Clock
from tests.postgres import Cluster
from tests.services.channels import Channels
from tests.services.newsdesk import Desk, claim

pytestmark = [pytest.mark.slow, pytest.mark.sqlite]  # each test asks for PostgreSQL by itself

CHANNELS = 150


class Yielding(Channels):
    """Lets others go on in the middle of a post, as the network does."""

    async def post(self, post: Post) -> Posted:
        await asyncio.sleep(0)
        posted = await super().post(post)
        await asyncio.sleep(0.001)
        return posted


@pytest.fixture
def database_url(postgres: Cluster) -> str:
    return postgres.new()


async def test_migrations_from_empty_make_exactly_the_tables(postgres: Cluster) -> None:
    def differences(connection: Connection) -> list[object]:
        return list(compare_metadata(MigrationContext.configure(connection), metadata))

    async with Database.open(postgres.empty("from_empty")) as database, database.connect() as conn:
        assert await conn.run_sync(differences) == []


async def test_couriers_that_share_a_database_tell_each_channel_once_and_in_order(
    database: Database, database_url: str, clock: Clock
) -> None:
    desk = await Desk(database, clock).open()
    channels = Yielding(clock, nonce_seconds=0)
    for channel in range(1, CHANNELS + 1):
        await desk.follow(channel)
    async with Database.open(database_url) as second, Database.open(database_url) as third:
        couriers = [
            Courier(opened, channels, clock, name) for opened, name in ((database, "a"), (second, "b"), (third, "c"))
        ]
        for number in (2, 3):
            await desk.publish(claim("renewed", number))
            clock.advance(1)
        await asyncio.gather(*(courier.run_once() for courier in couriers))
    told: dict[int, list[int | None]] = {channel: [] for channel in range(1, CHANNELS + 1)}
    for post in channels.stored.values():
        told[post.channel_id] += [one.number for one in post.announcements]
    assert told == {channel: [2, 3] for channel in range(1, CHANNELS + 1)}
    assert channels.looks == 0


async def test_the_same_story_taken_in_by_several_processes_at_once_is_one_event(
    database: Database, database_url: str, clock: Clock
) -> None:
    names = [f"outlet{number}" for number in range(6)]
    desk = await Desk(database, clock).open(names)
    await desk.follow(1)
    async with Database.open(database_url) as second:
        desks = [desk, Desk(second, clock)]
        desks[1].feeds = desk.feeds
        results = await asyncio.gather(
            *(
                desks[number % 2].publish(claim("renewed", 2), feed=name, title=f"from {name}")
                for number, name in enumerate(names)
            )
        )
    assert results == [True] * len(names)
    assert await desk.told() == ["season-2 renewed"]
    assert await desk.owed() == [(1, "renewed", "due")]
    assert Counter(source.title for one in await desk.news() for source in one.sources) == Counter(
        f"from {name}" for name in names
    )


async def test_an_entry_that_two_processes_read_is_taken_in_once(
    database: Database, database_url: str, clock: Clock
) -> None:
    desk = await Desk(database, clock).open()
    await desk.follow(1)
    async with Database.open(database_url) as second:
        other = Desk(second, clock)
        other.feeds = desk.feeds
        results = await asyncio.gather(
            *(one.publish(claim("renewed", 2), title="read twice") for one in (desk, other, desk, other))
        )
    assert sorted(results) == [False, False, False, True]
    assert await desk.owed() == [(1, "renewed", "due")]
