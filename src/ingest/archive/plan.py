"""What must be read in this run, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pydantic import ValidationError

from ingest.archive.contents import Contents
from ingest.archive.index import Index
from ingest.archive.inputs import InputFile
from ingest.archive.outcome import REPORTS, Outcome, outcome_of, report_name
from ingest.archive.store import Store
from ingest.archive.versions import differences
from ingest.settings import Settings
from schema import Report

NEW = "new or changed"
FAILED = "failed last time"
LOST = "without their file in reports/"
RENAMED = "under another name than before"


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done."""

    to_read: tuple[tuple[str, InputFile], ...]
    """Content hash and file, sorted by path."""
    why: Mapping[str, int]
    """Reason → number of contents that are read for it."""
    out_of_date: Mapping[str, int]
    """Difference → number of contents that are left as they are although it exists."""

    def lines(self) -> Iterator[str]:
        """The plan for the user."""
        for reason, number in sorted(self.why.items()):
            yield f"reading {number:,} {reason}"
        for difference, number in sorted(self.out_of_date.items()):
            yield f"keeping {number:,} read by {difference}: --refresh reads them again"


def plan(
    contents: Contents,
    index: Index,
    store: Store,
    settings: Settings,
    *,
    refresh: bool,
) -> Plan:
    """Compare what there is with what earlier runs left.

    A report is done when its JSON lies in reports/; the index only saves
    opening it. Other outcomes are known from the index, and failures are
    tried again.
    """
    names = store.names(REPORTS)
    to_read: list[tuple[str, InputFile]] = []
    why: Counter[str] = Counter()
    out_of_date: Counter[str] = Counter()
    for sha256, file in contents.first.items():
        outcome = _known(sha256, names, index, store)
        reason = _reason(outcome, sha256, file, names)
        if not reason and outcome is not None:
            difference = differences(outcome.versions, outcome.settings, settings)
            if difference and refresh:
                reason = f"again: read by {difference}"
            elif difference:
                out_of_date[difference] += 1
        if reason:
            why[reason] += 1
            to_read.append((sha256, file))
    return Plan(tuple(to_read), why, out_of_date)


def _known(sha256: str, names: frozenset[str], index: Index, store: Store) -> Outcome | None:
    outcome = index.outcome(sha256)
    if outcome is None and _json(sha256) in names:
        try:
            report = Report.model_validate_json(store.read(report_name(sha256)))
        except ValidationError:  # of another version, or edited: read anew
            return None
        outcome = outcome_of(report, report.source.file)
        index.remember(outcome)
    return outcome


def _reason(outcome: Outcome | None, sha256: str, file: InputFile, names: frozenset[str]) -> str:
    if outcome is None:
        return NEW
    if outcome.name == "failed":
        return FAILED
    if outcome.has_report and _json(sha256) not in names:
        return LOST
    if outcome.file != file.name:
        return RENAMED
    return ""


def _json(sha256: str) -> str:
    return report_name(sha256).removeprefix(f"{REPORTS}/")
