"""Pictures of every kind a PDF may hold, and pages no scanner makes: read, or said that they cannot be."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf
from PIL import Image

from ingest.errors import OcrUnavailable
from ingest.ink import Grey
from ingest.reading import read_pages
from ingest.settings import Settings
from ingest.tesseract import require_tesseract
from tests.ocr.pictures import page_of

PRINTED = page_of([["Polisen har arbetat med", "trygghet i centrum och", "nya fotpatruller"]], size=1.2)[:300]
"""Black on white, 1300 × 300 pixels."""

DPI = 150


def put_on_a_page(
    pdf: Pdf, picture: pikepdf.Object, path: Path, page: tuple[float, float] | None = None
) -> Path:
    """A PDF of one page that the picture fills."""
    width, height = page or (PRINTED.shape[1] * 72 / DPI, PRINTED.shape[0] * 72 / DPI)
    pdf.add_blank_page(page_size=(100, 100))
    pdf.pages[0].MediaBox = Array([0, 0, width, height])
    pdf.pages[0].Resources = Dictionary(XObject=Dictionary(Picture=picture))
    pdf.pages[0].Contents = pdf.make_stream(f"{width} 0 0 {height} 0 0 cm /Picture Do".encode())
    pdf.save(path)
    return path


def picture_of(
    pdf: Pdf, data: bytes, shape: tuple[int, int], bits: int, space: object, **more: object
) -> pikepdf.Object:
    return pdf.make_stream(
        data,
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=shape[1],
        Height=shape[0],
        BitsPerComponent=bits,
        ColorSpace=space,
        **more,
    )


def of_samples(pdf: Pdf, samples: np.ndarray, space: object, bits: int = 8, **more: object) -> pikepdf.Object:
    return picture_of(pdf, samples.tobytes(), samples.shape[:2], bits, space, **more)


def sixteen_bits(grey: Grey) -> np.ndarray:
    return (grey.astype(">u2") * 257).astype(">u2")


def one_bit(pdf: Pdf) -> pikepdf.Object:
    return picture_of(pdf, np.packbits(PRINTED > 127, axis=1).tobytes(), PRINTED.shape, 1, Name.DeviceGray)


def indexed(pdf: Pdf) -> pikepdf.Object:
    """Dark blue on cream, two of the four colours of a palette."""
    palette = pdf.make_stream(bytes([255, 250, 230, 20, 20, 90, 0, 255, 0, 255, 0, 0]))
    samples = (PRINTED < 128).astype(np.uint8)
    return of_samples(pdf, samples, Array([Name.Indexed, Name.DeviceRGB, 3, palette]))


def cmyk(pdf: Pdf) -> pikepdf.Object:
    """Black as a printer mixes it, from all four inks."""
    ink = 255 - PRINTED
    return of_samples(pdf, np.stack([ink // 2, ink // 2, ink // 2, ink], axis=2), Name.DeviceCMYK)


def cmyk_jpeg(pdf: Pdf) -> pikepdf.Object:
    """As image editors write them: inverted, which /Decode tells."""
    buffer = io.BytesIO()
    Image.fromarray(PRINTED).convert("CMYK").save(buffer, "JPEG", quality=80)
    decode = Array([1, 0] * 4)
    return picture_of(
        pdf, buffer.getvalue(), PRINTED.shape, 8, Name.DeviceCMYK, Filter=Name.DCTDecode, Decode=decode
    )


def with_soft_mask(pdf: Pdf) -> pikepdf.Object:
    """A black rectangle that its mask lets show only where the letters are."""
    mask = of_samples(pdf, 255 - PRINTED, Name.DeviceGray)
    return of_samples(pdf, np.zeros_like(PRINTED), Name.DeviceGray, SMask=mask)


def stencil(pdf: Pdf) -> pikepdf.Object:
    """A mask through which the fill colour is painted."""
    return pdf.make_stream(
        np.packbits(PRINTED > 127, axis=1).tobytes(),
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=PRINTED.shape[1],
        Height=PRINTED.shape[0],
        BitsPerComponent=1,
        ImageMask=True,
    )


def jpeg_2000(pdf: Pdf) -> pikepdf.Object:
    buffer = io.BytesIO()
    Image.fromarray(PRINTED).save(buffer, "JPEG2000", quality_mode="rates", quality_layers=[10])
    return picture_of(pdf, buffer.getvalue(), PRINTED.shape, 8, Name.DeviceGray, Filter=Name.JPXDecode)


def group_4() -> bytes:
    """The picture as a fax machine codes it (ITU-T T.6); libtiff codes ones as black."""
    buffer = io.BytesIO()
    image = Image.fromarray(255 - PRINTED).convert("1", dither=Image.Dither.NONE)
    image.save(buffer, "TIFF", compression="group4", tiffinfo={278: PRINTED.shape[0]})
    with Image.open(buffer) as tiff:
        start, length = tiff.tag_v2[273][0], tiff.tag_v2[279][0]
    return buffer.getvalue()[start : start + length]


def fax_coded(pdf: Pdf) -> pikepdf.Object:
    height, width = PRINTED.shape
    parameters = Dictionary(K=-1, Columns=width, Rows=height)
    return picture_of(
        pdf,
        group_4(),
        PRINTED.shape,
        1,
        Name.DeviceGray,
        Filter=Name.CCITTFaxDecode,
        DecodeParms=parameters,
    )


def jbig2(pdf: Pdf) -> pikepdf.Object:
    """One page with one generic region, coded as a fax (ITU-T T.88, 7.4.6, MMR)."""
    height, width = PRINTED.shape
    information = struct.pack(">IIIIBH", width, height, 0, 0, 0, 0)
    region = struct.pack(">IIIIBB", width, height, 0, 0, 0, 1) + group_4()

    def segment(number: int, kind: int, data: bytes) -> bytes:
        return struct.pack(">IBBBI", number, kind, 0, 1, len(data)) + data

    data = segment(0, 48, information) + segment(1, 38, region)
    return picture_of(pdf, data, PRINTED.shape, 1, Name.DeviceGray, Filter=Name.JBIG2Decode)


KINDS: dict[str, Callable[[Pdf], pikepdf.Object]] = {
    "grey": lambda pdf: of_samples(pdf, PRINTED, Name.DeviceGray),
    "16 bit grey": lambda pdf: of_samples(pdf, sixteen_bits(PRINTED), Name.DeviceGray, 16),
    "16 bit RGB": lambda pdf: of_samples(
        pdf, sixteen_bits(np.stack([PRINTED] * 3, axis=2)), Name.DeviceRGB, 16
    ),
    "1 bit": one_bit,
    "indexed": indexed,
    "CMYK": cmyk,
    "CMYK JPEG": cmyk_jpeg,
    "soft mask": with_soft_mask,
    "stencil": stencil,
    "JPEG 2000": jpeg_2000,
    "CCITT G4": fax_coded,
    "JBIG2": jbig2,
}


@pytest.fixture(scope="module", autouse=True)
def _with_tesseract() -> None:
    require_tesseract.cache_clear()
    try:
        require_tesseract()
    except OcrUnavailable as error:
        pytest.skip(str(error))


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_of_any_kind_is_read(kind: str, tmp_path: Path) -> None:
    pdf = pikepdf.new()
    path = put_on_a_page(pdf, KINDS[kind](pdf), tmp_path / "scan.pdf")
    reading = read_pages(path, Settings())
    assert reading.notices == ()
    assert [word.text for word in reading.pages[0].words] == (
        ["Polisen", "har", "arbetat", "med", "trygghet", "i", "centrum", "och", "nya", "fotpatruller"]
    )
    assert reading.page_readings[0].diagnosis == "no-text"


def test_a_picture_on_a_huge_page_is_read(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    square = np.pad(PRINTED, ((500, 500), (0, 0)), constant_values=255)
    path = put_on_a_page(
        pdf, of_samples(pdf, square, Name.DeviceGray), tmp_path / "huge.pdf", (20_000, 20_000)
    )
    (page,) = read_pages(path, Settings()).pages
    assert [word.text for word in page.words][:4] == ["Polisen", "har", "arbetat", "med"]
    assert (page.width, page.height) == pytest.approx((20_000, 20_000), rel=0.01)
