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
}  # noqa: E501
_NUMBER = r"\d{1,2}"
_COUNT = rf"(?:{_NUMBER}|[{''.join(_HAN)}]{{1,3}})"
_ORDINAL_WORD = "|".join(sorted(_WORDS, key=len, reverse=True))

# Each row: a pattern at the end of a title (or the whole of a bracket) and what its group "n" numbers. The patterns
# meet text that is folded (NFKC, lower case, no brackets of width).
_TAILS: tuple[tuple[str, str], ...] = (
    (rf"(?:season|saison|staffel|temporada|stagione|sezon|mùa|musim|sæson|kausi|säsong) ?(?P<n>{_NUMBER})(?:st|nd|rd|th)?", "season"),
    (r"(?:the )?(?P<n>\d{1,2})(?:st|nd|rd|th|ª|º|\.|-й|-я)? (?:season|saison|staffel|temporada|stagione|sezon|series|сезон|sæson|attack)", "season"),
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
_TAIL = [(re.compile(rf"(?:^|[\s:;,\-~・「『(\[]+)(?:{pattern})[\])」』\s.]*$"), kind) for pattern, kind in _TAILS]
_HEAD = [
    (re.compile(r"^(?:gekijou-?ban|gekijō-?ban|劇場版|剧场版|映画|eiga|the movie)[\s:]*"), "film"),
    (re.compile(r"^(?:ova|oad|特別編|tokubetsu-?hen)[\s:]+"), "special"),
    (re.compile(r"^(?:tvアニメ|tv anime|アニメ)[\s:]*[「『]?"), "tv"),
    (re.compile(r"^(?:zoku|続)[\s・:]*(?=.{3})"), "next"),
    (re.compile(r"^(?:shin|新)[\s・:]+(?=.{3})"), "next"),
]
_LONE_NUMBER = re.compile(r"^(?P<base>.*\D)(?P<space>[ \-:]?)(?P<n>[2-9]|1\d)(?P<mark>[!?.☆★]*)$")
_LONE_ROMAN = re.compile(r"^(?P<base>.+) (?P<n>ii|iii|iv|v|vi|vii|viii|ix)$")
_NOT_NAME = re.compile(r"[\W_]+")
_SPLIT = re.compile(r"\s*[:~〜～|/]\s*|\s+[-–—―]+\s*|\s*[-–—―]+\s+|\s*[「『（(\[【]\s*")


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
    plain_number: bool = False  # the season number stood alone: "KonoSuba 3", "Overlord II"


def fold(text: str) -> str:
    """Give the text in one width and case, with plain quotes and single spaces."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    folded = folded.replace("’", "'").replace("`", "'").replace("〜", "~").replace("∽", "~")
    return " ".join(folded.split())


def letters(text: str) -> str:
    """Give only letters and digits, accents and macrons removed where the letter is Latin."""
    decomposed = unicodedata.normalize("NFD", fold(text).replace("×", "x").replace("&", "and"))
    plain = "".join(
        char
        for at, char in enumerate(decomposed)
        if not (unicodedata.combining(char) and at and decomposed[at - 1].isascii())
    )
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
        total = 0
        for char in text:
            total = total * 10 + _HAN[char] if _HAN[char] < 10 else max(total, 1) * 10
        return total if total < 100 else None
    return None


@lru_cache(maxsize=1 << 17)
def parse(text: str) -> Name:
    """Take a title apart."""
    rest = fold(text)
    found: dict[str, int | None] = {}
    marks: set[str] = set()
    plain = False
    for pattern, kind in _HEAD:
        match = pattern.match(rest)
        if match and match.end() < len(rest):
            rest = rest[match.end() :]
            marks.add(kind)
    going = True
    while going:
        going = False
        for pattern, kind in _TAIL:
            match = pattern.search(rest)
            if not match or (match.start() == 0 and not match[0].strip("([ ")):
                continue
            if match.start() == 0:
                continue
            value = number(match.groupdict().get("n"))
            if kind in ("part1", "part2"):
                found.setdefault("part", int(kind[-1]))
                marks.add("part")
            else:
                if kind in ("season", "part", "year") and value is not None:
                    found.setdefault(kind, value)
                marks.add(kind)
            rest = rest[: match.start()].rstrip(" -:~,;・")
            going = True
            break
    if "season" not in found:
        lone = _LONE_ROMAN.match(rest) or _LONE_NUMBER.match(rest)
        if lone and len(letters(lone["base"])) >= 3:
            found["season"] = number(lone["n"])
            rest = lone["base"].rstrip(" -:~,;")
            plain = True
    pieces = [piece for piece in _SPLIT.split(rest) if letters(piece)]
    key = letters(rest) or rest
    head = letters(pieces[0]) if pieces else key
    return Name(
        text=text,
        base=rest,
        key=key,
        head=head,
        season=found.get("season"),
        part=found.get("part"),
        year=found.get("year"),
        marks=frozenset(marks),
        plain_number=plain,
    )
