"""Crooked page picture → upright one: quarter turns, skew, and the perspective of a hand-held camera.

What is straight on paper tells how the picture lies: the feet of the letters stand on lines, and the
lines of a column begin below each other. A homography that makes both straight is found by search
over the boxes of the marks, not over pixels, and applied to the picture once.

With the picture's centre as origin and half its longer side as unit, a point ``(u, v)`` goes to
``x = (u + shear·v) / w`` and ``y = (v - slope·u) / w`` with ``w = 1 + fan·u + lean·v``. Rows are
straight for one pair (slope, fan) whatever the other two are, columns then for one (shear, lean):
so two searches over two numbers each do. A flat scan has ``shear = slope`` and neither fan nor lean.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from ingest.heaps import sharpness, standing_out
from ingest.ink import Floats, Marks, is_letter, letter_height
from ingest.paper import Sides

Indices = npt.NDArray[np.intp]
Score = Callable[[Indices, Floats, Floats, float], Floats]
"""How sharp (which letters, first numbers, second numbers, bin width) is for each pair of numbers."""

Turn = Literal[0, 90]
"""Degrees clockwise by which a picture must be turned so that its rows lie level."""

MOST_SKEW = 0.20
"""Steepest slope looked for (11°). Scanners feed within 3°, hands hold a camera within 10°."""

MOST_FAN = 0.16
"""Strongest perspective looked for: opposite edges of the page differ by a third in length."""

MOST_LETTERS = 4000
"""Letters looked at. More do not make the estimate better, only slower."""

FEWEST_LETTERS = 40
"""Letters needed to judge how a page lies. A picture with fewer is left as it is."""

MOST_TRIED_ON = 1200
"""Letters on which the many starts of the search are compared."""

SHIFTS = 4
"""Half steps of slope tried on either side of the flat one for each fan: the flat search ends that near."""

FANS = 2
"""Fans tried per step of slope: the outermost letters then move by a sixth of a letter from one to the next,
less than a bin."""

COARSE = 0.5
"""Height of the bins of a rough look, in typical letter heights."""

CLEARLY = 1.15
"""How many times as much rows must stand out one way as the other for it to be that; else both are searched,
and the sharper rows decide. On one of 480 pages, a table at 150 dpi, both stood out alike."""

STEP = COARSE / 1.5
"""Distance of the slopes tried in it, in typical letter heights by half the longer side: within a bin."""

ROUGH_TRIED = 3
"""Best slopes of the rough look searched finely: on a page of short columns the best led 0.6° astray."""

TRIED = 4
"""Best starts from which the fine search is run: more found nothing better."""

ROWS_GAIN = 1.04
"""How much sharper rows must be with perspective than without for it to be believed. Measured on
made pages: flat scans gain up to 1.5 % by chance, photographs tilted by 1° and more at least 5 %."""

COLUMNS_GAIN = 1.12
"""The same for columns, which have fewer letters to go by: by chance up to 9 %, tilted at least 15 %."""

UNSEEN_ROWS_GAIN, UNSEEN_COLUMNS_GAIN = 1.15, 1.35
"""The same where no desk is seen around the sheet: then it most likely lay on a scanner, flat. Measured on 57
flat pages, many with little text: by chance rows gained up to 8 %, columns up to 16 % (one page was bent by
4° at its edges). Of 28 photographs with a desk, sharp ones gained 18 % and more."""

EDGES_ROWS_GAIN, EDGES_COLUMNS_GAIN = 1.12, 1.3
"""How much sharper rows and columns must be otherwise than under the edges of the sheet. On 56 made pages,
whose edges were found to half a pixel, rows gained up to 6 % by chance, columns up to 16 %; print that lies
crooked on its sheet is several times as sharp once it is straight."""

PARALLEL = 1e-6
"""Determinant, in squared units of the picture, below which two edges do not tell two numbers."""


@dataclass(frozen=True, slots=True)
class Straightening:
    """How a picture is brought upright."""

    turn: Turn
    slope: float = 0.0
    fan: float = 0.0
    shear: float = 0.0
    lean: float = 0.0

    @property
    def is_level(self) -> bool:
        """Whether nothing but quarter turns is needed."""
        return not (self.slope or self.fan or self.shear or self.lean)


def straighten_matrix(found: Straightening, width: int, height: int) -> Floats:
    """The homography in pixels for a picture of this size (after its quarter turn)."""
    unit = max(width, height) / 2
    to_unit = np.array([[1 / unit, 0, -width / 2 / unit], [0, 1 / unit, -height / 2 / unit], [0, 0, 1]])
    bend = np.array([[1, found.shear, 0], [-found.slope, 1, 0], [found.fan, found.lean, 1]])
    norm = np.hypot(1, found.slope)  # keeps lengths on a picture that is only rotated
    bend[:2] /= norm
    from_unit = np.array([[unit, 0, width / 2], [0, unit, height / 2], [0, 0, 1]])
    return np.asarray(from_unit @ bend @ to_unit, np.float64)


def find_straightening(
    marks: Marks,
    width: int,
    height: int,
    *,
    on_desk: bool = False,
    sides: Sides | None = None,
    across: Sides | None = None,
) -> Straightening:
    """How the picture with these marks must be turned and bent. Rows of text decide.

    Where the edges of a photographed sheet are seen, they tell, and the text only where it clearly says
    otherwise (print that lies crooked on its sheet).

    Whether the page then stands on its head cannot be told from boxes: see :mod:`ingest.footing`.

    Args:
        marks: of the picture.
        width: of the picture in pixels.
        height: of the picture in pixels.
        on_desk: something is seen around the sheet, so that a hand held the camera.
        sides: edges of the sheet from top to bottom (of the picture as it is).
        across: edges of the sheet from left to right.
    """
    typical = letter_height(marks)
    if typical == 0:
        return Straightening(0)
    chosen = np.flatnonzero(is_letter(marks, typical))
    if len(chosen) < FEWEST_LETTERS:
        return Straightening(0)
    if len(chosen) > MOST_LETTERS:
        chosen = chosen[np.linspace(0, len(chosen) - 1, MOST_LETTERS).astype(int)]
    fine = typical / (max(width, height) / 2)
    rows_gain, columns_gain = (
        (ROWS_GAIN, COLUMNS_GAIN) if on_desk else (UNSEEN_ROWS_GAIN, UNSEEN_COLUMNS_GAIN)
    )
    lies = _Lying(marks.boxes[chosen], width, height, sides, across)
    ways: list[tuple[Turn, _Lying]] = [(0, lies), (90, lies.turned())]
    standing = [_standing_out_of_rows(way, fine) for _, way in ways]
    likely = [way for way, much in zip(ways, standing, strict=True) if much * CLEARLY >= max(standing)]
    found = [(turn, way, *_rows(way, fine, rows_gain)) for turn, way in likely]
    turn, lies, (slope, fan), _ = max(found, key=lambda one: one[3])
    if turn:
        fine = float(np.median(lies.boxes[:, 3] - lies.boxes[:, 1])) / (max(width, height) / 2)
    usual = (slope, 0.0)
    edges = lies.sides and _plumb(lies.sides, lies.width, lies.height, fan)
    if edges:
        columns_gain = EDGES_COLUMNS_GAIN
        flat = lies.level
        # Print that lies crooked on its sheet does so with its columns too.
        usual = (edges[0] + (slope - flat[0] if flat else 0.0), edges[1])
    shear, lean = _columns(lies.boxes, lies.width, lies.height, fine, slope, fan, usual, columns_gain)
    return Straightening(turn, slope, fan, shear, lean)


@dataclass(frozen=True, slots=True)
class _Lying:
    """Letters of a picture as it is, or turned, and the edges of the sheet they stand on."""

    boxes: Floats
    width: int
    height: int
    sides: Sides | None
    across: Sides | None

    def turned(self) -> _Lying:
        """Turned clockwise by 90°."""
        sides = self.across and _turn_sides(self.across, self.height)
        across = self.sides and _turn_across(self.sides, self.height)
        return _Lying(_turn_boxes(self.boxes, self.height), self.height, self.width, sides, across)

    @property
    def level(self) -> tuple[float, float] | None:
        """Slope and fan by the edges of the sheet; None where they are not seen."""
        return self.across and _level(self.across, self.width, self.height)

    def feet(self) -> tuple[Floats, Floats]:
        """Middle and foot of each letter, in the units of the search."""
        unit = max(self.width, self.height) / 2
        u = ((self.boxes[:, 0] + self.boxes[:, 2]) / 2 - self.width / 2) / unit
        return u, (self.boxes[:, 3] - self.height / 2) / unit


def _standing_out_of_rows(lies: _Lying, typical: float) -> float:
    """How much rows stand out at the best slope, roughly, looked for on few letters."""
    few = max(1, len(lies.boxes) // MOST_TRIED_ON)
    u, v = (values[::few] for values in lies.feet())
    count = int(np.ceil(MOST_SKEW / (typical * STEP)))
    slopes = np.linspace(-MOST_SKEW, MOST_SKEW, 2 * count + 1)[:, None]
    return float(standing_out(v - slopes * u, typical, typical * COARSE).max())


def turn_picture(picture: npt.NDArray[np.uint8], turn: Turn) -> npt.NDArray[np.uint8]:
    """The picture turned clockwise."""
    return np.ascontiguousarray(np.rot90(picture, -1)) if turn else picture


def _turn_boxes(boxes: Floats, height: int) -> Floats:
    """Boxes of a picture of this height after it is turned clockwise by 90°."""
    x0, top, x1, bottom = boxes.T
    return np.stack([height - bottom, x0, height - top, x1], axis=1)


def _rows(lies: _Lying, typical: float, gain: float) -> tuple[tuple[float, float], float]:
    """Slope and fan under which the feet of the letters heap up most, and how much they do.

    Those of the edges of the sheet, where the letters do not tell clearly that they are others.
    """
    u, v = lies.feet()
    usual = lies.level

    def score(chosen: Indices, slopes: Floats, fans: Floats, bin_width: float) -> Floats:
        across = u[chosen]
        return sharpness((v[chosen] - slopes * across) / (1 + fans * across), bin_width)

    return _search(score, v, MOST_SKEW, typical, usual, 1, EDGES_ROWS_GAIN if usual else gain)


def _turn_sides(across: Sides, height: int) -> Sides:
    """The upper and lower edges of a sheet as its sides after the picture is turned clockwise by 90°."""
    upper, lower = (tuple((height - y, x) for x, y in edge) for edge in across)
    return (lower[0], lower[1]), (upper[0], upper[1])


def _turn_across(sides: Sides, height: int) -> Sides:
    """The sides of a sheet as its upper and lower edges after the picture is turned clockwise by 90°."""
    left, right = (((height - edge[1][1], edge[1][0]), (height - edge[0][1], edge[0][0])) for edge in sides)
    return left, right


def _level(across: Sides, width: int, height: int) -> tuple[float, float] | None:
    """Slope and fan under which both edges of the sheet lie level; None where there are none."""
    unit = max(width, height) / 2
    factors, steps = [], []
    for edge in across:
        (u, v), (u2, v2) = (((x - width / 2) / unit, (y - height / 2) / unit) for x, y in edge)
        factors.append((u2 - u, v * u2 - v2 * u))
        steps.append(v2 - v)
    return _solved(factors, steps)


def _plumb(sides: Sides, width: int, height: int, fan: float) -> tuple[float, float] | None:
    """Shear and lean under which both edges of the sheet stand upright; None where there are none."""
    unit = max(width, height) / 2
    factors, steps = [], []
    for edge in sides:
        (u, v), (u2, v2) = (((x - width / 2) / unit, (y - height / 2) / unit) for x, y in edge)
        factors.append((v * (1 + fan * u2) - v2 * (1 + fan * u), u * v2 - u2 * v))
        steps.append(u2 - u)
    return _solved(factors, steps)


def _solved(factors: list[tuple[float, float]], steps: list[float]) -> tuple[float, float] | None:
    """The two numbers that both edges of a sheet agree on; None where they tell none, or no likely ones."""
    if abs(np.linalg.det(np.array(factors))) < PARALLEL:
        return None
    first, second = np.linalg.solve(np.array(factors), np.array(steps)).tolist()
    return (first, second) if max(abs(first), abs(second)) <= MOST_FAN + MOST_SKEW else None


def _columns(
    boxes: Floats,
    width: int,
    height: int,
    typical: float,
    slope: float,
    fan: float,
    usual: tuple[float, float],
    gain: float,
) -> tuple[float, float]:
    """Shear and lean under which the beginnings of lines stand below each other most.

    ``usual`` they are where the lines do not tell clearly that they are others.
    """
    starts = _line_starts(boxes, typical * max(width, height) / 2, slope)
    if len(starts) < FEWEST_LETTERS:
        return usual
    unit = max(width, height) / 2
    u = (starts[:, 0] - width / 2) / unit
    v = ((starts[:, 1] + starts[:, 3]) / 2 - height / 2) / unit

    def score(chosen: Indices, shears: Floats, leans: Floats, bin_width: float) -> Floats:
        across, down = u[chosen], v[chosen]
        return sharpness((across + shears * down) / (1 + fan * across + leans * down), bin_width)

    (shear, lean), _ = _search(score, u, MOST_FAN, typical, usual, -1, gain)
    return shear, lean


def _line_starts(boxes: Floats, typical: float, slope: float) -> Floats:
    """The letters that have nothing close to their left: they begin a line (or follow a wide gap)."""
    levelled = boxes[:, 3] - slope * boxes[:, 0]
    order = np.argsort(levelled, kind="stable")
    lefts, rights = boxes[order, 0], boxes[order, 2]
    lows = np.searchsorted(levelled[order], levelled - 0.7 * typical)
    highs = np.searchsorted(levelled[order], levelled + 0.7 * typical)
    starts = []
    for index, (left, low, high) in enumerate(zip(boxes[:, 0], lows, highs, strict=True)):
        before = lefts[low:high] < left
        if not np.any(before & (left - rights[low:high] < 0.8 * typical)):
            starts.append(index)
    return boxes[starts]


def _search(
    score: Score,
    beside: Floats,
    most: float,
    typical: float,
    known: tuple[float, float] | None,
    sign: int,
    gain: float,
) -> tuple[tuple[float, float], float]:
    """The best pair (first, second), from coarse to fine; second is 0 unless it gains as much as ``gain``.

    ``known`` is the pair where something else has told it: the edges of the sheet, on a flat scan the skew of
    its rows; ``beside`` is the coordinate along which first changes under perspective (``sign``: up or down
    with second).
    """
    coarse, fine = typical * COARSE, typical * 0.15
    step = typical * STEP
    whole = np.arange(len(beside))

    def scores(chosen: Indices, pairs: list[tuple[float, float]], bin_width: float) -> Floats:
        firsts, seconds = np.array(pairs).T[:, :, None]
        return score(chosen, firsts, seconds, bin_width)

    def best_firsts(middle: float, reach: float) -> list[float]:
        count = max(1, int(np.ceil(reach / step)))
        tried = [(middle + reach * k / count, 0.0) for k in range(-count, count + 1)]
        best = np.argsort(-scores(whole, tried, coarse), kind="stable")[:ROUGH_TRIED]
        return [tried[int(index)][0] for index in best]

    def refine(first: float, second: float, free: bool) -> tuple[float, float, float]:
        width = step
        best = float(scores(whole, [(first, second)], fine)[0])
        while width > typical * 0.02:
            near = (-width, -width / 2, 0.0, width / 2, width)
            pairs = [(first + a, second + b) for a in near for b in (near if free else (0.0,))]
            values = scores(whole, pairs, fine)
            highest = int(np.argmax(values))
            if values[highest] > best:
                best, (first, second) = float(values[highest]), pairs[highest]
            width /= 2
        return first, second, best

    rough = best_firsts(known[0] if known else 0.0, most)
    flat = max((refine(first, 0.0, False) for first in rough), key=lambda found: found[2])
    if known is not None:
        plain = (*known, float(scores(whole, [known], fine)[0]))
        if flat[2] <= gain * plain[2]:
            flat = plain
    few = whole[:: max(1, len(whole) // MOST_TRIED_ON)]
    middle = float(np.median(beside))
    count = int(np.ceil(MOST_FAN / step * FANS))
    starts: list[tuple[float, float]] = []
    values: list[float] = []
    for second in (MOST_FAN * k / count for k in range(-count, count + 1)):
        tried = [
            (flat[0] + shift * step / 2 - sign * (second - flat[1]) * middle, second)
            for shift in range(-SHIFTS, SHIFTS + 1)
        ]
        starts += tried
        values += scores(few, tried, typical * 0.25).tolist()
    best_starts = np.argsort(-np.array(values), kind="stable")[:TRIED]
    bent = max((refine(*starts[int(index)], True) for index in best_starts), key=lambda found: found[2])
    if bent[2] > gain * flat[2]:
        return (bent[0], bent[1]), bent[2]
    return (flat[0], flat[1]), flat[2]
