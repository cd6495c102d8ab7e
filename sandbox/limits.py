"""Rate limits as Discord applies them (https://discord.com/developers/docs/topics/rate-limits)."""

import hashlib
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from sandbox.models import JSON

VIA = {"Via": "1.1 sandbox"}
MAJOR = ("channel_id", "guild_id", "webhook_id", "interaction_id", "token")
HOUR = 3600.0


@dataclass(frozen=True, slots=True)
class Bucket:
    """So many calls in so many seconds, counted from the first of them."""

    calls: int
    seconds: float


DEFAULT_BUCKET = Bucket(50, 1.0)
BUCKETS = {
    "POST /channels/{channel_id}/messages": Bucket(5, 5.0),
    "PATCH /channels/{channel_id}/messages/{message_id}": Bucket(5, 5.0),
    "DELETE /channels/{channel_id}/messages/{message_id}": Bucket(5, 1.0),
    "POST /channels/{channel_id}/messages/{message_id}/crosspost": Bucket(5, 5.0),
    "POST /channels/{channel_id}/threads": Bucket(5, 5.0),
    "POST /webhooks/{webhook_id}/{token}": Bucket(5, 2.0),
    "PATCH /channels/{channel_id}": Bucket(5, 15.0),
}


@dataclass(slots=True)
class Window:
    started_at: float
    used: int = 0


@dataclass(slots=True)
class TooMany:
    """A 429: what the answer holds."""

    retry_after: float
    scope: str
    code: int = 0
    message: str = "You are being rate limited."

    def body(self) -> JSON:
        wait = round(self.retry_after, 3)
        return {"message": self.message, "code": self.code, "retry_after": wait, "global": self.scope == "global"}

    def headers(self) -> dict[str, str]:
        headers = VIA | {"Retry-After": str(int(self.retry_after) + 1), "X-RateLimit-Scope": self.scope}
        return headers | ({"X-RateLimit-Global": "true"} if self.scope == "global" else {})


@dataclass(slots=True)
class Limits:
    """The numbers in force; change them freely. With `enabled` off, everything but the headers is off."""

    clock: Callable[[], float] = time.monotonic
    enabled: bool = True
    global_bucket: Bucket = Bucket(50, 1.0)
    buckets: dict[str, Bucket] = field(default_factory=lambda: dict(BUCKETS))
    default_bucket: Bucket = DEFAULT_BUCKET
    crossposts: Bucket = Bucket(10, HOUR)
    published_edits: Bucket = Bucket(3, 1200.0)
    invalid_requests: Bucket = Bucket(10_000, 600.0)
    nonce_seconds: float = 300.0
    _windows: dict[tuple[str, ...], Window] = field(default_factory=dict)
    _invalid: deque[float] = field(default_factory=deque)

    def _window(self, key: tuple[str, ...], bucket: Bucket) -> Window:
        at = self.clock()
        window = self._windows.get(key)
        if window is None or at >= window.started_at + bucket.seconds:
            if len(self._windows) > 20_000:  # every interaction brings a bucket of its own
                self._windows.clear()
            window = self._windows[key] = Window(at)
        return window

    def _left(self, window: Window, bucket: Bucket) -> float:
        return max(0.0, window.started_at + bucket.seconds - self.clock())

    def _take(self, key: tuple[str, ...], bucket: Bucket) -> float | None:
        """Use one call up; the seconds to wait when there is none left."""
        window = self._window(key, bucket)
        if window.used >= bucket.calls:
            return self._left(window, bucket)
        window.used += 1
        return None

    def refuse(self, route: str, majors: tuple[str, ...], *, global_exempt: bool) -> TooMany | None:
        """Count this call against the global limit and its bucket."""
        bucket = self.buckets.get(route, self.default_bucket)
        if not self.enabled:
            return None
        if not global_exempt and (wait := self._take(("global",), self.global_bucket)) is not None:
            return TooMany(wait, "global")
        if (wait := self._take((route, *majors), bucket)) is not None:
            return TooMany(wait, "user")
        return None

    def headers(self, route: str, majors: tuple[str, ...]) -> dict[str, str]:
        bucket = self.buckets.get(route, self.default_bucket)
        window = self._window((route, *majors), bucket)
        left = self._left(window, bucket)
        return {
            "X-RateLimit-Limit": str(bucket.calls),
            "X-RateLimit-Remaining": str(bucket.calls - window.used if self.enabled else bucket.calls),
            "X-RateLimit-Reset": f"{time.time() + left:.3f}",
            "X-RateLimit-Reset-After": f"{left:.3f}",
            "X-RateLimit-Bucket": hashlib.blake2s(route.encode(), digest_size=16).hexdigest(),
        }

    def refuse_write(self, kind: str, channel_id: int) -> TooMany | None:
        """The hidden limits on announcement channels: seen only as a long 429, shared among all who write there.

        https://github.com/discord/discord-api-docs/issues/6109
        """
        bucket = self.crossposts if kind == "crosspost" else self.published_edits
        if not self.enabled or (wait := self._take((kind, str(channel_id)), bucket)) is None:
            return None
        return TooMany(
            wait, "shared", 20028, "The write action you are performing on the channel has hit the write rate limit."
        )

    def banned(self) -> bool:
        """Too many invalid requests: Discord's edge answers before its API does."""
        at = self.clock()
        while self._invalid and self._invalid[0] < at - self.invalid_requests.seconds:
            self._invalid.popleft()
        return self.enabled and len(self._invalid) >= self.invalid_requests.calls

    def count_invalid(self, status: int, scope: str | None) -> None:
        if status in {401, 403} or (status == 429 and scope != "shared"):
            self._invalid.append(self.clock())
