"""The place of the play: invented shows, the channels that follow them, and what stands in those channels."""

import random
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

from sqlalchemy import insert

from bot.core.models import Kind, KnownInstalment, Part, ReleaseDate, Show, Title
from bot.messages.wording import KIND_EMOJI
from bot.storage.database import Database
from bot.storage.tables import guilds, subscriptions
from sandbox import Sandbox
from sandbox.models import Channel, ChannelType
from tests.running import text_of
from tests.shows import store

WORDS = Path(__file__).with_name("words.txt")  # two lines: first and second words
SIGNS = {kind.value: KIND_EMOJI[kind] for kind in (Kind.RENEWED, Kind.FILM, Kind.DATED)}
FOLLOWED_BY_ALL = ("general", "anime-news", "season-talk", "akudama-drive rewatch", "lobby", "spoilers")
FOLLOWED_BY_HALF = ("announcements", "staff-picks")


@dataclass(frozen=True, slots=True)
class Told:
    """One event that the feeds reported."""

    show: str
    kind: str


@dataclass(slots=True)
class Count:
    """How often each event stands in each place that should know of it."""

    place: str
    kind: str
    times: Counter[int] = field(default_factory=Counter)
    examples: list[tuple[Told, int]] = field(default_factory=list)

    @property
    def lost(self) -> int:
        return self.times[0]

    @property
    def doubled(self) -> int:
        return sum(count for times, count in self.times.items() if times > 1)


def titles(count: int, chance: random.Random) -> list[str]:
    """Give so many invented titles, no two alike."""
    firsts, seconds = (line.split() for line in WORDS.read_text(encoding="utf-8").splitlines())
    every = [f"{first} {second}" for first, second in product(firsts, seconds)]
    return chance.sample(every, count)


def show_id(title: str) -> str:
    return title.lower().replace(" ", "-")


def follows(place: str, title: str) -> bool:
    """Tell whether the place follows the show."""
    return place in FOLLOWED_BY_ALL or (place in FOLLOWED_BY_HALF and title < "M")


async def furnish(sandbox: Sandbox, database: Database, shows: Iterable[str]) -> None:
    """Have shows whose first season is over, and channels of every kind that follow them."""
    known = list(shows)
    weekend = next(guild for guild in sandbox.world.guilds.values() if guild.name == "Weekend Watchers")
    sandbox.world.add_channel(weekend, "staff-picks")
    first = KnownInstalment("season-1", Part.SEASON, 1, "", ReleaseDate(2020, 10, 8), ReleaseDate(2020, 12), 12)
    await store(
        database,
        tuple(Show(show_id(title), title, (Title(title, "main"),), year=2020, instalments=(first,)) for title in known),
    )
    async with database.begin() as conn:
        await conn.execute(
            insert(guilds), [{"id": guild.id, "joined_at": 0} for guild in sandbox.world.guilds.values()]
        )
        rows = [(channel, "*") for channel in places(sandbox) if channel.name in FOLLOWED_BY_ALL]
        rows += [
            (channel, show_id(title))
            for channel in places(sandbox)
            if channel.name in FOLLOWED_BY_HALF
            for title in known
            if follows(channel.name, title)
        ]
        await conn.execute(
            insert(subscriptions),
            [
                {
                    "guild_id": channel.guild_id,
                    "channel_id": channel.id,
                    "show_id": followed,
                    "publish": channel.type is ChannelType.ANNOUNCEMENT,
                    "created_at": 0,
                    "created_by": 1,
                }
                for channel, followed in rows
            ],
        )


def places(sandbox: Sandbox) -> list[Channel]:
    """The channels that follow anything."""
    return [one for one in sandbox.world.channels.values() if one.name in {*FOLLOWED_BY_ALL, *FOLLOWED_BY_HALF}]


def standing_in(sandbox: Sandbox, place: Channel, shows: frozenset[str]) -> Counter[Told]:
    """Count the events that stand in a place; in a forum, in all of its posts."""
    inside = [one.id for one in sandbox.world.channels.values() if place.id in {one.id, one.parent_id}]
    if place.type is not ChannelType.FORUM:
        inside = [place.id]
    found: Counter[Told] = Counter()
    for channel_id in inside:
        for message in sandbox.messages(channel_id):
            for line in text_of(message).splitlines():
                found.update(_events_in(line, shows))
    return found


def _events_in(line: str, shows: frozenset[str]) -> list[Told]:
    kinds = [kind for kind, sign in SIGNS.items() if sign in line]
    named = [name for name in re.findall(r"(?=\b([A-Z][a-z]+ [A-Z][a-z]+))", line) if name in shows]
    return [Told(named[0], kinds[0])] if kinds and named else []


def count(sandbox: Sandbox, told: Iterable[Told], shows: frozenset[str]) -> list[Count]:
    """Compare what stands in every place with what was reported."""
    reported = list(told)
    counts = []
    for place in places(sandbox):
        there = standing_in(sandbox, place, shows)
        one = Count(place.name, place.type.name.lower().replace("_", " "))
        for event in reported:
            if follows(place.name, event.show):
                one.times[there[event]] += 1
                if there[event] != 1:
                    one.examples.append((event, there[event]))
        counts.append(one)
    return counts
