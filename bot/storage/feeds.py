"""Feeds, the hosts they live on, and the entries seen in them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Row, and_, delete, exists, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.cadence import DAY
from bot.core.entry_keys import hashed, text_digest
from bot.core.feed import Memory, Settlement, State, host_of
from bot.core.models import Entry, Grade, Source, Verdict
from bot.storage.dialects import upsert
from bot.storage.tables import claims, entries, entry_keys, feeds, hosts

_T = TypeVar("_T")

CLOCK_WAS_WRONG = 2 * DAY
# Most placeholders in one statement that every SQLite takes.
BATCH = 500


@dataclass(frozen=True, slots=True)
class FeedRow:
    """A feed as it stands."""

    id: int
    source: Source
    listed: bool
    paused: bool
    gone_at: int | None
    added_at: int
    first_polled_at: int | None
    next_poll_at: float
    failures: int
    failing_since_at: int | None
    last_success_at: int | None
    last_change_at: int | None
    length: int
    last_error: str | None
    firsts: int
    memory: Memory

    @property
    def url(self) -> str:
        """The address as configured."""
        return self.source.url

    @property
    def state(self) -> State:
        return State(self.url, self.memory, self.failures, self.failing_since_at, self.first_polled_at)


@dataclass(frozen=True, slots=True)
class Waiting:
    """When a feed may be polled at the earliest, as things stand."""

    feed_id: int
    host: str
    due_at: float
    failures: int


@dataclass(frozen=True, slots=True)
class KnownEntry:
    """An entry as it was last stored."""

    id: int
    digest: str
    last_seen_at: int


def _feed(row: Row[Any]) -> FeedRow:
    return FeedRow(
        row.id,
        Source(row.name, row.url, Grade(row.grade), row.language),
        row.listed,
        row.paused,
        row.gone_at,
        row.added_at,
        row.first_polled_at,
        row.next_poll_at,
        row.failures,
        row.failing_since_at,
        row.last_success_at,
        row.last_change_at,
        row.length,
        row.last_error,
        row.firsts,
        Memory.from_json(row.memory),
    )


async def all_feeds(conn: AsyncConnection) -> list[FeedRow]:
    """Give every feed ever listed, in the order they were added."""
    rows = await conn.execute(select(feeds).order_by(feeds.c.id))
    return [_feed(row) for row in rows]


async def feed_by_url(conn: AsyncConnection, url: str) -> FeedRow | None:
    row = (await conn.execute(select(feeds).where(feeds.c.url == url))).one_or_none()
    return _feed(row) if row else None


async def feed_by_id(conn: AsyncConnection, feed_id: int) -> FeedRow | None:
    row = (await conn.execute(select(feeds).where(feeds.c.id == feed_id))).one_or_none()
    return _feed(row) if row else None


async def host_free_at(conn: AsyncConnection, feed_id: int) -> float:
    """Give when the feed's host may be asked again; 0 when at once."""
    until: float | None = await conn.scalar(
        select(hosts.c.wait_until).join_from(hosts, feeds, feeds.c.host == hosts.c.host).where(feeds.c.id == feed_id)
    )
    return until or 0.0


async def save_source(conn: AsyncConnection, source: Source, now: int) -> None:
    """Add the feed, or bring its name, grade and language up to date; what is known of it stays."""
    said = {"name": source.name, "grade": source.grade.value, "language": source.language, "listed": True}
    statement = upsert(conn, feeds).values(
        url=source.url, host=host_of(source.url), added_at=now, next_poll_at=0, memory={}, **said
    )
    await conn.execute(statement.on_conflict_do_update(index_elements=[feeds.c.url], set_=said))


async def unlist_others(conn: AsyncConnection, urls: Sequence[str]) -> int:
    """Stop polling feeds that are no longer in the list; their history stays. Gives how many."""
    listed = await conn.execute(select(feeds.c.id, feeds.c.url).where(feeds.c.listed))
    gone = [row.id for row in listed if row.url not in set(urls)]
    for batch in _batches(gone):
        await conn.execute(update(feeds).where(feeds.c.id.in_(batch)).values(listed=False))
    return len(gone)


async def set_paused(conn: AsyncConnection, feed_id: int, *, paused: bool) -> None:
    """Pause or resume a feed; resuming one that was gone asks it again."""
    values: dict[str, object] = {"paused": paused}
    if not paused:
        values["gone_at"] = None
    await conn.execute(update(feeds).where(feeds.c.id == feed_id).values(values))


async def bring_forward(conn: AsyncConnection, feed_id: int, at: float) -> None:
    """Let the feed be due at this time, when it would be later otherwise."""
    await conn.execute(update(feeds).where(feeds.c.id == feed_id, feeds.c.next_poll_at > at).values(next_poll_at=at))


async def release_leases(conn: AsyncConnection, owner: str | None = None) -> None:
    """Free what `owner` left behind; without one, what any process did, where no other process can be polling."""
    left = feeds.c.lease_until > 0 if owner is None else feeds.c.lease_owner == owner
    await conn.execute(update(feeds).where(left).values(lease_until=0, lease_owner=None))


