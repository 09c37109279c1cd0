"""The command ``tertial``: the only module that prints and exits.

Data goes to stdout, everything else to stderr. Commands import what they need
when they run, so that ``--help`` is quick.
"""

from __future__ import annotations

import os
import sys
import traceback
from typing import Annotated

import typer

from ingest.batch_command import batch_command
from ingest.compare_command import compare_command
from ingest.errors import ExitCode, TertialError
from ingest.parse_command import parse_command
from ingest.restore_command import restore_command
from ingest.validate_command import rules_command, validate_command
from ingest.version import __version__

app = typer.Typer(
    name="tertial",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain help starts in half the time, and pastes well
    help="Turns follow-up reports of Swedish citizens' promises (medborgarlöften) from PDF into data.",
    epilog="Exit codes: 0 done, 1 findings (validate), 2 wrong usage, 3 unreadable input, 4 not a "
    "follow-up report, 5 OCR missing, 6 some files failed, 7 cannot write, 70 a bug in tertial.",
)


def _show_version(wanted: bool) -> None:
    if wanted:
        print(__version__)
        raise typer.Exit


@app.callback()
def _options(
    show_version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    pass


app.command("parse", epilog="Example: tertial parse report.pdf dump.txt --out data")(parse_command)
app.command("batch", epilog="Example: tertial batch archive/ --out dataset/")(batch_command)
app.command("compare", epilog="Example: tertial compare dataset/ --municipality Jönköping")(compare_command)
app.command("restore", epilog="Example: tertial restore < dump.txt > clean.txt")(restore_command)
app.command("validate", epilog="Example: tertial validate reports/*.pdf --format junit > junit.xml")(
    validate_command
)
app.command("rules", epilog="Example: tertial rules")(rules_command)


@app.command("schema", epilog="Example: tertial schema > report.schema.json")
def schema_command() -> None:
    """Print the JSON Schema of a report."""
    import json

    from schema import Report

    schema = Report.model_json_schema(mode="serialization")
    print(json.dumps(schema, ensure_ascii=False, indent=2))


def main() -> None:
    """Run the command; turn errors into one sentence on stderr and a documented exit code."""
    # NumPy starts in half the time without a pool of threads, which would only get in the way of the
    # processes that read pages and reports side by side.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    try:
        app()
    except TertialError as error:
        print(f"tertial: {error}", file=sys.stderr)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        print("tertial: interrupted.", file=sys.stderr)
        sys.exit(130)
    except BrokenPipeError:
        # The reader of our output went away (`tertial … | head`): nobody is left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(ExitCode.OK)
    except Exception:
        traceback.print_exc()
        print("tertial: this is a bug: please report it with the lines above.", file=sys.stderr)
        sys.exit(ExitCode.UNEXPECTED)
