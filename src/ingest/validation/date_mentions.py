"""Dates as Swedish reports write them, found in running text: pure functions, no judgement.

"13/1", "15-16/4", "2024-03-14", "den 14 mars", "juni till september",
"våren 2025", "under tertial två", "T2", "första kvartalet".
"""

from __future__ import annotations

import datetime
import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["day", "month", "season", "period"]

MONTHS = {
    "januari": 1, "februari": 2, "mars": 3, "april": 4, "maj": 5, "juni": 6,
    "juli": 7, "augusti": 8, "september": 9, "oktober": 10, "november": 11, "december": 12,
}  # fmt: skip
SHORT_MONTHS = {"jan": 1, "feb": 2, "febr": 2, "apr": 4, "aug": 8, "sep": 9, "sept": 9,
                "okt": 10, "nov": 11, "dec": 12}  # fmt: skip
"""Without "jul", which is Christmas."""
SEASONS = {"våren": (1, 6), "sommaren": (5, 9), "hösten": (8, 12)}
"""First and last month that Swedish office language may mean; wide on purpose, since the terms
"vårterminen" and "hösten" run from January and August."""
PERIODS = {
    "t": ((1, 4), (5, 8), (9, 12)),
    "q": ((1, 3), (4, 6), (7, 9), (10, 12)),
    "h": ((1, 6), (7, 12)),
}
ORDINALS = {"ett": 1, "första": 1, "två": 2, "andra": 2, "tre": 3, "tredje": 3, "fyra": 4, "fjärde": 4}

_YEAR = r"(?P<{0}>20[1-4]\d)"
_MONTH = r"(?:" + "|".join((*MONTHS, *SHORT_MONTHS)) + r")"
_DASH = r"\s?[-–]\s?"
_TO = rf"(?:{_DASH}|\s+(?:till och med|t\.?o\.?m\.?|till)\s+)"
_NOT_A_DATE_BEFORE = r"(?<![\d/:.,-])(?<!§ )(?<!dnr )(?<!nr )(?<!sid )(?<!sida )(?<!s\. )"
_NOT_A_DATE_AFTER = r"(?![\d/%]|[,.]\d|\s*(?:av|tjänst\w*|heltid\w*|procent|del\w*|dagar|timm\w*)\b)"

_ISO = re.compile(r"(?<![\d-])" + _YEAR.format("year") + r"-(?P<month>\d\d)-(?P<day>\d\d)(?![\d-])")
_SLASHED = re.compile(
    _NOT_A_DATE_BEFORE + r"(?P<day>\d{1,2})"
    r"(?:/(?P<month1>\d{1,2}))?"
    rf"(?:{_DASH}(?P<last_day>\d{{1,2}}))?/(?P<month>\d{{1,2}})"
    r"(?:(?:\s|-|/|\s-\s)" + _YEAR.format("year") + r")?" + _NOT_A_DATE_AFTER
)
_NAMED_DAY = re.compile(
    rf"(?<![\d:.,-])(?P<day>\d{{1,2}})(?::?e|:a)?(?:{_DASH}(?P<last_day>\d{{1,2}}))?\s+"
    rf"(?P<month>{_MONTH})\b\.?(?:\s+{_YEAR.format('year')})?"
)
_MONTHS_NAMED = re.compile(
    rf"(?:{_YEAR.format('year_before')}\s+)?\b(?P<month>{_MONTH})\b\.?"
    rf"(?:\s+{_YEAR.format('year_between')})?"
    rf"(?:(?:{_TO}|(?<=\w)\s+och\s+)(?P<last_month>{_MONTH})\b\.?)?(?:\s+{_YEAR.format('year')})?"
)
_SEASON = re.compile(r"\b(?P<season>våren|sommaren|hösten)\b(?:\s+" + _YEAR.format("year") + r")?")
_NUMBERED_PERIOD = re.compile(
    r"\b(?:(?P<word>tertial|kvartal|halvår)\s+(?P<number>[1-4]|ett|två|tre|fyra)"
    r"|(?P<ordinal>första|andra|tredje|fjärde)\s+(?P<word2>tertialet|kvartalet|halvåret)"
    r"|(?P<letter>[tqh])(?P<digit>[1-4]))\b(?:\s+" + _YEAR.format("year") + r")?"
)
_YEAR_TERM = re.compile(r"\b(?:under|år|hela|årets)\s+" + _YEAR.format("year") + r"(?![\d:/-])")


