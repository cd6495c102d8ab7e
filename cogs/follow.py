"""/subscribe, /unsubscribe, /subscriptions: which shows a server's channels follow."""

import re
from collections.abc import Sequence

import discord
from discord import app_commands
from discord.ext import commands

from bot.core.cards import EVERY_SHOW
from bot.core.errors import SubscriptionsFull
from bot.core.models import Grade, Kind
from bot.messages.follow_answers import followed, kind_choices, subscription_list, unfollowed
from bot.messages.markup import escape, plain
from bot.messages.places import mention
from bot.messages.replies import answer, in_time, reader, refuse
from bot.messages.texts import ENGLISH, texts_for
from bot.messages.translator import described
from bot.services.bundle import services_of
from bot.services.lookup import UNCLEAR_EXPLAINED, Found, Lookup
from bot.services.subscriptions import MOST_PER_GUILD, Place, Subscriptions, Wishes
from cogs.access import AnyChannel, check_post, check_role, chosen, managed_guild, place_of
from cogs.show import CHOICES, choices

ALL = frozenset({EVERY_SHOW, "all"})


class TargetOption(app_commands.Transformer):
    """A channel that can hold news, as Discord names it; it need not be one that we remember."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        return [
            discord.ChannelType.text,
            discord.ChannelType.news,
            discord.ChannelType.forum,
            discord.ChannelType.public_thread,
            discord.ChannelType.private_thread,
            discord.ChannelType.news_thread,
        ]

    async def transform(self, interaction: discord.Interaction, value: AnyChannel, /) -> AnyChannel:  # noqa: ARG002 - discord.py's signature
        return value


TargetChannel = app_commands.Transform[AnyChannel, TargetOption]
Least = [app_commands.Choice(name=described(f"choice.grade.{grade}"), value=grade.value) for grade in Grade]


class Following(commands.Cog):
    """Changes what a server follows. What is followed belongs to the server, not to who followed it."""

    def __init__(self, lookup: Lookup, subscriptions: Subscriptions) -> None:
        self._lookup = lookup
        self._subscriptions = subscriptions

    @app_commands.command(name="subscribe", description=described("command.subscribe"))
    @app_commands.describe(
        show=described("option.subscribe.shows"),
        channel=described("option.subscribe.channel"),
        role=described("option.subscribe.role"),
        kinds=described("option.subscribe.kinds"),
        least=described("option.subscribe.least"),
        ping_for=described("option.subscribe.ping_for"),
        publish=described("option.subscribe.publish"),
    )
    @app_commands.choices(least=Least)
    @app_commands.allowed_installs(guilds=True, users=False)
    @app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
    @app_commands.default_permissions(manage_channels=True)
    async def subscribe(  # noqa: PLR0917 - each is an option of the command
        self,
        interaction: discord.Interaction,
        show: str,
        channel: TargetChannel | None = None,
        role: discord.Role | None = None,
        kinds: str | None = None,
        least: str | None = None,
        ping_for: str | None = None,
        publish: bool | None = None,
    ) -> None:
        texts = reader(interaction)
        guild = managed_guild(interaction)
        show_ids = await self._shows(interaction, show)
        wishes = Wishes(
            role_id=role.id if role else None,
            kinds=read_kinds(interaction, kinds),
            least_grade=Grade(least) if least else None,
            ping_kinds=read_kinds(interaction, ping_for),
            publish=publish,
        )
        if ping_for and role is None:
            raise refuse(texts("subscribe.ping_without_role"), texts("subscribe.nothing_saved"))
        target = await chosen(interaction, channel)
        check_post(interaction, target)
        if role:
            check_role(interaction, target, role)
        if publish and not (isinstance(target, discord.TextChannel) and target.is_news()):
            said = texts("subscribe.publish_where", channel=mention(target.id))
            raise refuse(said, texts("subscribe.nothing_saved"))
        await follow(interaction, self._subscriptions, place_of(guild, target), show_ids, wishes)

    async def _shows(self, interaction: discord.Interaction, asked: str) -> list[str]:
        """Read which shows are meant. Raises Refusal naming those that are not clear; then none is followed."""
        texts = reader(interaction)
        if asked.strip().casefold() in ALL:
            return [EVERY_SHOW]
        clear, unclear = await self._lookup.find_all(asked)
        if unclear:
            said = [line for text, found in unclear[:UNCLEAR_EXPLAINED] for line in _unclear(interaction, text, found)]
            raise refuse(*said, texts("subscribe.nothing_saved"))
        if not clear:
            raise refuse(texts("subscribe.missing_shows"))
        return clear

    @subscribe.autocomplete("show")
    async def suggest_shows(self, interaction: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
        """Complete the last of several shows; what stands before it stays."""
        before, comma, last = current.rpartition(",")
        if not comma:
            offered = choices(self._lookup, current)
            if not current.strip() or "all".startswith(current.strip().casefold()):
                every = app_commands.Choice(name=reader(interaction).label("choice.all"), value="all")
                offered = [every, *offered][:CHOICES]
            return offered
        kept = f"{before.strip()}, "
        found = choices(self._lookup, last.strip())
        return [
            app_commands.Choice(name=plain(f"… {one.name}", 100), value=kept + one.value)
            for one in found
            if len(kept + one.value) <= 100
        ]

    @subscribe.autocomplete("kinds")
    @subscribe.autocomplete("ping_for")
    async def suggest_kinds(self, interaction: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
        return complete_kinds(interaction, current)

    @app_commands.command(name="unsubscribe", description=described("command.unsubscribe"))
    @app_commands.describe(show=described("option.unsubscribe.show"), channel=described("option.unsubscribe.channel"))
    @app_commands.allowed_installs(guilds=True, users=False)
    @app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
    @app_commands.default_permissions(manage_channels=True)
    async def unsubscribe(
        self, interaction: discord.Interaction, show: str, channel: TargetChannel | None = None
    ) -> None:
        guild = managed_guild(interaction)
        show_id = EVERY_SHOW if show.strip().casefold() in ALL else await self._one(interaction, show)
        channel_id = channel.id if channel else interaction.channel_id or 0
        await unfollow(interaction, self._subscriptions, Place(guild.id, channel_id), show_id, self._lookup)

    async def _one(self, interaction: discord.Interaction, asked: str) -> str:
        followed_ids = dict(await self._subscriptions.suggest(interaction.guild_id or 0, asked))
        if asked in followed_ids:
            return asked
        found = await self._lookup.find(asked)
        if found.show_id is None:
            raise refuse(*_unclear(interaction, asked, found))
        return found.show_id

    @unsubscribe.autocomplete("show")
    async def suggest_followed(self, interaction: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
        """Offer what the server follows: the one list that is not in memory, read by index from the database."""
        every = reader(interaction).label("choice.all")
        found = await self._subscriptions.suggest(interaction.guild_id or 0, current, CHOICES)
        return [app_commands.Choice(name=plain(title or every, 100), value=show_id) for show_id, title in found]

    @app_commands.command(name="subscriptions", description=described("command.subscriptions"))
    @app_commands.allowed_installs(guilds=True, users=False)
    @app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
    @app_commands.default_permissions(manage_channels=True)
    async def subscriptions(self, interaction: discord.Interaction) -> None:
        guild = managed_guild(interaction)
        page = await self._subscriptions.page(guild.id)
        await answer(interaction, subscription_list(page, reader(interaction), channel_names(guild)))


def _unclear(interaction: discord.Interaction, asked: str, found: Found) -> list[str]:
    texts = reader(interaction)
    query = escape(asked, 100)
    said = texts("lookup.ambiguous" if found.several else "lookup.unknown", query=query)
    if not found.nearest:
        return [said, texts("lookup.nothing_near")]
    named = texts.listed(escape(one.label, 100) for one in found.nearest)
    return [said, texts("lookup.meant", shows=named)]


def channel_names(guild: discord.Guild) -> dict[int, str]:
    return {channel.id: channel.name for channel in (*guild.channels, *guild.threads)}


async def follow(
    interaction: discord.Interaction,
    subscriptions: Subscriptions,
    place: Place,
    show_ids: Sequence[str],
    wishes: Wishes,
) -> None:
    """Follow and say what that did. Raises Refusal when the server follows as many shows as it may."""
    texts = reader(interaction)
    try:
        done = await in_time(interaction, subscriptions.follow(place, show_ids, wishes, by=interaction.user.id))
    except SubscriptionsFull as error:
        raise refuse(texts.count("subscribe.too_many", MOST_PER_GUILD)) from error
    await answer(
        interaction,
        followed(place.channel_id, done.new, done.changed, done.known, texts, covered=done.covered),
    )


async def unfollow(
    interaction: discord.Interaction, subscriptions: Subscriptions, place: Place, show_id: str, lookup: Lookup
) -> None:
    """Stop following and say what that did."""
    done = await in_time(interaction, subscriptions.unfollow(place, show_id))
    await answer(
        interaction,
        unfollowed(
            place.channel_id,
            show_id,
            lookup.title(show_id),
            reader(interaction),
            removed=bool(done.removed),
            elsewhere=done.elsewhere,
            through_all=done.through_all,
            left=done.left,
        ),
    )


def read_kinds(interaction: discord.Interaction, text: str | None) -> frozenset[Kind] | None:
    """Read a list of kinds by their names in English, in the reader's language or as settings name them.

    None where nothing was said. Raises Refusal naming the first word that is no kind.
    """
    if text is None or not text.strip():
        return None
    texts = reader(interaction)
    names = {name.casefold(): kind for spoken in (texts_for(ENGLISH), texts) for kind, name in kind_choices(spoken)}
    names |= {kind.value: kind for kind, _ in kind_choices(texts)}
    found = set()
    for word in re.split("[,、，]", text):
        asked = word.strip().casefold()
        if not asked:
            continue
        if asked == "all":
            return frozenset(kind for kind, _ in kind_choices(texts))
        if asked not in names:
            known = texts.listed(name for _, name in kind_choices(texts))
            raise refuse(texts("subscribe.unknown_kind", kind=escape(word, 60), kinds=known))
        found.add(names[asked])
    return frozenset(found) or None


def complete_kinds(interaction: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
    """Complete the last kind of a list; what stands before it stays and is not offered again."""
    texts = reader(interaction)
    before, comma, last = current.rpartition(",")
    kept = f"{before.strip()}, " if comma else ""
    chosen_names = {word.strip().casefold() for word in before.split(",")}
    wanted = last.strip().casefold()
    return [
        app_commands.Choice(name=plain(kept + name, 100), value=kept + kind.value)
        for kind, name in kind_choices(texts)
        if (wanted in name.casefold() or wanted in kind.value)
        and not chosen_names & {name.casefold(), kind.value}
        and len(kept + kind.value) <= 100
    ]


async def setup(bot: commands.Bot) -> None:
    services = services_of(bot)
    await bot.add_cog(Following(services.lookup, services.subscriptions))
