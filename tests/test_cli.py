"""The command: exit code, stdout and stderr, as a shell sees them."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pypdf
import pytest
import typst

from schema import Report

SRC = Path(__file__).parents[1] / "src"

REPORT = """
#set page(paper: "a4", flipped: true)
#set text(lang: "sv", hyphenate: false)
#text(20pt)[Uppföljning medborgarlöfte 2023 – Åre kommun]

#text(14pt)[*Trygga mötesplatser*]
#grid(columns: (1fr, 1fr, 1fr), gutter: 8mm,
  [*Tertial 1*], [*Tertial 2*], [*Tertial 3*],
  [Två möten hölls under våren på torget i centrum.], [], [Ett möte hölls i oktober.])
"""


def tertial(*arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "ingest", *map(str, arguments)],
        capture_output=True,
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(SRC)},
        check=False,
    )


def set_pdf(folder: Path, name: str, source: str) -> Path:
    path = folder / name
    (folder / f"{name}.typ").write_text(source, encoding="utf-8")
    typst.compile(str(folder / f"{name}.typ"), output=str(path))
    return path


@pytest.fixture(scope="session")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return set_pdf(tmp_path_factory.mktemp("cli"), "åre.pdf", REPORT)


def test_one_report_goes_to_stdout(pdf: Path) -> None:
    done = tertial("parse", pdf)
    assert done.returncode == 0
    report = Report.model_validate(json.loads(done.stdout))
    assert (report.municipality, report.year) == ("Åre", 2023)
    assert [entry.text for entry in report.commitments[0].entries] == [
        "Två möten hölls under våren på torget i centrum.",
        "",
        "Ett möte hölls i oktober.",
    ]
    assert b"1 commitments, 2 of 3 entries filled" in done.stderr


def test_quiet_says_nothing(pdf: Path) -> None:
    assert tertial("parse", pdf, "--quiet").stderr == b""


def test_a_folder_gets_json_and_tables(pdf: Path, tmp_path: Path) -> None:
    done = tertial("parse", pdf, "--out", tmp_path / "data")
    assert (done.returncode, done.stdout) == (0, b"")
    assert sorted(path.name for path in (tmp_path / "data").iterdir()) == [
        "commitments.csv",
        "entries.csv",
        "paragraphs.csv",
        "åre.json",
    ]
    with (tmp_path / "data" / "entries.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["period"] for row in rows] == ["T1", "T2", "T3"]


def bad_files(folder: Path) -> dict[str, tuple[Path, int, bytes]]:
    """Name → file, exit code, and what the sentence must say."""
    (folder / "empty.pdf").write_bytes(b"")
    (folder / "torn.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<<")
    (folder / "picture.png").write_bytes(bytes(range(256)) * 20)
    (folder / "letter.txt").write_text("Hej! Vi ses på torget på fredag.\n", encoding="utf-8")
    letter = set_pdf(folder, "letter.pdf", "Hej! Vi ses på torget på fredag, hälsar kommunen och polisen.")
    writer = pypdf.PdfWriter(clone_from=letter)
    writer.encrypt("hemligt", algorithm="RC4-128")
    writer.write(folder / "locked.pdf")
    return {
        "missing": (folder / "missing.pdf", 3, b"does not exist"),
        "folder": (folder, 3, b"is a folder"),
        "empty": (folder / "empty.pdf", 3, b"is empty"),
        "torn": (folder / "torn.pdf", 3, b"download it again"),
        "picture": (folder / "picture.png", 3, b"not text"),
        "locked": (folder / "locked.pdf", 3, b"without the password"),
        "blank": (set_pdf(folder, "blank.pdf", "#rect(width: 3cm)"), 3, b"no text on any page"),
        "letter.txt": (folder / "letter.txt", 4, b"Hej! Vi ses"),
        "letter.pdf": (letter, 4, b"Hej! Vi ses"),
    }


@pytest.mark.parametrize(
    "name", ["missing", "folder", "empty", "torn", "picture", "locked", "blank", "letter.txt", "letter.pdf"]
)
def test_bad_input_is_one_clear_sentence(name: str, tmp_path: Path) -> None:
    path, code, sentence = bad_files(tmp_path)[name]
    done = tertial("parse", path)
    assert (done.returncode, done.stdout) == (code, b"")
    assert sentence in done.stderr
    assert done.stderr.startswith(b"tertial: ")
    assert b"Traceback" not in done.stderr


def test_one_bad_file_does_not_stop_the_others(pdf: Path, tmp_path: Path) -> None:
    bad = tmp_path / "broken.pdf"
    bad.write_bytes(b"%PDF-1.7 nothing more")
    done = tertial("parse", bad, pdf, "--out", tmp_path / "data")
    assert (done.returncode, done.stdout) == (6, b"")
    assert b"1 of 2 files failed: broken.pdf" in done.stderr
    assert (tmp_path / "data" / "åre.json").exists()
    assert not (tmp_path / "data" / "broken.json").exists()


def test_when_all_fail_nothing_is_written(tmp_path: Path) -> None:
    bad = tmp_path / "broken.pdf"
    bad.write_bytes(b"%PDF-1.7 nothing more")
    assert tertial("parse", bad, "--out", tmp_path / "data").returncode == 3
    assert not (tmp_path / "data").exists()


def test_several_files_need_a_folder(pdf: Path) -> None:
    done = tertial("parse", pdf, pdf)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"--out" in done.stderr


def test_a_folder_that_cannot_be_written(pdf: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    done = tertial("parse", pdf, "--out", tmp_path / "file" / "data")
    assert done.returncode == 7
    assert b"cannot be written" in done.stderr


def test_schema_describes_what_parse_writes(pdf: Path) -> None:
    schema = json.loads(tertial("schema").stdout)
    report = json.loads(tertial("parse", pdf).stdout)
    assert set(report) == set(schema["properties"])
    assert set(report["commitments"][0]["entries"][0]) == set(schema["$defs"]["Entry"]["properties"])


@pytest.mark.parametrize("command", ["parse", "schema"])
def test_every_command_has_help_with_an_example(command: str) -> None:
    done = tertial(command, "--help")
    assert done.returncode == 0
    assert f"Example: tertial {command}".encode() in b" ".join(done.stdout.split())


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys, ingest.cli; "
        "print([m for m in ('pandas', 'numpy', 'pydantic', 'pdfplumber', 'rich') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(SRC)},
        check=True,
    )
    assert done.stdout.strip() == b"[]"
