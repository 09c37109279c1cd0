"""Bytes of a dump as text, nothing normalised: restoration gives sound text back byte for byte."""

from __future__ import annotations

import re
from dataclasses import dataclass

import ftfy

from ingest.dump_text import LEGACY_ENCODINGS, MAX_CONTROL_SHARE
from ingest.errors import UnreadableInput

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_MOJIBAKE = re.compile(
    "[ÃÂ][\u0080-\u00bf\u0152\u0153\u0160\u0161\u017d\u017e\u0178\u0192\u02c6\u02dc\u2010-\u2122]|â€"
)
"""UTF-8 read as Windows-1252 (`fÃ¶r`, `â€”`); no Swedish word holds these pairs."""
_UNLIKELY = re.compile("[\u0080-\u009f†‡„‰‹›ŠšŽž¤¦¨¬¯¸¼½¾×÷ðþýÐÞ]")
"""Signs that Swedish text rarely holds, and wrongly chosen encodings often show."""


@dataclass(frozen=True, slots=True)
class ReadText:
    """A text, how it was encoded, and what was mended on the way."""

    text: str
    encoding: str
    mended: int
    """Lines that were UTF-8 decoded wrongly by an earlier hand (`fÃ¶r`)."""


def read_text(data: bytes) -> ReadText:
    """The text of ``data``: UTF-8, UTF-16 with its mark, or the likeliest of the old encodings.

    Raises:
        UnreadableInput: the bytes are no text.

    >>> read_text("för".encode("latin-1"))
    ReadText(text='för', encoding='cp1252', mended=0)
    >>> read_text("fÃ¶r".encode()).text
    'för'
    """
    text, encoding = _decoded(data)
    if len(_CONTROL.findall(text)) > MAX_CONTROL_SHARE * max(1, len(text)):
        raise UnreadableInput(
            "This is not text: it is full of control characters; give a text dump in UTF-8."
        )
    if not _MOJIBAKE.search(text):
        return ReadText(text, encoding, 0)
    parts = re.split(r"(\r\n|\n|\r)", text)
    fixed = [ftfy.fix_encoding(part) if _MOJIBAKE.search(part) else part for part in parts]
    return ReadText("".join(fixed), encoding, sum(a != b for a, b in zip(parts, fixed, strict=True)))


def _decoded(data: bytes) -> tuple[str, str]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16"), "utf-16"
        except UnicodeDecodeError as error:
            raise UnreadableInput("The text begins as UTF-16 and is not; save it as UTF-8.") from error
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    readings = []
    for rank, name in enumerate(LEGACY_ENCODINGS):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            text = data.decode(name, errors="replace")
        letters = len(re.findall("[åäöÅÄÖé]", text))
        readings.append(
            (letters - 2 * len(_UNLIKELY.findall(text)) - 3 * text.count("\ufffd"), -rank, text, name)
        )
    _, _, text, name = max(readings)
    return text, name
