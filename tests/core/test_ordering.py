"""Sorting that lets other threads go on gives what Python's own does."""

import random

import pytest

from bot.core.ordering import in_order


@pytest.mark.parametrize("size", [0, 1, 999, 1000, 1001, 3500])
def test_values_come_in_order_and_equal_ones_as_they_came(size: int) -> None:
    chance = random.Random(size)
    values = [(chance.randrange(50), at) for at in range(size)]
    assert in_order(values, lambda value: value[0]) == sorted(values, key=lambda value: value[0])
