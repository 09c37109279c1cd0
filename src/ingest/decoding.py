"""Pages whose text layer holds glyph numbers → the same pages in letters, where they can be told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from pdfplumber.page import Page as PdfPage

from ingest.diagnosis import is_swedish
from ingest.glyph_codes import codes_of, has_codes, is_coded, known_share, solve_tables
from ingest.textlayer import distrust_font_maps, read_page
from ingest.words import Page, Word

FEWEST_WORDS = 3
"""Words on a page below which nothing tells whether they are codes."""

GAIN = 0.05
"""By how much more of the letters must be in known words after decoding for it to be the better text."""


def decode_pages(pdf_pages: Sequence[PdfPage], layers: Sequence[Page]) -> Mapping[int, Page | None]:
    """The pages with glyph numbers, by page number; None where their letters cannot all be told.

    Sound pages are not in it. One table is found for each font of the file, over all its pages.

    Raises:
        UnreadableInput: as :func:`ingest.textlayer.read_page`.
    """
    if not any(layer.words for layer in layers):
        return {}
    # The word list takes long to load, and scans do not need it.
    from ingest.restoration import is_known_word

    coded: dict[int, PdfPage] = {}
    raw: dict[int, Page] = {}
    for pdf_page, layer in zip(pdf_pages, layers, strict=True):
        if len(layer.words) >= FEWEST_WORDS and distrust_font_maps(pdf_page):
            found = read_page(pdf_page)
        elif _is_suspect(layer, is_known_word):
            found = layer
        else:
            continue
        coded[layer.number], raw[layer.number] = pdf_page, found
    if not coded:
        return {}
    texts: dict[str, list[str]] = defaultdict(list)
    for page in raw.values():
        for word in page.words:
            texts[word.font].append(word.text)
    tables = solve_tables(texts, is_known_word)

    def spelled(font: str, text: str) -> str:
        table = tables.get(font)
        codes = codes_of(text)
        return table.get(codes[0], text) if table is not None and len(codes) == 1 else text

    decoded: dict[int, Page | None] = {}
    for layer in layers:
        if layer.number not in coded:
            continue
        page = read_page(coded[layer.number], spelled)
        was_coded = any(has_codes(word.text) for word in layer.words)
        if any(has_codes(word.text) for word in page.words):
            if was_coded:
                decoded[layer.number] = None
        elif was_coded or _known(page, is_known_word) >= _known(layer, is_known_word) + GAIN:
            decoded[layer.number] = replace(page, words=tuple(map(_decoded, page.words)))
    return decoded


def _is_suspect(layer: Page, is_word: Callable[[str], bool]) -> bool:
    texts = [word.text for word in layer.words]
    if any("(cid:" in text for text in texts):
        return True
    return len(texts) >= FEWEST_WORDS and not is_swedish(texts) and is_coded(texts, is_word)


def _known(page: Page, is_word: Callable[[str], bool]) -> float:
    return known_share((word.text for word in page.words), is_word)


def _decoded(word: Word) -> Word:
    return replace(word, origin="glyph-codes")
