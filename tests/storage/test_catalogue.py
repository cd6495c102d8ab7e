"""Shows in the database: releases come and go, ids stay, nobody who follows a show loses it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.details import Details, Rating, Role, Story, Trailer
from bot.core.identity import plan
from bot.core.models import KnownInstalment, Part, ReleaseDate, Show, Status, Title
from bot.storage import absorb
from bot.storage.absorb import Changes
from bot.storage.catalogue import find_by_external_id, get_show, load_shows, stats
from bot.storage.database import Database
from bot.storage.tables import (
    claims,
    entries,
    events,
    external_ids,
    feeds,
    guilds,
    instalments,
    redirects,
    shows,
    subscriptions,
    titles,
)

NOW = 1_780_000_000


def season(number: int, *mal: int, status: Status = Status.FINISHED, date: str | None = "2020-fall") -> KnownInstalment:
    return KnownInstalment(
        f"season-{number}",
        Part.SEASON,
        number,
        f"Season {number}",
        date=ReleaseDate.parse(date) if date else None,
        episodes=12,
        status=status,
        ids={"mal": mal} if mal else {},
    )


def film(number: int, *mal: int, year: int = 2021) -> KnownInstalment:
    ids = {"mal": mal} if mal else {}
    return KnownInstalment(f"film-{number}", Part.FILM, number, f"Film {mal}", date=ReleaseDate(year), ids=ids)


def show(show_id: str, *parts: KnownInstalment, title: str = "", year: int = 2020, names: Sequence[Title] = ()) -> Show:
    name = title or show_id.replace("-", " ").title()
    ids = tuple(mal for part in parts for mal in part.ids.get("mal", ()))
    return Show(
        id=show_id,
        title=name,
        titles=(Title(name, "romaji"), *names),
        year=year,
        instalments=parts,
        ids={"mal": ids} if ids else {},
        studios=("pierrot",),
        source="original",
        popularity=7.5,
    )


async def take_in(database: Database, *incoming: Show, origin: str = "import") -> Changes:
    async with database.begin() as conn:
        planned = plan(await absorb.read_stored(conn), incoming, pinned=origin == "starter")
        return await absorb.absorb(conn, planned, origin=origin, now=NOW)


async def stored(database: Database) -> dict[str, Show]:
    async with database.connect() as conn:
        return {each.id: each for each in await load_shows(conn)}


async def slots(database: Database, show_id: str) -> dict[str, tuple[int | str, ...]]:
    return {each.slot: each.ids.get("mal", ()) for each in (await stored(database))[show_id].instalments}


async def follow(database: Database, show_id: str, *channels: int) -> None:
    async with database.begin() as conn:
        if not await conn.scalar(select(guilds.c.id)):
            await conn.execute(insert(guilds).values(id=1, joined_at=NOW))
        for channel in channels:
            await conn.execute(
                insert(subscriptions).values(
                    guild_id=1, channel_id=channel, show_id=show_id, created_at=NOW, created_by=5
                )
            )


async def followers(database: Database) -> set[tuple[str, int]]:
    async with database.connect() as conn:
        rows = await conn.execute(select(subscriptions.c.show_id, subscriptions.c.channel_id))
        return {(row.show_id, row.channel_id) for row in rows}


async def tell(conn: AsyncConnection, show_id: str, slot: str, kind: str = "renewed") -> int:
    """Let the news have told something: an entry, its claim, its event, the instalment's status."""
    number = int(slot.partition("-")[2])
    feed_id = await conn.scalar(select(feeds.c.id))
    if feed_id is None:
        added = insert(feeds).values(url="https://example.org/feed", name="News", grade="press", added_at=NOW)
        feed_id = await conn.scalar(added.returning(feeds.c.id))
    entry = {
        "feed_id": feed_id,
        "title": "News",
        "seen_at": NOW,
        "last_seen_at": NOW,
        "digest": "",
        "verdict": "announce",
    }
    entry_id = await conn.scalar(insert(entries).values(entry).returning(entries.c.id))
    event = {
        "key": f"{show_id}/{slot}/{kind}/",
        "show_id": show_id,
        "slot": slot,
        "part": slot.partition("-")[0],
        "number": number,
        "kind": kind,
        "grade": "press",
        "happened_at": NOW,
    }
    event_id = await conn.scalar(insert(events).values(event).returning(events.c.id))
    claim = {
        "entry_id": entry_id,
        "position": 0,
        "show_id": show_id,
        "kind": kind,
        "number": number,
        "slot": slot,
        "grade": "press",
        "claimed_at": NOW,
        "event_id": event_id,
    }
    await conn.execute(insert(claims).values(claim))
    here = (instalments.c.show_id == show_id) & (instalments.c.slot == slot)
    news = {"status": "announced", "grade": "press", "version": 1, "since_at": NOW, "base_status": "no announcement"}
    if not (await conn.execute(update(instalments).where(here).values(news))).rowcount:
        row = {"show_id": show_id, "slot": slot, "part": slot.partition("-")[0], "number": number, "origin": "news"}
        await conn.execute(insert(instalments).values(row | news))
    return int(event_id or 0)


