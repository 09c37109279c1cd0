"""Rules on what was planned: reports that break each, and the nearest that do not."""

from __future__ import annotations

from ingest.validation import Circumstances
from tests.validation.cases.case import FIRST, Case
from tests.validation.reports import commitment, report

LAST_YEAR = report(
    commitment(1, "Krogar mot knark"),
    commitment(2, "Tryggt torg i centrum"),
    commitment(3, "Bilburen ungdom"),
)

FIRING = {
    "missing-commitment": [
        Case("not there", report(), Circumstances(expected=("Krogar mot knark", "Våld i nära relation")))
    ],
    "unplanned-commitment": [
        Case("not planned", report(), Circumstances(expected=("Krogar mot knark",)), where="commitment 2")
    ],
    "renamed-commitment": [
        Case(
            "since last year",
            report(FIRST, commitment(2, "Tryggt torg i hela centrum", "a", "b", "c")),
            Circumstances(last_year=LAST_YEAR),
            where="commitment 2",
        ),
        Case(
            "since the plan",
            report(),
            Circumstances(expected=("Krogar mot knark", "Trygga torgen")),
            where="commitment 2",
        ),
    ],
    "dropped-commitment": [Case("Bilburen ungdom", report(), Circumstances(last_year=LAST_YEAR))],
    "other-year-than-planned": [Case("2025", report(), Circumstances(expected_year=2025), where="title")],
}

SILENT = {
    "missing-commitment": [
        Case(
            "there, in other letters",
            report(),
            Circumstances(expected=("1. KROGAR MOT KNARK", "Trygga torget")),
        ),
        Case("no plan", report()),
    ],
    "unplanned-commitment": [Case("no plan", report())],
    "renamed-commitment": [
        Case("the same", report(), Circumstances(expected=("Krogar mot knark", "Trygga torget"))),
        Case(
            "another promise",
            report(),
            Circumstances(last_year=report(commitment(1, "Våld i nära relation"))),
        ),
    ],
    "dropped-commitment": [
        Case("no last year", report()),
        Case("the same", report(), Circumstances(last_year=report())),
    ],
    "other-year-than-planned": [Case("the same", report(), Circumstances(expected_year=2024))],
}
