"""Pages that are part picture, part text: stamped scans, pasted tables, photographs, backgrounds."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import cv2
import numpy as np
import pikepdf
import pytest
from pikepdf import Dictionary, Name

from ingest.errors import OcrUnavailable
from ingest.ink import Grey
from ingest.ocr import make_level
from ingest.reading import Reading, read_pages
from ingest.rendering import open_pictures
from ingest.settings import Settings
from ingest.tesseract import require_tesseract
from tests.ocr.pictures import LEFT, RIGHT, page_of, two_columns

WIDTH, HEIGHT = 624.0, 432.0
"""A page of 1300 × 900 pixels at 150 dpi, in points."""

STAMP = ("Dnr 2024-1234", 40.0, 415.0)
NUMBER = ("Sida 1 av 1", 540.0, 12.0)
Printed = tuple[str, float, float]
"""Text, and where it stands, in points from the bottom left corner."""

BODY = [
    (
        f"Rad {row} om polisens åtgärder för ökad trygghet på gator och i områden under året",
        40.0,
        400.0 - 13 * row,
    )
    for row in range(14)
]


def page_with(
    path: Path, picture: Grey, place: tuple[float, float, float, float], texts: list[Printed]
) -> Path:
    """A PDF page with a picture at x, y, width, height, and text over it."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(WIDTH, HEIGHT))
    image = pdf.make_stream(
        picture.tobytes(),
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=picture.shape[1],
        Height=picture.shape[0],
        BitsPerComponent=8,
        ColorSpace=Name.DeviceGray,
    )
    font = Dictionary(
        Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding
    )
    pdf.pages[0].Resources = Dictionary(XObject=Dictionary(P=image), Font=Dictionary(F=font))
    x, y, width, height = place
    drawn = [f"q {width} 0 0 {height} {x} {y} cm /P Do Q"]
    drawn += [f"BT /F 10 Tf {x} {y} Td ({text}) Tj ET" for text, x, y in texts]
    pdf.pages[0].Contents = pdf.make_stream("\n".join(drawn).encode("cp1252"))
    pdf.save(path)
    return path


def texts_of(reading: Reading) -> Counter[str]:
    return Counter(word.text for word in reading.pages[0].words)


def words_in(*lines: str) -> Counter[str]:
    return Counter(" ".join(lines).split())


@pytest.fixture
def _with_tesseract() -> None:
    require_tesseract.cache_clear()
    try:
        require_tesseract()
    except OcrUnavailable as error:
        pytest.skip(str(error))


FULL = (0.0, 0.0, WIDTH, HEIGHT)
needs_tesseract = pytest.mark.usefixtures("_with_tesseract")


@needs_tesseract
@pytest.mark.parametrize("degrees", [0.0, 1.5])
def test_a_stamped_scan_is_read_and_the_stamp_kept_once(degrees: float, tmp_path: Path) -> None:
    picture = page_of([LEFT, RIGHT])
    matrix = cv2.getRotationMatrix2D((650, 450), degrees, 1)
    crooked = np.asarray(cv2.warpAffine(picture, matrix, (1300, 900), borderValue=255), np.uint8)
    reading = read_pages(page_with(tmp_path / "a.pdf", crooked, FULL, [STAMP, NUMBER]), Settings())
    (read,) = reading.page_readings
    assert (read.diagnosis, read.read_by) == ("no-text", "combined")
    assert "only what was put on it is text" in read.reason
    plain = [line.translate(str.maketrans("åäö", "aao")) for line in (*LEFT, *RIGHT)]
    assert texts_of(reading).keys() >= {"Dnr", "2024-1234", "Sida", "av"}
    assert texts_of(reading) == words_in(*plain, STAMP[0], NUMBER[0])
    stamped = [word for word in reading.pages[0].words if word.origin == "text-layer"]
    assert [word.text for word in stamped] == ["Dnr", "2024-1234", "Sida", "1", "av", "1"]
    assert all(word.upright for word in stamped)
    assert reading.notices == () and reading.kind == "scan"


@needs_tesseract
def test_a_stamp_on_a_page_scanned_sideways_is_kept_as_text_set_sideways(tmp_path: Path) -> None:
    turned = np.ascontiguousarray(np.rot90(two_columns()))
    narrow = (0.0, 0.0, WIDTH, HEIGHT)
    reading = read_pages(page_with(tmp_path / "a.pdf", turned, narrow, [STAMP]), Settings())
    stamped = [word for word in reading.pages[0].words if word.origin == "text-layer"]
    assert [(word.text, word.upright) for word in stamped] == [("Dnr", False), ("2024-1234", False)]
    assert texts_of(reading)["Polisen"] == 4


def test_a_stamped_scan_without_tesseract_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("ingest.tesseract.PROGRAM", "/nowhere/tesseract")
    monkeypatch.setattr("ingest.rapid_engine.installed_version", lambda: None)
    require_tesseract.cache_clear()
    path = page_with(tmp_path / "a.pdf", two_columns(), FULL, [STAMP])
    with pytest.raises(OcrUnavailable):
        read_pages(path, Settings())
    (notice,) = read_pages(path, Settings(ocr="never")).notices
    assert (notice.rule, notice.severity) == ("page-not-read", "error")
    assert "Only what was put on it" in notice.message


