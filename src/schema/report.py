"""The output contract: what one follow-up report looks like as data.

Every length is in PDF points with the origin at the top left corner of the
page as it is displayed (after the page's own rotation). Every date is
inclusive. Field names are an interface that other programs read; fields may
be added, never renamed.
"""

from __future__ import annotations

import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, computed_field, model_validator

Severity = Literal["error", "warning", "info"]
"""How bad a finding is: the data is wrong, may be wrong, or is worth knowing."""

SourceKind = Literal["digital", "scan", "ocr-layer", "text"]
"""Where the letters came from: born-digital text, pictures, an old OCR layer, a text dump."""

EntryKind = Literal["period", "year-to-date", "year"]
"""Whether an entry stands alone, repeats earlier periods of the year, or covers the whole year."""

CorrectionKind = Literal["letter", "ocr", "hyphen", "space"]
"""A Swedish letter put back, another misread character, a line-end hyphen, a blank."""


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Box(_Value):
    """A rectangle on a page in PDF points, origin at the top left."""

    x0: float
    top: float
    x1: float
    bottom: float


class PageBox(_Value):
    """A rectangle together with the page (from 1) it lies on."""

    page: int = Field(ge=1)
    box: Box


class Correction(_Value):
    """One change between what was read and what is delivered.

    ``raw[start:end] == before`` and ``text[text_start:text_end] == after``
    hold for the text that carries the correction.
    """

    start: int = Field(ge=0)
    end: int = Field(ge=0)
    text_start: int = Field(ge=0)
    text_end: int = Field(ge=0)
    before: str
    after: str
    kind: CorrectionKind
    confidence: float = Field(ge=0, le=1)
    reason: str
    alternatives: tuple[str, ...] = ()


class Paragraph(_Value):
    """A paragraph of an entry."""

    text: str
    """The paragraph as delivered: one line, repaired."""
    raw: str
    """The paragraph as read, before any repair; its lines are parted by newlines."""
    page: int = Field(ge=1)
    """The page the paragraph begins on, from 1. In a text dump pages are parted by form feeds."""
    box: Box | None = None
    """Where it stands on ``page``; None for text dumps."""
    boxes: tuple[PageBox, ...] = ()
    """All the places it stands in, in reading order: more than one after a page or column break."""
    confidence: float = Field(default=1.0, ge=0, le=1)
    """How sure the tool is of these letters in this place (1.0 for a sound text layer)."""
    corrections: tuple[Correction, ...] = ()


class Entry(_Value):
    """What was done for one commitment in one period. Empty periods have entries without paragraphs."""

    period: str
    """T1–T3, Q1–Q4, H1–H2, or Y for the year."""
    kind: EntryKind = "period"
    start: datetime.date | None = None
    """First day of the period; None where the report names no year."""
    end: datetime.date | None = None
    """Last day of the period, inclusive."""
    paragraphs: tuple[Paragraph, ...] = ()
    confidence: float = Field(default=1.0, ge=0, le=1)
    """How sure the tool is that these paragraphs belong to this period."""

    @computed_field  # type: ignore[prop-decorator]
    @property
    def text(self) -> str:
        """The paragraphs, joined by a blank line."""
        return "\n\n".join(paragraph.text for paragraph in self.paragraphs)

    @model_validator(mode="before")
    @classmethod
    def _read_back(cls, given: Any) -> Any:
        """Let a delivered report be read again: its ``text`` is computed, never taken from outside."""
        if isinstance(given, dict) and "text" in given:
            return {name: value for name, value in given.items() if name != "text"}
        return given


class SideField(_Value):
    """What a table says of a commitment besides its periods: who is responsible, its status, comments."""

    name: str
    """The heading of the column or block, as printed ("Ansvarig", "Status", "Polisen")."""
    text: str
    colour: str | None = None
    """Fill colour of the cell as #rrggbb where the colour is data; None otherwise."""
    page: int = Field(ge=1)
    box: Box | None = None
    raw: str = ""
    corrections: tuple[Correction, ...] = ()


class Commitment(_Value):
    """One promise of the citizens' promise, with what was done in each period of the report."""

    number: int = Field(ge=1)
    """Its place in the report, from 1."""
    label: str | None = None
    """The number printed before the title ("1", "5.2a"), without the closing full stop."""
    label_raw: str = ""
    """The words of the printed number as read ("Åtgärd 1.")."""
    title: str
    title_raw: str = ""
    """The title as read, lines parted by newlines."""
    title_corrections: tuple[Correction, ...] = ()
    group: str | None = None
    """The heading above several commitments ("Trygga möten"), where there is one."""
    page: int = Field(default=1, ge=1)
    box: Box | None = None
    fields: tuple[SideField, ...] = ()
    entries: tuple[Entry, ...]


class Heading(_Value):
    """A heading that is neither a commitment's title nor the report's: periods, columns, groups."""

    text: str
    raw: str = ""
    """As read, before any repair."""
    role: Literal["report-title", "period", "column", "group"]
    page: int = Field(ge=1)
    box: Box | None = None


class Furniture(_Value):
    """Page numbers, running headers and footers: text of the page, not of the report."""

    text: str
    page: int = Field(ge=1)
    box: Box | None = None


class Unassigned(_Value):
    """Words that found no place, with the reason. Nothing read is ever left out."""

    text: str
    page: int = Field(ge=1)
    box: Box | None = None
    reason: str


class Finding(_Value):
    """Something a person should look at; the message says what and what to do."""

    rule: str
    """Identifier of the rule, lower case with hyphens."""
    severity: Severity
    message: str
    page: int | None = Field(default=None, ge=1)
    where: str = ""
    """The place in the report: "commitment 3, T2", "title", "page 4"."""


class PageReading(_Value):
    """How one page was read and why."""

    page: int = Field(ge=1)
    diagnosis: Literal["ok", "no-text", "wrong-language", "glyph-codes", "noisy", "text"]
    reason: str
    read_by: Literal["text-layer", "glyph-codes", "ocr", "combined", "text", "nothing"]
    confidence: float | None = Field(default=None, ge=0, le=1)
    """Mean confidence of the words of an OCR reading; None where nothing was recognised by OCR."""


class Source(_Value):
    """Where a report came from and how it was read."""

    file: str
    """File name without folders."""
    sha256: str
    pages: int = Field(ge=0)
    kind: SourceKind
    layout: str
    """The layout that was recognised: columns, matrix, stacked, inline, pairs, prose, dump or mixed."""
    page_readings: tuple[PageReading, ...] = ()
    versions: dict[str, str] = {}
    """Versions of the tool, of the libraries that read, and of the model that restores."""
    settings: dict[str, str] = {}
    """The settings in force, as text."""


class Report(_Value):
    """A whole follow-up report."""

    title: str
    title_raw: str = ""
    title_corrections: tuple[Correction, ...] = ()
    year: int | None = None
    municipality: str | None = None
    """Official short name ("Jönköping")."""
    municipality_code: str | None = None
    """Four digits, as text ("0680")."""
    police_area: str | None = None
    """Name of the local police area without the word itself ("Södra Vätterbygden")."""
    source: Source
    commitments: tuple[Commitment, ...]
    headings: tuple[Heading, ...] = ()
    furniture: tuple[Furniture, ...] = ()
    unassigned: tuple[Unassigned, ...] = ()
    findings: tuple[Finding, ...] = ()
