"""Text of fonts without a table of letters: glyph numbers → the letters they draw.

A PDF font may lack the map from its glyphs to letters (ToUnicode). The text layer then holds glyph
numbers, as ``(cid:36)`` or as the characters with these codes. Most fonts keep the order of the TrueType
standard, in which the printable ASCII characters stand in their usual order from glyph 3 on (so a letter
is its glyph number plus 29), and the other letters of the Mac set follow (98 Ä, 99 Å, 103 Ö, 108 ä,
110 å, 124 ö). Others number these otherwise; which number is which letter is then found by what makes
Swedish words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import permutations

Codes = tuple[int, ...]
Table = Mapping[int, str]
"""Letter of each glyph number of one font."""

IsWord = Callable[[str], bool]

STANDARD_SHIFT = 29
"""From glyph number to ASCII code in fonts of the standard order (OpenType specification, “post” table,
format 1: glyph 3 is the blank)."""

FIRST_MAC_GLYPH, LAST_MAC_GLYPH = 98, 225
"""Glyphs of that order that follow the Mac Roman character set, whose upper half begins at 128."""

SHIFTS = (STANDARD_SHIFT, 31, 30, 28, 27, 0)
"""Shifts tried: the blank is glyph 1 to 5 in nearly all fonts; 0 where the numbers are letters already,
and only those outside ASCII are wrong."""

LETTERS = "äåöé"
"""Letters outside ASCII that are told by words. Capitals are rare, and no case is told by a word list."""

FEWEST_LETTERS = 25
"""Letters, of five words or so, needed to judge a decoding by: fewer may be known words by chance."""

KNOWN_SHARE = 0.5
"""Share of the letters that must be in known words for a decoding to be right. In sound reports 65 to
85 % are (the list has few compounds and names), in wrongly decoded ones at most 10 %."""

MOST_CODES = 3000
"""Codes looked at; å ä ö are then each there about fifty times."""

RAW_KNOWN_SHARE = 0.25
"""Text that reads better than this as it stands needs no decoding."""

_CODE = re.compile(r"\(cid:(\d+)\)|(.)", re.DOTALL)
_WORD = re.compile(r"[^\W\d_]{2,}")
_UNKNOWN = "\ufffd"


def codes_of(text: str) -> Codes:
    """The glyph numbers in a text of the text layer.

    >>> codes_of("(cid:36)%")
    (36, 37)
    """
    return tuple(int(match[1]) if match[1] else ord(match[2]) for match in _CODE.finditer(text))


def spell(text: str, table: Table) -> str:
    """The letters of a text of glyph numbers; numbers without a letter stay as they are.

    >>> spell("(cid:36)(cid:3)", {36: "A", 3: " "})
    'A '
    """
    parts = []
    for match in _CODE.finditer(text):
        code = int(match[1]) if match[1] else ord(match[2])
        parts.append(table.get(code, match[0]))
    return "".join(parts)


def is_coded(texts: Iterable[str], is_word: IsWord) -> bool:
    """Whether a text layer's texts are glyph numbers of the standard order, given as characters."""
    joined = " ".join(texts)
    if (
        sum(map(len, _WORD.findall(joined))) < FEWEST_LETTERS
        or known_share([joined], is_word) >= RAW_KNOWN_SHARE
    ):
        return False
    return known_share([spell(joined.replace(" ", "\x03"), _standard_table())], is_word) >= KNOWN_SHARE


def has_codes(text: str) -> bool:
    """Whether glyph numbers are left in a text."""
    return "(cid:" in text or any(not sign.isprintable() for sign in text)


def solve_tables(texts: Mapping[str, Sequence[str]], is_word: IsWord) -> dict[str, Table]:
    """For each font the table that makes Swedish words of its texts; fonts without one are left out.

    Args:
        texts: by font, words of the text layer as they stand in it.
        is_word: whether a word is a known Swedish word.
    """
    tables: dict[str, Table] = {}
    for font, found in texts.items():
        # Blanks are glyphs too, or only gaps; a gap is put in as the glyph of the blank.
        table = _solve([codes_of(text) for text in found], is_word)
        if table is not None:
            tables[font] = table
    for font, found in texts.items():
        # A font of a few headings cannot be judged by itself: it mostly is the bold face of another.
        short = "".join(found)
        for known in list(tables.values()):
            if font not in tables and all(code in known for code in codes_of(short)):
                tables[font] = known
    return tables


def _solve(words: Sequence[Codes], is_word: IsWord) -> Table | None:
    sample = _sample(words)
    frequent = Counter(code for word in sample for code in word).most_common(1)[0][0]
    trials = [_ascii_table(shift) for shift in SHIFTS]
    trials += [{**table, frequent: " "} for table in trials if table.get(frequent) != " "]
    scores = [_score(sample, table, is_word) for table in trials]
    best = max(range(len(trials)), key=lambda index: (scores[index][0], -index))
    count, judged = scores[best]
    if judged < FEWEST_LETTERS or count < KNOWN_SHARE * judged:
        return None
    solved = _add_letters(sample, trials[best], is_word)
    standard = _standard_table()
    if best == 0 and _score(sample, standard, is_word)[0] >= _score(sample, solved, is_word)[0]:
        return standard
    return solved


