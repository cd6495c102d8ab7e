"""A site to ask, and one who asks it."""

from collections.abc import AsyncIterator

import pytest

from bot.feeds.http import HttpFetcher
from tests.conftest import Clock
from tests.feeds.server import Site

USER_AGENT = "Encore/1.2.3 (+https://example.org/encore)"


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with Site.open() as opened:
        yield opened


@pytest.fixture
async def fetcher(clock: Clock) -> AsyncIterator[HttpFetcher]:
    async with HttpFetcher.open(USER_AGENT, clock, allow_private=True) as opened:
        yield opened
