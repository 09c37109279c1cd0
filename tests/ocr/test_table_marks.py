"""Ruling lines and coloured cells of scanned tables: found as drawn, and put to use in splitting."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pypdfium2
import pytest
from PIL import Image
from rapidfuzz.distance import Levenshtein

from ingest import parse_report
from ingest.errors import OcrUnavailable
from ingest.table_marks import find_cells, find_rules, is_coloured, read_on_colour
from ingest.tesseract import require_tesseract
from schema import Commitment
from tests.ocr.pictures import LEFT, page_of

SAMPLES = Path(__file__).parents[2] / "samples"
TYPICAL = 17.0
GREEN, RED, PALE = (80, 208, 146), (0, 0, 255), (246, 234, 221)
"""Blue, green, red of 255."""

CELL_RIGHT = 0.05
"""Share of a cell's letters that may differ; as in test_scans.py."""

COLOUR_RIGHT = 32
"""Difference in any channel, of 255, that two colours may have and be one to the eye. The made scans have
grey black, which a page of little text does not show: 30 is then left of it."""


def noisy(picture: np.ndarray) -> np.ndarray:
    rng = np.random.default_rng(4)
    soft = cv2.GaussianBlur(picture, (0, 0), 0.6)
    return np.clip(soft * 0.85 + 30 + rng.normal(0, 8, picture.shape), 0, 255).astype(np.uint8)


def page() -> np.ndarray:
    """Text, four cells beside each other in two rows, and hairlines, in colours."""
    picture = np.repeat(page_of([LEFT])[:, :, None], 3, axis=2)
    for place, colour in (((700, 100), GREEN), ((900, 100), RED), ((700, 200), PALE), ((900, 200), GREEN)):
        cv2.rectangle(picture, place, (place[0] + 199, place[1] + 99), colour, -1)
        cv2.putText(
            picture, "Klart", (place[0] + 20, place[1] + 60), cv2.FONT_HERSHEY_SIMPLEX, 0.8, (0, 0, 0), 2
        )
    for y in (400, 500, 600):
        cv2.line(picture, (60, y), (1200, y), (160, 160, 160), 1)
    cv2.line(picture, (640, 400), (640, 600), (160, 160, 160), 1)
    picture[500, 300:318] = 255  # a hairline that fades out
    return picture


def test_cells_are_found_with_their_colours() -> None:
    cells = find_cells(noisy(page()), TYPICAL)
    found = {tuple(round(length, -1) for length in cell.box): cell.colour for cell in cells}
    assert set(found) == {
        (700, 100, 900, 200),
        (900, 100, 1100, 200),
        (700, 200, 900, 300),
        (900, 200, 1100, 300),
    }
    for place, wanted in (((700, 100), GREEN), ((900, 100), RED), ((700, 200), PALE)):
        colour = next(colour for box, colour in found.items() if box[:2] == place)
        assert max(abs(255 * a - b) for a, b in zip(colour, wanted[::-1], strict=True)) <= COLOUR_RIGHT
    assert found[700, 100, 900, 200] == found[900, 200, 1100, 300]


def test_a_grey_picture_has_no_coloured_cells() -> None:
    grey = cv2.cvtColor(noisy(page()), cv2.COLOR_BGR2GRAY)
    assert not is_coloured(np.repeat(grey[:, :, None], 3, axis=2))


def test_black_on_a_fill_becomes_black_on_white() -> None:
    pixels = noisy(page())
    grey = np.asarray(cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY), np.uint8)
    assert np.median(grey[110:190, 910:1090]) < 130
    read_on_colour(grey, pixels, find_cells(pixels, TYPICAL))
    assert np.median(grey[110:190, 910:1090]) > 240
    assert grey[110:190, 910:1090].min() < 80


