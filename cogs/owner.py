"""/health and /feeds: for administrators of the owner's server, and offered nowhere else."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.messages.dates import moment
from bot.messages.layout import Layout, fitting, framed, text
from bot.messages.markup import Markdown, bold, dots, escape, heading, lines, plain, small
from bot.messages.replies import answer, in_time, reader, refuse
from bot.messages.texts import Texts
from bot.messages.translator import described
from bot.services.bundle import services_of
from bot.services.feeds import FeedReport, Feeds, FeedState
from bot.services.health import Health, Report, WorkerHealth

WELL, LOOK = 0x23A55A, 0xDA373C
STALE_SECONDS = 86_400
ROOM = 3000
STATE_EMOJI = {
    FeedState.NEW: "🆕",
    FeedState.FINE: "🟢",
    FeedState.FAILING: "🔴",
    FeedState.PAUSED: "⏸️",
    FeedState.GONE: "⚫",
    FeedState.UNLISTED: "⚪",
}


class Owner(commands.Cog):
    """What whoever runs the bot wants to know and do."""

    feeds_group = app_commands.Group(
        name="feeds",
        description=described("command.feeds"),
        default_permissions=discord.Permissions(administrator=True),
    )

    def __init__(self, feeds: Feeds, health: Health) -> None:
        self._feeds = feeds
        self._health = health

    async def interaction_check(self, interaction: discord.Interaction, /) -> bool:
        if not interaction.permissions.administrator:
            raise refuse(reader(interaction)("error.administrator"))
        return True

    @app_commands.command(name="health", description=described("command.health"))
    @app_commands.default_permissions(administrator=True)
    async def health(self, interaction: discord.Interaction) -> None:
        await answer(interaction, fares(await self._health.report(), reader(interaction)))

    @feeds_group.command(name="list", description=described("command.feeds_list"))
    async def feeds_list(self, interaction: discord.Interaction) -> None:
        await answer(interaction, feed_list(await self._feeds.reports(), reader(interaction)))

    @feeds_group.command(name="pause", description=described("command.feeds_pause"))
    @app_commands.describe(feed=described("option.feeds.feed"))
    async def feeds_pause(self, interaction: discord.Interaction, feed: str) -> None:
        found = await self._found(interaction, feed)
        await in_time(interaction, self._feeds.pause(found.id))
        await answer(interaction, Layout(text(reader(interaction)("feeds.paused", name=_name(found)))))

    @feeds_group.command(name="resume", description=described("command.feeds_resume"))
    @app_commands.describe(feed=described("option.feeds.feed"))
    async def feeds_resume(self, interaction: discord.Interaction, feed: str) -> None:
        found = await self._found(interaction, feed)
        await in_time(interaction, self._feeds.resume(found.id))
        await answer(interaction, Layout(text(reader(interaction)("feeds.resumed", name=_name(found)))))

    @feeds_group.command(name="poll", description=described("command.feeds_poll"))
    @app_commands.describe(feed=described("option.feeds.feed"))
    async def feeds_poll(self, interaction: discord.Interaction, feed: str) -> None:
        texts = reader(interaction)
        found = await self._found(interaction, feed)
        seconds = await in_time(interaction, self._feeds.poll_now(found.id))
        if seconds is None:
            raise refuse(texts("feeds.not_polled", name=_name(found)))
        at = int(interaction.created_at.timestamp() + seconds)
        await answer(interaction, Layout(text(texts("feeds.polled", name=_name(found), date=moment(at, "R")))))

    @feeds_pause.autocomplete("feed")
    @feeds_resume.autocomplete("feed")
    @feeds_poll.autocomplete("feed")
    async def suggest(self, _: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
        wanted = current.strip().casefold()
        found = [
            one for one in await self._feeds.reports() if wanted in f"{one.source.name} {one.source.url}".casefold()
        ]
        return [app_commands.Choice(name=plain(one.source.name, 100), value=str(one.id)) for one in found[:25]]

    async def _found(self, interaction: discord.Interaction, asked: str) -> FeedReport:
        found = await self._feeds.find(asked)
        if found is None:
            raise refuse(reader(interaction)("feeds.unknown", feed=escape(asked, 200)))
        return found


def _name(feed: FeedReport) -> Markdown:
    return bold(escape(feed.source.name, 80))


def feed_list(feeds: list[FeedReport], texts: Texts) -> Layout:
    """Lay out every feed with its state, times and last error."""
    listed = [_feed(one, texts) for one in feeds]
    return Layout(framed(None, [text(heading(texts.count("feeds.title", len(feeds)), 3), *fitting(listed, ROOM, "…"))]))


def _feed(feed: FeedReport, texts: Texts) -> Markdown:
    state = Markdown(f"{STATE_EMOJI[feed.state]} {texts(f'feeds.state.{feed.state}')}")
    is_polled = feed.state not in {FeedState.PAUSED, FeedState.GONE, FeedState.UNLISTED}
    times = dots(
        texts("feeds.read", date=moment(feed.last_success_at, "R")) if feed.last_success_at else "",
        texts("feeds.changed", date=moment(feed.last_change_at, "R")) if feed.last_change_at else "",
        texts("feeds.cadence", minutes=max(1, round(feed.cadence_seconds / 60))) if is_polled else "",
        texts("feeds.next", date=moment(int(feed.next_poll_at), "R")) if is_polled and feed.next_poll_at else "",
        texts("feeds.failures", count=feed.failures) if feed.failures else "",
        texts("feeds.firsts", count=feed.firsts) if feed.firsts else "",
    )
    error = feed.state is FeedState.FAILING and feed.last_error
    return lines(
        texts("feeds.line", number=str(feed.id), name=_name(feed), state=state),
        small(times) if times else "",
        small(texts("feeds.error", error=escape(error, 200))) if error else "",
    )


def fares(report: Report, texts: Texts) -> Layout:
    """Lay out how the bot fares, what is wrong first."""
    counts = report.counts
    failing = [feed for feed in report.feeds if feed.failures]
    paused = sum(feed.paused for feed in report.feeds)
    wrong = [
        Markdown(f"⚠️ {texts('health.failing', name=bold(feed.name), failures=feed.failures, date=moment(since, 'R'))}")
        for feed in failing
        if (since := feed.failing_since_at)
    ]
    said = [
        texts("health.feeds", fine=len(report.feeds) - len(failing) - paused, failing=len(failing), paused=paused),
        *fitting(wrong, ROOM // 3, "…"),
        *_oldest(report, texts),
        texts("health.day", entries=counts.entries_judged, events=counts.events_told, delivered=counts.delivered),
        texts("health.deliveries", due=counts.due, late=counts.late, dead=counts.dead, paused=counts.paused_channels),
        texts("health.servers", servers=counts.servers, subscriptions=counts.subscriptions),
        texts("health.room", room=round(report.room * 100)) if report.room is not None else "",
        texts("health.database", size=round(counts.size_bytes / 1_000_000, 1)),
        *fitting([_worker(worker, texts) for worker in report.workers], ROOM // 3, "…"),
    ]
    title = heading(texts("health.well" if report.is_well else "health.look"), 3)
    return Layout(framed(WELL if report.is_well else LOOK, [text(title, *said)]))


def _oldest(report: Report, texts: Texts) -> list[Markdown]:
    """Name the feed that was read longest ago, if that is long ago; feeds come in this order."""
    feed = next((one for one in report.feeds if not one.failures and not one.paused), None)
    if feed is None or (feed.last_success_at and feed.last_success_at > report.at - STALE_SECONDS):
        return []
    if feed.last_success_at is None:
        return [small(texts("health.never", name=feed.name))]
    return [small(texts("health.stale", name=feed.name, date=moment(feed.last_success_at, "R")))]


def _worker(worker: WorkerHealth, texts: Texts) -> Markdown:
    if worker.ended_ago is None:
        said = texts("health.worker_first", name=worker.name)
    else:
        said = texts("health.worker", name=worker.name, rounds=worker.rounds, seconds=round(worker.ended_ago))
    trouble = dots(
        texts("health.stalled") if worker.stalled else "",
        texts("health.failures", failures=worker.failures) if worker.failures else "",
    )
    return Markdown(f"⚠️ {dots(said, bold(trouble))}") if trouble else small(said)


async def setup(bot: commands.Bot) -> None:
    """Add the commands to the owner's server; without one there are none."""
    services = services_of(bot)
    guild = getattr(bot, "owner_guild", None)
    if isinstance(guild, discord.Object):
        await bot.add_cog(Owner(services.feeds, services.health), guild=guild)
