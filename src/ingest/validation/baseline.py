"""What is known and accepted: a team adopts the checks on an old archive and fails only on what is new.

A finding is known by its file name, rule, place and message, without the page
(a new cover page moves them all) and without measured confidences (a new OCR
version moves those). Equal ones are counted, so that a second personnummer in
the same cell is new.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ingest.errors import ExitCode, UsageError
from ingest.validation.outcome import Outcome
from schema import Finding

_MEASURED = re.compile(r"\b[01]\.\d+\b")

Key = tuple[str, str, str, str]
"""File name, rule, place, message without measured values."""


class KnownFinding(BaseModel):
    """One accepted finding."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    file: str
    rule: str
    where: str
    message: str
    times: int = Field(default=1, ge=1)

    @property
    def key(self) -> Key:
        """What it is recognised by."""
        return self.file, self.rule, self.where, self.message


class Baseline(BaseModel):
    """All accepted findings, sorted so that the file changes little in version control."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    version: int = Field(default=1, ge=1, le=1)
    findings: tuple[KnownFinding, ...] = ()


def key_of(file: str, finding: Finding) -> Key:
    """What ``finding`` is recognised by in the next run."""
    return file, finding.rule, finding.where, _MEASURED.sub("#", finding.message)


def fingerprint(file: str, finding: Finding) -> str:
    """The key as 32 hexadecimal digits, for formats that want one string."""
    return hashlib.sha256("\0".join(key_of(file, finding)).encode()).hexdigest()[:32]


def baseline_of(outcomes: Sequence[Outcome]) -> Baseline:
    """A baseline that holds everything found, new or known."""
    counted = Counter(
        key_of(outcome.name, finding)
        for outcome in outcomes
        for finding in (*outcome.findings, *outcome.known)
    )
    return Baseline(
        findings=tuple(
            KnownFinding(file=file, rule=rule, where=where, message=message, times=times)
            for (file, rule, where, message), times in sorted(counted.items())
        )
    )


def without_known(outcomes: Sequence[Outcome], baseline: Baseline) -> list[Outcome]:
    """The outcomes with what the baseline holds set aside as known."""
    left = Counter({known.key: known.times for known in baseline.findings})
    return [_sorted_out(outcome, left) for outcome in outcomes]


def _sorted_out(outcome: Outcome, left: Counter[Key]) -> Outcome:
    new: list[Finding] = []
    known: list[Finding] = []
    for finding in outcome.findings:
        key = key_of(outcome.name, finding)
        (known if left[key] > 0 else new).append(finding)
        left[key] -= 1
    return dataclasses.replace(
        outcome,
        findings=tuple(new),
        known=(*outcome.known, *known),
        exit_code=outcome.exit_code if new else ExitCode.OK,
    )


def baseline_as_json(baseline: Baseline) -> str:
    """The file's text."""
    return json.dumps(baseline.model_dump(), ensure_ascii=False, indent=1) + "\n"


def read_baseline(path: Path) -> Baseline:
    """The baseline in ``path``.

    Raises:
        UsageError: no such file, or not one that `--write-baseline` wrote.
    """
    try:
        return Baseline.model_validate_json(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise UsageError(f"{path}: no such file; write it first with --write-baseline {path}.") from error
    except (OSError, UnicodeDecodeError, ValidationError) as error:
        raise UsageError(f"{path}: not a baseline; write it anew with --write-baseline {path}.") from error
