"""Every rule on a report that breaks it and on the nearest report that does not."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

import pytest

from ingest.validation import RULES, Circumstances, check
from ingest.validation.rule import Thresholds
from schema import (
    Correction,
    Finding,
    Furniture,
    Heading,
    PageBox,
    PageReading,
    Report,
    SideField,
    Unassigned,
)
from schema.report import Box
from tests.validation.reports import clean_commitments, commitment, entry, paragraph, report

FIRST, SECOND = clean_commitments()
NOTHING = Circumstances()


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


def corrected(confidence: float) -> Report:
    correction = Correction(
        start=0, end=5, text_start=0, text_end=5, before="Hdlls", after="Hölls",
        kind="ocr", confidence=confidence, reason="letters", alternatives=("Hålls",),
    )  # fmt: skip
    text = paragraph("Hölls i mars.", corrections=(correction,))
    cell = entry("T1").model_copy(update={"paragraphs": (text,)})
    return report(FIRST.model_copy(update={"entries": (cell, *FIRST.entries[1:])}), SECOND)


def read_by_ocr(confidence: float | None) -> Report:
    return report(
        page_readings=(
            PageReading(
                page=2, diagnosis="no-text", reason="a picture", read_by="ocr", confidence=confidence
            ),
        )
    )


def over_a_page_break(first: str, second: str) -> Report:
    parts = (paragraph(first, 1), paragraph(second, 2))
    cell = entry("T1").model_copy(update={"paragraphs": parts})
    return report(FIRST.model_copy(update={"entries": (cell, *FIRST.entries[1:])}), SECOND)


def at_the_foot(text: str) -> Report:
    low = paragraph(text).model_copy(update={"box": Box(x0=50, top=530, x1=250, bottom=560)})
    above = paragraph("Polisen och kommunen har under våren träffat alla krogar i centrum.")
    cell = entry("T1").model_copy(update={"paragraphs": (above, low)})
    return report(FIRST.model_copy(update={"entries": (cell, *FIRST.entries[1:])}), SECOND)


def year_to_date() -> Report:
    same = "Polisen gick femton trygghetsvandringar med boende."
    cells = (
        entry("T1", same),
        entry("T2", same, kind="year-to-date", start=datetime.date(2024, 1, 1)),
        entry("T3", "Vandringarna fortsatte."),
    )
    return report(FIRST, SECOND.model_copy(update={"entries": cells}))


NO_SUMMER = commitment(2, SECOND.title, "Polisen gick vandringar.", "", "Vandringarna fortsatte.")
ONLY_SPRING = [commitment(number, f"Löfte {number}", "Möten hölls.") for number in (1, 2, 3)]
LAST_YEAR = report(
    commitment(1, "Krogar mot knark"),
    commitment(2, "Tryggt torg i centrum"),
    commitment(3, "Bilburen ungdom"),
)
DATED_2023 = "Möten hölls 14 mars 2023, i april 2023 och under våren 2023."

INTRODUCTION = Unassigned(text="Vi lovar", page=1, reason="introduction, before the first commitment")

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
    "no-year": [Case("none", report(title="Uppföljning medborgarlöfte Jönköping", year=None), where="title")],
    "unknown-municipality": [
        Case("none named", report(municipality=None, municipality_code=None), where="title"),
        Case("no such one", report(municipality="Ankeborg", municipality_code=None), where="title"),
    ],
    "unknown-police-area": [Case("none named", report(police_area=None), where="title")],
    "unusual-layout": [Case("mixed", report(layout="mixed")), Case("unknown", report(layout="unknown"))],
    "date-outside-period": [
        Case("a listed date", t2("13/1 Österängen, Gängsnacket"), where="commitment 1, T2"),
        Case(
            "told as done, later",
            t1("Polisen utbildade trettio personer i oktober."),
            where="commitment 1, T1",
        ),
        Case("a day, no verb", t1("Uppföljningsmöte 16/5 med tio deltagare."), where="commitment 1, T1"),
        Case(
            "told as done, earlier", t3("Ett möte hölls den 5 mars med tio boende."), where="commitment 1, T3"
        ),
        Case("another tertial named", t3("Under tertial två har möten hållits."), where="commitment 1, T3"),
        Case("a season", t1("Under hösten genomfördes en vandring."), where="commitment 1, T1"),
    ],
    "year-mismatch": [
        Case("the text is last year's", t1(DATED_2023), where="title"),
        Case(
            "two dates of last year, none of this", t1("Hölls 14 mars 2023 och 9 april 2023."), where="title"
        ),
        Case(
            "the headings name another year",
            report(headings=(Heading(text="Tertial 1 2023", role="period", page=1),)),
            where="title",
        ),
        Case(
            "the year of the title lost to the headings'",
            report(title="Uppföljning 2022", headings=(Heading(text="T1 2024", role="period", page=1),)),
            where="title",
        ),
    ],
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
    "personnummer": [
        Case("with a hyphen", t1("Kontakta 850709-9805 för mer."), where="commitment 1, T1"),
        Case("with the century", t1("Kontakta 198507099805."), where="commitment 1, T1"),
        Case("with both", t1("Kontakta 19850709-9805."), where="commitment 1, T1"),
        Case("ten digits", t1("Kontakta 8507099805."), where="commitment 1, T1"),
        Case("a coordination number", t1("Kontakta 701063-2391."), where="commitment 1, T1"),
        Case("a dash from the word processor", t1("Kontakta 850709–9805."), where="commitment 1, T1"),
        Case("in a footer", report(furniture=(Furniture(text="850709-9805", page=2),)), where="page 2"),
    ],
    "email-address": [
        Case("in an entry", t1("Skriv till anna.berg@jonkoping.se för mer."), where="commitment 1, T1"),
        Case("with Swedish letters", t1("Skriv till anna@jönköping.se."), where="commitment 1, T1"),
        Case(
            "in a side field",
            report(
                FIRST.model_copy(update={"fields": (SideField(name="Ansvarig", text="a@b.se", page=1),)}),
                SECOND,
            ),
            where="commitment 1, Ansvarig",
        ),
    ],
    "phone-number": [
        Case("landline", t1("Ring 036-10 50 00 vid frågor."), where="commitment 1, T1"),
        Case("mobile", t1("Ring 070-123 45 67."), where="commitment 1, T1"),
        Case("mobile without blanks", t1("Ring 0701234567."), where="commitment 1, T1"),
        Case("international", t1("Ring +46 (0)36 10 50 00."), where="commitment 1, T1"),
    ],
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
    "low-page-confidence": [Case("0.6", read_by_ocr(0.6), where="page 2")],
    "doubtful-word": [Case("0.5", corrected(0.5), where="commitment 1, T1")],
    "introduction": [Case("two lines", report(unassigned=(INTRODUCTION, INTRODUCTION)))],
    "unassigned-text": [
        Case(
            "a stray",
            report(unassigned=(Unassigned(text="Bild 3", page=2, reason="no column"),)),
            where="page 2",
        )
    ],
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
    "no-year": [Case("2024", report())],
    "unknown-municipality": [Case("Jönköping", report())],
    "unknown-police-area": [Case("named", report())],
    "unusual-layout": [Case("matrix", report(layout="matrix"))],
    "date-outside-period": [
        Case("in its period", t2("7/5 Ljungarrumsskolan, Gängsnacket")),
        Case("planned", t2("Två tillfällen är planerade under november samt december.")),
        Case("tabled", t2("Tänkt beslut i kommunfullmäktige i november.")),
        Case("present passive", t2("Intervjuer genomförs under november månad.")),
        Case("a date set ahead", t1("Ett första datum beslutades till 23/5.")),
        Case("looking back", t3("Projektet som startade i mars har fortsatt.")),
        Case("since", t2("Sedan i mars har tio möten hållits.")),
        Case("compared", t2("Arbetet har fortskridit likt första kvartalet.")),
        Case("a range that reaches in", t2("Under tiden juli till september arrangerades fyra workshops.")),
        Case("last year", t1("Under hösten 2023 och 2024 väcktes frågan.")),
        Case("next year", t1("Utredningen blir klar 2025 januari.")),
        Case("a law", t3("Lag (2023:196) har införts.")),
        Case("a share", t3("1/3 av de boende har svarat.")),
        Case("year to date", year_to_date()),
        Case(
            "no year at all, but the month fits",
            report(commitment(1, "x", "Hölls 5/3.", year=None), year=None),
        ),
    ],
    "year-mismatch": [
        Case(
            "plans for next year",
            t3("Datum för våren 2025 är beslutat. Plan för hösten 2025. Klart i maj 2025."),
        ),
        Case("two looks back", t1("Jämfört med mars 2023 och april 2023 har brotten minskat.")),
        Case("one of last year", t1("Frågan väcktes i mars 2023.")),
        Case(
            "more of this year",
            t1(DATED_2023 + " Nya möten hölls i januari 2024, i februari 2024, i mars 2024."),
        ),
        Case("headings of the year", report(headings=(Heading(text="T1 2024", role="period", page=1),))),
    ],
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
    "personnummer": [
        Case("wrong check digit", t1("Ärende 850709-9806.")),
        Case("no date", t1("Organisationsnummer 212000-0530.")),
        Case("a case", t1("Diarienummer 0680-K12345-24, dnr 2024/850709-9805.")),
        Case("a phone number", t1("Ring 0701234567.")),
        Case("longer", t1("Konto 1234850709980512.")),
    ],
    "email-address": [
        Case("an account", t1("Följ @polisen_jkpg för mer.")),
        Case(
            "allowed",
            t1("Skriv till Kommun@Jonkoping.se."),
            Circumstances(public_contacts=frozenset({"kommun@jonkoping.se"})),
        ),
    ],
    "phone-number": [
        Case("emergency and police", t1("Ring 112, 114 14 eller 1177.")),
        Case(
            "amounts, years, dates, ages", t1("120 000 kronor 2023-2024, 2024-03-14, 20/11+26/11, 18-25 år.")
        ),
        Case("a case", t1("Dnr KS 2024/0123-45, 0680-K12345-24.")),
        Case("allowed", t1("Ring +46 36 10 50 00."), Circumstances(public_contacts=frozenset({"036105000"}))),
    ],
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
    "low-page-confidence": [
        Case("0.95", read_by_ocr(0.95)),
        Case("digital", read_by_ocr(None)),
        Case("a lower bar", read_by_ocr(0.6), Circumstances(thresholds=Thresholds(page_confidence=0.5))),
    ],
    "doubtful-word": [Case("sure", corrected(0.99))],
    "introduction": [Case("none", report())],
    "unassigned-text": [
        Case("none", report()),
        Case("an introduction", report(unassigned=(INTRODUCTION,))),
        Case("a contents", report(unassigned=(Unassigned(text="1.", page=1, reason="table of contents"),))),
        Case(
            "said by the reading",
            report(
                unassigned=(Unassigned(text="Sammantaget", page=2, reason="no column"),),
                findings=(
                    Finding(rule="text-across-columns", severity="warning", message="A line: “Sammantaget”"),
                ),
            ),
        ),
    ],
}

CHECKED = [rule.id for rule in RULES if rule.check is not None]


def _cases(table: dict[str, list[Case]]) -> list[object]:
    return [
        pytest.param(rule, case, id=f"{rule}: {case.name}") for rule, cases in table.items() for case in cases
    ]


@pytest.mark.parametrize(("rule", "case"), _cases(FIRING))
def test_fires(rule: str, case: Case) -> None:
    findings = [finding for finding in check(case.report, case.circumstances) if finding.rule == rule]
    assert findings, f"{rule} found nothing"
    assert findings[0].where == case.where


@pytest.mark.parametrize(("rule", "case"), _cases(SILENT))
def test_does_not_fire(rule: str, case: Case) -> None:
    assert not [finding for finding in check(case.report, case.circumstances) if finding.rule == rule]


@pytest.mark.parametrize("rule", CHECKED)
def test_every_rule_has_a_case_of_each_kind(rule: str) -> None:
    assert FIRING[rule]
    assert SILENT[rule]


def test_the_clean_report_is_clean() -> None:
    assert check(report()) == ()


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("Kontakta 850709-9805.", "850709"),
        ("Skriv till anna.berg@jonkoping.se.", "anna"),
        ("Ring 036-10 50 00.", "10 50"),
    ],
)
def test_messages_mask_personal_data(text: str, secret: str) -> None:
    (finding,) = check(t1(text))
    assert secret not in finding.message


def test_the_reading_is_not_repeated() -> None:
    said = Finding(rule="no-year", severity="warning", message="said while reading", where="title")
    found = check(report(title="Uppföljning Jönköping", year=None, findings=(said,)))
    assert [finding.message for finding in found if finding.rule == "no-year"] == ["said while reading"]


def test_rules_can_be_switched_off_and_weighed_otherwise() -> None:
    broken = t1("Ring 036-10 50 00 eller skriv till a@b.se.")
    assert [finding.rule for finding in check(broken)] == ["email-address", "phone-number"]
    (finding,) = check(broken, choices={"email-address": "off", "phone-number": "error"})
    assert (finding.rule, finding.severity) == ("phone-number", "error")


def test_ids_are_unique_and_readable() -> None:
    ids = [rule.id for rule in RULES]
    assert len(ids) == len(set(ids))
    for rule in RULES:
        assert rule.id == rule.id.lower().replace("_", "-")
        assert rule.reason.endswith(".") and "\n" not in rule.reason
        assert rule.remedy.endswith(".") and "\n" not in rule.remedy
