"""What is done a handful at a time ends as if it were done at once."""

import random
import weakref

import pytest

from bot.core.turns import Container, in_order, let_go


@pytest.mark.parametrize("size", [0, 1, 999, 1000, 1001, 3500])
def test_values_come_in_order_and_equal_ones_as_they_came(size: int) -> None:
    chance = random.Random(size)
    values = [(chance.randrange(50), at) for at in range(size)]
    assert in_order(values, lambda value: value[0]) == sorted(values, key=lambda value: value[0])


class Part:
    """Something that can be seen to go."""


def test_what_nobody_else_holds_is_freed_and_what_somebody_holds_stays() -> None:
    kept = {"one": Part(), "two": Part()}
    lost = [Part() for _ in range(500)]
    seen = [weakref.ref(part) for part in lost]
    containers: list[Container] = [kept, lost]
    del lost
    let_go(containers)
    assert containers == []
    assert [part for part in seen if part() is not None] == []
    assert list(kept) == ["one", "two"]
