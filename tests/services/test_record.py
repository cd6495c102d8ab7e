"""An entry is taken in whole or not at all, and each change is told once."""

from dataclasses import replace

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.exc import StatementError

from bot.core.models import Claim
from bot.storage.database import Database
from bot.storage.tables import claims, entries, instalments
from tests.conftest import Clock
from tests.services.newsdesk import Desk, claim


async def test_a_renewal_is_owed_to_every_channel_that_follows_the_show(desk: Desk) -> None:
    await desk.follow(1)
    await desk.follow(2, "*")
    await desk.follow(3, "another-show")
    await desk.publish(claim("renewed", 2))
    assert await desk.told() == ["season-2 renewed"]
    assert await desk.owed() == [(1, "renewed", "due"), (2, "renewed", "due")]
    assert desk.woken == 1


async def test_the_same_story_from_a_second_feed_is_one_event_with_two_sources(desk: Desk) -> None:
    await desk.follow(1)
    await desk.publish(claim("renewed", 2), title="first")
    await desk.publish(claim("renewed"), feed="second", title="in other words")
    assert await desk.told() == ["season-2 renewed"]
    assert [[source.title for source in one.sources] for one in await desk.news()] == [["first", "in other words"]]
    assert await desk.owed() == [(1, "renewed", "due")]


async def test_an_entry_that_comes_again_changes_nothing(desk: Desk) -> None:
    await desk.follow(1)
    assert await desk.publish(claim("renewed", 2), title="once")
    assert not await desk.publish(claim("renewed", 2), title="once")
    assert await desk.owed() == [(1, "renewed", "due")]


async def test_a_renewal_with_a_date_is_one_event(desk: Desk) -> None:
    await desk.follow(1)
    await desk.publish(claim("renewed", 2, "2027-04"), claim("dated", 2, "2027-04"))
    assert await desk.told() == ["season-2 renewed+dated 2027-04"]
    assert len(await desk.owed()) == 1


async def test_a_first_poll_tells_nobody_and_is_remembered(desk: Desk) -> None:
    await desk.follow(1)
    await desk.publish(claim("renewed", 2), silent=True)
    await desk.publish(claim("renewed", 2), feed="second", silent=True)
    assert (await desk.told(), await desk.owed()) == (["(season-2 renewed)"], [])


async def test_old_news_repeated_after_the_first_poll_is_not_told(desk: Desk, clock: Clock) -> None:
    await desk.follow(1)
    await desk.polled("second", int(clock()) - 10)
    await desk.publish(claim("renewed", 2), silent=True, at=int(clock()) - 90_000)
    clock.advance(600)
    await desk.publish(claim("renewed", 2), feed="second")
    assert await desk.owed() == []


async def test_news_that_a_new_feed_kept_silent_is_told_when_an_old_feed_brings_it(desk: Desk, clock: Clock) -> None:
    await desk.follow(1)
    clock.advance(5000)
    await desk.publish(claim("renewed", 2), feed="second", silent=True)
    clock.advance(600)
    await desk.publish(claim("renewed", 2))
    assert await desk.owed() == [(1, "renewed", "due")]
    await desk.publish(claim("renewed", 2), title="and again")
    assert await desk.owed() == [(1, "renewed", "due")]


@pytest.mark.parametrize("verdict", ["hold", "ignore"])
async def test_what_is_not_to_be_told_is_not_told(desk: Desk, verdict: str) -> None:
    await desk.follow(1)
    await desk.publish(claim("renewed", 2), verdict=verdict)
    assert (await desk.told(), await desk.owed()) == ([], [])


async def test_held_claims_are_kept_as_evidence_and_move_nothing(desk: Desk, database: Database) -> None:
    await desk.publish(claim("renewed", 2), verdict="hold")
    await desk.publish(claim("renewed", 2, show=None), verdict="hold")
    async with database.connect() as conn:
        kept = (await conn.execute(select(claims.c.show_id, claims.c.slot, claims.c.event_id))).all()
    assert [tuple(row) for row in kept] == [("akudama-drive", "", None), (None, "", None)]


