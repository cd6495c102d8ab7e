"""Following shows: a channel of a server hears of a show, or of every show, until somebody stops it."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.core.cards import EVERY_SHOW, FollowCard, FollowPage, ShowCard
from bot.core.errors import SubscriptionsFull
from bot.core.models import TOLD_BY_DEFAULT, Grade, Kind
from bot.core.outbox import Announcement, Citation
from bot.storage import subscriptions as stored
from bot.storage.database import Database
from bot.storage.subscriptions import Terms

log = logging.getLogger(__name__)

PAGE_SIZE = 10
# A server that wants more than this wants `all`: a list that nobody can read helps nobody.
MOST_PER_GUILD = 2000


class TestPosts(Protocol):
    """Posts a preview. Raises PlaceRefused when Discord will not have it, SendFailed when it failed for now."""

    async def send_test(self, channel_id: int, announcement: Announcement, locale: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is followed: a channel, thread or forum of a server. The server's locale is that of its posts."""

    guild_id: int
    channel_id: int
    locale: str = "en-US"


@dataclass(frozen=True, slots=True)
class Wishes:
    """What was asked for when following; None where nothing was said, so that what is set already stays."""

    role_id: int | None = None
    kinds: frozenset[Kind] | None = None
    least_grade: Grade | None = None
    ping_kinds: frozenset[Kind] | None = None
    publish: bool | None = None

    def over(self, before: Terms) -> Terms:
        """Give the terms that these wishes make of earlier ones.

        Rumours are a kind of news and the least grade at once: whoever asks for the one means the other, too.
        """
        kinds = before.kinds if self.kinds is None else self.kinds
        least = before.least_grade if self.least_grade is None else self.least_grade
        if self.kinds is None and self.least_grade is Grade.REPORT:
            kinds = (kinds or TOLD_BY_DEFAULT) | {Kind.RUMOUR}
        if self.least_grade is None and Kind.RUMOUR in (self.kinds or ()):
            least = Grade.REPORT
        return Terms(
            role_id=before.role_id if self.role_id is None else self.role_id,
            kinds=kinds,
            least_grade=least,
            ping_kinds=before.ping_kinds if self.ping_kinds is None else self.ping_kinds,
            publish=before.publish if self.publish is None else self.publish,
        )


@dataclass(frozen=True, slots=True)
class Followed:
    """What following did: begun, there already and unchanged, there already and changed as asked.

    `covered`: the channel follows every show, so a show of its own only changes how it is told.
    """

    new: tuple[FollowCard, ...] = ()
    known: tuple[FollowCard, ...] = ()
    changed: tuple[FollowCard, ...] = ()
    covered: bool = False


@dataclass(frozen=True, slots=True)
class Unfollowed:
    """What unfollowing did. `elsewhere`: other channels of the server that follow the show.

    `through_all`: the channel follows every show, so it goes on hearing of this one. `left`: what it still follows.
    """

    removed: tuple[FollowCard, ...] = ()
    elsewhere: tuple[int, ...] = ()
    through_all: bool = False
    left: int = 0


