"""What years in a binder and a worn scanner leave on a page, beside what the scan itself does to it.

On the sheet: punched holes, a staple, folds, a stamp of the registry, a scribble, the print of the back
shining through. By the scanner: black where the sheet does not cover the glass, and a streak of dirt in its
feeder. Sizes are millimetres of the paper. Stamp and scribble stand where the page is blank.
"""

from __future__ import annotations

import cv2
import numpy as np

from benchmarks.scans.originals import Damage

MM_PER_INCH = 25.4

HOLES_MM = (-56.0, -35.0, 35.0, 56.0)
"""Punched holes from the middle of the edge: the Swedish spacing of 21, 70 and 21 mm."""

STAMP_MM, SCRIBBLE_MM = (46.0, 17.0), (25.0, 9.0)
"""Width and height of the paper they need."""

BLACK = 150
"""Brightness, of 255, below which a fax is black."""

BLANK = 200
"""Brightness, of 255, of the darkest pixel of a blank area."""


def archived(damage: Damage, dpi: float) -> Damage:
    """The same of a sheet out of a binder, by a worn scanner."""
    mm = dpi / MM_PER_INCH

    def spoil(picture: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        page = picture.copy()
        if rng.random() < 0.35:
            page = _shining_through(page, rng)
        for chance, mark in ((0.4, _stamp), (0.3, _scribble), (0.4, _fold), (0.35, _staple), (0.6, _holes)):
            if rng.random() < chance:
                mark(page, mm, rng)
        scan = damage.spoil(page, rng)
        is_bilevel = not np.any((scan > 0) & (scan < 255))
        if rng.random() < 0.35:
            _streak(scan, mm, rng)
        if rng.random() < 0.6:
            _black_edges(scan, mm, rng)
        return np.where(scan < BLACK, 0, 255).astype(np.uint8) if is_bilevel else scan

    return Damage(spoil, damage.place)


def _shining_through(page: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    back = cv2.GaussianBlur(page[:, ::-1], (0, 0), 2).astype(np.float32)
    strength = rng.uniform(0.05, 0.12)
    return np.clip(page - strength * (255 - back), 0, 255).astype(np.uint8)


def _blank_place(page: np.ndarray, size: tuple[int, int], rng: np.random.Generator) -> tuple[int, int] | None:
    """Upper left corner of a blank area of this width and height at the head or foot of the page."""
    width, height = size
    darkest = cv2.erode(page.min(axis=2), np.ones((height, width), np.uint8), anchor=(0, 0))
    free = darkest >= BLANK
    free[page.shape[0] // 4 : page.shape[0] * 3 // 4] = False
    free[-height:], free[:, -width:] = False, False
    places = np.argwhere(free[::8, ::8]) * 8
    if not len(places):
        return None
    row, column = places[rng.integers(len(places))]
    return int(column), int(row)


def _stamp(page: np.ndarray, mm: float, rng: np.random.Generator) -> None:
    size = (round(STAMP_MM[0] * mm), round(STAMP_MM[1] * mm))
    place = _blank_place(page, size, rng)
    if place is None:
        return
    width, height = size
    stamp = np.full((height, width, 3), 255, np.uint8)
    ink = [(140, 60, 40), (60, 60, 60), (50, 40, 150)][rng.integers(3)]
    edge, thick = round(2 * mm), max(1, round(0.4 * mm))
    cv2.rectangle(stamp, (edge, edge), (width - edge, height - edge), ink, thick)
    year, month, day, case = (int(rng.integers(*span)) for span in ((2019, 2026), (1, 13), (1, 29), (1, 999)))
    lines = ("KOMMUNSTYRELSEN", f"INK {year}-{month:02}-{day:02}", f"Dnr KS/{year}:{case}")
    for number, line in enumerate(lines):
        scale = 0.095 * mm
        at = (2 * edge, round((6 + 3.6 * number) * mm))
        cv2.putText(stamp, line, at, cv2.FONT_HERSHEY_DUPLEX, scale / 1.3, ink, thick, cv2.LINE_AA)
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), rng.uniform(-4, 4), 1)
    stamp = cv2.warpAffine(stamp, turn, size, borderValue=(255, 255, 255))
    x, y = place
    page[y : y + height, x : x + width] = np.minimum(page[y : y + height, x : x + width], stamp)


def _scribble(page: np.ndarray, mm: float, rng: np.random.Generator) -> None:
    width, height = (round(length * mm) for length in SCRIBBLE_MM)
    place = _blank_place(page, (width, height), rng)
    if place is None:
        return
    steps = np.linspace(0, 1, 120)
    loops = rng.uniform(4, 8)
    x = place[0] + width * (0.1 + 0.75 * steps + 0.06 * np.cos(2 * np.pi * loops * steps))
    y = place[1] + height * (
        0.5 + 0.35 * np.sin(2 * np.pi * loops * steps + rng.uniform(0, 6)) * (1 - 0.5 * steps)
    )
    points = np.stack([x, y], axis=1).round().astype(np.int32)
    cv2.polylines(page, [points], False, (130, 50, 30), max(1, round(0.4 * mm)), cv2.LINE_AA)


def _fold(page: np.ndarray, mm: float, rng: np.random.Generator) -> None:
    height, width = page.shape[:2]
    row = round(height * rng.choice((1 / 3, 1 / 2, 2 / 3)))
    grey = int(rng.integers(175, 230))
    end = row + round(rng.uniform(-1, 1) * mm)
    crease = np.full_like(page, 255)
    cv2.line(crease, (0, row), (width, end), (grey,) * 3, max(1, round(0.25 * mm)), cv2.LINE_AA)
    page[:] = np.minimum(page, crease)


def _staple(page: np.ndarray, mm: float, rng: np.random.Generator) -> None:
    x, y = (round(rng.uniform(4, 8) * mm) for _ in range(2))
    slant = rng.uniform(0.3, 1.2)
    end = (x + round(11 * mm * np.cos(slant) / 1.2), y - round(11 * mm * np.sin(slant) / 2))
    cv2.line(page, (x, y), end, (70, 70, 70), max(1, round(0.5 * mm)), cv2.LINE_AA)


def _holes(page: np.ndarray, mm: float, rng: np.random.Generator) -> None:
    x = round(rng.uniform(5, 8) * mm)
    dark = int(rng.integers(0, 70)) if rng.random() < 0.7 else int(rng.integers(180, 225))
    for offset in HOLES_MM:
        y = round(page.shape[0] / 2 + offset * mm)
        cv2.circle(page, (x, y), round(3 * mm), (dark,) * 3, -1, cv2.LINE_AA)


def _streak(scan: np.ndarray, mm: float, rng: np.random.Generator) -> None:
    """By dirt on the glass of the feeder: along the whole page, straight by the scanner's own rows."""
    x, thick = int(rng.integers(scan.shape[1])), max(1, round(rng.uniform(0.1, 0.25) * mm))
    shade = rng.uniform(0.45, 0.8)
    scan[:, x : x + thick] = (scan[:, x : x + thick] * shade).astype(np.uint8)


def _black_edges(scan: np.ndarray, mm: float, rng: np.random.Generator) -> None:
    height, width = scan.shape[:2]
    dark = int(rng.integers(0, 45))
    for side in range(4):
        if rng.random() > 0.4:
            continue
        first, last = (round(rng.uniform(0, 4.5) * mm) for _ in range(2))
        corners = (
            [[0, 0], [width, 0], [width, last], [0, first]],
            [[0, height], [width, height], [width, height - last], [0, height - first]],
            [[0, 0], [0, height], [last, height], [first, 0]],
            [[width, 0], [width, height], [width - last, height], [width - first, 0]],
        )[side]
        cv2.fillPoly(scan, [np.array(corners, np.int32)], (dark,) * 3 if scan.ndim == 3 else dark)
