"""Which municipality, police area and year the titles and texts name."""

from __future__ import annotations

import pytest

from ingest.places import find_place, find_year, municipalities


def test_there_are_290_municipalities_with_distinct_codes() -> None:
    assert len(municipalities()) == 290
    assert len({each.code for each in municipalities()}) == 290


@pytest.mark.parametrize(
    ("title", "code", "area"),
    [
        (
            "Uppföljning medborgarlöfte 2024 — Lokalpolisområde Södra Vätterbygden och Jönköpings kommun",
            "0680",
            "Södra Vätterbygden",
        ),
        ("Medborgarlöfte Härryda 2023", "1401", None),
        ("Medborgarlöfte 2022 Malmö stad och Polisen", "1280", None),
        ("Upplands Väsby kommun, LPO Sollentuna", "0114", "Sollentuna"),
        ("Upplands-Bro kommun", "0139", None),
        ("Södra Vätterbygdens lokalpolisområde, Habo kommun", "0643", "Södra Vätterbygden"),
        ("Borås lokalpolisområde och Borås Stad", "1490", "Borås"),
        ("Medborgarlöften i Östersund, Lokalpolisområde Jämtland Härjedalen", "2380", "Jämtland Härjedalen"),
        ("Uppföljning för Falu kommun 2023", "2080", None),
        ("Medborgarlöfte Region Gotland 2023", "0980", None),
        ("Håbo kommun 2024", "0305", None),
        ("lokalpolisområdet Härryda/Mölndal, Mölndals stad", "1481", "Härryda/Mölndal"),
        ("Jonkopings kommun, Lokalpolisomrade Sodra Vatterbygden", "0680", "Sodra Vatterbygden"),
    ],
)
def test_titles(title: str, code: str, area: str | None) -> None:
    place = find_place([title], [])
    assert place.municipality is not None
    assert (place.municipality.code, place.police_area) == (code, area)


def test_names_that_are_words_count_only_before_kommun() -> None:
    place = find_place(["Uppföljning 2024"], ["Vara på plats är viktigt. Lund är en by.", "i Vara kommun"])
    assert place.municipality is not None
    assert place.municipality.name == "Vara"
    assert find_place(["Uppföljning"], ["Vara på plats"]).municipality is None


def test_the_municipality_most_named_in_the_text_is_taken() -> None:
    place = find_place(["Uppföljning"], ["Nacka kommun", "Tyresö kommun och Tyresö kommuns skolor"])
    assert place.municipality is not None
    assert place.municipality.name == "Tyresö"


def test_no_municipality_is_a_finding() -> None:
    assert [notice.rule for notice in find_place(["Uppföljning"], []).notices] == ["unknown-municipality"]


def test_two_municipalities_in_the_title_are_a_finding() -> None:
    place = find_place(["Medborgarlöfte Eksjö kommun och Vetlanda kommun"], [])
    assert place.municipality is not None
    assert place.municipality.name == "Eksjö"
    assert [notice.rule for notice in place.notices] == ["several-municipalities"]


@pytest.mark.parametrize(
    ("title", "others", "name", "contested"),
    [
        ("polisområde Sollentuna", ["Upplands Väsby kommun, Lokal-"], "Upplands Väsby", False),
        ("Sollentuna", ["Lokalpolisområde Sollentuna", "Upplands Väsby kommun"], "Upplands Väsby", True),
        ("Lokalpolisområde Borås 2023", ["Invånarna i Borås", "Ulricehamns kommun"], "Borås", False),
        ("Medborgarlöfte Nacka", ["tillsammans med Tyresö kommun"], "Nacka", True),
        ("Medborgarlöfte Nacka", ["i Nacka har Tyresö kommun varit med"], "Nacka", False),
        ("Medborgarlöfte Nacka", ["Kommun: Tyresö", "Nacka kommun"], "Nacka", False),
        ("Uppföljning, Lokalpolisområde Nacka", ["Kommun: Värmdö"], "Värmdö", False),
        ("Uppföljning, Kommun: Värmdö, LPO Nacka", ["Nacka kommun"], "Värmdö", False),
        ("Uppföljning, Lokalpolisområde Nacka", [], "Nacka", False),
    ],
)
def test_the_name_of_a_police_area_says_less_than_kommun(
    title: str, others: list[str], name: str, contested: bool
) -> None:
    place = find_place([title], others)
    assert place.municipality is not None
    assert place.municipality.name == name
    assert [notice.rule for notice in place.notices] == ["several-municipalities"] * contested


@pytest.mark.parametrize(
    ("period_years", "title", "others", "year", "rules"),
    [
        ([], "Uppföljning 2024", [], 2024, []),
        ([2023, 2023], "Uppföljning 2024", [], 2023, []),
        ([], "Uppföljning 2022 av medborgarlöfte 2021–2023", [], 2022, []),
        ([], "Uppföljning", ["under 2023 och 2022, mest 2023"], 2023, ["year-inferred"]),
        ([], "Uppföljning", ["Lag (2023:196)"], None, ["no-year"]),
        ([], "Uppföljning", [], None, ["no-year"]),
    ],
)
def test_years(
    period_years: list[int], title: str, others: list[str], year: int | None, rules: list[str]
) -> None:
    found, notices = find_year(period_years, [title], others)
    assert (found, [notice.rule for notice in notices]) == (year, rules)
