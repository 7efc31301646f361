"""Sizes come from the ledger where it has them: nothing is then measured, and no geometry read."""

import numpy as np
import pytest

from registry.frames import frame, sizes
from registry.frames.sizes import sizes as read_sizes
from registry.roads.areas import areas
from registry.roads.measuring import measured
from registry.roads.sizes import line_lengths
from registry.versions.ledger import Ledger
from tests.versions.small import ROADS, ZONES, fill, line, put, remove, road, row, square


@pytest.fixture
def ledger(tmp_path):
    """Five roads and two zones, measured; then a road moved, one gone, one without a line."""
    made = Ledger.create(tmp_path / "registry.gpkg", measuring=measured)
    fill(made)
    put(made, "roads", road(1, line(60, 50)), row(ROADS, 7, None, route_id="A-27", km_from=1, km_to=2))
    remove(made, "roads", 2)
    return made


@pytest.fixture
def shapes_measured(monkeypatch):
    """How many shapes readers measure from now on."""
    counts = []

    def counting(measure):
        def counted(shapes, crs="EPSG:4326"):
            counts.append(len(shapes))
            return measure(shapes, crs)

        return counted

    monkeypatch.setattr(sizes, "line_lengths", counting(line_lengths))
    monkeypatch.setattr(sizes, "areas", counting(areas))
    return counts


def computed(ledger, layer, revision=None, **selection):
    found = frame(ledger, layer, revision, **selection)
    size = (areas if layer == "zones" else line_lengths)(found.geometry.array)
    return found.geometry.set_axis(found.index).notna(), found.index, size


def agrees(ledger, layer, revision=None, **selection):
    drawn, uids, size = computed(ledger, layer, revision, **selection)
    found = read_sizes(ledger, layer, revision, **selection)
    assert found.index.equals(uids)
    assert found[drawn.to_numpy()].to_numpy() == pytest.approx(size[drawn.to_numpy()], rel=1e-9)
    assert found[~drawn.to_numpy()].isna().all()
    return found


@pytest.mark.parametrize("revision", [2, 3, 4, None])
def test_at_any_version_they_are_those_of_the_shapes_then(ledger, shapes_measured, revision):
    found = agrees(ledger, "roads", revision)
    assert len(found) == {2: 5, 3: 6}.get(revision, 5)
    assert found.name == "length_m"
    assert agrees(ledger, "zones", revision).name == "area_m2"
    assert shapes_measured == []


def test_a_selection_has_its_own(ledger, shapes_measured):
    assert len(agrees(ledger, "roads", 2, where="km_from >= 3")) == 3
    assert len(agrees(ledger, "roads", box=(59, 49, 61, 51))) == 1
    assert len(agrees(ledger, "roads", where="km_from > 1000")) == 0
    assert shapes_measured == []


def test_only_what_the_ledger_lacks_is_measured(ledger, shapes_measured):
    plain = Ledger.open(ledger.path)
    put(plain, "roads", road(11), road(12, line(50, 48)))
    agrees(plain, "roads")
    assert shapes_measured == [2]
    agrees(plain, "roads", 3)
    assert shapes_measured == [2]


def test_a_registry_without_sizes_is_measured_whole(tmp_path, shapes_measured):
    plain = Ledger.create(tmp_path / "plain.gpkg")
    fill(plain)
    agrees(plain, "roads")
    agrees(plain, "zones")
    assert shapes_measured == [5, 2]


def test_the_first_rows_may_have_no_geometry(tmp_path):
    made = Ledger.create(tmp_path / "registry.gpkg", measuring=measured)
    fill(made, roads=0)
    put(made, "roads", *(row(ROADS, n, None, route_id="A", km_from=n, km_to=n + 1) for n in (1, 2)), road(3))
    found = read_sizes(made, "roads")
    assert found.isna().tolist() == [True, True, False]
    put(made, "zones", row(ZONES, 1, square(50)))
    assert read_sizes(made, "zones").notna().all()


def test_a_layer_without_geometry_has_none(ledger):
    found = read_sizes(ledger, "routes")
    assert found.isna().all()
    assert len(found) == 2
    assert found.dtype == np.float64


def test_fields_may_be_called_as_they_like(tmp_path):
    from registry.model.definition import Definition, Field, Geometry

    made = Ledger.create(tmp_path / "registry.gpkg", measuring=measured)
    named = Definition(
        "paths",
        {"en": "Paths"},
        (Field("length_m", "real"), Field("area_m2", "real")),
        Geometry("LineString"),
    )
    with made.writing(author="A", message="m") as work:
        work.define(named)
        work.insert("paths", [(bytes(16), line(50, 46, named), 5.0, 6.0)])
    assert read_sizes(made, "paths", where="length_m = 5").tolist() == pytest.approx([1354.774], abs=1e-3)
