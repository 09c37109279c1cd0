"""Make the scans in samples/scans from digital samples: ``python samples/make_scans.py``.

Each is named ``<what was done>--<digital sample>.pdf``; its golden is the digital sample's. The seeds are
fixed, so the same libraries make the same pictures.
"""

from __future__ import annotations

import io
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pikepdf
import pypdfium2
from glyph_numbers import set_in_glyph_numbers
from PIL import Image

SAMPLES = Path(__file__).parent
SCANS = SAMPLES / "scans"
DESK = (70, 85, 95)


def render(sample: str, dpi: float) -> list[np.ndarray]:
    """Pages of a digital sample as pictures (blue, green, red)."""
    document = pypdfium2.PdfDocument(SAMPLES / f"{sample}.pdf")
    pages = [page.render(scale=dpi / 72).to_numpy()[:, :, :3].copy() for page in document]
    document.close()
    return pages


def grey(picture: np.ndarray) -> np.ndarray:
    """Without colour."""
    return cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)


def turned(picture: np.ndarray, degrees: float) -> np.ndarray:
    """Lying crooked on the glass."""
    height, width = picture.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
    return cv2.warpAffine(picture, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=255)


def noisy(picture: np.ndarray, sigma: float, rng: np.random.Generator) -> np.ndarray:
    """With the grain of a sensor."""
    return np.clip(picture + rng.normal(0, sigma, picture.shape), 0, 255).astype(np.uint8)


def scanned(picture: np.ndarray, rng: np.random.Generator, skew: float = 0.7) -> np.ndarray:
    """As a sound office scanner leaves it."""
    soft = cv2.GaussianBlur(turned(grey(picture), skew), (0, 0), 0.6)
    return noisy(soft * 0.85 + 30, 8, rng)


def poor(picture: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """As a worn scanner leaves it, more crooked and softer."""
    soft = cv2.GaussianBlur(turned(grey(picture), -1.5), (0, 0), 0.7)
    return noisy(soft * 0.8 + 35, 10, rng)


def fax(picture: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Black and white only, with ragged edges and specks."""
    page = np.where(noisy(turned(grey(picture), -0.6), 18, rng) < 150, 0, 255).astype(np.uint8)
    for _ in range(page.size // 1250):
        y, x = rng.integers(0, page.shape[0] - 2), rng.integers(0, page.shape[1] - 2)
        side = rng.integers(1, 3)
        page[y : y + side, x : x + side] = 0 if rng.random() < 0.8 else 255
    return page


def photographed(picture: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Held at an angle over a desk, light from one side, a little out of focus."""
    edge = picture.shape[1] // 16
    page = cv2.copyMakeBorder(picture, edge, edge, edge, edge, cv2.BORDER_CONSTANT, value=DESK)
    height, width = page.shape[:2]
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    shift = np.array([[0.03, 0.02], [-0.01, 0.04], [-0.045, -0.01], [0.015, -0.035]], np.float32)
    held = corners + shift * np.array([width, height], np.float32)
    matrix = cv2.getPerspectiveTransform(corners, held)
    page = cv2.warpPerspective(page, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=DESK)
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    far = np.hypot(columns - width * 0.2, rows - height * 0.1) / np.hypot(width, height)
    lit = cv2.GaussianBlur(page * (1 - 0.55 * far)[..., None], (0, 0), 0.9)
    return noisy(lit, 5, rng)


def write_pdf(pictures: list[np.ndarray], dpi: float, path: Path, quality: int = 60) -> None:
    """A PDF of nothing but these pictures."""
    images = []
    for picture in pictures:
        image = Image.fromarray(picture if picture.ndim == 2 else picture[:, :, ::-1])
        is_bilevel = picture.ndim == 2 and not np.any((picture > 0) & (picture < 255))
        images.append(image.convert("1") if is_bilevel else image)
    options = {} if images[0].mode == "1" else {"quality": quality}
    images[0].save(path, save_all=True, append_images=images[1:], resolution=dpi, **options)


def with_english_layer(pictures: list[np.ndarray], dpi: float, path: Path) -> None:
    """What ``tesseract -l eng … pdf`` makes of the pictures."""
    whole = pikepdf.new()
    with tempfile.TemporaryDirectory() as folder:
        for number, picture in enumerate(pictures):
            page = Path(folder) / f"{number}"
            Image.fromarray(picture).save(f"{page}.jpg", dpi=(dpi, dpi), quality=45)
            command = ["tesseract", f"{page}.jpg", str(page), "-l", "eng", "pdf"]
            subprocess.run(command, check=True, capture_output=True)
            whole.pages.extend(pikepdf.open(f"{page}.pdf").pages)
        whole.save(path)


def mixed(sample: str, path: Path, rng: np.random.Generator) -> None:
    """The digital sample with its second page scanned."""
    buffer = io.BytesIO()
    Image.fromarray(scanned(render(sample, 200)[1], rng)).save(buffer, "PDF", resolution=200, quality=45)
    with pikepdf.open(SAMPLES / f"{sample}.pdf") as pdf, pikepdf.open(buffer) as scan:
        pdf.pages[1] = scan.pages[0]
        pdf.save(path)


Made = tuple[str, str, float, int, Callable[[np.ndarray, np.random.Generator], np.ndarray]]

PICTURES: tuple[Made, ...] = (
    ("grey-200dpi", "columns-ostersund-2022-writer", 200, 45, scanned),
    ("poor-150dpi", "columns-malmo-2023-chromium", 150, 45, poor),
    ("fax", "columns-upplands-vasby-2023-weasyprint", 204, 60, fax),
    ("photographed", "columns-harnosand-2023-cairo", 220, 75, photographed),
    (
        "turned-90",
        "columns-boras-2023-ruled-writer",
        200,
        45,
        lambda picture, rng: np.ascontiguousarray(np.rot90(scanned(picture, rng), -1)),
    ),
    (
        "turned-270",
        "columns-upplands-vasby-2023-latex",
        200,
        45,
        lambda picture, rng: np.ascontiguousarray(np.rot90(scanned(picture, rng))),
    ),
)


def main() -> None:
    """Write every scan anew."""
    SCANS.mkdir(exist_ok=True)
    for what, sample, dpi, quality, spoil in PICTURES:
        rng = np.random.default_rng(2024)
        pictures = [spoil(page, rng) for page in render(sample, dpi)]
        write_pdf(pictures, dpi, SCANS / f"{what}--{sample}.pdf", quality)
    rng = np.random.default_rng(2024)
    sample = "columns-kristianstad-2024-ruled-chromium"
    pictures = [scanned(page, rng, skew=-0.3) for page in render(sample, 200)]
    with_english_layer(pictures, 200, SCANS / f"english-layer--{sample}.pdf")
    sample = "columns-malmo-2023-chromium"
    mixed(sample, SCANS / f"mixed--{sample}.pdf", rng)
    sample = "columns-ostersund-2022-writer"
    set_in_glyph_numbers(SAMPLES / f"{sample}.pdf", SCANS / f"glyph-numbers--{sample}.pdf")


if __name__ == "__main__":
    main()
