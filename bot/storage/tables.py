"""Every table. Times are unix seconds (`*_at`), dates ISO text by precision, lists and bags JSON."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    true,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# SQLite gives out row ids only for INTEGER primary keys; PostgreSQL wants 64 bits.
RowId = BigInteger().with_variant(Integer, "sqlite")
ShowId = String(120)

shows = Table(
    "shows",
    metadata,
    Column("id", ShowId, primary_key=True),
    Column("title", Text, nullable=False),
    Column("year", Integer),
    Column("format", String(16), nullable=False, server_default="TV"),
    Column("source", String(40), nullable=False, server_default=""),
    Column("studios", JSON, nullable=False, server_default="[]"),
    Column("popularity", Float, nullable=False, server_default="0"),
    # starter < person: who wrote the facts; an import never overwrites either.
    Column("origin", String(16), nullable=False, server_default="import"),
    # What is only shown, never searched: cast, story, trailers, where to watch, ratings, estimates, relations, picture.
    Column("details", JSON, nullable=False, server_default="{}"),
    # Set when the show was officially concluded.
    Column("ended", Boolean, nullable=False, server_default=false()),
    # The state of knowledge of the status: when a person last looked it up.
    Column("checked_at", BigInteger),
    Column("updated_at", BigInteger, nullable=False, server_default="0"),
)

# A show that was renamed or merged: what followed the old id follows the new one.
redirects = Table(
    "redirects",
    metadata,
    Column("old_id", ShowId, primary_key=True),
    Column("show_id", ShowId, ForeignKey("shows.id", ondelete="CASCADE"), nullable=False, index=True),
)

titles = Table(
    "titles",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("show_id", ShowId, ForeignKey("shows.id", ondelete="CASCADE"), nullable=False),
    Column("text", Text, nullable=False),
    Column("kind", String(16), nullable=False, server_default="synonym"),
    Column("slot", String(40), nullable=False, server_default=""),
    Column("origin", String(16), nullable=False, server_default="import"),
    UniqueConstraint("show_id", "text"),
)

instalments = Table(
    "instalments",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("show_id", ShowId, ForeignKey("shows.id", ondelete="CASCADE"), nullable=False),
    Column("slot", String(40), nullable=False),
    Column("part", String(16), nullable=False),
    Column("number", Integer),
    Column("title", Text, nullable=False, server_default=""),
    Column("status", String(20), nullable=False),
    Column("date", String(12)),
    Column("ended", String(12)),
    Column("episodes", Integer),
    Column("resumes", Text, nullable=False, server_default=""),  # dates of its later cours, with commas between
    Column("final", Boolean, nullable=False, server_default=false()),
    Column("origin", String(16), nullable=False, server_default="import"),
    # Counts the decisions made about this instalment: a writer that read an older one decides again.
    Column("version", Integer, nullable=False, server_default="0"),
    Column("since_at", BigInteger),
    Column("grade", String(16), nullable=False, server_default="database"),  # of the status
    Column("date_grade", String(16), nullable=False, server_default="database"),
    # What the catalogue said before news came: the ground on which the claims are counted.
    Column("base_status", String(20)),
    Column("base_date", String(12)),
    UniqueConstraint("show_id", "slot"),
)

external_ids = Table(
    "external_ids",
    metadata,
    Column("site", String(20), primary_key=True),
    Column("external_id", Text, primary_key=True),  # some sites know a work by its whole address
    Column("show_id", ShowId, ForeignKey("shows.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("slot", String(40), nullable=False, server_default=""),
    Column("position", Integer, nullable=False, server_default="0"),
    Column("origin", String(16), nullable=False, server_default="import"),
)

# Catalogue files taken in, so that an unchanged one is recognised.
imports = Table(
    "imports",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("name", Text, nullable=False),
    Column("release", String(20), nullable=False, server_default=""),
    Column("entries", Integer, nullable=False),
    Column("shows", Integer, nullable=False),
    Column("imported_at", BigInteger, nullable=False),
    Column("etag", Text),
    Column("last_modified", Text),
)

feeds = Table(
    "feeds",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("url", Text, nullable=False, unique=True),  # as configured, byte for byte: the feed's identity
    # `host:port` of the address that is asked now: one request at a time goes there, whatever the feed.
    Column("host", Text, nullable=False, server_default="", index=True),
    Column("name", Text, nullable=False),
    Column("grade", String(16), nullable=False),
    Column("language", String(12), nullable=False, server_default="en"),
    Column("listed", Boolean, nullable=False, server_default=true()),  # false: no longer in the list; history stays
    Column("paused", Boolean, nullable=False, server_default=false()),
    Column("gone_at", BigInteger),  # when the site said that it will never come back (410)
    Column("added_at", BigInteger, nullable=False),
    Column("first_polled_at", BigInteger),  # None: its first poll, which announces nothing, is still to come
    Column("next_poll_at", Float, nullable=False, server_default="0"),
    Column("lease_until", BigInteger, nullable=False, server_default="0"),
    Column("lease_owner", String(64)),
    # What the poller remembers between two polls: moved address, validators, body hash, cadence, failures, back-off.
    Column("memory", JSON, nullable=False, server_default="{}"),
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("failing_since_at", BigInteger),
    Column("last_success_at", BigInteger),
    Column("last_change_at", BigInteger),
    # When a document of it was last read, and the most entries that one ever had: how long its keys are kept.
    Column("read_at", BigInteger),
    Column("length", Integer, nullable=False, server_default="0"),
    Column("last_error", Text),
    Column("firsts", Integer, nullable=False, server_default="0"),  # events that this feed was first to report
    Index("ix_feeds_due", "next_poll_at", "lease_until"),
)

# When a host may be asked again, whatever the feed: after the pause between two requests, or as it asked us to (429).
hosts = Table(
    "hosts",
    metadata,
    Column("host", Text, primary_key=True),
    Column("wait_until", Float, nullable=False),
)

entries = Table(
    "entries",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("feed_id", RowId, ForeignKey("feeds.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("title", Text, nullable=False),
    Column("summary", Text, nullable=False, server_default=""),
    Column("link", Text),
    Column("published_at", BigInteger),
    Column("seen_at", BigInteger, nullable=False),
    Column("last_seen_at", BigInteger, nullable=False, index=True),
    Column("digest", String(64), nullable=False),  # of title and summary: an edit is judged again for corrections
    Column("verdict", String(16), nullable=False),
    Column("reason", Text, nullable=False, server_default=""),
)

entry_keys = Table(
    "entry_keys",
    metadata,
    Column("feed_id", RowId, ForeignKey("feeds.id", ondelete="CASCADE"), primary_key=True),
    Column("key", String(64), primary_key=True),  # a hash: keys may be longer than an index allows
    Column("entry_id", RowId, ForeignKey("entries.id", ondelete="CASCADE"), nullable=False, index=True),
)

# An event is told once: its key is unique. `key` = show/slot/kind[/detail].
events = Table(
    "events",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("key", String(255), nullable=False, unique=True),
    Column("show_id", ShowId, ForeignKey("shows.id", onupdate="CASCADE"), nullable=False, index=True),
    Column("slot", String(40), nullable=False, server_default=""),
    Column("part", String(16), nullable=False, server_default=""),
    Column("number", Integer),
    Column("kind", String(16), nullable=False),
    Column("also", JSON, nullable=False, server_default="[]"),  # further kinds that the same change is
    Column("date", String(12)),
    Column("was", String(12)),  # the date that this one replaces
    Column("grade", String(16), nullable=False),
    Column("corrects", RowId, ForeignKey("events.id")),
    Column("retracted_at", BigInteger),
    Column("happened_at", BigInteger, nullable=False),
    # Told to nobody: it was known at the feed's first poll, or was older than the feed's addition.
    Column("silent", Boolean, nullable=False, server_default=false()),
    # Grows with every further source; deliveries edit their message when theirs is smaller.
    Column("revision", Integer, nullable=False, server_default="0"),
)

claims = Table(
    "claims",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("entry_id", RowId, ForeignKey("entries.id", ondelete="CASCADE"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("show_id", ShowId, ForeignKey("shows.id", onupdate="CASCADE"), index=True),
    Column("kind", String(16), nullable=False),
    Column("part", String(16)),
    Column("number", Integer),
    Column("slot", String(40), nullable=False, server_default=""),  # as resolved by what was known
    Column("date", String(12)),
    Column("grade", String(16), nullable=False),
    Column("because", JSON, nullable=False, server_default="[]"),
    Column("denied", Boolean, nullable=False, server_default=false()),
    Column("claimed_at", BigInteger, nullable=False),
    Column("event_id", RowId, ForeignKey("events.id"), index=True),  # the event it caused or supports
    UniqueConstraint("entry_id", "position"),
)

guilds = Table(
    "guilds",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("locale", String(10), nullable=False, server_default="en-US"),
    Column("joined_at", BigInteger, nullable=False),
    Column("left_at", BigInteger),  # its subscriptions are kept for 30 days
    Column("warned_at", BigInteger),
)

subscriptions = Table(
    "subscriptions",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("guild_id", BigInteger, ForeignKey("guilds.id", ondelete="CASCADE"), nullable=False),
    Column("channel_id", BigInteger, nullable=False, index=True),
    # '*' follows every show. No foreign key: a show that leaves the catalogue keeps its followers.
    Column("show_id", ShowId, nullable=False, index=True),
    Column("role_id", BigInteger),
    Column("kinds", JSON(none_as_null=True)),  # None: the default kinds
    Column("least_grade", String(16), nullable=False, server_default="press"),
    Column("ping_kinds", JSON(none_as_null=True)),  # None: every kind that is told
    Column("publish", Boolean, nullable=False, server_default=false()),
    Column("created_at", BigInteger, nullable=False),
    Column("created_by", BigInteger, nullable=False),
    UniqueConstraint("guild_id", "channel_id", "show_id"),
)

# A place where Discord refuses us, until somebody mends it. One row for a channel, whatever is followed there.
pauses = Table(
    "pauses",
    metadata,
    Column("channel_id", BigInteger, primary_key=True, autoincrement=False),
    Column("guild_id", BigInteger, nullable=False, index=True),
    Column("reason", String(40), nullable=False),
    Column("since_at", BigInteger, nullable=False),
    Column("told_at", BigInteger),  # when the server's people were told, once
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("event_id", RowId, ForeignKey("events.id", ondelete="CASCADE"), nullable=False),
    Column("guild_id", BigInteger, nullable=False),
    Column("channel_id", BigInteger, nullable=False),
    Column("subscription_id", RowId, ForeignKey("subscriptions.id", ondelete="SET NULL")),
    Column("role_id", BigInteger),
    Column("publish", Boolean, nullable=False, server_default=false()),
    Column("state", String(12), nullable=False, server_default="due"),  # due | delivered | dead
    Column("due_at", BigInteger, nullable=False),
    Column("lease_until", BigInteger, nullable=False, server_default="0"),
    Column("lease_owner", String(64)),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("first_tried_at", BigInteger),  # set before the first try: from then on a message may be there already
    Column("message_id", BigInteger),
    Column("thread_id", BigInteger),  # the forum post that holds the message
    Column("reason", Text),
    Column("delivered_at", BigInteger),
    Column("revision", Integer, nullable=False, server_default="0"),  # of the event, as the message shows it
    Column("edits", Integer, nullable=False, server_default="0"),
    Column("edit_at", BigInteger),  # when the message may be edited next
    Column("publish_at", BigInteger),  # in an announcement channel: when it shall be passed on to followers
    # The mark of the message that tells it, fixed before the first try: a digest keeps its members for ever.
    Column("bundle", String(25)),
    UniqueConstraint("event_id", "channel_id"),
    Index("ix_deliveries_due", "state", "due_at", "lease_until"),
    Index("ix_deliveries_channel", "channel_id", "state"),
)

# Small facts about the bot itself: the hash of the synced commands, when the owner was last told of a failing feed.
notes = Table(
    "notes",
    metadata,
    Column("name", String(80), primary_key=True),
    Column("value", Text, nullable=False),
    Column("written_at", BigInteger, nullable=False, server_default="0"),
)
