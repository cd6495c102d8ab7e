"""Discord's Markdown, as elements; and hostile text, as text."""

import pytest
from playwright.async_api import Page

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="session")]

# The elements in a short notation: tag names, a class where it tells more, and the text.
SHORT = """
async ([text, blocks]) => {
  const { markdown } = await import("/page/markdown.js");
  const names = {
    user: (id) => (id === "1" ? { name: "Mika" } : null),
    role: (id) => (id === "2" ? { name: "Fans", colour: "#112233" } : null),
    channel: (id) => (id === "3" ? { name: "news" } : null),
    open: () => {},
  };
  const short = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.data;
    const inner = [...node.childNodes].map(short).join("");
    const name = node.classList[0] ?? node.tagName.toLowerCase();
    const target = node.href ? " " + node.getAttribute("href") : "";
    return `{${name}${target}: ${inner}}`;
  };
  const box = document.createElement("div");
  box.append(...markdown(text, names, { blocks }));
  return [...box.childNodes].map(short).join("");
}
"""

TEXTS = [
    ("plain text", "plain text"),
    ("**bold** and *leaning* and _this_ too", "{strong: bold} and {em: leaning} and {em: this} too"),
    ("***both***", "{strong: {em: both}}"),
    ("__under__ ~~gone~~", "{u: under} {s: gone}"),
    ("snake_case_name stays", "snake_case_name stays"),
    ("2 * 3 * 4 stays", "2 * 3 * 4 stays"),
    (r"\*not leaning\* and \\", r"*not leaning* and \ ".rstrip()),
    ("`**code**`", "{inline-code: **code**}"),
    ("``a ` b``", "{inline-code: a ` b}"),
    ("```py\nprint()\n```after", "{pre: {code: print()}}after"),
    ("# One\n## Two\n-# small\n#none", "{heading: One}{heading: Two}{subtext: small}#none"),
    ("> quoted\n> more\nafter", "{blockquote: quoted\nmore}after"),
    (">>> all\nof it", "{blockquote: all\nof it}"),
    ("- one\n  - inner\n- two", "{ul: {li: one{ul: {li: inner}}}{li: two}}"),
    ("3. three\n4. four", "{ol: {li: three}{li: four}}"),
    ("||hidden **deep**||", "{spoiler: {spoiler-text: hidden {strong: deep}}}"),
    ("||two\n\nparts||", "{spoiler: {spoiler-text: two\n\nparts}}"),
    ("|| never closed", "|| never closed"),
    ("<@1> <@!1> <@9>", "{mention: @Mika} {mention: @Mika} {mention: @unknown-user}"),
    ("<@&2> <#3> <#4>", "{mention: @Fans} {mention: #news} {mention: #unknown}"),
    ("@everyone </show:55> <:wave:66>", "{mention: @everyone} {mention: /show} {custom-emoji: :wave:}"),
    ("[words](https://a.example/x)", "{link https://a.example/x: words}"),
    ("[a [b] c](<https://a.example/(x)>)", "{link https://a.example/(x): a [b] c}"),
    ("see https://a.example/x, ok", "see {link https://a.example/x: https://a.example/x}, ok"),
    ("<https://a.example>", "{link https://a.example/: https://a.example}"),
    ("[x](https://a.example onclick=y)", "[x]({link https://a.example/: https://a.example} onclick=y)"),
    ("<t:1764000000:D>", "{timestamp: 24 November 2025}"),
    ("<t:1764000000>", "{timestamp: 24 November 2025 at 17:00}"),
    ("<t:9999999999999:D>", "<t:9999999999999:D>"),
]

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)><a href=javascript:alert(1)>x</a>",
    "[x](javascript:alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](java\tscript:alert(1))",
    "javascript:alert(1)",
    "&lt;script&gt;",
    "</div></li><script src=//a.example/x.js></script>",
    "${alert(1)} {{constructor.constructor('alert(1)')()}}",
    "constructor toString hasOwnProperty",
]


@pytest.mark.parametrize(("text", "expected"), TEXTS)
async def test_a_text_becomes_these_elements(still: Page, text: str, expected: str) -> None:
    assert await still.evaluate(SHORT, [text, True]) == expected


async def test_titles_keep_blocks_as_typed(still: Page) -> None:
    assert await still.evaluate(SHORT, ["# 1 > **b**\n- x", False]) == "# 1 > {strong: b}\n- x"


@pytest.mark.parametrize("text", HOSTILE)
async def test_hostile_text_stays_text(still: Page, text: str) -> None:
    assert await still.evaluate(SHORT, [text, True]) == text


@pytest.mark.parametrize("piece", ["**", "||", "[", "> ", "_*", "- ", "[a](", "~~__", "`", "<@", "\\", ">>> "])
async def test_the_longest_run_of_marks_is_read_to_its_end(still: Page, piece: str) -> None:
    text = (piece * 4096)[:4095] + "x"
    assert (await still.evaluate(SHORT, [text, True])).rstrip("}").endswith("x")


async def test_a_spoiler_opens_by_mouse_and_by_keyboard(page: Page) -> None:
    await page.evaluate(
        "async () => { const { markdown } = await import('/page/markdown.js');"
        " const box = document.createElement('div'); box.id = 'here';"
        " box.append(...markdown('||one|| ||two||', {}));"
        " Object.assign(box.style, { position: 'fixed', top: '0', zIndex: '99' });"
        " document.body.append(box); }"  # the page itself may fill the list of messages at any moment
    )
    spoilers = page.locator("#here .spoiler")
    words = page.locator("#here .spoiler-text")
    assert await words.nth(0).is_hidden()
    await spoilers.nth(0).click()
    assert await words.nth(0).is_visible()
    assert await words.nth(1).is_hidden()
    await spoilers.nth(1).press("Enter")
    assert await words.nth(1).is_visible()
