"""Who follows what: the subscriptions of a server's channels."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.cards import EVERY_SHOW, FollowCard, PauseCard
from bot.core.models import Grade, Kind
from bot.storage.dialects import upsert
from bot.storage.tables import guilds, pauses, shows, subscriptions


@dataclass(frozen=True, slots=True)
class Terms:
    """What a channel wants to hear of a show, and who is pinged. None: the default kinds, every kind pings."""

    role_id: int | None = None
    kinds: frozenset[Kind] | None = None
    least_grade: Grade = Grade.PRESS
    ping_kinds: frozenset[Kind] | None = None
    publish: bool = False


async def remember_guild(conn: AsyncConnection, guild_id: int, locale: str, now: int) -> None:
    """Make sure that the server is known; what is known of it stays."""
    values = {"id": guild_id, "locale": locale, "joined_at": now}
    await conn.execute(upsert(conn, guilds).values(values).on_conflict_do_nothing())


async def add(
    conn: AsyncConnection, guild_id: int, channel_id: int, show_id: str, terms: Terms, *, by: int, now: int
) -> bool:
    """Return False when the channel followed the show already."""
    values = {
        "guild_id": guild_id,
        "channel_id": channel_id,
        "show_id": show_id,
        **_columns(terms),
        "created_at": now,
        "created_by": by,
    }
    statement = upsert(conn, subscriptions).values(values).on_conflict_do_nothing()
    return await conn.scalar(statement.returning(subscriptions.c.id)) is not None


async def change(conn: AsyncConnection, subscription_id: int, terms: Terms) -> None:
    await conn.execute(update(subscriptions).where(subscriptions.c.id == subscription_id).values(_columns(terms)))


def _columns(terms: Terms) -> dict[str, object]:
    return {
        "role_id": terms.role_id,
        "kinds": _names(terms.kinds),
        "least_grade": terms.least_grade.value,
        "ping_kinds": _names(terms.ping_kinds),
        "publish": terms.publish,
    }


def _names(kinds: frozenset[Kind] | None) -> list[str] | None:
    return None if kinds is None else [kind.value for kind in Kind if kind in kinds]


async def of_place(
    conn: AsyncConnection, guild_id: int, channel_id: int, show_ids: Iterable[str] | None = None
) -> list[FollowCard]:
    """Give what a channel follows, or those of the named shows that it follows."""
    query = _cards().where(subscriptions.c.guild_id == guild_id, subscriptions.c.channel_id == channel_id)
    if show_ids is not None:
        query = query.where(subscriptions.c.show_id.in_(list(show_ids)))
    return [_card(row) for row in await conn.execute(query)]


async def of_show(conn: AsyncConnection, guild_id: int, show_id: str) -> list[FollowCard]:
    """Give the server's channels that follow a show on its own."""
    query = _cards().where(subscriptions.c.guild_id == guild_id, subscriptions.c.show_id == show_id)
    return [_card(row) for row in await conn.execute(query)]


async def of_guild(conn: AsyncConnection, guild_id: int, *, offset: int = 0, limit: int = 25) -> list[FollowCard]:
    """Give a page of what a server follows, channel by channel, `all` first and then by title."""
    query = _cards().where(subscriptions.c.guild_id == guild_id).offset(offset).limit(limit)
    return [_card(row) for row in await conn.execute(query)]


async def matching(conn: AsyncConnection, guild_id: int, text: str, limit: int = 25) -> list[tuple[str, str | None]]:
    """Give the shows that a server follows whose title or id holds the text, each once; title None: every show."""
    title = func.lower(func.coalesce(shows.c.title, subscriptions.c.show_id))
    query = (
        select(subscriptions.c.show_id, shows.c.title)
        .distinct()
        .outerjoin(shows, shows.c.id == subscriptions.c.show_id)
        .where(
            subscriptions.c.guild_id == guild_id,
            title.contains(text.lower(), autoescape=True)
            | subscriptions.c.show_id.contains(text.lower(), autoescape=True),
        )
        .order_by(subscriptions.c.show_id)
        .limit(limit)
    )
    return [
        (row.show_id, None if row.show_id == EVERY_SHOW else row.title or row.show_id)
        for row in await conn.execute(query)
    ]


async def count(conn: AsyncConnection, guild_id: int) -> int:
    query = select(func.count()).select_from(subscriptions).where(subscriptions.c.guild_id == guild_id)
    return await conn.scalar(query) or 0


async def count_at(conn: AsyncConnection, guild_id: int, channel_id: int) -> int:
    query = (
        select(func.count())
        .select_from(subscriptions)
        .where(subscriptions.c.guild_id == guild_id, subscriptions.c.channel_id == channel_id)
    )
    return await conn.scalar(query) or 0


async def by_ids(conn: AsyncConnection, guild_id: int, ids: Sequence[int]) -> list[FollowCard]:
    """Give those of the subscriptions that exist and belong to the server."""
    query = _cards().where(subscriptions.c.guild_id == guild_id, subscriptions.c.id.in_(ids))
    return [_card(row) for row in await conn.execute(query)]


async def remove(conn: AsyncConnection, guild_id: int, ids: Sequence[int]) -> None:
    """Remove subscriptions, if they belong to the server."""
    await conn.execute(delete(subscriptions).where(subscriptions.c.guild_id == guild_id, subscriptions.c.id.in_(ids)))


async def paused_in(conn: AsyncConnection, guild_id: int) -> list[PauseCard]:
    """Give the server's places where Discord refuses us, the oldest first."""
    rows = await conn.execute(select(pauses).where(pauses.c.guild_id == guild_id).order_by(pauses.c.since_at))
    return [PauseCard(row.channel_id, row.reason, row.since_at) for row in rows]


def _cards() -> Any:
    return (
        select(subscriptions, shows.c.title)
        .outerjoin(shows, shows.c.id == subscriptions.c.show_id)
        .order_by(
            subscriptions.c.channel_id,
            (subscriptions.c.show_id != EVERY_SHOW),
            func.lower(func.coalesce(shows.c.title, subscriptions.c.show_id)),
            subscriptions.c.id,
        )
    )


def _card(row: Row[Any]) -> FollowCard:
    return FollowCard(
        id=row.id,
        channel_id=row.channel_id,
        show_id=row.show_id,
        show_title=None if row.show_id == EVERY_SHOW else row.title or row.show_id,
        role_id=row.role_id,
        kinds=_kinds(row.kinds),
        least_grade=Grade(row.least_grade),
        ping_kinds=_kinds(row.ping_kinds),
        publish=row.publish,
    )


def _kinds(names: list[str] | None) -> frozenset[Kind] | None:
    return None if names is None else frozenset(Kind(name) for name in names)
