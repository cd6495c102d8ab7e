"""The courier: sends what is owed, each message once, and says how it ended."""

import asyncio
import logging
from collections.abc import Callable
from typing import Protocol

from bot.core.errors import HistoryHidden, PlaceRefused, PostRejected, SendFailed, TokenRefused
from bot.core.outbox import FOR_GOOD, Post, Posted, Refusal, retry_wait
from bot.storage import edits, outbox, pauses
from bot.storage.database import Database
from bot.storage.edits import Stale
from bot.storage.outbox import Owed

log = logging.getLogger(__name__)

LEASE_SECONDS = 300  # outlasts the longest a batch can take
CHANNELS_A_BATCH = 100
AT_ONCE = 24
MOST_WAIT_SECONDS = 60
PUBLISH_RETRY_SECONDS = 600
# How long Discord surely knows a nonce; "the past few minutes" say its documents, without a number.
NONCE_SECONDS = 60


class Messenger(Protocol):
    """Speaks to Discord. Refusals come as PlaceRefused, failures as SendFailed, a wrong post as PostRejected."""

    async def post(self, post: Post) -> Posted:
        """Send it with its mark as nonce."""
        ...

    async def find(self, post: Post, since: int) -> Posted | None:
        """Give our own message with the post's mark that was sent after `since`. Raises HistoryHidden."""
        ...

    async def edit(self, post: Post, posted: Posted) -> None:
        """Lay the message out anew, without a ping."""
        ...

    async def publish(self, channel_id: int, message_id: int) -> bool:
        """Pass it on to the followers of an announcement channel; False where that is not possible."""
        ...

    async def refusal(self, guild_id: int, channel_id: int) -> Refusal | None:
        """Say why the place takes no posts now, without trying; None when it does."""
        ...

    async def warn(self, guild_id: int, channel_id: int, reason: Refusal, locale: str) -> bool:
        """Tell the server's people, where they will see it, that a channel refuses us; False where nowhere can."""
        ...


