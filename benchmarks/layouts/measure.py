"""Set generated reports, take them apart, compare with what was put in."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import typst

from benchmarks.layouts.reports import Drawn
from ingest.errors import NotAReport
from ingest.sections import Passage, Section, Split
from ingest.split import lines_of, split_pages
from ingest.textlayer import read_text_layer
from ingest.words import Box, Page, Word

GOOD_CER = 0.02
"""Character error rate up to which a cell is good (issue 5)."""


@dataclass(frozen=True)
class Score:
    """What became of the cells and titles of some reports."""

    cells: int = 0
    exact: int = 0
    good: int = 0
    spurious: int = 0
    """Text in cells that should be empty, and cells of sections that are not there."""
    titles: int = 0
    titles_exact: int = 0
    reports: int = 0
    recognised: int = 0
    """Reports whose layout was named rightly."""
    faults: tuple[str, ...] = ()

    def __add__(self, other: Score) -> Score:
        """Both together."""
        return Score(
            self.cells + other.cells,
            self.exact + other.exact,
            self.good + other.good,
            self.spurious + other.spurious,
            self.titles + other.titles,
            self.titles_exact + other.titles_exact,
            self.reports + other.reports,
            self.recognised + other.recognised,
            self.faults + other.faults,
        )


def typeset(source: str) -> tuple[Page, ...]:
    """The pages of a Typst source, set and read."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.pdf"
        path.write_bytes(typst.compile(source.encode("utf-8")))
        return read_text_layer(path)


def as_scanned(pages: tuple[Page, ...], rng: Random) -> tuple[Page, ...]:
    """The pages as OCR would give them: no weights, fonts, colours, rules; sizes and places a little off.

    Measured heights of letters vary by some per cent, tops and bottoms by less than a tenth of the size.
    """
    return tuple(
        replace(page, words=tuple(_scanned(word, rng) for word in page.words), rulings=(), fills=())
        for page in pages
    )


def _scanned(word: Word, rng: Random) -> Word:
    size = word.size * rng.uniform(0.97, 1.03)
    box, slip = word.box, 0.06 * word.size
    moved = Box(
        box.x0 + rng.uniform(-slip, slip),
        box.top + rng.uniform(-slip, slip),
        box.x1 + rng.uniform(-slip, slip),
        box.bottom + rng.uniform(-slip, slip),
    )
    return replace(word, box=moved, size=size, font="", bold=False, colour=None, confidence=0.9, origin="ocr")


def letters(value: str) -> str:
    """Text without blanks and hyphens: joining lines is another stage's work."""
    return re.sub(r"[\s\-\u00ad\u2010]", "", value)


def passage_text(passage: Passage) -> str:
    """The letters of a paragraph."""
    return letters("".join(line.text for line in passage.lines))


def compare(drawn: Drawn, pages: tuple[Page, ...]) -> Score:
    """Take the pages apart and count what came out as it was put in."""
    cells = sum(len(item.cells) for item in drawn.items)
    try:
        split = split_pages(pages)
    except NotAReport:
        return Score(cells, titles=len(drawn.items), reports=1, faults=("not recognised as a report",))
    faults = list(_lost(split, pages))
    exact = good = spurious = titles = 0
    if split.layout != drawn.layout:
        faults.append(f"layout {split.layout}, not {drawn.layout}")
    for number, item in enumerate(drawn.items):
        section = split.sections[number] if number < len(split.sections) else None
        if section is None:
            faults.append(f"commitment {number + 1} is missing")
            continue
        if (section.label, _title(section)) == ((item.label or "").rstrip(".)") or None, letters(item.title)):
            titles += 1
        else:
            faults.append(
                f"title {number + 1}: {section.label} {_title(section)!r} for {item.label} {item.title!r}"
            )
        sides = [(side.name, "".join(passage_text(p) for p in side.passages)) for side in section.sides]
        if sorted(side for side in sides if side[1]) != sorted((n, letters(t)) for n, t in item.sides):
            faults.append(f"commitment {number + 1}: {sides} for {item.sides}")
        for (_, name), wanted in zip(drawn.periods, item.cells, strict=True):
            found = [
                passage_text(p) for cell in section.cells if cell.period.name == name for p in cell.passages
            ]
            expected = [letters(one) for one in wanted]
            exact += found == expected
            rate = error_rate("".join(found), "".join(expected))
            good += rate <= GOOD_CER
            spurious += bool(found) and not expected
            if found != expected:
                faults.append(f"commitment {number + 1} {name}: {found} for {expected}")
    spurious += sum(
        bool(cell.passages) for section in split.sections[len(drawn.items) :] for cell in section.cells
    )
    if len(split.sections) != len(drawn.items):
        faults.append(f"{len(split.sections)} commitments, not {len(drawn.items)}")
    return Score(
        cells, exact, good, spurious, len(drawn.items), titles, 1, split.layout == drawn.layout, tuple(faults)
    )


def _title(section: Section) -> str:
    return letters("".join(line.text for line in section.title))


def _lost(split: Split, pages: Iterable[Page]) -> Iterable[str]:
    put = sorted(word.text for page in pages for word in page.words)
    out = sorted(word.text for line in lines_of(split) for word in line.words)
    if put != out:
        yield f"words not conserved: {len(put)} read, {len(out)} delivered"
    yield from (notice.message for notice in split.notices if notice.rule == "words-not-conserved")


def error_rate(found: str, expected: str) -> float:
    """Edit distance over the length of what is expected; 1 for text where none should be."""
    if found == expected:
        return 0.0
    if not expected:
        return 1.0
    before = list(range(len(expected) + 1))
    for i, a in enumerate(found, 1):
        now = [i]
        for j, b in enumerate(expected, 1):
            now.append(min(before[j] + 1, now[j - 1] + 1, before[j - 1] + (a != b)))
        before = now
    return before[-1] / len(expected)
