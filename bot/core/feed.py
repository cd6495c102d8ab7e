"""What is asked of a feed, and what an answer changes: pure decisions of the poller."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Self
from urllib.parse import urlsplit

from bot.core.cadence import (
    DAY,
    Hints,
    Policy,
    backoff,
    document_waits,
    freshness,
    outside_skipped,
    retry_after,
    spread,
)
from bot.core.models import Entry

TIMES_SEEN_TO_MOVE = 3
FAILURES_TO_FORGET_MOVE = 5
REFUSALS_AT_THEIR_WORD = 3  # so often a site's own Retry-After stands in place of the back-off
WEEK = 7 * DAY
TELL_OWNER_AFTER = DAY
CHANGES_KEPT = 12
BIG_BATCH = 10
NO_HINTS = Hints()
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
class Document:
    """A feed as it was read: its entries, the oldest first."""

    entries: tuple[Entry, ...] = ()
    hints: Hints = NO_HINTS
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
    hints: Hints = NO_HINTS
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
    next_poll_at: float
    failures: int
    failing_since_at: int | None
    last_error: str | None
    gone: bool = False
    host_wait_until: float | None = None  # a 429 covers the whole host


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
    state: State,
    reply: Reply,
    asked: Ask,
    policy: Policy,
    *,
    now: float,
    chance: float,
    new_entries: int = 0,
    kept: bool = True,
) -> Settlement:
    """Give what the poll changes. `kept`: every entry was recorded; else the document must come again in full.

    `chance`, from 0 to 1, spreads the polls.
    """
    if not asked.validators:
        # Whatever came of it: a question without validators is asked once, not until it is answered.
        state = replace(state, memory=replace(state.memory, full_at=int(now)))
    if reply.outcome in SUCCESSES:
        return _succeeded(state, reply, policy, now=now, chance=chance, new_entries=new_entries, kept=kept)
    return _failed(state, reply, policy, now, chance)


def _succeeded(
    state: State, reply: Reply, policy: Policy, *, now: float, chance: float, new_entries: int, kept: bool
) -> Settlement:
    memory = replace(state.memory, outcome=reply.outcome.value, status=reply.status)
    memory = _with_move(memory, state, reply)
    if reply.document is not None:
        memory = replace(memory, hints=reply.document.hints)
    if kept and reply.outcome is not Outcome.PARTIAL:
        memory = _with_validators(memory, reply)
    if reply.status != 304:
        memory = replace(memory, full_at=int(now))
    if new_entries and state.first_polled_at is not None:
        memory = replace(
            memory,
            changes=(*memory.changes, int(now))[-CHANGES_KEPT:],
            largest_batch=max(memory.largest_batch, new_entries),
        )
    wait = policy.own_interval(memory.changes, now)
    headers = reply.headers
    wait = max(wait, freshness(headers, now), retry_after(headers, now) or 0, *document_waits(memory.hints))
    next_at = spread(state.url, now, wait, policy, chance)
    next_at = outside_skipped(memory.hints, next_at, now)
    return Settlement(memory, next_at, 0, None, reply.problem or None)


def _failed(state: State, reply: Reply, policy: Policy, now: float, chance: float) -> Settlement:
    failures = state.failures + 1
    memory = replace(state.memory, outcome=reply.outcome.value, status=reply.status)
    moved = memory.address is not None
    if moved and (failures >= FAILURES_TO_FORGET_MOVE or reply.outcome is Outcome.GONE):
        memory = replace(memory, address=None, moving_to=None, moving_seen=0)
    asked_to_wait = retry_after(reply.headers, now) or 0.0
    if asked_to_wait and reply.status in {429, 503} and failures <= REFUSALS_AT_THEIR_WORD:
        wait = max(float(policy.usual), asked_to_wait)
    else:
        wait = max(backoff(policy, failures), asked_to_wait)
    next_at = spread(state.url, now, wait, policy, chance)
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
