"""A local Discord in a process of its own, with many channels and its limits on: `python -m tests.bench._discord`."""

import asyncio
import contextlib
import json
import sys
from time import monotonic
from typing import Any

from sandbox import Sandbox

GUILDS, CHANNELS_EACH = 40, 50
ASK_SECONDS = 0.1  # between two uses of a command


def _say(**facts: Any) -> None:
    print(json.dumps(facts), flush=True)


class Watched:
    """Counts what the bot sends, and uses a command all the while."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self.person = next(user for user in sandbox.world.users.values() if not user.bot)
        self.home = next(iter(sandbox.world.channels.values()))
        self.sent_at: list[float] = []
        self.refused: list[str] = []
        self.answered: list[float] = []
        self.unanswered = 0
        sandbox.on_exchange(self._note)

    def _note(self, method: str, path: str, _asked: Any, status: int, _answer: Any) -> None:
        if status == 429:
            self.refused.append(f"{method} {path}")
        elif method == "POST" and path.endswith("/messages"):
            self.sent_at.append(monotonic())

    async def use_a_command(self) -> None:
        while True:
            began = monotonic()
            reply = await self.sandbox.command(self.person.id, self.home.id, "show", {"show": "akudama-drive"})
            if reply.failed:
                self.unanswered += 1
            else:
                self.answered.append(monotonic() - began)
            await asyncio.sleep(ASK_SECONDS)

    def report(self) -> None:
        _say(sent_at=self.sent_at, refused=self.refused, answered=self.answered, unanswered=self.unanswered)
        self.sent_at, self.refused, self.answered, self.unanswered = [], [], [], 0


async def main() -> None:
    async with Sandbox(empty=True) as sandbox:
        for number in range(GUILDS):
            sandbox.world.add_guild(f"server {number}", [f"news-{one}" for one in range(CHANNELS_EACH)])
        watched = Watched(sandbox)
        _say(
            token=sandbox.token,
            api_url=sandbox.api_url,
            gateway_url=sandbox.gateway_url,
            channels=[(one.guild_id, one.id) for one in sandbox.world.channels.values() if one.guild_id],
        )
        asking: asyncio.Task[None] | None = None
        while word := (await asyncio.to_thread(sys.stdin.readline)).strip():
            if word == "ask":
                asking = asyncio.create_task(watched.use_a_command())
            elif word == "report":
                watched.report()
            elif word == "count":
                _say(count=len(watched.sent_at))
        if asking is not None:
            asking.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await asking


if __name__ == "__main__":
    asyncio.run(main())
