"""The world that a visitor finds: two servers, two people, and a bot. Ids stay the same over restarts."""

from sandbox.models import ChannelType, User, snowflake
from sandbox.permissions import Permission
from sandbox.world import World

FOUNDED_AT = 1_577_880_000.0
"""New Year 2020; every seeded id derives from it, so that a bot's stored subscriptions survive a restart."""


def new_world() -> World:
    """A world with a bot and two people, and nothing else."""
    world = World(User(snowflake(FOUNDED_AT, 1), "encore", "Encore", bot=True, colour="#c9566b"))
    world.add_user("you", "You", user_id=snowflake(FOUNDED_AT, 2), colour="#e0a04f")
    world.add_user("mika", "Mika", user_id=snowflake(FOUNDED_AT, 3), colour="#4fb3a2")
    return world


def populate(world: World) -> None:
    """The default servers: every kind of channel that matters to a bot that announces."""
    you, mika = (user for user in world.users.values() if not user.bot)
    serials = iter(range(100, 200))

    def new_id() -> int:
        return snowflake(FOUNDED_AT, next(serials))

    club = world.add_guild("Late Night Anime Club", owner=you, guild_id=new_id(), with_bot=False)
    world.add_role(club, "anime-news", role_id=new_id(), mentionable=True, colour=0xE67E22)
    moderator = world.add_role(
        club, "Moderator", role_id=new_id(), colour=0x3498DB, permissions=int(Permission.MANAGE_MESSAGES)
    )
    world.invite_bot(club, role_id=new_id())
    rules = world.add_channel(club, "rules", channel_id=new_id(), topic="Read only, for bots too")
    general = world.add_channel(club, "general", channel_id=new_id(), topic="Anything")
    world.add_channel(club, "anime-news", ChannelType.ANNOUNCEMENT, channel_id=new_id(), topic="What is coming")
    world.add_channel(
        club, "season-talk", ChannelType.FORUM, channel_id=new_id(), tags=("announced", "airing", "finished")
    )
    staff = world.add_channel(club, "staff", channel_id=new_id(), topic="Hidden from members and bots")
    world.add_thread(general, "akudama-drive rewatch", you, thread_id=new_id())
    everyone = club.roles[club.id]
    world.set_overwrite(rules, everyone, deny=int(Permission.SEND_MESSAGES))
    world.set_overwrite(staff, everyone, deny=int(Permission.VIEW_CHANNEL))
    world.set_overwrite(staff, moderator, allow=int(Permission.VIEW_CHANNEL))
    club.system_channel_id = club.public_updates_channel_id = general.id

    weekend = world.add_guild("Weekend Watchers", owner=you, guild_id=new_id(), with_bot=False)
    world.invite_bot(weekend, role_id=new_id())
    lobby = world.add_channel(weekend, "lobby", channel_id=new_id())
    world.add_channel(weekend, "announcements", ChannelType.ANNOUNCEMENT, channel_id=new_id())
    world.add_channel(weekend, "spoilers", channel_id=new_id())
    weekend.system_channel_id = lobby.id

    world.open_dm(you, channel_id=new_id())
    world.add_group("You and Mika", [you, mika], channel_id=new_id())


def small_talk(world: World) -> None:
    """A few words in the first open channel, so that a visitor does not enter an empty room."""
    you, mika = (user for user in world.users.values() if not user.bot)
    general = next(channel for channel in world.channels.values() if channel.name == "general")
    for user, text in (
        (mika, "I rewatched Akudama Drive over the weekend. That ending!"),
        (you, "Did they ever say anything about a second season?"),
        (mika, "No idea. Let us ask Encore: type `/show` and the name."),
    ):
        world.post(general, user, content=text)
