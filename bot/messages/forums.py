"""Forums: one post for each show, in which its later news are messages, tagged by where the show stands."""

import logging
from datetime import datetime, timedelta

import discord

from bot.core.errors import PlaceRefused, PostRejected, SendFailed
from bot.core.models import Kind, Status
from bot.core.outbox import Announcement, Post, Posted
from bot.messages import announcement as news
from bot.messages.announcement import allowed_mentions
from bot.messages.calls import Calls
from bot.messages.texts import Texts, texts_for

log = logging.getLogger(__name__)

MOST_TAGS = 5  # https://discord.com/developers/docs/resources/channel#start-thread-in-forum-or-media-channel
SOONEST_ARCHIVED = timedelta(hours=1)
MOST_LOOKED_INTO = 10
OTHERS_LOOKED_INTO = 5

# The status that each kind of news leaves the show in; the next best where a forum has no tag for the first.
STATUSES: dict[Kind, tuple[Status, ...]] = {
    Kind.RENEWED: (Status.ANNOUNCED,),
    Kind.FILM: (Status.ANNOUNCED,),
    Kind.NEW_SHOW: (Status.ANNOUNCED,),
    Kind.FINAL: (Status.ANNOUNCED,),
    Kind.DATED: (Status.DATED, Status.ANNOUNCED),
    Kind.DELAYED: (Status.DELAYED, Status.ANNOUNCED),
    Kind.CANCELLED: (Status.CANCELLED,),
    Kind.PREMIERED: (Status.AIRING,),
    Kind.FINISHED: (Status.FINISHED,),
    Kind.RUMOUR: (Status.RUMOURED,),
}


async def make_post(calls: Calls, forum: discord.ForumChannel, post: Post) -> Posted:
    """Open the forum post of a show with its first news. Nothing at Discord drops a second one: never repeat it."""
    texts = texts_for(post.locale)
    newest = post.announcements[-1]
    tags = [tag for tag in [_status_tag(forum, newest, texts)] if tag is not None]
    if forum.flags.require_tag and not tags:
        tags = list(forum.available_tags[:1])
    async with calls.call(once=True):
        made = await forum.create_thread(
            name=news.forum_title(post.announcements[0]),
            view=news.laid_out(post, texts),
            allowed_mentions=allowed_mentions(post.role_ids),
            applied_tags=tags,
        )
    return Posted(made.message.id, made.thread.id)


async def retag(calls: Calls, forum: discord.ForumChannel, thread_id: int, post: Post) -> None:
    """Let the tag of a show's post say where the show stands now. It is an ornament: its failure changes nothing."""
    texts = texts_for(post.locale)
    wanted = _status_tag(forum, post.announcements[-1], texts)
    if wanted is None:
        return
    try:
        async with calls.call():
            thread = forum.get_thread(thread_id) or await forum.guild.fetch_channel(thread_id)
        if not isinstance(thread, discord.Thread) or wanted in thread.applied_tags:
            return
        others = [tag for tag in thread.applied_tags if _fold(tag.name) not in _every_status(texts)]
        async with calls.call():
            await thread.edit(applied_tags=[wanted, *others][:MOST_TAGS])
    except (PlaceRefused, PostRejected, SendFailed) as error:
        log.info("forum post keeps its tags thread=%d: %s", thread_id, error)


async def likely_posts(
    calls: Calls, forum: discord.ForumChannel, own_id: int, post: Post, after: datetime
) -> list[discord.Thread]:
    """Give our forum posts that may be this one: of its show's name, made after a time; a few others, newest first.

    Each costs a request to look into. Somebody may have renamed a post, or a clock may have been wrong.
    """
    async with calls.call():
        found = {thread.id: thread for thread in await forum.guild.active_threads() if thread.parent_id == forum.id}
    if after < discord.utils.utcnow() - SOONEST_ARCHIVED:
        async with calls.call():
            async for thread in forum.archived_threads(limit=100):
                found[thread.id] = thread
    own = sorted((one for one in found.values() if one.owner_id == own_id), key=lambda one: one.id, reverse=True)
    title = news.forum_title(post.announcements[0])
    named = [one for one in own if one.name == title]
    others = [one for one in own if one.name != title and discord.utils.snowflake_time(one.id) > after]
    return [*named[:MOST_LOOKED_INTO], *others[:OTHERS_LOOKED_INTO]]


def _status_tag(forum: discord.ForumChannel, one: Announcement, texts: Texts) -> discord.ForumTag | None:
    """Give the forum's tag for where the show stands, by its English or local name; not moderators' own tags."""
    by_name = {_fold(tag.name): tag for tag in forum.available_tags if not tag.moderated}
    for status in STATUSES.get(one.kind, ()):
        for name in _names(status, texts):
            if name in by_name:
                return by_name[name]
    return None


def _names(status: Status, texts: Texts) -> tuple[str, str]:
    return _fold(status.value.replace("_", " ")), _fold(texts.label(f"status.name.{status.value}"))


def _every_status(texts: Texts) -> set[str]:
    return {name for statuses in STATUSES.values() for status in statuses for name in _names(status, texts)}


def _fold(name: str) -> str:
    return name.strip().casefold()
