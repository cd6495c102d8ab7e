"""When a feed is asked again, and what an answer changes: pure decisions of the poller."""

import hashlib
import math
import random
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from email.utils import parsedate_to_datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Self
from urllib.parse import urlsplit

from bot.core.models import Entry

DAY = 86_400
HOUR = 3_600
LONGEST_WAIT = DAY
LEAST_INTERVAL = 900  # on the open internet
HOST_PAUSE = 2.0
TIMES_SEEN_TO_MOVE = 3
FAILURES_TO_FORGET_MOVE = 5
WEEK = 7 * DAY
TELL_OWNER_AFTER = DAY
CHANGES_KEPT = 12
BIG_BATCH = 10
CROWDED_HOST = 8
NO_HEADERS: Mapping[str, str] = MappingProxyType({})


class Outcome(StrEnum):
    """How one poll of a feed ended."""

    READ = "read"  # a document, whole
    PARTIAL = "partial"  # a document that ends in the middle: what it has counts, its validators do not
    UNCHANGED = "unchanged"  # 304, or the same bytes again
    GONE = "gone"  # 410: the site says it will never come back
    REFUSED = "refused"  # an answer, but not the feed
    UNREACHABLE = "unreachable"  # no answer at all, or not in time
    UNREADABLE = "unreadable"  # an answer that is no feed


SUCCESSES = frozenset({Outcome.READ, Outcome.PARTIAL, Outcome.UNCHANGED})


@dataclass(frozen=True, slots=True)
class Validators:
    """ETag and Last-Modified as the site sent them; opaque. None: it sent none."""

    etag: str | None = None
    last_modified: str | None = None

    def __bool__(self) -> bool:
        return self.etag is not None or self.last_modified is not None


@dataclass(frozen=True, slots=True)
class Hints:
    """What a document itself says about when to come again. Hours and days in UTC, Monday is 0."""

    ttl_seconds: int = 0
    period_seconds: int = 0  # of the syndication module
    skip_hours: tuple[int, ...] = ()
    skip_days: tuple[int, ...] = ()

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        return cls(
            int(stored.get("ttl_seconds", 0)),
            int(stored.get("period_seconds", 0)),
            tuple(stored.get("skip_hours", ())),
            tuple(stored.get("skip_days", ())),
        )


@dataclass(frozen=True, slots=True)
class Document:
    """A feed as it was read: its entries, the oldest first."""

    entries: tuple[Entry, ...] = ()
    hints: Hints = Hints()
    whole: bool = True
    title: str = ""


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked of a site in one poll."""

    url: str
    validators: Validators = Validators()
    body_hash: str | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """What one poll brought. `headers` are the last answer's, names in lower case; `problem` says what went wrong.

    `moved_to` is set when every redirect on the way was permanent.
    """

    outcome: Outcome
    url: str
    status: int = 0
    headers: Mapping[str, str] = field(default_factory=lambda: NO_HEADERS)
    validators: Validators = Validators()
    body_hash: str | None = None
    document: Document | None = None
    moved_to: str | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Memory:
    """What the poller remembers of a feed between two polls, beside what its row says."""

    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    hints: Hints = Hints()
    address: str | None = None  # where the feed has moved for good
    moving_to: str | None = None
    moving_seen: int = 0
    changes: tuple[int, ...] = ()  # when new entries came, the newest last
    largest_batch: int = 0  # of new entries at once, the first poll's aside
    full_at: int | None = None  # when a whole document was last asked for or sent
    outcome: str = ""
    status: int = 0

    @property
    def validators(self) -> Validators:
        return Validators(self.etag, self.last_modified)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """Read what `to_json` wrote, by this version or another: what is unknown is left out."""
        known = {name: stored[name] for name in cls.__dataclass_fields__ if name in stored}
        if "hints" in known:
            known["hints"] = Hints.from_json(known["hints"])
        if "changes" in known:
            known["changes"] = tuple(known["changes"])
        return cls(**known)


@dataclass(frozen=True, slots=True)
class Policy:
    """How often feeds are asked. `private`: feeds of one's own network, where no floor protects a stranger's site."""

    interval: int = LEAST_INTERVAL
    private: bool = False

    @property
    def least(self) -> int:
        return self.interval if self.private else LEAST_INTERVAL

    @property
    def usual(self) -> int:
        return max(self.interval, self.least)

    def own_interval(self, changes: tuple[int, ...], now: float) -> float:
        """Give a quarter of the usual time between two changes, within bounds; a quiet feed is asked more seldom."""
        if self.private or not changes:
            return self.usual
        gap = (now - changes[0]) / len(changes)
        return min(max(gap / 4, self.least), 4 * self.usual)

    def host_pause(self, feeds_on_host: int) -> float:
        """Give the seconds between two requests to one host.

        Two on the open internet. In a private network many feeds may live on one test server with an interval of
        seconds: a round over them all may take four intervals, and the pause shrinks to fit.
        """
        if not self.private:
            return HOST_PAUSE
        return min(HOST_PAUSE, 4 * self.interval / max(feeds_on_host, 1))

    def refusal_covers_host(self, feeds_on_host: int) -> bool:
        """True when a 429 silences the host's other feeds too; one crowded test server must not fall silent whole."""
        return not self.private or feeds_on_host <= CROWDED_HOST


