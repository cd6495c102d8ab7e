"""Reading messages as Discord hands them out."""

from collections.abc import Iterator
from typing import Any

BUTTON, TEXT = 2, 10


def walk(components: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Give every component, nested ones too."""
    for component in components:
        yield component
        yield from walk(component.get("components", []))
        if accessory := component.get("accessory"):
            yield from walk([accessory])


def buttons(message: dict[str, Any]) -> dict[str, str]:
    """Give what each button of a message says, and the custom id or address behind it."""
    found = (part for part in walk(message["components"]) if part["type"] == BUTTON)
    return {part["label"]: part.get("custom_id") or part["url"] for part in found}


def said(message: dict[str, Any]) -> str:
    """Give all that can be read in a message, buttons aside."""
    return "\n".join(part["content"] for part in walk(message["components"]) if part["type"] == TEXT)
