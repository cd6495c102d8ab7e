"""What the commands ask: every service in one value, made once at start."""

from dataclasses import dataclass

from bot.services.deliver import Courier
from bot.services.feeds import Feeds
from bot.services.health import Health
from bot.services.lookup import Lookup
from bot.services.servers import Servers
from bot.services.subscriptions import Subscriptions, TestPosts
from bot.services.why import Why


@dataclass(frozen=True, slots=True)
class Services:
    """Everything that commands and buttons may ask."""

    lookup: Lookup
    subscriptions: Subscriptions
    why: Why
    test_posts: TestPosts
    servers: Servers
    courier: Courier
    feeds: Feeds
    health: Health


def services_of(client: object) -> Services:
    """Give the services that the client was made with; TypeError when it was made without."""
    found = getattr(client, "services", None)
    if not isinstance(found, Services):
        raise TypeError(f"{type(client).__name__} has no services; commands need a client that was given them")
    return found