async def told(database: Database) -> list[tuple[str, str, str]]:
    """Give where each event and its claim stand: key of the event, show and slot of the claim."""
    async with database.connect() as conn:
        rows = await conn.execute(
            select(events.c.key, claims.c.show_id, claims.c.slot)
            .join(claims, claims.c.event_id == events.c.id)
            .order_by(events.c.id)
        )
        return [(row.key, row.show_id, row.slot) for row in rows]


async def row_of(database: Database, show_id: str, slot: str) -> Mapping[str, Any]:
    async with database.connect() as conn:
        wanted = select(instalments).where(instalments.c.show_id == show_id, instalments.c.slot == slot)
        return dict((await conn.execute(wanted)).one()._mapping)


AKUDAMA = show(
    "akudama-drive",
    season(1, 41433),
    film(1, 5, year=2024),
    title="Akudama Drive",
    names=(Title("アクダマドライブ", "native"), Title("Akudama Drive: The Film", "synonym", "film-1")),
)


async def test_what_is_taken_in_comes_back_the_same(database: Database) -> None:
    other = show("bocchi-the-rock", season(1, 47917), season(2, 61006, status=Status.ANNOUNCED, date=None))
    await take_in(database, AKUDAMA, other)
    assert await stored(database) == {"akudama-drive": AKUDAMA, "bocchi-the-rock": other}


async def test_the_dates_of_later_cours_come_back_and_change_with_the_release(database: Database) -> None:
    later = replace(season(1, 1), resumes=(ReleaseDate.parse("2021-04"), ReleaseDate.parse("2021-10-02")))
    await take_in(database, show("kingdom", season(1, 1)))
    await take_in(database, show("kingdom", later))
    assert (await stored(database))["kingdom"].instalments == (later,)


async def test_the_starter_catalogue_leaves_the_dates_of_later_cours_to_releases(database: Database) -> None:
    later = replace(season(1, 1), resumes=(ReleaseDate.parse("2021-04"),))
    await take_in(database, show("kingdom", season(1, 1)), origin="starter")
    for incoming, origin in ((later, "import"), (season(1, 1), "starter"), (later, "import")):
        await take_in(database, show("kingdom", incoming), origin=origin)
        assert (await stored(database))["kingdom"].instalments == (later,)


async def test_cours_stay_also_where_the_news_have_spoken(database: Database) -> None:
    later = replace(season(1, 1), resumes=(ReleaseDate.parse("2021-04"),))
    await take_in(database, show("kingdom", season(1, 1)), origin="starter")
    await take_in(database, show("kingdom", later))
    async with database.begin() as conn:
        await conn.execute(update(instalments).values(version=1))
    await take_in(database, show("kingdom", season(1, 1)), origin="starter")
    assert (await stored(database))["kingdom"].instalments == (later,)


