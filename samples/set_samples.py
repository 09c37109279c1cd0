"""Set the sample reports again: ``python samples/set_samples.py [name …]`` (all without a name).

Writes each PDF and, from the same typed source, its golden JSON beside it.
Nothing here is run by the tests; it needs LibreOffice, Chromium, pdfLaTeX and
the Python packages typst, weasyprint, python-docx, python-pptx, pypdf and
pypdfium2, poppler-utils and tesseract (English).
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from setting import answers, columns, matrix, stacked
from setting.dumps import DUMPS, set_dump
from setting.goldens import write
from setting.not_reports import NOT_REPORTS

FOLDER = Path(__file__).parent

SAMPLES = {**columns.SAMPLES, **matrix.SAMPLES, **stacked.SAMPLES, **answers.SAMPLES}


def main(names: list[str]) -> None:
    """Set the named samples, or all."""
    known = [*SAMPLES, *DUMPS, *NOT_REPORTS]
    unknown = sorted(set(names) - set(known))
    if unknown:
        sys.exit(f"no such sample: {', '.join(unknown)}; known: {', '.join(known)}")
    for name in names or known:
        if name in NOT_REPORTS:
            NOT_REPORTS[name](FOLDER / f"{name}.pdf")
        elif name in DUMPS:
            write(FOLDER / f"{name}.json", set_dump(name, FOLDER))
        else:
            write(FOLDER / f"{name}.json", SAMPLES[name](FOLDER / f"{name}.pdf"))
        print(name, file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1:])
