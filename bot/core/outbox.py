"""What is owed to a place: an event as its readers are told it."""

from dataclasses import dataclass

from bot.core.models import Grade, Kind, Part, ReleaseDate


@dataclass(frozen=True, slots=True)
class Citation:
    """One source of an event: who said it, in which words, where, when. `name` is the feed's."""

    name: str
    title: str
    link: str | None
    grade: Grade
    published_at: int | None = None


@dataclass(frozen=True, slots=True)
class Announcement:
    """One event, ready to be laid out.

    `also` names what else the same news said (a renewal that is the final season, too). `sources` holds the best grade
    first, the oldest first among equals. `date` is what is known now, `was` the date that it replaces. `part` is empty
    for news about the show as a whole. `corrected` is set when the event replaces an earlier one that we told,
    `retracted` when it proved untrue. `mark` is the delivery's nonce: the layout hides it in a button, so that the
    courier finds its own message again. `test` makes the post say that it is only a preview.
    """

    event_id: int
    kind: Kind
    show_id: str
    show_title: str
    grade: Grade
    happened_at: int
    also: tuple[Kind, ...] = ()
    sources: tuple[Citation, ...] = ()
    part: Part | None = None
    number: int | None = None
    instalment_title: str = ""
    date: ReleaseDate | None = None
    was: ReleaseDate | None = None
    corrected: bool = False
    retracted: bool = False
    picture: str | None = None
    mark: str = ""
    test: bool = False
