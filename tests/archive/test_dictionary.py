"""The README's data dictionary is that of the models."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.archive.dictionary import BEGIN, END, dictionary, with_dictionary
from schema.tables import TABLES

README = Path(__file__).parents[2] / "README.md"


def test_the_dictionary_in_the_readme_is_not_stale() -> None:
    text = README.read_text(encoding="utf-8")

    assert with_dictionary(text) == text, "run: python -m ingest.archive.dictionary README.md"


def test_a_stale_dictionary_would_be_noticed() -> None:
    assert with_dictionary(f"a{BEGIN}\nold\n{END}b") == f"a{BEGIN}\n\n{dictionary()}\n\n{END}b"
    with pytest.raises(ValueError, match="no marks"):
        with_dictionary("no marks at all")


def test_every_table_and_column_is_explained() -> None:
    text = dictionary()

    for table in TABLES:
        assert f"**{table.table}** – " in text
        for name in table.model_fields:
            assert f"| `{name}` | " in text
