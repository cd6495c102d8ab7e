"""A fast look at a document before feedparser sees it: is it a feed, is it harmless, what of it is needed.

feedparser hangs for minutes on some small documents (a long prolog, thousands of attributes on one element) and is ten
times slower than the XML reader below, most of it spent on article bodies that nobody needs.
"""

import html.entities
import re
from dataclasses import dataclass, field, replace
from functools import partial
from xml.parsers import expat
from xml.sax.saxutils import escape

from bot.core.cadence import Hints
from bot.core.errors import FeedUnreadable

LONGEST_PROLOG = 20_000
MOST_ITEMS = 2_000
MOST_ATTRIBUTES = 200
MOST_DEPTH = 100
MOST_ELEMENTS = 200_000
MOST_PARTS = 1_000  # of one item; feedparser compares every category with every other
MOST_OUTSIDE = 5_000  # elements outside items
LONGEST_TAG = 20_000
# A body of this size or larger is cut out of an item that has a summary beside it.
LARGE_BODY = 2_000
LARGE_EXTRA = 200
# Of a longer text only the beginning is handed on.
LONG_TEXT = 4_000

ROOTS = frozenset({"rss", "rdf", "feed", "channel"})
ITEMS = frozenset({"item", "entry"})
# What an entry is made of; everything else in an item is cut when it is large.
WANTED = frozenset(
    {"title", "link", "guid", "id", "pubdate", "published", "updated", "modified", "issued", "created", "date",
     "description", "summary", "abstract", "encoded", "content", "origlink", "category"}
)  # fmt: skip
BODIES = frozenset({"encoded", "content", "body", "div"})
SUMMARIES = frozenset({"description", "summary", "abstract"})
PERIODS = {"hourly": 3_600, "daily": 86_400, "weekly": 7 * 86_400, "monthly": 30 * 86_400, "yearly": 365 * 86_400}
DAYS = {name: number for number, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))}

# Not allowed in XML 1.0 (section 2.2), and lone surrogates.
FORBIDDEN = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
NUMBERED = re.compile(r"&#(?:[xX]([0-9a-fA-F]+)|([0-9]+));")
DECLARATION = re.compile(r"(<!--.*?(?:-->|\Z))|<\?xml\b[^<>]*>", re.DOTALL)
DOCTYPE = re.compile(r"<!DOCTYPE(?:[^>\[\"']|\"[^\"]*\"|'[^']*')*(?:\[.*?\]\s*)?>", re.DOTALL | re.IGNORECASE)
FIRST_ELEMENT = re.compile(r"<([A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)")
NOT_AN_ELEMENT = re.compile(r"<!--.*?(?:-->|\Z)|<\?.*?(?:>|\Z)", re.DOTALL)
INNER_ENTITY = re.compile(r"<!ENTITY\s+(\w{1,40})\s+(?:\"([^\"&%<]{0,200})\"|'([^'&%<]{0,200})')\s*>")
START_TAG = re.compile(rb"<[^\s<>]{1,100}(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*>")
NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{0,31});")
BARE_AMPERSAND = re.compile(r"&(?!#[0-9]{1,7};|#[xX][0-9a-fA-F]{1,6};|(?:lt|gt|amp|quot|apos);)")
CDATA = re.compile(r"(<!\[CDATA\[.*?(?:\]\]>|\Z))", re.DOTALL)
LAST_ITEM_END = re.compile(r"</(?:\w+:)?(?:item|entry)\s*>", re.IGNORECASE)
ROOT_END = re.compile(r"</(?:\w+:)?(?:rss|rdf|feed|channel)\s*>", re.IGNORECASE)
WRAPPED = re.compile(r"<(rss|feed)\s[^<>]{0,2000}>")
PREFIXED = re.compile(r"<([A-Za-z][\w-]{0,20}):(?:channel|item|entry)[\s>]")
XML_ENTITIES = frozenset({"lt", "gt", "amp", "quot", "apos"})


