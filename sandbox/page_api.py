"""What the page in the browser asks: the state, the messages, and what its user does. Loopback only."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web

from sandbox.interaction import Kind
from sandbox.models import JSON, Channel, Event, User
from sandbox.newsroom import Newsroom, Story
from sandbox.page_view import PageView
from sandbox.people import People
from sandbox.rest import Api

PAGE = Path(__file__).parent / "page"
TYPES = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".png": "image/png",
}
KEEP_ALIVE_SECONDS = 15.0
LOOPBACK = {"localhost", "127.0.0.1", "[::1]", "::1"}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
MESSAGE_EVENTS = {
    "MESSAGE_CREATE": "message_create",
    "MESSAGE_UPDATE": "message_update",
    "MESSAGE_DELETE": "message_delete",
}
DIRECT_EVENTS = {
    "INTERACTION_DONE": "interaction_done",
    "INTERACTION_FAILED": "interaction_failed",
    "MODAL": "modal",
    "COMMANDS_CHANGED": "commands_changed",
}


def bad(message: str, status: int = 400) -> web.HTTPException:
    kind = {400: web.HTTPBadRequest, 403: web.HTTPForbidden, 404: web.HTTPNotFound}[status]
    return kind(text=json.dumps({"message": message}), content_type="application/json")


@web.middleware
async def loopback_only(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Refuse what a foreign web page could have sent here (DNS rebinding, cross-site posts)."""
    origin = request.headers.get("Origin")
    if origin is not None and urlsplit(origin).netloc != request.host:
        raise bad("Only the page itself may ask this.", 403)
    if not request.path.startswith(("/api/", "/gateway", "/feeds/", "/stories/")):
        if (urlsplit(f"//{request.host}").hostname or "") not in LOOPBACK:
            raise bad("Only a page opened on this computer may ask this.", 403)
        if request.method == "POST" and request.content_type != "application/json":
            raise bad("The body must be application/json.")
    return await handler(request)


