"""A registry with the shipped layers and their seed rows, made once and copied for each test."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import registry as package
from registry.cli.app import registry
from registry.model.geometry import register_functions

REPOSITORY = Path(package.__file__).parents[1]

#: A road of the seed rows: Atyrau – Dossor.
ROAD = "23bdc5a963885a3ca93f942988c1b170"


@dataclass
class Outcome:
    """What a command printed and how it left."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one document on standard output."""
        return json.loads(self.out)

    @property
    def error(self) -> Any:
        """The error document on standard error."""
        return json.loads(self.err)

    @property
    def complaint(self) -> str:
        """The one line that says what is wrong."""
        return self.err.strip().splitlines()[-1]


Run = Callable[..., Outcome]


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("REGISTRY", "REGISTRY_AUTHOR", "REGISTRY_TRACEBACK", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "no configuration"))
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)


@pytest.fixture
def run() -> Run:
    """Run a command in this process; the exit code must be the one expected."""

    def run(*arguments: object, code: int = 0, env: dict[str, str] | None = None) -> Outcome:
        result = CliRunner().invoke(registry, [str(one) for one in arguments], env=env)
        assert result.exit_code == code, f"{arguments}: left with {result.exit_code}\n{result.output}"
        assert "Traceback" not in result.output
        return Outcome(result.exit_code, result.stdout, result.stderr)

    return run


@pytest.fixture
def process() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run a command as a process of its own."""

    def process(*arguments: object, **options: Any) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), **options.pop("env", {})}
        return subprocess.run(
            [sys.executable, "-m", "registry.cli", *map(str, arguments)],
            env=environment, stdout=options.pop("stdout", subprocess.PIPE), stderr=subprocess.PIPE,
            text=True, encoding="utf-8", timeout=120, **options,
        )  # fmt: skip

    return process


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The registry that tests copy."""
    path = tmp_path_factory.mktemp("seeded") / "atyrau.gpkg"
    result = CliRunner().invoke(registry, ["init", str(path), "--seed", "--author", "Seed"])
    assert result.exit_code == 0, result.output
    return path


@pytest.fixture
def atyrau(seeded: Path) -> Path:
    """A registry in the current folder: revision 1 the layers, 2 the seed rows."""
    return Path(shutil.copy(seeded, "atyrau.gpkg"))


@pytest.fixture(scope="session")
def checked_out(seeded: Path) -> Path:
    """The workspace that tests copy."""
    path = seeded.with_name("work.gpkg")
    result = CliRunner().invoke(registry, ["checkout", str(path), "--registry", str(seeded)])
    assert result.exit_code == 0, result.output
    return path


@pytest.fixture
def another(atyrau: Path, checked_out: Path) -> Callable[[str], Path]:
    """Another workspace of the whole registry, of the name given."""

    def another(name: str) -> Path:
        path = Path(shutil.copy(checked_out, name))
        with closing(sqlite3.connect(path)) as handle, handle:
            where = (str(atyrau.absolute()),)
            handle.execute("UPDATE registry_workspace SET value = ? WHERE name = 'registry'", where)
        return path

    return another


@pytest.fixture
def work(another: Callable[[str], Path]) -> Path:
    """A workspace of the whole registry."""
    return another("work.gpkg")


@pytest.fixture
def edit() -> Callable[..., None]:
    """Run SQL in a workspace, as any program might."""

    def edit(path: Path | str, *statements: str | tuple[str, tuple[Any, ...]]) -> None:
        with closing(sqlite3.connect(path)) as handle, handle:
            register_functions(handle)
            for one in statements:
                handle.execute(*((one,) if isinstance(one, str) else one))

    return edit


@pytest.fixture
def conflicting(work: Path, another: Callable[[str], Path], run: Run, edit: Callable[..., None]) -> Path:
    """A second workspace with one conflict: lanes of a road, 4 in the registry and 6 here."""
    another("mine.gpkg")
    edit(work, f"UPDATE roads SET lanes = 4 WHERE uid = '{ROAD}'")
    edit("mine.gpkg", f"UPDATE roads SET lanes = 6, surface = 'gravel' WHERE uid = '{ROAD}'")
    run("commit", work, "-m", "Four lanes", "--author", "Aliya")
    run("update", "mine.gpkg", code=1)
    return Path("mine.gpkg")


@pytest.fixture
def ask() -> Callable[..., Any]:
    """The first value that SQL gives, read past the program."""

    def ask(path: Path | str, sql: str) -> Any:
        with closing(sqlite3.connect(path)) as handle:
            row = handle.execute(sql).fetchone()
            return None if row is None else row[0]

    return ask
