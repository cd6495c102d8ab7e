"""Discord's published limits on what a bot sends; each breach is named as Discord names it."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from sandbox import drafts
from sandbox.errors import Problem
from sandbox.models import JSON, Message, MessageFlag

Path = tuple[str | int, ...]
COMMAND_NAME = re.compile(r"[-_'\w]{1,32}")
LOCALES = (
    "id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru uk hi th zh-CN ja "
    "zh-TW ko"
)
CHAT_INPUT, SUBCOMMAND, GROUP = 1, 1, 2
WITH_CHOICES: dict[int, type | tuple[type, ...]] = {3: str, 4: int, 10: (int, float)}
EMBED_TEXTS = {("title",): 256, ("description",): 4096, ("footer", "text"): 2048, ("author", "name"): 256}


class Checker:
    """Collects what is wrong, with where."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def fail(self, path: Path, code: str, message: str) -> None:
        self.problems.append(Problem(path, code, message))

    def length(self, path: Path, value: Any, most: int, least: int = 0) -> None:
        if not isinstance(value, str):
            self.fail(path, "BASE_TYPE_REQUIRED", "This field is required")
        elif len(value) > most and not least:
            self.fail(path, "BASE_TYPE_MAX_LENGTH", f"Must be {most} or fewer in length.")
        elif not least <= len(value) <= most:
            self.fail(path, "BASE_TYPE_BAD_LENGTH", f"Must be between {least} and {most} in length.")

    def count(self, path: Path, values: list[Any], most: int, least: int = 0) -> None:
        if not least <= len(values) <= most:
            self.fail(path, "BASE_TYPE_BAD_LENGTH", f"Must be between {least} and {most} in length.")

    def unique(self, path: Path, values: Iterable[Any], code: str, message: str) -> None:
        for value, number in Counter(values).items():
            if number > 1:
                self.fail(path, code, f"{message}: {value}")


def message(body: JSON, before: Message | None = None) -> list[Problem]:
    """What is wrong with a message, or with it after an edit of `before`."""
    check = Checker()
    flags = int(body.get("flags") or 0) | (before.flags if before else 0)
    v2 = bool(flags & MessageFlag.COMPONENTS_V2)
    content = body.get("content", before.content if before else None) or ""
    embeds = body.get("embeds", before.embeds if before else None) or []
    parts = body.get("components") or []
    check.length(("content",), content, 2000)
    if body.get("nonce") is not None:
        check.length(("nonce",), str(body["nonce"]), 25)
    if v2 and (content or embeds or body.get("poll") or body.get("sticker_ids")):
        where = "content" if content else "embeds"
        check.fail((where,), "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", "Cannot be used with components v2")
    _embeds(check, body.get("embeds") or [])
    _components(check, parts, v2=v2)
    _allowed_mentions(check, body.get("allowed_mentions") or {})
    return check.problems


def is_empty(body: JSON, files: int, before: Message | None = None) -> bool:
    """Nothing to show would remain."""
    kept = {"content": before.content, "embeds": before.embeds, "components": before.components} if before else {}
    shown = kept | {key: body[key] for key in ("content", "embeds", "components", "sticker_ids", "poll") if key in body}
    attachments = body.get("attachments", before.attachments if before else None)
    return not any(shown.values()) and not files and not attachments


def _embeds(check: Checker, embeds: list[JSON]) -> None:
    check.count(("embeds",), embeds, 10)
    total = 0
    for index, embed in enumerate(embeds):
        at: Path = ("embeds", index)
        for keys, most in EMBED_TEXTS.items():
            value: Any = embed
            for key in keys:
                value = (value or {}).get(key)
            if value is not None:
                check.length((*at, *keys), value, most)
                total += len(value)
        fields = embed.get("fields") or []
        check.count((*at, "fields"), fields, 25)
        for number, field in enumerate(fields):
            for key, most in (("name", 256), ("value", 1024)):
                check.length((*at, "fields", number, key), field.get(key) or None, most, 1)
                total += len(field.get(key) or "")
        for keys in (("url",), ("image", "url"), ("thumbnail", "url"), ("author", "url"), ("author", "icon_url")):
            _url(check, (*at, *keys), (embed.get(keys[0]) or {}).get(keys[1]) if len(keys) > 1 else embed.get(keys[0]))
    if total > 6000:
        check.fail(("embeds",), "MAX_EMBED_SIZE_EXCEEDED", "Embed size exceeds maximum size of 6000")


