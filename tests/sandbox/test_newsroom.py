"""The sandbox's own feeds."""

from datetime import UTC, datetime

import aiohttp
import feedparser

from sandbox import Sandbox


async def test_stories_appear_newest_first_and_only_once(sandbox: Sandbox) -> None:
    feed = sandbox.feeds[0]
    published = datetime(2026, 10, 2, 18, 0, tzinfo=UTC)
    first = sandbox.publish(feed, "A & B", "<i>Summary</i>", "https://example.com/a", published)
    second = sandbox.publish(feed.id, "Second")
    async with aiohttp.ClientSession() as session:
        async with session.get(feed.url) as answer:
            parsed = feedparser.parse(await answer.read())
            etag = answer.headers["ETag"]
        async with session.get(feed.url, headers={"If-None-Match": etag}) as answer:
            assert (answer.status, await answer.read()) == (304, b"")
        sandbox.publish(feed, "Third")
        async with session.get(feed.url, headers={"If-None-Match": etag}) as answer:
            assert answer.status == 200
        async with session.get(parsed.entries[0].link) as answer:
            assert (await answer.text()).startswith("Second")
    assert not parsed.bozo
    assert parsed.feed.title == feed.name
    assert [entry.id for entry in parsed.entries] == [second, first]
    entry = parsed.entries[1]
    assert (entry.title, entry.summary, entry.link) == ("A & B", "<i>Summary</i>", "https://example.com/a")
    assert entry.published_parsed[:5] == (2026, 10, 2, 18, 0)


async def test_the_newsroom_knows_who_has_read(sandbox: Sandbox) -> None:
    guid = sandbox.publish(sandbox.feeds[0], "A story")
    assert sandbox.newsroom.read_at == {}
    async with aiohttp.ClientSession() as session, session.get(sandbox.feeds[0].url):
        pass
    assert set(sandbox.newsroom.read_at) == {guid}


async def test_there_is_no_feed_of_another_name(sandbox: Sandbox) -> None:
    url = sandbox.feeds[0].url.replace("anime-wire", "unheard-of")
    async with aiohttp.ClientSession() as session, session.get(url) as answer:
        assert answer.status == 404
