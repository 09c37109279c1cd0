"""Header rows of a matrix: Nr, Åtgärd, Ansvarig, Tertial 1–3, Status, Kommentar."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from ingest.layouts.headers import HEADER_PITCH, HEADING_REACH, Head, Header, in_order_of_time, is_ocr
from ingest.lines import Look, Row, body_look, folded, segments_of
from ingest.period_order import is_in_order
from ingest.periods import is_one_off, nearly_read, read_period
from ingest.sections import Notice, Period
from ingest.words import Box, Word, around

ColumnRole = Literal["label", "title", "group", "period", "result", "side"]
"""What a column holds: number, commitment, its area, a period's text, the year's text, anything else."""

HEAD_GAP = 0.6
"""Blank, in font sizes, from which two words of a header row head two columns: twice a word space (columns
"Nr" and "Åtgärd" stand that close with cell padding of 1 mm)."""

TWO_APART = 2.0
"""The same from which two headings alone head columns, which hold sentences and are wider than a word."""

LONGEST_HEAD = 5
"""Words in a column's heading at most, on one line: "Vad har gjorts under året" has five."""

TITLE_SIZE = 1.5
"""Size from which a row is no header, as a multiple of the text's. Of a justified title (“Uppföljning –
medborgarlöfte – 2024” with wide gaps, 1.7 times the text) each word was one, and the report a table."""

KNOWN_SHARE = 0.6
"""Share of the headings that must be known ones: a town may have a column of its own, a line of text that
happens to hold "mål" and "status" has many."""

BESIDE = 2
"""Rows with words both left and right of the first heading that show a column without a heading."""

MEASURED = 1.06
"""How much larger type may be than measured on a scan: half a point of 8 or more."""

ALIKE = frozenset("ckopsuvwxzö")
"""Letters whose small form is the capital made smaller."""

_LABEL = re.compile(r"^(?:nr|nummer|#|punkt|lopnr|id)\.?$")
_TITLE = re.compile(
    r"^(?:(?:vara |gemensamma? )?(?:medborgar)?lofte(?:n|t)?|atagande(?:n|t)?|atgard(?:er|en)?|"
    r"insats(?:er|en)?|aktivitet(?:er|en)?|vad\??|vad ska goras\??|overenskommelse|"
    r"(?:det har |vad |det )?vi lova(?:r|de)|det (?:har )?lovade vi|punkt|delmal|mal|"
    r"(?:atagande|atgard|aktivitet|insats)\s?/\s?\w+|beskrivning av atgard)$"
)
_GROUP = re.compile(r"^(?:fokusomrade|omrade|malomrade|problemomrade|insatsomrade|prioriterat omrade|tema)$")
_RESULT = re.compile(
    r"^(?:(?:uppfoljning|resultat(?:et)?|utfall|redovisning)(?: 20\d\d)?|genomfort|status/uppfoljning|"
    r"det har (?:blev gjort|har vi gjort|gjorde vi|har hant)|sa gick det|sa blev det|"
    r"vad (?:blev gjort|vi gjorde)|"
    r"vad har gjorts(?: under aret)?\??|vad har vi gjort\??|lagesrapport)$"
)
_SIDE = re.compile(
    r"^(?:ansvar(?:ig|iga|igt)?(?: \w+)?|status|lage|kommentar(?:er|en)?|vem\??|nar\??|hur\??|tidplan|tid|"
    r"klart|effekt|"
    r"indikator(?:er)?|samverkan(?:spartner)?|aktor(?:er)?|syfte|mal|analys|start|slut|bedomning|trend|"
    r"nuvarande lage|utforare|malgrupp|kontakt(?:person)?|polisen|kommunen|forvaltning|enhet|verksamhet|"
    r"uppfoljningsansvarig)$"
)
_BROKEN = re.compile(r"[-\u00ad\u2010] (?=[a-zåäö])")


@dataclass(frozen=True, slots=True)
class MatrixHeader:
    """A header row together with what each of its columns holds."""

    header: Header
    roles: tuple[ColumnRole, ...]

    def columns(self, role: ColumnRole) -> list[int]:
        """Numbers of the columns of one role."""
        return [i for i, given in enumerate(self.roles) if given == role]

    @property
    def pairs(self) -> bool:
        """Whether it heads nothing but promises and what came of them."""
        return sorted(self.roles) == ["result", "title"]

    @property
    def title(self) -> int:
        """Number of the column with the commitments."""
        return self.roles.index("title")


def matrix_headers(rows: Sequence[Row]) -> list[MatrixHeader]:
    """Rows that head a table with a row for each commitment.

    One of the columns must hold the commitments, and another a period or what came of them.
    """
    found: list[MatrixHeader] = []
    index = 0
    largest = TITLE_SIZE * body_look(rows).size
    while index < len(rows):
        header = None
        if rows[index].look.size <= largest:
            header = _header_at(rows, index) or _without_title_head(rows, index)
        if header:
            notices = header.header.notices
            told = in_order_of_time(header.header)
            found.append(replace(header, header=replace(told, notices=(*notices, *told.notices))))
            index = header.header.past
        else:
            index += 1
    return found


