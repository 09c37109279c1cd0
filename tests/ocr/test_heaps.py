"""Rows of letters stand out of what is around them, columns of any width do not."""

from __future__ import annotations

import numpy as np
import pytest

from ingest.heaps import standing_out


def test_even_letters_do_not_stand_out_however_narrow_they_stand() -> None:
    """What lies beyond them counted as white, so that the letters of a narrow column stood out."""
    letters = np.linspace([0.0, 0.0], [150.0, 1500.0], 1000, axis=1)
    assert standing_out(letters, 20.0, 10.0) == pytest.approx([1.0, 1.0], abs=0.05)


def test_lines_stand_out() -> None:
    rows = np.repeat(np.arange(0, 1000, 46.0), 20)[None]
    assert standing_out(rows, 20.0, 10.0)[0] > 1.5
