"""Messages, sent by the real client."""

import asyncio
import io
from collections.abc import Callable
from typing import Any

import aiohttp
import discord
import pytest
from discord.http import Route

from sandbox import Sandbox
from sandbox.models import Channel, ChannelType, Guild, User
from sandbox.permissions import Permission
from tests.sandbox.conftest import Bot

pytestmark = pytest.mark.slow


async def test_a_message_with_the_same_nonce_is_the_same_message(
    sandbox: Sandbox, bot: Bot, general: Channel, guild: Guild
) -> None:
    first = await bot.text(general).send("one", nonce="delivery-1")
    second = await bot.text(general).send("one", nonce="delivery-1")
    other = await bot.text(general).send("one", nonce="delivery-2")
    assert first.id == second.id != other.id
    await sandbox.wait_for(lambda: bot.heard.count("MESSAGE_CREATE") == 2)
    assert [message["nonce"] for message in sandbox.messages(general.id)] == ["delivery-1", "delivery-2"]


async def test_a_nonce_is_forgotten_when_its_window_has_passed(sandbox: Sandbox, bot: Bot, general: Channel) -> None:
    sandbox.limits.nonce_seconds = 0.0
    first = await bot.text(general).send("one", nonce="delivery-1")
    second = await bot.text(general).send("one", nonce="delivery-1")
    assert first.id != second.id


async def test_history_is_read_from_any_side(sandbox: Sandbox, bot: Bot, you: User, general: Channel) -> None:
    ids = [sandbox.world.post(general, you, content=str(number)).id for number in range(10)]
    channel = bot.text(general)

    async def read(**where: Any) -> list[int]:
        return [message.id async for message in channel.history(**where)]

    assert await read(limit=3) == ids[:6:-1]
    assert await read(limit=3, before=discord.Object(ids[5])) == ids[4:1:-1]
    assert await read(limit=3, after=discord.Object(ids[5])) == ids[6:9]
    assert await read(limit=3, around=discord.Object(ids[5])) == ids[6:3:-1]
    assert (await channel.fetch_message(ids[0])).author.id == you.id


async def test_editing_and_deleting_change_what_others_see(sandbox: Sandbox, bot: Bot, general: Channel) -> None:
    message = await bot.text(general).send("first", embed=discord.Embed(title="t", description="d"))
    await message.edit(content="second", embed=None)
    stored = sandbox.messages(general.id)[0]
    assert (stored["content"], stored["embeds"], stored["edited_timestamp"] is None) == ("second", [], False)
    await message.delete()
    assert sandbox.messages(general.id) == []
    await sandbox.wait_for(lambda: "MESSAGE_DELETE" in bot.heard)


async def test_others_messages_cannot_be_edited(sandbox: Sandbox, bot: Bot, you: User, general: Channel) -> None:
    message = sandbox.world.post(general, you, content="mine")
    with pytest.raises(discord.Forbidden) as caught:
        await bot.text(general).get_partial_message(message.id).edit(content="yours")
    assert caught.value.code == 50005


async def test_files_come_with_a_message(sandbox: Sandbox, bot: Bot, general: Channel) -> None:
    file = discord.File(io.BytesIO(b"picture"), "key-visual.png", description="The key visual")
    message = await bot.text(general).send("look", file=file)
    assert (message.attachments[0].filename, message.attachments[0].description) == ("key-visual.png", "The key visual")
    async with aiohttp.ClientSession() as session, session.get(message.attachments[0].url) as answer:
        assert await answer.read() == b"picture"


async def test_a_reply_names_what_it_answers(sandbox: Sandbox, bot: Bot, general: Channel) -> None:
    first = await bot.text(general).send("first")
    reply = await first.reply("second")
    assert reply.reference is not None
    assert reply.reference.message_id == first.id
    await first.delete()
    with pytest.raises(discord.HTTPException) as caught:
        await bot.text(general).send("third", reference=first)
    assert caught.value.code == 50035
    await bot.text(general).send("third", reference=first.to_reference(fail_if_not_exists=False))


MENTIONS = [
    (None, True, True),
    (discord.AllowedMentions.none(), False, False),
    (discord.AllowedMentions(everyone=False, users=False, roles=True), False, True),
    (discord.AllowedMentions(everyone=False, users=True, roles=False), True, False),
]


@pytest.mark.parametrize(("allowed", "pings_user", "pings_role"), MENTIONS)
async def test_only_allowed_mentions_ping(
    sandbox: Sandbox,
    bot: Bot,
    you: User,
    general: Channel,
    guild: Guild,
    allowed: discord.AllowedMentions,
    pings_user: bool,
    pings_role: bool,
) -> None:
    role = next(role for role in guild.roles.values() if role.mentionable)
    await bot.text(general).send(f"<@{you.id}> <@&{role.id}> @everyone", allowed_mentions=allowed)
    message = sandbox.messages(general.id)[0]
    assert [user["id"] for user in message["mentions"]] == [str(you.id)] * pings_user
    assert message["mention_roles"] == [str(role.id)] * pings_role
    assert message["mention_everyone"] is False  # the bot may not


