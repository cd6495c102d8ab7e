"""Rate limits: what the client is told, and what happens to those who do not listen."""

import asyncio

import aiohttp
import discord
import pytest

from sandbox import Sandbox
from sandbox.limits import Bucket, Limits
from sandbox.models import Channel, Guild
from tests.sandbox.conftest import Bot


async def statuses(sandbox: Sandbox, number: int, path: str = "/users/@me") -> list[int]:
    headers = {"Authorization": f"Bot {sandbox.token}"}
    async with aiohttp.ClientSession(sandbox.api_url + "/", headers=headers) as session:
        found = []
        for _ in range(number):
            async with session.get(path.removeprefix("/")) as answer:
                found.append(answer.status)
        return found


async def test_the_client_keeps_to_a_bucket_that_it_is_told_of(sandbox: Sandbox, bot: Bot, general: Channel) -> None:
    sandbox.limits.buckets["POST /channels/{channel_id}/messages"] = Bucket(5, 0.5)
    channel = bot.text(general)
    await asyncio.gather(*(channel.send(str(number)) for number in range(7)))
    sent = [asked for asked in sandbox.requests if asked.method == "POST"]
    assert [asked.status for asked in sent] == [200] * 7
    assert sent[5].at - sent[0].at >= 0.45
    assert sandbox.violations == []


async def test_who_does_not_listen_is_refused_until_the_window_ends() -> None:
    at = [0.0]
    limits = Limits(clock=lambda: at[0])
    route, majors = "POST /channels/{channel_id}/messages", ("1",)
    assert [limits.refuse(route, majors, global_exempt=False) for _ in range(5)] == [None] * 5
    assert limits.headers(route, majors)["X-RateLimit-Remaining"] == "0"
    at[0] = 3.5
    refused = limits.refuse(route, majors, global_exempt=False)
    assert refused is not None
    assert (refused.retry_after, refused.scope) == (1.5, "user")
    assert refused.headers()["Via"]
    assert limits.refuse(route, ("2",), global_exempt=False) is None
    at[0] = 5.0
    assert limits.refuse(route, majors, global_exempt=False) is None


async def test_the_global_limit_spares_interactions() -> None:
    at = [0.0]
    limits = Limits(clock=lambda: at[0])
    found = [limits.refuse(f"GET /{number}", (), global_exempt=False) for number in range(51)]
    assert found[:50] == [None] * 50
    assert found[50] is not None
    assert found[50].body() == {"message": "You are being rate limited.", "code": 0, "retry_after": 1.0, "global": True}
    assert found[50].headers()["X-RateLimit-Global"] == "true"
    assert limits.refuse("POST /interactions", (), global_exempt=True) is None
    at[0] = 1.0
    assert limits.refuse("GET /1", (), global_exempt=False) is None


async def test_a_breach_is_noted(sandbox: Sandbox) -> None:
    sandbox.limits.default_bucket = Bucket(2, 60.0)
    assert await statuses(sandbox, 3) == [200, 200, 429]
    assert [violation.kind for violation in sandbox.violations] == ["rate limit"]
    sandbox.limits.enabled = False
    assert await statuses(sandbox, 3) == [200, 200, 200]


async def test_publishing_has_an_hourly_budget_that_no_header_tells(sandbox: Sandbox, bot: Bot, guild: Guild) -> None:
    sandbox.limits.crossposts = Bucket(2, 3600.0)
    news = next(channel for channel in sandbox.world.channels_of(guild) if channel.name == "anime-news")
    messages = [await bot.text(news).send(str(number)) for number in range(3)]
    await messages[0].publish()
    await messages[1].publish()
    with pytest.raises(discord.RateLimited) as caught:
        await messages[2].publish()
    assert 3590 < caught.value.retry_after <= 3600
    assert (sandbox.requests[-1].status, sandbox.requests[-1].code) == (429, 20028)
    assert sandbox.violations == []


async def test_edits_of_published_messages_are_limited_for_long(sandbox: Sandbox, bot: Bot, guild: Guild) -> None:
    news = next(channel for channel in sandbox.world.channels_of(guild) if channel.name == "anime-news")
    sandbox.limits.buckets.clear()
    message = await bot.text(news).send("0")
    await message.edit(content="edits before publishing are free")
    await message.publish()
    for number in range(3):
        await message.edit(content=str(number))
    with pytest.raises(discord.RateLimited) as caught:
        await message.edit(content="one too many")
    assert 1190 < caught.value.retry_after <= 1200
    assert sandbox.messages(news.id)[0]["content"] == "2"


async def test_a_flood_of_invalid_requests_is_banned_without_via(sandbox: Sandbox) -> None:
    sandbox.limits.invalid_requests = Bucket(3, 600.0)
    sandbox.api.token = "another"
    assert await statuses(sandbox, 5) == [401, 401, 401, 429, 429]
    async with aiohttp.ClientSession() as session, session.get(f"{sandbox.api_url}/users/@me") as answer:
        assert ("Via" in answer.headers, answer.content_type) == (False, "text/html")


async def test_each_channel_has_a_bucket_of_its_own(sandbox: Sandbox, bot: Bot, general: Channel) -> None:
    sandbox.limits.buckets["POST /channels/{channel_id}/messages"] = Bucket(5, 60.0)
    lobby = next(channel for channel in sandbox.world.channels.values() if channel.name == "lobby")
    await asyncio.gather(*(bot.text(channel).send("x") for channel in (general, lobby) for _ in range(4)))
    assert sandbox.violations == []
