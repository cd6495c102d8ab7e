"""What a title says about its entry: the name of the work, and season, part, film or OVA markers around it."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_ROMAN = {"ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9}
_WORDS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "ichi": 1, "ni": 2, "san": 3, "yon": 4, "shi": 4, "go": 5, "roku": 6, "nana": 7,
    "primera": 1, "segunda": 2, "tercera": 3, "cuarta": 4, "quinta": 5, "deuxième": 2, "troisième": 3, "quatrième": 4,
}  # fmt: skip
_HAN = {
    "一": 1,
    "二": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "十": 10,
    "弐": 2,
    "貳": 2,
    "贰": 2,
    "参": 3,
    "壱": 1,
}
_NUMBER = r"\d{1,2}"
_COUNT = rf"(?:{_NUMBER}|[{''.join(_HAN)}]{{1,3}})"
_ORDINAL_WORD = "|".join(sorted(_WORDS, key=len, reverse=True))

_SEASON_WORDS = "season|saison|staffel|temporada|stagione|sezon|сезон|mùa|musim|sæson|kausi|säsong"
# Each row: a pattern at the end of a title (or the whole of a bracket) and what its group "n" numbers. The patterns
# meet text that is folded (NFKC, lower case, no brackets of width).
_TAILS: tuple[tuple[str, str], ...] = (
    (rf"(?:{_SEASON_WORDS}) ?(?P<n>{_NUMBER})(?:st|nd|rd|th)?", "season"),
    (rf"(?:the )?(?P<n>\d{{1,2}})(?:st|nd|rd|th|ª|º|\.|-й|-я)? (?:{_SEASON_WORDS}|series|attack)", "season"),
    (rf"(?:the )?(?P<n>{_ORDINAL_WORD}) (?:season|saison|temporada|stagione|series|stage)", "season"),
    (r"(?:season|series) (?P<n>ii|iii|iv|v|vi|vii|viii|ix)", "season"),
    (rf"s(?P<n>{_NUMBER})", "season"),
    (rf"第? ?(?P<n>{_COUNT}) ?(?:期|季|シーズン|シリーズ|기)", "season"),
    (rf"시즌 ?(?P<n>{_NUMBER})", "season"),
    (rf"シーズン ?(?P<n>{_NUMBER})", "season"),
    (rf"(?:сезон|الموسم|ภาค|ภาคที่|ซีซั่น|ปี|עונה|סיזון) ?(?P<n>{_NUMBER})", "season"),
    (rf"(?P<n>{_NUMBER})(?:-й|-ий)? ?сезон", "season"),
    (rf"dai (?P<n>{_NUMBER}|{_ORDINAL_WORD})[ -](?:ki|ji|shou|sho)", "season"),
    (rf"(?P<n>{_NUMBER})[ -]ki", "season"),
    (r"(?:the )?(?:final|last) (?:season|series|saison)", "final"),
    (r"(?:saishuu shou|saishuushou|最終章|最終シーズン|kanketsu-?hen|完結編|完結篇)", "final"),
    (rf"(?:part|partie|parte|teil|cour|cours|часть|phần) ?(?P<n>{_NUMBER}|ii|iii|iv|v)", "part"),
    (rf"(?P<n>{_NUMBER})(?:st|nd|rd|th) (?:cour|cours|part|half)", "part"),
    (rf"(?:the )?(?P<n>{_ORDINAL_WORD}) (?:cour|cours|half|part)", "part"),
    (rf"第? ?(?P<n>{_COUNT}) ?(?:クール|部分|部)", "part"),
    (rf"パート ?(?P<n>{_NUMBER})", "part"),
    (r"(?:the )?latter half|後半クール|後編|kouhen|zoku-?hen|後半", "part2"),
    (r"zenpen|前編|前半", "part1"),
    (r"\(?(?P<n>(?:19|20)\d\d)\)?", "year"),
    (r"(?:the )?(?:movies?|film|films)(?: (?P<n>\d{1,2}|i|ii|iii|iv|v))?", "film"),
    (r"(?:gekijou-?ban|gekijō-?ban|劇場版|剧场版|映画|movie-?ban|the movie)", "film"),
    (r"(?:ovas?|oads?|oav)(?: ?(?P<n>\d{1,2}))?", "ova"),
    (r"(?:specials?|tokubetsu-?hen|特別編|スペシャル|sp|bangai-?hen|番外編)(?: ?(?P<n>\d{1,2}))?", "special"),
    (r"(?:recaps?|soushuu-?hen|総集編|digest|ダイジェスト|compilation|furikaeri|memories)", "recap"),
    (r"(?:pv|promo|promotional video|music video|mv|trailer|teaser|pilot|パイロット)(?: ?(?P<n>\d{1,2}))?", "pv"),
    (r"(?:tv(?: animation| anime| series)?|the animation|animation|anime|ona|web|アニメ|tvアニメ)", "tv"),
)  # fmt: skip
_NUMBERED = "?P<n>"
_TAIL_KINDS = [kind for _, kind in _TAILS]
# One pattern for all rows: group r3 tells that the third row matched, n3 its number.
_TAIL = re.compile(
    r"[\s:;,\-~・「『(\[]+(?:"
    + "|".join(f"(?P<r{at}>{pattern.replace(_NUMBERED, f'?P<n{at}>')})" for at, (pattern, _) in enumerate(_TAILS))
    + r")[\])」』\s.]*$"
)
_HEAD = [
    (re.compile(r"^(?:gekijou-?ban|gekijō-?ban|劇場版|剧场版|映画|eiga|the movie)[\s:]*"), "film"),
    (re.compile(r"^(?:ova|oad|特別編|tokubetsu-?hen)[\s:]+"), "special"),
    (re.compile(r"^(?:tvアニメ|tv anime|アニメ)[\s:]*[「『]?"), "tv"),
    (re.compile(r"^(?:zoku|続)[\s・:]*(?=.{3})"), "next"),
    (re.compile(r"^(?:shin|新)[\s・:]+(?=.{3})"), "next"),
]
_HEAD_BEGINS = ("geki", "劇", "剧", "映", "eiga", "the m", "o", "特", "toku", "tv", "ア", "zoku", "続", "shin", "新")
_LONE_NUMBER = re.compile(r"^(?P<base>.*\D)(?P<space>[ \-:]?)(?P<n>0?[2-9]|1\d)(?P<mark>[!?.☆★]*)$")
_LONE_ROMAN = re.compile(r"^(?P<base>.+) (?P<n>ii|iii|iv|v|vi|vii|viii|ix)$")
_ACCENTS = re.compile(r"([a-z])[\u0300-\u036f]+")
_NOT_NAME = re.compile(r"[\W_]+")
_SPLIT = re.compile(r"[~〜～「『（(\[【]|:\s|\s[:/|–—-]|[–—-]\s")


@dataclass(frozen=True, slots=True)
class Name:
    """A title taken apart. `base` is the name without markers, folded to letters and digits (`key`)."""

    text: str
    base: str
    key: str
    head: str  # the key of what stands before the first colon, dash or bracket; equal to `key` when nothing does
    season: int | None = None
    part: int | None = None
    year: int | None = None
    marks: frozenset[str] = frozenset()
    counted_head: str = ""  # the head without the number that it ends in: "GATE" of "GATE 2: …"
    plain_number: bool = False  # the season number stood alone: "KonoSuba 3", "Overlord II"


def fold(text: str) -> str:
    """Give the text in one width and case, with plain quotes and single spaces."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    folded = folded.replace("’", "'").replace("`", "'").replace("〜", "~").replace("∽", "~")
    return " ".join(folded.split())


