"""What a typed line means, before anything is sent."""

import pytest
from playwright.async_api import Page

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="session")]

COMMANDS = [
    {
        "id": "1",
        "name": "show",
        "description": "A show",
        "description_localizations": {"de": "Eine Serie"},
        "options": [{"type": 3, "name": "show", "description": "Which", "required": True}],
    },
    {
        "id": "2",
        "name": "subscribe",
        "description": "Follow",
        "options": [
            {"type": 3, "name": "show", "description": "Which", "required": True},
            {"type": 7, "name": "channel", "description": "Where"},
        ],
    },
    {
        "id": "3",
        "name": "feed",
        "description": "Feeds",
        "options": [
            {"type": 1, "name": "list", "description": "All"},
            {
                "type": 2,
                "name": "change",
                "description": "Change",
                "options": [
                    {
                        "type": 1,
                        "name": "name",
                        "description": "Rename",
                        "options": [{"type": 3, "name": "to", "description": "New"}],
                    }
                ],
            },
        ],
    },
    {"id": "4", "type": 3, "name": "Is this true?"},
]

READ = """
async ([commands, typed]) => {
  const { readTyped, typeable } = await import("/page/commands.js");
  const read = readTyped(typed, typeable(commands));
  return read && [read.entry.label, Object.fromEntries(read.texts)];
}
"""
OFFERED = """
async ([commands, typed, locale]) => {
  const { matchingEntries, typeable } = await import("/page/commands.js");
  return matchingEntries(typeable(commands, locale), typed).map((entry) => [entry.label, entry.description]);
}
"""
DATA = """
async ([commands, typed]) => {
  const { interactionData, readTyped, readValue, typeable } = await import("/page/commands.js");
  const { entry, texts } = readTyped(typed, typeable(commands));
  const read = (option) => readValue(option, { text: texts.get(option.name) ?? "", picked: null });
  const values = entry.options.map((option) => ({ option, ...read(option) }));
  return interactionData(entry, values);
}
"""


@pytest.mark.parametrize(
    ("typed", "meaning"),
    [
        ("hello", None),
        ("/sho", None),
        ("/show", None),
        ("/show ", ["show", {}]),
        ("/Show  two   words ", ["show", {"show": "two words"}]),
        ("/show re: zero", ["show", {"show": "re: zero"}]),
        ("/show show", ["show", {"show": "show"}]),
        ("/subscribe akira channel: #news", ["subscribe", {"show": "akira", "channel": "#news"}]),
        ("/subscribe channel:x show:y z", ["subscribe", {"channel": "x", "show": "y z"}]),
        ("/feed", None),
        ("/feed list ", ["feed list", {}]),
        ("/feed change name to: B", ["feed change name", {"to": "B"}]),
    ],
)
async def test_a_typed_line_means_this(still: Page, typed: str, meaning: object) -> None:
    assert await still.evaluate(READ, [COMMANDS, typed]) == meaning


async def test_what_begins_so_is_offered_before_what_contains_it(still: Page) -> None:
    assert await still.evaluate(OFFERED, [COMMANDS, "s", "en-US"]) == [
        ["show", "A show"],
        ["subscribe", "Follow"],
        ["feed list", "All"],
    ]


async def test_descriptions_come_in_the_readers_language(still: Page) -> None:
    assert await still.evaluate(OFFERED, [COMMANDS, "show", "de"]) == [["show", "Eine Serie"]]


async def test_subcommands_are_sent_nested(still: Page) -> None:
    assert await still.evaluate(DATA, [COMMANDS, "/feed change name to: B"]) == {
        "id": "3",
        "name": "feed",
        "type": 1,
        "options": [
            {
                "name": "change",
                "type": 2,
                "options": [{"name": "name", "type": 1, "options": [{"name": "to", "type": 3, "value": "B"}]}],
            }
        ],
    }
