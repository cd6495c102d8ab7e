"""Takes shows into the catalogue: what a release or the starter catalogue says, written over what they said before."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any, Protocol

from sqlalchemy import bindparam, delete, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.details import Details
from bot.core.identity import TRUSTED_SITES, Id, Owner, Place, Placed, Plan, Stored, StoredShow, StoredSlot, keys_of
from bot.core.models import KnownInstalment, Part, Show, Status
from bot.core.status import TRANSITIONS
from bot.storage.moves import add_shows, move_identities, release_ids
from bot.storage.statements import execute_many
from bot.storage.tables import external_ids, instalments, redirects, shows, titles

# Who wrote a row; a row is never overwritten by one of lower rank.
RANKS: Mapping[str, int] = {"import": 0, "news": 1, "starter": 2, "person": 3}
# What a database may say over the news: that a part has begun or ended. Delays and cancellations stand until news
# take them back.
MAY_ADVANCE = frozenset({Status.NO_ANNOUNCEMENT, Status.RUMOURED, Status.ANNOUNCED, Status.DATED, Status.AIRING})
# What a release may add to a show whose facts are the starter catalogue's or a person's.
_GAPS = ("year", "source", "studios", "popularity")
STARTED = frozenset({Status.AIRING, Status.FINISHED})


class Told(Protocol):
    """A show of the starter catalogue with what is only shown of it; its facts stand up to the day `checked` (ISO)."""

    @property
    def show(self) -> Show: ...
    @property
    def details(self) -> Details: ...
    @property
    def ended(self) -> bool: ...
    @property
    def checked(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Changes:
    """How many rows an import wrote."""

    shows_added: int = 0
    shows_merged: int = 0
    shows_split: int = 0
    rows_added: int = 0
    rows_changed: int = 0
    rows_removed: int = 0


async def read_stored(conn: AsyncConnection) -> Stored:
    """Give what the database holds, as far as it tells which show is which."""
    show_rows = await conn.execute(select(shows.c.id, shows.c.year, shows.c.origin))
    id_rows = await conn.execute(select(external_ids))
    slot_rows = await conn.execute(select(instalments))
    owners = {
        (row.site, row.external_id): Owner(row.show_id, row.slot, row.position, RANKS[row.origin] >= RANKS["starter"])
        for row in id_rows
    }
    identified = {(owner.show_id, owner.slot) for key, owner in owners.items() if key[0] in TRUSTED_SITES}
    slots: dict[str, list[StoredSlot]] = defaultdict(list)
    for row in slot_rows:
        year = int(row.date[:4]) if row.date else None
        settled = row.version > 0 or row.origin != "import"
        slots[row.show_id].append(
            StoredSlot(row.slot, Part(row.part), year, settled, (row.show_id, row.slot) in identified)
        )
    return Stored(
        shows={row.id: StoredShow(row.id, row.year, RANKS[row.origin] >= RANKS["starter"]) for row in show_rows},
        owners=owners,
        slots=slots,
        redirects={row.old_id: row.show_id for row in await conn.execute(select(redirects))},
    )


async def absorb(conn: AsyncConnection, plan: Plan, *, origin: str, now: int) -> Changes:
    """Write what the plan places. Rows of a higher origin stay; what the release does not mention stays."""
    wanted = _Wanted.of(plan, origin)
    await release_ids(conn, plan.added)
    await add_shows(conn, [wanted.shows[show_id] | {"updated_at": now} for show_id in sorted(plan.added)])
    await move_identities(conn, plan)
    counts = _Counts(added=len(plan.added))
    await _write_shows(conn, wanted, origin, now, counts)
    await _write_ids(conn, wanted, origin, counts)
    await _write_instalments(conn, wanted, origin, now, counts)
    await _write_titles(conn, wanted, origin, counts)
    return Changes(len(plan.added), len(plan.merged), len(plan.split), counts.added, counts.changed, counts.removed)


async def write_details(conn: AsyncConnection, told: Iterable[Told], *, origin: str) -> None:
    """Write what is only shown of each show; a show that was concluded stays concluded."""
    rows = [
        {
            "row": each.show.id,
            "new_details": asdict(each.details),
            "new_checked": _midnight(each.checked),
            "new_ended": each.ended,
        }
        for each in told
    ]
    lower = [name for name, rank in RANKS.items() if rank <= RANKS[origin]]
    change = update(shows).where(shows.c.id == bindparam("row"), or_(*(shows.c.origin == name for name in lower)))
    change = change.values(
        details=bindparam("new_details"),
        checked_at=bindparam("new_checked"),
        ended=or_(shows.c.ended, bindparam("new_ended")),
    )
    await execute_many(conn, change, rows)


def _midnight(day: str) -> int:
    return int(datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp())


async def let_go(conn: AsyncConnection, keep: Iterable[str], *, origin: str) -> None:
    """Hand the origin's shows that it no longer tells of over to the releases; their rows stay."""
    gone = set(await conn.scalars(select(shows.c.id).where(shows.c.origin == origin))) - set(keep)
    for show_id in sorted(gone):
        for table, column in (
            (shows, shows.c.id),
            (titles, titles.c.show_id),
            (instalments, instalments.c.show_id),
            (external_ids, external_ids.c.show_id),
        ):
            await conn.execute(update(table).where(column == show_id, table.c.origin == origin).values(origin="import"))


