"""A catalogue file from bytes to shows."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bot.catalogue.grouping import RULES, group
from bot.catalogue.offline import read_release
from bot.core.models import Show


@dataclass(frozen=True, slots=True)
class GroupedRelease:
    """A release, read, checked and grouped into shows.

    `rules` names the rules by which the entries were grouped: an unchanged file is worth taking in again under new
    ones. `entries` counts the file's, `release` is the day on which it was made.
    """

    name: str
    sha256: str
    release: str
    entries: int
    shows: tuple[Show, ...]
    rules: str = RULES
    etag: str | None = None
    last_modified: str | None = None


def read_shows(path: Path, progress: Callable[[int], object] | None = None) -> GroupedRelease:
    """Give the shows of a release file; raises CatalogueInvalid with line and field for whatever is wrong in it.

    `progress` is told how many more bytes of the file have been read. Takes seconds: call it in a thread.
    """
    release = read_release(path, progress)
    return GroupedRelease(
        release.name, release.sha256, release.last_update, len(release.entries), tuple(group(release.entries))
    )