def _url(check: Checker, path: Path, value: Any) -> None:
    if value is None:
        return
    if not re.match(r"(https?|attachment)://[^\s/]+", str(value)):
        check.fail(path, "URL_TYPE_INVALID_SCHEME", f"Scheme \"{value}\" must be one of ('http', 'https').")
    elif len(value) > 2048:
        check.fail(path, "BASE_TYPE_MAX_LENGTH", "Must be 2048 or fewer in length.")


def _allowed_mentions(check: Checker, allowed: JSON) -> None:
    for key in ("users", "roles"):
        ids = allowed.get(key) or []
        check.count(("allowed_mentions", key), ids, 100)
        if ids and key in (allowed.get("parse") or []):
            text = f'parse:["{key}"] and {key}: [ids...] are mutually exclusive.'
            check.fail(("allowed_mentions",), "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", text)


def _components(check: Checker, components: list[JSON], *, v2: bool) -> None:
    everything = list(drafts.walk(components))
    at: Path = ("components",)
    if v2:
        check.count(at, everything, 40)
        total = sum(len(each.get("content") or "") for each in everything if each.get("type") == drafts.TEXT_DISPLAY)
        if total > 4000:
            check.fail(at, "COMPONENT_MAX_TOTAL_TEXT_SIZE", "The total displayable text size exceeds 4000")
    else:
        check.count(at, components, 5)
        for index, each in enumerate(components):
            if each.get("type") != drafts.ACTION_ROW:
                code = "UNION_TYPE_CHOICES"
                check.fail((*at, index, "type"), code, 'Value of field "type" must be one of (1,).')
    ids = [each["custom_id"] for each in everything if each.get("custom_id")]
    check.unique(at, ids, "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated")
    for index, each in enumerate(components):
        _component(check, (*at, index), each)


def _component(check: Checker, at: Path, one: JSON) -> None:
    kind = one.get("type")
    if kind in PARTS:
        PARTS[kind](check, at, one)
    elif kind not in WITHOUT_RULES:
        check.fail((*at, "type"), "UNION_TYPE_CHOICES", f"Unknown component type {kind}.")
    for index, child in enumerate(one.get("components") or []):
        _component(check, (*at, "components", index), child)
    for key in ("accessory", "component"):
        if one.get(key):
            _component(check, (*at, key), one[key])


def _row(check: Checker, at: Path, one: JSON) -> None:
    row = one.get("components") or []
    check.count((*at, "components"), row, 5, 1)
    if len(row) > 1 and any(each.get("type") in drafts.SELECTS for each in row):
        check.fail((*at, "components"), "COMPONENT_LAYOUT_WIDTH_EXCEEDED", "The total width is more than 5")


def _text_input(check: Checker, at: Path, one: JSON) -> None:
    check.length((*at, "custom_id"), one.get("custom_id"), 100, 1)
    check.length((*at, "placeholder"), one.get("placeholder") or "", 100)
    if one.get("label") is not None:
        check.length((*at, "label"), one["label"], 45, 1)


def _section(check: Checker, at: Path, one: JSON) -> None:
    check.count((*at, "components"), one.get("components") or [], 3, 1)
    if not one.get("accessory"):
        check.fail((*at, "accessory"), "BASE_TYPE_REQUIRED", "This field is required")


def _text_display(check: Checker, at: Path, one: JSON) -> None:
    check.length((*at, "content"), one.get("content"), 4000, 1)


