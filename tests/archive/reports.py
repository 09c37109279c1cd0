"""Follow-up reports for the tests of archives: set as PDF, and as values."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import typst

from schema import (
    Box,
    Commitment,
    Correction,
    Entry,
    Finding,
    Paragraph,
    Report,
    SideField,
    Source,
    Unassigned,
)

TITLES = ("Ökad trygghet i centrum", "Minskad narkotika bland unga")


@cache
def typeset(municipality: str = "Jönköping", year: int = 2024, titles: tuple[str, ...] = TITLES) -> bytes:
    """A page as the seed has it: titles over three columns, one a tertial."""
    sections = []
    for number, title in enumerate(titles, start=1):
        cells = ",\n".join(
            f"[*Tertial {tertial}*\n\nUnder tertial {tertial} genomfördes trygghetsvandringar på Öster.\n\n"
            "Polisen har gjort insatser vid skolorna.]"
            for tertial in (1, 2, 3)
        )
        sections.append(f"== {number}. {title}\n#grid(columns: (1fr, 1fr, 1fr), gutter: 18pt, {cells})\n")
    source = (
        '#set page(width: 842pt, height: 595pt, margin: 40pt)\n#set text(size: 11pt, lang: "sv")\n'
        f"= Uppföljning av medborgarlöfte {municipality} kommun {year}\n" + "\n".join(sections)
    )
    pdf = typst.compile(source.encode("utf-8"))
    assert isinstance(pdf, bytes)
    return pdf


def make_archive(folder: Path) -> Path:
    """Three reports, one of them twice, a text that is none and a PDF that is broken."""
    (folder / "år 2023").mkdir(parents=True)
    (folder / "Jönköping 2024.pdf").write_bytes(typeset())
    (folder / "år 2023" / "Jönköping.PDF").write_bytes(typeset(year=2023))
    (folder / "år 2023" / "kopia.pdf").write_bytes(typeset())
    (folder / "Växjö.pdf").write_bytes(typeset("Växjö", 2024, ("Synlig polis", "Ökad trygghet i centrum")))
    (folder / "läs mig.txt").write_text("Här ligger uppföljningarna.\n", encoding="utf-8")
    (folder / "trasig.pdf").write_bytes(b"%PDF-1.7\nmer kom aldrig fram")
    return folder


def report(
    sha256: str = "ab" * 32,
    *,
    year: int | None = 2024,
    titles: tuple[str, ...] = TITLES,
    text: str = "- Vi gick på Öster.",
    municipality: str | None = "Jönköping",
    code: str | None = "0680",
) -> Report:
    """A report with something in every table."""
    paragraph = Paragraph(
        text=text,
        raw=text.replace("ö", "o"),
        page=1,
        box=Box(x0=40, top=100.5, x1=200, bottom=120),
        confidence=0.75,
        corrections=(
            Correction(
                start=3,
                end=4,
                text_start=3,
                text_end=4,
                before="o",
                after="ö",
                kind="letter",
                confidence=0.9,
                reason="i ordlistan",
                alternatives=("a", "b"),
            ),
        ),
    )
    return Report(
        title="Uppföljning av medborgarlöfte",
        year=year,
        municipality=municipality,
        municipality_code=code,
        source=Source(
            file="rapport.pdf",
            sha256=sha256,
            pages=2,
            kind="digital",
            layout="columns",
            versions={"tertial": "0.1.0"},
        ),
        commitments=tuple(
            Commitment(
                number=number,
                title=title,
                fields=(SideField(name="Ansvarig", text="@polisen", page=1),),
                entries=(
                    Entry(period="T1", start=f"{year}-01-01" if year else None, paragraphs=(paragraph,)),
                    Entry(period="T2"),
                ),
            )
            for number, title in enumerate(titles, start=1)
        ),
        findings=(Finding(rule="empty-entry", severity="warning", message="Tom period.", page=1),),
        unassigned=(Unassigned(text="Sida", page=2, reason="outside every column"),),
    )
