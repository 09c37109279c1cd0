"""``tertial restore``: a filter that gives Swedish text its letters back."""

from __future__ import annotations

import json
import sys
from bisect import bisect_right
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ingest.errors import UnreadableInput
from ingest.lexicon_file import users_words

if TYPE_CHECKING:
    from ingest.restoration import Restored


def restore_command(
    path: Annotated[
        Path | None,
        typer.Argument(help="A text dump; without it, or as -, standard input.", show_default=False),
    ] = None,
    explain: Annotated[
        bool,
        typer.Option(
            "--explain", help="Instead of the text, a JSON line for every change and doubtful word."
        ),
    ] = False,
    lexicon: Annotated[
        Path | None,
        typer.Option(help="Words of your own, one a line, preferred where they fit."),
    ] = None,
) -> None:
    """Give a text read by a wrong-language OCR run its å, ä and ö back.

    Writes as many lines as it reads; sound text and other languages pass unchanged.
    """
    from ingest.restoration import restore
    from ingest.restoration.encoding import read_text

    found = read_text(_bytes_of(path))
    if not found.encoding.startswith("utf"):
        print(f"The text is not UTF-8; it was read as {found.encoding}.", file=sys.stderr)
    if found.mended:
        print(f"{found.mended} lines were once decoded wrongly and were mended.", file=sys.stderr)
    restored = restore(found.text, lexicon=users_words(lexicon))
    out = "".join(line + "\n" for line in explained(restored)) if explain else restored.text
    sys.stdout.buffer.write(out.encode("utf-8", "surrogatepass"))
    sys.stdout.buffer.flush()


def explained(restored: Restored) -> Iterator[str]:
    """A JSON line for every change, and for every doubtful word that was left."""
    starts = [0]
    for line in restored.raw.split("\n")[:-1]:
        starts.append(starts[-1] + len(line) + 1)
    changed = {change.start for change in restored.changes}
    records = [
        (c.start, c.end, c.before, c.after, c.kind, c.confidence, c.reason, c.alternatives)
        for c in restored.changes
    ] + [
        (
            d.start,
            d.end,
            d.word,
            d.word,
            "doubt",
            d.confidence,
            "left as it was read, in doubt",
            d.alternatives,
        )
        for d in restored.doubts
        if d.start not in changed
    ]
    for start, end, before, after, kind, confidence, why, alternatives in sorted(records):
        number = bisect_right(starts, start)
        offset = starts[number - 1]
        yield json.dumps(
            {
                "line": number,
                "span": [start - offset, end - offset],
                "before": before,
                "after": after,
                "kind": kind,
                "confidence": confidence,
                "why": why,
                "alternatives": alternatives,
            },
            ensure_ascii=False,
        )


def _bytes_of(path: Path | None) -> bytes:
    if path is None or str(path) == "-":
        return sys.stdin.buffer.read()
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableInput(f"{path} cannot be read ({error.strerror}); name a text file.") from error