def _sample(words: Sequence[Codes]) -> list[Codes]:
    """Words from all over the text, at most so many codes that solving takes no longer than OCR."""
    step = max(1, sum(map(len, words)) // MOST_CODES)
    return [word for word in words[::step] if word]


def _add_letters(words: Sequence[Codes], table: dict[int, str], is_word: IsWord) -> Table:
    """The table with letters for the codes that ASCII leaves open, as far as words tell them."""
    counts = Counter(code for word in words for code in word if code not in table)
    frequent = [code for code, _ in counts.most_common(3)]
    # ä, å and ö are the most frequent; which is which is told by all three together.
    guesses = [dict(zip(frequent, order, strict=False)) for order in permutations("äåö")]
    trial = {**table, **max(guesses, key=lambda guess: _score(words, {**table, **guess}, is_word)[0])}
    told: dict[int, str] = {}
    for code in counts:
        fits = {letter: _fit(words, code, {**trial, code: letter}, is_word) for letter in LETTERS}
        letter = max(fits, key=lambda each: fits[each])
        if fits[letter] >= KNOWN_SHARE:
            told[code] = letter
    letters = {**table, **_in_latin_order(told)}
    return {**letters, **_signs(words, letters)}


def _fit(words: Sequence[Codes], code: int, table: Table, is_word: IsWord) -> float:
    """Of the words with this code, the share that is known."""
    found = [part for word in words if code in word for part in _parts(word, table)]
    mine = [part for part in found if table[code] in part]
    return sum(is_word(part) for part in mine) / len(mine) if mine else 0.0


def _parts(word: Codes, table: Table) -> list[str]:
    decoded = "".join(table.get(code, _UNKNOWN) for code in word)
    return [part for part in re.split(r"[^\w\ufffd]+", decoded) if len(part) > 1 and part.isalpha()]


def _in_latin_order(told: Mapping[int, str]) -> dict[int, str]:
    """All of Latin-1 where the letters told so far stand in its order; else what was told.

    Fonts that do not follow the Mac order mostly follow this one: capitals and é, too rare to be told
    by words, then come with ä.
    """
    distances = Counter(ord(letter) - code for code, letter in told.items())
    if not distances:
        return {}
    distance, agreeing = distances.most_common(1)[0]
    if agreeing < 2:
        return dict(told)
    return {letter - distance: chr(letter) for letter in range(0xA1, 0x100) if letter > distance}


def _signs(words: Sequence[Codes], table: Table) -> dict[int, str]:
    """The codes of the dash, which stands between blanks, and of the quote, before and behind words."""
    alone: Counter[int] = Counter()
    opening: Counter[int] = Counter()
    closing: Counter[int] = Counter()
    for word in words:
        shown = [" ", *(table.get(code, _UNKNOWN) for code in word), " "]
        for code, before, sign, after in zip(word, shown, shown[1:], shown[2:], strict=False):
            if sign == _UNKNOWN:
                alone[code] += before == after == " "
                opening[code] += before == " " and after.isalnum()
                closing[code] += before.isalnum() and not after.isalnum()
    dash = next((code for code, count in alone.most_common(1) if count), None)
    quote = next((code for code, count in opening.most_common(1) if count and closing[code]), None)
    return {code: sign for code, sign in ((quote, "”"), (dash, "–")) if code is not None}


def _score(words: Sequence[Codes], table: Table, is_word: IsWord) -> tuple[int, int]:
    """How many letters of the decoded text are in known words, of how many that could be judged.

    Letters, not words: a wrong sign in the middle of a word leaves two halves, which may be known.
    """
    judged = [part for word in words for part in _parts(word, table)]
    return sum(len(part) for part in judged if is_word(part)), sum(map(len, judged))


def known_share(texts: Iterable[str], is_word: IsWord) -> float:
    """Share of the letters of texts that are in known words."""
    words = _WORD.findall(" ".join(texts))
    letters = sum(map(len, words))
    return sum(len(word) for word in words if is_word(word)) / letters if letters else 0.0


def _ascii_table(shift: int) -> dict[int, str]:
    return {code: chr(code + shift) for code in range(max(0, 32 - shift), 127 - shift)}


def _standard_table() -> dict[int, str]:
    """Glyph numbers of the standard order: printable ASCII, then the upper half of Mac Roman.

    >>> table = _standard_table()
    >>> "".join(table[code] for code in (36, 98, 99, 103, 108, 110, 124, 178))
    'AÄÅÖäåö–'
    """
    upper = {
        code: bytes([code - FIRST_MAC_GLYPH + 128]).decode("mac_roman")
        for code in range(FIRST_MAC_GLYPH, LAST_MAC_GLYPH + 1)
    }
    return {**_ascii_table(STANDARD_SHIFT), **upper}
