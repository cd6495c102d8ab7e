"""Which show is meant, and what is known about it."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from sqlalchemy import insert, update

from bot.core.errors import ShowNotFound
from bot.core.models import Grade, Kind, Part, ReleaseDate, Show, Status, Title
from bot.core.show_keys import LIMIT, show_key
from bot.services.lookup import MOST_AT_ONCE, Lookup
from bot.services.shelf import Shelf
from bot.storage.database import Database
from bot.storage.tables import claims, entries, events, feeds, instalments, redirects, shows
from tests.conftest import Clock
from tests.shows import AKUDAMA, COMMAS, FRIEREN, LONG, SHOWS, store

TWIN = replace(
    AKUDAMA, id="twin-2002", title="Twin", titles=(Title("Twin", "main"), Title("Twin (2002)")), popularity=1
)
OTHER_TWIN = replace(TWIN, id="twin-2006", title="TWIN", titles=(Title("TWIN", "main"),), popularity=9)
NAMESAKE = replace(TWIN, id="namesake", title="Namesake", titles=(Title("Namesake", "main"), Title("Frieren Fan")))
FAN = replace(TWIN, id="fan", title="Frieren Fan", titles=(Title("Frieren Fan", "main"),))


async def lookup_over(database: Database, clock: Clock, catalogue: Sequence[Show]) -> Lookup:
    async def load() -> Sequence[Show]:
        return catalogue

    shelf = Shelf(load)
    await shelf.reload()
    return Lookup(database, shelf, clock)


@pytest.fixture
async def lookup(database: Database, clock: Clock) -> Lookup:
    await store(database, SHOWS)
    return await lookup_over(database, clock, [*SHOWS, TWIN, OTHER_TWIN, NAMESAKE, FAN])


async def test_a_shared_title_is_answered_with_all_who_bear_it(lookup: Lookup) -> None:
    found = await lookup.find("twin")
    assert (found.show_id, found.several) == (None, True)
    assert [one.label for one in found.nearest] == ["TWIN (TV, 2020)", "Twin (TV, 2020)"]


async def test_the_show_itself_goes_before_one_that_is_only_also_called_so(lookup: Lookup) -> None:
    assert (await lookup.find("frieren fan")).show_id == "fan"


async def test_a_renamed_show_is_known_by_its_old_id(lookup: Lookup, database: Database) -> None:
    async with database.begin() as conn:
        await conn.execute(insert(redirects).values(old_id="akuma-drive", show_id="akudama-drive"))
    assert (await lookup.find("akuma-drive")).show_id == "akudama-drive"
    assert (await lookup.card("akuma-drive")).id == "akudama-drive"


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("akudama drive, frieren", ["akudama-drive", "frieren"]),
        ("Yes, No, or Maybe?", ["yes-no-or-maybe"]),
        ("frieren, yes, no, or maybe?, akudama-drive", ["frieren", "yes-no-or-maybe", "akudama-drive"]),
        ("葬送のフリーレン、アクダマドライブ", ["frieren", "akudama-drive"]),
        (" ,, ", []),
    ],
)
async def test_a_list_is_read_with_commas_that_belong_to_titles(lookup: Lookup, text: str, ids: list[str]) -> None:
    assert await lookup.find_all(text) == (ids, [])


async def test_what_is_unclear_in_a_list_is_given_back_with_what_it_may_mean(lookup: Lookup) -> None:
    clear, unclear = await lookup.find_all("frieren, akudama drvie")
    assert clear == ["frieren"]
    assert [(asked, found.nearest[0].id) for asked, found in unclear] == [("akudama drvie", "akudama-drive")]


async def test_a_list_without_end_is_cut(lookup: Lookup) -> None:
    clear, unclear = await lookup.find_all("frieren," * 500)
    assert (len(clear), unclear) == (MOST_AT_ONCE, [])


async def test_a_name_like_none_is_answered_with_the_likest(lookup: Lookup) -> None:
    assert (await lookup.find("akira drive")).nearest[0].id == "akudama-drive"
    assert (await lookup.find("zzzzzzzzzzz")).nearest == ()
    assert (await lookup.find("  ")).nearest == ()
    assert (await lookup.find("qx " * 2000)).nearest == ()


@pytest.mark.parametrize("typed", ["Akudama Drive (TV, 2020)", "akudama drive (tv, 2020)", "Akudama Drive (TV)"])
async def test_a_suggestions_label_may_be_typed(lookup: Lookup, typed: str) -> None:
    assert (await lookup.find(typed)).show_id == "akudama-drive"


@pytest.mark.parametrize("show", SHOWS)
async def test_the_key_of_a_button_leads_back_to_its_show(lookup: Lookup, show: Show) -> None:
    key = show_key(show.id)
    assert len(key) <= LIMIT
    assert lookup.by_key(key) == show.id


async def test_an_unknown_show_has_no_card(lookup: Lookup) -> None:
    with pytest.raises(ShowNotFound):
        await lookup.card("nothing")


async def test_a_show_without_news_names_the_part_that_would_come_next(lookup: Lookup) -> None:
    card = await lookup.card("akudama-drive")
    assert (card.answer.part, card.answer.number, card.answer.status) == (Part.SEASON, 2, Status.NO_ANNOUNCEMENT)
    assert [part.number for part in card.ran] == [1]
    assert card.other_titles == ("アクダマドライブ",)
    film = await lookup.card(COMMAS.id)
    assert (film.answer.number, film.answer.status) == (None, Status.NO_ANNOUNCEMENT)


async def test_a_date_that_has_passed_is_said_to_be_overdue(lookup: Lookup, clock: Clock, database: Database) -> None:
    assert (await lookup.card(FRIEREN.id)).answer.overdue is False
    clock.now = 1_801_440_000  # 1 February 2027
    assert (await lookup.card(FRIEREN.id)).answer.overdue is True
    async with database.begin() as conn:
        await conn.execute(update(instalments).where(instalments.c.slot == "season-2").values(date="2027"))
    assert (await lookup.card(FRIEREN.id)).answer.overdue is False


async def test_a_concluded_show_says_so(lookup: Lookup, database: Database) -> None:
    async with database.begin() as conn:
        await conn.execute(update(shows).where(shows.c.id == "akudama-drive").values(ended=True))
    assert (await lookup.card("akudama-drive")).answer.status is Status.ENDED


async def test_what_is_coming_goes_before_what_is_running(lookup: Lookup, database: Database) -> None:
    async with database.begin() as conn:
        row = {"show_id": FRIEREN.id, "slot": "film-1", "part": "film", "number": 1, "status": "airing"}
        await conn.execute(insert(instalments).values(row | {"date": "2026-05"}))
    card = await lookup.card(FRIEREN.id)
    assert (card.answer.part, card.answer.status) == (Part.SEASON, Status.DATED)
    assert [part.part for part in card.beside] == [Part.FILM]


async def test_a_status_from_the_news_carries_its_sources_and_history(lookup: Lookup, database: Database) -> None:
    async with database.begin() as conn:
        await conn.execute(
            insert(feeds).values(
                id=1, url="u", name="Some News", grade="press", added_at=0, last_success_at=1_779_000_000
            )
        )
        entry = {
            "id": 1,
            "feed_id": 1,
            "title": "Frieren S2 dated",
            "link": "https://news.example/1",
            "published_at": 7,
        }
        await conn.execute(
            insert(entries).values(entry | {"seen_at": 8, "last_seen_at": 8, "digest": "", "verdict": "announce"})
        )
        event = {"id": 1, "key": "k", "show_id": FRIEREN.id, "slot": "season-2", "part": "season", "number": 2}
        await conn.execute(
            insert(events).values(event | {"kind": "dated", "date": "2027-01", "grade": "press", "happened_at": 7})
        )
        claim = {"entry_id": 1, "position": 0, "show_id": FRIEREN.id, "kind": "dated", "slot": "season-2"}
        await conn.execute(insert(claims).values(claim | {"grade": "press", "claimed_at": 7, "event_id": 1}))
        await conn.execute(update(instalments).where(instalments.c.slot == "season-2").values(since_at=7))
    card = await lookup.card(FRIEREN.id)
    assert [(source.name, source.link, source.grade) for source in card.answer.citations] == [
        ("Some News", "https://news.example/1", Grade.PRESS)
    ]
    assert [(news.kind, news.date) for news in card.history] == [(Kind.DATED, ReleaseDate(2027, 1))]
    assert card.read_at == 1_779_000_000


async def test_a_text_names_shows_whether_or_not_it_claims_anything(lookup: Lookup) -> None:
    named = lookup.named_in("Akudama Drive Season 2 Release Date: Is It Happening?")
    assert (named.show_ids, named.speculates) == (("akudama-drive",), True)
    assert lookup.named_in("what a lovely day").show_ids == ()


async def test_a_title_is_known_from_memory_and_an_unknown_id_stands_for_itself(lookup: Lookup) -> None:
    assert (lookup.title(LONG.id), lookup.title("gone")) == (LONG.title, "gone")


async def test_the_best_known_show_serves_as_a_sample(lookup: Lookup, database: Database, clock: Clock) -> None:
    assert lookup.best_known() == FRIEREN.id
    empty = await lookup_over(database, clock, [])
    with pytest.raises(ShowNotFound):
        empty.best_known()