@dataclass(frozen=True, slots=True)
class DateMention:
    """A day, month, season or period that a text names."""

    written: str
    start: int
    """Offset in the text."""
    end: int
    kind: Kind
    first_month_day: tuple[int, int]
    """(month, day), inclusive."""
    last_month_day: tuple[int, int]
    year: int | None
    """The year where the text names it."""

    def dates(self, year: int) -> tuple[datetime.date, datetime.date]:
        """First and last day, inclusive, in the year named or else in ``year``."""
        known = self.year or year
        return _date(known, *self.first_month_day), _date(known, *self.last_month_day)


def _date(year: int, month: int, day: int) -> datetime.date:
    return datetime.date(year, month, min(day, monthrange(year, month)[1]))


def date_mentions(text: str) -> list[DateMention]:
    """The dates that ``text`` names, in order; where two readings overlap, the more exact one."""
    lowered = _lower_months(text)
    taken: list[tuple[int, int]] = []
    found: list[DateMention] = []
    for mention in _candidates(lowered, text):
        if not any(mention.start < end and start < mention.end for start, end in taken):
            taken.append((mention.start, mention.end))
            found.append(mention)
    return sorted(found, key=lambda mention: mention.start)


def years_named(text: str) -> list[int]:
    """The years of the dates in ``text`` that name one, and of "under 2024", "hela 2024"."""
    years = [mention.year for mention in date_mentions(text) if mention.year is not None]
    return years + [int(match["year"]) for match in _YEAR_TERM.finditer(text.lower())]


def _lower_months(text: str) -> str:
    """Lower case, but "Maj" and "Jan" inside a sentence are people and stay."""
    return re.sub(
        r"(?<=\w )(?:Maj|Jan|Juni|Juli|April|August)\b", lambda match: "·" * len(match[0]), text
    ).lower()


def _candidates(lowered: str, text: str) -> Iterator[DateMention]:
    for match in _ISO.finditer(lowered):
        month, day = int(match["month"]), int(match["day"])
        if _is_day(month, day):
            yield _mention(match, text, "day", (month, day), (month, day), int(match["year"]))
    yield from _slashed(lowered, text)
    for match in _NAMED_DAY.finditer(lowered):
        month, day = _month(match["month"]), int(match["day"])
        last_day = int(match["last_day"] or day)
        if _is_day(month, day) and _is_day(month, last_day):
            yield _mention(match, text, "day", (month, day), (month, last_day), _year(match["year"]))
    for match in _MONTHS_NAMED.finditer(lowered):
        month = _month(match["month"])
        last = _month(match["last_month"]) if match["last_month"] else month
        year = _year(match["year"] or match["year_between"] or match["year_before"])
        if last >= month:
            yield _mention(match, text, "month", (month, 1), (last, 31), year)
    for match in _SEASON.finditer(lowered):
        first, last = SEASONS[match["season"]]
        yield _mention(match, text, "season", (first, 1), (last, 31), _year(match["year"]))
    for match in _NUMBERED_PERIOD.finditer(lowered):
        kind = {"tertial": "t", "kvartal": "q", "halvår": "h"}.get(
            (match["word"] or match["word2"] or "")[:7].removesuffix("e"), match["letter"] or "t"
        )
        said = match["number"] or match["ordinal"] or match["digit"]
        number = int(said) if said.isdigit() else ORDINALS[said]
        if number <= len(PERIODS[kind]):
            first, last = PERIODS[kind][number - 1]
            yield _mention(match, text, "period", (first, 1), (last, 31), _year(match["year"]))


def _slashed(lowered: str, text: str) -> Iterator[DateMention]:
    """13/1, 15-16/4, 1/1-30/4; not 24/7 and other fractions that are no day of a year."""
    for match in _SLASHED.finditer(lowered):
        month, day = int(match["month"]), int(match["day"])
        first_month = int(match["month1"] or month)
        last_day = int(match["last_day"] or day)
        plain = match["month1"] is None or match["last_day"] is not None
        if match[0] != "24/7" and plain and _is_day(first_month, day) and _is_day(month, last_day):
            yield _mention(match, text, "day", (first_month, day), (month, last_day), _year(match["year"]))


def _mention(
    match: re.Match[str],
    text: str,
    kind: Kind,
    first: tuple[int, int],
    last: tuple[int, int],
    year: int | None,
) -> DateMention:
    return DateMention(
        text[match.start() : match.end()].strip(" ."), match.start(), match.end(), kind, first, last, year
    )


def _is_day(month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= monthrange(2024, month)[1]


def _month(name: str) -> int:
    return MONTHS.get(name) or SHORT_MONTHS[name]


def _year(text: str | None) -> int | None:
    return int(text) if text else None
