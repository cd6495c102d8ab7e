"""Takes one news entry in: what it claims, what changed by it and what is owed for it, in one transaction."""

import logging
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.errors import StaleState
from bot.core.evidence import EventDraft, change, conclusion, place
from bot.core.models import Claim, Decision, Entry, Grade, Instalment, Kind, Source, Status, Verdict
from bot.core.status import UNKNOWN, Evidence, Standing, standing
from bot.storage import feeds, news
from bot.storage.database import Database
from bot.storage.feeds import FeedRow

log = logging.getLogger(__name__)

ATTEMPTS = 5
DIGEST_WAIT_SECONDS = 20
# What the catalogue says of the past is known to everybody. What it says of things to come nobody was told yet: the
# first news of it is news.
OVER = frozenset({Status.AIRING, Status.FINISHED, Status.CANCELLED, Status.ENDED})


class Judge(Protocol):
    """Says what an entry means; `bot.core.headlines.judge` over the index of today."""

    def __call__(self, entry: Entry, source: Source, /) -> Decision: ...


@dataclass(frozen=True, slots=True)
class _Origin:
    """Where an entry came from and how it is told. `silent`: a feed's first poll, which tells nobody."""

    feed: FeedRow
    silent: bool
    digest: bool


class Recorder:
    """Records entries. `on_owed` is called after a commit that gives the courier something to do."""

    def __init__(
        self,
        database: Database,
        judge: Judge,
        clock: Callable[[], float],
        on_owed: Callable[[], None] = lambda: None,
    ) -> None:
        self.database = database
        self.judge = judge
        self.clock = clock
        self.on_owed = on_owed

    async def record(self, feed: FeedRow, entry: Entry, *, silent: bool, digest: bool) -> bool:
        """True when the entry was new. All of it is stored or nothing; recording it again changes nothing.

        `silent`: it is stored as evidence and told to nobody. `digest`: it is one of many, told together with them.
        """
        origin = _Origin(feed, silent, digest)
        decision = self.judge(entry, feed.source)
        for attempt in range(1, ATTEMPTS + 1):
            try:
                async with self.database.begin() as conn:
                    taken, owed = await self._record(conn, origin, entry, decision)
            except (StaleState, IntegrityError) as error:
                # Another process wrote what this one was about to write.
                if attempt == ATTEMPTS:
                    raise
                log.debug("decide again attempt=%d: %s", attempt, error)
            else:
                if owed:
                    self.on_owed()
                return taken
        return False

    async def amend(self, feed: FeedRow, entry_id: int, entry: Entry) -> None:
        """Judge a known entry again whose text was edited: only what corrects what was told counts."""
        decision = self.judge(entry, feed.source)
        async with self.database.begin() as conn:
            now = int(self.clock())
            await feeds.amend_entry(conn, entry_id, entry, decision.verdict, decision.reason, now)
            claims = [one for one in decision.claims if one.denied or decision.verdict is Verdict.ANNOUNCE]
            if not claims:
                return
            origin = _Origin(feed, silent=False, digest=False)
            position = await news.next_position(conn, entry_id)
            owed = 0
            for show_id, numbered in _by_show(claims).items():
                current = await news.current_show_id(conn, show_id) if show_id else None
                if current is not None:
                    again = [(position + number, claim) for number, claim in numbered]
                    taker = _Taking(conn, origin, entry_id, now, now, only_corrections=True)
                    owed += await taker.take(current, again, told=True)
        if owed:
            self.on_owed()

    async def _record(
        self, conn: AsyncConnection, origin: _Origin, entry: Entry, decision: Decision
    ) -> tuple[bool, int]:
        now = int(self.clock())
        entry_id = await feeds.insert_entry(conn, origin.feed.id, entry, decision.verdict, decision.reason, now)
        if entry_id is None:
            return False, 0
        if decision.verdict is Verdict.IGNORE:
            return True, 0
        at = min(entry.published_at or now, now)
        owed = 0
        for show_id, numbered in _by_show(decision.claims).items():
            current = await news.current_show_id(conn, show_id) if show_id else None
            taker = _Taking(conn, origin, entry_id, at, now)
            owed += await taker.take(current, numbered, told=decision.verdict is Verdict.ANNOUNCE)
        return True, owed


def _by_show(claims: Sequence[Claim]) -> dict[str, list[tuple[int, Claim]]]:
    """Group claims with their positions by show; '' holds those about shows that nobody knows."""
    grouped: dict[str, list[tuple[int, Claim]]] = defaultdict(list)
    for position, claim in enumerate(claims):
        grouped[claim.show.id if claim.show else ""].append((position, claim))
    return grouped


