"""What following, unfollowing and the list of subscriptions look like."""

from collections.abc import Iterable, Sequence

import discord

from bot.core.cards import EVERY_SHOW, FollowCard, FollowPage
from bot.core.models import TOLD_BY_DEFAULT, Grade, Kind
from bot.core.show_keys import show_key
from bot.messages.layout import (
    Button,
    Layout,
    Row,
    custom_id,
    fitting,
    framed,
    press,
    rows,
    text,
)
from bot.messages.markup import Markdown, dots, escape, heading, lines, plain, small
from bot.messages.places import mention, mention_role
from bot.messages.texts import Texts
from bot.messages.wording import TITLE_LIMIT, kinds

LISTED = 15
LIST_ROOM = 2400


def followed(
    channel_id: int,
    new: Sequence[FollowCard],
    changed: Sequence[FollowCard],
    known: Sequence[FollowCard],
    texts: Texts,
    *,
    covered: bool,
) -> Layout:
    """Lay out what following did, the terms that hold now, and the offer of a test post."""
    first = [*new, *changed, *known][0]
    said = [
        *_said("done", new, channel_id, texts),
        *_said("changed", changed, channel_id, texts),
        *_said("already", known, channel_id, texts),
        lines(*(small(term) for term in terms(first, texts))),
        small(texts("subscribe.covered")) if covered else "",
    ]
    test = press(texts.label("button.test"), "test", channel_id, show_key(first.show_id), emoji="🔔")
    return Layout(text(*said), *rows([test]))


def _said(outcome: str, cards: Sequence[FollowCard], channel_id: int, texts: Texts) -> list[Markdown]:
    channel = mention(channel_id)
    if not cards:
        return []
    if len(cards) == 1:
        if cards[0].show_title is None:
            return [texts(f"subscribe.{outcome}_all", channel=channel)]
        return [texts(f"subscribe.{outcome}", channel=channel, show=_title(cards[0], texts))]
    return [texts.count(f"subscribe.{outcome}_many", len(cards), channel=channel), *_list(cards, texts)]


