"""A delivered report can be read again: the data set is built from the JSON files."""

from __future__ import annotations

from schema import Entry, Paragraph


def test_an_entry_is_read_back_from_its_own_json() -> None:
    entry = Entry(period="T1", paragraphs=(Paragraph(text="Ett.", raw="Ett.", page=1),))

    assert Entry.model_validate_json(entry.model_dump_json()) == entry
    assert '"text":"Ett."' in entry.model_dump_json()
