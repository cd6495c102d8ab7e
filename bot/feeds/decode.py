"""The bytes of a document as text, whatever their encoding calls itself."""

import codecs
import re

from bot.core.errors import FeedUnreadable

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# `<?` or `<r` without a BOM (XML 1.0, appendix F)
SNIFFED = (
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
# Only encodings that feeds use: Python knows others (punycode, unicode_escape) that are slow or do more than decode.
# The newer superset stands for each: what calls itself Shift_JIS is Windows' cp932, latin-1 is cp1252.
ENCODINGS = {
    **dict.fromkeys(("utf-8", "utf8", "unicode-1-1-utf-8"), "utf-8"),
    **dict.fromkeys(("utf-16", "utf16", "utf-16le", "ucs-2", "iso-10646-ucs-2"), "utf-16-le"),
    "utf-16be": "utf-16-be",
    **dict.fromkeys(("shift_jis", "shift-jis", "sjis", "x-sjis", "ms_kanji", "windows-31j", "cp932"), "cp932"),
    **dict.fromkeys(("euc-jp", "eucjp", "x-euc-jp"), "euc_jp"),
    **dict.fromkeys(("iso-2022-jp", "csiso2022jp"), "iso2022_jp_ext"),
    **dict.fromkeys(("gb2312", "gbk", "gb18030", "x-gbk", "euc-cn", "cp936"), "gb18030"),
    **dict.fromkeys(("big5", "big5-hkscs", "x-x-big5", "cp950"), "big5hkscs"),
    **dict.fromkeys(("euc-kr", "ks_c_5601-1987", "cp949", "uhc"), "cp949"),
    **dict.fromkeys(("us-ascii", "ascii", "windows-1252", "cp1252"), "cp1252"),
    **dict.fromkeys(("iso-8859-1", "iso8859-1", "latin1", "latin-1"), "cp1252"),
    **{f"iso-8859-{number}": f"iso8859_{number}" for number in (*range(2, 12), *range(13, 17))},
    **{f"windows-{number}": f"cp{number}" for number in (*range(1250, 1252), *range(1253, 1259), 874)},
    **{f"cp{number}": f"cp{number}" for number in (*range(1250, 1252), *range(1253, 1259), 874)},
    "koi8-r": "koi8_r",
    "koi8-u": "koi8_u",
    "macintosh": "mac_roman",
    "tis-620": "cp874",
}  # fmt: skip
LATIN = "cp1252"
DECLARATION = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']\s*([A-Za-z0-9._:-]{1,40})\s*[\"']", re.IGNORECASE)
CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([A-Za-z0-9._:-]{1,40})", re.IGNORECASE)
HIGH_BYTES = re.compile(rb"[\x80-\xff]+")
KANA = re.compile("[\u3041-\u30fe]")
HALF_WIDTH_KANA = re.compile("[\uff61-\uff9f]")
# Above this share of undecodable among all non-ASCII bytes the encoding is another one than it says.
DAMAGE_BORNE = 0.1


def text_of(body: bytes | bytearray, content_type: str = "") -> str:
    """Give the document as text: by BOM, HTTP charset, XML declaration, UTF-8; undecodable bytes become U+FFFD.

    Bytes that are valid UTF-8 are UTF-8 whatever they are called. Raises FeedUnreadable when the encoding cannot be
    told: garbled titles are worse than none.
    """
    for bom, encoding in BOMS:
        if body.startswith(bom):
            return body[len(bom) :].decode(encoding, "replace")
    for mark, encoding in SNIFFED:
        if body.startswith(mark):
            return body.decode(encoding, "replace")
    declared = _declared(body, content_type)
    if body.isascii():
        stateful = [encoding for encoding in declared if encoding == "iso2022_jp_ext"]
        return body.decode(stateful[0] if stateful and b"\x1b" in body else "ascii", "replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        pass
    readings = [text for encoding in declared if (text := _strictly(body, encoding)) is not None]
    if readings:
        return min(readings, key=lambda text: len(HALF_WIDTH_KANA.findall(text)))
    for encoding in (*declared, "utf-8"):
        text = body.decode(encoding, "replace")
        if encoding != LATIN and text.count("\ufffd") <= DAMAGE_BORNE * _non_ascii(body):
            return text
    return _guessed(body, declared)


def _declared(body: bytes | bytearray, content_type: str) -> list[str]:
    """Give the encodings that HTTP and the document name, as far as we know them; UTF-16 would have been seen."""
    names = [match[1] for match in [CHARSET.search(content_type)] if match]
    names += [match[1].decode("ascii") for match in [DECLARATION.search(body[:400])] if match]
    found = [ENCODINGS.get(name.lower(), "") for name in names]
    return [encoding for encoding in dict.fromkeys(found) if encoding and not encoding.startswith("utf-16")]


def _strictly(body: bytes | bytearray, encoding: str) -> str | None:
    try:
        return body.decode(encoding)
    except UnicodeDecodeError:
        return None


def _non_ascii(body: bytes | bytearray) -> int:
    return sum(map(len, HIGH_BYTES.findall(body)))


def _guessed(body: bytes | bytearray, declared: list[str]) -> str:
    """Read badly declared bytes as Japanese where that gives kana, as Latin where the accents stand alone."""
    japanese = [text for encoding in ("cp932", "euc_jp") if (text := _strictly(body, encoding)) is not None]
    likely = max(japanese, key=lambda text: len(KANA.findall(text)) - len(HALF_WIDTH_KANA.findall(text)), default="")
    if len(KANA.findall(likely)) > len(HALF_WIDTH_KANA.findall(likely)):
        return likely
    text = body.decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    if sum(not character.isascii() for character in text) >= 3 * damaged:
        return text
    runs = HIGH_BYTES.findall(body)
    if LATIN in declared or sum(len(run) <= 2 for run in runs) >= 0.9 * len(runs):
        return body.decode(LATIN, "replace")
    raise FeedUnreadable("the encoding of the document cannot be told; its titles would be garbled")
