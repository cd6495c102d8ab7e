"""Each kind of interaction, from a person's click to the bot's answer."""

import asyncio
from typing import Any

import aiohttp
import discord
import pytest
from discord import app_commands, ui

from sandbox import Sandbox
from sandbox.models import Channel, Guild, User
from sandbox.permissions import Permission
from tests.sandbox.conftest import Bot

pytestmark = pytest.mark.slow

Use = discord.Interaction


async def offer(bot: Bot, *callbacks: Any) -> None:
    """Sync commands made of these functions, with every option that discord.py reads from their signatures."""
    for callback in callbacks:
        name = callback.__name__.replace("_", "-")
        bot.tree.add_command(app_commands.Command(name=name, description="d", callback=callback))
    await bot.tree.sync()


async def test_a_command_is_answered(sandbox: Sandbox, bot: Bot, you: User, general: Channel) -> None:
    async def greet(use: Use, name: str) -> None:
        await use.response.send_message(f"Hello {name}")

    await offer(bot, greet)
    reply = await sandbox.command(you.id, general.id, "greet", {"name": "you"})
    assert (reply.text, reply.ephemeral, reply.failed) == ("Hello you", False, None)
    stored = sandbox.messages(general.id)[0]
    assert (stored["type"], stored["interaction"]["name"]) == (20, "greet")
    assert stored["interaction_metadata"]["user"]["id"] == str(you.id)
    assert sandbox.violations == []


async def test_options_arrive_as_objects(
    sandbox: Sandbox, bot: Bot, mika: User, general: Channel, guild: Guild
) -> None:
    got: list[Any] = []

    async def take(
        use: Use,
        channel: discord.TextChannel | discord.Thread,
        role: discord.Role,
        who: discord.Member,
        either: discord.Member | discord.Role,
        number: int,
        sure: bool,
    ) -> None:
        got.extend([channel.id, role.id, who.id, either.id, number, sure, use.permissions, use.app_permissions])
        assert isinstance(use.user, discord.Member)
        await use.response.send_message("ok", ephemeral=True)

    await offer(bot, take)
    role = next(role for role in guild.roles.values() if role.mentionable)
    values = {"channel": general, "role": role, "who": mika, "either": role, "number": 3, "sure": True}
    reply = await sandbox.command(mika.id, general.id, "take", values)
    assert reply.ephemeral
    own = [int(sandbox.world.permissions(user, general)) for user in (mika, sandbox.world.bot)]
    assert got[:6] == [general.id, role.id, mika.id, role.id, 3, True]
    assert [permissions.value for permissions in got[6:]] == own


async def test_ephemeral_answers_are_nobody_elses(sandbox: Sandbox, bot: Bot, you: User, general: Channel) -> None:
    async def whisper(use: Use) -> None:
        await use.response.send_message("psst", ephemeral=True)
        await use.followup.send("psst again", ephemeral=True)
        await use.edit_original_response(content="psst!")

    await offer(bot, whisper)
    reply = await sandbox.command(you.id, general.id, "whisper")
    await sandbox.wait_for(lambda: reply.text == "psst!\npsst again")
    assert sandbox.messages(general.id) == []
    assert "MESSAGE_CREATE" not in bot.heard


async def test_a_deferred_answer_takes_the_place_of_thinking(
    sandbox: Sandbox, bot: Bot, you: User, general: Channel
) -> None:
    go_on = asyncio.Event()

    async def think(use: Use) -> None:
        await use.response.defer(thinking=True)
        await go_on.wait()
        await use.followup.send("thought")
        await use.followup.send("and more")

    await offer(bot, think)
    pending = asyncio.ensure_future(sandbox.command(you.id, general.id, "think"))
    await sandbox.wait_for(lambda: sandbox.messages(general.id))
    assert sandbox.messages(general.id)[0]["flags"] == 1 << 7
    assert not pending.done()
    go_on.set()
    reply = await pending
    await sandbox.wait_for(lambda: len(reply.messages) == 2)
    assert [(message["content"], message["flags"]) for message in reply.messages] == [("thought", 0), ("and more", 0)]


async def test_a_late_answer_finds_no_interaction(sandbox: Sandbox, bot: Bot, you: User, general: Channel) -> None:
    sandbox.interactions.first_answer_seconds = 0.05
    go_on = asyncio.Event()
    caught: list[discord.NotFound] = []

    async def dawdle(use: Use) -> None:
        await go_on.wait()
        try:
            await use.response.send_message("too late")
        except discord.NotFound as error:
            caught.append(error)

    await offer(bot, dawdle)
    reply = await sandbox.command(you.id, general.id, "dawdle")
    assert (reply.failed, reply.messages) == ("The application did not respond", [])
    go_on.set()
    await sandbox.wait_for(lambda: caught)
    assert caught[0].code == 10062
    assert [violation.kind for violation in sandbox.violations] == ["deadline"]


