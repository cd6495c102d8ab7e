"""A newsroom, a courier, and the channels that it brings the news to."""

import pytest

from bot.services.deliver import Courier
from bot.storage.database import Database
from tests.conftest import Clock
from tests.services.channels import Channels
from tests.services.newsdesk import Desk


@pytest.fixture
async def desk(database: Database, clock: Clock) -> Desk:
    return await Desk(database, clock).open()


@pytest.fixture
def channels(clock: Clock) -> Channels:
    return Channels(clock)


@pytest.fixture
def courier(database: Database, channels: Channels, clock: Clock) -> Courier:
    return Courier(database, channels, clock, "this process", elapsed=clock)
