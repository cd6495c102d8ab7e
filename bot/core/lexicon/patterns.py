"""Compiles a language's patterns to regular expressions and finds, quickly, which of its rules a text fulfils."""

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from typing import NamedTuple

from bot.core.lexicon.table import Effect, Lexicon, Rule, Where
from bot.core.models import Part

ROMAN = {
    "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10, "xi": 11, "xii": 12,
}  # fmt: skip
_ORDINAL = re.compile(r"(\d{1,3})(?:st|nd|rd|th|er|re|eme|e|a|o|º|ª|-?й|-?го|-?я)?")
_DIGIT = re.compile(r"\d")
_STOP = r"[.;|?!:]"
_ANY = frozenset([""])  # for rules of which no word is known beforehand
# Of a hundred texts, roughly so many have this word; most words are in one.
_FREQUENT = {
    **dict.fromkeys(["the", "for", "on", "of", "in", "and", "to", "that", "is", "was", "it", "by", "an", "with"], 20),
    **dict.fromkeys(["reveals", "cast", "<season>", "new", "video", "announced", "a", "("], 15),
    **dict.fromkeys(["film", "staff", "television", "promo", "theme", "series", "official", "more", "debut", "tv"], 10),
    "<title>": 60,
    "anime": 60,
    ",": 45,
    "<date>": 35,
    ".": 30,
    ":": 25,
}
# What a text may have once it is normalised, besides its words; the second ones only beside a number.
_POSSIBLE = frozenset(["<title>", "<quote>", *",.:;!?()"])
_COUNTED = frozenset(["<season>", "<part>"])
# What a summary says of these it says in passing, and is mostly known already: only rules for summaries alone find it.
_IN_PASSING = frozenset({
    Effect.RENEWED, Effect.FILM, Effect.NEW_SHOW, Effect.DELAYED, Effect.CANCELLED, Effect.FINAL, Effect.FINISHED,
    Effect.EITHER_MEDIUM, Effect.OLD, Effect.NOT_NEWS,
})  # fmt: skip

# Words behind "anime" that make it something else than one, in any language.
_ANIME_LIKE = "expo nyc con convention festival fest awards award japan friends boston central fair"


_Finder = Callable[..., re.Match[str] | None]


class Hit(NamedTuple):
    """A rule found at `text[start:end]` of a normalised text."""

    rule: Rule
    start: int
    end: int
    effect: Effect


