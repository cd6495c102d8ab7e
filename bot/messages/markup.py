"""Foreign text made safe for a Discord message: escaped, without invisible characters, cut to length."""

import re
import unicodedata
from urllib.parse import urlsplit

ELLIPSIS = "…"
URL_LIMIT = 512  # of a link button: https://discord.com/developers/docs/components/reference#button

# Characters that show nothing but are not of category Cf: fillers with which names are hidden.
_BLANKS = dict.fromkeys((0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0), None)
_MARKS_IN_A_ROW = 3  # no script stacks more on one letter; piles of them climb over the neighbouring lines
_SPECIAL = re.compile(r"[\\*_~|`\[\]<]|:(?=//)|@(?=everyone|here)")
_LINE_START = re.compile(r"^(?:[-+#>]|\d+(?=[.)]\s))")
_UNSAFE_IN_URL = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029<>\"\\^`{|}]")


class Markdown(str):
    """Text that is ready to stand in a message: its markup is ours, its foreign parts are escaped."""

    __slots__ = ()


def clean(text: str) -> str:
    """Give the text on one line, without characters that cannot be seen or that turn the reading direction."""
    kept: list[str] = []
    marks = 0
    for char in unicodedata.normalize("NFC", text).translate(_BLANKS):
        category = unicodedata.category(char)
        marks = marks + 1 if category in {"Mn", "Me"} else 0
        if category in {"Cf", "Co", "Cn", "Cs"} or marks > _MARKS_IN_A_ROW:
            continue
        kept.append(" " if category in {"Cc", "Zl", "Zp"} else char)
    return " ".join("".join(kept).split())


def clip(text: str, limit: int) -> str:
    """Cut to `limit` characters, the last of them an ellipsis, at a word's end where one is near."""
    if len(text) <= limit:
        return text
    if limit <= 0:
        return ""
    head = text[: limit - 1]
    space = head.rfind(" ", max(0, len(head) - 20))
    return (head[:space] if space > 0 else head).rstrip() + ELLIPSIS


def plain(text: str, limit: int = 100) -> str:
    """Give foreign text for a place that knows no markup: a button, an option, a choice."""
    return clip(clean(text), limit)


def escape(text: str, limit: int = 300) -> Markdown:
    """Give foreign text that shows itself literally; `limit` counts the result, escapes included.

    A text that is Markdown already is returned as it is.
    """
    if isinstance(text, Markdown):
        return text
    cleaned = clean(text)
    size = limit
    while True:
        escaped = _escape_line(clip(cleaned, size))
        if len(escaped) <= limit:
            return Markdown(escaped)
        size -= len(escaped) - limit


def _escape_line(line: str) -> str:
    escaped = _SPECIAL.sub(lambda match: "@\u200b" if match[0] == "@" else "\\" + match[0], line)
    return _LINE_START.sub(lambda match: match[0] + "\\" if match[0][0].isdigit() else "\\" + match[0], escaped)


def safe_url(url: str | None, limit: int = URL_LIMIT) -> str | None:
    """Give the address when it may stand in a link or a button, else None.

    Only http and https, and no user name before the host: `https://discord.com@evil.example` misleads.
    """
    if not url or len(url) > limit or _UNSAFE_IN_URL.search(url):
        return None
    try:
        parts = urlsplit(url)
        host, user = parts.hostname, parts.username
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not host or user is not None:
        return None
    quoted = url.replace("(", "%28").replace(")", "%29")
    return quoted if len(quoted) <= limit else None


def link(text: str, url: str | None, limit: int = 120) -> Markdown:
    """Give a link, or only its text when the address is missing or not to be trusted."""
    label = escape(text, limit)
    address = safe_url(url)
    return Markdown(f"[{label}]({address})") if address and label else label


def spoiler(text: str, limit: int = 1500) -> Markdown:
    """Hide each paragraph behind spoiler marks; however short it is cut, every mark is closed.

    `limit` counts the result, marks included; what does not fit is left out rather than shown.
    """
    paragraphs: list[str] = []
    room = limit
    for paragraph in filter(None, (clean(part) for part in text.split("\n"))):
        whole = escape(paragraph, len(paragraph) * 2)
        escaped = escape(paragraph, max(room - 4, 0))
        if escaped not in {"", ELLIPSIS} or escaped == whole:
            paragraphs.append(f"||{escaped}||")
            room -= len(paragraphs[-1]) + 1
        if escaped != whole:
            break
    return Markdown("\n".join(paragraphs))


def bold(text: str) -> Markdown:
    return Markdown(f"**{escape(text)}**")


def small(text: str) -> Markdown:
    """Subtext: small and grey, one line."""
    return Markdown(f"-# {escape(text)}")


def heading(text: str, level: int = 2) -> Markdown:
    return Markdown(f"{'#' * level} {escape(text)}")


def lines(*parts: str) -> Markdown:
    """Join what is there, one part a line."""
    return Markdown("\n".join(escape(part) for part in parts if part))


def dots(*parts: str) -> Markdown:
    """Join what is there on one line."""
    return Markdown(" · ".join(escape(part) for part in parts if part))
