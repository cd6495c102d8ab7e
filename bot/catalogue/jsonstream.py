"""Reads large JSON piece by piece: one object a line, or the list under one key of a root object."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

# The largest real entry has some 30,000 characters.
LONGEST_PIECE = 1 << 22
_BLANK = " \t\r\n"


class Unreadable(Exception):
    """The text is not what was promised; `line` is where."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(what)
        self.line = line


@dataclass(frozen=True, slots=True)
class JsonPiece:
    """One value. `number` counts entries from 1 where several may stand on one line, 0 where the line tells."""

    value: Any
    line: int
    is_entry: bool
    number: int = 0


def read_lines(texts: Iterator[str]) -> Iterator[JsonPiece]:
    """Give the first line as what is told about the rest, every further line as an entry."""
    first = True
    for line, text in _lines(texts):
        if not text.strip(_BLANK):
            continue
        try:
            value = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise Unreadable(line, f"this is no JSON object: {_reason(error)}") from error
        if first and (not isinstance(value, dict) or "sources" in value):
            raise Unreadable(line, "the first line must tell about the release (lastUpdate, license)")
        yield JsonPiece(value, line, is_entry=not first)
        first = False


def _lines(texts: Iterator[str]) -> Iterator[tuple[int, str]]:
    line = 1
    held = ""
    for text in texts:
        *whole, held = (held + text).split("\n")
        for each in whole:
            yield line, each
            line += 1
        if len(held) > LONGEST_PIECE:
            raise Unreadable(line, f"the line has more than {LONGEST_PIECE} characters; no release has such lines")
    yield line, held


def read_root(texts: Iterator[str], key: str) -> Iterator[JsonPiece]:
    """Give each item of the list under `key` as an entry, every other pair as an object of its own."""
    scan = _Scanner(texts)
    scan.expect("{", "a release begins with {")
    if scan.peek() == "}":
        raise Unreadable(scan.line, f"the object is empty; a release has its entries under “{key}”")
    found = False
    while True:
        if scan.peek() != '"':
            raise Unreadable(scan.line, "a name in quotation marks is missing")
        name = scan.value()
        scan.expect(":", f"a colon is missing after “{name}”")
        if name == key:
            found = True
            yield from _items(scan, key)
        else:
            line = scan.line
            yield JsonPiece({name: scan.value()}, line, is_entry=False)
        if scan.peek() != ",":
            break
        scan.skip()
    scan.expect("}", "a comma or the closing } is missing")
    if scan.peek():
        raise Unreadable(scan.line, "something follows after the closing }")
    if not found:
        raise Unreadable(1, f"“{key}” is missing; a release has its entries there")


def _items(scan: "_Scanner", key: str) -> Iterator[JsonPiece]:
    scan.expect("[", f"“{key}” must be a list")
    if scan.peek() == "]":
        scan.skip()
        return
    number = 0
    while True:
        scan.peek()
        line = scan.line
        number += 1
        yield JsonPiece(scan.value(), line, is_entry=True, number=number)
        if scan.peek() != ",":
            break
        scan.skip()
    scan.expect("]", f"a comma or the closing ] of “{key}” is missing")


class _Scanner:
    """A place in the text, which is loaded as it is needed."""

    def __init__(self, texts: Iterator[str]) -> None:
        self._texts = texts
        self._held = ""
        self._at = 0
        self._decoder = json.JSONDecoder()
        self.line = 1

    def _load(self) -> bool:
        for text in self._texts:
            if text:
                self._held = self._held[self._at :] + text
                self._at = 0
                return True
        return False

    def peek(self) -> str:
        """Give the next character that is not blank, empty at the end."""
        while True:
            while self._at < len(self._held):
                char = self._held[self._at]
                if char not in _BLANK:
                    return char
                self.line += char == "\n"
                self._at += 1
            if not self._load():
                return ""

    def skip(self) -> None:
        self._at += 1

    def expect(self, char: str, otherwise: str) -> None:
        if self.peek() != char:
            raise Unreadable(self.line, otherwise if self.peek() else f"the file ends here; {otherwise}")
        self.skip()

    def value(self) -> Any:
        """Give the next value, loading more text until it is whole."""
        self.peek()
        while True:
            try:
                value, end = self._decoder.raw_decode(self._held, self._at)
            except RecursionError as error:
                raise Unreadable(self.line, "the value is nested too deeply") from error
            except ValueError as error:
                if len(self._held) - self._at > LONGEST_PIECE:
                    raise Unreadable(self.line, f"this is no JSON: {_reason(error)}") from error
                if not self._load():
                    raise Unreadable(self.line, f"this is no JSON, or the file ends here: {_reason(error)}") from error
                continue
            # A number at the end of the text, also one cut at its point or exponent, may go on in the next one.
            if not self._held[end:].strip(".eE+-") and self._load():
                continue
            self.line += self._held.count("\n", self._at, end)
            self._at = end
            return value


def _reason(error: Exception) -> str:
    return error.msg if isinstance(error, json.JSONDecodeError) else type(error).__name__
