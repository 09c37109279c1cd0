"""Period headings: "Tertial 1", "T1 2023", "Januari–april", "per den 31 augusti", also as OCR left them.

Names follow the use of Swedish municipalities: a tertial is four months, a
*delårsrapport* covers January to August (kommunal bokföringslag 13 kap.: at
least half, at most two thirds of the year; most choose the latter).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from ingest.lines import folded
from ingest.sections import Period, PeriodKind
from ingest.words import Word

MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip

_NAMES: dict[tuple[int, int], tuple[str, PeriodKind]] = {
    (1, 4): ("T1", "period"),
    (5, 8): ("T2", "period"),
    (9, 12): ("T3", "period"),
    (1, 3): ("Q1", "period"),
    (4, 6): ("Q2", "period"),
    (7, 9): ("Q3", "period"),
    (10, 12): ("Q4", "period"),
    (1, 6): ("H1", "period"),
    (7, 12): ("H2", "period"),
    (1, 8): ("T2", "year-to-date"),
    (1, 9): ("Q3", "year-to-date"),
    (1, 12): ("Y", "year"),
}
"""What a stretch of months is called and whether it stands alone."""

_TO_DATE = {3: "Q1", 4: "T1", 6: "H1", 8: "T2", 9: "Q3", 12: "Y"}
"""The period that ends with a month, for headings that give only the day they count to."""

_UNITS = {"T": ("tertial", 4), "Q": ("kvartal", 3), "H": ("halvar", 6)}

MONTHS_OF_UNIT = {letter: months for letter, (_, months) in _UNITS.items()}
"""Months of a tertial (T), a quarter (Q) and a half-year (H)."""

_ORDINALS = {
    "forsta": 1, "andra": 2, "tredje": 3, "fjarde": 4,
    "ett": 1, "tva": 2, "tre": 3, "fyra": 4,
    "1:a": 1, "2:a": 2, "3:e": 3, "4:e": 4,
    "i": 1, "ii": 2, "iii": 3, "iv": 4,
}  # fmt: skip

_MISREAD_DIGITS = {"l": 1, "i": 1, "|": 1, "!": 1, "]": 1, "z": 2, "1": 1, "2": 2, "3": 3, "4": 4}
"""Digits as OCR leaves them after a unit's name: "Tertial l", "Tertial |"."""

_LEAD_IN = re.compile(
    r"^(?:uppfoljning(?:en)?|resultat(?:et)?|status|utfall|aktivitet(?:er)?|atgard(?:er)?|lagesrapport|"
    r"redovisning|genomfort|rapport(?:ering)?|avstamning|kommentar(?:er)?|insatser|period|for|av|under|"
    r"efter|[-–—:])\s+"
)
"""Words that may stand before the period in its heading: "Uppföljning tertial 1", "Resultat T2"."""

_TAIL = re.compile(r"\s+(?:uppfoljning|resultat|status|utfall|avstamning|kommentar|lagesrapport|rapport)$")

_YEAR = re.compile(r"(?:\bar\s+)?\b(20[0-4]\d)\b|\s'(\d\d)\b")
_LOST_BLANK = re.compile(r"(?<!\d)([1-4])(?=20[0-4]\d\b)")
"""Number and year of a heading as OCR joins them: "Tertial 12024"."""
_MONTH = "(" + "|".join(f"{folded(m)[:3]}(?:{folded(m)[3:]})?" for m in MONTHS) + r"|sept)\.?"
_DASH = r"\s*(?:-|–|—|till(?:\s+och\s+med)?|t\.?\s?o\.?\s?m\.?)\s*"
_RANGE = re.compile(rf"^{_MONTH}{_DASH}{_MONTH}$")
_MISREAD_RANGE = re.compile(r"^([^\W\d_]{3,10})[-–—]([^\W\d_]{3,10})$")
_PER_DAY = re.compile(
    rf"^(?:per|t\.?\s?o\.?\s?m\.?|till\s+och\s+med)\s+(?:den\s+)?(?:\d{{1,2}}\s+)?{_MONTH}$"
)
_PER_DATE = re.compile(r"^(?:per|t\.?\s?o\.?\s?m\.?|till\s+och\s+med)\s+(?:den\s+)?\d{1,2}/(\d{1,2})$")
_PER_ISO = re.compile(r"^(?:per\s+)?(20\d\d)-(\d\d)-(\d\d)$")
_UNIT_RANGE = re.compile(r"^(\S+)\s+1\s*(?:-|–|—|och|\+|&)\s*([234])$")

