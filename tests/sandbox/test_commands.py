"""Commands: what is synced, what is refused, who is offered what."""

from typing import Any

import aiohttp
import discord
import pytest
from discord import app_commands

from sandbox import NotPossible, Sandbox, validation
from sandbox.models import Channel, Guild, User
from tests.sandbox.conftest import Bot


@app_commands.command(description="Says what is known about a show")
@app_commands.describe(show="A show")
async def show(interaction: discord.Interaction, show: str) -> None:
    await interaction.response.send_message(show)


@app_commands.command(description="Follows a show")
@app_commands.default_permissions(manage_guild=True)
async def follow(interaction: discord.Interaction) -> None:
    await interaction.response.send_message("followed")


async def test_commands_are_synced_everywhere_and_for_one_server(sandbox: Sandbox, bot: Bot, guild: Guild) -> None:
    bot.tree.add_command(show)
    bot.tree.add_command(follow, guild=discord.Object(guild.id))
    first = await bot.tree.sync()
    again = await bot.tree.sync()
    assert [command.id for command in first] == [command.id for command in again]
    assert [command.name for command in await bot.tree.sync(guild=discord.Object(guild.id))] == ["follow"]
    assert [command.name for command in await bot.tree.fetch_commands()] == ["show"]
    fetched = await bot.tree.fetch_command(first[0].id)
    assert fetched.options[0].name == "show"
    await fetched.edit(description="Tells")
    await first[0].delete()
    assert await bot.tree.fetch_commands() == []
    assert sandbox.violations == []


async def test_a_bad_command_is_refused_with_its_reason(sandbox: Sandbox, bot: Bot) -> None:
    bad: Any = {
        "name": "Show",
        "description": "",
        "type": 1,
        "options": [{"type": 3, "name": "a b", "description": "x"}],
    }
    with pytest.raises(discord.HTTPException) as caught:
        await bot.http.bulk_upsert_global_commands(sandbox.world.application_id, [bad])
    assert caught.value.code == 50035
    assert "In 0.name: Command name is invalid" in caught.value.text
    assert "In 0.options.0.name: Command name is invalid" in caught.value.text
    assert [violation.kind for violation in sandbox.violations] == ["form"] * 3


OPTION = {"type": 3, "name": "o", "description": "d"}


def command(**changes: Any) -> dict[str, Any]:
    return {"name": "show", "description": "d", "type": 1} | changes


@pytest.mark.parametrize(
    ("commands", "path"),
    [
        ([command(name="two words")], (0, "name")),
        ([command(name="x" * 33)], (0, "name")),
        ([command(description="x" * 101)], (0, "description")),
        ([command(), command()], ()),
        ([command(name_localizations={"xx": "show"})], (0, "name_localizations", "xx")),
        ([command(name_localizations={"de": "Serie"})], (0, "name_localizations", "de")),
        ([command(options=[OPTION, OPTION | {"name": "p", "required": True}])], (0, "options", 1)),
        ([command(options=[OPTION, OPTION])], (0, "options")),
        ([command(options=[OPTION | {"name": f"o{n}"} for n in range(26)])], (0, "options")),
        ([command(options=[OPTION | {"choices": [{"name": "c", "value": 1}]}])], (0, "options", 0, "choices")),
        (
            [command(options=[OPTION | {"autocomplete": True, "choices": [{"name": "c", "value": "v"}]}])],
            (0, "options", 0),
        ),
        ([command(type=3, name="Save it")], (0, "description")),
    ],
)
def test_published_limits_on_commands(commands: list[dict[str, Any]], path: tuple[object, ...]) -> None:
    assert [problem.path for problem in validation.commands(commands)] == [path]


async def test_the_hundred_and_first_command_is_refused(sandbox: Sandbox, bot: Bot) -> None:
    many: Any = [command(name=f"show{number}") for number in range(101)]
    with pytest.raises(discord.HTTPException) as caught:
        await bot.http.bulk_upsert_global_commands(sandbox.world.application_id, many)
    assert caught.value.code == 30032


async def test_only_those_who_may_are_offered_a_command(
    sandbox: Sandbox, bot: Bot, you: User, mika: User, general: Channel
) -> None:
    bot.tree.add_command(follow)
    await bot.tree.sync()
    assert (await sandbox.command(you.id, general.id, "follow")).text == "followed"
    with pytest.raises(NotPossible):
        await sandbox.command(mika.id, general.id, "follow")
    assert (await sandbox.command(mika.id, general.id, "follow", force=True)).text == "followed"


async def test_contexts_and_installs_say_where_a_command_is_offered(sandbox: Sandbox, bot: Bot, you: User) -> None:
    async def answer(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("here")

    kinds: dict[str, Any] = {
        "server": (app_commands.AppInstallationType(guild=True), app_commands.AppCommandContext(guild=True)),
        "mine": (
            app_commands.AppInstallationType(user=True),
            app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True),
        ),
    }
    for name, (installs, contexts) in kinds.items():
        made = app_commands.Command[Any, ..., Any](
            name=name, description="d", callback=answer, allowed_installs=installs, allowed_contexts=contexts
        )
        bot.tree.add_command(made)
    await bot.tree.sync()
    foreign = sandbox.world.add_guild("Foreign", ["there"], with_bot=False)
    channels = {channel.name: channel for channel in sandbox.world.channels.values()}
    offered = {
        name: sorted(command["name"] for command in sandbox.people.commands(you, channels[name]))
        for name in ("general", "You", "You and Mika", "there")
    }
    assert offered == {"general": ["mine", "server"], "You": ["mine"], "You and Mika": ["mine"], "there": ["mine"]}
    assert foreign.id not in {guild.id for guild in bot.guilds}
    for name in ("You and Mika", "there"):
        assert (await sandbox.command(you.id, channels[name].id, "mine")).text == "here"


async def test_a_wrong_use_is_stopped_as_by_discords_own_client(
    sandbox: Sandbox, bot: Bot, you: User, general: Channel
) -> None:
    bot.tree.add_command(show)
    await bot.tree.sync()
    for options in ({}, {"show": "x", "other": 1}):
        with pytest.raises(NotPossible):
            await sandbox.command(you.id, general.id, "show", options)
    with pytest.raises(NotPossible):
        await sandbox.command(you.id, general.id, "unknown")


async def test_a_call_without_the_token_is_unauthorised(sandbox: Sandbox) -> None:
    url = f"{sandbox.api_url}/users/@me"
    async with aiohttp.ClientSession() as session, session.get(url) as answer:
        assert answer.headers["Content-Type"] == "application/json"
        assert (answer.status, await answer.json()) == (401, {"message": "401: Unauthorized", "code": 0})
