"""Application commands: what the bot offers, everywhere or in one server."""

import time
from collections.abc import Callable

from sandbox import validation
from sandbox.errors import Problem, Refused
from sandbox.models import JSON
from sandbox.rest import Answer, Call, Routes

route = Routes()
LOCALISED = ("name_localizations", "description_localizations")
CREATES_PER_DAY = 200
MOST = {1: 100, 2: 5, 3: 5}


def both(method: str, below: str = "") -> Callable[[Callable[[Call], Answer]], Callable[[Call], Answer]]:
    """The same route for global and for one server's commands."""

    def register(handler: Callable[[Call], Answer]) -> Callable[[Call], Answer]:
        for place in ("", "/guilds/{guild_id}"):
            route(method, f"/applications/{{application_id}}{place}/commands{below}")(handler)
        return handler

    return register


def _scope(call: Call) -> int | None:
    if call.ids["application_id"] != call.world.application_id:
        raise Refused(50001)
    guild_id = call.ids.get("guild_id")
    if guild_id is not None and guild_id not in call.world.guilds:
        raise Refused(50001)
    return guild_id


def _of_scope(call: Call, guild_id: int | None) -> list[JSON]:
    wanted = str(guild_id) if guild_id is not None else None
    return [command for command in call.world.commands.values() if command.get("guild_id") == wanted]


def _key(command: JSON) -> tuple[int, str]:
    return command.get("type") or 1, command["name"]


def _option(option: JSON) -> JSON:
    stored = {key: value for key, value in option.items() if value is not None}
    if option.get("options"):
        stored["options"] = [_option(one) for one in option["options"]]
    for choice in stored.get("choices") or []:
        if choice.get("name_localizations", ...) is None:
            del choice["name_localizations"]
    return stored


def _store(call: Call, guild_id: int | None, body: JSON) -> JSON:
    """Keep one command; a known name keeps its id."""
    world = call.world
    old = next((one for one in _of_scope(call, guild_id) if _key(one) == _key(body)), None)
    stored: JSON = {
        "id": old["id"] if old else str(world.next_id()),
        "application_id": str(world.application_id),
        "version": str(world.next_id()),
        "type": body.get("type") or 1,
        "name": body["name"],
        "description": body.get("description") or "",
        "default_member_permissions": None,
        "nsfw": bool(body.get("nsfw")),
        "options": [_option(option) for option in body.get("options") or []],
        "contexts": body.get("contexts"),
        "integration_types": body.get("integration_types") or [0],
        "dm_permission": body.get("dm_permission") is not False,
    }
    if body.get("default_member_permissions") is not None:
        stored["default_member_permissions"] = str(body["default_member_permissions"])
    if guild_id is not None:
        stored["guild_id"] = str(guild_id)
    stored |= {key: body[key] for key in LOCALISED if body.get(key)}
    world.commands[int(stored["id"])] = stored
    return stored


def _check_count(commands: list[JSON]) -> None:
    for kind, most in MOST.items():
        if sum((one.get("type") or 1) == kind for one in commands) > most:
            raise Refused(30032)


def _count_creates(call: Call, guild_id: int | None, bodies: list[JSON]) -> None:
    known = {_key(one) for one in _of_scope(call, guild_id)}
    today = int(time.time() // 86_400)
    created = call.api.command_creates.get((today, guild_id), 0) + sum(_key(one) not in known for one in bodies)
    if created > CREATES_PER_DAY:
        raise Refused(30034)
    call.api.command_creates[today, guild_id] = created


def _listed(call: Call, commands: list[JSON]) -> list[JSON]:
    if call.query.get("with_localizations") == "true":
        return commands
    return [{key: value for key, value in one.items() if key not in LOCALISED} for one in commands]


@both("GET")
def listing(call: Call) -> Answer:
    return Answer(200, _listed(call, _of_scope(call, _scope(call))))


@both("PUT")
def replace_all(call: Call) -> Answer:
    guild_id, bodies = _scope(call), call.body or []
    if not isinstance(bodies, list):
        raise Refused(50035, [Problem((), "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")])
    problems = validation.commands(bodies)
    if problems:
        raise Refused(50035, problems)
    _check_count(bodies)
    _count_creates(call, guild_id, bodies)
    kept = {_key(body) for body in bodies}
    for old in _of_scope(call, guild_id):
        if _key(old) not in kept:
            del call.world.commands[int(old["id"])]
    stored = [_store(call, guild_id, body) for body in bodies]
    call.world.emit("COMMANDS_CHANGED", {}, private_to=0)
    return Answer(200, stored)


@both("POST")
def create(call: Call) -> Answer:
    guild_id, body = _scope(call), call.object()
    problems = validation.command(body)
    if problems:
        raise Refused(50035, problems)
    known = _of_scope(call, guild_id)
    new = _key(body) not in {_key(one) for one in known}
    _check_count([*known, body] if new else known)
    _count_creates(call, guild_id, [body])
    stored = _store(call, guild_id, body)
    call.world.emit("COMMANDS_CHANGED", {}, private_to=0)
    return Answer(201 if new else 200, stored)


def _known(call: Call) -> JSON:
    guild_id = _scope(call)
    for command in _of_scope(call, guild_id):
        if command["id"] == str(call.ids["command_id"]):
            return command
    raise Refused(10063)


@both("GET", "/{command_id}")
def one(call: Call) -> Answer:
    return Answer(200, _known(call))


@both("PATCH", "/{command_id}")
def change(call: Call) -> Answer:
    old = _known(call)
    body = old | call.object()
    problems = validation.command(body)
    if problems:
        raise Refused(50035, problems)
    del call.world.commands[int(old["id"])]
    stored = _store(call, call.ids.get("guild_id"), body)
    del call.world.commands[int(stored["id"])]
    stored["id"] = old["id"]
    call.world.commands[int(old["id"])] = stored
    call.world.emit("COMMANDS_CHANGED", {}, private_to=0)
    return Answer(200, stored)


@both("DELETE", "/{command_id}")
def delete(call: Call) -> Answer:
    del call.world.commands[int(_known(call)["id"])]
    call.world.emit("COMMANDS_CHANGED", {}, private_to=0)
    return Answer(204)
