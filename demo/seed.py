"""The seed data as data frames, and imported by the departments that answer for them."""

from __future__ import annotations

from pathlib import Path

import geopandas
import pandas

from registry.intake.importing import import_source
from registry.shipped import layers_folder
from registry.versions.ledger import Ledger

from .engineers import SOURCE, moment, told


def seed_file(layer: str) -> Path:
    """Where the seed rows of a layer are."""
    folder = layers_folder() / "data"
    return next(path for suffix in ("geojson", "csv") if (path := folder / f"{layer}.{suffix}").is_file())


def seed_rows(layer: str) -> pandas.DataFrame:
    """The seed rows of a layer without their identities, to make earlier states from."""
    path = seed_file(layer)
    rows = pandas.read_csv(path) if path.suffix == ".csv" else geopandas.read_file(path)
    return rows.drop(columns="uid")


def import_seed(ledger: Ledger, layer: str, author: str, time: str, message: str) -> None:
    """Import a layer's seed file: rows known by the layer's natural key are brought up to date."""
    report = import_source(
        ledger,
        seed_file(layer),
        layer,
        author=author,
        author_source=SOURCE,
        message=message,
        key=ledger.definition(layer).key,
        time=moment(time),
    )
    told(report.commit, time)
