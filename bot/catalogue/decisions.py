"""What people decided about entries that no rule can tell apart or bring together; read from `franchises.toml`."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib import resources
from itertools import combinations

_MAL = "https://myanimelist.net/anime/"


@dataclass(frozen=True, slots=True)
class Decisions:
    """Addresses of entries that are one show, pairs of addresses that are not, and season numbers."""

    together: tuple[tuple[str, ...], ...] = ()
    apart: tuple[tuple[str, str], ...] = ()
    seasons: Mapping[str, int] = field(default_factory=dict)  # address → number, 0: no season


def load_decisions() -> Decisions:
    """Give the decisions that ship with Encore."""
    table = tomllib.loads(resources.files("bot.catalogue").joinpath("franchises.toml").read_text(encoding="utf-8"))
    return Decisions(
        tuple(tuple(_address(mal) for mal in row["mal"]) for row in table.get("together", ())),
        tuple(pair for row in table.get("apart", ()) for pair in _pairs(row["mal"])),
        {_address(mal): row["number"] for row in table.get("season", ()) for mal in row["mal"]},
    )


def _pairs(mal_ids: Iterable[int]) -> Iterable[tuple[str, str]]:
    return combinations([_address(mal) for mal in mal_ids], 2)


def _address(mal: int) -> str:
    return f"{_MAL}{mal}"