def _gallery(check: Checker, at: Path, one: JSON) -> None:
    items = one.get("items") or []
    check.count((*at, "items"), items, 10, 1)
    for index, item in enumerate(items):
        _picture(check, (*at, "items", index), item)


def _picture(check: Checker, at: Path, one: JSON) -> None:
    _url(check, (*at, "media", "url"), (one.get("media") or {}).get("url", ""))
    check.length((*at, "description"), one.get("description") or "", 1024)


def _label(check: Checker, at: Path, one: JSON) -> None:
    check.length((*at, "label"), one.get("label"), 45, 1)
    check.length((*at, "description"), one.get("description") or "", 100)


def _button(check: Checker, at: Path, one: JSON) -> None:
    check.length((*at, "label"), one.get("label") or "", 80)
    if not one.get("label") and not one.get("emoji"):
        check.fail(at, "BUTTON_COMPONENT_EMPTY", "A label or an emoji is required")
    if one.get("style") == 5:
        if one.get("custom_id"):
            check.fail(
                at, "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE", "A custom id and url cannot both be given"
            )
        if not one.get("url"):
            check.fail((*at, "url"), "BASE_TYPE_REQUIRED", "This field is required")
        elif len(one["url"]) > 512:
            check.fail((*at, "url"), "BASE_TYPE_MAX_LENGTH", "Must be 512 or fewer in length.")
        _url(check, (*at, "url"), one.get("url"))
    elif one.get("style") in {1, 2, 3, 4}:
        check.length((*at, "custom_id"), one.get("custom_id"), 100, 1)


def _select(check: Checker, at: Path, one: JSON) -> None:
    check.length((*at, "custom_id"), one.get("custom_id"), 100, 1)
    check.length((*at, "placeholder"), one.get("placeholder") or "", 150)
    if one["type"] != drafts.STRING_SELECT:
        return
    options = one.get("options") or []
    check.count((*at, "options"), options, 25, 1)
    check.unique(
        (*at, "options"),
        [each.get("value") for each in options],
        "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
        "The specified option value is already used",
    )
    for index, option in enumerate(options):
        for key in ("label", "value"):
            check.length((*at, "options", index, key), option.get(key), 100, 1)
        check.length((*at, "options", index, "description"), option.get("description") or "", 100)
    if (one.get("max_values") or 1) > len(options):
        check.fail((*at, "options"), "BASE_TYPE_BAD_LENGTH", f"Must be at least {one['max_values']} in length.")


PARTS: dict[int, Callable[[Checker, Path, JSON], None]] = {
    drafts.ACTION_ROW: _row,
    drafts.BUTTON: _button,
    **dict.fromkeys(drafts.SELECTS, _select),
    drafts.TEXT_INPUT: _text_input,
    drafts.SECTION: _section,
    drafts.TEXT_DISPLAY: _text_display,
    drafts.GALLERY: _gallery,
    drafts.THUMBNAIL: _picture,
    drafts.LABEL: _label,
}
WITHOUT_RULES = {drafts.FILE, drafts.SEPARATOR, drafts.CONTAINER, 19, 21, 22, 23}


def choices(values: list[JSON], at: Path = ("data", "choices")) -> list[Problem]:
    """Autocomplete answers and fixed choices obey the same limits."""
    check = Checker()
    check.count(at, values, 25)
    for index, choice in enumerate(values):
        check.length((*at, index, "name"), choice.get("name"), 100, 1)
        if isinstance(choice.get("value"), str):
            check.length((*at, index, "value"), choice["value"], 100, 1)
        elif choice.get("value") is None:
            check.fail((*at, index, "value"), "BASE_TYPE_REQUIRED", "This field is required")
    return check.problems


def modal(data: JSON) -> list[Problem]:
    check = Checker()
    check.length(("data", "title"), data.get("title"), 45, 1)
    check.length(("data", "custom_id"), data.get("custom_id"), 100, 1)
    check.count(("data", "components"), data.get("components") or [], 5, 1)
    for index, each in enumerate(data.get("components") or []):
        _component(check, ("data", "components", index), each)
    return check.problems


