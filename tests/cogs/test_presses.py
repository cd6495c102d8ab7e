"""Buttons: each that we lay out is answered, by its custom id alone, for as long as the message exists."""

from dataclasses import replace

import pytest

from bot.core.cards import EVERY_SHOW, Checked, FollowCard, FollowPage, ShowCard, Suggested, Truth
from bot.messages.announcement import announcement, digest
from bot.messages.follow_answers import followed, subscription_list, unfollowed
from bot.messages.layout import Layout
from bot.messages.show_card import SECTIONS, show_card, unknown_show
from bot.messages.texts import texts_for
from bot.messages.why_answer import truth
from cogs.presses import PRESSES
from sandbox.models import MessageFlag
from tests.cogs.conftest import Room
from tests.messages.limits import parts
from tests.messages.pages import said
from tests.messages.test_announcement import RENEWAL
from tests.messages.test_show_card import CARD

ENGLISH = texts_for("en-US")
LONG_ID = "x" * 120
FOLLOW = FollowCard(1, 10**18, LONG_ID, "A show")
EVERY = FollowCard(2, 10**18, EVERY_SHOW, None)
PAGE = FollowPage((FOLLOW, EVERY), total=30, page=1, pages=3)
LAYOUTS = [
    announcement(RENEWAL, ENGLISH),
    digest([RENEWAL, RENEWAL], ENGLISH),
    show_card(CARD, ENGLISH, may_follow=True),
    unknown_show("x", [Suggested(LONG_ID, "A show")], ENGLISH),
    followed(10**18, [FOLLOW], [], [], ENGLISH, covered=False),
    followed(10**18, [], [], [EVERY], ENGLISH, covered=False),
    unfollowed(1, "a", "A", ENGLISH, removed=True, elsewhere=(), through_all=True, left=1),
    subscription_list(PAGE, ENGLISH, {}),
    truth(Truth((Checked(CARD),)), ENGLISH),
]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_custom_id_is_answered_by_exactly_one_press(layout: Layout) -> None:
    made = [part["custom_id"] for part in parts(layout) if "custom_id" in part]
    assert made
    for custom_id in made:
        takers = [press for press in PRESSES if press.__discord_ui_compiled_template__.fullmatch(custom_id)]
        assert len(takers) == 1, custom_id


def test_every_section_of_a_card_has_a_button() -> None:
    details = replace(CARD.details, notes=("A fact.",))
    many = tuple(replace(CARD.parts[0], number=number) for number in range(1, 9))
    card = ShowCard("a", "A", CARD.answer, parts=many, details=details)
    made = {part.get("custom_id") for part in parts(show_card(card, ENGLISH, may_follow=False))}
    assert {f"more:{name}:a" for name in SECTIONS} <= made


async def test_the_client_remembers_no_message(room: Room) -> None:
    card = await room.owner_uses("show", show="akudama-drive")
    await room.sandbox.press(room.owner.id, card.message, "more:story:akudama-drive")
    await room.owner_uses("subscribe", show="akudama-drive")
    listed = await room.owner_uses("subscriptions")
    await room.sandbox.select(room.owner.id, listed.message, "remove:0", ["1"])
    store = room.client._connection._view_store
    assert (store._views, store._synced_message_views) == ({}, {})


async def test_a_button_of_an_older_version_is_answered(room: Room) -> None:
    button = {"type": 2, "style": 2, "label": "Old", "custom_id": "retired:1", "id": 2}
    rows = [{"type": 1, "components": [button], "id": 1}]
    channel = room.channel("general")
    flags = int(MessageFlag.COMPONENTS_V2)
    old = room.sandbox.world.post(channel, room.sandbox.world.bot, content="", components=rows, flags=flags)
    reply = await room.sandbox.press(room.member.id, old, "retired:1")
    assert (reply.ephemeral, said(reply.message)) == (
        True,
        "I do not know this button any more. Use /show or the command again.",
    )
