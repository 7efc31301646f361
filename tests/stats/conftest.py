import pytest

from registry.versions.ledger import Ledger
from tests.stats.seeding import planted


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    """The seed rows; tests only read it."""
    return planted(tmp_path_factory.mktemp("seeded") / "atyrau.gpkg")