def _with_damaged_period(matrix: MatrixHeader) -> MatrixHeader:
    """The header with a column of unknown name as the period that its place and its number say it is.

    Otherwise the texts of a period whose heading was misread would silently be those of a side column.
    """
    heads, roles = list(matrix.header.heads), list(matrix.roles)
    notices = list(matrix.header.notices)
    for i, (head, role) in enumerate(zip(heads, roles, strict=True)):
        if role != "side" or not is_ocr(head.words) or _SIDE.match(_plain(head.text)):
            continue
        period = nearly_read(head.text) or _by_its_column(matrix.header.heads, i)
        if period is None:
            continue
        others = [one.period for one in heads if one.period and one.period.name[0] == period.name[0]]
        placed = [
            period if one is head else one.period for one in heads if one is head or one.period in others
        ]
        if not others or not is_in_order([one for one in placed if one]):
            continue
        heads[i], roles[i] = replace(head, period=replace(period, year=others[0].year)), "period"
        said = (
            f"The heading “{head.text}” was read as the period {period.name}: it stands among periods and is "
            "nearly its name. Check it."
        )
        notices.append(Notice("damaged-period-heading", "warning", said, matrix.header.page))
    return MatrixHeader(replace(matrix.header, heads=tuple(heads), notices=tuple(notices)), tuple(roles))


def _by_its_column(heads: Sequence[Head], index: int) -> Period | None:
    """The period that a heading names but for one character, by the columns from it to a period heading that
    was read: of “TA | T2 | 13” the first is T1 and the last T3, and so is “Tertial 4” beside “Tertial 2”."""
    text = heads[index].text
    for place, other in enumerate(heads):
        if other.period is None or not other.period.name[-1].isdigit():
            continue
        number, wanted = other.period.name[-1], int(other.period.name[-1]) + index - place
        for at in [at for at, sign in enumerate(other.text) if sign == number]:
            name = f"{other.text[:at]}{wanted}{other.text[at + 1 :]}"
            period = read_period(name)
            if period and period.name[-1] == str(wanted) and is_one_off(text, name):
                return period
    return None


def _header_at(rows: Sequence[Row], index: int) -> MatrixHeader | None:
    anchor = rows[index]
    parts = _parts(anchor)
    if len(parts) < 2 or max(len(part) for part in parts) > LONGEST_HEAD:
        return None
    if any(_begins_small(part) for part in parts):
        return None
    best: MatrixHeader | None = None
    for past in range(index + 1, min(index + 4, len(rows)) + 1):
        block = rows[index:past]
        if not _one_block(block):
            break
        matrix = _read(block, index, past)
        matrix = _with_damaged_period(matrix) if matrix else None
        if matrix and (_known(matrix) < KNOWN_SHARE * len(matrix.roles) or _is_one_phrase(matrix)):
            matrix = None
        if matrix and (best is None or _knows_more(matrix, best)):
            best = matrix
    return best


def _is_one_phrase(matrix: MatrixHeader) -> bool:
    """Whether two headings stand as close as words: “Uppföljning medborgarlöfte” at the head of a page."""
    one, *others = matrix.header.heads
    size = max(one.box.height, 1.0)
    return len(others) == 1 and others[0].box.x0 - one.box.x1 < TWO_APART * size


def _begins_small(part: Sequence[Word]) -> bool:
    """Whether a heading begins with a small letter.

    In a scan, with one that is no capital made smaller, and not where it is a heading that is known:
    "insats" is "Insats" misread.
    """
    first = part[0].text[:1]
    if not first.islower() or part[0].confidence is None:
        return first.islower()
    return first not in ALIKE and _role(_text(part)) == "side"


def _without_title_head(rows: Sequence[Row], index: int) -> MatrixHeader | None:
    """Period headings alone, over a table whose first column, the commitments, has no heading."""
    row = rows[index]
    parts = _segments(row)
    periods = [read_period(_text(part)) for part in parts]
    if len(parts) < 2 or not all(periods):
        return None
    edge = row.words[0].box.x0
    below = []
    for other in rows[index + 1 :]:
        if all(read_period(_text(part)) for part in _segments(other)):
            break
        below.append(other)
    left = [word for other in below for word in other.words if word.box.x1 < edge]
    reached = max((word.box.x1 for word in left), default=edge)
    beside = [other for other in below if other.words[0].box.x1 < edge < other.words[-1].box.x0]
    crossed = any(word.box.x0 < edge - 1 and word.box.x1 > reached for other in below for word in other.words)
    # Under centred headings of columns short texts also stand left of them; here they begin flush.
    starts = [part[0].box.x0 for part in parts]
    flush = sum(
        any(abs(word.box.x0 - start) < HEAD_GAP * row.look.size for start in starts)
        for other in below
        for word in other.words
    )
    if min(len(beside), flush) < BESIDE or crossed or edge - reached < HEAD_GAP * row.look.size:
        return None
    unnamed = Head(
        (), Box(min(w.box.x0 for w in left), row.box.top, min(w.box.x1 for w in left), row.box.bottom)
    )
    heads = [Head(part, around(word.box for word in part), read_period(_text(part))) for part in parts]
    roles: list[ColumnRole] = ["title"]
    roles += ["period"] * len(heads)
    return MatrixHeader(Header((unnamed, *heads), index, index + 1, row.page), tuple(roles))


