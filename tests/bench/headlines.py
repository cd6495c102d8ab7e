"""Understanding headlines over the whole catalogue: the index, the decisions, and what the event loop feels of both."""

import asyncio
import datetime as dt
import json
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from bot.app import seeded
from bot.catalogue.release import read_shows
from bot.storage.database import Database
from tests.conftest import DATA
from tests.core.test_cases import ALL_CASES

ROOT = Path(__file__).parents[2]
RELEASE = DATA / "anime-offline-database.jsonl.zst"
HEADLINES = DATA / "headlines.jsonl"
PERMITTED_SECONDS, PERMITTED_MEGABYTES, PERMITTED_RATE, PERMITTED_MILLISECONDS = 5, 200, 3000, 5
LONGEST_SECONDS = 120
ROWS = {
    "shows": "SELECT * FROM shows",
    "titles": "SELECT * FROM titles",
    "instalments": "SELECT * FROM instalments",
    "external_ids": "SELECT * FROM external_ids",
}


async def store(path: Path) -> None:
    """Write a database as an operator has it: the starter catalogue, and the whole release where it is at hand."""
    async with Database.open(f"sqlite+aiosqlite:///{path.as_posix()}") as database:
        catalogue = await seeded(database, time.time)
        if RELEASE.is_file():
            await catalogue.import_release(read_shows(RELEASE))


def headlines() -> list[dict[str, Any]]:
    """Real headlines where they are at hand, else the sentences of the cases."""
    if not HEADLINES.is_file():
        return [_row(case.entry.title, case.entry.summary, case.entry.published_at) for case in ALL_CASES]
    rows = map(json.loads, HEADLINES.read_text(encoding="utf-8").splitlines())
    return [_row(row["title"], row["summary"], _noon(row["published"])) for row in rows]


def _row(title: str, summary: str, published_at: int | None) -> dict[str, Any]:
    return {"title": title, "summary": summary, "published_at": published_at}


def _noon(day: str) -> int | None:
    """Unix seconds of a day that may be only a month or a year."""
    if not day:
        return None
    whole = day + ("-07-15", "-15", "")[day.count("-")]
    return int(dt.datetime.fromisoformat(whole).replace(hour=12, tzinfo=dt.UTC).timestamp())


def _apart(name: str, *paths: Path) -> dict[str, Any]:
    """What a process of its own measures."""
    command = [sys.executable, "-m", "tests.bench._index", name, *map(str, paths)]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True, timeout=LONGEST_SECONDS)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def measure(folder: Path) -> list[str]:
    stored, rows, titles, entries = (folder / name for name in ("bench.db", "rows.json", "titles.json", "entries.json"))
    asyncio.run(store(stored))
    with closing(sqlite3.connect(stored)) as conn:
        tables = {table: conn.execute(statement).fetchall() for table, statement in ROWS.items()}
        texts = [text for (text,) in conn.execute("SELECT text FROM titles")]
    rows.write_text(json.dumps(tables), encoding="utf-8")
    titles.write_text(json.dumps(texts), encoding="utf-8")
    entries.write_text(json.dumps(headlines()), encoding="utf-8")
    del tables, texts
    rivals = {
        "json.loads of the same rows": _apart("json", rows),
        "rapidfuzz's choices of the titles": _apart("choices", titles),
        "regular expression of the titles": _apart("alternation", titles),
    }
    ours = _apart("shelf", stored, entries)
    return [*_index(ours, rivals), "", *_decisions(ours), "", *_loop(ours["loop"])]


def _index(ours: Mapping[str, Any], rivals: Mapping[str, Mapping[str, float]]) -> list[str]:
    goal = f"to reach: {PERMITTED_SECONDS} s, {PERMITTED_MEGABYTES} MB"
    lines = [
        f"index: {ours['shows']:,} shows, {ours['titles']:,} titles, from the database ({goal})",
        f"{'':36}{'CPU s':>8}{'MB':>7}{'peak MB':>9}{'ratio s':>9}{'ratio MB':>10}",
    ]
    for name, row in {"loaded as at the bot's start": ours, **rivals}.items():
        lines.append(
            f"{name:36}{row['seconds']:8.2f}{row['megabytes']:7.0f}{row['peak']:9.0f}"
            f"{row['seconds'] / ours['seconds']:9.2f}{row['megabytes'] / ours['megabytes']:10.2f}"
        )
        if row is ours:
            lines.append(f"{'  of that, reading the database':36}{ours['loading']:8.2f}")
    return lines


def _decisions(ours: Mapping[str, Any]) -> list[str]:
    own = ours["rates"]["judge, with summaries"]
    lines = [
        f"decisions: {ours['headlines']:,} headlines on one core (to reach: {PERMITTED_RATE:,} a second)",
        f"{'':36}{'a second':>10}{'CPU ms':>9}{'ratio':>9}",
    ]
    for name, rate in ours["rates"].items():
        lines.append(f"{name:36}{rate:10,.0f}{1000 / rate:9.2f}{own / rate:9.1f}")
    return [*lines, f"(compiling the regular expression took {ours['compiled']:.1f} s)"]


def _loop(figures: Mapping[str, Mapping[str, float]]) -> list[str]:
    lines = [
        f"event loop, ms (to reach: held for {PERMITTED_MILLISECONDS} at most)",
        f"{'while':36}{'own work':>10}{'late p99':>10}{'late at most':>14}",
    ]
    for name, row in figures.items():
        lines.append(f"{name:36}{row['work']:10.1f}{row['late_p99']:10.1f}{row['late']:14.1f}")
    return lines


def run() -> str:
    """Three tables, each with its rivals measured in the same run."""
    with tempfile.TemporaryDirectory(prefix="encore-headlines-") as folder:
        lines = measure(Path(folder))
    if not RELEASE.is_file():
        lines.insert(0, f"The whole catalogue is not at {RELEASE}: measured on the starter catalogue that ships.\n")
    if not HEADLINES.is_file():
        lines.insert(0, f"Real headlines are not at {HEADLINES}: measured on the sentences of tests/cases.\n")
    return "\n".join(lines)


if __name__ == "__main__":
    print(run())
