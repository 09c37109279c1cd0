"""The README cannot lie: its example runs, its commands exist, its table names real files."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import typer.main

from ingest.cli import app
from ingest.errors import ExitCode

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def commands() -> set[str]:
    return set(typer.main.get_command(app).commands)  # type: ignore[attr-defined]


def test_python_examples_run() -> None:
    examples = re.findall(r"```python\n(.*?)```", README, flags=re.DOTALL)
    assert examples
    for example in examples:
        done = subprocess.run(
            [sys.executable, "-c", example],
            cwd=ROOT,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert done.stdout


def test_every_command_is_documented_and_every_documented_command_exists() -> None:
    documented = set(re.findall(r"\btertial ([a-z]+)\b", README))
    assert commands() <= documented
    assert set(re.findall(r"^    tertial ([a-z]+)", README, flags=re.MULTILINE)) <= commands()


def test_every_command_has_help_with_an_example() -> None:
    for name, command in typer.main.get_command(app).commands.items():  # type: ignore[attr-defined]
        assert command.help, name
        assert f"Example: tertial {name}" in (command.epilog or ""), name


def test_every_exit_code_is_documented() -> None:
    documented = {int(code) for code in re.findall(r"^\| (\d+) \|", README, flags=re.MULTILINE)}
    assert {int(code) for code in ExitCode} <= documented


def test_the_table_of_stages_names_files_that_exist() -> None:
    for name in re.findall(r"`(ingest/[\w/]+(?:\.py)?/?)`", README):
        assert (ROOT / "src" / name).exists(), name
