"""A real browser before the sandbox's page, and everything that the page says or asks on the side."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright, expect

from sandbox import Sandbox

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--headless",
    "--no-sandbox",  # tests may run as root, in a container
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
VISITOR: dict[str, Any] = {
    "viewport": {"width": 1280, "height": 800},
    "locale": "en-GB",
    "timezone_id": "Europe/Berlin",
}

expect.set_options(timeout=15_000)


@dataclass
class Sight:
    """What went on behind the page: addresses asked for, errors, and dialogs that a script would open."""

    asked: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    @property
    def hosts(self) -> set[str]:
        return {urlsplit(address).netloc for address in self.asked}


def watch(page: Page) -> Sight:
    """Begin to note what the page does."""
    sight = Sight()
    page.on("request", lambda request: sight.asked.append(request.url))
    page.on("pageerror", lambda error: sight.errors.append(str(error)))
    page.on("console", lambda line: sight.errors.append(line.text) if line.type == "error" else None)

    def dismiss(dialog: object) -> None:
        sight.dialogs.append(str(dialog))

    page.on("dialog", dismiss)
    return sight


@pytest.fixture(scope="session")
def chromium() -> Path:
    """The browser's program, or a skip where there is none."""
    if not CHROMIUM.exists():
        pytest.skip(f"there is no Chromium at {CHROMIUM}")
    return CHROMIUM


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser(chromium: Path) -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        await browser.close()


@asynccontextmanager
async def opened(browser: Browser, sandbox: Sandbox) -> AsyncIterator[Page]:
    """The sandbox's page in a browser that has never been here; at the end it must have kept to itself."""
    context = await browser.new_context(**VISITOR)
    page = await context.new_page()
    page.set_default_timeout(15_000)
    sight = watch(page)
    await page.goto(sandbox.page_url)
    await page.get_by_role("heading", name="Welcome to #general").wait_for()
    yield page
    await context.close()
    assert sight.errors == []
    assert sight.dialogs == []
    assert sight.hosts == {urlsplit(sandbox.page_url).netloc}


@pytest_asyncio.fixture(loop_scope="session")
async def sandbox() -> AsyncIterator[Sandbox]:
    async with Sandbox() as running:
        yield running


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser: Browser, sandbox: Sandbox) -> AsyncIterator[Page]:
    async with opened(browser, sandbox) as page:
        yield page


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def still(browser: Browser) -> AsyncIterator[Page]:
    """A page that the tests of a module share, since they change nothing on it."""
    async with Sandbox() as running, opened(browser, running) as page:
        yield page
