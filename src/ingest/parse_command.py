"""``tertial parse``: one or more reports → JSON on stdout, or a folder of JSON and CSV."""

from __future__ import annotations

import sys
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ingest.errors import SomeFailed, TertialError
from ingest.lexicon_file import users_words
from ingest.settings import PAGE_SECONDS, OcrMode, Settings

if TYPE_CHECKING:
    from schema import Report
    from schema.report import Severity


def parse_command(
    files: Annotated[list[Path], typer.Argument(help="PDF reports or text dumps.", show_default=False)],
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="Folder for report JSON files and the CSV tables over all of them."),
    ] = None,
    ocr: Annotated[OcrMode, typer.Option(help="Read pages by OCR: where needed, all, or none.")] = "auto",
    lexicon: Annotated[
        Path | None, typer.Option(help="Your own words and names, one a line, preferred where they fit.")
    ] = None,
    page_seconds: Annotated[float, typer.Option(help="Time limit for the OCR of one page.")] = PAGE_SECONDS,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")] = False,
) -> None:
    """Read follow-up reports and write them as data.

    One file goes to stdout as JSON. Several, or any with --out, go to a folder:
    a JSON file each, and commitments.csv, entries.csv and paragraphs.csv.
    """
    if out is None and len(files) > 1:
        raise typer.BadParameter("several files need a folder to go to: add --out FOLDER")
    settings = Settings(ocr=ocr, lexicon=users_words(lexicon), page_seconds=page_seconds)
    if out is None:
        _to_stdout(files[0], settings, quiet)
    else:
        _to_folder(files, out, settings, quiet)


def _to_stdout(file: Path, settings: Settings, quiet: bool) -> None:
    from ingest.export import report_to_json
    from ingest.pipeline import parse_report

    with _progress([file], quiet) as step:
        step(file)
        report = parse_report(file, settings)
    sys.stdout.buffer.write(report_to_json(report))
    sys.stdout.buffer.flush()
    if not quiet:
        _say(_summary_line(report))


def _to_folder(files: Sequence[Path], out: Path, settings: Settings, quiet: bool) -> None:
    from ingest.export import json_names, report_to_json, reports_to_csv
    from ingest.pipeline import parse_report
    from ingest.writing import write_whole

    reports: list[Report] = []
    failures: list[tuple[Path, TertialError]] = []
    names = json_names([str(file) for file in files])
    with _progress(files, quiet) as step:
        for file, name in zip(files, names, strict=True):
            step(file)
            try:
                report = parse_report(file, settings)
            except TertialError as error:
                failures.append((file, error))
                continue
            except Exception as error:
                traceback.print_exc()
                failures.append((file, _bug(error)))
                continue
            write_whole(out / name, report_to_json(report))
            reports.append(report)
    if reports:
        for name, table in reports_to_csv(reports).items():
            write_whole(out / name, table)
    if not quiet:
        _say_table(reports)
    for file, failure in failures:
        _say(f"tertial: {file}: {failure}")
    if reports and not quiet:
        _say(f"Written to {out}: {len(reports)} reports as JSON, and the CSV tables over all of them.")
    if failures:
        _fail(failures, written=len(reports))


def _bug(error: Exception) -> TertialError:
    return TertialError(f"a bug in tertial ({type(error).__name__}): please report it with the lines above.")


def _fail(failures: Sequence[tuple[Path, TertialError]], written: int) -> None:
    """Leave with the failures' own exit code where nothing was written and all failed alike."""
    codes = {failure.exit_code for _, failure in failures}
    if not written and len(codes) == 1:
        raise typer.Exit(codes.pop())
    names = ", ".join(file.name for file, _ in failures)
    raise SomeFailed(f"{len(failures)} of {written + len(failures)} files failed: {names}.")


@contextmanager
def _progress(files: Sequence[Path], quiet: bool) -> Iterator[Progress]:
    """Say on a terminal which file is being read; nothing elsewhere."""
    progress = Progress(len(files), shown=not quiet and sys.stderr.isatty())
    try:
        yield progress
    finally:
        progress.clear()


class Progress:
    """One line on the terminal that is written over."""

    def __init__(self, total: int, *, shown: bool) -> None:
        """Count up to ``total`` files; write nothing unless ``shown``."""
        self.total = total
        self.shown = shown
        self.done = 0

    def __call__(self, file: Path) -> None:
        """Begin with the next file."""
        self.done += 1
        if self.shown:
            sys.stderr.write(f"\r\x1b[Kreading {self.done}/{self.total}: {file.name}")
            sys.stderr.flush()

    def clear(self) -> None:
        """Take the line away again."""
        if self.shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def _summary_line(report: Report) -> str:
    entries = [entry for commitment in report.commitments for entry in commitment.entries]
    filled = sum(bool(entry.paragraphs) for entry in entries)
    return (
        f"{report.source.file}: {len(report.commitments)} commitments, {filled} of {len(entries)} entries "
        f"filled, layout {report.source.layout}, {_findings(report)}"
    )


def _findings(report: Report) -> str:
    counts = Counter(finding.severity for finding in report.findings)
    severities: tuple[Severity, ...] = ("error", "warning", "info")
    named = [f"{counts[severity]} {severity}" for severity in severities if counts[severity]]
    return "findings: " + (", ".join(named) or "none")


def _say_table(reports: Sequence[Report]) -> None:
    heads = ("file", "municipality", "year", "layout", "commitments", "entries", "findings")
    rows = [heads]
    for report in reports:
        entries = [entry for commitment in report.commitments for entry in commitment.entries]
        rows.append(
            (
                report.source.file,
                report.municipality or "?",
                str(report.year or "?"),
                report.source.layout,
                str(len(report.commitments)),
                f"{sum(bool(entry.paragraphs) for entry in entries)}/{len(entries)}",
                _findings(report).removeprefix("findings: "),
            )
        )
    widths = [max(len(row[column]) for row in rows) for column in range(len(heads))]
    for row in rows:
        _say("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def _say(message: str) -> None:
    print(message, file=sys.stderr)
