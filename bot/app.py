"""Opens everything in order, runs it, and closes it in reverse."""

import asyncio
import importlib
import logging
import os
import secrets
import signal
import socket
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

import aiohttp
import discord
from pydantic import SecretStr

from bot import __version__
from bot.catalogue.starter import load_starter, starter_digest
from bot.client import REFUSED, Client, client, log_in
from bot.core.errors import Disconnected, EncoreError, PortTaken, TokenRefused
from bot.core.headlines import judge
from bot.core.models import Decision, Entry, Grade, Source
from bot.feeds.http import HttpFetcher
from bot.feeds.sources import FeedsFile, built_in
from bot.messages.messenger import DiscordMessenger
from bot.services.bundle import Services
from bot.services.catalogue import Catalogue
from bot.services.deliver import Courier
from bot.services.feeds import Feeds, prune, sync_feeds
from bot.services.health import Health, WorkerHealth
from bot.services.lookup import Lookup
from bot.services.notes import Notes
from bot.services.poll import LoggedNotices, Poller
from bot.services.record import Recorder
from bot.services.servers import Servers
from bot.services.shelf import Shelf
from bot.services.subscriptions import Subscriptions
from bot.services.why import Why
from bot.settings import Role, Settings
from bot.storage.database import Database
from bot.web import serve
from bot.workers import Watch, Worker

log = logging.getLogger(__name__)

PROJECT = "https://github.com/encore-bot/encore"
USER_AGENT = f"Encore/{__version__} (+{PROJECT})"
CATALOGUE_LOOK_SECONDS = 60
FEEDS_LOOK_SECONDS = 5
PRUNE_SECONDS = 21_600
HEALTH_SECONDS = 3_600
SANDBOX_POLL_SECONDS = 2
AUTHENTICATION_FAILED = 4004
GOING_AWAY = 1000  # ends the session, so that nothing more is sent to it
STEADY_SECONDS = 300
FINISH_SECONDS = 1.0
LONGEST_RECONNECT_SECONDS = 300
# A round of the poller may take its five minutes; a batch of the courier waits for the slowest answer.
STALLS_AFTER_SECONDS = 900
DEFAULT_DATABASE = str(Settings.model_fields["database_url"].default)


@dataclass(slots=True)
class Bot:
    """A bot that is open and ready to run."""

    settings: Settings
    client: Client
    workers: list[Worker] = field(default_factory=list)

    def add(self, name: str, job: Callable[[], Awaitable[float]]) -> Worker:
        worker = Worker(name, job, stalls_after=STALLS_AFTER_SECONDS, fatal=(TokenRefused,))
        self.workers.append(worker)
        return worker

    def fares(self) -> list[WorkerHealth]:
        now = monotonic()
        return [
            WorkerHealth(
                one.name,
                one.last.rounds,
                one.last.failures,
                now - one.last.ended_at if one.last.rounds else None,
                one.is_stalled,
            )
            for one in self.workers
        ]


async def run(settings: Settings) -> int:
    """Run the bot until it is told to stop; give the exit code."""
    stop = asyncio.Event()
    _listen(stop)
    async with AsyncExitStack() as stack:
        feeds: Sequence[Source] | None = None
        if settings.wants_sandbox:
            settings, feeds = await stack.enter_async_context(_sandbox(settings))
        bot = await stack.enter_async_context(open_bot(settings, feeds))
        return await run_bot(bot, stop)


async def run_bot(bot: Bot, stop: asyncio.Event) -> int:
    """Run every worker and the connection to Discord until `stop` is set or one of them ends for good."""
    code = 0
    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(worker.run(), name=worker.name) for worker in bot.workers]
            if bot.settings.speaks_to_discord:
                tasks.append(group.create_task(_speak(bot), name="discord"))
            await stop.wait()
            log.info("stopping")
            for task in tasks:
                task.cancel()
    except* (TokenRefused, Disconnected) as errors:
        log.error("%s", errors.exceptions[0])
        code = 1
    return code


async def _speak(bot: Bot) -> None:
    """Log in and stay connected, whatever comes between; only a refused token or an end for good ends it.

    Raises TokenRefused or Disconnected.
    """
    failures = 0
    while True:
        started = monotonic()
        try:
            await log_in(bot.client, bot.settings)
            if Role.GATEWAY not in bot.settings.roles:
                return
            await bot.client.connect()
        except (aiohttp.ClientError, OSError, discord.HTTPException, discord.GatewayNotFound) as error:
            log.warning("Discord cannot be reached address=%s: %s", bot.settings.discord_api_url, error)
        except (TokenRefused, discord.PrivilegedIntentsRequired):
            raise
        except discord.ConnectionClosed as error:
            if error.code == AUTHENTICATION_FAILED:
                raise TokenRefused(REFUSED) from error
            log.warning("Discord closed the connection code=%s", error.code)
        except Exception:
            # An event that discord.py cannot read ends `connect` and leaves the connection open: it would go on being
            # sent what the next one should answer.
            log.exception("connection to Discord failed")
            if bot.client.ws is not None:
                await bot.client.ws.close(code=GOING_AWAY)
        if bot.client.is_closed():
            raise Disconnected(
                "discord.py gave the connection up for good; what was logged before says why. Start again"
            )
        failures = 0 if monotonic() - started > STEADY_SECONDS else failures + 1
        await asyncio.sleep(min(LONGEST_RECONNECT_SECONDS, 2.0**failures))


