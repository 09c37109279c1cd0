"""The rules as a list for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Mapping

from ingest.validation.check import Choice
from ingest.validation.rules import RULES, UNREADABLE


def rules_as_text(chosen: Mapping[str, Choice]) -> str:
    """Three lines a rule: severity and id, why, how to mend it."""
    lines: list[str] = []
    for rule in (*RULES, UNREADABLE):
        severity = chosen.get(rule.id, rule.severity)
        changed = f" (by default {rule.severity})" if severity != rule.severity else ""
        lines += [f"{severity:<8}{rule.id}{changed}", f"        {rule.reason}", f"        → {rule.remedy}"]
    return "\n".join(lines) + "\n"


def rules_as_json(chosen: Mapping[str, Choice]) -> str:
    """A list of objects; the names are an interface."""
    listed = [
        {
            "id": rule.id,
            "subject": rule.subject,
            "severity": chosen.get(rule.id, rule.severity),
            "default_severity": rule.severity,
            "reason": rule.reason,
            "remedy": rule.remedy,
        }
        for rule in (*RULES, UNREADABLE)
    ]
    return json.dumps(listed, ensure_ascii=False, indent=2) + "\n"
