from __future__ import annotations

import datetime

import pytest

from ingest.validation.date_mentions import date_mentions, years_named


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("13/1 Österängen", "2024-01-13", "2024-01-13"),
        ("15-16/4 Rosenlund", "2024-04-15", "2024-04-16"),
        ("1/1-30/4", "2024-01-01", "2024-04-30"),
        ("möte 2024-03-14 i Huskvarna", "2024-03-14", "2024-03-14"),
        ("den 9 april", "2024-04-09", "2024-04-09"),
        ("14:e mars", "2024-03-14", "2024-03-14"),
        ("med start i juni", "2024-06-01", "2024-06-30"),
        ("Under tiden juli till september arrangerade", "2024-07-01", "2024-09-30"),
        ("januari–april", "2024-01-01", "2024-04-30"),
        ("under november samt", "2024-11-01", "2024-11-30"),
        ("klar 2025 januari", "2025-01-01", "2025-01-31"),
        ("7/10 2023", "2023-10-07", "2023-10-07"),
        ("under våren 2025", "2025-01-01", "2025-06-30"),
        ("Under tertial två har", "2024-05-01", "2024-08-31"),
        ("första tertialet", "2024-01-01", "2024-04-30"),
        ("likt första kvartalet", "2024-01-01", "2024-03-31"),
        ("under andra halvåret", "2024-07-01", "2024-12-31"),
        ("verksam under T2.", "2024-05-01", "2024-08-31"),
    ],
)
def test_a_date_is_found_with_its_first_and_last_day(text: str, first: str, last: str) -> None:
    (mention,) = date_mentions(text)
    assert mention.dates(2024) == (datetime.date.fromisoformat(first), datetime.date.fromisoformat(last))


@pytest.mark.parametrize(
    "text",
    [
        "Lag (2023:196) om kommuners ansvar",
        "bemannat 24/7",
        "1/3 av de boende",
        "en 1/2 tjänst",
        "läsåret 2023/24",
        "sidan 3 (12)",
        "unga vuxna 18-25 år",
        "dnr 2024/123",
        "§ 12/4",
        "ca 35 deltagare",
        "Ring 036-10 50 00",
        "tillsammans med Maj Andersson",
        "handla inför jul och nyår",
        "31/2",
        "5.3/4",
        "T4 och Q7",
    ],
)
def test_what_is_no_date_is_left_alone(text: str) -> None:
    assert date_mentions(text) == []


def test_every_date_of_a_list_is_found_in_order() -> None:
    mentions = date_mentions("20/11+26/11, Engelska skolan, och 7/10")
    assert [mention.written for mention in mentions] == ["20/11", "26/11", "7/10"]


def test_years_are_those_of_dates_and_not_of_laws() -> None:
    assert years_named("Under 2024 och våren 2025, enligt lag (2023:196) och 14 mars 2022") == [
        2025,
        2022,
        2024,
    ]
