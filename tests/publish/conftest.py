from pathlib import Path

import pytest

from registry.versions.ledger import Ledger
from tests.publish import sample


@pytest.fixture(scope="session")
def ledger(tmp_path_factory) -> Ledger:
    """The sample registry; tests only read it."""
    return sample.make(tmp_path_factory.mktemp("publish") / "атырау's registry.gpkg")


@pytest.fixture
def out(tmp_path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder
