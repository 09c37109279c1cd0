"""No errors on sound reports: a false alarm costs more than a rule is worth."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.validation import check
from tests.test_samples import DIGITAL, parsed


@pytest.mark.parametrize("sample", DIGITAL, ids=lambda path: path.name)
def test_no_errors_on_a_clean_digital_sample(sample: Path) -> None:
    errors = [finding for finding in check(parsed(sample)) if finding.severity == "error"]
    assert not errors, [f"{finding.rule} ({finding.where}): {finding.message}" for finding in errors]
