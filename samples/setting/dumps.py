"""Text dumps of samples: what ``pdftotext`` or an English-language OCR run leaves of a PDF.

The golden of a dump is the golden of its PDF: what the report says does not
change because the reading lost columns and letters.
"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from pathlib import Path

from setting.goldens import Json
from setting.producers import PATIENCE

OCR_DPI = 300
"""Resolution at which pages are drawn for the OCR dumps: that of an office scanner."""

DUMPS: dict[str, tuple[str, str]] = {
    "dump-jonkoping-2024-ocr": ("columns-jonkoping-2024-impress", "ocr"),
    "dump-jonkoping-2024-plain": ("columns-jonkoping-2024-impress", "plain"),
    "dump-malmo-2023-ocr": ("columns-malmo-2023-chromium", "ocr"),
    "dump-ostersund-2022-plain": ("columns-ostersund-2022-writer", "plain"),
    "dump-ostersund-2022-layout": ("columns-ostersund-2022-writer", "layout"),
    "dump-umea-2023-plain": ("stacked-umea-2023-writer", "plain"),
    "dump-norrkoping-2024-ocr": ("stacked-norrkoping-2024-chromium", "ocr"),
    "dump-upplands-vasby-2023-layout": ("columns-upplands-vasby-2023-weasyprint", "layout"),
}
"""Name of a dump: the sample it is made from, and how."""


def dump(pdf: Path, how: str) -> str:
    """The text of ``pdf`` by pdftotext (``plain``, ``layout``) or English Tesseract (``ocr``)."""
    if how != "ocr":
        options = ["-layout"] if how == "layout" else []
        run = ["pdftotext", "-enc", "UTF-8", *options, str(pdf), "-"]
        return subprocess.run(run, check=True, capture_output=True, timeout=PATIENCE).stdout.decode("utf-8")
    with tempfile.TemporaryDirectory() as folder:
        draw = ["pdftoppm", "-r", str(OCR_DPI), "-gray", "-png", str(pdf), f"{folder}/page"]
        subprocess.run(draw, check=True, timeout=PATIENCE)
        pages = [
            subprocess.run(
                ["tesseract", str(picture), "-", "-l", "eng"],
                check=True,
                capture_output=True,
                timeout=PATIENCE,
                env={**os.environ, "OMP_THREAD_LIMIT": "1"},
            ).stdout.decode("utf-8")
            for picture in sorted(Path(folder).glob("page*.png"))
        ]
    return "".join(pages)


def set_dump(name: str, folder: Path) -> Json:
    """Write the dump ``name`` into ``folder`` and give its golden."""
    of, how = DUMPS[name]
    (folder / f"{name}.txt").write_text(dump(folder / f"{of}.pdf", how), encoding="utf-8", newline="\n")
    golden: Json = json.loads((folder / f"{of}.json").read_text(encoding="utf-8"))
    return {**golden, "layout": "dump"}
