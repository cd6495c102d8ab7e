"""Feeds, hosts and entries in the database."""

from dataclasses import replace

import pytest
from sqlalchemy import func, insert, select, update
from sqlalchemy.exc import IntegrityError

from bot.core.entry_keys import hashed
from bot.core.feed import Memory, Settlement, host_of
from bot.core.models import Entry, Grade, Source, Verdict
from bot.storage import feeds as stored
from bot.storage.database import Database
from bot.storage.feeds import FeedRow
from bot.storage.tables import claims, entries, entry_keys, feeds

NOW = 1_780_000_000
DAY = 86_400
URL = "https://example.com/feed?a=%2F"


def entry(name: str, *keys: str, title: str = "") -> Entry:
    return Entry(title or name, f"About {name}", f"https://example.com/{name}", NOW, keys or (f"guid:{name}",))


async def add_feed(database: Database, url: str = URL) -> FeedRow:
    async with database.begin() as conn:
        await stored.save_source(conn, Source("Example", url, Grade.PRESS, "en"), NOW)
        row = await stored.feed_by_url(conn, url)
    assert row is not None
    return row


def due(*rows: FeedRow) -> list[stored.Waiting]:
    return [stored.Waiting(row.id, host_of(row.url), 0, row.failures) for row in rows]


async def store(database: Database, feed: FeedRow, item: Entry, at: int = NOW) -> int | None:
    async with database.begin() as conn:
        return await stored.insert_entry(conn, feed.id, item, Verdict.HOLD, "because", at)


async def test_a_feed_is_listed_once_and_keeps_what_is_known_of_it(database: Database) -> None:
    feed = await add_feed(database)
    async with database.begin() as conn:
        await conn.execute(update(feeds).values(failures=3, memory={"etag": '"1"'}, first_polled_at=NOW))
        assert await stored.unlist_others(conn, []) == 1
        await stored.save_source(conn, Source("Renamed", URL, Grade.OFFICIAL, "ja"), NOW + 9)
        again = await stored.feed_by_id(conn, feed.id)
    assert again == replace(
        feed,
        source=Source("Renamed", URL, Grade.OFFICIAL, "ja"),
        failures=3,
        memory=Memory(etag='"1"'),
        first_polled_at=NOW,
    )


async def test_a_feed_that_left_the_list_waits_for_nothing(database: Database) -> None:
    await add_feed(database)
    await add_feed(database, "https://example.org/other")
    async with database.begin() as conn:
        await stored.unlist_others(conn, [URL])
        assert [each.host for each in await stored.waiting(conn, NOW)] == ["example.com:443"]
        assert [feed.listed for feed in await stored.all_feeds(conn)] == [True, False]


async def test_a_claim_is_given_once_and_moves_the_next_poll_before_anything_is_asked(database: Database) -> None:
    feed = await add_feed(database)
    async with database.begin() as conn:
        claimed = await stored.claim_due(
            conn, due(feed), owner="me", now=NOW, lease_until=NOW + 60, wait_after=lambda failures: 900.5 + failures
        )
        again = await stored.claim_due(
            conn, due(feed), owner="you", now=NOW, lease_until=NOW + 60, wait_after=lambda _: 900
        )
    assert [row.next_poll_at for row in claimed] == [NOW + 900.5]
    assert again == []


async def test_one_host_is_claimed_once_whatever_the_feed(database: Database) -> None:
    first, second = await add_feed(database), await add_feed(database, "https://example.com/second")
    async with database.begin() as conn:
        claimed = await stored.claim_due(
            conn, due(first, second), owner="me", now=NOW, lease_until=NOW + 60, wait_after=lambda _: 900
        )
        assert [row.id for row in claimed] == [first.id]
        assert await stored.waiting(conn, NOW) == []
        assert [each.feed_id for each in await stored.waiting(conn, NOW + 61)] == [second.id, first.id]


async def test_a_feed_is_settled_by_its_owner_alone(database: Database) -> None:
    feed = await add_feed(database)
    after = Settlement(Memory(etag='"2"', address="https://new.example/"), NOW + 900.25, 0, None, None)
    async with database.begin() as conn:
        await stored.claim_due(conn, due(feed), owner="me", now=NOW, lease_until=NOW + 60, wait_after=lambda _: 1)
        settled = [
            await stored.settle_feed(conn, feed, after, owner=owner, now=NOW, host="new.example:443", read=3, new=1)
            for owner in ("you", "me", "me")
        ]
        row = await stored.feed_by_id(conn, feed.id)
        host = await conn.scalar(select(feeds.c.host))
    assert row == replace(
        feed,
        memory=after.memory,
        next_poll_at=NOW + 900.25,
        first_polled_at=NOW,
        last_success_at=NOW,
        last_change_at=NOW,
        length=3,
    )
    assert (settled, host) == ([False, True, False], "new.example:443")


async def test_a_host_waits_for_the_latest_time_that_was_asked(database: Database) -> None:
    feed = await add_feed(database)
    async with database.begin() as conn:
        for until in (NOW + 60.5, NOW + 2.0, NOW + 61.0):
            await stored.let_host_wait(conn, "example.com:443", until)
        assert await stored.host_free_at(conn, feed.id) == NOW + 61.0
        assert [each.due_at for each in await stored.waiting(conn, NOW)] == [NOW + 61.0]


