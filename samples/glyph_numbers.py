"""Set the words of a PDF anew in a font without a table of letters: its text layer is glyph numbers."""

from __future__ import annotations

import io
from pathlib import Path

import pdfplumber
import pikepdf
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, Stream

FONT = Path("/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf")
"""From Debian's fonts-liberation; metrically Arial, whose glyph order is the standard one."""

FOOT = 0.2
"""How far the baseline lies above the foot of a line's box, in font sizes."""


def standard_number(letter: str) -> int:
    """The glyph number of a letter in the standard TrueType order (Mac Roman from 98 on)."""
    if 32 <= ord(letter) < 127:
        return ord(letter) - 29
    return letter.encode("mac_roman")[0] - 30


def set_in_glyph_numbers(source: Path, target: Path) -> None:
    """Write ``target``: the runs of words of ``source`` at their places, by glyph number only."""
    with pdfplumber.open(source) as pdf:
        pages = [
            (
                float(page.width),
                float(page.height),
                page.extract_words(keep_blank_chars=True, extra_attrs=["size"], x_tolerance_ratio=0.5),
            )
            for page in pdf.pages
        ]
    used = {letter for _, _, runs in pages for run in runs for letter in run["text"]}
    made = pikepdf.new()
    font, advances = _font(made, used)
    for width, height, runs in pages:
        lines = []
        for run in runs:
            size, foot = run["size"] * 0.97, height - run["bottom"] + FOOT * run["size"]
            natural = sum(advances[letter] for letter in run["text"]) * size / 1000
            stretch = 100 * (run["x1"] - run["x0"]) / max(natural, 1)
            codes = "".join(f"{standard_number(letter):04x}" for letter in run["text"])
            lines.append(
                f"BT /F1 {size:.2f} Tf {stretch:.1f} Tz {run['x0']:.2f} {foot:.2f} Td <{codes}> Tj ET"
            )
        page = made.add_blank_page(page_size=(width, height))
        page.Contents = Stream(made, "\n".join(lines).encode("ascii"))
        page.Resources = Dictionary(Font=Dictionary(F1=font))
    made.save(target, compress_streams=True)


def _font(pdf: pikepdf.Pdf, letters: set[str]) -> tuple[pikepdf.Object, dict[str, float]]:
    """The font, and the advance of each letter in thousandths of the font size."""
    font = TTFont(FONT)
    places = {letter: font.getGlyphID(font.getBestCmap()[ord(letter)]) for letter in letters}
    order, advances, unit = font.getGlyphOrder(), font["hmtx"].metrics, font["head"].unitsPerEm
    options = Options(retain_gids=True, notdef_outline=True, drop_tables=["GSUB", "GPOS", "GDEF"])
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[ord(letter) for letter in letters])
    subsetter.subset(font)
    for table in ("cmap", "post", "name"):
        del font[table]
    buffer = io.BytesIO()
    font.save(buffer)
    outlines = Stream(pdf, buffer.getvalue())
    outlines.Length1 = len(buffer.getvalue())
    numbers = {standard_number(letter): place for letter, place in places.items()}
    to_places = bytearray(2 * (max(numbers) + 1))
    widths = Array()
    for number, place in sorted(numbers.items()):
        to_places[2 * number : 2 * number + 2] = place.to_bytes(2, "big")
        widths.append(number)
        widths.append(Array([round(advances[order[place]][0] * 1000 / unit)]))
    name = Name("/AAAAAA+Arial")
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=name,
        Flags=4,
        FontBBox=[-500, -300, 1500, 1000],
        ItalicAngle=0,
        Ascent=905,
        Descent=-212,
        CapHeight=716,
        StemV=80,
        FontFile2=pdf.make_indirect(outlines),
    )
    inner = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=name,
        CIDSystemInfo=Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
        FontDescriptor=pdf.make_indirect(descriptor),
        DW=1000,
        W=widths,
        CIDToGIDMap=pdf.make_indirect(Stream(pdf, bytes(to_places))),
    )
    outer = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type0,
        BaseFont=name,
        Encoding=Name("/Identity-H"),
        DescendantFonts=[pdf.make_indirect(inner)],
    )
    thousandths = {letter: advances[order[place]][0] * 1000 / unit for letter, place in places.items()}
    return pdf.make_indirect(outer), thousandths
