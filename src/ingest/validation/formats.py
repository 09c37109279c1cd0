"""The formats in which outcomes are told, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from ingest.validation.format_github import to_github
from ingest.validation.format_json import to_json
from ingest.validation.format_junit import to_junit
from ingest.validation.format_markdown import to_markdown
from ingest.validation.format_sarif import to_sarif
from ingest.validation.format_text import to_text
from ingest.validation.outcome import Outcome
from schema.report import Severity

FORMATS: Mapping[str, Callable[[Sequence[Outcome], Severity], str]] = {
    "text": to_text,
    "json": to_json,
    "junit": to_junit,
    "sarif": to_sarif,
    "github": to_github,
    "markdown": to_markdown,
}
