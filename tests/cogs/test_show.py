"""/show as people use it."""

from tests.cogs.conftest import Room


async def test_show_answers_for_all_to_read(room: Room) -> None:
    reply = await room.member_uses("show", show="akudama-drive")
    assert reply.ephemeral is False
    assert reply.text.splitlines()[:3] == [
        "## Akudama Drive",
        "💤 **Season 2 has not been announced.**",
        "-# Nothing since Season 1 ended: December 2020 · on the word of [Staff](https://staff.example/)",
    ]