@asynccontextmanager
async def open_bot(settings: Settings, feeds: Sequence[Source] | None = None) -> AsyncIterator[Bot]:
    """Open the database, the catalogue and all services; `feeds` replaces the list that the settings name."""
    clock = time.time
    owner = f"{socket.gethostname()[:30]}:{os.getpid()}:{secrets.token_hex(4)}"
    feeds_file = FeedsFile(settings.feeds_file) if settings.feeds_file else None
    listed = feeds if feeds is not None else feeds_file.read() if feeds_file else built_in()
    async with AsyncExitStack() as stack:
        database = await stack.enter_async_context(Database.open(settings.database_url, exclusive=True))
        catalogue, shelf = await open_catalogue(database, clock)
        judged = judge_by(shelf)
        notes = Notes(database, clock)

        bot = Bot(settings, client(notes, settings))
        messenger = DiscordMessenger(bot.client, settings.requests_per_second)
        courier = Courier(database, messenger, clock, owner)
        lookup = Lookup(database, shelf, clock)
        health = Health(
            database, clock, bot.fares, messenger.calls.pace.room if settings.speaks_to_discord else lambda: None
        )
        services = Services(
            lookup=lookup,
            subscriptions=Subscriptions(database, clock),
            why=Why(database, lookup, judged, clock),
            test_posts=messenger,
            servers=Servers(database, clock),
            courier=courier,
            feeds=Feeds(
                database, clock, poll_seconds=settings.poll_seconds, allow_private=settings.feeds_allow_private
            ),
            health=health,
        )
        bot.client.services = services

        delivering = None
        if Role.COURIER in settings.roles:
            delivering = bot.add("courier", _when_ready(bot.client, courier.run_once))
            courier.places.on_resume = services.servers.on_news = delivering.wake
            bot.add("refusing channels", _when_ready(bot.client, courier.tend))
            bot.add("servers", services.servers.tidy)
        if Role.POLLER in settings.roles:
            await sync_feeds(database, listed, clock())
            fetcher = await stack.enter_async_context(
                HttpFetcher.open(USER_AGENT, clock, allow_private=settings.feeds_allow_private)
            )
            poller = Poller(
                database,
                fetcher,
                Recorder(database, judged, clock, on_owed=delivering.wake if delivering else lambda: None),
                clock,
                owner=owner,
                poll_seconds=settings.poll_seconds,
                allow_private=settings.feeds_allow_private,
                notices=messenger if settings.speaks_to_discord else LoggedNotices(),
            )
            polling = bot.add("poller", _polling(poller))
            bot.add("pruning", _every(PRUNE_SECONDS, lambda: prune(database, clock())))
            if feeds_file is not None:
                watch = _FeedListWatch(feeds_file, database, clock, polling.wake)
                bot.add("feed list", _every(FEEDS_LOOK_SECONDS, watch.look))
                _on_hangup(watch.reread_next)
        bot.add("catalogue", _every(CATALOGUE_LOOK_SECONDS, _CatalogueWatch(catalogue, shelf).look))
        bot.add("health", _every(HEALTH_SECONDS, lambda: _log_health(health)))
        bot.add("watch", Watch(bot.workers).look)
        if settings.http_port is not None:
            await stack.enter_async_context(serve(health, settings.http_port, clock))
        stack.push_async_callback(_finish_answers)
        stack.push_async_callback(bot.client.close)
        yield bot


async def _finish_answers() -> None:
    """Let what discord.py began for events and commands end; it keeps such tasks to itself and only drops them."""
    tasks = {
        task for task in asyncio.all_tasks() if task.get_name().startswith(("discord.py:", "discord-ui", "CommandTree"))
    }
    tasks.discard(asyncio.current_task())
    if not tasks:
        return
    _, late = await asyncio.wait(tasks, timeout=FINISH_SECONDS)
    for task in late:
        task.cancel()
    if late:
        await asyncio.wait(late, timeout=FINISH_SECONDS)


async def seeded(database: Database, clock: Callable[[], float]) -> Catalogue:
    """Give the catalogue, with the shows that ship with Encore stored where they are new."""
    catalogue = Catalogue(database, clock)
    # Read only when they changed: `seed` looks at the digest first.
    await catalogue.seed((show for files in (load_starter,) for show in files()), starter_digest())
    return catalogue


async def open_catalogue(database: Database, clock: Callable[[], float]) -> tuple[Catalogue, Shelf]:
    """Give the catalogue, and all of it in memory."""
    catalogue = await seeded(database, clock)
    shelf = Shelf(catalogue.load)
    await shelf.reload()
    return catalogue, shelf


