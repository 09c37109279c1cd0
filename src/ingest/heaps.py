"""How the feet of letters heap up: on the lines of text where these lie level, evenly where they do not."""

from __future__ import annotations

import numpy as np

from ingest.ink import Floats

EVEN = 4.0
"""Height, in typical letter heights, over which lines heap up no more than other letters: two lines. How much
more they do within it tells rows from columns of any width: on 463 pages of eleven kinds letters seen from
the wrong side stood out 1.0 to 1.24 times, from the right one more than that on each, 1.25 times and more
where there were 300 letters. By how sharp the heaps are the wrong side won on five, and a photograph of a
narrow column of 45 lines was turned."""


def sharpness(values: Floats, bin_width: float) -> Floats:
    """How much the values of each row heap up: the sum of squares of their histogram."""
    heaps = _heaps(values, bin_width)
    return np.asarray(np.einsum("ij,ij->i", heaps, heaps) / values.shape[1] ** 2, np.float64)


def standing_out(values: Floats, typical: float, bin_width: float) -> Floats:
    """How much the heaps of the values of each row stand out of what is around them: 1 where all are even.

    Args:
        values: feet of letters, in any unit.
        typical: height of the typical letter, in that unit.
        bin_width: in that unit.
    """
    heaps = _heaps(values, bin_width)
    reach = round(EVEN * typical / bin_width / 2)
    # What lies beyond the first and the last letter is no white.
    last = heaps.shape[1] - 1 - np.argmax(heaps[:, ::-1] > 0, axis=1)[:, None]
    within = (np.arange(heaps.shape[1]) <= last).astype(np.float64)
    around = _sums_around(heaps, reach) / np.maximum(_sums_around(within, reach), 1)
    return np.asarray((heaps**2).sum(axis=1) / (heaps * around).sum(axis=1), np.float64)


def _heaps(values: Floats, bin_width: float) -> Floats:
    """The histogram of the values of each row, smoothed."""
    bins = ((values - values.min(axis=1, keepdims=True)) / bin_width).astype(np.int64)
    rows, last = np.arange(len(values)), bins.max(axis=1)
    width = int(last.max()) + 2
    counts = np.bincount((bins + width * rows[:, None]).ravel(), minlength=width * len(values))
    halves = counts.reshape(len(values), width) / 2
    smooth = 2 * halves
    smooth[:, 1:] += halves[:, :-1]
    smooth[:, :-1] += halves[:, 1:]
    smooth[rows, last + 1] = 0
    return np.asarray(smooth, np.float64)


def _sums_around(values: Floats, reach: int) -> Floats:
    """For each value of each row the sum of it and of so many on either side."""
    sums = np.pad(np.cumsum(values, axis=1), ((0, 0), (reach + 1, reach)), mode="edge")
    sums[:, : reach + 1] = 0
    return np.asarray(sums[:, 2 * reach + 1 :] - sums[:, : -2 * reach - 1], np.float64)
