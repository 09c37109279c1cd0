"""Rules on the words themselves: copied entries, texts that break off, words nobody knows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.validation.cut_texts import text_cut_off
from ingest.validation.report_texts import commitment_place, delivered, entry_place, shown
from ingest.validation.rule import Circumstances, Problem, Rule
from ingest.validation.torn_texts import torn_text
from ingest.validation.word_check import unknown_words
from schema import Report

WORDS_OF_A_COPY = 6
"""Shorter entries ("Pågår.", "Inga aktiviteter under perioden.") may well stand in two periods."""

_NOTHING_DONE = re.compile(r"ing(?:a|en|et|enting)\b[^.]*\.?$", re.IGNORECASE)
"""One sentence that says that there is nothing to say, in as many periods as it takes."""

LAYOUTS_WITH_TITLES = frozenset({"columns", "matrix", "stacked"})
"""Layouts whose titles are headings; in the others a commitment may be a sentence or a part of one."""

_ENDS_A_SENTENCE = re.compile(r"[a-zåäöé][^.]*\.$")


def _missing_report_title(report: Report, _: Circumstances) -> Iterator[Problem]:
    if not report.title.strip():
        yield Problem("the report has no title", page=1, where="title")


def _missing_title(report: Report, _: Circumstances) -> Iterator[Problem]:
    for commitment in report.commitments:
        if report.source.layout in LAYOUTS_WITH_TITLES and _ENDS_A_SENTENCE.match(commitment.title):
            yield Problem(
                f"the title “{shown(commitment.title)}” is the end of a sentence: the commitment's own title "
                "seems to be missing",
                commitment.page,
                commitment_place(commitment),
            )
        if not commitment.title.strip():
            yield Problem(
                f"commitment {commitment.number} has no title",
                commitment.page,
                commitment_place(commitment),
            )


def _copied_entry(report: Report, _: Circumstances) -> Iterator[Problem]:
    for commitment in report.commitments:
        first_with: dict[str, str] = {}
        for entry in commitment.entries:
            words = " ".join(entry.text.split())
            if entry.kind != "period" or len(words.split()) < WORDS_OF_A_COPY or _NOTHING_DONE.match(words):
                continue
            earlier = first_with.setdefault(words, entry.period)
            if earlier != entry.period:
                yield Problem(
                    f"{entry.period} is word for word equal to {earlier}: “{shown(words)}”",
                    entry.paragraphs[0].page,
                    entry_place(commitment, entry),
                )


def _begins_in_mid_sentence(report: Report, _: Circumstances) -> Iterator[Problem]:
    """A paragraph that begins with a small letter after one that was ended; items of a list may."""
    for commitment in report.commitments:
        for entry in commitment.entries:
            before = ""
            for paragraph in entry.paragraphs:
                ended = not before or before[-1] in ".!?"
                if ended and paragraph.text[:1].islower():
                    yield Problem(
                        f"the text begins in mid-sentence: “{shown(paragraph.text)}”",
                        paragraph.page,
                        entry_place(commitment, entry),
                    )
                before = paragraph.text.rstrip()


def _unknown_word(report: Report, circumstances: Circumstances) -> Iterator[Problem]:
    seen: set[str] = set()
    for passage in delivered(report):
        for word in unknown_words(passage.text, circumstances.words):
            if word.lower() not in seen:
                seen.add(word.lower())
                yield Problem(f"no Swedish dictionary knows “{word}”", passage.page, passage.where)


RULES = (
    Rule(
        "missing-report-title",
        "text",
        "warning",
        "The report has no title.",
        "Write a title with year, municipality and police area on its first page.",
        _missing_report_title,
    ),
    Rule(
        "missing-title",
        "text",
        "error",
        "A commitment has no title.",
        "Write the commitment above its periods, or fill the title in by hand.",
        _missing_title,
    ),
    Rule(
        "copied-entry",
        "text",
        "warning",
        "An entry is word for word equal to another period's.",
        "Write what was done in this period.",
        _copied_entry,
    ),
    Rule(
        "text-cut-off",
        "text",
        "warning",
        "A text breaks off in mid-sentence, as it does at the end of a page or a cell that is too small.",
        "Look at the end of the cell in the document, and give it room.",
        text_cut_off,
    ),
    Rule(
        "text-begins-midway",
        "text",
        "warning",
        "A text begins in mid-sentence: its beginning may stand in another cell or be lost.",
        "Look at the cell in the document; text over the whole width must not stand in the table.",
        _begins_in_mid_sentence,
    ),
    Rule(
        "torn-text",
        "text",
        "error",
        "Sentences run into each other: lines of neighbouring columns were read as one.",
        "Do not use the cell; give the columns more room, or report the layout to us.",
        torn_text,
    ),
    Rule(
        "unknown-word",
        "text",
        "info",
        "No Swedish dictionary knows a word, nor its parts.",
        "Correct the word, or list it under words in the settings.",
        _unknown_word,
    ),
)
