"""What the bot may do in a channel, by roles and overwrites alone, as Discord computes it."""

from itertools import product

import discord

from bot.messages.places import Lack, allowed_in, lack
from sandbox.models import Channel, Role, User
from sandbox.permissions import Permission
from tests.cogs.conftest import Room

SEND = int(Permission.SEND_MESSAGES)
EFFECTS = {"deny": (0, SEND), "allow": (SEND, 0), "silent": (0, 0)}


async def current(room: Room, channel: Channel, mark: str) -> discord.TextChannel:
    """Give the channel as the client knows it once everything that was changed before has arrived."""
    room.sandbox.world.update_channel(channel, topic=mark)
    found = room.client.get_channel(channel.id)
    assert isinstance(found, discord.TextChannel)
    await room.sandbox.wait_for(lambda: found.topic == mark)
    return found


async def test_overwrites_count_in_discords_order(room: Room) -> None:
    """Everyone's first, then the roles', then the member's own."""
    world, general = room.sandbox.world, room.channel("general")
    holders: list[Role | User] = [room.guild.roles[room.guild.id], world.bot_role(room.guild), world.bot]
    for effects in product(EFFECTS, repeat=3):
        for holder, effect in zip(holders, effects, strict=True):
            allow, deny = EFFECTS[effect]
            world.set_overwrite(general, holder, allow=allow, deny=deny)
        channel = await current(room, general, " ".join(effects))
        allowed = allowed_in(channel, channel.guild.me)
        assert allowed.send_messages is world.may_send(world.bot, general), effects


async def test_a_denied_permission_is_the_only_one_that_is_named(room: Room) -> None:
    world, general = room.sandbox.world, room.channel("general")
    world.set_overwrite(general, world.bot_role(room.guild), deny=SEND)
    channel = await current(room, general, "denied")
    # discord.py itself takes embedding away where nothing can be sent.
    assert channel.permissions_for(channel.guild.me).embed_links is False
    assert lack(channel, allowed_in(channel, channel.guild.me)) == Lack(("send_messages",))


async def test_an_administrator_lacks_nothing(room: Room) -> None:
    world, general = room.sandbox.world, room.channel("general")
    role = world.bot_role(room.guild)
    world.set_role(room.guild, role, permissions=int(Permission.ADMINISTRATOR))
    world.set_overwrite(general, role, deny=SEND)
    channel = await current(room, general, "denied")
    assert lack(channel, allowed_in(channel, channel.guild.me)) is None
