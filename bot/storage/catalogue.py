"""Shows as the database holds them: reading and counting them, and the catalogue files taken in."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from functools import lru_cache
from operator import itemgetter
from sys import intern
from typing import Any

from sqlalchemy import Column, ColumnElement, Table, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.details import Details
from bot.core.models import KnownInstalment, Part, ReleaseDate, Show, Status, Title
from bot.storage.shows import current_id, details_from
from bot.storage.statements import upsert
from bot.storage.tables import external_ids, imports, instalments, redirects, shows, titles

# So few shows that the event loop is free again within two or three milliseconds.
PAGE = 60
# The order in which a show's titles are given: what it is called before what else it is called.
KINDS = ("main", "english", "romaji", "native", "synonym")
_NUMERIC_SITES = frozenset({"mal", "anilist", "anidb", "kitsu", "anisearch", "livechart", "ann", "simkl"})


def _between(table: Table) -> ColumnElement[bool]:
    return table.c.show_id.between(bindparam("first"), bindparam("last"))


_SHOW_COLUMNS: list[Column[Any]] = [
    shows.c.id,
    shows.c.title,
    shows.c.year,
    shows.c.format,
    shows.c.source,
    shows.c.studios,
    shows.c.popularity,
]
_TITLE_COLUMNS: list[Column[Any]] = [
    titles.c.show_id,
    titles.c.text,
    titles.c.kind,
    titles.c.slot,
    titles.c.origin,
]
_ID_COLUMNS: list[Column[Any]] = [
    external_ids.c.show_id,
    external_ids.c.site,
    external_ids.c.external_id,
    external_ids.c.slot,
]
_INSTALMENT_COLUMNS: list[Column[Any]] = [
    instalments.c.show_id,
    instalments.c.slot,
    instalments.c.part,
    instalments.c.number,
    instalments.c.title,
    instalments.c.status,
    instalments.c.date,
    instalments.c.ended,
    instalments.c.episodes,
    instalments.c.resumes,
]
_NEXT_SHOWS = select(*_SHOW_COLUMNS).where(shows.c.id > bindparam("last")).order_by(shows.c.id).limit(PAGE)
_TITLES = select(*_TITLE_COLUMNS).where(_between(titles)).order_by(titles.c.id)
_IDS = select(*_ID_COLUMNS).where(_between(external_ids)).order_by(external_ids.c.position, external_ids.c.external_id)
_INSTALMENTS = select(*_INSTALMENT_COLUMNS).where(_between(instalments))
_PARTS = {part.value: part for part in Part}
_PART_ORDER = {part: at for at, part in enumerate(Part)}
_STATUSES = {status.value: status for status in Status}
_RANKS = {kind: at for at, kind in enumerate(KINDS)}
_RANK = itemgetter(0, 1)


@dataclass(frozen=True, slots=True)
class StoredShow:
    """A show with what is only shown of it. `checked_at`: when a person last looked its status up."""

    show: Show
    details: Details
    ended: bool
    checked_at: int | None
    origin: str


@dataclass(frozen=True, slots=True)
class Import:
    """A catalogue file that was taken in."""

    sha256: str
    name: str
    release: str
    entries: int
    shows: int
    imported_at: int
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Stats:
    """How much the catalogue holds."""

    shows: int
    by_origin: Mapping[str, int]
    instalments: Mapping[str, int]
    titles: int
    external_ids: Mapping[str, int]
    redirects: int
    last_import: Import | None


async def load_shows(conn: AsyncConnection) -> list[Show]:
    """Give every show, ordered by id: what the title index is built from."""
    found: list[Show] = []
    last = ""
    while page := (await conn.execute(_NEXT_SHOWS, {"last": last})).all():
        first, last = page[0][0], page[-1][0]
        parts = await _load_parts(conn, first, last)
        found += [_show(columns, parts[columns[0]]) for columns in page]
    return found


async def get_show(conn: AsyncConnection, show_id: str) -> StoredShow | None:
    """Give the show, also by an id that it had before; None when the catalogue has none of that id."""
    current = await current_id(conn, show_id)
    if current is None:
        return None
    row = (await conn.execute(select(shows).where(shows.c.id == current))).one()
    parts = await _load_parts(conn, current, current)
    show = _show([getattr(row, column.name) for column in _SHOW_COLUMNS], parts[current])
    return StoredShow(show, details_from(row.details or {}), row.ended, row.checked_at, row.origin)


async def find_by_external_id(conn: AsyncConnection, site: str, value: int | str) -> str | None:
    """Give the show that an entry of another site belongs to."""
    found: str | None = await conn.scalar(
        select(external_ids.c.show_id).where(external_ids.c.site == site, external_ids.c.external_id == str(value))
    )
    return found


async def stats(conn: AsyncConnection) -> Stats:
    """Count what the catalogue holds."""
    return Stats(
        shows=await conn.scalar(select(func.count()).select_from(shows)) or 0,
        by_origin=await _counts(conn, shows.c.origin),
        instalments=await _counts(conn, instalments.c.part),
        titles=await conn.scalar(select(func.count()).select_from(titles)) or 0,
        external_ids=await _counts(conn, external_ids.c.site),
        redirects=await conn.scalar(select(func.count()).select_from(redirects)) or 0,
        last_import=await last_import(conn),
    )


async def _counts(conn: AsyncConnection, column: ColumnElement[str]) -> dict[str, int]:
    count = func.count()
    rows = await conn.execute(select(column, count).group_by(column).order_by(count.desc(), column))
    return {row[0]: row[1] for row in rows}


async def last_import(conn: AsyncConnection) -> Import | None:
    """Give the newest catalogue file taken in."""
    row = (
        await conn.execute(
            select(*(imports.c[each.name] for each in fields(Import)))
            .order_by(imports.c.imported_at.desc(), imports.c.sha256)
            .limit(1)
        )
    ).first()
    return Import(*row) if row else None


async def record_import(conn: AsyncConnection, done: Import) -> None:
    """Remember a catalogue file, also one that was taken in before."""
    await upsert(conn, imports, [asdict(done)], keys=("sha256",))


@dataclass(slots=True)
class _Parts:
    """What is stored of one show in the tables around it."""

    titles: list[tuple[bool, int, Title]] = field(default_factory=list)
    instalments: list[KnownInstalment] = field(default_factory=list)
    ids: dict[str, list[int | str]] = field(default_factory=dict)
    slot_ids: dict[str, dict[str, list[int | str]]] = field(default_factory=dict)


async def _load_parts(conn: AsyncConnection, first: str, last: str) -> Mapping[str, _Parts]:
    """Give the parts of each show between two ids, both included."""
    parts: dict[str, _Parts] = defaultdict(_Parts)
    between = {"first": first, "last": last}
    for owner_id, site, text, slot in (await conn.execute(_IDS, between)).all():
        owner = parts[owner_id]
        value = int(text) if site in _NUMERIC_SITES and text.isdigit() else text
        owner.ids.setdefault(intern(site), []).append(value)
        if slot:
            owner.slot_ids.setdefault(slot, {}).setdefault(intern(site), []).append(value)
    for owner_id, *columns in (await conn.execute(_INSTALMENTS, between)).all():
        owner = parts[owner_id]
        owner.instalments.append(_instalment(columns, owner.slot_ids.get(columns[0], {})))
    for owner_id, text, kind, slot, origin in (await conn.execute(_TITLES, between)).all():
        parts[owner_id].titles.append((origin == "import", _RANKS[kind], Title(text, intern(kind), intern(slot))))
    return parts


def _show(columns: Sequence[Any], parts: _Parts) -> Show:
    show_id, title, year, shape, source, studios, popularity = columns
    parts.titles.sort(key=_RANK)
    parts.instalments.sort(key=_order)
    return Show(
        id=show_id,
        title=title,
        titles=tuple([each for _, _, each in parts.titles]),
        year=year,
        format=intern(shape),
        instalments=tuple(parts.instalments),
        ids={site: tuple(values) for site, values in parts.ids.items()},
        popularity=popularity,
        studios=tuple([intern(studio) for studio in studios]),
        source=intern(source),
    )


def _order(instalment: KnownInstalment) -> tuple[int, int, str]:
    return (_PART_ORDER[instalment.part], instalment.number or 0, instalment.slot)


def _instalment(columns: Sequence[Any], ids: Mapping[str, list[int | str]]) -> KnownInstalment:
    slot, part, number, title, status, date, ended, episodes, resumes = columns
    return KnownInstalment(
        intern(slot),
        _PARTS[part],
        number,
        title,
        _date(date),
        _date(ended),
        episodes,
        _STATUSES[status],
        {site: tuple(values) for site, values in ids.items()},
        tuple(ReleaseDate.parse(iso) for iso in resumes.split(",")) if resumes else (),
    )


@lru_cache(maxsize=4096)
def _date(iso: str | None) -> ReleaseDate | None:
    return ReleaseDate.parse(iso) if iso else None
