"""Rules on time: dates in the text beside the tertial they stand in, and beside the year in the title.

Reports plan, look back and compare, so a date outside its period is no error
by itself. It counts where the sentence names a day ("Uppföljningsmöte 16/5"
in the first tertial) or tells of something done ("utbildades i oktober"), and
where no word of planning or looking back stands in it.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterator

from ingest.validation.date_mentions import DateMention, date_mentions, years_named
from ingest.validation.report_texts import delivered, entry_place, sentences
from ingest.validation.rule import Circumstances, Problem, Rule
from schema import Commitment, Entry, Report

YEARS_NEEDED = 3
"""Dates of another year that it takes to doubt the title: fewer are looks back and plans."""

YEARS_NEEDED_ALONE = 2
"""Where no date at all is of the title's year, so many are enough."""

LEAP_YEAR = 2024
"""Stands in where a report names no year, so that 29/2 is a day."""

PERIOD_MONTHS = {
    "T1": (1, 4), "T2": (5, 8), "T3": (9, 12),
    "Q1": (1, 3), "Q2": (4, 6), "Q3": (7, 9), "Q4": (10, 12),
    "H1": (1, 6), "H2": (7, 12),
}  # fmt: skip

_AHEAD = re.compile(
    r"\b(?:planer\w*|kommer|komma|kommande|ska|skall|skulle|avse\w*|inför|nästa|preliminär\w*|förvänt\w*"
    r"|beräkna\w*|tänk\w*|beslut\w*|boka\w*|inboka\w*|senare|senast|framflytt\w*|skjut\w*|uppskj\w*"
    r"|flytta\w*|start\w*|uppstart\w*|påbörja\w*|inled\w*|datum\w*|bjud\w*|inbjud\w*|klar\w*|fram till"
    r"|t\.?o\.?m|till och med|deadline|föresl\w*|förslag\w*|mål\w*|vill|önsk\w*|tills|dröj\w*"
    r"|framöver|framtid\w*|anmäl\w*|schema\w*|sikt\w*|kalla\w*|kallelse\w*|ansök\w*|bevilja\w*|påminn\w*|utlys\w*"
    r"|förlag\w*|hoppas|möjlig\w*|eventuell\w*|efter|plan|planen|årsplan\w*|giltig\w*|gäller|träder"
    r"|för (?:våren|hösten|sommaren|20\d\d))\b"
)
"""Words of planning: what stands beside them need not have happened yet."""

_BACK = re.compile(
    r"\b(?:sedan|från|fr\.?o\.?m|tidigare|start\w*|uppstart\w*|påbörja\w*|inled\w*|efter|redan|förra"
    r"|föregående|fortsatt\w*|fortsätt\w*|fortskri\w*|fortlöp\w*|jämför\w*|likt|liksom|samma|som|anställ\w*"
    r"|under året|årets|hittills|totalt|sammanlagt|sammanfatt\w*|tillsatt\w*|rekryter\w*|beslut\w*"
    r"|genomförd[ae]?|utifrån|resultat\w*|uppfölj\w*|följ\w*|utvärder\w*|i början|då|daterad|lag|avtal\w*"
    r"|mellan|perioden|antag\w*|antog\w*|skriv\w*|underteckna\w*)\b"
)
"""Words of looking back: what stands beside them may well be older than the period."""

_DONE = re.compile(
    r"\b(?:har|hade|var|blev|fick|kom|höll|hölls|gick|deltog|skedde|gjordes|stod|låg|togs|sågs|gavs"
    r"|genomfört|genomförd|(?!måste\b)\w{3,}(?:ades?|[rlmg]des?|(?<![ae])ndes?|[kpt]tes?|(?<!a)stes?))\b"
)
"""Past tense and perfect: the sentence tells of something done."""

_YEAR_IN_TITLE = re.compile(r"(?<![\d:/–-])20[1-4]\d(?![\d:/–-])")
"""Not of a law (2023:196), a case (2023/14) or a span of years (2023–2026)."""