@needs_tesseract
def test_words_in_a_pasted_picture_are_read_where_they_stand(tmp_path: Path) -> None:
    table = page_of([LEFT, RIGHT])[60:320]
    place = (100.0, 20.0, 450.0, 450.0 * table.shape[0] / table.shape[1])
    reading = read_pages(page_with(tmp_path / "a.pdf", table, place, BODY), Settings())
    plain = [line.translate(str.maketrans("åäö", "aao")) for line in (*LEFT, *RIGHT)]
    assert texts_of(reading) == words_in(*plain, *(text for text, _, _ in BODY))
    pictured = [word for word in reading.pages[0].words if word.origin == "ocr"]
    assert all(word.box.x0 >= 100 and word.box.x1 <= 550 for word in pictured)
    assert all(HEIGHT - 20 - place[3] <= word.box.top and word.box.bottom <= HEIGHT - 20 for word in pictured)
    assert [(notice.rule, notice.page) for notice in reading.notices] == [("picture-read", 1)]
    (read,) = reading.page_readings
    assert (read.diagnosis, read.read_by) == ("ok", "combined") and "picture" in read.reason


def test_a_pasted_picture_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    table = page_of([LEFT, RIGHT])[60:320]
    path = page_with(tmp_path / "a.pdf", table, (100, 20, 450, 90), BODY)
    reading = read_pages(path, Settings(ocr="never"))
    assert [(notice.rule, notice.severity) for notice in reading.notices] == [("picture-not-read", "info")]
    assert texts_of(reading) == words_in(*(text for text, _, _ in BODY))


def photograph() -> Grey:
    """Leaves and gravel: shapes of all sizes, no letters."""
    rng = np.random.default_rng(3)
    layers = [cv2.resize(rng.random((30 * n, 40 * n)), (1300, 900)) for n in (1, 3, 8)]
    return np.asarray(255 * np.clip(sum(layers) / 3, 0, 1), np.uint8)


@needs_tesseract
@pytest.mark.parametrize("place", [(100.0, 20.0, 400.0, 150.0), FULL], ids=["photograph", "background"])
def test_a_photograph_leaves_the_text_as_it_is(
    place: tuple[float, float, float, float], tmp_path: Path
) -> None:
    reading = read_pages(page_with(tmp_path / "a.pdf", photograph(), place, BODY), Settings())
    (read,) = reading.page_readings
    assert (read.diagnosis, read.read_by) == ("ok", "text-layer")
    assert texts_of(reading) == words_in(*(text for text, _, _ in BODY))
    assert reading.notices == ()


def test_the_title_of_a_cover_over_a_photograph_is_kept_as_it_is(tmp_path: Path) -> None:
    texts = [("Medborgarlöfte 2024", 40.0, 200.0)]
    reading = read_pages(page_with(tmp_path / "a.pdf", photograph(), FULL, texts), Settings())
    assert texts_of(reading) == words_in("Medborgarlöfte 2024")
    assert [(read.diagnosis, read.read_by) for read in reading.page_readings] == [("ok", "text-layer")]


def test_the_way_a_picture_was_straightened_leads_each_point_there() -> None:
    page = two_columns()
    for turns in (0, 1):
        lying = np.ascontiguousarray(np.rot90(page, turns))
        level, matrix, _ = make_level(lying)
        ys, xs = np.nonzero(lying < 64)
        x, y, w = matrix @ np.stack([xs, ys, np.ones_like(xs)])
        columns, rows = np.rint(x / w).astype(int), np.rint(y / w).astype(int)
        inside = (columns >= 0) & (columns < level.shape[1]) & (rows >= 0) & (rows < level.shape[0])
        near = cv2.erode(level, np.ones((3, 3), np.uint8))  # half a pixel may be rounded away
        assert np.mean(near[rows[inside], columns[inside]] < 128) > 0.98


def layered(path: Path, pictures: list[tuple[int, tuple[float, float, float, float]]]) -> Path:
    """A page of white pictures over each other, of these resolutions, at x, y, width, height."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(WIDTH, HEIGHT))
    objects = Dictionary()
    drawing = ""
    for number, (dpi, (x, y, width, height)) in enumerate(pictures):
        columns, rows = round(width * dpi / 72), round(height * dpi / 72)
        objects[f"/P{number}"] = pdf.make_stream(
            bytes([255]) * (columns * rows),
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=columns,
            Height=rows,
            BitsPerComponent=8,
            ColorSpace=Name.DeviceGray,
        )
        drawing += f"q {width} 0 0 {height} {x} {y} cm /P{number} Do Q\n"
    pdf.pages[0].Resources = Dictionary(XObject=objects)
    pdf.pages[0].Contents = pdf.make_stream(drawing.encode())
    pdf.save(path)
    return path


@pytest.mark.parametrize(
    ("over", "dpi"),
    [
        ([(300, (0.0, 0.0, WIDTH, HEIGHT))], 300),  # a mask of all text, as compact PDFs have it
        (
            [(300, (60.0, 40.0 + 60 * row, 500.0, 40.0)) for row in range(5)],
            300,
        ),  # a mask for every piece of it
        ([(300, (40.0, 370.0, 80.0, 40.0))], 100),  # a logo
        ([], 100),
    ],
)
def test_a_scan_is_drawn_as_fine_as_the_pictures_that_hold_its_text(
    tmp_path: Path, over: list[tuple[int, tuple[float, float, float, float]]], dpi: int
) -> None:
    path = layered(tmp_path / "layers.pdf", [(100, (0.0, 0.0, WIDTH, HEIGHT)), *over])
    with open_pictures(path) as pictures:
        drawn = pictures.look(1)
        assert drawn.has_page_picture
        assert drawn.picture_dpi == pytest.approx(dpi, rel=0.01)
        assert pictures.render(1, drawn).dpi == pytest.approx(dpi, rel=0.01)
