"""Compiles a language's patterns to regular expressions and finds, quickly, which of its rules a text fulfils."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.core.lexicon.table import Effect, Lexicon, Rule, Where
from bot.core.models import Part

ROMAN = {
    "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10, "xi": 11, "xii": 12,
}  # fmt: skip
_ORDINAL = re.compile(r"(\d{1,3})(?:st|nd|rd|th|er|re|eme|e|a|o|º|ª|-?й|-?го|-?я)?")
_STOP = r"[.;|?!:]"
_TRIGGER = 4


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule found at `text[start:end]` of a normalised text."""

    rule: Rule
    start: int
    end: int

    @property
    def effect(self) -> Effect:
        return self.rule.effect


class Patterns:
    """A language's table made ready for use."""

    __slots__ = ("_always", "_by_trigger", "_numbers", "joiners", "lexicon", "new", "nouns", "part_words", "parts", "seasons", "skipped")

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._numbers = {**ROMAN, **lexicon.numbers}
        number = _number_pattern(lexicon)
        self.seasons = [_compiled(pattern, lexicon, number) for pattern in lexicon.seasons]
        self.parts = [_compiled(pattern, lexicon, number) for pattern in lexicon.parts]
        self.nouns: dict[str, bool] = {
            **dict.fromkeys(lexicon.words.get("other_nouns", "").split(), False),
            **dict.fromkeys(lexicon.words.get("anime_nouns", "").split(), True),
        }
        self.skipped = frozenset(lexicon.skipped.split())
        self.new = frozenset(lexicon.words.get("new", "").split())
        self.joiners = frozenset(lexicon.words.get("joiners", "").split())
        self.part_words: dict[str, Part] = {
            word: part
            for name, part in (("films", Part.FILM), ("ovas", Part.OVA), ("specials", Part.SPECIAL))
            for word in lexicon.words.get(name, "").split()
        }
        self._always: list[tuple[Rule, re.Pattern[str]]] = []
        self._by_trigger: dict[str, list[tuple[Rule, re.Pattern[str]]]] = defaultdict(list)
        for rule in lexicon.rules:
            entry = (rule, _compiled(rule.pattern, lexicon, number))
            triggers = _triggers(rule.pattern, lexicon) if lexicon.spaced else None
            if triggers is None:
                self._always.append(entry)
            for trigger in triggers or ():
                self._by_trigger[trigger].append(entry)

    def number(self, word: str) -> int | None:
        """The number that a word or a numeral says."""
        if word in self._numbers:
            return self._numbers[word]
        match = _ORDINAL.fullmatch(word)
        return int(match.group(1)) if match else None

    def hits(self, text: str, where: Where) -> list[Hit]:
        """Every rule of this place that the text fulfils, each as often as it does."""
        rules = list(self._always)
        seen = {id(entry) for entry in rules}
        for trigger in {word[:_TRIGGER] for word in text.split()}:
            for entry in self._by_trigger.get(trigger, ()):
                if id(entry) not in seen:
                    seen.add(id(entry))
                    rules.append(entry)
        found = [
            Hit(rule, match.start(), match.end())
            for rule, pattern in rules
            if rule.where in (where, Where.BOTH)
            for match in pattern.finditer(text)
        ]
        found.sort(key=lambda hit: (hit.start, hit.end, hit.rule.pattern))
        return found


def _number_pattern(lexicon: Lexicon) -> str:
    said = sorted({*lexicon.numbers, *ROMAN}, key=lambda word: (-len(word), word))
    digits = r"\d{1,2}(?:st|nd|rd|th|er|re|eme|e|a|o)?"
    return f"(?P<n>{digits}|{'|'.join(map(re.escape, said))})"


def _alternatives(element: str, words: Mapping[str, str]) -> Iterator[str]:
    for part in element.split("|"):
        if part.startswith("@"):
            yield from words[part[1:]].split()
        else:
            yield part


def _word(part: str, lexicon: Lexicon) -> str:
    if part.startswith("*"):
        return "[^ ]*" + re.escape(part[1:])
    if part.endswith("*") and len(part) > 1:
        return re.escape(part[:-1]) + "[^ ]*"
    return re.escape(part).replace("_", " " if lexicon.spaced else "")


def _compiled(pattern: str, lexicon: Lexicon, number: str) -> re.Pattern[str]:
    gap = " " if lexicon.spaced else ""
    out = [r"(?<= )" if lexicon.spaced else ""]
    for element in pattern.split():
        out.append(_element(element, lexicon, number, gap))
    return re.compile("".join(out))


def _element(element: str, lexicon: Lexicon, number: str, gap: str) -> str:
    if element == "^":
        return r"(?<=\A )" if lexicon.spaced else r"\A"
    if element == "$":
        return r"\Z"
    if element in ("..", "..?", "..."):
        short = element != "..."
        if lexicon.spaced:
            stop = rf"(?!(?:{_STOP}|<season>|<date>) )" if short else f"(?!{_STOP} )"
            return rf"(?:{stop}[^ ]+ ){{0,{3 if short else 8}}}?"
        return rf"[^.;|?!:。！？]{{0,{6 if short else 20}}}?"
    if element == "#":
        return number + gap
    ahead = {"!": "!", "&": "="}.get(element[0], "") if len(element) > 1 else ""
    optional = element.endswith("?") and len(element) > 1
    body = element[1:] if ahead else element
    body = body[:-1] if optional else body
    choices = "|".join(
        _word(part, lexicon) for part in sorted(_alternatives(body, lexicon.words), key=lambda part: (-len(part), part))
    )
    if ahead:
        return f"(?{ahead}(?:{choices}){gap})"
    return f"(?:(?:{choices}){gap})?" if optional else f"(?:{choices}){gap}"


def _triggers(pattern: str, lexicon: Lexicon) -> set[str] | None:
    """The beginnings of words of which one must be in the text; None when there is no telling."""
    best: set[str] | None = None
    for element in pattern.split():
        if element in ("^", "$", "..", "...", "..?", "#") or element[0] in "!&" or (element[-1] == "?" and len(element) > 1):
            continue
        parts = list(_alternatives(element, lexicon.words))
        if any(part.startswith("*") or (part.endswith("*") and len(part) <= _TRIGGER) for part in parts):
            continue
        found = {part.split("_")[0].rstrip("*")[:_TRIGGER] for part in parts if part.strip("_")}
        if best is None or len(found) < len(best):
            best = found
    return best
