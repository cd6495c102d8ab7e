"""A newcomer's first five minutes: the real bot as `make run` starts it, and a browser before its page."""

import asyncio
import os
import re
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from tests.browser.conftest import VISITOR, watch

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="session")]

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 90.0
STOP_SECONDS = 10.0
PATIENCE_MS = 90_000  # for what the bot does by itself: polling, posting, editing


@asynccontextmanager
async def encore(folder: Path) -> AsyncIterator[str]:
    """Start the bot without a token; yields the address that it prints. It must stop cleanly."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("DISCORD_", "FEEDS_"))}
    bot = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        cwd=folder,  # so that no .env of a developer is read
        env=own
        | {
            "PYTHONPATH": str(ROOT),
            "PYTHONUNBUFFERED": "1",
            "DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'encore.db'}",
            "SANDBOX_PORT": "0",
        },
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    assert bot.stdout is not None
    said: list[str] = []
    address: asyncio.Future[str] = asyncio.get_running_loop().create_future()

    async def listen(lines: asyncio.StreamReader) -> None:
        async for line in lines:
            said.append(line.decode())
            found = re.search(r"http://127\.0\.0\.1:\d+/(?=\s)", said[-1])
            if found and not address.done():
                address.set_result(found.group())
        if not address.done():
            address.set_exception(RuntimeError("The bot has ended:\n" + "".join(said)))

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(listen(bot.stdout))
        try:
            yield await asyncio.wait_for(asyncio.shield(address), START_SECONDS)
            bot.send_signal(signal.SIGINT)
            assert await asyncio.wait_for(bot.wait(), STOP_SECONDS) == 0, "".join(said)
        finally:
            if bot.returncode is None:
                bot.kill()
                await bot.wait()
    assert not [line for line in said if "Traceback" in line or " ERROR " in line], "".join(said)


async def type_command(page: Page, typed: str, choice: str) -> None:
    """Type a command as people do: its name, a title, then the first of what is offered, then send it."""
    await page.get_by_label("Message. Type / for commands.").click()
    await page.keyboard.type(typed, delay=20)
    offered = page.locator("#suggestions .choice.active")
    await expect(offered).to_have_text(choice)
    await page.keyboard.press("Enter")
    await expect(page.locator(".pill.picked input").first).to_have_value(choice)
    await page.keyboard.press("Enter")


async def test_a_newcomers_tour(browser: Browser, tmp_path: Path) -> None:
    async with encore(tmp_path) as address:
        context = await browser.new_context(**VISITOR)
        page = await context.new_page()
        sight = watch(page)
        await page.goto(address)
        await expect(page.get_by_text("Encore is online")).to_be_visible(timeout=PATIENCE_MS)
        messages = page.locator(".message")

        # 1. the question
        await type_command(page, "/show akudama-drive", "Akudama Drive (TV, 2020)")
        card = page.locator(".message", has_text="You used /show").last
        await expect(card.get_by_role("heading")).to_have_text("Akudama Drive")
        await expect(card).to_contain_text("Season 2 has not been announced.")
        await expect(card).to_contain_text("12 episodes")
        await card.get_by_role("button", name="Cast", exact=True).click()
        await expect(messages.last).to_contain_text("Swindler: Tomoyo Kurosawa")
        await messages.last.get_by_role("button", name="Dismiss message").click()
        await card.get_by_role("button", name="Story", exact=True).click()
        spoiler = messages.last.locator(".spoiler").first
        await expect(spoiler.locator(".spoiler-text")).to_be_hidden()
        await spoiler.click()
        await expect(spoiler.locator(".spoiler-text")).to_be_visible()
        await messages.last.get_by_role("button", name="Dismiss message").click()

        # 2. follow it
        await type_command(page, "/subscribe akudama-drive", "Akudama Drive (TV, 2020)")
        await expect(messages.last).to_contain_text("#general now follows Akudama Drive.")
        await messages.last.get_by_role("button", name="Dismiss message").click()

        # 3. the press writes, 4. the channel hears
        await page.locator("[data-example='renewal']").click()
        news = page.locator(".message", has_text="Season 2 of Akudama Drive is coming")
        await expect(news).to_have_count(1, timeout=PATIENCE_MS)
        await expect(news.get_by_role("link", name="Anime Wire")).to_be_visible()
        await expect(page.locator("#newsroom .latest")).to_contain_text("read by Encore")
        await expect(page.locator(".tour-step.done")).to_have_count(4)

        # a second outlet tells the same: one post, two sources
        before = await messages.count()
        await page.locator("[data-example='same-story']").click()
        await expect(news.get_by_role("link", name="Second Outlet")).to_be_visible(timeout=PATIENCE_MS)
        await expect(news.get_by_role("link", name="Anime Wire")).to_be_visible()
        assert await messages.count() == before
        await take_picture(page, tmp_path)

        # speculation is no news, and neither is a stage play; the delay is told
        for example in ("speculation", "live-action", "delay"):
            await page.locator(f"[data-example='{example}']").click()
        read = page.locator(".published li", has_text="read by Encore")
        await expect(read).to_have_count(5, timeout=PATIENCE_MS)
        await expect(messages.last).to_contain_text("Season 2 of Akudama Drive is delayed", timeout=PATIENCE_MS)
        await type_command(page, "/show akudama-drive", "Akudama Drive (TV, 2020)")
        await expect(messages.last).to_contain_text("Season 2 is delayed")
        await expect(messages).to_have_count(before + 2)
        assert sight.errors == []
        await context.close()


async def take_picture(page: Page, folder: Path) -> None:
    """Leave a picture of the page, at ENCORE_SCREENSHOT where that is set: README shows it."""
    await page.get_by_label("Message. Type").click()
    await page.locator(".message").last.scroll_into_view_if_needed()
    path = os.environ.get("ENCORE_SCREENSHOT") or folder / "sandbox.png"
    await page.screenshot(path=path, animations="disabled", caret="hide")
