"""Real noise: set held text in a font, let English tesseract read it, align the lines.

``python -m training.engine_pairs TEXT FONTS.txt OUT.tsv --seed N --seconds N [--quality q1|q2|q3]``

FONTS.txt lists font files, one a line. Writes ``read TAB true TAB font|size|damage|similarity``,
and appends, so that it can be stopped and run again with another seed.
"""

from __future__ import annotations

import argparse
import difflib
import io
import os
import random
import subprocess
import textwrap
import time
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter, ImageFont

SIZES = (16, 18, 20, 22, 24, 26, 28, 30, 32, 34, 36, 38, 42, 46, 52)
TEST_SIZES = (24, 28, 33, 38, 42)
WIDTHS = (38, 45, 52, 60, 75, 90)
"""Characters of a line."""
DAMAGES = ("clean", "clean", "blur", "resample", "jpeg", "noise", "threshold", "rotate", "hard")
QUALITIES = {"q1": "clean", "q2": "resample", "q3": "hard"}
SIMILAR = 0.6
"""Share of equal characters from which on two lines are taken for one another."""
MOST_LINES = 45


def set_page(lines: list[str], font: ImageFont.FreeTypeFont, size: int, rng: random.Random) -> Image.Image:
    """The lines as black on white."""
    gap = rng.choice((1.15, 1.25, 1.35, 1.5))
    width = int(max(font.getlength(line) for line in lines)) + 2 * size + 20
    page = Image.new("L", (width, int(len(lines) * size * gap) + 3 * size), 255)
    ink = rng.choice((0, 0, 0, 30, 60, 90))
    draw = ImageDraw.Draw(page)
    for k, line in enumerate(lines):
        draw.text((size, size + k * size * gap), line, font=font, fill=ink)
    return page


def spoil(page: Image.Image, damage: str, size: int, shrink: float | None, rng: random.Random) -> Image.Image:
    """The page as a poor scan has it."""
    width, height = page.size
    if damage == "blur":
        page = page.filter(ImageFilter.GaussianBlur(rng.uniform(0.4, 1.4) * size / 30))
    if damage in ("resample", "hard"):
        s = shrink or rng.uniform(0.5, 0.8)
        page = page.resize((int(width * s), int(height * s)), Image.Resampling.BILINEAR)
        page = page.resize((width, height), Image.Resampling.BICUBIC)
    if damage in ("jpeg", "hard"):
        buffer = io.BytesIO()
        page.save(buffer, "JPEG", quality=rng.randint(15, 50))
        page = Image.open(io.BytesIO(buffer.getvalue())).convert("L")
    if damage in ("noise", "hard"):
        noise = Image.effect_noise((width, height), rng.uniform(20, 70))
        page = Image.blend(page, noise, rng.uniform(0.08, 0.25))
        if rng.random() < 0.5:
            page = page.filter(ImageFilter.GaussianBlur(0.5))
    if damage == "threshold":
        level = rng.randint(90, 190)
        page = page.filter(ImageFilter.GaussianBlur(rng.uniform(0.3, 1.2) * size / 30))
        page = page.point(lambda value: 255 if value > level else 0)
    if damage == "rotate":
        page = page.rotate(rng.uniform(-0.8, 0.8), resample=Image.Resampling.BICUBIC, fillcolor=255)
    return page


def read_page(page: Image.Image) -> list[str]:
    """What English tesseract reads."""
    buffer = io.BytesIO()
    page.save(buffer, "PNG")
    command = ["tesseract", "-", "-", "-l", "eng", "--psm", "6"]
    run = subprocess.run(
        command,
        input=buffer.getvalue(),
        capture_output=True,
        check=False,
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},
    )
    text = run.stdout.decode("utf-8", "replace").replace("\f", "")
    return [line.strip() for line in text.split("\n") if line.strip()]


def matched(read: list[str], true: list[str]) -> list[tuple[str, str, float]]:
    """Lines as read beside lines as set, in order; lines without a likeness are left out."""
    pairs, at = [], 0
    for line in true:
        best: tuple[float, int] | None = None
        for k in range(at, min(at + 4, len(read))):
            if abs(len(read[k]) - len(line)) > max(4, 0.25 * len(line)):
                continue
            ratio = difflib.SequenceMatcher(None, read[k], line, autojunk=False).ratio()
            if ratio > SIMILAR and (best is None or ratio > best[0] + 0.05):
                best = (ratio, k)
        if best:
            pairs.append((read[best[1]], line, best[0]))
            at = best[1] + 1
    return pairs


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("text", type=Path)
    parser.add_argument("fonts", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--quality", choices=sorted(QUALITIES))
    a = parser.parse_args()
    rng = random.Random(a.seed)
    fonts = [line.strip() for line in a.fonts.read_text(encoding="utf-8").split("\n") if line.strip()]
    found = [d.split("\n") for d in a.text.read_text(encoding="utf-8").split("\n\n") if d.strip()]
    begun = time.monotonic()
    with a.out.open("a", encoding="utf-8") as file:
        while time.monotonic() - begun < a.seconds:
            document = rng.choice(found)
            first = rng.randrange(len(document))
            paragraphs = [p[:1500] for p in document[first : first + rng.randint(2, 8)]]
            path, size = rng.choice(fonts), rng.choice(TEST_SIZES if a.quality else SIZES)
            if not a.quality and rng.random() < 0.06:
                paragraphs = [p.upper() for p in paragraphs]
            width = rng.choice(WIDTHS)
            lines = [x for p in paragraphs for x in [*textwrap.wrap(p, width, break_long_words=False), ""]]
            lines = lines[:MOST_LINES]
            damage = QUALITIES[a.quality] if a.quality else rng.choice(DAMAGES)
            shrink = {"q2": 0.7, "q3": 0.6}.get(a.quality or "")
            page = spoil(
                set_page(lines, ImageFont.truetype(path, size), size, rng), damage, size, shrink, rng
            )
            for read, true, ratio in matched(read_page(page), [line for line in lines if line]):
                file.write(f"{read}\t{true}\t{Path(path).name}|{size}|{damage}|{ratio:.2f}\n")
            file.flush()


if __name__ == "__main__":
    main()
