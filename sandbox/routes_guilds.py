"""The bot itself, its servers, channels, threads and people."""

from sandbox import payloads
from sandbox.errors import Problem, Refused
from sandbox.models import JSON, THREADS, Channel, ChannelType, User
from sandbox.permissions import Permission
from sandbox.rest import Answer, Call, Routes
from sandbox.routes_messages import check_message, extra_permissions, post, require

route = Routes()
CHANNEL_FIELDS = {"name": "name", "topic": "topic", "position": "position"}


@route("GET", "/users/@me")
def me(call: Call) -> Answer:
    return Answer(200, payloads.own_user(call.world.bot))


def _application(call: Call) -> Answer:
    world = call.world
    owner = next(user for user in world.users.values() if not user.bot)
    guilds = sum(world.bot.id in guild.members for guild in world.guilds.values())
    payload = payloads.application(world.application_id, world.bot.display_name, owner, world.bot, guilds)
    return Answer(200, payload)


route("GET", "/oauth2/applications/@me")(_application)
route("GET", "/applications/@me")(_application)


@route("GET", "/gateway", authorised=False)
def gateway(call: Call) -> Answer:
    return Answer(200, {"url": call.api.gateway.url})


@route("GET", "/gateway/bot")
def gateway_for_bots(call: Call) -> Answer:
    room = {"total": 1000, "remaining": 1000, "reset_after": 86_400_000, "max_concurrency": 1}
    return Answer(200, {"url": call.api.gateway.url, "shards": 1, "session_start_limit": room})


@route("GET", "/users/{user_id}")
def user(call: Call) -> Answer:
    return Answer(200, payloads.user(_user(call)))


def _user(call: Call, user_id: int | None = None) -> User:
    found = call.world.users.get(call.ids["user_id"] if user_id is None else user_id)
    if found is None:
        raise Refused(10013)
    return found


@route("POST", "/users/@me/channels")
def open_dm(call: Call) -> Answer:
    body = call.object()
    if not str(body.get("recipient_id", "")).isdigit():
        raise Refused(50035, [Problem(("recipient_id",), "BASE_TYPE_REQUIRED", "This field is required")])
    recipient = _user(call, int(body["recipient_id"]))
    if recipient.bot:
        raise Refused(50007)
    return Answer(200, payloads.channel(call.world.open_dm(recipient)))


@route("GET", "/users/@me/guilds")
def own_guilds(call: Call) -> Answer:
    mine = [guild for guild in call.world.guilds.values() if call.world.bot.id in guild.members]
    return Answer(200, [_brief(call, guild.id) for guild in mine])


def _brief(call: Call, guild_id: int) -> JSON:
    guild = call.world.guild(guild_id)
    permissions = int(call.world.in_guild(guild, call.world.bot))
    keys = ("id", "name", "icon", "banner", "features")
    return {key: payloads.guild(guild)[key] for key in keys} | {"owner": False, "permissions": str(permissions)}


@route("DELETE", "/users/@me/guilds/{guild_id}")
def leave(call: Call) -> Answer:
    call.world.remove_bot(call.world.guild(call.ids["guild_id"]))
    return Answer(204)


@route("GET", "/guilds/{guild_id}")
def guild(call: Call) -> Answer:
    return Answer(200, payloads.guild(call.world.guild(call.ids["guild_id"])))


@route("GET", "/guilds/{guild_id}/channels")
def channels(call: Call) -> Answer:
    found = call.world.channels_of(call.world.guild(call.ids["guild_id"]))
    return Answer(200, [payloads.channel(one) for one in found if not one.is_thread])


@route("GET", "/guilds/{guild_id}/threads/active")
def active_threads(call: Call) -> Answer:
    found = call.world.channels_of(call.world.guild(call.ids["guild_id"]))
    threads = [payloads.channel(one) for one in found if one.is_thread and not one.archived]
    return Answer(200, {"threads": threads, "members": [], "has_more": False})


@route("GET", "/channels/{channel_id}/threads/archived/public")
def archived_threads(call: Call) -> Answer:
    parent = call.world.channel(call.ids["channel_id"])
    require(call.api, parent, Permission.READ_MESSAGE_HISTORY)
    inside = [one for one in call.world.channels.values() if one.parent_id == parent.id and one.archived]
    newest = sorted(inside, key=lambda one: one.archived_at, reverse=True)[: int(call.query.get("limit", 50))]
    threads = [payloads.channel(one) for one in newest]
    return Answer(200, {"threads": threads, "members": [], "has_more": len(inside) > len(newest)})


@route("GET", "/guilds/{guild_id}/roles")
def roles(call: Call) -> Answer:
    return Answer(200, [payloads.role(role) for role in call.world.guild(call.ids["guild_id"]).roles.values()])


@route("GET", "/guilds/{guild_id}/members/{user_id}")
def member(call: Call) -> Answer:
    found, who = call.world.guild(call.ids["guild_id"]), _user(call)
    if who.id not in found.members:
        raise Refused(10007)
    return Answer(200, call.world.member(found, who))


