"""``tertial validate`` and ``tertial rules``: what a CI pipeline runs over new reports and old archives."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from ingest.errors import UsageError
from ingest.settings import OcrMode, Settings

if TYPE_CHECKING:
    from ingest.validation.outcome import Outcome
    from ingest.validation.settings_file import ValidationSettings

FormatName = Literal["text", "json", "junit", "sarif", "github", "markdown"]
SeverityName = Literal["error", "warning", "info"]


def validate_command(
    paths: Annotated[
        list[Path],
        typer.Argument(help="PDF reports, text dumps, Report JSON files, data sets.", show_default=False),
    ],
    output_format: Annotated[FormatName, typer.Option("--format", "-f", help="How to tell it.")] = "text",
    write: Annotated[
        list[str] | None,
        typer.Option(metavar="FORMAT=FILE", help="Write another format to a file in the same run."),
    ] = None,
    fail_on: Annotated[
        SeverityName | None,
        typer.Option(help="The least severity that gives exit code 1.", show_default="error"),
    ] = None,
    expect: Annotated[Path | None, typer.Option(help="The plan: TOML with the agreed titles.")] = None,
    against: Annotated[
        Path | None, typer.Option(help="Last year's Report JSON, or a data set that holds it.")
    ] = None,
    as_of: Annotated[
        datetime.datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"],
            help="Date of the report: periods that ended by then should be filled. Without it, those that "
            "the report covers for other commitments.",
        ),
    ] = None,
    settings_file: Annotated[
        Path | None,
        typer.Option("--settings", help="Instead of the nearest tertial.toml or [tool.tertial]."),
    ] = None,
    baseline: Annotated[
        Path | None, typer.Option(help="Pass over the findings that this file holds.")
    ] = None,
    write_baseline: Annotated[
        Path | None, typer.Option(help="Write all findings to this file and accept them.")
    ] = None,
    ocr: Annotated[OcrMode, typer.Option(help="Read pages by OCR: where needed, all, or none.")] = "auto",
) -> None:
    """Check reports against the rules that `tertial rules` lists.

    Exit code 0: nothing at or above --fail-on. 1: something. 3 to 6: a file
    could not be read (see `tertial --help`), which outweighs findings.
    """
    from ingest.validation.baseline import baseline_as_json, baseline_of, read_baseline, without_known
    from ingest.validation.formats import FORMATS
    from ingest.validation.inputs import check_file, files_below, prepare
    from ingest.validation.outcome import exit_code_of
    from ingest.writing import write_whole

    settings = _settings(
        settings_file,
        {
            "fail_on": fail_on,
            "expect": expect,
            "against": against,
            "as_of": as_of.date() if as_of else None,
            "baseline": baseline,
        },
    )
    also = [_format_and_file(each) for each in write or ()]
    known = read_baseline(settings.baseline) if settings.baseline and not write_baseline else None
    checking = prepare(settings, Settings(ocr=ocr, lexicon=settings.words))
    files = files_below(paths)
    outcomes: list[Outcome] = []
    for number, file in enumerate(files, 1):
        _progress(f"checking {number}/{len(files)}: {file.name}")
        outcomes.append(check_file(file, checking))
    _progress("")
    if write_baseline:
        accepted = baseline_of(outcomes)
        write_whole(write_baseline, baseline_as_json(accepted).encode())
        print(f"Accepted in {write_baseline}: {sum(each.times for each in accepted.findings)} findings.",
              file=sys.stderr)  # fmt: skip
        known = accepted
    if known:
        outcomes = without_known(outcomes, known)
    for name, file in also:
        write_whole(file, FORMATS[name](outcomes, settings.fail_on).encode())
    sys.stdout.write(FORMATS[output_format](outcomes, settings.fail_on))
    sys.stdout.flush()
    _say_what_failed(outcomes, output_format)
    raise typer.Exit(exit_code_of(outcomes, settings.fail_on))


def rules_command(
    output_format: Annotated[
        Literal["text", "json"], typer.Option("--format", "-f", help="How to list them.")
    ] = "text",
    settings_file: Annotated[
        Path | None,
        typer.Option("--settings", help="Instead of the nearest tertial.toml or [tool.tertial]."),
    ] = None,
) -> None:
    """List the rules with the severities that hold here, why they matter, and how to mend what they find."""
    from ingest.validation.rule_list import rules_as_json, rules_as_text

    settings = _settings(settings_file, {})
    to_list = rules_as_json if output_format == "json" else rules_as_text
    sys.stdout.write(to_list(settings.rules))


def _settings(path: Path | None, options: dict[str, object]) -> ValidationSettings:
    """The settings file with what the command line says over it."""
    from ingest.validation.settings_file import find_settings, read_settings

    settings = read_settings(path or find_settings(Path.cwd()))
    return settings.model_copy(update={name: value for name, value in options.items() if value is not None})


def _format_and_file(given: str) -> tuple[str, Path]:
    from ingest.validation.formats import FORMATS

    name, sign, file = given.partition("=")
    if not sign or not file or name not in FORMATS:
        raise UsageError(f"--write {given}: say FORMAT=FILE, FORMAT one of {', '.join(FORMATS)}.")
    return name, Path(file)


def _progress(message: str) -> None:
    """Write over the last line of a terminal; nothing elsewhere."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{message}")
        sys.stderr.flush()


def _say_what_failed(outcomes: Sequence[Outcome], output_format: str) -> None:
    """Files that could not be read are told on stderr too, where the format itself is for programs."""
    if output_format != "text":
        for outcome in outcomes:
            if outcome.exit_code:
                for finding in outcome.findings:
                    print(f"tertial: {outcome.path}: {finding.message}", file=sys.stderr)
