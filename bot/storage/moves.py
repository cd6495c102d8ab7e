"""Shows that merge, split or change their numbers: followers, claims, events and old ids go with them."""

from collections.abc import Collection, Iterable, Mapping
from itertools import islice
from typing import Any

from sqlalchemy import and_, bindparam, delete, exists, insert, literal, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.identity import Place, Plan
from bot.core.models import Part
from bot.storage import dialects
from bot.storage.statements import BATCH_ROWS, execute_many, upsert
from bot.storage.tables import claims, events, external_ids, instalments, redirects, shows, subscriptions

# What the news know of an instalment and no release can say.
_NEWS_COLUMNS = ("status", "date", "final", "grade", "date_grade", "since_at", "base_status", "base_date")


async def move_identities(conn: AsyncConnection, plan: Plan) -> None:
    """Carry out what the plan says of merged, split and moved shows; the shows that gain something must exist."""
    await _move_told(conn, plan)
    await _move_news_instalments(conn, plan)
    for old_id, new_id in sorted(plan.split):
        await _copy_followers(conn, old_id, new_id)
    for old_id, new_id in sorted(plan.merged.items()):
        await _move_followers(conn, old_id, new_id)
        await conn.execute(update(external_ids).where(external_ids.c.show_id == old_id).values(show_id=new_id, slot=""))
        await conn.execute(update(redirects).where(redirects.c.show_id == old_id).values(show_id=new_id))
        await conn.execute(delete(shows).where(shows.c.id == old_id))
        await upsert(conn, redirects, [{"old_id": old_id, "show_id": new_id}], keys=("old_id",))


async def release_ids(conn: AsyncConnection, show_ids: Iterable[str]) -> None:
    """Let ids that pointed to other shows be shows' own again."""
    for batch in _batches(sorted(show_ids)):
        await conn.execute(delete(redirects).where(redirects.c.old_id.in_(batch)))


def _batches(values: Collection[Any]) -> Iterable[list[Any]]:
    waiting = iter(values)
    while batch := list(islice(waiting, BATCH_ROWS)):
        yield batch


def _new_place(plan: Plan, show_id: str, slot: str) -> Place:
    """Give where a slot went. A season that no release knows counts on from the last one that moved with its show."""
    if (show_id, slot) in plan.moved or show_id not in plan.merged:
        return plan.moved.get((show_id, slot), (show_id, slot))
    new_id = plan.merged[show_id]
    known = [
        (old, new)
        for (old_show, old_slot), (new_show, new_slot) in plan.moved.items()
        if (old_show, new_show, _part(old_slot), _part(new_slot)) == (show_id, new_id, _part(slot), _part(slot))
        and (old := _number(old_slot)) is not None
        and (new := _number(new_slot)) is not None
    ]
    number = _number(slot)
    if number is None or not known:
        return (new_id, slot)
    old, new = max(known)
    return (new_id, f"{_part(slot)}-{number - old + new}") if number > old else (new_id, slot)


def _number(slot: str) -> int | None:
    _, _, number = slot.rpartition("-")
    return int(number) if number.isdigit() else None


def _part(slot: str) -> str:
    name = slot.partition("-")[0]
    return name if name in {part.value for part in Part} else ""


