"""Answering an interaction: in the reader's language, once, and kindly when something failed."""

import logging
from collections.abc import Iterator, Mapping

import discord
from discord import app_commands

from bot.core.errors import EncoreError
from bot.messages.layout import Layout, text
from bot.messages.texts import Texts, texts_for

log = logging.getLogger(__name__)

# An interaction that Discord has given up on: the reader sees that we did not answer, and nothing can be added.
_TOO_LATE = frozenset({10062, 10015})

NOBODY = discord.AllowedMentions.none()


class Refusal(EncoreError):
    """A request that we will not fulfil; `layout` says why and what to do instead."""

    def __init__(self, layout: Layout) -> None:
        super().__init__("the request was refused")
        self.layout = layout


def reader(interaction: discord.Interaction) -> Texts:
    """Give the texts of whoever asked."""
    return texts_for(interaction.locale.value)


def server(interaction: discord.Interaction) -> Texts:
    """Give the texts of the server that was asked in, of the reader where there is none."""
    return texts_for((interaction.guild_locale or interaction.locale).value)


def refuse(*parts: str) -> Refusal:
    """Give a refusal in these words, one part a line."""
    return Refusal(Layout(text(*parts)))


async def answer(interaction: discord.Interaction, layout: Layout, *, private: bool = True) -> None:
    """Give the answer, whether or not it was promised before; nobody is pinged by it."""
    if interaction.response.is_done():
        await interaction.followup.send(view=layout, ephemeral=private, allowed_mentions=NOBODY)
    else:
        await interaction.response.send_message(view=layout, ephemeral=private, allowed_mentions=NOBODY)


async def change(interaction: discord.Interaction, layout: Layout) -> None:
    """Put a new layout in place of the message whose button was pressed."""
    await interaction.response.edit_message(view=layout, allowed_mentions=NOBODY)


async def apologise(interaction: discord.Interaction, error: BaseException) -> None:
    """Answer privately what went wrong and what to do; log once what a person must know.

    The one place in which a failed interaction ends. It never raises what Discord refuses: the reader is gone then.
    """
    chain = list(_causes(error))
    if any(isinstance(cause, discord.HTTPException) and cause.code in _TOO_LATE for cause in chain):
        log.warning("answered too late command=%s", _name(interaction))
        return
    refusal = next((cause for cause in chain if isinstance(cause, Refusal)), None)
    if refusal is None and not isinstance(error, app_commands.CheckFailure | app_commands.CommandNotFound):
        log.error("interaction failed command=%s", _name(interaction), exc_info=chain[-1])
    layout = refusal.layout if refusal else Layout(text(reader(interaction)(_key(error, chain))))
    if interaction.type is discord.InteractionType.autocomplete:
        return
    try:
        await answer(interaction, layout)
    except discord.HTTPException as gone:
        log.warning("apology not delivered command=%s code=%s", _name(interaction), gone.code)


# What a reader is told, by what failed. The first row that fits counts; nothing of the error itself is shown.
_SAID: tuple[tuple[type[BaseException], str], ...] = (
    (app_commands.NoPrivateMessage, "error.server_only"),
    (app_commands.CheckFailure, "error.permission"),
    (app_commands.CommandNotFound, "error.late"),
)


def _key(error: BaseException, chain: list[BaseException]) -> str:
    if any("database is locked" in str(cause) for cause in chain):
        return "error.busy"
    return next((key for kind, key in _SAID if isinstance(error, kind)), "error.unforeseen")


def _causes(error: BaseException) -> Iterator[BaseException]:
    current: BaseException | None = error
    while current is not None:
        yield current
        current = current.original if isinstance(current, app_commands.CommandInvokeError) else current.__cause__


def _name(interaction: discord.Interaction) -> str:
    if isinstance(interaction.command, app_commands.Command | app_commands.ContextMenu):
        return interaction.command.qualified_name
    data: Mapping[str, object] = dict(interaction.data or {})
    return str(data.get("custom_id", "")).partition(":")[0]


class Tree(app_commands.CommandTree):
    """The commands, whose failures all end in `apologise`."""

    async def on_error(self, interaction: discord.Interaction, error: app_commands.AppCommandError, /) -> None:
        await apologise(interaction, error)
