"""Ruff and mypy are part of the tests, so that one command says whether a change is fit."""

import subprocess
import sys
from pathlib import Path


def run(repository: Path, *command: str) -> None:
    result = subprocess.run(
        [sys.executable, "-m", *command], cwd=repository, capture_output=True, text=True, timeout=600
    )
    assert result.returncode == 0, result.stdout + result.stderr


def test_ruff_finds_nothing(repository):
    run(repository, "ruff", "check", "--no-fix", "--output-format", "concise")


def test_types_hold_throughout_the_library(repository):
    run(repository, "mypy")
