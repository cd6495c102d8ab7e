"""Uses of commands, buttons and forms: their life from the person's click to the bot's answer.

Times and codes: https://discord.com/developers/docs/interactions/receiving-and-responding
"""

import asyncio
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum, IntEnum
from typing import Any

from sandbox import drafts, payloads, validation
from sandbox.errors import Problem, Refused
from sandbox.gateway import Gateway
from sandbox.models import JSON, Channel, Message, MessageFlag, MessageType, User
from sandbox.world import World


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


MESSAGES = {Callback.MESSAGE, Callback.DEFERRED_MESSAGE}
UPDATES = {Callback.DEFERRED_UPDATE, Callback.UPDATE}
ALLOWED = {
    Kind.COMMAND: MESSAGES | {Callback.MODAL},
    Kind.COMPONENT: MESSAGES | UPDATES | {Callback.MODAL},
    Kind.AUTOCOMPLETE: {Callback.CHOICES},
    Kind.MODAL: MESSAGES | UPDATES,
}
ATTACHMENT_LIMIT = 10 * 1024 * 1024


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


class Interactions:
    """All uses that the bot may still answer."""

    def __init__(self, world: World, gateway: Gateway, violate: Callable[[str, str], None]) -> None:
        self.first_answer_seconds = 3.0
        self.token_seconds = 900.0
        self._world = world
        self._gateway = gateway
        self._violate = violate
        self._by_token: dict[str, Interaction] = {}

    # what people do

    def start(self, kind: Kind, user: User, channel: Channel, data: JSON, source: Message | None = None) -> Interaction:
        """Hand the use to the bot; without an answer in time it fails."""
        loop = asyncio.get_running_loop()
        owners = (
            self._owners(user, channel, data)
            if kind in {Kind.COMMAND, Kind.AUTOCOMPLETE}
            else self._all_owners(user, channel)
        )
        interaction = Interaction(
            self._world.next_id(), secrets.token_urlsafe(90), kind, user, channel, data, loop.time(), owners, source
        )
        self._forget_old(loop.time())
        self._by_token[interaction.token] = interaction
        heard = self._gateway.interaction(self.payload(interaction), channel.guild_id)
        loop.call_later(self.first_answer_seconds, self._first_answer_due, interaction, heard)
        return interaction

    def _forget_old(self, at: float) -> None:
        """Expired tokens are kept for a while, so that late calls are told the right thing."""
        for token in [token for token, one in self._by_token.items() if one.started_at < at - 4 * self.token_seconds]:
            del self._by_token[token]

    def _first_answer_due(self, interaction: Interaction, heard: bool) -> None:
        if interaction.stage is not Stage.WAITING:
            return
        if heard:
            self._violate("deadline", f"no answer within {self.first_answer_seconds} s to {interaction.data}")
        self._fail(interaction, "The application did not respond" if heard else "The application is offline")

    def _last_answer_due(self, interaction: Interaction) -> None:
        if interaction.stage is Stage.THINKING and interaction.original is not None:
            self._violate("deadline", f"deferred and never answered: {interaction.data}")
            self._world.delete(interaction.channel, interaction.original)
            self._fail(interaction, "The application did not respond")

    def _fail(self, interaction: Interaction, error: str) -> None:
        interaction.stage, interaction.error = Stage.FAILED, error
        interaction.answered.set()
        interaction.settled.set()
        source = {"message_id": str(interaction.source.id)} if interaction.source else {}
        self._tell("INTERACTION_FAILED", interaction, {"error": error} | source)

    def _tell(self, name: str, interaction: Interaction, data: JSON) -> None:
        channel = interaction.channel
        data = {"interaction_id": str(interaction.id), "user_id": str(interaction.user.id)} | data
        self._world.emit(name, data, guild_id=channel.guild_id, channel_id=channel.id, private_to=interaction.user.id)

    def _all_owners(self, user: User, channel: Channel) -> JSON:
        owners = {"1": str(user.id)}
        if channel.guild_id is not None and self._world.bot.id in self._world.guilds[channel.guild_id].members:
            owners["0"] = str(channel.guild_id)
        return owners

    def _owners(self, user: User, channel: Channel, data: JSON) -> JSON:
        """Whose installation makes the command available: the server's ("0"), the user's ("1") or both."""
        command = self._world.commands.get(int(data["id"]), {})
        types = command.get("integration_types") or [0]
        owners = {key: value for key, value in self._all_owners(user, channel).items() if int(key) in types}
        return owners or {"0": "0"}

    def payload(self, interaction: Interaction) -> JSON:
        world, channel, user = self._world, interaction.channel, interaction.user
        payload: JSON = {
            "id": str(interaction.id),
            "application_id": str(world.application_id),
            "type": int(interaction.kind),
            "token": interaction.token,
            "version": 1,
            "data": interaction.data | self._resolved(interaction),
            "channel_id": str(channel.id),
            "channel": self._channel(channel, user),
            "app_permissions": str(int(world.permissions(world.bot, channel))),
            "locale": user.locale,
            "entitlements": [],
            "entitlement_sku_ids": [],
            "authorizing_integration_owners": interaction.owners,
            "attachment_size_limit": ATTACHMENT_LIMIT,
        }
        if interaction.source is not None:
            payload["message"] = world.message_payload(interaction.source)
        if channel.guild_id is None:
            return payload | {"user": payloads.user(user), "context": 1 if channel.type == 1 else 2}
        guild = world.guilds[channel.guild_id]
        member = world.member(guild, user) | {"permissions": str(int(world.permissions(user, channel)))}
        return payload | {
            "member": member,
            "context": 0,
            "guild_id": str(guild.id),
            "guild_locale": guild.locale,
            "guild": {"id": str(guild.id), "locale": guild.locale, "features": ["COMMUNITY", "NEWS"]},
        }

    def _channel(self, channel: Channel, user: User) -> JSON:
        return payloads.channel(channel) | {"permissions": str(int(self._world.permissions(user, channel)))}

    def _resolved(self, interaction: Interaction) -> JSON:
        """The objects behind the ids in options, selected values and targets."""
        world, data, resolved = self._world, interaction.data, dict[str, dict[str, JSON]]()
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
                one = self._channel(world.channels[number], interaction.user)
                resolved.setdefault("channels", {})[raw] = one
            if "role" in kind and guild is not None and number in guild.roles:
                resolved.setdefault("roles", {})[raw] = payloads.role(guild.roles[number])
            if "message" in kind and number in interaction.channel.messages:
                message = world.message_payload(interaction.channel.messages[number])
                resolved.setdefault("messages", {})[raw] = message
        return {"resolved": resolved} if resolved else {}

    # what the bot answers

    def respond(self, interaction_id: int, token: str, body: JSON, attachments: list[JSON]) -> JSON:
        """The first and only direct answer."""
        interaction = self._by_token.get(token)
        if interaction is None or interaction.id != interaction_id or interaction.stage is Stage.FAILED:
            raise Refused(10062)
        if interaction.stage is not Stage.WAITING:
            self._violate("interaction", f"answered twice: {interaction.data}")
            raise Refused(40060)
        if body.get("type") not in ALLOWED[interaction.kind]:
            text = f"Value must be one of {sorted(map(int, ALLOWED[interaction.kind]))}."
            raise Refused(50035, [Problem(("type",), "BASE_TYPE_CHOICES", text)])
        callback = Callback(body["type"])
        data = body.get("data") or {}
        if callback in UPDATES and interaction.source is None:
            raise Refused(50035, [Problem(("type",), "BASE_TYPE_CHOICES", "There is no message to update.")])
        self._check_thread(interaction)
        message = self._first_answer(interaction, callback, data, attachments)
        interaction.callback = callback
        interaction.stage = Stage.THINKING if callback is Callback.DEFERRED_MESSAGE else Stage.ANSWERED
        interaction.answered.set()
        self._tell("INTERACTION_DONE", interaction, {})
        if callback not in {Callback.DEFERRED_MESSAGE, Callback.DEFERRED_UPDATE}:
            interaction.settled.set()
        return self._answer(interaction, message)

    def _check_thread(self, interaction: Interaction) -> None:
        channel = interaction.channel
        if channel.id not in self._world.channels:
            raise Refused(10003)
        if channel.archived and channel.locked:
            raise Refused(50083)

    def _first_answer(
        self, interaction: Interaction, callback: Callback, data: JSON, attachments: list[JSON]
    ) -> Message | None:
        match callback:
            case Callback.CHOICES:
                _refuse(validation.choices(data.get("choices") or []))
                interaction.choices = data.get("choices") or []
            case Callback.MODAL:
                _refuse(validation.modal(data))
                interaction.modal = data
                self._tell("MODAL", interaction, {"modal": data})
            case Callback.DEFERRED_UPDATE:
                interaction.original = interaction.source
            case Callback.UPDATE:
                assert interaction.source is not None
                interaction.original = interaction.source
                self._edit(interaction, interaction.source, data, attachments)
            case Callback.MESSAGE:
                _refuse_message(data, len(attachments))
                interaction.original = self._post(interaction, data, attachments)
            case Callback.DEFERRED_MESSAGE:
                interaction.original = self._post(interaction, {"flags": data.get("flags")}, [], thinking=True)
                loop = asyncio.get_running_loop()
                loop.call_later(self.token_seconds, self._last_answer_due, interaction)
        return interaction.original

    def _post(
        self, interaction: Interaction, data: JSON, attachments: list[JSON], *, thinking: bool = False
    ) -> Message:
        asked = int(data.get("flags") or 0)
        ephemeral = bool(asked & MessageFlag.EPHEMERAL)
        fields = {"content": ""} | drafts.message_fields(data)
        flags = fields.pop("flags", 0) | (asked & MessageFlag.EPHEMERAL) | (MessageFlag.LOADING if thinking else 0)
        first = interaction.original is None
        metadata = interaction.metadata()
        if not first and interaction.original is not None:
            metadata["original_response_message_id"] = str(interaction.original.id)
        message = self._world.post(
            interaction.channel,
            self._world.bot,
            allowed={"parse": []} if ephemeral or thinking else data.get("allowed_mentions"),
            flags=flags,
            type=_message_type(interaction) if first else MessageType.DEFAULT,
            attachments=attachments,
            interaction=interaction.legacy() if first else None,
            interaction_metadata=metadata,
            from_application=True,
            ephemeral_user_id=interaction.user.id if ephemeral else None,
            **fields,
        )
        interaction.messages.append(message)
        return message

    def _edit(self, interaction: Interaction, message: Message, body: JSON, attachments: list[JSON]) -> None:
        before = None if message.thinking else message
        _refuse_message(body, len(attachments), before)
        fields: dict[str, Any] = drafts.message_fields(body)
        kept = message.flags & ~MessageFlag.LOADING
        fields["flags"] = kept | fields.pop("flags", 0)
        if attachments or "attachments" in body:
            keep = {one.get("id") for one in body.get("attachments") or []}
            fields["attachments"] = [one for one in message.attachments if one["id"] in keep] + attachments
        self._world.edit(interaction.channel, message, allowed=body.get("allowed_mentions"), **fields)

    def _answer(self, interaction: Interaction, message: Message | None) -> JSON:
        about: JSON = {
            "id": str(interaction.id),
            "type": int(interaction.kind),
            "channel_id": str(interaction.channel.id),
        }
        if interaction.channel.guild_id is not None:
            about["guild_id"] = str(interaction.channel.guild_id)
        if message is None:
            return {"interaction": about}
        about |= {
            "response_message_id": str(message.id),
            "response_message_loading": message.thinking,
            "response_message_ephemeral": message.ephemeral_user_id is not None,
        }
        if interaction.callback not in {Callback.MESSAGE, Callback.UPDATE}:
            return {"interaction": about}
        payload = self._world.message_payload(message)
        return {"interaction": about, "resource": {"type": int(interaction.callback or 0), "message": payload}}

    # afterwards, through the token

    def find(self, application_id: int, token: str) -> Interaction:
        """The interaction whose token may still be used."""
        interaction = self._by_token.get(token)
        if interaction is None or application_id != self._world.application_id or interaction.stage is Stage.WAITING:
            raise Refused(10015)
        if asyncio.get_running_loop().time() > interaction.started_at + self.token_seconds:
            raise Refused(50027)
        return interaction

    def message(self, interaction: Interaction, reference: str) -> Message:
        wanted = interaction.original if reference == "@original" else None
        for message in interaction.messages:
            if str(message.id) == reference:
                wanted = message
        if wanted is None or wanted.id not in interaction.channel.messages:
            raise Refused(10008)
        return wanted

    def edit(self, interaction: Interaction, message: Message, body: JSON, attachments: list[JSON]) -> Message:
        self._check_thread(interaction)
        self._edit(interaction, message, body, attachments)
        self._settle(interaction)
        return message

    def follow_up(self, interaction: Interaction, body: JSON, attachments: list[JSON]) -> Message:
        """A further message; the first one after a deferral takes the place of “thinking …”."""
        self._check_thread(interaction)
        _refuse_message(body, len(attachments))
        if interaction.original is not None and interaction.original.thinking:
            return self.edit(interaction, interaction.original, body, attachments)
        message = self._post(interaction, body, attachments)
        self._settle(interaction)
        return message

    def delete(self, interaction: Interaction, message: Message) -> None:
        self._world.delete(interaction.channel, message)
        self._settle(interaction)

    def _settle(self, interaction: Interaction) -> None:
        interaction.stage = Stage.ANSWERED
        interaction.settled.set()


def _message_type(interaction: Interaction) -> MessageType:
    if interaction.kind is Kind.COMMAND:
        return MessageType.COMMAND if interaction.data.get("type", 1) == 1 else MessageType.CONTEXT_MENU
    return MessageType.DEFAULT


def _refuse(problems: list[Problem]) -> None:
    if problems:
        raise Refused(50035, problems)


def _refuse_message(body: JSON, files: int, before: Message | None = None) -> None:
    _refuse(validation.message(body, before))
    if validation.is_empty(body, files, before):
        raise Refused(50006)


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
