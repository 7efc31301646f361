from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from registry.model.definition import Definition
from registry.versions.ledger import Ledger
from tests.quality.building import Features, build

Make = Callable[[Mapping[str | Definition, Features]], Ledger]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Makes a registry in a folder of the test's own."""
    return lambda layers: build(tmp_path / "Атырау's registry.gpkg", layers)
