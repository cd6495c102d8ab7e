"""How long to wait before a feed is asked again: pure arithmetic over what site and operator want."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any, Self

DAY = 86_400
HOUR = 3_600
LONGEST_WAIT = DAY
LEAST_INTERVAL = 900  # on the open internet
HOST_PAUSE = 2.0
MOST_FEEDS_OF_A_SITE = 12


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

    def benches(self, hosts: Iterable[str]) -> frozenset[str]:
        """Give the hosts that count as one host for each of their feeds.

        A private server with more than a dozen feeds is a test bench: it is asked without a pause, and a slow answer or
        a refusal of one feed does not silence all others. On the open internet there is no such exception.
        """
        if not self.private:
            return frozenset()
        return frozenset(host for host, count in Counter(hosts).items() if count > MOST_FEEDS_OF_A_SITE)


def backoff(policy: Policy, failures: int) -> float:
    """Give the wait after so many failures in a row: the usual interval, doubled each time, at most a day."""
    return float(min(LONGEST_WAIT, policy.usual * 2 ** min(max(failures - 1, 0), 20)))


def document_waits(hints: Hints) -> tuple[float, float]:
    return (float(min(hints.ttl_seconds, LONGEST_WAIT)), float(min(hints.period_seconds, HOUR)))


def spread(url: str, now: float, wait: float, policy: Policy, chance: float) -> float:
    """Give the time after `wait`, later by 10 to 25 % of the interval: the larger part is the feed's own, for ever.

    `chance` is a random number from 0 to 1 for the rest. Never more than a day from now, and never within the first
    minute of an hour, when everybody asks.
    """
    share = offset(url)
    jitter = min(wait, 4 * policy.usual) * (0.10 + 0.10 * share + 0.05 * chance)
    at = now + min(wait + jitter, LONGEST_WAIT)
    if not policy.private and at % HOUR < 60:
        at += (60 if wait + jitter < LONGEST_WAIT - HOUR else -120) + 50 * share
    return at


def offset(url: str) -> float:
    """Give a number from 0 to 1 that belongs to the feed."""
    return int.from_bytes(hashlib.sha256(url.encode("utf-8", "surrogatepass")).digest()[:4], "big") / 2**32


def outside_skipped(hints: Hints, at: float, now: float) -> float:
    """Move a poll out of the hours and days that the site asks to skip; not beyond a day, which is the most we wait."""
    if not hints.skip_hours and not hints.skip_days:
        return at
    later = at
    while later <= now + LONGEST_WAIT:
        hour = int(later // HOUR)
        if hour % 24 not in hints.skip_hours and (hour // 24 + 3) % 7 not in hints.skip_days:
            return later
        # The feed's own minutes of the first hour that is not skipped, not all feeds at its start.
        later = (hour + 1) * HOUR + 60 + at % 600
    return at


def freshness(headers: Mapping[str, str], now: float) -> float:
    """Give for how many seconds the answer calls itself fresh: max-age minus Age, else Expires minus Date.

    RFC 9111, 4.2. `no-cache` and `no-store` cancel it. An answer without a date is dated `now` (RFC 9110, 6.6.1).
    """
    directives = _directives(headers.get("cache-control", ""))
    if "no-cache" in directives or "no-store" in directives:
        return 0.0
    max_age = directives.get("max-age")
    if max_age is not None:
        seconds, age = _digits(max_age), _digits(headers.get("age", ""))
        return float(max(0, min((seconds or 0) - (age or 0), LONGEST_WAIT)))
    expires = _date(headers.get("expires"))
    if expires is None:
        return 0.0
    return max(0.0, min(expires - _dated(headers, now), float(LONGEST_WAIT)))


def retry_after(headers: Mapping[str, str], now: float) -> float | None:
    """Give the seconds that the site asks us to wait; None where it asks nothing that can be understood.

    RFC 9110, 10.2.3: seconds, or a date, which is measured on the site's own clock where it tells its time.
    """
    value = headers.get("retry-after", "").strip()
    seconds = _digits(value)
    if seconds is not None:
        return float(min(seconds, LONGEST_WAIT)) or None
    until, date = _date(value), _dated(headers, now)
    if until is None or until <= date:
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


def _dated(headers: Mapping[str, str], now: float) -> float:
    date = _date(headers.get("date"))
    return now if date is None else date


def _date(value: str | None) -> float | None:
    try:
        return parsedate_to_datetime(value).timestamp() if value else None
    except (ValueError, TypeError, OverflowError):
        return None
