"""Bytes of a dump to text."""

import pytest

from ingest.dump_text import decode
from ingest.errors import UnreadableInput

TEXT = "Trygg på Öxnehaga\nTertial 1\nDet går bra – även i år.\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_text_comes_out_whatever_its_encoding(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)).text == TEXT


@pytest.mark.parametrize("encoding", ["mac_roman", "cp850"])
def test_encodings_of_old_machines_are_told_by_their_swedish_letters(encoding: str) -> None:
    plain = TEXT.replace("–", "-")
    assert decode(plain.encode(encoding)).text == plain


def test_what_is_not_utf8_is_reported() -> None:
    assert [notice.rule for notice in decode(TEXT.encode("cp1252")).notices] == ["encoding"]
    assert decode(TEXT.encode("utf-8")).notices == ()


def test_line_ends_of_every_kind() -> None:
    assert decode(b"a\r\nb\rc\nd").text == "a\nb\nc\nd"


def test_letters_are_composed() -> None:
    assert decode("a\u030angest".encode()).text == "ångest"


def test_mojibake_is_flagged_and_left() -> None:
    broken = "fÃ¶r trygghet"
    found = decode(broken.encode())
    assert found.text == broken
    assert [notice.rule for notice in found.notices] == ["mojibake"]


@pytest.mark.parametrize(
    "data",
    [b"%PDF-1.7\n...", b"PK\x03\x04abc", bytes(range(256)) * 20, b"\x00\x01\x02\x03", b"\xff\xfea"],
    ids=["pdf", "zip", "every byte", "zeros", "half a character"],
)
def test_binary_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableInput):
        decode(data)