def _active() -> ColumnElement[bool]:
    return and_(feeds.c.listed, ~feeds.c.paused, feeds.c.gone_at.is_(None))


def _due(now: float) -> ColumnElement[bool]:
    # Nobody waits for days: a time beyond was written while the clock was wrong.
    return or_(feeds.c.next_poll_at <= now, feeds.c.next_poll_at > now + CLOCK_WAS_WRONG)


def _host_is_busy(now: float) -> ColumnElement[bool]:
    busy = feeds.alias()
    return exists().where(busy.c.host == feeds.c.host, busy.c.lease_until > now, busy.c.lease_until < now + DAY)


async def waiting(conn: AsyncConnection, now: float) -> list[Waiting]:
    """Give when each active feed may be polled, the earliest first; of those that wait for one host, the most overdue.

    A feed whose host is being asked this moment is left out: the end of that request comes first.
    """
    rows = await conn.execute(
        select(feeds.c.id, feeds.c.host, feeds.c.next_poll_at, feeds.c.failures, hosts.c.wait_until)
        .join_from(feeds, hosts, hosts.c.host == feeds.c.host, isouter=True)
        .where(_active(), ~_host_is_busy(now))
        .order_by(feeds.c.next_poll_at, feeds.c.id)
    )
    found = [
        Waiting(row.id, row.host, _earliest(now, row.next_poll_at, row.wait_until or 0), row.failures) for row in rows
    ]
    return sorted(found, key=lambda each: each.due_at)


def _earliest(now: float, *times: float) -> float:
    return max((at for at in times if at <= now + CLOCK_WAS_WRONG), default=now)


async def active_urls(conn: AsyncConnection) -> list[str]:
    """Give the configured addresses of all feeds that are polled."""
    return list(await conn.scalars(select(feeds.c.url).where(_active())))


async def part_hosts(conn: AsyncConnection, shared: Iterable[str]) -> None:
    """Let each feed of these hosts be a host of its own."""
    for host in shared:
        await conn.execute(update(feeds).where(feeds.c.host == host).values(host=feeds.c.url))


async def claim_due(
    conn: AsyncConnection,
    due: Sequence[Waiting],
    *,
    owner: str,
    now: float,
    lease_until: int,
    wait_after: Callable[[int], float],
) -> list[FeedRow]:
    """Take those of the feeds that are still due and free, one for each host.

    The next poll is written down before the first byte is sent, `wait_after` the feed's failures so far: a process that
    dies in the middle never asks early.
    """
    claimed = []
    for each in due:
        await _lock_host(conn, each.host)
        row = (
            await conn.execute(
                update(feeds)
                .where(feeds.c.id == each.feed_id, _active(), _due(now), ~_host_is_busy(now))
                .values(lease_until=lease_until, lease_owner=owner, next_poll_at=now + wait_after(each.failures))
                .returning(feeds)
            )
        ).one_or_none()
        if row is not None:
            claimed.append(_feed(row))
    return claimed


async def _lock_host(conn: AsyncConnection, host: str) -> None:
    """Let nobody else claim a feed of the host until this transaction ends. SQLite has one writer anyway."""
    if conn.dialect.name == "sqlite":
        return
    statement = upsert(conn, hosts).values(host=host, wait_until=0)
    await conn.execute(
        statement.on_conflict_do_update(index_elements=[hosts.c.host], set_={"wait_until": hosts.c.wait_until})
    )


async def settle_feed(
    conn: AsyncConnection,
    feed: FeedRow,
    after: Settlement,
    *,
    owner: str,
    now: int,
    host: str,
    read: int | None,
    new: int,
    begun: bool = True,
) -> bool:
    """Write what a poll changed and give the feed back.

    `host`: where it will be asked next. `read`: how many entries the document had, if one was read. `begun`: a document
    read counts as the first poll. False, and nothing written, when the lease was lost: then somebody else polled it
    meanwhile.
    """
    succeeded = after.failures == 0
    values: dict[str, object] = {
        "memory": after.memory.to_json(),
        "host": host,
        "next_poll_at": after.next_poll_at,
        "failures": after.failures,
        "failing_since_at": after.failing_since_at,
        "last_error": after.last_error,
        "lease_until": 0,
        "lease_owner": None,
    }
    if succeeded:
        values["last_success_at"] = now
    if after.gone:
        values["gone_at"] = now
    if read is not None:
        values |= {"read_at": now, "length": max(read, feed.length)}
        if feed.first_polled_at is None and begun:
            values["first_polled_at"] = now
    if new:
        values["last_change_at"] = now
    result = await conn.execute(update(feeds).where(feeds.c.id == feed.id, feeds.c.lease_owner == owner).values(values))
    return result.rowcount == 1


