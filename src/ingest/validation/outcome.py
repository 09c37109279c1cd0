"""What became of one file that was to be checked, and of all of them: the exit code."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.errors import ExitCode, NotAReport, TertialError
from ingest.validation.rule import at_least
from ingest.validation.rules import UNREADABLE, rule_by_id
from schema import Finding, Report
from schema.report import Severity

_PROMISE = re.compile(r"medborgarl[öo0éd]+fte", re.IGNORECASE)
"""What a follow-up is a follow-up of, also as OCR in a wrong language leaves it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One file with what was found in it."""

    path: str
    """As the user gave it, with forward slashes; what annotations point to."""
    report: Report | None
    """None where the file could not be read."""
    findings: tuple[Finding, ...] = ()
    """What is new, worst first."""
    known: tuple[Finding, ...] = ()
    """What the baseline holds already."""
    exit_code: ExitCode = ExitCode.OK
    """Why the file could not be read; OK where it could, or where the baseline knows that it cannot."""

    @property
    def name(self) -> str:
        """The report's own file name, without folders: what a baseline names it by."""
        return self.report.source.file if self.report else self.path.rpartition("/")[2]

    @property
    def shown_as(self) -> str:
        """The path, and for a report out of a data set the name of the file that it was read from."""
        return self.path if self.path.endswith(self.name) else f"{self.path} ({self.name})"

    def failing(self, fail_on: Severity) -> tuple[Finding, ...]:
        """The new findings at or above ``fail_on``."""
        return tuple(finding for finding in self.findings if at_least(finding.severity, fail_on))


def unreadable(path: str, error: TertialError) -> Outcome:
    """The outcome of a file that could not be read."""
    finding = Finding(rule=UNREADABLE.id, severity=UNREADABLE.severity, message=str(error))
    return Outcome(path, None, (finding,), exit_code=error.exit_code)


def without_headings(path: str, error: NotAReport) -> Outcome | None:
    """The outcome of a follow-up that no layout fits since it lacks period headings; None for other texts.

    It was read, and what is wrong with it is known: a finding, not a failure.
    """
    rule = rule_by_id("no-period-headings")
    if rule is None or not _PROMISE.search(error.seen):
        return None
    message = "the text speaks of a medborgarlöfte, but no heading names a period (Tertial 1, T1, kvartal …)"
    return Outcome(path, None, (Finding(rule=rule.id, severity=rule.severity, message=message, page=1),))


def count_severities(outcomes: Sequence[Outcome]) -> Counter[Severity]:
    """How many new findings there are of each severity."""
    return Counter(finding.severity for outcome in outcomes for finding in outcome.findings)


def exit_code_of(outcomes: Sequence[Outcome], fail_on: Severity) -> ExitCode:
    """What to tell the shell.

    A file that could not be read outweighs findings, since nothing is known
    of it: the code is its own where all inputs failed alike, else SOME_FAILED.
    """
    codes = {outcome.exit_code for outcome in outcomes}
    if codes - {ExitCode.OK}:
        return codes.pop() if len(codes) == 1 else ExitCode.SOME_FAILED
    if any(outcome.failing(fail_on) for outcome in outcomes):
        return ExitCode.FINDINGS
    return ExitCode.OK
