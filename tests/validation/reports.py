"""Reports built by hand, clean unless a test says otherwise."""

from __future__ import annotations

from typing import Any

from schema import Box, Commitment, Entry, Heading, Paragraph, Report, Source

TERTIALS = {"T1": ("01-01", "04-30"), "T2": ("05-01", "08-31"), "T3": ("09-01", "12-31")}


def paragraph(text: str, page: int = 1, **more: Any) -> Paragraph:
    return Paragraph(text=text, raw=text, page=page, box=Box(x0=50, top=100, x1=250, bottom=140), **more)


def entry(period: str, *texts: str, year: int | None = 2024, page: int = 1, **more: Any) -> Entry:
    start, end = TERTIALS[period]
    dates = {"start": f"{year}-{start}", "end": f"{year}-{end}"} if year else {}
    return Entry.model_validate(
        {"period": period, "paragraphs": tuple(paragraph(text, page) for text in texts), **dates, **more}
    )


def commitment(
    number: int, title: str, t1: str = "", t2: str = "", t3: str = "", year: int | None = 2024, **more: Any
) -> Commitment:
    entries = tuple(
        entry(period, *([text] if text else []), year=year)
        for period, text in (("T1", t1), ("T2", t2), ("T3", t3))
    )
    return Commitment(number=number, title=title, entries=entries, **more)


def clean_commitments() -> tuple[Commitment, ...]:
    return (
        commitment(
            1,
            "Krogar mot knark",
            "Ett första möte med krogarna hölls den 9 april.",
            "Polisen och kommunen utbildade trettio personer i juni.",
            "Arbetet fortsätter med nya krogar och hotell.",
        ),
        commitment(
            2,
            "Trygga torget",
            "Polisen gick femton trygghetsvandringar med boende.",
            "Belysningen på torget byttes under sommaren.",
            "Vandringarna fortsatte, den sista hölls 20/11.",
        ),
    )


def report(*commitments: Commitment, **changes: Any) -> Report:
    """A clean report of Jönköping 2024, with ``changes`` to its fields."""
    layout = changes.pop("layout", "columns")
    readings = changes.pop("page_readings", ())
    fields: dict[str, Any] = {
        "title": "Uppföljning medborgarlöfte 2024 – Lokalpolisområde Södra Vätterbygden, Jönköpings kommun",
        "year": 2024,
        "municipality": "Jönköping",
        "municipality_code": "0680",
        "police_area": "Södra Vätterbygden",
        "source": Source(
            file="report.pdf",
            sha256="0" * 64,
            pages=2,
            kind="digital",
            layout=layout,
            page_readings=readings,
        ),
        "commitments": commitments or clean_commitments(),
        "headings": tuple(Heading(text=f"Tertial {number}", role="period", page=1) for number in (1, 2, 3)),
    }
    return Report(**{**fields, **changes})
