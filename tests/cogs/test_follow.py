"""/subscribe, /unsubscribe and /subscriptions as people use them."""

from typing import Any

import pytest
from sqlalchemy import insert, select

from bot.core.models import NEVER_TOLD, Kind
from bot.storage.tables import pauses, subscriptions
from sandbox.permissions import Permission
from tests.cogs.conftest import Room
from tests.messages.pages import buttons, said, walk

pytestmark = pytest.mark.slow


async def stored(room: Room) -> list[dict[str, Any]]:
    async with room.database.connect() as conn:
        rows = await conn.execute(select(subscriptions).order_by(subscriptions.c.id))
        return [dict(row._mapping) for row in rows]


async def test_subscribing_follows_in_the_present_channel(room: Room) -> None:
    reply = await room.owner_uses("subscribe", show="akudama-drive")
    here = room.channel("general").id
    assert reply.ephemeral is True
    assert said(reply.message).splitlines() == [
        f"<#{here}> now follows **Akudama Drive**.",
        "-# You will hear of: new season, film or special, date set, delay, cancellation, final season, premiere",
    ]
    assert buttons(reply.message) == {"Send a test post": f"test:{here}:akudama-drive"}
    (row,) = await stored(room)
    assert (row["guild_id"], row["channel_id"], row["show_id"]) == (room.guild.id, here, "akudama-drive")
    assert (row["created_by"], row["kinds"], row["role_id"]) == (room.owner.id, None, None)


async def test_subscribing_twice_says_so_kindly(room: Room) -> None:
    await room.owner_uses("subscribe", show="akudama-drive")
    reply = await room.owner_uses("subscribe", show="Akudama Drive")
    assert "follows **Akudama Drive** already. Nothing changed." in said(reply.message)
    assert len(await stored(room)) == 1


async def test_every_kind_of_channel_can_follow(room: Room) -> None:
    names = ["anime-news", "season-talk", "akudama-drive rewatch"]
    for name in names:
        reply = await room.owner_uses("subscribe", show="frieren", channel=room.channel(name))
        assert "now follows **Frieren: Beyond Journey's End**." in said(reply.message)
    assert [row["channel_id"] for row in await stored(room)] == [room.channel(name).id for name in names]


async def test_several_shows_are_followed_at_once_even_with_commas_in_a_title(room: Room) -> None:
    reply = await room.owner_uses("subscribe", show="akudama drive, Yes, No, or Maybe?, frieren")
    assert [row["show_id"] for row in await stored(room)] == ["akudama-drive", "yes-no-or-maybe", "frieren"]
    assert said(reply.message).splitlines()[:4] == [
        f"<#{room.channel('general').id}> now follows 3 shows:",
        "- **Akudama Drive**",
        "- **Yes, No, or Maybe?**",
        "- **Frieren: Beyond Journey's End**",
    ]


async def test_one_unknown_show_among_several_follows_none(room: Room) -> None:
    reply = await room.owner_uses("subscribe", show="akudama-drive, frierem")
    assert said(reply.message).splitlines()[0] == "I know no show “frierem”."
    assert "Frieren" in said(reply.message).splitlines()[1]
    assert said(reply.message).splitlines()[-1] == "Nothing was saved."
    assert await stored(room) == []


@pytest.mark.parametrize("typed", ["all", "ALL", "*"])
async def test_all_follows_every_show(room: Room, typed: str) -> None:
    reply = await room.owner_uses("subscribe", show=typed)
    assert "now follows every show." in said(reply.message)
    assert [row["show_id"] for row in await stored(room)] == ["*"]


async def test_terms_are_kept_and_told(room: Room) -> None:
    role = next(role for role in room.guild.roles.values() if role.name == "anime-news")
    reply = await room.owner_uses(
        "subscribe",
        show="akudama-drive",
        channel=room.channel("anime-news"),
        role=role,
        kinds="renewed, rumour, Cancellation",
        least="report",
        ping_for="new season",
        publish=True,
    )
    assert said(reply.message).splitlines()[1:] == [
        "-# You will hear of: new season, cancellation, rumour",
        "-# At least: Also rumours",
        f"-# <@&{role.id}> is pinged for: new season",
        "-# Posts are published to following servers",
    ]
    assert reply.message["mention_roles"] == []
    (row,) = await stored(room)
    assert row["kinds"] == ["renewed", "cancelled", "rumour"]
    assert (row["role_id"], row["least_grade"], row["ping_kinds"], row["publish"]) == (
        role.id,
        "report",
        ["renewed"],
        True,
    )