class Patterns:
    """A language's table made ready for use."""

    __slots__ = (
        "_blank",
        "_counted",
        "_finders",
        "_number",
        "_numbers",
        "_possible",
        "_rules",
        "_stems",
        "after",
        "animated",
        "animating",
        "anime",
        "anime_like",
        "announcing",
        "arcs",
        "based",
        "behind_anime",
        "changed",
        "clips",
        "common",
        "doing",
        "endings",
        "forms",
        "halves",
        "joined",
        "joiners",
        "kin",
        "later",
        "lexicon",
        "made",
        "new",
        "not_animated",
        "nouns",
        "occasion",
        "of",
        "part_phrases",
        "part_words",
        "said",
        "skipped",
        "sooner",
        "telling",
    )

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        # The blank before its first word belongs to a pattern, but not to the place where it is found.
        self._blank = 1 if lexicon.spaced else 0
        self._numbers = {**ROMAN, **lexicon.numbers}
        self._number = _number_pattern(lexicon)
        self._counted = [
            (kind, _compiled(pattern, lexicon, self._number), _triggers(pattern, lexicon))
            for kind, patterns in (("season", lexicon.seasons), ("part", lexicon.parts))
            for pattern in patterns
        ]
        self.nouns: dict[str, bool] = {
            **dict.fromkeys(lexicon.words.get("other_nouns", "").split(), False),
            **dict.fromkeys(lexicon.words.get("anime_nouns", "").split(), True),
        }
        self.animated = frozenset(word for word, animated in self.nouns.items() if animated)
        self.not_animated = self.nouns.keys() - self.animated
        named = _named((rule.pattern for rule in lexicon.rules), lexicon)
        self.said = frozenset(filter(str.isalpha, named))
        self.joined = frozenset(words.split()[-1] for words in lexicon.replaced)
        self.skipped = frozenset(lexicon.skipped.split())
        self.changed = self.skipped | self.joined
        self.anime = lexicon.listed("anime", "anime")
        self.forms = lexicon.listed("form")
        self.after = frozenset(lexicon.after_title.split())
        self.kin = lexicon.listed("kin") | lexicon.listed("sequel")
        self.anime_like = lexicon.listed("anime_like", _ANIME_LIKE)
        self.telling = lexicon.listed("telling")
        self.doing = lexicon.listed("doing")
        self.halves = lexicon.listed("halves", "cour")
        self.occasion = lexicon.listed("occasion")
        self.behind_anime = lexicon.listed("behind_anime")
        self.later = lexicon.listed("later")
        self.arcs = lexicon.listed("arcs")
        self.made = lexicon.listed("made")
        self.animating = lexicon.listed("animating")
        self.announcing = lexicon.listed("announcing")
        self.sooner = lexicon.listed("sooner")
        self.endings = lexicon.listed("endings")
        self.based = lexicon.listed("based")
        self.clips = lexicon.listed("clip")
        self.of = lexicon.listed("of")
        self.new = lexicon.listed("new")
        self.common = frozenset(f"{lexicon.before_title} {lexicon.beside_title} {lexicon.ordinary}".split()) | self.new
        self.joiners = lexicon.listed("joiners")
        self.part_words: dict[str, Part] = {
            word.replace("_", " "): part
            for name, part in (("films", Part.FILM), ("ovas", Part.OVA), ("specials", Part.SPECIAL))
            for word in lexicon.words.get(name, "").split()
        }
        self.part_phrases = [words for words in self.part_words if " " in words]
        self._finders: dict[int, _Finder] = {}
        named |= _named((*lexicon.seasons, *lexicon.parts), lexicon)
        self._stems = [(word, f" {word[:-1]}") for word in sorted(named) if word.endswith("*")]
        self._possible = _POSSIBLE.union(*(made.split() for made in lexicon.replaced.values()))
        self._rules: dict[Where, dict[str, list[tuple[int, list[frozenset[str]]]]]] = {where: {} for where in Where}
        self._arrange()

    def number(self, word: str) -> int | None:
        """The number that a word or a numeral says."""
        if word in self._numbers:
            return self._numbers[word]
        match = _ORDINAL.fullmatch(word)
        return int(match.group(1)) if match else None

    def hits(self, text: str, where: Where, said: set[str] | None = None) -> list[Hit]:
        """Every rule of this place that the text fulfils, each as often as it does; `said`: its words, where known."""
        said, rules = said or self.words_in(text), self._rules[where]
        fitting: set[int] = set()
        for word in ("", *(rules.keys() & said)):
            for at, others in rules.get(word, ()):
                for needed in others:
                    if needed.isdisjoint(said):
                        break
                else:
                    fitting.add(at)
        blank = self._blank
        found: list[Hit] = []
        for at in sorted(fitting):
            rule = self.lexicon.rules[at]
            find = self._finders.get(at) or self._finder(at)
            match = find(text)
            while match:
                found.append(Hit(rule, match.start() + blank, match.end(), rule.effect))
                match = find(text, match.end() - blank)
        found.sort(key=lambda hit: (hit.start, hit.end, hit.rule.pattern))
        return found

    def _finder(self, at: int) -> _Finder:
        """What finds a rule in a text, made when it is first needed: few rules of a language ever are."""
        pattern = _compiled(self.lexicon.rules[at].pattern, self.lexicon, self._number)
        is_anchored = self.lexicon.rules[at].pattern.startswith("^")
        self._finders[at] = find = pattern.match if is_anchored else pattern.search
        return find

    def _arrange(self) -> None:
        """Put every rule under the rarest word that it needs, with the others that it needs."""
        for at, rule in enumerate(self.lexicon.rules):
            first, *others = _triggers(rule.pattern, self.lexicon) or [_ANY]
            for place in _places(rule):
                for word in first:
                    self._rules[place].setdefault(word, []).append((at, others))

    def words_in(self, text: str) -> set[str]:
        """The words of a text, and of the stems that rules have ("rumour*") those that one of its words begins with."""
        said = set(text.split())
        for stem, written in self._stems:
            if written in text:
                said.add(stem)
        return said

    def may_tell(self, effects: Container[Effect], text: str, where: Where, *, dated: bool) -> bool:
        """False where a text of these folded words fulfils no rule with one of the effects, whatever names it has."""
        said = self.words_in(f" {text}") | self._possible
        if dated:
            said.add("<date>")
        if _DIGIT.search(text) or not self._numbers.keys().isdisjoint(said):
            said |= _COUNTED
        rules, listed = self._rules[where], self.lexicon.rules
        for word in ("", *(rules.keys() & said)):
            for at, others in rules.get(word, ()):
                if listed[at].effect in effects and not any(map(said.isdisjoint, others)):
                    return True
        return False

    def numbered(self, line: str, said: set[str] | None = None) -> list[tuple[int, int, str, int | None]]:
        """The numbered seasons and parts of a normalised text: start, end, `season` or `part`, number."""
        found: list[tuple[int, int, str, int | None]] = []
        said = said or self.words_in(line)
        if self.lexicon.spaced and not _DIGIT.search(line) and self._numbers.keys().isdisjoint(said):
            return found
        for kind, pattern, needed in self._counted:
            if any(map(said.isdisjoint, needed)):
                continue
            match = pattern.search(line)
            while match:
                start, end = match.start() + self._blank, match.end()
                if not any(start < other_end and other < end for other, other_end, _, _ in found):
                    found.append((start, end, kind, self.number(match.group("n"))))
                match = pattern.search(line, end - self._blank)
        return found