_WHOLE_YEAR = re.compile(
    r"^(?:helar|helaret|helars\w+|hela aret|ars\w*uppfoljning|arsbokslut|arsrapport|slutrapport)$"
)

MISREAD = 2
"""Letters of a unit's name that may be misread where the place of its heading speaks for it too; of the words
over other columns none is as near ("Status", "Effekt", "Mål")."""

SPECKS = " .:;*'’‘´`\"”°^~"
"""Signs around a heading that say nothing: its full stop or colon, and what dirt of a scan is read as."""

LONGEST_HEADING = 8
"""Words in the longest heading there is: "Uppföljning tertial 2 2024 (januari – augusti)" has seven."""


@lru_cache(maxsize=4096)
def read_period(text: str) -> Period | None:
    """The period that ``text`` as a whole names; None if it says anything else.

    >>> read_period("Tertial 2").name, read_period("TertiaI l").name, read_period("T3 2023").year
    ('T2', 'T1', 2023)
    >>> read_period("januari–augusti").kind, read_period("Maij–augusti").name
    ('year-to-date', 'T2')
    >>> read_period("Under tertial 2 har arbetet fortsatt") is None
    True
    """
    plain = " ".join(folded(text).replace("\u00ad", "").split()).strip(SPECKS)
    plain = re.sub(r"\s+([)])", r"\1", plain)
    plain = _LOST_BLANK.sub(r"\1 ", plain)
    aside = re.search(r"\s*\(([^()]*)\)$", plain)
    if aside:
        plain = plain[: aside.start()] or aside[1]
    plain, year = _without_year(plain)
    plain = plain.strip(" .:;,-–—")
    while (shorter := _LEAD_IN.sub("", plain)) != plain:
        plain = shorter
    plain = _TAIL.sub("", plain)
    period, aside_text = _named(plain), aside[1] if aside else ""
    if period is None and not aside:
        period, aside_text = _with_months(plain)
    if period is None:
        return None
    aside_text, aside_year = _without_year(aside_text)
    if aside_text.strip(" ,-–"):
        span = _named(aside_text.strip(" ,-–"))
        if span is None:
            return None
        period = _spanned(period, span)
    year = year or aside_year
    return replace(period, year=year) if year else period


def renumbered(text: str, period: Period) -> Period:
    """``period`` of a unit, with the months that a heading gives beside its misread number.

    >>> renumbered("Tertial 1 (januari–augusti)", Period("T2", 5, 8)).kind
    'year-to-date'
    """
    words = text.split()
    tails = [" ".join(words[cut:]).strip("()") for cut in range(1, len(words))]
    read = (read_period(f"{period.name} ({tail})") for tail in tails)
    return replace(next(filter(None, read), period), year=period.year)


def _without_year(plain: str) -> tuple[str, int | None]:
    if _PER_ISO.match(plain):
        return plain, None
    found = _YEAR.search(plain)
    if not found:
        return plain, None
    year = int(found[1]) if found[1] else 2000 + int(found[2])
    return (plain[: found.start()] + plain[found.end() :]).strip(), year


def _with_months(plain: str) -> tuple[Period | None, str]:
    """A heading that names its period twice: "T1, januari–april", "Tertial 2 per den 31 augusti"."""
    parts = plain.split()
    for cut in range(1, len(parts)):
        left = " ".join(parts[:cut]).strip(" ,:–—-")
        right = " ".join(parts[cut:]).strip(" ,:–—-")
        if _months(right) and (period := _named(left)):
            return period, right
    return None, ""


def _spanned(period: Period, months: Period) -> Period:
    """A period whose heading also gives its months: "Tertial 2 (januari–augusti)" is year-to-date."""
    if months.last_month != period.last_month:
        return period
    kind: PeriodKind = period.kind
    if months.first_month < period.first_month:
        kind = "year-to-date"
    return replace(period, first_month=months.first_month, kind=kind, year=period.year or months.year)


