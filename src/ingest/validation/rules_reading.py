"""Rules on how well the file could be read; most are found while it is read."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.validation.report_texts import delivered, shown
from ingest.validation.rule import Circumstances, Problem, Rule
from schema import Report


def _low_page_confidence(report: Report, circumstances: Circumstances) -> Iterator[Problem]:
    threshold = circumstances.thresholds.page_confidence
    for reading in report.source.page_readings:
        if reading.confidence is not None and reading.confidence < threshold:
            yield Problem(
                f"page {reading.page} was read by OCR with confidence "
                f"{reading.confidence:.2f}, below {threshold:.2f}",
                reading.page,
                f"page {reading.page}",
            )


def _doubtful_word(report: Report, circumstances: Circumstances) -> Iterator[Problem]:
    threshold = circumstances.thresholds.correction_confidence
    for passage in delivered(report):
        for correction in passage.corrections:
            if correction.kind in ("letter", "ocr") and correction.confidence < threshold:
                others = (
                    f" (or {', '.join(f'“{word}”' for word in correction.alternatives)})"
                    if correction.alternatives
                    else ""
                )
                yield Problem(
                    f"“{correction.before}” was restored to “{correction.after}”{others} "
                    f"with confidence {correction.confidence:.2f}",
                    passage.page,
                    passage.where,
                )


def _unassigned_text(report: Report, _: Circumstances) -> Iterator[Problem]:
    for stray in report.unassigned:
        yield Problem(
            f"“{shown(stray.text)}” found no place: {stray.reason}", stray.page, f"page {stray.page}"
        )


RULES = (
    Rule(
        "low-page-confidence",
        "reading",
        "warning",
        "A page was read by OCR with low confidence.",
        "Compare the page with the data, or scan it again at 300 dpi.",
        _low_page_confidence,
    ),
    Rule(
        "doubtful-word",
        "reading",
        "warning",
        "A word was restored with doubt.",
        "Look the word up on the page and correct it, or add it to your word list.",
        _doubtful_word,
    ),
    Rule(
        "unassigned-text",
        "reading",
        "warning",
        "Words on a page found no place in the data.",
        "Place them by hand, or move them on the page under a commitment and a period.",
        _unassigned_text,
    ),
)
