"""The shipped layers and their seed rows at known days."""

from pathlib import Path

from registry.cli.seed import plant
from registry.model.reading import read_definitions
from registry.shipped import layers_folder
from registry.versions.ledger import Ledger
from registry.versions.measures import Measuring


def planted(path: Path, measuring: Measuring | None = None) -> Ledger:
    """Revision 1 the layers, on 2025-09-01; revision 2 the seed rows, on 2025-09-12."""
    ledger = Ledger.create(path, time="2025-09-01T00:00:00Z", measuring=measuring)
    with ledger.writing(author="Айгүл", message="layers", time="2025-09-01T10:00:00Z") as work:
        for definition in read_definitions(layers_folder()).values():
            work.define(definition)
    plant(ledger, layers_folder() / "data", author="Айгүл", author_source="test", time="2025-09-12T10:00:00Z")
    return ledger