async def test_an_entry_is_known_by_any_of_its_keys_and_learns_the_others(database: Database) -> None:
    feed = await add_feed(database)
    first = await store(database, feed, entry("a", "guid:1", "link:a"))
    assert first is not None
    assert await store(database, feed, entry("a", "guid:2", "link:a")) is None
    assert await store(database, feed, entry("a", "guid:2", "link:moved")) is None
    assert await store(database, feed, entry("b", "link:moved")) is None
    async with database.connect() as conn:
        known = await stored.known_entries(conn, feed.id, ["guid:1", "guid:2", "link:a", "link:moved", "guid:3"])
    assert {key: found.id for key, found in known.items()} == dict.fromkeys(
        ["guid:1", "guid:2", "link:a", "link:moved"], first
    )


async def test_the_same_key_in_another_feed_is_another_entry(database: Database) -> None:
    one, other = await add_feed(database), await add_feed(database, "https://example.org/feed")
    assert await store(database, one, entry("a")) is not None
    assert await store(database, other, entry("a")) is not None


async def test_an_entry_whose_key_appeared_meanwhile_is_undone_whole(database: Database) -> None:
    feed = await add_feed(database)

    async def store_twice() -> None:
        async with database.begin() as conn:
            row_id = await stored.insert_entry(conn, feed.id, entry("a"), Verdict.HOLD, "", NOW)
            await conn.execute(insert(entry_keys).values(feed_id=feed.id, key=hashed("guid:a"), entry_id=row_id))

    with pytest.raises(IntegrityError):
        await store_twice()
    async with database.connect() as conn:
        assert await conn.scalar(select(func.count()).select_from(entries)) == 0


async def test_thousands_of_keys_are_looked_up_at_once(database: Database) -> None:
    feed = await add_feed(database)
    await store(database, feed, entry("7"))
    async with database.connect() as conn:
        known = await stored.known_entries(conn, feed.id, [f"guid:{number}" for number in range(5_000)])
    assert list(known) == ["guid:7"]


async def test_an_amended_entry_reads_as_it_does_now(database: Database) -> None:
    feed = await add_feed(database)
    row_id = await store(database, feed, entry("a"))
    assert row_id is not None
    async with database.begin() as conn:
        before = (await stored.known_entries(conn, feed.id, ["guid:a"]))["guid:a"]
        await stored.amend_entry(conn, row_id, entry("a", title="A, corrected"), Verdict.ANNOUNCE, "why", NOW + 5)
        after = (await stored.known_entries(conn, feed.id, ["guid:a"]))["guid:a"]
        title = await conn.scalar(select(entries.c.title))
    assert (before.id, before.digest == after.digest, after.last_seen_at, title) == (
        after.id,
        False,
        NOW + 5,
        "A, corrected",
    )


# Forgetting


async def seen_and_pruned(database: Database, *, length: int, read_at: int, ages: dict[str, int], now: int) -> set[str]:
    """Store entries last seen so many days ago, forget, and give those that are still known."""
    feed = await add_feed(database)
    for name, days in ages.items():
        await store(database, feed, entry(name), NOW - days * DAY)
    async with database.begin() as conn:
        await conn.execute(update(feeds).values(read_at=read_at, length=length))
        await stored.prune(conn, now, keep_seconds=90 * DAY, keep_lengths=10)
        known = await stored.known_entries(conn, feed.id, [f"guid:{name}" for name in ages])
    return {key.removeprefix("guid:") for key in known}


async def test_keys_are_kept_for_ninety_days_and_ten_lengths(database: Database) -> None:
    ages = {str(days): days for days in range(80, 120)}
    known = await seen_and_pruned(database, length=1, read_at=NOW, ages=ages, now=NOW)
    assert known == {str(days) for days in range(80, 91)}


async def test_ten_lengths_are_kept_however_old(database: Database) -> None:
    ages = {str(number): 200 + number for number in range(40)}
    known = await seen_and_pruned(database, length=3, read_at=NOW, ages=ages, now=NOW)
    assert known == {str(number) for number in range(30)}


async def test_a_feed_that_says_unchanged_for_a_year_forgets_nothing(database: Database) -> None:
    ages = {str(number): 360 for number in range(40)}
    known = await seen_and_pruned(database, length=1, read_at=NOW - 360 * DAY, ages=ages, now=NOW)
    assert known == set(ages)


async def test_a_feed_that_was_never_read_forgets_nothing(database: Database) -> None:
    feed = await add_feed(database)
    await store(database, feed, entry("a"), NOW - 999 * DAY)
    async with database.begin() as conn:
        assert await stored.prune(conn, NOW, keep_seconds=90 * DAY, keep_lengths=10) == 0


async def test_what_is_evidence_stays_when_its_keys_go(database: Database) -> None:
    feed = await add_feed(database)
    kept, dropped = await store(database, feed, entry("a"), NOW - 300 * DAY), None
    for number in range(12):
        dropped = await store(database, feed, entry(str(number)), NOW - (200 + number) * DAY)
    async with database.begin() as conn:
        await conn.execute(
            insert(claims).values(entry_id=kept, position=0, kind="renewed", grade="press", claimed_at=NOW)
        )
        await conn.execute(update(feeds).values(read_at=NOW, length=1))
        assert await stored.prune(conn, NOW, keep_seconds=90 * DAY, keep_lengths=10) == 3
        left = set(await conn.scalars(select(entries.c.id)))
        assert await stored.known_entries(conn, feed.id, ["guid:a", "guid:11"]) == {}
    assert kept in left
    assert dropped not in left