async def test_a_second_answer_is_refused(sandbox: Sandbox, bot: Bot, you: User, general: Channel) -> None:
    status: list[int] = []

    async def twice(use: Use) -> None:
        await use.response.send_message("one")
        url = f"{sandbox.api_url}/interactions/{use.id}/{use.token}/callback"
        async with aiohttp.ClientSession() as session, session.post(url, json={"type": 5}) as answer:
            status.append((await answer.json())["code"])

    await offer(bot, twice)
    await sandbox.command(you.id, general.id, "twice")
    await sandbox.wait_for(lambda: status)
    assert status == [40060]


async def test_after_its_time_a_token_is_invalid(sandbox: Sandbox, bot: Bot, you: User, general: Channel) -> None:
    uses: list[Use] = []

    async def keep(use: Use) -> None:
        uses.append(use)
        await use.response.send_message("kept")

    await offer(bot, keep)
    await sandbox.command(you.id, general.id, "keep")
    sandbox.interactions.token_seconds = 0.0
    with pytest.raises(discord.HTTPException) as caught:
        await uses[0].followup.send("late")
    assert (caught.value.status, caught.value.code) == (401, 50027)


async def test_nobody_answers_when_the_bot_is_away(sandbox: Sandbox, bot: Bot, you: User, general: Channel) -> None:
    async def greet(use: Use) -> None:
        await use.response.send_message("Hello")

    await offer(bot, greet)
    await bot.close()
    await sandbox.wait_for(lambda: not sandbox.gateway.online)
    sandbox.interactions.first_answer_seconds = 0.05
    reply = await sandbox.command(you.id, general.id, "greet")
    assert reply.failed == "The application is offline"
    assert sandbox.violations == []


@pytest.mark.parametrize(("number", "accepted"), [(0, True), (25, True), (26, False)])
async def test_suggestions_are_at_most_twenty_five(
    sandbox: Sandbox, bot: Bot, you: User, general: Channel, number: int, accepted: bool
) -> None:
    async def show(use: Use, show: str) -> None:
        await use.response.send_message(show)

    await offer(bot, show)
    made = bot.tree.get_command("show")
    assert isinstance(made, app_commands.Command)

    @made.autocomplete("show")
    async def suggest(use: Use, typed: str) -> list[app_commands.Choice[str]]:
        return [app_commands.Choice(name=f"{typed} {one}", value=str(one)) for one in range(number)]

    if accepted:
        choices = await sandbox.autocomplete(you.id, general.id, "show", {"show": "aku"})
        assert choices == [{"name": f"aku {one}", "value": str(one)} for one in range(number)]
    else:
        sandbox.interactions.first_answer_seconds = 0.1
        with pytest.raises(Exception, match="Loading options failed"):
            await sandbox.autocomplete(you.id, general.id, "show", {"show": "aku"})
        assert [violation.kind for violation in sandbox.violations] == ["form", "deadline"]


class Panel(ui.View):
    def __init__(self) -> None:
        super().__init__(timeout=None)
        self.chosen: list[Any] = []

    @ui.button(label="Next", custom_id="next")
    async def turn(self, use: Use, button: ui.Button["Panel"]) -> None:
        await use.response.edit_message(content="page 2")

    @ui.button(label="Quiet", custom_id="quiet")
    async def quiet(self, use: Use, button: ui.Button["Panel"]) -> None:
        await use.response.defer()
        await use.edit_original_response(content="changed quietly")

    @ui.button(label="Off", custom_id="off", disabled=True)
    async def off(self, use: Use, button: ui.Button["Panel"]) -> None:
        raise AssertionError("A disabled button was pressed")

    @ui.select(custom_id="kind", options=[discord.SelectOption(label=one) for one in ("cast", "story")])
    async def kind(self, use: Use, select: ui.Select["Panel"]) -> None:
        self.chosen += select.values
        await use.response.send_message(select.values[0], ephemeral=True)

    @ui.select(cls=ui.ChannelSelect, custom_id="where", max_values=2)
    async def where(self, use: Use, select: ui.ChannelSelect["Panel"]) -> None:
        self.chosen += [channel.id for channel in select.values]
        await use.response.send_message("ok", ephemeral=True)


