"""A database with a show, feeds and subscriptions, and a recorder whose judge does as it is told."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import insert, select, update

from bot.core.models import Claim, Decision, Entry, Grade, Instalment, Kind, Part, ReleaseDate, ShowRef, Source, Verdict
from bot.core.outbox import Announcement
from bot.services.record import Recorder
from bot.storage import feeds
from bot.storage.announcements import announcements
from bot.storage.database import Database
from bot.storage.feeds import FeedRow
from bot.storage.tables import deliveries, entries, events, guilds, instalments, shows, subscriptions
from bot.storage.tables import feeds as feed_table
from tests.conftest import Clock

GUILD = 900
SHOW = ShowRef("akudama-drive", "Akudama Drive", {"mal": (41433,)})


def claim(
    kind: str,
    number: int | None = None,
    date: str | None = None,
    *,
    part: str = "season",
    grade: str = "press",
    denied: bool = False,
    show: ShowRef | None = SHOW,
) -> Claim:
    return Claim(
        Kind(kind),
        show,
        Instalment(Part(part), number),
        ReleaseDate.parse(date) if date else None,
        Grade(grade),
        ("because",),
        denied,
    )


@dataclass
class Desk:
    """Publishes entries that claim what the test says."""

    database: Database
    clock: Clock
    recorder: Recorder = field(init=False)
    said: dict[str, Decision] = field(default_factory=dict)
    feeds: dict[str, FeedRow] = field(default_factory=dict)
    woken: int = 0
    published: int = 0

    def __post_init__(self) -> None:
        self.recorder = Recorder(self.database, self._judge, self.clock, self._wake)

    def _judge(self, entry: Entry, _source: Source) -> Decision:
        return self.said[entry.title]

    def _wake(self) -> None:
        self.woken += 1

    async def open(self, names: Sequence[str] = ("wire", "second"), *, season: str = "finished") -> "Desk":
        """Have a show whose first season is over, and feeds that were polled before."""
        async with self.database.begin() as conn:
            await conn.execute(insert(shows).values(id=SHOW.id, title=SHOW.title))
            await conn.execute(
                insert(instalments).values(
                    show_id=SHOW.id, slot="season-1", part="season", number=1, status=season, date="2020-10-08"
                )
            )
        await self.open_more(names)
        return self

    async def open_more(self, names: Sequence[str]) -> None:
        """Have more feeds that were polled before."""
        async with self.database.begin() as conn:
            for name in names:
                await feeds.save_source(conn, Source(name.title(), f"https://{name}.example/rss"), int(self.clock()))
        for name in names:
            await self.polled(name, int(self.clock()) - 1000)

    async def polled(self, name: str, at: int | None) -> None:
        """Say when a feed was first polled."""
        url = f"https://{name}.example/rss"
        async with self.database.begin() as conn:
            await conn.execute(update(feed_table).where(feed_table.c.url == url).values(first_polled_at=at))
            row = await feeds.feed_by_url(conn, url)
        assert row is not None
        self.feeds[name] = row

    async def follow(
        self, channel: int, show: str = SHOW.id, *, guild: int = GUILD, kinds: list[str] | None = None, **terms: object
    ) -> None:
        async with self.database.begin() as conn:
            if await conn.scalar(select(guilds.c.id).where(guilds.c.id == guild)) is None:
                await conn.execute(insert(guilds).values(id=guild, joined_at=0))
            await conn.execute(
                insert(subscriptions).values(
                    guild_id=guild,
                    channel_id=channel,
                    show_id=show,
                    kinds=kinds,
                    created_at=0,
                    created_by=1,
                    **terms,
                )
            )

    async def publish(
        self,
        *claims: Claim,
        feed: str = "wire",
        title: str = "",
        verdict: str = "announce",
        silent: bool = False,
        digest: bool = False,
        at: int | None = None,
    ) -> bool:
        """Record one entry of a feed that claims this; True when it was new."""
        self.published += 1
        title = title or f"headline {self.published}"
        self.said[title] = Decision(Verdict(verdict), "as told", claims)
        entry = Entry(
            title,
            link=f"https://{feed}.example/{title.replace(' ', '-')}",
            published_at=int(self.clock()) if at is None else at,
            keys=(f"{feed}:{title}",),
        )
        return await self.recorder.record(self.feeds[feed], entry, silent=silent, digest=digest)

    async def edit(self, old: str, *claims: Claim, title: str, feed: str = "wire") -> None:
        """Let an entry of a feed read otherwise, and claim this."""
        self.said[title] = Decision(Verdict.ANNOUNCE, "as told", claims)
        async with self.database.connect() as conn:
            entry_id = await conn.scalar(select(entries.c.id).where(entries.c.title == old))
        assert entry_id is not None
        await self.recorder.amend(self.feeds[feed], entry_id, Entry(title, keys=(f"{feed}:{old}",)))

    async def told(self) -> list[str]:
        """Every event, as `slot kind date`; silent ones in brackets."""
        async with self.database.connect() as conn:
            rows = await conn.execute(select(events).order_by(events.c.id))
            return [
                ("({})" if row.silent else "{}").format(
                    " ".join(filter(None, (row.slot, "+".join((row.kind, *row.also)), row.date)))
                )
                for row in rows
            ]

    async def owed(self) -> list[tuple[int, str, str]]:
        """Every delivery as (channel, event kind, state)."""
        async with self.database.connect() as conn:
            rows = await conn.execute(
                select(deliveries.c.channel_id, events.c.kind, deliveries.c.state)
                .join(events, events.c.id == deliveries.c.event_id)
                .order_by(deliveries.c.event_id, deliveries.c.channel_id)
            )
            return [(row.channel_id, row.kind, row.state) for row in rows]

    async def news(self) -> list[Announcement]:
        """Every event as it is told."""
        async with self.database.connect() as conn:
            ids = (await conn.scalars(select(events.c.id).order_by(events.c.id))).all()
            told = await announcements(conn, ids)
        return [told[event_id] for event_id in ids]
