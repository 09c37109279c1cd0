"""What a user may choose; recorded in every report."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal

OcrMode = Literal["auto", "always", "never"]

PAGE_SECONDS = 120.0
"""Time limit for reading one page by OCR. Chosen at over 20 times the slowest sample page
(about 5 s on one core of a small server), so that it ends hangs and nothing else."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Choices that change what comes out."""

    ocr: OcrMode = "auto"
    """auto: where the page diagnosis asks for it; always: every page; never: text layers only."""
    lexicon: tuple[str, ...] = ()
    """A user's own words, preferred in restoration where they fit."""
    page_seconds: float = PAGE_SECONDS
    """Seconds after which OCR of one page is ended; the rest of the report is still delivered."""
    pages_at_once: int | None = None
    """Pages read by OCR side by side; None: one a processor. Changes nothing in what comes out, so it is
    not recorded; a batch, which fills the processors with reports, sets it to 1."""

    def as_text(self) -> dict[str, str]:
        """The settings as they are recorded in ``Report.source.settings``."""
        words = f"{len(self.lexicon)} words"
        if self.lexicon:
            digest = hashlib.sha256("\n".join(self.lexicon).encode("utf-8")).hexdigest()
            words += f" ({digest[:8]})"  # other words, other settings
        return {
            "ocr": self.ocr,
            "lexicon": words,
            "page_seconds": f"{self.page_seconds:g}",
        }
