"""Publishing into the sandbox's feeds, the tour, and the page in a narrow window."""

from urllib.parse import urlsplit

import aiohttp
import pytest
from playwright.async_api import Browser, Page, expect

from sandbox import Sandbox
from tests.browser.conftest import VISITOR

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="session")]


async def read(sandbox: Sandbox, feed_id: str) -> str:
    """Fetch a feed as a bot does."""
    address = next(feed.url for feed in sandbox.feeds if feed.id == feed_id)
    async with aiohttp.ClientSession() as session, session.get(address) as response:
        return await response.text()


async def test_a_ready_made_story_is_published_by_one_press(page: Page, sandbox: Sandbox) -> None:
    await page.locator("[data-example='renewal']").click()
    newest = page.locator("#newsroom .latest")
    await expect(newest).to_contain_text("Akudama Drive Anime Gets 2nd Season")
    await expect(newest).to_contain_text("waiting")
    assert "Akudama Drive Anime Gets 2nd Season" in await read(sandbox, "anime-wire")
    await expect(newest).to_contain_text("read by Encore")
    await page.reload()
    await expect(newest).to_contain_text("read by Encore")


async def test_a_story_of_ones_own(page: Page, sandbox: Sandbox) -> None:
    await page.get_by_text("Write your own story").click()
    await page.get_by_label("Outlet").select_option("rumour-mill")
    await page.get_by_label("Headline").fill("<b>Akira</b> & friends")
    await page.get_by_label("Summary").fill("Perhaps.")
    await page.get_by_role("button", name="Publish", exact=True).click()
    await expect(page.locator(".published li")).to_contain_text("<b>Akira</b> & friends")
    await expect(page.get_by_label("Headline")).to_have_value("")
    assert "&lt;b&gt;Akira&lt;/b&gt; &amp; friends" in await read(sandbox, "rumour-mill")


async def test_the_tour_writes_the_commands_ticks_off_and_stays_closed(page: Page) -> None:
    tour = page.get_by_role("region", name="A tour of Encore")
    await tour.get_by_role("button", name="Publish a renewal").click()
    await expect(page.locator("[data-example='renewal']")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(tour.locator(".done")).to_have_text("Publish a renewal")
    await tour.get_by_role("button", name="/show akudama-drive").click()
    await expect(page.get_by_label("Message. Type")).to_have_value("/show akudama-drive")
    await tour.get_by_role("button", name="Close the tour").click()
    await page.reload()
    await expect(page.get_by_role("heading", name="Welcome to #general")).to_be_visible()
    await expect(tour).to_be_hidden()


async def test_trouble_is_ordered_by_a_press(page: Page, sandbox: Sandbox) -> None:
    await page.get_by_text("Make trouble").click()
    await page.get_by_role("button", name="Lose the next reply").click()
    await expect(page.get_by_text("Ordered: lose the next reply.")).to_be_visible()
    assert [fault.kind for fault in sandbox.faults.ordered] == ["lost_reply"]


async def test_nothing_is_cut_off_in_a_narrow_window(page: Page) -> None:
    await page.set_viewport_size({"width": 360, "height": 640})
    await page.get_by_role("button", name="Show servers and channels").click()
    await page.get_by_role("button", name="anime-news (announcement channel)").click()
    await expect(page.get_by_role("heading", name="Welcome to #anime-news")).to_be_visible()
    await page.get_by_role("button", name="Show the newsroom").click()
    await page.locator("[data-example='delay']").click()
    await page.get_by_role("button", name="Close the panel").click()
    await expect(page.get_by_label("Message. Type")).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth") == 360


async def test_the_page_comes_back_when_the_sandbox_does(browser: Browser) -> None:
    context = await browser.new_context(**VISITOR)
    page = await context.new_page()
    async with Sandbox() as first:
        await page.goto(first.page_url)
        await page.get_by_role("button", name="anime-news (announcement channel)").click()
        await expect(page.get_by_role("heading", name="Welcome to #anime-news")).to_be_visible()
        port = urlsplit(first.page_url).port
        assert port is not None
    await expect(page.locator("#banner")).to_contain_text("The connection to the sandbox is lost")
    async with Sandbox(port=port):
        await expect(page.locator("#banner")).not_to_contain_text("lost")
        await page.get_by_label("Message. Type").fill("still here")
        await page.keyboard.press("Enter")
        await expect(page.locator(".message")).to_contain_text("still here")
        await context.close()
