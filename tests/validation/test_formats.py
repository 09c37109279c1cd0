"""Each output format: against its published schema where it has one, and for what a reader sees in it."""

from __future__ import annotations

import dataclasses
import json
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import jsonschema
import pytest
import xmlschema

from ingest.errors import EncryptedInput, ExitCode
from ingest.validation import RULES
from ingest.validation.formats import FORMATS
from ingest.validation.outcome import Outcome, exit_code_of, unreadable
from schema import Finding, Report
from tests.validation.reports import report

SCHEMAS = Path(__file__).parent / "schemas"

NASTY = "50 % <b>fel</b>, rad ett\nrad två | “å” :: \x07 ]]>"
ERROR = Finding(rule="personnummer", severity="error", message=NASTY, page=3, where="commitment 2, T2")
WARNING = Finding(rule="empty-period", severity="warning", message="T2 is empty", where="commitment 1, T2")
INFO = Finding(rule="unknown-word", severity="info", message="no Swedish dictionary knows “skrxvla”", page=1)
FROM_THE_READER = Finding(rule="a-rule-of-tomorrow", severity="warning", message="odd", page=2)


def named(file: str) -> Report:
    """The clean report, read from ``file``."""
    clean = report()
    return clean.model_copy(update={"source": clean.source.model_copy(update={"file": file})})


DIRTY = Outcome(
    "år 2024/rapport, slutlig.pdf", named("rapport, slutlig.pdf"), (ERROR, WARNING, FROM_THE_READER, INFO)
)
CLEAN = Outcome("clean.pdf", named("clean.pdf"))
LOCKED = unreadable("locked.pdf", EncryptedInput("locked.pdf asks for a password: save it without one."))
KNOWN = Outcome("old.pdf", named("old.pdf"), (WARNING,), known=(ERROR,))
ALL = (DIRTY, CLEAN, LOCKED, KNOWN)


@pytest.mark.parametrize("outcomes", [ALL, (CLEAN,), (DIRTY,), (LOCKED,), ()])
def test_sarif_passes_its_schema(outcomes: tuple[Outcome, ...]) -> None:
    schema = json.loads((SCHEMAS / "sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8"))
    document = json.loads(FORMATS["sarif"](outcomes, "error"))
    jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker()).validate(document)


def test_the_sarif_schema_can_fail() -> None:
    schema = json.loads((SCHEMAS / "sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8"))
    document = json.loads(FORMATS["sarif"](ALL, "error"))
    document["runs"][0]["results"][0]["level"] = "fatal"
    assert not jsonschema.Draft4Validator(schema).is_valid(document)


def test_sarif_says_rule_level_file_and_page() -> None:
    run = json.loads(FORMATS["sarif"](ALL, "error"))["runs"][0]
    first = run["results"][0]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [*(rule.id for rule in RULES), "unreadable"]
    assert rules[first["ruleIndex"]]["id"] == first["ruleId"] == "personnummer"
    assert first["level"] == "error"
    assert first["properties"] == {"page": 3}
    artifact = first["locations"][0]["physicalLocation"]["artifactLocation"]
    assert artifact == {"uri": "%C3%A5r%202024/rapport%2C%20slutlig.pdf", "uriBaseId": "%SRCROOT%"}
    assert first["message"]["text"].startswith("page 3/commitment 2, T2: ")


def test_sarif_tells_a_failed_run_and_suppresses_what_is_known() -> None:
    run = json.loads(FORMATS["sarif"](ALL, "error"))["runs"][0]
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is False
    assert "password" in invocation["toolExecutionNotifications"][0]["message"]["text"]
    suppressed = [result for result in run["results"] if result["suppressions"]]
    assert [
        result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in suppressed
    ] == ["old.pdf"]


def test_sarif_fingerprints_tell_findings_apart_and_stay() -> None:
    def prints(outcome: Outcome) -> list[str]:
        results = json.loads(FORMATS["sarif"]([outcome], "error"))["runs"][0]["results"]
        return [result["partialFingerprints"]["tertialFinding/v1"] for result in results]

    moved = dataclasses.replace(DIRTY, findings=(ERROR.model_copy(update={"page": 4}), *DIRTY.findings[1:]))
    assert len(set(prints(DIRTY))) == 4
    assert prints(moved) == prints(DIRTY)


@pytest.mark.parametrize("outcomes", [ALL, (CLEAN,), (LOCKED,), ()])
def test_junit_passes_its_schema(outcomes: tuple[Outcome, ...]) -> None:
    xmlschema.XMLSchema(SCHEMAS / "junit-10.xsd").validate(FORMATS["junit"](outcomes, "warning"))


def test_the_junit_schema_can_fail() -> None:
    broken = FORMATS["junit"](ALL, "warning").replace("<testcase ", "<testcase line='3' ")
    assert not xmlschema.XMLSchema(SCHEMAS / "junit-10.xsd").is_valid(broken)


