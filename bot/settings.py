"""Everything an operator can set, from the environment or `.env`."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, HttpUrl, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

DISCORD_API = "https://discord.com/api/v10"
DISCORD_GATEWAY = "wss://gateway.discord.gg/"
ANILIST = "https://graphql.anilist.co"
CATALOGUE = (
    "https://github.com/manami-project/anime-offline-database/releases/latest/download/anime-offline-database.jsonl.zst"
)
LEAST_POLL_SECONDS = 300


class Role(StrEnum):
    """A part of the work that a process can take on."""

    GATEWAY = "gateway"
    POLLER = "poller"
    COURIER = "courier"


def _http(value: str) -> str:
    HttpUrl(value)
    return value.rstrip("/")


def _websocket(value: str) -> str:
    if not value.startswith(("ws://", "wss://")):
        raise ValueError("it must begin with ws:// or wss://")
    return value


Http = Annotated[str, AfterValidator(_http)]
WebSocket = Annotated[str, AfterValidator(_websocket)]


class Settings(BaseSettings):
    """The settings of one process; `load` reads them."""

    model_config = SettingsConfigDict(
        env_file=".env", env_file_encoding="utf-8", extra="ignore", frozen=True, env_ignore_empty=True
    )

    discord_token: SecretStr | None = None
    discord_api_url: Http = DISCORD_API
    discord_gateway_url: WebSocket = DISCORD_GATEWAY
    database_url: str = "sqlite+aiosqlite:///data/encore.db"
    feeds_file: Path | None = None
    feeds_allow_private: bool = False
    poll_seconds: Annotated[int, Field(ge=1, le=86_400)] = 900
    roles: Annotated[frozenset[Role], NoDecode] = frozenset(Role)
    shard_count: Annotated[int, Field(ge=1)] | None = None
    shard_ids: Annotated[tuple[int, ...], NoDecode] = ()
    anilist_url: Http = ANILIST
    catalogue_url: Http = CATALOGUE
    owner_guild_id: Annotated[int, Field(gt=0, lt=2**63)] | None = None
    requests_per_second: Annotated[int, Field(ge=1, le=50)] = 48
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["text", "json"] = "text"
    http_port: Annotated[int, Field(ge=1, le=65_535)] | None = None
    sandbox_port: Annotated[int, Field(ge=0, le=65_535)] = 8765

    @field_validator("roles", mode="before")
    @classmethod
    def _split_roles(cls, value: object) -> object:
        return frozenset(_parts(value)) if isinstance(value, str) else value

    @field_validator("shard_ids", mode="before")
    @classmethod
    def _split_shards(cls, value: object) -> object:
        return tuple(_parts(value)) if isinstance(value, str) else value

    @field_validator("log_level", mode="before")
    @classmethod
    def _upper(cls, value: object) -> object:
        return value.upper() if isinstance(value, str) else value

    @field_validator("roles")
    @classmethod
    def _some_role(cls, value: frozenset[Role]) -> frozenset[Role]:
        if not value:
            raise ValueError("name at least one of gateway, poller, courier")
        return value

    @field_validator("feeds_file")
    @classmethod
    def _feeds_exist(cls, value: Path | None) -> Path | None:
        if value is not None and not value.is_file():
            raise ValueError("there is no such file")
        return value

    @field_validator("poll_seconds")
    @classmethod
    def _polite(cls, value: int, others: ValidationInfo) -> int:
        if value < LEAST_POLL_SECONDS and not others.data.get("feeds_allow_private"):
            raise ValueError(
                f"the least is {LEAST_POLL_SECONDS} (any value from 1 only with FEEDS_ALLOW_PRIVATE=true, "
                "for feeds of your own)"
            )
        return value

    @field_validator("shard_ids")
    @classmethod
    def _shards_exist(cls, value: tuple[int, ...], others: ValidationInfo) -> tuple[int, ...]:
        count = others.data.get("shard_count")
        if not value:
            return value
        if count is None:
            raise ValueError("SHARD_COUNT is not set; both belong together")
        if any(not 0 <= shard < count for shard in value):
            raise ValueError(f"each must lie between 0 and {count - 1}, since SHARD_COUNT is {count}")
        return value

    @property
    def speaks_to_discord(self) -> bool:
        """False for a process that only polls: it never contacts Discord."""
        return bool(self.roles & {Role.GATEWAY, Role.COURIER})

    @property
    def wants_sandbox(self) -> bool:
        """True when there is no account to run with."""
        return self.speaks_to_discord and self.discord_token is None


class SettingsInvalid(Exception):
    """Holds one readable line for each wrong setting."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


def load(env_file: str | Path | None = ".env") -> Settings:
    """Give the settings, or raise SettingsInvalid with a line for every mistake. A secret is never repeated."""
    try:
        return Settings(_env_file=env_file)
    except ValidationError as error:
        raise SettingsInvalid([_line(detail) for detail in error.errors()]) from None
    except UnicodeDecodeError:
        raise SettingsInvalid([f"{env_file} is not UTF-8 text; save it as UTF-8"]) from None


def _line(detail: object) -> str:
    if not isinstance(detail, dict):
        raise TypeError(detail)
    message = str(detail["msg"]).removeprefix("Value error, ")
    if not detail["loc"]:
        return message
    name = str(detail["loc"][0]).upper()
    value = "(secret)" if name == "DISCORD_TOKEN" else repr(_plain(detail["input"]))
    if message[1:2].islower():
        message = message[0].lower() + message[1:]
    return f"{name} is {value}: {message}"


def _plain(value: object) -> object:
    if isinstance(value, tuple | frozenset):
        return ",".join(sorted(map(str, value)))
    return str(value) if isinstance(value, Path) else value


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]
