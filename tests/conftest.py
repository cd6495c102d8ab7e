"""Fixtures for every test: a real database, a clock that tests move."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.storage.database import Database

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


@pytest.fixture
def database_url(tmp_path: Path) -> str:
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