def letters(text: str) -> str:
    """Give only letters and digits, accents and macrons removed where the letter is Latin."""
    folded = fold(text).replace("&", "and")
    if folded.isascii():
        return _NOT_NAME.sub("", folded)
    decomposed = unicodedata.normalize("NFD", folded.replace("×", "x"))
    plain = _ACCENTS.sub(r"\1", decomposed)
    return _NOT_NAME.sub("", unicodedata.normalize("NFC", plain))


def number(text: str | None) -> int | None:
    """Read 2, ii, second, 二."""
    if not text:
        return None
    if text.isascii() and text.isdigit():
        return int(text)
    if text in _ROMAN:
        return _ROMAN[text]
    if text in _WORDS:
        return _WORDS[text]
    if all(char in _HAN for char in text):
        tens, ten, ones = text.rpartition("十")
        value = (_HAN.get(tens, 1) * 10 if ten else 0) + (_HAN.get(ones, 0) if len(ones) <= 1 else 0)
        return value or None
    return None


# Whatever ends in none of these has no marker at its end; most titles are done after this one look.
_MAYBE_TAIL = re.compile(
    r"\d|[一二三四五六七八九十弐贰参][期季部]|クール|シーズン|シリーズ|[期季部기]$|(?:\b(?:ii|iii|iv|v|vi|vii|viii|ix)\b)|season|saison"
    r"|temporada|stagione|series|cour|part|half|final|last|saishuu|最終|kanketsu|完結|後|前|kouhen|zenpen|zoku-?hen"
    r"|movie|film|gekij|劇場|剧场|映画|ova|oad|oav|special|tokubetsu|特別|スペシャル|sp$|bangai|番外|recap|soushuu"
    r"|総集|digest|ダイジェスト|compilation|furikaeri|memories|pv|promo|music video|mv$|trailer|teaser|pilot|パイロット"
    r"|tv|animation|anime|ona$|web$|アニメ|stage"
)
_TAIL_CHARACTERS = 40


