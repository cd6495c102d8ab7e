"""Foreign text and links made harmless: plain words, http(s) addresses of public hosts."""

import html
import ipaddress
import re
import unicodedata
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

TITLE_LENGTH = 400
SUMMARY_LENGTH = 1_000
LINK_LENGTH = 2_000
# More markup than this before the summary's first words is not worth reading.
RAW_LENGTH = 20_000
ESCAPES_UNDONE = 3  # feeds escape twice, some three times

# Only what ends in a semicolon: `?page=1&copy=2` holds no copyright sign.
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{0,31});")
COMMENT = re.compile(r"<!--.*?(?:-->|\Z)|<!\[CDATA\[|\]\]>", re.DOTALL)
UNSEEN = re.compile(
    r"<(script|style|head|noscript|iframe|object|template|svg|math)\b[^<>]*>.*?(?:</\1\s*>|\Z)",
    re.DOTALL | re.IGNORECASE,
)
INLINE = (
    "a|abbr|acronym|b|bdi|bdo|big|cite|code|del|dfn|em|font|i|ins|kbd|mark|q|rp|rt|ruby|s|samp|small|span|strike|strong"
    "|sub|sup|time|tt|u|var|wbr"
)
BLOCK = (
    "address|area|article|aside|audio|base|basefont|blockquote|body|br|button|canvas|caption|center|col|colgroup|data"
    "|datalist|dd|details|dialog|dir|div|dl|dt|embed|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head"
    "|header|hgroup|hr|html|iframe|img|input|keygen|label|legend|li|link|main|map|math|menu|menuitem|meta|meter|nav"
    "|noembed|noframes|noscript|object|ol|optgroup|option|output|p|param|picture|pre|progress|script|search|section"
    "|select|slot|source|style|summary|svg|table|tbody|td|template|textarea|tfoot|th|thead|title|tr|track|ul|video"
)
_TAG = r"</?(?:[a-z]+:)?(?:{names})(?:[\s/][^<>]*)?/?>"
INLINE_TAG = re.compile(_TAG.format(names=INLINE), re.IGNORECASE)
BLOCK_TAG = re.compile(_TAG.format(names=BLOCK), re.IGNORECASE)
# Anything else between angle brackets is a name that a title spells so: the brackets become harmless, the name stays.
OTHER_TAG = re.compile(r"<([/!?A-Za-z][^<>]*)>")
# Windows-1252 punctuation that came through as C1 controls.
C1 = {code: bytes([code]).decode("cp1252", "replace").replace("\ufffd", "") for code in range(0x80, 0xA0)}
C1[0x85] = " "
INVISIBLE = frozenset("\u115f\u1160\u3164\uffa0\u2800\u034f\u17b4\u17b5\ufffc")
REMOVED_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
SAFE_IN_LINK = "!#$%&'()*+,/:;=?@[]~"
LOCAL_NAMES = (".local", ".localhost", ".internal", ".lan", ".home.arpa", ".test", ".invalid", ".onion")
# `bar.example.com` in place of an address: its scheme was forgotten, and as a page of the feed's own site it is wrong.
FORGOTTEN_SCHEME = re.compile(
    r"(?:www\.[\w-]+|[\w-]+(?:\.[\w-]+)*)\.(?:com|net|org|info|io|co|tv|me|jp|uk|de|fr|es|it|us)(?:[/?#:].*)?",
    re.IGNORECASE,
)
PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


def plain_text(markup: str, length: int, *, escaped_markup: bool = True) -> str:
    """Give the words of a title or a summary: no markup, no control, zero-width or direction characters.

    `escaped_markup`: tags that were escaped once more are markup too, as in the titles of careless feeds; otherwise
    they are words of the text and only lose their brackets.
    """
    # Escapes and spaces take room of their own: four times what is wanted is enough to find it.
    text = without_markup(markup[:RAW_LENGTH])[: 4 * length]
    for _ in range(ESCAPES_UNDONE):
        resolved = ENTITY.sub(_character, text)
        if escaped_markup:
            resolved = without_markup(resolved)
        if resolved == text:
            break
        text = resolved
    return shortened(visible(OTHER_TAG.sub(r"‹\1›", text)), length)