def _one_block(block: Sequence[Row]) -> bool:
    """Whether rows stand as close and look as alike as the lines of one header do.

    The weight of so few letters as "T1", "T2" is not told in a scan.
    """
    return all(
        below.page == above.page
        and below.box.bottom - above.box.bottom < _pitch(above.look)
        and (below.look.same_size(above.look) if above.look.measured else below.look.like(above.look))
        for above, below in pairwise(block)
    )


def _pitch(look: Look) -> float:
    """Distance to the next line of a header at most, in points."""
    return HEADER_PITCH * look.size * (MEASURED if look.measured else 1.0)


def _knows_more(one: MatrixHeader, other: MatrixHeader) -> bool:
    """Whether a reading with a line more spoils no known heading: then the line is one of the header."""
    if len(one.columns("period")) > len(other.columns("period")):
        return True  # "Uppföljning" over T1, T2, T3
    return len(one.header.heads) == len(other.header.heads) and _known(one) >= _known(other)


def _known(matrix: MatrixHeader) -> int:
    return sum(
        role != "side" or bool(_SIDE.match(_plain(head.text)))
        for head, role in zip(matrix.header.heads, matrix.roles, strict=True)
    )


def _read(block: Sequence[Row], first: int, past: int) -> MatrixHeader | None:
    columns: list[list[Word]] = []
    for row in reversed(block):  # from below: what stands over several columns is merged over them
        for part in _parts(row):
            box = around(word.box for word in part)
            under = [column for column in columns if _shares_width(column, box)]
            if under:
                nearest = min(under, key=lambda column: abs(_middle(column) - box.centre[0]))
                nearest[:0] = part
            else:
                columns.append(list(part))
    heads = []
    for words in sorted(columns, key=lambda column: min(word.box.x0 for word in column)):
        text = _text(words)
        heads.append(Head(tuple(words), around(word.box for word in words), read_period(text)))
    roles = [_role(head.text) if head.period is None else "period" for head in heads]
    settled = _settled(roles)
    if settled is None:
        return None
    return MatrixHeader(Header(tuple(heads), first, past, block[0].page), tuple(settled))


def _parts(row: Row) -> list[list[Word]]:
    """The words of a header row by column.

    "Nr" over a column of numbers may stand closer to the next heading than any gap tells.
    """
    parts: list[list[Word]] = []
    for part in _segments(row):
        if len(part) > 1 and _role(part[0].text) == "label" and _role(_text(part[1:])) in ("title", "group"):
            parts.append([part[0]])
            part = part[1:]
        parts.append(list(part))
    return parts


def _segments(row: Row) -> list[tuple[Word, ...]]:
    """The row cut at its wide blanks, but not within "Tertial 1".

    A picture shows the ink of a digit, which in many fonts has as much white at its sides as "1" is wide.
    """
    parts: list[tuple[Word, ...]] = []
    for part in segments_of(row, HEAD_GAP * row.look.size):
        before = parts[-1] if parts else ()
        if (
            before
            and part[0].text[:1].isdigit()
            and part[0].box.x0 - before[-1].box.x1 <= HEADING_REACH * row.look.size
            and not read_period(_text(before))
            and read_period(_text([*before, *part]))
        ):
            parts[-1] = (*before, *part)
        else:
            parts.append(part)
    return parts


def _shares_width(words: Sequence[Word], box: Box) -> bool:
    left, right = min(word.box.x0 for word in words), max(word.box.x1 for word in words)
    return min(box.x1, right) > max(box.x0, left)


def _middle(words: Sequence[Word]) -> float:
    return around(word.box for word in words).centre[0]


def _settled(roles: Sequence[ColumnRole]) -> list[ColumnRole] | None:
    """One title column and, beside it, periods or the year's result; None if this is no matrix."""
    given = list(roles)
    if "title" not in given and "group" in given:
        given[given.index("group")] = "title"
    if "title" not in given:
        return None
    first = given.index("title")
    for i, role in enumerate(given):
        if role == "title" and i != first:
            given[i] = "side"
        if role == "result" and ("period" in given or i != given.index("result")):
            given[i] = "side"
    if "period" not in given and "result" not in given:
        return None
    return given


def _role(text: str) -> ColumnRole:
    plain = _plain(text)
    if read_period(text):
        return "period"
    if _LABEL.match(plain):
        return "label"
    if _GROUP.match(plain):
        return "group"
    if _TITLE.match(plain):
        return "title"
    if _RESULT.match(plain):
        return "result"
    return "side"


def _plain(text: str) -> str:
    return folded(unbroken(text)).strip(" :.*")


def unbroken(text: str) -> str:
    """A heading without the hyphens of its line ends."""
    return _BROKEN.sub("", text)


def _text(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)
