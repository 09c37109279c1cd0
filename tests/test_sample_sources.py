"""The goldens say what a person typed: sources, goldens and the samples' README agree."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

SAMPLES = Path(__file__).parents[1] / "samples"
SOURCES = {path.stem: path for path in sorted((SAMPLES / "sources").glob("*.json"))}
KEYS = ("title", "year", "municipality", "municipality_code", "police_area")
PREFIXES = ("columns", "matrix", "stacked", "inline", "pairs", "prose", "dump")
"""How the samples of set_samples.py are named; others have recipes of their own."""
GOLDENS = [path for path in sorted(SAMPLES.glob("*.json")) if path.name.startswith(PREFIXES)]

each_golden = pytest.mark.parametrize("golden", GOLDENS, ids=lambda path: path.stem)


def read(path: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return data


def typed(golden: Path) -> dict[str, Any]:
    """The source whose name follows the layout in the sample's name ("malmo-2023" is malmo-norr-2023)."""
    given = read(golden)
    found = [
        source
        for source in map(read, SOURCES.values())
        if (source["municipality"], source["year"]) == (given["municipality"], given["year"])
    ]
    assert len(found) == 1, f"{golden.name}: {len(found)} sources for {given['municipality']} {given['year']}"
    return found[0]


def test_there_are_goldens_and_sources() -> None:
    assert len(GOLDENS) >= 38
    assert len(SOURCES) >= 26


@each_golden
def test_golden_is_what_was_typed(golden: Path) -> None:
    given, source = read(golden), typed(golden)
    assert {key: given[key] for key in KEYS} == {key: source[key] for key in KEYS}
    periods = source.get("periods", ["T1", "T2", "T3"])
    assert [
        (
            each["label"],
            each["title"],
            each["group"],
            each["fields"],
            [e["paragraphs"] for e in each["entries"]],
        )
        for each in given["commitments"]
    ] == [
        (
            each.get("label"),
            each["title"],
            each.get("group"),
            each.get("fields", []),
            [each.get(period, []) for period in periods],
        )
        for each in source["commitments"]
    ]
    assert all([e["period"] for e in each["entries"]] == periods for each in given["commitments"])


@each_golden
def test_golden_belongs_to_a_sample_the_readme_explains(golden: Path) -> None:
    assert golden.with_suffix(".pdf").exists() or golden.with_suffix(".txt").exists()
    assert f"`{golden.stem}`" in (SAMPLES / "README.md").read_text(encoding="utf-8")


def test_every_source_is_set() -> None:
    used = {typed(golden)["title"] for golden in GOLDENS}
    assert {name for name, path in SOURCES.items() if read(path)["title"] not in used} == set()


def test_the_seed_golden_is_the_typed_text() -> None:
    seed = read(Path(__file__).parent / "dump" / "seed-2024-golden.json")
    source = read(SOURCES["jonkoping-2024"])
    assert [each["title"] for each in seed["commitments"]] == [
        each["title"] for each in source["commitments"]
    ]
    assert [[entry["paragraphs"] for entry in each["entries"]] for each in seed["commitments"]] == [
        [each[period] for period in ("T1", "T2", "T3")] for each in source["commitments"]
    ]


SEED = sorted((Path(__file__).parents[2] / "shared" / "seed").glob("*.txt"))
FOLDED_ALIKE = 2126
"""Words of 2,255 that are the same once å, ä, ö are folded; the rest is OCR debris, looked at one by one."""
LETTERS = str.maketrans("åäöéÅÄÖÉ", "aaoeAAOE")


@pytest.mark.skipif(not SEED, reason="../shared/seed is not there: nothing to compare the typed text with")
def test_the_typed_text_is_the_seed_word_by_word() -> None:
    """Undamaged words of the dump stand in the typed text in the same order, and nothing else does."""
    source = read(SOURCES["jonkoping-2024"])
    words = source["title"].split()
    for each in source["commitments"]:
        words += [*each["title"].split(), "Tertial", "1", "Tertial", "2", "Tertial", "3"]
        words += [word for period in ("T1", "T2", "T3") for text in each[period] for word in text.split()]
    dumped = re.sub(r"(9|Knark)-\s+", r"\1-", SEED[0].read_text(encoding="utf-8")).split()
    assert len(dumped) == len(words)
    same = sum(
        re.sub(r"\W", "", one).lower() == re.sub(r"\W", "", other.translate(LETTERS)).lower()
        for one, other in zip(dumped, words, strict=True)
    )
    assert same >= FOLDED_ALIKE, same
