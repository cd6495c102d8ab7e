"""Laws of merging and splitting, over any sequence of releases."""

from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.core.identity import Owner, Plan, Stored, StoredShow, StoredSlot, keys_of, plan
from bot.core.models import KnownInstalment, Part, Show

# A release puts each of eight entries into one of four shows.
RELEASES = st.lists(st.lists(st.integers(0, 3), min_size=8, max_size=8), min_size=2, max_size=4)


def release(assignment: list[int], *, salt: str = "") -> list[Show]:
    shows = []
    for group in sorted(set(assignment)):
        mals = [mal for mal, owner in enumerate(assignment, start=1) if owner == group]
        parts = tuple(
            KnownInstalment(f"season-{at}", Part.SEASON, at, "", ids={"mal": (mal,)})
            for at, mal in enumerate(mals, start=1)
        )
        shows.append(Show(f"show-{group}{salt}", "Show", (), 2020, instalments=parts, ids={"mal": tuple(mals)}))
    return shows


def carried_out(stored: Stored, made: Plan, *, pinned: bool) -> Stored:
    """Give what the database holds after the plan."""
    shows = {show_id: show for show_id, show in stored.shows.items() if show_id not in made.merged}
    shows |= {
        each.show_id: StoredShow(each.show_id, 2020, pinned) for each in made.placed if each.show_id in made.added
    }
    positions: Counter[str] = Counter()
    owners = {}
    for key, owner in stored.owners.items():
        owners[key] = replace(owner, show_id=made.merged.get(owner.show_id, owner.show_id))
    for each in made.placed:
        for key in keys_of(each.show.ids):
            show_id, slot = made.places[key]
            if key in owners and owners[key].pinned and not pinned:
                continue
            owners[key] = Owner(show_id, slot, positions[show_id], pinned)
            positions[show_id] += 1
    slots = {
        each.show_id: [
            StoredSlot(slot, Part.SEASON, 2020, pinned, identified=True)
            for show_id, slot in each.slots.values()
            if show_id == each.show_id
        ]
        for each in made.placed
    }
    redirects = {old: made.merged.get(new, new) for old, new in stored.redirects.items()} | dict(made.merged)
    return Stored(shows, owners, slots, redirects)


@given(RELEASES, st.booleans())
def test_whoever_followed_an_entry_goes_on_following_it(releases: list[list[int]], starter_first: bool) -> None:
    stored = Stored()
    for step, assignment in enumerate(releases):
        pinned = starter_first and step == 0
        made = plan(stored, release(assignment, salt="" if step % 2 else "-x"), pinned=pinned)
        for key, owner in stored.owners.items():
            now = made.places[key][0]
            reached = {owner.show_id, made.merged.get(owner.show_id)}
            reached |= {new for old, new in made.split if old == owner.show_id}
            assert now in reached
        stored = carried_out(stored, made, pinned=pinned)


@given(RELEASES)
def test_every_merged_show_goes_into_one_that_stays(releases: list[list[int]]) -> None:
    stored = Stored()
    for step, assignment in enumerate(releases):
        made = plan(stored, release(assignment, salt=f"-{step}"))
        stays = (set(stored.shows) - set(made.merged)) | made.added
        assert set(made.merged.values()) <= stays
        assert {new for _, new in made.split} <= stays
        stored = carried_out(stored, made, pinned=False)
        assert {owner.show_id for owner in stored.owners.values()} <= set(stored.shows)


@given(RELEASES)
def test_two_incoming_shows_never_become_one_unless_people_said_so(releases: list[list[int]]) -> None:
    stored = Stored()
    for assignment in releases:
        made = plan(stored, release(assignment))
        assert max(Counter(each.show_id for each in made.placed).values()) == 1
        stored = carried_out(stored, made, pinned=False)


@given(RELEASES)
def test_the_same_release_again_moves_nothing(releases: list[list[int]]) -> None:
    stored = Stored()
    for assignment in releases:
        incoming = release(assignment)
        stored = carried_out(stored, plan(stored, incoming), pinned=False)
        again = plan(stored, incoming)
        assert (again.added, again.merged, again.split, again.moved) == (frozenset(), {}, frozenset(), {})


@given(RELEASES)
def test_what_people_put_together_stays_together(releases: list[list[int]]) -> None:
    people, *later = releases
    stored = carried_out(Stored(), plan(Stored(), release(people), pinned=True), pinned=True)
    before = {key: owner.show_id for key, owner in stored.owners.items()}
    for assignment in later:
        stored = carried_out(stored, plan(stored, release(assignment, salt="-r")), pinned=False)
        assert {key: owner.show_id for key, owner in stored.owners.items()} == before
