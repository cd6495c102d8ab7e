"""The card of a show: the answer first, then the facts, the rest behind buttons."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import discord
from discord import ui

from bot.core.cards import PartCard, ShowCard, Suggested
from bot.core.models import Part, Status
from bot.core.outbox import Announcement
from bot.core.show_keys import show_key
from bot.messages.dates import as_of, moment, span, when
from bot.messages.layout import (
    Layout,
    fitting,
    framed,
    link_button,
    pictured,
    press,
    rows,
    text,
)
from bot.messages.markup import Markdown, bold, dots, escape, heading, lines, link, small, spoiler
from bot.messages.texts import Texts
from bot.messages.wording import (
    STATUS_COLOUR,
    STATUS_EMOJI,
    TITLE_LIMIT,
    cited,
    grade,
    happened,
    listed_name,
    standing,
)

PARTS_ON_CARD = 4
SECTION_ROOM = 3600
SPOILER_ROOM = 2400


def show_card(card: ShowCard, texts: Texts, *, may_follow: bool) -> Layout:
    """Lay out a show. `may_follow` adds the button with which a server's people follow it where they are."""
    answer = text(
        heading(escape(card.title, TITLE_LIMIT)),
        Markdown(f"{STATUS_EMOJI[card.answer.status]} **{standing(card.answer, texts)}**"),
        *(texts("show.also_next", line=standing(part, texts)) for part in card.beside[:2]),
        _since(card, texts),
    )
    items: list[ui.Item[Layout]] = [pictured(answer, card.details.picture, card.title)]
    if facts := [fact for fact in _facts(card, texts) if fact]:
        items += [ui.Separator(), text(*facts)]
    buttons = [
        press(texts.label(f"button.{name}"), "more", name, show_key(card.id), emoji=section.emoji)
        for name, section in SECTIONS.items()
        if section.has(card)
    ]
    if may_follow:
        buttons.append(
            press(
                texts.label("button.follow"),
                "follow",
                show_key(card.id),
                style=discord.ButtonStyle.primary,
                emoji="🔔",
            )
        )
    site = link_button(texts.label("button.official_site"), card.details.site)
    items += rows([*buttons, site])
    return Layout(framed(STATUS_COLOUR[card.answer.status], items))


def _since(card: ShowCard, texts: Texts) -> Markdown:
    """Say since when the answer holds, on whose word, and when it was last looked at."""
    answer = card.answer
    since: Markdown | str = ""
    if answer.since_at is not None:
        since = texts("status.since", date=moment(answer.since_at))
    elif answer.status in {Status.NO_ANNOUNCEMENT, Status.ENDED} and card.ran:
        since = _since_last(_main(card.ran)[-1], texts)
    checked = max(filter(None, (card.checked_at, card.read_at)), default=None)
    looked = texts("status.checked", date=moment(checked, "R")) if checked else texts("status.not_checked")
    return lines(small(dots(since, on_whose_word(card, texts))), small(looked))


def _since_last(last: PartCard, texts: Texts) -> Markdown:
    """Say what came last and when; that it ended only where the day of its end is known."""
    what = listed_name(last, texts)
    if last.ended:
        return texts("status.since_end", what=what, date=when(last.ended, texts))
    return texts("status.since_last", what=what, date=when(last.date, texts)) if last.date else Markdown("")


def _main(parts: Sequence[PartCard]) -> Sequence[PartCard]:
    """Give the seasons and films, which people count; everything where there are none."""
    return [part for part in parts if part.part in {Part.SEASON, Part.FILM}] or parts


def _shown(card: ShowCard) -> Sequence[PartCard]:
    """Give the parts that the card itself tells: the latest, seasons rather than films, in the order they came."""
    main = _main(card.ran)
    seasons = [part for part in main if part.part is Part.SEASON]
    others = [part for part in main if part.part is not Part.SEASON]
    latest = seasons[-max(PARTS_ON_CARD - len(others), PARTS_ON_CARD - 1) :]
    latest += others[len(others) - min(len(others), PARTS_ON_CARD - len(latest)) :]
    return [part for part in main if part in latest]


