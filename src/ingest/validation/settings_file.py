"""``tertial.toml``, or ``[tool.tertial]`` in ``pyproject.toml``: what a team has decided about its checks.

fail-on = "warning"
as-of = 2024-12-31
expect = "plan.toml"             # paths are relative to the file
against = "2023.json"
baseline = "tertial-baseline.json"
words = ["Trygg Trapp"]
public-contacts = ["kommun@jonkoping.se", "036-10 50 00"]

[rules]
unknown-word = "off"
copied-entry = "error"

[thresholds]
page-confidence = 0.7
"""

from __future__ import annotations

import datetime
import tomllib
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ingest.errors import UsageError
from ingest.validation.check import Choice
from ingest.validation.rule import Thresholds
from ingest.validation.rules import RULES
from schema.report import Severity

FILE_NAME = "tertial.toml"


def _dashed(name: str) -> str:
    return name.replace("_", "-")


class ThresholdSettings(BaseModel):
    """``[thresholds]``; None where the default holds."""

    model_config = ConfigDict(extra="forbid", frozen=True, alias_generator=_dashed)

    page_confidence: float | None = Field(default=None, ge=0, le=1)
    correction_confidence: float | None = Field(default=None, ge=0, le=1)
    title_similarity: float | None = Field(default=None, ge=0, le=1)

    def over_defaults(self) -> Thresholds:
        """The thresholds in force."""
        given = {name: value for name, value in self.model_dump().items() if value is not None}
        return Thresholds(**given)


class ValidationSettings(BaseModel):
    """All that the file may say. Paths are absolute or relative to the current folder."""

    model_config = ConfigDict(extra="forbid", frozen=True, alias_generator=_dashed)

    fail_on: Severity = "error"
    as_of: datetime.date | None = None
    expect: Path | None = None
    against: Path | None = None
    baseline: Path | None = None
    words: tuple[str, ...] = ()
    public_contacts: tuple[str, ...] = ()
    rules: dict[str, Choice] = {}
    thresholds: ThresholdSettings = ThresholdSettings()


def find_settings(folder: Path) -> Path | None:
    """The settings that hold in ``folder``: the nearest ``tertial.toml``, or ``pyproject.toml`` with
    ``[tool.tertial]``, there or in a folder above; None if there is none."""
    for place in (folder, *folder.parents):
        if (place / FILE_NAME).is_file():
            return place / FILE_NAME
        project = place / "pyproject.toml"
        if project.is_file() and "tertial" in _toml(project).get("tool", {}):
            return project
    return None


def read_settings(path: Path | None) -> ValidationSettings:
    """What ``path`` decides; the defaults for None.

    Raises:
        UsageError: no file, no TOML, an unknown key or rule, or a value that is not allowed.
    """
    if path is None:
        return ValidationSettings()
    data = _toml(path)
    if path.name == "pyproject.toml":
        data = data.get("tool", {}).get("tertial", {})
    try:
        settings = ValidationSettings.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise UsageError(f"{path}: {key}: {first['msg']}. Correct that line.") from error
    check_rule_ids(settings.rules, str(path))
    return settings.model_copy(
        update={
            name: path.parent / value
            for name in ("expect", "against", "baseline")
            if (value := getattr(settings, name)) is not None
        }
    )


def check_rule_ids(chosen: dict[str, Choice], source: str) -> None:
    """Raise UsageError for a rule that does not exist: a typo must not switch nothing off in silence."""
    known = [rule.id for rule in RULES]
    for name in chosen:
        if name not in known:
            near = get_close_matches(name, known, n=1)
            hint = f"did you mean “{near[0]}”?" if near else "`tertial rules` lists them."
            raise UsageError(f"{source}: no rule is called “{name}”; {hint}")


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise UsageError(f"{path}: no such file; check the path.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: cannot be read ({error}).") from error
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path}: not valid TOML ({error}); correct that line.") from error
