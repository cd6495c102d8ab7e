"""What the page asks of the sandbox, and who may not ask."""

import contextlib
import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import discord
import pytest
from discord import app_commands, ui

from sandbox import Sandbox
from sandbox.models import Channel, Guild, User
from tests.sandbox.conftest import Bot


@pytest.fixture
async def page(sandbox: Sandbox) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(sandbox.page_url) as session:
        yield session


async def get(page: aiohttp.ClientSession, path: str) -> Any:
    async with page.get(path) as answer:
        assert answer.status == 200, await answer.text()
        return await answer.json()


async def post(page: aiohttp.ClientSession, path: str, **body: Any) -> Any:
    async with page.post(path, json=body) as answer:
        assert answer.status == 200, await answer.text()
        return await answer.json()


class Events:
    """What the page hears."""

    def __init__(self, content: aiohttp.StreamReader) -> None:
        self._content = content

    async def next(self, kind: str) -> dict[str, Any]:
        """The next event of this kind; others are passed over."""
        while True:
            line = (await self._content.readline()).decode()
            if line.startswith("data: "):
                event: dict[str, Any] = json.loads(line.removeprefix("data: "))
                if event["type"] == kind:
                    return event


@contextlib.asynccontextmanager
async def listening(page: aiohttp.ClientSession) -> AsyncIterator[Events]:
    async with page.get("sandbox/events") as answer:
        events = Events(answer.content)
        await events.next("bot_online")
        yield events


class Panel(ui.View):
    @ui.button(label="Ask", custom_id="ask")
    async def ask(self, use: discord.Interaction, button: ui.Button["Panel"]) -> None:
        form = ui.Modal(title="Form", custom_id="form")
        form.add_item(ui.TextInput(label="Why", custom_id="why"))
        await use.response.send_modal(form)


