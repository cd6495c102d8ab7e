"""The courier brings each message once, whatever fails on the way."""

import re

import pytest
from sqlalchemy import delete, select, update

from bot.core.errors import PostRejected, SendFailed, TokenRefused
from bot.core.outbox import TOO_LATE_SECONDS, Refusal, mark
from bot.services.deliver import LEASE_SECONDS, Courier
from bot.storage.database import Database
from bot.storage.tables import deliveries, guilds, subscriptions
from tests.conftest import Clock
from tests.services.channels import Channels, states
from tests.services.newsdesk import GUILD, Desk, claim

pytestmark = pytest.mark.slow


def test_a_mark_fits_discords_nonce_and_tells_channels_and_events_apart() -> None:
    marks = [mark(["a/season-2/renewed/"], 1), mark(["a/season-2/renewed/"], 2), mark(["b/season-2/renewed/"], 1)]
    assert [bool(re.fullmatch(r"[a-z2-7]{1,25}", one)) for one in marks] == [True] * 3
    assert len(set(marks)) == 3
    assert mark(["a/season-2/renewed/"], 1) == marks[0]


async def test_each_channel_is_told_once(desk: Desk, channels: Channels, courier: Courier) -> None:
    for channel in (1, 2, 3):
        await desk.follow(channel)
    await desk.publish(claim("renewed", 2))
    for _ in range(3):
        await courier.run_once()
    assert sorted(channels.told()) == [(1, ["renewed"]), (2, ["renewed"]), (3, ["renewed"])]


LOST = [SendFailed("no answer"), ConnectionResetError("gone"), TimeoutError()]


