"""Keys of commitments: the same over runs, years and misread letters; different otherwise."""

from __future__ import annotations

from ingest.archive.keys import commitment_keys, fold, place_key

TITLE = "Utveckla Vätterhems trygghet- och säkerhetsarbete"


def test_a_commitment_keeps_its_key_over_years_and_lost_letters() -> None:
    keys = {
        commitment_keys("0680", [title])[0]
        for title in (TITLE, TITLE.upper(), "Utveckla Vatterhems  trygghet– och sakerhetsarbete.")
    }

    assert keys == {"0680-utveckla-vatterhems-trygghet-och-b0a98879"}


def test_other_titles_and_other_places_have_other_keys() -> None:
    assert commitment_keys("0680", [TITLE]) != commitment_keys("0780", [TITLE])
    assert commitment_keys("0680", [TITLE]) != commitment_keys("0680", [TITLE + " 2"])


def test_titles_alike_in_one_report_are_numbered_in_their_order() -> None:
    first, second, third = commitment_keys("0680", ["Trygghet", "TRYGGHET", "Trygghet!"])

    assert (second, third) == (f"{first}-2", f"{first}-3")


def test_a_title_without_letters_has_a_key() -> None:
    assert commitment_keys("0680", ["–"]) == ("0680-e3b0c442",)
    assert commitment_keys("0680", ["警察"])[0].startswith("0680-")


def test_a_place_is_its_code_or_its_name() -> None:
    assert place_key("0680", "Jönköping", None) == "0680"
    assert place_key(None, "Jönköping", None) == "jonkoping"
    assert place_key(None, None, "Södra Vätterbygden") == "sodra-vatterbygden"
    assert place_key(None, None, None) == "0000"


def test_folding_keeps_words_apart() -> None:
    assert fold("Trygghet/säkerhet\ni  Råslätt") == "trygghet sakerhet i raslatt"
