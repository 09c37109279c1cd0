from __future__ import annotations

from ingest.glyph_codes import solve_tables, spell
from ingest.restoration import is_known_word

TEXT = (
    "Polisen har under våren genomfört fotpatruller i området och träffat många boende som känner oro",
    "Åtgärder för ökad trygghet på torget är påbörjade – Även skolan följer upp närvaro under året",
    "Ökade resurser till förebyggande arbete har gett färre anmälningar än föregående år",
)


def as_codes(text: str, numbers: dict[str, int]) -> str:
    return "".join(f"(cid:{numbers.get(letter, ord(letter) - 29)})" for letter in text)


def test_the_standard_order_is_decoded_exactly() -> None:
    numbers = {"Ä": 98, "Å": 99, "Ö": 103, "ä": 108, "å": 110, "ö": 124, "–": 178}
    coded = [as_codes(text, numbers) for text in TEXT]
    table = solve_tables({"Arial": coded}, is_known_word)["Arial"]
    assert [spell(text, table) for text in coded] == list(TEXT)


def test_other_numbers_are_solved_by_what_makes_swedish_words() -> None:
    numbers = {"Ä": 134, "Å": 135, "Ö": 152, "ä": 166, "å": 167, "ö": 184, "–": 2806}  # DejaVu Sans
    coded = [as_codes(text, numbers) for text in TEXT]
    table = solve_tables({"DejaVu": coded}, is_known_word)["DejaVu"]
    assert [spell(text, table) for text in coded] == list(TEXT)


def test_numbers_in_no_order_are_not_guessed() -> None:
    numbers = {letter: 500 + 7 * ord(letter) % 97 for letter in set("".join(TEXT))}
    coded = [as_codes(text, numbers) for text in TEXT]
    assert solve_tables({"Odd": coded}, is_known_word) == {}


def test_a_bold_face_with_one_heading_takes_the_table_of_its_family() -> None:
    numbers = {"Ä": 98, "Å": 99, "Ö": 103, "ä": 108, "å": 110, "ö": 124, "–": 178}
    texts = {"Arial": [as_codes(text, numbers) for text in TEXT], "Arial-Bold": [as_codes("T1 ö", numbers)]}
    tables = solve_tables(texts, is_known_word)
    assert spell(texts["Arial-Bold"][0], tables["Arial-Bold"]) == "T1 ö"
