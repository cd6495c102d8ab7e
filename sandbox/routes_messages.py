"""Messages: sending once, reading, editing, publishing."""

from sandbox import drafts, validation
from sandbox.errors import Problem, Refused
from sandbox.gateway import without_content
from sandbox.models import JSON, WITHOUT_MESSAGES, Channel, ChannelType, Message, MessageFlag, MessageType
from sandbox.permissions import Permission
from sandbox.rest import Answer, Api, Call, Routes, WriteLimited

route = Routes()


def require(api: Api, channel: Channel, wanted: Permission) -> None:
    if wanted & ~api.world.permissions(api.world.bot, channel):
        raise Refused(50013)


def check_send(call: Call, channel: Channel, body: JSON) -> None:
    """Refuse what the bot may not send here, as Discord does."""
    world = call.world
    if channel.type in WITHOUT_MESSAGES:
        raise Refused(50008)
    if channel.type == ChannelType.DM and not all(user.accepts_dms for user in channel.recipients):
        raise Refused(50007)
    wanted = Permission.SEND_MESSAGES_IN_THREADS if channel.is_thread else Permission.SEND_MESSAGES
    require(call.api, channel, wanted | extra_permissions(call, body))
    if channel.archived and channel.locked and Permission.MANAGE_THREADS not in world.permissions(world.bot, channel):
        raise Refused(50083)


def extra_permissions(call: Call, body: JSON) -> Permission:
    wanted = Permission(0)
    if body.get("embeds"):
        wanted |= Permission.EMBED_LINKS
    if call.files:
        wanted |= Permission.ATTACH_FILES
    if body.get("message_reference"):
        wanted |= Permission.READ_MESSAGE_HISTORY
    return wanted


def check_message(body: JSON, files: int, before: Message | None = None) -> None:
    problems = validation.message(body, before)
    if problems:
        raise Refused(50035, problems)
    if validation.is_empty(body, files, before):
        raise Refused(50006)


def shown(api: Api, channel: Channel, message: Message) -> JSON:
    payload = api.world.message_payload(message)
    if channel.guild_id is None or api.gateway.reads_content:
        return payload
    return without_content(payload, api.world.bot.id)


def reference(channel: Channel, body: JSON) -> JSON:
    """The fields of a reply; {} when the message stands alone."""
    asked = body.get("message_reference")
    if not asked:
        return {}
    if int(asked.get("message_id") or 0) not in channel.messages:
        if asked.get("fail_if_not_exists", True):
            raise Refused(
                50035, [Problem(("message_reference",), "MESSAGE_REFERENCE_UNKNOWN_MESSAGE", "Unknown message")]
            )
        return {}
    found = {"type": 0, "channel_id": str(channel.id), "message_id": str(asked["message_id"])}
    if channel.guild_id is not None:
        found["guild_id"] = str(channel.guild_id)
    return {"reference": found, "type": MessageType.REPLY}


def sent_before(api: Api, body: JSON) -> Message | None:
    """The message that this author has sent with the same nonce, while Discord remembers it."""
    if body.get("nonce") is None or not body.get("enforce_nonce"):
        return None
    at = api.limits.clock()
    while api.nonces and next(iter(api.nonces.values()))[2] <= at:
        del api.nonces[next(iter(api.nonces))]
    found = api.nonces.get((api.world.bot.id, str(body["nonce"])))
    channel = api.world.channels.get(found[0]) if found else None
    return channel.messages.get(found[1]) if found and channel else None


def post(call: Call, channel: Channel, body: JSON, **more: object) -> Message:
    """Store the message of a checked request."""
    fields = {"content": ""} | drafts.message_fields(body)
    message = call.world.post(
        channel,
        call.world.bot,
        allowed=body.get("allowed_mentions"),
        nonce=body.get("nonce"),
        attachments=call.attachments(),
        **(fields | reference(channel, body) | more),
    )
    if body.get("nonce") is not None and body.get("enforce_nonce"):
        until = call.api.limits.clock() + call.api.limits.nonce_seconds
        call.api.nonces[call.world.bot.id, str(body["nonce"])] = (channel.id, message.id, until)
    return message


