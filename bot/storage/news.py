"""Claims, events and what is owed: the statements of one news entry's transaction."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Row,
    String,
    case,
    cast,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.cards import EVERY_SHOW
from bot.core.errors import StaleState
from bot.core.evidence import EventDraft, Known
from bot.core.models import TOLD_BY_DEFAULT, Claim, Grade, Instalment, Kind, Part, ReleaseDate, Status
from bot.core.status import Evidence, Standing
from bot.storage.dialects import upsert
from bot.storage.tables import (
    claims,
    deliveries,
    entries,
    events,
    feeds,
    instalments,
    redirects,
    shows,
    subscriptions,
)


@dataclass(frozen=True, slots=True)
class InstalmentRow:
    """An instalment with what is needed to decide about it again."""

    id: int
    known: Known
    base: Standing
    version: int
    origin: str


async def current_show_id(conn: AsyncConnection, show_id: str) -> str | None:
    """Give the id under which the show is known now; None when it is not in the catalogue."""
    moved = await conn.scalar(select(redirects.c.show_id).where(redirects.c.old_id == show_id))
    wanted = moved or show_id
    found: str | None = await conn.scalar(select(shows.c.id).where(shows.c.id == wanted))
    return found


async def instalments_of(conn: AsyncConnection, show_id: str) -> dict[str, InstalmentRow]:
    """Give the show's instalments by slot, locked until the transaction ends where the database locks rows."""
    rows = await conn.execute(
        select(instalments).where(instalments.c.show_id == show_id).order_by(instalments.c.id).with_for_update()
    )
    return {row.slot: _instalment(row) for row in rows}


def _instalment(row: Row[tuple[object, ...]]) -> InstalmentRow:
    now = Standing(
        Status(row.status), _date(row.date), row.final, Grade(row.grade), Grade(row.date_grade), row.since_at
    )
    base = now if row.base_status is None else Standing(Status(row.base_status), _date(row.base_date))
    return InstalmentRow(row.id, Known(row.slot, Part(row.part), row.number, now), base, row.version, row.origin)


async def add_instalment(conn: AsyncConnection, show_id: str, instalment: Instalment) -> InstalmentRow:
    """Add an instalment that only the news know of."""
    values = {
        "show_id": show_id,
        "slot": instalment.slot,
        "part": instalment.part.value,
        "number": instalment.number,
        "status": Status.NO_ANNOUNCEMENT.value,
        "base_status": Status.NO_ANNOUNCEMENT.value,
        "origin": "news",
    }
    added = upsert(conn, instalments).values(values).on_conflict_do_nothing().returning(instalments.c.id)
    row_id = await conn.scalar(added)
    if row_id is None:
        raise StaleState(f"{show_id}/{instalment.slot} was added by somebody else")
    known = Known(instalment.slot, instalment.part, instalment.number, Standing())
    return InstalmentRow(row_id, known, Standing(), 0, "news")


async def save_standing(conn: AsyncConnection, row: InstalmentRow, after: Standing) -> None:
    """Write where an instalment stands now. Raises StaleState when somebody else decided meanwhile."""
    result = await conn.execute(
        update(instalments)
        .where(instalments.c.id == row.id, instalments.c.version == row.version)
        .values(
            status=after.status.value,
            date=after.date.iso if after.date else None,
            final=after.final,
            grade=after.grade.value,
            date_grade=after.date_grade.value,
            since_at=after.since_at,
            base_status=row.base.status.value,
            base_date=row.base.date.iso if row.base.date else None,
            version=row.version + 1,
        )
    )
    if result.rowcount != 1:
        raise StaleState(f"instalment {row.id} changed after version {row.version}")


async def set_ended(conn: AsyncConnection, show_id: str, *, ended: bool) -> None:
    """Say whether the show was officially concluded."""
    await conn.execute(update(shows).where(shows.c.id == show_id).values(ended=ended))


async def evidence_for(conn: AsyncConnection, show_id: str, slot: str) -> list[Evidence]:
    """Give every stored claim about one instalment."""
    rows = await conn.execute(
        select(claims.c.kind, claims.c.claimed_at, claims.c.grade, claims.c.date, claims.c.denied).where(
            claims.c.show_id == show_id, claims.c.slot == slot
        )
    )
    return [Evidence(Kind(row.kind), row.claimed_at, Grade(row.grade), _date(row.date), row.denied) for row in rows]


