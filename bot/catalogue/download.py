"""Loads the newest anime-offline-database release over HTTP."""

import asyncio
import hashlib
import logging
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

import aiohttp
from yarl import URL

from bot.catalogue.offline import FILE_TYPES
from bot.catalogue.release import GroupedRelease, read_shows
from bot.core.errors import CatalogueUnavailable

log = logging.getLogger(__name__)

TIMEOUT_SECONDS = 300.0
# A packed release has some 12 MB, an unpacked one 70 MB.
LARGEST_BYTES = 200 << 20
CHUNK_BYTES = 1 << 18
USER_AGENT = "Encore catalogue update"


@dataclass(frozen=True, slots=True)
class FetchedRelease:
    """A release file on disk, not yet looked into."""

    path: Path
    sha256: str
    etag: str | None
    last_modified: str | None

    def read(self) -> GroupedRelease:
        """Read, check and group the file; takes seconds. Raises CatalogueInvalid."""
        return replace(read_shows(self.path), etag=self.etag, last_modified=self.last_modified)


class ReleaseDownload:
    """The newest release at one address. `progress` is told of each further number of bytes loaded."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        address: str,
        *,
        progress: Callable[[int], object] | None = None,
        timeout_seconds: float = TIMEOUT_SECONDS,
        largest_bytes: int = LARGEST_BYTES,
    ) -> None:
        self._session = session
        self._address = URL(address)
        self._progress = progress
        self._timeout = aiohttp.ClientTimeout(total=timeout_seconds, sock_connect=min(30.0, timeout_seconds))
        self._largest_bytes = largest_bytes
        if not self._address.name.endswith(FILE_TYPES):
            raise CatalogueUnavailable(
                f"the catalogue address {address} names no release file; they end in {', '.join(FILE_TYPES)}"
            )

    @asynccontextmanager
    async def newest(self, etag: str | None, last_modified: str | None) -> AsyncIterator[FetchedRelease | None]:
        """Give the release, or None when it is still the one that the validators name.

        The file is gone when the context ends. Raises CatalogueUnavailable.
        """
        with tempfile.TemporaryDirectory(prefix="encore-") as folder:
            path = Path(folder) / self._address.name
            try:
                fetched = await self._load(path, _conditions(etag, last_modified))
            except TimeoutError as error:
                raise CatalogueUnavailable(
                    f"{self._address} did not answer in full within {self._timeout.total:g} s; try again later"
                ) from error
            except aiohttp.ClientError as error:
                raise CatalogueUnavailable(
                    f"{self._address} cannot be loaded: {str(error) or type(error).__name__}"
                ) from error
            except OSError as error:
                raise CatalogueUnavailable(f"{path} cannot be written: {error.strerror}") from error
            yield fetched

    async def _load(self, path: Path, conditions: dict[str, str]) -> FetchedRelease | None:
        headers = {"User-Agent": USER_AGENT, "Accept-Encoding": "identity", **conditions}
        async with self._session.get(self._address, headers=headers, timeout=self._timeout) as response:
            if response.status == 304 and conditions:
                return None
            if response.status != 200:
                raise CatalogueUnavailable(f"{self._address} answered {response.status} {response.reason}")
            if (response.content_length or 0) > self._largest_bytes:
                raise self._too_large()
            with path.open("wb") as file:
                sha256 = await self._save(response.content, file)
            validators = (response.headers.get("ETag"), response.headers.get("Last-Modified"))
            return FetchedRelease(path, sha256, *validators)

    async def _save(self, content: aiohttp.StreamReader, file: BinaryIO) -> str:
        digest = hashlib.sha256()
        loaded = 0
        async for chunk in content.iter_chunked(CHUNK_BYTES):
            loaded += len(chunk)
            if loaded > self._largest_bytes:
                raise self._too_large()
            digest.update(chunk)
            await asyncio.to_thread(file.write, chunk)
            if self._progress:
                self._progress(len(chunk))
        return digest.hexdigest()

    def _too_large(self) -> CatalogueUnavailable:
        return CatalogueUnavailable(
            f"{self._address} is larger than {self._largest_bytes >> 20} MB; no release is, so it was not loaded"
        )


def _conditions(etag: str | None, last_modified: str | None) -> dict[str, str]:
    conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    return {name: value for name, value in conditions.items() if value}
