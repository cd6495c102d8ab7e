"""`python -m bot explain`: what Encore makes of an entry and why, as JSON."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from bot.core.models import Claim, Decision, Entry, Grade, Source

OURS = frozenset({"title", "summary", "source", "published"})

Judge = Callable[[Entry, Source], Decision]


class LineInvalid(Exception):
    """A line of input is no entry; the message says why."""


def explain(
    judge: Judge,
    title: str,
    *,
    summary: str = "",
    source: str = "",
    published: str = "",
    known: Mapping[str, Source] | None = None,
) -> dict[str, Any]:
    """Give the decision about one entry as the command line prints it.

    A `source` among the `known` feeds, by name, has that feed's grade; any other counts as press. Raises LineInvalid.
    """
    if not title.strip():
        raise LineInvalid("title is empty; give the headline")
    at = published_at(published)
    outlet = (known or {}).get(source.casefold()) or Source(source or "unknown", grade=Grade.PRESS)
    decision = judge(Entry(title=title, summary=summary, published_at=at), outlet)
    return {
        "verdict": decision.verdict.value,
        "reason": decision.reason,
        "claims": [_claim(claim) for claim in decision.claims],
        "rejected": [{"id": one.id, "title": one.title} for one in decision.rejected],
    }


def explain_lines(
    judge: Judge, lines: Iterable[str], known: Mapping[str, Source] | None = None
) -> Iterator[tuple[dict[str, Any], bool]]:
    """Give for each line of JSON its answer and whether the line was good; blank lines are answered as bad ones."""
    for number, line in enumerate(lines, 1):
        try:
            yield _explain_line(judge, line, known), True
        except LineInvalid as error:
            yield {"error": f"line {number}: {error}"}, False


def _explain_line(judge: Judge, line: str, known: Mapping[str, Source] | None) -> dict[str, Any]:
    try:
        entry = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise LineInvalid(f"not JSON ({error})") from error
    if not isinstance(entry, dict):
        raise LineInvalid(f"{type(entry).__name__} where an object is expected")
    texts = {}
    for name in ("title", "summary", "source", "published"):
        value = entry.get(name)
        if value is not None and not isinstance(value, str):
            raise LineInvalid(f"{name} is {json.dumps(value)[:60]}; it must be a text")
        texts[name] = value or ""
    passed = {name: value for name, value in entry.items() if name not in OURS}
    return passed | explain(judge, **texts, known=known)


def published_at(text: str) -> int | None:
    """Read a date as feeds and people write it: ISO 8601, also cut to its month or year, RFC 2822 or unix seconds.

    A month or year alone stands for its middle, the moment nearest to all of it. Raises LineInvalid.
    """
    text = text.strip()
    if not text:
        return None
    for read in (_coarse, _iso, _mail, _seconds):
        try:
            return read(text)
        except (ValueError, TypeError, OverflowError):
            continue
    raise LineInvalid(f"published is {text[:60]!r}; write a date such as 2026-07-10 or 2026-07-10T09:00:00Z")


def _coarse(text: str) -> int:
    if not _YEAR_OR_MONTH.fullmatch(text):
        raise ValueError
    return _iso(text + _MIDDLE[len(text)])


_YEAR_OR_MONTH = re.compile(r"\d{4}(?:-\d{2})?")
_MIDDLE = {len("2026"): "-07-02", len("2026-07"): "-15"}


def _iso(text: str) -> int:
    moment = datetime.fromisoformat(text) if len(text) > 10 else datetime.combine(date.fromisoformat(text), _NOON)
    return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())


_NOON = datetime(2000, 1, 1, 12, tzinfo=UTC).timetz()


def _mail(text: str) -> int:
    return int(parsedate_to_datetime(text).timestamp())


def _seconds(text: str) -> int:
    seconds = int(float(text))
    if seconds < _FIRST_SECOND:
        raise ValueError
    return seconds


# Feeds are younger than 1973; a smaller number is a year or a day gone wrong.
_FIRST_SECOND = 10**8


def _claim(claim: Claim) -> dict[str, Any]:
    show, part = claim.show, claim.instalment
    return {
        "kind": claim.kind.value,
        "show": None
        if show is None
        else {"id": show.id, "title": show.title, "ids": {site: list(ids) for site, ids in show.ids.items()}},
        "instalment": None if part is None else {"kind": part.part.value, "number": part.number},
        "date": claim.date.iso if claim.date else None,
        "grade": claim.grade.value,
        "because": list(claim.because),
    } | ({"denied": True} if claim.denied else {})
