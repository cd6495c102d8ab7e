"""A private PostgreSQL for the length of a test session."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

PROGRAMS = Path("/usr/lib/postgresql")
SETTINGS = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "listen_addresses=",
    "max_connections=60",
    "shared_buffers=32MB",
)
TEMPLATE = "migrated"


class PostgresMissing(Exception):
    """There is no PostgreSQL on this computer, or nobody to run it as."""


@dataclass(slots=True)
class Cluster:
    """Listens on a socket in its own folder. Every database is a copy of the one named `migrated`, if that is there."""

    folder: Path
    programs: Path
    account: str | None
    _numbers: Iterator[int] = field(default_factory=count)

    def url(self, name: str) -> str:
        return f"postgresql+asyncpg://postgres@/{name}?host={self.folder}"

    def new(self, template: str = TEMPLATE) -> str:
        """Give the URL of a database of its own."""
        name = f"test_{next(self._numbers)}"
        self._sql(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY file_copy')
        return self.url(name)

    def empty(self, name: str) -> str:
        """Give the URL of an empty database."""
        self._sql(f'CREATE DATABASE "{name}" TEMPLATE template0')
        return self.url(name)

    def _sql(self, statement: str) -> None:
        self.run("psql", "-qX", "-h", str(self.folder), "-U", "postgres", "-d", "postgres", "-c", statement)

    def run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [self.programs / program, *arguments],
            check=True,
            user=self.account,
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            timeout=60,
        )


@contextmanager
def cluster() -> Iterator[Cluster]:
    """Run a cluster until the block ends. Raises PostgresMissing where that is not possible."""
    versions = sorted(PROGRAMS.glob("*/bin/initdb"), key=lambda path: int(path.parent.parent.name))
    if not versions:
        raise PostgresMissing(f"there is no initdb below {PROGRAMS}")
    # PostgreSQL refuses to run as root.
    account = "postgres" if os.geteuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="encore-postgres-"))
    try:
        if account is not None:
            shutil.chown(folder, account)
        here = Cluster(folder, versions[-1].parent, account)
        data = folder / "data"
        here.run("initdb", "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
        options = " ".join(f"-c {setting}" for setting in SETTINGS)
        here.run("pg_ctl", "-D", str(data), "-w", "-l", str(folder / "log"), "-o", f"{options} -k {folder}", "start")
        try:
            yield here
        finally:
            here.run("pg_ctl", "-D", str(data), "-w", "-m", "immediate", "stop")
    except LookupError as error:
        raise PostgresMissing(f"there is no account {account!r} to run PostgreSQL as") from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)
