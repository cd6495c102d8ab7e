"""What is shown of a show and never searched: story, cast, trailers, where to watch, ratings, estimates.

Dates are ISO text by precision: the day of the knowledge, never of the printing.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Role:
    """A character and the voice actor who plays it."""

    character: str
    actor: str


@dataclass(frozen=True, slots=True)
class Story:
    """`premise` gives nothing away; `spoilers` is everything past it."""

    premise: str
    spoilers: str = ""


@dataclass(frozen=True, slots=True)
class Trailer:
    """A promotional video. Url None: we know that there is none yet, or know no lasting address."""

    label: str
    url: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class WatchPlace:
    """Where it could be watched on the day `as_of`."""

    service: str
    region: str
    as_of: str
    url: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Rating:
    """A score out of ten as it stood on the day `as_of`."""

    site: str
    score: float
    as_of: str
    votes: int | None = None


@dataclass(frozen=True, slots=True)
class Estimate:
    """A release window that an outlet guessed: shown as a guess, never news."""

    outlet: str
    window: str
    as_of: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """On whose word the status stands when no feed told us: what was said, by whom, where, when."""

    text: str
    by: str
    as_of: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Details:
    """Everything a show's card can unfold."""

    story: Story | None = None
    cast: tuple[Role, ...] = ()
    trailers: tuple[Trailer, ...] = ()
    watch: tuple[WatchPlace, ...] = ()
    ratings: tuple[Rating, ...] = ()
    estimates: tuple[Estimate, ...] = ()
    statements: tuple[Statement, ...] = ()
    creators: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()  # facts that fit nowhere else, a sentence each, free of spoilers
    picture: str | None = None
    site: str | None = None
