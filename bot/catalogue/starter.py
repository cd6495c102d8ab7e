"""The catalogue that ships with Encore: well-known shows in TOML files that a person reads and edits."""

import hashlib
import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from bot.core.details import (
    Details,
    Estimate,
    Rating,
    Role,
    Statement,
    Story,
    Trailer,
    WatchPlace,
)
from bot.core.errors import CatalogueInvalid
from bot.core.models import KnownInstalment, Part, Precision, ReleaseDate, Show, Status, Title

COMING = frozenset({Status.RUMOURED, Status.ANNOUNCED, Status.DATED, Status.DELAYED})
_SHOW_ONLY = frozenset({Status.NO_ANNOUNCEMENT, Status.ENDED})
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class StarterShow:
    """A show with everything we ship about it; `checked` is the day (ISO) up to which its facts stand."""

    show: Show
    details: Details
    ended: bool
    checked: str


def load_starter(folder: Traversable | None = None) -> list[StarterShow]:
    """Every shipped show, ordered by id.

    Raises CatalogueInvalid with one line for each mistake: file, show, field, what is wrong.
    """
    shows: list[StarterShow] = []
    places: dict[str, str] = {}
    mistakes: list[str] = []
    for file in _files(folder):
        try:
            tables = tomllib.loads(file.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            mistakes.append(f"{file.name}: is no TOML: {error}")
            continue
        for show_id, table in tables.items():
            refusal = _refusal(show_id, places)
            if refusal:
                mistakes.append(f"{file.name}: {show_id}: id: {refusal}")
                continue
            try:
                shows.append(_ShowTable.model_validate(table).show(show_id))
            except ValidationError as error:
                mistakes += [f"{file.name}: {show_id}: {line}" for line in _in_words(error)]
            else:
                places[show_id] = file.name
    mistakes += [f"{places[show_id]}: {show_id}: {line}" for show_id, line in _shared(shows)]
    if mistakes:
        raise CatalogueInvalid("\n".join(mistakes))
    return sorted(shows, key=lambda starter: starter.show.id)


def starter_digest(folder: Traversable | None = None) -> str:
    """A fingerprint of the shipped files: another digest means that they must be loaded again."""
    digest = hashlib.sha256()
    for file in _files(folder):
        content = file.read_bytes().replace(b"\r\n", b"\n")
        digest.update(f"{file.name} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()


def _files(folder: Traversable | None) -> list[Traversable]:
    folder = folder or resources.files("bot.catalogue") / "starter"
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name)
    if not files:
        raise CatalogueInvalid(f"{folder}: holds no .toml file; the catalogue's data files are missing")
    return files


def _refusal(show_id: str, places: Mapping[str, str]) -> str | None:
    if not _ID.fullmatch(show_id):
        return f"{show_id!r} is no slug; write lower-case-words-with-hyphens"
    if show_id in places:
        return f"is in {places[show_id]} too; keep one of them"
    return None


def _in_words(error: ValidationError) -> Iterator[str]:
    for fault in error.errors(include_url=False, include_context=False):
        field = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in fault["loc"]).lstrip(".")
        field = field or "show"
        message = fault["msg"].removeprefix("Value error, ")
        if fault["type"] in {"missing", "extra_forbidden", "value_error"}:
            yield f"{field}: {message}"
        else:
            yield f"{field}: {message}; it is {fault['input']!r}"


def _shared(shows: list[StarterShow]) -> Iterator[tuple[str, str]]:
    """What two shows claim for themselves: external ids and names."""
    owners: dict[str, str] = {}
    for starter in shows:
        show = starter.show
        names = {f"the name “{title.text}”": f"name {_folded(title.text)}" for title in show.titles}
        numbers = {f"{site} id {number}": f"{site} {number}" for site, ids in show.ids.items() for number in ids}
        for said, key in (names | numbers).items():
            owner = owners.setdefault(key, show.id)
            if owner != show.id:
                yield show.id, f"{said} belongs to {owner} already"


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()