@pytest.mark.parametrize(
    ("options", "answer"),
    [
        ({"kinds": "renewed, sequels"}, "I know no kind of news “sequels”. There are: new season, "),
        ({"ping_for": "renewed"}, "Choose a role to ping as well, or leave “ping_for” out."),
        ({"publish": True}, "is no announcement channel, so I cannot publish there."),
        ({"show": " , ,"}, "Which show? Write a title, several with commas, or “all”."),
    ],
)
async def test_a_wrong_option_is_named_and_nothing_is_saved(room: Room, options: dict[str, Any], answer: str) -> None:
    reply = await room.owner_uses("subscribe", **{"show": "akudama-drive", **options})
    assert reply.ephemeral is True
    assert answer in said(reply.message)
    assert await stored(room) == []


async def test_missing_permissions_are_named_exactly(room: Room) -> None:
    reply = await room.owner_uses("subscribe", show="akudama-drive", channel=room.channel("rules"))
    rules = room.channel("rules").id
    assert said(reply.message).splitlines()[0] == (
        f"In <#{rules}> I lack a permission: “Send messages”. "
        "Give it to me in the channel's settings and use the command again."
    )
    assert await stored(room) == []


async def test_several_missing_permissions_are_all_named(room: Room) -> None:
    general = room.channel("general")
    everyone = room.guild.roles[room.guild.id]
    denied = Permission.SEND_MESSAGES | Permission.EMBED_LINKS | Permission.VIEW_CHANNEL
    room.sandbox.world.set_overwrite(general, room.sandbox.world.bot_role(room.guild), deny=int(denied))
    room.sandbox.world.set_overwrite(general, everyone, allow=int(Permission.VIEW_CHANNEL))
    await room.sandbox.wait_for(
        lambda: len(room.client.get_channel(general.id).overwrites) == 2  # type: ignore[union-attr]
    )
    reply = await room.owner_uses("subscribe", show="akudama-drive", channel=general, where="anime-news")
    assert "I lack permissions: “View channel”, “Send messages”, “Embed links”." in said(reply.message)


async def test_a_forum_also_needs_messages_in_threads(room: Room) -> None:
    forum = room.channel("season-talk")
    bot_role = room.sandbox.world.bot_role(room.guild)
    room.sandbox.world.set_overwrite(forum, bot_role, deny=int(Permission.SEND_MESSAGES_IN_THREADS))
    await room.sandbox.wait_for(
        lambda: len(room.client.get_channel(forum.id).overwrites) == 1  # type: ignore[union-attr]
    )
    reply = await room.owner_uses("subscribe", show="akudama-drive", channel=forum)
    assert "I lack a permission: “Send messages in threads”." in said(reply.message)


async def test_only_a_mentionable_role_is_pinged(room: Room) -> None:
    moderator = next(role for role in room.guild.roles.values() if role.name == "Moderator")
    reply = await room.owner_uses("subscribe", show="akudama-drive", role=moderator)
    assert said(reply.message).startswith(f"I may not ping <@&{moderator.id}>.")
    everyone = room.guild.roles[room.guild.id]
    reply = await room.owner_uses("subscribe", show="akudama-drive", role=everyone)
    assert said(reply.message).startswith("@everyone is never pinged.")
    assert await stored(room) == []


