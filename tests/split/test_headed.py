"""Headings set like the text: what makes a line one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.split.pages import page, words

from ingest.layouts.flow import Block
from ingest.layouts.headed import _role, _stands_alone
from ingest.lines import Row, rows_of
from ingest.split import split_pages
from ingest.words import Origin


def row(text: str, origin: Origin = "text-layer") -> Row:
    (only,) = rows_of([replace(word, origin=origin) for word in words(text, 50, 100)])
    return only


@pytest.mark.parametrize(
    ("above", "origin", "is_heading"),
    [
        ("säger kommunens säkerhetschef.", "text-layer", True),
        ("säger kommunens säkerhetschef.", "ocr", True),
        ("säger kommunens säkerhetschef,", "ocr", True),
        ("säger kommunens säkerhetschef,", "text-layer", False),
        ("säger kommunens säkerhetschef", "ocr", False),
    ],
)
def test_resultat_is_a_heading_after_a_full_stop_or_what_ocr_makes_of_it(
    above: str, origin: Origin, is_heading: bool
) -> None:
    parts = [Block("text", (row(above, origin),))]
    assert _stands_alone(row("Resultat 2024", origin), parts, lambda *_: True) == is_heading


def test_resultat_below_a_blank_is_a_heading_though_the_full_stop_above_it_was_not_read() -> None:
    """Of three results of a fax one was read as what the municipality does, and the commitment had none."""
    parts = [Block("text", (row("flyktingkommissariat (UNHCR)", "ocr"),))]
    assert _stands_alone(row("Resultat 2024", "ocr"), parts, lambda *_: False)


@pytest.mark.parametrize(
    ("text", "origin", "close", "is_heading"),
    [
        ("Resultat 2024.", "ocr", False, True),
        ("Resultat. 2024", "ocr", False, True),
        ("Polisen.", "ocr", False, True),
        ("Polisen.", "ocr", True, False),
        ("Polisen.", "text-layer", False, False),
    ],
)
def test_a_speck_read_as_a_full_stop_takes_no_heading_from_a_fax(
    text: str, origin: Origin, close: bool, is_heading: bool
) -> None:
    """Of 14 commitments on faxes three had no result for it."""
    parts = [Block("text", (row("av regeringen.", origin),))]
    line = row(text, origin)
    told = _role(Block("heading", (line,))) is not None and _stands_alone(line, parts, lambda *_: close)
    assert told == is_heading


def test_a_commitment_of_a_pair_without_its_result_is_said() -> None:
    parts, top = [words("Uppföljning av medborgarlöfte 2024", 50, 20, size=18)], 60
    for title, heads in (("Synlig polis", ("Polisen", "Resultat")), ("Trygga torg", ("Polisen",))):
        parts.append(words(title, 50, top, size=14))
        for i, head in enumerate(heads):
            parts += [
                words(head, 50, top + 25 + 50 * i, bold=True),
                words("Det sker varje dag.", 50, top + 45 + 50 * i),
            ]
        top += 150
    found = split_pages([page(*parts)])
    assert found.layout == "pairs"
    (notice,) = [notice for notice in found.notices if notice.rule == "no-answer"]
    assert (notice.where, notice.message[:9]) == ("commitment 2", "No result")
