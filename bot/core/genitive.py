"""Russian titles as they stand behind "the second season of": outlets inflect them, catalogues do not.

Only the head of a title changes: the adjectives in front and the first noun ("Чёрный клевер" → "Чёрного клевера",
"Атака титанов" → "Атаки титанов"). Where the ending does not tell the gender, both forms are given; a form that no
one writes does no harm, because a key must be met letter by letter.
"""

import re
from collections.abc import Iterator

_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
_WORD = re.compile("[а-яё]+", re.IGNORECASE)
_ADJECTIVES = (
    ("ый", "ого"),
    ("ой", "ого"),
    ("ий", "ого"),
    ("ий", "его"),
    ("ая", "ой"),
    ("яя", "ей"),
    ("ое", "ого"),
    ("ее", "его"),
    ("ые", "ых"),
    ("ие", "их"),
)
_IRREGULAR = {"моя": "моей", "мой": "моего", "моё": "моего", "мои": "моих"}
_SHORTEST_ADJECTIVE = 4
_HARD = "гкхжшщч"
_ENDINGS = {
    "я": ("и",),
    "ь": ("я", "и"),
    "й": ("я",),
    "о": ("а",),
    "е": ("я",),
    "ы": ("ов", ""),
    "и": ("ей", "ов", ""),
}
_VOWELS = "аеёиоуыэюя"


def genitives(title: str) -> Iterator[str]:
    """The forms a Russian title may take after "of"; none for another title or one that cannot change."""
    if not _CYRILLIC.search(title):
        return
    forms = [""]
    end = 0
    for match in _WORD.finditer(title):
        between = title[end : match.start()]
        word = match.group()
        adjective = _adjectives(word)
        changed = adjective or _nouns(word)
        if not changed:
            return
        end = match.end()
        is_compound = title[end : end + 1] == "-"
        forms = [form + between + one for form in forms for one in (*changed, *([word] if is_compound else []))]
        if not adjective and not is_compound:
            break
    if end:
        yield from (form + title[end:] for form in forms)


def _adjectives(word: str) -> list[str]:
    lower = word.lower()
    if lower in _IRREGULAR:
        return [_IRREGULAR[lower]]
    if len(word) < _SHORTEST_ADJECTIVE:
        return []
    return [word[: -len(ending)] + genitive for ending, genitive in _ADJECTIVES if lower.endswith(ending)]


def _nouns(word: str) -> list[str]:
    stem, last = word[:-1], word[-1].lower()
    if not stem:
        return []
    if last == "а":
        return [stem + ("и" if stem[-1].lower() in _HARD else "ы")]
    if last in _ENDINGS:
        return [stem + ending for ending in _ENDINGS[last]]
    return [] if last in _VOWELS else [word + "а"]
