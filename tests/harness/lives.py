"""The bot's many lives: the real program, started and killed again and again."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from sandbox import Sandbox

ROOT = Path(__file__).resolve().parent.parent.parent
PASSED_ON = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "VIRTUAL_ENV", "SYSTEMROOT")


@dataclass(frozen=True, slots=True)
class Stage:
    """What a bot needs to be started: where Discord and the feeds are, and where it keeps its memory."""

    sandbox: Sandbox
    folder: Path

    @property
    def database_url(self) -> str:
        return f"sqlite+aiosqlite:///{(self.folder / 'encore.db').as_posix()}"

    @property
    def log(self) -> Path:
        return self.folder / "bot.log"

    def environment(self) -> dict[str, str]:
        feeds = self.folder / "feeds.toml"
        feeds.write_text(
            "\n".join(
                f'[[feed]]\nname = "{feed.name}"\nurl = "{feed.url}"\ngrade = "{feed.grade}"\nlanguage = "en"\n'
                for feed in self.sandbox.feeds
            ),
            encoding="utf-8",
        )
        return {name: os.environ[name] for name in PASSED_ON if name in os.environ} | {
            "DISCORD_TOKEN": self.sandbox.token,
            "DISCORD_API_URL": self.sandbox.api_url,
            "DISCORD_GATEWAY_URL": self.sandbox.gateway_url,
            "DATABASE_URL": self.database_url,
            "FEEDS_FILE": str(feeds),
            "FEEDS_ALLOW_PRIVATE": "true",
            "POLL_SECONDS": "1",
            "PYTHONPATH": str(ROOT),
        }


@asynccontextmanager
async def life(stage: Stage) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run `python -m bot` until the block ends, then kill it: it learns nothing of its end."""
    # The folder of the process holds no `.env`, so nothing of the developer's leaks in.
    with stage.log.open("ab") as log:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", cwd=stage.folder, env=stage.environment(), stdout=log, stderr=log
        )
        try:
            yield process
        finally:
            if process.returncode is None:
                process.send_signal(signal.SIGKILL)
            await process.wait()
