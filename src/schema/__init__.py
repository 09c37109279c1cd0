"""The data that tertial delivers, as pydantic models. Imports nothing of ``ingest``."""

from schema.report import (
    Box,
    Commitment,
    Correction,
    Entry,
    Finding,
    Furniture,
    Heading,
    PageBox,
    PageReading,
    Paragraph,
    Report,
    SideField,
    Source,
    Unassigned,
)

__all__ = [
    "Box",
    "Commitment",
    "Correction",
    "Entry",
    "Finding",
    "Furniture",
    "Heading",
    "PageBox",
    "PageReading",
    "Paragraph",
    "Report",
    "SideField",
    "Source",
    "Unassigned",
]
