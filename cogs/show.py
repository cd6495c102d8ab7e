"""/show: is the next season happening?"""

import discord
from discord import app_commands
from discord.ext import commands

from bot.messages.replies import answer, reader, server
from bot.messages.show_card import show_card, unknown_show
from bot.messages.translator import described
from bot.services.bundle import Services, services_of
from bot.services.lookup import Lookup
from cogs.access import may_manage

CHOICES = 25


class Shows(commands.Cog):
    """Looks shows up."""

    def __init__(self, lookup: Lookup) -> None:
        self._lookup = lookup

    @app_commands.command(name="show", description=described("command.show"))
    @app_commands.describe(show=described("option.show.show"))
    @app_commands.allowed_installs(guilds=True, users=True)
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    async def show(self, interaction: discord.Interaction, show: str) -> None:
        found = await self._lookup.find(show)
        if found.show_id is None:
            await answer(interaction, unknown_show(show, found.nearest, reader(interaction), several=found.several))
            return
        await send_card(interaction, self._lookup, found.show_id, private=False)

    @show.autocomplete("show")
    async def suggest(self, _: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
        return choices(self._lookup, current)


def choices(lookup: Lookup, current: str) -> list[app_commands.Choice[str]]:
    """Give the shows that a half-typed title may mean, as Discord's menu takes them."""
    found = lookup.suggest(current, CHOICES)
    return [app_commands.Choice(name=one.label[:100], value=one.id) for one in found if len(one.id) <= 100]


async def send_card(interaction: discord.Interaction, lookup: Lookup, show_id: str, *, private: bool) -> None:
    """Answer with a show's card: in the server's language where all can read it, else in the reader's."""
    texts = reader(interaction) if private else server(interaction)
    card = await lookup.card(show_id)
    may_follow = may_manage(interaction) and interaction.client.get_guild(interaction.guild_id or 0) is not None
    await answer(interaction, show_card(card, texts, may_follow=may_follow), private=private)


async def setup(bot: commands.Bot) -> None:
    services: Services = services_of(bot)
    await bot.add_cog(Shows(services.lookup))