def without_markup(text: str) -> str:
    """Give the text without HTML; what only looks like a tag stays."""
    if "<" not in text and "]]>" not in text:
        return text
    text = UNSEEN.sub(" ", COMMENT.sub("", text))
    return BLOCK_TAG.sub(" ", INLINE_TAG.sub("", text))


def visible(text: str) -> str:
    """Give the text composed, with single spaces and only characters that a reader sees."""
    text = text.translate(C1)
    if not (text.isascii() and text.isprintable()):
        text = "".join([ch for ch in text if ch.isspace() or _is_visible(ch)])
    return unicodedata.normalize("NFC", " ".join(text.split()))


def _is_visible(character: str) -> bool:
    return character not in INVISIBLE and unicodedata.category(character) not in REMOVED_CATEGORIES


def shortened(text: str, length: int) -> str:
    """Give the text with at most `length` characters, cut between words where that loses little."""
    if len(text) <= length:
        return text
    cut = text[: length - 1]
    word_end = cut.rfind(" ")
    if word_end > length * 3 // 4:
        cut = cut[:word_end]
    return cut.rstrip() + "…"


def _character(match: re.Match[str]) -> str:
    return html.unescape(match.group())


def web_link(link: str, base: str, *, allow_private: bool = False) -> str | None:
    """Give an absolute http(s) address of a public host, or None.

    Raises nothing, whatever the feed calls a link.
    """
    link = "".join(ch for ch in ENTITY.sub(_character, link) if not ch.isspace() or ch == " ").strip()
    if not link or len(link) > LINK_LENGTH or not all(_is_visible(ch) for ch in link):
        return None
    if FORGOTTEN_SCHEME.fullmatch(link):
        return None
    try:
        parts = urlsplit(urljoin(base, link))
        host = parts.hostname
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not host or parts.username is not None or port == 0:
        return None
    if not (allow_private or is_public_name(host)):
        return None
    netloc = _ascii_host(parts.netloc, host)
    if netloc is None:
        return None
    path, query, fragment = (
        quote(PERCENT.sub("%25", part), safe=SAFE_IN_LINK) for part in (parts.path, parts.query, parts.fragment)
    )
    whole = urlunsplit((parts.scheme, netloc, path, query, fragment))
    return whole if len(whole) <= LINK_LENGTH else None


def _ascii_host(netloc: str, host: str) -> str | None:
    if host.isascii():
        return netloc if re.fullmatch(r"[A-Za-z0-9._-]+|[0-9a-f:.]+", host) else None
    try:
        return netloc.lower().replace(host, host.encode("idna").decode("ascii"))
    except UnicodeError:
        return None


def is_public_name(host: str) -> bool:
    """False for a host that can only mean something in a private network, judged by its name alone."""
    host = host.rstrip(".").lower()
    try:
        return is_public_address(host)
    except ValueError:
        pass
    # 127.1 and 0x7f000001 are numbers to a resolver.
    return "." in host and not host.endswith(LOCAL_NAMES) and not re.fullmatch(r"[0-9.]+|.*\.?0x[0-9a-f]*", host)


def is_public_address(address: str) -> bool:
    """False for private, loopback, link-local, multicast and reserved addresses, also inside an IPv6 one.

    Raises ValueError for what is no address.
    """
    parsed = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(parsed, ipaddress.IPv6Address):
        inner = parsed.ipv4_mapped or parsed.sixtofour or (parsed.teredo[1] if parsed.teredo else None)
        if inner is None and parsed in ipaddress.ip_network("64:ff9b::/96"):
            inner = ipaddress.IPv4Address(int(parsed) & 0xFFFFFFFF)
        if inner is not None:
            parsed = inner
    return parsed.is_global and not parsed.is_multicast