@pytest.mark.parametrize(("fail_on", "failures"), [("error", 1), ("warning", 4), ("info", 5)])
def test_junit_fails_at_the_chosen_severity(fail_on: str, failures: int) -> None:
    root = ElementTree.fromstring(FORMATS["junit"](ALL, fail_on).split("\n", 1)[1])  # type: ignore[arg-type]
    assert root.get("failures") == str(failures)
    assert root.get("errors") == "1"
    assert len(root.findall(".//failure")) == failures
    (locked,) = root.findall("./testsuite[@name='locked.pdf']/testcase/error")
    assert "password" in (locked.text or "")


def test_junit_keeps_what_does_not_fail_as_output() -> None:
    root = ElementTree.fromstring(FORMATS["junit"](ALL, "error").split("\n", 1)[1])
    (case,) = root.findall("./testsuite[@name='old.pdf']/testcase[@name='empty-period']")
    assert case.find("failure") is None
    assert "T2 is empty" in (case.findtext("system-out") or "")
    (known,) = root.findall("./testsuite[@name='old.pdf']/testcase[@name='personnummer']")
    assert (known.findtext("system-out") or "").startswith("known: ")


def test_github_annotations_are_escaped_and_sorted_worst_first() -> None:
    lines = FORMATS["github"](ALL, "error").splitlines()
    assert lines[0].startswith(
        "::error file=år 2024/rapport%2C slutlig.pdf,"
        "title=personnummer (page 3%2C commitment 2%2C T2)::50 %25 <b>fel</b>, rad ett%0Arad två | “å” :: "
    )
    assert [line.split(" ", 1)[0] for line in lines] == [
        "::error", "::error", "::warning", "::warning", "::warning", "::notice",
    ]  # fmt: skip


def test_github_commands_can_be_read_back() -> None:
    """As the runner does it: properties parted by commas, then the escapes undone."""
    line = FORMATS["github"]([DIRTY], "error").splitlines()[0]
    command, _, message = line.removeprefix("::").partition("::")
    properties = dict(each.split("=", 1) for each in command.partition(" ")[2].split(","))
    undone = message
    for escape, character in (("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
        undone = undone.replace(escape, character)
    assert undone.startswith(NASTY)
    assert properties["file"].replace("%2C", ",") == DIRTY.path


def test_markdown_stays_a_table_whatever_the_report_says() -> None:
    text = FORMATS["markdown"](ALL, "error")
    (row,) = [line for line in text.splitlines() if "50 %" in line]
    assert row.count("|") - row.count("\\|") == 6
    assert "\\<b\\>" in row
    assert "2 of 4 fail" in text
    assert "Take the number out" in text


def test_markdown_says_how_many_it_left_out() -> None:
    many = dataclasses.replace(DIRTY, findings=(WARNING,) * 700)
    assert "… and 200 more" in FORMATS["markdown"]([many], "error")


def test_json_names_every_finding_and_whether_it_fails() -> None:
    document = json.loads(FORMATS["json"](ALL, "warning"))
    assert document["counts"] == {"error": 2, "warning": 3, "info": 1}
    dirty = document["files"][0]
    assert [finding["fails"] for finding in dirty["findings"]] == [True, True, True, False]
    assert dirty["findings"][0]["remedy"].startswith("Take the number out")
    assert dirty["municipality"] == "Jönköping"
    assert document["files"][2]["read"] is False
    assert document["files"][3]["findings"][1]["known"] is True


def test_text_says_what_and_how_to_mend_it() -> None:
    text = FORMATS["text"](ALL, "error")
    assert "error   personnummer (page 3, commitment 2, T2)" in text
    assert "→ Take the number out" in text
    assert "clean.pdf: clean" in text
    assert text.endswith(
        "4 reports: 2 errors, 3 warnings, 1 info; 2 failing at error or above; "
        "1 could not be read; 1 finding known from the baseline.\n"
    )


@pytest.mark.parametrize(
    ("outcomes", "fail_on", "code"),
    [
        ((CLEAN,), "info", ExitCode.OK),
        ((DIRTY,), "error", ExitCode.FINDINGS),
        ((KNOWN,), "error", ExitCode.OK),
        ((KNOWN,), "warning", ExitCode.FINDINGS),
        ((LOCKED,), "error", ExitCode.UNREADABLE),
        ((LOCKED, LOCKED), "error", ExitCode.UNREADABLE),
        ((LOCKED, DIRTY), "error", ExitCode.SOME_FAILED),
    ],
)
def test_exit_codes(outcomes: tuple[Outcome, ...], fail_on: str, code: ExitCode) -> None:
    assert exit_code_of(outcomes, fail_on) is code  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["text", "markdown", "github", "junit", "json"])
def test_a_report_of_a_data_set_is_told_by_the_name_of_its_file(name: str) -> None:
    outcome = Outcome(f"dataset/reports/{'ab' * 32}.json", named("mora-2024.pdf"), (ERROR,))
    told = FORMATS[name]([outcome], "error")
    assert "mora-2024.pdf" in told
    assert outcome.path in told
