"""Writes the seed data of every layer but the regions: ``python layers/build/schematic.py``.

The facts are the tables in ``gazetteer``, ``roads``, ``sites`` and ``figures``; shapes that nobody published
are drawn from them by ``drawing``. Run it again after changing a table, or after ``outlines.py``, whose
borders cut the roads.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

import figures
import gazetteer
import roads
import sites
from seed import Row, layers_data, write_layer


def nothing_published() -> list[Row]:
    """The layer starts empty: no source gives a single row of it."""
    return []


LAYERS: dict[str, Callable[[], list[Row]]] = {
    "settlements": gazetteer.settlements,
    "routes": roads.routes,
    "roads": roads.roads,
    "concurrencies": nothing_published,
    "km_posts": roads.km_posts,
    "repairs": roads.repairs,
    "condition_surveys": nothing_published,  # only shares are published, and these are claims
    "landfills": sites.landfills,
    "reclamation_areas": sites.reclamation_areas,
    "tourism_zones": sites.tourism_zones,
    "facilities": sites.facilities,
    "projects": sites.projects,
    "claims": figures.claims,
    "rasters": nothing_published,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--out", type=Path, default=layers_data(), help="folder to write to")
    folder = parser.parse_args().out
    for layer, rows in LAYERS.items():
        write_layer(layer, rows(), folder)


if __name__ == "__main__":
    main()
