"""The page's files, read as text: what must never stand in them."""

import re
from pathlib import Path

import pytest

PAGE = Path(__file__).resolve().parents[2] / "sandbox" / "page"
FILES = sorted(PAGE.iterdir())
SCRIPTS = [file for file in FILES if file.suffix == ".js"]


@pytest.mark.parametrize("file", SCRIPTS, ids=lambda file: file.name)
def test_elements_are_built_never_written_as_markup(file: Path) -> None:
    ways = (
        r"innerHTML|outerHTML|insertAdjacentHTML|createContextualFragment|document\.write|\beval\(|new Function|srcdoc"
    )
    assert re.findall(ways, file.read_text("utf-8")) == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_nothing_comes_from_another_host(file: Path) -> None:
    addresses = re.findall(r"""["'(]((?:https?:)?//[\w.-]+[^"')\s]*)""", file.read_text("utf-8"))
    assert [address for address in addresses if address != "http://www.w3.org/2000/svg"] == []


def test_the_html_holds_no_script_and_no_style_of_its_own() -> None:
    html = (PAGE / "index.html").read_text("utf-8")
    assert re.findall(r"<script(?![^>]*\bsrc=)|<style|\son\w+=|\sstyle=|javascript:", html) == []
    assert "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'" in html


def test_every_file_is_used() -> None:
    html = (PAGE / "index.html").read_text("utf-8")
    used = set(re.findall(r'"page/([\w.-]+)"', html)) | {"index.html"}
    for script in SCRIPTS:
        used |= set(re.findall(r'from "\./([\w.-]+)"', script.read_text("utf-8")))
    assert {file.name for file in FILES} == used
