"""A short play of the harness."""

import pytest

from tests.harness.__main__ import report
from tests.harness.play import play


@pytest.mark.slow
async def test_a_bot_killed_at_random_loses_nothing_and_doubles_nothing() -> None:
    outcome = await play(rounds=5, seed=20)
    assert (outcome.lost, outcome.doubled, outcome.unfinished) == (0, 0, 0), report(outcome)
    assert outcome.told > 30
