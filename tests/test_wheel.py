"""What a user installs: the wheel holds both packages with their data, and `schema` is ours."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LARGEST_DATA = 20_000_000
"""Bytes of model and word data in the wheel: what a batch machine should have to download."""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_holds_both_packages_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"ingest", "schema"}
    assert {"schema/py.typed", "ingest/py.typed", "ingest/data/municipalities.tsv"} <= set(names)


def test_the_wheel_says_whose_code_and_data_it_holds(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    (licence,) = (name for name in archive.namelist() if name.endswith("/licenses/LICENSE"))
    assert b"MIT License" in archive.read(licence)
    terms = archive.read("ingest/data/LICENCES.md").decode("utf-8")
    data = {name.rpartition("/")[2] for name in archive.namelist() if name.startswith("ingest/data/")}
    unnamed = {name for name in data - {"LICENCES.md", "restoration.json"} if f"| {name} |" not in terms}
    assert not unnamed, f"say in src/ingest/data/LICENCES.md under which terms these are: {unnamed}"


def test_model_and_word_data_stay_small(wheel: Path) -> None:
    data = [info for info in zipfile.ZipFile(wheel).infolist() if info.filename.startswith("ingest/data/")]
    assert data
    assert sum(info.file_size for info in data) <= LARGEST_DATA


def test_schema_from_the_wheel_is_ours(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path)
    code = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r}); sys.stdout.reconfigure(encoding='utf-8'); "
        "import schema, ingest; print(schema.__file__, ingest.restore('Arbetet pagar pa tva omraden').text)"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", code], capture_output=True, check=True, text=True, encoding="utf-8"
    )
    assert done.stdout.startswith(str(tmp_path))
    assert done.stdout.strip().endswith("Arbetet pågår på två områden")
