"""What is owed: claiming it, saying how it ended, pausing a place."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.outbox import (
    MOST_IN_A_DIGEST,
    SINGLE_POSTS,
    TOO_LATE_SECONDS,
    Announcement,
    Post,
    Posted,
    edit_wait,
    mark,
)
from bot.storage.announcements import announcements
from bot.storage.dialects import AnyRow
from bot.storage.edits import next_edit_at
from bot.storage.tables import deliveries, events, guilds, pauses


@dataclass(frozen=True, slots=True)
class Owed:
    """One message to send: its post and the deliveries that it settles.

    `tried_at` is when it was first tried, None when it never was; then it is certainly not there yet.
    """

    post: Post
    delivery_ids: tuple[int, ...]
    revisions: tuple[int, ...]  # of each delivery's event, as laid out
    attempts: int
    tried_at: int | None
    publish: bool


async def claim_due(conn: AsyncConnection, *, owner: str, now: int, lease_seconds: int, channels: int) -> list[Owed]:
    """Take what is due in some channels for this process, oldest news first.

    A channel with anything in flight is left alone, so one message at a time goes to each. What more than a few
    pieces of news would fill is taken as one digest. The first try is noted before it happens.
    """
    rows = await _lock_due(conn, now, channels)
    if not rows:
        return []
    chosen = [
        bundle
        for _, in_channel in groupby(rows, key=lambda row: row.channel_id)
        for bundle in _bundles(list(in_channel))
    ]
    for bundle_mark, members in chosen:
        await conn.execute(
            update(deliveries)
            .where(deliveries.c.id.in_([row.id for row in members]))
            .values(
                lease_until=now + lease_seconds,
                lease_owner=owner,
                attempts=deliveries.c.attempts + 1,
                first_tried_at=func.coalesce(deliveries.c.first_tried_at, now),
                bundle=bundle_mark,
            )
        )
    told = await announcements(conn, {row.event_id for row in rows})
    threads = await _threads(conn, rows)
    return [_owed(bundle_mark, members, told, threads) for bundle_mark, members in chosen]


def _reachable() -> ColumnElement[bool]:
    """True where the channel is not paused and the bot is still in its server."""
    left = guilds.alias("left_guilds")
    return and_(
        ~exists().where(pauses.c.channel_id == deliveries.c.channel_id),
        ~exists().where(left.c.id == deliveries.c.guild_id, left.c.left_at.is_not(None)),
    )


async def _lock_due(conn: AsyncConnection, now: int, channels: int) -> Sequence[AnyRow]:
    busy = deliveries.alias("busy")
    due = and_(
        deliveries.c.state == "due",
        deliveries.c.due_at <= now,
        deliveries.c.lease_until <= now,
        _reachable(),
        ~exists().where(busy.c.channel_id == deliveries.c.channel_id, busy.c.state == "due", busy.c.lease_until > now),
    )
    first = func.min(deliveries.c.due_at)
    picked = (
        select(deliveries.c.channel_id)
        .where(due)
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
        .where(due, deliveries.c.channel_id.in_(picked))
        .order_by(deliveries.c.channel_id, events.c.happened_at, deliveries.c.id)
        .with_for_update(of=deliveries, skip_locked=True)
    )
    return rows.all()


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
) -> Owed:
    first = rows[0]
    thread = threads.get((first.channel_id, first.show_id)) if len(rows) == 1 else None
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
        tuple(row.known for row in rows),
        attempts=first.attempts + 1,
        tried_at=first.first_tried_at,
        publish=any(row.publish for row in rows),
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


async def put_off(conn: AsyncConnection, owed: Owed, *, due_at: int, reason: str, untried: bool = False) -> None:
    """Settle: try again at `due_at`. `untried`: Discord certainly did not take it."""
    values: dict[str, Any] = {"due_at": due_at, "lease_until": 0, "lease_owner": None, "reason": reason}
    if untried and owed.tried_at is None:
        values["first_tried_at"] = None
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
    """Give up what nobody would call news any more; how many."""
    told = select(events.c.id).where(events.c.happened_at < now - TOO_LATE_SECONDS)
    result = await conn.execute(
        update(deliveries)
        .where(
            deliveries.c.state == "due",
            deliveries.c.due_at < now - TOO_LATE_SECONDS,
            deliveries.c.lease_until <= now,
            deliveries.c.event_id.in_(told),
        )
        .values(state="dead", reason="too late")
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
    waiting = select(func.min(func.max(deliveries.c.due_at, deliveries.c.lease_until)))
    if conn.dialect.name != "sqlite":
        waiting = select(func.min(func.greatest(deliveries.c.due_at, deliveries.c.lease_until)))
    due = await conn.scalar(waiting.where(deliveries.c.state == "due", _reachable()))
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
