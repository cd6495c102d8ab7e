"""Made-up catalogue entries for tests."""

from bot.catalogue.offline import OfflineEntry


def anime(
    mal: int,
    title: str,
    year: int | None = 2020,
    *,
    kind: str = "TV",
    episodes: int = 12,
    status: str = "FINISHED",
    season: str = "SPRING",
    synonyms: tuple[str, ...] = (),
    studios: tuple[str, ...] = ("wit studio",),
    related: tuple[int, ...] = (),
    planet: str = "",
    minutes: int | None = None,
) -> OfflineEntry:
    """Give an entry that only MyAnimeList (and anime-planet, where `planet` names its page) lists."""
    sources = [f"https://myanimelist.net/anime/{mal}"]
    if planet:
        sources.append(f"https://anime-planet.com/anime/{planet}")
    return OfflineEntry(
        line=mal,
        title=title,
        type=kind,
        episodes=episodes,
        minutes=minutes,
        status=status,
        season=season,
        year=year,
        score=None,
        synonyms=synonyms,
        studios=studios,
        sources=tuple(sources),
        related=tuple(f"https://myanimelist.net/anime/{other}" for other in related),
        tags=("based on a manga",),
    )