class PageApi:
    """Routes below /sandbox, and the page itself."""

    def __init__(self, api: Api, people: People, newsroom: Newsroom) -> None:
        self._api = api
        self._world = api.world
        self._gateway = api.gateway
        self._interactions = api.interactions
        self._faults = api.faults
        self._people = people
        self._newsroom = newsroom
        self._view = PageView(api.world, api.gateway, newsroom)
        self._readers: set[asyncio.Queue[JSON | None]] = set()
        api.world.listeners.append(self._on_event)
        api.gateway.watchers.append(lambda online: self._tell({"type": "bot_online", "online": online}))
        newsroom.watchers.append(self._on_story)

    def add_routes(self, app: web.Application) -> None:
        router = app.router
        router.add_get("/sandbox/state", self.state)
        router.add_get("/sandbox/channels/{channel_id:\\d+}/messages", self.messages)
        router.add_get("/sandbox/commands", self.commands)
        router.add_post("/sandbox/interactions", self.interact)
        router.add_post("/sandbox/messages", self.say)
        router.add_post("/sandbox/newsroom", self.publish)
        router.add_get("/sandbox/events", self.events)
        router.add_get("/sandbox/violations", self.violations)
        router.add_get("/sandbox/faults", self.list_faults)
        router.add_post("/sandbox/faults", self.order_fault)
        router.add_delete("/sandbox/faults", self.clear_faults)
        router.add_get("/sandbox/files/{file_id:\\d+}/{name}", self.file)
        router.add_get("/", self.page)
        router.add_get("/page/{name:[\\w-]+\\.\\w+}", self.page)

    def close(self) -> None:
        """Let every reader of events go."""
        for reader in self._readers:
            reader.put_nowait(None)

    def _tell(self, event: JSON) -> None:
        for reader in self._readers:
            reader.put_nowait(event)

    def _on_event(self, event: Event) -> None:
        if event.name in MESSAGE_EVENTS:
            channel = self._world.channels.get(event.channel_id or 0)
            stored = channel.messages.get(int(event.data["id"])) if channel else None
            message = self._view.message(stored) if stored else event.data
            self._tell(
                {
                    "type": MESSAGE_EVENTS[event.name],
                    "channel_id": str(event.channel_id),
                    "message": message,
                    "ephemeral_user_id": str(event.private_to) if event.private_to else None,
                }
            )
        elif event.name in DIRECT_EVENTS:
            where = {"channel_id": str(event.channel_id)} if event.channel_id else {}
            self._tell({"type": DIRECT_EVENTS[event.name]} | where | event.data)
        else:
            self._tell({"type": "world_changed"})

    def _on_story(self, what: str, story: Story) -> None:
        told = self._view.story(story)
        self._tell({"type": what, "feed_id": story.feed_id, "read_at": told["read_at"], "story": told})

    async def state(self, _: web.Request) -> web.Response:
        return web.json_response(self._view.state())

    async def messages(self, request: web.Request) -> web.Response:
        channel = self._find_channel(request.match_info["channel_id"])
        user = self._find_user(request.query.get("user_id"))
        seen = [one for one in channel.messages.values() if one.ephemeral_user_id in {None, user.id}]
        return web.json_response([self._view.message(message) for message in seen[-200:]])

    async def commands(self, request: web.Request) -> web.Response:
        """All commands of the server; with `user_id` and `channel_id` only those offered to that person there."""
        query = request.query
        if "user_id" in query and "channel_id" in query:
            user, channel = self._find_user(query["user_id"]), self._find_channel(query["channel_id"])
            return web.json_response(self._people.commands(user, channel))
        wanted = {None, query.get("guild_id")}
        commands = [one for one in self._world.commands.values() if one.get("guild_id") in wanted]
        return web.json_response(commands)

    async def events(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-cache"})
        await response.prepare(request)
        async with self._reading() as queue:
            queue.put_nowait({"type": "bot_online", "online": self._gateway.online})
            try:
                async for line in _lines(queue):
                    await response.write(line)
            except ConnectionError:
                pass  # the page was closed
        return response

    @asynccontextmanager
    async def _reading(self) -> AsyncIterator[asyncio.Queue[JSON | None]]:
        queue: asyncio.Queue[JSON | None] = asyncio.Queue()
        self._readers.add(queue)
        try:
            yield queue
        finally:
            self._readers.discard(queue)

    async def interact(self, request: web.Request) -> web.Response:
        """Use a command, component or form; suggestions are waited for, everything else comes as events."""
        body = await _object(request)
        user, channel = self._find_user(body.get("user_id")), self._find_channel(body.get("channel_id"))
        data, source = body.get("data"), None
        if body.get("type") not in set(Kind):
            raise bad("type must be 2, 3, 4 or 5.")
        kind = Kind(body["type"])
        user.locale = str(body.get("locale") or user.locale)
        if not isinstance(data, dict):
            raise bad("data must be Discord's interaction data.")
        if kind in {Kind.COMMAND, Kind.AUTOCOMPLETE}:
            if not str(data.get("id", "")).isdigit() or int(data["id"]) not in self._world.commands:
                raise bad("There is no such command any more.", 404)
        elif body.get("message_id"):
            source = channel.messages.get(_number(body["message_id"]))
        if kind is Kind.COMPONENT and (source is None or not data.get("custom_id")):
            raise bad("message_id and data.custom_id must name a component of a message.")
        interaction = self._interactions.start(kind, user, channel, data, source)
        answer: JSON = {"interaction_id": str(interaction.id)}
        if kind is Kind.AUTOCOMPLETE:
            await interaction.answered.wait()
            answer |= {"choices": interaction.choices, "error": interaction.error}
        return web.json_response(answer)

    async def say(self, request: web.Request) -> web.Response:
        body = await _object(request)
        user, channel = self._find_user(body.get("user_id")), self._find_channel(body.get("channel_id"))
        content = body.get("content")
        if not isinstance(content, str) or not 1 <= len(content.strip()) <= 2000:
            raise bad("content must be a text of 1 to 2,000 characters.")
        if not self._world.may_send(user, channel):
            raise bad("You may not write here.", 403)
        return web.json_response(self._view.message(self._world.post(channel, user, content=content)))

    async def publish(self, request: web.Request) -> web.Response:
        body = await _object(request)
        feed_id, title = body.get("feed_id"), body.get("title")
        if feed_id not in self._newsroom.stories:
            raise bad(f"feed_id must be one of {sorted(self._newsroom.stories)}.")
        if not isinstance(title, str) or not title.strip():
            raise bad("title must be a text.")
        link = body.get("link") or None
        if link is not None and urlsplit(str(link)).scheme not in {"http", "https"}:
            raise bad("link must be a web address.")
        try:
            published = datetime.fromisoformat(body["published"]).astimezone() if body.get("published") else None
        except (ValueError, TypeError):
            raise bad("published must be a time such as 2026-10-02T18:00:00+00:00.") from None
        guid = self._newsroom.publish(feed_id, title.strip(), str(body.get("summary") or ""), link, published)
        return web.json_response({"guid": guid})

    async def violations(self, _: web.Request) -> web.Response:
        """The published limits that the bot has broken so far."""
        return web.json_response([{"kind": one.kind, "detail": one.detail} for one in self._api.violations])

    async def list_faults(self, _: web.Request) -> web.Response:
        return web.json_response(self._faults.describe())

    async def order_fault(self, request: web.Request) -> web.Response:
        body = await _object(request)
        if "seed" in body:
            self._faults.seed(int(body.pop("seed")))
        try:
            if body:
                self._faults.add(**body)
        except (TypeError, ValueError) as error:
            raise bad(str(error)) from error
        return web.json_response(self._faults.describe())

    async def clear_faults(self, _: web.Request) -> web.Response:
        self._faults.clear()
        return web.json_response(self._faults.describe())

    async def file(self, request: web.Request) -> web.Response:
        found = self._world.files.get((_number(request.match_info["file_id"]), request.match_info["name"]))
        if found is None:
            raise web.HTTPNotFound
        return web.Response(body=found, content_type="application/octet-stream")

    async def page(self, request: web.Request) -> web.StreamResponse:
        path = PAGE / request.match_info.get("name", "index.html")
        if path.suffix not in TYPES or not path.is_file():
            raise web.HTTPNotFound
        headers = {
            "Content-Type": f"{TYPES[path.suffix]}; charset=utf-8",
            "Content-Security-Policy": POLICY,
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "no-cache",
        }
        return web.FileResponse(path, headers=headers)

    def _find_user(self, user_id: Any) -> User:
        user = self._world.users.get(_number(user_id))
        if user is None or user.bot:
            raise bad("user_id names nobody.", 404)
        return user

    def _find_channel(self, channel_id: Any) -> Channel:
        channel = self._world.channels.get(_number(channel_id))
        if channel is None:
            raise bad("channel_id names no channel.", 404)
        return channel


async def _lines(queue: asyncio.Queue[JSON | None]) -> AsyncIterator[bytes]:
    """Events as they come; a comment now and then, by which a page that was closed is noticed."""
    while True:
        try:
            event = await asyncio.wait_for(queue.get(), KEEP_ALIVE_SECONDS)
        except TimeoutError:
            yield b": still here\n\n"
            continue
        if event is None:
            return
        yield f"data: {json.dumps(event)}\n\n".encode()


def _number(value: Any) -> int:
    return int(value) if str(value).isdigit() else 0


async def _object(request: web.Request) -> JSON:
    try:
        body = await request.json()
    except ValueError:
        raise bad("The body is not JSON.") from None
    if not isinstance(body, dict):
        raise bad("The body must be a JSON object.")
    return body
