"""Refusals, with Discord's published codes (https://discord.com/developers/docs/topics/opcodes-and-status-codes)."""

from dataclasses import dataclass, field

from sandbox.models import JSON

TEXTS: dict[int, tuple[int, str]] = {
    0: (401, "401: Unauthorized"),
    10003: (404, "Unknown Channel"),
    10004: (404, "Unknown Guild"),
    10007: (404, "Unknown Member"),
    10008: (404, "Unknown Message"),
    10011: (404, "Unknown Role"),
    10013: (404, "Unknown User"),
    10015: (404, "Unknown Webhook"),
    10062: (404, "Unknown interaction"),
    10063: (404, "Unknown application command"),
    20028: (429, "The write action you are performing on the channel has hit the write rate limit."),
    30032: (400, "Maximum number of application commands reached (100)."),
    30034: (400, "Max number of daily application command creates has been reached (200)"),
    40005: (413, "Request entity too large"),
    40033: (400, "This message has already been crossposted."),
    40060: (400, "Interaction has already been acknowledged."),
    40067: (400, "A tag is required to create a forum post in this channel"),
    50001: (403, "Missing Access"),
    50005: (403, "Cannot edit a message authored by another user"),
    50006: (400, "Cannot send an empty message"),
    50007: (403, "Cannot send messages to this user"),
    50008: (400, "Cannot send messages in a non-text channel"),
    50013: (403, "Missing Permissions"),
    50024: (400, "Cannot execute action on this channel type"),
    50027: (401, "Invalid Webhook Token"),
    50035: (400, "Invalid Form Body"),
    50068: (400, "Cannot execute action on this message type"),
    50083: (400, "Thread is archived"),
    50109: (400, "The request body contains invalid JSON."),
    160004: (400, "A thread has already been created for this message"),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One field that breaks a published limit."""

    path: tuple[str | int, ...]
    code: str
    message: str

    def __str__(self) -> str:
        return f"{'.'.join(map(str, self.path))}: {self.message}"


@dataclass(slots=True)
class Refused(Exception):
    """The call is answered with this code; status and text follow from it."""

    code: int
    problems: list[Problem] = field(default_factory=list)

    @property
    def status(self) -> int:
        return TEXTS[self.code][0]

    def body(self) -> JSON:
        payload: JSON = {"message": TEXTS[self.code][1], "code": self.code}
        if self.problems:
            payload["errors"] = nested(self.problems)
        return payload


def nested(problems: list[Problem]) -> JSON:
    """Discord's shape: the path as nested objects, with a list of errors at its end."""
    tree: JSON = {}
    for problem in problems:
        node = tree
        for key in problem.path:
            node = node.setdefault(str(key), {})
        node.setdefault("_errors", []).append({"code": problem.code, "message": problem.message})
    return tree


@dataclass(frozen=True, slots=True)
class Violation:
    """A published limit that the bot has broken."""

    kind: str
    detail: str


class Violations(list[Violation]):
    """All that were noted, oldest first."""

    def note(self, kind: str, detail: str) -> None:
        self.append(Violation(kind, detail))
