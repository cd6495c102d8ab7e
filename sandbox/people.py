"""What people do with a bot, for tests and the page: commands, suggestions, buttons, selects, forms."""

import asyncio
from typing import Any

from sandbox import drafts
from sandbox.interaction import Interaction, Kind, Stage
from sandbox.interactions import Interactions
from sandbox.models import JSON, WITHOUT_MESSAGES, Channel, Message, Role, User
from sandbox.permissions import Permission
from sandbox.world import World

CHAT_INPUT, USER_MENU, MESSAGE_MENU = 1, 2, 3
SUBCOMMANDS = {1, 2}


class NotPossible(Exception):
    """Discord's own client would not let the person do this."""


class Reply:
    """What a person got back. It goes on to live: later edits and messages show here."""

    def __init__(self, interaction: Interaction, world: World) -> None:
        self.interaction = interaction
        self._world = world

    @property
    def messages(self) -> list[JSON]:
        """The bot's messages to this use that still exist, oldest first, in Discord's shape."""
        kept = self.interaction.channel.messages
        return [self._world.message_payload(one) for one in self.interaction.messages if one.id in kept]

    @property
    def message(self) -> JSON:
        """The first message, or the one that was updated."""
        if self.interaction.original is None:
            raise AssertionError(f"There is no message: {self.interaction.error or self.interaction.callback!r}")
        return self._world.message_payload(self.interaction.original)

    @property
    def text(self) -> str:
        """All that can be read in the messages."""
        return "\n".join(drafts.text_of(message) for message in self.messages or [self.message])

    @property
    def ephemeral(self) -> bool:
        return self.interaction.ephemeral

    @property
    def failed(self) -> str | None:
        """What the person is told when the bot did not answer."""
        return self.interaction.error

    @property
    def thinking(self) -> bool:
        return self.interaction.stage is Stage.THINKING

    @property
    def modal(self) -> JSON | None:
        return self.interaction.modal


class People:
    """The hands of the users."""

    def __init__(self, world: World, interactions: Interactions) -> None:
        self._world = world
        self._interactions = interactions
        self.patience_seconds = 10.0

    def commands(self, user: User, channel: Channel) -> list[JSON]:
        """The commands that Discord offers this person here."""
        own = {}
        for command in self._world.commands.values():
            if command.get("guild_id") in {None, str(channel.guild_id)} and self._offered(command, user, channel):
                key = (command["type"], command["name"])
                if key not in own or command.get("guild_id"):
                    own[key] = command
        return list(own.values())

    def _offered(self, command: JSON, user: User, channel: Channel) -> bool:
        if channel.type in WITHOUT_MESSAGES:
            return False
        granted = self._world.permissions(user, channel)
        contexts = command["contexts"]
        if contexts is None:
            contexts = [0, 1] if command["dm_permission"] and not command.get("guild_id") else [0]
        if channel.guild_id is None:
            with_bot = channel.type == 1
            return (1 if with_bot else 2) in contexts and (with_bot or 1 in command["integration_types"])
        if 0 not in contexts or Permission.USE_APPLICATION_COMMANDS not in granted:
            return False
        installed = self._world.bot.id in self._world.guilds[channel.guild_id].members
        if not (installed and 0 in command["integration_types"]):
            return 1 in command["integration_types"]
        needed = command["default_member_permissions"]
        if needed is None or Permission.ADMINISTRATOR in granted:
            return True
        return needed != "0" and not int(needed) & ~int(granted)

    def _command(self, user: User, channel: Channel, name: str, kind: int, *, force: bool) -> JSON:
        offered = list(self._world.commands.values()) if force else self.commands(user, channel)
        for command in offered:
            if command["type"] == kind and command["name"] == name:
                return command
        known = sorted(command["name"] for command in offered)
        raise NotPossible(f"{user.name} is offered no command {name!r} here, only {known}.")

    async def command(
        self, user: User, channel: Channel, name: str, options: dict[str, Any] | None = None, *, force: bool = False
    ) -> Reply:
        """Use a command (“show”, or “feed add” for a subcommand) and wait for its answer.

        With `force` also a command that Discord would not offer, to see whether the bot checks for itself.
        """
        first, *path = name.split()
        command = self._command(user, channel, first, CHAT_INPUT, force=force)
        data = _data(command) | {"options": _options(command, path, options or {})}
        return await self._settled(self._interactions.start(Kind.COMMAND, user, channel, data))

    async def autocomplete(
        self, user: User, channel: Channel, name: str, options: dict[str, Any], focused: str, *, force: bool = False
    ) -> list[JSON]:
        """The choices offered for the option `focused`, as typed so far."""
        first, *path = name.split()
        command = self._command(user, channel, first, CHAT_INPUT, force=force)
        data = _data(command) | {"options": _options(command, path, options, focused)}
        interaction = self._interactions.start(Kind.AUTOCOMPLETE, user, channel, data)
        await asyncio.wait_for(interaction.answered.wait(), self.patience_seconds)
        if interaction.error:
            raise NotPossible(f"Loading options failed: {interaction.error}")
        return interaction.choices

    async def user_menu(self, user: User, channel: Channel, name: str, target: User) -> Reply:
        data = _data(self._command(user, channel, name, USER_MENU, force=False)) | {"target_id": str(target.id)}
        return await self._settled(self._interactions.start(Kind.COMMAND, user, channel, data))

    async def message_menu(self, user: User, channel: Channel, name: str, target: Message) -> Reply:
        data = _data(self._command(user, channel, name, MESSAGE_MENU, force=False)) | {"target_id": str(target.id)}
        return await self._settled(self._interactions.start(Kind.COMMAND, user, channel, data))

    async def press(self, user: User, channel: Channel, message: Message, custom_id: str) -> Reply:
        button = _component(user, message, custom_id, {drafts.BUTTON})
        data = {"custom_id": custom_id, "component_type": button["type"], "id": button["id"]}
        return await self._settled(self._interactions.start(Kind.COMPONENT, user, channel, data, message))

    async def select(
        self, user: User, channel: Channel, message: Message, custom_id: str, values: list[str | int]
    ) -> Reply:
        menu = _component(user, message, custom_id, drafts.SELECTS)
        chosen = [str(value) for value in values]
        offered = {option["value"] for option in menu.get("options", [])}
        if offered and not set(chosen) <= offered:
            raise NotPossible(f"{chosen} are not all among {sorted(offered)}.")
        if not menu["min_values"] <= len(chosen) <= menu["max_values"]:
            raise NotPossible(f"{menu['min_values']} to {menu['max_values']} values are to be chosen.")
        data = {"custom_id": custom_id, "component_type": menu["type"], "id": menu["id"], "values": chosen}
        return await self._settled(self._interactions.start(Kind.COMPONENT, user, channel, data, message))

    async def submit_modal(self, reply: Reply, values: dict[str, Any]) -> Reply:
        """Fill in the form that a reply opened; what `values` does not name stays as the bot filled it in."""
        modal = reply.modal
        if modal is None:
            raise NotPossible("No form was opened.")
        asked = reply.interaction
        data = {"custom_id": modal["custom_id"], "components": [_filled(part, values) for part in modal["components"]]}
        return await self._settled(self._interactions.start(Kind.MODAL, asked.user, asked.channel, data, asked.source))

    async def _settled(self, interaction: Interaction) -> Reply:
        """Wait until nothing is pending, or the person has lost patience."""
        reply = Reply(interaction, self._world)
        await asyncio.wait_for(interaction.answered.wait(), self.patience_seconds)
        if interaction.stage is Stage.THINKING:
            await asyncio.wait_for(interaction.settled.wait(), self.patience_seconds)
        return reply