@pytest.mark.parametrize("error", LOST, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize("wait", [10, 3_600, 3 * 86_400])
async def test_a_message_whose_answer_was_lost_is_not_sent_again(
    desk: Desk, channels: Channels, courier: Courier, clock: Clock, database: Database, error: Exception, wait: int
) -> None:
    await desk.follow(1)
    await desk.publish(claim("renewed", 2))
    channels.after = [error]
    await courier.run_once()
    clock.advance(wait)
    await courier.run_once()
    assert channels.told() == [(1, ["renewed"])]
    assert await states(database) == [(1, "delivered", None)]


@pytest.mark.parametrize("wait", [10, 3_600, 3 * 86_400])
async def test_a_process_that_died_while_sending_is_made_good(
    desk: Desk, channels: Channels, database: Database, clock: Clock, wait: int
) -> None:
    """The message stands in Discord; nothing was written after it, and the lease is still held by the dead."""
    await desk.follow(1)
    await desk.publish(claim("renewed", 2))
    dead = Courier(database, channels, clock, "dead")
    (in_channel,) = await dead._claim()
    await channels.post(in_channel[0].post)
    clock.advance(LEASE_SECONDS + wait)
    await Courier(database, channels, clock, "next").run_once()
    assert channels.told() == [(1, ["renewed"])]
    assert await states(database) == [(1, "delivered", None)]


async def test_a_process_that_died_before_sending_loses_nothing(
    desk: Desk, channels: Channels, database: Database, clock: Clock
) -> None:
    await desk.follow(1)
    await desk.publish(claim("renewed", 2))
    await Courier(database, channels, clock, "dead")._claim()
    # Another process that runs already waits for the lease to end: the first might only be slow.
    running = Courier(database, channels, clock, "running")
    running._begun = True
    await running.run_once()
    assert channels.told() == []
    clock.advance(LEASE_SECONDS + 1)
    await running.run_once()
    assert channels.told() == [(1, ["renewed"])]


@pytest.mark.sqlite
async def test_what_a_dead_process_held_in_a_file_is_sent_at_the_next_start(
    desk: Desk, channels: Channels, database: Database, clock: Clock
) -> None:
    """Only one bot runs on a SQLite file, so nobody else can hold a lease."""
    await desk.follow(1)
    await desk.publish(claim("renewed", 2))
    await Courier(database, channels, clock, "dead")._claim()
    await Courier(database, channels, clock, "next").run_once()
    assert channels.told() == [(1, ["renewed"])]


async def test_two_couriers_never_take_the_same_delivery(desk: Desk, database: Database, clock: Clock) -> None:
    for channel in range(5):
        await desk.follow(channel + 1)
    await desk.publish(claim("renewed", 2))
    one, other = (Courier(database, Channels(clock), clock, name) for name in ("one", "other"))
    assert [len(await one._claim()), len(await other._claim())] == [5, 0]


async def test_where_history_is_hidden_a_possible_duplicate_is_preferred_to_a_loss(
    desk: Desk, channels: Channels, courier: Courier, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    await desk.follow(1)
    await desk.publish(claim("renewed", 2))
    channels.before, channels.hidden = [SendFailed("no answer")], True
    await courier.run_once()
    clock.advance(3_600)
    await courier.run_once()
    assert channels.told() == [(1, ["renewed"])]
    assert "cannot see whether a post arrived" in caplog.text


async def test_what_discord_surely_refused_is_sent_again_without_looking(
    desk: Desk, channels: Channels, courier: Courier, clock: Clock
) -> None:
    await desk.follow(1)
    await desk.publish(claim("renewed", 2))
    channels.before = [SendFailed("wait", retry_after=40, sure=True)]
    await courier.run_once()
    clock.advance(39)
    await courier.run_once()
    assert channels.told() == []
    clock.advance(3)
    await courier.run_once()
    assert (channels.told(), channels.looks) == ([(1, ["renewed"])], 0)


async def test_one_bad_channel_never_silences_the_rest(
    desk: Desk, channels: Channels, courier: Courier, database: Database
) -> None:
    for channel in (1, 2, 3):
        await desk.follow(channel)
    channels.refusing = {2: Refusal.MISSING_PERMISSION}
    await desk.publish(claim("renewed", 2))
    await courier.run_once()
    assert sorted(channels.told()) == [(1, ["renewed"]), (3, ["renewed"])]
    assert channels.warned == [(2, "missing_permission")]


async def test_a_refusing_channel_is_paused_told_once_and_resumes_with_what_it_missed(
    desk: Desk, channels: Channels, courier: Courier, clock: Clock
) -> None:
    await desk.follow(1)
    channels.refusing = {1: Refusal.MISSING_PERMISSION}
    await desk.publish(claim("renewed", 2))
    for _ in range(3):
        await courier.run_once()
        await courier.tend()
        clock.advance(86_400)
    assert channels.warned == [(1, "missing_permission")]
    channels.refusing = {}
    await courier.recheck(GUILD)
    await courier.run_once()
    assert channels.told() == [(1, ["renewed"])]


async def test_a_deleted_channel_is_given_up(
    desk: Desk, channels: Channels, courier: Courier, database: Database
) -> None:
    await desk.follow(1)
    channels.refusing = {1: Refusal.UNKNOWN_CHANNEL}
    await desk.publish(claim("renewed", 2))
    await courier.run_once()
    assert await states(database) == [(1, "dead", "unknown_channel")]


async def test_a_post_that_discord_finds_wrong_is_given_up_and_said(
    desk: Desk, channels: Channels, courier: Courier, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    await desk.follow(1)
    channels.before = [PostRejected("Discord finds the post wrong: 400")]
    await desk.publish(claim("renewed", 2))
    await courier.run_once()
    assert await states(database) == [(1, "dead", "Discord finds the post wrong: 400")]
    assert "post given up" in caplog.text


async def test_a_refused_token_stops_the_courier_and_loses_nothing(
    desk: Desk, channels: Channels, courier: Courier, database: Database
) -> None:
    await desk.follow(1)
    await desk.publish(claim("renewed", 2))
    channels.before = [TokenRefused("401")]
    with pytest.raises(TokenRefused):
        await courier.run_once()
    await courier.run_once()
    assert channels.told() == [(1, ["renewed"])]


async def test_a_backlog_is_told_in_one_message_in_order(
    desk: Desk, channels: Channels, courier: Courier, clock: Clock
) -> None:
    await desk.follow(1)
    for said in (
        claim("renewed", 2),
        claim("dated", 2, "2027-04"),
        claim("film", part="film"),
        claim("delayed", 2, "2027-10"),
    ):
        clock.advance(3_600)
        await desk.publish(said)
    await courier.run_once()
    assert channels.told() == [(1, ["renewed", "dated", "film", "delayed"])]


async def test_a_digest_whose_answer_was_lost_keeps_its_members(
    desk: Desk, channels: Channels, courier: Courier, clock: Clock
) -> None:
    await desk.follow(1)
    for number in range(2, 6):
        await desk.publish(claim("renewed", number))
    channels.after = [SendFailed("no answer")]
    await courier.run_once()
    await desk.publish(claim("film", part="film"))
    clock.advance(3_600)
    await courier.run_once()
    assert channels.told() == [(1, ["renewed"] * 4), (1, ["film"])]


async def test_a_few_pieces_of_news_are_told_one_by_one_in_order(
    desk: Desk, channels: Channels, courier: Courier, clock: Clock
) -> None:
    await desk.follow(1)
    await desk.publish(claim("renewed", 2))
    clock.advance(10)
    await desk.publish(claim("dated", 2, "2027-04"))
    await courier.run_once()
    assert channels.told() == [(1, ["renewed"]), (1, ["dated"])]


async def test_news_behind_a_failed_message_wait_for_it(
    desk: Desk, channels: Channels, courier: Courier, clock: Clock
) -> None:
    await desk.follow(1)
    await desk.publish(claim("renewed", 2))
    clock.advance(10)
    await desk.publish(claim("dated", 2, "2027-04"))
    channels.before = [SendFailed("no answer")]
    await courier.run_once()
    assert channels.told() == []
    clock.advance(60)
    await courier.run_once()
    assert channels.told() == [(1, ["renewed"]), (1, ["dated"])]


async def test_an_outage_is_made_good_in_order(desk: Desk, channels: Channels, courier: Courier, clock: Clock) -> None:
    """The longer something failed, the later it is tried again: what came after it must not overtake it."""
    await desk.follow(1)
    await desk.publish(claim("renewed", 2))
    for _ in range(4):
        channels.before = [SendFailed("Discord answered 503")]
        await courier.run_once()
        clock.advance(120)
    await desk.publish(claim("dated", 2, "2027-04"))
    clock.advance(1)
    await courier.run_once()
    assert channels.told() == [(1, ["renewed"]), (1, ["dated"])]


async def test_a_post_that_cannot_be_made_silences_no_other(
    desk: Desk, channels: Channels, courier: Courier, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    await desk.follow(1)
    await desk.publish(claim("renewed", 2))
    clock.advance(10)
    await desk.publish(claim("dated", 2, "2027-04"))
    channels.before = [KeyError("a bug")]
    await courier.run_once()
    assert channels.told() == [(1, ["dated"])]
    assert "sending failed" in caplog.text


async def test_a_further_source_edits_the_message_quietly(
    desk: Desk, channels: Channels, courier: Courier, clock: Clock
) -> None:
    await desk.follow(1)
    await desk.publish(claim("renewed", 2))
    await courier.run_once()
    await desk.publish(claim("renewed", 2), feed="second")
    clock.advance(10)
    await courier.run_once()
    assert len(channels.stored) == 1
    assert [[source.name for source in post.announcements[0].sources] for post in channels.edits] == [
        ["Wire", "Second"]
    ]
    clock.advance(3_600)
    await courier.run_once()
    assert len(channels.edits) == 1


async def test_a_source_that_came_while_sending_is_added_by_an_edit(
    desk: Desk, channels: Channels, courier: Courier, clock: Clock
) -> None:
    await desk.follow(1)
    await desk.publish(claim("renewed", 2))
    (in_channel,) = await courier._claim()
    await desk.publish(claim("renewed", 2), feed="second")
    assert await courier._send(in_channel[0]) is None
    clock.advance(10)
    await courier.run_once()
    assert [len(post.announcements[0].sources) for post in channels.edits] == [2]


async def test_edits_are_few(desk: Desk, channels: Channels, courier: Courier, clock: Clock) -> None:
    names = [f"outlet{number}" for number in range(12)]
    await desk.open_more(names)
    await desk.follow(1)
    await desk.publish(claim("renewed", 2))
    await courier.run_once()
    for name in names:
        await desk.publish(claim("renewed", 2), feed=name)
        clock.advance(5 * 3_600)
        await courier.run_once()
    assert len(channels.edits) == 4


async def test_an_edit_that_has_to_wait_is_put_off(
    desk: Desk, channels: Channels, courier: Courier, clock: Clock
) -> None:
    await desk.follow(1)
    await desk.publish(claim("renewed", 2))
    await courier.run_once()
    await desk.publish(claim("renewed", 2), feed="second")
    channels.on_edit = [SendFailed("wait", retry_after=1_163, sure=True)]
    clock.advance(10)
    await courier.run_once()
    clock.advance(1_100)
    await courier.run_once()
    assert channels.edits == []
    clock.advance(100)
    await courier.run_once()
    assert len(channels.edits) == 1


async def test_a_retraction_edits_the_message(desk: Desk, channels: Channels, courier: Courier, clock: Clock) -> None:
    await desk.follow(1)
    await desk.publish(claim("renewed", 2))
    await courier.run_once()
    clock.advance(60)
    await desk.publish(claim("renewed", 2, grade="official", denied=True))
    await courier.run_once()
    assert [post.announcements[0].retracted for post in channels.edits] == [True]


async def test_publishing_waits_for_discords_hourly_budget(
    desk: Desk, channels: Channels, courier: Courier, clock: Clock
) -> None:
    await desk.follow(1, publish=True)
    await desk.follow(2)
    await desk.publish(claim("renewed", 2))
    channels.on_publish = [SendFailed("wait", retry_after=1_800, sure=True)]
    await courier.run_once()
    assert channels.published == []
    clock.advance(1_802)
    await courier.run_once()
    await courier.run_once()
    assert [channels.stored[message].channel_id for message in channels.published] == [1]


async def test_what_is_no_longer_news_is_given_up(
    desk: Desk, channels: Channels, courier: Courier, clock: Clock, database: Database
) -> None:
    await desk.follow(1)
    channels.refusing = {1: Refusal.MISSING_ACCESS}
    await desk.publish(claim("renewed", 2))
    await courier.run_once()
    clock.advance(TOO_LATE_SECONDS + 1)
    await courier.tend()
    assert await states(database) == [(1, "dead", "too late")]


async def test_a_server_that_removed_the_bot_is_left_alone_and_told_when_it_is_back(
    desk: Desk, channels: Channels, courier: Courier, database: Database
) -> None:
    await desk.follow(1)
    await desk.publish(claim("renewed", 2))
    async with database.begin() as conn:
        await conn.execute(update(guilds).values(left_at=1))
    await courier.run_once()
    assert channels.told() == []
    async with database.begin() as conn:
        await conn.execute(update(guilds).values(left_at=None))
    await courier.run_once()
    assert channels.told() == [(1, ["renewed"])]


async def test_a_correction_answers_the_message_that_it_corrects(
    desk: Desk, channels: Channels, courier: Courier, clock: Clock
) -> None:
    await desk.follow(1)
    for date in ("2027-04", "2027-07"):
        clock.advance(60)
        await desk.publish(claim("dated", 2, date))
        await courier.run_once()
    assert [(post.announcements[0].corrected, post.answers) for post in channels.stored.values()] == [
        (False, None),
        (True, 1),
    ]


async def test_only_the_chosen_role_is_pinged_and_only_for_chosen_kinds(
    desk: Desk, channels: Channels, courier: Courier, clock: Clock
) -> None:
    await desk.follow(1, role_id=77, ping_kinds=["renewed"])
    await desk.publish(claim("renewed", 2))
    await courier.run_once()
    clock.advance(60)
    await desk.publish(claim("delayed", 2))
    await courier.run_once()
    assert [post.role_ids for post in channels.stored.values()] == [(77,), ()]


@pytest.mark.parametrize("fails", [1, 2, 3])
async def test_failures_are_repeated_at_growing_distances(
    desk: Desk, channels: Channels, courier: Courier, clock: Clock, database: Database, fails: int
) -> None:
    await desk.follow(1)
    await desk.publish(claim("renewed", 2))
    channels.before = [SendFailed("Discord answered 503")] * fails
    waited = []
    while not channels.stored:
        await courier.run_once()
        async with database.connect() as conn:
            due_at = await conn.scalar(select(deliveries.c.due_at).where(deliveries.c.state == "due"))
        if due_at is not None:
            waited.append(int(due_at - clock()))
            clock.now = float(due_at)
    assert waited == [6, 16, 61][:fails]


@pytest.mark.parametrize("follows_all", [False, True])
async def test_what_a_channel_no_longer_follows_is_not_told_there(
    desk: Desk, channels: Channels, courier: Courier, database: Database, follows_all: bool
) -> None:
    await desk.follow(1)
    await desk.publish(claim("renewed", 2))
    async with database.begin() as conn:
        await conn.execute(delete(subscriptions))
    if follows_all:
        await desk.follow(1, "*")
    await courier.run_once()
    assert channels.told() == [(1, ["renewed"])] * follows_all
    assert [state for _, state, _ in await states(database)] == ["delivered" if follows_all else "dead"]


async def test_a_token_refused_while_editing_stops_the_courier(
    desk: Desk, channels: Channels, courier: Courier, clock: Clock
) -> None:
    for channel in (1, 2):
        await desk.follow(channel)
    await desk.publish(claim("renewed", 2))
    await courier.run_once()
    await desk.publish(claim("renewed", 2), feed="second")
    clock.advance(10)
    channels.on_edit = [TokenRefused("401")]
    with pytest.raises(TokenRefused):
        await courier.run_once()