async def test_taking_the_same_in_again_changes_nothing(database: Database) -> None:
    incoming = [AKUDAMA, show("without-ids"), show("twin", season(1, 7)), show("twin-2", season(1, 8), title="Twin")]
    await take_in(database, *incoming)
    before = await stored(database)
    assert await take_in(database, *incoming) == Changes()
    assert await stored(database) == before


async def test_a_show_keeps_its_id_when_it_is_renamed(database: Database) -> None:
    await take_in(database, AKUDAMA)
    renamed = show("akudama-doraibu", season(1, 41433), title="Akudama Doraibu")
    await take_in(database, renamed)
    found = (await stored(database))["akudama-drive"]
    assert (found.title, found.titles[0]) == ("Akudama Doraibu", Title("Akudama Doraibu", "romaji"))


async def test_a_slug_that_is_taken_by_another_show_gets_the_year(database: Database) -> None:
    await take_in(database, show("kanon", season(1, 144), year=2002))
    await take_in(database, show("kanon", season(1, 1530), year=2006))
    await take_in(database, show("kanon", season(1, 99), year=2006))
    assert sorted(await stored(database)) == ["kanon", "kanon-2006", "kanon-2006-2"]


async def test_what_a_release_does_not_mention_stays(database: Database) -> None:
    await take_in(database, AKUDAMA, show("other", season(1, 1), season(2, 2)))
    await take_in(database, show("other", season(1, 1)))
    assert await slots(database, "akudama-drive") == {"season-1": (41433,), "film-1": (5,)}
    assert await slots(database, "other") == {"season-1": (1,), "season-2": (2,)}


async def test_titles_that_a_release_drops_are_dropped(database: Database) -> None:
    await take_in(database, show("other", season(1, 1), names=(Title("Wrong Name"), Title("Right Name"))))
    await take_in(database, show("other", season(1, 1), names=(Title("Right Name", "english"),)))
    found = (await stored(database))["other"].titles
    assert found == (Title("Right Name", "english"), Title("Other", "romaji"))


async def test_followers_of_shows_that_merge_follow_the_one_that_stays(database: Database) -> None:
    await take_in(database, show("bleach", season(1, 269)), show("bleach-war", season(1, 41467)))
    await follow(database, "bleach", 10)
    await follow(database, "bleach-war", 10, 20)
    async with database.begin() as conn:
        await tell(conn, "bleach-war", "season-1", "finished")
        await tell(conn, "bleach-war", "season-2")
    changes = await take_in(database, show("bleach", season(1, 269), season(2, 41467)))
    assert (changes.shows_merged, changes.shows_added) == (1, 0)
    assert list(await stored(database)) == ["bleach"]
    assert await followers(database) == {("bleach", 10), ("bleach", 20)}
    assert await told(database) == [
        ("bleach/season-2/finished/", "bleach", "season-2"),
        ("bleach/season-3/renewed/", "bleach", "season-3"),
    ]
    async with database.connect() as conn:
        by_old_id = await get_show(conn, "bleach-war")
    assert by_old_id is not None
    assert by_old_id.show.id == "bleach"


async def test_redirects_lead_to_the_end_in_one_step(database: Database) -> None:
    await take_in(database, show("a", season(1, 1)), show("b", season(1, 2)), show("c", season(1, 3)))
    await take_in(database, show("b", season(1, 2), season(2, 1)))
    await take_in(database, show("c", season(1, 3), season(2, 2), season(3, 1)))
    async with database.connect() as conn:
        found = {row.old_id: row.show_id for row in await conn.execute(select(redirects))}
    assert found == {"a": "c", "b": "c"}


