"""Rules on the delivered texts: reports that break each, and the nearest that do not."""

from __future__ import annotations

from ingest.validation import Circumstances
from schema import PageBox, Report
from schema.report import Box
from tests.validation.cases.case import FIRST, SECOND, Case, t1, year_to_date
from tests.validation.reports import commitment, entry, paragraph, report


def over_a_page_break(first: str, second: str) -> Report:
    parts = (paragraph(first, 1), paragraph(second, 2))
    cell = entry("T1").model_copy(update={"paragraphs": parts})
    return report(FIRST.model_copy(update={"entries": (cell, *FIRST.entries[1:])}), SECOND)


def at_the_foot(text: str) -> Report:
    low = paragraph(text).model_copy(update={"box": Box(x0=50, top=530, x1=250, bottom=560)})
    above = paragraph("Polisen och kommunen har under våren träffat alla krogar i centrum.")
    cell = entry("T1").model_copy(update={"paragraphs": (above, low)})
    return report(FIRST.model_copy(update={"entries": (cell, *FIRST.entries[1:])}), SECOND)


FIRING = {
    "missing-report-title": [Case("none", report(title=""), where="title")],
    "missing-title": [
        Case("none", report(FIRST, SECOND.model_copy(update={"title": " "})), where="commitment 2"),
        Case(
            "a stray line",
            report(FIRST, SECOND.model_copy(update={"title": "deltog på mötet."})),
            where="commitment 2",
        ),
    ],
    "copied-entry": [
        Case(
            "T3 equals T1",
            report(FIRST, commitment(2, "Torget", *["Polisen gick femton vandringar med de boende."] * 3)),
            where="commitment 2, T2",
        )
    ],
    "text-cut-off": [
        Case("a conjunction", t1("Polisen har gått vandringar och"), where="commitment 1, T1"),
        Case("a hyphen", t1("Polisen har gått trygghets-"), where="commitment 1, T1"),
        Case("a comma", t1("Polisen, kommunen,"), where="commitment 1, T1"),
        Case(
            "a particle, in a text of some length",
            t1("Polisen har under våren gått vandringar tillsammans med"),
            where="commitment 1, T1",
        ),
        Case(
            "no full stop at the foot of the page",
            at_the_foot("Polisen har under våren gått åtta vandringar runt"),
            where="commitment 1, T1",
        ),
        Case(
            "before a page break",
            over_a_page_break("Polisen har gått i den", "Mötet hölls."),
            where="commitment 1, T1",
        ),
    ],
    "text-begins-midway": [
        Case("a cell", t1("och kommunens förvaltningar fungerar bättre."), where="commitment 1, T1"),
        Case(
            "after a full stop",
            over_a_page_break("Mötet hölls.", "delar av kommunen."),
            where="commitment 1, T1",
        ),
    ],
    "torn-text": [
        Case(
            "two columns as one",
            t1("Polisen går två kvällar i Under sommaren har närvaron ökat. veckan. Alla var med."),
            where="commitment 1, T1",
        )
    ],
    "unknown-word": [
        Case("misspelt", t1("Polisen genomfförde vandringar."), where="commitment 1, T1"),
        Case("letters lost", t1("Vardnadshavare fick strxdskydd."), where="commitment 1, T1"),
    ],
}

SILENT = {
    "missing-report-title": [Case("there", report())],
    "missing-title": [
        Case("there", report()),
        Case(
            "a sentence of its own", report(FIRST, SECOND.model_copy(update={"title": "Vi ökar tryggheten."}))
        ),
        Case(
            "a part of a sentence, in a list",
            report(FIRST, SECOND.model_copy(update={"title": "ökar tryggheten."}), layout="pairs"),
        ),
    ],
    "copied-entry": [
        Case(
            "nothing was done",
            report(
                FIRST, commitment(2, "Torget", *["Inga aktiviteter kopplade till detta är genomförda."] * 3)
            ),
        ),
        Case("short", report(FIRST, commitment(2, "Torget", "Pågår.", "Pågår.", "Pågår."))),
        Case("year to date", year_to_date()),
        Case(
            "one word differs",
            report(
                FIRST,
                commitment(
                    2,
                    "Torget",
                    "Vi gick en lång vandring till torget.",
                    "Vi gick en kort vandring till torget.",
                    "Vi slutade.",
                ),
            ),
        ),
    ],
    "text-cut-off": [
        Case("a full stop", t1("Polisen gick vandringar och.")),
        Case("no full stop", t1("Planering pågår och kommer starta upp efter semestern")),
        Case(
            "no full stop, but in the middle of the page",
            t1("Polisen har under våren gått åtta vandringar runt torget"),
        ),
        Case(
            "at the foot, with a full stop", at_the_foot("Polisen har gått åtta vandringar runt hela torget.")
        ),
        Case("a particle", t1("Det här vill vi arbeta vidare med")),
        Case("a quotation", t1("Polisen sa ”det är bra att”")),
        Case(
            "goes on on the same page",
            report(
                FIRST.model_copy(
                    update={
                        "entries": (entry("T1", "Vi arbetar med att", "Mötet hölls."), *FIRST.entries[1:])
                    }
                ),
                SECOND,
            ),
        ),
        Case(
            "joined over the page break",
            report(
                FIRST.model_copy(
                    update={
                        "entries": (
                            entry("T1").model_copy(
                                update={
                                    "paragraphs": (
                                        paragraph(
                                            "Polisen och kommunen möts.",
                                            boxes=(
                                                PageBox(page=1, box=Box(x0=0, top=0, x1=1, bottom=1)),
                                                PageBox(page=2, box=Box(x0=0, top=0, x1=1, bottom=1)),
                                            ),
                                        ),
                                    )
                                }
                            ),
                            *FIRST.entries[1:],
                        )
                    }
                ),
                SECOND,
            ),
        ),
    ],
    "text-begins-midway": [
        Case("a capital", t1("Och så vidare.")),
        Case("a digit", t1("13 möten hölls.")),
        Case("a list after a colon", over_a_page_break("Vi har:", "ordnat möten")),
        Case("a list without full stops", over_a_page_break("Möten", "ordnat möten")),
    ],
    "torn-text": [
        Case("one slip", t1("Vi gick vandringar. många deltog. Det var bra.")),
        Case(
            "abbreviations",
            t1("Polisen resp. kommunen, inkl. alla m.m. deltog, bl.a. ca. två."),
        ),
        Case("names", t1("I nätverket Det goda mötet ingår Den trygga krogen och De Cabo.")),
    ],
    "unknown-word": [
        Case(
            "compounds in no list",
            t1("Vuxennärvaro och serievåldtäktsaktörer i fastighetsägarinventeringen."),
        ),
        Case("names and acronyms", t1("På Öxnehaga arbetar SSPF och Xyzqvist med EST.")),
        Case("abbreviations and addresses", t1("Bl.a. www.skrxvla.se och a@skrxvla.se m.m.")),
        Case("the user's own", t1("Polisen skrxvlade."), Circumstances(words=frozenset({"skrxvlade"}))),
    ],
}
