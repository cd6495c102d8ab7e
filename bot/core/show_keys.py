"""Show ids short enough for a custom id, which Discord limits to 100 characters with everything else in it."""

import hashlib

LIMIT = 60
PATTERN = rf"[^:]{{1,{LIMIT}}}"
_HASH_LENGTH = 12


def show_key(show_id: str) -> str:
    """Give the id itself, or for a very long one its beginning and a hash."""
    if len(show_id) <= LIMIT and ":" not in show_id and "~" not in show_id:
        return show_id
    digest = hashlib.blake2b(show_id.encode(), digest_size=_HASH_LENGTH // 2).hexdigest()
    return f"{show_id.replace(':', '_')[: LIMIT - _HASH_LENGTH - 1]}~{digest}"


def is_shortened(key: str) -> bool:
    """Tell whether the key must be looked up among the shows rather than read."""
    return "~" in key
