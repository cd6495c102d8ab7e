"""The frame around every REST call: who asks, how often, what is answered, what goes wrong on order."""

import asyncio
import json
import logging
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from sandbox.errors import Problem, Refused, Violations
from sandbox.faults import AFTER, Fault, Faults
from sandbox.gateway import Gateway
from sandbox.interaction import ATTACHMENT_LIMIT
from sandbox.interactions import Interactions
from sandbox.limits import MAJOR, VIA, Limits, TooMany
from sandbox.models import JSON
from sandbox.world import World

log = logging.getLogger(__name__)
API = "/api/v10"
NUMBERS = (
    "application_id",
    "channel_id",
    "guild_id",
    "message_id",
    "user_id",
    "command_id",
    "webhook_id",
    "interaction_id",
)


@dataclass(frozen=True, slots=True)
class Asked:
    """One call of the bot and how it was answered."""

    at: float
    method: str
    path: str
    body: Any
    status: int
    code: int | None


@dataclass(slots=True)
class Api:
    """What the routes work with, and the record of what was asked."""

    world: World
    gateway: Gateway
    interactions: Interactions
    limits: Limits
    faults: Faults
    token: str
    violations: Violations
    nonces: dict[tuple[int, str], tuple[int, int, float]] = field(default_factory=dict)
    command_creates: dict[tuple[int, int | None], int] = field(default_factory=dict)
    requests: deque[Asked] = field(default_factory=lambda: deque(maxlen=20_000))
    watchers: list[Callable[[str, str, Any, int, Any], None]] = field(default_factory=list)


class WriteLimited(Exception):
    """The hidden write limit of an announcement channel is reached."""

    def __init__(self, limit: TooMany) -> None:
        super().__init__(limit.message)
        self.limit = limit


@dataclass(slots=True)
class Sent:
    """What came with a request."""

    body: Any
    files: list[tuple[str, bytes]]
    unreadable: bool = False


@dataclass(slots=True)
class Answer:
    status: int
    body: Any = None


@dataclass(slots=True)
class Call:
    """One request, read and with its ids as numbers."""

    api: Api
    ids: dict[str, int]
    token: str
    reference: str
    query: dict[str, str]
    body: Any
    files: list[tuple[str, bytes]]

    @property
    def world(self) -> World:
        return self.api.world

    def object(self) -> JSON:
        """The body, which must be a JSON object."""
        if not isinstance(self.body, dict):
            raise Refused(50109)
        return self.body

    def attachments(self) -> list[JSON]:
        """The files that came with the call, kept and described."""
        described = []
        names = {str(one.get("id")): one for one in (self.body or {}).get("attachments") or []}
        for index, (filename, content) in enumerate(self.files):
            if len(content) > ATTACHMENT_LIMIT:
                raise Refused(40005)
            file_id = self.world.next_id()
            self.world.files[file_id, filename] = content
            url = f"{self.api.gateway.url.replace('ws://', 'http://').removesuffix('/gateway')}/sandbox/files/{file_id}/{filename}"
            one = {"id": str(file_id), "filename": filename, "size": len(content), "url": url, "proxy_url": url}
            description = names.get(str(index), {}).get("description")
            described.append(one | ({"description": description} if description else {}))
        return described


Handler = Callable[[Call], Answer]


@dataclass(frozen=True, slots=True)
class Route:
    method: str
    path: str
    handler: Handler
    authorised: bool
    global_exempt: bool


class Routes:
    """A table of routes, filled by decorators."""

    def __init__(self) -> None:
        self.all: list[Route] = []

    def __call__(
        self, method: str, path: str, *, authorised: bool = True, global_exempt: bool = False
    ) -> Callable[[Handler], Handler]:
        def register(handler: Handler) -> Handler:
            self.all.append(Route(method, path, handler, authorised, global_exempt))
            return handler

        return register


def add_routes(app: web.Application, api: Api, tables: list[Routes]) -> None:
    """Serve the tables below /api/v10; anything else there is a 404 in Discord's shape."""
    for table in tables:
        for route in table.all:
            app.router.add_route(route.method, API + route.path, Endpoint(api, route).answer)
    app.router.add_route("*", API + "/{rest:.*}", _unknown)


async def _unknown(_: web.Request) -> web.Response:
    return _json({"message": "404: Not Found", "code": 0}, 404, {})


def _json(body: Any, status: int, headers: dict[str, str]) -> web.Response:
    # discord.py takes an answer for JSON only if the type stands alone, without a charset
    response = web.Response(
        body=b"" if body is None else json.dumps(body).encode(), status=status, headers=headers | VIA
    )
    if body is not None:
        response.headers["Content-Type"] = "application/json"
    return response


