"""What the ink of words tells: size, weight, baseline, and the signs the engine does not know."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from ingest.ink import Grey
from ingest.letter_sizes import line_sizes, with_one_text_size
from ingest.letter_weights import bold_lines
from ingest.missing_signs import tell_missing_signs
from ingest.ocr import _is_debris, _is_line
from ingest.tesseract import SheetWord
from ingest.word_ink import baseline_of, fit_to_ink, set_on_baseline, tell_stops
from ingest.words import Box, Page, Word


def word(text: str, height: int, line: int, x0: int = 0, top: int = 0) -> SheetWord:
    return SheetWord(text, x0, top, x0 + 12 * len(text), top + height, 0.9, (1, 1, line))


def test_lines_without_tall_letters_are_not_smaller_type() -> None:
    text = [
        [word("dag", 29, n), word("hus", 22, n), word("gran", 22, n), word("oro", 16, n)] for n in range(9)
    ]
    lines = {(1, 1, n): line for n, line in enumerate(text)}
    lines[1, 1, 20] = [word("om", 16, 20), word("oss", 16, 20)]
    lines[1, 1, 21] = [word("Resultat", 29, 21)]
    sizes = line_sizes(lines)
    assert sizes[1, 1, 20] == sizes[1, 1, 0]
    assert sizes[1, 1, 21] / sizes[1, 1, 0] == pytest.approx(1.3, abs=0.06)


def test_a_line_whose_only_tall_letter_is_a_ringed_one_is_as_large_as_the_line_above_it() -> None:
    """“områdena” was told 14 % larger than the first line of its title: an å is higher than a d."""
    lines = {(1, 1, n): [word("dag", 29, n), word("hus", 22, n), word("gran", 22, n)] for n in range(9)}
    lines[1, 1, 20] = [word("hus", 29, 20), word("gran", 29, 20)]
    lines[1, 1, 21] = [word("områdena", 34, 21)]
    sizes = line_sizes(lines)
    assert sizes[1, 1, 20] == sizes[1, 1, 21] > 1.2 * sizes[1, 1, 0]


def test_words_of_shapes_that_the_text_has_tell_more_than_others() -> None:
    """“Ökad trygghet” in a font whose Ö is low was told no larger than the text, and no title."""
    lines = {(1, 1, n): [word("dag", 29, n), word("hus", 22, n), word("gran", 22, n)] for n in range(9)}
    lines[1, 1, 20] = [word("Ökad", 31, 20), word("dygn", 38, 20)]
    sizes = line_sizes(lines)
    assert sizes[1, 1, 20] == pytest.approx(1.3 * sizes[1, 1, 0], rel=0.03)


def test_a_ruling_line_read_as_a_word_tells_no_size() -> None:
    """Beside “Hösten” dots of a line were “aa”, and the heading was told a fifth as large as it is."""
    lines = {(1, 1, n): [word("dag", 29, n), word("hus", 22, n), word("gran", 22, n)] for n in range(9)}
    lines[1, 1, 20] = [word("Hus", 22, 20), word("aa", 4, 20)]
    sizes = line_sizes(lines)
    assert sizes[1, 1, 20] == sizes[1, 1, 0]


@pytest.mark.parametrize(
    ("text", "height", "confidence", "is_line"),
    [("aa", 5, 0.1, True), ("aa", 16, 0.1, False), ("aa", 5, 0.9, False), ("–", 3, 0.1, False)],
)
def test_what_is_left_of_a_line_is_no_word(text: str, height: int, confidence: float, is_line: bool) -> None:
    assert _is_line(replace(word(text, height, 1), confidence=confidence), 30.0) is is_line


@pytest.mark.parametrize(("label", "high"), [("4,", 28), ("4.", 21)])
def test_the_number_before_a_title_tells_no_size(label: str, high: int) -> None:
    """A full stop read as a comma, or a figure of a font that hangs it: a bold title was told smaller."""
    text = [[word("dag", 29, n), word("hus", 22, n), word("gran", 22, n)] for n in range(9)]
    lines = {(1, 1, n): line for n, line in enumerate(text)}
    lines[1, 1, 20] = [word(label, high, 20), word("Dialog", 38, 20)]
    lines[1, 1, 21] = [word("4.", 28, 21), word("Dialog", 38, 21)]
    sizes = line_sizes(lines)
    assert sizes[1, 1, 20] == sizes[1, 1, 21] == pytest.approx(1.3 * sizes[1, 1, 0], rel=0.05)


def test_a_j_that_hangs_below_the_line_makes_no_heading() -> None:
    text = [[word("dag", 29, n), word("hus", 22, n), word("gran", 22, n)] for n in range(9)]
    lines = {(1, 1, n): line for n, line in enumerate(text)}
    lines[1, 1, 20] = [word("Johansson.", 29, 20)]
    lines[1, 1, 21] = [word("Johansson.", 22, 21)]
    sizes = line_sizes(lines)
    assert sizes[1, 1, 20] == sizes[1, 1, 21] == sizes[1, 1, 0]
    lines[1, 1, 22] = [word("Johansson.", 40, 22)]
    assert line_sizes(lines)[1, 1, 22] > 1.2 * sizes[1, 1, 0], "a title may begin with one"


def written(lines: list[tuple[str, bool]]) -> tuple[Grey, dict[tuple[int, int, int], list[SheetWord]]]:
    """Lines of text, some of them with thicker strokes."""
    sheet = np.full((60 * len(lines) + 40, 900), 255, np.uint8)
    found = {}
    for number, (text, bold) in enumerate(lines):
        foot = 60 * number + 50
        cv2.putText(sheet, text, (20, foot), cv2.FONT_HERSHEY_SIMPLEX, 1, 0, 2, cv2.LINE_AA)
        if bold:
            line = sheet[foot - 40 : foot + 15]
            line[:] = cv2.erode(line, np.ones((2, 3), np.uint8))
        whole = SheetWord(text, 0, foot - 40, 900, foot + 15, 0.9, (1, 1, number))
        found[1, 1, number] = [fit_to_ink(whole, sheet)]
    return sheet, found


def test_bold_lines_are_told_by_their_strokes() -> None:
    sheet, lines = written(
        [("Trygga kvaller", True), ("Polisen har arbetat med", False), ("trygghet i centrum och", False)]
    )
    assert bold_lines(lines, dict.fromkeys(lines, 30.0), sheet) == {(1, 1, 0)}


def test_a_short_line_is_plain_that_is_nearer_to_plain_lines_than_to_bold_ones(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """“Pågår.” had strokes 1.163 times as wide as the text, where headings had 1.36, and was a title."""
    strokes = {"Polisen": 4.0, "Pågår.": 4.65, "Kvartal": 5.44}
    monkeypatch.setattr("ingest.letter_weights._stroke_width", lambda line, sheet: strokes[line[0].text])
    texts = ["Polisen"] * 9 + ["Kvartal"] * 3 + ["Pågår."]
    lines = {(1, 1, n): [word(text, 29, n)] for n, text in enumerate(texts)}
    bold = bold_lines(lines, dict.fromkeys(lines, 30.0), np.zeros((1, 1), np.uint8))
    assert {lines[key][0].text for key in bold} == {"Kvartal"}


def test_a_page_of_one_weight_has_no_bold_lines() -> None:
    sheet, lines = written([("Polisen har arbetat med", True), ("trygghet i centrum och", True)])
    assert not bold_lines(lines, dict.fromkeys(lines, 30.0), sheet)


def test_words_of_a_bent_line_get_one_top_and_bottom() -> None:
    line = [word("oro", 16, 1, 0, 100), word("gran", 22, 1, 50, 102), word("hus", 22, 1, 120, 98)]
    foot = baseline_of(line, 30.0)
    assert foot is not None
    assert len({(one.top, one.bottom) for one in set_on_baseline(line, 30.0, foot)}) == 1


def mark(hangs: int) -> tuple[Grey, SheetWord]:
    """A sign 24 high whose foot is so many pixels under row 60, on which the line stands."""
    sheet = np.full((100, 60), 255, np.uint8)
    sheet[36 + hangs : 60 + hangs, 20:34] = 0
    return sheet, SheetWord("8,", 20, 36 + hangs, 34, 60 + hangs, 0.9, (1, 1, 1))


@pytest.mark.parametrize(("hangs", "text"), [(5, "§,"), (0, "8,")])
def test_a_figure_that_hangs_below_the_line_is_a_section_sign(hangs: int, text: str) -> None:
    sheet, sign = mark(hangs)
    assert [one.text for one in tell_missing_signs([sign], 30.0, 60.0, sheet)] == [text]


def ended_by(tail: int, shade: int, text: str = "dag,") -> tuple[Grey, SheetWord]:
    """A word of two strokes and a dot on row 60, from which a tail hangs, in a sheet of 30 pixel type."""
    sheet = np.full((100, 200), 255, np.uint8)
    sheet[40:60, 20:26] = sheet[40:60, 34:40] = sheet[56:60, 44:48] = 0
    sheet[60 : 60 + tail, 44:47] = shade
    return sheet, SheetWord(text, 20, 40, 48, 60 + tail, 0.9, (1, 1, 1))


@pytest.mark.parametrize(
    ("tail", "shade", "text"),
    [
        (0, 255, "dag."),
        (5, 0, "dag,"),
        (5, 150, "dag,"),  # the tail of a comma in small type is a shade, too light to be ink
    ],
)
def test_a_comma_without_a_tail_is_a_full_stop(tail: int, shade: int, text: str) -> None:
    sheet, read = ended_by(tail, shade)
    assert [one.text for one in tell_stops([read], 30.0, 60.0, sheet)] == [text]


@pytest.mark.parametrize(("following", "text"), [("Den", "dag."), ("som", "dag,")])
def test_before_a_small_letter_a_comma_stays(following: str, text: str) -> None:
    sheet, read = ended_by(0, 255)
    sheet[40:60, 56:62] = 0
    line = [read, SheetWord(following, 56, 40, 90, 60, 0.9, (1, 1, 1))]
    assert tell_stops(line, 30.0, 60.0, sheet)[0].text == text


def test_the_foot_of_the_next_letter_is_no_full_stop() -> None:
    sheet, read = ended_by(5, 0)
    sheet[57:60, 55:58] = 0  # a serif, which goes on beyond what is looked at
    sheet[40:60, 57:60] = 0
    assert tell_stops([read], 30.0, 60.0, sheet)[0].text == "dag,"


def test_other_signs_stay() -> None:
    sheet, read = ended_by(0, 255)
    for text in ("dag", "dag.", "dag;", ","):
        assert tell_stops([replace(read, text=text)], 30.0, 60.0, sheet)[0].text == text


@pytest.mark.parametrize(
    ("text", "above", "below"),
    [("hus", 4, 0), ("hus", 0, 4), ("dag", 4, 4)],
)
def test_ink_of_the_lines_above_and_below_is_none_of_the_word(text: str, above: int, below: int) -> None:
    """In lines set close the box of a word reaches into both; it was taken for larger type, a heading."""
    sheet = np.full((100, 200), 255, np.uint8)
    sheet[40:60, 20:80] = 0
    sheet[24:28, 30:50] = sheet[68:72, 30:50] = 0
    box = SheetWord(text, 10, 24 if above else 40, 90, 68 + below if below else 60, 0.9, (1, 1, 1))
    fitted = fit_to_ink(box, sheet)
    assert (fitted.x0, fitted.top, fitted.x1, fitted.bottom) == (20, 40, 80, 60)


@pytest.mark.parametrize(("text", "white"), [("är", 4), ("ö", 6), ("i:", 5)])
def test_dots_over_letters_are_of_the_word(text: str, white: int) -> None:
    sheet = np.full((100, 200), 255, np.uint8)
    sheet[45:60, 20:80] = 0
    sheet[45 - white - 4 : 45 - white, 30:34] = 0
    box = SheetWord(text, 10, 45 - white - 4, 90, 60, 0.9, (1, 1, 1))
    assert fit_to_ink(box, sheet).top == 45 - white - 4


@pytest.mark.parametrize(
    ("text", "above", "is_dirt"),
    [
        ("skal", True, True),
        ("hus", False, True),
        ("rån", True, False),
        ("Åsa", True, False),
        ("dag", False, False),
    ],
)
def test_a_speck_over_or_under_a_word_makes_it_no_larger(text: str, above: bool, is_dirt: bool) -> None:
    """Over letters that rise as high as dots there is no dot; a title was a third larger for one."""
    sheet = np.full((140, 200), 255, np.uint8)
    sheet[50:90, 20:80] = 0
    speck = slice(38, 46) if above else slice(94, 102)
    sheet[speck, 40:48] = 0
    fitted = fit_to_ink(SheetWord(text, 10, 36, 90, 104, 0.9, (1, 1, 1)), sheet)
    assert ((fitted.top, fitted.bottom) == (50, 90)) is is_dirt


def test_what_is_left_of_a_ruling_line_under_a_word_is_none_of_it() -> None:
    """Of “Våren | Hösten” the second stood half a line lower, and the row was no header."""
    sheet = np.full((140, 200), 255, np.uint8)
    sheet[50:90, 20:80] = 0
    sheet[96:99, 10:90:6] = 0
    sheet[105:140, 10:90] = 0  # the next line, which the box reaches into
    box = SheetWord("hus", 10, 48, 90, 125, 0.9, (1, 1, 1))
    assert (fit_to_ink(box, sheet).top, fit_to_ink(box, sheet).bottom) == (50, 90)


def test_the_lower_part_of_letters_under_a_row_lost_by_a_fax_is_of_the_word() -> None:
    sheet = np.full((100, 200), 255, np.uint8)
    sheet[40:52, 20:80] = sheet[53:60, 20:80] = 0
    assert fit_to_ink(SheetWord("hus", 10, 35, 90, 60, 0.9, (1, 1, 1)), sheet).bottom == 60


def test_a_line_of_two_words_has_the_size_of_the_lower_one() -> None:
    """A box that holds ink of another line is too high, none is too low."""
    text = [[word("dag", 29, n), word("hus", 22, n), word("gran", 22, n)] for n in range(9)]
    lines = {(1, 1, n): line for n, line in enumerate(text)}
    lines[1, 1, 20] = [word("hus", 22, 20), word("dag", 50, 20)]
    sizes = line_sizes(lines)
    assert sizes[1, 1, 20] == sizes[1, 1, 0]


def test_rings_at_two_corners_are_a_per_cent_sign() -> None:
    sheet = np.full((60, 200), 255, np.uint8)
    ten = SheetWord("10", 20, 20, 60, 45, 0.9, (1, 1, 1))
    sign = SheetWord("26", 80, 20, 110, 45, 0.9, (1, 1, 1))
    figures = sheet.copy()
    cv2.putText(figures, "26", (80, 44), cv2.FONT_HERSHEY_SIMPLEX, 0.9, 0, 2, cv2.LINE_AA)
    assert [one.text for one in tell_missing_signs([ten, sign], 33.0, 45.0, figures)] == ["10", "26"]
    cv2.circle(sheet, (86, 26), 5, 0, 2)
    cv2.circle(sheet, (104, 39), 5, 0, 2)
    cv2.line(sheet, (90, 44), (100, 20), 0, 2)
    assert [one.text for one in tell_missing_signs([ten, sign], 33.0, 45.0, sheet)] == ["10", "%"]
    assert [one.text for one in tell_missing_signs([sign], 33.0, 45.0, sheet)] == ["26"]


def test_pages_held_nearer_to_the_camera_have_the_same_size_of_text() -> None:
    near, far = (
        Page(
            number,
            600,
            800,
            (Word("ord", Box(0, 0, 9, 9), number, size), Word("Titel", Box(0, 0, 9, 9), number, 1.5 * size)),
        )
        for number, size in ((1, 10.0), (2, 11.0))
    )
    near, far = (replace(page, words=page.words + page.words[:1] * 5) for page in (near, far))
    levelled = with_one_text_size({1: near, 2: far, 3: Page(3, 600, 800)})
    assert [one.size for one in levelled[1].words] == [one.size for one in levelled[2].words]


@pytest.mark.parametrize(
    ("text", "sure", "is_debris"),
    [
        ("12", False, False),
        ("12", True, False),
        ("mwq", False, True),
        ("mwq", True, False),
        ("|", True, True),
    ],
)
def test_a_rejected_word_stays_if_line_or_ink_speaks_for_it(text: str, sure: bool, is_debris: bool) -> None:
    """Tesseract gives page numbers, and words of a fax within sound lines, a confidence of 0."""
    sheet = np.full((60, 200), 255, np.uint8)
    cv2.putText(sheet, "12", (20, 45), cv2.FONT_HERSHEY_SIMPLEX, 1, 0, 2, cv2.LINE_AA)
    read = fit_to_ink(SheetWord(text, 0, 0, 200, 60, 0.0, (1, 1, 1)), sheet)
    assert _is_debris(read, sure, sheet) is is_debris


def test_a_line_with_brackets_is_sized_by_its_other_words() -> None:
    """Brackets are as high as capitals in one font, and as high as the line in another."""
    text = [[word("dag", 31, n), word("hus", 24, n), word("gran", 24, n)] for n in range(9)]
    lines = {(1, 1, n): line for n, line in enumerate(text)}
    lines[1, 1, 20] = [word("2)", 34, 20), word("Nattvandring", 40, 20), word("(EST)", 32, 20)]
    sizes = line_sizes(lines)
    assert sizes[1, 1, 20] / sizes[1, 1, 0] == pytest.approx(40 / 31, abs=0.03)


@pytest.mark.parametrize(("spread", "bold"), [(0.1, {(1, 1, 10)}), (0.4, set())])
def test_strokes_hardly_wider_are_bold_where_plain_ones_are_all_alike(
    spread: float, bold: set[tuple[int, int, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """At 150 dpi a bold heading had 1.155 times the width of the text; on a fax plain lines reach 1.12."""
    widths = {n: 3.8 + spread * (n - 4.5) / 4.5 for n in range(10)} | {10: 3.8 * 1.155}
    lines = {(1, 1, n): [word("Minska våldet", 24, n)] for n in widths}
    monkeypatch.setattr(
        "ingest.letter_weights._stroke_width", lambda line, _: widths[next(iter(line)).line[2]]
    )
    assert bold_lines(lines, dict.fromkeys(lines, 30.0), np.zeros((1, 1), np.uint8)) == bold


@pytest.mark.parametrize("ink", [False, True])
def test_a_sign_without_ink_is_none(ink: bool) -> None:
    """Tesseract reads “=” into a wide gap of a justified line, with a confidence of 0.3."""
    sheet = np.full((60, 200), 255, np.uint8)
    if ink:
        cv2.putText(sheet, "=", (90, 45), cv2.FONT_HERSHEY_SIMPLEX, 1, 0, 2, cv2.LINE_AA)
    assert _is_debris(SheetWord("=", 85, 10, 115, 50, 0.3, (1, 1, 1)), True, sheet) is not ink


def test_a_short_line_a_little_wider_than_the_text_is_not_bold_beside_lines_that_are() -> None:
    sheet = np.full((700, 900), 255, np.uint8)
    lines = {}
    for number, stroke in enumerate((40, 40, 40, 40, 40, 40, 40, 40, 45, 52, 52)):
        top = 60 * number + 10
        for x in range(20, 860, 100):
            cv2.rectangle(sheet, (x, top), (x + stroke - 1, top + 30), 0, -1)
        lines[1, 1, number] = [SheetWord("abcdefghijklmn", 0, top, 900, top + 31, 0.9, (1, 1, number))]
    sizes = dict.fromkeys(lines, 30.0)
    assert bold_lines(lines, sizes, sheet) == {(1, 1, 9), (1, 1, 10)}
    without = {key: line for key, line in lines.items() if key[2] < 9}
    assert bold_lines(without, sizes, sheet) == {(1, 1, 8)}, "what is bold is told by the others"
