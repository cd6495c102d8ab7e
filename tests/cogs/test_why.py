"""/why and "Is this true?" as people use them."""

import pytest

from bot.core.models import Entry, Grade, Source
from bot.services.feeds import sync_feeds
from bot.services.record import Recorder
from bot.storage import feeds as stored
from tests.cogs.conftest import Room
from tests.messages.pages import buttons, said

pytestmark = pytest.mark.slow

PRESS = Source("Some News", "https://news.example/feed", Grade.PRESS)
PUBLISHED = 1_779_990_000
RENEWAL = Entry(
    "Akudama Drive Anime Gets 2nd Season", link="https://news.example/akudama-2", published_at=PUBLISHED, keys=("a",)
)
SPECULATION = Entry(
    "Akudama Drive Season 2 Release Date: Is It Happening?",
    link="https://blog.example/akudama",
    published_at=PUBLISHED + 60,
    keys=("b",),
)


async def read_news(room: Room, *entries: Entry) -> None:
    """Let a feed bring news, as the poller would."""
    await sync_feeds(room.database, [PRESS], now=1)
    async with room.database.connect() as conn:
        (feed,) = await stored.all_feeds(conn)
    recorder = Recorder(room.database, room.judge, lambda: PUBLISHED + 100.0)
    for entry in entries:
        await recorder.record(feed, entry, silent=False, digest=False)


async def test_why_tells_what_was_decided_and_what_it_led_to(room: Room) -> None:
    await room.owner_uses("subscribe", show="akudama-drive")
    await read_news(room, RENEWAL, SPECULATION)
    reply = await room.member_uses("why", show="akudama-drive")
    lines = said(reply.message).splitlines()
    assert reply.ephemeral is True
    assert lines[0] == "### Why: Akudama Drive"
    assert lines[1] == ("**[Akudama Drive Season 2 Release Date: Is It Happening?](https://blog.example/akudama)**")
    assert "**Not announced**" in lines[3]
    told = lines.index("**[Akudama Drive Anime Gets 2nd Season](https://news.example/akudama-2)**")
    assert "**Told**" in lines[told + 2]
    assert lines[told + 3].startswith("> new season · **Akudama Drive** · Season 2 · press")
    assert "> Led to: Season 2 of Akudama Drive is coming" in lines
    assert lines[-1] == "> Not posted on this server."


async def test_why_names_the_post_to_its_own_server_only(room: Room) -> None:
    await room.owner_uses("subscribe", show="akudama-drive")
    await read_news(room, RENEWAL)
    await room.client.services.courier.run_once()
    (post,) = room.sandbox.messages(room.channel("general").id)
    reply = await room.member_uses("why", text="https://www.news.example/akudama-2/?utm_source=x")
    place = f"https://discord.com/channels/{room.guild.id}/{post['channel_id']}/{post['id']}"
    assert said(reply.message).splitlines()[-1] == f"> Posted here: {place}"
    private = next(channel for channel in room.sandbox.world.channels.values() if channel.guild_id is None)
    elsewhere = await room.sandbox.command(room.owner.id, private.id, "why", {"text": RENEWAL.title})
    assert said(elsewhere.message).splitlines()[-1] == "> Not posted on this server."


async def test_a_pasted_headline_is_judged_without_being_stored(room: Room) -> None:
    reply = await room.member_uses("why", text="Frieren: Beyond Journey's End Anime Gets 3rd Season")
    lines = said(reply.message).splitlines()
    assert lines[0] == "### What I make of it"
    assert "**I would tell it**" in lines[2]
    assert "**Frieren: Beyond Journey's End** · Season 3" in lines[3]
    again = await room.member_uses("why", show="frieren")
    assert said(again.message) == "No news entry about Frieren: Beyond Journey's End has been judged yet."


async def test_what_cannot_be_explained_is_said_with_what_to_do(room: Room) -> None:
    assert said((await room.member_uses("why")).message) == "Name a show, or paste a headline or link."
    reply = await room.member_uses("why", text="https://nowhere.example/x")
    assert said(reply.message) == "I have not read that address. Paste its headline instead."
    reply = await room.member_uses("why", show="no such thing at all")
    assert said(reply.message).startswith("I know no show “no such thing at all”.")


async def ask(room: Room, content: str) -> list[str]:
    written = room.sandbox.world.post(room.channel("general"), room.member, content=content)
    reply = await room.sandbox.message_menu(room.owner.id, written, "Is this true?")
    assert reply.ephemeral is True
    return said(reply.message).splitlines()


async def test_a_true_claim_is_confirmed_with_its_sources(room: Room) -> None:
    await read_news(room, RENEWAL)
    lines = await ask(room, "guys!!\nAkudama Drive gets a second season")
    assert lines[:4] == [
        "### Is this true?",
        "**Akudama Drive**",
        "✅ True, as far as I know: Season 2 of Akudama Drive is coming",
        "-# Announcement quoted by the press · [Some News](https://news.example/akudama-2)",
    ]


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("Akudama Drive gets a third season", "❔ I know of no announcement that says this."),
        ("Frieren Season 2 premieres in July 2027", "❌ What I know says otherwise."),
    ],
)
async def test_a_claim_that_nobody_made_is_not_confirmed(room: Room, content: str, line: str) -> None:
    lines = await ask(room, content)
    assert lines[2] == line


async def test_a_question_is_answered_with_what_is_known(room: Room) -> None:
    lines = await ask(room, "Akudama Drive Season 2 Release Date: Is It Happening?")
    assert "Season 2 has not been announced." in lines


async def test_a_message_without_a_claim_says_so(room: Room) -> None:
    assert await ask(room, "what a lovely day") == [
        "I find no claim about a season, film or date of a show that I know in this message."
    ]


async def test_the_show_behind_a_claim_is_one_press_away(room: Room) -> None:
    written = room.sandbox.world.post(room.channel("general"), room.member, content="Akudama Drive gets 2nd season")
    reply = await room.sandbox.message_menu(room.owner.id, written, "Is this true?")
    assert buttons(reply.message) == {"Akudama Drive": "news::akudama-drive"}
    card = await room.sandbox.press(room.owner.id, reply.message, "news::akudama-drive")
    assert said(card.message).splitlines()[0] == "## Akudama Drive"
