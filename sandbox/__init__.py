"""A small local Discord, for trying the bot and for its tests."""

from sandbox.errors import Violation
from sandbox.newsroom import Feed
from sandbox.people import NotPossible, Reply
from sandbox.server import Sandbox

__all__ = ["Feed", "NotPossible", "Reply", "Sandbox", "Violation"]
