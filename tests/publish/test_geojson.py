"""GeoJSON by the letter of RFC 7946, and the text sequences of it."""

import io
import json

import fiona
import geopandas
import numpy as np
import pyarrow as pa
import pyogrio
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import mapping, shape

from registry.model.definition import Field
from registry.model.errors import UsageError
from registry.publish import export, features, jsontext
from tests.publish import sample

LAYERS = [definition.name for definition, _ in sample.LAYERS]


def exported(ledger, layer, **options):
    stream = io.BytesIO()
    export(ledger, layer, stream, format="geojson", **options)
    return json.loads(stream.getvalue())


def by_id(collection):
    return {feature["id"]: feature for feature in collection["features"]}


@pytest.mark.parametrize("layer", LAYERS)
def test_the_collection_has_the_members_of_rfc_7946_and_no_crs(ledger, layer):
    collection = exported(ledger, layer, revision=1)
    assert collection["type"] == "FeatureCollection"
    assert "crs" not in collection
    assert isinstance(collection["features"], list)
    for feature in collection["features"]:
        assert set(feature) == {"type", "id", "properties", "geometry"}
        assert feature["type"] == "Feature"
        assert len(feature["id"]) == 32


@pytest.mark.parametrize("layer", LAYERS)
def test_values_are_the_open_values_of_the_ledger(ledger, layer):
    found = by_id(exported(ledger, layer, revision=1))
    names = ledger.definition(layer, 1).names
    expected = {uid: dict(zip(names, values, strict=True)) for uid, _, *values in ledger.rows(layer, 1)}
    assert {uid: feature["properties"] for uid, feature in found.items()} == expected


def test_coordinates_are_those_of_the_grid_longitude_first(ledger):
    found = by_id(exported(ledger, "roads", revision=1))
    for number, values in enumerate(sample.ROAD_ROWS):
        geometry = found[sample.uid(number).hex()]["geometry"]
        assert geometry["type"] == "LineString"
        assert geometry["coordinates"] == [list(point) for point in values[-1].coords]


def test_outer_rings_run_counter_clockwise_and_holes_clockwise(ledger):
    found = by_id(exported(ledger, "zones"))
    for uid, source in ((0, sample.AREA_ROWS[0][1]), (2, sample.AREA_ROWS[2][1])):
        geometry = found[sample.uid(uid).hex()]["geometry"]
        assert geometry["type"] == "MultiPolygon"
        read = shape(geometry)
        assert read.equals(source)
        for polygon in read.geoms:
            assert polygon.exterior.is_ccw
            assert not any(hole.is_ccw for hole in polygon.interiors)
            assert polygon.exterior.is_closed


def test_missing_geometry_is_null(ledger):
    assert by_id(exported(ledger, "zones"))[sample.uid(1).hex()]["geometry"] is None
    assert by_id(exported(ledger, "posts"))[sample.uid(2).hex()]["geometry"] is None
    assert {feature["geometry"] for feature in exported(ledger, "works")["features"]} == {None}


def test_points_and_heights(ledger):
    posts = by_id(exported(ledger, "posts"))
    assert posts[sample.uid(1).hex()]["geometry"] == {"type": "Point", "coordinates": [52.0, 47.25]}
    heights = exported(ledger, "heights")
    assert heights["features"][0]["geometry"]["coordinates"] == [[51, 47, -28.5], [52, 48, 100]]
    assert heights["features"][0]["properties"] == {}
    assert heights["bbox"] == [51, 47, -28.5, 52, 48, 100]


def test_the_bounding_box_is_that_of_the_features(ledger):
    bounds = geopandas.GeoSeries([row[-1] for row in sample.ROAD_ROWS]).total_bounds
    assert exported(ledger, "roads", revision=1)["bbox"] == list(bounds)
    assert "bbox" not in exported(ledger, "works")
    assert "bbox" not in exported(ledger, "empty")


def test_coordinates_are_always_wgs84(ledger):
    for crs in (None, "EPSG:4326", "OGC:CRS84"):
        collection = exported(ledger, "metric", crs=crs)
        read = shape(collection["features"][0]["geometry"])
        source = geopandas.GeoSeries([sample.METRIC_ROWS[0][1]], crs=32639)
        back = geopandas.GeoSeries([read], crs=4326).to_crs(32639)
        assert back.iloc[0].hausdorff_distance(source.iloc[0]) < 1e-3
        digits = [str(value).partition(".")[2] for value in np.ravel(mapping(read)["coordinates"])]
        assert max(map(len, digits)) <= 9


@pytest.mark.parametrize("crs", ["EPSG:32639", "nonsense"])
def test_another_system_is_refused_and_not_left_out_in_silence(ledger, crs):
    with pytest.raises(UsageError, match="always in WGS 84"):
        exported(ledger, "roads", crs=crs)


def test_the_version_and_its_digest_are_recorded(ledger):
    told = exported(ledger, "roads", revision=1, where="lanes > 1", box=(50, 44, 53, 48))["registry"]
    commit = ledger.commit(1)
    assert told.pop("software").startswith("Infra Registry ")
    assert told == {
        "registry_id": ledger.registry_id,
        "layer": "roads",
        "revision": 1,
        "time": commit.time,
        "commit": commit.commit_id,
        "digest": commit.digest,
        "selection": {"where": "lanes > 1", "box": [50.0, 44.0, 53.0, 48.0]},
    }


