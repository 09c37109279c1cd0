"""A sheet of text → words, by RapidOCR: the engine where tesseract cannot be installed.

An extra, ``pip install tertial[rapidocr]``, with its models inside. It reads in a child process, as
tesseract does: so the time limit holds, and a page's memory is given back. What it reads less well,
and how much longer it takes, is in benchmarks/scans/README.md.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import unicodedata
from dataclasses import replace
from importlib import metadata
from pathlib import Path

import cv2
import numpy as np

from ingest.errors import ReadingFailed
from ingest.ink import Grey
from ingest.tesseract import SheetWord

PIECE_PIXELS = 1_000_000
"""Pixels of a sheet that are read at once. The child's memory grows with them: it had 1.0 GB with
pieces of 2.9 million."""

INK_LEVEL = 128
"""Sheets have white paper and letters of at most half its brightness."""

PARAMETERS = {
    "Global.log_level": "critical",
    # Sheets have letters of the right size: no scaling of pieces, up or down.
    "Global.max_side_len": 100_000,
    "Det.limit_type": "max",
    "Det.limit_side_len": 100_000,
    # Pages are read side by side; threads inside one only wait.
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
}


def installed_version() -> str | None:
    """The version of RapidOCR; None where the extra is not installed."""
    try:
        return metadata.version("rapidocr")
    except metadata.PackageNotFoundError:
        return None


def read_sheet(sheet: Grey, seconds: float) -> tuple[SheetWord, ...]:
    """The words on a sheet of black text on white, in one column.

    The child process is ended when the time is over.

    Raises:
        ReadingFailed: it was killed, took too long, or failed.
    """
    with tempfile.TemporaryDirectory(prefix="tertial-") as folder:
        path = Path(folder) / "sheet.pgm"
        cv2.imwrite(str(path), sheet)
        command = [sys.executable, "-m", "ingest.rapid_engine", str(path)]
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        try:
            done = subprocess.run(
                command, env=environment, capture_output=True, timeout=seconds, check=True, encoding="utf-8"
            )
            rows = json.loads(done.stdout)
            found = [
                SheetWord(text, x0, top, x1, bottom, confidence, (piece, 0, line))
                for piece, line, text, confidence, (x0, top, x1, bottom) in rows
            ]
        except subprocess.TimeoutExpired as error:
            raise ReadingFailed(f"RapidOCR did not finish within {seconds:g} seconds") from error
        except subprocess.CalledProcessError as error:
            said = (error.stderr or "").strip().splitlines()[-1:] or [f"exit code {error.returncode}"]
            raise ReadingFailed(f"RapidOCR failed ({said[0][:200]})") from error
        except (OSError, ValueError, TypeError) as error:
            raise ReadingFailed(f"RapidOCR failed ({error})") from error
    return tuple(_to_ink(word, sheet) for word in found)


def _to_ink(word: SheetWord, sheet: Grey) -> SheetWord:
    """The word with the box of its ink: RapidOCR's boxes have white around them, now more, now less.

    Sizes of letters are told by the boxes' heights.
    """
    x0, top, x1, bottom = max(0, word.x0), max(0, word.top), max(0, word.x1), max(0, word.bottom)
    ink = sheet[top:bottom, x0:x1] < INK_LEVEL
    if not ink.any():
        return replace(word, x0=x0, top=top, x1=x1, bottom=bottom)
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    return replace(
        word,
        x0=x0 + int(columns[0]),
        top=top + int(rows[0]),
        x1=x0 + int(columns[-1]) + 1,
        bottom=top + int(rows[-1]) + 1,
    )


def pieces_of(sheet: Grey) -> list[tuple[int, int]]:
    """First and last row (exclusive) of every piece: cut in the widest gap, no larger than allowed."""
    most = max(2, PIECE_PIXELS // sheet.shape[1])
    inked = np.asarray((sheet < INK_LEVEL).any(axis=1), np.bool_)
    cuts = [0]
    while sheet.shape[0] - cuts[-1] > most:
        rows = np.flatnonzero(inked[cuts[-1] + most // 2 : cuts[-1] + most])
        edges = np.concatenate([[-1], rows, [most - most // 2]])
        widest = int(np.argmax(np.diff(edges)))
        cuts.append(cuts[-1] + most // 2 + max(1, int(edges[widest] + edges[widest + 1]) // 2))
    return list(zip(cuts, [*cuts[1:], sheet.shape[0]], strict=True))


def main(path: str) -> None:
    """Read one sheet and print its words as JSON: piece, line, text, confidence, box."""
    from rapidocr import RapidOCR

    engine = RapidOCR(params=PARAMETERS)
    sheet = np.asarray(cv2.imread(path, cv2.IMREAD_GRAYSCALE), np.uint8)
    rows = []
    for piece, (top, bottom) in enumerate(pieces_of(sheet)):
        colours = cv2.cvtColor(sheet[top:bottom], cv2.COLOR_GRAY2BGR)
        read = engine(colours, use_cls=False, return_word_box=True)
        for line, words in enumerate(read.word_results if read.txts else ()):
            for text, confidence, corners in words:
                x0, y0 = np.min(corners, axis=0)
                x1, y1 = np.max(corners, axis=0)
                box = int(x0), int(y0) + top, int(x1), int(y1) + top
                rows.append((piece, line, unicodedata.normalize("NFC", text), float(confidence), box))
    json.dump(rows, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1])
