"""Years side by side: same, renamed, new and dropped commitments."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ingest.archive.compare import compare_years
from ingest.archive.dataset import Listed, write_dataset
from ingest.archive.outcome import outcome_of
from ingest.cli import app
from ingest.errors import UnreadableInput
from schema import Report
from tests.archive.reports import report

YEARS = {
    2021: ("SIG unga/avhopparverksamhet", "Krogar mot knark", "En bilfri skolstart"),
    2022: ("Krogar mot knark", "Öka tryggheten i centrum", "Trygga skolvägar"),
    # 2023 has no report
    2024: ("Ökad trygghet och synlig polis i centrum", "KROGAR MOT KNARK", "Trygga skolvägar", "=Ny"),
}


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    reports: dict[str, Report] = {}
    for number, (year, titles) in enumerate(YEARS.items()):
        digest = f"{number:x}" * 64
        reports[digest] = report(digest, year=year, titles=titles)
    reports["f" * 64] = report("f" * 64, year=2022, titles=YEARS[2022])  # the same year once more
    reports["e" * 64] = report("e" * 64, municipality="Växjö", code="0780")
    listed = [Listed(f"{digest}.pdf", outcome_of(found, "a.pdf")) for digest, found in reports.items()]
    write_dataset(listed, reports.__getitem__, folder, formats=())
    return folder


@pytest.mark.parametrize("name", ["Jönköping", "jonkoping", "Jönköpings kommun", "0680"])
def test_commitments_of_consecutive_years_are_linked(dataset: Path, name: str) -> None:
    found = [
        (change.from_year, change.to_year, change.status, change.title_before, change.title_after)
        for change in compare_years(dataset, name)
    ]

    assert found == [
        (2021, 2022, "same", "Krogar mot knark", "Krogar mot knark"),
        (2021, 2022, "new", None, "Öka tryggheten i centrum"),
        (2021, 2022, "new", None, "Trygga skolvägar"),
        (2021, 2022, "dropped", "SIG unga/avhopparverksamhet", None),
        (2021, 2022, "dropped", "En bilfri skolstart", None),
        (2022, 2024, "renamed", "Öka tryggheten i centrum", "Ökad trygghet och synlig polis i centrum"),
        (2022, 2024, "same", "Krogar mot knark", "KROGAR MOT KNARK"),
        (2022, 2024, "same", "Trygga skolvägar", "Trygga skolvägar"),
        (2022, 2024, "new", None, "=Ny"),
    ]


def test_the_similarity_says_how_sure_a_link_is(dataset: Path) -> None:
    for change in compare_years(dataset, "Jönköping"):
        match change.status:
            case "same":
                assert change.similarity == 1.0
                assert change.key_before == change.key_after
            case "renamed":
                assert change.similarity is not None and 0.6 <= change.similarity < 1
                assert change.key_before != change.key_after
            case _:
                assert change.similarity is None


def test_an_unknown_municipality_names_the_known_ones(dataset: Path, tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match=r"no report of Malmö .* it has: Jönköping, Växjö"):
        compare_years(dataset, "Malmö")
    with pytest.raises(UnreadableInput, match="is no data set"):
        compare_years(tmp_path, "Malmö")


def test_the_command_prints_a_table_and_writes_csv(dataset: Path, tmp_path: Path) -> None:
    file = tmp_path / "jämförelse.csv"

    shown = CliRunner().invoke(app, ["compare", str(dataset), "-m", "Jönköping", "--out", str(file)])

    assert shown.exit_code == 0
    assert "Jönköping 2022 → 2024\n  renamed  0.7" in shown.stdout
    assert "before: Öka tryggheten i centrum" in shown.stdout
    with file.open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    assert [row["status"] for row in rows][-1] == "new"
    assert rows[-1]["title_after"] == "'=Ny"

    printed = CliRunner().invoke(app, ["compare", str(dataset), "-m", "0680", "--format", "csv"])
    assert list(csv.DictReader(io.StringIO(printed.stdout, newline=""))) == rows


def test_one_year_alone_is_said(dataset: Path) -> None:
    shown = CliRunner().invoke(app, ["compare", str(dataset), "-m", "Växjö"])

    assert shown.exit_code == 0
    assert "only one year" in shown.stderr
