"""Speaks to Discord's channels: posts, edits, finds and publishes, and says in our words what Discord refused."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import aiohttp
import discord

from bot.core.errors import HistoryHidden, PlaceRefused, PostRejected, SendFailed, TokenRefused
from bot.core.outbox import REFUSALS, Announcement, Post, Posted, Refusal
from bot.messages import announcement as news
from bot.messages.announcement import allowed_mentions
from bot.messages.layout import Layout, text
from bot.messages.markup import escape
from bot.messages.pace import Budget, Pace
from bot.messages.places import allowed_in, lack, mention
from bot.messages.texts import Texts, texts_for

log = logging.getLogger(__name__)

CALL_SECONDS = 90  # discord.py itself repeats a failed call for up to 25 s and waits up to 30 s for a limit
HISTORY = 100
CLOCK_SLACK = timedelta(minutes=2)  # between Discord's clock and ours
UNKNOWN_MESSAGE = 10008
NEVER_ALLOWED = discord.AllowedMentions.none()


class DiscordMessenger:
    """Sends through one discord.py client, at most `per_second` requests a second in all."""

    def __init__(self, client: discord.Client, per_second: int) -> None:
        self.client = client
        self.pace = Pace(per_second)
        self.refusals = Budget()

    async def post(self, post: Post) -> Posted:
        texts = texts_for(post.locale)
        channel = await self._channel(post)
        if isinstance(channel, discord.ForumChannel):
            return await self._post_in_forum(channel, post, texts)
        if isinstance(channel, discord.Thread) and channel.archived and not channel.locked:
            async with self._call():
                await channel.edit(archived=False)
        posted = await self._send(channel, post, texts)
        return Posted(posted.id)

    async def _post_in_forum(self, forum: discord.ForumChannel, post: Post, texts: Texts) -> Posted:
        """One forum post for each show; later news are messages in it."""
        if post.thread_id is not None:
            thread = self.client.get_partial_messageable(post.thread_id, guild_id=post.guild_id)
            try:
                sent = await self._send(thread, post, texts)
            except PlaceRefused as error:
                if error.reason != Refusal.UNKNOWN_CHANNEL:
                    raise
            else:
                return Posted(sent.id, post.thread_id)
        first = post.announcements[0]
        name = news.forum_title(first) if len(post.announcements) == 1 else texts.label("announcement.meanwhile", 100)
        tags = [tag for tag in forum.available_tags if tag.name.casefold() in self._tag_names(first, texts)]
        if forum.flags.require_tag and not tags:
            tags = list(forum.available_tags[:1])
        async with self._call():
            made = await forum.create_thread(
                name=name,
                view=news.laid_out(post, texts),
                allowed_mentions=_mentions(post),
                applied_tags=tags[:5],
            )
        return Posted(made.message.id, made.thread.id)

    def _tag_names(self, one: Announcement, texts: Texts) -> set[str]:
        return {one.kind.value, texts.label(f"kind.{one.kind.value}").casefold()}

    async def _send(self, channel: discord.abc.Messageable, post: Post, texts: Texts) -> discord.Message:
        layout, mentions = news.laid_out(post, texts), _mentions(post)
        async with self._call():
            if post.answers is None:
                return await channel.send(view=layout, nonce=post.mark, allowed_mentions=mentions)
            answered = discord.MessageReference(
                message_id=post.answers, channel_id=post.channel_id, fail_if_not_exists=False
            )
            return await channel.send(view=layout, nonce=post.mark, allowed_mentions=mentions, reference=answered)

    async def find(self, post: Post, since: int) -> Posted | None:
        after = datetime.fromtimestamp(since, UTC) - CLOCK_SLACK
        channel = await self._channel(post)
        if not isinstance(channel, discord.ForumChannel):
            found = await self._find_in(channel, post.mark, after)
            return Posted(found) if found else None
        if post.thread_id is not None:
            thread = self.client.get_partial_messageable(post.thread_id, guild_id=post.guild_id)
            found = await self._find_in(thread, post.mark, after)
            if found:
                return Posted(found, post.thread_id)
        for made in await self._own_threads(channel, after):
            found = await self._find_in(made, post.mark, after)
            if found:
                return Posted(found, made.id)
        return None

    async def _find_in(self, channel: discord.abc.Messageable, mark: str, after: datetime) -> int | None:
        try:
            async with self._call():
                async for message in channel.history(limit=HISTORY, after=after, oldest_first=True):
                    if self.client.user and message.author.id == self.client.user.id and mark in news.marks(message):
                        return message.id
        except PlaceRefused as error:
            if error.reason == Refusal.UNKNOWN_CHANNEL:
                raise
            raise HistoryHidden(str(error)) from error
        return None

    async def _own_threads(self, forum: discord.ForumChannel, after: datetime) -> list[discord.Thread]:
        own = self.client.user.id if self.client.user else 0
        async with self._call():
            active = await forum.guild.active_threads()
        return [
            thread
            for thread in active
            if thread.parent_id == forum.id
            and thread.owner_id == own
            and discord.utils.snowflake_time(thread.id) > after
        ]

    async def edit(self, post: Post, posted: Posted) -> None:
        place = posted.thread_id or post.channel_id
        channel = self.client.get_partial_messageable(place, guild_id=post.guild_id)
        async with self._call():
            await channel.get_partial_message(posted.message_id).edit(
                view=news.laid_out(post, texts_for(post.locale)), allowed_mentions=NEVER_ALLOWED
            )

    async def publish(self, channel_id: int, message_id: int) -> bool:
        channel = self.client.get_channel(channel_id)
        if isinstance(channel, discord.TextChannel) and not channel.is_news():
            return False
        async with self._call():
            await self.client.get_partial_messageable(channel_id).get_partial_message(message_id).publish()
        return True

    async def refusal(self, guild_id: int, channel_id: int) -> Refusal | None:
        guild = self.client.get_guild(guild_id)
        if guild is None:
            return Refusal.MISSING_ACCESS
        channel = guild.get_channel_or_thread(channel_id)
        if channel is None:
            try:
                async with self._call():
                    channel = await guild.fetch_channel(channel_id)
            except (PlaceRefused, SendFailed) as error:
                return Refusal(error.reason) if isinstance(error, PlaceRefused) else Refusal.REFUSED
        if not isinstance(channel, discord.TextChannel | discord.ForumChannel | discord.Thread):
            return Refusal.REFUSED
        lacking = lack(channel, allowed_in(channel, guild.me))
        if lacking is None:
            return None
        if lacking.locked:
            return Refusal.ARCHIVED
        return Refusal.MISSING_ACCESS if "view_channel" in lacking.permissions else Refusal.MISSING_PERMISSION

    async def warn(self, guild_id: int, channel_id: int, reason: Refusal, locale: str) -> bool:
        guild = self.client.get_guild(guild_id)
        if guild is None:
            return False
        texts = texts_for(locale)
        said = texts("subscriptions.paused", channel=mention(channel_id), reason=texts(f"pause.{reason.value}"))
        for channel in _places_for_people(guild, channel_id):
            async with self._call():
                await channel.send(view=Layout(text(f"⚠️ {said}")), allowed_mentions=NEVER_ALLOWED)
            return True
        return False

    async def send_test(self, channel_id: int, announcement: Announcement, locale: str) -> None:
        """Post a preview; nobody is pinged by it."""
        channel = self.client.get_channel(channel_id)
        layout = news.announcement(announcement, texts_for(locale))
        async with self._call():
            if isinstance(channel, discord.ForumChannel):
                await channel.create_thread(
                    name=news.forum_title(announcement), view=layout, allowed_mentions=NEVER_ALLOWED
                )
            else:
                place = self.client.get_partial_messageable(channel_id)
                await place.send(view=layout, allowed_mentions=NEVER_ALLOWED)

    async def tell_owner(self, key: str, said: str) -> None:
        """Tell the application's owner in a direct message, and in the log in any case."""
        log.error("owner notice key=%s: %s", key, said)
        try:
            async with self._call():
                owner = (await self.client.application_info()).owner
                await owner.send(view=Layout(text(escape(said, 1500))), allowed_mentions=NEVER_ALLOWED)
        except (PlaceRefused, SendFailed, PostRejected) as error:
            log.warning("owner could not be told key=%s: %s", key, error)

    async def _channel(self, post: Post) -> discord.abc.Messageable | discord.ForumChannel:
        """Give the channel as far as it matters: forums take posts, every other takes messages."""
        cached = self.client.get_channel(post.channel_id)
        if isinstance(cached, discord.ForumChannel | discord.Thread):
            return cached
        if cached is None and not self.client.is_ready():
            async with self._call():
                fetched = await self.client.fetch_channel(post.channel_id)
            if isinstance(fetched, discord.ForumChannel | discord.Thread):
                return fetched
        return self.client.get_partial_messageable(post.channel_id, guild_id=post.guild_id)

    @asynccontextmanager
    async def _call(self) -> AsyncIterator[None]:
        """One request: in its turn, within its time, its failure in our words."""
        risky = self.refusals.wait()
        if risky:
            raise SendFailed("Discord refused too much lately", retry_after=risky, sure=True)
        await self.pace.turn()
        try:
            async with asyncio.timeout(CALL_SECONDS):
                yield
        except discord.RateLimited as error:
            raise SendFailed("Discord asks us to wait", retry_after=error.retry_after, sure=True) from error
        except discord.HTTPException as error:
            if error.status in {401, 403, 404}:
                self.refusals.spend()
            raise in_our_words(error) from error
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise SendFailed(f"no answer from Discord ({type(error).__name__})") from error