def on_whose_word(card: ShowCard, texts: Texts) -> Markdown:
    """Say on whose word the answer of a card stands."""
    if card.answer.citations:
        said = texts("status.by", source=cited(card.answer.citations, texts, 2))
        return Markdown(f"{said} ({texts('grade.short.' + card.answer.citations[0].grade)})")
    if card.details.statements:
        latest = max(card.details.statements, key=lambda statement: statement.as_of)
        return texts("status.by_dated", source=link(latest.by, latest.url), date=as_of(latest.as_of, texts))
    if card.answer.status in {Status.NO_ANNOUNCEMENT, Status.ENDED}:
        return texts("status.by_feeds") if card.read_at else Markdown("")
    return texts("status.by_catalogue")


def _facts(card: ShowCard, texts: Texts) -> list[Markdown]:
    shown = _shown(card)
    facts = [_ran(part, texts) for part in shown]
    if len(card.ran) > len(shown):
        facts.append(small(texts.count("show.more_parts", len(card.ran) - len(shown))))
    facts.append(dots(_source(card, texts), _studios(card, texts)))
    facts.append(
        dots(
            *(
                texts(
                    "show.rating_votes",
                    site=rating.site,
                    score=rating.score,
                    votes=rating.votes,
                    date=as_of(rating.as_of, texts),
                )
                if rating.votes
                else texts("show.rating", site=rating.site, score=rating.score, date=as_of(rating.as_of, texts))
                for rating in card.details.ratings[:2]
            )
        )
    )
    if card.other_titles:
        names = texts.listed(escape(title, 80) for title in card.other_titles[:3])
        facts.append(small(texts("show.also", titles=names)))
    return facts


def _ran(part: PartCard, texts: Texts) -> Markdown:
    episodes = texts.count("show.episodes", part.episodes) if part.episodes and part.episodes > 1 else ""
    kind = "" if part.part is Part.SEASON or not part.title else texts.label(f"what.short.{part.part}")
    return dots(bold(escape(listed_name(part, texts))), kind, episodes, span(part.date, part.ended, texts))


def _source(card: ShowCard, texts: Texts) -> Markdown:
    if not card.source:
        return Markdown("")
    key = f"show.source.{card.source.lower().replace(' ', '_')}"
    return texts(key) if texts.knows(key) else texts("show.source.other", source=escape(card.source, 60))


def _studios(card: ShowCard, texts: Texts) -> Markdown:
    makers = dict.fromkeys([*card.studios, *card.details.creators])
    if not makers:
        return Markdown("")
    return texts("show.made_by", studios=texts.listed(escape(maker, 60) for maker in list(makers)[:4]))


@dataclass(frozen=True, slots=True)
class Section:
    """Something that a button unfolds: whether a card has it, and its lines."""

    emoji: str
    has: Callable[[ShowCard], bool]
    body: Callable[[ShowCard, Texts], Sequence[Markdown]]


def section(card: ShowCard, name: str, texts: Texts) -> Layout:
    """Lay out what a button of the card unfolds."""
    known = SECTIONS.get(name)
    if known is None or not known.has(card):
        return Layout(text(texts("section.gone")))
    title = heading(texts(f"section.{name}", show=escape(card.title, TITLE_LIMIT)), 3)
    return Layout(framed(STATUS_COLOUR[card.answer.status], [text(title, *known.body(card, texts))]))


def _story(card: ShowCard, texts: Texts) -> list[Markdown]:
    story = card.details.story
    if story is None:
        return []
    parts = [escape(story.premise, SECTION_ROOM - SPOILER_ROOM)]
    if story.spoilers:
        parts += [small(texts("section.spoilers")), spoiler(story.spoilers, SPOILER_ROOM)]
    return parts


def _cast(card: ShowCard, texts: Texts) -> list[Markdown]:
    return fitting(
        [
            texts("section.role", character=bold(escape(role.character, 80)), actor=escape(role.actor, 80))
            for role in card.details.cast
        ],
        SECTION_ROOM,
        "…",
    )


