"""Saying what is missing in a channel."""

import pytest

from bot.messages.places import Lack, explain
from bot.messages.texts import texts_for

ONE = "Give it to me in the channel's settings and use the command again."
SEVERAL = "Give them to me in the channel's settings and use the command again."


@pytest.mark.parametrize(
    ("lacking", "said"),
    [
        (Lack(("embed_links",)), f"In <#5> I lack a permission: “Embed links”. {ONE}"),
        (
            Lack(("view_channel", "send_messages")),
            f"In <#5> I lack permissions: “View channel”, “Send messages”. {SEVERAL}",
        ),
        (Lack(locked=True), "<#5> is locked. Unlock it, or give me “Manage threads”."),
    ],
)
def test_what_is_missing_is_said_with_what_to_do(lacking: Lack, said: str) -> None:
    assert explain(5, lacking, texts_for("en-US")) == said
