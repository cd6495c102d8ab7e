"""Work on very many values that lets other threads have their turn.

Python's own sort holds all threads up until it is done, and so does freeing a container with all that it holds.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from heapq import merge
from itertools import chain, islice
from typing import Any, TypeAlias, TypeVar

_T = TypeVar("_T")

Container: TypeAlias = Mapping[str, object] | Sequence[object]

_SORTED_AT_ONCE = 1000
_FREED_AT_ONCE = 200


def in_order(values: Iterable[_T], key: Callable[[_T], Any]) -> list[_T]:
    """The same as `sorted(values, key=key)`, a handful at a time; somewhat slower."""
    left = iter(values)
    runs: list[list[_T]] = []
    while handful := sorted(islice(left, _SORTED_AT_ONCE), key=key):
        runs.append(handful)
    found = list(merge(*runs, key=key))
    while runs:
        runs.pop()
    return found


def let_go(containers: list[Container]) -> None:
    """Free containers and what they hold, a handful at a time; the list is emptied.

    What somebody else holds, a container or what is in it, stays as it is.
    """
    held: list[object] = []
    for container in containers:
        values = container.values() if isinstance(container, Mapping) else ()
        for part in chain(container, values):
            held.append(part)  # noqa: PERF402 (`extend` goes through all of them in one turn)
    while containers:
        containers.pop()
    while held:
        del held[-_FREED_AT_ONCE:]
