"""How news looks in a channel: one message an event, or one for all that was missed. Nothing here gives a plot away."""

from collections.abc import Sequence
from dataclasses import replace

import discord
from discord import ui

from bot.core.models import Grade, Kind, Part
from bot.core.outbox import MOST_IN_A_DIGEST, Announcement, Post
from bot.core.show_keys import show_key
from bot.messages.dates import when
from bot.messages.layout import (
    MARK,
    Layout,
    framed,
    ids_in,
    link_button,
    pictured,
    press,
    rows,
    text,
)
from bot.messages.markup import Markdown, dots, escape, heading, lines, plain, small
from bot.messages.texts import Texts
from bot.messages.wording import KIND_COLOUR, KIND_EMOJI, TITLE_LIMIT, cited, grade, happened

DIGEST_ROOM = 3500  # for the events; what is left holds the heading and the mentions
DIGEST_TITLE_LIMIT = 60
WITHDRAWN_COLOUR = 0x4E5058


def laid_out(post: Post, texts: Texts) -> Layout:
    """Lay out what is owed to a channel as one message that carries the post's mark."""
    marked = [replace(news, mark=post.mark) for news in post.announcements]
    if len(marked) == 1:
        return announcement(marked[0], texts, post.role_ids)
    return digest(marked, texts, post.role_ids)


def announcement(news: Announcement, texts: Texts, role_ids: Sequence[int] = ()) -> Layout:
    """Lay out one event. The roles are mentioned above it; who sends it allows those mentions and no others."""
    title = small(texts("announcement.test", show=escape(news.show_title, TITLE_LIMIT))) if news.test else ""
    body = text(
        title,
        _struck(_headline(news, texts), news),
        _called(news, texts),
        _date_line(news, texts) if not news.retracted else "",
        *_notes(news, texts),
        _sources_line(news, texts),
    )
    best = next((source for source in news.sources if source.link), None)
    buttons = [
        link_button(texts.label("button.source"), best.link if best else None),
        press(texts.label("button.show"), "news", news.mark, show_key(news.show_id)),
        press(texts.label("button.unfollow"), "unfollow", show_key(news.show_id)),
    ]
    colour = WITHDRAWN_COLOUR if news.retracted else KIND_COLOUR.get(news.kind)
    return Layout(*_mention(role_ids), framed(colour, [pictured(body, news.picture, news.show_title), *rows(buttons)]))


def digest(news: Sequence[Announcement], texts: Texts, role_ids: Sequence[int] = ()) -> Layout:
    """Lay out in one message what happened while nothing could be posted, the oldest first.

    Three components for each event and four around them stay below Discord's forty. Raises ValueError for more events
    than one message holds (`MOST_IN_A_DIGEST`): the courier sends several.
    """
    if len(news) > MOST_IN_A_DIGEST:
        raise ValueError(f"{len(news)} events do not fit one message; it holds {MOST_IN_A_DIGEST}")
    items: list[ui.Item[Layout]] = [
        text(heading(texts.count("announcement.digest", len(news)), 3), texts("announcement.meanwhile"))
    ]
    share = DIGEST_ROOM // len(news)
    offered: set[str] = set()
    for one in news:
        line = _struck(_line(one, texts), one)
        facts = dots("" if one.retracted else _date_line(one, texts), *_notes(one, texts))
        body = text(line, facts, _sources_line(one, texts, share - len(line) - len(facts)))
        # Discord takes each custom id once in a message.
        if one.show_id in offered:
            items.append(body)
            continue
        offered.add(one.show_id)
        items.append(
            ui.Section(body, accessory=press(texts.label("button.show"), "news", one.mark, show_key(one.show_id)))
        )
    return Layout(*_mention(role_ids), framed(None, items))


def reply(news: Announcement, texts: Texts) -> Layout:
    """Lay out the short answer under an earlier message that is corrected or withdrawn by this event."""
    if news.retracted:
        return Layout(text(texts("announcement.retraction", line=happened(news, texts))))
    line = texts("announcement.correction", line=happened(news, texts))
    return Layout(text(lines(line, _date_line(news, texts), _sources_line(news, texts))))


def allowed_mentions(role_ids: Sequence[int]) -> discord.AllowedMentions:
    """Allow the chosen roles to be pinged, and nobody else."""
    roles = [discord.Object(role_id) for role_id in role_ids] or False
    return discord.AllowedMentions(everyone=False, users=False, roles=roles, replied_user=False)


def marks(message: discord.Message) -> frozenset[str]:
    """Give the marks of the deliveries that a message of ours holds."""
    found = (MARK.fullmatch(made) for made in ids_in(message.components))
    return frozenset(match["mark"] for match in found if match and match["mark"])


def forum_title(news: Announcement) -> str:
    """Give the name of the forum post that collects a show's news: the show's title, within Discord's 100."""
    return plain(news.show_title, 100) or news.show_id[:100]


def _mention(role_ids: Sequence[int]) -> list[ui.Item[Layout]]:
    return [ui.TextDisplay(" ".join(f"<@&{role_id}>" for role_id in role_ids))] if role_ids else []


def _called(news: Announcement, texts: Texts) -> Markdown:
    """Give a film's or special's own title; a season has none but the show's."""
    if not news.instalment_title or news.part in {None, Part.SEASON}:
        return Markdown("")
    return texts("announcement.called", title=escape(news.instalment_title, TITLE_LIMIT))


def _line(news: Announcement, texts: Texts) -> Markdown:
    return Markdown(f"{KIND_EMOJI.get(news.kind, '')} **{happened(news, texts, DIGEST_TITLE_LIMIT)}**".strip())


def _headline(news: Announcement, texts: Texts) -> Markdown:
    return Markdown(f"### {KIND_EMOJI.get(news.kind, '')} {happened(news, texts)}")


def _struck(line: Markdown, news: Announcement) -> Markdown:
    if not news.retracted:
        return line
    marks_before = "### " if line.startswith("### ") else ""
    return Markdown(f"{marks_before}~~{line.removeprefix('### ')}~~")


def _date_line(news: Announcement, texts: Texts) -> Markdown:
    if news.kind in {Kind.CANCELLED, Kind.RUMOUR} and not news.date:
        return Markdown("")
    if news.date and news.kind is Kind.PREMIERED:
        return texts("announcement.started", date=when(news.date, texts))
    if news.date and news.kind is Kind.FINISHED:
        return texts("announcement.ended", date=when(news.date, texts))
    if news.date and news.was and news.was != news.date and not news.date.refines(news.was):
        return texts("announcement.date_was", date=when(news.date, texts), was=when(news.was, texts))
    if news.date:
        return texts("announcement.date", date=when(news.date, texts))
    if news.was:
        return texts("announcement.date_lost", was=when(news.was, texts))
    return Markdown("") if news.kind in {Kind.PREMIERED, Kind.FINISHED} else texts("announcement.no_date")


def _notes(news: Announcement, texts: Texts) -> list[Markdown]:
    notes = []
    if news.retracted:
        notes.append(texts("announcement.retracted"))
    elif news.corrected:
        notes.append(texts("announcement.corrected"))
    if Kind.FINAL in news.also and not news.retracted:
        notes.append(texts("status.final"))
    if news.grade is Grade.REPORT and not news.retracted:
        notes.append(texts("announcement.unconfirmed"))
    return notes


def _sources_line(news: Announcement, texts: Texts, room: int = 2400) -> Markdown:
    sure = grade(news.grade, texts)
    return small(dots(sure, cited(news.sources, texts, room=room - len(sure) - 10)))
