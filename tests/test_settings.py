"""Settings are read from the environment; a mistake gets one readable line."""

import re
from pathlib import Path

import pytest

from bot.settings import Role, Settings, SettingsInvalid, load

ROOT = Path(__file__).resolve().parent.parent
NAMES = [name.upper() for name in Settings.model_fields]


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)


def read(tmp_path: Path, text: str) -> Settings:
    (tmp_path / ".env").write_text(text, encoding="utf-8")
    return load(tmp_path / ".env")


def test_nothing_has_to_be_set(tmp_path: Path) -> None:
    settings = read(tmp_path, "")
    assert settings.wants_sandbox
    assert settings.roles == {Role.GATEWAY, Role.POLLER, Role.COURIER}


def test_an_empty_value_counts_as_not_set(tmp_path: Path) -> None:
    assert read(tmp_path, "DISCORD_TOKEN=\nFEEDS_FILE=\nSHARD_COUNT=\n").discord_token is None


def test_lists_are_written_with_commas(tmp_path: Path) -> None:
    settings = read(tmp_path, "ROLES=poller, courier\nSHARD_IDS=0,2\nSHARD_COUNT=4\n")
    assert (settings.roles, settings.shard_ids) == (frozenset({Role.POLLER, Role.COURIER}), (0, 2))


def test_a_poller_alone_never_speaks_to_discord(tmp_path: Path) -> None:
    settings = read(tmp_path, "ROLES=poller\n")
    assert (settings.speaks_to_discord, settings.wants_sandbox) == (False, False)


MISTAKES = [
    ("POLL_SECONDS=5", "POLL_SECONDS is '5': the least is 300"),
    ("POLL_SECONDS=0\nFEEDS_ALLOW_PRIVATE=true", "POLL_SECONDS is '0'"),
    ("POLL_SECONDS=soon", "POLL_SECONDS is 'soon'"),
    ("ROLES=waiter", "ROLES is 'waiter': input should be 'gateway', 'poller' or 'courier'"),
    ("ROLES=,", "ROLES is"),
    ("FEEDS_FILE=nowhere.toml", "FEEDS_FILE is 'nowhere.toml': there is no such file"),
    ("SHARD_IDS=1", "SHARD_IDS is '1': SHARD_COUNT is not set"),
    ("SHARD_IDS=1,7\nSHARD_COUNT=4", "each must lie between 0 and 3"),
    ("DISCORD_API_URL=discord", "DISCORD_API_URL is 'discord'"),
    ("DISCORD_GATEWAY_URL=https://discord", "DISCORD_GATEWAY_URL is 'https://discord': it must begin with ws"),
    ("LOG_LEVEL=loud", "LOG_LEVEL is 'LOUD'"),
    ("LOG_FORMAT=xml", "LOG_FORMAT is 'xml'"),
    ("HTTP_PORT=70000", "HTTP_PORT is '70000'"),
    ("OWNER_GUILD_ID=-1", "OWNER_GUILD_ID is '-1'"),
]


@pytest.mark.parametrize(("text", "message"), MISTAKES, ids=[text.splitlines()[0] for text, _ in MISTAKES])
def test_a_mistake_is_named_with_its_value(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(SettingsInvalid) as caught:
        read(tmp_path, text)
    assert [message in line for line in caught.value.lines] == [True]


def test_every_mistake_gets_its_own_line(tmp_path: Path) -> None:
    with pytest.raises(SettingsInvalid) as caught:
        read(tmp_path, "POLL_SECONDS=5\nLOG_FORMAT=xml\nHTTP_PORT=0")
    assert [line.split(" ")[0] for line in caught.value.lines] == ["POLL_SECONDS", "LOG_FORMAT", "HTTP_PORT"]


def test_the_token_never_shows(tmp_path: Path) -> None:
    settings = read(tmp_path, "DISCORD_TOKEN=very.secret.token\n")
    assert "very.secret" not in repr(settings) + str(settings) + str(settings.model_dump())


def test_every_setting_stands_in_the_example_with_its_default() -> None:
    text = (ROOT / ".env.example").read_text(encoding="utf-8")
    assert re.findall(r"^#? ?([A-Z][A-Z_]+)=", text, re.MULTILINE) == NAMES


def test_the_example_can_be_used_as_it_is(tmp_path: Path) -> None:
    assert read(tmp_path, (ROOT / ".env.example").read_text(encoding="utf-8")) == load(None)
