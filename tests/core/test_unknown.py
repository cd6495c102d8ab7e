"""Anime that the catalogue does not have: what is announced of them, and what is not."""

import datetime as dt

import pytest

from bot.core.headlines import judge
from bot.core.models import Decision, Entry, Grade, KnownInstalment, Part, ReleaseDate, Show, Source, Title, Verdict
from bot.core.titles import TitleIndex

PUBLISHED = dt.datetime(2026, 9, 10, 12, tzinfo=dt.UTC)


def show(show_id: str, title: str, date: str, *others: str, later: str = "") -> Show:
    first = KnownInstalment("season-1", Part.SEASON, 1, title, ReleaseDate.parse(date), episodes=12)
    second = KnownInstalment("season-2", Part.SEASON, 2, f"{title} 2nd Season", ReleaseDate.parse(later or "2027"))
    titles = (Title(title, "main"), *(Title(other) for other in others))
    known = (first, second) if later else (first,)
    return Show(show_id, title, titles, int(date[:4]), instalments=known, popularity=50.0)


INDEX = TitleIndex.build(
    [
        show("harbour-of-glass", "Harbour of Glass", "2025-04", "Garasu no Minato de Kimi wo Matsu Natsuyasumi"),
        show("old-lantern", "Old Lantern Chronicle", "1994-04"),
        show("harpstrider", "Juuou Mujin Harpstrider", "2027-04"),
        show("quiet-ferry", "The Quiet Ferry to Nowhere", "2025-07", later="2027-01"),
        show("night-baker", "Yoru no Panya to Boku", "2026-07"),
        show("mao", "MAO", "2027-04"),
        show("fishing", "Fishing", "2014-01"),
        show("star-weaver", "Star Weaver", "1994-10"),
        show("star-weaver-2026", "Star Weaver (2026)", "2026-10"),
        *(show(f"other-{at}", f"Somebody {at} no Mao", "2020-04") for at in range(4)),  # a common word of titles
    ]
)


def decide(
    title: str, summary: str = "", language: str = "en", grade: Grade = Grade.PRESS, published: dt.datetime = PUBLISHED
) -> Decision:
    entry = Entry(title, summary, published_at=int(published.timestamp()))
    return judge(entry, Source("a feed", grade=grade, language=language), INDEX)


def claimed(decision: Decision) -> list[tuple[str, str | None, str | None]]:
    return [
        (claim.kind.value, claim.show.id if claim.show else None, claim.date.iso if claim.date else None)
        for claim in decision.claims
    ]


@pytest.mark.parametrize(
    ("language", "title", "summary"),
    [
        ("en", "Moonlit Carpenter Manga Gets TV Anime", ""),
        ("en", "Moonlit Carpenter Manga Is Getting an Anime Adaptation", ""),
        ("en", "Moonlit Carpenter to Be Adapted Into TV Anime", ""),
        ("en", "Anime Adaptation of Moonlit Carpenter Announced", ""),
        ("en", "Lantern Studio Announces Moonlit: Carpenter Anime With a Streamer", ""),
        ("en", "Lantern Studio Reveals Original Anime Moonlit Carpenter", ""),
        ("en", "Moonlit Carpenter Anime Adaptation Announced at Anime Expo", ""),
        ("en", "Moonlit Carpenter Anime's Teaser Reveals Cast, April 2027 Debut", ""),
        ("en", "'Moonlit Carpenter' Reveals Cast, Staff, Winter 2027 Debut", "A site opened for the television anime."),
        ("en", "Moonlit Carpenter Anime Casts Jane Doe", "Doe plays the moon in anime debuting next April."),
        ("en", "Why I Quit Carpentry Anime Unveils Cast, October Debut", ""),
        ("es", "El anime Moonlit Carpenter se estrenará en abril de 2027", ""),
        ("fr", "Le manga Moonlit Carpenter adapté en anime", ""),
        ("de", "Moonlit Carpenter: Anime startet im April 2027", ""),
        ("it", "L'anime di Moonlit Carpenter debutterà ad aprile 2027", ""),
        ("pt", "Moonlit Carpenter ganha anime em 2027", ""),
        ("ar", "أنمي Moonlit Carpenter ينطلق في أبريل 2027", ""),
        ("ru", "Анонсировано аниме «Лунный плотник»", ""),
        ("ja", "「月夜の大工」TVアニメ化決定", ""),
        ("vi", "Manga Moonlit Carpenter được chuyển thể thành anime, ra mắt năm 2027", ""),
    ],
)
def test_a_first_anime_is_announced_without_a_show(language: str, title: str, summary: str) -> None:
    decision = decide(title, summary, language)
    assert (decision.verdict, {claim.show for claim in decision.claims}) == (Verdict.ANNOUNCE, {None}), decision.reason


