"""Sorting that lets other threads go on: Python's own holds all of them up until it is done."""

from collections.abc import Callable, Iterable
from heapq import merge
from itertools import islice
from typing import Any, TypeVar

_T = TypeVar("_T")

_AT_ONCE = 1000


def in_order(values: Iterable[_T], key: Callable[[_T], Any]) -> list[_T]:
    """The same as `sorted(values, key=key)`, a handful at a time; somewhat slower."""
    left = iter(values)
    runs: list[list[_T]] = []
    while handful := sorted(islice(left, _AT_ONCE), key=key):
        runs.append(handful)
    return list(merge(*runs, key=key))
