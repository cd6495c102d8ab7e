"""Saying why: what was made of news entries, what it led to, and whether what somebody wrote is known to be true."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.cards import Checked, PartCard, ReasonedClaim, ReasonedEntry, ShowCard, Truth
from bot.core.entry_keys import canonical_link
from bot.core.errors import ShowNotFound
from bot.core.models import NEVER_TOLD, Claim, Decision, Entry, Grade, Kind, Source
from bot.core.outbox import Announcement
from bot.services.lookup import Lookup
from bot.storage import decisions
from bot.storage.database import Database
from bot.storage.decisions import StoredClaim, StoredEntry
from bot.storage.history import StoredEvent, stored_events

LATEST = 5
MOST_LINES = 12
LINE_LENGTH = 400


class Judge(Protocol):
    """Says what an entry means."""

    def __call__(self, entry: Entry, source: Source, /) -> Decision: ...


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What became of entries: the events, the entry that caused each, and where a server was told."""

    events: dict[int, StoredEvent]
    causes: dict[int, int]
    posted: dict[int, list[tuple[int, int]]]


class Why:
    """Explains decisions. What it judges on request is neither stored nor told to anybody."""

    def __init__(self, database: Database, lookup: Lookup, judge: Judge, clock: Callable[[], float]) -> None:
        self._database = database
        self._lookup = lookup
        self._judge = judge
        self._clock = clock

    async def about_show(self, show_id: str, guild_id: int | None) -> tuple[ReasonedEntry, ...]:
        """Give the latest decisions about a show; where they were posted only for the server that asks."""
        title = self._lookup.title(show_id)
        async with self._database.connect() as conn:
            found = await decisions.about_show(conn, show_id, title, LATEST)
            return await self._reasoned(conn, found, guild_id)

    async def about_text(self, text: str, guild_id: int | None) -> tuple[ReasonedEntry, ...]:
        """Explain a headline or an address: as it was judged when it came, else as it would be judged now.

        Empty for an address that was never read.
        """
        asked = text.strip()
        is_address = asked.lower().startswith(("http://", "https://")) and " " not in asked
        async with self._database.connect() as conn:
            if is_address:
                found = await decisions.with_link(conn, _spellings(asked))
            else:
                found = await decisions.with_title(conn, asked)
            if found:
                return await self._reasoned(conn, found[:1], guild_id)
        return () if is_address else (self._judged(asked),)

    def _judged(self, headline: str) -> ReasonedEntry:
        decision = self._judge(Entry(headline, published_at=int(self._clock())), Source(""))
        return ReasonedEntry(
            title=headline,
            source="",
            verdict=decision.verdict,
            reason=decision.reason,
            claims=tuple(_claimed(claim) for claim in decision.claims),
            rejected=tuple(show.title for show in decision.rejected),
            stored=False,
        )

    async def _reasoned(
        self, conn: AsyncConnection, found: Sequence[StoredEntry], guild_id: int | None
    ) -> tuple[ReasonedEntry, ...]:
        event_ids = [claim.event_id for entry in found for claim in entry.claims if claim.event_id is not None]
        events = {event.news.event_id: event for event in await stored_events(conn, event_ids)}
        posted = await decisions.posted_in(conn, guild_id, event_ids) if guild_id is not None else {}
        outcome = _Outcome(events, await decisions.causes(conn, event_ids), posted)
        return tuple(self._as_told(entry, outcome) for entry in found)

    def _as_told(self, entry: StoredEntry, outcome: _Outcome) -> ReasonedEntry:
        again = self._judge(Entry(entry.title, link=entry.link, published_at=entry.published_at), Source(entry.feed))
        return ReasonedEntry(
            title=entry.title,
            source=entry.feed,
            verdict=entry.verdict,
            reason=entry.reason,
            link=entry.link,
            published_at=entry.published_at,
            claims=tuple(_told(claim, entry, outcome) for claim in entry.claims),
            # Which readings lost is not stored; the same headline loses the same ones again.
            rejected=tuple(show.title for show in again.rejected),
        )

    async def check(self, lines: Iterable[str]) -> Truth:
        """Say what is officially known about the claims in somebody's words, line by line, each show once.

        A show that is only named, without a claim that could be true or not, is told with where it stands.
        """
        said: dict[str, _Said] = {}
        for line in [line.strip()[:LINE_LENGTH] for line in lines if line.strip()][:MOST_LINES]:
            decision = self._judge(Entry(line, published_at=int(self._clock())), Source(""))
            for claim in decision.claims:
                if claim.show:
                    said.setdefault(claim.show.id, _Said()).claims.append(claim)
            named = self._lookup.named_in(line)
            for show_id in named.show_ids:
                known = said.setdefault(show_id, _Said())
                known.speculates = known.speculates or named.speculates
        checked = []
        for show_id, words in said.items():
            try:
                card = await self._lookup.card(show_id)
            except ShowNotFound:
                continue
            checked.append(_checked(card, words))
        return Truth(tuple(sorted(checked, key=lambda one: not one.is_claim)))


