"""What happens to servers: the bot joins or leaves, and permissions change so that a paused channel may work again."""

import discord
from discord.ext import commands

from bot.services.bundle import Services, services_of


class Servers(commands.Cog):
    """Listens to what Discord says of servers and channels."""

    def __init__(self, bot: commands.Bot, services: Services) -> None:
        self._bot = bot
        self._services = services

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Learn of everything that happened while the bot was away."""
        for guild in self._bot.guilds:
            await self._is_here(guild)
        if not isinstance(self._bot, discord.AutoShardedClient):
            await self._services.servers.settle([guild.id for guild in self._bot.guilds])

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        await self._is_here(guild)

    @commands.Cog.listener()
    async def on_guild_available(self, guild: discord.Guild) -> None:
        """After an outage of Discord's, during which we may have missed that the server took the bot back."""
        if self._bot.is_ready():
            await self._is_here(guild)

    async def _is_here(self, guild: discord.Guild) -> None:
        await self._services.servers.seen(guild.id, guild.preferred_locale.value)
        await self._services.courier.recheck(guild.id)

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        await self._services.servers.left(guild.id)

    @commands.Cog.listener()
    async def on_guild_update(self, _before: discord.Guild, after: discord.Guild) -> None:
        await self._services.servers.seen(after.id, after.preferred_locale.value)

    @commands.Cog.listener()
    async def on_guild_channel_update(self, _before: discord.abc.GuildChannel, after: discord.abc.GuildChannel) -> None:
        await self._services.courier.recheck(after.guild.id)

    @commands.Cog.listener()
    async def on_thread_update(self, _before: discord.Thread, after: discord.Thread) -> None:
        await self._services.courier.recheck(after.guild.id)

    @commands.Cog.listener()
    async def on_guild_role_update(self, _before: discord.Role, after: discord.Role) -> None:
        await self._services.courier.recheck(after.guild.id)

    @commands.Cog.listener()
    async def on_member_update(self, _before: discord.Member, after: discord.Member) -> None:
        """Discord tells of our own member without any privileged intent; of others it tells nothing."""
        if self._bot.user is not None and after.id == self._bot.user.id:
            await self._services.courier.recheck(after.guild.id)


async def setup(bot: commands.Bot) -> None:
    await bot.add_cog(Servers(bot, services_of(bot)))
