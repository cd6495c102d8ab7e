"""Speaks to Discord's channels: posts, edits, finds and publishes, and says in our words what Discord refused."""

import logging
from datetime import UTC, datetime, timedelta
from time import monotonic

import discord

from bot.core.errors import HistoryHidden, PlaceRefused, PostRejected, SendFailed
from bot.core.outbox import Announcement, Post, Posted, Refusal, mark
from bot.messages import announcement as news
from bot.messages import forums
from bot.messages.announcement import allowed_mentions
from bot.messages.calls import Calls
from bot.messages.layout import Layout, text
from bot.messages.markup import Markdown, escape
from bot.messages.places import allowed_in, lack, mention
from bot.messages.texts import texts_for

log = logging.getLogger(__name__)

PAGE = 100
MOST_LOOKED_AT = 1_000
CLOCK_SLACK = timedelta(minutes=15)  # between Discord's clock and ours
ALREADY_PUBLISHED = 40033
ASKED_SECONDS = 3_600
NEVER_ALLOWED = discord.AllowedMentions.none()

AnyChannel = discord.abc.GuildChannel | discord.abc.PrivateChannel | discord.Thread


class DiscordMessenger:
    """Sends through one discord.py client, whose requests it keeps below `per_second` a second in all."""

    def __init__(self, client: discord.Client, per_second: int) -> None:
        self.client = client
        self.calls = Calls(client, per_second)
        self._asked: dict[int, tuple[float, AnyChannel | None]] = {}

    def is_forum(self, channel_id: int) -> bool:
        known = self.client.get_channel(channel_id) or self._asked.get(channel_id, (0.0, None))[1]
        return isinstance(known, discord.ForumChannel)

    async def post(self, post: Post) -> Posted:
        channel = await self._channel(post)
        if isinstance(channel, discord.ForumChannel):
            return await self._post_in_forum(channel, post)
        if isinstance(channel, discord.Thread) and channel.archived and not channel.locked:
            async with self.calls.call():
                await channel.edit(archived=False)
        posted = await self._send(channel, post)
        return Posted(posted.id)

    async def _post_in_forum(self, forum: discord.ForumChannel, post: Post) -> Posted:
        """One forum post for each show; later news are messages in it."""
        if post.thread_id is not None:
            thread = self.client.get_partial_messageable(post.thread_id, guild_id=post.guild_id)
            try:
                sent = await self._send(thread, post)
            except PlaceRefused as error:
                if error.reason != Refusal.UNKNOWN_CHANNEL:
                    raise
            else:
                await forums.retag(self.calls, forum, post.thread_id, post)
                return Posted(sent.id, post.thread_id)
        return await forums.make_post(self.calls, forum, post)

    async def _send(self, channel: discord.abc.Messageable, post: Post) -> discord.Message:
        layout, mentions = news.laid_out(post, texts_for(post.locale)), allowed_mentions(post.role_ids)
        async with self.calls.call():
            if post.answers is None:
                return await channel.send(view=layout, nonce=post.mark, allowed_mentions=mentions)
            answered = discord.MessageReference(
                message_id=post.answers, channel_id=post.thread_id or post.channel_id, fail_if_not_exists=False
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
        own = self.client.user.id if self.client.user else 0
        for made in await forums.likely_posts(self.calls, channel, own, post, after):
            found = await self._find_in(made, post.mark, after)
            if found:
                return Posted(found, made.id)
        return None

    async def _find_in(self, channel: discord.abc.Messageable, mark: str, after: datetime) -> int | None:
        """Look back to that time, and at the newest page in any case: the clock may have been wrong then."""
        seen = 0
        try:
            async with self.calls.call():
                async for message in channel.history(limit=MOST_LOOKED_AT):
                    seen += 1
                    if self.client.user and message.author.id == self.client.user.id and mark in news.marks(message):
                        return message.id
                    if seen >= PAGE and message.created_at < after:
                        break
        except PlaceRefused as error:
            if error.reason == Refusal.UNKNOWN_CHANNEL:
                raise
            raise HistoryHidden(str(error)) from error
        return None

    async def edit(self, post: Post, posted: Posted) -> None:
        place = posted.thread_id or post.channel_id
        try:
            await self._edit(place, post, posted.message_id)
        except PlaceRefused as error:
            if error.reason != Refusal.ARCHIVED:
                raise
            async with self.calls.call():
                thread = await self.client.fetch_channel(place)
                if isinstance(thread, discord.Thread):
                    await thread.edit(archived=False)
            await self._edit(place, post, posted.message_id)

    async def _edit(self, place: int, post: Post, message_id: int) -> None:
        message = self.client.get_partial_messageable(place, guild_id=post.guild_id).get_partial_message(message_id)
        async with self.calls.call():
            await message.edit(view=news.laid_out(post, texts_for(post.locale)), allowed_mentions=NEVER_ALLOWED)

    async def publish(self, channel_id: int, message_id: int) -> bool:
        channel = self.client.get_channel(channel_id)
        if isinstance(channel, discord.TextChannel) and not channel.is_news():
            return False
        message = self.client.get_partial_messageable(channel_id).get_partial_message(message_id)
        async with self.calls.call():
            try:
                await message.publish()
            except discord.HTTPException as error:
                if error.code != ALREADY_PUBLISHED:
                    raise
        return True

    async def refusal(self, guild_id: int, channel_id: int) -> Refusal | None:
        guild = self.client.get_guild(guild_id)
        if guild is None:
            return Refusal.MISSING_ACCESS
        channel = guild.get_channel_or_thread(channel_id)
        if channel is None:
            try:
                async with self.calls.call():
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
            async with self.calls.call():
                # Told twice within minutes, for instance by a process that died in between, it is one message.
                nonce = mark((f"pause {reason.value}",), channel_id)
                await channel.send(
                    view=Layout(text(Markdown(f"⚠️ {said}"))), allowed_mentions=NEVER_ALLOWED, nonce=nonce
                )
            return True
        return False

    async def send_test(self, channel_id: int, announcement: Announcement, locale: str) -> None:
        """Post a preview; nobody is pinged by it."""
        channel = self.client.get_channel(channel_id)
        layout = news.announcement(announcement, texts_for(locale))
        async with self.calls.call():
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
            async with self.calls.call():
                owner = (await self.client.application_info()).owner
                await owner.send(view=Layout(text(escape(said, 1500))), allowed_mentions=NEVER_ALLOWED)
        except (PlaceRefused, SendFailed, PostRejected) as error:
            log.warning("owner could not be told key=%s: %s", key, error)

    async def _channel(self, post: Post) -> discord.abc.Messageable | discord.ForumChannel:
        """Give the channel as far as it matters: forums take posts, every other takes messages."""
        known: AnyChannel | None = self.client.get_channel(post.channel_id)
        if known is None and not self.client.is_ready():
            known = await self._fetched(post.channel_id)
        if isinstance(known, discord.ForumChannel | discord.Thread):
            return known
        return self.client.get_partial_messageable(post.channel_id, guild_id=post.guild_id)

    async def _fetched(self, channel_id: int) -> AnyChannel:
        """Give a channel that no gateway told of: a process that only sends asks for each once an hour."""
        at, known = self._asked.get(channel_id, (0.0, None))
        if known is None or monotonic() - at > ASKED_SECONDS:
            async with self.calls.call():
                known = await self.client.fetch_channel(channel_id)
            self._asked[channel_id] = monotonic(), known
        return known


def _places_for_people(guild: discord.Guild, refused: int) -> list[discord.TextChannel]:
    """Give a channel in which the server's people will see a warning: where Discord itself would tell them."""
    candidates = [guild.public_updates_channel, guild.system_channel, *guild.text_channels]
    return [
        channel
        for channel in candidates
        if channel is not None and channel.id != refused and lack(channel, allowed_in(channel, guild.me)) is None
    ][:1]