@lru_cache(maxsize=1 << 17)
def parse(text: str) -> Name:
    """Take a title apart."""
    rest, marks = _without_heads(fold(text))
    numbers: dict[str, int] = {}
    rest = _without_tails(rest, numbers, marks)
    plain = False
    if "season" not in numbers:
        lone = _LONE_ROMAN.match(rest) or _LONE_NUMBER.match(rest)
        value = number(lone["n"].lstrip("0")) if lone and len(letters(lone["base"])) >= 3 else None
        if lone and value and not lone["base"].endswith(("/", ".")):
            numbers["season"] = value
            rest = lone["base"].rstrip(" -:~,;")
            plain = True
    key = letters(rest) or rest
    counted = ""
    head = next((piece for piece in _SPLIT.split(rest) if piece.strip(" !?.-")), rest)
    if head != rest and "season" not in numbers:
        lone = _LONE_ROMAN.match(head) or _LONE_NUMBER.match(head)
        value = number(lone["n"].lstrip("0")) if lone else None
        if lone and value:
            numbers["season"], plain = value, True
            counted = letters(lone["base"])
    return Name(
        text=text,
        base=rest,
        key=key,
        head=key if head == rest else letters(head) or key,
        season=numbers.get("season"),
        part=numbers.get("part"),
        year=numbers.get("year"),
        marks=frozenset(marks),
        counted_head=counted,
        plain_number=plain,
    )


def _without_heads(rest: str) -> tuple[str, set[str]]:
    marks: set[str] = set()
    if not rest.startswith(_HEAD_BEGINS):
        return rest, marks
    for pattern, kind in _HEAD:
        match = pattern.match(rest)
        if match and match.end() < len(rest):
            rest = rest[match.end() :]
            marks.add(kind)
    return rest, marks


def _without_tails(rest: str, numbers: dict[str, int], marks: set[str]) -> str:
    """Take marker after marker from the end; what they say goes into `numbers` and `marks`."""
    while _MAYBE_TAIL.search(rest[-_TAIL_CHARACTERS:]):
        # Never the whole title: "Another", "Part 2" and "86" are names when nothing stands before them.
        begin = max(1, len(rest) - _TAIL_CHARACTERS)
        match = _TAIL.search(rest, begin)
        if match is None:
            return rest
        groups = match.groupdict()
        row = next(at for at in range(len(_TAILS)) if groups[f"r{at}"] is not None)
        kind = _TAIL_KINDS[row]
        value = number(groups.get(f"n{row}"))
        if kind in {"part1", "part2"}:
            numbers.setdefault("part", int(kind[-1]))
            marks.add("part")
        else:
            if kind in {"season", "part", "year"} and value is not None:
                numbers.setdefault(kind, value)
            marks.add(kind)
        rest = rest[: match.start()].rstrip(" -:~,;・")
    return rest
