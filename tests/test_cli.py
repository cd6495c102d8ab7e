"""The command line answers in JSON and plain text, and says what is wrong with its input."""

import io
import json
import logging
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.cli import main
from bot.explain import LineInvalid, published_at
from bot.printing import duration, visible
from bot.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
RENEWAL = {"title": "Akudama Drive Gets 2nd Season", "published": "2026-11-01"}
KEYS = ["verdict", "reason", "claims", "rejected"]


@pytest.fixture(autouse=True)
def _alone(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Run in a folder without `.env`, with one database for all tests of this file, and leave the log as it was."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    folder = tmp_path_factory.getbasetemp() / "cli"
    folder.mkdir(exist_ok=True)
    monkeypatch.chdir(folder)
    handlers, level = logging.getLogger().handlers[:], logging.getLogger().level
    yield
    logging.getLogger().handlers[:] = handlers
    logging.getLogger().setLevel(level)


def lines_of(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def test_one_headline_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "--title", str(RENEWAL["title"]), "--published", "2026-11-01"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert list(answer) == KEYS
    assert answer["verdict"] == "announce"
    (claim,) = answer["claims"]
    assert list(claim) == ["kind", "show", "instalment", "date", "grade", "because"]
    assert claim["show"] == {
        "id": "akudama-drive",
        "title": "Akudama Drive",
        "ids": {"mal": [41433], "anilist": [116566]},
    }
    assert (claim["kind"], claim["instalment"], claim["date"]) == ("renewed", {"kind": "season", "number": 2}, None)


def test_lines_are_answered_in_order_and_unknown_keys_passed_through(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "entries.jsonl"
    path.write_text(
        json.dumps({"id": 1, **RENEWAL}) + "\n" + json.dumps({"id": "b", "title": "Weather report", "mine": [1, None]}),
        encoding="utf-8",
    )
    assert main(["explain", "--jsonl", str(path)]) == 0
    first, second = lines_of(capsys.readouterr().out)
    assert (first["id"], first["verdict"]) == (1, "announce")
    assert (second["id"], second["mine"], second["verdict"]) == ("b", [1, None], "ignore")


def test_a_bad_line_is_answered_in_its_place_and_the_others_still(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = ["{", "[]", '{"title": 5}', '{"title": ""}', "{}", '{"title": "x", "published": "soon"}', "", "[" * 100_000]
    text = "\n".join([json.dumps(RENEWAL), *bad, json.dumps(RENEWAL)])
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode() + b'\n{"title": "\xff\xfe"}'), "utf-8"))
    assert main(["explain", "--jsonl", "-"]) == 1
    answers = lines_of(capsys.readouterr().out)
    assert [list(answer) for answer in answers] == [KEYS, *[["error"]] * len(bad), KEYS, KEYS]
    assert [str(answer["error"]).startswith(f"line {number}: ") for number, answer in enumerate(answers[1:-2], 2)] == [
        True
    ] * len(bad)


@pytest.mark.slow
@pytest.mark.parametrize("lines", [1, 500])
def test_a_reader_that_has_seen_enough_ends_it_quietly(lines: int, tmp_path: Path) -> None:
    path = tmp_path / "entries.jsonl"
    path.write_text((json.dumps(RENEWAL) + "\n") * lines, encoding="utf-8")
    command = [sys.executable, "-m", "bot", "explain", "--jsonl", str(path)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={"PATH": "", "PYTHONPATH": str(ROOT)}
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 1


def test_a_file_that_is_not_there_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "--jsonl", "nowhere.jsonl"]) == 1
    assert capsys.readouterr().err == "encore: nowhere.jsonl cannot be read: No such file or directory\n"


@pytest.mark.parametrize("arguments", [["explain"], ["catalogue"], ["nonsense"], ["catalogue", "import", "nowhere"]])
def test_a_wrong_call_ends_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    assert "usage:" in capsys.readouterr().err


def test_a_file_that_is_no_release_is_refused_and_nothing_imported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "release.jsonl"
    path.write_text('{"lastUpdate": "2026-08-22"}\n{"title": 5}\n', encoding="utf-8")
    assert main(["catalogue", "import", str(path)]) == 1
    assert "line 2" in capsys.readouterr().err
    assert main(["catalogue", "stats"]) == 0
    assert "none" in capsys.readouterr().out.splitlines()[-1]


def test_feeds_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["feeds", "list"]) == 0
    assert "Anime News Network  [press, en]" in capsys.readouterr().out


def test_private_addresses_are_not_asked(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["feeds", "check", "http://127.0.0.1:9/rss"]) == 1
    assert "127.0.0.1" in capsys.readouterr().out


WHEN = [
    ("", None),
    ("2026-07-10", 1783684800),
    ("2026-07", 1784116800),
    ("2026", 1782993600),
    ("2026-07-10T09:00:00Z", 1783674000),
    ("2026-07-10T09:00:00+09:00", 1783641600),
    ("Fri, 10 Jul 2026 09:00:00 -0400", 1783688400),
    ("1783674000", 1783674000),
]


@pytest.mark.parametrize(("text", "at"), WHEN)
def test_dates_are_read_as_feeds_and_people_write_them(text: str, at: int | None) -> None:
    assert published_at(text) == at


@pytest.mark.parametrize("text", ["yesterday", "2026-13", "0000", "2026-7"])
def test_a_date_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(LineInvalid, match=f"published is '{text}'"):
        published_at(text)


def test_foreign_text_cannot_steer_the_terminal() -> None:
    assert visible("a\x1b[31mb\nc\u202ed") == "a�[31mb�c�d"


@pytest.mark.parametrize(("seconds", "text"), [(0, "0 s"), (61, "1 min 1 s"), (90_061, "1 d 1 h"), (3_600, "1 h")])
def test_durations_are_given_in_their_two_largest_units(seconds: float, text: str) -> None:
    assert duration(seconds) == text
