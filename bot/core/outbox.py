"""What is owed to a place: an event as its readers are told it."""

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.core.models import Grade, Kind, Part, ReleaseDate


@dataclass(frozen=True, slots=True)
class Citation:
    """One source of an event: who said it, in which words, where, when. `name` is the feed's."""

    name: str
    title: str
    link: str | None
    grade: Grade
    published_at: int | None = None


@dataclass(frozen=True, slots=True)
class Announcement:
    """One event, ready to be laid out.

    `also` names what else the same news said (a renewal that is the final season, too). `sources` holds the best grade
    first, the oldest first among equals. `date` is what is known now, `was` the date that it replaces. `part` is empty
    for news about the show as a whole. `corrected` is set when the event replaces an earlier one that we told,
    `retracted` when it proved untrue. `mark` is the delivery's nonce: the layout hides it in a button, so that the
    courier finds its own message again. `test` makes the post say that it is only a preview.
    """

    event_id: int
    kind: Kind
    show_id: str
    show_title: str
    grade: Grade
    happened_at: int
    also: tuple[Kind, ...] = ()
    sources: tuple[Citation, ...] = ()
    part: Part | None = None
    number: int | None = None
    instalment_title: str = ""
    date: ReleaseDate | None = None
    was: ReleaseDate | None = None
    corrected: bool = False
    retracted: bool = False
    picture: str | None = None
    mark: str = ""
    test: bool = False


class Refusal(StrEnum):
    """Why a place takes no posts; each has a text that says what to do."""

    MISSING_ACCESS = "missing_access"  # the bot cannot see the channel
    MISSING_PERMISSION = "missing_permission"  # it may not send there
    UNKNOWN_CHANNEL = "unknown_channel"  # deleted
    ARCHIVED = "archived"  # the thread is closed and the bot may not open it
    FULL = "full"  # Discord takes no more threads there
    REFUSED = "refused"  # anything else that Discord forbids


# What never comes back by itself: its deliveries are given up, the others wait.
FOR_GOOD = frozenset({Refusal.UNKNOWN_CHANNEL})

# Discord's codes (https://discord.com/developers/docs/topics/opcodes-and-status-codes#json).
REFUSALS: dict[int, Refusal] = {
    10003: Refusal.UNKNOWN_CHANNEL,
    10004: Refusal.MISSING_ACCESS,
    50001: Refusal.MISSING_ACCESS,
    50013: Refusal.MISSING_PERMISSION,
    50083: Refusal.ARCHIVED,
    160005: Refusal.ARCHIVED,
    30058: Refusal.FULL,
    160006: Refusal.FULL,
    160007: Refusal.FULL,
}


@dataclass(frozen=True, slots=True)
class Post:
    """One message owed to one channel: one announcement, or several summed up.

    `mark` is its identity for ever: Discord's nonce and what the courier looks for among its own messages.
    `thread_id` is the forum post in which this show's earlier news stand; `answers` the message that is corrected.
    """

    guild_id: int
    channel_id: int
    locale: str
    mark: str
    announcements: tuple[Announcement, ...]
    role_ids: tuple[int, ...] = ()
    thread_id: int | None = None
    answers: int | None = None


@dataclass(frozen=True, slots=True)
class Posted:
    """Where a post stands."""

    message_id: int
    thread_id: int | None = None


MOST_IN_A_DIGEST = 10
SINGLE_POSTS = 3  # up to so many at once are told one by one
TOO_LATE_SECONDS = 14 * 86_400  # what could not be told for so long is no longer news
EDIT_WAITS = (5, 60, 720, 8_640)  # seconds to wait before each further edit of a message
MOST_TRIES = 300  # by then it has failed for nearly two weeks
# Nothing waits for so long: a later time was written while the clock was wrong.
CLOCK_WAS_WRONG = 86_400
RETRY_WAITS = (5, 15, 60, 300, 900, 1_800, 3_600)


def mark(event_keys: Sequence[str], channel_id: int) -> str:
    """Give the identity of the message that tells these events in this channel.

    At most 25 characters, Discord's limit for a nonce
    (https://discord.com/developers/docs/resources/message#create-message).
    """
    text = "\n".join((str(channel_id), *event_keys))
    return base64.b32encode(hashlib.sha256(text.encode()).digest()[:15]).decode().lower()


def retry_wait(attempts: int) -> int:
    """Seconds until a post that failed so often is tried again."""
    return RETRY_WAITS[min(max(attempts, 1), len(RETRY_WAITS)) - 1]


def edit_wait(edits: int) -> int | None:
    """Seconds until a message edited so often may be edited again; None: never for further sources."""
    return EDIT_WAITS[edits] if edits < len(EDIT_WAITS) else None
