"""The data set: the same rows in every format, valid by the standard, safe in a spreadsheet."""

from __future__ import annotations

import csv
import datetime
import json
import shutil
import sqlite3
import subprocess
from pathlib import Path

import openpyxl
import pyarrow.parquet
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.archive.csv_tables import read_table
from ingest.archive.dataset import SQLITE, WORKBOOK, Listed, file_names, write_dataset
from ingest.archive.outcome import Outcome, outcome_of
from ingest.archive.spreadsheet_safety import FORMULA_STARTS, guard, unguard
from ingest.archive.tables import report_to_rows
from ingest.archive.workbook import CELL_CHARACTERS, Workbook
from schema import Report
from schema.tables import TABLES, EntryRow, Row, columns_of
from tests.archive.reports import report

REPORTS = {
    "ab" * 32: report("ab" * 32, text='=HYPERLINK("http://x";"klicka")\nandra raden; "citat", å'),
    "cd" * 32: report("cd" * 32, year=2023, text="'redan en apostrof"),
    "ef" * 32: report("ef" * 32, year=None, municipality=None, code=None, text="Öster – 50\xa0%"),
}


def write(folder: Path, reports: dict[str, Report] = REPORTS, *, excel: bool = False) -> tuple[str, ...]:
    folder.mkdir(parents=True, exist_ok=True)
    listed = [
        Listed(f"mapp/{digest[:2]}.pdf", outcome_of(found, "rapport.pdf"))
        for digest, found in reports.items()
    ]
    listed.append(Listed("mapp/kopia.pdf", listed[0].outcome, same_as=listed[0].path))
    listed.append(Listed("mapp/trasig.pdf", Outcome("99" * 32, "failed", "trasig.pdf", reason="=trasig")))
    listed.append(Listed("mapp/ål.pdf", Outcome("", "failed", "ål.pdf", reason="cannot be opened")))
    return write_dataset(listed, reports.__getitem__, folder, excel=excel)


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    assert write(folder) == ()
    return folder


def rows_of(table: type[Row]) -> list[Row]:
    return [row for found in REPORTS.values() for row in report_to_rows(found) if row.table == table.table]


def test_the_named_files_are_written(dataset: Path) -> None:
    assert sorted(file.name for file in dataset.iterdir()) == sorted(
        file_names(("parquet", "sqlite", "xlsx"))
    )


def test_every_table_has_rows(dataset: Path) -> None:
    for table in TABLES:
        assert list(read_table(dataset, table)), table.table


@pytest.mark.parametrize("excel", [False, True])
def test_csv_gives_back_what_was_written(tmp_path: Path, excel: bool) -> None:
    write(tmp_path, excel=excel)

    for table in TABLES:
        if table.table != "outcomes":
            assert list(read_table(tmp_path, table)) == rows_of(table)


def test_plain_csv_is_rfc_4180(dataset: Path) -> None:
    data = (dataset / "entries.csv").read_bytes()

    assert data.startswith(b"entry,commitment,number,period,")
    assert data.endswith(b"\r\n")
    assert '"\'=HYPERLINK(""http://x"";""klicka"")\nandra raden; ""citat"", å"'.encode() in data


def test_excel_csv_has_a_bom_semicolons_and_decimal_commas(tmp_path: Path) -> None:
    write(tmp_path, excel=True)

    data = (tmp_path / "paragraphs.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbfparagraph;entry;number;")
    assert b";100,5;" in data


def test_parquet_is_exact_and_says_its_units(dataset: Path) -> None:
    for table in TABLES:
        read = pyarrow.parquet.read_table(dataset / f"{table.table}.parquet")
        if table.table != "outcomes":
            assert [table.model_validate(row) for row in read.to_pylist()] == rows_of(table)
    schema = pyarrow.parquet.read_schema(dataset / "paragraphs.parquet")
    assert schema.field("x0").metadata[b"unit"] == b"PDF points (1/72 inch)"
    assert schema.field("paragraph").nullable is False


def test_sqlite_is_exact_with_keys_that_hold(dataset: Path) -> None:
    connection = sqlite3.connect(dataset / SQLITE)
    connection.row_factory = sqlite3.Row

    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    for table in TABLES:
        read = [dict(row) for row in connection.execute(f"SELECT * FROM {table.table} ORDER BY rowid")]
        if table.table != "outcomes":
            assert [table.model_validate(row) for row in read] == rows_of(table)
        referred = {
            row["from"]: (row["table"], row["to"])
            for row in connection.execute(f"PRAGMA foreign_key_list({table.table})")
        }
        keys = {other.table: other.key for other in TABLES}
        assert referred == {name: (other, keys[other]) for name, other in table.references.items()}
    connection.close()


def test_sqlite_finds_words_also_without_their_dots(dataset: Path) -> None:
    connection = sqlite3.connect(dataset / SQLITE)
    for words in ("öster", "oster", "ÖSTER"):
        found = connection.execute(
            "SELECT entries.entry FROM entries_fts JOIN entries ON entries.rowid = entries_fts.rowid "
            "WHERE entries_fts MATCH ?",
            (words,),
        ).fetchall()
        assert found == [("efefefefefefefef-1-e1",), ("efefefefefefefef-2-e1",)]
    assert connection.execute("SELECT count(*) FROM entries_in_context").fetchone() == (12,)
    connection.close()


def test_the_workbook_holds_every_row_exactly(dataset: Path) -> None:
    book = openpyxl.load_workbook(dataset / WORKBOOK)

    assert book.sheetnames == ["about", *(table.table for table in TABLES)]
    for table in TABLES:
        heading, *rows = book[table.table].iter_rows(values_only=True)
        assert list(heading) == list(table.model_fields)
        if table.table != "outcomes":
            expected = [[_as_cell(value) for value in dict(row).values()] for row in rows_of(table)]
            assert [list(row) for row in rows] == expected


