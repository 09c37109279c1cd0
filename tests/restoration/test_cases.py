"""Cases as data: damage seen in the wild, text that must stay, made-up damage, and what still fails."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ingest.restoration import restore

CASES = Path(__file__).parent / "cases"


def cases(name: str) -> list[pytest.param]:  # type: ignore[valid-type]
    rows = json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))
    assert rows, f"{name}.json holds no case"
    return [pytest.param(row["read"], row["written"], id=row["label"]) for row in rows]


@pytest.mark.parametrize(("read", "written"), cases("in-the-wild"))
def test_in_the_wild(read: str, written: str) -> None:
    assert restore(read).text == written


@pytest.mark.parametrize(("read", "written"), cases("negative"))
def test_negative(read: str, written: str) -> None:
    restored = restore(read)
    assert restored.text == written == read
    assert not restored.changes


@pytest.mark.parametrize(("read", "written"), cases("synthetic"))
def test_synthetic(read: str, written: str) -> None:
    assert restore(read).text == written


@pytest.mark.parametrize(("read", "written"), cases("known-failures"))
@pytest.mark.xfail(strict=True)
def test_known_failures(read: str, written: str) -> None:
    assert restore(read).text == written
