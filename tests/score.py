"""Scores the understanding of headlines: `python -m tests.score [--data DIR] [--split build|check|all] [--errors]`."""

import argparse
import datetime as dt
import hashlib
import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.catalogue.grouping import group
from bot.catalogue.offline import read_release
from bot.core.headlines import judge
from bot.core.models import Claim, Decision, Entry, Source, Verdict
from bot.core.titles import TitleIndex

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
KINDS = {
    "renewed": "renewed",
    "new_series": "new_show",
    "film": "film",
    "date_set": "dated",
    "delayed": "delayed",
    "cancelled": "cancelled",
    "final_season": "final",
    "aired": "premiered",
    "finished": "finished",
}
LANGUAGES = {"arabic": "ar", "(vi)": "vi", "everyeye": "it", "mangaforever": "it", "animeclick": "it", ".de": "de",
             ".br": "pt", "tg:": "ru"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """A labelled headline."""

    id: str
    entry: Entry
    source: str
    kinds: tuple[str, ...]
    event: str
    mal: frozenset[int]
    season: int | None
    date: str
    official: bool
    note: str

    @property
    def is_event(self) -> bool:
        return self.official and self.event in KINDS

    @property
    def language(self) -> str:
        return next((code for part, code in LANGUAGES.items() if part in self.source.lower()), "en")


def read_rows(path: Path, split: str, catalogue: frozenset[int]) -> list[Row]:
    """The labelled rows of one half: `build` and `check` are parted by the hash of a row's id.

    Of the ids of a row those count that the catalogue has: no one can name a show that it does not know.
    """
    rows = []
    for line in path.read_text("utf-8").splitlines():
        raw: dict[str, Any] = json.loads(line)
        half = "check" if hashlib.sha256(raw["id"].encode()).digest()[0] % 2 else "build"
        if split in (half, "all"):
            rows.append(_row(raw, catalogue))
    return rows


def _row(raw: dict[str, Any], catalogue: frozenset[int]) -> Row:
    day = raw["published"] + ("-07-15", "-15", "")[raw["published"].count("-")] if raw["published"] else ""
    published = dt.datetime.fromisoformat(day).replace(hour=12, tzinfo=dt.UTC) if day else None
    return Row(
        id=raw["id"],
        entry=Entry(
            raw["title"], raw["summary"], raw["url"] or None, int(published.timestamp()) if published else None
        ),
        source=raw["source"],
        kinds=tuple(KINDS[kind] for kind in (raw["event"], *raw["also"]) if kind in KINDS),
        event=raw["event"],
        mal=catalogue.intersection(raw["mal"]),
        season=raw["season"],
        date=raw["date"],
        official=raw["official"],
        note=raw.get("note", ""),
    )


def claim_is_right(claim: Claim, row: Row) -> bool:
    """Right kind, and the right show where the row knows one."""
    return claim.kind.value in row.kinds and row.official and show_is_right(claim, row)


def show_is_right(claim: Claim, row: Row) -> bool:
    """The labelled show, or none where the catalogue has none."""
    if not row.mal:
        return claim.show is None
    ids = set(claim.show.ids.get("mal", ())) if claim.show else set()
    return bool(row.mal & ids)


@dataclass(frozen=True, slots=True)
class Result:
    row: Row
    decision: Decision

    @property
    def alarm(self) -> bool:
        return self.decision.verdict is Verdict.ANNOUNCE

    @property
    def right(self) -> bool:
        return self.alarm and any(claim_is_right(claim, self.row) for claim in self.decision.claims)

    @property
    def wrong_claims(self) -> list[Claim]:
        return [claim for claim in self.decision.claims if not claim_is_right(claim, self.row)] if self.alarm else []

    @property
    def right_show(self) -> bool:
        return any(show_is_right(claim, self.row) for claim in self.decision.claims)

    @property
    def main_claims(self) -> list[Claim]:
        return [claim for claim in self.decision.claims if claim_is_right(claim, self.row)]

    @property
    def wrong_season(self) -> bool:
        said = {claim.instalment.number for claim in self.main_claims if claim.instalment}
        return bool(self.right and self.row.season is not None and said and self.row.season not in said)

    @property
    def wrong_date(self) -> bool:
        said = {claim.date.iso for claim in self.main_claims if claim.date}
        return bool(self.right and self.row.date and said and self.row.date not in said)


def report(results: Sequence[Result]) -> None:
    _line("all", results)
    by_kind: dict[str, list[Result]] = defaultdict(list)
    by_language: dict[str, list[Result]] = defaultdict(list)
    for result in results:
        by_kind[result.row.event].append(result)
        by_language[result.row.language].append(result)
    for name, group_of in sorted(by_kind.items()):
        _line(f"event {name}", group_of)
    for name, group_of in sorted(by_language.items()):
        _line(f"language {name}", group_of)
    wrong = Counter(claim.kind.value for result in results for claim in result.wrong_claims)
    print("wrong claims in alarms:", dict(wrong))


def _line(name: str, results: Sequence[Result]) -> None:
    alarms = [result for result in results if result.alarm]
    right = [result for result in alarms if result.right]
    events = [result for result in results if result.row.is_event]
    known = [result for result in events if result.row.mal]
    print(
        f"{name:24} rows {len(results):4}  alarms {len(alarms):4}  right {_share(len(right), len(alarms))}"
        f"  right show {_share(sum(r.right_show for r in alarms), len(alarms))}"
        f"  events {len(events):4}  found {_share(sum(r.right for r in events), len(events))}"
        f"  of known shows {_share(sum(r.right for r in known), len(known))}"
        f"  wrong date {sum(r.wrong_date for r in results)}  wrong season {sum(r.wrong_season for r in results)}"
    )


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:5.1f} %" if whole else "    – "


def list_errors(results: Iterable[Result]) -> None:
    for result in results:
        missed = result.row.is_event and result.row.mal and not result.right
        if (
            (result.alarm and (not result.right or result.wrong_claims))
            or missed
            or result.wrong_date
            or result.wrong_season
        ):
            what = "MISSED" if missed and not result.alarm else "WRONG" if not result.right else "partly"
            row = result.row
            print(f"{what} [{row.event} {row.kinds} s={row.season} d={row.date} {sorted(row.mal)}] {row.entry.title}")
            print(f"    ## {row.entry.summary[:260]}  ({row.note})")
            print(
                f"    -> {result.decision.verdict.value}: {result.decision.reason}; "
                f"rejected {[ref.id for ref in result.decision.rejected]}"
            )
            for claim in result.decision.claims:
                print(
                    f"       {claim.kind.value} {claim.show.id if claim.show else None} "
                    f"{claim.instalment.slot if claim.instalment else None} "
                    f"{claim.date.iso if claim.date else None} {claim.because}"
                )


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.score")
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--split", choices=("build", "check", "all"), default="build")
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args(arguments)
    headlines = options.data / "headlines.jsonl"
    if not headlines.exists():
        print(f"{headlines} does not exist; --data names the folder that holds headlines.jsonl", file=sys.stderr)
        return 2
    shows = group(read_release(options.data / "anime-offline-database.jsonl.zst").entries)
    index = TitleIndex.build(shows)
    catalogue = frozenset(int(number) for show in shows for number in show.ids.get("mal", ()))
    rows = read_rows(headlines, options.split, catalogue)
    started = time.perf_counter()
    results = [Result(row, judge(row.entry, Source(row.source), index)) for row in rows]
    seconds = time.perf_counter() - started
    if options.errors:
        list_errors(results)
    report(results)
    print(f"{len(rows) / seconds:.0f} headlines a second")
    return 0


if __name__ == "__main__":
    sys.exit(main())