@dataclass(frozen=True, slots=True)
class Checked:
    """A document that feedparser may see. `whole`: it does not end in the middle. `valid`: it is well-formed XML."""

    text: str
    hints: Hints
    whole: bool
    valid: bool


@dataclass(frozen=True, slots=True)
class Cut:
    """A piece of an item that feedparser need not see, and what stands in its place."""

    name: str
    start: int
    end: int
    instead: bytes | None = None


@dataclass(slots=True)
class _Scan:
    """What one pass of the XML reader finds."""

    source: bytes
    depth: int = 0
    elements: int = 0
    parts: int = 0
    outside: int = 0
    items: int = 0
    item_depth: int = 0
    child_at: int = 0
    has_summary: bool = False
    pieces: list[Cut] = field(default_factory=list)  # of the present item
    cuts: list[Cut] = field(default_factory=list)
    begins: list[str] = field(default_factory=list)  # the first words of the present child of an item
    begins_length: int = 0
    is_plain: bool = True  # the present child has no elements inside
    path: list[str] = field(default_factory=list)
    said: dict[str, list[str]] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)


def check(text: str) -> Checked:
    """Give what feedparser may safely read of the document. Raises FeedUnreadable for what is no feed or an attack."""
    text = FORBIDDEN.sub("", text).lstrip("\ufeff \t\r\n")
    text = NUMBERED.sub(_numbered, text)
    prolog = DECLARATION.sub(lambda found: found[1] or "", text[:LONGEST_PROLOG])
    text = prolog.lstrip() + text[LONGEST_PROLOG:]
    root = _root(text)
    if root == "html":
        text = _inside_page(text)
        root = _root(text)
    if root not in ROOTS:
        raise FeedUnreadable(f"the document is no feed: it begins with <{root}>" if root else "the document is no feed")
    text = _without_lost_prefix(_without_doctype(text))
    scan = _scan(text)
    if scan is None:
        text = _mended(text)
        scan = _scan(text)
    if scan is not None:
        return Checked(_slim(scan), _hints(scan.said), whole=True, valid=True)
    return _broken(text)


def _numbered(match: re.Match[str]) -> str:
    """Keep a reference to a character that XML knows; drop one that feedparser dies of."""
    digits = match[1] or match[2]
    code = int(digits, 16 if match[1] else 10) if len(digits) <= 7 else 0
    fine = code in {9, 10, 13} or 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000
    return match[0] if fine else ""


def _root(text: str) -> str:
    prolog = NOT_AN_ELEMENT.sub("", text[: LONGEST_PROLOG * 2])
    prolog = DOCTYPE.sub("", prolog, count=1)
    match = FIRST_ELEMENT.search(prolog)
    if match is None:
        return ""
    if text.find(match[0]) > LONGEST_PROLOG:
        raise FeedUnreadable(f"the document has more than {LONGEST_PROLOG} characters before its first element")
    return match[2].lower()


def _inside_page(text: str) -> str:
    """Give the feed that somebody wrapped into a page; no page of another kind holds one unescaped."""
    match = WRAPPED.search(text)
    end = text.rfind(f"</{match[1]}>") if match else -1
    return text[match.start() : end + len(match[1]) + 3] if match and end > match.end() else text


def _without_doctype(text: str) -> str:
    """Resolve the short plain entities that a document declares, and drop the rest of its DOCTYPE: nothing expands."""
    match = DOCTYPE.search(text, 0, LONGEST_PROLOG)
    if match is None:
        return text  # one that is longer than a prolog may be is refused by `_scan`
    declared = {found[1]: found[2] or found[3] or "" for found in INNER_ENTITY.finditer(match[0])}
    text = text[: match.start()] + text[match.end() :]
    if not declared:
        return text
    uses = sum(found[1] in declared for found in NAMED.finditer(text))
    if uses > MOST_ITEMS:
        raise FeedUnreadable(f"the document uses its own entities {uses} times; {MOST_ITEMS} are the most")
    return NAMED.sub(lambda found: declared.get(found[1], found[0]), text)


