"""tertial restore as a shell sees it."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from ingest.errors import UnreadableInput
from ingest.restore_command import restore_command

READ = "Arbetet pagar pa tva omraden\n\nJa, f6r 6kad trygghet\n"
WRITTEN = "Arbetet pågår på två områden\n\nJa, för ökad trygghet\n"


def run(data: bytes, monkeypatch: pytest.MonkeyPatch, **options: object) -> bytes:
    out = io.BytesIO()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(out))
    restore_command(None, **options)  # type: ignore[arg-type]
    sys.stdout.flush()
    return out.getvalue()


def test_a_filter_line_by_line(monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(READ.encode(), monkeypatch).decode() == WRITTEN


def test_reasons_as_json_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [json.loads(line) for line in run(READ.encode(), monkeypatch, explain=True).decode().splitlines()]
    first = rows[0]
    assert (first["line"], first["span"], first["before"], first["after"]) == (1, [8, 13], "pagar", "pågår")
    assert first["kind"] == "letter"
    assert first["why"]
    lines = READ.split("\n")
    for row in rows:
        start, end = row["span"]
        assert lines[row["line"] - 1][start:end] == row["before"]


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252", "utf-16", "utf-8-sig"])
def test_old_encodings(encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Läget på våra områden är gott, säger vår chef.\r\n"
    assert run(text.encode(encoding), monkeypatch).decode().lstrip("\ufeff") == text


def test_mojibake_is_mended_and_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("LÃ¤get fÃ¶r ungdomar\n".encode(), monkeypatch).decode() == "Läget för ungdomar\n"
    assert "mended" in capsys.readouterr().err


def test_sound_text_byte_for_byte(monkeypatch: pytest.MonkeyPatch) -> None:
    data = "\ufeffLäget är gott\r\n\r\n\tpå våra områden".encode()
    assert run(data, monkeypatch) == data


def test_binary_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UnreadableInput):
        run(bytes(range(256)) * 40, monkeypatch)


def test_a_users_words(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    names = tmp_path / "names.txt"
    names.write_text("Slåttsvära\n", encoding="utf-8")
    text = b"Arbetet pagar pa Slattsvara och i hela kommunen\n"
    assert "Slåttsvära" in run(text, monkeypatch, lexicon=names).decode()


def test_a_long_line_without_blanks(monkeypatch: pytest.MonkeyPatch) -> None:
    data = b"arpafran" * 20_000 + b" for att det ar sa pa alla omraden\n"
    assert run(data, monkeypatch).count(b"\n") == 1