@pytest.fixture
async def commands(bot: Bot) -> dict[str, int]:
    """A bot with a command that shows a button; its id by name."""

    @bot.tree.command(description="Shows")
    async def show(use: discord.Interaction, show: str) -> None:
        await use.response.send_message(show, view=Panel(timeout=None), ephemeral=show == "secret")

    @show.autocomplete("show")
    async def suggest(use: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return [app_commands.Choice(name="Akudama Drive", value="akudama-drive")]

    return {command.name: command.id for command in await bot.tree.sync()}


def use(user: User, channel: Channel, command_id: int, value: str, **more: Any) -> dict[str, Any]:
    option = {"name": "show", "type": 3, "value": value} | more
    data = {"id": str(command_id), "name": "show", "type": 1, "options": [option]}
    return {"user_id": str(user.id), "channel_id": str(channel.id), "guild_id": str(channel.guild_id), "data": data}


async def test_the_state_is_all_that_the_page_draws(
    sandbox: Sandbox, page: aiohttp.ClientSession, guild: Guild, you: User
) -> None:
    state = await get(page, "sandbox/state")
    assert [user["name"] for user in state["users"]] == ["You", "Mika"]
    assert [user["admin"] for user in state["users"]] == [True, False]
    assert [one["name"] for one in state["guilds"]] == ["Late Night Anime Club", "Weekend Watchers"]
    channels = {channel["name"]: channel for channel in state["guilds"][0]["channels"]}
    assert channels["rules"]["can_send"] == channels["staff"]["visible_to"] == [str(you.id)]
    assert channels["akudama-drive rewatch"]["parent_id"] == channels["general"]["id"]
    assert [dm["name"] for dm in state["dms"]] == ["Encore", "You and Mika"]
    assert state["bot"]["online"] is False
    assert {example["feed_id"] for example in state["examples"]} <= {feed["id"] for feed in state["feeds"]}


async def test_a_command_is_used_and_its_answer_told(
    page: aiohttp.ClientSession, commands: dict[str, int], you: User, mika: User, general: Channel
) -> None:
    async with listening(page) as events:
        asked = await post(page, "sandbox/interactions", type=2, **use(you, general, commands["show"], "secret"))
        told = await events.next("message_create")
        done = await events.next("interaction_done")
    assert told["ephemeral_user_id"] == str(you.id)
    assert told["message"]["interaction_id"] == done["interaction_id"] == asked["interaction_id"]
    assert told["message"]["interaction"]["name"] == "show"
    path = f"sandbox/channels/{general.id}/messages?user_id="
    assert [message["content"] for message in await get(page, path + str(you.id))] == ["secret"]
    assert await get(page, path + str(mika.id)) == []


async def test_suggestions_buttons_and_forms_work_from_the_page(
    sandbox: Sandbox, page: aiohttp.ClientSession, commands: dict[str, int], you: User, general: Channel
) -> None:
    typed = use(you, general, commands["show"], "aku", focused=True)
    answer = await post(page, "sandbox/interactions", type=4, **typed)
    assert answer["choices"] == [{"name": "Akudama Drive", "value": "akudama-drive"}]
    reply = await sandbox.command(you.id, general.id, "show", {"show": "akudama-drive"})
    press = {"message_id": reply.message["id"], "data": {"component_type": 2, "custom_id": "ask"}}
    async with listening(page) as events:
        body = use(you, general, 0, "") | press
        asked = await post(page, "sandbox/interactions", type=3, **body)
        modal = await events.next("modal")
    assert (modal["interaction_id"], modal["modal"]["title"]) == (asked["interaction_id"], "Form")


async def test_an_unanswered_use_is_told_as_failed(
    sandbox: Sandbox, page: aiohttp.ClientSession, commands: dict[str, int], bot: Bot, you: User, general: Channel
) -> None:
    sandbox.interactions.first_answer_seconds = 0.05
    await bot.close()
    async with listening(page) as events:
        await post(page, "sandbox/interactions", type=2, **use(you, general, commands["show"], "x"))
        failed = await events.next("interaction_failed")
    assert (failed["error"], failed["channel_id"]) == ("The application is offline", str(general.id))


async def test_people_write_and_stories_are_published(
    sandbox: Sandbox, page: aiohttp.ClientSession, you: User, mika: User, general: Channel
) -> None:
    body = {"channel_id": str(general.id), "user_id": str(you.id)}
    async with listening(page) as events:
        await post(page, "sandbox/messages", content="hello", **body)
        assert (await events.next("message_create"))["message"]["content"] == "hello"
        story = {"feed_id": "anime-wire", "title": "A story", "published": "2026-10-02T18:00:00+00:00"}
        guid = (await post(page, "sandbox/newsroom", **story))["guid"]
        assert (await events.next("story_published"))["story"]["guid"] == guid
    assert [one["guid"] for one in (await get(page, "sandbox/state"))["published"]] == [guid]
    rules = next(channel for channel in sandbox.world.channels.values() if channel.name == "rules")
    body = {"channel_id": str(rules.id), "user_id": str(mika.id), "content": "hello"}
    async with page.post("sandbox/messages", json=body) as answer:
        assert (answer.status, await answer.json()) == (403, {"message": "You may not write here."})


async def test_commands_are_those_that_the_person_is_offered(
    page: aiohttp.ClientSession, commands: dict[str, int], mika: User, general: Channel
) -> None:
    offered = await get(page, f"sandbox/commands?user_id={mika.id}&channel_id={general.id}")
    assert [command["name"] for command in offered] == ["show"]
    assert offered == await get(page, f"sandbox/commands?guild_id={general.guild_id}")


async def test_faults_are_ordered_from_outside(sandbox: Sandbox, page: aiohttp.ClientSession, general: Channel) -> None:
    async with page.post("sandbox/faults", json={"seed": 3, "kind": "error", "path": "/users/*", "status": 503}):
        pass
    assert sandbox.faults.ordered[0].status == 503
    async with page.post("sandbox/faults", json={"kind": "sabotage"}) as answer:
        assert answer.status == 400
    async with page.delete("sandbox/faults") as answer:
        assert (await answer.json())["ordered"] == []


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("messages", {"user_id": "1", "channel_id": "1", "content": "x"}, 404),
        ("newsroom", {"feed_id": "unheard-of", "title": "x"}, 400),
        ("newsroom", {"feed_id": "anime-wire", "title": " "}, 400),
        ("newsroom", {"feed_id": "anime-wire", "title": "x", "link": "javascript:alert(1)"}, 400),
        ("newsroom", {"feed_id": "anime-wire", "title": "x", "published": "yesterday"}, 400),
        ("interactions", {"type": 9}, 404),
        ("faults", {"kind": "error", "nonsense": 1}, 400),
        ("faults", [], 400),
    ],
)
async def test_nonsense_is_refused_with_a_reason(
    page: aiohttp.ClientSession, path: str, body: Any, status: int
) -> None:
    async with page.post(f"sandbox/{path}", json=body) as answer:
        assert answer.status == status
        assert (await answer.json())["message"]


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "rebound.example"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Content-Type": "text/plain"},
    ],
)
async def test_foreign_pages_are_refused(page: aiohttp.ClientSession, headers: dict[str, str]) -> None:
    async with page.post("sandbox/newsroom", data=b'{"feed_id":"anime-wire","title":"x"}', headers=headers) as answer:
        assert answer.status in {400, 403}
    if "Host" in headers:
        async with page.get("sandbox/state", headers=headers) as answer:
            assert answer.status == 403


async def test_the_page_is_served_with_a_strict_policy(page: aiohttp.ClientSession) -> None:
    async with page.get("") as answer:
        assert answer.content_type == "text/html"
        assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    for path in ("page/../server.py", "page/%2e%2e%2fserver.py", "page/unheard-of.js"):
        async with page.get(path) as answer:
            assert answer.status == 404