def _without_lost_prefix(text: str) -> str:
    """Take off a prefix of the feed's own elements that nothing declares."""
    prefix = PREFIXED.search(text, 0, LONGEST_PROLOG)
    if prefix is None or f"xmlns:{prefix[1]}" in text:
        return text
    return re.sub(rf"(</?){prefix[1]}:", r"\1", text)


def _mended(text: str) -> str:
    """Give the document with what most often breaks one put right: HTML's entities and bare ampersands."""
    parts = CDATA.split(text)
    for number in range(0, len(parts), 2):
        parts[number] = BARE_AMPERSAND.sub("&amp;", NAMED.sub(_named, parts[number]))
    return "".join(parts)


def _named(match: re.Match[str]) -> str:
    if match[1] in XML_ENTITIES:
        return match[0]
    character = html.entities.html5.get(f"{match[1]};")
    return character if character and character not in "<>&\"'" else match[0]


def _scan(text: str) -> _Scan | None:
    """Read the document once. None: it is not well-formed. Raises FeedUnreadable where it goes beyond a limit."""
    scan = _Scan(text.encode("utf-8", "replace"))
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True

    def start(name: str, attributes: dict[str, str]) -> None:
        _enter(scan, name, len(attributes), parser.CurrentByteIndex)

    def end(_name: str) -> None:
        _leave(scan, parser.CurrentByteIndex)

    def words(data: str) -> None:
        if scan.item_depth:
            if scan.begins_length < LONG_TEXT:
                scan.begins.append(data)
                scan.begins_length += len(data)
        elif len(scan.path) <= 4:
            scan.words.append(data)

    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = words
    try:
        parser.Parse(scan.source, True)
    except expat.ExpatError:
        return None
    return scan


def _refuse_doctype(*_declaration: object) -> None:
    raise FeedUnreadable(f"the document declares its own document type in more than {LONGEST_PROLOG} characters")


def _enter(scan: _Scan, name: str, attributes: int, at: int) -> None:
    local = name.rpartition(":")[2].lower()
    scan.depth += 1
    scan.elements += 1
    if attributes > MOST_ATTRIBUTES:
        raise FeedUnreadable(f"an element has {attributes} attributes; {MOST_ATTRIBUTES} are the most")
    if scan.depth > MOST_DEPTH:
        raise FeedUnreadable(f"elements are nested more than {MOST_DEPTH} deep")
    if scan.elements > MOST_ELEMENTS:
        raise FeedUnreadable(f"the document has more than {MOST_ELEMENTS} elements")
    if local in ITEMS and not scan.item_depth:
        scan.items += 1
        if scan.items > MOST_ITEMS:
            raise FeedUnreadable(f"the document has more than {MOST_ITEMS} items")
        scan.item_depth, scan.has_summary, scan.parts = scan.depth, False, 0
        scan.pieces.clear()
    elif scan.item_depth and scan.depth == scan.item_depth + 1:
        scan.child_at, scan.begins_length, scan.is_plain = at, 0, True
        scan.begins.clear()
        scan.parts += 1
        if scan.parts > MOST_PARTS:
            raise FeedUnreadable(f"an item has more than {MOST_PARTS} parts")
    elif scan.item_depth:
        scan.is_plain = False
    else:
        scan.words.clear()
        scan.outside += 1
        if scan.outside > MOST_OUTSIDE:
            raise FeedUnreadable(f"the document has more than {MOST_OUTSIDE} elements outside its items")
    scan.path.append(local)


def _leave(scan: _Scan, at: int) -> None:
    local = scan.path.pop()
    if scan.item_depth and scan.depth == scan.item_depth + 1:
        scan.has_summary = scan.has_summary or local in SUMMARIES
        if at - scan.child_at >= LARGE_EXTRA:
            end = _end_of_tag(scan.source, at)
            scan.pieces.append(Cut(local, scan.child_at, end, _shortened(scan, at, end)))
    elif scan.item_depth == scan.depth:
        scan.cuts += [cut for cut in map(partial(_useful, scan.has_summary), scan.pieces) if cut is not None]
        scan.item_depth = 0
    elif not scan.item_depth:
        said = scan.said.setdefault(local, [])
        if len(said) < 40:
            said.append("".join(scan.words).strip()[:40])
        scan.words.clear()
    scan.depth -= 1