async def let_host_wait(conn: AsyncConnection, host: str, until: float) -> None:
    """Ask nothing of the host before this time; a later time stands."""
    statement = upsert(conn, hosts).values(host=host, wait_until=until)
    await conn.execute(
        statement.on_conflict_do_update(
            index_elements=[hosts.c.host],
            set_={"wait_until": statement.excluded.wait_until},
            where=hosts.c.wait_until < statement.excluded.wait_until,
        )
    )


async def known_entries(conn: AsyncConnection, feed_id: int, keys: Iterable[str]) -> dict[str, KnownEntry]:
    """Give those of the keys that stand for an entry already."""
    hashes = {hashed(key): key for key in keys}
    found: dict[str, KnownEntry] = {}
    for batch in _batches(list(hashes)):
        rows = await conn.execute(
            select(entry_keys.c.key, entries.c.id, entries.c.digest, entries.c.last_seen_at)
            .join_from(entry_keys, entries, entries.c.id == entry_keys.c.entry_id)
            .where(entry_keys.c.feed_id == feed_id, entry_keys.c.key.in_(batch))
        )
        found |= {hashes[row.key]: KnownEntry(row.id, row.digest, row.last_seen_at) for row in rows}
    return found


async def insert_entry(  # noqa: PLR0917 (the parts of one row)
    conn: AsyncConnection, feed_id: int, entry: Entry, verdict: Verdict, reason: str, now: int
) -> int | None:
    """Store an entry with its keys; None when any of them is known: then the known entry gets those it lacks."""
    known = await known_entries(conn, feed_id, entry.keys)
    if known:
        await add_keys(conn, feed_id, next(iter(known.values())).id, entry.keys)
        return None
    entry_id: int | None = await conn.scalar(
        insert(entries)
        .values(
            feed_id=feed_id,
            title=entry.title,
            summary=entry.summary,
            link=entry.link,
            published_at=entry.published_at,
            seen_at=now,
            last_seen_at=now,
            digest=text_digest(entry.title, entry.summary),
            verdict=verdict.value,
            reason=reason,
        )
        .returning(entries.c.id)
    )
    # Without `on conflict`: another process that stored the same key meanwhile must undo all of this entry.
    await conn.execute(
        insert(entry_keys),
        [{"feed_id": feed_id, "key": hashed(key), "entry_id": entry_id} for key in dict.fromkeys(entry.keys)],
    )
    return entry_id


async def amend_entry(  # noqa: PLR0917 (the parts of one row)
    conn: AsyncConnection, entry_id: int, entry: Entry, verdict: Verdict, reason: str, now: int
) -> None:
    """Store how a known entry reads now."""
    await conn.execute(
        update(entries)
        .where(entries.c.id == entry_id)
        .values(
            title=entry.title,
            summary=entry.summary,
            link=entry.link,
            last_seen_at=now,
            digest=text_digest(entry.title, entry.summary),
            verdict=verdict.value,
            reason=reason,
        )
    )


async def add_keys(conn: AsyncConnection, feed_id: int, entry_id: int, keys: Iterable[str]) -> None:
    """Let the entry be known by these keys too; a key that stands for another one stays there."""
    rows = [{"feed_id": feed_id, "key": hashed(key), "entry_id": entry_id} for key in keys]
    if rows:
        await conn.execute(upsert(conn, entry_keys).values(rows).on_conflict_do_nothing())


async def touch_entries(conn: AsyncConnection, entry_ids: Iterable[int], now: int) -> None:
    """Remember that the feed still lists these entries."""
    for batch in _batches(list(entry_ids)):
        await conn.execute(update(entries).where(entries.c.id.in_(batch)).values(last_seen_at=now))


async def prune(conn: AsyncConnection, now: int, *, keep_seconds: int, keep_lengths: int) -> int:
    """Forget keys that no feed will list again; give how many entries lost theirs.

    Kept are, of each feed, all that it listed within `keep_seconds` before its last document (not before today: a feed
    that only says "unchanged" still lists them), and so many of its own lengths. Entries with claims stay as evidence.
    """
    forgotten: list[int] = []
    rows = await conn.execute(select(feeds.c.id, feeds.c.read_at, feeds.c.length).where(feeds.c.read_at.is_not(None)))
    for feed in rows:
        old = await conn.execute(
            select(entries.c.id, entries.c.last_seen_at)
            .where(entries.c.feed_id == feed.id, exists().where(entry_keys.c.entry_id == entries.c.id))
            .order_by(entries.c.last_seen_at.desc(), entries.c.id.desc())
            .offset(max(keep_lengths * feed.length, 1))
        )
        forgotten += [row.id for row in old if row.last_seen_at < min(now, feed.read_at) - keep_seconds]
    for batch in _batches(forgotten):
        await conn.execute(delete(entry_keys).where(entry_keys.c.entry_id.in_(batch)))
        await conn.execute(
            delete(entries).where(entries.c.id.in_(batch), ~exists().where(claims.c.entry_id == entries.c.id))
        )
    return len(forgotten)


def _batches(values: list[_T]) -> Iterable[list[_T]]:
    return (values[start : start + BATCH] for start in range(0, len(values), BATCH))
