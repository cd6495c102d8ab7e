"""What a bot sends, as the page draws it; the bot is a real client, so only what Discord takes arrives."""

from collections.abc import AsyncIterator

import discord
import pytest
import pytest_asyncio
from discord import ui
from playwright.async_api import Page, expect

from sandbox import Sandbox
from tests.sandbox.conftest import Bot, connected

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="session")]

EVIL = '<img src=x onerror="alert(1)"><script>alert(2)</script>'
FOREIGN = "https://pictures.invalid/one.png"


def named(sandbox: Sandbox, name: str) -> int:
    """The id of the channel of this name."""
    return next(channel.id for channel in sandbox.world.channels.values() if channel.name == name)


@pytest_asyncio.fixture(loop_scope="session")
async def general(sandbox: Sandbox) -> AsyncIterator[discord.TextChannel]:
    """The open channel, in the hands of a bot."""
    async with connected(sandbox, Bot()) as bot:
        channel = bot.get_channel(named(sandbox, "general"))
        assert isinstance(channel, discord.TextChannel)
        yield channel


async def test_hostile_words_stay_words_everywhere_in_an_embed(page: Page, general: discord.TextChannel) -> None:
    embed = discord.Embed(title=EVIL, description=EVIL, url="https://a.example/", colour=0x35A161)
    embed.set_author(name=EVIL, url="https://a.example/", icon_url=FOREIGN)
    embed.add_field(name=EVIL, value=EVIL)
    embed.set_footer(text=EVIL)
    embed.set_image(url=FOREIGN)
    embed.set_thumbnail(url=FOREIGN)
    await general.send(EVIL, embed=embed)
    message = page.locator(".message")
    for place in (".embed-title", ".embed-description", ".embed-author", "dt", "dd", ".embed-footer"):
        await expect(message.locator(place)).to_contain_text(EVIL)
    await expect(message.locator(".message-body > .markup")).to_have_text(EVIL)
    assert await message.locator("img, script, iframe, object, form, style").count() == 0
    # no picture is fetched from outside: its place says where it would come from
    await expect(message.locator(".elsewhere")).to_have_count(2)
    await expect(message.locator(".embed-image")).to_contain_text("pictures.invalid")


async def test_links_open_elsewhere_and_tell_nothing(page: Page, general: discord.TextChannel) -> None:
    view = ui.View()
    view.add_item(ui.Button(label="Trailer", url="https://a.example/t"))
    await general.send("[read](https://a.example/r)", view=view)
    for name in ("read", "Trailer"):
        link = page.locator(".message").get_by_role("link", name=name)
        await expect(link).to_have_attribute("rel", "noopener noreferrer nofollow")
        await expect(link).to_have_attribute("target", "_blank")


async def test_a_link_that_leads_nowhere_safe_is_no_link(page: Page) -> None:
    made = await page.evaluate(
        "async () => { const { components } = await import('/page/components.js');"
        " const box = document.createElement('div');"
        " const button = (url) => ({ type: 2, style: 5, label: 'x', url });"
        " box.append(...components(['javascript:alert(1)', 'data:text/html,x', '//a', null].map(button), {}));"
        " return [box.querySelectorAll('a').length, box.querySelectorAll('button:disabled').length]; }"
    )
    assert made == [0, 4]