def test_a_name_with_the_rare_word_of_a_show_to_come_is_held() -> None:
    decision = decide("Original TV Anime 'Kemono Ou Harpstrider' Announced")
    assert (decision.verdict, [one.id for one in decision.rejected]) == (Verdict.HOLD, ["harpstrider"])


@pytest.mark.parametrize(
    ("language", "title", "meant"),
    [
        ("en", "Original TV Anime 'Kemono Ou Harpstrider' Announced for Spring 2027", "harpstrider"),
        ("en", "'Kemono Ou Harpstrider' Anime Announces April Debut", "harpstrider"),
        ("en", "Kimi wo Matsu Season 2 Announced", "harbour-of-glass"),
        ("en", "Studio Kite Reveals Juuou Mujin Harpstridder Magical Girl TV Anime for Spring 2027", "harpstrider"),
        ("fr", "Kimi wo Matsu saison 2 annoncée", "harbour-of-glass"),
        ("it", "L'anime di Kimi wo Matsu torna con la stagione 2", "harbour-of-glass"),
    ],
)
def test_part_of_a_name_means_the_only_show_that_is_expected_so(language: str, title: str, meant: str) -> None:
    decision = decide(title, language=language)
    shows = {claim.show.id if claim.show else None for claim in decision.claims}
    assert (decision.verdict, shows) == (Verdict.ANNOUNCE, {meant}), decision.reason


@pytest.mark.parametrize(
    ("language", "title", "summary", "meant"),
    [
        (
            "en",
            "Hulu's Coolest Anime to Return With Season 2",
            "Good news for The Quiet Ferry to Nowhere.",
            "quiet-ferry",
        ),
        ("en", "Yoru no Panya Anime Delays New Episodes", "", "night-baker"),
        ("pt", "Yoru no Panya: 7º episódio é adiado; anime entra em hiato", "", "night-baker"),
        ("pt", "The Quiet Ferry to Nowere – 2º temporada é adiada para abril", "", "quiet-ferry"),
        ("en", "Yu Rin's MAO Manga Gets TV Anime in Spring 2027", "", "mao"),
        ("en", "Star Weaver Anime Premieres in October", "", "star-weaver-2026"),
        ("en", "Juuou Mujin Harpstrider Original Fishing Anime Announced by Kite", "", "harpstrider"),
        ("en", "Juuou Mujin Harpstridder Heartful Anime Announced by Kite", "", "harpstrider"),
    ],
)
def test_a_show_is_meant_by_what_the_catalogue_knows_of_it(language: str, title: str, summary: str, meant: str) -> None:
    decision = decide(title, summary, language)
    shows = {claim.show.id if claim.show else None for claim in decision.claims}
    assert (decision.verdict, shows) == (Verdict.ANNOUNCE, {meant}), decision.reason


def test_a_date_behind_another_name_is_that_of_the_show_that_is_expected_then() -> None:
    decision = decide("Star Weaver Anime Reveals Visual", "Harbour of Glass anime staff reunite for it on October 3.")
    shows = [(claim.show.id if claim.show else None, claim.date and claim.date.iso) for claim in decision.claims]
    assert shows == [("star-weaver-2026", "2026-10-03")], decision.reason


