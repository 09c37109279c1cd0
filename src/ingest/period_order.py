"""Period headings side by side follow each other in time; one that does not was misread, or misprinted.

OCR takes one digit for another in a scan ("Tertial 1" for "Tertial 2"), and
nothing in the word itself tells: only its neighbours do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.periods import MONTHS_OF_UNIT, renumbered
from ingest.sections import Period


def is_in_order(periods: Sequence[Period]) -> bool:
    """Whether periods of one unit follow each other forwards, or all backwards (newest first)."""
    places = _places(periods)
    return _ascends(places) or _ascends(places[::-1])


def by_one_misread(periods: Sequence[Period], texts: Sequence[str]) -> list[tuple[int, Period]]:
    """Every period by which one of the headings, read so, would set them all in order of time.

    Given the periods of one unit (tertials, quarters, …) from left to right,
    with the headings' texts. Numbers may be misread where the years stand as
    they are; a year, where then all name one year, or one period in
    consecutive years.
    """
    found = []
    for i, period in enumerate(periods):
        for other in (*_other_numbers(periods, i), *_other_years(periods, i)):
            if _ascends(_places([*periods[:i], other, *periods[i + 1 :]])):
                found.append((i, other if other.name == period.name else renumbered(texts[i], other)))
    return found


def _other_numbers(periods: Sequence[Period], index: int) -> Iterator[Period]:
    """What else the number of a tertial, quarter or half-year may have been."""
    period = periods[index]
    letter = period.name[0]
    one_name, years = len({one.name for one in periods}) == 1, {one.year for one in periods}
    if letter not in MONTHS_OF_UNIT or (one_name and len(years) > 1):  # "T1 2023 | T1 2024": years compared
        return
    months = MONTHS_OF_UNIT[letter]
    for number in range(1, 12 // months + 1):
        if f"{letter}{number}" != period.name:
            first = (number - 1) * months + 1
            yield Period(f"{letter}{number}", first, number * months, year=period.year)


def _other_years(periods: Sequence[Period], index: int) -> Iterator[Period]:
    """What else the year may have been, where every heading gives one."""
    period, others = periods[index], [*periods[:index], *periods[index + 1 :]]
    years = [one.year for one in others]
    if period.year is None or years[0] is None or None in years:
        return
    if len(set(years)) == 1 and years[0] != period.year:
        yield replace(period, year=years[0])
    if len({one.name for one in periods}) == 1:
        first = years[0] - (index == 0)
        row = [first + i for i in range(len(periods))]
        if years == [*row[:index], *row[index + 1 :]]:
            yield replace(period, year=row[index])


def _places(periods: Sequence[Period]) -> list[tuple[int, int]]:
    """Where in time periods end; a year that is not given is that of the heading before."""
    year, places = 0, []
    for period in periods:
        year = period.year or year
        places.append((year, period.last_month))
    return places


def _ascends(places: Sequence[tuple[int, int]]) -> bool:
    return all(before < after for before, after in pairwise(places))