async def test_followers_of_a_show_that_splits_follow_all_of_it(database: Database) -> None:
    await take_in(database, show("magical-index", season(1, 4654), season(2, 6213)))
    await follow(database, "magical-index", 10)
    async with database.begin() as conn:
        await tell(conn, "magical-index", "season-1", "finished")
        await tell(conn, "magical-index", "season-2", "finished")
    changes = await take_in(database, show("magical-index", season(1, 4654)), show("railgun", season(1, 6213)))
    assert (changes.shows_split, changes.shows_added) == (1, 1)
    assert await followers(database) == {("magical-index", 10), ("railgun", 10)}
    assert await told(database) == [
        ("magical-index/season-1/finished/", "magical-index", "season-1"),
        ("railgun/season-1/finished/", "railgun", "season-1"),
    ]
    moved = await row_of(database, "railgun", "season-1")
    assert (moved["status"], moved["version"], moved["grade"]) == ("finished", 2, "database")


async def test_the_show_that_keeps_the_first_entry_keeps_the_id(database: Database) -> None:
    await take_in(database, show("fate", season(1, 356), season(2, 10087), season(3, 11741)))
    await take_in(database, show("fate-zero", season(1, 10087), season(2, 11741)), show("fate-night", season(1, 356)))
    found = await stored(database)
    assert {show_id: each.ids["mal"] for show_id, each in found.items()} == {
        "fate": (356,),
        "fate-zero": (10087, 11741),
    }


async def test_claims_follow_their_season_when_it_is_numbered_anew(database: Database) -> None:
    await take_in(database, show("kingdom", season(1, 1), season(2, 2), season(3, 3)))
    async with database.begin() as conn:
        await conn.execute(update(instalments).values(version=0))
        for slot in ("season-2", "season-3"):
            event = {"key": f"kingdom/{slot}/renewed/", "show_id": "kingdom", "slot": slot, "number": int(slot[-1])}
            event |= {"part": "season", "kind": "renewed", "grade": "press", "happened_at": NOW}
            await conn.execute(insert(events).values(event))
    await take_in(database, show("kingdom", season(1, 1), season(2, 9), season(3, 2), season(4, 3)))
    async with database.connect() as conn:
        found = [(row.key, row.slot, row.number) for row in await conn.execute(select(events).order_by(events.c.id))]
    assert found == [("kingdom/season-3/renewed/", "season-3", 3), ("kingdom/season-4/renewed/", "season-4", 4)]


async def test_a_film_keeps_its_number_when_an_older_one_appears(database: Database) -> None:
    await take_in(database, show("kingdom", season(1, 1), film(1, 50, year=2021)))
    await take_in(database, show("kingdom", season(1, 1), film(1, 40, year=2019), film(2, 50, year=2021)))
    assert await slots(database, "kingdom") == {"season-1": (1,), "film-1": (50,), "film-2": (40,)}


async def test_what_the_news_wrote_is_the_stronger_word(database: Database) -> None:
    await take_in(database, show("kingdom", season(1, 1)))
    async with database.begin() as conn:
        await tell(conn, "kingdom", "season-2")
    await take_in(database, show("kingdom", season(1, 1), season(2, 2, status=Status.DATED, date="2027-fall")))
    row = await row_of(database, "kingdom", "season-2")
    assert (row["status"], row["date"], row["grade"], row["version"]) == ("announced", None, "press", 1)
    assert (row["base_status"], row["base_date"], row["episodes"]) == ("dated", "2027-fall", 12)
    assert await slots(database, "kingdom") == {"season-1": (1,), "season-2": (2,)}


@pytest.mark.parametrize(
    ("news", "database_says", "after"),
    [
        ("announced", Status.AIRING, "airing"),
        ("dated", Status.FINISHED, "finished"),
        ("airing", Status.FINISHED, "finished"),
        ("delayed", Status.FINISHED, "delayed"),
        ("cancelled", Status.AIRING, "cancelled"),
        ("finished", Status.AIRING, "finished"),
        ("airing", Status.DATED, "airing"),
    ],
)
async def test_a_database_may_say_that_a_part_has_begun_or_ended(
    database: Database, news: str, database_says: Status, after: str
) -> None:
    await take_in(database, show("kingdom", season(1, 1)))
    async with database.begin() as conn:
        await tell(conn, "kingdom", "season-2")
        await conn.execute(update(instalments).where(instalments.c.slot == "season-2").values(status=news))
    await take_in(database, show("kingdom", season(1, 1), season(2, 2, status=database_says)))
    row = await row_of(database, "kingdom", "season-2")
    assert row["status"] == after
    assert row["version"] == (1 if after == news else 2)