def _watch(card: ShowCard, texts: Texts) -> list[Markdown]:
    places = []
    for place in sorted(card.details.watch, key=lambda place: place.as_of, reverse=True):
        line = texts(
            "section.watch_place",
            service=link(place.service, place.url),
            region=escape(place.region, 80),
            date=as_of(place.as_of, texts),
        )
        places.append(lines(line, small(escape(place.note, 200)) if place.note else ""))
    return fitting(places, SECTION_ROOM, "…")


def _trailer(card: ShowCard, texts: Texts) -> list[Markdown]:
    trailers = []
    for trailer in card.details.trailers:
        label = escape(trailer.label, 100)
        # Without an address the note says why; without a note either, there is no trailer.
        is_there = trailer.url or trailer.note
        line = link(trailer.label, trailer.url) if is_there else texts("section.no_trailer", label=label)
        trailers.append(lines(line, small(escape(trailer.note, 200)) if trailer.note else ""))
    return fitting(trailers, SECTION_ROOM, "…")


def _estimates(card: ShowCard, texts: Texts) -> list[Markdown]:
    guesses = [
        lines(
            texts(
                "section.estimate",
                outlet=bold(escape(guess.outlet, 80)),
                window=escape(guess.window, 120),
                date=as_of(guess.as_of, texts),
            ),
            small(escape(guess.note, 200)) if guess.note else "",
        )
        for guess in card.details.estimates
    ]
    return [texts("section.estimates_note"), *fitting(guesses, SECTION_ROOM - 300, "…")]


def _history(card: ShowCard, texts: Texts) -> list[Markdown]:
    changes = [history_line(news, texts) for news in card.history]
    statements = [
        texts(
            "section.statement",
            date=as_of(statement.as_of, texts),
            text=escape(statement.text, 300),
            by=link(statement.by, statement.url),
        )
        for statement in sorted(card.details.statements, key=lambda statement: statement.as_of, reverse=True)
    ]
    return fitting([*changes, *statements], SECTION_ROOM, "…")


def _notes(card: ShowCard, _: Texts) -> list[Markdown]:
    return fitting([Markdown(f"- {escape(note, 400)}") for note in card.details.notes], SECTION_ROOM, "…")


def history_line(news: Announcement, texts: Texts) -> Markdown:
    """Say one change of a status with its day, date, grade and sources."""
    what = Markdown(f"~~{happened(news, texts)}~~") if news.retracted else happened(news, texts)
    date = when(news.date, texts) if news.date and not news.retracted else ""
    return lines(
        dots(moment(news.happened_at), bold(what), date),
        small(dots(grade(news.grade, texts), cited(news.sources, texts))),
    )


def _instalments(card: ShowCard, texts: Texts) -> list[Markdown]:
    return fitting(
        [
            dots(_ran(part, texts), "" if part in card.ran else texts(f"status.name.{part.status.name.lower()}"))
            for part in card.parts
        ],
        SECTION_ROOM,
        "…",
    )


SECTIONS: dict[str, Section] = {
    "story": Section("📖", lambda card: card.details.story is not None, _story),
    "cast": Section("🎙️", lambda card: bool(card.details.cast), _cast),
    "watch": Section("▶️", lambda card: bool(card.details.watch), _watch),
    "trailer": Section("🎞️", lambda card: bool(card.details.trailers), _trailer),
    "history": Section("🕰️", lambda card: bool(card.history or card.details.statements), _history),
    "estimates": Section("🔮", lambda card: bool(card.details.estimates), _estimates),
    "notes": Section("💡", lambda card: bool(card.details.notes), _notes),
    "instalments": Section("📚", lambda card: len(card.ran) > len(_shown(card)), _instalments),
}


def unknown_show(query: str, nearest: Sequence[Suggested], texts: Texts, *, several: bool = False) -> Layout:
    """Lay out the private answer to a name that no show has, or that several have, with shows to choose from."""
    asked = escape(query, 100)
    if several:
        sentences = [texts("lookup.ambiguous", query=asked)]
    else:
        sentences = [
            texts("lookup.unknown", query=asked),
            texts("lookup.nearest" if nearest else "lookup.nothing_near"),
        ]
    choices = rows(press(one.label, "show", show_key(one.id)) for one in nearest[:10])
    return Layout(text(Markdown(" ".join(sentences))), *choices)