@dataclass(slots=True)
class _Counts:
    added: int = 0
    changed: int = 0
    removed: int = 0


@dataclass(slots=True)
class _Wanted:
    """The rows that the incoming shows make, by their keys."""

    shows: dict[str, dict[str, Any]] = field(default_factory=dict)
    titles: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)  # (show, text) → (kind, slot)
    instalments: dict[Place, KnownInstalment] = field(default_factory=dict)
    ids: dict[Id, tuple[str, str, int]] = field(default_factory=dict)  # → (show, slot, position)

    @classmethod
    def of(cls, plan: Plan, origin: str) -> "_Wanted":
        wanted = cls()
        for placed in plan.placed:
            wanted._add(placed, origin)
        positions: dict[tuple[str, str], int] = defaultdict(int)
        for placed in plan.placed:
            for key in keys_of(placed.show.ids):
                if key in wanted.ids:
                    continue
                show_id, slot = plan.places[key]
                wanted.ids[key] = (show_id, slot, positions[show_id, key[0]])
                positions[show_id, key[0]] += 1
        return wanted

    def _add(self, placed: Placed, origin: str) -> None:
        show = placed.show
        self.shows.setdefault(
            placed.show_id,
            {
                "id": placed.show_id,
                "title": show.title,
                "year": show.year,
                "format": show.format,
                "source": show.source,
                "studios": list(show.studios),
                "popularity": show.popularity,
                "origin": origin,
            },
        )
        for instalment in show.instalments:
            place = placed.slots[instalment.slot]
            if place[1]:
                self.instalments.setdefault(place, instalment)
        for title in show.titles:
            show_id, slot = placed.slots.get(title.slot, (placed.show_id, ""))
            if title.slot and not slot:
                continue
            self.titles.setdefault((show_id, title.text), (title.kind, slot))


async def _write_shows(conn: AsyncConnection, wanted: _Wanted, origin: str, now: int, counts: _Counts) -> None:
    columns = ("title", "year", "format", "source", "studios", "popularity", "origin")
    rows = await conn.execute(select(shows.c.id, *(shows.c[name] for name in columns)))
    changed, filled = [], []
    for row in rows:
        new = wanted.shows.get(row.id)
        if new is None:
            continue
        if RANKS[row.origin] > RANKS[origin]:
            values = {name: getattr(row, name) or new[name] for name in _GAPS}
            if any(values[name] != getattr(row, name) for name in _GAPS):
                filled.append({"row": row.id} | {f"new_{name}": value for name, value in values.items()})
        elif any(getattr(row, name) != new[name] for name in columns):
            changed.append({"row": row.id} | {f"new_{name}": new[name] for name in columns})
    change = update(shows).where(shows.c.id == bindparam("row"))
    all_new = {name: bindparam(f"new_{name}", type_=shows.c[name].type) for name in columns}
    await execute_many(conn, change.values(all_new | {"updated_at": now}), changed)
    await execute_many(conn, change.values({name: all_new[name] for name in _GAPS}), filled)
    counts.changed += len(changed) + len(filled)


