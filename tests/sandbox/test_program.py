"""`python -m sandbox`, as a person starts it."""

import asyncio
import os
import signal
import sys

import aiohttp
import pytest


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGTERM to be told to stop by")
async def test_it_prints_its_addresses_and_stops_when_told() -> None:
    command = (sys.executable, "-m", "sandbox", "--port", "0")
    program = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    assert program.stdout is not None
    lines = [(await program.stdout.readline()).decode() for _ in range(7)]
    told = {name.strip(): value.strip() for name, value in (line.split(":", 1) for line in lines)}
    assert list(told) == [
        "Page",
        "API",
        "Gateway",
        "Token",
        "Feed anime-wire",
        "Feed second-outlet",
        "Feed rumour-mill",
    ]
    headers = {"Authorization": f"Bot {told['Token']}"}
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{told['API']}/users/@me", headers=headers) as answer:
            assert (await answer.json())["username"] == "encore"
        async with session.get(told["Page"] + "sandbox/events") as events:
            assert events.status == 200
            program.send_signal(signal.SIGTERM)
            assert await asyncio.wait_for(program.wait(), 10) == 0