async def add_claim(
    conn: AsyncConnection, entry_id: int, position: int, claim: Claim, *, show_id: str | None, slot: str, at: int
) -> int:
    """Store what an entry claims; the position tells the claims of one entry apart."""
    said = claim.instalment
    row_id = await conn.scalar(
        insert(claims)
        .values(
            entry_id=entry_id,
            position=position,
            show_id=show_id,
            kind=claim.kind.value,
            part=said.part.value if said else None,
            number=said.number if said else None,
            slot=slot,
            date=claim.date.iso if claim.date else None,
            grade=claim.grade.value,
            because=list(claim.because),
            denied=claim.denied,
            claimed_at=at,
        )
        .returning(claims.c.id)
    )
    if row_id is None:
        raise StaleState(f"claim {position} of entry {entry_id} was not stored")
    return int(row_id)


async def next_position(conn: AsyncConnection, entry_id: int) -> int:
    """Give the position of the next claim of an entry that is judged again."""
    last = await conn.scalar(select(func.max(claims.c.position)).where(claims.c.entry_id == entry_id))
    return 0 if last is None else int(last) + 1


async def add_event(conn: AsyncConnection, draft: EventDraft, *, at: int, silent: bool, now: int) -> int | None:
    """Store an event, or give None when it was told already: the key is unique for ever."""
    corrected = await _told_before(conn, draft) if draft.corrects else None
    statement = upsert(conn, events).values(
        key=draft.key,
        show_id=draft.show_id,
        slot=draft.instalment.slot if draft.instalment else "",
        part=draft.instalment.part.value if draft.instalment else "",
        number=draft.instalment.number if draft.instalment else None,
        kind=draft.kind.value,
        also=[kind.value for kind in draft.also],
        date=draft.date.iso if draft.date else None,
        was=draft.was.iso if draft.was else None,
        grade=draft.grade.value,
        corrects=corrected,
        happened_at=at,
        silent=silent,
    )
    row_id: int | None = await conn.scalar(statement.on_conflict_do_nothing().returning(events.c.id))
    if row_id is not None and corrected is not None:
        await _edit_soon(conn, await _corrected_with(conn, corrected), now)
    return row_id


async def _corrected_with(conn: AsyncConnection, event_id: int) -> list[int]:
    """Give the event and those that it corrected itself."""
    chain: list[int] = []
    next_id: int | None = event_id
    while next_id is not None:
        chain.append(next_id)
        next_id = await conn.scalar(select(events.c.corrects).where(events.c.id == next_id))
    return chain


async def _told_before(conn: AsyncConnection, draft: EventDraft) -> int | None:
    """Give the event that told the date which is no longer true."""
    found: int | None = await conn.scalar(
        select(events.c.id)
        .where(
            events.c.show_id == draft.show_id,
            events.c.slot == (draft.instalment.slot if draft.instalment else ""),
            events.c.date == (draft.was.iso if draft.was else None),
            events.c.silent.is_(False),
        )
        .order_by(events.c.id.desc())
        .limit(1)
    )
    return found


@dataclass(frozen=True, slots=True)
class ToldEvent:
    """What has to be known of an event that a further claim supports."""

    id: int
    silent: bool
    happened_at: int


async def supported_event(conn: AsyncConnection, show_id: str, slot: str, kinds: Iterable[Kind]) -> ToldEvent | None:
    """Give the newest event about the instalment that claims of these kinds bear out."""
    said = [kind.value for kind in kinds]
    rows = await conn.execute(
        select(events.c.id, events.c.kind, events.c.also, events.c.silent, events.c.happened_at)
        .where(events.c.show_id == show_id, events.c.slot == slot, events.c.retracted_at.is_(None))
        .order_by(events.c.id.desc())
    )
    for row in rows:
        if {row.kind, *row.also} & set(said):
            return ToldEvent(row.id, row.silent, row.happened_at)
    return None


async def event_by_key(conn: AsyncConnection, key: str) -> ToldEvent | None:
    row = (
        await conn.execute(select(events.c.id, events.c.silent, events.c.happened_at).where(events.c.key == key))
    ).first()
    return ToldEvent(row.id, row.silent, row.happened_at) if row else None


