"""What is owed: claiming it, saying how it ended, pausing a place."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from sqlalchemy import and_, case, exists, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.cards import EVERY_SHOW
from bot.core.outbox import (
    CLOCK_WAS_WRONG,
    MOST_IN_A_DIGEST,
    MOST_TRIES,
    SINGLE_POSTS,
    TOO_LATE_SECONDS,
    Announcement,
    Post,
    Posted,
    edit_wait,
    mark,
)
from bot.storage.announcements import announcements
from bot.storage.dialects import AnyRow, in_turn
from bot.storage.edits import next_edit_at, reached
from bot.storage.pauses import reachable
from bot.storage.tables import deliveries, events, guilds, subscriptions

# Each that was taken when a process died has to be looked for, and cannot be sent for a while.
POSTS_AT_ONCE = 3


@dataclass(frozen=True, slots=True)
class Owed:
    """One message to send: its post and the deliveries that it settles.

    `tried_at` is since when it may stand there already, None when it certainly does not. After `lease_until` another
    process may send it.
    """

    post: Post
    delivery_ids: tuple[int, ...]
    revisions: tuple[int, ...]  # of each delivery's event, as the message will show it
    attempts: int  # with this one
    tried_at: int | None
    publish: bool
    lease_until: int = 0


_TAKING = 0x656E636F7265  # any number of our own


async def claim_due(
    conn: AsyncConnection,
    *,
    owner: str,
    now: int,
    lease_seconds: int,
    channels: int,
    by_show: Callable[[int], bool] = lambda _: False,
) -> list[Owed]:
    """Take what is due in some channels for this process, oldest news first.

    A channel with anything in flight is left alone, so one message at a time goes to each. What more than a few
    pieces of news would fill is taken as one digest; where `by_show` says so (forums), one message for each show, and
    none while earlier news of the show wait. The first try is noted before it happens.
    """
    rows = await _still_followed(conn, await _lock_due(conn, now, channels))
    if not rows:
        return []
    waiting = await _waiting(conn, {row.channel_id for row in rows if by_show(row.channel_id)}, now)
    chosen: list[tuple[str, list[AnyRow]]] = []
    for channel_id, in_channel in groupby(rows, key=lambda row: row.channel_id):
        if by_show(channel_id):
            due = [row for row in in_channel if row.due_at <= now or row.due_at > now + CLOCK_WAS_WRONG]
            chosen += _one_a_show(due, waiting[channel_id])
        else:
            chosen += _bundles(list(in_channel))
    for bundle_mark, members in chosen:
        await conn.execute(
            update(deliveries)
            .where(deliveries.c.id.in_([row.id for row in members]))
            .values(
                lease_until=now + lease_seconds,
                lease_owner=owner,
                first_tried_at=func.coalesce(deliveries.c.first_tried_at, now),
                bundle=bundle_mark,
            )
        )
    told = await announcements(conn, {row.event_id for row in rows})
    threads = await _threads(conn, rows)
    return [_owed(bundle_mark, members, told, threads, now + lease_seconds) for bundle_mark, members in chosen]


async def _lock_due(conn: AsyncConnection, now: int, channels: int) -> Sequence[AnyRow]:
    """Give what is due in some channels, and before it what was put off there: news are told in order."""
    # Who looked while another process takes a channel's first message would find the rest of the channel free.
    await in_turn(conn, _TAKING)
    busy = deliveries.alias("busy")
    free = and_(
        deliveries.c.state == "due",
        reached(deliveries.c.lease_until, now),
        reachable(),
        ~exists().where(
            busy.c.channel_id == deliveries.c.channel_id,
            busy.c.state == "due",
            busy.c.lease_until > now,
            busy.c.lease_until <= now + CLOCK_WAS_WRONG,
        ),
    )
    first = func.min(deliveries.c.due_at)
    picked = (
        select(deliveries.c.channel_id)
        .where(free, reached(deliveries.c.due_at, now))
        .group_by(deliveries.c.channel_id)
        .order_by(first, deliveries.c.channel_id)
        .limit(channels)
    )
    rows = await conn.execute(
        select(
            deliveries,
            events.c.key,
            events.c.show_id,
            events.c.corrects,
            events.c.revision.label("known"),
            guilds.c.locale,
        )
        .join(events, events.c.id == deliveries.c.event_id)
        .join(guilds, guilds.c.id == deliveries.c.guild_id)
        .where(
            free,
            or_(reached(deliveries.c.due_at, now), deliveries.c.bundle.is_not(None)),
            deliveries.c.channel_id.in_(picked),
        )
        .order_by(deliveries.c.channel_id, events.c.happened_at, deliveries.c.id)
        .with_for_update(of=deliveries, skip_locked=True)
    )
    return rows.all()


async def _still_followed(conn: AsyncConnection, rows: Sequence[AnyRow]) -> list[AnyRow]:
    """Give up what a channel no longer wants to hear, and give the rest. What may stand there already is settled."""
    asked = [row for row in rows if row.subscription_id is None and row.first_tried_at is None]
    if not asked:
        return list(rows)
    found = await conn.execute(
        select(subscriptions.c.channel_id, subscriptions.c.show_id).where(
            subscriptions.c.channel_id.in_({row.channel_id for row in asked})
        )
    )
    followed = {(row.channel_id, row.show_id) for row in found}
    unwanted = {row.id for row in asked if not followed & {(row.channel_id, row.show_id), (row.channel_id, EVERY_SHOW)}}
    await give_up(conn, unwanted, "no longer followed")
    return [row for row in rows if row.id not in unwanted]


async def _waiting(conn: AsyncConnection, channel_ids: Collection[int], now: int) -> dict[int, set[str]]:
    """Give, by channel, the shows of which earlier news wait to be tried again."""
    waiting: dict[int, set[str]] = defaultdict(set)
    rows = await conn.execute(
        select(deliveries.c.channel_id, events.c.show_id)
        .join(events, events.c.id == deliveries.c.event_id)
        .where(
            deliveries.c.channel_id.in_(channel_ids),
            deliveries.c.state == "due",
            deliveries.c.bundle.is_not(None),
            ~reached(deliveries.c.due_at, now),
        )
    )
    for row in rows:
        waiting[row.channel_id].add(row.show_id)
    return waiting


def _one_a_show(rows: list[AnyRow], waiting: set[str]) -> list[tuple[str, list[AnyRow]]]:
    """Group a forum's deliveries by show; the post of a show must stand before a second message goes into it."""
    tried: dict[str, list[AnyRow]] = defaultdict(list)
    fresh: dict[str, list[AnyRow]] = defaultdict(list)
    for row in rows:
        (tried[row.bundle] if row.bundle else fresh[row.show_id]).append(row)
    taken = set(waiting)
    chosen: list[tuple[str, list[AnyRow]]] = []
    for group in [*tried.values(), *fresh.values()]:
        about = {row.show_id for row in group}
        if not about & taken and len(chosen) < POSTS_AT_ONCE:
            members = group if group[0].bundle else group[:MOST_IN_A_DIGEST]
            chosen.append((group[0].bundle or mark([row.key for row in members], group[0].channel_id), members))
        taken |= about
    return chosen


