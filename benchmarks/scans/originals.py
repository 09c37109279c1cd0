"""Scans whose digital originals are at hand: what stands in every cell, and where it lies in the scan."""

from __future__ import annotations

import functools
import json
import math
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import pypdfium2

from ingest import parse_report
from ingest.reading import read_pages
from ingest.settings import Settings
from ingest.split import split_pages
from ingest.words import Box, around
from schema import Report

SAMPLES = Path(__file__).parents[2] / "samples"
sys.path.insert(0, str(SAMPLES))  # the script that made the scans knows what it did to them

from make_scans import ENGLISH, MIXED, MIXED_PAGE, PICTURES  # noqa: E402
from scanning import Damage  # noqa: E402

Place = tuple[int, str]
"""Number of the commitment, name of the period."""

Cells = Mapping[Place, str]
"""Text by place, paragraphs parted by an empty line."""

CUT_MARGIN = 3.0
"""White around a cell that is cut by hand, in points: half of the least space between columns, 2 mm."""


@dataclass(frozen=True, slots=True, eq=False)
class Scan:
    """A report that was spoiled, and what is known of it."""

    name: str
    path: Path
    original: Path
    gold: Cells
    dpi: float = 0.0
    damage: Damage | None = None
    """None where nothing of it was scanned."""
    pages: tuple[int, ...] = ()
    """Numbers of the pages that are pictures, from 1."""

    @property
    def kind(self) -> str:
        """What was done to it."""
        return self.name.partition("--")[0]


@dataclass(frozen=True, slots=True)
class Cut:
    """A cell, or the part of one that stands on a page."""

    place: Place
    page: int
    box: Box
    """On the original, in points."""

    @property
    def corners(self) -> np.ndarray:
        """Of the cell with its margin: upper left, upper right, lower right, lower left."""
        left, right = self.box.x0 - CUT_MARGIN, self.box.x1 + CUT_MARGIN
        top, bottom = self.box.top - CUT_MARGIN, self.box.bottom + CUT_MARGIN
        return np.array([[left, top], [right, top], [right, bottom], [left, bottom]])


def sample_scans() -> Iterator[Scan]:
    """Every file of samples/scans."""
    made = {each.what: each for each in (*PICTURES, ENGLISH, MIXED)}
    for path in sorted((SAMPLES / "scans").glob("*.pdf")):
        what, _, sample = path.stem.partition("--")
        original = SAMPLES / f"{sample}.pdf"
        gold = golden_cells(SAMPLES / f"{sample}.json")
        if what not in made:
            yield Scan(path.stem, path, original, gold)
            continue
        pages = (MIXED_PAGE,) if what == MIXED.what else range(1, len(sizes(original)) + 1)
        yield Scan(path.stem, path, original, gold, made[what].dpi, made[what].damage, tuple(pages))


def golden_cells(golden: Path) -> Cells:
    """Text of each cell of a golden."""
    data = json.loads(golden.read_text(encoding="utf-8"))
    return {
        (commitment["number"], entry["period"]): "\n\n".join(entry["paragraphs"])
        for commitment in data["commitments"]
        for entry in commitment["entries"]
    }


def read_cells(report: Report) -> Cells:
    """The same of a report as read."""
    return {
        (commitment.number, entry.period): entry.text
        for commitment in report.commitments
        for entry in commitment.entries
    }


def sizes(path: Path) -> list[tuple[float, float]]:
    """Width and height of every page, in points."""
    document = pypdfium2.PdfDocument(path)
    found = [page.get_size() for page in document]
    document.close()
    return found


@functools.cache
def cuts_of(scan: Scan) -> tuple[Cut, ...]:
    """Where the cells lie on the original.

    Known as if by hand: the places count only if every cell of the original is read as its golden has it.

    Raises:
        ValueError: a cell of the original is read otherwise.
    """
    if read_cells(parse_report(scan.original)) != scan.gold:
        raise ValueError(f"{scan.original.name} is not read as its golden has it: its cells cannot be cut")
    split = split_pages(read_pages(scan.original, Settings(ocr="never")).pages)
    found = []
    for number, section in enumerate(split.sections, 1):
        for cell in section.cells:
            words = [word for passage in cell.passages for line in passage.lines for word in line.words]
            for page in sorted({word.page for word in words}):
                box = around(word.box for word in words if word.page == page)
                found.append(Cut((number, cell.period.name), page, box))
    return tuple(found)


def placed(scan: Scan, cut: Cut) -> np.ndarray:
    """The corners of a cell on a scanned page, in pixels of its picture."""
    assert scan.damage is not None
    width, height = sizes(scan.original)[cut.page - 1]
    scale = scan.dpi / 72
    matrix = scan.damage.place(math.ceil(width * scale), math.ceil(height * scale))
    return cv2.perspectiveTransform((cut.corners * scale)[None], matrix)[0]