async def test_a_role_that_is_not_mentionable_is_not_pinged(
    sandbox: Sandbox, bot: Bot, general: Channel, guild: Guild
) -> None:
    role = next(role for role in guild.roles.values() if role.name == "Moderator")
    await bot.text(general).send(f"<@&{role.id}>", allowed_mentions=discord.AllowedMentions(roles=True))
    assert sandbox.messages(general.id)[0]["mention_roles"] == []


def layout(*texts: str) -> discord.ui.LayoutView:
    view = discord.ui.LayoutView()
    container = discord.ui.Container[discord.ui.LayoutView](accent_colour=0x57F287)
    for text in texts:
        container.add_item(discord.ui.TextDisplay(text))
    container.add_item(discord.ui.Separator())
    container.add_item(
        discord.ui.Section(
            "A section", accessory=discord.ui.Thumbnail("https://example.com/picture.png", description="Picture")
        )
    )
    container.add_item(discord.ui.ActionRow(discord.ui.Button(label="Show", custom_id="show:1", emoji="🔔")))
    view.add_item(container)
    view.add_item(discord.ui.MediaGallery(discord.MediaGalleryItem("https://example.com/one.png")))
    return view


async def test_layouts_come_back_as_discord_stores_them(
    sandbox: Sandbox, bot: Bot, you: User, general: Channel
) -> None:
    await bot.text(general).send(
        view=layout("# Renewed", f"<@{you.id}>"), allowed_mentions=discord.AllowedMentions(users=True)
    )
    message = sandbox.messages(general.id)[0]
    assert message["flags"] == 1 << 15
    assert [user["id"] for user in message["mentions"]] == [str(you.id)]
    container, gallery = message["components"]
    assert [part["type"] for part in container["components"]] == [10, 10, 14, 9, 1]
    assert gallery["items"][0]["media"]["url"] == "https://example.com/one.png"
    ids = [part["id"] for part in [container, *container["components"], gallery]]
    assert len(set(ids)) == len(ids)


async def test_an_announcement_is_published_once(sandbox: Sandbox, bot: Bot, guild: Guild, general: Channel) -> None:
    news = next(channel for channel in sandbox.world.channels_of(guild) if channel.name == "anime-news")
    message = await bot.text(news).send("news")
    await message.publish()
    assert sandbox.messages(news.id)[0]["flags"] == 1
    with pytest.raises(discord.HTTPException) as again:
        await message.publish()
    elsewhere = await bot.text(general).send("news")
    with pytest.raises(discord.HTTPException) as wrong_place:
        await elsewhere.publish()
    assert (again.value.code, wrong_place.value.code) == (40033, 50024)


async def test_a_forum_post_is_a_thread_with_its_message(sandbox: Sandbox, bot: Bot, guild: Guild) -> None:
    forum = next(channel for channel in sandbox.world.channels_of(guild) if channel.type == ChannelType.FORUM)
    found = bot.get_channel(forum.id)
    assert isinstance(found, discord.ForumChannel)
    created = await found.create_thread(
        name="Akudama Drive", content="Season 2", applied_tags=[found.available_tags[0]]
    )
    assert created.message.id == created.thread.id
    assert [message["content"] for message in sandbox.messages(created.thread.id)] == ["Season 2"]
    await created.thread.send("later")
    await created.thread.edit(archived=True)
    await created.thread.send("a message opens an archived thread again")
    assert not sandbox.world.channels[created.thread.id].archived
    sandbox.world.update_channel(forum, requires_tag=True)
    with pytest.raises(discord.HTTPException) as untagged:
        await found.create_thread(name="Another", content="x")
    assert untagged.value.code == 40067


async def test_a_locked_thread_is_closed_to_the_bot(sandbox: Sandbox, bot: Bot, guild: Guild, you: User) -> None:
    thread = next(channel for channel in sandbox.world.channels_of(guild) if channel.is_thread)
    message = sandbox.world.post(thread, sandbox.world.bot, content="before")
    sandbox.world.update_channel(thread, archived=True, locked=True)
    found = await bot.fetch_channel(thread.id)
    assert isinstance(found, discord.Thread)
    with pytest.raises(discord.HTTPException) as sending:
        await found.send("x")
    with pytest.raises(discord.HTTPException) as editing:
        await found.get_partial_message(message.id).edit(content="x")
    with pytest.raises(discord.Forbidden) as opening:
        await found.edit(archived=False)
    assert (sending.value.code, editing.value.code, opening.value.code) == (50083, 50083, 50013)


async def test_direct_messages_reach_those_who_accept_them(sandbox: Sandbox, bot: Bot, mika: User) -> None:
    user = await bot.fetch_user(mika.id)
    message = await user.send("hello")
    assert sandbox.messages(message.channel.id)[0]["content"] == "hello"
    mika.accepts_dms = False
    with pytest.raises(discord.Forbidden) as caught:
        await user.send("hello?")
    assert caught.value.code == 50007


