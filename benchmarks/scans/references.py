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

from benchmarks.scans.originals import Cells, Cut, Place, Scan, cuts_of, placed, read_cells, sizes
from ingest import parse_report
from ingest.errors import TertialError
from ingest.line_ends import Spellings
from ingest.page_processes import processors
from ingest.paragraphs import join_lines
from ingest.rendering import open_pictures
from ingest.restoration import is_known_word
from ingest.settings import Settings
from ingest.textlayer import read_text_layer
from ingest.words import Page, TextLine, Word, line_of

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
    _read(pictures)


def cut_cells(scan: Scan, pictures: dict[int, np.ndarray]) -> list[tuple[Cut, np.ndarray]]:
    """The scanned cells, cut out of the page pictures along their true edges; upright, not straightened."""
    return [
        (cut, _cut_out(pictures[cut.page], placed(scan, cut)))
        for cut in cuts_of(scan)
        if cut.page in pictures
    ]


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
    lines: dict[Place, list[TextLine]] = {}
    texts = _read([picture for _, picture in cut], "--psm", "6")
    for (where, _), text in zip(cut, texts, strict=True):
        read = [TextLine(line, where.page) for line in text.splitlines() if line.strip()]
        lines.setdefault(where.place, []).extend(read)
    return _joined(lines)


def _read(pictures: Sequence[np.ndarray], *options: str) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for number, picture in enumerate(pictures):
            paths.append(f"{folder}/{number}.pgm")
            cv2.imwrite(paths[-1], picture)

        def read(path: str) -> str:
            command = ["tesseract", path, "stdout", "-l", "swe", *options]
            return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout

        with ThreadPoolExecutor(processors()) as pool:
            return list(pool.map(read, paths))


def ocrmypdf() -> str | None:
    """The program, if it and what it needs are here; ``OCRMYPDF`` may name one of another environment."""
    program = os.environ.get("OCRMYPDF") or shutil.which("ocrmypdf")
    return program if program and shutil.which("gs") else None


def read_by_ocrmypdf(program: str, scan: Scan) -> tuple[Cells, Cells]:
    """OCRmyPDF's recipe: ``--deskew``, then its words split into cells by their boxes.

    Split once by our splitter, once by the true places of the cells: the most to be had of these words.
    Pages with a text layer are left, but where that is what is broken, all pages are read anew.
    """
    mode = "--skip-text" if scan.damage is not None and scan.kind != "english-layer" else "--force-ocr"
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "read.pdf"
        command = [program, "--quiet", "--deskew", "-l", "swe", mode, "--output-type", "pdf", "-O0"]
        command += ["--jobs", str(processors()), "--tesseract-timeout", str(OCRMYPDF_SECONDS)]
        subprocess.run([*command, str(scan.path), str(out)], check=True)
        pages = read_text_layer(out)
        try:
            split = read_cells(parse_report(out, Settings(ocr="never")))
        except TertialError:
            split = {}
    return split, by_true_places(scan, pages)


def by_true_places(scan: Scan, pages: Sequence[Page]) -> Cells:
    """Words whose middle is in a cell, as it lies on the straightened page or the scan, as fits better."""
    lines: dict[Place, list[TextLine]] = {}
    for cut in cuts_of(scan):
        page, (width, height) = pages[cut.page - 1], sizes(scan.original)[cut.page - 1]
        frames = [cut.corners * [page.width / width, page.height / height]]
        if scan.damage is not None:
            pixels_wide = sizes(scan.path)[cut.page - 1][0] * scan.dpi / 72
            frames.append(placed(scan, cut) * page.width / pixels_wide)
        inside = max(([word for word in page.words if _holds(frame, word)] for frame in frames), key=len)
        lines.setdefault(cut.place, []).extend(_lines(inside))
    return _joined(lines)


def _holds(corners: np.ndarray, word: Word) -> bool:
    return cv2.pointPolygonTest(corners.astype(np.float32), word.box.centre, False) >= 0


def _lines(words: Sequence[Word]) -> list[TextLine]:
    """Words of one column as lines, from the top."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda word: word.box.centre[1]):
        if lines and word.box.centre[1] - lines[-1][-1].box.centre[1] < word.box.height / 3:
            lines[-1].append(word)
        else:
            lines.append([word])
    return [line_of(sorted(line, key=lambda word: word.box.x0)) for line in lines]


def _joined(lines: dict[Place, list[TextLine]]) -> Cells:
    spellings = Spellings.of([tuple(each) for each in lines.values()], is_known_word)
    return {place: join_lines(each, spellings).text for place, each in lines.items() if each}
