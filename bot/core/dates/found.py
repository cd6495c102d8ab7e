"""What a reader of dates gives back."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.core.models import ReleaseDate

COMPLETED = ", year from the publication date"
RELATIVE = ", from the publication date"


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date and the span `text[start:end]` that says it; `because` quotes the words and names what was completed."""

    date: ReleaseDate
    start: int
    end: int
    because: str


def found_by(
    pattern: re.Pattern[str], text: str, quote: str, read: Callable[[re.Match[str]], tuple[ReleaseDate | None, str]]
) -> list[FoundDate]:
    """What a pattern finds and `read` makes a date of, with how it was completed; `quote`: the marks around words."""
    opening, closing = quote[0], quote[1]
    found = []
    for match in pattern.finditer(text):
        date, how = read(match)
        if date:
            found.append(FoundDate(date, match.start(), match.end(), f"{opening}{match.group()}{closing}{how}"))
    return found
