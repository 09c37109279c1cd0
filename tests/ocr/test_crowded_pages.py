"""Pages of 40,000 tiny objects: the text between them is read, and memory and time stay bounded."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from pdfplumber.utils.text import dedupe_chars
from pikepdf import Array, Dictionary, Name

from ingest import parse_report
from ingest.errors import NothingLegible
from ingest.settings import Settings
from ingest.textlayer import PlacedChars, open_text_layer, read_text_layer

OBJECTS = 40_000
LINES = [
    (16, 40, 800, "Uppföljning medborgarlöfte 2024, Nacka kommun"),
    (12, 40, 770, "Synlig polis"),
    *((10, x, 750, f"Tertial {number}") for number, x in enumerate((40, 220, 400), 1)),
    (10, 40, 735, "Polisen har varit synlig."),
    (10, 220, 735, "Arbetet har fortsatt."),
    (10, 400, 735, "Allt är klart nu."),
]
PLACES = [(40 + 2 * (n % 250), 50 + 3 * (n // 250)) for n in range(OBJECTS)]
DRAWN = {
    "rectangles": lambda x, y: f"{x} {y} 1.2 1.2 re f",
    "lines": lambda x, y: f"{x} {y} m {x + 1} {y + 2} l S",
    "images": lambda x, y: f"q 1 0 0 1 {x} {y} cm /Dot Do Q",
}


def crowded(path: Path, what: str, *, text: bool = True, size: tuple[int, int] = (595, 842)) -> Path:
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(100, 100))
    dot = pdf.make_stream(
        b"\0",
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=1,
        Height=1,
        ColorSpace=Name.DeviceGray,
        BitsPerComponent=8,
    )
    font = Dictionary(
        Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding
    )
    page = pdf.pages[0]
    page.MediaBox = Array([0, 0, *size])
    page.Resources = Dictionary(Font=Dictionary(F=font), XObject=Dictionary(Dot=dot))
    drawn = [f"BT /F {points} Tf {x} {y} Td ({said}) Tj ET" for points, x, y, said in LINES] if text else []
    drawn += [DRAWN[what](x, y) for x, y in PLACES] if what else []
    page.Contents = pdf.make_stream("\n".join(drawn).encode("cp1252"))
    pdf.save(path)
    return path


@pytest.mark.parametrize("what", DRAWN)
def test_the_text_among_many_objects_is_read(what: str, tmp_path: Path) -> None:
    report = parse_report(crowded(tmp_path / "crowded.pdf", what))
    (commitment,) = report.commitments
    assert commitment.title == "Synlig polis"
    assert [entry.text for entry in commitment.entries] == [
        "Polisen har varit synlig.",
        "Arbetet har fortsatt.",
        "Allt är klart nu.",
    ]
    assert [reading.read_by for reading in report.source.page_readings] == ["text-layer"]


def test_forty_thousand_letters_are_read_and_none_is_lost(tmp_path: Path) -> None:
    """pdfplumber alone compares each letter with all before it, which took over a minute."""
    DRAWN["letters"] = lambda x, y: f"BT /F 1 Tf {x} {y} Td (a) Tj ET"
    try:
        path = crowded(tmp_path / "crowded.pdf", "letters")
    finally:
        del DRAWN["letters"]
    (page,) = read_text_layer(path)
    assert sum(word.text.count("a") for word in page.words if word.size == 1) == OBJECTS


def test_letters_printed_twice_come_out_once_and_in_order() -> None:
    """Our list that knows the places of its letters gives what pdfplumber's own way does."""
    sample = next((Path(__file__).parents[2] / "samples").glob("columns-*.pdf"))
    with open_text_layer(sample) as pdf:
        chars = [dict(char) for char in pdf.pages[0].chars[:600]]
    doubled = [*chars, *(dict(char, x0=char["x0"] + 0.2, x1=char["x1"] + 0.2) for char in chars[100:200])]
    found = dedupe_chars(PlacedChars(doubled), tolerance=1)
    assert found == dedupe_chars(doubled, tolerance=1)
    assert len(found) == len(chars)


def test_many_objects_without_text_end_in_a_clear_error(tmp_path: Path) -> None:
    path = crowded(tmp_path / "crowded.pdf", "rectangles", text=False)
    with pytest.raises(NothingLegible):
        parse_report(path, Settings(page_seconds=60))


def test_the_text_of_a_huge_page_is_read(tmp_path: Path) -> None:
    report = parse_report(crowded(tmp_path / "huge.pdf", "", size=(20_000, 20_000)))
    assert [entry.text for entry in report.commitments[0].entries][:1] == ["Polisen har varit synlig."]
