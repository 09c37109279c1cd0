"""Rules on what a report must have: reports that break each, and the nearest that do not."""

from __future__ import annotations

import datetime

from ingest.validation import Circumstances
from schema import Report
from tests.validation.cases.case import FIRST, SECOND, Case
from tests.validation.reports import commitment, entry, report


def numbered(*labels: str | None) -> Report:
    return report(
        *(
            commitment(i, f"Löfte {i}", "Ett.", "Två.", "Tre.", label=label)
            for i, label in enumerate(labels, 1)
        )
    )


NO_SUMMER = commitment(2, SECOND.title, "Polisen gick vandringar.", "", "Vandringarna fortsatte.")
ONLY_SPRING = [commitment(number, f"Löfte {number}", "Möten hölls.") for number in (1, 2, 3)]

FIRING = {
    "no-commitments": [Case("nothing", report().model_copy(update={"commitments": ()}))],
    "no-period-headings": [
        Case("headings gone", report(headings=())),
        Case(
            "columns read as prose",
            report(
                commitment(1, "x", "Vi går i Under sommaren har närvaron ökat. veckan. Alla var med."),
                headings=(),
                layout="prose",
            ),
            where="commitment 1, T1",
        ),
    ],
    "commitment-without-entries": [
        Case("all three empty", report(FIRST, commitment(2, "Trygga torget")), where="commitment 2")
    ],
    "empty-period": [
        Case("a later period is filled", report(FIRST, NO_SUMMER), where="commitment 2, T2"),
        Case(
            "the others have reported on it",
            report(FIRST, SECOND, commitment(3, "Löfte", "Möten hölls.", "Fler möten hölls.")),
            where="commitment 3, T3",
        ),
        Case(
            "it ended before the date given",
            report(*ONLY_SPRING),
            Circumstances(as_of=datetime.date(2024, 9, 15)),
            where="commitment 1, T2",
        ),
    ],
    "skipped-number": [
        Case("a heading in the middle", numbered("1", "3", "4", "5"), where="commitment 2"),
        Case("the first one, with brackets", numbered("2)", "3)", "4)"), where="commitment 1"),
    ],
    "no-year": [Case("none", report(title="Uppföljning medborgarlöfte Jönköping", year=None), where="title")],
    "unknown-municipality": [
        Case("none named", report(municipality=None, municipality_code=None), where="title"),
        Case("no such one", report(municipality="Ankeborg", municipality_code=None), where="title"),
    ],
    "unknown-police-area": [Case("none named", report(police_area=None), where="title")],
    "unusual-layout": [Case("mixed", report(layout="mixed")), Case("unknown", report(layout="unknown"))],
}

SILENT = {
    "no-commitments": [Case("two", report())],
    "no-period-headings": [
        Case("there", report()),
        Case(
            "results of the whole year in a table",
            report(
                FIRST.model_copy(update={"entries": (entry("T1", "Klart.", kind="year"),)}),
                headings=(),
                layout="matrix",
            ),
        ),
        Case("prose of the whole year", report(headings=(), layout="prose")),
    ],
    "commitment-without-entries": [Case("one period is enough", report(FIRST, commitment(2, "x", "Hölls.")))],
    "empty-period": [
        Case("made in May: nobody has reported on T2 and T3", report(*ONLY_SPRING)),
        Case(
            "a single remark ahead of time",
            report(*ONLY_SPRING, commitment(4, "Löfte 4", "Möten hölls.", "Semester.")),
        ),
        Case("not ended by the date", report(*ONLY_SPRING), Circumstances(as_of=datetime.date(2024, 8, 30))),
        Case("all empty is another rule", report(FIRST, commitment(2, "Trygga torget"))),
    ],
    "skipped-number": [
        Case("none is missing", numbered("1", "2", "3")),
        Case("no numbers", report()),
        Case("a few of many promises", numbered("1", "4", "9", "12")),
        Case("areas and their promises", numbered("1.1", "1.2", "2.1", "2.3")),
        Case("each area begins anew", numbered("1", "2", "1", "2", "3")),
        Case("one of them has none", numbered("1", None, "2")),
    ],
    "no-year": [Case("2024", report())],
    "unknown-municipality": [Case("Jönköping", report())],
    "unknown-police-area": [Case("named", report())],
    "unusual-layout": [Case("matrix", report(layout="matrix"))],
}