async def test_a_member_without_the_permission_is_refused_on_our_side_too(room: Room) -> None:
    for name, options in [("subscribe", {"show": "all"}), ("unsubscribe", {"show": "all"}), ("subscriptions", {})]:
        reply = await room.member_uses(name, force=True, **options)
        assert said(reply.message) == "Only members with “Manage Server” or “Manage Channels” may do this."
    card = await room.owner_uses("show", show="akudama-drive")
    reply = await room.sandbox.press(room.member.id, card.message, "follow:akudama-drive")
    assert said(reply.message) == "Only members with “Manage Server” or “Manage Channels” may do this."
    assert await stored(room) == []


@pytest.mark.parametrize("permission", [Permission.MANAGE_GUILD, Permission.MANAGE_CHANNELS])
async def test_either_permission_is_enough(room: Room, permission: Permission) -> None:
    role = room.sandbox.world.add_role(room.guild, "Helper", permissions=int(permission))
    room.sandbox.world.give_role(room.guild, room.member, role)
    reply = await room.member_uses("subscribe", force=True, show="akudama-drive")
    assert "now follows" in said(reply.message)


async def test_a_channel_that_the_member_cannot_see_is_not_theirs_to_use(room: Room) -> None:
    role = room.sandbox.world.add_role(room.guild, "Helper", permissions=int(Permission.MANAGE_GUILD))
    room.sandbox.world.give_role(room.guild, room.member, role)
    staff = room.channel("staff")
    reply = await room.member_uses("subscribe", force=True, show="akudama-drive", channel=staff)
    assert said(reply.message) == f"You cannot see <#{staff.id}> yourself."


async def test_a_test_post_is_a_real_preview_that_pings_nobody(room: Room) -> None:
    reply = await room.owner_uses("subscribe", show="akudama-drive", channel=room.channel("anime-news"))
    news = room.channel("anime-news")
    pressed = await room.sandbox.press(room.owner.id, reply.message, f"test:{news.id}:akudama-drive")
    assert said(pressed.message) == f"A test post is in <#{news.id}>."
    (post,) = room.sandbox.messages(news.id)
    assert said(post).splitlines()[:2] == [
        "-# This is a test. Real news of Akudama Drive will look like this.",
        "### 🎉 Season 2 of Akudama Drive is coming",
    ]
    assert (post["mention_roles"], post["mention_everyone"]) == ([], False)


async def test_a_test_post_for_every_show_and_in_a_forum(room: Room) -> None:
    forum = room.channel("season-talk")
    reply = await room.owner_uses("subscribe", show="all", channel=forum)
    pressed = await room.sandbox.press(room.owner.id, reply.message, f"test:{forum.id}:*")
    assert said(pressed.message) == f"A test post is in <#{forum.id}>."


async def test_a_test_post_that_is_refused_says_what_to_do(room: Room) -> None:
    reply = await room.owner_uses("subscribe", show="akudama-drive")
    general = room.channel("general")
    bot_role = room.sandbox.world.bot_role(room.guild)
    room.sandbox.world.set_overwrite(general, bot_role, deny=int(Permission.SEND_MESSAGES))
    pressed = await room.sandbox.press(room.owner.id, reply.message, f"test:{general.id}:akudama-drive")
    assert pressed.ephemeral is True
    assert said(pressed.message).startswith(f"Discord refused the test post in <#{general.id}>.")


async def test_following_from_a_card_and_unfollowing_from_the_news(room: Room) -> None:
    card = await room.owner_uses("show", show="akudama-drive")
    await room.sandbox.press(room.owner.id, card.message, "follow:akudama-drive")
    (row,) = await stored(room)
    assert row["channel_id"] == room.channel("general").id
    reply = await room.owner_uses("subscribe", show="akudama-drive")
    await room.sandbox.press(room.owner.id, reply.message, f"test:{row['channel_id']}:akudama-drive")
    post = room.sandbox.messages(row["channel_id"])[-1]
    refused = await room.sandbox.press(room.member.id, post, "unfollow:akudama-drive")
    assert said(refused.message) == "Only members with “Manage Server” or “Manage Channels” may do this."
    done = await room.sandbox.press(room.owner.id, post, "unfollow:akudama-drive")
    assert said(done.message) == f"<#{row['channel_id']}> no longer follows **Akudama Drive**."
    assert await stored(room) == []
    again = await room.sandbox.press(room.owner.id, post, "unfollow:akudama-drive")
    assert said(again.message) == f"<#{row['channel_id']}> does not follow **Akudama Drive**."
    shown = await room.sandbox.press(room.member.id, post, "news::akudama-drive")
    assert (shown.ephemeral, said(shown.message).splitlines()[0]) == (True, "## Akudama Drive")


