"""Readable, unique, stable ids of shows."""

import re
import unicodedata
from collections.abc import Callable

LONGEST_SLUG = 80
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_SIGNS = str.maketrans({
    "×": " x ", "&": " and ", "'": None, "’": None, "`": None, "½": " 1 2 ", "²": " 2 ", "³": " 3 ",
    "ß": "ss", "ø": "o", "æ": "ae", "đ": "d", "ł": "l", "☆": " ", "★": " ", "♭": " flat ", "♯": " sharp ",
})  # fmt: skip


def slug(title: str) -> str:
    """Give the title in lower-case ASCII letters, digits and single hyphens; empty when nothing of it is Latin."""
    decomposed = unicodedata.normalize("NFKD", title.casefold().translate(_SIGNS))
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    words = _NOT_SLUG.sub("-", plain).strip("-")
    if len(words) <= LONGEST_SLUG:
        return words
    return words[: LONGEST_SLUG + 1].rpartition("-")[0] or words[:LONGEST_SLUG]


def free_slug(wanted: str, year: int | None, fallback: str, is_taken: Callable[[str], bool]) -> str:
    """Give the wanted slug, or with the year, or with the fallback (an id): the first that is not taken."""
    candidates = [wanted, f"{wanted}-{year}" if year else "", f"{wanted}-{fallback}"] if wanted else [fallback]
    for candidate in candidates:
        if candidate and not is_taken(candidate):
            return candidate
    counter = 2
    while is_taken(f"{candidates[-1]}-{counter}"):
        counter += 1
    return f"{candidates[-1]}-{counter}"
