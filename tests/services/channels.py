"""A stand-in for Discord at the courier's seam."""

from dataclasses import dataclass, field

from sqlalchemy import select

from bot.core.errors import HistoryHidden, PlaceRefused
from bot.core.outbox import Post, Posted, Refusal
from bot.storage.database import Database
from bot.storage.tables import deliveries
from tests.conftest import Clock


@dataclass
class Channels:
    """Stands for Discord at the courier's seam.

    Like Discord it takes a nonce for the same message for some minutes and knows its own messages; it refuses, fails
    and loses answers as the test says.
    """

    clock: Clock
    stored: dict[int, Post] = field(default_factory=dict)
    at: dict[int, float] = field(default_factory=dict)
    edits: list[Post] = field(default_factory=list)
    published: list[int] = field(default_factory=list)
    warned: list[tuple[int, str]] = field(default_factory=list)
    refusing: dict[int, Refusal] = field(default_factory=dict)
    before: list[Exception] = field(default_factory=list)  # raised before a message is stored
    after: list[Exception] = field(default_factory=list)  # raised when it is stored already
    on_edit: list[Exception] = field(default_factory=list)
    on_publish: list[Exception] = field(default_factory=list)
    hidden: bool = False
    looks: int = 0
    nonce_seconds: float = 300
    forums: set[int] = field(default_factory=set)  # no nonces there

    def is_forum(self, channel_id: int) -> bool:
        return channel_id in self.forums

    async def post(self, post: Post) -> Posted:
        if post.channel_id in self.refusing:
            raise PlaceRefused("no", self.refusing[post.channel_id].value)
        if self.before:
            raise self.before.pop(0)
        known = [
            message
            for message, old in self.stored.items()
            if old.mark == post.mark
            and self.clock() - self.at[message] < self.nonce_seconds
            and (post.channel_id not in self.forums or post.thread_id)
        ]
        message = known[0] if known else len(self.stored) + 1
        if not known:
            self.stored[message] = post
            self.at[message] = self.clock()
        if self.after:
            raise self.after.pop(0)
        return self._posted(message)

    async def find(self, post: Post, since: int) -> Posted | None:
        self.looks += 1
        if self.hidden:
            raise HistoryHidden("no")
        return next((self._posted(message) for message, old in self.stored.items() if old.mark == post.mark), None)

    def _posted(self, message: int) -> Posted:
        post = self.stored[message]
        return Posted(message, (post.thread_id or message) if post.channel_id in self.forums else None)

    async def edit(self, post: Post, posted: Posted) -> None:
        if self.on_edit:
            raise self.on_edit.pop(0)
        self.edits.append(post)

    async def publish(self, channel_id: int, message_id: int) -> bool:
        if self.on_publish:
            raise self.on_publish.pop(0)
        self.published.append(message_id)
        return True

    async def refusal(self, guild_id: int, channel_id: int) -> Refusal | None:
        return self.refusing.get(channel_id)

    async def warn(self, guild_id: int, channel_id: int, reason: Refusal, locale: str) -> bool:
        self.warned.append((channel_id, reason.value))
        return True

    def told(self) -> list[tuple[int, list[str]]]:
        """What stands in Discord: the channel and the kinds of each message."""
        return [(post.channel_id, [one.kind.value for one in post.announcements]) for post in self.stored.values()]


async def states(database: Database) -> list[tuple[int, str, str | None]]:
    async with database.connect() as conn:
        rows = await conn.execute(
            select(deliveries.c.channel_id, deliveries.c.state, deliveries.c.reason).order_by(deliveries.c.id)
        )
        return [(row.channel_id, row.state, row.reason) for row in rows]
