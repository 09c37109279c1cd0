"""Lines → paragraph text: line ends become blanks, hyphens of the typesetter go, the author's stay.

Every change is an :class:`Edit` whose spans hold on both sides, so that a
word of the delivered text can be traced to the letters that were read and to
their place on the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.line_ends import EditKind, Spellings, line_end
from ingest.words import TextLine


@dataclass(frozen=True, slots=True)
class Edit:
    """``raw[start:end]`` (== before) became ``text[text_start:text_end]`` (== after)."""

    start: int
    end: int
    text_start: int
    text_end: int
    before: str
    after: str
    kind: EditKind
    confidence: float
    reason: str
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Joined:
    """A paragraph as one line, with what was changed to get there."""

    raw: str
    """The lines as read, parted by newlines."""
    text: str
    """The lines as one; a newline not covered by an edit became a blank."""
    edits: tuple[Edit, ...] = ()


def join_lines(lines: Sequence[TextLine], spellings: Spellings) -> Joined:
    """Join the lines of one paragraph.

    A hyphen at a line end is dropped where the typesetter broke a word there,
    and kept where the author wrote it: before "och" and its like, between
    digits, before a capital, after an acronym or a name within a sentence,
    and wherever the document spells the word with a hyphen elsewhere.
    """
    raw = "\n".join(line.text for line in lines)
    text = ""
    edits: list[Edit] = []
    position = 0
    for index, line in enumerate(lines):
        text += line.text
        position += len(line.text)
        if index + 1 == len(lines):
            break
        following = lines[index + 1].text
        end = line_end(line.text, following, spellings)
        start = position - end.dropped
        text = text[: len(text) - end.dropped] + end.after
        if end.reason:
            edits.append(
                Edit(
                    start=start,
                    end=position + 1,
                    text_start=len(text) - len(end.after),
                    text_end=len(text),
                    before=raw[start : position + 1],
                    after=end.after,
                    kind=end.kind,
                    confidence=end.confidence,
                    reason=end.reason,
                    alternatives=end.alternatives,
                )
            )
        position += 1
    return Joined(raw, text, tuple(edits))


def compose(joined: Joined, second: Sequence[Edit], text: str) -> Joined:
    """Follow ``joined`` by edits of its text: the result's edits lead from its raw lines to ``text``.

    ``second`` are the edits of ``joined.text`` → ``text``, in order and apart
    from each other. Edits of both rounds that touch the same letters become one.
    """
    merged: list[Edit] = []
    raw_shift = text_shift = 0
    for cluster in _clusters(joined.edits, second):
        start, text_start = cluster.start + raw_shift, cluster.start + text_shift
        raw_shift += sum(len(edit.before) - len(edit.after) for edit in cluster.first)
        text_shift += sum(len(edit.after) - len(edit.before) for edit in cluster.second)
        end, text_end = cluster.end + raw_shift, cluster.end + text_shift
        edits = (*cluster.first, *cluster.second)
        merged.append(
            Edit(
                start=start,
                end=end,
                text_start=text_start,
                text_end=text_end,
                before=joined.raw[start:end],
                after=text[text_start:text_end],
                kind=edits[-1].kind,
                confidence=min(edit.confidence for edit in edits),
                reason="; ".join(edit.reason for edit in edits),
                alternatives=edits[-1].alternatives,
            )
        )
    return Joined(joined.raw, text, tuple(merged))


@dataclass(frozen=True, slots=True)
class _Cluster:
    """Edits of two rounds that overlap in the text between the rounds."""

    start: int
    end: int
    """Span in the text between the rounds."""
    first: tuple[Edit, ...]
    second: tuple[Edit, ...]


def _clusters(first: Sequence[Edit], second: Sequence[Edit]) -> list[_Cluster]:
    spans = sorted(
        [
            *(_Cluster(edit.text_start, edit.text_end, (edit,), ()) for edit in first),
            *(_Cluster(edit.start, edit.end, (), (edit,)) for edit in second),
        ],
        key=lambda cluster: (cluster.start, cluster.end),
    )
    found: list[_Cluster] = []
    for span in spans:
        if found and span.start < found[-1].end:
            last = found.pop()
            span = _Cluster(
                last.start, max(last.end, span.end), last.first + span.first, last.second + span.second
            )
        found.append(span)
    return found