def _list(cards: Sequence[FollowCard], texts: Texts) -> list[Markdown]:
    return fitting([Markdown(f"- {_title(card, texts)}") for card in cards[:LISTED]], LIST_ROOM // 2, "- …")


def _title(card: FollowCard, texts: Texts) -> Markdown:
    if card.show_title is None:
        return texts("subscriptions.every_show")
    return Markdown(f"**{escape(card.show_title, TITLE_LIMIT)}**")


def terms(card: FollowCard, texts: Texts) -> list[Markdown]:
    """Say what a channel hears of, how sure it has to be, who is pinged and whether it is published."""
    said = [texts("subscribe.terms", kinds=kinds(card.kinds or TOLD_BY_DEFAULT, texts))]
    if card.least_grade is not Grade.PRESS:
        said.append(texts("subscribe.grade", grade=texts.label(f"choice.grade.{card.least_grade}")))
    if card.role_id:
        role = mention_role(card.role_id)
        pinged = card.ping_kinds
        said.append(
            texts("subscribe.ping_kinds", role=role, kinds=kinds(pinged, texts))
            if pinged
            else texts("subscribe.ping", role=role)
        )
    if card.publish:
        said.append(texts("subscribe.publish"))
    return said


def unfollowed(
    channel_id: int,
    show_id: str,
    title: str,
    texts: Texts,
    *,
    removed: bool,
    elsewhere: Sequence[int],
    through_all: bool,
    left: int,
) -> Layout:
    """Lay out what unfollowing did, or why it did nothing and where the show is followed instead."""
    channel, show = mention(channel_id), Markdown(f"**{escape(title, TITLE_LIMIT)}**")
    buttons: list[Button] = []
    every = show_id == EVERY_SHOW
    if removed:
        said = [
            texts("unsubscribe.done_all", channel=channel)
            if every
            else texts("unsubscribe.done", channel=channel, show=show)
        ]
        if every and left:
            said.append(texts.count("unsubscribe.still_single", left))
    elif through_all:
        said = [texts("unsubscribe.through_all", channel=channel, show=show)]
    else:
        said = [texts("unsubscribe.absent_all" if every else "unsubscribe.absent", channel=channel, show=show)]
    if through_all:
        if removed:
            said.append(texts("unsubscribe.through_all", channel=channel, show=show))
        buttons.append(
            press(
                texts.label("button.unfollow_all"),
                "unfollow",
                EVERY_SHOW,
                style=discord.ButtonStyle.danger,
            )
        )
    if elsewhere and not removed:
        said.append(texts("unsubscribe.elsewhere", channels=texts.listed(mention(one) for one in elsewhere[:10])))
    return Layout(text(*said), *rows(buttons))


def subscription_list(
    page: FollowPage, texts: Texts, channel_names: dict[int, str], removed: Sequence[FollowCard] = ()
) -> Layout:
    """Lay out a page of what a server follows: paused places first, with what to do; a menu removes.

    `channel_names` names channels in the menu, which knows no mentions.
    """
    warnings = [
        Markdown(
            f"⚠️ {texts('subscriptions.paused', channel=mention(pause.channel_id), reason=_pause(pause.reason, texts))}"
        )
        for pause in page.pauses
    ]
    if removed:
        gone = texts.listed(_title(card, texts) for card in removed)
        warnings.insert(0, Markdown(f"🗑️ {texts.count('unsubscribe.done_many', len(removed))} {gone}"))
    if not page.total:
        return Layout(framed(None, [text(*fitting(warnings, LIST_ROOM, "…"), texts("subscriptions.empty"))]))
    title = heading(texts.count("subscriptions.title", page.total), 3)
    listed = _lines(page.follows, texts)
    number = small(texts("subscriptions.page", page=page.page + 1, pages=page.pages)) if page.pages > 1 else ""
    body = text(title, *fitting(warnings, LIST_ROOM // 2, "…"), *fitting(listed, LIST_ROOM, "…"), number)
    return Layout(framed(None, [body, _removal(page, texts, channel_names), *_paging(page, texts)]))


def _pause(reason: str, texts: Texts) -> Markdown:
    key = f"pause.{reason}"
    return texts(key) if texts.knows(key) else texts("pause.refused")


def _lines(cards: Iterable[FollowCard], texts: Texts) -> list[Markdown]:
    said = []
    for card in cards:
        line = texts("subscriptions.line", channel=mention(card.channel_id), show=_title(card, texts))
        own_terms = _unusual(card, texts)
        said.append(Markdown(f"- {dots(line, *own_terms)}"))
    return said


def _unusual(card: FollowCard, texts: Texts) -> list[Markdown]:
    """Give the terms that are not the default ones: a long list says only what is special."""
    said = terms(card, texts)
    return said if card.kinds is not None else said[1:]


def _removal(page: FollowPage, texts: Texts, channel_names: dict[int, str]) -> Row:
    unknown = texts.label("subscriptions.unknown_channel")
    options = [
        discord.SelectOption(
            label=_option(card, texts),
            description=plain(
                f"#{channel_names[card.channel_id]}" if card.channel_id in channel_names else unknown, 100
            ),
            value=str(card.id),
        )
        for card in page.follows
    ]
    menu: discord.ui.Select[Layout] = discord.ui.Select(
        custom_id=custom_id("remove", page.page),
        placeholder=texts.label("subscriptions.remove", 150),
        min_values=1,
        max_values=len(options),
        options=options,
    )
    return discord.ui.ActionRow(menu)


def _option(card: FollowCard, texts: Texts) -> str:
    if card.show_title is None:
        return texts.label("subscriptions.every_show")
    return plain(card.show_title, 100) or card.show_id


def _paging(page: FollowPage, texts: Texts) -> list[Row]:
    if page.pages < 2:
        return []
    return rows(
        [
            press(texts.label("button.previous"), "page", max(page.page - 1, 0), "b", disabled=page.page == 0),
            press(texts.label("button.next"), "page", page.page + 1, "f", disabled=page.page >= page.pages - 1),
        ]
    )


def kind_choices(texts: Texts) -> list[tuple[Kind, str]]:
    """Give the kinds that can be asked for, by name."""
    told = [kind for kind in Kind if kind not in {Kind.SPECULATION, Kind.NONE}]
    return [(kind, texts.label(f"event.name.{kind}")) for kind in told]
