"""Every stretch of text of a report with the place it stands in: what the text rules walk over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from schema import Commitment, Correction, Entry, Report

_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+(?=[A-ZÅÄÖ\d\"”])")


@dataclass(frozen=True, slots=True)
class TextAt:
    """Text that stands in one place of the report."""

    text: str
    page: int | None
    where: str
    corrections: tuple[Correction, ...] = ()


def entry_place(commitment: Commitment, entry: Entry) -> str:
    """How findings name a cell: "commitment 3, T2"."""
    return f"{commitment_place(commitment)}, {entry.period}"


def commitment_place(commitment: Commitment) -> str:
    """How findings name a commitment: "commitment 3"."""
    return f"commitment {commitment.number}"


def entry_page(commitment: Commitment, entry: Entry) -> int:
    """The page an entry begins on; an empty one is looked for where its commitment is."""
    return entry.paragraphs[0].page if entry.paragraphs else commitment.page


def delivered(report: Report) -> Iterator[TextAt]:
    """What users will publish: title, commitments' titles, side fields, entries. In the report's order."""
    yield TextAt(report.title, 1 if report.source.pages else None, "title", report.title_corrections)
    for commitment in report.commitments:
        place = commitment_place(commitment)
        yield TextAt(commitment.title, commitment.page, place, commitment.title_corrections)
        for side in commitment.fields:
            yield TextAt(side.text, side.page, f"{place}, {side.name}", side.corrections)
        for entry in commitment.entries:
            for paragraph in entry.paragraphs:
                yield TextAt(
                    paragraph.text, paragraph.page, entry_place(commitment, entry), paragraph.corrections
                )


def everything(report: Report) -> Iterator[TextAt]:
    """All that was read, page furniture and unplaced words too; a running footer only once."""
    yield from delivered(report)
    seen: set[str] = set()
    for heading in report.headings:
        if heading.role not in ("report-title", "period"):
            yield TextAt(heading.text, heading.page, f"page {heading.page}")
    for furniture in report.furniture:
        if furniture.text not in seen:
            seen.add(furniture.text)
            yield TextAt(furniture.text, furniture.page, f"page {furniture.page}")
    for unassigned in report.unassigned:
        yield TextAt(unassigned.text, unassigned.page, f"page {unassigned.page}")


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph; abbreviations before a lower-case word do not end one."""
    return _SENTENCE_END.split(text)


def shown(text: str, length: int = 60) -> str:
    """``text`` cut at a blank to at most ``length`` characters, for a message."""
    flat = " ".join(text.split())
    if len(flat) <= length:
        return flat
    return flat[:length].rsplit(" ", 1)[0] + " …"
