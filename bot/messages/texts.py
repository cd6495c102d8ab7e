"""The bot's sentences in every language it speaks.

A language is one file in `locales/`, named as Discord names it. English is complete; a test holds the others to the
same keys and placeholders.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files

from bot.messages.markup import Markdown, escape, plain

ENGLISH = "en-US"
# Languages that Discord tells apart and we do not.
NEAR = {"en-GB": ENGLISH, "es-419": "es-ES"}
_FRENCH_SINGULAR = frozenset({"fr", "pt-BR"})  # 0 takes the singular: CLDR plural rules


class Texts:
    """Sentences of one language. Values are escaped unless they are Markdown already."""

    def __init__(self, locale: str, sentences: Mapping[str, str]) -> None:
        self.locale = locale
        self._sentences = sentences

    def __call__(self, key: str, **values: str | float) -> Markdown:
        """Give a sentence for a message."""
        shown = {
            name: self._number(value) if not isinstance(value, str) else escape(value) for name, value in values.items()
        }
        return Markdown(self._sentences[key].format_map(shown))

    def label(self, key: str, limit: int = 80, **values: str | float) -> str:
        """Give a sentence for a place without markup: a button, an option, a choice."""
        shown = {name: self._number(value) if not isinstance(value, str) else value for name, value in values.items()}
        return plain(self._sentences[key].format_map(shown), limit)

    def count(self, key: str, number: int, **values: str | float) -> Markdown:
        """Give the sentence `key` in the number that `number` asks for; it stands for `{count}`."""
        one = number == 1 or (number == 0 and self.locale in _FRENCH_SINGULAR)
        return self(f"{key}.{'one' if one else 'other'}", count=number, **values)

    def listed(self, parts: Iterable[str]) -> Markdown:
        """Join the parts of a list on one line."""
        return Markdown(self._sentences["number.list"].join(escape(part) for part in parts if part))

    def knows(self, key: str) -> bool:
        return key in self._sentences

    def _number(self, value: float) -> str:
        shown = f"{value:,}" if isinstance(value, int) else f"{value:,.1f}"
        marks = {",": self._sentences["number.group"], ".": self._sentences["number.decimal"]}
        return "".join(marks.get(char, char) for char in shown)


def texts_for(locale: str | None) -> Texts:
    """Give the texts of a reader's or server's language, English where we do not speak it."""
    wanted = NEAR.get(locale or ENGLISH, locale or ENGLISH)
    return _load(wanted if wanted in languages() else ENGLISH)


@cache
def languages() -> tuple[str, ...]:
    """Give the languages that have a file."""
    folder = files(__package__) / "locales"
    return tuple(sorted(item.name.removesuffix(".toml") for item in folder.iterdir() if item.name.endswith(".toml")))


def sentences_of(language: str) -> dict[str, str]:
    """Read a language's file, its tables flattened to dotted keys."""
    file = files(__package__) / "locales" / f"{language}.toml"
    return dict(_flatten(tomllib.loads(file.read_text(encoding="utf-8"))))


@cache
def _load(language: str) -> Texts:
    return Texts(language, sentences_of(language))


def _flatten(table: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        match value:
            case str():
                yield prefix + name, value
            case dict():
                yield from _flatten(value, f"{prefix}{name}.")
            case list():
                yield from ((f"{prefix}{name}.{place}", str(item)) for place, item in enumerate(value, 1))
            case _:
                raise TypeError(f"{prefix}{name} is {value!r}; a text is a string or a list of strings")
