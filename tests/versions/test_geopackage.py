"""The ledger is a GeoPackage: GDAL and QGIS read its layers and their history directly."""

from __future__ import annotations

import json
import shutil
import struct
import subprocess

import pyogrio
import pytest
import shapely

from registry.model.definition import Definition, Field, Geometry
from registry.model.geojson import from_geojson
from registry.model.geometry import canonical
from registry.versions.asof import meeting
from registry.versions.files import closed_to_sqlite
from registry.versions.ledger import Ledger
from tests.versions.small import ask, put, remove, road, row, uid


@pytest.fixture
def lived(ledger):
    put(
        ledger,
        "roads",
        road(1, lanes=2, paved=True, opened="2024-01-05", seen="2024-01-05T10:00:00Z", name="Әйтеке"),
    )
    remove(ledger, "roads", 2)
    return ledger


def test_it_says_what_it_is(lived):
    assert ask(lived.path, "PRAGMA application_id") == [(0x47504B47,)]
    assert ask(lived.path, "PRAGMA user_version") == [(10200,)]
    assert ask(lived.path, "PRAGMA journal_mode") == [("delete",)]
    assert ask(lived.path, "PRAGMA foreign_key_check") == []


def test_gdal_lists_layers_and_histories(lived):
    with closed_to_sqlite(lived.path):
        found = dict(pyogrio.list_layers(lived.path))
    assert found == {
        "roads": "LineString", "roads__history": "LineString", "zones": "MultiPolygon",
        "zones__history": "MultiPolygon", "routes": None, "routes__history": None,
    }  # fmt: skip


def test_gdal_reads_the_head_in_open_values(lived):
    with closed_to_sqlite(lived.path):
        frame = pyogrio.read_dataframe(lived.path, layer="roads").set_index("uid")
    assert len(frame) == 4
    assert frame.crs.to_epsg() == 4326
    one = frame.loc[uid(1)]
    assert (one.km_from, one.km_to, one.lanes, one["name"]) == (1.0, 2.0, 2, "Әйтеке")
    assert one.opened.isoformat()[:10] == "2024-01-05"
    assert one.seen.isoformat()[:16] == "2024-01-05T10:00"


def test_gdal_reads_every_version_with_its_times(lived):
    times = {one: lived.commit(one).time for one in (2, 3, 4)}
    with closed_to_sqlite(lived.path):
        frame = pyogrio.read_dataframe(lived.path, layer="roads__history", datetime_as_string=True)
    assert len(frame) == 6
    former = frame[frame.uid == uid(1)].sort_values("from_rev")
    assert [str(one)[:23] for one in former.from_time] == [times[2][:23], times[3][:23]]
    assert next(iter(former.to_rev)) == 3
    assert str(former.to_time.iloc[0])[:23] == times[3][:23]
    gone = frame[frame.uid == uid(2)]
    assert list(gone.to_rev) == [4]


def test_gdal_filters_by_area_and_attribute(lived):
    with closed_to_sqlite(lived.path):
        inside = pyogrio.read_dataframe(lived.path, layer="roads", bbox=(50.035, 45, 50.045, 47))
        chosen = pyogrio.read_dataframe(lived.path, layer="roads", where="km_from >= 4")
    assert set(inside.uid) == {uid(3), uid(4)}
    assert set(chosen.uid) == {uid(4), uid(5)}


