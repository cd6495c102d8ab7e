"""The shipped catalogue: what its files must hold, and how mistakes in them are named."""

import tomllib
from importlib import resources
from pathlib import Path

import pytest

from bot.catalogue.starter import COMING, StarterShow, load_starter, starter_digest
from bot.core.errors import CatalogueInvalid
from bot.core.models import Part, ReleaseDate, Status, Title

FOLDER = Path(str(resources.files("bot.catalogue") / "starter"))

GOOD = """
title = "Lighthouse"
romaji = "Toudai"
native = "灯台"
also = ["LH"]
studios = ["Studio One"]
source = "manga"
popularity = 12
checked = "2026-08-22"
instalments = [
  { slot = "season-1", date = "2020-10-08", ended = "2020-12-24", episodes = 12, mal = [1], anilist = [2] },
  { slot = "film-1", title = "Lighthouse: The Film", also = ["Toudai Movie"], date = "2022", mal = [3] },
  { slot = "season-2", status = "announced", mal = [4] },
]
more_mal = [5]
premise = "A keeper counts ships."
statements = [{ text = "A second season is coming.", by = "the publisher", as_of = "2026-08-01" }]

[lighthouse.cast]
"Keeper" = "Somebody"
"""


@pytest.fixture(scope="module")
def shipped() -> list[StarterShow]:
    return load_starter()


@pytest.fixture(scope="module")
def akudama(shipped: list[StarterShow]) -> StarterShow:
    return next(starter for starter in shipped if starter.show.id == "akudama-drive")


