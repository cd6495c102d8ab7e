"""Every language says everything, with the same values in it."""

import ast
import re
import string
from pathlib import Path

import pytest

from bot.core.models import NEVER_TOLD, Grade, Kind, Part, Status
from bot.core.outbox import Refusal
from bot.messages.markup import Markdown
from bot.messages.show_card import SECTIONS
from bot.messages.texts import ENGLISH, Texts, languages, sentences_of, texts_for

ROOT = Path(__file__).resolve().parents[2]
ENGLISH_SENTENCES = sentences_of(ENGLISH)
OTHERS = [language for language in languages() if language != ENGLISH]


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def test_the_bot_speaks_at_least_six_languages() -> None:
    assert {"en-US", "de", "es-ES", "fr", "ja", "pt-BR"} <= set(languages())


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_has_every_sentence_and_no_other(language: str) -> None:
    assert sorted(sentences_of(language)) == sorted(ENGLISH_SENTENCES)


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_puts_the_same_values_into_its_sentences(language: str) -> None:
    theirs = sentences_of(language)
    differing = {
        key: (placeholders(english), placeholders(theirs[key]))
        for key, english in ENGLISH_SENTENCES.items()
        if key in theirs and not key.endswith((".one", ".other")) and placeholders(english) != placeholders(theirs[key])
    }
    assert differing == {}


@pytest.mark.parametrize("language", languages())
def test_a_number_may_be_left_out_of_the_singular_only(language: str) -> None:
    theirs = sentences_of(language)
    for key, sentence in theirs.items():
        if key.endswith(".one"):
            assert placeholders(sentence) | {"count"} == placeholders(ENGLISH_SENTENCES[key]) | {"count"}, key
        if key.endswith(".other"):
            assert placeholders(sentence) == placeholders(ENGLISH_SENTENCES[key]), key


@pytest.mark.parametrize("language", languages())
def test_descriptions_and_buttons_fit_into_discords_fields(language: str) -> None:
    limits = {"command.": 100, "option.": 100, "choice.": 100, "button.": 80}
    too_long = {
        key: len(sentence)
        for key, sentence in sentences_of(language).items()
        for prefix, limit in limits.items()
        if key.startswith(prefix) and not 1 <= len(sentence) <= limit
    }
    assert too_long == {}


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_is_translated(language: str) -> None:
    theirs = sentences_of(language)
    prose = {key for key, sentence in ENGLISH_SENTENCES.items() if len(re.findall(r"[A-Za-z]{3,}", sentence)) > 3}
    assert {key for key in prose if theirs.get(key) == ENGLISH_SENTENCES[key]} == set()


@pytest.mark.parametrize("language", languages())
def test_kinds_of_news_can_be_told_apart_in_a_list(language: str) -> None:
    names = [sentence for key, sentence in sentences_of(language).items() if key.startswith("event.name.")]
    assert len(set(names)) == len(Kind)
    assert [name for name in names if re.search("[,、，]", name)] == []


def test_everything_that_can_be_said_has_a_text() -> None:
    told = [kind for kind in Kind if kind not in NEVER_TOLD]
    wanted = [
        *(f"event.{kind}" for kind in told),
        *(f"event.name.{kind}" for kind in Kind),
        *(f"grade.{grade}" for grade in Grade),
        *(f"grade.short.{grade}" for grade in Grade),
        *(f"choice.grade.{grade}" for grade in Grade),
        *(f"{table}.{part}.{form}" for table in ("what", "subject") for part in Part for form in ("new", "numbered")),
        *(f"status.name.{status.name.lower()}" for status in Status),
        *(f"pause.{refusal.value}" for refusal in Refusal),
        *(f"button.{name}" for name in SECTIONS),
        *(f"section.{name}" for name in SECTIONS),
    ]
    assert [key for key in wanted if key not in ENGLISH_SENTENCES] == []


def patterns() -> set[str]:
    """Give every string of the code that may be a key, with what is filled in later left open."""
    found = set()
    for path in [*(ROOT / "bot" / "messages").glob("*.py"), *(ROOT / "cogs").glob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(re.escape(node.value))
            elif isinstance(node, ast.JoinedStr):
                fixed = [str(part.value) if isinstance(part, ast.Constant) else None for part in node.values]
                found.add("".join(".+" if piece is None else re.escape(piece) for piece in fixed))
    return {pattern for pattern in found if re.match(r"[a-z]+\\\.", pattern)}


def test_every_sentence_is_said_somewhere() -> None:
    said = re.compile("|".join(f"(?:{pattern})" for pattern in patterns()))
    own = {"language.name", "number.group", "number.decimal", "number.list"}
    counted = re.compile(r"\.(?:one|other)$")
    unsaid = [key for key in ENGLISH_SENTENCES if not said.fullmatch(key) and not said.fullmatch(counted.sub("", key))]
    assert sorted(set(unsaid) - own) == []


@pytest.mark.parametrize(
    ("locale", "spoken"),
    [("en-GB", "en-US"), ("es-419", "es-ES"), ("de", "de"), ("xx", "en-US"), ("", "en-US"), (None, "en-US")],
)
def test_an_unknown_language_is_answered_in_english(locale: str | None, spoken: str) -> None:
    assert texts_for(locale).locale == spoken


def test_values_are_escaped_unless_they_are_markup() -> None:
    texts = texts_for(ENGLISH)
    assert texts("subscriptions.line", channel=Markdown("<#1>"), show="*x* {y}") == r"<#1>: \*x\* {y}"


def test_numbers_are_written_as_the_language_writes_them() -> None:
    german = Texts("de", {"number.group": ".", "number.decimal": ",", "x": "{a} {b}"})
    assert german("x", a=2238, b=7.3) == "2.238 7,3"


def test_a_count_takes_the_right_form() -> None:
    texts = texts_for(ENGLISH)
    assert texts.count("show.episodes", 1) == "1 episode"
    assert texts.count("show.episodes", 12) == "12 episodes"
