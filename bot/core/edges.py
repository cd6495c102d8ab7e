"""What stands around words that may be a title: quotation marks, punctuation, and the words of headlines."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.folding import Word
from bot.core.titles import Name

_QUOTES = re.compile(
    r"“([^“”]{1,160})”|‘(.{1,160}?)’(?!\w)|\"([^\"]{1,160})\"|「([^」]{1,120})」|『([^』]{1,120})』"
    r"|《([^》]{1,120})》|«([^»]{1,160})»|»([^«»]{1,160})«|„([^“”]{1,160})[“”]|【([^】]{1,80})】"
    r"|(?:(?<=^)|(?<=[\s(:]))['‘](?=\S)(.{1,160}?)(?<=[^\s,])['’](?=$|[\s,.:;!?)])"
)
_KATAKANA = re.compile(r"[\u30a0-\u30ff]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_HARD = re.compile(r"[,;()\[\]|\"“”‘’「」『』《》«»„【】・…•→、。]|\.(?=\s|$)|\s/\s|(?<=\s)'|'(?=\s|$)")
# "X: Y", "X - Y" and "X! Y" are often one name.
_SOFT = re.compile(r"[:!?]|\s[-–—~〜～―]|[-–—~〜～―]\s")
_NUMBER = re.compile(r"\d{1,3}(?:st|nd|rd|th)|\d{1,2}(?:o|a|e|eme|er|do|da|ra|ta)|[2-9]|ii|iii|iv|vi{0,3}|ix|s\d")
_ROMAN = re.compile(r"[ivx]+|[2-9]")
_YEAR = re.compile(r"\s*[(\[]\s*((?:19|20)\d\d)\s*[)\]]")
_OTHER_LETTER = re.compile(r"[\u0400-\u04ff\u0600-\u06ff]")
_LATIN_RUN = re.compile(r"((?:(?:TV )?Anime )?)[A-Za-z0-9][A-Za-z0-9\u00c0-\u017f'’!?&.:×/\- ]*[A-Za-z0-9!?]")
_ARC_WORDS = 5
_FEW_WORDS = 3
# Prose has at least so many words of such a length in small letters, and not fewer than those with a capital.
_LONG_WORD = 4
_LEAST_SMALL = 2
# Small words that are seldom inside a name: "fans rejoice as …".
_ASIDE = frozenset({"as", "for", "with", "that"})
_OWN_MARKS = "!?*+"
# Without one of these nothing is quoted: an apostrophe inside a word quotes nothing.
_QUOTE = re.compile("[\"“'‘「『《«»„【]")
_OPENING = re.compile(r"[\"“‘「『《«»„【]|(?:^|[\s(:])'")
_ALL_OF_IT = " .!?☆★♪♥…'’*~-[]"


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The words of a language that may stand beside an unquoted title.

    `before`, `after`: prove its edge; `weak` ("of", "and") do so where one of those stands behind them. `anime`: nouns
    of animation; `new`: words for "new". `ordinary`: titles that before "anime" read as plain words ("another").
    `arcs`: end the name of a part of the story, which stands behind that of the show.
    `generic`: all of them: a title made of nothing else ("Second Season") is no name. `said`: every word that a rule
    of the language knows: behind a colon it goes on with the news, any other with the name.
    """

    before: frozenset[str]
    after: frozenset[str]
    weak: frozenset[str]
    anime: frozenset[str]
    new: frozenset[str]
    ordinary: frozenset[str]
    generic: frozenset[str]
    said: frozenset[str]
    arcs: frozenset[str]


def is_number(word: str) -> bool:
    """True for what counts seasons: "3rd", "ii", "2º"."""
    return _NUMBER.fullmatch(word) is not None


def is_unspaced(text: str) -> bool:
    """True for a text with a script that is written without blanks."""
    return not text.isascii() and _UNSPACED.search(text) is not None


def quotes(text: str) -> list[tuple[int, int]]:
    """The spans between quotation marks."""
    if not _QUOTE.search(text) or not _OPENING.search(text):
        return []
    return [match.span(match.lastindex or 0) for match in _QUOTES.finditer(text)]


def foreign(text: str) -> list[tuple[int, int]]:
    """The stretches of Latin letters in a text of another alphabet: names, which stand there as if quoted."""
    if text.isascii() or 4 * len(_OTHER_LETTER.findall(text)) < len(text):
        return []
    return [(match.end(1), match.end()) for match in _LATIN_RUN.finditer(text)]


