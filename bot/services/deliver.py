"""The courier: sends what is owed, each message once, and says how it ended."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Protocol

from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.errors import HistoryHidden, PlaceRefused, PostRejected, SendFailed, TokenRefused
from bot.core.outbox import FOR_GOOD, Post, Posted, Refusal, retry_wait
from bot.services.edits import Desk, Edits
from bot.services.places import Doorkeeper, Places
from bot.storage import outbox, pauses
from bot.storage.database import Database
from bot.storage.outbox import Owed

log = logging.getLogger(__name__)

LEASE_SECONDS = 300
# So long before its lease ends no message is begun: another process might send it as well.
LAST_SEND_SECONDS = 120
CHANNELS_A_BATCH = 100
AT_ONCE = 24
MOST_WAIT_SECONDS = 60
SHARED_WAIT_SECONDS = 5  # where another process may have taken news in, which cannot wake this one
LOOK_SECONDS = 1.0  # between two looks for what fell due while others are still sent
TEND_SECONDS = 900
LONGEST_ROUND_SECONDS = 300
LONGEST_RETRY_SECONDS = 6 * 3_600
# How long Discord surely knows a nonce; "the past few minutes" say its documents, without a number.
NONCE_SECONDS = 60
# How long a request that nobody waits for any more may take to arrive. What has no nonce is not sent again before.
ARRIVES_SECONDS = 30
# The clock must have run evenly for so long before anything is given up for its age.
STEADY_SECONDS = 3_600
UNEVEN_SECONDS = 60

Write = Callable[[AsyncConnection], Awaitable[None]]


class Messenger(Desk, Doorkeeper, Protocol):
    """Speaks to Discord. Refusals come as PlaceRefused, failures as SendFailed, a wrong post as PostRejected."""

    def is_forum(self, channel_id: int) -> bool:
        """True where a new post has no nonce and each show has a post of its own."""
        ...

    async def post(self, post: Post) -> Posted:
        """Send it, with its mark as nonce where there are nonces."""
        ...

    async def find(self, post: Post, since: int) -> Posted | None:
        """Give our own message with the post's mark, if one was sent after `since`. Raises HistoryHidden."""
        ...


class _TooSoon(Exception):
    """An earlier try may still arrive."""


class _Untrue(Exception):
    """What a post tells was withdrawn before it was told."""


