"""Where news can be posted: what a channel must be and what the bot must be allowed there."""

from dataclasses import dataclass

import discord

from bot.messages.markup import Markdown
from bot.messages.texts import Texts

Target = discord.TextChannel | discord.ForumChannel | discord.Thread

_IN_CHANNELS = ("view_channel", "send_messages", "embed_links")
_IN_THREADS = ("view_channel", "send_messages_in_threads", "embed_links")
# A forum takes each show as a post, and later news as messages in it.
_IN_FORUMS = ("view_channel", "send_messages", "send_messages_in_threads", "embed_links")


@dataclass(frozen=True, slots=True)
class Lack:
    """Why nothing can be posted somewhere: permissions by Discord's names, or a lock."""

    permissions: tuple[str, ...] = ()
    locked: bool = False


def allowed_in(channel: Target, me: discord.Member) -> discord.Permissions:
    """Give what the bot is allowed in a channel by its roles and the channel's overwrites, and nothing implied.

    discord.py's `permissions_for` takes away what has no effect without another permission: whoever may not send is
    said to lack embedding too, and an administrator would look for a switch that is on already.
    https://discord.com/developers/docs/topics/permissions#permission-overwrites
    """
    allowed = me.guild_permissions
    if allowed.administrator:
        return discord.Permissions.all()
    owner = channel.parent if isinstance(channel, discord.Thread) else channel
    if owner is None:
        return allowed
    own_roles = {role.id for role in me.roles}
    everyone, roles, member = [discord.Permissions(), discord.Permissions()], [discord.Permissions()] * 2, None
    for target, overwrite in owner.overwrites.items():
        if target.id == me.guild.id:
            everyone = list(overwrite.pair())
        elif target.id == me.id:
            member = overwrite.pair()
        elif target.id in own_roles:
            allow, deny = overwrite.pair()
            roles = [roles[0] | allow, roles[1] | deny]
    for allow, deny in filter(None, (everyone, roles, member)):
        allowed = discord.Permissions((allowed.value & ~deny.value) | allow.value)
    return allowed


def lack(channel: Target, allowed: discord.Permissions) -> Lack | None:
    """Say what the bot lacks in a channel where it is `allowed` this much; None when it may post."""
    missing = tuple(name for name in _needed(channel) if not getattr(allowed, name))
    if missing:
        return Lack(missing)
    if isinstance(channel, discord.Thread) and channel.locked and not allowed.manage_threads:
        return Lack(locked=True)
    return None


def _needed(channel: Target) -> tuple[str, ...]:
    if isinstance(channel, discord.Thread):
        return _IN_THREADS
    return _IN_FORUMS if isinstance(channel, discord.ForumChannel) else _IN_CHANNELS


def explain(channel_id: int, lacking: Lack, texts: Texts) -> Markdown:
    """Name exactly what is missing in a channel, and what to do."""
    channel = mention(channel_id)
    if lacking.locked:
        return texts("place.locked", channel=channel)
    names = texts.listed(f"“{permission(name, texts)}”" for name in lacking.permissions)
    said = texts.count("place.missing", len(lacking.permissions), channel=channel, permissions=names)
    return Markdown(f"{said} {texts.count('place.give', len(lacking.permissions))}")


def permission(name: str, texts: Texts) -> str:
    """Give a permission's name as Discord's settings show it in the reader's language."""
    return texts.label(f"permission.{name}")


def may_mention(role: discord.Role, allowed: discord.Permissions) -> bool:
    """Tell whether the bot's mention of a role would ping it."""
    return role.mentionable or allowed.mention_everyone


def mention(channel_id: int) -> Markdown:
    """Give a channel as Discord links it; a deleted one shows as unknown."""
    return Markdown(f"<#{channel_id}>")


def mention_role(role_id: int) -> Markdown:
    """Give a role as Discord shows it. Whether it pings is decided by the message's allowed mentions."""
    return Markdown(f"<@&{role_id}>")
