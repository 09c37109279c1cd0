"""What a scan is compared with: tesseract alone, tesseract on cells cut by hand, and OCRmyPDF's recipe."""

from __future__ import annotations

import math
import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import cv2
import numpy as np
import pytesseract

from benchmarks.scans.originals import CUT_MARGIN, Cells, Cut, Scan, cuts_of, read_cells, sizes
from ingest import parse_report
from ingest.errors import TertialError
from ingest.line_ends import Spellings
from ingest.paragraphs import join_lines
from ingest.recognising import processors
from ingest.rendering import open_pictures
from ingest.restoration import is_known_word
from ingest.settings import Settings
from ingest.words import TextLine

os.environ["OMP_THREAD_LIMIT"] = "1"  # all of them: as many processes as processors, one thread each

OCRMYPDF_SECONDS = 1000
"""Most seconds that OCRmyPDF waits for a page: its own 180 end pages on a busy machine."""


def page_pictures(scan: Scan) -> dict[int, np.ndarray]:
    """The scanned pages as we read them too, in grey."""
    with open_pictures(scan.path) as pictures:
        return {
            page: cv2.cvtColor(pictures.render(page, pictures.look(page)).pixels, cv2.COLOR_BGR2GRAY)
            for page in scan.pages
        }


def read_whole(pictures: Sequence[np.ndarray]) -> None:
    """Plain ``tesseract -l swe`` on page pictures, as many at once as we read: for its time alone."""
    _read(pictures, "")


def cut_cells(scan: Scan, pictures: dict[int, np.ndarray]) -> list[tuple[Cut, np.ndarray]]:
    """The scanned cells, cut out of the page pictures along their true edges; upright, but not straightened."""
    assert scan.damage is not None
    found = []
    points = sizes(scan.original)
    for cut in cuts_of(scan):
        if cut.page not in pictures:
            continue
        scale = scan.dpi / 72
        width, height = (math.ceil(length * scale) for length in points[cut.page - 1])
        box, picture = cut.box, pictures[cut.page]
        left, right = (box.x0 - CUT_MARGIN) * scale, (box.x1 + CUT_MARGIN) * scale
        top, bottom = (box.top - CUT_MARGIN) * scale, (box.bottom + CUT_MARGIN) * scale
        corners = np.array([[[left, top], [right, top], [right, bottom], [left, bottom]]], np.float64)
        placed = cv2.perspectiveTransform(corners, scan.damage.place(width, height))[0]
        found.append((cut, _cut_out(picture, placed)))
    return found


def _cut_out(picture: np.ndarray, corners: np.ndarray) -> np.ndarray:
    """The inside of four corners; what else is in their frame becomes paper."""
    left, top = np.maximum(np.floor(corners.min(axis=0)).astype(int), 0)
    right, bottom = np.ceil(corners.max(axis=0)).astype(int)
    piece = picture[top:bottom, left:right]
    inside = np.zeros(piece.shape, np.uint8)
    cv2.fillConvexPoly(inside, np.round(corners - [left, top]).astype(np.int32), 1)
    paper = np.where(inside > 0, piece, np.median(piece)).astype(np.uint8)
    along = corners[1] - corners[0]
    return np.ascontiguousarray(np.rot90(paper, round(math.atan2(along[1], along[0]) / (math.pi / 2))))


def read_cuts(cut: Sequence[tuple[Cut, np.ndarray]]) -> Cells:
    """Plain tesseract on cells cut by hand: what the engine reads if nobody has to find the columns."""
    lines: dict[tuple[int, str], list[TextLine]] = {}
    texts = _read([picture for _, picture in cut], "--psm 6")
    for (where, _), text in zip(cut, texts, strict=True):
        read = [TextLine(line, where.page) for line in text.splitlines() if line.strip()]
        lines.setdefault(where.place, []).extend(read)
    spellings = Spellings.of([tuple(each) for each in lines.values()], is_known_word)
    return {place: join_lines(each, spellings).text for place, each in lines.items() if each}


def _read(pictures: Sequence[np.ndarray], options: str) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for number, picture in enumerate(pictures):
            paths.append(f"{folder}/{number}.pgm")
            cv2.imwrite(paths[-1], picture)
        with ThreadPoolExecutor(processors()) as pool:
            return list(
                pool.map(lambda path: pytesseract.image_to_string(path, lang="swe", config=options), paths)
            )


def ocrmypdf() -> str | None:
    """The program, if it and what it needs are here; ``OCRMYPDF`` may name one of another environment."""
    program = os.environ.get("OCRMYPDF") or shutil.which("ocrmypdf")
    return program if program and shutil.which("gs") else None


def read_by_ocrmypdf(program: str, scan: Scan) -> Cells:
    """OCRmyPDF's recipe: ``--deskew``, then its words split into cells by their boxes, by our splitter.

    Pages with a text layer are left, but where that is what is broken, all pages are read anew.
    """
    mode = "--skip-text" if scan.damage is not None and scan.kind != "english-layer" else "--force-ocr"
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "read.pdf"
        command = [program, "--quiet", "--deskew", "-l", "swe", mode, "--output-type", "pdf", "-O0"]
        command += ["--jobs", str(processors()), "--tesseract-timeout", str(OCRMYPDF_SECONDS)]
        subprocess.run([*command, str(scan.path), str(out)], check=True)
        try:
            return read_cells(parse_report(out, Settings(ocr="never")))
        except TertialError:
            return {}
