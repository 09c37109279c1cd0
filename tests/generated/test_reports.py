"""Random reports of every layout, set by Typst, taken apart and compared with what was put in.

What must always hold: no word is lost or doubled, no cell is filled that was
empty, every line stands on a page and within it, cells read from top to
bottom. That cells come out exactly is measured in benchmarks/layouts; here
they must be right but for paragraph breaks at the foot of a page, where a
full last line may end a paragraph or not.
"""

from __future__ import annotations

import itertools
from random import Random

import pytest
from benchmarks.layouts.measure import compare, typeset
from benchmarks.layouts.typeset import LAYOUTS
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.sections import Split
from ingest.split import lines_of, split_pages
from ingest.words import Page

REPORTS = 6
"""Random reports a layout: setting and reading one takes about half a second."""


@pytest.mark.parametrize("layout", list(LAYOUTS))
@given(seed=st.integers(0, 10**6))
@settings(max_examples=REPORTS, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_random_report_comes_out_as_it_was_put_in(layout: str, seed: int) -> None:
    drawn = LAYOUTS[layout](Random(seed))
    pages = typeset(drawn.source)
    found = split_pages(pages)
    assert_conserved(found, pages)
    assert_in_reading_order(found)
    assert_on_the_page(found, pages)
    score = compare(drawn, pages)
    assert score.recognised == 1, score.faults
    assert score.spurious == 0, score.faults
    assert score.titles_exact == score.titles, score.faults
    assert score.good == score.cells, score.faults


def assert_conserved(found: Split, pages: tuple[Page, ...]) -> None:
    delivered = sorted(id(word) for line in lines_of(found) for word in line.words)
    assert delivered == sorted(id(word) for page in pages for word in page.words)
    assert not [notice for notice in found.notices if notice.rule == "words-not-conserved"]


def assert_in_reading_order(found: Split) -> None:
    """Within a cell lines follow each other down the page (a text column may begin anew at the top)."""
    for section in found.sections:
        for cell in section.cells:
            lines = [line for passage in cell.passages for line in passage.lines]
            for above, below in itertools.pairwise(lines):
                assert above.box is not None and below.box is not None
                new_column = below.box.x0 > above.box.x0 + 100
                assert (above.page, above.box.top) <= (below.page, below.box.bottom) or new_column


def assert_on_the_page(found: Split, pages: tuple[Page, ...]) -> None:
    sizes = {page.number: (page.width, page.height) for page in pages}
    for line in lines_of(found):
        width, height = sizes[line.page]
        assert line.box is not None
        assert 0 <= line.box.x0 < line.box.x1 <= width + 1 and 0 <= line.box.top < line.box.bottom <= height
        assert {word.page for word in line.words} == {line.page}