async def test_a_whole_layout_is_drawn(page: Page, general: discord.TextChannel) -> None:
    layout = ui.LayoutView()
    box: ui.Container[ui.LayoutView] = ui.Container(accent_colour=0x112233)
    box.add_item(ui.Section(ui.TextDisplay("## Heading"), ui.TextDisplay(EVIL), accessory=ui.Thumbnail(FOREIGN)))
    box.add_item(ui.Separator(spacing=discord.SeparatorSpacing.large))
    box.add_item(ui.MediaGallery(discord.MediaGalleryItem(FOREIGN, description="Key visual", spoiler=True)))
    row: ui.ActionRow[ui.LayoutView] = ui.ActionRow()
    for style in (discord.ButtonStyle.primary, discord.ButtonStyle.success, discord.ButtonStyle.danger):
        row.add_item(ui.Button(label=style.name, style=style, custom_id=style.name))
    box.add_item(row)
    layout.add_item(box)
    await general.send(view=layout)
    container = page.locator(".message .container")
    await expect(container).to_have_css("border-left-color", "rgb(17, 34, 51)")
    await expect(container.get_by_role("heading")).to_have_text("Heading")
    await expect(container.locator(".section-text")).to_contain_text(EVIL)
    await expect(container.get_by_role("button", name="danger")).to_have_class("button danger")
    await container.get_by_role("button", name="Spoiler picture").click()
    await expect(container.get_by_role("link", name="Key visual, from pictures.invalid")).to_be_visible()


async def test_an_edited_message_says_so_and_a_deleted_one_goes(page: Page, general: discord.TextChannel) -> None:
    message = await general.send("before")
    await expect(page.locator(".message")).to_contain_text("before")
    await message.edit(content="after")
    await expect(page.locator(".message .message-body > .markup")).to_have_text("after (edited)")
    await message.delete()
    await expect(page.locator(".message")).to_have_count(0)


async def test_a_mention_stands_out_and_counts_where_it_was_not_read(
    page: Page, general: discord.TextChannel, sandbox: Sandbox
) -> None:
    you = next(user.id for user in sandbox.world.users.values() if user.name == "you")
    news = general.guild.get_channel(named(sandbox, "anime-news"))
    assert isinstance(news, discord.TextChannel)
    await news.send(f"<@{you}> season two!")
    button = page.get_by_role("button", name="anime-news (announcement channel), unread")
    await expect(button.get_by_label("1 mentions")).to_be_visible()
    await button.click()
    await expect(page.locator(".message.pinged .mention")).to_have_text("@You")
    await expect(page.get_by_role("button", name="anime-news (announcement channel)", exact=True)).to_be_visible()


async def test_a_forum_is_a_list_of_posts(page: Page, general: discord.TextChannel, sandbox: Sandbox) -> None:
    forum = general.guild.get_channel(named(sandbox, "season-talk"))
    assert isinstance(forum, discord.ForumChannel)
    await forum.create_thread(name="Akudama Drive: second season", content="It is announced.")
    await page.get_by_role("button", name="season-talk (forum)").click()
    await page.locator(".post", has_text="Akudama Drive: second season").click()
    await expect(page.locator(".message")).to_contain_text("It is announced.")
    await expect(page.locator("#channel-bar")).to_contain_text("season-talk")


async def test_a_hidden_channel_is_hidden_from_members(page: Page) -> None:
    staff = page.get_by_role("button", name="staff (text channel)")
    await expect(staff).to_be_visible()
    await page.get_by_role("button", name="You act as You. Change.").click()
    await page.get_by_role("option", name="Mika").click()
    await expect(page.get_by_role("button", name="You act as Mika. Change.")).to_be_visible()
    await expect(staff).to_have_count(0)


async def test_the_focus_stays_where_it_was_while_news_comes_in(
    page: Page, general: discord.TextChannel, sandbox: Sandbox
) -> None:
    news = general.guild.get_channel(named(sandbox, "anime-news"))
    assert isinstance(news, discord.TextChannel)
    written = page.get_by_label("Message. Type")
    await written.fill("half a sen")
    await news.send("season two!")
    await expect(page.get_by_role("button", name="anime-news (announcement channel), unread")).to_be_visible()
    await page.keyboard.type("tence")
    await expect(written).to_have_value("half a sentence")
    channel = page.get_by_role("button", name="general (text channel)")
    await channel.focus()
    await page.keyboard.press("Enter")
    await news.send("and again!")
    await expect(page.get_by_role("heading", name="Welcome to #general")).to_be_visible()
    await expect(channel).to_be_focused()
