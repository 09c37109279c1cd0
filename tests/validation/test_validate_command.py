"""`tertial validate` as a shell sees it: exit code, stdout, stderr, files."""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from ingest.cli import main
from ingest.validation.settings_file import read_settings
from schema import Finding, Report
from tests.validation.reports import clean_commitments, commitment, report

FIRST, SECOND = clean_commitments()
EMPTY_SUMMER = report(FIRST, commitment(2, "Trygga torget", "Polisen gick vandringar.", "", "De fortsatte."))
WITH_NUMBER = report(FIRST, commitment(2, "Trygga torget", "Fråga 850709-9805.", "Hölls i juni.", "Slut."))


@dataclass(frozen=True)
class Done:
    returncode: int
    stdout: str
    stderr: str


def tertial(*arguments: str, folder: Path) -> Done:
    """Run the command in this process: a new one for each test would take minutes in all."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    with (
        pytest.MonkeyPatch.context() as patch,
        pytest.raises(SystemExit) as left,
    ):
        patch.chdir(folder)
        patch.setattr(sys, "argv", ["tertial", *arguments])
        patch.setattr(sys, "stdout", out)
        patch.setattr(sys, "stderr", err)
        main()
    return Done(int(left.value.code or 0), *(_written(stream) for stream in (out, err)))


def _written(stream: io.TextIOWrapper) -> str:
    stream.seek(0)
    return stream.read()


def write(folder: Path, name: str, content: Report | str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    text = content if isinstance(content, str) else content.model_dump_json()
    path.write_text(text, encoding="utf-8")
    return path


def named(content: Report, file: str) -> Report:
    return content.model_copy(update={"source": content.source.model_copy(update={"file": file})})


def rules(output: str) -> list[str]:
    return [finding["rule"] for file in json.loads(output)["files"] for finding in file["findings"]]


def test_a_clean_report_gives_0(tmp_path: Path) -> None:
    write(tmp_path, "r.json", report())
    done = tertial("validate", "r.json", folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("r.json (report.pdf): clean\n")


@pytest.mark.parametrize(("fail_on", "code"), [("error", 0), ("warning", 1), ("info", 1)])
def test_fail_on_decides(tmp_path: Path, fail_on: str, code: int) -> None:
    write(tmp_path, "r.json", EMPTY_SUMMER)
    assert tertial("validate", "r.json", "--fail-on", fail_on, folder=tmp_path).returncode == code


@pytest.mark.parametrize(
    ("content", "code", "remedy"),
    [
        ("{}", 3, "tertial parse"),
        ('{"title": 1}', 3, "tertial parse"),
    ],
)
def test_what_cannot_be_read_has_its_own_code(tmp_path: Path, content: str, code: int, remedy: str) -> None:
    write(tmp_path, "r.json", content)
    done = tertial("validate", "r.json", folder=tmp_path)
    assert done.returncode == code
    assert "unreadable" in done.stdout and remedy in done.stdout


def test_a_missing_file_and_a_found_one(tmp_path: Path) -> None:
    write(tmp_path, "r.json", WITH_NUMBER)
    done = tertial("validate", "gone.json", "r.json", "--format", "json", folder=tmp_path)
    assert done.returncode == 6
    assert rules(done.stdout) == ["unreadable", "personnummer"]
    assert "tertial: gone.json:" in done.stderr


def test_a_pdf_that_is_none(tmp_path: Path) -> None:
    write(tmp_path, "r.pdf", "not a PDF")
    done = tertial("validate", "r.pdf", "--format", "junit", folder=tmp_path)
    assert done.returncode in (3, 4)
    assert "<error" in done.stdout


def test_a_data_set_is_checked_without_the_pdfs(tmp_path: Path) -> None:
    write(tmp_path, "dataset/reports/bb.json", named(WITH_NUMBER, "b.pdf"))
    write(tmp_path, "dataset/reports/aa.json", named(report(), "a.pdf"))
    done = tertial("validate", "dataset/", "--format", "json", folder=tmp_path)
    assert done.returncode == 1
    files = json.loads(done.stdout)["files"]
    assert [file["file"] for file in files] == ["dataset/reports/aa.json", "dataset/reports/bb.json"]
    assert rules(done.stdout) == ["personnummer"]


def test_a_folder_that_is_no_data_set(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    done = tertial("validate", "reports", folder=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "tertial batch" in done.stderr


def test_findings_of_the_reading_pass_through(tmp_path: Path) -> None:
    doubt = Finding(
        rule="uncertain-tertial", severity="warning", message="may be T2", where="commitment 1, T1"
    )
    write(tmp_path, "r.json", report(findings=(doubt,)))
    assert rules(tertial("validate", "r.json", "-f", "json", folder=tmp_path).stdout) == ["uncertain-tertial"]


def test_settings_in_tertial_toml_hold_below_its_folder(tmp_path: Path) -> None:
    write(
        tmp_path,
        "tertial.toml",
        'fail-on = "warning"\n[rules]\nempty-period = "error"\npersonnummer = "off"\n',
    )
    write(tmp_path, "sub/r.json", EMPTY_SUMMER)
    write(tmp_path, "sub/p.json", WITH_NUMBER)
    done = tertial("validate", "r.json", "p.json", "-f", "json", folder=tmp_path / "sub")
    assert done.returncode == 1
    document = json.loads(done.stdout)
    assert document["fail_on"] == "warning"
    assert rules(done.stdout) == ["empty-period"]
    assert document["counts"]["error"] == 1


def test_settings_in_pyproject_and_the_command_line_over_them(tmp_path: Path) -> None:
    write(tmp_path, "pyproject.toml", '[tool.tertial]\nfail-on = "warning"\n')
    write(tmp_path, "r.json", EMPTY_SUMMER)
    assert tertial("validate", "r.json", folder=tmp_path).returncode == 1
    assert tertial("validate", "r.json", "--fail-on", "error", folder=tmp_path).returncode == 0


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ('[rules]\nempty-perod = "off"\n', "empty-period"),
        ('[rules]\nempty-period = "fatal"\n', "rules.empty-period"),
        ("fail_on = 'warning'\n", "fail_on"),
        ("fail-on = \n", "TOML"),
        ("[thresholds]\npage-confidence = 80\n", "page-confidence"),
        ('[rules]\nunreadable = "off"\n', "unreadable"),
        ('expect = "gone.toml"\n', "gone.toml"),
        ('baseline = "gone.json"\n', "--write-baseline"),
    ],
)
def test_settings_with_a_mistake_are_refused(tmp_path: Path, settings: str, told: str) -> None:
    write(tmp_path, "tertial.toml", settings)
    write(tmp_path, "r.json", report())
    done = tertial("validate", "r.json", folder=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr
    assert done.stderr.count("\n") == 1, "one clear sentence"


def test_contacts_of_an_office_may_be_listed(tmp_path: Path) -> None:
    write(tmp_path, "tertial.toml", 'public-contacts = ["+46 36 10 50 00"]\n')
    text = report(FIRST, commitment(2, "Trygga torget", "Ring 036-10 50 00.", "Hölls i juni.", "Slut."))
    write(tmp_path, "r.json", text)
    assert rules(tertial("validate", "r.json", "-f", "json", folder=tmp_path).stdout) == []


def test_a_plan_in_toml(tmp_path: Path) -> None:
    write(tmp_path, "plan.toml", 'year = 2025\ncommitments = ["Krogar mot knark", "Bilburen ungdom"]\n')
    write(tmp_path, "r.json", report())
    done = tertial("validate", "r.json", "--expect", "plan.toml", "-f", "json", folder=tmp_path)
    assert rules(done.stdout) == ["missing-commitment", "other-year-than-planned", "unplanned-commitment"]


def test_a_plan_that_is_none(tmp_path: Path) -> None:
    write(tmp_path, "plan.toml", 'titles = ["Krogar mot knark"]\n')
    write(tmp_path, "r.json", report())
    done = tertial("validate", "r.json", "--expect", "plan.toml", folder=tmp_path)
    assert done.returncode == 2
    assert "commitments = [" in done.stderr


def last_year(title: str, **changes: object) -> Report:
    return report(FIRST, commitment(2, title, "a", "b", "c")).model_copy(update={"year": 2023, **changes})


def test_against_last_year(tmp_path: Path) -> None:
    write(tmp_path, "2023.json", last_year("Trygga torgen i centrum"))
    write(tmp_path, "r.json", report())
    done = tertial("validate", "r.json", "--against", "2023.json", "-f", "json", folder=tmp_path)
    assert rules(done.stdout) == ["renamed-commitment"]


def test_against_a_data_set_takes_the_same_municipality_a_year_earlier(tmp_path: Path) -> None:
    for number, before in enumerate(
        (
            last_year("Trygga torgen i centrum"),
            last_year("Trygga torget i city", year=2022),
            last_year("Trygga torget i Huskvarna", municipality_code="0682"),
        )
    ):
        write(tmp_path, f"dataset/reports/{number}.json", before)
    write(tmp_path, "r.json", report())
    done = tertial("validate", "r.json", "--against", "dataset", "-f", "json", folder=tmp_path)
    (finding,) = json.loads(done.stdout)["files"][0]["findings"]
    assert "Trygga torgen i centrum" in finding["message"]


def test_as_of(tmp_path: Path) -> None:
    spring = [commitment(number, f"Löfte {number}", "Möten hölls.") for number in (1, 2)]
    write(tmp_path, "r.json", report(*spring))
    assert rules(tertial("validate", "r.json", "-f", "json", folder=tmp_path).stdout) == []
    later = tertial("validate", "r.json", "-f", "json", "--as-of", "2024-09-01", folder=tmp_path)
    assert rules(later.stdout) == ["empty-period", "empty-period"]


def baseline_run(folder: Path, *arguments: str) -> Done:
    return tertial("validate", "archive/r.json", "archive/x.json", *arguments, folder=folder)


def test_a_baseline_lets_through_what_is_known_and_nothing_else(tmp_path: Path) -> None:
    write(tmp_path, "archive/r.json", named(WITH_NUMBER, "r.pdf"))
    write(tmp_path, "archive/x.json", "broken")
    written = baseline_run(tmp_path, "--write-baseline", "known.json")
    assert written.returncode == 0, written.stderr
    assert baseline_run(tmp_path, "--baseline", "known.json").returncode == 0
    assert baseline_run(tmp_path).returncode == 6

    twice = commitment(2, "Trygga torget", "Fråga 850709-9805 eller 850709-9805.", "Hölls i juni.", "Slut.")
    write(tmp_path, "archive/r.json", named(report(FIRST, twice), "r.pdf"))
    again = baseline_run(tmp_path, "--baseline", "known.json", "-f", "json")
    assert again.returncode == 1
    first = json.loads(again.stdout)["files"][0]["findings"]
    assert [finding["known"] for finding in first] == [False, True]


def test_a_baseline_is_the_same_bytes_each_time(tmp_path: Path) -> None:
    write(tmp_path, "archive/r.json", named(WITH_NUMBER, "r.pdf"))
    write(tmp_path, "archive/x.json", named(EMPTY_SUMMER, "x.pdf"))
    baseline_run(tmp_path, "--write-baseline", "a.json")
    baseline_run(tmp_path, "--write-baseline", "b.json")
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()
    assert "850709" not in (tmp_path / "a.json").read_text(encoding="utf-8")


def test_several_formats_in_one_run(tmp_path: Path) -> None:
    write(tmp_path, "r.json", WITH_NUMBER)
    done = tertial(
        *("validate", "r.json", "--format", "github"),
        *("--write", "sarif=out/r.sarif", "--write", "markdown=out/summary.md"),
        folder=tmp_path,
    )
    assert done.returncode == 1
    assert done.stdout.startswith("::error file=r.json,title=personnummer")
    assert json.loads((tmp_path / "out/r.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"
    assert "personnummer" in (tmp_path / "out/summary.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("given", ["sarif", "pdf=x.pdf", "sarif="])
def test_a_wrong_write_is_refused(tmp_path: Path, given: str) -> None:
    write(tmp_path, "r.json", report())
    done = tertial("validate", "r.json", "--write", given, folder=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "FORMAT=FILE" in done.stderr


def test_rules_are_listed_with_the_severities_that_hold_here(tmp_path: Path) -> None:
    write(tmp_path, "tertial.toml", '[rules]\nempty-period = "error"\nemail-address = "off"\n')
    listed = tertial("rules", folder=tmp_path)
    assert listed.returncode == 0
    assert "error   empty-period (by default warning)" in listed.stdout
    assert "off     email-address" in listed.stdout
    as_json: Sequence[dict[str, str]] = json.loads(tertial("rules", "-f", "json", folder=tmp_path).stdout)
    assert {"id", "subject", "severity", "default_severity", "reason", "remedy"} == set(as_json[0])


def test_the_settings_of_the_readme_are_valid(tmp_path: Path) -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    (example,) = [
        block for block in re.findall(r"```toml\n(.*?)```", readme, flags=re.DOTALL) if "fail-on" in block
    ]
    settings = read_settings(write(tmp_path, "tertial.toml", example))
    assert settings.fail_on == "warning"
    assert settings.rules == {"unknown-word": "off", "copied-entry": "error"}
    assert settings.thresholds.over_defaults().page_confidence == 0.7
    assert settings.expect == tmp_path / "plan.toml"