@route("GET", "/channels/{channel_id}")
def channel(call: Call) -> Answer:
    return Answer(200, payloads.channel(call.world.channel(call.ids["channel_id"])))


@route("PATCH", "/channels/{channel_id}")
def change(call: Call) -> Answer:
    found, body = call.world.channel(call.ids["channel_id"]), call.object()
    if found.is_thread:
        changes = _thread_changes(call, found, body)
    else:
        require(call.api, found, Permission.MANAGE_CHANNELS)
        changes = {CHANNEL_FIELDS[key]: value for key, value in body.items() if key in CHANNEL_FIELDS}
    if not 1 <= len(changes.get("name", found.name)) <= 100:
        raise Refused(50035, [Problem(("name",), "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 100 in length.")])
    call.world.update_channel(found, **changes)
    return Answer(200, payloads.channel(found))


def _thread_changes(call: Call, thread: Channel, body: JSON) -> JSON:
    """Who may change what: anyone who may write can unarchive, owners and moderators everything."""
    opens = thread.archived and body.get("archived") is False
    moderator = Permission.MANAGE_THREADS in call.world.permissions(call.world.bot, thread)
    if not moderator:
        if thread.locked or "locked" in body:
            raise Refused(50013)
        if thread.owner_id != call.world.bot.id and not (opens and set(body) <= {"archived"}):
            raise Refused(50013)
        require(call.api, thread, Permission.SEND_MESSAGES_IN_THREADS)
    if thread.archived and not opens and set(body) - {"archived", "locked"}:
        raise Refused(50083)
    changes: JSON = {key: body[key] for key in ("name", "archived", "locked") if body.get(key) is not None}
    if "applied_tags" in body:
        changes["applied_tags"] = _tags(call.world.channels[thread.parent_id or 0], body)
    if body.get("auto_archive_duration"):
        changes["auto_archive_minutes"] = body["auto_archive_duration"]
    return changes


@route("DELETE", "/channels/{channel_id}")
def remove(call: Call) -> Answer:
    found = call.world.channel(call.ids["channel_id"])
    require(call.api, found, Permission.MANAGE_THREADS if found.is_thread else Permission.MANAGE_CHANNELS)
    payload = payloads.channel(found)
    call.world.remove_channel(found)
    return Answer(200, payload)


@route("POST", "/channels/{channel_id}/typing")
def typing(call: Call) -> Answer:
    call.world.channel(call.ids["channel_id"])
    return Answer(204)


@route("PUT", "/channels/{channel_id}/thread-members/@me")
def join(call: Call) -> Answer:
    call.world.channel(call.ids["channel_id"])
    return Answer(204)


def _tags(forum: Channel, body: JSON) -> list[int]:
    wanted = [int(one) for one in body.get("applied_tags") or []]
    if len(wanted) > 5:
        raise Refused(50035, [Problem(("applied_tags",), "BASE_TYPE_MAX_LENGTH", "Must be 5 or fewer in length.")])
    known = {tag.id for tag in forum.tags}
    if not set(wanted) <= known:
        raise Refused(50035, [Problem(("applied_tags",), "CHANNEL_TAG_UNKNOWN", "Unknown tag")])
    return wanted


def _named(body: JSON) -> str:
    name = body.get("name")
    if not isinstance(name, str) or not 1 <= len(name) <= 100:
        raise Refused(50035, [Problem(("name",), "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 100 in length.")])
    return name


@route("POST", "/channels/{channel_id}/threads")
def create_thread(call: Call) -> Answer:
    """A thread without a message, or a forum's post with its first one."""
    parent, body = call.world.channel(call.ids["channel_id"]), call.object()
    if parent.type != ChannelType.FORUM:
        if (
            parent.type not in {ChannelType.TEXT, ChannelType.ANNOUNCEMENT}
            or int(body.get("type") or 12) not in THREADS
        ):
            raise Refused(50024)
        require(call.api, parent, Permission.CREATE_PUBLIC_THREADS)
        thread = call.world.add_thread(parent, _named(body), call.world.bot)
        return Answer(201, payloads.channel(thread))
    first = body.get("message") or {}
    require(call.api, parent, Permission.SEND_MESSAGES | extra_permissions(call, first))
    name, tags = _named(body), _tags(parent, body)
    if parent.requires_tag and not tags:
        raise Refused(40067)
    check_message(first, len(call.files))
    thread = call.world.add_thread(parent, name, call.world.bot, applied_tags=tags)
    message = post(call, thread, first, id=thread.id)
    return Answer(201, payloads.channel(thread) | {"message": call.world.message_payload(message)})


@route("POST", "/channels/{channel_id}/messages/{message_id}/threads")
def create_thread_from_message(call: Call) -> Answer:
    parent, body = call.world.channel(call.ids["channel_id"]), call.object()
    message = call.world.message(parent, call.ids["message_id"])
    require(call.api, parent, Permission.CREATE_PUBLIC_THREADS)
    if message.id in call.world.channels:
        raise Refused(160004)
    thread = call.world.add_thread(parent, _named(body), call.world.bot, thread_id=message.id)
    return Answer(201, payloads.channel(thread))
