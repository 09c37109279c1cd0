"""Lines of one cell to paragraphs: where the author began a new one."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ingest.lines import Row
from ingest.sections import Passage

EXTRA_LEADING = 0.22
"""Share of the font size by which a line must stand lower than the pitch for a new paragraph. Space after
paragraphs is 3 pt or more in office programs (0.25 of 12 pt); measured tops of OCR lines vary by a tenth."""

INDENT = 0.8
"""Indentation, in font sizes, that begins a paragraph: typesetters use 1 em; ragged OCR edges stay below."""

SLACK = 0.35
"""Room in font sizes left over beside a word that would have fitted: a word space, and rounding."""

SURE_SLACK = 2.0
"""Room, in font sizes, that a typesetter never leaves before a word that fits, whatever the sentence does."""

FLUSH = 0.1
"""Distance from the right limit, in font sizes, within which a line ends flush."""

JUSTIFIED_SHARE = 0.4
FEWEST_LINES = 8
"""Share of flush lines that shows justified setting, and lines needed to tell. Of ragged lines one in
twenty ends within a tenth of the size of the longest; of justified ones all but the last of a paragraph
(paragraphs of two lines and more: half of them at least)."""

LEAST_PART = 6
"""Letters that a hyphenating typesetter would have put on the line above: two syllables and a hyphen."""

HYPHENATED_SHARE = 0.05
"""Share of lines ending in a hyphen that shows hyphenated setting; "vecko-" and "EST-" end fewer."""

TIGHTEST_PITCH = 0.95
LOOSEST_PITCH = 1.75
"""Bounds of line pitch over font size. Body text is set between solid and one and a half lines
(LibreOffice's 1.5 spacing of a font with 1.15 natural leading gives 1.73)."""

BULLETS = frozenset("•◦▪▫■□●○‣⁃∙·➢➤►▶✓✔*\uf0b7\uf0a7\uf02d\uf0d8\uf076o¤")
DASHES = frozenset("-–—−")

_ENDS_SENTENCE = re.compile(r"[.!?:…][\"”’»)\]]*$")
_NUMBERED_ITEM = re.compile(r"^(?:\d{1,2}[.)]|[a-z]\))$")


@dataclass(frozen=True, slots=True)
class Measure:
    """The width text is set to, and its line pitch."""

    left: float
    right: float
    pitch: float
    """Distance in points from line to line within a paragraph."""
    hyphenated: bool = False
    """Whether words are broken at line ends: then a part of the next word would have fitted."""
    justified: bool = False
    """Whether lines are stretched to the right limit: then a shorter one is the last of its paragraph."""


def pitch_of(columns: Sequence[Sequence[Row]], size: float) -> float:
    """Distance from line to line within paragraphs, over several columns of one font size.

    The smallest distance that is common: paragraphs may all be one line long,
    then the size gives it.
    """
    steps = sorted(
        step
        for rows in columns
        for above, below in itertools.pairwise(rows)
        if above.page == below.page and abs(above.look.size - size) < 0.15 * size
        if TIGHTEST_PITCH * size <= (step := below.box.bottom - above.box.bottom) <= LOOSEST_PITCH * size
    )
    if not steps:
        return 1.3 * size
    best, most = steps[0], 0
    for step in steps:
        near = sum(step <= other <= step + 0.1 * size for other in steps)
        if near > 1.5 * most:  # a smaller pitch wins unless a larger one is clearly more common
            best, most = step, near
    close = [step for step in steps if best <= step <= best + 0.1 * size]
    return close[len(close) // 2]


def flush_edge(rows: Sequence[Row], size: float) -> float | None:
    """Where the lines of a justified column end; None for ragged ones.

    Hyphens and full stops may hang a little beyond it.
    """
    ends = sorted(row.box.x1 for row in rows)
    if len(ends) < FEWEST_LINES:
        return None
    edge, most = max(
        ((end, sum(end <= other <= end + FLUSH * size for other in ends)) for end in ends),
        key=lambda pair: pair[1],
    )
    return edge if most >= JUSTIFIED_SHARE * len(ends) and ends[-1] - edge < size else None


def is_hyphenated(columns: Sequence[Sequence[Row]]) -> bool:
    """Whether words are broken at line ends."""
    ends = [row.words[-1].text[-1] for rows in columns for row in rows]
    return sum(end in "-\u00ad\u2010" for end in ends) > HYPHENATED_SHARE * len(ends) + 1


def passages_of(rows: Sequence[Row], measure: Measure | Callable[[Row], Measure]) -> tuple[Passage, ...]:
    """The lines of one cell, in reading order and over page breaks, as paragraphs.

    Where text runs over columns of their own measures, ``measure`` tells the one a row is set to.
    """
    groups: list[list[Row]] = []
    hanging = _hanging_left(rows)
    for row in rows:
        if groups and not _begins(groups[-1], row, _at(measure, groups[-1][-1]), hanging):
            groups[-1].append(row)
        else:
            groups.append([row])
    return tuple(Passage(tuple(row.line for row in group)) for group in groups)


def _at(measure: Measure | Callable[[Row], Measure], row: Row) -> Measure:
    return measure(row) if callable(measure) else measure


def _hanging_left(rows: Sequence[Row]) -> float | None:
    """Where the text of list items begins, if the cell has items with hanging indentation."""
    lefts = [row.words[1].box.x0 for row in rows if is_item(row)]
    return min(lefts) if lefts else None


def is_item(row: Row) -> bool:
    """Whether the row begins with a bullet, a dash or an item's number."""
    if len(row.words) < 2:
        return False
    first = row.words[0].text
    return first in BULLETS or first in DASHES or bool(_NUMBERED_ITEM.match(first))


def _begins(group: Sequence[Row], row: Row, measure: Measure, hanging: float | None) -> bool:
    above = group[-1]
    size = min(above.look.size, row.look.size)
    if row.page != above.page or row.box.top < above.box.top - 2 * size:
        return not _carries_on(above, row, measure)
    if row.box.bottom - above.box.bottom > measure.pitch + EXTRA_LEADING * size:
        return True
    if above.look.bold != row.look.bold and above.look.size and _fits(above, row, measure, SLACK):
        return True
    if is_item(row) and _begins_item(group, row, measure):
        return True
    if is_item(group[0]) and hanging is not None and row.box.x0 < hanging - 0.5 * size:
        # Back at the margin after an item whose own lines hang.
        return any(line.box.x0 > hanging - 0.5 * size for line in group[1:]) or ends_sentence(above)
    left = measure.left if hanging is None or not is_item(group[0]) else hanging
    if row.box.x0 - left > INDENT * size and above.box.x0 - left < INDENT * size and not is_item(group[0]):
        return len(group) > 1 or ends_sentence(above)
    if row.words[0].text[:1].islower():
        return False
    if measure.justified and _is_flush(above, measure):
        return False
    return _fits(above, row, measure, SLACK if ends_sentence(above) or not _letter(row) else SURE_SLACK)


def _begins_item(group: Sequence[Row], row: Row, measure: Measure) -> bool:
    """A dash may also stand in a sentence and come first on a line by chance."""
    first = row.words[0].text
    if first in DASHES or first == "o":
        above = group[-1]
        return is_item(group[0]) or ends_sentence(above) or _fits(above, row, measure, SLACK)
    if _NUMBERED_ITEM.match(first):
        return ends_sentence(group[-1]) or _fits(group[-1], row, measure, SLACK)
    return True


def _carries_on(above: Row, row: Row, measure: Measure) -> bool:
    """Whether a paragraph goes on from the last line of a page (or column) to the first of the next."""
    if is_item(row):
        return False
    if row.words[0].text[:1].islower():
        return True
    if above.words[-1].text.endswith(("-", "\u00ad")):
        return True
    if measure.justified:
        return _is_flush(above, measure)
    # A full last line that ends a sentence may end the paragraph too; then nothing joins it to the next.
    return not ends_sentence(above) and not _fits(above, row, measure, SLACK)


def _is_flush(row: Row, measure: Measure) -> bool:
    return row.box.x1 >= measure.right - 2 * FLUSH * row.look.size


def _fits(above: Row, row: Row, measure: Measure, slack: float) -> bool:
    """Whether the row's first word would have fitted on the line above: then the break was wanted."""
    size = above.look.size
    first = row.words[0]
    word = first.box.width
    if measure.hyphenated and len(first.text) > LEAST_PART:
        word *= LEAST_PART / len(first.text)
    return above.box.x1 + 0.25 * size + word + slack * size <= measure.right


def ends_sentence(row: Row) -> bool:
    """Whether the row ends with a full stop or its like."""
    return bool(_ENDS_SENTENCE.search(row.text))


def _letter(row: Row) -> bool:
    return row.words[0].text[:1].isalpha()
