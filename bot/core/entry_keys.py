"""By what an entry of a feed is known again: keys that survive edits, moves and tracking parameters."""

import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

# Parameters that say how a reader came to a page, never which page it is.
TRACKING = re.compile(
    r"utm_\w+|mtm_\w+|pk_\w+|at_\w+|mc_[ce]id|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|twclid|igshid|_ga|_gl|"
    r"_hs\w+|cmpid|xtor|ref|ref_src|_location|s_cid|spm|wt_mc|rss|source",
    re.IGNORECASE,
)
# So many titles behind one link: it leads to the front page, not to a story.
CROWD = 3
_DEFAULT_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Marks:
    """What one item of a document carries to tell it apart."""

    guid: str = ""
    link: str = ""
    title: str = ""
    summary: str = ""


def canonical_guid(guid: str) -> str:
    """Give the guid without what sites change at will: scheme and `www.`."""
    guid = guid.strip()
    without = re.sub(r"^https?://(?:www\.)?", "//", guid, count=1, flags=re.IGNORECASE)
    return without if without != "//" else guid


def canonical_link(link: str, *, with_fragment: bool = False) -> str:
    """Give the address without scheme, `www.`, default port, last slash, tracking parameters and fragment."""
    try:
        parts = urlsplit(link.strip())
        host = (parts.hostname or "").lower().removeprefix("www.")
        port = parts.port
    except ValueError:
        return ""
    if not host:
        return ""
    if port and port != _DEFAULT_PORTS.get(parts.scheme.lower()):
        host += f":{port}"
    kept = [piece for piece in parts.query.split("&") if piece and not TRACKING.fullmatch(piece.partition("=")[0])]
    query = "?" + "&".join(kept) if kept else ""
    fragment = f"#{parts.fragment}" if with_fragment and parts.fragment else ""
    return f"{host}{parts.path.rstrip('/')}{query}{fragment}"


def identify(items: Sequence[Marks]) -> list[tuple[str, ...]]:
    """Give the keys of each item of one document, the best first; nothing for an item that nothing tells apart.

    A guid that is empty or stands for several links is no key here, nor is a link that several guids share. An item
    listed twice is one item: its second copy gets the same keys.
    """
    pages = [canonical_link(item.link) for item in items]
    exact = [canonical_link(item.link, with_fragment=True) for item in items]
    titles = [_folded(item.title) for item in items]
    guids = _telling(items, exact, titles)
    guids_of = _grouped(pages, guids)
    exact_of = _grouped(pages, exact)
    titles_of = _grouped(pages, titles)
    found = []
    for item, guid, page, place, title in zip(items, guids, pages, exact, titles, strict=True):
        keys = [f"guid:{guid}"] if guid else []
        if page and len(exact_of[page]) == 1 and (len(guids_of[page]) == 1 if guid else len(titles_of[page]) < CROWD):
            keys.append(f"link:{page}")
        elif place != page:
            keys.append(f"link:{place}")
        if not keys and (title or item.summary):
            keys.append(f"text:{page}:{title or _folded(item.summary)}")
        found.append(tuple(keys))
    return found


def _telling(items: Sequence[Marks], exact: Sequence[str], titles: Sequence[str]) -> list[str]:
    """Give each item's guid where it stands for one story, else ''."""
    guids = [canonical_guid(item.guid) for item in items]
    links_of, titles_of = _grouped(guids, exact), _grouped(guids, titles)
    # Without links the titles must tell whether a guid stands for one story.
    return [guid if len(titles_of[guid] if links_of[guid] == {""} else links_of[guid]) == 1 else "" for guid in guids]


def _grouped(names: Sequence[str], values: Sequence[str]) -> dict[str, set[str]]:
    groups: dict[str, set[str]] = defaultdict(set)
    for name, value in zip(names, values, strict=True):
        groups[name].add(value)
    return groups


def hashed(key: str) -> str:
    """Give the key as the database holds it: any length becomes 64 characters."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


def text_digest(title: str, summary: str) -> str:
    """Give what changes when the wording of an entry changes."""
    return hashed(f"{title}\n{summary}")


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