def _is_text(text: str) -> str:
    if text != text.strip() or not text or any(unicodedata.category(letter) == "Cc" for letter in text):
        raise ValueError(f"{text!r} is empty or has blanks at its ends or control characters")
    if not unicodedata.is_normalized("NFC", text):
        raise ValueError(f"{text!r} is not in Unicode's composed form (NFC)")
    return text


def _is_date(iso: str) -> str:
    ReleaseDate.parse(iso)
    return iso


def _is_day(iso: str) -> str:
    if ReleaseDate.parse(iso).precision is not Precision.DAY:
        raise ValueError(f"{iso!r} names no day; write 2026-10-02")
    return iso


def _is_instalment_status(status: Status) -> Status:
    if status in _SHOW_ONLY:
        raise ValueError(f"{status.value!r} is said of shows; an instalment without news is left out")
    return status


Text = Annotated[str, AfterValidator(_is_text)]
Iso = Annotated[str, AfterValidator(_is_date)]
Day = Annotated[str, AfterValidator(_is_day)]
Link = Annotated[str, Field(pattern=r"^https://[^\s/]+/\S*$")]
Ids = tuple[Annotated[int, Field(gt=0, strict=True)], ...]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _TrailerTable(_Table):
    label: Text
    url: Link | None = None
    note: str = ""


class _WatchTable(_Table):
    service: Text
    region: Text
    as_of: Iso
    url: Link | None = None
    note: str = ""


class _RatingTable(_Table):
    site: Text
    score: Annotated[float, Field(ge=0, le=10)]
    as_of: Iso
    votes: Annotated[int, Field(ge=0, strict=True)] | None = None


class _EstimateTable(_Table):
    outlet: Text
    window: Text
    as_of: Iso
    note: str = ""


class _StatementTable(_Table):
    text: Text
    by: Text
    as_of: Iso
    url: Link | None = None


class _InstalmentTable(_Table):
    slot: Annotated[str, Field(pattern=r"^(season|film|ova|special)-[1-9]\d*$")]
    title: Text | None = None
    also: tuple[Text, ...] = ()
    date: Iso | None = None
    ended: Iso | None = None
    episodes: Annotated[int, Field(gt=0, strict=True)] | None = None
    status: Annotated[Status, AfterValidator(_is_instalment_status)] = Status.FINISHED
    mal: Ids = ()
    anilist: Ids = ()

    @model_validator(mode="after")
    def _tells_enough(self) -> Self:
        if self.title is None and not self.slot.startswith("season-"):
            raise ValueError(f"{self.slot} needs a title; only a season is named by its number")
        if self.date is None and self.status in {Status.DATED, Status.AIRING, Status.FINISHED}:
            raise ValueError(f"{self.slot} is {self.status.value} and needs a date")
        if self.date and self.ended and ReleaseDate.parse(self.ended).latest < ReleaseDate.parse(self.date).earliest:
            raise ValueError(f"{self.slot} ended {self.ended}, before it began on {self.date}")
        return self

    def instalment(self, show_title: str) -> KnownInstalment:
        part, number = self.slot.split("-")
        named = show_title if number == "1" else f"{show_title} Season {number}"
        return KnownInstalment(
            slot=self.slot,
            part=Part(part),
            number=int(number),
            title=self.title or named,
            date=ReleaseDate.parse(self.date) if self.date else None,
            ended=ReleaseDate.parse(self.ended) if self.ended else None,
            episodes=self.episodes,
            status=self.status,
            ids=_by_site(self.mal, self.anilist),
        )