async def test_a_rumour_reaches_only_those_who_asked_for_rumours(desk: Desk) -> None:
    await desk.follow(1)
    await desk.follow(2, kinds=["rumour"], least_grade="report")
    await desk.follow(3, kinds=["rumour"])
    await desk.publish(claim("rumour", 2, grade="report"), verdict="hold")
    assert await desk.owed() == [(2, "rumour", "due")]
    await desk.publish(claim("renewed", 2))
    assert await desk.owed() == [(2, "rumour", "due"), (1, "renewed", "due")]


async def test_a_channel_gets_only_the_kinds_it_wants(desk: Desk) -> None:
    await desk.follow(1, kinds=["dated"])
    await desk.follow(2, kinds=["finished"])
    await desk.follow(3)
    await desk.publish(claim("renewed", 2))
    await desk.publish(claim("dated", 2, "2027-04"))
    await desk.publish(claim("premiered", 2))
    await desk.publish(claim("finished", 2))
    assert await desk.owed() == [
        (3, "renewed", "due"),
        (1, "dated", "due"),
        (3, "dated", "due"),
        (3, "premiered", "due"),
        (2, "finished", "due"),
    ]


async def test_a_channel_that_follows_the_show_twice_is_owed_one_message(desk: Desk) -> None:
    await desk.follow(1, "*", role_id=7)
    await desk.follow(1, role_id=8)
    await desk.publish(claim("renewed", 2))
    assert await desk.owed() == [(1, "renewed", "due")]


DATES = [
    ("a date refined is told again", [("2027", "press"), ("2027-04", "press")], ["dated 2027", "dated 2027-04"]),
    ("a vaguer one is not", [("2027-04-03", "press"), ("2027-spring", "press")], ["dated 2027-04-03"]),
    ("another is a correction", [("2027-04", "press"), ("2027-07", "press")], ["dated 2027-04", "dated 2027-07"]),
    ("a lesser source corrects nobody", [("2027-04", "official"), ("2027-07", "press")], ["dated 2027-04"]),
    (
        "sources that flap are told once each",
        [("2027-04", "press"), ("2027-07", "press")] * 3,
        ["dated 2027-04", "dated 2027-07"],
    ),
]


@pytest.mark.parametrize(("name", "said", "told"), DATES, ids=[case[0] for case in DATES])
async def test_dates(desk: Desk, clock: Clock, name: str, said: list[tuple[str, str]], told: list[str]) -> None:
    await desk.publish(claim("renewed", 2))
    for date, grade in said:
        clock.advance(3600)
        await desk.publish(claim("dated", 2, date, grade=grade))
    assert await desk.told() == ["season-2 renewed", *(f"season-2 {one}" for one in told)]


async def test_a_correction_names_the_date_that_it_replaces(desk: Desk, clock: Clock) -> None:
    for date in ("2027-04", "2027-07"):
        clock.advance(60)
        await desk.publish(claim("dated", 2, date))
    first, second = await desk.news()
    assert (first.corrected, second.corrected) == (False, True)
    assert second.was is not None
    assert second.was.iso == "2027-04"


async def test_a_delay_is_told_once_however_often_it_is_reported(desk: Desk, clock: Clock) -> None:
    await desk.publish(claim("dated", 2, "2027-04"))
    for feed in ("wire", "second", "wire"):
        clock.advance(3600)
        await desk.publish(claim("delayed", 2), feed=feed)
    clock.advance(3600)
    await desk.publish(claim("dated", 2, "2027-10"))
    clock.advance(3600)
    await desk.publish(claim("delayed", 2))
    assert await desk.told() == [
        "season-2 dated+renewed 2027-04",
        "season-2 delayed",
        "season-2 dated 2027-10",
        "season-2 delayed",
    ]


async def test_a_denial_retracts_what_was_told(desk: Desk, clock: Clock) -> None:
    await desk.publish(claim("renewed", 2))
    clock.advance(60)
    await desk.publish(claim("renewed", 2, grade="official", denied=True), verdict="hold")
    assert [one.retracted for one in await desk.news()] == [True]


async def test_a_denial_of_what_nobody_said_is_no_news(desk: Desk) -> None:
    await desk.publish(claim("renewed", 2, denied=True), verdict="hold")
    assert await desk.told() == []


async def test_seasons_that_are_over_are_no_news(desk: Desk) -> None:
    await desk.publish(claim("renewed", 1))
    await desk.publish(claim("dated", 1, "2027-04"))
    await desk.publish(claim("premiered", None))
    assert await desk.told() == []


