"""`python -m sandbox`: the sandbox alone, until it is interrupted."""

import argparse
import asyncio
import contextlib

from sandbox.server import Sandbox


async def serve(host: str, port: int) -> None:
    async with Sandbox(host, port) as sandbox:
        print(f"Page:    {sandbox.page_url}")  # noqa: T201 - a command-line program speaks to its user
        print(f"API:     {sandbox.api_url}")  # noqa: T201
        print(f"Gateway: {sandbox.gateway_url}")  # noqa: T201
        print(f"Token:   {sandbox.token}", flush=True)  # noqa: T201
        await asyncio.Event().wait()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m sandbox", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8700)
    options = parser.parse_args()
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(serve(options.host, options.port))


if __name__ == "__main__":
    main()
