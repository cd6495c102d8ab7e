"""What the bot remembers of itself between two runs."""

from collections.abc import Callable

from bot.storage.database import Database
from bot.storage.notes import read_note, write_note


class Notes:
    """Named texts in the database."""

    def __init__(self, database: Database, clock: Callable[[], float]) -> None:
        self.database = database
        self.clock = clock

    async def get(self, name: str) -> str | None:
        async with self.database.connect() as conn:
            return await read_note(conn, name)

    async def set(self, name: str, value: str) -> None:
        async with self.database.begin() as conn:
            await write_note(conn, name, value, int(self.clock()))