def judge_by(shelf: Shelf) -> Callable[[Entry, Source], Decision]:
    """Give the judgement over the catalogue as it is at each moment."""

    def judged(entry: Entry, source: Source, /) -> Decision:
        return judge(entry, source, shelf.index)

    return judged


@asynccontextmanager
async def _sandbox(settings: Settings) -> AsyncIterator[tuple[Settings, Sequence[Source] | None]]:
    """Start a Discord of our own; give the settings that lead to it, and its feeds.

    Its servers live as long as the process. So does its database, unless one was chosen.
    """
    sandbox_type = importlib.import_module("sandbox").Sandbox
    async with AsyncExitStack() as stack:
        try:
            sandbox = await stack.enter_async_context(sandbox_type(port=settings.sandbox_port, small_talk=True))
        except OSError as error:
            raise PortTaken(
                f"the sandbox cannot use port {settings.sandbox_port}: {os.strerror(error.errno or 0)}; "
                "set SANDBOX_PORT to another, or to 0 for a free one"
            ) from error
        changes: dict[str, object] = {
            "discord_token": SecretStr(sandbox.token),
            "discord_api_url": sandbox.api_url,
            "discord_gateway_url": sandbox.gateway_url,
        }
        feeds = None
        if settings.feeds_file is None:
            feeds = [Source(feed.name, feed.url, Grade(feed.grade)) for feed in sandbox.feeds]
            changes |= {"feeds_allow_private": True, "poll_seconds": SANDBOX_POLL_SECONDS}
        if settings.database_url == DEFAULT_DATABASE:
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="encore-", ignore_cleanup_errors=True))
            changes["database_url"] = f"sqlite+aiosqlite:///{Path(folder).as_posix()}/encore.db"
        print(  # noqa: T201 - the one thing that a newcomer needs, whatever the log level
            "\n  DISCORD_TOKEN is not set, so Encore runs in the sandbox, a Discord of its own on this computer.\n"
            f"  Open {sandbox.page_url} in your browser. Ctrl-C stops it.\n",
            flush=True,
        )
        yield settings.model_copy(update=changes), feeds


class _FeedListWatch:
    """Reads the operator's list of feeds again when the file changed, or when the process is told to (SIGHUP)."""

    def __init__(
        self, feeds_file: FeedsFile, database: Database, clock: Callable[[], float], on_change: Callable[[], None]
    ) -> None:
        self.feeds_file = feeds_file
        self.database = database
        self.clock = clock
        self.on_change = on_change
        self._asked = False

    def reread_next(self) -> None:
        self._asked = True

    async def look(self) -> None:
        if not self._asked and not await asyncio.to_thread(self.feeds_file.changed):
            return
        self._asked = False
        try:
            sources = await asyncio.to_thread(self.feeds_file.read)
        except EncoreError as error:
            log.error("the list of feeds stays as it was: %s", error)
            return
        await sync_feeds(self.database, sources, self.clock())
        log.info("list of feeds read again count=%d", len(sources))
        self.on_change()


class _CatalogueWatch:
    """Puts the catalogue into memory again when a command changed it beside the running bot."""

    def __init__(self, catalogue: Catalogue, shelf: Shelf) -> None:
        self.catalogue = catalogue
        self.shelf = shelf
        self._seen: object = None

    async def look(self) -> None:
        found = await self.catalogue.stats()
        if self._seen is not None and found != self._seen:
            await self.shelf.reload()
        self._seen = found


async def _log_health(health: Health) -> None:
    report = await health.report()
    counts = report.counts
    log.log(
        logging.INFO if report.is_well else logging.WARNING,
        "health feeds=%d failing=%d entries=%d due=%d late=%d dead=%d paused=%d room=%s stalled=%s bytes=%d",
        len(report.feeds),
        sum(one.failing_since_at is not None for one in report.feeds),
        counts.entries_judged,
        counts.due,
        counts.late,
        counts.dead,
        counts.paused_channels,
        "-" if report.room is None else f"{report.room:.0%}",
        ",".join(one.name for one in report.workers if one.stalled) or "-",
        counts.size_bytes,
    )


def _every(seconds: float, job: Callable[[], Awaitable[object]]) -> Callable[[], Awaitable[float]]:
    async def round_() -> float:
        await job()
        return seconds

    return round_


def _polling(poller: Poller) -> Callable[[], Awaitable[float]]:
    async def round_() -> float:
        await poller.run_once()
        return await poller.next_due_in()

    return round_


def _when_ready(speaker: Client, job: Callable[[], Awaitable[float]]) -> Callable[[], Awaitable[float]]:
    """Hold a job back until Discord is there to be spoken to."""

    async def round_() -> float:
        return await job() if speaker.is_logged_in else 0.2

    return round_


def _listen(stop: asyncio.Event) -> None:
    """Set `stop` on Ctrl-C and SIGTERM."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        try:
            loop.add_signal_handler(number, stop.set)
        except NotImplementedError:  # Windows
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(stop.set))


def _on_hangup(callback: Callable[[], None]) -> None:
    hangup = getattr(signal, "SIGHUP", None)  # Windows has none
    if hangup is not None:
        asyncio.get_running_loop().add_signal_handler(hangup, callback)
