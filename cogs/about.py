"""/about: what this bot does, in three lines."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.messages.layout import Layout, framed, text
from bot.messages.markup import heading, small
from bot.messages.replies import answer, reader
from bot.messages.translator import described
from bot.services.bundle import services_of
from bot.services.lookup import Lookup


class About(commands.Cog):
    """Introduces the bot."""

    def __init__(self, lookup: Lookup) -> None:
        self._lookup = lookup

    @app_commands.command(name="about", description=described("command.about"))
    @app_commands.allowed_installs(guilds=True, users=True)
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    async def about(self, interaction: discord.Interaction) -> None:
        texts = reader(interaction)
        figures = texts("about.figures", shows=self._lookup.count())
        body = text(heading("Encore", 3), texts("about.text"), texts("about.how"), small(figures))
        await answer(interaction, Layout(framed(0x5865F2, [body])))


async def setup(bot: commands.Bot) -> None:
    await bot.add_cog(About(services_of(bot).lookup))
