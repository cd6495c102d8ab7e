"""Uses of commands, buttons and forms: their life from the person's click to the bot's answer.

Times and codes: https://discord.com/developers/docs/interactions/receiving-and-responding
"""

import asyncio
import secrets
from typing import Any

from sandbox import drafts, validation
from sandbox.errors import Problem, Refused, Violations
from sandbox.gateway import Gateway
from sandbox.interaction import Callback, Interaction, Kind, Stage, owners, payload
from sandbox.models import JSON, Channel, Message, MessageFlag, MessageType, User
from sandbox.world import World

MESSAGES = {Callback.MESSAGE, Callback.DEFERRED_MESSAGE}
UPDATES = {Callback.DEFERRED_UPDATE, Callback.UPDATE}
ALLOWED = {
    Kind.COMMAND: MESSAGES | {Callback.MODAL},
    Kind.COMPONENT: MESSAGES | UPDATES | {Callback.MODAL},
    Kind.AUTOCOMPLETE: {Callback.CHOICES},
    Kind.MODAL: MESSAGES | UPDATES,
}


class Interactions:
    """All uses that the bot may still answer."""

    def __init__(self, world: World, gateway: Gateway, violations: Violations) -> None:
        self.first_answer_seconds = 3.0
        self.token_seconds = 900.0
        self._world = world
        self._gateway = gateway
        self._violations = violations
        self._by_token: dict[str, Interaction] = {}

    def start(self, kind: Kind, user: User, channel: Channel, data: JSON, source: Message | None = None) -> Interaction:
        """Hand the use to the bot; without an answer in time it fails."""
        loop = asyncio.get_running_loop()
        whose = owners(self._world, user, channel, data, source)
        token = secrets.token_urlsafe(90)
        interaction = Interaction(self._world.next_id(), token, kind, user, channel, data, loop.time(), whose, source)
        self._forget_old(loop.time())
        self._by_token[interaction.token] = interaction
        heard = self._gateway.interaction(payload(self._world, interaction), channel.guild_id)
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
            self._violations.note("deadline", f"no answer within {self.first_answer_seconds} s to {interaction.data}")
        self._fail(interaction, "The application did not respond" if heard else "The application is offline")

    def _last_answer_due(self, interaction: Interaction) -> None:
        if interaction.stage is Stage.THINKING and interaction.original is not None:
            self._violations.note("deadline", f"deferred and never answered: {interaction.data}")
            if interaction.channel.id in self._world.channels:
                self._world.delete(interaction.channel, interaction.original)
            self._fail(interaction, "The application did not respond")

    def _fail(self, interaction: Interaction, error: str) -> None:
        interaction.stage, interaction.error = Stage.FAILED, error
        interaction.answered.set()
        interaction.settled.set()
        self._tell("INTERACTION_FAILED", interaction, {"error": error})

    def _tell(self, name: str, interaction: Interaction, data: JSON) -> None:
        channel = interaction.channel
        data = {"interaction_id": str(interaction.id), "user_id": str(interaction.user.id)} | data
        if interaction.source is not None:
            data["message_id"] = str(interaction.source.id)
        self._world.emit(name, data, guild_id=channel.guild_id, channel_id=channel.id, private_to=interaction.user.id)

    def respond(self, interaction_id: int, token: str, body: JSON, attachments: list[JSON]) -> JSON:
        """The first and only direct answer."""
        interaction = self._by_token.get(token)
        if interaction is None or interaction.id != interaction_id or interaction.stage is Stage.FAILED:
            raise Refused(10062)
        if interaction.stage is not Stage.WAITING:
            self._violations.note("interaction", f"answered twice: {interaction.data}")
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
                source = {"message_id": str(interaction.source.id)} if interaction.source else {}
                self._tell("MODAL", interaction, {"modal": data | source})
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
        resource = {"type": int(interaction.callback), "message": self._world.message_payload(message)}
        return {"interaction": about, "resource": resource}

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
