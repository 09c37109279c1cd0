"""How near cells as read are to the golden's, and what reading them took."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import psutil
from rapidfuzz.distance import Levenshtein

from benchmarks.scans.originals import Cells

CELL_RIGHT = 0.05
"""A cell is in its place if at most this share of its characters differs: misread letters, not lines."""

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Score:
    """Cells compared with the golden's."""

    cells: int = 0
    right: int = 0
    letters: int = 0
    """Characters of the golden's cells."""
    edits: int = 0
    """Characters to change, line breaks and blanks alike counted as one blank."""
    edits_as_delivered: int = 0
    """The same with the marks between paragraphs."""

    def __add__(self, other: Score) -> Score:
        """Both together."""
        return Score(
            self.cells + other.cells,
            self.right + other.right,
            self.letters + other.letters,
            self.edits + other.edits,
            self.edits_as_delivered + other.edits_as_delivered,
        )

    @property
    def rate(self) -> float:
        """Character error rate."""
        return self.edits / self.letters

    @property
    def rate_as_delivered(self) -> float:
        """Character error rate, paragraphs included."""
        return self.edits_as_delivered / self.letters


def score(gold: Cells, found: Cells) -> Score:
    """Compare every cell of the golden that has text with the one found in its place."""
    total = Score()
    for place, text in gold.items():
        if not text:
            continue
        read = found.get(place, "")
        edits = Levenshtein.distance(_flat(text), _flat(read))
        right = edits <= CELL_RIGHT * len(text)
        total += Score(1, int(right), len(text), edits, Levenshtein.distance(text, read))
    return total


def _flat(text: str) -> str:
    return " ".join(text.split())


@dataclass(frozen=True, slots=True)
class Took:
    """Time of one piece of work."""

    wall: float = 0.0
    processor: float = 0.0
    """Of this process and all it started."""

    def __add__(self, other: Took) -> Took:
        """Both together."""
        return Took(self.wall + other.wall, self.processor + other.processor)


def timed(work: Callable[[], Answer]) -> tuple[Answer, Took]:
    """Do it, and say what it took."""
    wall, processor = time.monotonic(), _processor_seconds()
    answer = work()
    return answer, Took(time.monotonic() - wall, _processor_seconds() - processor)


def _processor_seconds() -> float:
    """Of this process, of all it started and waited for, and of those that are still there."""
    own, ended = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    running = (each.cpu_times() for each in psutil.Process().children())
    there = sum(each.user + each.system + each.children_user + each.children_system for each in running)
    return own.ru_utime + own.ru_stime + ended.ru_utime + ended.ru_stime + there
