"""The regression test of understanding: every row of `tests/cases` is decided as a careful editor would."""

import datetime as dt
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from bot.core.headlines import judge
from bot.core.models import (
    NEVER_TOLD,
    Claim,
    Decision,
    Entry,
    Grade,
    Instalment,
    Kind,
    KnownInstalment,
    Part,
    ReleaseDate,
    Show,
    Source,
    Status,
    Title,
    Verdict,
)
from bot.core.titles import TitleIndex

CASES = Path(__file__).parent.parent / "cases"
SILENT = {
    "hold": {Verdict.HOLD},
    "ignore": {Verdict.IGNORE},
    "quiet": {Verdict.HOLD, Verdict.IGNORE},
    "announce": {Verdict.ANNOUNCE},
    "any": set(Verdict),
}


@dataclass(frozen=True, slots=True)
class Expected:
    """One claim of a row; `optional` ones may be missing."""

    kind: Kind
    show: str
    instalment: str
    date: str
    optional: bool

    def fits(self, claim: Claim) -> bool:
        return (
            claim.kind is self.kind
            and self.show in ("*", claim.show.id if claim.show else "-")
            and _fits_instalment(self.instalment, claim.instalment)
            and self.date in ("*", claim.date.iso if claim.date else "-")
        )


@dataclass(frozen=True, slots=True)
class Case:
    """A row of a table. `gap` says what is still misunderstood in it: it fails as long as that is so, and no longer."""

    place: str
    entry: Entry
    source: Source
    verdict: str
    claims: tuple[Expected, ...] | None
    why: str
    gap: str = ""


def _fits_instalment(expected: str, instalment: Instalment | None) -> bool:
    if expected == "*":
        return True
    if expected == "-":
        return instalment is None
    part, _, number = expected.partition("-")
    if instalment is None or instalment.part is not Part(part):
        return False
    return number in ("", "*") or instalment.number == int(number)


def _expected(words: str) -> list[Expected]:
    kinds, show, instalment, date = words.split()
    return [Expected(Kind(kind.rstrip("?")), show, instalment, date, kind.endswith("?")) for kind in kinds.split("+")]


def read_cases() -> list[Case]:
    """Every row of every table."""
    cases = []
    for path in sorted(CASES.glob("*.jsonl")):
        if path.name == "catalogue.jsonl":
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            row = json.loads(line)
            day = dt.datetime.fromisoformat(row["published"]).replace(hour=12, tzinfo=dt.UTC)
            claims = row.get("claims")
            cases.append(
                Case(
                    f"{path.stem}:{number}",
                    Entry(row["title"], row.get("summary", ""), published_at=int(day.timestamp())),
                    Source("a feed", "", Grade(row.get("grade", "press")), row["language"]),
                    row["verdict"],
                    None if claims is None else tuple(one for words in claims for one in _expected(words)),
                    row["why"],
                    row.get("gap", ""),
                )
            )
    return cases


def _show(line: str) -> Show:
    row = json.loads(line)
    return Show(
        row["id"],
        row["title"],
        tuple(Title(title["text"], title["kind"], title.get("slot", "")) for title in row["titles"]),
        row["year"],
        row["format"],
        tuple(
            KnownInstalment(
                known["slot"],
                Part(known["part"]),
                known["number"],
                known["title"],
                ReleaseDate.parse(known["date"]) if known["date"] else None,
                status=Status(known["status"]),
                resumes=tuple(map(ReleaseDate.parse, known.get("resumes", ()))),
            )
            for known in row["instalments"]
        ),
        {site: tuple(ids) for site, ids in row["ids"].items()},
        row["popularity"],
    )


@cache
def catalogue() -> tuple[Show, ...]:
    return tuple(map(_show, (CASES / "catalogue.jsonl").read_text(encoding="utf-8").splitlines()))


@cache
def index() -> TitleIndex:
    return TitleIndex.build(catalogue())


def faults(case: Case, decision: Decision) -> list[str]:
    """What is wrong with the decision, in words; empty when it is right."""
    found = []
    if decision.verdict not in SILENT[case.verdict]:
        found.append(f"verdict is {decision.verdict.value}, not {case.verdict}: {decision.reason}")
    if case.claims is None:
        return found
    left = [claim for claim in decision.claims if claim.kind is not Kind.NONE]
    for expected in case.claims:
        fitting = next((claim for claim in left if expected.fits(claim)), None)
        if fitting:
            left.remove(fitting)
        elif not expected.optional:
            found.append(f"no claim {expected.kind.value} {expected.show} {expected.instalment} {expected.date}")
    found.extend(f"claim too many: {_in_words(claim)}" for claim in left if claim.kind not in NEVER_TOLD)
    return found


def _in_words(claim: Claim) -> str:
    show = claim.show.id if claim.show else "-"
    slot = claim.instalment.slot if claim.instalment else "-"
    return f"{claim.kind.value} {show} {slot} {claim.date.iso if claim.date else '-'} {list(claim.because)}"


ALL_CASES = read_cases()


TABLES = {case.place.partition(":")[0] for case in ALL_CASES}


@pytest.mark.parametrize("table", sorted(TABLES))
def test_entries_are_judged_as_a_careful_editor_would(table: str) -> None:
    """A row with a `gap` must still be misunderstood: otherwise the gap is closed and has to go."""
    wrong = []
    for case in ALL_CASES:
        if case.place.partition(":")[0] != table:
            continue
        found = faults(case, judge(case.entry, case.source, index()))
        if bool(found) != bool(case.gap):
            wrong.append(f"{case.place} {case.entry.title} ({case.why}): {found or 'the gap is closed'}")
    assert not wrong, "\n".join(wrong)


def test_no_two_rows_are_the_same() -> None:
    assert len({(case.entry, case.source) for case in ALL_CASES}) == len(ALL_CASES)


def test_every_expected_show_is_in_the_catalogue() -> None:
    known = {show.id for show in catalogue()} | {"-", "*"}
    assert {one.show for case in ALL_CASES for one in case.claims or ()} <= known


def test_every_language_has_rows_of_every_verdict() -> None:
    seen = {(case.source.language, case.verdict) for case in ALL_CASES}
    languages = ["en", "ja", "es", "pt", "fr", "de", "it", "ar", "ru", "vi"]
    assert seen >= {(language, verdict) for language in languages for verdict in ("announce", "hold", "ignore")}
