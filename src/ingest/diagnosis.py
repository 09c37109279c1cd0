"""What a page's text layer is worth: one of five verdicts, with the reason in words a user understands."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from ingest.rendering import Drawn
from ingest.words import Box, Page

Diagnosis = Literal["ok", "no-text", "wrong-language", "glyph-codes", "noisy", "text"]
"""``text`` is a text dump, which has no pages to diagnose."""

_SWEDISH_WORDS = """
och att det som en ett av till med den om har i de kan inte vi ska under samt eller vid kommer var
men sig ut sin nu dessa blir detta vara varit mot genom alla mellan efter arbete arbetet polisen
kommunen tertial har hos upp ha bli ej dock flera fler genomfört fortsatt
"""
SWEDISH_WORDS = frozenset(_SWEDISH_WORDS.split())
"""Frequent words of Swedish officialese without å ä ö: they survive an OCR run in any language. About
a third of the words of running text are among them."""

SWEDISH_SHARE = 0.12
"""Share of such words from which a text counts as Swedish; English and debris stay below 0.05."""

FEWEST_LETTERS = 60
"""Letters of an OCR layer from which the lack of å ä ö in it is judged: ten words."""

DIGITAL_LETTERS = 200
"""The same for visible text, where the suspicion is smaller and a false one would do harm."""

DAMAGED_RATE = 0.015
"""Share of å ä ö among the letters from which a text has not lost them. Sound texts have 0.03 to 0.07;
an English OCR run leaves up to 0.004 by way of misread accents."""

NOISY_SHARE = 0.25
"""Share of words of an OCR layer that are no words from which the layer is not worth keeping: sound
reports have 5 % (numbers mixed with letters, abbreviations), bad fax layers 30 % and more."""

FEWEST_WORDS = 12
"""Words on a page below which shares mean nothing."""

CODE_SHARE = 0.2
"""Share of words with glyph codes from which the font's map is missing; one odd bullet is no reason."""

SLIVER = 0.02
"""Share of a picture that real text must cover for the picture to be a background of it. A stamped header
and footer cover 0.2 %, a page of text 10 % or more, the title of a cover 3 %."""

STAMP_WORDS = 30
"""Words of a stamp at most: a letterhead's name, case number, date, page and address have about 25."""

STAMP_MARGIN = 0.2
"""Share of the page's height, at top and bottom, in which stamps stand; the few words of a slide or a cover
stand elsewhere too."""

SCANNED_SHARE = 0.5
"""Share of the page that its pictures (a scanner may cut a page into strips) cover when it is a scan."""

LEAST_PICTURE = (100.0, 40.0)
"""Width and height in points from which a picture may hold text worth reading: a table of one row.
Coats of arms in letterheads are narrower, ornaments lower."""

