from __future__ import annotations

import cv2
import numpy as np

from ingest.ink import Grey
from ingest.ink_cleaning import clean_ink
from ingest.paper import find_paper, spread_paper
from tests.ocr.pictures import two_columns


def on_desk(page: Grey, desk: int) -> Grey:
    """The page on a desk, lit from the left."""
    whole = cv2.copyMakeBorder(page, 90, 90, 120, 120, cv2.BORDER_CONSTANT, value=desk)
    light = np.linspace(1.0, 0.6, whole.shape[1])
    return np.asarray(whole * light, np.uint8)


def test_the_desk_is_left_out_and_the_sheet_kept() -> None:
    page = two_columns()
    found = find_paper(on_desk(page, 90))
    assert found is not None
    inside = found[90:-90, 120:-120]
    assert inside.mean() > 0.9
    assert found.sum() == inside.sum()
    assert inside[page < 128].all()


def test_light_is_carried_on_around_the_sheet() -> None:
    picture = on_desk(two_columns(), 40)
    found = find_paper(picture)
    assert found is not None
    spread = spread_paper(picture, found)
    assert (spread[found] == picture[found]).all()
    assert spread[~found].min() > 120


def test_a_scan_to_the_edge_and_one_with_a_banner_are_all_sheet() -> None:
    page = two_columns()
    assert find_paper(page) is None
    page[:90] = 60
    assert find_paper(page) is None


def test_words_whose_letters_touch_are_no_ruling_lines() -> None:
    page = np.full((500, 900), 255, np.uint8)
    for row in range(60, 420, 40):
        cv2.putText(
            page, "samarbeten inom omraden", (40, row), cv2.FONT_HERSHEY_COMPLEX, 0.7, 0, 1, cv2.LINE_AA
        )
    soft = np.asarray(cv2.blur(page, (9, 1)), np.uint8)
    cv2.line(soft, (40, 440), (800, 440), 90, 2)
    clean = clean_ink(soft)
    assert len(clean.rulings) == 1
    assert (clean.grey[:425] < 128).sum() >= 0.98 * (soft[:425] < 128).sum()


def test_a_dark_bar_full_of_light_text_becomes_paper_as_a_whole() -> None:
    page = two_columns()
    page[20:58, 80:1200] = 50
    cv2.putText(
        page, "Trygga kvallar i centrum", (90, 48), cv2.FONT_HERSHEY_SIMPLEX, 0.9, 255, 2, cv2.LINE_AA
    )
    bar = clean_ink(page).grey[20:58, 80:1200]
    assert (bar > 200).mean() > 0.8
    assert (bar < 128).any()


def test_the_sheet_goes_on_behind_the_edge_of_a_hard_shadow() -> None:
    """What is not sheet is wiped off: text in the shadow was lost, and nobody was told."""
    page = two_columns()
    picture = on_desk(page, 60)
    light = np.ones(picture.shape, np.float32)
    light[:, picture.shape[1] // 2 :] = 0.55
    shaded = np.asarray(picture * cv2.GaussianBlur(light, (0, 0), 6), np.uint8)
    found = find_paper(shaded)
    assert found is not None
    inside = found[90:-90, 120:-120]
    assert inside[page < 128].all()
    assert found.sum() == inside.sum()


def test_letters_that_touch_a_frame_stay() -> None:
    """The stem of a j that runs down to its line, and a blurred Å that fills up below the upper one."""
    page = two_columns()
    cv2.rectangle(page, (40, 30), (1250, 840), 0, 2)
    cv2.line(page, (40, 60), (1250, 60), 0, 2)
    page[806:840, 200:202] = 0
    page[62:76, 700:716] = 0
    page[76:88, 700:704] = 0
    page[76:88, 712:716] = 0
    clean = clean_ink(page).grey
    assert (clean[808:836, 200:202] < 128).all()
    assert (clean[66:76, 702:714] < 128).all()
    assert (clean[300:600, 38:44] > 200).all(), "the frame itself is taken out"