class Subscriptions:
    """Subscriptions belong to the server, whoever made them."""

    def __init__(self, database: Database, clock: Callable[[], float]) -> None:
        self._database = database
        self._clock = clock

    async def follow(self, place: Place, show_ids: Sequence[str], wishes: Wishes, *, by: int) -> Followed:
        """Follow shows (`EVERY_SHOW` for all) in a place; repeating it changes only what was asked for anew.

        Raises SubscriptionsFull, and follows none of them, when the server would exceed what it may keep.
        """
        now = int(self._clock())
        wanted = list(dict.fromkeys(show_ids))
        guild_id, channel_id = place.guild_id, place.channel_id
        async with self._database.begin() as conn:
            await stored.remember_guild(conn, guild_id, place.locale, now)
            before = {card.show_id: card for card in await stored.of_place(conn, guild_id, channel_id, wanted)}
            if await stored.count(conn, guild_id) + len(wanted) - len(before) > MOST_PER_GUILD:
                raise SubscriptionsFull(f"server {guild_id} follows {MOST_PER_GUILD} shows already")
            changed = []
            for show_id in wanted:
                if known := before.get(show_id):
                    terms = wishes.over(_terms(known))
                    if terms != _terms(known):
                        await stored.change(conn, known.id, terms)
                        changed.append(show_id)
                else:
                    await stored.add(conn, guild_id, channel_id, show_id, wishes.over(Terms()), by=by, now=now)
            cards = {card.show_id: card for card in await stored.of_place(conn, guild_id, channel_id, wanted)}
            covered = bool(await stored.of_place(conn, guild_id, channel_id, [EVERY_SHOW]))
        log.info(
            "followed guild=%d channel=%d new=%d changed=%d",
            guild_id,
            channel_id,
            len(wanted) - len(before),
            len(changed),
        )
        return Followed(
            new=tuple(cards[show_id] for show_id in wanted if show_id not in before),
            known=tuple(cards[show_id] for show_id in wanted if show_id in before and show_id not in changed),
            changed=tuple(cards[show_id] for show_id in changed),
            covered=covered and EVERY_SHOW not in wanted,
        )

    async def unfollow(self, place: Place, show_id: str) -> Unfollowed:
        """Stop following a show (`EVERY_SHOW`: stop following all of them, what is followed on its own stays)."""
        async with self._database.begin() as conn:
            found = await stored.of_place(conn, place.guild_id, place.channel_id, [show_id])
            await stored.remove(conn, place.guild_id, [card.id for card in found])
            others = await stored.of_show(conn, place.guild_id, show_id)
            every = await stored.of_place(conn, place.guild_id, place.channel_id, [EVERY_SHOW])
            left = await stored.count_at(conn, place.guild_id, place.channel_id)
        return Unfollowed(
            removed=tuple(found),
            elsewhere=tuple(card.channel_id for card in others),
            through_all=bool(every) and show_id != EVERY_SHOW,
            left=left,
        )

    async def remove(self, guild_id: int, ids: Sequence[int]) -> tuple[FollowCard, ...]:
        """Remove subscriptions of a server by their ids; gives those that were still there."""
        async with self._database.begin() as conn:
            found = await stored.by_ids(conn, guild_id, ids)
            await stored.remove(conn, guild_id, [card.id for card in found])
        return tuple(found)

    async def page(self, guild_id: int, page: int = 0) -> FollowPage:
        """Give a page of what a server follows; a page past the end gives the last one."""
        async with self._database.connect() as conn:
            total = await stored.count(conn, guild_id)
            pages = max(1, -(-total // PAGE_SIZE))
            shown = min(max(page, 0), pages - 1)
            return FollowPage(
                follows=tuple(await stored.of_guild(conn, guild_id, offset=shown * PAGE_SIZE, limit=PAGE_SIZE)),
                total=total,
                page=shown,
                pages=pages,
                pauses=tuple(await stored.paused_in(conn, guild_id)),
            )

    async def suggest(self, guild_id: int, text: str, limit: int = 25) -> list[tuple[str, str | None]]:
        """Give the ids and titles of followed shows that a half-typed text may mean; title None: every show."""
        async with self._database.connect() as conn:
            return await stored.matching(conn, guild_id, text.strip(), limit)


def _terms(card: FollowCard) -> Terms:
    return Terms(card.role_id, card.kinds, card.least_grade, card.ping_kinds, card.publish)


def sample(card: ShowCard, now: int) -> Announcement:
    """Give the announcement that a test post shows: the next part of this very show, marked as a test."""
    return Announcement(
        event_id=0,
        kind=Kind.RENEWED,
        show_id=card.id,
        show_title=card.title,
        grade=Grade.OFFICIAL,
        happened_at=now,
        sources=(Citation("Encore", "", None, Grade.OFFICIAL, now),),
        part=card.answer.part,
        number=card.answer.number,
        picture=card.details.picture,
        test=True,
    )
