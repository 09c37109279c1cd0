"""Text that a spreadsheet would run as a formula is made safe, and can be had back exactly.

A cell of a CSV file that begins with ``=``, ``+``, ``-`` or ``@`` is run by
spreadsheets, and a tab or carriage return before them does not stop it
(OWASP, "CSV Injection"; it names the full-width forms too). Such a text gets
an apostrophe in front. So that this can be undone without doubt, a text that
begins with an apostrophe gets another one: *in the CSV files a leading
apostrophe is never part of the text*. JSON, Parquet and SQLite hold the text
as it is; the workbook too, in cells marked as text (Excel's quote prefix).
"""

from __future__ import annotations

FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")
"""First characters that make, or may hide, a formula. The line feed is ours: Excel
skips it like the carriage return."""

GUARD = "'"


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet may take ``text`` for a formula."""
    return text.startswith(FORMULA_STARTS)


def guard(text: str) -> str:
    """``text`` as it stands in a CSV file.

    >>> guard("- trygghetsvandring"), guard("vi gick – och såg")
    ("'- trygghetsvandring", 'vi gick – och såg')
    """
    return GUARD + text if text.startswith((*FORMULA_STARTS, GUARD)) else text


def unguard(cell: str) -> str:
    """The text that :func:`guard` was given."""
    return cell.removeprefix(GUARD)