async def support(conn: AsyncConnection, event_id: int, claim_ids: Sequence[int]) -> None:
    """Attach claims to an event. A source that it did not cite yet makes its messages worth an edit."""
    feed_of = select(entries.c.feed_id).join(claims, claims.c.entry_id == entries.c.id)
    cited = set((await conn.scalars(feed_of.where(claims.c.event_id == event_id))).all())
    fresh = set((await conn.scalars(feed_of.where(claims.c.id.in_(claim_ids)))).all())
    await conn.execute(update(claims).where(claims.c.id.in_(claim_ids)).values(event_id=event_id))
    if cited and fresh - cited:
        await conn.execute(update(events).where(events.c.id == event_id).values(revision=events.c.revision + 1))


async def speak_up(conn: AsyncConnection, event_id: int, at: int) -> None:
    """Let an event that was kept silent be told after all."""
    await conn.execute(update(events).where(events.c.id == event_id).values(silent=False, happened_at=at))


async def retract(conn: AsyncConnection, show_id: str, slot: str, now: int) -> None:
    """Mark what was told of the instalment as untrue: messages are struck through, what was not sent stays unsent."""
    untrue = (
        await conn.scalars(
            update(events)
            .where(events.c.show_id == show_id, events.c.slot == slot, events.c.retracted_at.is_(None))
            .values(retracted_at=now)
            .returning(events.c.id)
        )
    ).all()
    await _edit_soon(conn, untrue, now)
    await conn.execute(
        update(deliveries)
        .where(
            deliveries.c.event_id.in_(untrue),
            deliveries.c.state == "due",
            deliveries.c.first_tried_at.is_(None),
        )
        .values(state="dead", reason="withdrawn before it was told")
    )


async def _edit_soon(conn: AsyncConnection, event_ids: Collection[int], now: int) -> None:
    """Let the messages that tell these events be edited next, however often they were edited for further sources."""
    await conn.execute(update(events).where(events.c.id.in_(event_ids)).values(revision=events.c.revision + 1))
    await conn.execute(
        update(deliveries)
        .where(deliveries.c.event_id.in_(event_ids), deliveries.c.state == "delivered")
        .values(edit_at=now)
    )


async def count_first(conn: AsyncConnection, feed_id: int) -> None:
    """Count that this feed was the first to report an event."""
    await conn.execute(update(feeds).where(feeds.c.id == feed_id).values(firsts=feeds.c.firsts + 1))


async def owe(conn: AsyncConnection, event_id: int, *, due_at: int) -> int:
    """Put into the outbox one delivery for each channel that follows the show and wants such news.

    A channel that follows the show twice (by itself and with every other) is owed one message; the subscription to
    the show itself says whom it pings. Gives the number of deliveries.
    """
    event = (await conn.execute(select(events).where(events.c.id == event_id))).one()
    kinds = [Kind(kind) for kind in (event.kind, *event.also)]
    wanted = _names_one_of(subscriptions.c.kinds, kinds)
    if TOLD_BY_DEFAULT & set(kinds):
        wanted = or_(subscriptions.c.kinds.is_(None), wanted)
    pings = or_(subscriptions.c.ping_kinds.is_(None), _names_one_of(subscriptions.c.ping_kinds, kinds))
    grades = [least.value for least in Grade if Grade(event.grade).at_least(least)]
    chosen = (
        select(
            literal(event_id, BigInteger),
            subscriptions.c.guild_id,
            subscriptions.c.channel_id,
            subscriptions.c.id,
            case((pings, subscriptions.c.role_id), else_=None),
            subscriptions.c.publish,
            literal(due_at, BigInteger),
        )
        .where(
            subscriptions.c.show_id.in_([event.show_id, EVERY_SHOW]),
            wanted,
            subscriptions.c.least_grade.in_(grades),
        )
        .order_by(case((subscriptions.c.show_id == EVERY_SHOW, 1), else_=0), subscriptions.c.id)
    )
    result = await conn.execute(
        upsert(conn, deliveries)
        .from_select(["event_id", "guild_id", "channel_id", "subscription_id", "role_id", "publish", "due_at"], chosen)
        .on_conflict_do_nothing()
    )
    return result.rowcount


def _names_one_of(kinds: Column[Any], wanted: Iterable[Kind]) -> ColumnElement[bool]:
    """True where the JSON list holds one of the kinds; as text, since both databases read JSON differently."""
    return or_(*(cast(kinds, String).like(f'%"{kind.value}"%') for kind in wanted))


def _date(iso: str | None) -> ReleaseDate | None:
    return ReleaseDate.parse(iso) if iso else None
