"""What the page shows: the world as its user sees it, in a shape made for drawing."""

from sandbox.gateway import Gateway
from sandbox.models import JSON, Channel, ChannelType, Message, User
from sandbox.newsroom import EXAMPLES, Newsroom, Story
from sandbox.permissions import Permission
from sandbox.world import World


class PageView:
    """Reads the world; changes nothing."""

    def __init__(self, world: World, gateway: Gateway, newsroom: Newsroom) -> None:
        self._world = world
        self._gateway = gateway
        self._newsroom = newsroom

    def state(self) -> JSON:
        """Everything but the messages."""
        world = self._world
        people = [user for user in world.users.values() if not user.bot]
        dms = [channel for channel in world.channels.values() if channel.is_private]
        return {
            "users": [self._user(user) for user in people],
            "guilds": [self._guild(guild_id, people) for guild_id in world.guilds],
            "dms": [self._dm(channel) for channel in dms],
            "bot": {
                "id": str(world.bot.id),
                "name": world.bot.display_name,
                "colour": world.bot.colour,
                "online": self._gateway.online,
            },
            "feeds": [
                {"id": feed.id, "name": feed.name, "url": feed.url, "grade": feed.grade}
                for feed in self._newsroom.feeds
            ],
            "published": [self.story(story) for story in self._newsroom.latest()],
            "examples": [{name: getattr(one, name) for name in one.__slots__} for one in EXAMPLES],
        }

    def story(self, story: Story) -> JSON:
        read_at = self._newsroom.read_at.get(story.guid)
        return {
            "guid": story.guid,
            "feed_id": story.feed_id,
            "title": story.title,
            "summary": story.summary,
            "link": story.link,
            "published_at": story.published.isoformat(),
            "read_at": read_at.isoformat() if read_at else None,
        }

    def message(self, message: Message) -> JSON:
        private = message.ephemeral_user_id
        used = message.interaction_metadata or {}
        extra: JSON = {
            "ephemeral_user_id": str(private) if private else None,
            "thinking": message.thinking,
            "interaction_id": used.get("id"),
        }
        if message.reference is not None:
            told = self._world.channels[message.channel_id].messages.get(int(message.reference["message_id"]))
            extra["referenced_message"] = self._world.message_payload(told) if told else None
        return {"interaction": None} | self._world.message_payload(message) | extra

    def _user(self, user: User) -> JSON:
        admin = any(guild.owner_id == user.id for guild in self._world.guilds.values())
        members = [guild.members[user.id] for guild in self._world.guilds.values() if user.id in guild.members]
        roles = [str(role_id) for member in members for role_id in member.roles]
        name = {"id": str(user.id), "name": user.display_name, "username": user.name}
        return name | {"colour": user.colour, "admin": admin, "locale": user.locale, "roles": roles}

    def _dm(self, channel: Channel) -> JSON:
        with_bot = channel.type == ChannelType.DM
        people = [str(user.id) for user in channel.recipients]
        name = self._world.bot.display_name if with_bot else channel.name
        return {
            "id": str(channel.id),
            "name": name,
            "type": int(channel.type),
            "user_id": people[0],
            "user_ids": people,
            "with_bot": with_bot,
        }

    def _guild(self, guild_id: int, people: list[User]) -> JSON:
        guild = self._world.guilds[guild_id]
        roles = [
            {"id": str(role.id), "name": role.name, "colour": role.colour, "mentionable": role.mentionable}
            for role in guild.roles.values()
        ]
        channels = [self._channel(channel, people) for channel in self._world.channels_of(guild)]
        return {"id": str(guild.id), "name": guild.name, "channels": channels, "roles": roles}

    def _channel(self, channel: Channel, people: list[User]) -> JSON:
        may_see = [user for user in people if Permission.VIEW_CHANNEL in self._world.permissions(user, channel)]
        may_send = [user for user in people if self._world.may_send(user, channel)]
        return {
            "id": str(channel.id),
            "name": channel.name,
            "type": int(channel.type),
            "parent_id": str(channel.parent_id) if channel.parent_id else None,
            "position": channel.position,
            "topic": channel.topic,
            "archived": channel.archived,
            "tags": self._tags(channel),
            "message_count": len(channel.public_messages()),
            "can_send_you": bool(people) and people[0] in may_send,
            "can_send_bot": self._world.may_send(self._world.bot, channel),
            "visible_to": [str(user.id) for user in may_see],
            "can_send": [str(user.id) for user in may_send],
        }

    def _tags(self, channel: Channel) -> list[str]:
        """The tags of a forum, or those given to one of its posts."""
        forum = self._world.channels.get(channel.parent_id or 0, channel)
        return [tag.name for tag in forum.tags if channel is forum or tag.id in channel.applied_tags]
