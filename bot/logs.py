"""How the log reads: text for people, one JSON object a line for programs. Tokens never get through."""

import json
import logging
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Literal

# discord.py warns about intents that we do without on purpose. In detail, these tell the contents of messages and the
# tokens of interactions, or every value that is written to the database.
QUIET = {
    "discord.client": logging.ERROR,
    "discord.gateway": logging.WARNING,
    "discord.http": logging.INFO,
    "discord.webhook": logging.INFO,
    "alembic": logging.WARNING,
    "aiosqlite": logging.INFO,
}

# Whole in JSON and yet the end of a line to many readers.
LINE_ENDS = {ord(end): f"\\u{ord(end):04x}" for end in "\x85\u2028\u2029"}


class _Secrets(logging.Filter):
    """Replaces every secret, wherever it stands in a message or a traceback."""

    def __init__(self, secrets: tuple[str, ...]) -> None:
        super().__init__()
        self.secrets = tuple(secret for secret in secrets if secret)

    def clean(self, text: str) -> str:
        for secret in self.secrets:
            text = text.replace(secret, "(secret)")
        return text


class _Reconnects(logging.Filter):
    """Makes one line of what discord.py tells as an error with a traceback, and mends by itself: a lost connection."""

    def __init__(self, level: int) -> None:
        super().__init__()
        self.level = level

    def filter(self, record: logging.LogRecord) -> bool:
        if record.levelno != logging.ERROR or not str(record.msg).startswith("Attempting a reconnect"):
            return True
        kind = record.exc_info[0] if record.exc_info else None
        record.msg, record.args = f"connection to Discord lost ({kind.__name__ if kind else '?'}), trying again", ()
        record.exc_info = record.exc_text = None
        record.levelno, record.levelname = logging.WARNING, "WARNING"
        return self.level <= logging.WARNING


class TextFormatter(logging.Formatter):
    """`2026-05-28 20:26:40Z INFO bot.app message`, one line for each record but tracebacks."""

    def __init__(self, secrets: _Secrets) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(name)s %(message)s")
        self.secrets = secrets

    def formatTime(self, record: logging.LogRecord, _datefmt: str | None = None) -> str:  # noqa: N802 (logging's name)
        return f"{datetime.fromtimestamp(record.created, UTC):%Y-%m-%d %H:%M:%S}Z"

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 (logging's name)
        return super().formatMessage(record).replace("\r", "\\r").replace("\n", "\\n")

    def format(self, record: logging.LogRecord) -> str:
        return self.secrets.clean(super().format(record))


class JsonFormatter(logging.Formatter):
    """One JSON object a line: `event`, `level`, `at` and the fields of the message.

    A record names its event and fields through `extra={"event": …, "fields": {…}}`; other records' event is `log`.
    """

    def __init__(self, secrets: _Secrets) -> None:
        super().__init__()
        self.secrets = secrets

    def format(self, record: logging.LogRecord) -> str:
        fields = getattr(record, "fields", None)
        line: dict[str, Any] = {
            "event": getattr(record, "event", "log"),
            "level": record.levelname.lower(),
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "logger": record.name,
        }
        if isinstance(fields, Mapping):
            line |= {key: value for key, value in fields.items() if key not in line}
        else:
            line["message"] = record.getMessage()
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return self.secrets.clean(json.dumps(line, ensure_ascii=False, default=str).translate(LINE_ENDS))


def set_up(level: str, form: Literal["text", "json"], secrets: tuple[str, ...] = ()) -> None:
    """Send the whole process's log to standard error."""
    hidden = _Secrets(secrets)
    stream = logging.StreamHandler(sys.stderr)
    stream.setFormatter(JsonFormatter(hidden) if form == "json" else TextFormatter(hidden))
    root = logging.getLogger()
    root.handlers[:] = [stream]
    root.setLevel(level)
    number = logging.getLevelNamesMapping()[level]
    for name, least in QUIET.items():
        logging.getLogger(name).setLevel(max(least, number))
    logging.getLogger("discord.client").filters[:] = [_Reconnects(number)]
