"""Fixtures for every test: a real database, a clock that tests move."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.storage.database import Database
from tests.postgres import TEMPLATE, Cluster, PostgresMissing, cluster

ON_EVERY_DATABASE = {Path(__file__).parent / name for name in ("services", "storage")}
DATA = Path(__file__).resolve().parent.parent.parent / "shared" / "data"


@dataclass
class Clock:
    """Unix seconds that move only when a test moves them."""

    now: float = 1_780_000_000.0  # 28 May 2026

    def __call__(self) -> float:
        return self.now

    def advance(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run what tests statements and services on every database that Encore knows."""
    folder = Path(metafunc.definition.path).parent
    if folder not in ON_EVERY_DATABASE or "database_url" not in metafunc.fixturenames:
        return
    if metafunc.definition.get_closest_marker("sqlite") is None:
        metafunc.parametrize(
            "database_url", ["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)], indirect=True
        )


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    """A PostgreSQL of our own, or a skip where there is none."""

    async def migrate(url: str) -> None:
        async with Database.open(url):
            pass

    try:
        with cluster() as running:
            asyncio.run(migrate(running.empty(TEMPLATE)))
            yield running
    except PostgresMissing as error:
        pytest.skip(str(error))


@pytest.fixture
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty SQLite file, or a migrated PostgreSQL database where the test asks for one."""
    if getattr(request, "param", "sqlite") == "postgresql":
        running: Cluster = request.getfixturevalue("postgres")
        return running.new()
    return f"sqlite+aiosqlite:///{tmp_path / 'encore.db'}"


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    async with Database.open(database_url) as opened:
        yield opened


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of real data, or a skip where it is not there."""
    if not DATA.is_dir():
        pytest.skip(f"the real data is not there ({DATA.name} beside the project)")
    return DATA
