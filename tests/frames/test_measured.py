"""Layers whose lines carry Z and M come out of the ledger with both."""

import shapely

from registry.frames import frame
from registry.model.definition import Definition, Field, Geometry
from registry.model.geometry import canonical
from registry.versions.identity import new_uids
from registry.versions.ledger import Ledger


def test_z_and_m_survive_and_nothing_is_warned_about(tmp_path, recwarn):
    definition = Definition(
        "routes", {"en": "Routes"}, (Field("number", "integer"),), Geometry("LineString", dimensions="XYZM")
    )
    line = shapely.from_wkt("LINESTRING ZM (50 45 -28 100, 51 46 -27.5 200)")
    ledger = Ledger.create(tmp_path / "registry.gpkg")
    with ledger.writing(author="tests", message="measured") as work:
        work.define(definition)
        blob = canonical(shapely.to_wkb(line, flavor="iso"), definition.geometry)
        work.insert("routes", [(uid, blob, 1) for uid in new_uids(1)])
    found = frame(ledger, "routes").geometry.iloc[0]
    assert shapely.get_coordinates(found, include_z=True, include_m=True).tolist() == [
        [50, 45, -28, 100],
        [51, 46, -27.5, 200],
    ]
    assert not recwarn.list