def folder_with(tmp_path: Path, **files: str) -> Path:
    for name, text in files.items():
        (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
    return tmp_path


def mistakes(folder: Path) -> list[str]:
    with pytest.raises(CatalogueInvalid) as caught:
        load_starter(folder)
    return str(caught.value).splitlines()


class TestTheShippedFiles:
    def test_there_are_at_least_320_shows(self, shipped: list[StarterShow]) -> None:
        assert len(shipped) >= 320

    def test_each_show_is_in_the_file_of_its_first_letter_in_order(self) -> None:
        for file in sorted(FOLDER.glob("*.toml")):
            ids = list(tomllib.loads(file.read_text(encoding="utf-8")))
            assert ids == sorted(ids), file.name
            if file.stem == "akudama-drive":
                assert ids == ["akudama-drive"]
            elif file.stem == "0-9":
                assert all(show_id[0].isdigit() for show_id in ids)
            else:
                assert {show_id[0] for show_id in ids} == {file.stem}, file.name
                assert "akudama-drive" not in ids

    def test_every_show_has_an_external_id_and_a_popularity(self, shipped: list[StarterShow]) -> None:
        assert [starter.show.id for starter in shipped if not starter.show.ids] == []
        assert [starter.show.id for starter in shipped if not starter.show.popularity] == []

    def test_no_two_names_of_a_show_differ_only_in_case(self, shipped: list[StarterShow]) -> None:
        for starter in shipped:
            folded = [title.text.casefold() for title in starter.show.titles if title.kind != "native"]
            twice = {text for text in folded if folded.count(text) > 1}
            assert not twice, starter.show.id

    def test_seasons_are_numbered_from_one_without_a_gap_and_begin_in_order(self, shipped: list[StarterShow]) -> None:
        for starter in shipped:
            seasons = [each for each in starter.show.instalments if each.part is Part.SEASON]
            assert [each.number for each in seasons] == list(range(1, len(seasons) + 1)), starter.show.id
            begun = [each.date.earliest for each in seasons if each.date]
            assert begun == sorted(begun), starter.show.id

    def test_every_coming_instalment_stands_on_somebodys_dated_word(self, shipped: list[StarterShow]) -> None:
        coming = [starter for starter in shipped if any(each.status in COMING for each in starter.show.instalments)]
        assert len(coming) >= 50
        for starter in coming:
            assert all(statement.by and statement.as_of for statement in starter.details.statements), starter.show.id
            expected = sum(each.status in COMING for each in starter.show.instalments)
            assert len(starter.details.statements) >= expected, starter.show.id

    def test_an_ended_show_has_nothing_airing(self, shipped: list[StarterShow]) -> None:
        for starter in shipped:
            if starter.ended:
                assert all(each.status is Status.FINISHED for each in starter.show.instalments), starter.show.id

    def test_nothing_is_known_later_than_it_was_checked(self, shipped: list[StarterShow]) -> None:
        for starter in shipped:
            checked = ReleaseDate.parse(starter.checked).latest
            details = starter.details
            days = [
                *(place.as_of for place in details.watch),
                *(rating.as_of for rating in details.ratings),
                *(estimate.as_of for estimate in details.estimates),
                *(statement.as_of for statement in details.statements),
            ]
            assert all(ReleaseDate.parse(day).earliest <= checked for day in days), starter.show.id

    def test_the_best_known_shows_have_a_premise_and_a_cast(self, shipped: list[StarterShow]) -> None:
        best_known = sorted(shipped, key=lambda starter: -starter.show.popularity)[:60]
        assert [starter.show.id for starter in best_known if not starter.details.story] == []
        assert sum(1 for starter in shipped if starter.details.story) >= 60
        assert sum(1 for starter in shipped if starter.details.cast) >= 40

    @pytest.mark.parametrize(
        ("name", "show_id"),
        [
            ("KonoSuba", "konosuba"),
            ("AoT", "attack-on-titan"),
            ("SnK", "attack-on-titan"),
            ("Kimetsu no Yaiba", "demon-slayer"),
            ("Oshi no Ko", "oshi-no-ko"),
            ("[Oshi no Ko]", "oshi-no-ko"),
            ("進撃の巨人", "attack-on-titan"),
        ],
    )
    def test_fans_names_lead_to_the_show(self, shipped: list[StarterShow], name: str, show_id: str) -> None:
        named = [each.show.id for each in shipped if any(title.text == name for title in each.show.titles)]
        assert named == [show_id]


class TestAkudamaDrive:
    def test_the_first_season_ran_from_october_to_december_2020(self, akudama: StarterShow) -> None:
        [season] = akudama.show.instalments
        assert season.slot == "season-1"
        assert season.date == ReleaseDate(2020, 10, 8)
        assert season.ended == ReleaseDate(2020, 12, 24)
        assert season.episodes == 12
        assert season.status is Status.FINISHED
        assert akudama.show.year == 2020
        assert akudama.show.format == "TV"
        assert akudama.show.ids == {"mal": (41433,), "anilist": (116566,)}

    def test_no_second_season_is_announced_and_it_is_said_since_when_we_know(self, akudama: StarterShow) -> None:
        assert not akudama.ended
        assert "no official announcement of a second season" in akudama.details.statements[0].text
        assert akudama.details.statements[0].as_of == akudama.checked == "2026-08-22"

    def test_it_is_an_original_work_by_its_two_makers(self, akudama: StarterShow) -> None:
        assert akudama.show.source == "original"
        assert akudama.show.studios == ("Too Kyo Games", "Studio Pierrot")
        assert [creator.split(" (")[0] for creator in akudama.details.creators[:3]] == [
            "Kazutaka Kodaka",
            "Rui Komatsuzaki",
            "Tomohisa Taguchi",
        ]

    def test_the_ten_roles_have_their_voices(self, akudama: StarterShow) -> None:
        assert {role.character: role.actor for role in akudama.details.cast} == {
            "Swindler": "Tomoyo Kurosawa",
            "Courier": "Yuuichirou Umehara",
            "Brawler": "Shunsuke Takeuchi",
            "Hoodlum": "Subaru Kimura",
            "Hacker": "Shun Horie",
            "Doctor": "Megumi Ogata",
            "Cutthroat": "Takahiro Sakurai",
            "Ordinary Girl": "Maaya Uchida",
            "Executioner Boss": "Akio Ootsuka",
            "Black Cat": "Yoshiko Sakakibara",
        }

    def test_the_premise_gives_nothing_away(self, akudama: StarterShow) -> None:
        story = akudama.details.story
        assert story
        for word in ("Kansai", "Kanto", "Akudama", "Cutthroat", "Swindler", "criminals"):
            assert word in story.premise
        for word in ("die", "explosion", "Executioner", "computer", "Courier"):
            assert word not in story.premise
        for word in ("Courier", "Swindler", "Ordinary Girl", "explosion", "Executioners", "Kanto", "prison transport"):
            assert word in story.spoilers

    def test_there_is_a_trailer_of_the_first_season_and_none_of_a_second(self, akudama: StarterShow) -> None:
        assert [trailer.label for trailer in akudama.details.trailers] == ["Season 1, official trailer", "Season 2"]
        assert akudama.details.trailers[1].url is None
        assert "no second season has been announced" in akudama.details.trailers[1].note

    def test_the_older_licence_and_the_newer_one_are_both_dated(self, akudama: StarterShow) -> None:
        places = [(place.service, place.region, place.as_of) for place in akudama.details.watch]
        assert places == [
            ("Funimation", "North America", "2023-12-05"),
            ("Crunchyroll", "North America", "2024-04-02"),
        ]
        assert "English dub" in akudama.details.watch[0].note
        assert "subtitles" in akudama.details.watch[0].note

    def test_the_rating_has_its_votes_and_its_date(self, akudama: StarterShow) -> None:
        [rating] = akudama.details.ratings
        assert (rating.site, rating.score, rating.votes, rating.as_of) == ("IMDb", 7.3, 2238, "2023-12-05")

    def test_the_guessed_window_is_an_outlets_estimate(self, akudama: StarterShow) -> None:
        [estimate] = akudama.details.estimates
        assert estimate.window == "end of 2023 or early 2024"
        assert estimate.outlet == "an entertainment site"
        assert "guess" in estimate.note


class TestReading:
    def test_a_table_becomes_a_show(self, tmp_path: Path) -> None:
        [starter] = load_starter(folder_with(tmp_path, l=f"[lighthouse]{GOOD}"))
        show = starter.show
        assert show.titles == (
            Title("Lighthouse", "main"),
            Title("Toudai", "romaji"),
            Title("灯台", "native"),
            Title("LH"),
            Title("Lighthouse: The Film", slot="film-1"),
            Title("Toudai Movie", slot="film-1"),
        )
        assert [(each.slot, each.title, each.status) for each in show.instalments] == [
            ("season-1", "Lighthouse", Status.FINISHED),
            ("film-1", "Lighthouse: The Film", Status.FINISHED),
            ("season-2", "Lighthouse Season 2", Status.ANNOUNCED),
        ]
        assert show.ids == {"mal": (1, 3, 4, 5), "anilist": (2,)}
        assert (show.year, show.popularity, starter.ended, starter.checked) == (2020, 12.0, False, "2026-08-22")
        assert [(role.character, role.actor) for role in starter.details.cast] == [("Keeper", "Somebody")]

    def test_shows_come_ordered_by_id_over_all_files(self, shipped: list[StarterShow]) -> None:
        ids = [starter.show.id for starter in shipped]
        assert ids == sorted(ids)

    @pytest.mark.parametrize(
        ("old", "new", "line"),
        [
            ('native = "灯台"\n', "", "l.toml: lighthouse: native: Field required"),
            ('source = "manga"', 'sauce = "manga"', "l.toml: lighthouse: sauce: Extra inputs are not permitted"),
            ('"2020-10-08"', '"2020-13"', "l.toml: lighthouse: instalments[1].date: month is 13; it goes from 1 to 12"),
            (
                '"2020-12-24"',
                '"2019"',
                "l.toml: lighthouse: instalments[1]: season-1 ended 2019, before it began on 2020-10-08",
            ),
            (
                'title = "Lighthouse: The Film", ',
                "",
                "l.toml: lighthouse: instalments[2]: film-1 needs a title; only a season is named by its number",
            ),
            (
                'status = "announced"',
                'status = "dated"',
                "l.toml: lighthouse: instalments[3]: season-2 is dated and needs a date",
            ),
            (
                "statements = [",
                "estimates = [] # [",
                "l.toml: lighthouse: show: statements: season-2 is to come; say on whose word",
            ),
            (
                'checked = "2026-08-22"',
                'checked = "2026-08"',
                "l.toml: lighthouse: checked: '2026-08' names no day; write 2026-10-02",
            ),
            (
                "popularity = 12",
                "ended = true",
                "l.toml: lighthouse: show: ended: season-2 is to come, so the show has not ended",
            ),
            (
                'slot = "season-2"',
                'slot = "season-1"',
                "l.toml: lighthouse: show: instalments: a slot is there twice in season-1, film-1, season-1",
            ),
        ],
    )
    def test_a_mistake_is_named_by_file_show_and_field(self, tmp_path: Path, old: str, new: str, line: str) -> None:
        assert old in GOOD
        assert line in mistakes(folder_with(tmp_path, l=f"[lighthouse]{GOOD.replace(old, new, 1)}"))

    def test_every_mistake_of_every_file_is_told_at_once(self, tmp_path: Path) -> None:
        folder = folder_with(tmp_path, a="[a-show]\ntitle = 3\n", b="[b-show", l=f"[Light_House]{GOOD}")
        lines = mistakes(folder)
        assert {line.split(":")[0] for line in lines} == {"a.toml", "b.toml", "l.toml"}
        assert "l.toml: Light_House: id: 'Light_House' is no slug; write lower-case-words-with-hyphens" in lines

    def test_a_value_outside_a_table_and_an_unquoted_date_are_named(self, tmp_path: Path) -> None:
        unquoted = GOOD.replace('date = "2020-10-08"', "date = 2020-10-08")
        lines = mistakes(folder_with(tmp_path, a='lost = "value"', l=f"[lighthouse]{unquoted}"))
        assert lines[0].startswith("a.toml: lost: show: ")
        assert lines[1].startswith("l.toml: lighthouse: instalments[1].date: Input should be a valid string; it is ")

    def test_an_id_in_two_files_is_refused(self, tmp_path: Path) -> None:
        folder = folder_with(tmp_path, k=f"[lighthouse]{GOOD}", l=f"[lighthouse]{GOOD}")
        assert mistakes(folder) == ["l.toml: lighthouse: id: is in k.toml too; keep one of them"]

    def test_two_shows_cannot_share_a_name_or_an_external_id(self, tmp_path: Path) -> None:
        other = GOOD.replace("[lighthouse.cast]", "[beacon.cast]").replace(
            'title = "Lighthouse"', 'title = "lighthouse"'
        )
        other = other.replace("灯台", "燈台").replace("Toudai", "Toudai II").replace("LH", "LH II")
        other = other.replace('"Lighthouse: The Film"', '"Beacon: The Film"').replace("mal = [1]", "mal = [11]")
        other = (
            other.replace("mal = [3]", "mal = [13]").replace("mal = [4]", "mal = [14]").replace("more_mal = [5]", "")
        )
        folder = folder_with(tmp_path, b=f"[beacon]{other}", l=f"[lighthouse]{GOOD}")
        assert mistakes(folder) == [
            "l.toml: lighthouse: the name “Lighthouse” belongs to beacon already",
            "l.toml: lighthouse: anilist id 2 belongs to beacon already",
        ]

    def test_a_folder_without_data_is_refused(self, tmp_path: Path) -> None:
        assert "holds no .toml file" in mistakes(tmp_path)[0]


class TestDigest:
    def test_it_changes_with_a_file_and_not_with_line_ends(self, tmp_path: Path) -> None:
        folder = folder_with(tmp_path, l=f"[lighthouse]{GOOD}")
        before = starter_digest(folder)
        (folder / "l.toml").write_bytes(f"[lighthouse]{GOOD}".replace("\n", "\r\n").encode())
        assert starter_digest(folder) == before
        folder_with(folder, m="# nothing yet\n")
        assert starter_digest(folder) != before

    def test_the_shipped_files_have_one(self) -> None:
        assert len(starter_digest()) == 64
