"""The command line: `python -m bot …`."""

import argparse
import asyncio
import json
import os
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import aiohttp
from tqdm import tqdm

from bot import __version__, app, logs, printing
from bot.catalogue.download import ReleaseDownload
from bot.catalogue.grouping import RULES
from bot.catalogue.offline import digest
from bot.catalogue.release import GroupedRelease, read_shows
from bot.core.cadence import Policy
from bot.core.errors import DatabaseUnknown, EncoreError, FeedsFileInvalid
from bot.core.models import Source
from bot.explain import LineInvalid, explain, explain_lines
from bot.feeds.http import HttpFetcher
from bot.feeds.sources import FeedsFile, built_in
from bot.services.catalogue import Catalogue
from bot.services.feeds import Feeds, check
from bot.settings import Settings, SettingsInvalid, load
from bot.storage.database import Database

OK, FAILED, MISUSED = 0, 1, 2


def main(arguments: list[str] | None = None) -> int:
    """Run one command; give the exit code: 0 done, 1 failed, 2 a wrong setting or argument."""
    wanted = _parser().parse_args(arguments)
    try:
        settings = load()
    except SettingsInvalid as error:
        for line in error.lines:
            print(f"encore: {line}", file=sys.stderr)
        return MISUSED
    token = settings.discord_token.get_secret_value() if settings.discord_token else ""
    # A command prints its answer; only the bot itself tells what it does.
    level = settings.log_level if wanted.run is _run or settings.log_level != "INFO" else "WARNING"
    logs.set_up(level, settings.log_format, (token,))
    try:
        code: int = asyncio.run(wanted.run(settings, wanted))
        sys.stdout.flush()
    except EncoreError as error:
        print(f"encore: {error}", file=sys.stderr)
        return MISUSED if isinstance(error, FeedsFileInvalid | DatabaseUnknown) else FAILED
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read the answer has seen enough (`| head`). Python would flush into the closed pipe once more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bot", description="Runs Encore, or one of its commands. Settings: see .env.example."
    )
    parser.add_argument("--version", action="version", version=f"Encore {__version__}")
    parser.set_defaults(run=_run)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    explaining = commands.add_parser("explain", help="say what Encore makes of a news entry, and why")
    entry = explaining.add_mutually_exclusive_group(required=True)
    entry.add_argument("--title", help="the headline")
    entry.add_argument("--jsonl", metavar="FILE", help="entries, one JSON object a line; - reads standard input")
    explaining.add_argument("--summary", default="", help="the text under the headline")
    explaining.add_argument("--source", default="", help="the outlet, by a feed's name where it is one of ours")
    explaining.add_argument("--published", default="", help="when, for instance 2026-07-10")
    explaining.set_defaults(run=_explain)

    catalogue = commands.add_parser("catalogue", help="load or count show data").add_subparsers(
        metavar="ACTION", required=True
    )
    importing = catalogue.add_parser("import", help="load a release of anime-offline-database")
    importing.add_argument("file", type=_file, metavar="FILE", help=".json or .jsonl, also .zst")
    importing.set_defaults(run=_import)
    catalogue.add_parser("update", help="load the newest release from CATALOGUE_URL").set_defaults(run=_update)
    catalogue.add_parser("stats", help="count what is there").set_defaults(run=_stats)

    feeds = commands.add_parser("feeds", help="look at the feeds").add_subparsers(metavar="ACTION", required=True)
    checking = feeds.add_parser("check", help="poll each feed once and say what it would make of it; writes nothing")
    checking.add_argument("urls", nargs="*", metavar="URL", help="addresses; all feeds of the list without any")
    checking.set_defaults(run=_check)
    feeds.add_parser("list", help="list the feeds and how they fare").set_defaults(run=_list)
    return parser


def _file(name: str) -> Path:
    path = Path(name)
    if not path.is_file():
        raise argparse.ArgumentTypeError(f"{name} is no file; give a release of anime-offline-database")
    return path


async def _run(settings: Settings, _: argparse.Namespace) -> int:
    return await app.run(settings)