async def test_buttons_and_selects_work(sandbox: Sandbox, bot: Bot, you: User, mika: User, general: Channel) -> None:
    panel = Panel()

    async def pages(use: Use) -> None:
        await use.response.send_message("page 1", view=panel)

    await offer(bot, pages)
    message = (await sandbox.command(you.id, general.id, "pages")).message
    assert (await sandbox.press(mika.id, message, "next")).message["content"] == "page 2"
    reply = await sandbox.press(you.id, message, "quiet")
    await sandbox.wait_for(lambda: reply.message["content"] == "changed quietly")
    assert len(sandbox.messages(general.id)) == 1
    assert (await sandbox.select(mika.id, message, "kind", ["story"])).text == "story"
    await sandbox.select(you.id, message, "where", [general.id])
    assert panel.chosen == ["story", general.id]
    for custom_id in ("off", "unheard-of"):
        with pytest.raises(Exception, match="component"):
            await sandbox.press(you.id, message, custom_id)
    assert sandbox.violations == []


async def test_forms_are_opened_filled_and_answered(sandbox: Sandbox, bot: Bot, you: User, general: Channel) -> None:
    class Form(ui.Modal, title="Report"):
        why = ui.TextInput[ui.Modal](label="Why", custom_id="why", max_length=50)
        kind = ui.Label[ui.Modal](
            text="Kind", component=ui.Select(custom_id="kind", options=[discord.SelectOption(label="wrong")])
        )

        async def on_submit(self, use: Use, /) -> None:
            assert isinstance(self.kind.component, ui.Select)
            await use.response.send_message(f"{self.why.value} {self.kind.component.values}", ephemeral=True)

    async def report(use: Use) -> None:
        await use.response.send_modal(Form())

    await offer(bot, report)
    reply = await sandbox.command(you.id, general.id, "report")
    assert reply.modal is not None
    assert reply.modal["title"] == "Report"
    answer = await sandbox.submit_modal(reply, {"why": "a typo", "kind": ["wrong"]})
    assert answer.text == "a typo ['wrong']"


async def test_menus_name_their_target(sandbox: Sandbox, bot: Bot, you: User, mika: User, general: Channel) -> None:
    @bot.tree.context_menu(name="Who is it")
    async def who(use: Use, member: discord.Member) -> None:
        await use.response.send_message(member.display_name)

    @bot.tree.context_menu(name="Which show")
    async def which(use: Use, message: discord.Message) -> None:
        await use.response.send_message(message.content)

    await bot.tree.sync()
    said = sandbox.world.post(general, mika, content="Akudama Drive is great")
    assert (await sandbox.user_menu(you.id, general.id, "Who is it", mika.id)).text == "Mika"
    assert (await sandbox.message_menu(you.id, said, "Which show")).text == "Akudama Drive is great"


async def test_subcommands_are_reached_by_their_path(sandbox: Sandbox, bot: Bot, you: User, general: Channel) -> None:
    group = app_commands.Group(name="feed", description="d")

    @group.command(name="add", description="d")
    async def add(use: Use, url: str) -> None:
        await use.response.send_message(url)

    bot.tree.add_command(group)
    await bot.tree.sync()
    reply = await sandbox.command(you.id, general.id, "feed add", {"url": "https://example.com"})
    assert reply.text == "https://example.com"
    assert reply.message["interaction"]["name"] == "feed add"


async def test_everything_a_bot_asks_about_a_use_is_there(
    sandbox: Sandbox, bot: Bot, you: User, general: Channel, guild: Guild
) -> None:
    seen: dict[str, Any] = {}

    async def look(use: Use) -> None:
        seen[str(use.channel_id)] = (
            use.context.guild,
            use.context.dm_channel,
            use.is_guild_integration(),
            use.guild_id,
            use.locale,
            use.guild_locale,
            use.user.id,
        )
        await use.response.send_message("seen")

    await offer(bot, look)
    you.locale = "de"
    dm = sandbox.world.open_dm(you)
    for channel in (general, dm):
        await sandbox.command(you.id, channel.id, "look")
    german, english = discord.Locale.german, discord.Locale.american_english
    assert seen == {
        str(general.id): (True, False, True, guild.id, german, english, you.id),
        str(dm.id): (False, True, False, None, german, None, you.id),
    }


async def test_the_bot_may_answer_where_it_may_not_write(
    sandbox: Sandbox, bot: Bot, you: User, general: Channel
) -> None:
    async def greet(use: Use) -> None:
        await use.response.send_message("Hello")

    await offer(bot, greet)
    sandbox.world.set_overwrite(general, sandbox.world.bot, deny=int(Permission.SEND_MESSAGES))
    assert (await sandbox.command(you.id, general.id, "greet")).text == "Hello"
