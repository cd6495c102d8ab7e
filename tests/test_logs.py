"""What the log says, and what it never says."""

import json
import logging
from collections.abc import Iterator

import pytest

from bot import logs

SECRET = "a.very-secret.token"


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    root = logging.getLogger()
    before = root.handlers[:], root.level
    yield
    root.handlers[:], root.level = before
    for name in logs.QUIET:
        logging.getLogger(name).setLevel(logging.NOTSET)
        logging.getLogger(name).filters.clear()


def fail(error: Exception) -> None:
    raise error


def lose_the_connection() -> None:
    try:
        fail(ConnectionResetError(f"Bot {SECRET}"))
    except ConnectionResetError:
        logging.getLogger("discord.client").exception("Attempting a reconnect in %.2fs", 1.5)


def test_a_lost_connection_is_a_warning_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up("INFO", "text")
    lose_the_connection()
    (line,) = capsys.readouterr().err.splitlines()
    assert line.partition("Z ")[2] == (
        "WARNING discord.client connection to Discord lost (ConnectionResetError), trying again"
    )


def test_a_lost_connection_is_not_told_where_only_errors_are(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up("ERROR", "text")
    lose_the_connection()
    logging.getLogger("discord.client").error("Ignoring exception in on_ready")
    (line,) = capsys.readouterr().err.splitlines()
    assert line.endswith("ERROR   discord.client Ignoring exception in on_ready")


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_secret_stands_neither_in_a_message_nor_in_a_traceback(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up("INFO", "json" if form == "json" else "text", (SECRET, ""))
    try:
        fail(ValueError(SECRET))
    except ValueError:
        logging.getLogger("bot").exception("refused token=%s", SECRET)
    said = capsys.readouterr().err
    assert SECRET not in said
    assert said.count("(secret)") == 2


def test_every_line_for_programs_is_one_object(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up("INFO", "json")
    logging.getLogger("bot").info("two\nlines “%s”", "\u2028\x00")
    logging.getLogger("bot").info("", extra={"event": "entry", "fields": {"title": "T", "event": "forged"}})
    first, second = (json.loads(line) for line in capsys.readouterr().err.splitlines())
    assert (first["event"], first["level"], first["message"]) == ("log", "info", "two\nlines “\u2028\x00”")
    assert (second["event"], second["title"]) == ("entry", "T")