def in_our_words(error: discord.HTTPException) -> Exception:
    """Say what a refusal of Discord means for the post."""
    if error.code in REFUSALS:
        return PlaceRefused(f"Discord refuses posts there ({error.code})", REFUSALS[error.code].value)
    if error.status == 401:
        return TokenRefused("Discord does not accept DISCORD_TOKEN any more; set a new one and start again")
    if error.code == UNKNOWN_MESSAGE:
        return PostRejected("the message was deleted")
    if error.status == 404:
        return PlaceRefused(f"Discord knows no such channel ({error.code})", Refusal.UNKNOWN_CHANNEL.value)
    if error.status == 403:
        return PlaceRefused(f"Discord refuses posts there ({error.code})", Refusal.REFUSED.value)
    if error.status == 429 or error.status >= 500:
        return SendFailed(f"Discord answered {error.status}", sure=error.status == 429)
    return PostRejected(f"Discord finds the post wrong: {error.status} ({error.code})")


def _mentions(post: Post) -> discord.AllowedMentions:
    return allowed_mentions(post.role_ids)


def _places_for_people(guild: discord.Guild, refused: int) -> list[discord.TextChannel]:
    """Give a channel in which the server's people will see a warning: where Discord itself would tell them."""
    candidates = [guild.public_updates_channel, guild.system_channel, *guild.text_channels]
    return [
        channel
        for channel in candidates
        if channel is not None and channel.id != refused and lack(channel, allowed_in(channel, guild.me)) is None
    ][:1]
