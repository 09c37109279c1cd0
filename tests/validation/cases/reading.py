"""Rules on how the file was read: reports that break each, and the nearest that do not."""

from __future__ import annotations

from ingest.validation import Circumstances
from ingest.validation.rule import Thresholds
from schema import (
    Correction,
    Finding,
    PageReading,
    Report,
    Unassigned,
)
from tests.validation.cases.case import FIRST, SECOND, Case
from tests.validation.reports import entry, paragraph, report


def corrected(confidence: float) -> Report:
    correction = Correction(
        start=0, end=5, text_start=0, text_end=5, before="Hdlls", after="Hölls",
        kind="ocr", confidence=confidence, reason="letters", alternatives=("Hålls",),
    )  # fmt: skip
    text = paragraph("Hölls i mars.", corrections=(correction,))
    cell = entry("T1").model_copy(update={"paragraphs": (text,)})
    return report(FIRST.model_copy(update={"entries": (cell, *FIRST.entries[1:])}), SECOND)


def read_by_ocr(confidence: float | None) -> Report:
    return report(
        page_readings=(
            PageReading(
                page=2, diagnosis="no-text", reason="a picture", read_by="ocr", confidence=confidence
            ),
        )
    )


INTRODUCTION = Unassigned(text="Vi lovar", page=1, reason="introduction, before the first commitment")

FIRING = {
    "low-page-confidence": [Case("0.6", read_by_ocr(0.6), where="page 2")],
    "doubtful-word": [Case("0.5", corrected(0.5), where="commitment 1, T1")],
    "introduction": [Case("two lines", report(unassigned=(INTRODUCTION, INTRODUCTION)))],
    "unassigned-text": [
        Case(
            "a stray",
            report(unassigned=(Unassigned(text="Bild 3", page=2, reason="no column"),)),
            where="page 2",
        )
    ],
}

SILENT = {
    "low-page-confidence": [
        Case("0.95", read_by_ocr(0.95)),
        Case("digital", read_by_ocr(None)),
        Case("a lower bar", read_by_ocr(0.6), Circumstances(thresholds=Thresholds(page_confidence=0.5))),
    ],
    "doubtful-word": [Case("sure", corrected(0.99))],
    "introduction": [Case("none", report())],
    "unassigned-text": [
        Case("none", report()),
        Case("an introduction", report(unassigned=(INTRODUCTION,))),
        Case("a contents", report(unassigned=(Unassigned(text="1.", page=1, reason="table of contents"),))),
        Case(
            "said by the reading",
            report(
                unassigned=(Unassigned(text="Sammantaget", page=2, reason="no column"),),
                findings=(
                    Finding(rule="text-across-columns", severity="warning", message="A line: “Sammantaget”"),
                ),
            ),
        ),
    ],
}