@route("POST", "/channels/{channel_id}/messages")
def create(call: Call) -> Answer:
    channel, body = call.world.channel(call.ids["channel_id"]), call.object()
    check_send(call, channel, body)
    check_message(body, len(call.files))
    message = sent_before(call.api, body)
    if message is None:
        if channel.archived:
            call.world.update_channel(channel, archived=False)
        message = post(call, channel, body)
    return Answer(200, call.world.message_payload(message))


@route("GET", "/channels/{channel_id}/messages")
def history(call: Call) -> Answer:
    channel = call.world.channel(call.ids["channel_id"])
    if Permission.READ_MESSAGE_HISTORY not in call.world.permissions(call.world.bot, channel):
        return Answer(200, [])
    limit = int(call.query.get("limit", 50))
    if not 1 <= limit <= 100:
        problem = Problem(("limit",), "NUMBER_TYPE_MAX", "int value should be between 1 and 100.")
        raise Refused(50035, [problem])
    messages = channel.public_messages()
    if "around" in call.query:
        middle = int(call.query["around"])
        older = [one for one in messages if one.id <= middle][-(limit // 2 + 1) :]
        found = (older + [one for one in messages if one.id > middle])[:limit]
    elif "after" in call.query:
        found = [one for one in messages if one.id > int(call.query["after"])][:limit]
    elif "before" in call.query:
        found = [one for one in messages if one.id < int(call.query["before"])][-limit:]
    else:
        found = messages[-limit:]
    return Answer(200, [shown(call.api, channel, one) for one in reversed(found)])


@route("GET", "/channels/{channel_id}/messages/{message_id}")
def read(call: Call) -> Answer:
    channel = call.world.channel(call.ids["channel_id"])
    require(call.api, channel, Permission.READ_MESSAGE_HISTORY)
    return Answer(200, shown(call.api, channel, call.world.message(channel, call.ids["message_id"])))


@route("PATCH", "/channels/{channel_id}/messages/{message_id}")
def edit(call: Call) -> Answer:
    channel, body = call.world.channel(call.ids["channel_id"]), call.object()
    message = call.world.message(channel, call.ids["message_id"])
    if message.author is not call.world.bot:
        raise Refused(50005)
    require(call.api, channel, extra_permissions(call, body))
    if channel.archived:
        raise Refused(50083)
    check_message(body, len(call.files), message)
    if message.flags & MessageFlag.CROSSPOSTED:
        limit = call.api.limits.refuse_write("edit", channel.id)
        if limit is not None:
            raise WriteLimited(limit)
    fields = drafts.message_fields(body)
    if "flags" in fields:
        fields["flags"] |= message.flags & (MessageFlag.CROSSPOSTED | MessageFlag.COMPONENTS_V2)
    if "attachments" in body or call.files:
        kept = {str(one.get("id")) for one in body.get("attachments") or []}
        fields["attachments"] = [one for one in message.attachments if one["id"] in kept] + call.attachments()
    call.world.edit(channel, message, allowed=body.get("allowed_mentions"), **fields)
    return Answer(200, call.world.message_payload(message))


@route("DELETE", "/channels/{channel_id}/messages/{message_id}")
def delete(call: Call) -> Answer:
    channel = call.world.channel(call.ids["channel_id"])
    message = call.world.message(channel, call.ids["message_id"])
    if message.author is not call.world.bot:
        require(call.api, channel, Permission.MANAGE_MESSAGES)
    if channel.archived:
        raise Refused(50083)
    call.world.delete(channel, message)
    return Answer(204)


@route("POST", "/channels/{channel_id}/messages/{message_id}/crosspost")
def crosspost(call: Call) -> Answer:
    channel = call.world.channel(call.ids["channel_id"])
    message = call.world.message(channel, call.ids["message_id"])
    if channel.type != ChannelType.ANNOUNCEMENT:
        raise Refused(50024)
    own = message.author is call.world.bot
    require(call.api, channel, Permission.SEND_MESSAGES if own else Permission.MANAGE_MESSAGES)
    if message.flags & MessageFlag.CROSSPOSTED:
        raise Refused(40033)
    limit = call.api.limits.refuse_write("crosspost", channel.id)
    if limit is not None:
        raise WriteLimited(limit)
    call.world.edit_flags(channel, message, message.flags | MessageFlag.CROSSPOSTED)
    return Answer(200, call.world.message_payload(message))