def _bundles(rows: list[AnyRow]) -> list[tuple[str, list[AnyRow]]]:
    """Group one channel's deliveries into messages; what was tried before keeps its message."""
    tried: dict[str, list[AnyRow]] = defaultdict(list)
    for row in rows:
        if row.bundle:
            tried[row.bundle].append(row)
    fresh = [row for row in rows if not row.bundle]
    size = 1 if len(fresh) <= SINGLE_POSTS else MOST_IN_A_DIGEST
    groups = [fresh[start : start + size] for start in range(0, len(fresh), size)]
    return [
        *tried.items(),
        *((mark([row.key for row in group], group[0].channel_id), group) for group in groups),
    ]


def _owed(
    bundle_mark: str,
    rows: list[AnyRow],
    told: dict[int, Announcement],
    threads: dict[tuple[int, str], AnyRow],
    lease_until: int,
) -> Owed:
    first = rows[0]
    thread = threads.get((first.channel_id, first.show_id)) if len({row.show_id for row in rows}) == 1 else None
    answers = threads.get((first.channel_id, f"#{first.corrects}")) if len(rows) == 1 and first.corrects else None
    post = Post(
        guild_id=first.guild_id,
        channel_id=first.channel_id,
        locale=first.locale,
        mark=bundle_mark,
        announcements=tuple(replace(told[row.event_id], mark=bundle_mark) for row in rows),
        role_ids=tuple(dict.fromkeys(row.role_id for row in rows if row.role_id)),
        thread_id=thread.thread_id if thread else None,
        answers=answers.message_id if answers else None,
    )
    return Owed(
        post,
        tuple(row.id for row in rows),
        # What an earlier try brought there shows what was known then.
        tuple(row.known if row.first_tried_at is None else 0 for row in rows),
        attempts=first.attempts + 1,
        tried_at=first.first_tried_at,
        publish=any(row.publish for row in rows),
        lease_until=lease_until,
    )


async def _threads(conn: AsyncConnection, rows: Iterable[AnyRow]) -> dict[tuple[int, str], AnyRow]:
    """Give, by channel, the newest message about each show (with its forum post) and the one about each event."""
    found = await conn.execute(
        select(
            deliveries.c.channel_id,
            deliveries.c.message_id,
            deliveries.c.thread_id,
            deliveries.c.event_id,
            events.c.show_id,
        )
        .join(events, events.c.id == deliveries.c.event_id)
        .where(
            deliveries.c.state == "delivered",
            deliveries.c.channel_id.in_({row.channel_id for row in rows}),
            events.c.show_id.in_({row.show_id for row in rows}),
        )
        .order_by(deliveries.c.id)
    )
    newest: dict[tuple[int, str], AnyRow] = {}
    for row in found:
        newest[row.channel_id, f"#{row.event_id}"] = row
        if row.thread_id or (row.channel_id, row.show_id) not in newest:
            newest[row.channel_id, row.show_id] = row
    return newest


