"""The frame of every message: Discord's Components V2 with its limits, and buttons that outlive a restart.

A button carries its state in its custom id (`verb:argument:…`); whoever answers it needs nothing but that id. The
layouts here only lay out; what a press does stands in `cogs/presses.py`.
"""

import re
from collections.abc import Iterable, Sequence

import discord
from discord import ui

from bot.messages.markup import Markdown, clip, escape, plain, safe_url

TEXT_LIMIT = 4000  # characters over all texts of one message
COMPONENT_LIMIT = 40  # counting every nested one
CUSTOM_ID_LIMIT = 100
OPTION_LIMIT = 25
ROW_LIMIT = 5


class Layout(ui.LayoutView):
    """A message made of components. Its buttons are answered by custom id alone, so the client does not remember it."""

    def __init__(self, *items: ui.Item["Layout"]) -> None:
        super().__init__(timeout=None)
        # A view that still listens is stored by the client for as long as the bot runs, one for each message.
        self.stop()
        for item in items:
            self.add_item(item)


Row = ui.ActionRow[Layout]
Button = ui.Button[Layout]


def custom_id(verb: str, *arguments: str | int) -> str:
    """Give the custom id by which `verb` is asked for; ValueError when the arguments do not fit."""
    made = ":".join((verb, *(str(argument) for argument in arguments)))
    if len(made) > CUSTOM_ID_LIMIT:
        raise ValueError(f"the custom id {made!r} is {len(made)} characters long; Discord takes {CUSTOM_ID_LIMIT}")
    return made


def press(
    label: str,
    verb: str,
    *arguments: str | int,
    style: discord.ButtonStyle = discord.ButtonStyle.secondary,
    emoji: str | None = None,
    disabled: bool = False,
) -> Button:
    """Give a button that asks for `verb`."""
    made = custom_id(verb, *arguments)
    return ui.Button(label=clip(label, 80), style=style, emoji=emoji, custom_id=made, disabled=disabled)


def link_button(label: str, url: str | None, emoji: str | None = None) -> Button | None:
    """Give a button that opens an address, or None where the address is not to be trusted."""
    address = safe_url(url)
    return ui.Button(label=clip(label, 80), url=address, emoji=emoji) if address else None


def rows(buttons: Iterable[Button | None]) -> list[Row]:
    """Put buttons into rows of five."""
    there = [button for button in buttons if button is not None]
    return [ui.ActionRow(*there[start : start + ROW_LIMIT]) for start in range(0, len(there), ROW_LIMIT)]


def text(*parts: str) -> ui.TextDisplay[Layout]:
    """Give a block of text, one part a line."""
    return ui.TextDisplay("\n".join(escape(part) for part in parts if part))


def pictured(block: ui.TextDisplay[Layout], picture: str | None, shows: str) -> ui.Item[Layout]:
    """Put a picture beside a text where there is one to be trusted; `shows` says what is on it to who cannot see."""
    address = safe_url(picture, 2000)
    return (
        ui.Section(block, accessory=ui.Thumbnail(address, description=plain(shows, 200) or None)) if address else block
    )


def framed(colour: int | None, items: Sequence[ui.Item[Layout]]) -> ui.Container[Layout]:
    return ui.Container(*items, accent_colour=colour)


def fitting(parts: Iterable[Markdown], room: int, more: str = "") -> list[Markdown]:
    """Give as many whole lines as fit into `room` characters, and `more` in place of the rest.

    Lines are never cut: a link or a spoiler mark that lost its end would show what it hides.
    """
    kept: list[Markdown] = []
    every = list(parts)
    left = room - len(more) - 1
    for place, part in enumerate(every):
        if len(part) + 1 > left:
            is_last_and_fits = place == len(every) - 1 and len(part) <= left + len(more) + 1
            kept.append(part if is_last_and_fits else Markdown(more))
            return [line for line in kept if line]
        kept.append(part)
        left -= len(part) + 1
    return kept


def ids_in(items: Iterable[discord.Component]) -> set[str]:
    """Give every custom id in the components of a message that Discord sent us."""
    found: set[str] = set()
    for item in items:
        own = getattr(item, "custom_id", None)
        if isinstance(own, str):
            found.add(own)
        nested = [*getattr(item, "children", ()), *filter(None, [getattr(item, "accessory", None)])]
        found |= ids_in(nested)
    return found


MARK = re.compile(r"news:(?P<mark>[\w-]{0,25}):(?P<show>.+)")