def _named(plain: str) -> Period | None:
    return _unit(plain) or _half(plain) or _months(plain) or _whole(plain)


def _unit(plain: str) -> Period | None:
    """Tertial, quarter or half-year with its number, in letters or digits, before or after."""
    span = _UNIT_RANGE.match(plain)
    if span:
        letter, last = _unit_letter(span[1]), int(span[2])
        if letter and last * _UNITS[letter][1] <= 12:
            return _to_date(last * _UNITS[letter][1])
    short = re.match(r"^([tqkh])\s?([1-4li|z!\]])$", plain)
    if short:
        return _numbered({"k": "Q"}.get(short[1], short[1].upper()), _MISREAD_DIGITS[short[2]])
    parts = plain.split()
    if len(parts) == 1:
        glued = re.match(r"^(\S{3,}?)([1-4l|!z]|i{1,3})$", plain)
        if not glued or (not glued[2].isdigit() and len(glued[1]) < len("tertial")):
            return None
        parts = [glued[1], glued[2]]
    if len(parts) != 2:
        return None
    for unit, number in (parts, parts[::-1]):
        count = _ORDINALS.get(number) or _MISREAD_DIGITS.get(number.strip(".:"))
        if count and (letter := _unit_letter(unit)):
            return _numbered(letter, count)
    return None


def _unit_letter(word: str) -> str | None:
    """T, Q or H for the name of a unit, with one letter misread at most."""
    if word in ("kv", "kv.", "kvart"):
        return "Q"
    bare = re.sub(r"(?:et|en|s)$", "", word)
    for letter, (name, _) in _UNITS.items():
        for form in (word, bare):
            if abs(len(form) - len(name)) <= 1 and _distance(_alike(form), _alike(name)) <= 1:
                return letter
    return None


def _alike(word: str) -> str:
    """Letters that OCR confuses, made equal: "Tenial" is "Tertial" with r and t as one letter."""
    return re.sub(r"[1iíìl|!\]]", "l", word.replace("rt", "n")).replace("0", "o")


def nearly_read(text: str) -> Period | None:
    """The period that ``text`` may name: a unit with up to :data:`MISREAD` letters wrong, and its number.

    Only for headings that stand where a period must stand.

    >>> nearly_read("Tcrtiaf 2").name, nearly_read("Status 2")
    ('T2', None)
    """
    parts = folded(text).strip(" .:;*").split()
    count = _MISREAD_DIGITS.get(parts[-1]) if len(parts) == 2 else None
    if not count:
        return None
    for letter, (name, _) in _UNITS.items():
        if _distance(_alike(parts[0]), _alike(name)) <= MISREAD:
            return _numbered(letter, count)
    return None


def _distance(one: str, other: str) -> int:
    """Edit distance (insertions, deletions, substitutions)."""
    before = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        now = [i]
        for j, b in enumerate(other, 1):
            now.append(min(before[j] + 1, now[j - 1] + 1, before[j - 1] + (a != b)))
        before = now
    return before[-1]


def is_one_off(one: str, other: str) -> bool:
    """Whether one of the characters differs, and no other."""
    return len(one) == len(other) and _distance(one, other) == 1


def _numbered(letter: str, count: int) -> Period | None:
    months = _UNITS[letter][1]
    if count * months > 12:
        return None
    return Period(f"{letter}{count}", (count - 1) * months + 1, count * months)


def _half(plain: str) -> Period | None:
    if re.match(r"^(?:var|varen|vartermin(?:en)?|vt)$", plain):
        return Period("H1", 1, 6)
    if re.match(r"^(?:host|hosten|hosttermin(?:en)?|ht)$", plain):
        return Period("H2", 7, 12)
    return None


