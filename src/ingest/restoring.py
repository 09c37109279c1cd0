"""Texts of a split report → texts as they are delivered: lines joined, lost letters put back."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from ingest.assemble import Texts, runs_of_lines
from ingest.line_ends import Spellings
from ingest.misread_capitals import misread_capitals
from ingest.paragraphs import Edit, Joined, compose, join_lines
from ingest.restoration import Change, Restored, is_known_word, restore_document
from ingest.sections import Notice, Split
from ingest.words import TextLine


@dataclass(frozen=True, slots=True)
class RestoredTexts:
    """What the texts of a report became, and what to look at."""

    texts: Texts
    notices: tuple[Notice, ...]


def restore_texts(split: Split, damaged_pages: Collection[int], lexicon: Sequence[str]) -> RestoredTexts:
    """Join every paragraph, title and heading; restore those that begin on a damaged page.

    On sound pages lines are joined and nothing else, but that OCR's small l for I is put right. Words
    left or changed in doubt become notices that name the alternatives.
    """
    places = {lines: where for where, lines in runs_of_lines(split)}
    spellings = Spellings.of(places, is_known_word)
    joined = {lines: _with_capitals(join_lines(lines, spellings), lines) for lines in places}
    damaged = [lines for lines in places if lines[0].page in damaged_pages]
    # Restoration loads its words and models only where there is something to restore.
    texts_restored = (
        restore_document([joined[line].text for line in damaged], lexicon=lexicon) if damaged else ()
    )
    restored = dict(zip(damaged, texts_restored, strict=True))
    texts = {
        lines: _followed_by(text, restored[lines]) if lines in restored else text
        for lines, text in joined.items()
    }
    notices = [
        *(note for lines, text in joined.items() for note in _hyphen_notices(lines, text, places[lines])),
        *(note for lines, found in restored.items() for note in _doubts(lines, found, places[lines])),
    ]
    return RestoredTexts(texts, tuple(notices))


def _with_capitals(joined: Joined, lines: Sequence[TextLine]) -> Joined:
    """The text with capitals that OCR took for small letters."""
    if not (lines[0].words and lines[0].words[0].origin == "ocr"):
        return joined
    text, edits = misread_capitals(joined.text)
    return compose(joined, edits, text) if edits else joined


def _followed_by(joined: Joined, restored: Restored) -> Joined:
    return compose(joined, [_edit(change) for change in restored.changes], restored.text)


def _edit(change: Change) -> Edit:
    return Edit(
        start=change.start,
        end=change.end,
        text_start=change.new_start,
        text_end=change.new_end,
        before=change.before,
        after=change.after,
        kind=change.kind,
        confidence=change.confidence,
        reason=change.reason,
        alternatives=change.alternatives,
    )


def _hyphen_notices(lines: tuple[TextLine, ...], joined: Joined, where: str) -> list[Notice]:
    return [
        Notice(
            "doubtful-hyphen",
            "info",
            f"A line ends in the middle of “{_word_at(joined.text, edit.text_start)}”; it may be "
            f"{_one_of(edit.alternatives)}: compare with the page.",
            page=lines[0].page,
            where=where,
        )
        for edit in joined.edits
        if edit.kind == "hyphen" and edit.alternatives
    ]


def _doubts(lines: tuple[TextLine, ...], restored: Restored, where: str) -> list[Notice]:
    return [
        Notice(
            "doubtful-word",
            "warning",
            f"“{doubt.word}” may be {_one_of(doubt.alternatives) if doubt.alternatives else 'misread'} "
            f"(it is right with probability {doubt.confidence:.2f}): compare with the page.",
            page=lines[0].page,
            where=where,
        )
        for doubt in restored.doubts
    ]


def _one_of(alternatives: Sequence[str]) -> str:
    return " or ".join(f"“{each}”" for each in alternatives)


def _word_at(text: str, position: int) -> str:
    """The word around a place of the text."""
    start = text.rfind(" ", 0, position) + 1
    end = text.find(" ", position)
    return text[start : end if end >= 0 else len(text)]
