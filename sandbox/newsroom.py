"""The sandbox's own news feeds: RSS 2.0 with validators, and stories ready to be published."""

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from xml.etree.ElementTree import Element, SubElement, tostring

from aiohttp import web

LONGEST_FEED = 50


@dataclass(frozen=True, slots=True)
class Feed:
    id: str
    name: str
    url: str
    grade: str


@dataclass(frozen=True, slots=True)
class Story:
    feed_id: str
    guid: str
    title: str
    summary: str
    link: str
    published: datetime


@dataclass(frozen=True, slots=True)
class Example:
    """A story that a visitor may publish with one click."""

    id: str
    label: str
    feed_id: str
    title: str
    summary: str
    hint: str


OUTLETS = (
    ("anime-wire", "Anime Wire", "press"),
    ("second-outlet", "Second Outlet", "press"),
    ("rumour-mill", "Rumour Mill", "report"),
)
EXAMPLES = (
    Example(
        "renewal",
        "A renewal",
        "anime-wire",
        "Akudama Drive Anime Gets 2nd Season",
        "The official site of the Akudama Drive anime announced on Friday that a second season is in production.",
        "Subscribed channels get one announcement.",
    ),
    Example(
        "same-story",
        "The same story from a second outlet",
        "second-outlet",
        "Season 2 of Akudama Drive Officially Confirmed",
        "Kansai's outlaws return: the production committee has confirmed that Akudama Drive continues.",
        "No second post: the first one gains this source.",
    ),
    Example(
        "date",
        "A date",
        "anime-wire",
        "Akudama Drive Season 2 Premieres on April 4, 2027",
        "A new visual came with the day on which the second season of Akudama Drive starts on television.",
        "One announcement of the date.",
    ),
    Example(
        "delay",
        "A delay",
        "second-outlet",
        "Akudama Drive Season 2 Delayed to July 2027",
        "The staff apologised: production takes longer than planned, so the second season moves to the summer.",
        "One announcement of the delay.",
    ),
    Example(
        "speculation",
        "Speculation",
        "rumour-mill",
        "Akudama Drive Season 2 Release Date: Will It Ever Happen?",
        "There is no word from the studio yet, but here is when we think that a second season could arrive.",
        "Encore stays silent: speculation is not news.",
    ),
    Example(
        "live-action",
        "A live-action trap",
        "anime-wire",
        "Akudama Drive Gets Live-Action Stage Play Sequel in 2027",
        "The stage adaptation returns with a new cast; the anime itself is not part of the announcement.",
        "Encore stays silent: a stage play is no anime.",
    ),
    Example(
        "other-show",
        "Another show: a film",
        "anime-wire",
        "Frieren: Beyond Journey's End Gets Anime Film",
        "An event in Tokyo ended with the announcement of a film for Frieren: Beyond Journey's End.",
        "Only followers of Frieren are told.",
    ),
    Example(
        "rumour",
        "A rumour",
        "rumour-mill",
        "Report: Akudama Drive Season 2 Is in Production",
        "A person said to know the studio's plans claims that work on a second season has begun.",
        "Only those who asked for rumours are told.",
    ),
)


@dataclass(slots=True)
class Newsroom:
    """What each outlet has published, newest first. `base_url` is known once the server listens."""

    base_url: str = ""
    stories: dict[str, list[Story]] = field(default_factory=lambda: {feed_id: [] for feed_id, _, _ in OUTLETS})
    read_at: dict[str, datetime] = field(default_factory=dict)
    watchers: list[Callable[[str, Story], None]] = field(default_factory=list)

    @property
    def feeds(self) -> list[Feed]:
        return [Feed(feed_id, name, f"{self.base_url}/feeds/{feed_id}.xml", grade) for feed_id, name, grade in OUTLETS]

    def publish(
        self, feed_id: str, title: str, summary: str, link: str | None = None, published: datetime | None = None
    ) -> str:
        """Put a story on top of a feed; returns its guid."""
        # a bot remembers guids longer than this process lives, so they must not come again
        guid = f"{feed_id}-{time.time_ns():x}"
        link = link or f"{self.base_url}/stories/{guid}"
        story = Story(feed_id, guid, title, summary, link, published or datetime.now(UTC))
        self.stories[feed_id].insert(0, story)
        for watcher in self.watchers:
            watcher("story_published", story)
        return guid

    def latest(self) -> list[Story]:
        """What all outlets have published, newest first."""
        stories = [story for one in self.stories.values() for story in one]
        return sorted(stories, key=lambda story: story.published, reverse=True)

    def find(self, guid: str) -> Story | None:
        return next((story for stories in self.stories.values() for story in stories if story.guid == guid), None)

    def rss(self, feed: Feed) -> bytes:
        root = Element("rss", version="2.0")
        channel = SubElement(root, "channel")
        for tag, text in (
            ("title", feed.name),
            ("link", f"{self.base_url}/"),
            ("description", f"{feed.name}, an outlet that exists only in this sandbox"),
            ("language", "en"),
        ):
            SubElement(channel, tag).text = text
        for story in self.stories[feed.id][:LONGEST_FEED]:
            item = SubElement(channel, "item")
            for tag, text in (("title", story.title), ("link", story.link), ("description", story.summary)):
                SubElement(item, tag).text = text
            SubElement(item, "guid", isPermaLink="false").text = story.guid
            SubElement(item, "pubDate").text = format_datetime(story.published.astimezone(UTC))
        return b'<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root)

    async def serve(self, request: web.Request) -> web.Response:
        """One feed, with an ETag; 304 to those who have it already."""
        feed = next((one for one in self.feeds if one.id == request.match_info["feed_id"]), None)
        if feed is None:
            raise web.HTTPNotFound
        content = self.rss(feed)
        headers = {"ETag": f'"{hashlib.blake2s(content, digest_size=12).hexdigest()}"', "Cache-Control": "no-cache"}
        if headers["ETag"] in request.headers.get("If-None-Match", ""):
            return web.Response(status=304, headers=headers)
        for story in self.stories[feed.id]:
            if self.read_at.setdefault(story.guid, now := datetime.now(UTC)) is now:
                for watcher in self.watchers:
                    watcher("feed_read", story)
        return web.Response(body=content, headers=headers, content_type="application/rss+xml", charset="utf-8")

    async def serve_story(self, request: web.Request) -> web.Response:
        """Where a story's link leads: its text, plainly."""
        story = self.find(request.match_info["guid"])
        if story is None:
            raise web.HTTPNotFound
        return web.Response(text=f"{story.title}\n\n{story.summary}\n\n(Published in the sandbox.)\n")
