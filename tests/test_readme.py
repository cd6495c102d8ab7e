"""What the README promises is there."""

import importlib
import pkgutil
import re
from pathlib import Path

import pytest

import tests.bench
from bot.cli import _parser

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_every_link_to_a_file_leads_somewhere(path: Path) -> None:
    links = re.findall(r"\]\((?!https?://)([^)#]+)\)", path.read_text(encoding="utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []


def test_every_make_target_is_there() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    asked = {one or other for one, other in re.findall(r"^make ([a-z]+)|`make ([a-z]+)`", README, re.MULTILINE)}
    assert {"run", "test"} <= asked <= targets


def test_every_command_of_the_program_is_understood() -> None:
    commands = re.findall(r"-m bot ((?:catalogue|feeds|explain)[^\n#`]*)", README)
    assert len(commands) >= 6
    for command in commands:
        words = re.sub(r"FILE", __file__, command).replace("[URL…]", "").replace('"', "").split()
        if "--title" in words:
            words = ["explain", "--title", "any"]
        assert _parser().parse_args(words).run is not None


def test_every_benchmark_is_named_and_runs() -> None:
    names = {module.name for module in pkgutil.iter_modules(tests.bench.__path__) if not module.name.startswith("_")}
    (paragraph,) = re.findall(r"^`[^`\n]*-m tests\.bench NAME`.*$", README, re.MULTILINE)
    assert set(re.findall(r"`(\w+)` \(", paragraph)) == names
    assert [name for name in names if not callable(importlib.import_module(f"tests.bench.{name}").run)] == []


def test_the_invite_asks_for_exactly_what_is_explained() -> None:
    view, send, embed, history, threads = 1 << 10, 1 << 11, 1 << 14, 1 << 16, 1 << 38
    found = re.search(r"permissions=(\d+)", README)
    assert found is not None
    assert int(found[1]) == view | send | embed | history | threads
