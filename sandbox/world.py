"""The state of the sandbox: who and what exists, and every change of it told to the listeners."""

from collections.abc import Callable, Iterable
from typing import Any

from sandbox import payloads, permissions
from sandbox.drafts import may_ping, mentioned, visible_text
from sandbox.errors import Refused
from sandbox.models import (
    JSON,
    Channel,
    ChannelType,
    Event,
    Guild,
    Member,
    Message,
    Overwrite,
    Role,
    Tag,
    User,
    now,
    snowflakes,
)
from sandbox.permissions import Permission

BOT_ROLE = permissions.MEMBER | Permission.MANAGE_MESSAGES


class World:
    """Everything that exists. Methods change it and emit the event that a gateway would tell."""

    def __init__(self, bot: User) -> None:
        self.bot = bot
        self.application_id = bot.id
        self.users: dict[int, User] = {bot.id: bot}
        self.guilds: dict[int, Guild] = {}
        self.channels: dict[int, Channel] = {}
        self.commands: dict[int, JSON] = {}
        self.files: dict[tuple[int, str], bytes] = {}
        self.listeners: list[Callable[[Event], None]] = []
        self._ids = snowflakes()

    def next_id(self) -> int:
        return next(self._ids)

    def emit(self, name: str, data: JSON, **where: Any) -> None:
        event = Event(name, data, **where)
        for listener in list(self.listeners):
            listener(event)

    def add_user(self, name: str, display_name: str | None = None, *, user_id: int | None = None, **rest: Any) -> User:
        user = User(user_id or self.next_id(), name, display_name or name.capitalize(), **rest)
        self.users[user.id] = user
        return user

    def add_guild(
        self,
        name: str,
        channels: Iterable[str] = (),
        *,
        owner: User | None = None,
        guild_id: int | None = None,
        with_bot: bool = True,
    ) -> Guild:
        """A server with text channels of these names; all known people and, unless told otherwise, the bot are in."""
        people = [user for user in self.users.values() if not user.bot]
        guild = Guild(guild_id or self.next_id(), name, (owner or people[0]).id)
        guild.roles[guild.id] = Role(guild.id, "@everyone", permissions.MEMBER, 0)
        guild.members = {user.id: Member(user.id) for user in people}
        self.guilds[guild.id] = guild
        for channel in channels:
            self.add_channel(guild, channel)
        if with_bot:
            self.invite_bot(guild)
        return guild

    def invite_bot(self, guild: Guild, *, role_id: int | None = None) -> None:
        """The bot joins, with the role that Discord makes for it."""
        role = Role(
            role_id or self.next_id(),
            self.bot.display_name,
            BOT_ROLE,
            len(guild.roles),
            managed=True,
            bot_id=self.bot.id,
        )
        guild.roles[role.id] = role
        guild.members[self.bot.id] = Member(self.bot.id, [role.id])
        # Only a server that was away and is back says whether it is unavailable: so a client tells joining from that.
        joined = {key: value for key, value in self.guild_create(guild).items() if key != "unavailable"}
        self.emit("GUILD_CREATE", joined, guild_id=guild.id)

    def remove_bot(self, guild: Guild) -> None:
        """The bot is kicked; the server stays."""
        member = guild.members.pop(self.bot.id, None)
        for role_id in member.roles if member else []:
            if guild.roles[role_id].bot_id == self.bot.id:
                del guild.roles[role_id]
        self.emit("GUILD_DELETE", {"id": str(guild.id)}, guild_id=guild.id)

    def lose(self, guild: Guild) -> None:
        """Discord itself has trouble: the server is unavailable for a while, and the bot is still a member."""
        self.emit("GUILD_DELETE", {"id": str(guild.id), "unavailable": True}, guild_id=guild.id)

    def recover(self, guild: Guild) -> None:
        self.emit("GUILD_CREATE", self.guild_create(guild), guild_id=guild.id)

    def remove_guild(self, guild: Guild) -> None:
        for channel in self.channels_of(guild):
            del self.channels[channel.id]
        del self.guilds[guild.id]
        self.emit("GUILD_DELETE", {"id": str(guild.id)}, guild_id=guild.id)

    def add_role(self, guild: Guild, name: str, *, role_id: int | None = None, **rest: Any) -> Role:
        rest.setdefault("permissions", 0)
        role = Role(role_id or self.next_id(), name, position=len(guild.roles), **rest)
        guild.roles[role.id] = role
        self._emit_role("CREATE", guild, role)
        return role

    def set_role(
        self, guild: Guild, role: Role, *, permissions: int | None = None, mentionable: bool | None = None
    ) -> None:
        role.permissions = role.permissions if permissions is None else permissions
        role.mentionable = role.mentionable if mentionable is None else mentionable
        self._emit_role("UPDATE", guild, role)

    def remove_role(self, guild: Guild, role: Role) -> None:
        del guild.roles[role.id]
        for member in guild.members.values():
            member.roles = [role_id for role_id in member.roles if role_id != role.id]
        self.emit("GUILD_ROLE_DELETE", {"guild_id": str(guild.id), "role_id": str(role.id)}, guild_id=guild.id)

    def give_role(self, guild: Guild, user: User, role: Role) -> None:
        guild.members[user.id].roles.append(role.id)
        data = self.member(guild, user) | {"guild_id": str(guild.id)}
        self.emit("GUILD_MEMBER_UPDATE", data, guild_id=guild.id)

    def bot_role(self, guild: Guild) -> Role:
        return next(role for role in guild.roles.values() if role.bot_id == self.bot.id)

    def _emit_role(self, what: str, guild: Guild, role: Role) -> None:
        data = {"guild_id": str(guild.id), "role": payloads.role(role)}
        self.emit(f"GUILD_ROLE_{what}", data, guild_id=guild.id)

    def add_channel(
        self,
        guild: Guild,
        name: str,
        type: ChannelType = ChannelType.TEXT,  # noqa: A002 - Discord's own word
        *,
        channel_id: int | None = None,
        parent: Channel | None = None,
        topic: str | None = None,
        tags: Iterable[str] = (),
        requires_tag: bool = False,
    ) -> Channel:
        channel = Channel(
            channel_id or self.next_id(),
            type,
            name,
            guild.id,
            parent.id if parent else None,
            position=len(guild.channels),
            topic=topic,
            tags=[Tag(self.next_id(), tag) for tag in tags],
            requires_tag=requires_tag,
        )
        self.channels[channel.id] = guild.channels[channel.id] = channel
        self._emit_channel("CREATE", channel)
        return channel

    def add_thread(
        self, parent: Channel, name: str, owner: User, *, thread_id: int | None = None, applied_tags: Iterable[int] = ()
    ) -> Channel:
        announcement = parent.type == ChannelType.ANNOUNCEMENT
        thread = Channel(
            thread_id or self.next_id(),
            ChannelType.ANNOUNCEMENT_THREAD if announcement else ChannelType.THREAD,
            name,
            parent.guild_id,
            parent.id,
            owner_id=owner.id,
            applied_tags=list(applied_tags),
        )
        self.channels[thread.id] = self.guilds[parent.guild_id or 0].channels[thread.id] = thread
        self._emit_channel("CREATE", thread, newly_created=True)
        return thread

    def set_overwrite(self, channel: Channel, target: Role | User, *, allow: int = 0, deny: int = 0) -> None:
        """Grant or take permissions in one channel; neither of both removes the overwrite."""
        channel.overwrites.pop(target.id, None)
        if allow or deny:
            channel.overwrites[target.id] = Overwrite(target.id, isinstance(target, User), allow, deny)
        self._emit_channel("UPDATE", channel)

    def update_channel(self, channel: Channel, **changes: Any) -> None:
        for name, value in changes.items():
            setattr(channel, name, value)
        if "archived" in changes:
            channel.archived_at = now()
        self._emit_channel("UPDATE", channel)

    def remove_channel(self, channel: Channel) -> None:
        siblings = self.guilds[channel.guild_id or 0].channels
        for gone in [each for each in siblings.values() if channel.id in {each.id, each.parent_id}]:
            del siblings[gone.id], self.channels[gone.id]
        self._emit_channel("DELETE", channel)

    def open_dm(self, user: User, *, channel_id: int | None = None) -> Channel:
        """The private channel between the bot and the user."""
        for channel in self.channels.values():
            if channel.type == ChannelType.DM and user in channel.recipients and self.bot not in channel.recipients:
                return channel
        channel = Channel(channel_id or self.next_id(), ChannelType.DM, user.display_name, recipients=[user])
        self.channels[channel.id] = channel
        self.emit("DM_OPENED", payloads.channel(channel), channel_id=channel.id, private_to=user.id)
        return channel

    def add_group(self, name: str, people: list[User], *, channel_id: int | None = None) -> Channel:
        """A conversation among people, without the bot: only user-installed commands work there."""
        channel = Channel(
            channel_id or self.next_id(), ChannelType.GROUP_DM, name, recipients=people, owner_id=people[0].id
        )
        self.channels[channel.id] = channel
        return channel

    def channels_of(self, guild: Guild) -> list[Channel]:
        return list(guild.channels.values())

    def _emit_channel(self, what: str, channel: Channel, **extra: Any) -> None:
        prefix = "THREAD" if channel.is_thread else "CHANNEL"
        data = payloads.channel(channel) | extra
        self.emit(f"{prefix}_{what}", data, guild_id=channel.guild_id, channel_id=channel.id)

    def permissions(self, user: User, channel: Channel) -> Permission:
        """What the user may do in the channel; nothing where they are no part of it."""
        if channel.is_private:
            inside = user in channel.recipients or (user is self.bot and channel.type == ChannelType.DM)
            return permissions.IN_A_DM if inside else Permission(0)
        guild = self.guilds[channel.guild_id or 0]
        member = guild.members.get(user.id)
        if member is None:
            return Permission(0)
        parent = self.channels[channel.parent_id or 0] if channel.is_thread else channel
        return permissions.in_channel(guild, parent, member)

    def may_send(self, user: User, channel: Channel) -> bool:
        granted = self.permissions(user, channel)
        wanted = Permission.SEND_MESSAGES_IN_THREADS if channel.is_thread else Permission.SEND_MESSAGES
        return Permission.VIEW_CHANNEL in granted and wanted in granted

    def in_guild(self, guild: Guild, user: User) -> Permission:
        return permissions.in_guild(guild, guild.members[user.id]) if user.id in guild.members else Permission(0)

    def guild(self, guild_id: int) -> Guild:
        guild = self.guilds.get(guild_id)
        if guild is None or self.bot.id not in guild.members:
            raise Refused(10004)
        return guild

    def channel(self, channel_id: int, user: User | None = None) -> Channel:
        """The channel, if the user (the bot) may see it."""
        channel = self.channels.get(channel_id)
        if channel is None:
            raise Refused(10003)
        if Permission.VIEW_CHANNEL not in self.permissions(user or self.bot, channel):
            raise Refused(50001)
        return channel

    def message(self, channel: Channel, message_id: int) -> Message:
        message = channel.messages.get(message_id)
        if message is None or message.ephemeral_user_id is not None:
            raise Refused(10008)
        return message

    def member(self, guild: Guild, user: User) -> JSON:
        return payloads.member(guild.members[user.id], user)

    def guild_create(self, guild: Guild) -> JSON:
        return payloads.guild_create(guild, self.channels_of(guild), [self.member(guild, self.bot)])

    def message_payload(self, message: Message) -> JSON:
        return payloads.message(message, self.application_id)

    def post(self, channel: Channel, author: User, *, allowed: JSON | None = None, **fields: Any) -> Message:
        """Store a message and tell of it. Who may do so was asked before."""
        message = Message(fields.pop("id", None) or self.next_id(), channel.id, author, **fields)
        self._ping(channel, message, allowed)
        channel.messages[message.id] = message
        self._emit_message("CREATE", channel, message)
        return message

    def edit(self, channel: Channel, message: Message, *, allowed: JSON | None = None, **fields: Any) -> None:
        for name, value in fields.items():
            setattr(message, name, value)
        message.edited_at = now()
        self._ping(channel, message, allowed)
        self._emit_message("UPDATE", channel, message)

    def edit_flags(self, channel: Channel, message: Message, flags: int) -> None:
        """Change what is not the text: the message does not count as edited."""
        message.flags = flags
        self._emit_message("UPDATE", channel, message)

    def delete(self, channel: Channel, message: Message) -> None:
        del channel.messages[message.id]
        data = {"id": str(message.id), "channel_id": str(channel.id)}
        if channel.guild_id is not None:
            data["guild_id"] = str(channel.guild_id)
        self._emit("MESSAGE_DELETE", data, channel, message)

    def _ping(self, channel: Channel, message: Message, allowed: JSON | None) -> None:
        users, roles, everyone = mentioned(visible_text(message.content, message.components), allowed)
        message.mentions = [self.users[user_id] for user_id in users if user_id in self.users]
        if channel.guild_id is None:
            return
        granted = self.permissions(message.author, channel)
        known = self.guilds[channel.guild_id].roles
        message.mention_roles = [one for one in roles if one in known and may_ping(known[one].mentionable, granted)]
        message.mention_everyone = everyone and may_ping(False, granted)

    def _emit_message(self, what: str, channel: Channel, message: Message) -> None:
        data = self.message_payload(message)
        if channel.guild_id is not None:
            data["guild_id"] = str(channel.guild_id)
            guild = self.guilds[channel.guild_id]
            if message.author.id in guild.members:
                data["member"] = {
                    key: value for key, value in self.member(guild, message.author).items() if key != "user"
                }
        self._emit(f"MESSAGE_{what}", data, channel, message)

    def _emit(self, name: str, data: JSON, channel: Channel, message: Message) -> None:
        self.emit(name, data, guild_id=channel.guild_id, channel_id=channel.id, private_to=message.ephemeral_user_id)