@dataclass(frozen=True, slots=True)
class _Taking:
    """One entry's claims about one show, inside the entry's transaction."""

    conn: AsyncConnection
    origin: _Origin
    entry_id: int
    at: int
    now: int
    only_corrections: bool = False

    async def take(self, show_id: str | None, claims: list[tuple[int, Claim]], *, told: bool) -> int:
        """Store the claims, move what they move; give how many messages are to be sent or edited for them."""
        if show_id is None:
            for position, claim in claims:
                await self._keep(position, claim, None, "")
            return 0
        rows = await news.instalments_of(self.conn, show_id)
        known = {slot: row.known for slot, row in rows.items()}
        by_slot: dict[Instalment, list[tuple[int, Claim]]] = defaultdict(list)
        owed = 0
        for position, claim in claims:
            counts = told or claim.denied or claim.kind is Kind.RUMOUR or claim.grade is Grade.REPORT
            target = place(claim, known) if counts else None
            if target is not None:
                by_slot[target].append((position, claim))
            elif self.only_corrections:
                continue
            elif told and claim.kind is Kind.CANCELLED and not claim.denied:
                owed += await self._conclude(show_id, position, claim)
            else:
                await self._keep(position, claim, show_id, "")
        for instalment, said in by_slot.items():
            owed += await self._move(show_id, instalment, said, rows)
        return owed

    async def _keep(self, position: int, claim: Claim, show_id: str | None, slot: str) -> int:
        return await news.add_claim(self.conn, self.entry_id, position, claim, show_id=show_id, slot=slot, at=self.at)

    async def _move(
        self,
        show_id: str,
        instalment: Instalment,
        said: list[tuple[int, Claim]],
        rows: Mapping[str, news.InstalmentRow],
    ) -> int:
        row = rows.get(instalment.slot)
        if row is None:
            if self.only_corrections:
                return 0
            row = await news.add_instalment(self.conn, show_id, instalment)
        stored = await news.evidence_for(self.conn, show_id, instalment.slot)
        new = [Evidence(claim.kind, self.at, claim.grade, claim.date, claim.denied) for _, claim in said]
        after = standing(row.base, [*stored, *new])
        ground = row.base if row.base.status in OVER else Standing()
        told, telling = standing(ground, stored), standing(ground, [*stored, *new])
        withdrawn = telling.status in UNKNOWN and told.status not in UNKNOWN
        kinds = {claim.kind for _, claim in said}
        draft = change(show_id, instalment, told, telling, kinds)
        if self.only_corrections and not withdrawn and not (draft and draft.corrects):
            return 0
        claim_ids = [await self._keep(position, claim, show_id, instalment.slot) for position, claim in said]
        if after != row.known.standing:
            await news.save_standing(self.conn, row, after)
        if withdrawn:
            await news.retract(self.conn, show_id, instalment.slot, self.now)
        if draft is not None:
            if after.is_coming:
                await news.set_ended(self.conn, show_id, ended=False)
            return await self._tell(draft, claim_ids)
        event = await news.supported_event(self.conn, show_id, instalment.slot, kinds)
        return await self._support(event, claim_ids) if event else 0

    async def _conclude(self, show_id: str, position: int, claim: Claim) -> int:
        claim_id = await self._keep(position, claim, show_id, "")
        await news.set_ended(self.conn, show_id, ended=True)
        return await self._tell(conclusion(show_id, claim.grade), [claim_id])

    async def _tell(self, draft: EventDraft, claim_ids: list[int]) -> int:
        event_id = await news.add_event(self.conn, draft, at=self.at, silent=self.origin.silent, now=self.now)
        if event_id is None:
            event = await news.event_by_key(self.conn, draft.key)
            return await self._support(event, claim_ids) if event else 0
        await news.support(self.conn, event_id, claim_ids)
        if self.origin.silent:
            return 0
        await news.count_first(self.conn, self.origin.feed.id)
        return await news.owe(self.conn, event_id, due_at=self._due_at())

    async def _support(self, event: news.ToldEvent, claim_ids: list[int]) -> int:
        await news.support(self.conn, event.id, claim_ids)
        return 1 + await self._late(event)

    async def _late(self, event: news.ToldEvent) -> int:
        """Tell an event that another feed's first poll kept silent, when this feed was watching as it happened."""
        watching = self.origin.feed.first_polled_at
        if not event.silent or self.origin.silent or watching is None or watching > event.happened_at:
            return 0
        await news.speak_up(self.conn, event.id, self.at)
        await news.count_first(self.conn, self.origin.feed.id)
        return await news.owe(self.conn, event.id, due_at=self._due_at())

    def _due_at(self) -> int:
        return self.now + (DIGEST_WAIT_SECONDS if self.origin.digest else 0)