async def _move_told(conn: AsyncConnection, plan: Plan) -> None:
    """Claims and events follow their instalment. An event that is told already under the new key keeps its old one."""
    touched = sorted({show_id for show_id, _ in plan.moved} | set(plan.merged))
    claim_rows, event_rows = [], []
    for batch in _batches(touched):
        wanted = select(claims.c.id, claims.c.show_id, claims.c.slot, claims.c.number).where(
            claims.c.show_id.in_(batch)
        )
        claim_rows += list(await conn.execute(wanted))
        wanted_events = select(events.c.id, events.c.show_id, events.c.slot, events.c.key)
        event_rows += list(await conn.execute(wanted_events.where(events.c.show_id.in_(batch))))
    moves = [
        {
            "row": row.id,
            "new_show": place[0],
            "new_slot": place[1],
            # What an entry left unsaid stays unsaid.
            "new_number": _number(place[1]) if row.number is not None and place[1] else row.number,
        }
        for row in claim_rows
        if (place := _new_place(plan, row.show_id, row.slot)) != (row.show_id, row.slot)
    ]
    change = update(claims).where(claims.c.id == bindparam("row"))
    change = change.values(show_id=bindparam("new_show"), slot=bindparam("new_slot"), number=bindparam("new_number"))
    await execute_many(conn, change, moves)
    leaving = [
        (row, place)
        for row in event_rows
        if (place := _new_place(plan, row.show_id, row.slot)) != (row.show_id, row.slot)
    ]
    # Two steps, so that an event may take the key which another one leaves.
    parked = update(events).where(events.c.id == bindparam("row")).values(key=bindparam("new_key"))
    await execute_many(conn, parked, [{"row": row.id, "new_key": f"~{row.id}"} for row, _ in leaving])
    for row, place in leaving:
        await _move_event(conn, row.id, row.key, (row.show_id, row.slot), place)


async def _move_event(conn: AsyncConnection, event_id: int, key: str, old: Place, new: Place) -> None:
    moved_key = "/".join(new) + key.removeprefix("/".join(old))
    if await conn.scalar(select(events.c.id).where(events.c.key == moved_key)):
        moved_key = key
    values = {"show_id": new[0], "slot": new[1], "key": moved_key, "number": _number(new[1]), "part": _part(new[1])}
    await conn.execute(update(events).where(events.c.id == event_id).values(**values))


async def _move_news_instalments(conn: AsyncConnection, plan: Plan) -> None:
    """What the news wrote of an instalment goes where the instalment goes."""
    touched = sorted({show_id for show_id, _ in plan.moved} | set(plan.merged))
    for batch in _batches(touched):
        written = or_(instalments.c.version > 0, instalments.c.origin == "news")
        rows = await conn.execute(select(instalments).where(instalments.c.show_id.in_(batch), written))
        for row in list(rows):
            place = _new_place(plan, row.show_id, row.slot)
            if place[0] != row.show_id:
                await _move_instalment(conn, row, place)


async def _move_instalment(conn: AsyncConnection, row: Any, place: Place) -> None:
    here = and_(instalments.c.show_id == place[0], instalments.c.slot == place[1])
    rival = (await conn.execute(select(instalments.c.id, instalments.c.version).where(here))).first()
    if rival is None:
        values: dict[str, Any] = {"show_id": place[0], "slot": place[1], "number": _number(place[1])}
        await conn.execute(update(instalments).where(instalments.c.id == row.id).values(**values))
    elif rival.version == 0:
        values = {name: getattr(row, name) for name in _NEWS_COLUMNS} | {"version": row.version + 1}
        await conn.execute(update(instalments).where(instalments.c.id == rival.id).values(**values))


async def _copy_followers(conn: AsyncConnection, old_id: str, new_id: str) -> None:
    """Whoever followed a show that was split goes on following all of it."""
    names = [column.name for column in subscriptions.columns if column.name not in {"id", "show_id"}]
    copied = select(literal(new_id), *(subscriptions.c[name] for name in names)).where(
        subscriptions.c.show_id == old_id
    )
    statement = dialects.upsert(conn, subscriptions).from_select(["show_id", *names], copied)
    await conn.execute(statement.on_conflict_do_nothing())


async def _move_followers(conn: AsyncConnection, old_id: str, new_id: str) -> None:
    """Followers of the old id follow the new one; who followed both already is left with one subscription."""
    other = subscriptions.alias()
    both = exists().where(
        other.c.guild_id == subscriptions.c.guild_id,
        other.c.channel_id == subscriptions.c.channel_id,
        other.c.show_id == new_id,
    )
    await conn.execute(delete(subscriptions).where(subscriptions.c.show_id == old_id, both))
    await conn.execute(update(subscriptions).where(subscriptions.c.show_id == old_id).values(show_id=new_id))


async def add_shows(conn: AsyncConnection, rows: list[Mapping[str, Any]]) -> None:
    """Insert shows of ids that are free."""
    await execute_many(conn, insert(shows), rows)
