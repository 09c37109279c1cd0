"""Every sample against its golden, and what must hold for every report whatever it says.

A golden is written by a person reading the source. A sample without one fails.
"""

from __future__ import annotations

import json
from collections import Counter
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from ingest import parse_report
from ingest.export import report_to_json
from ingest.reading import read_pages
from ingest.settings import Settings
from schema import Paragraph, Report

SAMPLES = Path(__file__).parents[1] / "samples"
DIGITAL = sorted(SAMPLES.glob("*.pdf"))
DUMPS = sorted(SAMPLES.glob("*.txt"))
NOT_REPORTS = sorted((SAMPLES / "not-reports").glob("*.pdf"))
FEWEST_DIGITAL_SAMPLES = 32
"""An empty glob must not look like success; raise this as samples are added."""

each_digital = pytest.mark.parametrize("sample", DIGITAL, ids=lambda path: path.name)
each_sample = pytest.mark.parametrize("sample", [*DIGITAL, *DUMPS], ids=lambda path: path.name)


@cache
def parsed(sample: Path) -> Report:
    return parse_report(sample)


def golden(sample: Path) -> dict[str, Any]:
    path = sample.with_suffix(".json")
    assert path.exists(), f"{sample.name} has no golden: read the source and write {path.name}"
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return data


def test_there_are_samples() -> None:
    assert len(DIGITAL) >= FEWEST_DIGITAL_SAMPLES


@each_digital
def test_head(sample: Path) -> None:
    wanted, report = golden(sample), parsed(sample)
    found = report.model_dump(mode="json")
    keys = ("title", "year", "municipality", "municipality_code", "police_area")
    assert {key: found[key] for key in keys} == {key: wanted[key] for key in keys}
    assert report.source.layout == wanted["layout"]
    assert report.source.kind == "digital"


@each_digital
def test_titles(sample: Path) -> None:
    keys = ("number", "label", "title", "group")
    wanted = [{key: each.get(key) for key in keys} for each in golden(sample)["commitments"]]
    found = [each.model_dump(include=set(keys)) for each in parsed(sample).commitments]
    assert found == wanted


@each_digital
def test_every_cell_is_exact(sample: Path) -> None:
    wanted = [
        (
            commitment["number"],
            entry["period"],
            entry.get("kind", "period"),
            entry["start"],
            entry["end"],
            entry["paragraphs"],
        )
        for commitment in golden(sample)["commitments"]
        for entry in commitment["entries"]
    ]
    found = [
        (
            commitment.number,
            entry.period,
            entry.kind,
            entry.start and entry.start.isoformat(),
            entry.end and entry.end.isoformat(),
            [paragraph.text for paragraph in entry.paragraphs],
        )
        for commitment in parsed(sample).commitments
        for entry in commitment.entries
    ]
    assert found == wanted


@each_digital
def test_side_fields(sample: Path) -> None:
    wanted = [
        [(field["name"], field["text"], field.get("colour")) for field in commitment.get("fields", [])]
        for commitment in golden(sample)["commitments"]
    ]
    found = [
        [(field.name, field.text, field.colour) for field in commitment.fields]
        for commitment in parsed(sample).commitments
    ]
    assert found == wanted


@each_digital
def test_every_word_read_is_delivered_once(sample: Path) -> None:
    read = Counter(word.text for page in read_pages(sample, Settings()).pages for word in page.words)
    assert Counter(delivered_words(parsed(sample))) == read


def delivered_words(report: Report) -> list[str]:
    """The words as read, of every place a word can end in."""
    texts = [report.title_raw]
    texts += [heading.raw for heading in report.headings]
    texts += [furniture.text for furniture in report.furniture]
    texts += [unassigned.text for unassigned in report.unassigned]
    for commitment in report.commitments:
        texts += [commitment.label_raw, commitment.title_raw]
        texts += [field.raw for field in commitment.fields]
        texts += [paragraph.raw for entry in commitment.entries for paragraph in entry.paragraphs]
    return [word for text in texts for word in text.split()]


@each_sample
def test_every_correction_holds_on_both_sides(sample: Path) -> None:
    for paragraph in paragraphs_of(parsed(sample)):
        text, position = "", 0
        for correction in paragraph.corrections:
            assert paragraph.raw[correction.start : correction.end] == correction.before
            assert paragraph.text[correction.text_start : correction.text_end] == correction.after
            text += paragraph.raw[position : correction.start].replace("\n", " ") + correction.after
            position = correction.end
        assert text + paragraph.raw[position:].replace("\n", " ") == paragraph.text


@each_digital
def test_every_paragraph_lies_on_its_page(sample: Path) -> None:
    pages = {page.number: page for page in read_pages(sample, Settings()).pages}
    for paragraph in paragraphs_of(parsed(sample)):
        assert paragraph.boxes
        assert (paragraph.page, paragraph.box) == (paragraph.boxes[0].page, paragraph.boxes[0].box)
        for place in paragraph.boxes:
            page = pages[place.page]
            assert 0 <= place.box.x0 < place.box.x1 <= page.width
            assert 0 <= place.box.top < place.box.bottom <= page.height


@each_sample
def test_every_commitment_has_the_same_periods(sample: Path) -> None:
    rows = {tuple(entry.period for entry in each.entries) for each in parsed(sample).commitments}
    assert len(rows) == 1 or golden(sample)["layout"] in {"inline", "prose", "mixed"}


@each_sample
def test_same_input_same_bytes(sample: Path) -> None:
    assert report_to_json(parse_report(sample)) == report_to_json(parsed(sample))


ALIKE = 0.95
"""Share of letters in which a dump's title and the golden's agree: one wrong letter in twenty. OCR
takes a dash for a hyphen and ” for ’, and restoration mends a typo that the author made."""


@pytest.mark.parametrize("sample", DUMPS, ids=lambda path: path.name)
def test_dump_titles_and_periods(sample: Path) -> None:
    wanted, found = golden(sample)["commitments"], parsed(sample).commitments
    assert [[entry.period for entry in each.entries] for each in found] == [
        [entry["period"] for entry in each["entries"]] for each in wanted
    ]
    for have, want in zip(found, wanted, strict=True):
        ratio = SequenceMatcher(None, have.title, want["title"], autojunk=False).ratio()
        assert ratio >= ALIKE, (have.title, want["title"])


def paragraphs_of(report: Report) -> list[Paragraph]:
    return [
        paragraph
        for commitment in report.commitments
        for entry in commitment.entries
        for paragraph in entry.paragraphs
    ]