async def _explain(settings: Settings, wanted: argparse.Namespace) -> int:
    async with Database.open(settings.database_url) as database:
        _, shelf = await app.open_catalogue(database, time.time)
    judge = app.judge_by(shelf)
    known = _by_name(_listed(settings))
    if wanted.jsonl is None:
        try:
            answer = explain(
                judge,
                wanted.title,
                summary=wanted.summary,
                source=wanted.source,
                published=wanted.published,
                known=known,
            )
        except LineInvalid as error:
            print(f"encore: {error}", file=sys.stderr)
            return MISUSED
        print(json.dumps(answer, ensure_ascii=False, indent=2))
        return OK
    code = OK
    with _lines(wanted.jsonl) as lines:
        for answer, good in explain_lines(judge, lines, known):
            print(json.dumps(answer, ensure_ascii=False))
            code = code if good else FAILED
    return code


@contextmanager
def _lines(name: str) -> Iterator[Iterator[str]]:
    """Give the lines of a file, of standard input for `-`; bytes that are no UTF-8 are replaced."""
    if name == "-":
        yield (line.decode("utf-8", "replace") for line in sys.stdin.buffer)
        return
    try:
        file = Path(name).open("rb")  # noqa: SIM115 (closed below; only opening may fail here)
    except OSError as error:
        raise EncoreError(f"{name} cannot be read: {error.strerror}") from error
    with file:
        yield (line.decode("utf-8", "replace") for line in file)


async def _import(settings: Settings, wanted: argparse.Namespace) -> int:
    path: Path = wanted.file
    async with Database.open(settings.database_url) as database:
        catalogue = await _seeded(database)
        known = await catalogue.is_known(await asyncio.to_thread(digest, path), RULES)
        if known is not None:
            print(f"{path.name} is in the catalogue already; nothing to do.")
            return OK
        release = await asyncio.to_thread(_read, path)
        print(printing.imported(await catalogue.import_release(release)))
    return OK


def _read(path: Path) -> GroupedRelease:
    """Read a release, showing on a terminal how far; elsewhere nothing is shown."""
    with tqdm(total=path.stat().st_size, unit="B", unit_scale=True, desc="reading", leave=False, disable=None) as bar:
        return read_shows(path, bar.update)


async def _update(settings: Settings, _: argparse.Namespace) -> int:
    async with Database.open(settings.database_url) as database:
        catalogue = await _seeded(database)
        with tqdm(unit="B", unit_scale=True, desc="loading", leave=False, disable=None) as bar:
            async with aiohttp.ClientSession(headers={"User-Agent": app.USER_AGENT}) as session:
                download = ReleaseDownload(session, settings.catalogue_url, progress=bar.update)
                done = await catalogue.update(download, RULES)
    print("The catalogue is the newest already." if done is None else printing.imported(done))
    return OK


async def _stats(settings: Settings, _: argparse.Namespace) -> int:
    async with Database.open(settings.database_url) as database:
        print(printing.stats(await (await _seeded(database)).stats()))
    return OK


async def _seeded(database: Database) -> Catalogue:
    return await app.seeded(database, time.time)


async def _check(settings: Settings, wanted: argparse.Namespace) -> int:
    listed = {source.url: source for source in _listed(settings)}
    sources = [listed.get(url, Source(url, url)) for url in wanted.urls] or list(listed.values())
    async with Database.open(settings.database_url) as database:
        _, shelf = await app.open_catalogue(database, time.time)
    private = settings.feeds_allow_private
    async with HttpFetcher.open(app.USER_AGENT, time.time, allow_private=private) as fetcher:
        found = await check(fetcher, app.judge_by(shelf), sources, Policy(settings.poll_seconds, private), time.time)
    for one in found:
        print(printing.checked(one))
    return OK if all(one.reply.document is not None for one in found) else FAILED


async def _list(settings: Settings, _: argparse.Namespace) -> int:
    async with Database.open(settings.database_url) as database:
        feeds = Feeds(
            database, time.time, poll_seconds=settings.poll_seconds, allow_private=settings.feeds_allow_private
        )
        reports = await feeds.reports()
    print(printing.feed_list(_listed(settings), reports, time.time()))
    return OK


def _listed(settings: Settings) -> tuple[Source, ...]:
    return FeedsFile(settings.feeds_file).read() if settings.feeds_file else built_in()


def _by_name(sources: tuple[Source, ...]) -> Mapping[str, Source]:
    return {source.name.casefold(): source for source in sources}
