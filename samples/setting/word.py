"""Reports as word-processor documents (.docx), set by LibreOffice Writer."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from setting.producers import office

A4 = (Cm(21.0), Cm(29.7))


class Letter:
    """A document in the making: thin names over python-docx for what the reports need."""

    def __init__(
        self,
        *,
        landscape: bool = False,
        font: str = "Carlito",
        size: float = 10,
        margin: float = 2.0,
        hyphenate: bool = False,
        columns: int = 1,
    ) -> None:
        """Begin an A4 document; ``margin`` in centimetres, ``size`` in points."""
        self.document = Document()
        self.size = size
        section = self.document.sections[0]
        section.page_width, section.page_height = A4
        if landscape:
            section.orientation = WD_ORIENT.LANDSCAPE
            section.page_width, section.page_height = A4[1], A4[0]
        section.left_margin = section.right_margin = Cm(margin)
        section.top_margin = section.bottom_margin = Cm(margin)
        style = self.document.styles["Normal"]
        style.font.name, style.font.size = font, Pt(size)
        fonts = style.element.rPr.rFonts
        for kind in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(kind), font)
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), "sv-SE")
        style.element.rPr.append(language)
        style.paragraph_format.space_after = Pt(size * 0.6)
        if hyphenate:
            automatic = OxmlElement("w:autoHyphenation")
            automatic.set(qn("w:val"), "true")
            self.document.settings.element.append(automatic)
        if columns > 1:
            self._columns(section, columns)

    @staticmethod
    def _columns(section: Any, count: int) -> None:
        given = section._sectPr.find(qn("w:cols"))
        given.set(qn("w:num"), str(count))
        given.set(qn("w:space"), "500")

    def body_columns(self, count: int) -> None:
        """Go on in ``count`` text columns from here, on the same page."""
        from docx.enum.section import WD_SECTION

        self._columns(self.document.add_section(WD_SECTION.CONTINUOUS), count)

    def text(
        self,
        text: str,
        *,
        size: float | None = None,
        bold: bool = False,
        italic: bool = False,
        colour: str | None = None,
        before: float | None = None,
        after: float | None = None,
        justify: bool = False,
        keep: bool = False,
        style: str | None = None,
        shade: str | None = None,
        new_page: bool = False,
    ) -> Any:
        """Add a paragraph; a bold beginning may be given as ``**bold** rest``."""
        paragraph = self.document.add_paragraph(style=style)
        self._fill(paragraph, text, size, bold, italic, colour)
        form = paragraph.paragraph_format
        if before is not None:
            form.space_before = Pt(before)
        if after is not None:
            form.space_after = Pt(after)
        if justify:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        form.keep_with_next = keep
        form.page_break_before = new_page
        if shade:
            paragraph._p.get_or_add_pPr().append(_shading(shade))
        return paragraph

    @staticmethod
    def _fill(
        paragraph: Any, text: str, size: float | None, bold: bool, italic: bool, colour: str | None
    ) -> None:
        for number, part in enumerate(text.split("**")):
            if not part:
                continue
            run = paragraph.add_run(part)
            run.bold = bold or number % 2 == 1
            run.italic = italic
            if size:
                run.font.size = Pt(size)
            if colour:
                run.font.color.rgb = RGBColor.from_string(colour)

    def table(
        self,
        rows: Sequence[Sequence[Any]],
        widths: Sequence[float],
        *,
        borders: str = "none",
        header_rows: int = 1,
        repeat: bool = False,
        bold_header: bool = True,
        header_shade: str | None = None,
        header_colour: str | None = None,
        shades: dict[tuple[int, int], str] | None = None,
        spans: Sequence[tuple[int, int, int, int]] = (),
        splittable: bool = True,
        size: float | None = None,
        justify: bool = False,
    ) -> Any:
        """Add a table; a cell is a text or a list of paragraphs.

        ``widths`` in centimetres; ``borders`` none, all or horizontal; ``spans`` merge
        (row, column) with (row, column); ``shades`` colour cells.
        """
        table = self.document.add_table(rows=len(rows), cols=len(widths))
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Cm(width)
        _borders(table, borders)
        covered = {
            (row, column)
            for top, left, bottom, right in spans
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
            if (row, column) != (top, left)
        }
        for row, given in enumerate(rows):
            for column, value in enumerate(given):
                cell = table.cell(row, column)
                cell.width = Cm(widths[column])
                if (row, column) in covered:
                    continue
                texts = [value] if isinstance(value, str) else list(value)
                head = row < header_rows
                for number, text in enumerate(texts):
                    paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
                    colour = header_colour if head else None
                    self._fill(paragraph, text, size, head and bold_header, False, colour)
                    if justify and not head:
                        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
                shade = (shades or {}).get((row, column)) or (header_shade if head else None)
                if shade:
                    cell._tc.get_or_add_tcPr().append(_shading(shade))
            properties = table.rows[row]._tr.get_or_add_trPr()
            if row < header_rows and repeat:
                properties.append(OxmlElement("w:tblHeader"))
            if not splittable:
                properties.append(OxmlElement("w:cantSplit"))
        for top, left, bottom, right in spans:
            merged = table.cell(top, left).merge(table.cell(bottom, right))
            for paragraph in list(merged.paragraphs):
                if not paragraph.text and len(merged.paragraphs) > 1:
                    paragraph._p.getparent().remove(paragraph._p)
        return table

    def header(self, text: str, *, size: float = 8) -> None:
        """Running header of every page."""
        paragraph = self.document.sections[0].header.paragraphs[0]
        self._fill(paragraph, text, size, False, False, "595959")

    def footer(self, text: str, *, size: float = 8) -> None:
        """Running footer; ``{page}`` and ``{pages}`` stand for the numbers."""
        paragraph = self.document.sections[0].footer.paragraphs[0]
        rest = text
        while rest:
            places = [(rest.find(mark), mark) for mark in ("{page}", "{pages}") if mark in rest]
            if not places:
                self._fill(paragraph, rest, size, False, False, "595959")
                break
            at, mark = min(places)
            if at:
                self._fill(paragraph, rest[:at], size, False, False, "595959")
            self._field(paragraph, "PAGE" if mark == "{page}" else "NUMPAGES", size)
            rest = rest[at + len(mark) :]

    @staticmethod
    def _field(paragraph: Any, name: str, size: float) -> None:
        for kind in ("begin", None, "end"):
            run = paragraph.add_run()
            run.font.size = Pt(size)
            run.font.color.rgb = RGBColor.from_string("595959")
            if kind is None:
                element = OxmlElement("w:instrText")
                element.text = name
            else:
                element = OxmlElement("w:fldChar")
                element.set(qn("w:fldCharType"), kind)
            run._r.append(element)

    def save(self, pdf: Path) -> None:
        """Set the document with Writer."""
        with tempfile.TemporaryDirectory() as folder:
            document = Path(folder) / "report.docx"
            self.document.save(str(document))
            office(document, pdf)


def _shading(colour: str) -> Any:
    shading = OxmlElement("w:shd")
    shading.set(qn("w:val"), "clear")
    shading.set(qn("w:color"), "auto")
    shading.set(qn("w:fill"), colour)
    return shading


def _borders(table: Any, kind: str) -> None:
    properties = table._tbl.tblPr
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        drawn = kind == "all" or (kind == "horizontal" and side in {"top", "bottom", "insideH"})
        edge = OxmlElement(f"w:{side}")
        edge.set(qn("w:val"), "single" if drawn else "nil")
        edge.set(qn("w:sz"), "4")
        edge.set(qn("w:color"), "7F7F7F")
        borders.append(edge)
    properties.append(borders)
