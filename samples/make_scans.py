"""Make the scans in samples/scans from digital samples: ``python samples/make_scans.py``.

Each is named ``<what was done>--<digital sample>.pdf``; its golden is the digital sample's. The seeds are
fixed, so the same libraries make the same pictures.
"""

from __future__ import annotations

import io
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pikepdf
import pypdfium2
from glyph_numbers import set_in_glyph_numbers
from PIL import Image
from scanning import Damage, faxed, photographed, poor, scanned, sideways

SAMPLES = Path(__file__).parent
SCANS = SAMPLES / "scans"


def render(sample: str, dpi: float) -> list[np.ndarray]:
    """Pages of a digital sample as pictures (blue, green, red)."""
    document = pypdfium2.PdfDocument(SAMPLES / f"{sample}.pdf")
    pages = [page.render(scale=dpi / 72).to_numpy()[:, :, :3].copy() for page in document]
    document.close()
    return pages


def write_pdf(pictures: list[np.ndarray], dpi: float, path: Path, quality: int = 60) -> None:
    """A PDF of nothing but these pictures."""
    images = []
    for picture in pictures:
        image = Image.fromarray(picture if picture.ndim == 2 else picture[:, :, ::-1])
        is_bilevel = picture.ndim == 2 and not np.any((picture > 0) & (picture < 255))
        images.append(image.convert("1") if is_bilevel else image)
    options = {} if images[0].mode == "1" else {"quality": quality}
    images[0].save(path, save_all=True, append_images=images[1:], resolution=dpi, **options)


def with_layer(
    pictures: list[np.ndarray], dpi: float, quality: int, path: Path, language: str = "eng"
) -> None:
    """What ``tesseract -l … pdf`` makes of the pictures."""
    whole = pikepdf.new()
    with tempfile.TemporaryDirectory() as folder:
        for number, picture in enumerate(pictures):
            page = Path(folder) / f"{number}"
            Image.fromarray(picture).save(f"{page}.jpg", dpi=(dpi, dpi), quality=quality)
            command = ["tesseract", f"{page}.jpg", str(page), "-l", language, "pdf"]
            subprocess.run(command, check=True, capture_output=True)
            whole.pages.extend(pikepdf.open(f"{page}.pdf").pages)
        whole.save(path)


@dataclass(frozen=True)
class Made:
    """How one sample is made."""

    what: str
    sample: str
    dpi: float
    quality: int
    damage: Damage


PICTURES = (
    Made("grey-200dpi", "columns-ostersund-2022-writer", 200, 45, scanned()),
    Made("poor-150dpi", "columns-malmo-2023-chromium", 150, 45, poor()),
    Made("fax", "columns-upplands-vasby-2023-weasyprint", 204, 60, faxed()),
    Made("photographed", "columns-harnosand-2023-cairo", 220, 75, photographed()),
    Made("turned-90", "columns-boras-2023-ruled-writer", 200, 45, sideways(scanned(), -1)),
    Made("turned-270", "columns-upplands-vasby-2023-latex", 200, 45, sideways(scanned(), 1)),
)

ENGLISH = Made("english-layer", "columns-kristianstad-2024-ruled-chromium", 200, 45, scanned(-0.3))

MIXED = Made("mixed", "columns-malmo-2023-chromium", 200, 45, scanned())

MIXED_PAGE = 2
"""The page of it that is scanned."""


def mixed(path: Path, rng: np.random.Generator) -> None:
    """The digital sample with one page of it scanned."""
    buffer = io.BytesIO()
    picture = MIXED.damage.spoil(render(MIXED.sample, MIXED.dpi)[MIXED_PAGE - 1], rng)
    Image.fromarray(picture).save(buffer, "PDF", resolution=MIXED.dpi, quality=MIXED.quality)
    with pikepdf.open(SAMPLES / f"{MIXED.sample}.pdf") as pdf, pikepdf.open(buffer) as scan:
        pdf.pages[MIXED_PAGE - 1] = scan.pages[0]
        pdf.save(path)


def main() -> None:
    """Write every scan anew."""
    SCANS.mkdir(exist_ok=True)
    for made in PICTURES:
        rng = np.random.default_rng(2024)
        pictures = [made.damage.spoil(page, rng) for page in render(made.sample, made.dpi)]
        write_pdf(pictures, made.dpi, SCANS / f"{made.what}--{made.sample}.pdf", made.quality)
    rng = np.random.default_rng(2024)
    pictures = [ENGLISH.damage.spoil(page, rng) for page in render(ENGLISH.sample, ENGLISH.dpi)]
    with_layer(pictures, ENGLISH.dpi, ENGLISH.quality, SCANS / f"{ENGLISH.what}--{ENGLISH.sample}.pdf")
    mixed(SCANS / f"{MIXED.what}--{MIXED.sample}.pdf", rng)
    sample = "columns-ostersund-2022-writer"
    set_in_glyph_numbers(SAMPLES / f"{sample}.pdf", SCANS / f"glyph-numbers--{sample}.pdf")


if __name__ == "__main__":
    main()
