"""Texts folded to a form in which spellings meet: width, case, accents, apostrophes, long vowels, signs."""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

# Scripts written without blanks: every character is a word of its own.
UNSPACED = "\u3005-\u3007\u3021-\u3029\u3040-\u30ff\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff"
_APOSTROPHE = "'\u2018\u2019\u02bc\u00b4`\uff07"
_WORD = re.compile(rf"[^\W_{UNSPACED}\u02bc]+(?:[{_APOSTROPHE}][^\W_{UNSPACED}\u02bc]+)*|[{UNSPACED}×✕&+]")
_SIGNS = {"×": "x", "✕": "x", "&": "and", "+": ""}
_MARKS = re.compile("[\u0300-\u036f\u0640\u064b-\u065f\u0670]")
_LETTERS = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "ı": "i", "ى": "ي", "ة": "ه"})
_APOSTROPHES = re.compile(f"[{_APOSTROPHE}]")
_ASCII_WORD = re.compile("[a-z0-9]+")
# Letters of other alphabets that look like Latin ones: catalogues and outlets mistype them inside Latin words.
_LATIN = re.compile("[a-z]")
_LOOKALIKES = str.maketrans("аеорсухіјѕԁһοαν", "aeopcyxijsdhoav")
_CONTRACTED = frozenset({"t", "re", "ve", "ll", "d", "m"})
_LONG_VOWELS = re.compile("ou|oo|oh(?=[^aeiou]|$)|uu|wo(?= |$)")
_MAYBE_LONG = frozenset("ou")
_JOINING = frozenset("'`&+")  # what makes more of an ASCII text than its letters and digits
_MOST_PIECES = 20_000
_FIRST_UNSPACED, _LAST_UNSPACED = "\u3005", "\u9fff"


class Word(NamedTuple):
    """One word of a text: folded, with the span `text[start:end]` it stands for.

    `possessive`: an "'s" was taken off. `loose`: the word with long vowels written short.
    """

    folded: str
    loose: str
    start: int
    end: int
    possessive: bool = False


def normal(text: str) -> str:
    """The text with width and compatibility forms made one; positions of words refer to this text."""
    return text if text.isascii() else unicodedata.normalize("NFKC", text)


def fold(text: str) -> str:
    """The form in which two spellings of one title are equal: letters and digits only, lower case, no accents."""
    return folded_words(normal(text)).replace(" ", "")


def words(text: str) -> list[Word]:
    """The words of a text that went through `normal`; punctuation is left out."""
    found: list[Word] = []
    word = tuple.__new__  # what `Word(...)` does, in half the time: texts have many words
    end = 0
    for raw in _WORD.findall(text):
        start = text.index(raw, end)  # half the work of asking a match: no other word begins in between
        end = start + len(raw)
        for folded, loose, first, last, possessive in _PIECES[raw]:
            found.append(word(Word, (folded, loose, start + first, start + last, possessive)))
    return found


def said_words(text: str) -> str:
    """As `folded_words`, and faster for news, which use the same words again and again."""
    return " ".join([piece.folded for raw in _WORD.findall(text) for piece in _PIECES[raw]])


class _Pieces(dict[str, tuple[Word, ...]]):
    """What words as they are written stand for, with places that count from their beginning.

    The same words come again and again; a dictionary gives them faster than `lru_cache`, and is emptied when full.
    """

    def __missing__(self, raw: str) -> tuple[Word, ...]:
        if len(self) >= _MOST_PIECES:
            self.clear()
        self[raw] = pieces = _read(raw)
        return pieces


_PIECES = _Pieces()


def _read(raw: str) -> tuple[Word, ...]:
    if raw in _SIGNS:
        sign = _SIGNS[raw]
        return (Word(sign, sign, 0, len(raw)),) if sign else ()
    return tuple(_apart(_in_one_script(plain(raw)), 0, len(raw)))


def plain(word: str) -> str:
    """Lower case without accents, vowel signs and typographic apostrophes."""
    folded = _APOSTROPHES.sub("'", word.casefold())
    if not folded.isascii():
        decomposed = _MARKS.sub("", unicodedata.normalize("NFD", folded))
        folded = unicodedata.normalize("NFC", decomposed).translate(_LETTERS)
    return folded


def _in_one_script(word: str) -> str:
    return word.translate(_LOOKALIKES) if not word.isascii() and _LATIN.search(word) else word


def _apart(folded: str, start: int, end: int) -> Iterator[Word]:
    """A word at its apostrophes: possessives end, contractions stay whole, "l'" and "d'" stand alone."""
    first, *rest = folded.split("'")
    if not rest:
        yield _word(first, start, end)
    elif rest[-1] == "s" and len(rest) == 1:
        yield _word(first, start, end, possessive=True)
    elif rest[-1] in _CONTRACTED:
        yield _word(folded.replace("'", ""), start, end)
    else:
        at = start
        for piece in (first, *rest):
            yield _word(piece, at, min(at + len(piece), end))
            at += len(piece) + 1


def _word(folded: str, start: int, end: int, *, possessive: bool = False) -> Word:
    return Word(folded, loosened(folded), start, end, possessive)


def loosened(folded: str) -> str:
    """The word with long vowels written short, as "Shōjo" and "Shoujo" both are "shojo"."""
    if _MAYBE_LONG.isdisjoint(folded):
        return folded
    return _LONG_VOWELS.sub(lambda match: match.group()[0].replace("w", "o"), folded)


class Spelled(NamedTuple):
    """The folded words of a text in one string, a blank between two.

    `loose`: with long vowels written short. `owned`: with the "s" of possessives.
    """

    exact: str
    loose: str
    owned: str


def spelled(text: str) -> Spelled:
    """What `words` gives for a text that went through `normal`, without the places: much less work."""
    if _is_simple(text):
        exact = owned = folded_words(text)
    else:
        found: list[str] = []
        with_s: list[str] = []
        for raw in _WORD.findall(text):
            if (len(raw) == 1 and _FIRST_UNSPACED <= raw <= _LAST_UNSPACED) or (raw.isascii() and raw.isalnum()):
                folded = raw.lower()  # characters that are words of their own have no other form
                found.append(folded)
                with_s.append(folded)
                continue
            for word in _read(raw):
                found.append(word.folded)
                with_s.append(word.folded + "s" * word.possessive)
        exact, owned = " ".join(found), " ".join(with_s)
    return Spelled(exact, _loosened_all(exact), owned)


def folded_words(text: str) -> str:
    """The folded words of a text that went through `normal`, a blank between two."""
    return " ".join(_ASCII_WORD.findall(text.lower())) if _is_simple(text) else spelled(text).exact


def _is_simple(text: str) -> bool:
    return text.isascii() and _JOINING.isdisjoint(text)


def _loosened_all(said: str) -> str:
    if "ou" in said or "oo" in said or "oh" in said or "uu" in said or "wo" in said:
        return _LONG_VOWELS.sub(lambda match: match.group()[0].replace("w", "o"), said)
    return said


def in_latin(text: str, form: Spelled) -> str:
    """The words of a title that has Latin letters, long vowels written short; empty for any other.

    `form`: what `spelled` gives for it.
    """
    if not text.isascii():
        return form.loose if _LATIN.search(text) else ""
    if _JOINING.isdisjoint(text):
        return form.loose
    said = _ASCII_WORD.findall(_APOSTROPHES.sub("", text.lower().replace("'s ", " ")).replace("&", " and "))
    return _loosened_all(" ".join(said))