STARTER = show(
    "akudama-drive",
    season(1, 41433, date="2020-10-08"),
    title="Akudama Drive",
    names=(Title("アクダマドライブ", "native"), Title("Bad Guys Drive")),
)


async def test_a_release_adds_to_the_starter_catalogue_and_overwrites_nothing(database: Database) -> None:
    await take_in(database, STARTER, origin="starter")
    release = show(
        "akudama",
        season(1, 41433, 99, date="2020-fall"),
        film(1, 5),
        title="AKUDAMA",
        year=2019,
        names=(Title("アクダマ", "native"), Title("アクダマドライブ"), Title("Film Name", "synonym", "film-1")),
    )
    await take_in(database, release)
    (found,) = (await stored(database)).values()
    assert (found.id, found.title, found.year) == ("akudama-drive", "Akudama Drive", 2020)
    assert found.titles == (
        Title("Akudama Drive", "romaji"),
        Title("アクダマドライブ", "native"),
        Title("Bad Guys Drive"),
        Title("AKUDAMA", "synonym"),
        Title("アクダマ", "synonym"),
        Title("Film Name", "synonym", "film-1"),
    )
    assert [(each.slot, each.date, each.ids) for each in found.instalments] == [
        ("season-1", ReleaseDate.parse("2020-10-08"), {"mal": (41433, 99)}),
        ("film-1", ReleaseDate(2021), {"mal": (5,)}),
    ]
    assert await take_in(database, release) == Changes()


async def test_the_starter_catalogue_takes_over_what_a_release_brought(database: Database) -> None:
    await take_in(database, show("akudama", season(1, 41433), film(1, 5)), show("other", season(1, 1)))
    await follow(database, "akudama", 10)
    await take_in(database, STARTER, origin="starter")
    assert sorted(await stored(database)) == ["akudama-drive", "other"]
    assert await followers(database) == {("akudama-drive", 10)}
    assert await take_in(database, STARTER, origin="starter") == Changes()
    async with database.connect() as conn:
        assert (await conn.scalar(select(shows.c.origin).where(shows.c.id == "akudama-drive"))) == "starter"
        assert await find_by_external_id(conn, "mal", 5) == "akudama-drive"


async def test_the_starter_catalogues_boundaries_stand_above_a_releases(database: Database) -> None:
    naruto, shippuden = show("naruto", season(1, 20)), show("naruto-shippuden", season(1, 1735))
    await take_in(database, naruto, shippuden, origin="starter")
    release = show("naruto", season(1, 20), season(2, 1735), film(1, 442), year=2020)
    await take_in(database, release)
    assert await slots(database, "naruto") == {"season-1": (20,), "film-1": (442,)}
    assert await slots(database, "naruto-shippuden") == {"season-1": (1735,)}
    # … and together what a release keeps apart.
    await take_in(database, show("index", season(1, 1), season(2, 2)), origin="starter")
    await take_in(database, show("index", season(1, 1)), show("index-2", season(1, 2)))
    assert await slots(database, "index") == {"season-1": (1,), "season-2": (2,)}
    assert "index-2" not in await stored(database)


async def test_two_films_of_one_number_are_told_apart_by_their_ids(database: Database) -> None:
    await take_in(database, show("kingdom", season(1, 1), film(1, 40, year=2021)))
    await take_in(database, show("kingdom", season(1, 1), film(1, 50, year=2021)), origin="starter")
    await take_in(database, show("kingdom", season(1, 1), film(1, 40, year=2021), film(2, 50, year=2021)))
    assert await slots(database, "kingdom") == {"season-1": (1,), "film-1": (50,), "film-2": (40,)}


