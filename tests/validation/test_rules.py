"""Every rule on a report that breaks it and on the nearest report that does not."""

from __future__ import annotations

import pytest

from ingest.validation import RULES, check
from schema import Finding
from tests.validation.cases import dates, plan, privacy, reading, structure, text
from tests.validation.cases.case import Case, t1
from tests.validation.reports import report

SUBJECTS = (structure, dates, text, privacy, plan, reading)
FIRING = {rule: cases for subject in SUBJECTS for rule, cases in subject.FIRING.items()}
SILENT = {rule: cases for subject in SUBJECTS for rule, cases in subject.SILENT.items()}

CHECKED = [rule.id for rule in RULES if rule.check is not None]


def _cases(table: dict[str, list[Case]]) -> list[object]:
    return [
        pytest.param(rule, case, id=f"{rule}: {case.name}") for rule, cases in table.items() for case in cases
    ]


@pytest.mark.parametrize(("rule", "case"), _cases(FIRING))
def test_fires(rule: str, case: Case) -> None:
    findings = [finding for finding in check(case.report, case.circumstances) if finding.rule == rule]
    assert findings, f"{rule} found nothing"
    assert findings[0].where == case.where


@pytest.mark.parametrize(("rule", "case"), _cases(SILENT))
def test_does_not_fire(rule: str, case: Case) -> None:
    assert not [finding for finding in check(case.report, case.circumstances) if finding.rule == rule]


@pytest.mark.parametrize("rule", CHECKED)
def test_every_rule_has_a_case_of_each_kind(rule: str) -> None:
    assert FIRING[rule]
    assert SILENT[rule]


def test_the_clean_report_is_clean() -> None:
    assert check(report()) == ()


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("Kontakta 850709-9805.", "850709"),
        ("Skriv till anna.berg@jonkoping.se.", "anna"),
        ("Ring 036-10 50 00.", "10 50"),
    ],
)
def test_messages_mask_personal_data(text: str, secret: str) -> None:
    (finding,) = check(t1(text))
    assert secret not in finding.message


def test_the_reading_is_not_repeated() -> None:
    said = Finding(rule="no-year", severity="warning", message="said while reading", where="title")
    found = check(report(title="Uppföljning Jönköping", year=None, findings=(said,)))
    assert [finding.message for finding in found if finding.rule == "no-year"] == ["said while reading"]


def test_rules_can_be_switched_off_and_weighed_otherwise() -> None:
    broken = t1("Ring 036-10 50 00 eller skriv till a@b.se.")
    assert [finding.rule for finding in check(broken)] == ["email-address", "phone-number"]
    (finding,) = check(broken, choices={"email-address": "off", "phone-number": "error"})
    assert (finding.rule, finding.severity) == ("phone-number", "error")


def test_ids_are_unique_and_readable() -> None:
    ids = [rule.id for rule in RULES]
    assert len(ids) == len(set(ids))
    for rule in RULES:
        assert rule.id == rule.id.lower().replace("_", "-")
        assert rule.reason.endswith(".") and "\n" not in rule.reason
        assert rule.remedy.endswith(".") and "\n" not in rule.remedy