def commands(all_of_them: list[JSON]) -> list[Problem]:
    """What is wrong with a whole set of commands."""
    check = Checker()
    pairs = [(each.get("name"), each.get("type") or CHAT_INPUT) for each in all_of_them]
    check.unique((), pairs, "APPLICATION_COMMANDS_DUPLICATE_NAME", "Application command names must be unique")
    for index, each in enumerate(all_of_them):
        _command(check, (index,), each)
    return check.problems


def command(one: JSON) -> list[Problem]:
    check = Checker()
    _command(check, (), one)
    return check.problems


def _command(check: Checker, at: Path, one: JSON) -> None:
    if (one.get("type") or CHAT_INPUT) == CHAT_INPUT:
        _described(check, at, one)
        _options(check, (*at, "options"), one.get("options") or [])
        size = _size(one)
        if size > 8000:
            check.fail(at, "APPLICATION_COMMAND_TOO_LARGE", "Command exceeds maximum size (8000)")
    else:
        check.length((*at, "name"), one.get("name"), 32, 1)
        if one.get("description"):
            check.fail(
                (*at, "description"),
                "APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION",
                "Context menu commands cannot have description",
            )


def _described(check: Checker, at: Path, one: JSON) -> None:
    names = {("name",): one.get("name")} | {
        ("name_localizations", locale): name for locale, name in (one.get("name_localizations") or {}).items()
    }
    for path, name in names.items():
        if not isinstance(name, str) or not COMMAND_NAME.fullmatch(name) or name != name.lower():
            check.fail((*at, *path), "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")
    check.length((*at, "description"), one.get("description"), 100, 1)
    for locale, text in (one.get("description_localizations") or {}).items():
        check.length((*at, "description_localizations", locale), text, 100, 1)
    for key in ("name_localizations", "description_localizations"):
        for locale in (one.get(key) or {}).keys() - set(LOCALES.split()):
            check.fail((*at, key, locale), "ENUM_TYPE_COERCE", f'Value "{locale}" is not a valid enum value.')


def _options(check: Checker, at: Path, options: list[JSON]) -> None:
    check.count(at, options, 25)
    check.unique(
        at,
        [each.get("name") for each in options],
        "APPLICATION_COMMAND_OPTIONS_NAME_INVALID",
        "Option names must be unique",
    )
    seen_optional = False
    for index, option in enumerate(options):
        here: Path = (*at, index)
        kind = option.get("type")
        _described(check, here, option)
        if kind in {SUBCOMMAND, GROUP}:
            _options(check, (*here, "options"), option.get("options") or [])
            continue
        if option.get("required") and seen_optional:
            check.fail(
                here,
                "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
                "Required options must be placed before non-required options",
            )
        seen_optional = seen_optional or not option.get("required")
        if option.get("choices"):
            check.problems += choices(option["choices"], (*here, "choices"))
            if option.get("autocomplete"):
                check.fail(
                    here, "APPLICATION_COMMAND_OPTIONS_CHOICES_AUTOCOMPLETE", "Cannot have choices and autocomplete"
                )
            if kind not in WITH_CHOICES or not all(
                isinstance(one.get("value"), WITH_CHOICES[kind]) for one in option["choices"]
            ):
                check.fail(
                    (*here, "choices"),
                    "APPLICATION_COMMAND_OPTION_CHOICE_TYPE",
                    "Choice values must be of the option's type",
                )


def _longest(one: JSON, key: str) -> int:
    return max([len(one.get(key) or ""), *map(len, (one.get(f"{key}_localizations") or {}).values())])


def _size(one: JSON) -> int:
    """Names, descriptions and values together; of translations only the longest counts."""
    own = _longest(one, "name") + _longest(one, "description")
    values = sum(_longest(each, "name") + len(str(each.get("value", ""))) for each in one.get("choices") or [])
    return own + values + sum(_size(each) for each in one.get("options") or [])
