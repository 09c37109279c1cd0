"""What a rule is: an id, how bad it is, why it matters, how to mend it, and how it is found."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from schema import Report
from schema.report import Severity

Subject = Literal["structure", "dates", "text", "privacy", "reading", "plan"]
"""What the rule looks at; the rules of one subject stand in one module."""

SEVERITIES: tuple[Severity, ...] = ("info", "warning", "error")
"""From harmless to bad."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that a rule found in a report."""

    message: str
    """What is wrong, with the words it is about; personal data are masked."""
    page: int | None = None
    """From 1; None where no page can be named."""
    where: str = ""
    """The place in the report: "commitment 3, T2", "title"."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where a measured value becomes a finding. All from 0 to 1."""

    page_confidence: float = 0.80
    """Mean word confidence of an OCR page. Tesseract's Swedish model gives 0.90-0.96 on clean scans at
    150-300 dpi; pages of which a person finds every line damaged lie below 0.75."""
    correction_confidence: float = 0.80
    """Confidence of one restored word; the restorer's confidences are calibrated, so below this more
    than one word in five is wrong."""
    title_similarity: float = 0.60
    """From which two differing titles count as one commitment renamed. Reworded titles of one promise
    share over 0.6 of their letters in order, titles of different promises under 0.5."""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a report is checked against besides itself."""

    as_of: datetime.date | None = None
    """The report's date where the user gives one: periods that ended by then should be filled."""
    expected: tuple[str, ...] = ()
    """Titles of the plan's commitments; empty where no plan is given."""
    expected_year: int | None = None
    """The year of the plan."""
    last_year: Report | None = None
    words: frozenset[str] = frozenset()
    """The user's own words, in lower case, that are right though no dictionary knows them."""
    public_contacts: frozenset[str] = frozenset()
    """E-mail addresses and phone numbers that may stand in a public report, as `contact_key` writes them."""
    thresholds: Thresholds = field(default_factory=Thresholds)

    def with_last_year(self, report: Report | None) -> Circumstances:
        """The same, beside another report of the year before."""
        return replace(self, last_year=report)


Check = Callable[[Report, Circumstances], Iterator[Problem]]
"""How a rule finds its problems: a pure function."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that a report is checked for."""

    id: str
    """Lower case with hyphens; an interface: settings, baselines and dashboards name it."""
    subject: Subject
    severity: Severity
    """By default; settings may change it."""
    reason: str
    """One line: what is wrong when the rule fires."""
    remedy: str
    """One line: what a person does about it."""
    check: Check | None = None
    """None where only the reading of the file can find it (the finding is then in ``Report.findings``)."""


def at_least(severity: Severity, threshold: Severity) -> bool:
    """Whether ``severity`` is as bad as ``threshold`` or worse."""
    return SEVERITIES.index(severity) >= SEVERITIES.index(threshold)
