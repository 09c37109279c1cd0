"""PDFs of every odd kind: none of them is a follow-up report, and none may become one."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.errors import NotAReport, NothingLegible, TertialError
from ingest.split import split_pages
from ingest.textlayer import read_text_layer

HOSTILE = Path(__file__).parents[2].parent / "shared" / "hostile-pdfs"


@pytest.mark.skipif(not HOSTILE.is_dir(), reason="the collection of odd PDFs is not here")
def test_no_odd_pdf_becomes_a_report() -> None:
    files = sorted(HOSTILE.glob("*.pdf"))
    assert files
    taken = []
    for path in files:
        try:
            pages = read_text_layer(path)
        except TertialError:
            continue
        try:
            taken.append((path.name, split_pages(pages).layout))
        except (NotAReport, NothingLegible) as refusal:
            assert str(refusal)
    assert taken == []