async def delivered(conn: AsyncConnection, owed: Owed, posted: Posted, *, now: int) -> None:
    """Settle: the message stands there."""
    values = {
        "state": "delivered",
        "message_id": posted.message_id,
        "thread_id": posted.thread_id,
        "delivered_at": now,
        "lease_until": 0,
        "lease_owner": None,
        "reason": None,
        "edit_at": now + (edit_wait(0) or 0),
        "publish_at": now if owed.publish else None,
    }
    for delivery_id, revision in zip(owed.delivery_ids, owed.revisions, strict=True):
        await conn.execute(
            update(deliveries)
            .where(deliveries.c.id == delivery_id, deliveries.c.state != "delivered")
            .values(values | {"revision": revision})
        )


async def looked(conn: AsyncConnection, owed: Owed, now: int) -> None:
    """Note that until now the message did not stand there: a later look need not go back further."""
    await conn.execute(
        update(deliveries)
        .where(deliveries.c.id.in_(owed.delivery_ids), deliveries.c.state == "due")
        .values(first_tried_at=now)
    )


async def put_off(
    conn: AsyncConnection, owed: Owed, *, due_at: int, reason: str, untried: bool = False, failed: bool = False
) -> None:
    """Settle: try again at `due_at`. `untried`: Discord certainly did not take it. `failed`: counts as an attempt."""
    values: dict[str, Any] = {"due_at": due_at, "lease_until": 0, "lease_owner": None, "reason": reason}
    if untried and owed.tried_at is None:
        values["first_tried_at"] = None
    if failed:
        values["attempts"] = owed.attempts
    await conn.execute(
        update(deliveries).where(deliveries.c.id.in_(owed.delivery_ids), deliveries.c.state == "due").values(values)
    )


async def give_up(conn: AsyncConnection, delivery_ids: Collection[int], reason: str) -> None:
    """Settle: it will never be told there."""
    await conn.execute(
        update(deliveries)
        .where(deliveries.c.id.in_(delivery_ids), deliveries.c.state == "due")
        .values(state="dead", lease_until=0, lease_owner=None, reason=reason)
    )


async def give_up_late(conn: AsyncConnection, now: int) -> int:
    """Give up what nobody would call news any more, or what failed for as long; how many."""
    old = select(events.c.id).where(events.c.happened_at < now - TOO_LATE_SECONDS)
    result = await conn.execute(
        update(deliveries)
        .where(
            deliveries.c.state == "due",
            or_(deliveries.c.due_at < now - TOO_LATE_SECONDS, deliveries.c.attempts > MOST_TRIES),
            deliveries.c.lease_until <= now,
            deliveries.c.event_id.in_(old),
        )
        .values(state="dead", reason="too late")
    )
    return result.rowcount


async def release_leases(conn: AsyncConnection) -> int:
    """Free what a process left behind that ended in the middle. Only where no other process can be sending."""
    result = await conn.execute(
        update(deliveries)
        .where(deliveries.c.state == "due", deliveries.c.lease_until > 0)
        .values(lease_until=0, lease_owner=None)
    )
    return result.rowcount


async def give_back(conn: AsyncConnection, owner: str) -> None:
    """Leave what this process holds to whoever comes next."""
    await conn.execute(
        update(deliveries)
        .where(deliveries.c.state == "due", deliveries.c.lease_owner == owner)
        .values(lease_until=0, lease_owner=None)
    )


async def next_due_at(conn: AsyncConnection) -> int | None:
    """Give when something is next to be sent, edited or published; None when nothing is owed."""
    later = case((deliveries.c.due_at > deliveries.c.lease_until, deliveries.c.due_at), else_=deliveries.c.lease_until)
    due = await conn.scalar(select(func.min(later)).where(deliveries.c.state == "due", reachable()))
    return min((int(at) for at in (due, await next_edit_at(conn)) if at is not None), default=None)


@dataclass(frozen=True, slots=True)
class Backlog:
    """How much is owed: due now or later, late by more than ten minutes, dead."""

    due: int
    late: int
    dead: int
    delivered: int


async def backlog(conn: AsyncConnection, now: int) -> Backlog:
    rows = await conn.execute(select(deliveries.c.state, func.count()).group_by(deliveries.c.state))
    counts = {state: int(count) for state, count in rows}
    late = await conn.scalar(select(func.count()).where(deliveries.c.state == "due", deliveries.c.due_at < now - 600))
    return Backlog(counts.get("due", 0), int(late or 0), counts.get("dead", 0), counts.get("delivered", 0))