def test_hairlines_are_found_whole_and_text_is_none() -> None:
    grey = np.asarray(cv2.cvtColor(noisy(page()), cv2.COLOR_BGR2GRAY), np.uint8)
    rules = find_rules(np.clip(grey * (255 / 247), 0, 255).astype(np.uint8), TYPICAL)
    across = sorted(
        (round(x0, -1), round(top, -1), round(x1, -1))
        for x0, top, x1, bottom in rules
        if x1 - x0 > bottom - top
    )
    assert [line for line in across if line[1] >= 350] == [(60, 400, 1200), (60, 500, 1200), (60, 600, 1200)]
    assert not [line for line in across if line[1] < 350 and line[0] < 690]
    down = [(x0, top, bottom) for x0, top, x1, bottom in rules if x1 - x0 < bottom - top and top > 350]
    assert [round(x, -1) for x, _, _ in down] == [640, 640] or [round(x, -1) for x, _, _ in down] == [640]


@pytest.mark.parametrize(
    ("sample", "colours"),
    [
        ("matrix-gavle-2023-writer", True),  # hairlines between the rows
        ("matrix-karlskrona-2024-typst", True),  # none; the rows differ by the fills of one column
        ("matrix-vasteras-2023-weasyprint", False),
        ("matrix-orebro-2023-latex", False),  # rows told only by the number before them
        ("pairs-ornskoldsvik-2024-writer", False),
    ],
)
def test_a_scanned_table_is_split_as_the_digital_one(sample: str, colours: bool, tmp_path: Path) -> None:
    require_tesseract.cache_clear()
    try:
        require_tesseract()
    except OcrUnavailable as error:
        pytest.skip(str(error))
    report = parse_report(scan_of(sample, tmp_path))
    golden = json.loads((SAMPLES / f"{sample}.json").read_text(encoding="utf-8"))
    # A page number that is misread may stand as a row without a title, with its finding.
    commitments = [each for each in report.commitments if each.title]
    assert len(commitments) == len(golden["commitments"])
    for commitment, wanted in zip(commitments, golden["commitments"], strict=True):
        for entry, cell in zip(commitment.entries, wanted["entries"], strict=True):
            text = "\n\n".join(cell["paragraphs"])
            edits = Levenshtein.distance(text, entry.text)
            assert edits <= CELL_RIGHT * len(text), (commitment.number, entry.period)
    if colours:
        assert_same_colours(commitments, golden["commitments"])


def assert_same_colours(commitments: list[Commitment], golden: list[dict[str, Any]]) -> None:
    wanted = [field.get("colour") for each in golden for field in each["fields"]]
    found = [field.colour for each in commitments for field in each.fields]
    assert [colour is None for colour in found] == [colour is None for colour in wanted]
    for one, other in zip(found, wanted, strict=True):
        if one and other:
            channels = zip(bytes.fromhex(one[1:]), bytes.fromhex(other[1:]), strict=True)
            assert max(abs(a - b) for a, b in channels) <= COLOUR_RIGHT, (one, other)


def scan_of(sample: str, folder: Path) -> Path:
    """The sample scanned in colour at 200 dpi, a little crooked."""
    document = pypdfium2.PdfDocument(SAMPLES / f"{sample}.pdf")
    images = []
    for printed in document:
        picture = printed.render(scale=200 / 72).to_numpy()[:, :, :3]
        height, width = picture.shape[:2]
        matrix = cv2.getRotationMatrix2D((width / 2, height / 2), 0.7, 1)
        crooked = cv2.warpAffine(
            picture, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=(255,) * 3
        )
        images.append(Image.fromarray(noisy(crooked)[:, :, ::-1]))
    document.close()
    path = folder / "scan.pdf"
    images[0].save(path, save_all=True, append_images=images[1:], resolution=200, quality=60)
    return path


def test_a_hairline_that_blur_widened_beside_small_text_is_a_line() -> None:
    """Five rows are seen of it beside letters of 12 pixels: not found, it left two rows of a table one."""
    picture = np.full((300, 900), 255, np.uint8)
    cv2.line(picture, (40, 150), (860, 150), 60, 2)
    soft = np.asarray(cv2.GaussianBlur(picture, (0, 0), 1.2), np.uint8)
    assert len(find_rules(soft, 12.0)) == 1