async def _write_ids(conn: AsyncConnection, wanted: _Wanted, origin: str, counts: _Counts) -> None:
    own = {name for name, rank in RANKS.items() if rank <= RANKS[origin]}
    changed, left = [], dict(wanted.ids)
    pinned: dict[tuple[str, str], int] = defaultdict(int)
    stored = list(await conn.execute(select(external_ids)))
    for row in stored:
        if row.origin not in own:
            pinned[row.show_id, row.site] += 1
    for row in stored:
        key = (row.site, row.external_id)
        if key not in wanted.ids:
            place = (row.show_id, row.slot)
            told = wanted.instalments.get(place)
            if row.origin in own and told and told.part is not Part.SEASON and row.site in told.ids:
                # The slot is another film's or OVA's now; the next release finds this one a new slot.
                changed.append(
                    {
                        "at_site": key[0],
                        "at_id": key[1],
                        "to_show": place[0],
                        "to_slot": "",
                        "to": row.position,
                        "by": row.origin,
                    }
                )
            continue
        show_id, slot, position = left.pop(key)
        if show_id == row.show_id:
            slot = slot or row.slot
        position += pinned[show_id, row.site]
        if row.origin not in own:
            # Which part of its show an id belongs to may have been left open.
            show_id, slot, position = row.show_id, row.slot or (slot if show_id == row.show_id else ""), row.position
        by = origin if row.origin in own else row.origin
        if (row.show_id, row.slot, row.position, row.origin) != (show_id, slot, position, by):
            changed.append(
                {"at_site": key[0], "at_id": key[1], "to_show": show_id, "to_slot": slot, "to": position, "by": by}
            )
    change = update(external_ids).where(
        external_ids.c.site == bindparam("at_site"), external_ids.c.external_id == bindparam("at_id")
    )
    change = change.values(
        show_id=bindparam("to_show"), slot=bindparam("to_slot"), position=bindparam("to"), origin=bindparam("by")
    )
    await execute_many(conn, change, changed)
    added = [
        {
            "site": key[0],
            "external_id": key[1],
            "show_id": show_id,
            "slot": slot,
            "position": position + pinned[show_id, key[0]],
            "origin": origin,
        }
        for key, (show_id, slot, position) in left.items()
    ]
    await execute_many(conn, insert(external_ids), added)
    counts.added += len(added)
    counts.changed += len(changed)


async def _write_instalments(conn: AsyncConnection, wanted: _Wanted, origin: str, now: int, counts: _Counts) -> None:
    left = dict(wanted.instalments)
    alive = {(row.show_id, row.slot) for row in await conn.execute(select(external_ids.c.show_id, external_ids.c.slot))}
    changed, news, removed = [], [], []
    for row in list(await conn.execute(select(instalments))):
        place = (row.show_id, row.slot)
        told = left.pop(place, None)
        if told is None:
            stale = place not in alive and row.show_id in wanted.shows and row.version == 0
            if stale and row.origin in {origin, "import"}:
                removed.append({"row": row.id})
        elif RANKS[row.origin] > RANKS[origin] and row.origin != "news":
            if told.resumes and row.resumes != _resumes(told):  # the stronger word says nothing of them
                news.append((row.id, {"resumes": _resumes(told)}))
        elif row.version > 0 or row.origin == "news":
            if values := _beside_news(row, told, origin, now):
                news.append((row.id, values))
        else:
            new = _columns(told, row.slot, origin) | {"resumes": _cours(row, told, origin)}
            if any(getattr(row, name) != value for name, value in new.items()):
                changed.append({"row": row.id} | {f"new_{name}": value for name, value in new.items()})
    change = update(instalments).where(instalments.c.id == bindparam("row"))
    names = ("part", "number", "title", "status", "date", "ended", "episodes", "resumes", "origin")
    await execute_many(conn, change.values({name: bindparam(f"new_{name}") for name in names}), changed)
    for row_id, values in news:
        await conn.execute(update(instalments).where(instalments.c.id == row_id).values(**values))
    await execute_many(conn, delete(instalments).where(instalments.c.id == bindparam("row")), removed)
    added = [
        {"show_id": show_id, "slot": slot} | _columns(told, slot, origin) for (show_id, slot), told in left.items()
    ]
    await execute_many(conn, insert(instalments), added)
    counts.added += len(added)
    counts.changed += len(changed) + len(news)
    counts.removed += len(removed)


