"""The plan that a report is held against: the commitments that the town and the police agreed on.

    year = 2024
    commitments = [
        "Krogar mot knark",
        "Följa trender och utveckling inom våldsbejakande extremism",
    ]

A Report JSON (last year's, or a plan that was parsed) does as well.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ingest.errors import UsageError
from schema import Report


class Plan(BaseModel):
    """What is expected of a report."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    year: int | None = None
    commitments: tuple[str, ...] = Field(min_length=1)
    """Titles, in any order."""


def read_plan(path: Path) -> Plan:
    """The plan in a TOML file, or the commitments of a Report JSON.

    Raises:
        UsageError: no such file, or neither of the two.
    """
    text = _text(path)
    if path.suffix == ".json":
        return Plan(commitments=tuple(item.title for item in _report(text, path).commitments))
    try:
        return Plan.model_validate(tomllib.loads(text))
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise UsageError(
            f'{path}: not a plan. Write TOML with year = 2024 and commitments = ["first title", …].'
        ) from error


def read_report_json(path: Path) -> Report:
    """A report that was delivered earlier.

    Raises:
        UsageError: no such file, or not the JSON of a Report.
    """
    return _report(_text(path), path)


def _report(text: str, path: Path) -> Report:
    try:
        return Report.model_validate_json(text)
    except ValidationError as error:
        raise UsageError(
            f"{path}: not the JSON of a report; make one with `tertial parse REPORT > {path.name}`."
        ) from error


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise UsageError(f"{path}: no such file; check the path.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: cannot be read ({error}).") from error
