"""Discord's published limits of Components V2, checked on what would be sent.

https://discord.com/developers/docs/components/reference
"""

from collections.abc import Iterator
from typing import Any

from bot.messages.layout import Layout

BUTTON, SELECT, SECTION, TEXT, THUMBNAIL, SEPARATOR, CONTAINER, ROW = 2, 3, 9, 10, 11, 14, 17, 1


def parts(layout: Layout) -> list[dict[str, Any]]:
    """Give every component of a message, nested ones too."""
    return list(_walk(layout.to_components()))  # type: ignore[no-untyped-call]


def _walk(components: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for component in components:
        yield component
        yield from _walk(component.get("components", []))
        if accessory := component.get("accessory"):
            yield from _walk([accessory])


def texts(layout: Layout) -> list[str]:
    return [part["content"] for part in parts(layout) if part["type"] == TEXT]


def said(layout: Layout) -> str:
    """Give all that can be read in a message, buttons aside."""
    return "\n".join(texts(layout))


def buttons(layout: Layout) -> dict[str, str]:
    """Give what each button says, and the custom id or address behind it."""
    return {part["label"]: part.get("custom_id") or part["url"] for part in parts(layout) if part["type"] == BUTTON}


def check(layout: Layout) -> None:
    """Assert that Discord would take the message."""
    components = parts(layout)
    assert 1 <= len(components) <= 40
    assert sum(len(text) for text in texts(layout)) <= 4000
    assert all(text.strip() for text in texts(layout))
    ids = [part["custom_id"] for part in components if "custom_id" in part]
    assert all(1 <= len(made) <= 100 for made in ids)
    assert len(ids) == len(set(ids))
    for part in components:
        if part["type"] == BUTTON:
            assert 1 <= len(part["label"]) <= 80
            assert len(part.get("url") or "") <= 512
        elif part["type"] == ROW:
            assert 1 <= len(part["components"]) <= 5
        elif part["type"] == SECTION:
            assert 1 <= len(part["components"]) <= 3
            assert part["accessory"]
        elif part["type"] == SELECT:
            assert 1 <= len(part["options"]) <= 25
            assert all(1 <= len(option["label"]) <= 100 for option in part["options"])
            assert len({option["value"] for option in part["options"]}) == len(part["options"])