class Endpoint:
    """One route as aiohttp calls it."""

    def __init__(self, api: Api, route: Route) -> None:
        self._api = api
        self._route = route
        self._key = f"{route.method} {route.path}"

    async def answer(self, request: web.Request) -> web.StreamResponse:
        path = request.path.removeprefix(API)
        sent = await _read(request)
        fault = self._api.faults.striking(request.method, path)
        if fault is not None and fault.kind not in AFTER:
            early = await instead(request, fault)
            if early is not None:
                self._record(request, sent, early.status, None)
                return early
        response, payload = self._handle(request, sent)
        self._record(request, sent, response.status, payload)
        if fault is not None and fault.kind in AFTER:
            return await _after(request, fault, response)
        return response

    def _handle(self, request: web.Request, sent: Sent) -> tuple[web.Response, Any]:
        limits = self._api.limits
        if limits.banned():
            return _ban(), None
        majors = tuple(request.match_info[name] for name in MAJOR if name in request.match_info)
        limit = limits.refuse(self._key, majors, global_exempt=self._route.global_exempt)
        headers = limits.headers(self._key, majors)
        if limit is not None:
            self._api.violations.note("rate limit", f"{limit.scope}: {request.method} {request.path}")
            return self._too_many(limit, headers)
        try:
            answer = self._route.handler(self._call(request, sent))
        except (TypeError, AttributeError, KeyError, ValueError) as error:
            # the handlers trust the shape of a body: what they stumble over is a form that Discord would refuse
            log.exception("unreadable body route=%s", self._key)
            refused = Refused(50035, [Problem((), "UNREADABLE", f"{type(error).__name__}: {error}")])
            self._api.violations.note("form", f"{request.method} {request.path}: {refused.problems[0]}")
            answer = Answer(refused.status, refused.body())
        except Refused as refused:
            limits.count_invalid(refused.status, None)
            for problem in refused.problems:
                self._api.violations.note("form", f"{request.method} {request.path}: {problem}")
            answer = Answer(refused.status, refused.body())
        except WriteLimited as limited:
            return self._too_many(limited.limit, headers)
        return _json(answer.body, answer.status, headers), answer.body

    def _too_many(self, limit: TooMany, headers: dict[str, str]) -> tuple[web.Response, Any]:
        self._api.limits.count_invalid(429, limit.scope)
        return _json(limit.body(), 429, headers | limit.headers()), limit.body()

    def _call(self, request: web.Request, sent: Sent) -> Call:
        if self._route.authorised and request.headers.get("Authorization") != f"Bot {self._api.token}":
            raise Refused(0)
        if sent.unreadable:
            raise Refused(50109)
        found = request.match_info
        ids = {name: found[name] for name in NUMBERS if name in found}
        for name, value in ids.items():
            if not value.isdigit():
                problem = Problem((name,), "NUMBER_TYPE_COERCE", f'Value "{value}" is not snowflake.')
                raise Refused(50035, [problem])
        numbers = {name: int(value) for name, value in ids.items()}
        words = (found.get("token", ""), found.get("reference", ""), dict(request.query))
        return Call(self._api, numbers, *words, sent.body, sent.files)

    def _record(self, request: web.Request, sent: Sent, status: int, payload: Any) -> None:
        path = request.path.removeprefix(API)
        code = payload.get("code") if isinstance(payload, dict) and status >= 400 else None
        self._api.requests.append(Asked(time.time(), request.method, path, sent.body, status, code))
        for watcher in self._api.watchers:
            watcher(request.method, path, sent.body, status, payload)


async def _read(request: web.Request) -> Sent:
    files: list[tuple[str, bytes]] = []
    if request.content_type == "multipart/form-data":
        form = await request.post()
        files = [(part.filename, part.file.read()) for part in form.values() if isinstance(part, web.FileField)]
        text = str(form.get("payload_json", "null"))
    else:
        text = await request.text()
    try:
        return Sent(json.loads(text) if text else None, files)
    except ValueError:
        return Sent(None, files, unreadable=True)


def _reset(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=500)


def _failure(status: int) -> web.Response:
    return _json({"message": f"{status}: ordered by a fault of the sandbox", "code": 0}, status, {})


def _ban() -> web.Response:
    return web.Response(status=429, text="<html>error code: 1015</html>", content_type="text/html")


async def instead(request: web.Request, fault: Fault) -> web.Response | None:
    """What is answered in place of handling the call; None when it is only late."""
    match fault.kind:
        case "error":
            return _failure(fault.status)
        case "reset":
            return _reset(request)
        case "rate_limited":
            limit = TooMany(fault.retry_after, "global" if fault.is_global else "user")
            return _json(limit.body(), 429, limit.headers())
        case "banned":
            return _ban()
        case _:
            await asyncio.sleep(fault.seconds)
            return None


async def _after(request: web.Request, fault: Fault, response: web.Response) -> web.Response:
    """What becomes of the answer to a call that was handled."""
    match fault.kind:
        case "lost_reply":
            return _reset(request)
        case "error_after":
            return _failure(fault.status)
        case _:
            await asyncio.sleep(fault.seconds)
            return response
