"""The things that exist in a Discord, as plain data."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import IntEnum, IntFlag
from typing import Any

JSON = dict[str, Any]
EPOCH_MS = 1_420_070_400_000


class ChannelType(IntEnum):
    TEXT = 0
    DM = 1
    GROUP_DM = 3
    CATEGORY = 4
    ANNOUNCEMENT = 5
    ANNOUNCEMENT_THREAD = 10
    THREAD = 11
    PRIVATE_THREAD = 12
    FORUM = 15


THREADS = {ChannelType.ANNOUNCEMENT_THREAD, ChannelType.THREAD, ChannelType.PRIVATE_THREAD}
PRIVATE = {ChannelType.DM, ChannelType.GROUP_DM}
WITHOUT_MESSAGES = {ChannelType.CATEGORY, ChannelType.FORUM}


class MessageFlag(IntFlag):
    CROSSPOSTED = 1 << 0
    SUPPRESS_EMBEDS = 1 << 2
    EPHEMERAL = 1 << 6
    LOADING = 1 << 7
    SUPPRESS_NOTIFICATIONS = 1 << 12
    COMPONENTS_V2 = 1 << 15


class MessageType(IntEnum):
    DEFAULT = 0
    REPLY = 19
    COMMAND = 20
    CONTEXT_MENU = 23


def snowflake(at: float, serial: int = 0) -> int:
    """An id as Discord would have made it at `at` (unix seconds)."""
    return ((int(at * 1000) - EPOCH_MS) << 22) | (serial & 0x3FFFFF)


def snowflakes() -> Iterator[int]:
    """Ids of now, each greater than the one before."""
    last = 0
    while True:
        last = max(last + 1, snowflake(time.time()))
        yield last


def iso(at: datetime) -> str:
    return at.isoformat(timespec="microseconds")


def now() -> datetime:
    return datetime.now(UTC)


@dataclass(slots=True, eq=False)
class User:
    id: int
    name: str
    display_name: str
    bot: bool = False
    colour: str = "#8a8f98"
    locale: str = "en-US"
    accepts_dms: bool = True


@dataclass(slots=True, eq=False)
class Role:
    id: int
    name: str
    permissions: int
    position: int
    colour: int = 0
    mentionable: bool = False
    managed: bool = False
    bot_id: int | None = None


@dataclass(slots=True, eq=False)
class Member:
    user_id: int
    roles: list[int] = field(default_factory=list)
    joined_at: datetime = field(default_factory=now)
    nick: str | None = None


@dataclass(slots=True, eq=False)
class Overwrite:
    id: int
    is_member: bool
    allow: int
    deny: int


@dataclass(slots=True, eq=False)
class Tag:
    id: int
    name: str
    emoji: str | None = None


@dataclass(slots=True, eq=False)
class Message:
    id: int
    channel_id: int
    author: User
    content: str
    type: MessageType = MessageType.DEFAULT
    embeds: list[JSON] = field(default_factory=list)
    components: list[JSON] = field(default_factory=list)
    attachments: list[JSON] = field(default_factory=list)
    flags: int = 0
    mentions: list[User] = field(default_factory=list)
    mention_roles: list[int] = field(default_factory=list)
    mention_everyone: bool = False
    nonce: str | int | None = None
    edited_at: datetime | None = None
    created_at: datetime = field(default_factory=now)
    reference: JSON | None = None
    interaction: JSON | None = None
    interaction_metadata: JSON | None = None
    from_application: bool = False
    ephemeral_user_id: int | None = None

    @property
    def thinking(self) -> bool:
        return bool(self.flags & MessageFlag.LOADING)


@dataclass(slots=True, eq=False)
class Channel:
    id: int
    type: ChannelType
    name: str
    guild_id: int | None = None
    parent_id: int | None = None
    position: int = 0
    topic: str | None = None
    overwrites: dict[int, Overwrite] = field(default_factory=dict)
    tags: list[Tag] = field(default_factory=list)
    requires_tag: bool = False
    recipients: list[User] = field(default_factory=list)
    owner_id: int | None = None
    archived: bool = False
    locked: bool = False
    archived_at: datetime = field(default_factory=now)
    auto_archive_minutes: int = 4320
    applied_tags: list[int] = field(default_factory=list)
    messages: dict[int, Message] = field(default_factory=dict)

    @property
    def is_thread(self) -> bool:
        return self.type in THREADS

    @property
    def is_private(self) -> bool:
        return self.type in PRIVATE

    def public_messages(self) -> list[Message]:
        """What anyone in the channel sees, oldest first."""
        return [message for message in self.messages.values() if message.ephemeral_user_id is None]


@dataclass(slots=True, eq=False)
class Guild:
    id: int
    name: str
    owner_id: int
    roles: dict[int, Role] = field(default_factory=dict)
    members: dict[int, Member] = field(default_factory=dict)
    channels: dict[int, Channel] = field(default_factory=dict)
    locale: str = "en-US"
    system_channel_id: int | None = None
    public_updates_channel_id: int | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """One change of the world, in the words of Discord's gateway."""

    name: str
    data: JSON
    guild_id: int | None = None
    channel_id: int | None = None
    private_to: int | None = None
    """The only user who may see it (ephemeral messages); the gateway keeps silent about those."""
