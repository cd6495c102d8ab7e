"""The dates of feed entries, read strictly: a date that is not certain is none."""

import re
from datetime import UTC, datetime, timedelta, timezone

EARLIEST = datetime(1995, 1, 1, tzinfo=UTC)
LONGEST = 80

MONTHS = {
    name: number + 1
    for number, name in enumerate(("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"))
}
# Hours from UTC. Names that mean several zones (IST, BST, AST …) are left out unless feeds use them in one sense only.
ZONES = {
    "": 0.0, "z": 0, "utc": 0, "ut": 0, "gmt": 0, "wet": 0, "west": 1, "bst": 1, "cet": 1, "cest": 2, "met": 1,
    "mest": 2, "eet": 2, "eest": 3, "msk": 3, "jst": 9, "kst": 9, "hkt": 8, "sgt": 8, "est": -5, "edt": -4, "cst": -6,
    "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7, "akst": -9, "akdt": -8, "hst": -10, "aest": 10, "aedt": 11,
    "acst": 9.5, "awst": 8, "nzst": 12, "nzdt": 13,
}  # fmt: skip
_CLOCK = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d{1,9})?)?"
_ZONE = r"\s*(?P<zone>[A-Za-z]{1,5}|(?:GMT|UTC)?[+-]\d{1,2}:?\d{2}|[+-]\d{2})?"
_WEEKDAY = r"(?:[a-z]{3,9}\.?,?\s+)?"
_JAPANESE_DAY = r"(?P<year>\d{4})\s*年\s*(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*日(?:\s*[(（][^)）]{1,3}[)）])?"
FORMS = (
    # RFC 822, with or without weekday, seconds and zone; two-digit years
    _WEEKDAY
    + r"(?P<day>\d{1,2})[\s-]+(?P<month>[a-z]{3,9})\.?,?[\s-]+(?P<year>\d{4}|\d{2})"
    + rf"(?:,?\s+{_CLOCK}{_ZONE})?(?:\s*\([^)]*\))?",
    # asctime, and American order
    _WEEKDAY + rf"(?P<month>[a-z]{{3,9}})\.?\s+(?P<day>\d{{1,2}}),?\s+{_CLOCK}{_ZONE}\s+(?P<year>\d{{4}})",
    _WEEKDAY + r"(?P<month>[a-z]{3,9})\.?\s+(?P<day>\d{1,2}),?\s+(?P<year>\d{4})" + rf"(?:,?\s+{_CLOCK}{_ZONE})?",
    # ISO 8601, W3C, SQL; slashes and dots as Japanese sites write them
    r"(?P<year>\d{4})(?P<s>[-/.])(?P<month>\d{1,2})(?P=s)(?P<day>\d{1,2})" + rf"(?:(?:\s*T\s*|\s+){_CLOCK}{_ZONE})?Z?",
    rf"(?P<year>\d{{4}})(?P<month>\d{{2}})(?P<day>\d{{2}})(?:T?(?P<hour>\d{{2}})(?P<minute>\d{{2}})(?P<second>\d{{2}})?{_ZONE})?",
    _JAPANESE_DAY + rf"(?:\s*{_CLOCK}{_ZONE})?",
    _JAPANESE_DAY + r"\s*(?P<hour>\d{1,2})時(?:(?P<minute>\d{1,2})分)?(?:(?P<second>\d{1,2})秒)?",
)
PATTERNS = tuple(re.compile(form, re.IGNORECASE) for form in FORMS)
# A date in Japanese or with slashes and without a zone was written in Japan.
JAPAN = 9.0
EUROPE_TO_ASIA = str.maketrans("０１２３４５６７８９／：－．　", "0123456789/:-. ")


def unix_time(text: str, *, now: float) -> int | None:
    """Give a date of a feed as unix seconds; None for one that is unclear, before 1995 or in the future."""
    text = " ".join(text.translate(EUROPE_TO_ASIA).split())
    if not text or len(text) > LONGEST:
        return None
    for pattern in PATTERNS:
        match = pattern.fullmatch(text)
        if match:
            return _moment(match.groupdict(), japanese="年" in text or match.groupdict().get("s") == "/", now=now)
    return None


def _moment(parts: dict[str, str | None], *, japanese: bool, now: float) -> int | None:
    shift = _shift(parts.get("zone"), JAPAN if japanese else 0.0)
    month = _month(parts["month"] or "")
    if shift is None or month is None:
        return None
    year = int(parts["year"] or 0)
    if len(parts["year"] or "") == 2:
        year += 2000 if year < 70 else 1900
    hour = int(parts.get("hour") or 0)
    try:
        moment = datetime(
            year,
            month,
            int(parts["day"] or 0),
            0 if hour == 24 else hour,
            int(parts.get("minute") or 0),
            min(int(parts.get("second") or 0), 59),
            tzinfo=timezone(timedelta(hours=shift)),
        ) + timedelta(days=hour == 24)
        seconds = int(moment.timestamp())
    except (ValueError, OverflowError):
        return None
    return seconds if moment >= EARLIEST and seconds <= now else None


def _month(text: str) -> int | None:
    return int(text) if text.isdigit() else MONTHS.get(text[:3].lower())


def _shift(zone: str | None, default: float) -> float | None:
    """Give the hours from UTC; None for a zone that we cannot place."""
    if zone is None or not zone:
        return default
    match = re.fullmatch(r"(?:GMT|UTC)?([+-])(\d{1,2}):?(\d{2})?", zone, re.IGNORECASE)
    if match:
        hours = int(match[2]) + int(match[3] or 0) / 60
        return (hours if match[1] == "+" else -hours) if hours <= 14 else None
    return ZONES.get(zone.lower())