class Courier:
    """Sends what is due. `owner` names this process in the leases it takes; `elapsed` is a clock that never jumps.

    `places.on_resume` is called when a place takes posts again, and may be owed what it missed.
    """

    def __init__(
        self,
        database: Database,
        messenger: Messenger,
        clock: Callable[[], float],
        owner: str,
        elapsed: Callable[[], float] = monotonic,
    ) -> None:
        self.database = database
        self.messenger = messenger
        self.clock = clock
        self.owner = owner
        self.edits = Edits(database, messenger, clock)
        self.places = Places(database, messenger, clock)
        self._elapsed = elapsed
        self._steady_since = elapsed()
        self._skew = clock() - elapsed()
        self._unsettled: list[Write] = []
        self._begun = False

    async def run_once(self) -> float:
        """Send, edit and publish all that is due; give the seconds until something is next."""
        await self._begin()
        with _alone():
            await self._send_due()
            await self.edits.run_once()
        now = self.clock()
        async with self.database.connect() as conn:
            due_at = await outbox.next_due_at(conn)
        longest = MOST_WAIT_SECONDS if self.database.is_sqlite else SHARED_WAIT_SECONDS
        if due_at is None:
            return longest
        return min(longest, max(1.0, due_at - now))

    async def _begin(self) -> None:
        """Write what could not be written before, and free what a dead process held."""
        if not self._begun and self.database.is_sqlite:
            # Only one bot runs on a SQLite file: a lease found at the start is a dead one's.
            async with self.database.begin() as conn:
                left = await outbox.release_leases(conn)
            if left:
                log.info("deliveries taken over from a process that ended in the middle count=%d", left)
        self._begun = True
        while self._unsettled:
            async with self.database.begin() as conn:
                await self._unsettled[0](conn)
            del self._unsettled[0]

    async def _settle(self, write: Write) -> None:
        """Write how a post ended. While the database cannot be written it is kept in mind: the post is not repeated."""
        try:
            async with self.database.begin() as conn:
                await write(conn)
        except (DBAPIError, OSError) as error:
            self._unsettled.append(write)
            log.error("database cannot be written, keeping in mind how a post ended: %s", _cause(error))
        except BaseException:
            # Cut short, perhaps after the commit: writing it again changes nothing.
            self._unsettled.append(write)
            raise

    async def tend(self) -> float:
        """Look after the places that refuse us; give the seconds until the next look.

        Tells a server's people once, resumes a place that takes posts again and gives up what is no longer news.
        """
        now = int(self.clock())
        if self._clock_is_steady():
            async with self.database.begin() as conn:
                late = await outbox.give_up_late(conn, now)
            if late:
                log.error("deliveries given up as too late count=%d", late)
        await self.places.look()
        return TEND_SECONDS

    def _clock_is_steady(self) -> bool:
        """False for an hour after the start and after each jump of the clock: no news grow old by a wrong clock."""
        skew = self.clock() - self._elapsed()
        if abs(skew - self._skew) > UNEVEN_SECONDS:
            log.warning("the clock jumped by %+.0f seconds", skew - self._skew)
            self._steady_since = self._elapsed()
        self._skew = skew
        return self._elapsed() - self._steady_since >= STEADY_SECONDS

    async def recheck(self, guild_id: int) -> None:
        """Resume the server's places that take posts again; call it when its channels or permissions changed."""
        await self.places.recheck(guild_id)

    async def _send_due(self) -> None:
        """Keep a pool of senders busy until nothing is due, for some minutes at most.

        A batch is claimed while the last one is still sent.
        """
        ends_at = self._elapsed() + LONGEST_ROUND_SECONDS
        queue: asyncio.Queue[list[Owed]] = asyncio.Queue(maxsize=CHANNELS_A_BATCH)
        try:
            async with asyncio.TaskGroup() as group:
                senders = [group.create_task(self._sender(queue)) for _ in range(AT_ONCE)]
                idle = False
                while (claimed := await self._claim() if self._elapsed() < ends_at else []) or not idle:
                    for in_channel in claimed:
                        await queue.put(in_channel)
                    # One slow answer must not hold up what falls due meanwhile.
                    idle = not claimed and await _done_within(LOOK_SECONDS, queue)
                for sender in senders:
                    sender.cancel()
        finally:
            await self._give_back()

    async def _give_back(self) -> None:
        try:
            async with self.database.begin() as conn:
                await outbox.give_back(conn, self.owner)
        except (DBAPIError, OSError) as error:
            log.warning("leases stay until they end: %s", _cause(error))

    async def _claim(self) -> list[list[Owed]]:
        async with self.database.begin() as conn:
            owed = await outbox.claim_due(
                conn,
                owner=self.owner,
                now=int(self.clock()),
                lease_seconds=LEASE_SECONDS,
                channels=CHANNELS_A_BATCH,
                by_show=self.messenger.is_forum,
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
                    if self.clock() > one.lease_until - LAST_SEND_SECONDS:
                        log.info("lease too short to send channel=%d", one.post.channel_id)
                        break
                    waits_until = await self._send(one)
                    if waits_until is not None:
                        await self._leave(in_channel[place + 1 :], waits_until)
                        break
            finally:
                queue.task_done()

    async def _put_off(self, owed: Owed, seconds: int, reason: str) -> None:
        due_at = int(self.clock()) + seconds
        await self._settle(lambda conn: outbox.put_off(conn, owed, due_at=due_at, reason=reason))

    async def _leave(self, rest: list[Owed], due_at: int) -> None:
        """What stands behind a failed message waits for it, so that news stay in order."""

        async def wait(conn: AsyncConnection) -> None:
            for one in rest:
                await outbox.put_off(conn, one, due_at=due_at, reason="waits", untried=True)

        await self._settle(wait)

    async def _send(self, owed: Owed) -> int | None:
        """Give until when the channel's other messages wait; None when the next may go at once."""
        try:
            posted = await self._post(owed)
        except PlaceRefused as error:
            await self._refused(owed, error)
            return int(self.clock())
        except SendFailed as error:
            return await self._failed(owed, error)
        except _TooSoon:
            await self._put_off(owed, ARRIVES_SECONDS, "an earlier try may still arrive")
            return None
        except PostRejected as error:
            log.error("post given up channel=%d mark=%s: %s", owed.post.channel_id, owed.post.mark, error)
            await self._given_up(owed, str(error))
            return None
        except _Untrue:
            await self._given_up(owed, "withdrawn before it was told")
            return None
        except TokenRefused:
            raise
        except Exception as error:
            log.exception("sending failed channel=%d mark=%s", owed.post.channel_id, owed.post.mark)
            await self._failed(owed, SendFailed(type(error).__name__))
            # One bad post must not silence the channel.
            return None
        now = int(self.clock())
        await self._settle(lambda conn: outbox.delivered(conn, owed, posted, now=now))
        log.info(
            "delivered channel=%d message=%d events=%s",
            owed.post.channel_id,
            posted.message_id,
            ",".join(str(one.event_id) for one in owed.post.announcements),
        )
        return None

    async def _given_up(self, owed: Owed, reason: str) -> None:
        await self._settle(lambda conn: outbox.give_up(conn, owed.delivery_ids, reason))

    async def _post(self, owed: Owed) -> Posted:
        """Send it, unless an earlier try, whose answer was lost, brought it there."""
        if owed.tried_at is not None:
            found = await self._look(owed, owed.tried_at)
            if found is not None:
                return found
        if all(one.retracted for one in owed.post.announcements):
            raise _Untrue
        return await self.messenger.post(owed.post)

    async def _look(self, owed: Owed, tried_at: int) -> Posted | None:
        now = int(self.clock())
        try:
            found = await self.messenger.find(owed.post, tried_at)
        except HistoryHidden:
            if now - tried_at > NONCE_SECONDS or self.messenger.is_forum(owed.post.channel_id):
                log.warning(
                    "cannot see whether a post arrived, sending it again channel=%d mark=%s",
                    owed.post.channel_id,
                    owed.post.mark,
                )
            return None
        if found is not None:
            return found
        if self.messenger.is_forum(owed.post.channel_id) and 0 <= now - tried_at < ARRIVES_SECONDS:
            raise _TooSoon
        async with self.database.begin() as conn:
            await outbox.looked(conn, owed, now)
        return None

    async def _failed(self, owed: Owed, error: SendFailed) -> int:
        """Put it off; give until when."""
        wait = min(max(error.retry_after, retry_wait(owed.attempts)), LONGEST_RETRY_SECONDS)
        log.warning(
            "post put off channel=%d attempts=%d seconds=%.0f: %s",
            owed.post.channel_id,
            owed.attempts,
            wait,
            error,
        )
        due_at = int(self.clock() + wait) + 1
        await self._settle(
            lambda conn: outbox.put_off(
                conn, owed, due_at=due_at, reason=str(error)[:200], untried=error.sure, failed=True
            )
        )
        return due_at

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
            await self.places.warn(post.guild_id, post.channel_id, reason, post.locale)


async def _done_within(seconds: float, queue: asyncio.Queue[list[Owed]]) -> bool:
    try:
        async with asyncio.timeout(seconds):
            await queue.join()
    except TimeoutError:
        return False
    return True


@contextmanager
def _alone() -> Iterator[None]:
    """Raise one error by itself out of the group that it came in; a refused token before any other."""
    try:
        yield
    except BaseExceptionGroup as errors:
        found = list(_leaves(errors))
        first = next((error for error in found if isinstance(error, TokenRefused)), found[0])
        if len(found) == 1 or isinstance(first, TokenRefused):
            raise first from errors
        raise


def _leaves(error: BaseException) -> Iterator[BaseException]:
    if isinstance(error, BaseExceptionGroup):
        for inner in error.exceptions:
            yield from _leaves(inner)
    else:
        yield error


def _cause(error: Exception) -> object:
    return error.orig if isinstance(error, DBAPIError) else error