def test_the_workbook_runs_no_formulas(dataset: Path) -> None:
    for sheet in openpyxl.load_workbook(dataset / WORKBOOK):
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                if isinstance(cell.value, str) and cell.value.startswith(FORMULA_STARTS):
                    assert cell.quotePrefix, cell.value


def _as_cell(value: object) -> object:
    if isinstance(value, datetime.date):
        return datetime.datetime.combine(value, datetime.time())
    return None if value == "" else value


def test_what_excel_cannot_hold_is_said(tmp_path: Path) -> None:
    book = Workbook(tmp_path / "bok.xlsx", sheet_rows=4)
    entries = [
        EntryRow(
            entry=f"a-1-e{number}",
            commitment="a-1",
            number=number,
            period="T1",
            kind="period",
            start=None,
            end=None,
            text="å" * (CELL_CHARACTERS + (number == 2)),
            paragraphs=1,
            confidence=1,
        )
        for number in range(1, 6)
    ]
    for entry in entries:
        book.write(entry)
    book.close()

    read = openpyxl.load_workbook(tmp_path / "bok.xlsx")
    assert read["entries"].max_row == 4
    assert [row[0].value for row in read["entries (2)"].iter_rows(min_row=2)] == ["a-1-e4", "a-1-e5"]
    assert read["entries"]["H2"].value == entries[0].text
    assert read["entries"]["H3"].value == "å" * (CELL_CHARACTERS - 4) + " […]"
    assert book.notices == [
        "entries.text of a-1-e2 has 32,768 characters, a cell of Excel takes 32,767: "
        "cut in the workbook, whole in every other file",
        "the table entries has more rows than a sheet of Excel: it goes on in the sheet “entries (2)”",
    ]
    assert book.notices[0] in [row[0].value for row in read["about"].iter_rows()]


@pytest.mark.parametrize("excel", [False, True])
def test_the_same_reports_give_the_same_bytes(tmp_path: Path, excel: bool) -> None:
    write(tmp_path / "ett", excel=excel)
    write(tmp_path / "två", excel=excel)

    for file in (tmp_path / "ett").iterdir():
        assert file.read_bytes() == (tmp_path / "två" / file.name).read_bytes(), file.name


@pytest.mark.parametrize("excel", [False, True])
def test_the_data_package_is_valid(tmp_path: Path, excel: bool) -> None:
    frictionless = pytest.importorskip("frictionless")
    write(tmp_path, excel=excel)

    found = frictionless.validate(str(tmp_path / "datapackage.json"))

    assert found.valid, found.flatten(["title", "message"])
    assert len(found.tasks) == len(TABLES)


def test_a_wrong_table_would_not_be_valid(tmp_path: Path) -> None:
    frictionless = pytest.importorskip("frictionless")
    write(tmp_path)
    lines = (tmp_path / "fields.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (tmp_path / "fields.csv").write_text(
        "".join(lines).replace("-1,1,", "-7,1,"), encoding="utf-8", newline=""
    )

    assert not frictionless.validate(str(tmp_path / "datapackage.json")).valid


def test_every_table_says_units_sources_and_licences(dataset: Path) -> None:
    package = json.loads((dataset / "datapackage.json").read_text(encoding="utf-8"))

    for resource, table in zip(package["resources"], TABLES, strict=True):
        assert resource["sources"] and resource["licenses"] and resource["description"]
        fields = resource["schema"]["fields"]
        assert [field["name"] for field in fields] == [column.name for column in columns_of(table)]
        assert all(field["description"] for field in fields)
        assert all(field["unit"] for field in fields if field["type"] == "number")


@given(st.text())
def test_making_a_text_safe_can_be_undone(text: str) -> None:
    assert unguard(guard(text)) == text
    assert not guard(text).startswith(FORMULA_STARTS)


STARTS = ("=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1+1", "\r=1+1", "＝1+1", " =1+1", "'=1+1", "å=1+1")


@pytest.mark.parametrize("excel", [False, True])
def test_a_spreadsheet_shows_texts_and_no_results_of_formulas(tmp_path: Path, excel: bool) -> None:
    write(tmp_path / "data", {"ab" * 32: report(titles=STARTS)}, excel=excel)
    unsafe = tmp_path / "osäker.csv"
    unsafe.write_text("title\n=1+1", encoding="utf-8")

    shown = [row["title"].strip() for row in _as_calc_sees(tmp_path / "data" / "commitments.csv", excel)]

    assert [row["title"] for row in _as_calc_sees(unsafe, excel)] == ["2"], "Calc runs formulas"
    assert len(shown) == len(STARTS)
    assert not {"2", "0", "1"} & set(shown), shown
    assert shown[-1] == "å=1+1"


def _as_calc_sees(table: Path, excel: bool) -> list[dict[str, str]]:
    """The cells as LibreOffice shows them after opening a CSV file, formulas run."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    shown = table.parent / "shown"
    separator = 59 if excel else 44
    utf_8 = 76
    subprocess.run(
        [
            office,
            f"-env:UserInstallation=file://{table.parent}/profile",
            "--headless",
            # separator, quote, encoding, first line, columns, language, quoted is text, detect numbers,
            # as shown, export formulas, remove spaces, sheet, evaluate formulas
            f"--infilter=CSV:{separator},34,{utf_8},1,,0,false,true,false,false,false,0,true",
            "--convert-to",
            f"csv:Text - txt - csv (StarCalc):9,34,{utf_8},1,,0,false,true",
            "--outdir",
            str(shown),
            str(table),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    if not (shown / table.name).exists():
        pytest.skip("LibreOffice is installed without Calc")
    with (shown / table.name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))