def _places(rule: Rule) -> tuple[Where, ...]:
    """The texts in which a rule is looked for."""
    if rule.where is not Where.BOTH:
        return (rule.where,)
    return (Where.TITLE,) if rule.effect in _IN_PASSING else (Where.TITLE, Where.SUMMARY)


def _number_pattern(lexicon: Lexicon) -> str:
    said = sorted({*lexicon.numbers, *ROMAN}, key=lambda word: (-len(word), word))
    digits = r"\d{1,2}(?:st|nd|rd|th|er|re|eme|e|a|o)?"
    return f"(?P<n>{digits}|{'|'.join(map(re.escape, said))})"


def _named(patterns: Iterable[str], lexicon: Lexicon) -> set[str]:
    """Every word that patterns name."""
    elements = {element.rstrip("?").lstrip("!&") for pattern in patterns for element in pattern.split()}
    return {word for element in elements for part in _alternatives(element, lexicon.words) for word in part.split("_")}


def _alternatives(element: str, words: Mapping[str, str]) -> Iterator[str]:
    for part in element.split("|"):
        if part.startswith("@"):
            yield from words[part[1:]].split()
        else:
            yield part


def _word(part: str, lexicon: Lexicon) -> str:
    if part == "<number>":
        return r"\d[\d.,]*"
    if part.startswith("*"):
        return "[^ ]*" + re.escape(part[1:])
    if part.endswith("*") and len(part) > 1:
        return re.escape(part[:-1]) + "[^ ]*"
    return re.escape(part).replace("_", " " if lexicon.spaced else "")


def _compiled(pattern: str, lexicon: Lexicon, number: str) -> re.Pattern[str]:
    gap = " " if lexicon.spaced else ""
    out = [gap]  # a blank as a letter of the pattern is found faster than one looked back at
    out.extend(_element(element, lexicon, number, gap) for element in pattern.split())
    return re.compile("".join(out))


def _element(element: str, lexicon: Lexicon, number: str, gap: str) -> str:
    if element == "^":
        return r"(?<=\A )" if lexicon.spaced else r"\A"
    if element == "$":
        return r"\Z"
    if element == "....":
        return r"(?:[^ ]+ ){0,10}?" if lexicon.spaced else r".{0,24}?"
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


def _triggers(pattern: str, lexicon: Lexicon) -> list[frozenset[str]]:
    """For each element that must be there, the words it can be, a stem with its "*"; the rarest first."""
    if not lexicon.spaced:
        return []
    found = []
    for element in pattern.split():
        if element in ("^", "$", "..", "...", "....", "..?", "#") or element[0] in "!&":
            continue
        if element[-1] == "?" and len(element) > 1:
            continue
        parts = list(_alternatives(element, lexicon.words))
        if any(part.startswith("*") or part == "<number>" for part in parts):
            continue
        found.append(frozenset(min(part.split("_"), key=_rarity) for part in parts if part.strip("_")))
    return sorted(found, key=lambda words: (sum(_rarity(word)[0] for word in words), sorted(words)))


def _rarity(word: str) -> tuple[int, int]:
    """How often texts have a word, roughly; of two the longer is rarer."""
    return _FREQUENT.get(word, 20 if len(word) == 1 else 1), -len(word)
