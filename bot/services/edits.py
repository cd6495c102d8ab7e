"""Messages that stand already: edited when more is known of their event, passed on to followers."""

import asyncio
import logging
from collections import defaultdict, deque
from collections.abc import Callable
from typing import Protocol

from bot.core.errors import PlaceRefused, PostRejected, SendFailed, TokenRefused
from bot.core.outbox import Post, Posted, retry_wait
from bot.storage import edits
from bot.storage.database import Database
from bot.storage.edits import Stale

log = logging.getLogger(__name__)

LEASE_SECONDS = 300
MESSAGES_A_BATCH = 100
AT_ONCE = 8
PUBLISH_RETRY_SECONDS = 600
# About ten an hour is what Discord lets a channel publish (https://github.com/discord/discord-api-docs/issues/6109).
PUBLISHED_AN_HOUR = 10
HOUR = 3_600


class Desk(Protocol):
    """Changes what stands in Discord; failures as for sending."""

    async def edit(self, post: Post, posted: Posted) -> None:
        """Lay the message out anew, without a ping."""
        ...

    async def publish(self, channel_id: int, message_id: int) -> bool:
        """Pass it on to the followers of an announcement channel; False where that is not possible."""
        ...


class Edits:
    """Edits and publishes what is due. Doing either twice does no harm: it says the same."""

    def __init__(self, database: Database, desk: Desk, clock: Callable[[], float]) -> None:
        self.database = database
        self.desk = desk
        self.clock = clock
        # What Discord will not tell before it refuses. A restart forgets it, at the cost of one refusal a channel.
        self._published: dict[int, deque[float]] = defaultdict(lambda: deque(maxlen=PUBLISHED_AN_HOUR))

    async def run_once(self) -> None:
        await self._edit_stale()
        await self._publish_due()

    async def _edit_stale(self) -> None:
        while True:
            async with self.database.begin() as conn:
                stale = await edits.claim_stale(
                    conn, now=int(self.clock()), lease_seconds=LEASE_SECONDS, limit=MESSAGES_A_BATCH
                )
            if not stale:
                return
            gate = asyncio.Semaphore(AT_ONCE)
            async with asyncio.TaskGroup() as group:
                for one in stale:
                    group.create_task(self._edit(one, gate))

    async def _edit(self, stale: Stale, gate: asyncio.Semaphore) -> None:
        again_at: int | None
        async with gate:
            try:
                await self.desk.edit(stale.post, Posted(stale.message_id, stale.thread_id))
            except SendFailed as error:
                log.warning("edit put off message=%d: %s", stale.message_id, error)
                again_at = self._later(max(error.retry_after, retry_wait(2)))
            except (PlaceRefused, PostRejected) as error:
                log.info("message is edited no more message=%d: %s", stale.message_id, error)
                again_at = None
            except TokenRefused:
                raise
            except Exception:
                log.exception("editing failed message=%d", stale.message_id)
                again_at = self._later(retry_wait(stale.edits + 4))
            else:
                async with self.database.begin() as conn:
                    await edits.edited(conn, stale, now=int(self.clock()))
                return
        async with self.database.begin() as conn:
            await edits.put_off_edit(conn, stale, again_at)

    async def _publish_due(self) -> None:
        async with self.database.connect() as conn:
            due = await edits.due_to_publish(conn, now=int(self.clock()), limit=MESSAGES_A_BATCH)
        full: dict[int, int] = {}
        for row in due:
            publish_at = full.get(row.channel_id) or self._free_at(row.channel_id)
            if publish_at is None:
                publish_at = await self._publish(row.channel_id, row.message_id)
            if publish_at is not None:
                # The channel's others wait with this one.
                full[row.channel_id] = publish_at
            async with self.database.begin() as conn:
                await edits.set_publish_at(conn, row.bundle, publish_at)

    async def _publish(self, channel_id: int, message_id: int) -> int | None:
        """Publish it; give when to try again, None when that is done with."""
        try:
            if await self.desk.publish(channel_id, message_id):
                self._published[channel_id].append(self.clock())
            else:
                log.warning("message cannot be published message=%d", message_id)
        except SendFailed as error:
            log.info("publishing put off channel=%d: %s", channel_id, error)
            return self._later(error.retry_after or PUBLISH_RETRY_SECONDS)
        except (PlaceRefused, PostRejected) as error:
            log.warning("message cannot be published message=%d: %s", message_id, error)
        return None

    def _free_at(self, channel_id: int) -> int | None:
        """Give when the channel may publish again; None for now."""
        last = self._published[channel_id]
        if len(last) < PUBLISHED_AN_HOUR or last[0] + HOUR <= self.clock() or last[0] > self.clock():
            return None
        return int(last[0] + HOUR) + 1

    def _later(self, seconds: float) -> int:
        return int(self.clock() + seconds) + 1