KNOWN = [
    ("announced", None, claim("renewed", 2), ["season-2 renewed"]),
    ("dated", "2027-04-05", claim("renewed", 2), ["season-2 renewed"]),
    ("dated", "2027-04-05", claim("dated", 2, "2027-04"), ["season-2 dated+renewed 2027-04"]),
    ("airing", "2026-04-05", claim("renewed", 2), []),
    ("finished", "2026-04-05", claim("dated", 2, "2027-04"), []),
]


@pytest.mark.parametrize(("status", "date", "said", "told"), KNOWN)
async def test_what_only_the_catalogue_knows_of_things_to_come_is_news_when_it_is_reported(
    desk: Desk, database: Database, status: str, date: str | None, said: Claim, told: list[str]
) -> None:
    async with database.begin() as conn:
        await conn.execute(
            insert(instalments).values(
                show_id="akudama-drive", slot="season-2", part="season", number=2, status=status, date=date
            )
        )
    for feed in ("wire", "second"):
        await desk.publish(said, feed=feed)
    assert await desk.told() == told


async def test_an_unnumbered_season_is_the_coming_one(desk: Desk) -> None:
    await desk.publish(claim("renewed", 2))
    await desk.publish(claim("dated", None, "2027-04"))
    assert await desk.told() == ["season-2 renewed", "season-2 dated 2027-04"]


async def test_a_film_is_its_own_instalment(desk: Desk) -> None:
    await desk.publish(claim("renewed", 2))
    await desk.publish(claim("film", part="film"))
    assert await desk.told() == ["season-2 renewed", "film-1 film"]


async def test_two_shows_in_one_headline_are_two_events(desk: Desk, database: Database) -> None:
    await desk.publish(claim("renewed", 2), claim("film", part="film"))
    assert await desk.told() == ["season-2 renewed", "film-1 film"]


async def test_a_show_concluded_for_good_is_told_once(desk: Desk, clock: Clock) -> None:
    await desk.follow(1)
    for feed in ("wire", "second"):
        clock.advance(60)
        await desk.publish(claim("cancelled"), feed=feed)
    assert await desk.told() == ["cancelled"]
    assert len(await desk.owed()) == 1


async def test_a_show_that_left_the_catalogue_moves_nothing(desk: Desk, database: Database) -> None:
    gone = claim("renewed", 2).show
    assert gone is not None
    await desk.publish(claim("renewed", 2, show=type(gone)("nowhere", "Nowhere")))
    assert await desk.told() == []


async def test_nothing_is_half_written(desk: Desk, database: Database) -> None:
    await desk.follow(1)
    good = claim("renewed", 2)
    cannot_be_stored = replace(claim("film", part="film"), because=(object(),))  # type: ignore[arg-type]
    with pytest.raises(StatementError, match="not JSON serializable"):
        await desk.publish(good, cannot_be_stored, title="breaks in the middle")
    async with database.connect() as conn:
        counts = [await conn.scalar(select(func.count()).select_from(table)) for table in (entries, claims)]
    assert (counts, await desk.told(), await desk.owed()) == ([0, 0], [], [])
    assert await desk.publish(good, title="breaks in the middle")
    assert await desk.told() == ["season-2 renewed"]


EDITS = [
    ("another date is a correction", claim("dated", 2, "2027-07"), ["season-2 dated 2027-07"]),
    ("a more precise date is none", claim("dated", 2, "2027-04-03"), []),
    ("another kind is none", claim("delayed", 2), []),
    ("another part is none", claim("film", part="film"), []),
]


@pytest.mark.parametrize(("name", "said", "told"), EDITS, ids=[case[0] for case in EDITS])
async def test_an_edited_entry_counts_only_as_a_correction(
    desk: Desk, clock: Clock, name: str, said: Claim, told: list[str]
) -> None:
    await desk.publish(claim("dated", 2, "2027-04"), title="first")
    clock.advance(600)
    await desk.edit("first", said, title="edited")
    assert await desk.told() == ["season-2 dated+renewed 2027-04", *told]


async def test_an_entry_edited_to_a_denial_retracts(desk: Desk, clock: Clock) -> None:
    await desk.publish(claim("renewed", 2), title="first")
    clock.advance(600)
    await desk.edit("first", claim("renewed", 2, denied=True), title="edited")
    assert [one.retracted for one in await desk.news()] == [True]