@pytest.mark.skipif(shutil.which("ogrinfo") is None, reason="ogrinfo (package gdal-bin) is not here")
def test_an_older_gdal_reads_it_without_a_warning(lived):
    done = subprocess.run(
        ["ogrinfo", "-ro", "-al", "-so", str(lived.path)],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert "Warning" not in done.stderr + done.stdout
    assert "ERROR" not in done.stderr + done.stdout
    assert "Layer name: roads__history" in done.stdout
    assert "km_from: Real" in done.stdout
    assert "from_time: DateTime" in done.stdout


SHAPES = {
    "Point": [53.25, 47.5],
    "MultiPoint": [[53.25, 47.5], [53.5, 47.25]],
    "LineString": [[500000, 5200000], [500010.5, 5200001.25]],
    "Polygon": [[[0, 0], [1, 0], [1, 1], [0, 0]]],
}


@pytest.mark.filterwarnings("ignore:Measured")
@pytest.mark.parametrize(
    ("kind", "crs", "dimensions"),
    [
        ("Point", "EPSG:4326", "XYZ"),
        ("MultiPoint", "EPSG:4284", "XY"),
        ("LineString", "EPSG:32639", "XYM"),
        ("Polygon", "EPSG:28408", "XYZM"),
    ],
)
def test_any_geometry_in_any_system_reads_back(tmp_path, kind, crs, dimensions):
    geometry = Geometry(kind, crs=crs, dimensions=dimensions, precision=4)
    definition = Definition("things", {"en": "Things"}, (Field("name", "text"),), geometry)

    def raised(part):
        return (
            [*part, *[7.5] * (len(dimensions) - 2)]
            if isinstance(part[0], (int, float))
            else list(map(raised, part))
        )

    shape = {"type": kind, "coordinates": raised(SHAPES[kind])}
    if "M" in dimensions:
        flat = shapely.from_geojson(json.dumps({"type": kind, "coordinates": SHAPES[kind]}))
        blob = _measured(flat, dimensions, geometry)
    else:
        blob = from_geojson(shape, geometry)
    ledger = Ledger.create(tmp_path / "r.gpkg")
    with ledger.writing(author="A", message="m") as work:
        work.define(definition)
        work.put("things", [row(definition, 1, blob, name="x")])
    with closed_to_sqlite(ledger.path):
        frame = pyogrio.read_dataframe(ledger.path, layer="things")
    assert frame.crs.to_epsg() == int(crs[5:])
    assert frame.geometry.iloc[0].geom_type == kind
    assert frame.geometry.iloc[0].has_z == ("Z" in dimensions)


def _measured(flat, dimensions, geometry):
    """A geometry with M, which GeoJSON has not, by way of WKB."""
    code = {"LineString": 2, "Polygon": 3}[flat.geom_type] + {"XYM": 2000, "XYZM": 3000}[dimensions]
    points = shapely.get_coordinates(flat)
    ordinates = [x for point in points for x in (*point, *[7.5] * (len(dimensions) - 2))]
    rings = struct.pack("<I", 1) if flat.geom_type == "Polygon" else b""
    body = struct.pack("<BI", 1, code) + rings + struct.pack(f"<I{len(ordinates)}d", len(points), *ordinates)
    return canonical(body, geometry)


def test_a_box_is_looked_up_in_the_index(lived):
    inside = meeting("roads", (50, 46, 51, 47))
    found = ask(lived.path, f"EXPLAIN QUERY PLAN SELECT * FROM roads__rows WHERE fid IN ({inside})")
    plan = " ".join(str(one[3]) for one in found)
    assert "VIRTUAL TABLE INDEX" in plan
    assert "USING INTEGER PRIMARY KEY" in plan
    assert "SCAN roads__rows" not in plan


@pytest.mark.qgis
def test_qgis_opens_head_and_history(lived, qgis_python, qgis_environment):
    script = f"""
from qgis.core import QgsApplication, QgsVectorLayer
app = QgsApplication([], False); app.initQgis()
for name in ("roads", "roads__history", "routes"):
    layer = QgsVectorLayer("{lived.path}|layername=" + name, name, "ogr")
    ids = {{f.id() for f in layer.getFeatures()}}
    print(name, layer.isValid(), layer.featureCount(), len(ids), layer.crs().authid(), layer.wkbType())
history = QgsVectorLayer("{lived.path}|layername=roads__history", "h", "ogr")
times = [f["from_time"].toString("yyyy") for f in history.getFeatures()]
print(times[0][:2], history.fields().field("from_time").typeName())
app.exitQgis()
"""
    done = subprocess.run(
        [qgis_python, "-c", script], env=qgis_environment, capture_output=True, text=True, timeout=120
    )
    assert done.stdout.splitlines() == [
        "roads True 4 4 EPSG:4326 2",
        "roads__history True 6 6 EPSG:4326 2",
        "routes True 2 2  100",
        "20 DateTime",
    ], done.stderr
