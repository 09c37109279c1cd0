"""A report on which a rule is tried, and the ways to make one that more than one subject needs."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from ingest.validation import Circumstances
from schema import Report
from tests.validation.reports import clean_commitments, commitment, entry, report

FIRST, SECOND = clean_commitments()


@dataclass(frozen=True)
class Case:
    name: str
    report: Report
    circumstances: Circumstances = field(default_factory=Circumstances)
    where: str = ""


def t1(text: str) -> Report:
    """The clean report with ``text`` in commitment 1, T1."""
    return report(commitment(1, FIRST.title, text, "Hölls i juni.", "Möten i oktober."), SECOND)


def t2(text: str) -> Report:
    return report(commitment(1, FIRST.title, "Hölls i mars.", text, "Möten i oktober."), SECOND)


def t3(text: str) -> Report:
    return report(commitment(1, FIRST.title, "Hölls i mars.", "Hölls i juni.", text), SECOND)


def year_to_date() -> Report:
    same = "Polisen gick femton trygghetsvandringar med boende."
    cells = (
        entry("T1", same),
        entry("T2", same, kind="year-to-date", start=datetime.date(2024, 1, 1)),
        entry("T3", "Vandringarna fortsatte."),
    )
    return report(FIRST, SECOND.model_copy(update={"entries": cells}))