@dataclass(slots=True)
class _Said:
    """What somebody's words say of one show."""

    claims: list[Claim] = field(default_factory=list)
    speculates: bool = False


def _spellings(address: str) -> list[str]:
    """Give the ways in which the same address may be stored."""
    bare = canonical_link(address).removeprefix("//")
    starts = [f"{scheme}://{www}" for scheme in ("https", "http") for www in ("", "www.")]
    return [address, *(f"{start}{bare}{end}" for start in starts for end in ("", "/"))]


def _claimed(claim: Claim) -> ReasonedClaim:
    return ReasonedClaim(
        kind=claim.kind,
        grade=claim.grade,
        show_id=claim.show.id if claim.show else None,
        show_title=claim.show.title if claim.show else None,
        part=claim.instalment.part if claim.instalment else None,
        number=claim.instalment.number if claim.instalment else None,
        date=claim.date,
        because=claim.because,
    )


def _told(claim: StoredClaim, entry: StoredEntry, outcome: _Outcome) -> ReasonedClaim:
    event = outcome.events.get(claim.event_id) if claim.event_id is not None else None
    return ReasonedClaim(
        kind=claim.kind,
        grade=claim.grade,
        show_id=claim.show_id,
        show_title=claim.show_title,
        part=claim.part,
        number=claim.number,
        date=claim.date,
        because=claim.because,
        event=event.news if event else None,
        caused=outcome.causes.get(claim.event_id or 0) == entry.id,
        silent=bool(event and event.silent),
        posted=tuple(outcome.posted.get(claim.event_id or 0, ())),
    )


def _checked(card: ShowCard, words: _Said) -> Checked:
    said = [claim for claim in words.claims if claim.kind not in NEVER_TOLD]
    proofs = {event.event_id: event for claim in said for event in _proofs(card, claim)}
    return Checked(
        card=card,
        proofs=tuple(proofs.values()),
        is_claim=bool(said),
        is_rumour=any(claim.kind is Kind.RUMOUR for claim in said),
        is_speculation=words.speculates or any(claim.kind is Kind.SPECULATION for claim in words.claims),
        otherwise=any(_contradicts(card, claim) for claim in said),
    )


def _proofs(card: ShowCard, claim: Claim) -> list[Announcement]:
    """Give the events that say what the claim says: the same kind, the same part, a date that can be the same."""
    return [event for event in card.history if _same_news(event, claim) and _dates_agree(event, claim)]


def _same_news(event: Announcement, claim: Claim) -> bool:
    if event.retracted or event.grade is Grade.REPORT or claim.kind not in {event.kind, *event.also}:
        return False
    said = claim.instalment
    return said is None or (said.part is event.part and said.number in {None, event.number})


def _dates_agree(event: Announcement, claim: Claim) -> bool:
    return claim.date is None or (event.date is not None and event.date.agrees(claim.date))


def _contradicts(card: ShowCard, claim: Claim) -> bool:
    """Tell whether the part that the claim dates is known to have another date."""
    part = _part(card, claim)
    return bool(part and part.date and claim.date and not part.date.agrees(claim.date))


def _part(card: ShowCard, claim: Claim) -> PartCard | None:
    said = claim.instalment
    if said is None or said.number is None:
        return card.answer
    return next((part for part in card.parts if part.part is said.part and part.number == said.number), None)