@dataclass(frozen=True, slots=True)
class State:
    """A feed before a poll, as far as decisions need it."""

    url: str
    memory: Memory = Memory()
    failures: int = 0
    failing_since_at: int | None = None
    first_polled_at: int | None = None


@dataclass(frozen=True, slots=True)
class Settlement:
    """A feed after a poll."""

    memory: Memory
    next_poll_at: int
    failures: int
    failing_since_at: int | None
    last_error: str | None
    gone: bool = False
    host_wait_until: int | None = None  # a 429 covers the whole host


def host_of(url: str) -> str:
    """Give `host:port`, the place that is asked by one request at a time."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return url
    default = 443 if parts.scheme == "https" else 80
    return f"{(parts.hostname or '').lower()}:{port or default}"


def ask(state: State, now: float) -> Ask:
    """Give what to ask: with validators, except once a week when a feed that used to move has only said 304 since."""
    memory = state.memory
    address = memory.address or state.url
    stale = memory.full_at is not None and now - memory.full_at >= WEEK
    if stale and memory.changes and memory.validators:
        return Ask(address)
    return Ask(address, memory.validators, memory.body_hash)


def settle(
    state: State, reply: Reply, asked: Ask, policy: Policy, *, now: float, new_entries: int = 0, kept: bool = True
) -> Settlement:
    """Give what the poll changes. `kept`: every entry was recorded; else the document must come again in full."""
    if reply.outcome in SUCCESSES:
        return _succeeded(state, reply, asked, policy, now=now, new_entries=new_entries, kept=kept)
    return _failed(state, reply, policy, now)


def _succeeded(
    state: State, reply: Reply, asked: Ask, policy: Policy, *, now: float, new_entries: int, kept: bool
) -> Settlement:
    memory = replace(state.memory, outcome=reply.outcome.value, status=reply.status)
    memory = _with_move(memory, state, reply)
    if reply.document is not None:
        memory = replace(memory, hints=reply.document.hints)
    if kept and reply.outcome is not Outcome.PARTIAL:
        memory = _with_validators(memory, reply)
    if memory.full_at is None or reply.status != 304 or not asked.validators:
        memory = replace(memory, full_at=int(now))
    if new_entries and state.first_polled_at is not None:
        memory = replace(
            memory,
            changes=(*memory.changes, int(now))[-CHANGES_KEPT:],
            largest_batch=max(memory.largest_batch, new_entries),
        )
    wait = policy.own_interval(memory.changes, now)
    wait = max(wait, freshness(reply.headers), retry_after(reply.headers) or 0, *_document_waits(memory.hints))
    next_at = _spread(state.url, now, wait, policy)
    next_at = _outside_skipped(memory.hints, next_at, now)
    return Settlement(memory, next_at, 0, None, reply.problem or None)


def _failed(state: State, reply: Reply, policy: Policy, now: float) -> Settlement:
    failures = state.failures + 1
    memory = replace(state.memory, outcome=reply.outcome.value, status=reply.status)
    moved = memory.address is not None
    if moved and (failures >= FAILURES_TO_FORGET_MOVE or reply.outcome is Outcome.GONE):
        memory = replace(memory, address=None, moving_to=None, moving_seen=0)
    asked_to_wait = retry_after(reply.headers) if reply.status in {429, 503} else None
    if asked_to_wait and failures <= TIMES_SEEN_TO_MOVE:
        wait = max(float(policy.usual), asked_to_wait)
    else:
        wait = max(backoff(policy, failures), asked_to_wait or 0)
    wait = max(wait, freshness(reply.headers) if reply.status in {404, 410} else 0)
    next_at = _spread(state.url, now, wait, policy)
    return Settlement(
        memory,
        next_at,
        failures,
        int(now) if state.failing_since_at is None else state.failing_since_at,
        reply.problem or reply.outcome.value,
        gone=reply.outcome is Outcome.GONE and not moved,
        host_wait_until=next_at if reply.status == 429 else None,
    )


def _with_move(memory: Memory, state: State, reply: Reply) -> Memory:
    """Adopt a new address after the same permanent move was seen often enough, each time with a readable feed."""
    if reply.outcome is Outcome.PARTIAL:
        return memory
    if reply.moved_to is None or reply.moved_to == (memory.address or state.url):
        return replace(memory, moving_to=None, moving_seen=0)
    seen = memory.moving_seen + 1 if memory.moving_to == reply.moved_to else 1
    if seen < TIMES_SEEN_TO_MOVE:
        return replace(memory, moving_to=reply.moved_to, moving_seen=seen)
    return replace(memory, address=reply.moved_to, moving_to=None, moving_seen=0)


def _with_validators(memory: Memory, reply: Reply) -> Memory:
    if reply.status == 304:
        new = reply.validators
        return replace(
            memory,
            etag=memory.etag if new.etag is None else new.etag,
            last_modified=memory.last_modified if new.last_modified is None else new.last_modified,
        )
    return replace(
        memory,
        etag=reply.validators.etag,
        last_modified=reply.validators.last_modified,
        body_hash=reply.body_hash,
    )


def backoff(policy: Policy, failures: int) -> float:
    """Give the wait after so many failures in a row: the usual interval, doubled each time, at most a day."""
    return float(min(LONGEST_WAIT, policy.usual * 2 ** min(max(failures - 1, 0), 20)))


def _document_waits(hints: Hints) -> tuple[float, float]:
    return (float(min(hints.ttl_seconds, LONGEST_WAIT)), float(min(hints.period_seconds, HOUR)))


def _spread(url: str, now: float, wait: float, policy: Policy) -> int:
    """Give the time after `wait`, later by 10 to 25 % of the interval: the larger part is the feed's own, for ever.

    Never more than a day from now, and never within the first minute of an hour, when everybody asks.
    """
    share = offset(url)
    jitter = min(wait, 4 * policy.usual) * (0.10 + 0.10 * share + random.uniform(0, 0.05))  # noqa: S311 (no secret)
    at = math.ceil(now + min(wait + jitter, LONGEST_WAIT))
    if not policy.private and at % HOUR < 60:
        at += (60 if wait + jitter < LONGEST_WAIT - HOUR else -120) + int(50 * share)
    return at


def offset(url: str) -> float:
    """Give a number from 0 to 1 that belongs to the feed."""
    return int.from_bytes(hashlib.sha256(url.encode("utf-8", "surrogatepass")).digest()[:4], "big") / 2**32


def _outside_skipped(hints: Hints, at: int, now: float) -> int:
    """Move a poll out of the hours and days that the site asks to skip, by a day at most."""
    if not hints.skip_hours and not hints.skip_days:
        return at
    latest = int(now) + LONGEST_WAIT
    later = at
    while later <= latest:
        if (later // HOUR) % 24 not in hints.skip_hours and (later // DAY + 3) % 7 not in hints.skip_days:
            return later
        later = (later // HOUR + 1) * HOUR + at % HOUR % 600 + 60
    return at if len(hints.skip_hours) >= 24 or len(hints.skip_days) >= 7 else max(at, latest)


def freshness(headers: Mapping[str, str]) -> float:
    """Give for how many seconds the answer calls itself fresh: max-age minus Age, else Expires minus Date.

    RFC 9111, 4.2. `no-cache` and `no-store` cancel it.
    """
    directives = _directives(headers.get("cache-control", ""))
    if "no-cache" in directives or "no-store" in directives:
        return 0.0
    max_age = directives.get("max-age")
    if max_age is not None:
        seconds, age = _digits(max_age), _digits(headers.get("age", ""))
        return float(max(0, min((seconds or 0) - (age or 0), LONGEST_WAIT)))
    expires, date = _date(headers.get("expires")), _date(headers.get("date"))
    if expires is None or date is None:
        return 0.0
    return max(0.0, min(expires - date, float(LONGEST_WAIT)))


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Give the seconds that the site asks us to wait; None where it asks nothing that can be understood.

    RFC 9110, 10.2.3: seconds, or a date, which is measured on the site's own clock.
    """
    value = headers.get("retry-after", "").strip()
    seconds = _digits(value)
    if seconds is not None:
        return float(min(seconds, LONGEST_WAIT)) or None
    until, date = _date(value), _date(headers.get("date"))
    if until is None or date is None or until <= date:
        return None
    return min(until - date, float(LONGEST_WAIT))


def _directives(value: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for part in value.split(","):
        name, _, argument = part.partition("=")
        found.setdefault(name.strip().lower(), argument.strip().strip('"'))
    return found


def _digits(value: str) -> int | None:
    value = value.strip()
    return int(value[:12]) if value.isascii() and value.isdigit() else None


def _date(value: str | None) -> float | None:
    try:
        return parsedate_to_datetime(value).timestamp() if value else None
    except (ValueError, TypeError, OverflowError):
        return None
