"""What following looks like, within Discord's limits whatever is followed."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.cards import EVERY_SHOW, FollowCard, FollowPage, PauseCard
from bot.core.models import Grade, Kind
from bot.core.outbox import Refusal
from bot.messages.follow_answers import followed, subscription_list, unfollowed
from bot.messages.texts import languages, texts_for
from tests.messages.limits import check, parts, said
from tests.messages.test_show_card import WORDS

ENGLISH = texts_for("en-US")
CHANNEL = 10**18
KINDS = st.none() | st.sets(st.sampled_from(Kind)).map(frozenset)
FOLLOWS = st.builds(
    FollowCard,
    id=st.integers(1, 2**40),
    channel_id=st.integers(10**17, 10**18),
    show_id=st.just("a") | st.just("x" * 100),
    show_title=st.none() | WORDS,
    role_id=st.none() | st.just(10**18),
    kinds=KINDS,
    least_grade=st.sampled_from(Grade),
    ping_kinds=KINDS,
    publish=st.booleans(),
)
MANY = st.lists(FOLLOWS, min_size=1, max_size=25, unique_by=lambda card: card.id)


@settings(max_examples=25)
@given(MANY, st.integers(0, 25), st.integers(0, 25), st.sampled_from(languages()))
def test_any_answer_to_following_fits_into_a_message(
    cards: list[FollowCard], one: int, two: int, language: str
) -> None:
    first, second = sorted((one, two))
    outcomes = cards[:first], cards[first:second], cards[second:]
    check(followed(CHANNEL, *outcomes, texts_for(language), covered=True))


@settings(max_examples=25)
@given(
    st.lists(FOLLOWS, min_size=1, max_size=10, unique_by=lambda card: card.id),
    st.lists(st.builds(PauseCard, st.integers(1, 2**60), st.sampled_from(Refusal), st.integers(0)), max_size=30),
    MANY,
    st.sampled_from(languages()),
)
def test_any_page_fits_into_a_message(
    cards: list[FollowCard], pauses: list[PauseCard], removed: list[FollowCard], language: str
) -> None:
    page = FollowPage(tuple(cards), total=900, page=3, pages=90, pauses=tuple(pauses))
    check(subscription_list(page, texts_for(language), {card.channel_id: "x" * 100 for card in cards}, removed))
    empty = FollowPage((), total=0, page=0, pages=1, pauses=tuple(pauses))
    check(subscription_list(empty, texts_for(language), {}, removed))


def test_only_what_is_special_is_told_in_the_list() -> None:
    plain = FollowCard(1, 5, "a", "A show")
    special = FollowCard(2, 5, EVERY_SHOW, None, role_id=7, kinds=frozenset({Kind.FILM}), least_grade=Grade.OFFICIAL)
    page = FollowPage((plain, special), total=2, page=0, pages=1)
    assert said(subscription_list(page, ENGLISH, {})).splitlines()[1:] == [
        "- <#5>: **A show**",
        "- <#5>: Every show · You will hear of: film or special · At least: Official only · <@&7> is pinged",
    ]


def test_a_deleted_channel_is_named_as_such_in_the_menu() -> None:
    page = FollowPage((FollowCard(1, 5, "a", "A show"),), total=1, page=0, pages=1)
    (menu,) = [part for part in parts(subscription_list(page, ENGLISH, {})) if part["type"] == 3]
    assert menu["options"][0]["description"] == "a deleted channel"


def test_what_goes_on_after_unfollowing_all_is_told() -> None:
    layout = unfollowed(5, EVERY_SHOW, "*", ENGLISH, removed=True, elsewhere=(), through_all=False, left=2)
    assert said(layout) == "<#5> no longer follows every show.\n2 shows are still followed there on their own."