def test_the_only_show_of_the_text_is_not_meant_without_such_a_season() -> None:
    decision = decide("Hulu's Coolest Anime to Return With Season 2", "Good news for Harbour of Glass.")
    assert {claim.show for claim in decision.claims} == {None}, decision.reason


@pytest.mark.parametrize(
    "title",
    [
        "Kimi wo Matsu Season 4 Announced",  # the second one would be next
        "Original TV Anime 'Kemono Ou Harpstrider' Announced for 2028",  # not when it is expected
        "The Kept Lamp of the Old Lantern Chronicle Anime Reveals January 2027 Debut",  # ended long ago
    ],
)
def test_part_of_a_name_alone_means_no_show(title: str) -> None:
    decision = decide(title)
    assert {claim.show for claim in decision.claims} == {None}, decision.reason


def test_the_date_said_beside_belongs_to_it() -> None:
    assert claimed(decide("Moonlit Carpenter Manga Gets TV Anime in April 2027")) == [
        ("new_show", None, "2027-04"),
        ("dated", None, "2027-04"),
    ]


@pytest.mark.parametrize(
    "title",
    [
        "Anime Expo Announced for July 2027",
        "Winter Streamer Announces Winter 2027 Anime Lineup",
        "Streamer Adds Moonlit Carpenter Anime on October 4",
        "Creators' Guild Announces Anime Film Grant in 2027",
        "Tailor Reveals Anime T-Shirts for Fall 2026",
        "Publisher Announces New Anime Company in April 2027",
        "Moonlit Carpenter RPG Gets Anime Music Video",
        "Moonlit Carpenter Anime Gets English Dub on October 4",
        "Moonlit Carpenter Anime Cafe Opens on October 4",
        "Moonlit Carpenter Anime Gets 2nd Season in October",
        "Moonlit Carpenter Prequel Anime Announced",
        "Moonlit Carpenter Anime Reportedly in the Works for 2027",
        "8 Anime Returning in 2027",
        "Will Moonlit Carpenter Get an Anime in 2027?",
        "Moonlit Carpenter Live-Action Series Debuts in October",
        "Harbour of Steel and Glass Game Gets Sequel in 2027",
    ],
)
def test_nobody_is_told_what_is_not_plain(title: str) -> None:
    assert decide(title).verdict is not Verdict.ANNOUNCE


def test_a_weak_source_and_the_first_of_april_announce_nothing() -> None:
    title = "Moonlit Carpenter Manga Gets TV Anime"
    assert decide(title, grade=Grade.REPORT).verdict is Verdict.HOLD
    assert decide(title, published=PUBLISHED.replace(month=4, day=1)).verdict is Verdict.HOLD


def test_a_new_version_of_an_old_story_is_nobodys_show() -> None:
    assert claimed(decide("Old Lantern Chronicle Manga Gets TV Anime Adaptation")) == [("new_show", None, None)]
    assert decide("Harbour of Glass Manga Gets TV Anime Adaptation").verdict is not Verdict.ANNOUNCE


@pytest.mark.parametrize(
    ("title", "summary"),
    [
        ("Harbor of Glass Anime Gets 2nd Season", ""),
        ("'Garasu no Minato de Kimi o Matsu Natsu Yasumi' Anime Gets 2nd Season", ""),
        ("Crystal Bay Anime Gets 2nd Season", "The anime of Crystal Bay (Garasu no Minato de Kimi wo Matsu Natsuya..."),
    ],
)
def test_a_name_spelled_otherwise_is_found(title: str, summary: str) -> None:
    assert claimed(decide(title, summary)) == [("renewed", "harbour-of-glass", None)]


def test_a_name_that_is_only_similar_is_held() -> None:
    decision = decide("'Garasu no Minato de Kimi wo Matsu Fuyuyasumi' Anime Premieres in October")
    assert (decision.verdict, [ref.id for ref in decision.rejected]) == (Verdict.HOLD, ["harbour-of-glass"])