async def test_a_starter_show_without_ids_is_found_by_its_name(database: Database) -> None:
    await take_in(database, show("kingdom", season(1)), origin="starter")
    await take_in(database, show("kingdom", season(1, 1), season(2, 2)))
    assert await slots(database, "kingdom") == {"season-1": (1,), "season-2": (2,)}


async def test_what_a_person_added_stays_for_good(database: Database) -> None:
    await take_in(database, AKUDAMA)
    async with database.begin() as conn:
        await conn.execute(insert(titles).values(show_id="akudama-drive", text="Akuma", origin="person"))
        await conn.execute(update(shows).values(origin="person", title="A Person's Title"))
        await conn.execute(update(external_ids).where(external_ids.c.external_id == "5").values(origin="person"))
        row = {"show_id": "akudama-drive", "slot": "season-2", "part": "season", "number": 2, "origin": "person"}
        await conn.execute(insert(instalments).values(row | {"status": "announced"}))
    changed = show("akudama", season(1, 41433), season(2, 70), title="Akudama Two")
    await take_in(database, changed, show("film", film(1, 5)))
    await take_in(database, STARTER, origin="starter")
    (found,) = (await stored(database)).values()
    assert found.title == "A Person's Title"
    assert Title("Akuma") in found.titles
    assert found.instalments[1].status is Status.ANNOUNCED
    assert found.ids["mal"][-1] == 70
    async with database.connect() as conn:
        assert await find_by_external_id(conn, "mal", 5) == "akudama-drive"


class Told:
    """A show of the starter catalogue."""

    def __init__(self, which: Show, details: Details, *, ended: bool = False, checked: str = "2026-08-01") -> None:
        self.show = which
        self.details = details
        self.ended = ended
        self.checked = checked


async def test_details_come_back_as_they_went_in(database: Database) -> None:
    details = Details(
        story=Story("A courier is drawn in.", "The cat talks."),
        cast=(Role("Courier", "Yuichiro Umehara"),),
        trailers=(Trailer("Season 1", "https://example.org/pv"), Trailer("Season 2", None, "none yet")),
        ratings=(Rating("IMDb", 7.3, "2026-08-01", 2238),),
        creators=("Too Kyo Games",),
        site="https://example.org",
    )
    await take_in(database, STARTER, origin="starter")
    async with database.begin() as conn:
        await absorb.write_details(conn, [Told(STARTER, details, ended=True)], origin="starter")
        await absorb.write_details(conn, [Told(STARTER, details, ended=False)], origin="starter")
    async with database.connect() as conn:
        found = await get_show(conn, "akudama-drive")
        assert await get_show(conn, "unknown") is None
    assert found is not None
    assert (found.show, found.details, found.ended, found.origin) == (STARTER, details, True, "starter")
    assert found.checked_at == 1_785_542_400  # 1 August 2026, midnight UTC


async def test_a_show_that_leaves_the_starter_catalogue_is_the_releases_again(database: Database) -> None:
    await take_in(database, STARTER, show("other", season(1, 1)), origin="starter")
    async with database.begin() as conn:
        await absorb.let_go(conn, ["other"], origin="starter")
    await take_in(database, show("akudama", season(1, 41433), title="Akudama"))
    found = await stored(database)
    assert found["akudama-drive"].title == "Akudama"
    assert found["other"].title == "Other"


async def test_stats_count_what_there_is(database: Database) -> None:
    await take_in(database, AKUDAMA)
    await take_in(database, show("bocchi", season(1, 2)), origin="starter")
    async with database.connect() as conn:
        found = await stats(conn)
    assert (found.shows, found.by_origin, found.titles, found.redirects, found.last_import) == (
        2,
        {"import": 1, "starter": 1},
        4,
        0,
        None,
    )
    assert (found.instalments, found.external_ids) == ({"season": 2, "film": 1}, {"mal": 3})
