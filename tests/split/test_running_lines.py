"""Running lines of scans, known again though misread; last lines of cells stay."""

from __future__ import annotations

from dataclasses import replace

from tests.split.pages import lines, page, words

from ingest.furniture import Parted, part_furniture
from ingest.words import Box, Page, Word

FOOT = 560.0


def scanned(given: list[Word]) -> list[Word]:
    return [replace(word, origin="ocr", confidence=0.9) for word in given]


def report(*feet: list[Word], bottom: float = 200.0) -> list[Page]:
    """Pages of text that ends at ``bottom``, each with its own words and the given foot."""
    texts = (["Polisen har", "varit ute", "i centrum"], ["Skolan har", "ordnat", "en kväll"])
    return [
        page(scanned(lines(texts[n], 50, bottom - 36, n + 1) + foot), number=n + 1)
        for n, foot in enumerate(feet)
    ]


def furniture(parted: Parted) -> list[str]:
    return [row.text for row in parted.furniture]


def test_a_foot_whose_number_was_lost_and_whose_letters_were_misread_is_furniture() -> None:
    parted = part_furniture(
        report(
            words("Kommunledningsförvaltningen", 50, FOOT),
            words("Kommuniedningsföorvaltningen 4", 50, 566, 2),
        )
    )
    assert furniture(parted) == ["Kommunledningsförvaltningen", "Kommuniedningsföorvaltningen 4"]
    assert not parted.notices


def test_a_foot_of_which_a_word_was_lost_is_furniture() -> None:
    parted = part_furniture(
        report(words("Uppföljning", 50, FOOT), words("Uppföljning medborgarlötte", 50, FOOT, 2))
    )
    assert len(parted.furniture) == 2


def test_last_lines_of_cells_that_differ_in_a_number_stay_and_are_pointed_to() -> None:
    parted = part_furniture(
        report(words("Antal besök: 12", 50, FOOT), words("Antal besök: 15", 50, FOOT, 2), bottom=FOOT - 1)
    )
    assert not parted.furniture
    assert [(notice.rule, notice.page) for notice in parted.notices] == [
        ("text-across-columns", 1),
        ("text-across-columns", 2),
    ]


def test_last_lines_of_cells_that_begin_alike_stay() -> None:
    parted = part_furniture(
        report(words("Kommunen", 50, FOOT), words("Kommunen har ordnat", 50, FOOT, 2), bottom=FOOT - 1)
    )
    assert not parted.furniture


def test_a_lone_small_foot_far_from_the_text_is_furniture_and_one_of_its_size_is_doubtful() -> None:
    small = part_furniture(report(words("Kommunledningsförvaltningen", 50, FOOT, size=8)))
    assert furniture(small) == ["Kommunledningsförvaltningen"]
    same = part_furniture(report(words("Kommunledningsförvaltningen", 50, FOOT), bottom=FOOT - 90))
    assert not same.furniture
    assert [notice.rule for notice in same.notices] == ["text-across-columns"]


def test_a_lone_foot_very_far_from_the_text_is_furniture_though_its_page_number_was_not_read() -> None:
    parted = part_furniture(report(words("Kommunledningsförvaltningen", 50, FOOT), bottom=FOOT - 110))
    assert furniture(parted) == ["Kommunledningsförvaltningen"]


def test_a_lone_foot_beside_its_page_number_on_a_page_not_quite_level_is_furniture() -> None:
    parted = part_furniture(
        report(words("Kommunledningsförvaltningen", 50, FOOT - 9) + words("1", 780, FOOT - 2))
    )
    assert furniture(parted) == ["Kommunledningsförvaltningen", "1"]


def test_digital_lines_are_compared_exactly() -> None:
    feet = (words("Kommunledningsförvaltningen", 50, FOOT), words("Kommuniedningsförvaltningen", 50, FOOT, 2))
    digital = [
        replace(
            given, words=tuple(replace(word, origin="text-layer", confidence=None) for word in given.words)
        )
        for given in report(*feet)
    ]
    assert not part_furniture(digital).furniture


def test_margins_of_a_photograph_are_those_of_its_sheet() -> None:
    """Seen with the desk around it, the foot of a sheet stands higher on the picture than that of a scan."""
    foot = words("Kommunledningsförvaltningen", 50, 520) + words("1", 700, 520)
    (scan,) = report(foot, bottom=430)
    photograph = replace(scan, paper=Box(30, 30, scan.width - 30, scan.height - 50))
    assert not furniture(part_furniture([scan])), "of a scan this is no margin"
    assert furniture(part_furniture([photograph])) == ["Kommunledningsförvaltningen 1"]