def _end_of_tag(source: bytes, at: int) -> int:
    """Give where the end tag that starts at `at` ends; an empty element has none and is never cut."""
    return source.find(b">", at) + 1 if source.startswith(b"</", at) else at


def _shortened(scan: _Scan, at: int, end: int) -> bytes | None:
    """Give the present child with only the first part of its text; None where it is short or holds elements."""
    if not scan.is_plain or at - scan.child_at < 2 * LONG_TEXT:
        return None
    tag = START_TAG.match(scan.source, scan.child_at)
    if tag is None:
        return None
    text = "".join(scan.begins)[:LONG_TEXT]
    if text.rfind("<") > text.rfind(">"):
        text = text[: text.rfind("<")]  # half a tag
    return tag[0] + escape(text).encode() + scan.source[at:end]


def _useful(has_summary: bool, piece: Cut) -> Cut | None:
    """Give the cut that the piece is good for, once the whole item is known."""
    if piece.name in BODIES and has_summary and piece.end - piece.start >= LARGE_BODY:
        return replace(piece, instead=b"")
    if piece.name not in WANTED and piece.name not in ITEMS:
        return replace(piece, instead=b"")
    return piece if piece.instead is not None and piece.name in BODIES | SUMMARIES else None


def _slim(scan: _Scan) -> str:
    if not scan.cuts:
        return scan.source.decode("utf-8", "replace")
    kept, position = [], 0
    for cut in scan.cuts:
        kept += [scan.source[position : cut.start], cut.instead or b""]
        position = max(position, cut.end)
    kept.append(scan.source[position:])
    return b"".join(kept).decode("utf-8", "replace")


def _broken(text: str) -> Checked:
    """Give what can be used of a document that is not well-formed: all but what may be half an item."""
    # `a < b` in a body must not look like a tag of 20,000 characters: only what follows the last `<` counts.
    if any(len(piece) - piece.rfind("<") > LONGEST_TAG for piece in text.split(">") if "<" in piece):
        raise FeedUnreadable(f"the document is not well-formed and has a tag of more than {LONGEST_TAG} characters")
    if text.count("<") > 2 * MOST_ELEMENTS:
        raise FeedUnreadable(f"the document is not well-formed and has more than {MOST_ELEMENTS} elements")
    ends = [match.end() for match in LAST_ITEM_END.finditer(text)]
    if len(ends) > MOST_ITEMS:
        raise FeedUnreadable(f"the document has more than {MOST_ITEMS} items")
    if ROOT_END.search(text, ends[-1] if ends else 0):
        return Checked(text, Hints(), whole=True, valid=False)
    if not ends:
        raise FeedUnreadable("the document ends before its first item does")
    return Checked(text[: ends[-1]], Hints(), whole=False, valid=False)


def _hints(said: dict[str, list[str]]) -> Hints:
    minutes = _number(said, "ttl")
    period = PERIODS.get(_first(said, "updateperiod").lower(), 0)
    frequency = _number(said, "updatefrequency") or 1
    hours = {int(hour) % 24 for hour in said.get("hour", ()) if hour.isascii() and hour.isdigit()}
    days = {DAYS[day[:3].lower()] for day in said.get("day", ()) if day[:3].lower() in DAYS}
    return Hints(minutes * 60, period // frequency, tuple(sorted(hours)), tuple(sorted(days)))


def _number(said: dict[str, list[str]], name: str) -> int:
    text = _first(said, name)
    return int(text[:9]) if text.isascii() and text.isdigit() else 0


def _first(said: dict[str, list[str]], name: str) -> str:
    return next(iter(said.get(name, ())), "")
