"""Faults on order, as the real client meets them."""

import asyncio

import aiohttp
import discord
import pytest

from sandbox import Sandbox
from sandbox.models import Channel
from tests.sandbox.conftest import Bot

pytestmark = pytest.mark.slow

SEND = "/channels/*/messages"


async def test_a_reply_lost_after_the_message_was_stored(sandbox: Sandbox, bot: Bot, general: Channel) -> None:
    sandbox.faults.add("lost_reply", SEND, method="POST")
    with pytest.raises(aiohttp.ClientError):
        await bot.text(general).send("once", nonce="delivery-1")
    assert len(sandbox.messages(general.id)) == 1
    again = await bot.text(general).send("once", nonce="delivery-1")
    assert [message["id"] for message in sandbox.messages(general.id)] == [str(again.id)]


@pytest.mark.slow
async def test_the_client_retries_a_500_with_the_same_nonce(sandbox: Sandbox, bot: Bot, general: Channel) -> None:
    sandbox.faults.add("error_after", SEND, method="POST")
    await bot.text(general).send("once")
    posts = [asked for asked in sandbox.requests if asked.method == "POST"]
    assert (len(posts), len(sandbox.messages(general.id))) == (2, 1)


async def test_a_503_is_raised_and_nothing_is_done(sandbox: Sandbox, bot: Bot, general: Channel) -> None:
    sandbox.faults.add("error", SEND, status=503, count=2)
    for _ in range(2):
        with pytest.raises(discord.DiscordServerError):
            await bot.text(general).send("x")
    await bot.text(general).send("y")
    assert [message["content"] for message in sandbox.messages(general.id)] == ["y"]


async def test_a_reset_before_anything_is_done(sandbox: Sandbox, bot: Bot, general: Channel) -> None:
    sandbox.faults.add("reset", SEND)
    with pytest.raises(aiohttp.ClientError):
        await bot.text(general).send("x")
    assert sandbox.messages(general.id) == []


async def test_a_429_is_waited_for_and_a_ban_is_not(sandbox: Sandbox, bot: Bot, general: Channel) -> None:
    sandbox.faults.add("rate_limited", SEND, retry_after=0.01)
    await bot.text(general).send("after a moment")
    sandbox.faults.add("rate_limited", SEND, retry_after=31.0)
    with pytest.raises(discord.RateLimited):
        await bot.text(general).send("x")
    sandbox.faults.add("banned", SEND)
    with pytest.raises(discord.HTTPException) as caught:
        await bot.text(general).send("x")
    assert caught.value.status == 429
    assert sandbox.violations == []


@pytest.mark.parametrize("kind", ["slow", "slow_reply"])
async def test_a_slow_answer_tries_the_patience_of_the_bot(
    sandbox: Sandbox, bot: Bot, general: Channel, kind: str
) -> None:
    sandbox.faults.add(kind, SEND, seconds=5.0)
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(bot.text(general).send("x"), 0.2)
    stored = [message["content"] for message in sandbox.messages(general.id)]
    assert stored == (["x"] if kind == "slow_reply" else [])


async def test_permissions_go_and_channels_vanish_between_two_sends(
    sandbox: Sandbox, bot: Bot, general: Channel
) -> None:
    sandbox.faults.add("deny", SEND, skip=1, channel_id=general.id)
    sandbox.faults.add("delete_channel", SEND, skip=2, channel_id=general.id)
    channel = bot.text(general)
    await channel.send("one")
    codes = []
    for _ in range(2):
        with pytest.raises((discord.Forbidden, discord.NotFound)) as caught:
            await channel.send("two")
        codes.append(caught.value.code)
    assert codes == [50013, 10003]


async def test_gateway_faults_strike_at_once(sandbox: Sandbox, bot: Bot) -> None:
    sandbox.faults.add("reconnect")
    await asyncio.wait_for(bot.resumed.wait(), 10)


async def test_an_outage_meets_every_call_and_every_connection(sandbox: Sandbox, bot: Bot, general: Channel) -> None:
    outage = sandbox.faults.add("error", status=503, count=None)
    sandbox.gateway.close()
    await sandbox.wait_for(lambda: outage.struck)
    assert not sandbox.gateway.online
    with pytest.raises(discord.DiscordServerError):
        await bot.text(general).send("x")
    sandbox.faults.clear()
    await sandbox.ready()


async def test_chance_is_repeatable(sandbox: Sandbox) -> None:
    rounds = []
    for _ in range(2):
        sandbox.faults.clear()
        sandbox.faults.seed(7)
        sandbox.faults.add("error", "/x", probability=0.3, count=None)
        rounds.append([sandbox.faults.striking("GET", "/x") is not None for _ in range(50)])
    assert rounds[0] == rounds[1]
    assert 5 < sum(rounds[0]) < 25


async def test_an_unknown_fault_is_named(sandbox: Sandbox) -> None:
    with pytest.raises(ValueError, match="no fault 'sabotage'"):
        sandbox.faults.add("sabotage")