THREAD = discord.ChannelType.public_thread
REFUSED: list[tuple[Permission, Callable[[discord.TextChannel], object], int]] = [
    (Permission.VIEW_CHANNEL, lambda channel: channel.send("x"), 50001),
    (Permission.SEND_MESSAGES, lambda channel: channel.send("x"), 50013),
    (Permission.EMBED_LINKS, lambda channel: channel.send(embed=discord.Embed(title="x")), 50013),
    (Permission.ATTACH_FILES, lambda channel: channel.send(file=discord.File(io.BytesIO(b"x"), "x.txt")), 50013),
    (Permission.READ_MESSAGE_HISTORY, lambda channel: channel.fetch_message(1), 50013),
    (Permission.CREATE_PUBLIC_THREADS, lambda channel: channel.create_thread(name="x", type=THREAD), 50013),
    (Permission.MANAGE_CHANNELS, lambda channel: channel.edit(name="x"), 50013),
]


@pytest.mark.parametrize(("missing", "act", "code"), REFUSED, ids=[str(row[0].name) for row in REFUSED])
async def test_what_is_not_permitted_is_refused(
    sandbox: Sandbox,
    bot: Bot,
    general: Channel,
    missing: Permission,
    act: Callable[[discord.TextChannel], asyncio.Future[object]],
    code: int,
) -> None:
    sandbox.world.set_overwrite(general, sandbox.world.bot, deny=int(missing))
    with pytest.raises(discord.Forbidden) as caught:
        await act(bot.text(general))
    assert caught.value.code == code
    assert sandbox.messages(general.id) == []


async def test_without_history_there_is_nothing_to_read(
    sandbox: Sandbox, bot: Bot, you: User, general: Channel
) -> None:
    sandbox.world.post(general, you, content="x")
    sandbox.world.set_overwrite(general, sandbox.world.bot, deny=int(Permission.READ_MESSAGE_HISTORY))
    assert [message async for message in bot.text(general).history()] == []


@pytest.mark.parametrize(
    ("method", "path", "code"),
    [
        ("GET", "/channels/1234567890123456", 10003),
        ("GET", "/channels/{general}/messages/1234567890123456", 10008),
        ("GET", "/guilds/1234567890123456", 10004),
        ("GET", "/guilds/{guild}/members/1234567890123456", 10013),
        ("GET", "/users/1234567890123456", 10013),
        ("GET", "/webhooks/{bot}/token/messages/@original", 10015),
    ],
)
async def test_what_does_not_exist_is_not_found(
    sandbox: Sandbox, bot: Bot, general: Channel, guild: Guild, method: str, path: str, code: int
) -> None:
    found = path.format(general=general.id, guild=guild.id, bot=sandbox.world.bot.id)
    with pytest.raises(discord.NotFound) as caught:
        await bot.http.request(Route(method, found))
    assert caught.value.code == code


LONG_EMBEDS = [discord.Embed(title="t", description="d" * 3001), discord.Embed(description="d" * 3001)]


@pytest.mark.parametrize(
    ("message", "path"),
    [
        ({"content": "x" * 2001}, "content"),
        ({"embed": discord.Embed(title="x" * 257)}, "embeds.0.title"),
        ({"embed": discord.Embed(description="x" * 4097)}, "embeds.0.description"),
        ({"embed": discord.Embed(title="x").add_field(name="n", value="v" * 1025)}, "embeds.0.fields.0.value"),
        ({"embed": discord.Embed(title="x").add_field(name="n", value="")}, "embeds.0.fields.0.value"),
        ({"embed": discord.Embed(title="x").set_footer(text="f" * 2049)}, "embeds.0.footer.text"),
        ({"embed": discord.Embed(title="x").set_image(url="ftp://example.com")}, "embeds.0.image.url"),
        ({"embeds": LONG_EMBEDS}, "embeds"),
        ({"content": "x", "nonce": "n" * 26}, "nonce"),
        ({"content": "x", "view": layout("y")}, "content"),
        ({"view": layout("x" * 2001, "y" * 2001)}, "components"),
    ],
)
async def test_published_limits_are_kept(
    sandbox: Sandbox, bot: Bot, general: Channel, message: dict[str, Any], path: str
) -> None:
    with pytest.raises(discord.HTTPException) as caught:
        await bot.text(general).send(**message)
    assert caught.value.code == 50035
    assert f"In {path}: " in caught.value.text
    assert [violation.kind for violation in sandbox.violations] == ["form"]


async def test_nothing_is_not_a_message(sandbox: Sandbox, bot: Bot, general: Channel) -> None:
    with pytest.raises(discord.HTTPException) as caught:
        await bot.text(general).send("")
    assert caught.value.code == 50006
    message = await bot.text(general).send("x")
    with pytest.raises(discord.HTTPException) as emptied:
        await message.edit(content=None)
    assert emptied.value.code == 50006


async def test_a_plain_message_does_not_take_new_components(sandbox: Sandbox, bot: Bot, general: Channel) -> None:
    message = await bot.text(general).send("x")
    with pytest.raises(discord.HTTPException) as kept:
        await message.edit(view=layout("y"))
    assert kept.value.code == 50035
    await message.edit(content=None, view=layout("y"))
    assert sandbox.messages(general.id)[0]["flags"] == 1 << 15
