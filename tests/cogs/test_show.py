"""/show as people use it."""

from collections.abc import Iterator
from typing import Any

import pytest

from bot.core.models import Show
from sandbox.people import NotPossible
from tests.cogs.conftest import Room
from tests.messages.pages import buttons, said
from tests.shows import AKUDAMA, COMMAS, FRIEREN, LONG

pytestmark = pytest.mark.slow


async def test_show_answers_for_all_to_read(room: Room) -> None:
    reply = await room.member_uses("show", show="akudama-drive")
    assert reply.ephemeral is False
    assert said(reply.message).splitlines()[:3] == [
        "## Akudama Drive",
        "💤 **Season 2 has not been announced.**",
        (
            "-# Nothing since Season 1 ended: December 2020"
            " · According to [Staff](https://staff.example/), <t:1688205600:D>"
        ),
    ]


@pytest.mark.parametrize(
    ("typed", "show"),
    [
        ("Akudama Drive", AKUDAMA),
        ("akudama drive", AKUDAMA),
        (" AKUDAMA-DRIVE ", AKUDAMA),
        ("アクダマドライブ", AKUDAMA),
        ("sousou no frieren", FRIEREN),
        ("Yes, No, or Maybe?", COMMAS),
        (LONG.id, LONG),
    ],
)
async def test_a_show_is_known_by_id_title_and_alias(room: Room, typed: str, show: Show) -> None:
    reply = await room.member_uses("show", show=typed)
    assert said(reply.message).splitlines()[0] == f"## {show.title}"


async def test_an_unknown_show_is_answered_privately_with_the_nearest_ones_to_choose(room: Room) -> None:
    reply = await room.member_uses("show", show="akira drive")
    assert reply.ephemeral is True
    assert said(reply.message) == "I know no show “akira drive”. Did you mean one of these?"
    assert "Akudama Drive (TV, 2020)" in buttons(reply.message)
    chosen = await room.sandbox.press(room.member.id, reply.message, "show:akudama-drive")
    assert (chosen.ephemeral, said(chosen.message).splitlines()[0]) == (False, "## Akudama Drive")


async def test_nonsense_is_answered_with_what_to_try(room: Room) -> None:
    reply = await room.member_uses("show", show="@everyone `||x||` [a](https://b.example) \u202e")
    assert reply.ephemeral is True
    assert said(reply.message).startswith(
        "I know no show “@\u200beveryone \\`\\|\\|x\\|\\|\\` \\[a\\](https\\://b.example)”."
    )


async def test_the_sections_of_a_card_open_for_the_reader_alone(room: Room) -> None:
    card = await room.owner_uses("show", show="akudama-drive")
    story = await room.sandbox.press(room.member.id, card.message, "more:story:akudama-drive")
    assert story.ephemeral is True
    assert said(story.message).splitlines()[-1] == "||The job is a trap.||"
    for name in ("cast", "trailer", "history"):
        opened = await room.sandbox.press(room.member.id, card.message, f"more:{name}:akudama-drive")
        assert said(opened.message).startswith("###")


async def test_a_show_with_a_very_long_id_has_working_buttons(room: Room) -> None:
    card = await room.owner_uses("show", show=LONG.id)
    (follow,) = [made for made in buttons(card.message).values() if made.startswith("follow:")]
    reply = await room.sandbox.press(room.owner.id, card.message, follow)
    assert said(reply.message).splitlines()[0].endswith(f"now follows **{LONG.title}**.")


async def test_suggestions_forgive_typing_errors_and_carry_the_id(room: Room) -> None:
    choices = await room.sandbox.autocomplete(
        room.member.id, room.channel("general").id, "show", {"show": "akudma drive"}
    )
    assert {"name": "Akudama Drive (TV, 2020)", "value": "akudama-drive"} in choices


async def test_show_works_in_direct_messages_and_groups(room: Room) -> None:
    channels = [channel for channel in room.sandbox.world.channels.values() if channel.guild_id is None]
    assert len(channels) == 2
    for channel in channels:
        reply = await room.sandbox.command(room.owner.id, channel.id, "show", {"show": "akudama-drive"})
        assert said(reply.message).startswith("## Akudama Drive")
        assert "Follow in this channel" not in buttons(reply.message)
        story = await room.sandbox.press(room.owner.id, reply.message, "more:story:akudama-drive")
        assert story.ephemeral is True


async def test_only_who_may_follow_is_offered_to_follow(room: Room) -> None:
    offered = buttons((await room.owner_uses("show", show="akudama-drive")).message)
    assert offered["Follow in this channel"] == "follow:akudama-drive"
    assert "Follow in this channel" not in buttons((await room.member_uses("show", show="akudama-drive")).message)


async def test_buttons_work_after_a_restart_and_for_a_show_that_is_gone(room: Room) -> None:
    card = await room.owner_uses("show", show="akudama-drive")
    room.client.remove_dynamic_items()
    async with room.database.begin() as conn:
        await conn.exec_driver_sql("DELETE FROM shows WHERE id = 'akudama-drive'")
    reply = await room.sandbox.press(room.owner.id, card.message, "more:story:akudama-drive")
    assert (reply.ephemeral, said(reply.message)) == (True, "I know nothing more about this.")


async def test_members_are_not_offered_what_only_managers_may(room: Room) -> None:
    with pytest.raises(NotPossible):
        await room.member_uses("subscribe", show="akudama-drive")


async def test_every_command_and_option_is_described_in_every_language(room: Room) -> None:
    spoken = {"de", "es-ES", "es-419", "fr", "ja", "pt-BR"}
    commands = list(room.sandbox.world.commands.values())
    assert {command["name"] for command in commands} == {
        "show", "subscribe", "unsubscribe", "subscriptions", "why", "about", "health", "feeds", "Is this true?"
    }  # fmt: skip
    for command in commands:
        if command["type"] != 1:
            assert spoken <= set(command["name_localizations"] or {}), command["name"]
            continue
        for part in described(command):
            assert part["description"].strip()
            assert spoken <= set(part["description_localizations"] or {}), (command["name"], part["name"])
            for choice in part.get("choices") or []:
                assert spoken <= set(choice["name_localizations"] or {}), (part["name"], choice["value"])


def described(command: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield command
    for option in command.get("options") or []:
        yield from described(option)
