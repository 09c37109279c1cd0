"""Rules on personal data: reports that break each, and the nearest that do not."""

from __future__ import annotations

from ingest.validation import Circumstances
from schema import Furniture, SideField
from tests.validation.cases.case import FIRST, SECOND, Case, t1
from tests.validation.reports import report

FIRING = {
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
}

SILENT = {
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
}
