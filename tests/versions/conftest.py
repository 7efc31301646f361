"""Registries and workspaces for the tests of this folder."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from registry.versions.ledger import Ledger
from registry.versions.workspace import Workspace, checkout
from tests.versions.small import fill


@pytest.fixture(scope="session")
def small_registry(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A registry of three layers, to be copied."""
    path = tmp_path_factory.mktemp("small") / "small.gpkg"
    fill(Ledger.create(path))
    return path


@pytest.fixture
def ledger(small_registry: Path, tmp_path: Path) -> Ledger:
    """A small registry of one's own: routes, roads and zones, at revision 2."""
    return Ledger.open(shutil.copy(small_registry, tmp_path / "registry.gpkg"), wait=1.0)


@pytest.fixture
def empty(tmp_path: Path) -> Ledger:
    """A registry without any layer."""
    return Ledger.create(tmp_path / "empty.gpkg", wait=1.0)


@pytest.fixture
def workspace_of(ledger: Ledger, tmp_path: Path) -> Callable[..., Workspace]:
    """Check out the small registry under a name, as :func:`checkout` does."""

    def made(name: str = "work", **how: Any) -> Workspace:
        return checkout(ledger, tmp_path / f"{name}.gpkg", **how)

    return made


@pytest.fixture
def work(workspace_of: Callable[..., Workspace]) -> Workspace:
    """A workspace of all layers of the small registry."""
    return workspace_of()
