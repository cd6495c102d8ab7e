"""/why and "Is this true?": why something was told or not, and what is known about somebody's words."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.messages.layout import Layout, text
from bot.messages.replies import answer, reader, refuse
from bot.messages.show_card import unknown_show
from bot.messages.translator import described
from bot.messages.why_answer import reasons, truth
from bot.services.bundle import services_of
from bot.services.lookup import Lookup
from bot.services.why import Why
from cogs.show import choices

TEXT_LIMIT = 500
TRUE_NAME = "Is this true?"


class Reasons(commands.Cog):
    """Explains decisions to whoever asks."""

    def __init__(self, lookup: Lookup, why: Why, tree: app_commands.CommandTree) -> None:
        self._lookup = lookup
        self._why = why
        self._tree = tree
        self._menu = app_commands.ContextMenu(
            name=app_commands.locale_str(TRUE_NAME, key="command.is_this_true"),
            callback=self.is_this_true,
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
        )

    async def cog_load(self) -> None:
        self._tree.add_command(self._menu)

    async def cog_unload(self) -> None:
        self._tree.remove_command(self._menu.name, type=self._menu.type)

    @app_commands.command(name="why", description=described("command.why"))
    @app_commands.describe(show=described("option.why.show"), text=described("option.why.text"))
    @app_commands.allowed_installs(guilds=True, users=True)
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    async def why(
        self,
        interaction: discord.Interaction,
        show: str | None = None,
        text: app_commands.Range[str, 1, TEXT_LIMIT] | None = None,
    ) -> None:
        texts = reader(interaction)
        if text:
            found = await self._why.about_text(text, interaction.guild_id)
            await answer(interaction, reasons(found, interaction.guild_id, texts))
            return
        if not show:
            raise refuse(texts("why.ask"))
        meant = await self._lookup.find(show)
        if meant.show_id is None:
            await answer(interaction, unknown_show(show, meant.nearest, texts, several=meant.several))
            return
        found = await self._why.about_show(meant.show_id, interaction.guild_id)
        title = self._lookup.title(meant.show_id)
        await answer(interaction, reasons(found, interaction.guild_id, texts, title))

    @why.autocomplete("show")
    async def suggest(self, _: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
        return choices(self._lookup, current)

    async def is_this_true(self, interaction: discord.Interaction, message: discord.Message) -> None:
        """Read the message's text and embeds, nothing else of it, and keep none of it."""
        texts = reader(interaction)
        lines = words_of(message)
        if not lines:
            await answer(interaction, Layout(text(texts("truth.empty"))))
            return
        await answer(interaction, truth(await self._why.check(lines), texts))


def words_of(message: discord.Message) -> list[str]:
    """Give the lines that can be read in a message: the text and the embeds, of what it forwards too."""
    parts: list[discord.Message | discord.MessageSnapshot] = [message, *message.message_snapshots]
    said = [line for part in parts for line in part.content.splitlines()]
    for embed in (embed for part in parts for embed in part.embeds):
        said += [embed.title or "", *(embed.description or "").splitlines()]
        said += [line for field in embed.fields for line in (field.name or "", field.value or "")]
    return [line.strip() for line in said if line.strip()]


async def setup(bot: commands.Bot) -> None:
    services = services_of(bot)
    await bot.add_cog(Reasons(services.lookup, services.why, bot.tree))
