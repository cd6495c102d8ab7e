"""How long a whole catalogue takes: `python -m tests.bench.catalogue [FILE]`.

Prints a table: reading, grouping, storing, storing again, loading, with the memory that the process needed at most.
"""

import asyncio
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from bot.catalogue.grouping import group
from bot.catalogue.offline import read_release
from bot.catalogue.release import GroupedRelease
from bot.services.catalogue import Catalogue
from bot.storage.database import Database
from tests.conftest import DATA

RELEASE = DATA / "anime-offline-database.jsonl.zst"
LIMIT_SECONDS = 20.0
LIMIT_MEGABYTES = 500.0


class Table:
    """Measured steps, printed as they end."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        begin = time.perf_counter()
        yield
        self.seconds[name] = time.perf_counter() - begin
        print(f"{name:<42} {self.seconds[name]:>8.2f} s   {_megabytes():>7.0f} MB")


def _megabytes() -> float:
    """Give the most memory that this process ever had."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1 << 20 if sys.platform == "darwin" else 1 << 10)


async def measure(path: Path, folder: Path) -> tuple[bool, str]:
    """Print the table; give whether the import keeps its limits, and the verdict in words."""
    table = Table()
    with table.step("read and check the release"):
        release = read_release(path)
    with table.step("group entries into shows"):
        shows = tuple(group(release.entries))
    grouped = GroupedRelease(release.name, release.sha256, release.last_update, len(release.entries), shows)
    del release
    async with Database.open(f"sqlite+aiosqlite:///{folder / 'bench.db'}") as database:
        catalogue = Catalogue(database, time.time)
        with table.step("store the shows"):
            await catalogue.import_release(grouped)
        whole, most = sum(table.seconds.values()), _megabytes()
        with table.step("the same file again"):
            await catalogue.import_release(grouped)
        with table.step("a newer file without changes"):
            await catalogue.import_release(replace(grouped, sha256="0" * 64))
        del grouped, shows
        with table.step("load every show"):
            loaded = await catalogue.load()
        stats = await catalogue.stats()
    print(f"{len(loaded)} shows, {stats.titles} titles, {sum(stats.instalments.values())} instalments")
    kept = whole <= LIMIT_SECONDS and most <= LIMIT_MEGABYTES
    verdict = "kept" if kept else "MISSED"
    return kept, f"import: {whole:.1f} s of {LIMIT_SECONDS:.0f}, {most:.0f} MB of {LIMIT_MEGABYTES:.0f}: {verdict}"


def run() -> str:
    """The verdict on the release at hand, the table being printed already."""
    if not RELEASE.is_file():
        return f"left out: there is no release of the anime-offline-database at {RELEASE}"
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(measure(RELEASE, Path(folder)))[1]


def main() -> int:
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else RELEASE
    if not path.is_file():
        print(f"{path} is not there; name a release of the anime-offline-database")
        return 2
    with tempfile.TemporaryDirectory() as folder:
        kept, verdict = asyncio.run(measure(path, Path(folder)))
    print(verdict)
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