def _number(slot: str, told: int | None) -> int | None:
    number = slot.rpartition("-")[2]
    return int(number) if number.isdigit() else told


def _columns(told: KnownInstalment, slot: str, origin: str) -> dict[str, Any]:
    return {
        "part": told.part.value,
        "number": _number(slot, told.number),
        "title": told.title,
        "status": told.status.value,
        "date": told.date.iso if told.date else None,
        "ended": told.ended.iso if told.ended else None,
        "episodes": told.episodes,
        "resumes": _resumes(told),
        "origin": origin,
    }


def _resumes(told: KnownInstalment) -> str:
    return ",".join(date.iso for date in told.resumes)


def _cours(row: Any, told: KnownInstalment, origin: str) -> str:
    """The dates of later cours: only releases know of them, so others leave alone what they do not tell."""
    return _resumes(told) if told.resumes or origin == "import" else row.resumes


def _beside_news(row: Any, told: KnownInstalment, origin: str, now: int) -> dict[str, Any]:
    """What a database may write where the news have spoken: the ground below them, what they left open, the end.

    The database's word (grade `database`) is worth less than the press; it wins only by saying that a part which the
    news left as announced, dated or running has begun or ended since.
    """
    base = {"base_status": told.status.value, "base_date": told.date.iso if told.date else None}
    gaps = {
        "title": row.title or told.title,
        "ended": row.ended or (told.ended.iso if told.ended else None),
        "episodes": row.episodes or told.episodes,
        "resumes": _cours(row, told, origin),
        "origin": origin if row.origin == "news" else row.origin,
    }
    values = {name: value for name, value in (base | gaps).items() if getattr(row, name) != value}
    status = Status(row.status)
    if told.status in STARTED and status in MAY_ADVANCE and told.status in TRANSITIONS[status]:
        values |= {"status": told.status.value, "grade": "database", "since_at": now, "version": row.version + 1}
    return values


async def _write_titles(conn: AsyncConnection, wanted: _Wanted, origin: str, counts: _Counts) -> None:
    left = dict(wanted.titles)
    slots: dict[str, set[str]] = defaultdict(set)
    for show_id, slot in wanted.instalments:
        slots[show_id].add(slot)
    kinds_taken: set[tuple[str, str]] = set()
    changed, removed = [], []
    rows = list(await conn.execute(select(titles)))
    for row in rows:
        if RANKS[row.origin] > RANKS[origin]:
            kinds_taken.add((row.show_id, row.kind))
    for row in rows:
        new = left.pop((row.show_id, row.text), None)
        if RANKS[row.origin] > RANKS[origin]:
            continue
        if new is None:
            mentioned = row.show_id in wanted.shows and (not row.slot or row.slot in slots[row.show_id])
            if mentioned and row.origin == origin:
                removed.append({"row": row.id})
            continue
        kind, slot = _demoted(new, row.show_id, kinds_taken)
        if (row.kind, row.slot, row.origin) != (kind, slot, origin):
            changed.append({"row": row.id, "new_kind": kind, "new_slot": slot})
    change = update(titles).where(titles.c.id == bindparam("row"))
    change = change.values(kind=bindparam("new_kind"), slot=bindparam("new_slot"), origin=origin)
    await execute_many(conn, change, changed)
    await execute_many(conn, delete(titles).where(titles.c.id == bindparam("row")), removed)
    added = []
    for (show_id, text), new in left.items():
        kind, slot = _demoted(new, show_id, kinds_taken)
        added.append({"show_id": show_id, "text": text, "kind": kind, "slot": slot, "origin": origin})
    await execute_many(conn, insert(titles), added)
    counts.added += len(added)
    counts.changed += len(changed)
    counts.removed += len(removed)


def _demoted(new: tuple[str, str], show_id: str, taken: set[tuple[str, str]]) -> tuple[str, str]:
    """A show has the main titles that the higher origin gave it; a database's are further names."""
    kind, slot = new
    return ("synonym" if (show_id, kind) in taken else kind, slot)
