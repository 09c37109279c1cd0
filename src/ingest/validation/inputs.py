"""What the user points at → the reports to check: PDFs, text dumps, Report JSON, whole data sets."""

from __future__ import annotations

import traceback
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import NotAReport, TertialError, UnreadableInput, UsageError
from ingest.settings import Settings
from ingest.validation.check import Choice, check
from ingest.validation.expectations import read_plan, read_report_json
from ingest.validation.outcome import Outcome, unreadable, without_headings
from ingest.validation.rule import Circumstances
from ingest.validation.rules_privacy import contact_key
from ingest.validation.settings_file import ValidationSettings
from schema import Report

REPORTS = "reports"
"""The folder of a data set in which `tertial batch` keeps a JSON file a report."""


@dataclass(frozen=True, slots=True)
class Checking:
    """Everything that decides what is found, ready to be applied to many reports."""

    circumstances: Circumstances
    before: tuple[Report, ...]
    """Reports of earlier years, of which each report is held against its own municipality's."""
    choices: dict[str, Choice]
    reading: Settings


def prepare(settings: ValidationSettings, reading: Settings) -> Checking:
    """Read the files that the settings name.

    Raises:
        UsageError: one of them is missing, or not what it should be.
    """
    plan = read_plan(settings.expect) if settings.expect else None
    circumstances = Circumstances(
        as_of=settings.as_of,
        expected=plan.commitments if plan else (),
        expected_year=plan.year if plan else None,
        words=frozenset(word.lower() for entry in settings.words for word in entry.split()),
        public_contacts=frozenset(contact_key(contact) for contact in settings.public_contacts),
        thresholds=settings.thresholds.over_defaults(),
    )
    before = tuple(_reports_before(settings.against)) if settings.against else ()
    return Checking(circumstances, before, dict(settings.rules), reading)


def _reports_before(path: Path) -> Iterator[Report]:
    for file in files_below([path]):
        yield read_report_json(file)


def files_below(paths: Sequence[Path]) -> list[Path]:
    """The files to check: each file as given, each data set as its report files, sorted by name.

    Raises:
        UsageError: a folder that holds no data set.
    """
    files: list[Path] = []
    for path in paths:
        if not path.is_dir():
            files.append(path)
            continue
        reports = sorted((path / REPORTS).glob("*.json"))
        if not reports:
            raise UsageError(
                f"{path}: no data set (no {REPORTS}/*.json in it). Make one with "
                f"`tertial batch {path} --out dataset`, or name the PDFs themselves."
            )
        files.extend(reports)
    return files


def check_file(path: Path, checking: Checking) -> Outcome:
    """Read and check one file; what goes wrong with it is its outcome, never an exception."""
    name = path.as_posix()
    try:
        report = _read(path, checking.reading)
    except NotAReport as error:
        return without_headings(name, error) or unreadable(name, error)
    except TertialError as error:
        return unreadable(name, error)
    except Exception as error:
        traceback.print_exc()
        bug = f"a bug in tertial ({type(error).__name__}): please report it with the lines above."
        return unreadable(name, TertialError(bug))
    circumstances = checking.circumstances.with_last_year(_year_before(report, checking.before))
    return Outcome(name, report, check(report, circumstances, checking.choices))


def _read(path: Path, reading: Settings) -> Report:
    if path.suffix.lower() != ".json":
        from ingest.pipeline import parse_report  # a data set is checked without what reads PDFs

        return parse_report(path, reading)
    try:
        return read_report_json(path)
    except UsageError as error:
        raise UnreadableInput(str(error)) from error


def _year_before(report: Report, before: Sequence[Report]) -> Report | None:
    """The only report given, or of several that of the same municipality and police area a year earlier."""
    if len(before) == 1:
        return before[0]
    for other in before:
        same_place = (other.municipality_code, other.police_area) == (
            report.municipality_code,
            report.police_area,
        )
        if same_place and report.year is not None and other.year == report.year - 1:
            return other
    return None
