"""`python -m sandbox`: the sandbox alone, until it is interrupted."""

import argparse
import asyncio
import contextlib
import signal

from sandbox.server import Sandbox


async def serve(host: str, port: int, public_host: str | None) -> None:
    stop = asyncio.Event()
    with contextlib.suppress(NotImplementedError):  # Windows has Ctrl-C alone
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    async with Sandbox(host, port, small_talk=True, public_host=public_host) as sandbox:
        lines = {
            "Page": sandbox.page_url,
            "API": sandbox.api_url,
            "Gateway": sandbox.gateway_url,
            "Token": sandbox.token,
        } | {f"Feed {feed.id}": feed.url for feed in sandbox.feeds}
        for name, value in lines.items():
            print(f"{name + ':':<20} {value}", flush=True)  # noqa: T201 - a program speaks to its user
        await stop.wait()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m sandbox", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1", help="where to listen; the page answers this computer alone")
    parser.add_argument("--port", type=int, default=8765)
    parser.add_argument("--public-host", help="name:port by which others reach it, where that differs")
    options = parser.parse_args()
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(serve(options.host, options.port, options.public_host))


if __name__ == "__main__":
    main()
