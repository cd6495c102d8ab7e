"""Show data from outside: the starter catalogue, anime-offline-database releases, AniList."""