class _ShowTable(_Table):
    """One show as its file states it; the year and the ids of the whole show follow from its instalments."""

    title: Text
    english: Text | None = None
    romaji: Text | None = None
    native: Text
    also: tuple[Text, ...] = ()
    format: Literal["TV", "FILM", "OVA", "ONA", "SPECIAL"] = "TV"
    studios: Annotated[tuple[Text, ...], Field(min_length=1)]
    source: Text
    popularity: Annotated[int, Field(ge=0, strict=True)] = 0
    ended: bool = False
    checked: Day
    instalments: Annotated[tuple[_InstalmentTable, ...], Field(min_length=1)]
    more_mal: Ids = ()
    more_anilist: Ids = ()
    premise: Text | None = None
    spoilers: str = ""
    cast: dict[Text, Text] = {}
    trailers: tuple[_TrailerTable, ...] = ()
    watch: tuple[_WatchTable, ...] = ()
    ratings: tuple[_RatingTable, ...] = ()
    estimates: tuple[_EstimateTable, ...] = ()
    statements: tuple[_StatementTable, ...] = ()
    creators: tuple[Text, ...] = ()
    notes: tuple[Text, ...] = ()
    picture: Link | None = None
    site: Link | None = None

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> Self:
        slots = [instalment.slot for instalment in self.instalments]
        if len(slots) != len(set(slots)):
            raise ValueError(f"instalments: a slot is there twice in {', '.join(slots)}")
        if self.instalments[0].date is None:
            raise ValueError("instalments: the first one needs a date, the show's year comes from it")
        coming = [instalment.slot for instalment in self.instalments if instalment.status in COMING]
        if coming and not self.statements:
            raise ValueError(f"statements: {', '.join(coming)} is to come; say on whose word")
        if coming and self.ended:
            raise ValueError(f"ended: {', '.join(coming)} is to come, so the show has not ended")
        if self.spoilers and not self.premise:
            raise ValueError("spoilers: there is no premise before them")
        return self

    def show(self, show_id: str) -> StarterShow:
        instalments = tuple(instalment.instalment(self.title) for instalment in self.instalments)
        first = instalments[0].date
        return StarterShow(
            show=Show(
                id=show_id,
                title=self.title,
                titles=self._titles(),
                year=first.year if first else None,
                format=self.format,
                instalments=instalments,
                ids=_by_site(
                    tuple(number for each in self.instalments for number in each.mal) + self.more_mal,
                    tuple(number for each in self.instalments for number in each.anilist) + self.more_anilist,
                ),
                popularity=float(self.popularity),
                studios=self.studios,
                source=self.source,
            ),
            details=self._details(),
            ended=self.ended,
            checked=self.checked,
        )

    def _titles(self) -> tuple[Title, ...]:
        named = [("main", self.title), ("english", self.english), ("romaji", self.romaji), ("native", self.native)]
        titles = [Title(text, kind) for kind, text in named if text]
        titles += [Title(text) for text in self.also]
        for each in self.instalments:
            titles += [Title(text, slot=each.slot) for text in (each.title, *each.also) if text]
        first_of_each: dict[str, Title] = {}
        for title in titles:
            first_of_each.setdefault(title.text, title)
        return tuple(first_of_each.values())

    def _details(self) -> Details:
        return Details(
            story=Story(self.premise, self.spoilers) if self.premise else None,
            cast=tuple(Role(character, actor) for character, actor in self.cast.items()),
            trailers=tuple(Trailer(each.label, each.url, each.note) for each in self.trailers),
            watch=tuple(WatchPlace(each.service, each.region, each.as_of, each.url, each.note) for each in self.watch),
            ratings=tuple(Rating(each.site, each.score, each.as_of, each.votes) for each in self.ratings),
            estimates=tuple(Estimate(each.outlet, each.window, each.as_of, each.note) for each in self.estimates),
            statements=tuple(Statement(each.text, each.by, each.as_of, each.url) for each in self.statements),
            creators=self.creators,
            notes=self.notes,
            picture=self.picture,
            site=self.site,
        )


def _by_site(mal: tuple[int, ...], anilist: tuple[int, ...]) -> Mapping[str, tuple[int | str, ...]]:
    return {site: ids for site, ids in (("mal", mal), ("anilist", anilist)) if ids}
