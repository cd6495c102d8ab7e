"""Faults to order: what may go wrong between a bot and Discord, a set number of times or by chance."""

import fnmatch
import random
from collections.abc import Callable, Collection
from dataclasses import dataclass

from sandbox.gateway import Gateway
from sandbox.models import JSON
from sandbox.permissions import Permission
from sandbox.world import World

BEFORE = {
    "error": "answered with `status` before anything is done",
    "reset": "connection reset before anything is done",
    "rate_limited": "429 with `Via` and `retry_after`",
    "banned": "429 without `Via`, as Discord's edge answers a banned address",
    "slow": "handled only after `seconds`",
}
AFTER = {
    "lost_reply": "done, then the connection is reset",
    "error_after": "done, then answered with `status`",
    "slow_reply": "done, then answered only after `seconds`",
}


IDS = {"channel_id", "guild_id"}


@dataclass(slots=True)
class Fault:
    """`path` is a pattern over the path below /api/v10 (`/gateway` is the gateway); without one, a fault of the world
    strikes at once and any other meets every call, new gateway connections too.

    It strikes `count` times at most (None: for ever), each with `probability`, after letting `skip` matches pass.
    """

    kind: str
    method: str = "*"
    path: str | None = None
    count: int | None = 1
    probability: float = 1.0
    skip: int = 0
    status: int = 500
    seconds: float = 0.0
    retry_after: float = 1.0
    code: int = 4000
    is_global: bool = False
    channel_id: int | None = None
    guild_id: int | None = None
    permissions: int = int(Permission.SEND_MESSAGES)
    struck: int = 0

    def matches(self, method: str, path: str) -> bool:
        if self.path is None or not fnmatch.fnmatchcase(path, self.path) or self.method not in {"*", method}:
            return False
        return self.count is None or self.struck < self.count


class Faults:
    """The faults in force. `seed` makes chance repeatable."""

    def __init__(self, world: World, gateway: Gateway) -> None:
        self.ordered: list[Fault] = []
        self._random = random.Random(0)  # noqa: S311 - chance for tests, no secret
        self._world = world
        self._gateway = gateway
        self.acts: dict[str, Callable[[Fault], None]] = {
            "reconnect": lambda _: gateway.reconnect(),
            "invalid_session": lambda _: gateway.invalidate(),
            "close": lambda fault: gateway.close(fault.code),
            "deny": self._deny,
            "allow": self._allow,
            "delete_channel": self._delete_channel,
            "kick": self._kick,
        }

    @property
    def kinds(self) -> list[str]:
        return [*BEFORE, *AFTER, *self.acts]

    def seed(self, seed: int) -> None:
        self._random.seed(seed)

    def add(self, kind: str, path: str | None = None, **settings: object) -> Fault:
        """Order a fault; one that changes the world and names no path strikes at once."""
        for name in IDS & settings.keys():  # JSON from a browser brings them as texts
            settings[name] = int(str(settings[name]))
        fault = Fault(kind, path=path, **settings)  # type: ignore[arg-type]
        if kind not in self.kinds:
            raise ValueError(f"There is no fault {kind!r}; there are {', '.join(self.kinds)}.")
        if path is None and kind in self.acts:
            self.acts[kind](fault)
            fault.struck = 1
            return fault
        if path is None:
            fault.path = "*"
        self.ordered.append(fault)
        return fault

    def clear(self) -> None:
        self.ordered.clear()

    def striking(self, method: str, path: str, among: Collection[str] | None = None) -> Fault | None:
        """The fault that this call meets, counted; faults of the world act here, before the call is handled."""
        for fault in self.ordered:
            if not fault.matches(method, path) or (among is not None and fault.kind not in among):
                continue
            if fault.skip > 0:
                fault.skip -= 1
                continue
            if self._random.random() >= fault.probability:
                continue
            fault.struck += 1
            if fault.kind not in self.acts:
                return fault
            self.acts[fault.kind](fault)
        return None

    def _deny(self, fault: Fault) -> None:
        channel = self._world.channels.get(fault.channel_id or 0)
        if channel is None:
            return
        old = channel.overwrites.get(self._world.bot.id)
        deny = fault.permissions | (old.deny if old else 0)
        allow = (old.allow if old else 0) & ~fault.permissions
        self._world.set_overwrite(channel, self._world.bot, allow=allow, deny=deny)

    def _allow(self, fault: Fault) -> None:
        """Take back what `deny` did."""
        channel = self._world.channels.get(fault.channel_id or 0)
        if channel is not None:
            self._world.set_overwrite(channel, self._world.bot)

    def _delete_channel(self, fault: Fault) -> None:
        channel = self._world.channels.get(fault.channel_id or 0)
        if channel is not None:
            self._world.remove_channel(channel)

    def _kick(self, fault: Fault) -> None:
        guild = self._world.guilds.get(fault.guild_id or 0)
        if guild is not None:
            self._world.remove_bot(guild)

    def describe(self) -> JSON:
        return {
            "kinds": BEFORE | AFTER | dict.fromkeys(self.acts, "changes the world or the gateway"),
            "ordered": [_described(fault) for fault in self.ordered],
        }


def _described(fault: Fault) -> JSON:
    values = {name: getattr(fault, name) for name in Fault.__slots__}
    return {name: str(value) if name in IDS and value else value for name, value in values.items()}
