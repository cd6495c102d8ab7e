"""What is left of a title when the parts go that headlines leave out: brackets, "Season 2", what follows a colon."""

import re
from collections.abc import Iterator

_PARENTHESES = re.compile(r"\s*[(\[（【][^)\]）】]*[)\]）】]\s*$")
_HEAD = re.compile(r"\s*(?::|：|\s[-–—~〜～]\s?|[-–—~〜～]\s)\s*")
_FRAMED = re.compile(r"(?<=\S)\s*[-‐–—〜~～][\w\s.:'&!]+[-‐–—〜~～]\s*$")
_TAIL = re.compile(
    r"(?:[\s:：,-]+(?:the\s)?(?:"
    r"(?:\d{1,2}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|final)\s(?:tv\s)?(?:season|series)"
    r"|(?:season|series|part|cour|saison|staffel|temporada|stagione)\s(?:\d{1,2}|[ivx]+)"
    r"|(?:\d{1,2}|2nd|3rd)\scour|ver\.?\s?\d[\w.]*|[ivx]{2,4}|[2-9]|the\sanimation|tv|movie|the\smovie|ova|specials?"
    r")|\s*(?:第[一二三四五六七八九十0-9]+[期季部シ]ーズン?|[2-9]期|シーズン[0-9]))+\s*$",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(?:\bno\.?|\bnumber|\bnr\.?|#)$", re.IGNORECASE)
# How a title must end, or what must be in it, for a pattern to find anything: most titles need none of them tried.
_CLOSING = (")", "]", "）", "】")
_DASHES = tuple("-‐–—〜~～")
_PARTING = frozenset(":：-–—~〜～")


def shortened(text: str) -> Iterator[tuple[str, bool]]:
    """The shorter forms of a title, and whether each is only the head of it, the part before a colon or a dash."""
    bare = _PARENTHESES.sub("", text) if text.rstrip().endswith(_CLOSING) else text
    if bare and bare != text:
        yield bare, False
    base = _base(bare)
    if base and base != bare:
        yield base, False
    if "×" in text or "✕" in text:
        yield text.replace("×", " ").replace("✕", " "), False
    framed = _FRAMED.sub("", bare) if bare.rstrip().endswith(_DASHES) else bare  # マッシュル-MASHLE-
    if framed and framed != bare and len(framed) > 1:
        yield framed, False
    head = base or bare
    if not _PARTING.isdisjoint(head):
        head = _HEAD.split(head, maxsplit=1)[0]
    if head and head != base:
        yield head, True


def _base(bare: str) -> str:
    """The title without its count and form, "Season 2" or "The Animation"; "Kaiju No. 8" counts no seasons."""
    base = _TAIL.sub("", bare)
    return bare if base != bare and _NUMBERED.search(base) else base
