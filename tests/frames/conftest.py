import pytest

from registry.versions.ledger import Ledger
from tests.publish import sample


@pytest.fixture(scope="session")
def ledger(tmp_path_factory) -> Ledger:
    """The sample registry; tests only read it."""
    return sample.make(tmp_path_factory.mktemp("frames") / "атырау's registry.gpkg")
