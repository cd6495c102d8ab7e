"""Keeps what we send below a rate, evenly, so that no window of Discord's ever sees too much."""

import asyncio
from collections import deque
from time import monotonic

LATE_SECONDS = 0.1  # how much of a delay of our own is made up for


class Pace:
    """Gives turns: `per_second` a second, evenly, and never more in any one second.

    Turns are handed out in the order in which they were asked for. Those that yield stand in a line of their own, of
    which only the first stands among the others: what a person waits for never waits behind a fan-out.
    """

    def __init__(self, per_second: int) -> None:
        self.interval = 1.0 / per_second
        self._next = 0.0
        self._taken: deque[float] = deque(maxlen=per_second)
        self._gate = asyncio.Lock()
        self._line = asyncio.Lock()

    async def turn(self, *, yields: bool = False) -> None:
        if not yields:
            await self._turn()
            return
        async with self._line:
            await self._turn()

    async def _turn(self) -> None:
        async with self._gate:
            now = monotonic()
            at = max(self._next, now - LATE_SECONDS)
            if len(self._taken) == self._taken.maxlen:
                at = max(at, self._taken[0] + 1.0)
            if at > now:
                await asyncio.sleep(at - now)
            self._next = at + self.interval
            self._taken.append(monotonic())

    def room(self) -> float:
        """Give the share of the last second's turns that nobody took, 0 to 1."""
        since = monotonic() - 1.0
        taken = sum(at > since for at in self._taken)
        return 1.0 - taken / (self._taken.maxlen or 1)


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