async def test_unfollowing_one_show_where_all_are_followed_offers_to_stop_all(room: Room) -> None:
    await room.owner_uses("subscribe", show="all")
    reply = await room.owner_uses("unsubscribe", show="akudama-drive")
    here = room.channel("general").id
    assert said(reply.message) == f"<#{here}> follows every show, **Akudama Drive** among them."
    done = await room.sandbox.press(room.owner.id, reply.message, "unfollow:*")
    assert said(done.message) == f"<#{here}> no longer follows every show."
    assert await stored(room) == []


async def test_unsubscribing_elsewhere_names_the_channel(room: Room) -> None:
    await room.owner_uses("subscribe", show="akudama-drive", channel=room.channel("anime-news"))
    reply = await room.owner_uses("unsubscribe", show="akudama-drive")
    assert f"It is followed in <#{room.channel('anime-news').id}>." in said(reply.message)
    done = await room.owner_uses("unsubscribe", show="akudama-drive", channel=room.channel("anime-news"))
    assert "no longer follows" in said(done.message)


async def test_unsubscribing_offers_what_is_followed(room: Room) -> None:
    await room.owner_uses("subscribe", show="akudama-drive, frieren")
    await room.owner_uses("subscribe", show="all")
    here = room.channel("general").id
    offered = await room.sandbox.autocomplete(room.owner.id, here, "unsubscribe", {"show": ""})
    assert offered == [
        {"name": "Every show", "value": "*"},
        {"name": "Akudama Drive", "value": "akudama-drive"},
        {"name": "Frieren: Beyond Journey's End", "value": "frieren"},
    ]
    offered = await room.sandbox.autocomplete(room.owner.id, here, "unsubscribe", {"show": "journ"})
    assert [choice["value"] for choice in offered] == ["frieren"]


async def test_the_list_pages_and_removes(room: Room) -> None:
    rows = [
        {
            "guild_id": room.guild.id,
            "channel_id": room.channel("general").id,
            "show_id": f"show-{number:02}",
            "created_at": 0,
            "created_by": 1,
        }
        for number in range(12)
    ]
    await room.owner_uses("subscribe", show="akudama-drive")
    async with room.database.begin() as conn:
        await conn.execute(insert(subscriptions), rows)
    first = await room.owner_uses("subscriptions")
    assert first.ephemeral is True
    assert said(first.message).splitlines()[0] == "### 13 subscriptions on this server"
    assert said(first.message).splitlines()[-1] == "-# Page 1 of 2"
    second = await room.sandbox.press(room.owner.id, first.message, "page:1:f")
    assert said(second.message).splitlines()[-1] == "-# Page 2 of 2"
    (menu,) = [part for part in walk(second.message["components"]) if part["type"] == 3]
    values = [option["value"] for option in menu["options"]]
    assert menu["options"][0] == {
        "label": "show-09",
        "description": "#general",
        "value": values[0],
        "default": False,
    }
    after = await room.sandbox.select(room.owner.id, second.message, "remove:1", values)
    assert said(after.message).splitlines()[0] == "### 10 subscriptions on this server"
    assert "3 subscriptions removed: **show-09**, **show-10**, **show-11**" in said(after.message)
    assert len(await stored(room)) == 10


async def test_an_empty_list_says_how_to_begin(room: Room) -> None:
    assert said((await room.owner_uses("subscriptions")).message) == "This server follows nothing yet. Try /subscribe."


