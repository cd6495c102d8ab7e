"""Messages that stand in Discord already: which to edit, which to pass on to followers."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Column, ColumnElement, Select, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.outbox import CLOCK_WAS_WRONG, Announcement, Post, edit_wait
from bot.storage.announcements import announcements
from bot.storage.dialects import AnyRow
from bot.storage.pauses import reachable
from bot.storage.tables import deliveries, events, guilds


@dataclass(frozen=True, slots=True)
class Stale:
    """A message that no longer shows all that is known of its event."""

    post: Post
    message_id: int
    thread_id: int | None
    revisions: tuple[tuple[int, int], ...]  # delivery id and its event's revision, as laid out now
    edits: int


def reached(time: Column[Any], now: int) -> ColumnElement[bool]:
    """True when the time has come. Nobody waits for a day: a time beyond was written while the clock was wrong."""
    return or_(time <= now, time > now + CLOCK_WAS_WRONG)


def _stale() -> Select[Any]:
    return (
        select(deliveries, guilds.c.locale)
        .join(events, events.c.id == deliveries.c.event_id)
        .join(guilds, guilds.c.id == deliveries.c.guild_id)
        .where(
            deliveries.c.state == "delivered",
            deliveries.c.message_id.is_not(None),
            deliveries.c.edit_at.is_not(None),
            events.c.revision > deliveries.c.revision,
            reachable(),
        )
        .order_by(deliveries.c.edit_at, deliveries.c.id)
    )


async def claim_stale(conn: AsyncConnection, *, now: int, lease_seconds: int, limit: int) -> list[Stale]:
    """Take messages that may be edited now. An edit may be done twice: it says the same."""
    rows = (
        await conn.execute(
            _stale()
            .where(reached(deliveries.c.edit_at, now))
            .limit(limit)
            .with_for_update(of=deliveries, skip_locked=True)
        )
    ).all()
    if not rows:
        return []
    bundles = {row.bundle for row in rows}
    await conn.execute(update(deliveries).where(deliveries.c.bundle.in_(bundles)).values(edit_at=now + lease_seconds))
    members = (
        await conn.execute(
            select(deliveries, events.c.happened_at, events.c.revision.label("known"))
            .join(events, events.c.id == deliveries.c.event_id)
            .where(deliveries.c.bundle.in_(bundles))
            .order_by(events.c.happened_at, deliveries.c.id)
        )
    ).all()
    told = await announcements(conn, {row.event_id for row in members})
    return [
        _stale_message(row, [one for one in members if one.bundle == row.bundle], told)
        for row in {row.bundle: row for row in rows}.values()
    ]


def _stale_message(row: AnyRow, members: list[AnyRow], told: dict[int, Announcement]) -> Stale:
    post = Post(
        guild_id=row.guild_id,
        channel_id=row.channel_id,
        locale=row.locale,
        mark=row.bundle,
        announcements=tuple(replace(told[one.event_id], mark=row.bundle) for one in members),
        role_ids=tuple(dict.fromkeys(one.role_id for one in members if one.role_id)),
    )
    return Stale(post, row.message_id, row.thread_id, tuple((one.id, one.known) for one in members), row.edits)


async def edited(conn: AsyncConnection, stale: Stale, *, now: int) -> None:
    """Settle: the message shows what was known when the edit was claimed."""
    wait = edit_wait(stale.edits + 1)
    for delivery_id, revision in stale.revisions:
        await conn.execute(
            update(deliveries)
            .where(deliveries.c.id == delivery_id)
            .values(
                revision=revision,
                edits=deliveries.c.edits + 1,
                edit_at=now + wait if wait is not None else None,
            )
        )


async def put_off_edit(conn: AsyncConnection, stale: Stale, edit_at: int | None) -> None:
    """Settle: edit it at `edit_at`; None: never again, for instance since somebody deleted the message."""
    await conn.execute(
        update(deliveries)
        .where(deliveries.c.bundle == stale.post.mark, deliveries.c.channel_id == stale.post.channel_id)
        .values(edit_at=edit_at)
    )


async def next_edit_at(conn: AsyncConnection) -> int | None:
    """Give when a message is next to be edited or published."""
    edit = await conn.scalar(_stale().with_only_columns(func.min(deliveries.c.edit_at)).order_by(None))
    publish = await conn.scalar(select(func.min(deliveries.c.publish_at)).where(reachable()))
    return min((int(at) for at in (edit, publish) if at is not None), default=None)


async def due_to_publish(conn: AsyncConnection, *, now: int, limit: int) -> Sequence[AnyRow]:
    """Give (id, channel_id, message_id, bundle) of messages that wait to be passed on to followers."""
    rows = await conn.execute(
        select(deliveries.c.id, deliveries.c.channel_id, deliveries.c.message_id, deliveries.c.bundle)
        .where(reached(deliveries.c.publish_at, now), deliveries.c.message_id.is_not(None), reachable())
        .order_by(deliveries.c.publish_at, deliveries.c.id)
        .limit(limit)
    )
    return rows.all()


async def set_publish_at(conn: AsyncConnection, bundle: str, publish_at: int | None) -> None:
    """Say when a message shall be published; None when it is done, or cannot be."""
    await conn.execute(update(deliveries).where(deliveries.c.bundle == bundle).values(publish_at=publish_at))
