"""The exceptions of the bot. Each says what happened, with which value, and what to do.

EncoreError
├── ShowNotFound          no show answers to what was asked
├── CatalogueInvalid      a catalogue file cannot be read as one
├── CatalogueUnavailable  the newest catalogue could not be loaded
├── FeedUnavailable       a feed could not be fetched; it will be asked again
├── FeedUnreadable        a feed answered with something that is no feed
├── FeedsFileInvalid      the operator's list of feeds has a mistake
├── PlaceRefused          Discord will not let us post there until somebody changes something
├── SendFailed            a post failed for now; it will be tried again
├── PostRejected          Discord finds the post itself wrong
├── HistoryHidden         we may not read our own earlier messages in a channel
├── Disconnected          the connection to Discord ended for good
├── TokenRefused          Discord does not know our token
├── SubscriptionsFull     a server follows as many shows as it may
├── StaleState            somebody else changed the row first: decide again
├── DatabaseInUse         another bot runs on this SQLite file
├── DatabaseNewer         the database was written by a newer Encore
├── DatabaseUnusable      the database cannot be opened or written
│   └── DatabaseUnknown   DATABASE_URL names no database that Encore knows
└── PortTaken             a port that we are to listen on cannot be used
"""


class EncoreError(Exception):
    """The root of every error that Encore raises on purpose."""


class ShowNotFound(EncoreError):
    """No show answers to what was asked."""


class CatalogueInvalid(EncoreError):
    """A catalogue file cannot be read as one; the message names the line and the field."""


class CatalogueUnavailable(EncoreError):
    """The newest catalogue could not be loaded; what is stored stays."""


class FeedUnavailable(EncoreError):
    """A feed could not be fetched; it will be asked again."""


class FeedUnreadable(EncoreError):
    """A feed answered with something that is no feed."""


class FeedsFileInvalid(EncoreError):
    """The operator's list of feeds has a mistake; the message names the line and the key."""


class PlaceRefused(EncoreError):
    """Discord refuses to post there until a person changes something; `reason` is one of `bot.core.outbox.Refusal`."""

    def __init__(self, message: str, reason: str) -> None:
        super().__init__(message)
        self.reason = reason


class SendFailed(EncoreError):
    """A post failed for now and will be tried again, not before `retry_after` seconds.

    `sure` is True when Discord certainly did not take it.
    """

    def __init__(self, message: str, *, retry_after: float = 0.0, sure: bool = False) -> None:
        super().__init__(message)
        self.retry_after = retry_after
        self.sure = sure


class PostRejected(EncoreError):
    """Discord finds the post itself wrong (400): sending it again cannot help."""


class HistoryHidden(EncoreError):
    """We may not read our own earlier messages in a channel."""


class TokenRefused(EncoreError):
    """Discord does not know our token any more (401): nothing can be sent."""


class SubscriptionsFull(EncoreError):
    """A server follows as many shows as it may."""


class StaleState(EncoreError):
    """Somebody else changed the row first: roll back and decide again."""


class Disconnected(EncoreError):
    """The connection to Discord ended for good: only a new process can speak again."""


class DatabaseInUse(EncoreError):
    """Another bot runs on this SQLite file."""


class DatabaseNewer(EncoreError):
    """The database was written by a newer Encore than this one."""


class DatabaseUnusable(EncoreError):
    """The database cannot be opened or written."""


class DatabaseUnknown(DatabaseUnusable):
    """DATABASE_URL names no database that Encore knows."""


class PortTaken(EncoreError):
    """A port that we are to listen on cannot be used."""
