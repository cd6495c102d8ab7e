"""Autocomplete against its rivals, over the whole catalogue: `python -m tests.bench.search`."""

import gc
import random
import re
import time
import tracemalloc
from collections.abc import Callable, Sequence

from rapidfuzz import fuzz, process

from bot.catalogue.grouping import group
from bot.catalogue.offline import read_release
from bot.core.models import Show
from bot.core.search import ShowSearch
from tests.conftest import DATA
from tests.core.test_cases import catalogue

RELEASE = DATA / "anime-offline-database.jsonl.zst"
LETTERS = "abcdefghijklmnopqrstuvwxyz"
CALLS, RIVAL_CALLS = 1500, 25


def load() -> list[Show]:
    """The whole catalogue where it is at hand, else the small one of the cases."""
    return group(read_release(RELEASE).entries) if RELEASE.exists() else list(catalogue())


def typed_texts(shows: Sequence[Show], chance: random.Random) -> dict[str, list[str]]:
    """What people type: beginnings of titles of known shows, half of them with an error."""
    known = sorted(shows, key=lambda show: -show.popularity)[:3000]
    right, wrong = [], []
    for _ in range(CALLS):
        title = chance.choice(chance.choice(known).titles).text
        text = title[: chance.randint(1, 18)]
        right.append(text)
        wrong.append(with_error(title[: chance.randint(5, 18)], chance))
    return {"beginnings of titles": right, "with a typing error": wrong}


def with_error(text: str, chance: random.Random) -> str:
    """One letter left out, put in, replaced or exchanged with its neighbour."""
    if len(text) < 2:
        return text
    at, letter = chance.randrange(1, len(text)), chance.choice(LETTERS)
    return chance.choice(
        [
            text[:at] + text[at + 1 :],
            text[:at] + letter + text[at:],
            text[:at] + letter + text[at + 1 :],
            text[: at - 1] + text[at] + text[at - 1] + text[at + 1 :],
        ]
    )


def latencies(call: Callable[[str], object], texts: Sequence[str]) -> tuple[float, float]:
    """Milliseconds of processor time, median and 99th percentile."""
    taken = []
    for text in texts:
        start = time.thread_time()
        call(text)
        taken.append((time.thread_time() - start) * 1000)
    taken.sort()
    return taken[len(taken) // 2], taken[int(len(taken) * 0.99)]


def run() -> str:
    """Build time, memory and latency, and how many times longer the rivals take."""
    shows = load()
    start = time.thread_time()
    search = ShowSearch.build(shows)
    built = time.thread_time() - start
    gc.collect()
    tracemalloc.start()
    kept = ShowSearch.build(shows)
    memory = tracemalloc.get_traced_memory()[0] / 2**20
    tracemalloc.stop()
    del kept
    titles = [title.text for show in shows for title in show.titles]
    page = "\n".join(titles)
    rivals: dict[str, Callable[[str], object]] = {
        "rapidfuzz.process.extract": lambda text: process.extract(text, titles, scorer=fuzz.WRatio, limit=25),
        "regular expression (no errors)": lambda text: re.findall(re.escape(text), page, re.IGNORECASE),
    }
    lines = [
        f"autocomplete: {len(shows):,} shows, {len(titles):,} titles; built in {built:.1f} s, {memory:.0f} MB",
        f"{'':34}{'p50 ms':>9}{'p99 ms':>9}{'p50 ratio':>11}",
    ]
    for what, texts in typed_texts(shows, random.Random(1)).items():
        median, slowest = latencies(search.suggest, texts)
        lines.append(f"{what:34}{median:9.2f}{slowest:9.2f}{1:11.0f}")
        for name, rival in rivals.items():
            other, worst = latencies(rival, texts[:RIVAL_CALLS])
            lines.append(f"  {name:32}{other:9.2f}{worst:9.2f}{other / median:11.0f}")
    return "\n".join(lines)


if __name__ == "__main__":
    print(run())
