"""Outcomes as JUnit XML, which GitHub, GitLab and Jenkins show: a suite a file, a case a rule.

Only the elements and attributes of Jenkins' xunit schema (junit-10.xsd) are used.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Sequence

from ingest.validation.outcome import Outcome
from ingest.validation.rule import at_least
from ingest.validation.rules import RULES, UNREADABLE, remedy_of
from schema import Finding
from schema.report import Severity

_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 has no way to write."""


def to_junit(outcomes: Sequence[Outcome], fail_on: Severity) -> str:
    """Findings at or above ``fail_on`` are failures, the others output of a passed case."""
    root = ElementTree.Element("testsuites", name="tertial validate")
    tests = failures = errors = 0
    for outcome in outcomes:
        suite = _suite(outcome, fail_on)
        root.append(suite)
        tests += int(suite.attrib["tests"])
        failures += int(suite.attrib["failures"])
        errors += int(suite.attrib["errors"])
    root.attrib.update(tests=str(tests), failures=str(failures), errors=str(errors))
    ElementTree.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'


def _suite(outcome: Outcome, fail_on: Severity) -> ElementTree.Element:
    cases = [_case(outcome, rule, fail_on) for rule in _rules_of(outcome)]
    suite = ElementTree.Element(
        "testsuite",
        name=_xml(outcome.shown_as),
        file=_xml(outcome.path),
        tests=str(len(cases)),
        failures=str(sum(1 for case in cases if case.find("failure") is not None)),
        errors=str(sum(1 for case in cases if case.find("error") is not None)),
    )
    suite.extend(cases)
    return suite


def _rules_of(outcome: Outcome) -> list[str]:
    """All rules where there is a report, with those that only its reader knows; else what was found."""
    if outcome.report is None:
        return [finding.rule for finding in (*outcome.findings, *outcome.known)]
    found = {finding.rule for finding in (*outcome.findings, *outcome.known)}
    ids = [rule.id for rule in RULES]
    return ids + sorted(found.difference(ids))


def _case(outcome: Outcome, rule: str, fail_on: Severity) -> ElementTree.Element:
    case = ElementTree.Element("testcase", classname=_xml(outcome.shown_as), name=rule)
    found = [finding for finding in outcome.findings if finding.rule == rule]
    failing = [finding for finding in found if at_least(finding.severity, fail_on)]
    if failing:
        element = "error" if rule == UNREADABLE.id else "failure"
        problem = ElementTree.SubElement(
            case, element, type=failing[0].severity, message=_xml(_headline(failing))
        )
        problem.text = _xml("\n".join([*map(_line, failing), remedy_of(rule)]))
    harmless = [finding for finding in found if finding not in failing]
    known = [finding for finding in outcome.known if finding.rule == rule]
    told = [*map(_line, harmless), *(f"known: {_line(finding)}" for finding in known)]
    if told:
        ElementTree.SubElement(case, "system-out").text = _xml("\n".join(told))
    return case


def _headline(findings: Sequence[Finding]) -> str:
    more = f" (and {len(findings) - 1} more)" if len(findings) > 1 else ""
    return findings[0].message + more


def _line(finding: Finding) -> str:
    page = f"page {finding.page}: " if finding.page else ""
    where = f"{finding.where}: " if finding.where and finding.where != f"page {finding.page}" else ""
    return f"{finding.severity}: {page}{where}{finding.message}"


def _xml(text: str) -> str:
    return _NOT_IN_XML.sub("\ufffd", text)
