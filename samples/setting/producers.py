"""The programs that make the PDFs. Each takes a document's text and writes one PDF.

They run only when samples are set again; reading and testing never need them.
LibreOffice 7.4 (Writer, Impress), Chromium's print-to-PDF, Typst 0.15,
WeasyPrint and pdfLaTeX set the samples that lie here.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

SET_ON = 1_735_689_600
"""1 January 2025 as seconds since 1970: the date in every PDF that takes one from outside."""

PATIENCE = 180
"""Seconds after which a producer is taken to hang; the slowest needs about ten."""


def office(document: Path, pdf: Path) -> None:
    """Convert a .docx or .pptx with LibreOffice, as a town's clerk exports it."""
    program = shutil.which("soffice") or "soffice"
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [
                program,
                f"-env:UserInstallation=file://{folder}/profile",
                "--headless",
                "--convert-to",
                "pdf",
                "--outdir",
                folder,
                str(document),
            ],
            check=True,
            capture_output=True,
            timeout=PATIENCE,
            env={**os.environ, "SOURCE_DATE_EPOCH": str(SET_ON), "LC_ALL": "C.UTF-8"},
        )
        shutil.copyfile(Path(folder) / f"{document.stem}.pdf", pdf)


def chromium(html: str, pdf: Path) -> None:
    """Print a page with Chromium, as a web page is saved to PDF."""
    program = shutil.which("chromium") or shutil.which("google-chrome") or "chromium"
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "report.html"
        page.write_text(html, encoding="utf-8")
        subprocess.run(
            [
                program,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                f"--user-data-dir={folder}/profile",
                "--no-pdf-header-footer",
                f"--print-to-pdf={pdf}",
                page.as_uri(),
            ],
            check=True,
            capture_output=True,
            timeout=PATIENCE,
        )


def typst(text: str, pdf: Path) -> None:
    """Compile Typst markup."""
    import typst as compiler

    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "report.typ"
        page.write_text(text, encoding="utf-8")
        compiler.compile(str(page), output=str(pdf), timestamp=SET_ON)


def weasyprint(html: str, pdf: Path) -> None:
    """Set HTML with WeasyPrint, as web systems make their PDFs."""
    os.environ["SOURCE_DATE_EPOCH"] = str(SET_ON)
    import weasyprint as printer

    printer.HTML(string=html).write_pdf(str(pdf))


def latex(text: str, pdf: Path) -> None:
    """Compile LaTeX, twice so that page references settle."""
    program = shutil.which("pdflatex") or "pdflatex"
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "report.tex").write_text(text, encoding="utf-8")
        for _ in range(2):
            subprocess.run(
                [program, "-interaction=nonstopmode", "-halt-on-error", "report.tex"],
                cwd=folder,
                check=True,
                capture_output=True,
                timeout=PATIENCE,
                env={**os.environ, "SOURCE_DATE_EPOCH": str(SET_ON), "FORCE_SOURCE_DATE": "1"},
            )
        shutil.copyfile(Path(folder) / "report.pdf", pdf)


def cairo(made: Path, pdf: Path) -> None:
    """Write a PDF again through cairo, as printing to a file does: every letter is placed anew."""
    subprocess.run(
        ["pdftocairo", "-pdf", str(made), str(pdf)],
        check=True,
        timeout=PATIENCE,
        env={**os.environ, "SOURCE_DATE_EPOCH": str(SET_ON)},
    )


def locked_and_turned(made: Path, pdf: Path) -> None:
    """Turn the pages' content and turn it back by /Rotate; lock against changes, not against reading."""
    from pypdf import PdfWriter

    turned = PdfWriter(clone_from=str(made))
    for page in turned.pages:
        page.rotate(-90)
        page.transfer_rotation_to_content()
        page.rotate(90)
    whole = io.BytesIO()
    turned.write(whole)
    locked = PdfWriter(clone_from=whole)
    locked.encrypt(user_password="", owner_password="hudiksvall", algorithm="AES-128")
    locked.write(str(pdf))
