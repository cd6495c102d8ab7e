"""A handful of shows for tests, in the catalogue's form and in the database."""

from dataclasses import asdict

from sqlalchemy import insert

from bot.core.details import Details, Role, Statement, Story, Trailer
from bot.core.models import KnownInstalment, Part, ReleaseDate, Show, Status, Title
from bot.storage.database import Database
from bot.storage.tables import instalments, shows, titles

AKUDAMA = Show(
    id="akudama-drive",
    title="Akudama Drive",
    titles=(Title("Akudama Drive", "main"), Title("アクダマドライブ", "native")),
    year=2020,
    instalments=(
        KnownInstalment(
            "season-1", Part.SEASON, 1, "Akudama Drive", ReleaseDate(2020, 10, 8), ReleaseDate(2020, 12), 12
        ),
    ),
    popularity=50,
    studios=("Pierrot",),
    source="original",
)
FRIEREN = Show(
    id="frieren",
    title="Frieren: Beyond Journey's End",
    titles=(
        Title("Frieren: Beyond Journey's End", "main"),
        Title("Sousou no Frieren", "romaji"),
        Title("葬送のフリーレン", "native"),
    ),
    year=2023,
    instalments=(
        KnownInstalment("season-1", Part.SEASON, 1, "Frieren", ReleaseDate(2023, 9), ReleaseDate(2024, 3), 28),
        KnownInstalment("season-2", Part.SEASON, 2, "Frieren 2", ReleaseDate(2027, 1), status=Status.DATED),
    ),
    popularity=90,
    studios=("Madhouse",),
    source="manga",
)
# A title with commas, which also separate the titles of a list.
COMMAS = Show(
    id="yes-no-or-maybe",
    title="Yes, No, or Maybe?",
    titles=(Title("Yes, No, or Maybe?", "main"),),
    year=2020,
    format="FILM",
    instalments=(KnownInstalment("film-1", Part.FILM, 1, "Yes, No, or Maybe?", ReleaseDate(2020, 12)),),
)
# The longest id that a catalogue gives, far longer than a custom id has room for.
LONG = Show(
    id="-".join(["long"] * 19),
    title="Long " * 19 + "Long",
    titles=(Title("Long " * 19 + "Long", "main"),),
    year=2019,
    instalments=(KnownInstalment("season-1", Part.SEASON, 1, "Long", ReleaseDate(2019)),),
)
SHOWS = (AKUDAMA, FRIEREN, COMMAS, LONG)

DETAILS = {
    "akudama-drive": Details(
        story=Story("A courier takes a job in a city of criminals.", "The job is a trap."),
        cast=(Role("Swindler", "Tomoyo Kurosawa"),),
        trailers=(Trailer("Season 1", "https://video.example/1"), Trailer("Season 2")),
        statements=(Statement("Nothing is announced.", "Staff", "2023-07-01", "https://staff.example/"),),
    )
}


async def store(database: Database, catalogue: tuple[Show, ...]) -> None:
    """Write shows as an import would."""
    async with database.begin() as conn:
        for show in catalogue:
            details = asdict(DETAILS.get(show.id, Details()))
            await conn.execute(
                insert(shows).values(
                    id=show.id,
                    title=show.title,
                    year=show.year,
                    format=show.format,
                    source=show.source,
                    studios=list(show.studios),
                    popularity=show.popularity,
                    details=details,
                    checked_at=1_780_000_000,
                )
            )
            await conn.execute(
                insert(titles),
                [{"show_id": show.id, "text": title.text, "kind": title.kind} for title in show.titles],
            )
            await conn.execute(
                insert(instalments),
                [
                    {
                        "show_id": show.id,
                        "slot": part.slot,
                        "part": part.part.value,
                        "number": part.number,
                        "title": part.title,
                        "status": part.status.value,
                        "date": part.date.iso if part.date else None,
                        "ended": part.ended.iso if part.ended else None,
                        "episodes": part.episodes,
                    }
                    for part in show.instalments
                ],
            )