class Courier:
    """Sends what is due. `owner` names this process in the leases it takes."""

    def __init__(self, database: Database, messenger: Messenger, clock: Callable[[], float], owner: str) -> None:
        self.database = database
        self.messenger = messenger
        self.clock = clock
        self.owner = owner

    async def run_once(self) -> float:
        """Send, edit and publish all that is due; give the seconds until something is next."""
        await self._send_due()
        await self._edit_stale()
        await self._publish_due()
        now = self.clock()
        async with self.database.connect() as conn:
            due_at = await outbox.next_due_at(conn)
        if due_at is None:
            return MOST_WAIT_SECONDS
        return min(MOST_WAIT_SECONDS, max(1.0, due_at - now))

    async def tend(self) -> float:
        """Look after the places that refuse us; give the seconds until the next look.

        Tells a server's people once, resumes a place that takes posts again and gives up what is no longer news.
        """
        now = int(self.clock())
        async with self.database.begin() as conn:
            late = await outbox.give_up_late(conn, now)
        if late:
            log.error("deliveries given up as too late count=%d", late)
        async with self.database.connect() as conn:
            refusing = await pauses.paused(conn)
        for row in refusing:
            await self._tend(row.guild_id, row.channel_id, Refusal(row.reason), row.locale, told=bool(row.told_at))
        return 900

    async def recheck(self, guild_id: int) -> None:
        """Resume the server's places that take posts again; call it when its channels or permissions changed."""
        async with self.database.connect() as conn:
            refusing = await pauses.paused(conn, guild_id)
        for row in refusing:
            await self._tend(guild_id, row.channel_id, Refusal(row.reason), row.locale, told=True)

    async def _tend(self, guild_id: int, channel_id: int, reason: Refusal, locale: str, *, told: bool) -> None:
        if reason not in FOR_GOOD and await self.messenger.refusal(guild_id, channel_id) is None:
            async with self.database.begin() as conn:
                await pauses.resume(conn, channel_id, int(self.clock()))
            log.info("channel takes posts again channel=%d", channel_id)
        elif not told:
            await self._warn(guild_id, channel_id, reason, locale)

    async def _send_due(self) -> None:
        """Keep a pool of senders busy until nothing is due; a batch is claimed while the last one is still sent."""
        queue: asyncio.Queue[list[Owed]] = asyncio.Queue(maxsize=CHANNELS_A_BATCH)
        try:
            async with asyncio.TaskGroup() as group:
                senders = [group.create_task(self._sender(queue)) for _ in range(AT_ONCE)]
                while claimed := await self._claim():
                    for in_channel in claimed:
                        await queue.put(in_channel)
                await queue.join()
                for sender in senders:
                    sender.cancel()
        except BaseExceptionGroup as errors:
            fatal = errors.subgroup(TokenRefused)
            if fatal is not None:
                raise fatal.exceptions[0] from errors
            raise
        finally:
            async with self.database.begin() as conn:
                await outbox.give_back(conn, self.owner)

    async def _claim(self) -> list[list[Owed]]:
        async with self.database.begin() as conn:
            owed = await outbox.claim_due(
                conn,
                owner=self.owner,
                now=int(self.clock()),
                lease_seconds=LEASE_SECONDS,
                channels=CHANNELS_A_BATCH,
            )
        by_channel: dict[int, list[Owed]] = {}
        for one in owed:
            by_channel.setdefault(one.post.channel_id, []).append(one)
        return list(by_channel.values())

    async def _sender(self, queue: asyncio.Queue[list[Owed]]) -> None:
        while True:
            in_channel = await queue.get()
            try:
                for place, one in enumerate(in_channel):
                    if not await self._send(one):
                        await self._leave(in_channel[place + 1 :])
                        break
            finally:
                queue.task_done()

    async def _leave(self, rest: list[Owed]) -> None:
        """What stands behind a failed message waits for it, so that news stay in order."""
        now = int(self.clock())
        async with self.database.begin() as conn:
            for one in rest:
                await outbox.put_off(conn, one, due_at=now + retry_wait(1), reason="waits", untried=True)

    async def _send(self, owed: Owed) -> bool:
        """True when the channel takes further messages."""
        try:
            posted = await self._post(owed)
        except PlaceRefused as error:
            await self._refused(owed, error)
            return False
        except SendFailed as error:
            await self._failed(owed, error)
            return False
        except PostRejected as error:
            log.error("post given up channel=%d mark=%s: %s", owed.post.channel_id, owed.post.mark, error)
            async with self.database.begin() as conn:
                await outbox.give_up(conn, owed.delivery_ids, str(error))
            return True
        except TokenRefused:
            raise
        except Exception as error:
            log.exception("sending failed channel=%d mark=%s", owed.post.channel_id, owed.post.mark)
            await self._failed(owed, SendFailed(type(error).__name__))
            return False
        async with self.database.begin() as conn:
            await outbox.delivered(conn, owed, posted, now=int(self.clock()))
        log.info(
            "delivered channel=%d message=%d events=%s",
            owed.post.channel_id,
            posted.message_id,
            ",".join(str(one.event_id) for one in owed.post.announcements),
        )
        return True

    async def _post(self, owed: Owed) -> Posted:
        """Send it, unless an earlier try, whose answer was lost, brought it there."""
        if owed.tried_at is not None:
            try:
                found = await self.messenger.find(owed.post, owed.tried_at)
            except HistoryHidden:
                if self.clock() - owed.tried_at > NONCE_SECONDS:
                    log.warning(
                        "cannot see whether a post arrived, sending it again channel=%d mark=%s",
                        owed.post.channel_id,
                        owed.post.mark,
                    )
            else:
                if found is not None:
                    return found
        return await self.messenger.post(owed.post)

    async def _failed(self, owed: Owed, error: SendFailed) -> None:
        wait = max(error.retry_after, retry_wait(owed.attempts))
        log.warning(
            "post put off channel=%d attempts=%d seconds=%.0f: %s",
            owed.post.channel_id,
            owed.attempts,
            wait,
            error,
        )
        async with self.database.begin() as conn:
            due_at = int(self.clock() + wait) + 1
            await outbox.put_off(conn, owed, due_at=due_at, reason=str(error)[:200], untried=error.sure)

    async def _refused(self, owed: Owed, error: PlaceRefused) -> None:
        post, reason, now = owed.post, Refusal(error.reason), int(self.clock())
        async with self.database.begin() as conn:
            fresh = await pauses.pause(conn, guild_id=post.guild_id, channel_id=post.channel_id, reason=reason, now=now)
            if reason in FOR_GOOD:
                await outbox.give_up(conn, owed.delivery_ids, reason.value)
            else:
                await outbox.put_off(conn, owed, due_at=now, reason=reason.value, untried=True)
        if fresh:
            log.warning("channel refuses posts channel=%d reason=%s", post.channel_id, reason.value)
            await self._warn(post.guild_id, post.channel_id, reason, post.locale)

    async def _warn(self, guild_id: int, channel_id: int, reason: Refusal, locale: str) -> None:
        try:
            told = await self.messenger.warn(guild_id, channel_id, reason, locale)
        except (SendFailed, PlaceRefused) as error:
            log.warning("server could not be told guild=%d channel=%d: %s", guild_id, channel_id, error)
            return
        if told:
            async with self.database.begin() as conn:
                await pauses.told_of_pause(conn, channel_id, int(self.clock()))

    async def _edit_stale(self) -> None:
        while True:
            async with self.database.begin() as conn:
                stale = await edits.claim_stale(
                    conn, now=int(self.clock()), lease_seconds=LEASE_SECONDS, limit=CHANNELS_A_BATCH
                )
            if not stale:
                return
            gate = asyncio.Semaphore(AT_ONCE)
            async with asyncio.TaskGroup() as group:
                for one in stale:
                    group.create_task(self._edit(one, gate))

    async def _edit(self, stale: Stale, gate: asyncio.Semaphore) -> None:
        posted = Posted(stale.message_id, stale.thread_id)
        async with gate:
            try:
                await self.messenger.edit(stale.post, posted)
            except SendFailed as error:
                edit_at = int(self.clock() + max(error.retry_after, retry_wait(2))) + 1
                log.warning("edit put off message=%d: %s", stale.message_id, error)
                async with self.database.begin() as conn:
                    await edits.put_off_edit(conn, stale, edit_at)
                return
            except (PlaceRefused, PostRejected) as error:
                log.info("message is edited no more message=%d: %s", stale.message_id, error)
                async with self.database.begin() as conn:
                    await edits.put_off_edit(conn, stale, None)
                return
        async with self.database.begin() as conn:
            await edits.edited(conn, stale, now=int(self.clock()))

    async def _publish_due(self) -> None:
        async with self.database.connect() as conn:
            due = await edits.due_to_publish(conn, now=int(self.clock()), limit=CHANNELS_A_BATCH)
        waiting: set[int] = set()
        for row in due:
            if row.channel_id in waiting:
                continue
            publish_at: int | None = None
            try:
                if not await self.messenger.publish(row.channel_id, row.message_id):
                    log.warning("message cannot be published message=%d", row.message_id)
            except SendFailed as error:
                # Discord allows about ten an hour: the channel's others wait with this one.
                waiting.add(row.channel_id)
                publish_at = int(self.clock() + (error.retry_after or PUBLISH_RETRY_SECONDS)) + 1
                log.info("publishing put off channel=%d: %s", row.channel_id, error)
            except (PlaceRefused, PostRejected) as error:
                log.warning("message cannot be published message=%d: %s", row.message_id, error)
            async with self.database.begin() as conn:
                await edits.set_publish_at(conn, row.bundle, publish_at)
