"""What stands already: forum posts that grow, messages that are corrected, struck through or passed on."""

import pytest

from bot.core.errors import SendFailed
from bot.services.deliver import ARRIVES_SECONDS, Courier
from bot.storage.database import Database
from tests.conftest import Clock
from tests.services.channels import Channels, states
from tests.services.newsdesk import Desk, claim

pytestmark = pytest.mark.slow


async def test_each_show_has_one_post_in_a_forum(
    desk: Desk, channels: Channels, courier: Courier, clock: Clock
) -> None:
    channels.forums = {1}
    await desk.follow(1, "*")
    await desk.publish(claim("renewed", 2))
    await courier.run_once()
    for date in ("2027-04", "2027-04-03"):
        clock.advance(60)
        await desk.publish(claim("dated", 2, date))
        await courier.run_once()
    assert [post.thread_id for post in channels.stored.values()] == [None, 1, 1]


async def test_a_backlog_in_a_forum_makes_one_post_a_show(desk: Desk, channels: Channels, courier: Courier) -> None:
    channels.forums = {1}
    await desk.follow(1, "*")
    for number in range(2, 15):
        await desk.publish(claim("renewed", number))
    await courier.run_once()
    assert [(len(post.announcements), post.thread_id) for post in channels.stored.values()] == [(10, None), (3, 1)]


async def test_a_forum_post_whose_answer_was_lost_is_not_made_again_before_it_can_have_arrived(
    desk: Desk, channels: Channels, courier: Courier, clock: Clock, database: Database
) -> None:
    """It has no nonce, so Discord would take it twice."""
    channels.forums = {1}
    await desk.follow(1)
    await desk.publish(claim("renewed", 2))
    channels.before = [SendFailed("no answer")]
    await courier.run_once()
    clock.advance(ARRIVES_SECONDS - 1)
    await courier.run_once()
    assert (channels.looks, channels.told()) == (1, [])
    clock.advance(ARRIVES_SECONDS + 1)
    await courier.run_once()
    assert (channels.looks, channels.told()) == (2, [(1, ["renewed"])])


async def test_later_news_of_a_show_wait_for_its_forum_post(
    desk: Desk, channels: Channels, courier: Courier, clock: Clock
) -> None:
    channels.forums = {1}
    await desk.follow(1)
    await desk.publish(claim("renewed", 2))
    channels.before = [SendFailed("Discord answered 503")]
    await courier.run_once()
    await desk.publish(claim("dated", 2, "2027-04"))
    await courier.run_once()
    assert channels.told() == []
    for _ in range(3):
        clock.advance(ARRIVES_SECONDS + 10)
        await courier.run_once()
    assert [(post.announcements[0].kind.value, post.thread_id) for post in channels.stored.values()] == [
        ("renewed", None),
        ("dated", 1),
    ]


async def test_a_correction_edits_what_it_corrects(
    desk: Desk, channels: Channels, courier: Courier, clock: Clock
) -> None:
    await desk.follow(1)
    for date in ("2027-04", "2027-07", "2027-10"):
        clock.advance(60)
        await desk.publish(claim("dated", 2, date))
        await courier.run_once()
    shown = [
        (one.date.iso, one.was.iso) for post in channels.edits for one in post.announcements if one.date and one.was
    ]
    assert shown == [("2027-07", "2027-04"), ("2027-10", "2027-04"), ("2027-10", "2027-07")]


async def test_a_retraction_strikes_through_however_often_the_message_was_edited(
    desk: Desk, channels: Channels, courier: Courier, clock: Clock
) -> None:
    names = [f"outlet{number}" for number in range(6)]
    await desk.open_more(names)
    await desk.follow(1)
    await desk.publish(claim("renewed", 2))
    await courier.run_once()
    for name in names:
        await desk.publish(claim("renewed", 2), feed=name)
        clock.advance(5 * 3_600)
        await courier.run_once()
    channels.edits.clear()
    await desk.publish(claim("renewed", 2, grade="official", denied=True))
    await courier.run_once()
    assert [post.announcements[0].retracted for post in channels.edits] == [True]


async def test_what_proved_untrue_before_it_was_told_is_not_told(
    desk: Desk, channels: Channels, courier: Courier, clock: Clock, database: Database
) -> None:
    await desk.follow(1)
    await desk.publish(claim("renewed", 2))
    clock.advance(60)
    await desk.publish(claim("renewed", 2, grade="official", denied=True))
    await courier.run_once()
    assert channels.told() == []
    assert await states(database) == [(1, "dead", "withdrawn before it was told")]


@pytest.mark.parametrize("arrived", [True, False])
async def test_what_proved_untrue_while_its_answer_was_lost_is_struck_through_or_not_told(
    desk: Desk, channels: Channels, courier: Courier, clock: Clock, arrived: bool
) -> None:
    await desk.follow(1)
    await desk.publish(claim("renewed", 2))
    (channels.after if arrived else channels.before).append(SendFailed("no answer"))
    await courier.run_once()
    clock.advance(60)
    await desk.publish(claim("renewed", 2, grade="official", denied=True))
    for _ in range(2):
        await courier.run_once()
        clock.advance(60)
    assert len(channels.stored) == int(arrived)
    assert [post.announcements[0].retracted for post in channels.edits] == [True] * int(arrived)


async def test_a_channel_publishes_ten_an_hour_and_the_others_later(
    desk: Desk, channels: Channels, courier: Courier, clock: Clock
) -> None:
    await desk.follow(1, publish=True)
    for number in range(2, 14):
        await desk.publish(claim("renewed", number))
        await courier.run_once()
        clock.advance(10)
    assert len(channels.published) == 10
    clock.advance(3_600)
    await courier.run_once()
    assert channels.published == list(range(1, 13))


async def test_one_message_that_cannot_be_edited_does_not_hold_up_the_others(
    desk: Desk, channels: Channels, courier: Courier, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    for channel in (1, 2, 3):
        await desk.follow(channel)
    await desk.publish(claim("renewed", 2))
    await courier.run_once()
    await desk.publish(claim("renewed", 2), feed="second")
    clock.advance(10)
    channels.on_edit = [ValueError("a bug")]
    await courier.run_once()
    assert len(channels.edits) == 2
    assert "editing failed" in caplog.text
