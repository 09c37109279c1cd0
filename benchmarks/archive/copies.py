"""An archive of any size from the samples: copies that read alike and hash differently."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import cycle, islice
from pathlib import Path

import pypdfium2

SAMPLES = Path(__file__).parents[2] / "samples"

SCANNED_DPI = 150
"""Resolution of pictures made of digital samples, where there are no scanned samples."""


def digital_samples(most_pages: int | None = None) -> list[Path]:
    """The samples that were born digital, all or those of at most so many pages."""
    found = [file for file in sorted(SAMPLES.glob("*.pdf")) if _has_text(file)]
    return [file for file in found if most_pages is None or _pages(file) <= most_pages]


def scanned_samples(folder: Path) -> list[Path]:
    """The samples that are pictures; without any, small digital ones as pictures, put into ``folder``."""
    found = [file for file in sorted(SAMPLES.glob("*.pdf")) if not _has_text(file)]
    if found:
        return found
    folder.mkdir(parents=True, exist_ok=True)
    return [_as_pictures(file, folder) for file in sorted(digital_samples(), key=_pages)[:4]]


def make_copies(samples: Sequence[Path], folder: Path, number: int) -> None:
    """``number`` copies of the samples in turn, each with its own comment behind the end of the file."""
    folder.mkdir(parents=True, exist_ok=True)
    for place, sample in enumerate(islice(cycle(samples), number)):
        copy = folder / f"{place:05}-{sample.name}"
        if not copy.exists():
            copy.write_bytes(sample.read_bytes() + f"\n% copy {place}\n".encode())


def _has_text(file: Path) -> bool:
    with pypdfium2.PdfDocument(file) as pdf:
        return any(page.get_textpage().count_chars() > 0 for page in pdf)


def _pages(file: Path) -> int:
    with pypdfium2.PdfDocument(file) as pdf:
        return len(pdf)


def _as_pictures(file: Path, folder: Path) -> Path:
    with pypdfium2.PdfDocument(file) as pdf:
        first, *others = [page.render(scale=SCANNED_DPI / 72, grayscale=True).to_pil() for page in pdf]
    scanned = folder / file.name
    first.save(scanned, "PDF", resolution=SCANNED_DPI, save_all=True, append_images=others)
    return scanned