def _data(command: JSON) -> JSON:
    data = {"id": command["id"], "name": command["name"], "type": command["type"]}
    return data | ({"guild_id": command["guild_id"]} if command.get("guild_id") else {})


def _value(value: Any) -> Any:
    return str(value.id) if isinstance(value, User | Role | Channel | Message) else value


def _options(definition: JSON, path: list[str], values: dict[str, Any], focused: str | None = None) -> list[JSON]:
    """The options in Discord's shape, checked as its client checks them; while typing, nothing is checked."""
    known = {option["name"]: option for option in definition.get("options") or []}
    if path:
        if path[0] not in known:
            raise NotPossible(f"There is no {path[0]!r}, only {sorted(known)}.")
        below = known[path[0]]
        inner = _options(below, path[1:], values, focused)
        return [{"name": below["name"], "type": below["type"], "options": inner}]
    if unknown := values.keys() - known.keys():
        raise NotPossible(f"There are no options {sorted(unknown)}, only {sorted(known)}.")
    filled = []
    for name, option in known.items():
        if option["type"] in SUBCOMMANDS:
            raise NotPossible(f"One of {sorted(known)} must follow.")
        if name not in values:
            if option.get("required") and focused is None:
                raise NotPossible(f"The option {name!r} is required.")
            continue
        value = _value(values[name])
        if focused is None:
            _check(option, value)
        one = {
            "name": name,
            "type": option["type"],
            "value": str(value) if option["type"] in {3, 6, 7, 8, 9} else value,
        }
        filled.append(one | ({"focused": True} if name == focused else {}))
    return filled


def _check(option: JSON, value: Any) -> None:
    name = option["name"]
    choices = [choice["value"] for choice in option.get("choices") or []]
    if choices and value not in choices:
        raise NotPossible(f"{name!r} must be one of {choices}, not {value!r}.")
    size = len(value) if isinstance(value, str) else value
    bounds = ("min_length", "max_length") if option["type"] == 3 else ("min_value", "max_value")
    if option["type"] in {3, 4, 10} and not option.get(bounds[0], size) <= size <= option.get(bounds[1], size):
        raise NotPossible(f"{name!r} is out of bounds: {value!r}.")


def _component(user: User, message: Message, custom_id: str, kinds: set[int]) -> JSON:
    if message.ephemeral_user_id not in {None, user.id}:
        raise NotPossible(f"{user.name} does not see this message.")
    usable = {one["custom_id"]: one for one in drafts.walk(message.components) if one.get("custom_id")}
    found = usable.get(custom_id)
    if found is None or found["type"] not in kinds:
        raise NotPossible(f"The message has no such component {custom_id!r}, only {sorted(usable)}.")
    if found.get("disabled"):
        raise NotPossible(f"The component {custom_id!r} is disabled.")
    return found


def _filled(part: JSON, values: dict[str, Any]) -> JSON:
    filled: JSON = {"type": part["type"], "id": part.get("id", 0)}
    if part.get("custom_id"):
        filled["custom_id"] = part["custom_id"]
        given = values.get(part["custom_id"])
        if part["type"] == drafts.TEXT_INPUT:
            filled["value"] = str(part.get("value") or "" if given is None else given)
            if part.get("required", True) and not filled["value"]:
                raise NotPossible(f"The field {part['custom_id']!r} is required.")
        else:
            filled["values"] = [str(_value(one)) for one in given or []]
    if part.get("components"):
        filled["components"] = [_filled(child, values) for child in part["components"]]
    if part.get("component"):
        filled["component"] = _filled(part["component"], values)
    return filled
