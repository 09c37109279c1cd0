"""The commitments of one municipality over the years: same, renamed, new, dropped.

Titles of consecutive years are matched one to one, equal ones first and then
the most alike. The best pair is never given up for a better sum over all
pairs: two titles that clearly belong together should not be parted so that
two doubtful pairs can be made.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

from ingest.archive.csv_tables import read_table
from ingest.archive.keys import fold
from ingest.errors import UnreadableInput
from ingest.validation.rule import Thresholds
from ingest.validation.title_matching import match_titles
from schema.tables import ChangeRow, CommitmentRow, ReportRow

ALIKE = Thresholds().title_similarity
"""From here two titles are one commitment renamed, as for ``tertial validate``. Of the 300 pairs of
different commitments in samples/ the most alike have 0.48."""


def compare_years(dataset: Path, municipality: str) -> list[ChangeRow]:
    """What became of each commitment from each year to the next that has a report.

    ``municipality`` is a name ("Jönköping", also "Jönköpings kommun"), a code
    ("0680") or a police area; case, å, ä and ö do not matter. Several reports
    of a year count as one.

    Raises:
        UnreadableInput: there is no data set, or nothing of that municipality in it.
    """
    try:
        reports = [row for row in read_table(dataset, ReportRow) if row.year is not None]
        chosen = {row.report: row for row in reports if _is_of(row, municipality)}
        if not chosen:
            raise UnreadableInput(_not_found(municipality, reports))
        commitments = [row for row in read_table(dataset, CommitmentRow) if row.report in chosen]
    except FileNotFoundError as error:
        missing = Path(error.filename).name
        raise UnreadableInput(
            f"{dataset} is no data set ({missing} is missing): make one with `tertial batch`."
        ) from error
    years: dict[int, dict[str, str]] = {}
    for row in commitments:
        year = chosen[row.report].year
        assert year is not None
        years.setdefault(year, {}).setdefault(row.commitment_key, row.title)
    name = _name(next(iter(chosen.values())))
    found = [
        change
        for before, after in pairwise(sorted(years))
        for change in _changes(name, before, years[before], after, years[after])
    ]
    return [change.model_copy(update={"change": number}) for number, change in enumerate(found, start=1)]


def _changes(
    name: str, from_year: int, before: dict[str, str], to_year: int, after: dict[str, str]
) -> Iterator[ChangeRow]:
    """The later year's commitments in their order, then those that were dropped."""
    old, new = list(before.items()), list(after.items())
    matches = match_titles([title for _, title in new], [title for _, title in old], ALIKE)
    common = {"change": 1, "municipality": name, "from_year": from_year, "to_year": to_year}
    for (key, title), match in zip(new, matches, strict=True):
        known = old[match.found] if match.found is not None else None
        yield ChangeRow.model_validate(
            common
            | {
                "status": "new" if known is None else "same" if match.similarity == 1.0 else "renamed",
                "similarity": round(match.similarity, 3) if known else None,
                "title_before": known[1] if known else None,
                "title_after": title,
                "key_before": known[0] if known else None,
                "key_after": key,
            }
        )
    kept = {match.found for match in matches}
    for number, (key, title) in enumerate(old):
        if number not in kept:
            yield ChangeRow.model_validate(
                common
                | {
                    "status": "dropped",
                    "similarity": None,
                    "title_before": title,
                    "title_after": None,
                    "key_before": key,
                    "key_after": None,
                }
            )


def _is_of(row: ReportRow, wanted: str) -> bool:
    words = fold(wanted).removesuffix(" kommun")
    names = {fold(name) for name in (row.municipality, row.police_area) if name}
    return wanted == row.municipality_code or words in names or words.removesuffix("s") in names


def _name(row: ReportRow) -> str:
    return row.municipality or row.police_area or ""


def _not_found(municipality: str, reports: Iterable[ReportRow]) -> str:
    known = sorted({_name(row) for row in reports} - {""})
    listed = ", ".join(known) if known else "none that names a place and a year"
    return f"the data set has no report of {municipality} with a year; it has: {listed}."
