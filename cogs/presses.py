"""What buttons and menus do, however long ago they were posted: all they need is in their custom id."""

import re
from typing import ClassVar, Self

import discord
from discord import ui
from discord.ext import commands

from bot.core.cards import EVERY_SHOW
from bot.core.errors import PlaceRefused, SendFailed, ShowNotFound
from bot.core.show_keys import PATTERN
from bot.messages.follow_answers import subscription_list
from bot.messages.layout import Layout, text
from bot.messages.places import mention
from bot.messages.replies import answer, apologise, change, in_time, reader, refuse
from bot.messages.show_card import section
from bot.services.bundle import Services, services_of
from bot.services.subscriptions import Place, Wishes, sample
from cogs.access import check_post, here, managed_guild, place_of
from cogs.follow import channel_names, follow, unfollow
from cogs.show import send_card

ID_DIGITS = 18  # fits 64 bits; a longer number is none of ours
SHOW = rf"(?P<show>{PATTERN})"


class Press(ui.DynamicItem[ui.Item[ui.LayoutView]], template=r"(?!)"):
    """A button or menu that was pressed; each kind below says what it does. A failure is answered, never swallowed."""

    def __init__(self, item: ui.Item[ui.LayoutView], match: re.Match[str]) -> None:
        super().__init__(item)
        self.match = match

    @classmethod
    async def from_custom_id(
        cls, _: discord.Interaction, item: ui.Item[ui.LayoutView], match: re.Match[str], /
    ) -> Self:
        return cls(item, match)

    async def callback(self, interaction: discord.Interaction) -> None:
        try:
            await self.act(interaction, services_of(interaction.client))
        except ShowNotFound:
            await answer(interaction, Layout(text(reader(interaction)("section.gone"))))
        except Exception as error:  # noqa: BLE001 - discord.py would only log it, and the reader would wait in vain
            await apologise(interaction, error)

    async def act(self, interaction: discord.Interaction, services: Services) -> None:
        raise NotImplementedError


class ShowPress(Press, template=rf"show:{SHOW}"):
    """A suggestion below an unknown name: answers as /show would have."""

    async def act(self, interaction: discord.Interaction, services: Services) -> None:
        await send_card(interaction, services.lookup, services.lookup.by_key(self.match["show"]), private=False)


class NewsPress(Press, template=rf"news:[\w-]*:{SHOW}"):
    """The button “Show” below an announcement: the card, for the reader alone."""

    async def act(self, interaction: discord.Interaction, services: Services) -> None:
        await send_card(interaction, services.lookup, services.lookup.by_key(self.match["show"]), private=True)


class MorePress(Press, template=rf"more:(?P<section>\w+):{SHOW}"):
    """A section of a card: story, cast, history."""

    async def act(self, interaction: discord.Interaction, services: Services) -> None:
        card = await services.lookup.card(services.lookup.by_key(self.match["show"]))
        await answer(interaction, section(card, self.match["section"], reader(interaction)))


class FollowPress(Press, template=rf"follow:{SHOW}"):
    """The button “Follow in this channel” below a card."""

    async def act(self, interaction: discord.Interaction, services: Services) -> None:
        guild = managed_guild(interaction)
        channel = here(interaction)
        check_post(interaction, channel)
        card = await services.lookup.card(services.lookup.by_key(self.match["show"]))
        await follow(interaction, services.subscriptions, place_of(guild, channel), [card.id], Wishes())


class UnfollowPress(Press, template=rf"unfollow:{SHOW}"):
    """The button “Unfollow” below an announcement. In a forum's post it is the forum that follows."""

    async def act(self, interaction: discord.Interaction, services: Services) -> None:
        guild = managed_guild(interaction)
        channel = here(interaction)
        in_forum = isinstance(channel, discord.Thread) and isinstance(channel.parent, discord.ForumChannel)
        channel_id = channel.parent_id if in_forum and isinstance(channel, discord.Thread) else channel.id
        show_id = services.lookup.by_key(self.match["show"])
        await unfollow(interaction, services.subscriptions, Place(guild.id, channel_id), show_id, services.lookup)


class TestPress(Press, template=rf"test:(?P<channel>\d+):{SHOW}"):
    """The button “Send a test post” after following: a real preview in the channel."""

    __test__: ClassVar[bool] = False

    async def act(self, interaction: discord.Interaction, services: Services) -> None:
        guild = managed_guild(interaction)
        texts = reader(interaction)
        channel_id = int(self.match["channel"])
        channel = guild.get_channel_or_thread(channel_id)
        if channel is None:
            raise refuse(texts("place.unseen", channel=mention(channel_id)))
        await interaction.response.defer(ephemeral=True, thinking=True)
        key = self.match["show"]
        show_id = services.lookup.best_known() if key == EVERY_SHOW else services.lookup.by_key(key)
        news = sample(await services.lookup.card(show_id), int(interaction.created_at.timestamp()))
        try:
            await services.test_posts.send_test(channel_id, news, guild.preferred_locale.value)
        except PlaceRefused as error:
            raise refuse(texts("test.refused", channel=mention(channel_id))) from error
        except SendFailed as error:
            raise refuse(texts("test.failed")) from error
        await answer(interaction, Layout(text(texts("test.sent", channel=mention(channel_id)))))


class PagePress(Press, template=r"page:(?P<page>\d{1,6}):[bf]"):
    """Paging through the list of subscriptions."""

    async def act(self, interaction: discord.Interaction, services: Services) -> None:
        guild = managed_guild(interaction)
        page = await services.subscriptions.page(guild.id, int(self.match["page"]))
        await change(interaction, subscription_list(page, reader(interaction), channel_names(guild)))


class RemovePress(Press, template=r"remove:(?P<page>\d{1,6})"):
    """The menu of the list: removes what was chosen."""

    async def act(self, interaction: discord.Interaction, services: Services) -> None:
        guild = managed_guild(interaction)
        values = self.item.values if isinstance(self.item, ui.Select) else []
        chosen = [int(value) for value in values if value.isdecimal() and len(value) <= ID_DIGITS]
        removed = await in_time(interaction, services.subscriptions.remove(guild.id, chosen), in_place=True)
        page = await services.subscriptions.page(guild.id, int(self.match["page"]))
        await change(interaction, subscription_list(page, reader(interaction), channel_names(guild), removed))


PRESSES = (ShowPress, NewsPress, MorePress, FollowPress, UnfollowPress, TestPress, PagePress, RemovePress)


class OldButtons(commands.Cog):
    """Answers a button that an older version posted and that nothing knows any more."""

    @commands.Cog.listener()
    async def on_interaction(self, interaction: discord.Interaction) -> None:
        if interaction.type is not discord.InteractionType.component or not isinstance(interaction.data, dict):
            return
        made = str(interaction.data.get("custom_id"))
        if not any(press.__discord_ui_compiled_template__.fullmatch(made) for press in PRESSES):
            await apologise(interaction, refuse(reader(interaction)("error.old_button")))


async def setup(bot: commands.Bot) -> None:
    bot.add_dynamic_items(*PRESSES)
    await bot.add_cog(OldButtons())
