"""Rules on how well the file could be read; most are found while it is read."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.validation.report_texts import delivered, shown
from ingest.validation.rule import Circumstances, Problem, Rule
from schema import Report, Unassigned

QUOTED = 40
"""Characters by which a finding of the reading is recognised as one on the same stray words."""

NOT_PART_OF_A_COMMITMENT = ("before the first commitment", "table of contents")
"""What the splitters say of text that belongs to no commitment by its nature."""


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
    said = [finding.where for finding in report.findings if finding.rule == "doubtful-word"]
    for passage in delivered(report):
        if any(where.startswith(passage.where) for where in said):
            continue  # the reading has told what it doubts there
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
        said = any(stray.text[:QUOTED] in finding.message for finding in report.findings)
        if not said and not _is_introduction(stray):
            yield Problem(
                f"“{shown(stray.text)}” found no place: {stray.reason}", stray.page, f"page {stray.page}"
            )


def _is_introduction(stray: Unassigned) -> bool:
    return any(reason in stray.reason for reason in NOT_PART_OF_A_COMMITMENT)


def _introduction(report: Report, _: Circumstances) -> Iterator[Problem]:
    strays = [stray for stray in report.unassigned if _is_introduction(stray)]
    if strays:
        text = " ".join(stray.text for stray in strays)
        yield Problem(f"“{shown(text)}” belongs to no commitment", strays[0].page)


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
        "page-not-read",
        "reading",
        "error",
        "A page could be read neither by its text layer nor by OCR.",
        "Install tesseract with its Swedish model, or scan the page again; else type it in by hand.",
    ),
    Rule(
        "poor-text-layer",
        "reading",
        "warning",
        "A page's text layer is damaged, and OCR could not replace it.",
        "Compare the page with the data, or scan it again.",
    ),
    Rule(
        "picture-read",
        "reading",
        "warning",
        "Words in a picture on a page of text were read by OCR.",
        "Compare them with the picture, and ask for reports whose tables are text.",
    ),
    Rule(
        "picture-not-read",
        "reading",
        "info",
        "A large picture on a page of text was not read.",
        "Look whether it holds words; if so, install tesseract, or type them in.",
    ),
    Rule(
        "ink-not-read",
        "reading",
        "warning",
        "Something on a scanned page looks like words, and OCR gave nothing for it.",
        "Compare the page with the data, and type in what is missing.",
    ),
    Rule(
        "page-unreadable",
        "reading",
        "warning",
        "The text layer of a page is broken.",
        "Print the file to a new PDF, or compare the page with the data.",
    ),
    Rule(
        "no-picture",
        "reading",
        "info",
        "The pages of a PDF cannot be drawn, only their text read.",
        "If text is missing, print the file to a new PDF.",
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
    Rule(
        "introduction",
        "reading",
        "info",
        "An introduction or table of contents is kept apart as unassigned.",
        "Nothing, where it is an introduction; else report the layout to us.",
        _introduction,
    ),
    Rule(
        "text-across-columns",
        "reading",
        "warning",
        "A line runs over the columns and belongs to none of them, or may be a running line.",
        "Decide which commitment and period it belongs to, or move it out of the table.",
    ),
    Rule(
        "word-across-border",
        "reading",
        "warning",
        "A word stands over the border of two columns.",
        "Check that it is in the right cell; give the columns more room.",
    ),
    Rule(
        "words-not-conserved",
        "reading",
        "error",
        "Words were lost or doubled while the pages were taken apart.",
        "Compare the pages with the data, and report the file: it is a bug of ours.",
    ),
    Rule(
        "text-without-period",
        "reading",
        "warning",
        "A commitment has text, but no period heading stands over it.",
        "Assign the text to its period; write the period over it.",
    ),
    Rule(
        "long-title",
        "reading",
        "warning",
        "A title is so long that commitments may have run together.",
        "Look at the page; correct the title, or part the commitments.",
    ),
    Rule(
        "row-number",
        "reading",
        "warning",
        "OCR misread or missed the number of a row of a table.",
        "Compare the rows with the page; part or join the commitments, and set the number.",
    ),
    Rule(
        "no-answer",
        "reading",
        "warning",
        "No text stands under a commitment.",
        "Check the page; write what was done.",
    ),
    Rule(
        "no-follow-up-named",
        "reading",
        "warning",
        "Neither title nor introduction says that this is a follow-up.",
        "Check that it is no plan; name the follow-up in the title.",
    ),
    Rule(
        "several-periods-named",
        "reading",
        "info",
        "A text names several periods and was given to the whole year.",
        "Split it by hand where the periods matter.",
    ),
    Rule(
        "displaced-text",
        "reading",
        "warning",
        "A text of a dump stood after the headings of the next commitment.",
        "Check that it belongs where it was put; better, give the PDF.",
    ),
    Rule(
        "merged-columns",
        "reading",
        "error",
        "The lines of a text dump run across its columns; what belongs to which period cannot be told.",
        "Give the PDF itself, or a dump made with “pdftotext -layout”.",
    ),
    Rule(
        "mixed-lines",
        "reading",
        "error",
        "Lines of several columns of a text dump came out in turns.",
        "Give the PDF itself, or a dump made with “pdftotext -layout”.",
    ),
    Rule(
        "slipped-columns",
        "reading",
        "error",
        "The columns of a text dump cannot be told apart everywhere, so sentences are torn.",
        "Give the PDF itself, or mend these cells by hand.",
    ),
    Rule(
        "mixed-layout",
        "reading",
        "warning",
        "The report changes its layout: period headings stand where the layout recognised has none.",
        "Compare the commitments of that page with it, and mend them by hand.",
    ),
    Rule(
        "lone-period",
        "reading",
        "warning",
        "One period alone has headings in a scan: those of the others may not have been seen.",
        "Look whether the report has other periods, and move their texts.",
    ),
    Rule(
        "damaged-period-heading",
        "reading",
        "warning",
        "A period heading was misread or illegible and was inferred from its neighbours.",
        "Check the period of the texts under it.",
    ),
    Rule(
        "doubtful-title",
        "reading",
        "warning",
        "A title is set unlike the others, or its lines stand far apart.",
        "Look at the page, and join or part the commitments.",
    ),
    Rule(
        "period-headings-out-of-order",
        "reading",
        "error",
        "Period headings side by side name one period twice, or do not follow each other in time.",
        "Look at the page, and assign the texts under them to the right periods.",
    ),
    Rule(
        "uncertain-tertial",
        "reading",
        "warning",
        "A paragraph of a text dump may belong to another period.",
        "Look it up in the report and move it if it is wrong; better, give the PDF.",
    ),
    Rule(
        "year-inferred",
        "reading",
        "warning",
        "The year was inferred, since the title names none or several.",
        "Name one year in the title.",
    ),
    Rule(
        "doubtful-hyphen",
        "reading",
        "info",
        "A line ends in a hyphen that may belong to the word.",
        "Compare the word with the page.",
    ),
    Rule(
        "encoding",
        "reading",
        "info",
        "A text dump is not UTF-8.",
        "Check å, ä and ö in a few words; save dumps as UTF-8.",
    ),
    Rule(
        "mojibake",
        "reading",
        "warning",
        "Letters of a text dump were once decoded wrongly (“fÃ¶r”).",
        "Let the program that made the dump write UTF-8.",
    ),
)
