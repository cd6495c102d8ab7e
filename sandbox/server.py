"""The sandbox as one thing: `async with Sandbox() as sandbox:` and a Discord answers on this computer."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from sandbox import routes_commands, routes_guilds, routes_interactions, routes_messages, seed
from sandbox.errors import Violations
from sandbox.faults import BEFORE, Faults
from sandbox.gateway import Gateway
from sandbox.interactions import Interactions
from sandbox.limits import Limits
from sandbox.models import JSON, Channel, Message, User
from sandbox.newsroom import Feed, Newsroom
from sandbox.page_api import PageApi, loopback_only
from sandbox.people import People, Reply
from sandbox.rest import API, Api, Asked, add_routes, instead
from sandbox.world import World

TOKEN = "c2FuZGJveA.sandbox.no-secret-works-only-here"  # noqa: S105 - opens nothing but this sandbox
TABLES = [routes_messages.route, routes_guilds.route, routes_commands.route, routes_interactions.route]


class Sandbox:
    """A local Discord. Everything can be looked at and changed while it runs."""

    token = TOKEN

    def __init__(
        self,
        host: str = "127.0.0.1",
        port: int = 0,
        *,
        empty: bool = False,
        small_talk: bool = False,
        public_host: str | None = None,
    ) -> None:
        """`public_host` (name:port) is how others reach it where that differs from where it listens."""
        self.world: World = seed.new_world()
        if not empty:
            seed.populate(self.world)
        if small_talk:
            seed.small_talk(self.world)
        self.violations = Violations()
        self.gateway = Gateway(self.world, TOKEN, self.violations)
        self.interactions = Interactions(self.world, self.gateway, self.violations)
        self.people = People(self.world, self.interactions)
        self.limits = Limits()
        self.faults = Faults(self.world, self.gateway)
        self.newsroom = Newsroom()
        self.api = Api(self.world, self.gateway, self.interactions, self.limits, self.faults, TOKEN, self.violations)
        self._page = PageApi(self.api, self.people, self.newsroom)
        self._host = host
        self._port = port
        self._base = public_host
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=32 * 1024 * 1024, middlewares=[loopback_only])
        add_routes(app, self.api, TABLES)
        app.router.add_get("/gateway", self._connect)
        app.router.add_get("/gateway/", self._connect)
        app.router.add_get("/feeds/{feed_id}.xml", self.newsroom.serve)
        app.router.add_get("/stories/{guid}", self.newsroom.serve_story)
        self._page.add_routes(app)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        await web.TCPSite(self._runner, self._host, self._port).start()
        host, port, *_ = self._runner.addresses[0]
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - compared, not bound
        self._base = self._base or f"{f'[{host}]' if ':' in host else host}:{port}"
        self.gateway.url = self.gateway_url
        self.newsroom.base_url = f"http://{self._base}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._page.close()
        self.gateway.close(1001, "The sandbox ends.")
        if self._runner is not None:
            await self._runner.cleanup()

    async def _connect(self, request: web.Request) -> web.StreamResponse:
        fault = self.faults.striking("GET", "/gateway", BEFORE)
        failed = await instead(request, fault) if fault is not None else None
        return failed or await self.gateway.serve(request)

    @property
    def api_url(self) -> str:
        return f"http://{self._base}{API}"

    @property
    def gateway_url(self) -> str:
        return f"ws://{self._base}/gateway"

    @property
    def page_url(self) -> str:
        return f"http://{self._base}/"

    @property
    def feeds(self) -> list[Feed]:
        return self.newsroom.feeds

    @property
    def requests(self) -> list[Asked]:
        """What the bot asked, oldest first (the last 20,000)."""
        return list(self.api.requests)

    def messages(self, channel_id: int) -> list[JSON]:
        """What everyone sees in the channel, oldest first, in Discord's shape."""
        return [self.world.message_payload(one) for one in self.world.channels[channel_id].public_messages()]

    def on_exchange(self, watcher: Callable[[str, str, Any, int, Any], None]) -> None:
        """Call `watcher(method, path, request_json, status, response_json)` after every REST call."""
        self.api.watchers.append(watcher)

    async def ready(self, timeout: float = 10.0) -> None:  # noqa: ASYNC109 - what a test states
        """Return once the bot is identified."""
        await asyncio.wait_for(self.gateway.ready(), timeout)

    async def wait_for(self, condition: Callable[[], object], timeout: float = 10.0) -> None:  # noqa: ASYNC109
        """Return once the condition holds; it is looked at again every few milliseconds."""
        async with asyncio.timeout(timeout):
            while not condition():  # noqa: ASYNC110 - any condition of the test, not only one that has an event
                await asyncio.sleep(0.005)

    def publish(
        self,
        feed: Feed | str,
        title: str,
        summary: str = "",
        link: str | None = None,
        published: datetime | None = None,
    ) -> str:
        """Publish a story in a feed; returns its guid."""
        feed_id = feed.id if isinstance(feed, Feed) else feed
        return self.newsroom.publish(feed_id, title, summary, link, published)

    async def command(
        self,
        user_id: int,
        channel_id: int,
        name: str,
        options: dict[str, Any] | None = None,
        *,
        force: bool = False,
    ) -> Reply:
        """Use a command and wait for its answer; see `People.command`."""
        return await self.people.command(self._user(user_id), self._channel(channel_id), name, options, force=force)

    async def autocomplete(
        self, user_id: int, channel_id: int, name: str, options: dict[str, Any], focused: str | None = None
    ) -> list[JSON]:
        """The choices for the option that is being typed: `focused`, or the last one given."""
        typed = focused or list(options)[-1]
        return await self.people.autocomplete(self._user(user_id), self._channel(channel_id), name, options, typed)

    async def press(self, user_id: int, message: JSON | Message, custom_id: str) -> Reply:
        channel, found = self._message(message)
        return await self.people.press(self._user(user_id), channel, found, custom_id)

    async def select(self, user_id: int, message: JSON | Message, custom_id: str, values: list[str | int]) -> Reply:
        channel, found = self._message(message)
        return await self.people.select(self._user(user_id), channel, found, custom_id, values)

    async def submit_modal(self, reply: Reply, values: dict[str, Any]) -> Reply:
        return await self.people.submit_modal(reply, values)

    async def user_menu(self, user_id: int, channel_id: int, name: str, target_id: int) -> Reply:
        target = self._user(target_id)
        return await self.people.user_menu(self._user(user_id), self._channel(channel_id), name, target)

    async def message_menu(self, user_id: int, message: JSON | Message, name: str) -> Reply:
        channel, found = self._message(message)
        return await self.people.message_menu(self._user(user_id), channel, name, found)

    def _user(self, user_id: int) -> User:
        return self.world.users[int(user_id)]

    def _channel(self, channel_id: int) -> Channel:
        return self.world.channels[int(channel_id)]

    def _message(self, message: JSON | Message) -> tuple[Channel, Message]:
        if isinstance(message, Message):
            return self.world.channels[message.channel_id], message
        channel = self.world.channels[int(message["channel_id"])]
        return channel, channel.messages[int(message["id"])]