class Edges:
    """The edges of words in one text: 0 the name goes on beyond, 1 it may end here, 2 it does."""

    __slots__ = ("_common", "_is_prose", "_neighbours", "_text", "_words", "beginnings", "ends", "quoted")

    def __init__(
        self,
        text: str,
        words: Sequence[Word],
        quoted: Sequence[tuple[int, int]],
        neighbours: Neighbours,
        common: frozenset[str],
        *,
        by_capitals: bool,
    ) -> None:
        self._text = text
        self._words = words
        self.quoted = quoted
        self._neighbours = neighbours
        self._common = common
        self._is_prose: bool | None = None if by_capitals else False
        # The last and the first words of names already found: "and" beside one of them is the edge of another.
        self.ends: set[int] = set()
        self.beginnings: set[int] = set()

    def of(self, first: int, last: int) -> tuple[bool, int, int]:
        """Whether the words fill a quotation, and how well their left and right end stand apart."""
        start, end = self._words[first].start, self._words[last].end
        for opening, closing in self.quoted:
            if not opening <= start <= end <= closing:
                continue
            at_start = not self._text[opening:start].strip(_ALL_OF_IT)
            if at_start and not self._text[end:closing].strip(_ALL_OF_IT):
                return True, 2, 2
            if not at_start:  # inside the quotation of a longer name
                return False, 0, self._right(last)
            return False, 2, self._right(last)
        if first == 0 and self._heads(last):
            return True, 2, 2
        return False, self._left(first), self._right(last)

    def _heads(self, last: int) -> bool:
        """True for the name in "Lamp：…", as Japanese outlets begin a sentence about it."""
        if last + 1 >= len(self._words):
            return False
        after = self._words[last + 1]
        return self._text[self._words[last].end : after.start] == ":" and is_unspaced(after.folded)

    def _left(self, first: int) -> int:  # noqa: C901 (one test for each thing that can stand there)
        if first == 0:
            return 2
        known, word, before = self._neighbours, self._words[first], self._words[first - 1]
        between = self._text[before.end : word.start]
        if is_unspaced(word.folded) and not between:
            return _script_edge(before.folded, word.folded)
        if _HARD.search(between):
            return 2
        if _SOFT.search(between):
            return 2 if self._proves(before.folded) or before.folded in known.said else 1
        if before.possessive:
            return 2
        if before.folded in known.weak:
            at = first - 1
            while at >= 0 and self._words[at].folded in known.weak:
                at -= 1
            if at < 0 or at in self.ends or _HARD.search(self._text[self._words[at].end : self._words[at + 1].start]):
                return 2
            noun = self._words[at]
            if not self._proves(noun.folded) and noun.folded not in known.anime and not noun.possessive:
                return 1 if before.folded in _ASIDE and self._text[before.start].islower() else 0
            return 1 if noun.folded in known.new else 2
        if before.folded in known.new and first > 1 and self._words[first - 2].folded in known.weak:
            return 0  # "A New Journey" is not a new "Journey"
        if before.folded.isdigit() and self.is_address():  # the date before a headline
            return 1
        if _ROMAN.fullmatch(before.folded):
            return 2 if first > 1 and self._words[first - 2].folded in known.anime else 0  # "season 3 Lamp"
        return 2 if self._proves(before.folded) or _is_year(before.folded) else int(self._is_small(before))

    def _right(self, last: int) -> int:  # noqa: C901 (one test for each thing that can stand there)
        word = self._words[last]
        if last == len(self._words) - 1:
            return 2
        known, after = self._neighbours, self._words[last + 1]
        if word.possessive:  # "X's season", but "X's Jane Doe launches a manga"
            is_said = after.folded in known.said or after.folded in known.weak or after.folded.isdigit()
            return 2 if is_said or self._proves(after.folded) else 0
        between = self._text[word.end : after.start]
        if is_unspaced(word.folded) and not between:
            return _script_edge(after.folded, word.folded)
        if _HARD.search(between):
            return 2
        if is_unspaced(word.folded) and (between.startswith(":") or between.isspace()):
            return 1  # 「題名 副題」 is how films are named
        if _SOFT.search(between):
            said = after.folded in known.weak or after.folded in known.said
            return 2 if said or self._proves(after.folded) else 0
        if after.folded in known.weak:
            # "is getting" goes on with the sentence, "is the new black" with the name.
            at = last + 2
            if after.folded in _ASIDE and at < len(self._words) and self._words[at].folded in known.weak:
                at += 1  # "renews Lamp for a second season"
            is_end = at >= len(self._words) or self._words[at].folded.isdigit() or at in self.beginnings
            if is_end or self._proves(self._words[at].folded) or self._words[at].folded in known.said:
                return 2
            return 0 if self._goes_on_to_anime(at) else 1
        if self._proves(after.folded) or _is_year(after.folded) or after.folded in known.arcs:
            return 2
        return int(self._is_small(after))

    def _goes_on_to_anime(self, at: int) -> bool:
        """True for "a Rainy Night Anime": behind a small word, that is the rest of one longer name."""
        for word in self._words[at : at + _ARC_WORDS]:
            if word.folded in self._neighbours.anime:
                return True
            is_joined = word.folded in self._neighbours.weak
            if not is_joined and (self._proves(word.folded) or word.folded in self._neighbours.said):
                return False
        return False

    def _is_small(self, word: Word) -> bool:
        """True for a word in small letters where names have capitals: no part of a name."""
        if not self._text[word.start].islower():
            return False
        if self._is_prose is None:
            long = [self._text[each.start] for each in self._words if len(each.folded) >= _LONG_WORD]
            small = sum(1 for letter in long if letter.islower())
            self._is_prose = _LEAST_SMALL <= small < len(long) and 2 * small >= len(long)
        return self._is_prose

    def _proves(self, word: str) -> bool:
        known = self._neighbours
        return word in known.after or word in known.before or is_number(word)

    def is_of(self, first: int) -> bool:
        """True behind "season of", "sequel to" in plain prose; in a headline every word has a capital."""
        if first < 2 or self._words[first - 1].folded not in self._neighbours.weak:
            return False
        return self._text[self._words[first - 2].start].islower() and not self._text.islower()

    def is_last(self, last: int) -> bool:
        """True for the last word of the text."""
        return last == len(self._words) - 1

    def is_plain(self, first: int, last: int) -> bool:
        """True when every word is one that headlines use beside titles."""
        return all(
            word.folded in self._neighbours.generic or is_number(word.folded) or word.folded.isdigit()
            for word in self._words[first : last + 1]
        )

    def counts(self, first: int, last: int) -> bool:
        """True when one of the words after the first is a number of a season."""
        return any(is_number(word.folded) for word in self._words[first + 1 : last + 1])

    def is_upper(self, first: int, last: int) -> bool:
        """True for capitals in a text that is not all capitals."""
        return self._text[self._words[first].start : self._words[last].end].isupper() and not self._text.isupper()

    def is_so_written(self, names: Sequence[Name], first: int, last: int) -> bool:
        """True when a title is written in just the letters of these words."""
        written = self._text[self._words[first].start : self._words[last].end]
        return any(title.text == written for name in names for title in name.show.titles)

    def is_address(self) -> bool:
        """True for a headline that a web address was made of: no word has a capital."""
        return self._text.islower()

    def is_ordinary(self, word: str) -> bool:
        return word in self._neighbours.ordinary

    def is_common(self, word: str) -> bool:
        return word in self._common

    def is_followed(self, last: int) -> bool:
        """True when the next word says that the one before is an anime."""
        return last + 1 < len(self._words) and self._words[last + 1].folded in self._neighbours.anime

    def is_followed_soon(self, last: int) -> bool:
        """True when, but for a word or two, the next word says that the one before is an anime."""
        return any(self.is_followed(at) for at in range(last + 1, last + _FEW_WORDS))

    def owns_anime(self, last: int) -> bool:
        """True for "Lamp's anime"."""
        return self._words[last].possessive and self.is_followed(last)

    def is_told_of(self, last: int) -> bool:
        """True when the next word is one of the news."""
        return last + 1 < len(self._words) and self._words[last + 1].folded in self._neighbours.said

    def is_of_arc(self, last: int) -> bool:
        """True when the name of a part of the story follows: "Lamp" in "Lamp Winter Castle Arc"."""
        for at in range(last + 1, min(last + 1 + _ARC_WORDS, len(self._words))):
            if _HARD.search(self._text[self._words[at - 1].end : self._words[at].start]):
                return False
            if self._words[at].folded in self._neighbours.arcs:
                return at > last + 1
            if self._proves(self._words[at].folded):
                return False
        return False

    def first_behind(self) -> int:
        """The first word that stands behind titles."""
        return next(
            (
                at
                for at, word in enumerate(self._words)
                if word.folded in self._neighbours.after or (at >= _FEW_WORDS and is_number(word.folded))
            ),
            0,
        )

    def is_counted(self, at: int) -> bool:
        """True when the word is a number: "3rd", "ii"."""
        return 0 < at < len(self._words) and is_number(self._words[at].folded)

    def year_behind(self, last: int) -> int | None:
        """The year in brackets behind the words."""
        match = _YEAR.match(self._text, self._words[last].end)
        return int(match.group(1)) if match else None

    def end_with_own_mark(self, names: Sequence[Name], last: int) -> int:
        """Where the words end together with marks that belong to the title: "Is the Order a Rabbit?"."""
        end = self._words[last].end
        mark = self._text[end : end + 1]
        if mark not in _OWN_MARKS or not mark:
            return end
        own = {sign for name in names for title in name.show.titles for sign in title.text[-3:]}
        if mark in own or self.is_followed(last):
            own.add(mark)
            while self._text[end : end + 1] in own and self._text[end : end + 1] in _OWN_MARKS:
                end += 1
        return end

    def has_own_mark(self, names: Sequence[Name], last: int) -> bool:
        """True for a mark that only the title explains: "Free! anime", in the middle of a sentence."""
        end = self._words[last].end
        mark = self._text[end : end + 1]
        if mark not in ("!", "+") or not self._text[end + 1 :].strip("!"):
            return False
        return any(title.text.endswith(mark) for name in names for title in name.show.titles)


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isdigit() and word.startswith(("19", "20"))


def _script_edge(outside: str, inside: str) -> int:
    """Without blanks a change of script is the edge of a word; kanji beside kanji and kana beside kana are not."""
    for script in (_KATAKANA, _HAN):
        if script.match(inside) and script.match(outside):
            return 0
    return 1
