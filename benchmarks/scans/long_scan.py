"""A scan of 300 pages: does memory stay bounded, however long the report?

``python -m benchmarks.scans.long_scan [pages]`` scans a few pages of a made report, repeats them as pictures
of their own, reads all with ``tertial parse``, and adds up the resident memory of it and of all it starts.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from random import Random

import numpy as np
import psutil
import pypdfium2
import typst

from benchmarks.layouts.reports import sentence

from benchmarks.scans.originals import SAMPLES  # isort: skip  # its scripts can be imported from here on
from make_scans import write_pdf  # isort: skip
from scanning import scanned  # isort: skip

ROOT = SAMPLES.parent
PAGES = 300
DPI = 150
SEED = 7
MOST_MB = 1024
"""2**20 bytes at most (issue 3)."""

GLANCE_SECONDS = 0.1

TITLES = (
    "Trygga skolvägar",
    "Synlig polis i centrum",
    "Minskad narkotikahandel",
    "Fler nattvandrare",
    "Säkra cykelparkeringar",
    "Stöd till brottsoffer",
    "Lugnare trafik vid skolor",
    "Belysta gångvägar",
    "Samverkan med föreningar",
    "Tidiga insatser för unga",
)


def make_scan(path: Path, pages: int) -> None:
    """Pages of one commitment each, over three short columns."""
    rng = Random(SEED)
    source = '#set page(paper: "a4", flipped: true)\n#set text(font: "Carlito", size: 11pt)\n'
    for number in range(len(TITLES)):
        cells = ", ".join(f"[{sentence(rng)}]" for _ in range(3))
        heads = ", ".join(f"[Tertial {period}]" for period in (1, 2, 3))
        source += f'#pagebreak(weak: true)\n#text(weight: "bold")[{TITLES[number]}]\n'
        source += f"#table(columns: (1fr, 1fr, 1fr), stroke: none, {heads}, {cells})\n"
    document = pypdfium2.PdfDocument(typst.compile(source.encode("utf-8")))
    noise, damage = np.random.default_rng(SEED), scanned(0.5)
    pictures = [
        damage.spoil(page.render(scale=DPI / 72).to_numpy()[:, :, :3].copy(), noise) for page in document
    ]
    document.close()
    write_pdf([pictures[number % len(TITLES)] for number in range(pages)], DPI, path)


def main(arguments: list[str]) -> int:
    """Measure and print; 1 if the bar is missed."""
    pages = int(arguments[0]) if arguments else PAGES
    with tempfile.TemporaryDirectory() as folder:
        scan = Path(folder) / "long.pdf"
        make_scan(scan, pages)
        command = [sys.executable, "-m", "ingest", "parse", str(scan), "--out", f"{folder}/out"]
        begun = time.monotonic()
        environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
        process = psutil.Popen(command, env=environment, stdout=subprocess.DEVNULL)
        peak = 0.0
        while process.poll() is None:
            peak = max(peak, _resident_mb(process))
            time.sleep(GLANCE_SECONDS)
        seconds = time.monotonic() - begun
    print("| pages | exit code | seconds | seconds a page | peak MB, all processes | bar |")
    print("|---|---|---|---|---|---|")
    shown = f"{seconds:.0f} | {seconds / pages:.2f} | {peak:.0f}"
    print(f"| {pages} | {process.returncode} | {shown} | {MOST_MB} |")
    return 0 if peak < MOST_MB and process.returncode in (0, 1) else 1


def _resident_mb(process: psutil.Process) -> float:
    total = 0
    try:
        for each in (process, *process.children(recursive=True)):
            total += each.memory_info().rss
    except psutil.Error:
        pass  # one has just ended: the next look counts again
    return total / 2**20


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
