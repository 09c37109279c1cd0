"""Pages to a split report: which layout it is, and that nothing read is lost on the way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from ingest.errors import NotAReport, NothingLegible
from ingest.furniture import Parted, part_furniture
from ingest.layouts.columns import split_columns
from ingest.layouts.headed import split_headed
from ingest.layouts.headers import period_headers
from ingest.layouts.matrix import split_matrix
from ingest.layouts.stacked import split_stacked
from ingest.lines import rows_of
from ingest.sections import Notice, Split, Stray
from ingest.set_aside import set_aside
from ingest.words import Page, TextLine, Word

SHOWN = 200
"""Characters of the text seen that the message of :class:`NotAReport` quotes."""

LONGEST_TITLE = 8
"""Lines of a title that raise no question: long titles in narrow columns of tables have as many."""

WITH_PERIOD_HEADINGS = ("columns", "matrix", "stacked")
"""Layouts in which every period has headings of its own."""

_LAYOUTS: tuple[Callable[[Sequence[Page], Parted], Split | None], ...] = (
    split_matrix,
    split_columns,
    split_stacked,
    split_headed,
)
"""In order of how sure their signs are; the first that fits is taken."""


def split_pages(pages: Sequence[Page]) -> Split:
    """Take a report apart into commitments and periods.

    The layout that was recognised is named in the result. Every word of the
    pages is in exactly one place of it.

    Raises:
        NothingLegible: the pages hold no words at all.
        NotAReport: no layout of a follow-up report fits; the message says what was looked for.
    """
    if not any(page.words for page in pages):
        raise NothingLegible(
            "There is no text on any page, and OCR found none either (if it was asked): look at the file, "
            "and let it be read with --ocr always if there is something to see."
        )
    texts, aside = set_aside(pages)
    parted = part_furniture(texts)
    if not parted.rows:
        raise NotAReport(
            "There is no text on the pages besides page numbers. Check that it is the right file."
        )
    for recognise in _LAYOUTS:
        split = recognise(texts, parted)
        if split:
            split = with_lone_period_noticed(with_mixture_noticed(with_long_titles_noticed(split), parted))
            split = replace(split, notices=(*split.notices, *parted.notices))
            split = replace(split, unassigned=(*split.unassigned, *aside))
            return conserved(with_sideways(split, pages), pages)
    raise NotAReport(_not_a_report(parted), seen=" ".join(row.text for row in parted.rows))


def _not_a_report(parted: Parted) -> str:
    seen = " ".join(row.text for row in parted.rows)[:SHOWN]
    return (
        "This is no follow-up report of a kind that is known: looked for period headings (Tertial 1–3, T1, "
        "kvartal, halvår, januari–april), for a table with a row for each commitment, and for commitments "
        f"with their results. The text begins: “{seen}”. Check that it is the right file."
    )


def with_sideways(split: Split, pages: Sequence[Page]) -> Split:
    """Add the words set sideways, which no layout reads, to the unassigned."""
    turned = [word for page in pages for word in page.words if not word.upright]
    strays = tuple(Stray(row.line, "text set sideways") for row in rows_of(turned))
    return replace(split, unassigned=(*split.unassigned, *strays))


def with_long_titles_noticed(split: Split) -> Split:
    """Point to titles so long that commitments may have run together."""
    notices = tuple(
        Notice(
            "long-title",
            "warning",
            f"The title has {len(section.title)} lines; commitments may have run together. Look at the page.",
            section.title[0].page,
            f"commitment {number}",
        )
        for number, section in enumerate(split.sections, 1)
        if len(section.title) > LONGEST_TITLE
    )
    return replace(split, notices=(*split.notices, *notices))


def with_mixture_noticed(split: Split, parted: Parted) -> Split:
    """Point to rows of period headings that the layout taken did not read as such."""
    read = {id(word) for heading in split.headings for word in heading.line.words}
    notices = tuple(
        Notice(
            "mixed-layout",
            "warning",
            f"The report was read as {split.layout}, but a row of period headings stands here as well; "
            "check the commitments of this page.",
            header.page,
        )
        for header in period_headers(parted.rows)
        if any(id(word) not in read for head in header.heads for word in head.words)
    )
    return replace(split, notices=(*split.notices, *notices))


def with_lone_period_noticed(split: Split) -> Split:
    """Point to a scan in which one period alone has headings: those of the others may not have been seen.

    On photographs whose columns lean, lines of neighbouring columns came out as one text of that period.
    """
    names = {cell.period.name for section in split.sections for cell in section.cells}
    guessed = [
        heading.line.page
        for heading in split.headings
        if any(word.confidence is not None for word in heading.line.words)
    ]
    if split.layout not in WITH_PERIOD_HEADINGS or not guessed or len(names) != 1 or names == {"Y"}:
        return split
    (name,) = names
    said = (
        f"Headings of {name} alone were found. If the report has others, their texts stand under {name}: "
        "compare it with the pages."
    )
    return replace(split, notices=(*split.notices, Notice("lone-period", "warning", said, guessed[0])))


def lines_of(split: Split) -> Iterator[TextLine]:
    """Every line of a split, wherever it was put."""
    yield from split.title
    for section in split.sections:
        yield from section.title
        yield from section.label_lines
        passages = [passage for cell in section.cells for passage in cell.passages]
        passages += [passage for side in section.sides for passage in side.passages]
        for passage in passages:
            yield from passage.lines
    for heading in split.headings:
        yield heading.line
    yield from split.furniture
    for stray in split.unassigned:
        yield stray.line


def conserved(split: Split, pages: Sequence[Page]) -> Split:
    """Check that every word is in one place; put what is missing with the unassigned, loudly.

    A violation is a bug of ours; losing the word would be worse than showing it.
    """
    delivered = Counter(id(word) for line in lines_of(split) for word in line.words)
    missing = [word for page in pages for word in page.words if id(word) not in delivered]
    twice = [word for page in pages for word in page.words if delivered[id(word)] > 1]
    notices = []
    if missing:
        notices.append(_violation(f"{len(missing)} words found no place", missing))
    if twice:
        notices.append(_violation(f"{len(twice)} words stand in two places", twice))
    strays = tuple(Stray(row.line, "lost while splitting") for row in rows_of(missing))
    return replace(split, unassigned=(*split.unassigned, *strays), notices=(*split.notices, *notices))


def _violation(what: str, words: Sequence[Word]) -> Notice:
    shown = " ".join(word.text for word in words[:8])
    return Notice(
        "words-not-conserved",
        "error",
        f"{what} while splitting (“{shown}…”). Compare these pages with the PDF and report the file.",
        words[0].page,
    )
