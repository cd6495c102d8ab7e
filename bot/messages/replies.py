"""Answering an interaction: in the reader's language, once, and kindly when something failed."""

import asyncio
import logging
from collections.abc import Awaitable, Iterator, Mapping
from typing import TypeVar

import discord
from discord import app_commands

from bot.messages.layout import Layout, text
from bot.messages.texts import Texts, texts_for

log = logging.getLogger(__name__)

# An interaction that Discord has given up on: the reader sees that we did not answer, and nothing can be added.
_TOO_LATE = frozenset({10062, 10015})

# Discord waits three seconds for the first answer.
PATIENCE_SECONDS = 2.0

Result = TypeVar("Result")

NOBODY = discord.AllowedMentions.none()


class Refusal(app_commands.AppCommandError):
    """A request that we will not fulfil; `layout` says why and what to do instead.

    discord.py hands only errors of its own kind from a command's checks to the tree.
    """

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
    if interaction.response.is_done():
        await interaction.edit_original_response(view=layout, allowed_mentions=NOBODY)
    else:
        await interaction.response.edit_message(view=layout, allowed_mentions=NOBODY)


async def in_time(interaction: discord.Interaction, work: Awaitable[Result], *, in_place: bool = False) -> Result:
    """Await work that writes to the database, and promise an answer when it takes longer than Discord would wait.

    Usually it takes milliseconds and nothing is promised; a backup may hold the database for seconds. `in_place`: the
    answer will change the message whose button was pressed.
    """
    over = asyncio.Event()
    failure: Exception | None = None
    async with asyncio.TaskGroup() as group:
        group.create_task(_promise(interaction, over, in_place=in_place))
        try:
            result = await work
        except Exception as error:  # noqa: BLE001 - a group would wrap it; it is raised below as it is
            failure = error
        finally:
            over.set()
    if failure is not None:
        raise failure
    return result


async def _promise(interaction: discord.Interaction, over: asyncio.Event, *, in_place: bool) -> None:
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            await over.wait()
    except TimeoutError:
        try:
            await interaction.response.defer(ephemeral=True, thinking=not in_place)
        except discord.HTTPException as error:
            log.warning("answer not promised command=%s code=%s", _name(interaction), error.code)


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