def _outside_period(report: Report, _: Circumstances) -> Iterator[Problem]:
    for commitment in report.commitments:
        for entry in commitment.entries:
            yield from _outside_entry(report, commitment, entry)


def _outside_entry(report: Report, commitment: Commitment, entry: Entry) -> Iterator[Problem]:
    span = _span(entry, report.year)
    if span is None:
        return
    outside = [
        (paragraph.page, mention.written)
        for paragraph in entry.paragraphs
        for sentence in sentences(paragraph.text)
        for mention in date_mentions(sentence)
        if _tells_of_another_time(mention, sentence, span)
    ]
    if outside:
        written = ", ".join(f"“{text}”" for text in dict.fromkeys(text for _, text in outside))
        yield Problem(
            f"{written} lies outside {entry.period} ({span[0].isoformat()} to {span[1].isoformat()})",
            outside[0][0],
            entry_place(commitment, entry),
        )


def _span(entry: Entry, year: int | None) -> tuple[datetime.date, datetime.date] | None:
    if entry.start is not None and entry.end is not None:
        return entry.start, entry.end
    months = PERIOD_MONTHS.get(entry.period)
    if months is None:
        return None
    known = year or LEAP_YEAR
    if entry.kind == "year-to-date":
        months = (1, months[1])
    first_of_next = datetime.date(known + months[1] // 12, months[1] % 12 + 1, 1)
    return datetime.date(known, months[0], 1), first_of_next - datetime.timedelta(days=1)


def _tells_of_another_time(
    mention: DateMention, sentence: str, span: tuple[datetime.date, datetime.date]
) -> bool:
    first, last = mention.dates(span[0].year)
    if first <= span[1] and last >= span[0]:
        return False
    if first.year != span[0].year:
        return False  # last year's and next year's dates are looks back and plans
    lowered = sentence.lower()
    told = mention.kind == "day" or _DONE.search(lowered) is not None
    excuse = _AHEAD if first > span[1] else _BACK
    return told and excuse.search(lowered) is None


def _year_mismatch(report: Report, _: Circumstances) -> Iterator[Problem]:
    stated = _year_of_title(report)
    if stated is None:
        return
    for heading in report.headings:
        years = set(years_named(heading.text)) if heading.role == "period" else set()
        if years and stated not in years:
            yield Problem(
                f"the title says {stated}, the heading “{heading.text}” another year", heading.page, "title"
            )
            return
    counted = _years_of_dates(report, stated)
    for year, times in counted.most_common(1):
        needed = YEARS_NEEDED if counted[stated] else YEARS_NEEDED_ALONE
        if year != stated and times >= needed and times > counted[stated]:
            yield Problem(
                f"the title says {stated}, but {times} dates in the text are of {year} "
                f"and {counted[stated]} of {stated}",
                1,
                "title",
            )


def _year_of_title(report: Report) -> int | None:
    in_title = {int(year) for year in _YEAR_IN_TITLE.findall(report.title)}
    return in_title.pop() if len(in_title) == 1 else report.year


def _years_of_dates(report: Report, stated: int) -> Counter[int]:
    """How many dates name which year; plans for later years and looks back at earlier ones left out."""
    counted: Counter[int] = Counter()
    for passage in delivered(report):
        if passage.where == "title":
            continue
        for sentence in sentences(passage.text):
            ahead = _AHEAD.search(sentence.lower()) is not None
            back = _BACK.search(sentence.lower()) is not None
            counted.update(
                year
                for year in years_named(sentence)
                if not (ahead and year > stated) and not (back and year < stated)
            )
    return counted


RULES = (
    Rule(
        "date-outside-period",
        "dates",
        "warning",
        "An entry tells of something done at a date outside its period.",
        "Correct the date, or move the text to the period in which it happened.",
        _outside_period,
    ),
    Rule(
        "year-mismatch",
        "dates",
        "error",
        "The year in the title does not match the dates in the text.",
        "Correct the year in the title, or replace the text of the other year.",
        _year_mismatch,
    ),
)