async def test_paused_places_are_shown_with_what_to_do(room: Room) -> None:
    await room.owner_uses("subscribe", show="akudama-drive")
    general = room.channel("general").id
    async with room.database.begin() as conn:
        row = {"channel_id": general, "guild_id": room.guild.id, "reason": "missing_access", "since_at": 1}
        await conn.execute(insert(pauses).values(row))
    reply = await room.owner_uses("subscriptions")
    assert said(reply.message).splitlines()[1] == (
        f"⚠️ <#{general}> is paused: I cannot see it. Give me “View channel” there; then I resume by myself."
    )


async def test_suggestions_complete_the_last_of_several(room: Room) -> None:
    here = room.channel("general").id
    offered = await room.sandbox.autocomplete(room.owner.id, here, "subscribe", {"show": "akudama-drive, frie"})
    assert offered[0]["value"] == "akudama-drive, frieren"
    offered = await room.sandbox.autocomplete(room.owner.id, here, "subscribe", {"show": ""})
    assert offered[0] == {"name": "Every show", "value": "all"}
    offered = await room.sandbox.autocomplete(
        room.owner.id, here, "subscribe", {"show": "frieren", "kinds": "renewed, del"}, "kinds"
    )
    assert offered == [{"name": "renewed, delay", "value": "renewed, delayed"}]


def test_every_kind_can_be_asked_for_in_one_choice() -> None:
    assert len(", ".join(kind for kind in Kind if kind not in NEVER_TOLD)) <= 100


async def test_nothing_that_is_followed_can_be_changed_in_direct_messages(room: Room) -> None:
    channel = next(one for one in room.sandbox.world.channels.values() if one.guild_id is None)
    reply = await room.sandbox.command(room.owner.id, channel.id, "subscribe", {"show": "all"}, force=True)
    assert said(reply.message) == "This works only on a server."


async def test_an_archived_thread_can_follow(room: Room) -> None:
    thread = room.channel("akudama-drive rewatch")
    room.sandbox.world.update_channel(thread, archived=True)
    await room.sandbox.wait_for(lambda: room.client.get_channel(thread.id) is None)
    reply = await room.owner_uses("subscribe", show="akudama-drive", channel=thread)
    assert said(reply.message).splitlines()[0] == f"<#{thread.id}> now follows **Akudama Drive**."


async def test_a_locked_thread_is_refused_with_what_to_do(room: Room) -> None:
    thread = room.channel("akudama-drive rewatch")
    room.sandbox.world.update_channel(thread, locked=True)
    await room.sandbox.wait_for(
        lambda: room.client.get_channel(thread.id).locked  # type: ignore[union-attr]
    )
    reply = await room.owner_uses("subscribe", show="akudama-drive", channel=thread)
    assert said(reply.message).splitlines() == [
        f"<#{thread.id}> is locked. Unlock it, or give me “Manage threads”.",
        "Nothing was saved.",
    ]


async def test_a_thread_that_the_bot_cannot_see_is_named(room: Room) -> None:
    general, thread = room.channel("general"), room.channel("akudama-drive rewatch")
    room.sandbox.world.update_channel(thread, archived=True)
    bot_role = room.sandbox.world.bot_role(room.guild)
    room.sandbox.world.set_overwrite(general, bot_role, deny=int(Permission.VIEW_CHANNEL))
    await room.sandbox.wait_for(lambda: room.client.get_channel(thread.id) is None)
    reply = await room.owner_uses("subscribe", show="akudama-drive", channel=thread, where="anime-news")
    assert said(reply.message).startswith(f"I cannot see <#{thread.id}>.")
    assert await stored(room) == []


async def test_news_in_a_forum_post_are_unfollowed_for_the_forum(room: Room) -> None:
    forum = room.channel("season-talk")
    reply = await room.owner_uses("subscribe", show="akudama-drive", channel=forum)
    await room.sandbox.press(room.owner.id, reply.message, f"test:{forum.id}:akudama-drive")
    (post,) = [one for one in room.sandbox.world.channels.values() if one.parent_id == forum.id]
    (message,) = room.sandbox.messages(post.id)
    done = await room.sandbox.press(room.owner.id, message, "unfollow:akudama-drive")
    assert said(done.message) == f"<#{forum.id}> no longer follows **Akudama Drive**."
    assert await stored(room) == []