def test_the_same_version_gives_the_same_bytes(ledger, out):
    for name in ("a", "b"):
        export(ledger, "roads", out / f"{name}.geojson")
    assert (out / "a.geojson").read_bytes() == (out / "b.geojson").read_bytes()


def test_an_edit_changes_the_line_of_its_feature_only(ledger):
    lines = []
    for revision in (1, 2):
        stream = io.BytesIO()
        export(ledger, "roads", stream, format="geojson", revision=revision)
        lines.append(
            {line.rstrip(",") for line in stream.getvalue().decode().split("\n") if '"Feature"' in line}
        )
    before, after = lines
    assert len(before - after) == 2, "the road renamed and the one dropped"
    assert len(after - before) == 2, "the road renamed and the one added"
    uids = [feature["id"] for feature in exported(ledger, "roads")["features"]]
    assert uids == sorted(uids)


@pytest.mark.parametrize("layer", LAYERS)
def test_gdal_and_fiona_read_the_same_back(ledger, out, layer):
    path = export(ledger, layer, out / f"{layer}.geojson", revision=1).path
    expected = {row[0]: row for row in ledger.rows(layer, 1)}
    read = pyogrio.read_dataframe(path)
    assert len(read) == len(expected)
    with fiona.open(path) as collection:
        assert collection.crs.to_epsg() in (4326, 4979), "with heights it is the latter"
        assert len(list(collection)) == len(expected)
    if not expected:
        return
    assert set(read["id"]) == set(expected)
    if isinstance(read, geopandas.GeoDataFrame):
        assert read.crs.to_epsg() in (4326, 4979)
    for name, place in (("name", 2), ("what", 2)):
        if name in read:
            assert {row["id"]: row[name] for _, row in read.iterrows() if isinstance(row[name], str)} == {
                uid: row[place] for uid, row in expected.items() if row[place] is not None
            }


def test_gdal_sees_the_types_of_the_fields(ledger, out):
    path = export(ledger, "roads", out / "roads.geojson", revision=1).path
    info = pyogrio.read_info(path)
    kinds = dict(zip(info["fields"], info["ogr_types"], strict=True))
    assert kinds["lanes"] == "OFTInteger64"
    assert kinds["width_m"] == kinds["km_from"] == "OFTReal"
    assert kinds["built"] == "OFTDate"
    assert kinds["seen_at"] == "OFTDateTime"


def test_a_text_sequence_has_a_separator_before_each_record(ledger, out):
    path = export(ledger, "roads", out / "roads.geojsons", revision=1).path
    records = path.read_bytes().split(b"\x1e")
    assert records[0] == b""
    assert all(record.endswith(b"\n") and record.count(b"\n") == 1 for record in records[1:])
    assert [json.loads(record) for record in records[1:]] == exported(ledger, "roads", revision=1)["features"]
    assert len(pyogrio.read_dataframe(path)) == 4


def test_lines_are_json_each(ledger, out):
    path = export(ledger, "roads", out / "roads.ndjson", revision=1).path
    features = [json.loads(line) for line in path.read_text(encoding="utf-8").removesuffix("\n").split("\n")]
    assert features == exported(ledger, "roads", revision=1)["features"]
    assert len(pyogrio.read_dataframe(f"GeoJSONSeq:{path}")) == 4


@given(
    st.lists(
        st.none() | st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from('"\\\n\x00,')),
        max_size=6,
    )
)
def test_any_text_is_written_as_json(texts):
    written = jsontext.values(pa.array(texts, pa.string()), Field("a", "text"))
    assert [json.loads(text) for text in written.to_pylist()] == texts


@given(st.lists(st.none() | st.floats(allow_nan=False, allow_infinity=False), max_size=6))
def test_any_number_is_written_as_json_that_is_a_real(numbers):
    written = jsontext.values(pa.array(numbers, pa.float64()), Field("a", "real")).to_pylist()
    read = [json.loads(text) for text in written]
    assert read == numbers
    assert all(number is None or isinstance(number, float) for number in read)


finite = st.floats(-180, 180).map(lambda value: round(value, 9) + 0.0)
position = st.tuples(finite, finite)
line = st.lists(position, min_size=2, max_size=5).map(shapely.LineString)
square = st.tuples(finite, finite, st.floats(0.5, 2)).map(
    lambda at: shapely.box(at[0], at[1], at[0] + at[2], at[1] + at[2])
)
KINDS = {
    "Point": position.map(shapely.Point),
    "MultiPoint": st.lists(position, min_size=1, max_size=4).map(shapely.MultiPoint),
    "LineString": line,
    "MultiLineString": st.lists(line, min_size=1, max_size=3).map(shapely.MultiLineString),
    "Polygon": square,
    "MultiPolygon": st.lists(square, min_size=1, max_size=3).map(shapely.MultiPolygon),
}


@pytest.mark.parametrize("kind", KINDS)
@given(drawn=st.data())
@settings(deadline=None)
def test_geometries_are_what_shapely_says(kind, drawn):
    shapes = drawn.draw(st.lists(st.none() | KINDS[kind], max_size=6))
    wkb = pa.array(shapely.to_wkb(np.array(shapes, object)), pa.binary())
    written, low, high = features.geometries(wkb, kind)
    read = [text and json.loads(text) for text in written.to_pylist()]
    expected = [one and json.loads(shapely.to_geojson(shapely.orient_polygons(one))) for one in shapes]
    assert read == expected
    if any(shapes):
        assert [*low, *high] == list(shapely.total_bounds(shapes))
