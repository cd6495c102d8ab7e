"""The work spread over processes that share one PostgreSQL: one reads feeds, another speaks to Discord."""

import pytest

from sandbox import Sandbox
from tests.postgres import Cluster
from tests.running import running

RENEWAL = ("Akudama Drive Anime Gets 2nd Season", "The official site announced a second season on Friday.")


@pytest.mark.slow
async def test_what_one_process_reads_another_tells_once(postgres: Cluster) -> None:
    url = postgres.new()
    async with (
        Sandbox() as sandbox,
        running(sandbox, url, roles="poller"),
        running(sandbox, url, roles="gateway,courier") as speaker,
    ):
        assert "Akudama Drive" in (await speaker.command("lobby", "subscribe", show="akudama-drive")).text
        sandbox.publish("anime-wire", *RENEWAL)
        await speaker.until(lambda: speaker.posts("lobby")[0])
        sandbox.publish("second-outlet", "Akudama Drive Season 2 Officially Announced")
        await speaker.until(lambda: "Second Outlet" in speaker.posts("lobby")[0][0])
        assert [len(posts) for posts in speaker.posts("lobby")] == [1]
        assert sandbox.violations == []