_CODE = re.compile(r"\(cid:\d+\)|[\ue000-\uf8ff\x00-\x08\x0e-\x1f\ufffd]")
_WORD = re.compile(r"[^\W\d_]+")
_PLAIN = re.compile(r"[^\w]*(?:[^\W\d_]+(?:[-/:.’'][^\W\d_]+)*|[\d.,:/–-]+\w{0,3}|[^\w]{1,2})[^\w]*")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a text layer is worth, and why."""

    diagnosis: Diagnosis
    reason: str
    is_ocr_layer: bool = False
    """Whether the text is hidden, or lies over a picture of the page."""
    is_stamp: bool = False
    """Whether the text is real, but only put on a page that is a picture."""


def diagnose(layer: Page, drawn: Drawn) -> Verdict:
    """Judge the text layer of one page by itself."""
    texts = [word.text for word in layer.words]
    is_ocr_layer = bool(texts) and _is_ocr_layer(drawn)
    if not texts:
        if drawn.is_empty:
            return Verdict("ok", "the page is blank")
        kind = "a picture" if drawn.pictures else "drawn shapes"
        return Verdict("no-text", f"the page is {kind} without a text layer")
    if not is_ocr_layer and _is_stamped(layer, drawn):
        return Verdict("no-text", "the page is a picture; only what was put on it is text", is_stamp=True)
    if sum(bool(_CODE.search(text)) for text in texts) > CODE_SHARE * len(texts):
        return Verdict("glyph-codes", "a font has no table of letters: the text layer holds glyph codes")
    joined = " ".join(texts)
    letters = sum(character.isalpha() for character in joined)
    if letters >= (FEWEST_LETTERS if is_ocr_layer else DIGITAL_LETTERS):
        from ingest.restoration import damage  # of a page without text nothing is asked of it

        found = damage(joined)
        if found and found.share < DAMAGED_RATE:
            return Verdict(
                "wrong-language", f"Swedish read in another language: {found.reason}", is_ocr_layer
            )
    if is_ocr_layer and len(texts) >= FEWEST_WORDS:
        odd = sum(not _PLAIN.fullmatch(text) for text in texts)
        if odd > NOISY_SHARE * len(texts):
            return Verdict("noisy", f"{odd} of {len(texts)} words of the OCR layer are no words", True)
    source = "an earlier OCR run left sound text" if is_ocr_layer else "it has a text layer"
    return Verdict("ok", source, is_ocr_layer)


def is_swedish(texts: Iterable[str]) -> bool:
    """Whether running text is Swedish, with or without its å ä ö."""
    words = [word.lower() for text in texts for word in _WORD.findall(text)]
    return bool(words) and sum(word in SWEDISH_WORDS for word in words) >= SWEDISH_SHARE * len(words)


def unread_pictures(layer: Page, drawn: Drawn) -> tuple[Box, ...]:
    """The pictures on a page that are large enough to hold text and have none of the text layer on them."""
    shown = [_on_page(box, layer) for box in dict.fromkeys(drawn.pictures)]
    large = [box for box in shown if box.width >= LEAST_PICTURE[0] and box.height >= LEAST_PICTURE[1]]
    bare = [box for box in large if _covered(box, layer) < SLIVER]
    return tuple(box for box in bare if not any(_holds(other, box) for other in bare if other != box))


def _is_stamped(layer: Page, drawn: Drawn) -> bool:
    shown = [_on_page(box, layer) for box in dict.fromkeys(drawn.pictures)]
    pictured = sum(max(0.0, box.width) * max(0.0, box.height) for box in shown)
    page = Box(0, 0, layer.width, layer.height)
    low, high = STAMP_MARGIN * layer.height, (1 - STAMP_MARGIN) * layer.height
    return (
        pictured >= SCANNED_SHARE * layer.width * layer.height
        and len(layer.words) <= STAMP_WORDS
        and all(word.box.bottom <= low or word.box.top >= high for word in layer.words)
        and _covered(page, layer) < SLIVER
    )


def _on_page(box: Box, layer: Page) -> Box:
    return Box(max(0.0, box.x0), max(0.0, box.top), min(layer.width, box.x1), min(layer.height, box.bottom))


def _covered(area: Box, layer: Page) -> float:
    """Share of an area that words of the layer cover."""
    shared = 0.0
    for word in layer.words:
        across = min(area.x1, word.box.x1) - max(area.x0, word.box.x0)
        down = min(area.bottom, word.box.bottom) - max(area.top, word.box.top)
        shared += max(0.0, across) * max(0.0, down)
    return shared / max(1e-6, area.width * area.height)


def _holds(outer: Box, inner: Box) -> bool:
    x, y = inner.centre
    return outer.x0 < x < outer.x1 and outer.top < y < outer.bottom


def _is_ocr_layer(drawn: Drawn) -> bool:
    if drawn.hidden_texts > drawn.visible_texts:
        return True
    return drawn.has_page_picture and any("glyphless" in font.lower() for font in drawn.fonts)
