"""Shows as the database holds them: reading and counting them, and the catalogue files taken in."""

from collections import defaultdict
from collections.abc import AsyncIterator, Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, select, true
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.details import Details
from bot.core.models import KnownInstalment, Part, ReleaseDate, Show, Status, Title
from bot.storage.shows import current_id, details_from
from bot.storage.statements import upsert
from bot.storage.tables import external_ids, imports, instalments, redirects, shows, titles

# So few that the event loop is free again within a few milliseconds.
FETCH_ROWS = 500
# The order in which a show's titles are given: what it is called before what else it is called.
KINDS = ("main", "english", "romaji", "native", "synonym")
_NUMERIC_SITES = frozenset({"mal", "anilist", "anidb", "kitsu", "anisearch", "livechart", "ann", "simkl"})

_SHOW_COLUMNS: list[ColumnElement[Any]] = [
    shows.c.id,
    shows.c.title,
    shows.c.year,
    shows.c.format,
    shows.c.source,
    shows.c.studios,
    shows.c.popularity,
]
_TITLE_COLUMNS: list[ColumnElement[Any]] = [
    titles.c.show_id,
    titles.c.text,
    titles.c.kind,
    titles.c.slot,
    titles.c.origin,
]
_ID_COLUMNS: list[ColumnElement[Any]] = [
    external_ids.c.show_id,
    external_ids.c.site,
    external_ids.c.external_id,
    external_ids.c.slot,
]
_INSTALMENT_COLUMNS: list[ColumnElement[Any]] = [
    instalments.c.show_id,
    instalments.c.slot,
    instalments.c.part,
    instalments.c.number,
    instalments.c.title,
    instalments.c.status,
    instalments.c.date,
    instalments.c.ended,
    instalments.c.episodes,
]
_PARTS = tuple(Part)


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
    parts = await _load_parts(conn, show_id=None)
    rows = _each(conn, select(*_SHOW_COLUMNS).order_by(shows.c.id))
    return [_show(row, parts.get(row.id, _Parts())) async for row in rows]


async def get_show(conn: AsyncConnection, show_id: str) -> StoredShow | None:
    """Give the show, also by an id that it had before; None when the catalogue has none of that id."""
    current = await current_id(conn, show_id)
    if current is None:
        return None
    row = (await conn.execute(select(shows).where(shows.c.id == current))).one()
    parts = await _load_parts(conn, show_id=current)
    show = _show(row, parts.get(current, _Parts()))
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

    titles: list[Title] = field(default_factory=list)
    instalments: list[KnownInstalment] = field(default_factory=list)
    ids: dict[str, list[int | str]] = field(default_factory=lambda: defaultdict(list))
    slot_ids: dict[str, dict[str, list[int | str]]] = field(default_factory=dict)


async def _load_parts(conn: AsyncConnection, *, show_id: str | None) -> dict[str, _Parts]:
    """Give the parts of one show, or of every show when `show_id` is None."""
    parts: dict[str, _Parts] = defaultdict(_Parts)
    wanted = select(*_ID_COLUMNS).where(_is(external_ids.c.show_id, show_id))
    async for row in _each(conn, wanted.order_by(external_ids.c.position, external_ids.c.external_id)):
        owner = parts[row.show_id]
        text = row.external_id
        value = int(text) if row.site in _NUMERIC_SITES and text.isdigit() else text
        owner.ids[row.site].append(value)
        if row.slot:
            owner.slot_ids.setdefault(row.slot, {}).setdefault(row.site, []).append(value)
    wanted = select(*_INSTALMENT_COLUMNS).where(_is(instalments.c.show_id, show_id))
    async for row in _each(conn, wanted):
        owner = parts[row.show_id]
        owner.instalments.append(_instalment(row, owner.slot_ids.get(row.slot, {})))
    wanted = select(*_TITLE_COLUMNS).where(_is(titles.c.show_id, show_id)).order_by(titles.c.id)
    ranked: dict[str, list[tuple[bool, int, Title]]] = defaultdict(list)
    async for row in _each(conn, wanted):
        ranked[row.show_id].append((row.origin == "import", KINDS.index(row.kind), Title(row.text, row.kind, row.slot)))
    for owner_id, found in ranked.items():
        found.sort(key=lambda each: each[:2])
        parts[owner_id].titles = [title for _, _, title in found]
    return parts


def _is(column: ColumnElement[str], show_id: str | None) -> ColumnElement[bool]:
    return true() if show_id is None else column == show_id


async def _each(conn: AsyncConnection, wanted: Select[Any]) -> AsyncIterator[Row[Any]]:
    result = await conn.stream(wanted.execution_options(yield_per=FETCH_ROWS))
    async for batch in result.partitions():
        for row in batch:
            yield row


def _show(row: Row[Any], parts: _Parts) -> Show:
    return Show(
        id=row.id,
        title=row.title,
        titles=tuple(parts.titles),
        year=row.year,
        format=row.format,
        instalments=tuple(sorted(parts.instalments, key=_order)),
        ids={site: tuple(values) for site, values in parts.ids.items()},
        popularity=row.popularity,
        studios=tuple(row.studios),
        source=row.source,
    )


def _order(instalment: KnownInstalment) -> tuple[int, int, str]:
    return (_PARTS.index(instalment.part), instalment.number or 0, instalment.slot)


def _instalment(row: Row[Any], ids: Mapping[str, list[int | str]]) -> KnownInstalment:
    return KnownInstalment(
        slot=row.slot,
        part=Part(row.part),
        number=row.number,
        title=row.title,
        status=Status(row.status),
        date=ReleaseDate.parse(row.date) if row.date else None,
        ended=ReleaseDate.parse(row.ended) if row.ended else None,
        episodes=row.episodes,
        ids={site: tuple(values) for site, values in ids.items()},
    )
