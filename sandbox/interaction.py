"""One use of a command, button or form, and how the bot is told of it."""

import asyncio
from dataclasses import dataclass, field
from enum import Enum, IntEnum

from sandbox import drafts, payloads
from sandbox.models import JSON, Channel, ChannelType, Message, User
from sandbox.world import World

ATTACHMENT_LIMIT = 10 * 1024 * 1024


class Kind(IntEnum):
    COMMAND = 2
    COMPONENT = 3
    AUTOCOMPLETE = 4
    MODAL = 5


class Callback(IntEnum):
    MESSAGE = 4
    DEFERRED_MESSAGE = 5
    DEFERRED_UPDATE = 6
    UPDATE = 7
    CHOICES = 8
    MODAL = 9


class Stage(Enum):
    WAITING = "waiting"
    THINKING = "thinking"
    ANSWERED = "answered"
    FAILED = "failed"


@dataclass(slots=True, eq=False)
class Interaction:
    """One use; `answered` is set at the first answer or failure, `settled` when nothing is pending any more."""

    id: int
    token: str
    kind: Kind
    user: User
    channel: Channel
    data: JSON
    started_at: float
    owners: JSON
    source: Message | None = None
    stage: Stage = Stage.WAITING
    callback: Callback | None = None
    original: Message | None = None
    messages: list[Message] = field(default_factory=list)
    choices: list[JSON] = field(default_factory=list)
    modal: JSON | None = None
    error: str | None = None
    answered: asyncio.Event = field(default_factory=asyncio.Event)
    settled: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def ephemeral(self) -> bool:
        return self.original is not None and self.original.ephemeral_user_id is not None

    def metadata(self) -> JSON:
        metadata: JSON = {
            "id": str(self.id),
            "type": int(self.kind),
            "user": payloads.user(self.user),
            "authorizing_integration_owners": self.owners,
        }
        if self.kind is Kind.COMPONENT and self.source is not None:
            metadata["interacted_message_id"] = str(self.source.id)
        if self.kind is Kind.MODAL:
            before = self.source.interaction_metadata if self.source else None
            first = {key: metadata[key] for key in ("id", "user", "authorizing_integration_owners")} | {"type": 2}
            metadata["triggering_interaction_metadata"] = before or first
        return metadata

    def legacy(self) -> JSON | None:
        if self.kind is not Kind.COMMAND:
            return None
        return {"id": str(self.id), "type": 2, "name": full_name(self.data), "user": payloads.user(self.user)}


def full_name(data: JSON) -> str:
    """The command with its subcommand, as people type it."""
    words = [data["name"]]
    options = data.get("options") or []
    while options and options[0].get("type") in {1, 2}:
        words.append(options[0]["name"])
        options = options[0].get("options") or []
    return " ".join(words)


def owners(world: World, user: User, channel: Channel, data: JSON, source: Message | None) -> JSON:
    """Whose installation makes the use possible: the server's ("0"), the user's ("1") or both."""
    if source is not None and source.interaction_metadata is not None:
        inherited: JSON = source.interaction_metadata["authorizing_integration_owners"]
        return inherited
    found = {"1": str(user.id)}
    if channel.guild_id is not None and world.bot.id in world.guilds[channel.guild_id].members:
        found["0"] = str(channel.guild_id)
    if "custom_id" in data:
        return found
    types = world.commands.get(int(data["id"]), {}).get("integration_types") or [0]
    return {key: value for key, value in found.items() if int(key) in types} or {"0": "0"}


def payload(world: World, interaction: Interaction) -> JSON:
    """What INTERACTION_CREATE tells the bot."""
    channel, user = interaction.channel, interaction.user
    told: JSON = {
        "id": str(interaction.id),
        "application_id": str(world.application_id),
        "type": int(interaction.kind),
        "token": interaction.token,
        "version": 1,
        "data": interaction.data | _resolved(world, interaction),
        "channel_id": str(channel.id),
        "channel": _channel(world, channel, user),
        "app_permissions": str(int(world.permissions(world.bot, channel))),
        "locale": user.locale,
        "entitlements": [],
        "entitlement_sku_ids": [],
        "authorizing_integration_owners": interaction.owners,
        "attachment_size_limit": ATTACHMENT_LIMIT,
    }
    if interaction.source is not None:
        told["message"] = world.message_payload(interaction.source)
    if channel.guild_id is None:
        return told | {"user": payloads.user(user), "context": 1 if channel.type == ChannelType.DM else 2}
    guild = world.guilds[channel.guild_id]
    member = world.member(guild, user) | {"permissions": str(int(world.permissions(user, channel)))}
    return told | {
        "member": member,
        "context": 0,
        "guild_id": str(guild.id),
        "guild_locale": guild.locale,
        "guild": {"id": str(guild.id), "locale": guild.locale, "features": ["COMMUNITY", "NEWS"]},
    }


def _channel(world: World, channel: Channel, user: User) -> JSON:
    return payloads.channel(channel) | {"permissions": str(int(world.permissions(user, channel)))}


def _resolved(world: World, interaction: Interaction) -> JSON:
    """The objects behind the ids in options, selected values and targets."""
    data, resolved = interaction.data, dict[str, dict[str, JSON]]()
    guild = world.guilds.get(interaction.channel.guild_id or 0)
    for kind, raw in _references(data):
        number = int(raw)
        if "user" in kind and number in world.users:
            resolved.setdefault("users", {})[raw] = payloads.user(world.users[number])
            if guild is not None and number in guild.members:
                member = world.member(guild, world.users[number])
                granted = world.permissions(world.users[number], interaction.channel)
                hidden = {"user", "deaf", "mute"}
                partial = {key: value for key, value in member.items() if key not in hidden}
                resolved.setdefault("members", {})[raw] = partial | {"permissions": str(int(granted))}
        if "channel" in kind and number in world.channels:
            one = _channel(world, world.channels[number], interaction.user)
            resolved.setdefault("channels", {})[raw] = one
        if "role" in kind and guild is not None and number in guild.roles:
            resolved.setdefault("roles", {})[raw] = payloads.role(guild.roles[number])
        if "message" in kind and number in interaction.channel.messages:
            message = world.message_payload(interaction.channel.messages[number])
            resolved.setdefault("messages", {})[raw] = message
    return {"resolved": resolved} if resolved else {}


OPTION_REFERENCES = {6: "user", 7: "channel", 8: "role", 9: "user role"}
SELECT_REFERENCES = {5: "user", 6: "role", 7: "user role", 8: "channel"}
TARGETS = {2: "user", 3: "message"}


def _references(data: JSON) -> list[tuple[str, str]]:
    """Every id in the data that stands for an object, with what it may be."""
    found = []
    if "target_id" in data:
        found.append((TARGETS[data["type"]], str(data["target_id"])))
    if data.get("component_type") in SELECT_REFERENCES:
        found += [(SELECT_REFERENCES[data["component_type"]], str(value)) for value in data.get("values", [])]
    pending = list(data.get("options") or [])
    while pending:
        option = pending.pop()
        pending += option.get("options") or []
        if option.get("type") in OPTION_REFERENCES and str(option.get("value", "")).isdigit():
            found.append((OPTION_REFERENCES[option["type"]], str(option["value"])))
    for part in drafts.walk(data.get("components") or []):
        if part.get("type") in SELECT_REFERENCES:
            found += [(SELECT_REFERENCES[part["type"]], str(value)) for value in part.get("values", [])]
    return found
