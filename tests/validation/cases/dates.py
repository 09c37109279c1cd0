"""Rules on dates: reports that break each, and the nearest that do not."""

from __future__ import annotations

from schema import Heading
from tests.validation.cases.case import Case, t1, t2, t3, year_to_date
from tests.validation.reports import commitment, report

DATED_2023 = "Möten hölls 14 mars 2023, i april 2023 och under våren 2023."

FIRING = {
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
}

SILENT = {
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
}
