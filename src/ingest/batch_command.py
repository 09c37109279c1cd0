"""``tertial batch``: the command line of `ingest.archive.run`."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ingest.errors import ExitCode
from ingest.lexicon_file import users_words
from ingest.settings import PAGE_SECONDS, OcrMode, Settings

if TYPE_CHECKING:
    from ingest.archive.dataset import Format
    from ingest.archive.run import Summary

STOPPED = 130
"""Exit code after Ctrl-C: 128 + SIGINT, as shells have it."""


OUTCOMES = ("ok", "with findings", "not a report", "failed")
"""In the order in which the summary counts them."""


def batch_command(
    archive: Annotated[str, typer.Argument(help="Folder with reports (PDFs and text dumps), or its URL.")],
    out: Annotated[str, typer.Option("--out", "-o", help="Folder of the data set, or its URL.")],
    jobs: Annotated[
        int, typer.Option("--jobs", "-j", min=0, help="Reports read at once.", show_default="one a core")
    ] = 0,
    timeout: Annotated[float, typer.Option(min=1, help="Seconds one report may take.")] = 900,
    memory: Annotated[int, typer.Option(min=256, help="Megabytes one report may use (Linux).")] = 2048,
    formats: Annotated[
        str, typer.Option(help="Written besides CSV, parted by commas: parquet, sqlite, xlsx, or none.")
    ] = "parquet,sqlite,xlsx",
    excel: Annotated[bool, typer.Option("--excel", help="CSV for a Swedish Excel: semicolons, BOM.")] = False,
    refresh: Annotated[
        bool, typer.Option("--refresh", help="Read again what other versions or settings have read.")
    ] = False,
    ocr: Annotated[OcrMode, typer.Option(help="Read pages by OCR: where needed, all, or none.")] = "auto",
    lexicon: Annotated[
        Path | None, typer.Option(help="Your own words and names, one a line, preferred where they fit.")
    ] = None,
    page_seconds: Annotated[float, typer.Option(help="Time limit for the OCR of one page.")] = PAGE_SECONDS,
    scheduler: Annotated[
        str | None, typer.Option(help="Dask scheduler to work on, tcp://host:8786 (needs tertial[cluster]).")
    ] = None,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="No progress, and no summary if nothing failed.")
    ] = False,
) -> None:
    """Read a whole archive into a data set; run it again to go on where it stopped.

    Every PDF and text dump below ARCHIVE ends in dataset/outcomes.csv, every
    report in dataset/reports/ as JSON and in the tables (CSV, Parquet,
    SQLite, Excel) beside it. Hidden files are passed over.
    """
    from ingest.archive.run import Options, run_batch

    options = Options(
        settings=Settings(ocr=ocr, lexicon=users_words(lexicon), page_seconds=page_seconds, pages_at_once=1),
        jobs=jobs or _cores(),
        seconds=timeout,
        memory_mb=memory,
        formats=_formats(formats),
        excel=excel,
        refresh=refresh,
        quiet=quiet,
        scheduler=scheduler,
    )
    try:
        summary = run_batch(archive, out, options, _say_nothing if quiet else _say)
    except KeyboardInterrupt:
        _say("stopped; what is done is kept: the same command goes on from here.")
        raise typer.Exit(STOPPED) from None
    failed = summary.outcomes.get("failed", 0)
    if failed or not quiet:
        _report(summary, out)
    if failed:
        raise typer.Exit(ExitCode.SOME_FAILED)


def _formats(wanted: str) -> tuple[Format, ...]:
    from ingest.archive.dataset import FORMATS

    names = {name.strip() for name in wanted.split(",")} - {"", "none", "csv"}
    if unknown := names - set(FORMATS):
        raise typer.BadParameter(f"unknown: {', '.join(sorted(unknown))}; known: {', '.join(FORMATS)}, none")
    return tuple(known for known in FORMATS if known in names)


def _cores() -> int:
    """The cores this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _report(summary: Summary, out: str) -> None:
    counts = ", ".join(
        f"{summary.outcomes[name]:,} {name}" for name in OUTCOMES if summary.outcomes.get(name)
    )
    inputs = sum(summary.outcomes.values())
    _say(f"{inputs:,} files: {counts}; {summary.read:,} read in this run. The data set is in {out}.")
    for failure in summary.failures:
        _say(f"failed: {failure}")
    if summary.outcomes.get("failed", 0) > len(summary.failures):
        _say("and more: see outcomes.csv.")


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _say_nothing(_: str) -> None:
    pass
