"""Facts put into words: instalments, grades, statuses, events. Every layout speaks through these."""

from collections.abc import Iterable

from bot.core.cards import PartCard
from bot.core.models import Grade, Kind, Part, Status
from bot.core.outbox import Announcement, Citation
from bot.messages.dates import when
from bot.messages.markup import Markdown, clip, escape, link, plain
from bot.messages.texts import Texts

TITLE_LIMIT = 120

# The status sentence with and without a date. A status that needs a date to say has no other form.
_SENTENCES: dict[Status, tuple[str, str]] = {
    Status.NO_ANNOUNCEMENT: ("status.none", "status.none"),
    Status.ENDED: ("status.ended", "status.ended"),
    Status.RUMOURED: ("status.rumoured", "status.rumoured"),
    Status.ANNOUNCED: ("status.announced", "status.announced_for"),
    Status.DATED: ("status.announced", "status.dated"),
    Status.AIRING: ("status.airing", "status.airing_since"),
    Status.DELAYED: ("status.delayed", "status.delayed_to"),
    Status.CANCELLED: ("status.cancelled", "status.cancelled"),
    Status.FINISHED: ("status.finished", "status.finished"),
}

STATUS_EMOJI: dict[Status, str] = {
    Status.NO_ANNOUNCEMENT: "💤",
    Status.RUMOURED: "💬",
    Status.ANNOUNCED: "✅",
    Status.DATED: "📅",
    Status.AIRING: "📺",
    Status.FINISHED: "🏁",
    Status.DELAYED: "⏳",
    Status.CANCELLED: "❌",
    Status.ENDED: "🏁",
}

STATUS_COLOUR: dict[Status, int] = {
    Status.NO_ANNOUNCEMENT: 0x80848E,
    Status.RUMOURED: 0xC9A227,
    Status.ANNOUNCED: 0x23A55A,
    Status.DATED: 0x23A55A,
    Status.AIRING: 0x5865F2,
    Status.FINISHED: 0x80848E,
    Status.DELAYED: 0xE67E22,
    Status.CANCELLED: 0xDA373C,
    Status.ENDED: 0x80848E,
}

KIND_EMOJI: dict[Kind, str] = {
    Kind.RENEWED: "🎉",
    Kind.FILM: "🎬",
    Kind.NEW_SHOW: "✨",
    Kind.DATED: "📅",
    Kind.DELAYED: "⏳",
    Kind.CANCELLED: "❌",
    Kind.FINAL: "🏁",
    Kind.PREMIERED: "📺",
    Kind.FINISHED: "🏁",
    Kind.RUMOUR: "💬",
}

KIND_COLOUR: dict[Kind, int] = {
    Kind.RENEWED: 0x23A55A,
    Kind.FILM: 0x23A55A,
    Kind.NEW_SHOW: 0x23A55A,
    Kind.DATED: 0x5865F2,
    Kind.DELAYED: 0xE67E22,
    Kind.CANCELLED: 0xDA373C,
    Kind.FINAL: 0x9B59B6,
    Kind.PREMIERED: 0x5865F2,
    Kind.FINISHED: 0x80848E,
    Kind.RUMOUR: 0xC9A227,
}


def instalment(part: Part | None, number: int | None, texts: Texts) -> str:
    """Call an instalment by its name at the start of a sentence: "Season 2", "A film"."""
    if part is None:
        return texts.label("what.next")
    if not _is_counted(part, number):
        return texts.label(f"what.{part}.new")
    return texts.label(f"what.{part}.numbered", number=number or 0)


def part_name(part: PartCard, texts: Texts) -> str:
    """Call a part of a card by its name, with its own title where it has one."""
    if part.status in {Status.NO_ANNOUNCEMENT, Status.ENDED} and part.number is None:
        return texts.label("what.next")
    name = instalment(part.part, part.number, texts)
    if part.title and part.part is not Part.SEASON:
        return texts.label("what.titled", 200, what=name, title=plain(part.title, TITLE_LIMIT))
    return name


def listed_name(part: PartCard, texts: Texts) -> str:
    """Call a part of a card by its name in a list: a season by its number, anything else by its title."""
    if part.title and part.part is not Part.SEASON:
        return plain(part.title, TITLE_LIMIT)
    return part_name(part, texts)


def standing(part: PartCard, texts: Texts) -> Markdown:
    """Say in one sentence where a part stands."""
    bare, dated = _SENTENCES[part.status]
    values = {"what": part_name(part, texts)}
    if part.overdue and part.date:
        return texts("status.overdue", **values, date=when(part.date, texts))
    said = texts(dated, **values, date=when(part.date, texts)) if part.date else texts(bare, **values)
    if part.final and part.status not in {Status.CANCELLED, Status.FINISHED, Status.ENDED}:
        return Markdown(f"{said} {texts('status.final')}")
    return said


def happened(news: Announcement, texts: Texts, title_limit: int = TITLE_LIMIT) -> Markdown:
    """Say in one line what happened."""
    show = escape(news.show_title, title_limit)
    return texts(f"event.{news.kind}", subject=_subject(news, show, texts), show=show)


def _subject(news: Announcement, show: Markdown, texts: Texts) -> Markdown:
    if news.part is None:
        return texts("subject.next", show=show)
    if not _is_counted(news.part, news.number):
        return texts(f"subject.{news.part}.new", show=show)
    return texts(f"subject.{news.part}.numbered", show=show, number=news.number or 0)


def _is_counted(part: Part, number: int | None) -> bool:
    """Tell whether the number is said: a first film is just "the film"."""
    return number is not None and (number > 1 or part is Part.SEASON)


def kinds(chosen: Iterable[Kind], texts: Texts) -> Markdown:
    """List kinds of news by name, in the order of their definition."""
    wanted = set(chosen)
    return texts.listed(texts.label(f"event.name.{kind}") for kind in Kind if kind in wanted)


def cited(citations: Iterable[Citation], texts: Texts, limit: int = 3, room: int = 2200) -> Markdown:
    """Name the sources with their links, the best first, and how many more there are.

    Where that takes more than `room` characters the links go first, from the last source on, then the names.
    """
    seen: dict[str, Citation] = {}
    for citation in citations:
        seen.setdefault(citation.name, citation)
    named = list(seen.values())
    shown = min(limit, len(named))
    linked = shown
    while shown:
        parts = [
            link(clip(source.name, 60), source.link if place < linked else None)
            for place, source in enumerate(named[:shown])
        ]
        if len(named) > shown:
            parts.append(texts.count("announcement.more_sources", len(named) - shown))
        said = texts.listed(parts)
        if len(said) <= room:
            return said
        if linked:
            linked -= 1
        else:
            shown -= 1
    return Markdown("")


def grade(value: Grade, texts: Texts) -> str:
    return texts.label(f"grade.{value}")
