"""Reading a PDF when OCR is needed, with tesseract replaced by small programs that misbehave."""

from __future__ import annotations

import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from ingest import rapid_engine, tesseract
from ingest.errors import OcrUnavailable
from ingest.ocr import read_picture
from ingest.reading import read_pages
from ingest.rendering import MOST_PIXELS, Drawn, Picture, open_pictures
from ingest.settings import Settings
from ingest.tesseract import REMEDY, require_tesseract
from tests.ocr.pictures import one_word, pdf_of, two_columns, with_hidden_text
from tests.ocr.processes import is_gone

SAMPLES = Path(__file__).parents[2] / "samples"
DIGITAL = SAMPLES / "columns-harnosand-2023-cairo.pdf"
MIXED = SAMPLES / "scans" / "mixed--columns-malmo-2023-chromium.pdf"
GLYPHS = SAMPLES / "scans" / "glyph-numbers--columns-ostersund-2022-writer.pdf"

FAKE = """#!/bin/sh
case "$*" in
  *--version*) echo "tesseract 5.3.0"; exit 0;;
  *--list-langs*) echo "List of available languages (2):"; echo {languages}; exit 0;;
esac
{does}
"""


@pytest.fixture(autouse=True)
def _asks_for_tesseract_anew(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(rapid_engine, "installed_version", lambda: None)
    require_tesseract.cache_clear()
    yield
    require_tesseract.cache_clear()


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    return pdf_of([two_columns()], tmp_path / "scan.pdf")


def put_in_place(monkeypatch: pytest.MonkeyPatch, folder: Path, does: str, languages: str = "swe") -> None:
    """Let ``does`` stand for tesseract; ``$2`` is the output's path without its ending."""
    fake = folder / "tesseract"
    fake.write_text(FAKE.format(does=does, languages=languages), encoding="utf-8")
    fake.chmod(fake.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr("ingest.tesseract.PROGRAM", str(fake))


def test_a_digital_report_needs_no_tesseract(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.tesseract.PROGRAM", "/nowhere/tesseract")
    reading = read_pages(DIGITAL, Settings())
    assert reading.kind == "digital" and reading.notices == ()
    assert {page.read_by for page in reading.page_readings} == {"text-layer"}


def test_a_scan_without_tesseract_says_what_to_install(monkeypatch: pytest.MonkeyPatch, scan: Path) -> None:
    monkeypatch.setattr("ingest.tesseract.PROGRAM", "/nowhere/tesseract")
    with pytest.raises(OcrUnavailable, match="apt-get install tesseract-ocr tesseract-ocr-swe"):
        read_pages(scan, Settings())
    assert "\n" not in REMEDY


def test_no_swedish_model_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, scan: Path) -> None:
    put_in_place(monkeypatch, tmp_path, "exit 0", languages="eng")
    with pytest.raises(OcrUnavailable, match="no Swedish model"):
        read_pages(scan, Settings())


def test_the_digital_pages_of_a_mixed_report_are_delivered_without_tesseract(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("ingest.tesseract.PROGRAM", "/nowhere/tesseract")
    reading = read_pages(MIXED, Settings())
    assert [bool(page.words) for page in reading.pages] == [True, False, True]
    assert [(notice.rule, notice.page) for notice in reading.notices] == [("page-not-read", 2)]


@pytest.mark.parametrize(
    ("does", "said"),
    [
        ("kill -9 $$", "tesseract failed"),
        ("echo 'Out of memory' >&2; exit 1", "Out of memory"),
        (r"printf 'level\ttext\n5\t\377\376\n' > $2.tsv", "no UTF-8"),
        ("echo nonsense > $2.tsv", "no table of words"),
    ],
)
def test_a_failing_tesseract_is_a_finding(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, scan: Path, does: str, said: str
) -> None:
    put_in_place(monkeypatch, tmp_path, does)
    reading = read_pages(scan, Settings())
    (notice,) = reading.notices
    assert (notice.rule, notice.severity, notice.page) == ("page-not-read", "error", 1)
    assert said in notice.message
    assert reading.page_readings[0].read_by == "nothing"


@pytest.mark.skipif(sys.platform != "linux", reason="looks at processes in /proc")
@pytest.mark.parametrize("does", ["echo $$ > {pid}; exec sleep 600", "sleep 600 & echo $! > {pid}; wait"])
def test_a_hanging_tesseract_is_ended_with_all_it_started(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, scan: Path, does: str
) -> None:
    put_in_place(monkeypatch, tmp_path, does.format(pid=tmp_path / "pid"))
    reading = read_pages(scan, Settings(page_seconds=8))
    assert "did not finish within 8 seconds" in reading.notices[0].message
    assert is_gone(int((tmp_path / "pid").read_text(encoding="utf-8")))


def test_a_tesseract_that_does_not_answer_is_said(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, scan: Path
) -> None:
    fake = tmp_path / "tesseract"
    fake.write_text("#!/bin/sh\nsleep 600 & wait\n", encoding="utf-8")
    fake.chmod(0o755)
    monkeypatch.setattr(tesseract, "PROGRAM", str(fake))
    monkeypatch.setattr(tesseract, "ANSWER_SECONDS", 0.5)
    with pytest.raises(OcrUnavailable, match="did not answer within"):
        read_pages(scan, Settings())


def test_a_tesseract_that_prints_no_utf8_about_itself_is_said(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, scan: Path
) -> None:
    fake = tmp_path / "tesseract"
    fake.write_text("#!/bin/sh\nprintf '\\377\\376'\n", encoding="utf-8")
    fake.chmod(0o755)
    monkeypatch.setattr(tesseract, "PROGRAM", str(fake))
    with pytest.raises(OcrUnavailable, match="no UTF-8"):
        read_pages(scan, Settings())


def test_ocr_never_reads_text_layers_only(scan: Path) -> None:
    reading = read_pages(scan, Settings(ocr="never"))
    assert "--ocr never" in reading.notices[0].message


def test_glyph_numbers_are_decoded_without_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.tesseract.PROGRAM", "/nowhere/tesseract")
    reading = read_pages(GLYPHS, Settings())
    assert {page.read_by for page in reading.page_readings} == {"glyph-codes"}
    origin = read_pages(SAMPLES / "columns-ostersund-2022-writer.pdf", Settings())
    for decoded, page in zip(reading.pages, origin.pages, strict=True):
        assert sorted(word.text for word in decoded.words) == sorted(word.text for word in page.words)


@pytest.mark.parametrize(
    "picture",
    [
        Image.new("L", (1, 1), 0),
        Image.new("L", (800, 600), 0),
        Image.new("L", (800, 600), 255),
        Image.new("CMYK", (800, 600), (0, 0, 0, 20)),
    ],
    ids=["one pixel", "all black", "all white", "CMYK"],
)
def test_pictures_without_letters_give_nothing_and_no_error(picture: Image.Image, tmp_path: Path) -> None:
    picture.save(tmp_path / "odd.pdf", resolution=100)
    reading = read_pages(tmp_path / "odd.pdf", Settings())
    assert reading.pages[0].words == ()
    assert reading.page_readings[0].read_by == "nothing"


def test_a_huge_page_is_rendered_within_bounds(tmp_path: Path) -> None:
    document = pytest.importorskip("pypdfium2").PdfDocument.new()
    document.new_page(20_000, 20_000)
    document.save(tmp_path / "huge.pdf")
    with open_pictures(tmp_path / "huge.pdf") as pictures:
        pixels = pictures.render(1, Drawn(shapes=1)).pixels
    assert pixels.shape[0] * pixels.shape[1] <= MOST_PIXELS * 1.01


def test_words_carry_place_and_confidence() -> None:
    page = two_columns()
    picture = Picture(np.repeat(page[:, :, None], 3, axis=2), 150)
    read = read_picture(picture, 7, 10, one_word)
    (word,) = read.words
    assert (word.page, word.confidence, word.origin) == (7, 0.9, "ocr")
    assert (read.width, read.height) == (624.0, 432.0)
    assert 0 < word.box.x0 < word.box.x1 < read.width and 0 < word.box.top < word.box.bottom < read.height


SWEDISH = "Polisen har under våren arbetat med trygghet och det har blivit lugnare på torget "


def test_a_swedish_ocr_layer_is_read_again(tmp_path: Path) -> None:
    """Its letters are sound, but OCR programs run over columns, and the sizes of their words jump."""
    try:
        require_tesseract()
    except OcrUnavailable as error:
        pytest.skip(str(error))
    path = with_hidden_text(pdf_of([two_columns()], tmp_path / "scan.pdf"), [SWEDISH] * 4)
    reading = read_pages(path, Settings())
    assert {word.origin for word in reading.pages[0].words} == {"ocr"}
    assert "Kommunen" in {word.text for word in reading.pages[0].words}, "this stands on the picture only"
    assert (reading.page_readings[0].diagnosis, reading.page_readings[0].read_by) == ("ok", "ocr")
    assert "read again" in reading.page_readings[0].reason


@pytest.mark.parametrize(
    ("dpi", "line"),
    [(100, SWEDISH), (150, "The police and the council have worked on safety in the city centre since May ")],
    ids=["the picture is too coarse", "the text is English"],
)
def test_an_ocr_layer_is_kept(tmp_path: Path, dpi: int, line: str) -> None:
    path = with_hidden_text(pdf_of([two_columns()], tmp_path / "scan.pdf", dpi), [line] * 4)
    reading = read_pages(path, Settings())
    assert " ".join(word.text for word in reading.pages[0].words) == (line * 4).strip()
    assert reading.page_readings[0].read_by == "text-layer" and reading.kind == "ocr-layer"


def test_the_layer_of_a_coarse_picture_is_restored(tmp_path: Path) -> None:
    lost = [SWEDISH.translate(str.maketrans("åäö", "aao"))] * 4
    reading = read_pages(with_hidden_text(pdf_of([two_columns()], tmp_path / "s.pdf", 100), lost), Settings())
    assert (reading.page_readings[0].diagnosis, reading.page_readings[0].read_by) == (
        "wrong-language",
        "text-layer",
    )
    assert reading.damaged_pages == {1}


def test_a_swedish_ocr_layer_does_without_tesseract(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("ingest.tesseract.PROGRAM", "/nowhere/tesseract")
    reading = read_pages(
        with_hidden_text(pdf_of([two_columns()], tmp_path / "scan.pdf"), [SWEDISH] * 4), Settings()
    )
    assert len(reading.pages[0].words) == 4 * len(SWEDISH.split()) and reading.notices == ()
    assert "could not be read again" in reading.page_readings[0].reason
