"""Who may import whom, read from the imports themselves; no exemptions."""

import ast
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
OURS = ("bot", "cogs", "sandbox", "tests")

# Which of our packages each layer may import, beside itself.
MAP: dict[str, frozenset[str]] = {
    "bot.core": frozenset(),
    "bot.feeds": frozenset({"bot.core"}),
    "bot.catalogue": frozenset({"bot.core"}),
    "bot.storage": frozenset({"bot.core"}),
    "bot.messages": frozenset({"bot.core"}),
    "bot.services": frozenset({"bot.core", "bot.storage"}),
    "cogs": frozenset({"bot.core", "bot.services", "bot.messages"}),
    "bot": frozenset({"bot.core", "bot.feeds", "bot.catalogue", "bot.storage", "bot.messages", "bot.services"}),
    "sandbox": frozenset(),
}

# Pure: no clock, no logging, no event loop, no input or output.
IMPURE = {
    *("aiohttp", "aiosqlite", "asyncio", "discord", "feedparser", "http", "io", "logging", "os", "pathlib"),
    *("pydantic", "random", "secrets", "shutil", "socket", "sqlalchemy", "subprocess", "tempfile", "threading"),
    *("time", "urllib.request"),
}
PURE_LIBRARIES = frozenset({"rapidfuzz"})


def modules() -> Iterator[tuple[str, Path]]:
    for package in ("bot", "cogs", "sandbox"):
        for path in sorted((ROOT / package).rglob("*.py")):
            parts = list(path.relative_to(ROOT).with_suffix("").parts)
            yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), path


MODULES = dict(modules())


def imports(name: str) -> set[str]:
    """Every module that a module imports, as dotted names."""
    path = MODULES[name]
    found: set[str] = set()
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                above = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*above, base] if base else above)
            found.update(f"{base}.{alias.name}" if f"{base}.{alias.name}" in MODULES else base for alias in node.names)
    return found


def layer(name: str) -> str:
    fitting = [one for one in MAP if name == one or name.startswith(one + ".")]
    return max(fitting, key=len)


@pytest.mark.parametrize("name", MODULES)
def test_a_module_imports_only_what_its_layer_may(name: str) -> None:
    allowed = MAP[layer(name)] | {layer(name)}
    wrong = {one for one in imports(name) if one.split(".")[0] in OURS and layer(one) not in allowed}
    assert wrong - {"bot"} == set()


@pytest.mark.parametrize("name", [one for one in MODULES if one.startswith("bot.core")])
def test_the_core_is_pure(name: str) -> None:
    roots = {one.split(".")[0] for one in imports(name)}
    assert {one for one in imports(name) if one in IMPURE or one.split(".")[0] in IMPURE} == set()
    assert roots <= set(sys.stdlib_module_names) | PURE_LIBRARIES | {"bot"}


def test_no_module_imports_itself_around_a_corner() -> None:
    ours = {name: {one for one in imports(name) if one in MODULES} for name in MODULES}
    TopologicalSorter(ours).prepare()


@pytest.mark.parametrize("name", MODULES)
def test_imports_stand_at_the_top(name: str) -> None:
    tree = ast.parse(MODULES[name].read_text(encoding="utf-8"))
    inside = [
        node.lineno
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.If)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert inside == []


def test_no_package_host_stands_in_a_lock_file() -> None:
    for lock in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / lock).read_text(encoding="utf-8")
        assert "://" not in text
        assert "--hash=sha256:" in text
