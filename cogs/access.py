"""Checks that commands and buttons share: who may change what is followed, and whether the bot can post there."""

import discord
from discord import app_commands

from bot.messages.places import Target, allowed_in, explain, lack, may_mention, mention, mention_role
from bot.messages.replies import reader, refuse
from bot.services.subscriptions import Place

AnyChannel = app_commands.AppCommandChannel | app_commands.AppCommandThread


def may_manage(interaction: discord.Interaction) -> bool:
    """Tell whether the member may change what the server follows.

    Discord hides the commands from members without Manage Channels; it cannot ask for one of two permissions, so
    whoever has only Manage Server is let in by the server's own command settings, and passes here.
    """
    allowed = interaction.permissions
    return interaction.guild_id is not None and (allowed.manage_guild or allowed.manage_channels)


def managed_guild(interaction: discord.Interaction) -> discord.Guild:
    """Give the server whose subscriptions the member may change. Raises Refusal where there is none."""
    texts = reader(interaction)
    if interaction.guild_id is None:
        raise refuse(texts("error.server_only"))
    guild = interaction.client.get_guild(interaction.guild_id)
    if guild is None:
        raise refuse(texts("error.not_installed"))
    if not may_manage(interaction):
        raise refuse(texts("error.permission"))
    return guild


def place_of(guild: discord.Guild, channel: Target) -> Place:
    return Place(guild.id, channel.id, guild.preferred_locale.value)


def here(interaction: discord.Interaction) -> Target:
    """Give the channel that was asked in, if it can hold news. Raises Refusal."""
    channel = interaction.channel
    if isinstance(channel, discord.TextChannel | discord.ForumChannel | discord.Thread):
        return channel
    raise refuse(reader(interaction)("place.unfit", channel=mention(interaction.channel_id or 0)))


async def chosen(interaction: discord.Interaction, option: AnyChannel | None) -> Target:
    """Give the channel that an option names, the present one without an option. Raises Refusal."""
    if option is None:
        return here(interaction)
    texts = reader(interaction)
    if not option.permissions.view_channel:
        raise refuse(texts("place.not_yours", channel=mention(option.id)))
    channel = option.resolve()
    if channel is None:
        # Not in memory: a thread that is archived, or one that the bot cannot see. Asking takes longer than a moment.
        await interaction.response.defer(ephemeral=True, thinking=True)
        try:
            channel = await option.fetch()
        except discord.HTTPException as error:
            raise refuse(texts("place.unseen", channel=mention(option.id))) from error
    if isinstance(channel, discord.TextChannel | discord.ForumChannel | discord.Thread):
        return channel
    raise refuse(texts("place.unfit", channel=mention(option.id)))


def _allowed(interaction: discord.Interaction, channel: Target) -> discord.Permissions:
    """Give what the bot is allowed in a channel. Where that cannot be known, the first post will tell."""
    own = channel.guild.get_member(interaction.client.user.id) if interaction.client.user else None
    if own is not None:
        return allowed_in(channel, own)
    return interaction.app_permissions if channel.id == interaction.channel_id else discord.Permissions.all()


def check_post(interaction: discord.Interaction, channel: Target) -> None:
    """Raise Refusal, naming exactly what is missing, when the bot cannot post in the channel."""
    lacking = lack(channel, _allowed(interaction, channel))
    if lacking:
        texts = reader(interaction)
        raise refuse(explain(channel.id, lacking, texts), texts("subscribe.nothing_saved"))


def check_role(interaction: discord.Interaction, channel: Target, role: discord.Role) -> None:
    """Raise Refusal when a mention of the role would ping nobody, or everybody."""
    texts = reader(interaction)
    if role.is_default():
        raise refuse(texts("subscribe.whole_server"), texts("subscribe.nothing_saved"))
    if not may_mention(role, _allowed(interaction, channel)):
        said = texts("subscribe.role_locked", role=mention_role(role.id), channel=mention(channel.id))
        raise refuse(said, texts("subscribe.nothing_saved"))
