"""What a reader of dates gives back."""

from dataclasses import dataclass

from bot.core.models import ReleaseDate


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date and the span `text[start:end]` that says it; `because` quotes the words and names what was completed."""

    date: ReleaseDate
    start: int
    end: int
    because: str
