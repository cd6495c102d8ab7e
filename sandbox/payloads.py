"""How each thing looks in Discord's JSON, with every field that its published schema requires."""

from typing import Any

from sandbox.models import JSON, Channel, ChannelType, Guild, Member, Message, Overwrite, Role, Tag, User, iso

REQUIRE_TAG = 1 << 4
UNUSED_BY_GUILDS = (
    "icon banner splash description home_header discovery_splash application_id afk_channel_id vanity_url_code "
    "widget_channel_id rules_channel_id safety_alerts_channel_id max_presences incidents_data"
)


def user(one: User) -> JSON:
    return {
        "id": str(one.id),
        "username": one.name,
        "global_name": one.display_name,
        "discriminator": "0" if not one.bot else "4242",
        "avatar": None,
        "public_flags": 0,
        "flags": 0,
        "bot": one.bot,
        "primary_guild": None,
    }


def own_user(one: User) -> JSON:
    return user(one) | {"mfa_enabled": False, "locale": one.locale, "verified": True, "email": None}


def application(application_id: int, name: str, owner: User, bot: User, guilds: int) -> JSON:
    return {
        "id": str(application_id),
        "name": name,
        "icon": None,
        "description": "",
        "type": None,
        "bot": user(bot),
        "bot_public": True,
        "bot_require_code_grant": False,
        "integration_types_config": {"0": {}, "1": {}},
        "verify_key": "0" * 64,
        "flags": 0,
        "flags_new": "0",
        "tags": [],
        "redirect_uris": [],
        "interactions_endpoint_url": None,
        "role_connections_verification_url": None,
        "owner": user(owner),
        "approximate_guild_count": guilds,
        "approximate_user_install_count": 1,
        "approximate_user_authorization_count": 1,
        "explicit_content_filter": 0,
        "team": None,
        "eligible_oauth2_scopes": [],
    }


