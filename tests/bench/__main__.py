"""`python -m tests.bench [NAME …]`: measures speed and memory, each figure beside a rival's in the same run."""

import importlib
import pkgutil
import sys
from time import monotonic

import tests.bench


def main(names: list[str]) -> int:
    """Run the benchmarks of these names, all without any; give 2 for a name that is none."""
    known = [module.name for module in pkgutil.iter_modules(tests.bench.__path__) if not module.name.startswith("_")]
    wrong = sorted(set(names) - set(known))
    if wrong:
        print(f"no benchmark is called {', '.join(wrong)}; there are {', '.join(known)}", file=sys.stderr)
        return 2
    for name in names or known:
        module = importlib.import_module(f"tests.bench.{name}")
        started = monotonic()
        print(f"{(module.__doc__ or name).strip().splitlines()[0]}\n", flush=True)
        print(module.run(), flush=True)
        print(f"\n({name}: {monotonic() - started:.0f} s)\n", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
