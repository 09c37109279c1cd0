"""What became of one content: every input ends in exactly one of these."""

from __future__ import annotations

from dataclasses import dataclass, field

from schema import Report
from schema.tables import OutcomeName

REPORTS = "reports"
"""Folder of the data set that holds a JSON file for every report."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The end of reading one content, small enough to travel between processes and machines."""

    sha256: str
    name: OutcomeName
    file: str
    """The name it was read under; a report may take its year from it."""
    reason: str = ""
    pages: int | None = None
    errors: int = 0
    warnings: int = 0
    versions: dict[str, str] = field(default_factory=dict)
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def has_report(self) -> bool:
        """Whether there is a JSON file for it."""
        return self.name in ("ok", "with findings")


def report_name(sha256: str) -> str:
    """Where the JSON of a content lies in the data set."""
    return f"{REPORTS}/{sha256}.json"


def outcome_of(report: Report, file: str) -> Outcome:
    """The outcome of a report that was read under the name ``file``."""
    severities = [finding.severity for finding in report.findings]
    errors, warnings = severities.count("error"), severities.count("warning")
    return Outcome(
        sha256=report.source.sha256,
        name="with findings" if errors or warnings else "ok",
        file=file,
        pages=report.source.pages,
        errors=errors,
        warnings=warnings,
        versions=dict(report.source.versions),
        settings=dict(report.source.settings),
    )
