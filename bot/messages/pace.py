"""Keeps what we send below a rate, evenly, so that no window of Discord's ever sees too much."""

import asyncio
from collections import deque
from time import monotonic


class Pace:
    """Gives turns, `per_second` of them a second. Turns are handed out in the order in which they were asked for."""

    def __init__(self, per_second: int) -> None:
        self.interval = 1.0 / per_second
        self._next = 0.0
        self._last: deque[float] = deque(maxlen=per_second)

    async def turn(self) -> None:
        now = monotonic()
        at = max(now, self._next)
        self._next = at + self.interval
        self._last.append(at)
        await asyncio.sleep(at - now)

    def room(self) -> float:
        """Give the share of the last second's turns that nobody took, 0 to 1."""
        since = monotonic() - 1.0
        taken = sum(at > since for at in self._last)
        return 1.0 - taken / (self._last.maxlen or 1)


class Budget:
    """Counts what Discord counts against us: 10,000 refused requests in ten minutes cost a ban of the address.

    https://discord.com/developers/docs/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans
    """

    def __init__(self, most: int = 1_000, seconds: float = 600) -> None:
        self.most = most
        self.seconds = seconds
        self._spent: deque[float] = deque(maxlen=most)

    def spend(self) -> None:
        self._spent.append(monotonic())

    def wait(self) -> float:
        """Seconds until a request may be risked again; 0 for now."""
        if len(self._spent) < self.most:
            return 0.0
        return max(0.0, self._spent[0] + self.seconds - monotonic())
