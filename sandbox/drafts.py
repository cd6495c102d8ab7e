"""From what a bot sends to what Discord stores: defaults filled in, ids given, mentions worked out."""

import re
from collections.abc import Iterator
from typing import Any

from sandbox.models import JSON, MessageFlag
from sandbox.permissions import Permission

BOT_MAY_SET = MessageFlag.SUPPRESS_EMBEDS | MessageFlag.SUPPRESS_NOTIFICATIONS | MessageFlag.COMPONENTS_V2
ACTION_ROW, BUTTON, STRING_SELECT, TEXT_INPUT = 1, 2, 3, 4
SELECTS = {3, 5, 6, 7, 8}
SECTION, TEXT_DISPLAY, THUMBNAIL, GALLERY, FILE, SEPARATOR, CONTAINER, LABEL = 9, 10, 11, 12, 13, 14, 17, 18
MENTION = re.compile(r"<@(&|!)?(\d{15,20})>")
EVERYONE = re.compile(r"@(everyone|here)\b")


def children(component: JSON) -> list[JSON]:
    below = list(component.get("components") or [])
    return below + [component[key] for key in ("accessory", "component") if component.get(key)]


def walk(components: list[JSON]) -> Iterator[JSON]:
    """Every component, the nested ones too, in reading order."""
    for component in components:
        yield component
        yield from walk(children(component))


def visible_text(content: str, components: list[JSON]) -> str:
    """The text whose mentions count: content and text displays, never embeds."""
    texts = [each["content"] for each in walk(components) if each.get("type") == TEXT_DISPLAY]
    return "\n".join([content, *texts])


def text_of(message: JSON) -> str:
    """All that a reader sees of a message in Discord's shape, one piece a line."""
    pieces = [message["content"]]
    for embed in message["embeds"]:
        pieces += [embed.get("author", {}).get("name"), embed.get("title"), embed.get("description")]
        pieces += [text for field in embed.get("fields", []) for text in (field["name"], field["value"])]
        pieces.append(embed.get("footer", {}).get("text"))
    for each in walk(message["components"]):
        pieces += [each.get("content"), each.get("label"), each.get("placeholder")]
    return "\n".join(piece for piece in pieces if piece)


DEFAULTS: dict[int, JSON] = {
    **{kind: {"min_values": 1, "max_values": 1} for kind in SELECTS},
    CONTAINER: {"accent_color": None, "spoiler": False},
    SEPARATOR: {"spacing": 1, "divider": True},
    THUMBNAIL: {"description": None, "spoiler": False},
}


def _media(media: JSON) -> JSON:
    # the id belongs to the picture as fetched; nothing refers to it
    return {"id": "0", "url": media["url"], "proxy_url": media["url"], "width": 640, "height": 360}


def _named(values: JSON) -> JSON:
    """Only what has a value."""
    return {key: value for key, value in values.items() if value is not None}


def stored_components(components: list[JSON]) -> list[JSON]:
    """The components as Discord gives them back: numbered, with defaults spelt out."""
    taken = {each["id"] for each in walk(components) if each.get("id")}
    numbers = (number for number in range(1, 1000) if number not in taken)
    return [_stored(component, numbers) for component in components]


def _stored(component: JSON, numbers: Iterator[int]) -> JSON:
    number = component.get("id") or next(numbers)
    stored: JSON = DEFAULTS.get(component["type"], {}) | _named(component) | {"id": number}
    if component.get("emoji"):
        stored["emoji"] = _named(component["emoji"])
    if component.get("options"):
        stored["options"] = [_option(option) for option in component["options"]]
    if component.get("media"):
        stored["media"] = _media(component["media"])
    if component.get("items"):
        defaults: JSON = {"description": None, "spoiler": False}
        stored["items"] = [defaults | item | {"media": _media(item["media"])} for item in component["items"]]
    for key in ("accessory", "component"):
        if component.get(key):
            stored[key] = _stored(component[key], numbers)
    if component.get("components"):
        stored["components"] = [_stored(child, numbers) for child in component["components"]]
    return stored


def _option(option: JSON) -> JSON:
    stored = _named(option)
    if option.get("emoji"):
        stored["emoji"] = _named(option["emoji"])
    return stored


def stored_embed(embed: JSON) -> JSON:
    stored: JSON = {key: value for key, value in embed.items() if value is not None and key != "flags"}
    stored["type"] = "rich"
    if embed.get("fields"):
        stored["fields"] = [{"inline": False} | field for field in embed["fields"]]
    for key in ("image", "thumbnail"):
        if embed.get(key):
            stored[key] = {"url": embed[key]["url"], "proxy_url": embed[key]["url"], "width": 640, "height": 360}
    return stored


def message_fields(body: JSON) -> dict[str, Any]:
    """The fields of `Message` that the request sets; what it does not name is left out."""
    fields: dict[str, Any] = {}
    if "content" in body:
        fields["content"] = body["content"] or ""
    if "embeds" in body:
        fields["embeds"] = [stored_embed(embed) for embed in body["embeds"] or []]
    if "components" in body:
        fields["components"] = stored_components(body["components"] or [])
    if "flags" in body:
        fields["flags"] = int(body["flags"] or 0) & BOT_MAY_SET
    return fields


def mentioned(text: str, allowed: JSON | None) -> tuple[list[int], list[int], bool]:
    """Users, roles and whether everyone: what the text mentions and `allowed_mentions` lets through."""
    parse = {"users", "roles", "everyone"} if allowed is None else set(allowed.get("parse") or [])
    named = {key: {int(one) for one in (allowed or {}).get(key) or []} for key in ("users", "roles")}
    users: dict[int, None] = {}
    roles: dict[int, None] = {}
    for kind, raw in MENTION.findall(text):
        key, found = ("roles", roles) if kind == "&" else ("users", users)
        if key in parse or int(raw) in named[key]:
            found[int(raw)] = None
    return list(users), list(roles), "everyone" in parse and bool(EVERYONE.search(text))


def may_ping(role_mentionable: bool, granted: Permission) -> bool:
    return role_mentionable or Permission.MENTION_EVERYONE in granted