def _months(plain: str) -> Period | None:
    if between := _RANGE.match(plain):
        span = (_month(between[1]), _month(between[2]))
        if span in _NAMES:
            name, kind = _NAMES[span]
            return Period(name, *span, kind=kind)
        return None
    if misread := _MISREAD_RANGE.match(plain):
        return _nearly_months(misread[1], misread[2])
    if until := _PER_DAY.match(plain):
        return _to_date(_month(until[1]))
    if until := _PER_DATE.match(plain):
        return _to_date(int(until[1]))
    if plain.startswith("per") and (iso := _PER_ISO.match(plain)):
        period = _to_date(int(iso[2]))
        return replace(period, year=int(iso[1])) if period else None
    return None


def _nearly_months(first: str, last: str) -> Period | None:
    """The period between two months of which OCR misread a letter: "Maij–augusti", "Mai–auqusti"."""
    names = [folded(month) for month in MONTHS]
    spans = [
        [
            number
            for number, name in enumerate(names, 1)
            if name == read or (read not in names and _distance(_alike(read), _alike(name)) <= 1)
        ]
        for read in (first, last)
    ]
    known = [(a, b) for a in spans[0] for b in spans[1] if (a, b) in _NAMES]
    if len(known) != 1:
        return None
    name, kind = _NAMES[known[0]]
    return Period(name, *known[0], kind=kind)


def _month(name: str) -> int:
    return next(i for i, month in enumerate(MONTHS, 1) if folded(month)[:3] == name[:3])


def _to_date(month: int) -> Period | None:
    name = _TO_DATE.get(month)
    if name is None:
        return None
    return Period(name, 1, month, kind="year" if month == 12 else "year-to-date")


def _whole(plain: str) -> Period | None:
    if _WHOLE_YEAR.match(plain):
        return Period("Y", 1, 12, kind="year")
    part = re.match(r"^del(?:ar|aret|ars\w*)\s?([12])?$", plain)
    if part:
        return _to_date(4 if part[1] == "1" else 8)
    return None


def find_periods(words: Sequence[Word], reach: float) -> list[tuple[int, int, Period]]:
    """Period headings among the words of a row as (first, past-last, period), left to right.

    Words of one heading stand within ``reach`` points of each other.
    """
    found = []
    start = 0
    while start < len(words):
        end = min(len(words), start + LONGEST_HEADING)
        for i in range(start + 1, end):
            if words[i].box.x0 - words[i - 1].box.x1 > reach:
                end = i
                break
        for stop in range(end, start, -1):
            period = read_period(" ".join(word.text for word in words[start:stop]))
            if period:
                found.append((start, stop, period))
                start = stop
                break
        else:
            start += 1
    return found


_IN_TEXT = re.compile(
    r"\b(?:tertial(?:et)?\s+(?:[123]|ett|tva|tre|i{1,3})"
    r"|(?:forsta|andra|tredje|1:a|2:a|3:e)\s+tertial(?:et)?"
    r"|t\s?[123]"
    r"|kvartal(?:et)?\s+(?:[1-4]|ett|tva|tre|fyra)"
    r"|(?:forsta|andra|tredje|fjarde)\s+kvartal(?:et)?"
    r"|q[1-4]"
    r"|(?:forsta|andra)\s+halvar(?:et)?"
    r"|halvar\s+[12])\b(?!\s*(?:-|–|/)\s*[1-4]\b)"
)


def named_in(text: str) -> tuple[Period, ...]:
    """The periods that running text names, each once, in the order of the year.

    >>> [p.name for p in named_in("Utbildningen genomfördes under tertial 3.")]
    ['T3']
    """
    found = {}
    for match in _IN_TEXT.finditer(folded(text)):
        period = read_period(match[0])
        if period:
            found[period.name] = period
    return in_order(found.values())


def in_order(periods: Iterable[Period]) -> tuple[Period, ...]:
    """Periods in the order of the year, of those with one name and year the first.

    Headings without a year belong to the earliest year that is named.
    """
    given = list(periods)
    first_year = min((period.year for period in given if period.year), default=0)
    kept: dict[tuple[str, int], Period] = {}
    for period in given:
        kept.setdefault((period.name, period.year or first_year), period)
    return tuple(
        kept[key]
        for key in sorted(kept, key=lambda k: (k[1], kept[k].last_month, -kept[k].first_month, k[0]))
    )
