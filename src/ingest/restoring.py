"""Texts of a split report → texts as they are delivered: lines joined, lost letters put back."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.assemble import Texts, runs_of_lines
from ingest.paragraphs import Joined, Spellings, join_lines
from ingest.sections import Notice, Split
from ingest.words import TextLine


@dataclass(frozen=True, slots=True)
class RestoredTexts:
    """What the texts of a report became, and what to look at."""

    texts: Texts
    notices: tuple[Notice, ...]


def restore_texts(split: Split) -> RestoredTexts:
    """Join every paragraph, title and heading."""
    places = {lines: where for where, lines in runs_of_lines(split)}
    spellings = Spellings.of(places)
    joined = {lines: join_lines(lines, spellings) for lines in places}
    notices = [
        notice for lines, text in joined.items() for notice in _hyphen_notices(lines, text, places[lines])
    ]
    return RestoredTexts(joined, tuple(notices))


def _hyphen_notices(lines: tuple[TextLine, ...], joined: Joined, where: str) -> list[Notice]:
    return [
        Notice(
            "doubtful-hyphen",
            "info",
            f"A line ends in the middle of “{_word_at(joined.text, edit.text_start)}”; it may be "
            f"{' or '.join(f'“{each}”' for each in edit.alternatives)}: compare with the page.",
            page=lines[0].page,
            where=where,
        )
        for edit in joined.edits
        if edit.kind == "hyphen" and edit.alternatives
    ]


def _word_at(text: str, position: int) -> str:
    """The word around a place of the text."""
    start = text.rfind(" ", 0, position) + 1
    end = text.find(" ", position)
    return text[start : end if end >= 0 else len(text)]
