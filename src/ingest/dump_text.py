"""Bytes of a text dump → text, with what was noticed on the way.

Dumps come from many hands: UTF-8 with and without a byte order mark, UTF-16
from Windows editors, Windows-1252 and the older encodings of DOS and Mac OS.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from ingest.errors import UnreadableInput
from ingest.sections import Notice

LEGACY_ENCODINGS = ("cp1252", "mac_roman", "cp850")
"""What Swedish text that is not Unicode was written in, the likeliest first."""

MAX_CONTROL_SHARE = 0.02
"""Control characters a text may hold. Dumps hold none but an odd one from a bad font; compressed
data about one in ten."""

_BINARY_SIGNATURES = (
    b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"\xd0\xcf\x11\xe0", b"GIF8", b"II*\x00",
)  # fmt: skip
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_TRAIL_BYTES = "".join(bytes([code]).decode("cp1252", errors="ignore") for code in range(0x80, 0xC0))
_MOJIBAKE = re.compile(f"[ÃÂ][\u0080-\u009f{re.escape(_TRAIL_BYTES)}]|â€")
"""UTF-8 read as Windows-1252: ``fÃ¶r``, ``â€”``. No Swedish word holds these pairs."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A dump as text (NFC, lines parted by ``\\n``, pages by form feeds) and what was noticed."""

    text: str
    encoding: str
    notices: tuple[Notice, ...] = ()


def decode(data: bytes) -> Decoded:
    """The text of a dump.

    Raises:
        UnreadableInput: the bytes are no text (a PDF, an image, a program).
    """
    text, encoding = _characters(data)
    controls = len(_CONTROL.findall(text))
    if controls > MAX_CONTROL_SHARE * max(len(text), 1):
        raise UnreadableInput(
            "This is not text: it is full of control characters; give a PDF, or a text dump in UTF-8."
        )
    notices: list[Notice] = []
    if not encoding.startswith("utf"):
        notices.append(
            Notice(
                "encoding",
                "info",
                f"The text is not UTF-8; it was read as {encoding}. Check å, ä and ö in a few words.",
            )
        )
    broken = _MOJIBAKE.findall(text)
    if broken:
        notices.append(
            Notice(
                "mojibake",
                "warning",
                f"{len(broken)} letters were once decoded wrongly (such as {broken[0]!r}); "
                "if you have the program that made the dump, let it write UTF-8 and run again.",
            )
        )
    lines = re.sub("\r\n?|[\u0085\u2028\u2029]", "\n", text)
    return Decoded(unicodedata.normalize("NFC", lines), encoding, tuple(notices))


def _characters(data: bytes) -> tuple[str, str]:
    if data.startswith(_BINARY_SIGNATURES):
        raise UnreadableInput(
            "This is not a text dump: it begins like a PDF, an image or an archive; "
            "give it its own file name extension, or extract its text first."
        )
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _strictly(data, "utf-16"), "utf-16"
    if b"\x00" in data:
        for encoding in ("utf-16-le", "utf-16-be"):
            zeros = data[1::2] if encoding == "utf-16-le" else data[::2]
            # Latin letters in UTF-16 have a zero in every second byte.
            if zeros.count(0) > 0.8 * len(zeros):
                return _strictly(data, encoding), encoding
        raise UnreadableInput("This is not text: it holds zero bytes; give a PDF, or a text dump in UTF-8.")
    try:
        return data.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        pass
    readings = [(encoding, data.decode(encoding, errors="replace")) for encoding in LEGACY_ENCODINGS]
    # max keeps the first of equals: Windows-1252 unless another gives more Swedish letters.
    encoding, text = max(readings, key=lambda reading: _swedish_share(reading[1]))
    return text, encoding


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise UnreadableInput(
            f"The text looks like {encoding} but is cut or broken; save it again as UTF-8."
        ) from error


def _swedish_share(text: str) -> float:
    """Share of å ä ö é and ordinary punctuation among the letters outside ASCII."""
    foreign = [letter for letter in text if letter > "\x7f"]
    known = sum(letter in "åäöÅÄÖéÉ–—“”’…§•" for letter in foreign)
    return known / len(foreign) if foreign else 0.0
