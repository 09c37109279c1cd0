"""Period headings: what they name, when they stand alone, and what OCR makes of them."""

from __future__ import annotations

import pytest

from ingest.periods import in_order, named_in, read_period


@pytest.mark.parametrize(
    ("heading", "name", "months", "kind", "year"),
    [
        ("Tertial 1", "T1", (1, 4), "period", None),
        ("Tertial 3:", "T3", (9, 12), "period", None),
        ("TERTIAL 2", "T2", (5, 8), "period", None),
        ("Tertial 2'", "T2", (5, 8), "period", None),  # a speck of a fax
        ("T1 2023", "T1", (1, 4), "period", 2023),
        ("Tertial 1 2024", "T1", (1, 4), "period", 2024),
        ("Tertial 12024", "T1", (1, 4), "period", 2024),  # OCR lost the blank
        ("Tenial 2", "T2", (5, 8), "period", None),  # r and t read as one letter
        ("Tertial 1 (januari–april)", "T1", (1, 4), "period", None),
        ("Tertial 2 (januari–augusti)", "T2", (1, 8), "year-to-date", None),
        ("Tertial 2 per den 31 augusti", "T2", (1, 8), "year-to-date", None),
        ("T1, januari–april", "T1", (1, 4), "period", None),
        ("Tertial III", "T3", (9, 12), "period", None),
        ("Första tertialet", "T1", (1, 4), "period", None),
        ("Tertial 1–2", "T2", (1, 8), "year-to-date", None),
        ("Januari–april", "T1", (1, 4), "period", None),
        ("Maij–augusti", "T2", (5, 8), "period", None),  # a letter of one month misread
        ("anuari–april", "T1", (1, 4), "period", None),
        ("Mai-augusti", "T2", (5, 8), "period", None),
        ("Septembor–december", "T3", (9, 12), "period", None),
        ("jan - apr 2024", "T1", (1, 4), "period", 2024),
        ("Sept–dec", "T3", (9, 12), "period", None),
        ("Januari – augusti", "T2", (1, 8), "year-to-date", None),
        ("per den 31 augusti", "T2", (1, 8), "year-to-date", None),
        ("Per 2024-08-31", "T2", (1, 8), "year-to-date", 2024),
        ("Kvartal 1", "Q1", (1, 3), "period", None),
        ("Q4 2022", "Q4", (10, 12), "period", 2022),
        ("Andra kvartalet 2024", "Q2", (4, 6), "period", 2024),
        ("Första halvåret", "H1", (1, 6), "period", None),
        ("Halvår 2", "H2", (7, 12), "period", None),
        ("Våren 2024", "H1", (1, 6), "period", 2024),
        ("Höst", "H2", (7, 12), "period", None),
        ("Delår", "T2", (1, 8), "year-to-date", None),
        ("Helår 2024", "Y", (1, 12), "year", 2024),
        ("Uppföljning tertial 1", "T1", (1, 4), "period", None),
        ("Resultat T2", "T2", (5, 8), "period", None),
    ],
)
def test_heading_names_its_period(
    heading: str, name: str, months: tuple[int, int], kind: str, year: int | None
) -> None:
    period = read_period(heading)
    assert period is not None
    assert (period.name, (period.first_month, period.last_month), period.kind, period.year) == (
        name,
        months,
        kind,
        year,
    )


@pytest.mark.parametrize(
    ("damaged", "name"),
    [
        ("Tertia1 l", "T1"),
        ("TertiaI 2", "T2"),
        ("Tertial I", "T1"),
        ("Tertial |", "T1"),
        ("Tertlal 3", "T3"),
        ("Fertial 2", "T2"),
        ("Tertial1", "T1"),
        ("Halvar 1", "H1"),
        ("Tertial Z", "T2"),
        ("TertialZ", "T2"),
        ("T Z", "T2"),
        ("T !", "T1"),
        ("T l", "T1"),
    ],
)
def test_damaged_heading_is_recognised(damaged: str, name: str) -> None:
    period = read_period(damaged)
    assert period is not None and period.name == name


@pytest.mark.parametrize(
    "text",
    [
        "Tertial",
        "Tertial 4",
        "2024",
        "Material 1",
        "Mat–dryck",
        "Mars–april",
        "Malmö–Lund",
        "Januari",
        "Ansvarig",
        "Under tertial 2 har arbetet fortsatt",
        "Tertial 1 och vad vi lärde",
        "våren kom tidigt",
        "",
    ],
)
def test_other_text_is_no_heading(text: str) -> None:
    assert read_period(text) is None


def test_text_names_its_periods_once_each() -> None:
    text = "Påbörjad i tertial 3, planerad under tertial ett och tredje tertialet."
    assert [period.name for period in named_in(text)] == ["T1", "T3"]


def test_season_and_month_in_text_name_no_period() -> None:
    assert named_in("Under våren, i augusti och 13/1 genomfördes möten.") == ()


def test_periods_stand_in_the_order_of_the_year() -> None:
    headings = ["Helår", "Tertial 3", "Tertial 1", "Tertial 2 2024", "Tertial 1"]
    periods = [period for text in headings if (period := read_period(text))]
    assert [period.name for period in in_order(periods)] == ["T1", "T2", "T3", "Y"]
