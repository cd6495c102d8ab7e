"""Commands, buttons, selects and forms, by the keyboard and the mouse, against a real client."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import discord
import pytest
import pytest_asyncio
from discord import app_commands, ui
from playwright.async_api import Page, expect

from sandbox import Sandbox
from tests.sandbox.conftest import Bot, connected

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="session")]

SHOWS = {"akudama-drive": "Akudama Drive (TV, 2020)", "akira": "Akira (film, 1988)"}
Interaction = discord.Interaction[Any]


class Form(ui.Modal, title="Say why"):
    reason: ui.Label["Form"] = ui.Label(
        text="Reason", description="In your words", component=ui.TextInput(min_length=3)
    )

    async def on_submit(self, interaction: Interaction) -> None:
        assert isinstance(self.reason.component, ui.TextInput)
        await interaction.response.send_message(f"Because: {self.reason.component.value}", ephemeral=True)


class Panel(ui.View):
    @ui.button(label="Press", style=discord.ButtonStyle.primary, custom_id="press")
    async def press(self, interaction: Interaction, _: ui.Button["Panel"]) -> None:
        await interaction.response.edit_message(content="pressed")

    @ui.button(label="Ask", custom_id="ask")
    async def ask(self, interaction: Interaction, _: ui.Button["Panel"]) -> None:
        await interaction.response.send_modal(Form())

    @ui.button(label="Ignore", custom_id="ignore")
    async def ignore(self, interaction: Interaction, _: ui.Button["Panel"]) -> None:
        pass

    @ui.select(
        cls=ui.Select,
        placeholder="More",
        custom_id="more",
        options=[discord.SelectOption(label="Story", value="story"), discord.SelectOption(label="Cast", value="cast")],
    )
    async def more(self, interaction: Interaction, select: ui.Select["Panel"]) -> None:
        await interaction.response.send_message(f"chosen {select.values}", ephemeral=True)


@dataclass
class Script:
    """What `/follow` was called with, and the sign for `/slow` to answer."""

    calls: list[dict[str, Any]] = field(default_factory=list)
    go_on: asyncio.Event = field(default_factory=asyncio.Event)


def equip(bot: Bot, script: Script) -> None:
    """Give the bot commands that follow the script."""

    @bot.tree.command(description="Follow a show")
    @app_commands.describe(
        show="Which show?", channel="Where", role="Whom to ping", days="For how long", rumours="Also"
    )
    @app_commands.default_permissions(manage_guild=True)
    async def follow(
        interaction: Interaction,
        show: str,
        channel: discord.TextChannel | None = None,
        role: discord.Role | None = None,
        days: app_commands.Range[int, 1, 9] | None = None,
        rumours: bool | None = None,
    ) -> None:
        where, whom = channel and channel.name, role and role.name
        script.calls.append({"show": show, "channel": where, "role": whom, "days": days, "rumours": rumours})
        await interaction.response.send_message(f"Followed {show}.", ephemeral=True)

    @follow.autocomplete("show")
    async def suggest(_: Interaction, current: str) -> list[app_commands.Choice[str]]:
        found = {key: name for key, name in SHOWS.items() if current.lower() in name.lower()}
        return [app_commands.Choice(name=name, value=key) for key, name in found.items()]

    @bot.tree.command(description="Buttons")
    async def panel(interaction: Interaction) -> None:
        await interaction.response.send_message("a panel", view=Panel(timeout=None))

    @bot.tree.command(description="Takes its time")
    async def slow(interaction: Interaction) -> None:
        await interaction.response.defer(thinking=True)
        await script.go_on.wait()
        await interaction.followup.send("at last")

    @bot.tree.command(description="Says nothing")
    async def silent(_: Interaction) -> None:
        pass

    settings = app_commands.Group(name="settings", description="Settings")

    @settings.command(description="The language")
    @app_commands.choices(
        name=[app_commands.Choice(name="English", value="en"), app_commands.Choice(name="Deutsch", value="de")]
    )
    async def language(interaction: Interaction, name: str) -> None:
        await interaction.response.send_message(f"language {name}")

    @bot.tree.context_menu(name="Is this true?")
    async def is_true(interaction: Interaction, message: discord.Message) -> None:
        await interaction.response.send_message(f"about {message.id}", ephemeral=True)

    bot.tree.add_command(settings)


@pytest_asyncio.fixture(loop_scope="session")
async def script(page: Page, sandbox: Sandbox) -> AsyncIterator[Script]:
    """A bot that is connected and whose commands the page has been offered."""
    bot = Bot()
    script = Script()
    equip(bot, script)
    async with connected(sandbox, bot):
        await bot.tree.sync()
        await page.get_by_label("Message. Type / for commands.").click()
        await page.keyboard.type("/")
        await expect(page.locator("#suggestions")).to_contain_text("/settings language")
        await page.keyboard.press("Backspace")
        yield script


async def test_a_command_is_filled_in_by_keyboard_alone(page: Page, script: Script) -> None:
    keys = page.keyboard
    await keys.type("/fol")
    await keys.press("Tab")
    await expect(page.locator("#suggestions .choice")).to_have_text(list(SHOWS.values()))
    await keys.type("akud")
    await expect(page.locator("#suggestions .choice")).to_have_text([SHOWS["akudama-drive"]])
    await keys.press("Enter")
    await keys.type("chan")
    await keys.press("Enter")
    await keys.type("anime")
    await keys.press("Tab")
    await keys.type("rumours")
    await keys.press("Enter")
    await keys.press("ArrowDown")
    await keys.press("Enter")
    await keys.press("Enter")
    message = page.locator(".message.ephemeral")
    await expect(message).to_contain_text("Followed akudama-drive.")
    await expect(message).to_contain_text("You used /follow")
    assert script.calls == [
        {"show": "akudama-drive", "channel": "anime-news", "role": None, "days": None, "rumours": False}
    ]
    await message.get_by_role("button", name="Dismiss message").click()
    await expect(message).to_have_count(0)
    await page.reload()
    await expect(page.get_by_role("heading", name="Welcome to #general")).to_be_visible()
    await expect(message).to_have_count(0)


async def test_a_pasted_command_is_understood(page: Page, script: Script) -> None:
    await page.get_by_label("Message. Type").fill("/follow show: akira days: 3 role: anime-news channel: #lounge")
    await page.keyboard.press("Escape")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("alert").first).to_have_text("channel: Choose one from the list.")
    channel = page.get_by_label("channel: Where")
    await channel.fill("general")
    await page.keyboard.press("Enter")
    await page.keyboard.press("Enter")
    await expect(page.locator(".message.ephemeral")).to_contain_text("Followed akira.")
    assert script.calls == [{"show": "akira", "channel": "general", "role": "anime-news", "days": 3, "rumours": None}]


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ("/follow ", "show: This option is required."),
        ("/follow show: a days: 12", "days: The most is 9."),
        ("/follow show: a days: some", "days: Write a whole number."),
        ("/settings language Klingon", "name: Choose one from the list."),
    ],
)
async def test_a_wrong_option_is_pointed_out(page: Page, script: Script, typed: str, complaint: str) -> None:
    await page.keyboard.insert_text(typed)
    await page.keyboard.press("Escape")
    await page.get_by_role("button", name="Send").click()
    await expect(page.locator(".composer-error")).to_have_text(complaint)
    assert script.calls == []


async def test_a_subcommand_with_a_choice(page: Page, script: Script) -> None:
    await page.keyboard.type("/settings language deu")
    await expect(page.locator("#suggestions .choice")).to_have_text(["Deutsch"])
    await page.keyboard.press("Enter")
    await page.keyboard.press("Enter")
    message = page.locator(".message", has_text="language de")
    await expect(message.locator(".used-command")).to_have_text("/settings language")
    assert script.calls == []


@pytest.mark.usefixtures("script")
async def test_a_member_is_not_offered_what_managers_are(page: Page) -> None:
    await page.get_by_role("button", name="You act as You. Change.").click()
    await page.get_by_role("option", name="Mika").click()
    await page.get_by_label("Message. Type").fill("/")
    await expect(page.locator("#suggestions")).to_contain_text("/panel")
    await expect(page.locator("#suggestions")).not_to_contain_text("/follow")


async def test_a_slow_answer_shows_that_it_is_thought_about(page: Page, script: Script) -> None:
    await page.keyboard.type("/slow ")
    await page.keyboard.press("Enter")
    message = page.locator(".message:not(.pending)")
    await expect(message).to_contain_text("Encore is thinking…")
    script.go_on.set()
    await expect(message).to_contain_text("at last")
    await expect(message).not_to_contain_text("thinking")


@pytest.mark.usefixtures("script")
async def test_no_answer_is_said_to_be_none(page: Page) -> None:
    await page.keyboard.type("/silent ")
    await page.keyboard.press("Enter")
    message = page.locator(".message")
    await expect(message).to_contain_text("The application did not respond")
    await message.get_by_role("button", name="Dismiss message").click()
    await expect(message).to_have_count(0)


@pytest.mark.usefixtures("script")
async def test_buttons_and_selects_work(page: Page) -> None:
    await page.keyboard.type("/panel ")
    await page.keyboard.press("Enter")
    message = page.locator(".message", has_text="/panel")
    await message.get_by_role("button", name="Ignore").click()
    await expect(message.get_by_role("button", name="Ignore")).to_have_attribute("aria-busy", "true")
    await expect(message.get_by_role("alert")).to_contain_text("did not respond")
    await message.get_by_role("button", name="More", exact=True).click()
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await expect(page.locator(".message.ephemeral")).to_contain_text("chosen ['cast']")
    await message.get_by_role("button", name="Press").press("Enter")
    await expect(message.locator(".message-body > .markup")).to_contain_text("pressed")
    await expect(message.get_by_role("button", name="Press")).to_be_focused()


@pytest.mark.usefixtures("script")
async def test_a_form_is_filled_in_and_sent(page: Page) -> None:
    await page.keyboard.type("/panel ")
    await page.keyboard.press("Enter")
    await page.locator(".message").get_by_role("button", name="Ask").click()
    form = page.get_by_role("dialog", name="Say why")
    await form.get_by_label("Reason").fill("no")
    await form.get_by_role("button", name="Submit").click()
    await expect(form).to_contain_text("Write at least 3 characters.")
    await form.get_by_label("Reason").fill("because")
    await page.keyboard.press("Enter")
    await expect(page.locator(".message.ephemeral")).to_contain_text("Because: because")
    await expect(form).to_have_count(0)


@pytest.mark.usefixtures("script")
async def test_a_message_command_is_in_the_menu_of_a_message(page: Page) -> None:
    await page.keyboard.type("second season when?")
    await page.keyboard.press("Enter")
    message = page.locator(".message", has_text="second season when?")
    await message.click(button="right")
    await page.get_by_role("menuitem", name="Is this true?").click()
    await expect(page.locator(".message.ephemeral")).to_contain_text("about")
    await expect(page.locator(".used-command")).to_have_text("Is this true?")


async def test_without_a_bot_the_page_says_so(page: Page) -> None:
    await expect(page.locator("#banner")).to_contain_text("Encore is offline")
    await page.get_by_label("Message. Type").fill("/")
    await expect(page.locator("#suggestions")).to_have_text("The bot has registered no commands yet.")
