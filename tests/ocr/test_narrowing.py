from __future__ import annotations

import numpy as np
import pytest

from ingest.ink import Grey
from ingest.narrowing import WIDTH, read_narrower
from ingest.tesseract import SheetWord


def test_words_of_the_narrower_sheet_lie_on_the_sheet_as_it_is() -> None:
    """A bar of ink at columns 500 to 800 is found there, though the engine saw it elsewhere."""
    sheet = np.full((40, 1000), 255, np.uint8)
    sheet[10:30, 500:800] = 0

    def engine(seen: Grey, seconds: float) -> tuple[SheetWord, ...]:
        assert seen.shape == (40, round(1000 * WIDTH))
        columns = np.flatnonzero(seen.min(axis=0) < 128)
        x0, x1 = int(columns[0]), int(columns[-1]) + 1
        assert x1 - x0 < 300
        return (SheetWord("ord", x0, 10, x1, 30, 0.9, (1, 1, 1)),)

    (word,) = read_narrower(sheet, 60, engine=engine)
    assert (word.x0, word.x1) == pytest.approx((500, 800), abs=1)
    assert (word.top, word.bottom) == (10, 30)