def role(one: Role) -> JSON:
    payload: JSON = {
        "id": str(one.id),
        "name": one.name,
        "permissions": str(int(one.permissions)),
        "position": one.position,
        "color": one.colour,
        "colors": {"primary_color": one.colour, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "managed": one.managed,
        "mentionable": one.mentionable,
        "icon": None,
        "unicode_emoji": None,
        "flags": 0,
    }
    if one.bot_id is not None:
        payload["tags"] = {"bot_id": str(one.bot_id)}
    return payload


def member(one: Member, who: User) -> JSON:
    return {
        "user": user(who),
        "nick": one.nick,
        "avatar": None,
        "banner": None,
        "roles": [str(role_id) for role_id in one.roles],
        "joined_at": iso(one.joined_at),
        "premium_since": None,
        "deaf": False,
        "mute": False,
        "flags": 0,
        "pending": False,
        "communication_disabled_until": None,
    }


def overwrite(one: Overwrite) -> JSON:
    return {"id": str(one.id), "type": int(one.is_member), "allow": str(int(one.allow)), "deny": str(int(one.deny))}


def tag(one: Tag) -> JSON:
    return {"id": str(one.id), "name": one.name, "moderated": False, "emoji_id": None, "emoji_name": one.emoji}


def _last_message_id(one: Channel) -> str | None:
    public = (message.id for message in reversed(one.messages.values()) if message.ephemeral_user_id is None)
    return str(last) if (last := next(public, None)) else None


def channel(one: Channel) -> JSON:
    payload: JSON = {"id": str(one.id), "type": int(one.type), "flags": 0}
    if one.type != ChannelType.CATEGORY:
        payload["last_message_id"] = _last_message_id(one)
    if one.is_private:
        payload["recipients"] = [user(who) for who in one.recipients]
        if one.type == ChannelType.GROUP_DM:
            payload |= {"name": one.name, "icon": None, "owner_id": str(one.owner_id)}
        return payload
    payload |= {"guild_id": str(one.guild_id), "name": one.name, "parent_id": str(one.parent_id or "") or None}
    if one.is_thread:
        return payload | thread_fields(one)
    payload |= {
        "position": one.position,
        "topic": one.topic,
        "nsfw": False,
        "rate_limit_per_user": 0,
        "permission_overwrites": [overwrite(each) for each in one.overwrites.values()],
    }
    if one.type == ChannelType.FORUM:
        payload |= {
            "flags": REQUIRE_TAG if one.requires_tag else 0,
            "available_tags": [tag(each) for each in one.tags],
            "default_reaction_emoji": None,
            "default_sort_order": None,
            "default_forum_layout": 0,
        }
    return payload


def thread_fields(one: Channel) -> JSON:
    count = len(one.public_messages())
    return {
        "owner_id": str(one.owner_id),
        "rate_limit_per_user": 0,
        "message_count": count,
        "member_count": 1,
        "total_message_sent": count,
        "applied_tags": [str(tag_id) for tag_id in one.applied_tags],
        "thread_metadata": {
            "archived": one.archived,
            "archive_timestamp": iso(one.archived_at),
            "auto_archive_duration": one.auto_archive_minutes,
            "locked": one.locked,
            "create_timestamp": iso(one.archived_at),
        },
    }


def guild(one: Guild) -> JSON:
    empty: JSON = dict.fromkeys(UNUSED_BY_GUILDS.split())
    return empty | {
        "id": str(one.id),
        "name": one.name,
        "owner_id": str(one.owner_id),
        "features": ["COMMUNITY", "NEWS"],
        "region": "deprecated",
        "afk_timeout": 300,
        "system_channel_id": str(one.system_channel_id or "") or None,
        "system_channel_flags": 0,
        "public_updates_channel_id": str(one.public_updates_channel_id or "") or None,
        "widget_enabled": False,
        "verification_level": 1,
        "roles": [role(each) for each in one.roles.values()],
        "default_message_notifications": 1,
        "mfa_level": 0,
        "explicit_content_filter": 2,
        "max_members": 500_000,
        "max_stage_video_channel_users": 50,
        "max_video_channel_users": 25,
        "premium_tier": 0,
        "premium_subscription_count": 0,
        "premium_progress_bar_enabled": False,
        "preferred_locale": one.locale,
        "nsfw": False,
        "nsfw_level": 0,
        "emojis": [],
        "stickers": [],
    }


def guild_create(one: Guild, channels: list[Channel], members: list[JSON]) -> JSON:
    return guild(one) | {
        "joined_at": iso(min(each.joined_at for each in one.members.values())),
        "large": False,
        "unavailable": False,
        "member_count": len(one.members),
        "members": members,
        "channels": [channel(each) for each in channels if not each.is_thread],
        "threads": [channel(each) for each in channels if each.is_thread and not each.archived],
        "voice_states": [],
        "presences": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
    }


def message(one: Message, application_id: int) -> JSON:
    payload: JSON = {
        "id": str(one.id),
        "channel_id": str(one.channel_id),
        "type": int(one.type),
        "author": user(one.author),
        "content": one.content,
        "timestamp": iso(one.created_at),
        "edited_timestamp": iso(one.edited_at) if one.edited_at else None,
        "tts": False,
        "pinned": False,
        "mention_everyone": one.mention_everyone,
        "mentions": [user(who) for who in one.mentions],
        "mention_roles": [str(role_id) for role_id in one.mention_roles],
        "attachments": one.attachments,
        "embeds": one.embeds,
        "components": one.components,
        "flags": int(one.flags),
    }
    optional: dict[str, Any] = {
        "nonce": one.nonce,
        "message_reference": one.reference,
        "interaction": one.interaction,
        "interaction_metadata": one.interaction_metadata,
    }
    if one.from_application:
        optional |= {"application_id": str(application_id)}
    if one.interaction_metadata is not None:
        optional |= {"webhook_id": str(application_id)}
    return payload | {key: value for key, value in optional.items() if value is not None}
