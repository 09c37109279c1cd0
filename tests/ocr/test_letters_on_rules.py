"""Letters that stand on the line below them keep their feet when the line is taken off the page."""

from __future__ import annotations

import numpy as np
import pytest

from ingest.ink import Grey
from ingest.ink_cleaning import clean_ink
from tests.ocr.pictures import LEFT, page_of

FOOT = 120
"""Row on which the first line of the page stands; its letters hang to seven rows below it."""


def ruled(grey: int) -> tuple[Grey, Grey]:
    """A page and the same with a line through what hangs of its first line of text."""
    plain = page_of([["Polisen pagar i galleria", *LEFT] * 3])
    page = plain.copy()
    page[FOOT + 4 : FOOT + 7, 60:1200] = np.minimum(page[FOOT + 4 : FOOT + 7, 60:1200], grey)
    return plain, page


@pytest.mark.parametrize("grey", [90, 110])
def test_what_is_darker_than_its_line_is_letter(grey: int) -> None:
    """“Inga” was read “Inaa”, and “Maj–augusti” “Mai–auqusti”."""
    plain, page = ruled(grey)
    clean = clean_ink(page).grey[FOOT + 3 : FOOT + 8]
    hanging = plain[FOOT + 3 : FOOT + 8] < 40
    assert np.count_nonzero(hanging) > 20
    assert np.mean(clean[hanging] < 128) > 0.9
    assert np.mean(clean[plain[FOOT + 3 : FOOT + 8] == 255] > 200) > 0.99, "and the line is gone"


def test_a_black_line_goes_with_what_stands_on_it() -> None:
    """Nothing tells the letters from it."""
    _, page = ruled(20)
    assert clean_ink(page).grey[FOOT + 4 : FOOT + 7].min() > 200
