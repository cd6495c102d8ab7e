"""`python -m tests.harness --rounds N --seed S`: exit code 0 when nothing was lost and nothing told twice."""

import argparse
import asyncio
import random
import sys
from pathlib import Path

from tests.harness.play import Outcome, play


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.harness", description=__doc__)
    parser.add_argument("--rounds", type=int, default=300, help="how often the bot is killed (default 300)")
    parser.add_argument("--seed", type=int, help="repeats a play's stories and moments; drawn when left out")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the bot's log and database there")
    wanted = parser.parse_args()
    seed = random.randrange(2**31) if wanted.seed is None else wanted.seed
    if wanted.keep:
        wanted.keep.mkdir(parents=True, exist_ok=True)
    print(f"{wanted.rounds} rounds with seed {seed}", flush=True)
    outcome = asyncio.run(play(wanted.rounds, seed, wanted.keep, _progress))
    print(report(outcome))
    return 1 if outcome.lost or outcome.doubled or outcome.unfinished else 0


def _progress(number: int) -> None:
    if number % 25 == 0:
        print(f"  round {number}", flush=True)


def report(outcome: Outcome) -> str:
    """Lay the outcome out as a table."""
    lines = [f"{'place':<24}{'kind':<22}{'told once':>10}{'lost':>7}{'doubled':>9}"]
    lines += [f"{one.place:<24}{one.kind:<22}{one.times[1]:>10}{one.lost:>7}{one.doubled:>9}" for one in outcome.counts]
    lines.append(f"{'all':<46}{outcome.told:>10}{outcome.lost:>7}{outcome.doubled:>9}")
    faults = ", ".join(f"{kind} {times}" for kind, times in sorted(outcome.struck.items())) or "none"
    lines += [
        f"{outcome.rounds} kills in {outcome.seconds:.0f} s ({outcome.seconds / outcome.rounds:.1f} s a round)",
        f"faults that struck: {faults}",
    ]
    if outcome.unfinished:
        lines.append(f"still owed in the end: {outcome.unfinished}")
    for one in outcome.counts:
        lines += [f"  {one.place}: {event.kind} {event.show} ×{times}" for event, times in one.examples[:10]]
    lines += [f"  refused by the sandbox: {line}" for line in sorted(set(outcome.violations))[:10]]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
