"""Every request of the client to Discord: in its turn, counted when refused, its failure in our words."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from contextvars import ContextVar
from types import SimpleNamespace

import aiohttp
import discord
from discord.http import Route

from bot.core.errors import PlaceRefused, PostRejected, SendFailed, TokenRefused
from bot.core.outbox import REFUSALS, Refusal
from bot.messages.pace import Budget, Pace

CALL_SECONDS = 90  # discord.py itself repeats a failed call for up to 25 s and waits up to 30 s for a limit
UNKNOWN_MESSAGE = 10008
NO_CODE = 0  # Discord names a reason for what it refuses; a proxy or a firewall before it does not
INVALID = frozenset({401, 403, 404, 429})
# Answers to people have limits of their own, https://discord.com/developers/docs/topics/rate-limits#global-rate-limit
EXEMPT = ("/interactions/", "/webhooks/")

_news: ContextVar[bool] = ContextVar("news", default=False)
_once: ContextVar[bool] = ContextVar("once", default=False)


class Calls:
    """Stands in the path of all that the client asks of Discord, discord.py's own repetitions and pages included.

    What goes through `call` yields to everything else, since people wait for that.
    """

    def __init__(self, client: discord.Client, per_second: int) -> None:
        self.pace = Pace(per_second)
        self.refusals = Budget()
        traces = aiohttp.TraceConfig()
        traces.on_request_start.append(self._begins)
        traces.on_request_end.append(self._ends)
        client.http.http_trace = traces

    @asynccontextmanager
    async def call(self, *, once: bool = False) -> AsyncIterator[None]:
        """Bound what is asked inside in time, and give its failure in our words.

        `once`: it has no nonce, so discord.py must not repeat it when Discord answered with an error of its own.
        """
        risky = self.refusals.wait()
        if risky:
            raise SendFailed("Discord refused too much lately", retry_after=risky, sure=True)
        marks = _news.set(True), _once.set(once)
        try:
            async with asyncio.timeout(CALL_SECONDS):
                yield
        except discord.RateLimited as error:
            raise SendFailed("Discord asks us to wait", retry_after=error.retry_after, sure=True) from error
        except discord.HTTPException as error:
            raise in_our_words(error) from error
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise SendFailed(f"no answer from Discord ({type(error).__name__})") from error
        finally:
            _news.reset(marks[0])
            _once.reset(marks[1])

    async def _begins(
        self, _session: aiohttp.ClientSession, _context: SimpleNamespace, asked: aiohttp.TraceRequestStartParams
    ) -> None:
        if _limited(str(asked.url)):
            await self.pace.turn(yields=_news.get())

    async def _ends(
        self, _session: aiohttp.ClientSession, _context: SimpleNamespace, done: aiohttp.TraceRequestEndParams
    ) -> None:
        answer = done.response
        if not str(done.url).startswith(Route.BASE):
            return
        if answer.status in INVALID and answer.headers.get("X-RateLimit-Scope") != "shared":
            self.refusals.spend()
        if answer.status >= 500 and _once.get():
            answer.close()
            raise SendFailed(f"Discord answered {answer.status}")


def _limited(url: str) -> bool:
    path = url.removeprefix(Route.BASE)
    return path != url and not path.startswith(EXEMPT)


def in_our_words(error: discord.HTTPException) -> Exception:
    """Say what a refusal of Discord means for the post."""
    if error.code in REFUSALS:
        return PlaceRefused(f"Discord refuses posts there ({error.code})", REFUSALS[error.code].value)
    if error.status == 401:
        return TokenRefused("Discord does not accept DISCORD_TOKEN any more; set a new one and start again")
    if error.code == NO_CODE and error.status < 500:
        return SendFailed(f"something before Discord answered {error.status}", sure=True)
    if error.code == UNKNOWN_MESSAGE:
        return PostRejected("the message was deleted")
    if error.status == 403:
        return PlaceRefused(f"Discord refuses posts there ({error.code})", Refusal.REFUSED.value)
    # A 404 of a code that we do not know says nothing of the channel.
    if error.status in {404, 429} or error.status >= 500:
        return SendFailed(f"Discord answered {error.status}", sure=error.status < 500)
    return PostRejected(f"Discord finds the post wrong: {error.status} ({error.code})")
