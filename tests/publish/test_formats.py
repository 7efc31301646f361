"""Every format reads back equal, at any version, however awkward the values."""

import csv
import datetime as dt
import io
import json
import sqlite3
from contextlib import closing

import geopandas
import numpy as np
import pandas as pd
import pyarrow.parquet as parquet
import pyogrio
import pytest
import shapely

from registry.model import geometry as blobs
from registry.publish import FORMATS, export, format_of
from registry.publish.errors import FormatCannotHold, UnknownFormat
from tests.publish import sample

LAYERS = [definition.name for definition, _ in sample.LAYERS]
WITH_GEOMETRY = [definition.name for definition, _ in sample.LAYERS if definition.geometry]
SUFFIXES = {"geopackage": ".gpkg", "flatgeobuf": ".fgb", "geoparquet": ".parquet"}


def plain(value):
    """A value read by a library as the ledger's open value."""
    if value is None or value is pd.NaT or value is pd.NA or (isinstance(value, float) and np.isnan(value)):
        return None
    if isinstance(value, pd.Timestamp):
        value = value.to_pydatetime()
    if isinstance(value, dt.datetime):
        if value.tzinfo is None:
            return value.date().isoformat()
        return value.astimezone(dt.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    if isinstance(value, dt.date):
        return value.isoformat()
    return value.item() if isinstance(value, np.generic) else value


def read_back(path, names):
    """Rows of a file as {uid: (WKT or None, values...)}."""
    if path.suffix == ".fgb":  # GDAL 3.12 hands over missing geometry of a FlatGeobuf wrongly through Arrow
        rows = pyogrio.read_dataframe(path).to_dict("records")
        return {
            row["uid"]: (row["geometry"] and row["geometry"].wkt, *(plain(row[name]) for name in names))
            for row in rows
        }
    table = parquet.read_table(path) if path.suffix == ".parquet" else pyogrio.read_arrow(path)[1]
    geometry = next((name for name in ("geometry", "geom") if name in table.column_names), None)
    out = {}
    for row in table.to_pylist():
        wkb = row[geometry] if geometry else None
        out[row["uid"]] = (wkb and shapely.from_wkb(wkb).wkt, *(plain(row[name]) for name in names))
    return out


def expected(ledger, layer, *version, **selection):
    rows = ledger.rows(layer, *version, **selection)
    return {uid: (blob and shapely.from_wkb(blobs.wkb(blob)).wkt, *values) for uid, blob, *values in rows}


@pytest.mark.parametrize("layer", LAYERS)
@pytest.mark.parametrize("format", SUFFIXES)
@pytest.mark.parametrize("revision", [1, 2])
def test_a_layer_reads_back_equal(ledger, out, layer, format, revision):
    path = out / f"{layer}{SUFFIXES[format]}"
    if format == "flatgeobuf" and layer not in WITH_GEOMETRY:
        with pytest.raises(FormatCannotHold, match=layer):
            export(ledger, layer, path, revision=revision)
        assert list(out.iterdir()) == []
        return
    report = export(ledger, layer, path, revision=revision)
    assert report.format == format
    assert report.rows == ledger.count(layer, revision)
    assert list(out.iterdir()) == [path], "nothing is left beside it"
    found = read_back(path, ledger.definition(layer).names)
    if format == "flatgeobuf":  # which has no dates without time
        fix = [one.type == "date" for one in ledger.definition(layer).fields]
        found = {
            uid: (
                wkt,
                *(value and value[:10] if date else value for value, date in zip(values, fix, strict=True)),
            )
            for uid, (wkt, *values) in found.items()
        }
    assert found == expected(ledger, layer, revision)


@pytest.mark.parametrize("format", SUFFIXES)
def test_geometry_type_and_crs_are_declared(ledger, out, format):
    for definition, _ in sample.LAYERS:
        if definition.geometry is None:
            continue
        path = export(ledger, definition.name, out / f"{definition.name}{SUFFIXES[format]}").path
        if format == "geoparquet":
            read = geopandas.read_parquet(path)
            assert read.crs == definition.geometry.crs
            continue
        info = pyogrio.read_info(path, force_feature_count=True)
        assert info["crs"] == definition.geometry.crs
        kind = info["geometry_type"].removesuffix(" Z")
        assert kind == definition.geometry.type
        assert info["features"] == ledger.count(definition.name)


@pytest.mark.parametrize("format", SUFFIXES)
def test_coordinates_can_be_had_in_another_system(ledger, out, format):
    path = export(ledger, "roads", out / f"roads{SUFFIXES[format]}", crs="EPSG:32639", revision=1).path
    read = geopandas.read_parquet(path) if format == "geoparquet" else pyogrio.read_dataframe(path)
    assert read.crs.to_epsg() == 32639
    source = geopandas.GeoSeries([row[-1] for row in sample.ROAD_ROWS], crs=4326).to_crs(32639)
    read = read.set_index("uid")
    for number, shape in enumerate(source):
        assert read.geometry[sample.uid(number).hex()].hausdorff_distance(shape) < 1e-4


def test_a_geopackage_is_valid_and_tells_its_version(ledger, out):
    path = export(ledger, "roads", out / "roads.gpkg", revision=1, language="ru").path
    told = json.loads(pyogrio.read_info(path, layer="roads")["layer_metadata"]["registry"])
    assert told["digest"] == ledger.commit(1).digest
    assert told["revision"] == 1
    with closing(sqlite3.connect(path)) as handle:
        assert handle.execute("PRAGMA user_version").fetchone() == (10200,)
        assert handle.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert handle.execute("PRAGMA foreign_key_check").fetchall() == []
        kind, title, about = handle.execute(
            "SELECT data_type, identifier, description FROM gpkg_contents"
        ).fetchone()
        assert (kind, title) == ("features", "Дороги")
        assert ledger.commit(1).digest in about
        assert handle.execute("SELECT count(*) FROM rtree_roads_geom").fetchone() == (4,)


def test_a_geopackage_of_a_table_has_attributes(ledger, out):
    path = export(ledger, "works", out / "works.gpkg").path
    with closing(sqlite3.connect(path)) as handle:
        assert handle.execute("SELECT table_name, data_type FROM gpkg_contents").fetchall() == [
            ("works", "attributes")
        ]
        assert handle.execute("SELECT count(*) FROM works").fetchone() == (3,)


def test_a_flatgeobuf_tells_its_version_and_has_an_index(ledger, out):
    path = export(ledger, "roads", out / "roads.fgb").path
    assert ledger.head().digest.encode() in path.read_bytes()
    assert pyogrio.read_info(path)["capabilities"]["fast_spatial_filter"]
    assert len(pyogrio.read_dataframe(path, bbox=(51, 47, 53, 48))) == 1


def test_a_geoparquet_has_the_metadata_of_its_specification(ledger, out):
    path = export(ledger, "zones", out / "zones.parquet").path
    metadata = parquet.read_metadata(path).metadata
    geo, told = json.loads(metadata[b"geo"]), json.loads(metadata[b"registry"])
    assert told["digest"] == ledger.head().digest
    assert geo["version"] == "1.1.0"
    column = geo["columns"][geo["primary_column"]]
    assert column["encoding"] == "WKB"
    assert column["geometry_types"] == ["MultiPolygon"]
    assert column["bbox"] == [50, 44, 56, 48]
    assert column["crs"]["id"] == {"authority": "EPSG", "code": 4326}
    assert column["covering"]["bbox"]["xmin"] == ["bbox", "xmin"]
    boxes = parquet.read_table(path)["bbox"].to_pylist()
    assert boxes[1] is None
    assert boxes[2] == {"xmin": 55, "ymin": 47, "xmax": 56, "ymax": 48}
    assert len(geopandas.read_parquet(path, bbox=(55, 47, 57, 48))) == 1, "the covering is used"


def rows_of_csv(ledger, layer, **options):
    stream = io.BytesIO()
    export(ledger, layer, stream, format="csv", **options)
    return stream.getvalue()


def test_a_csv_reads_back_equal(ledger):
    written = rows_of_csv(ledger, "roads", revision=1).decode()
    found = list(csv.DictReader(io.StringIO(written, newline="")))
    assert list(found[0]) == ["uid", *ledger.definition("roads").names, "wkt"]
    for row, (uid, blob, name, lanes, width, paved, built, seen, km) in zip(
        found, sorted(ledger.rows("roads", 1)), strict=True
    ):
        assert row["uid"] == uid
        assert shapely.from_wkt(row["wkt"]).equals_exact(shapely.from_wkb(blobs.wkb(blob)), 0)
        assert row["name"] == (name or "")
        assert (row["built"], row["seen_at"]) == (built or "", seen or "")
        assert row["paved"] == ("" if paved is None else str(paved).lower())
        for text, number in ((row["lanes"], lanes), (row["width_m"], width), (row["km_from"], km)):
            assert (float(text) if text else None) == number
        assert not row["lanes"] or int(row["lanes"]) == lanes


def test_a_csv_tells_a_missing_text_from_an_empty_one(ledger):
    lines = rows_of_csv(ledger, "roads", revision=1, columns=["name"]).decode().split("\n")
    assert any(line.startswith(f'"{sample.uid(2).hex()}","",') for line in lines)
    assert any(line.startswith(f'"{sample.uid(3).hex()}",,') for line in lines)


def test_points_in_a_csv_are_two_columns_unless_a_field_has_such_a_name(ledger):
    rows = rows_of_csv(ledger, "posts", columns=["km"]).decode()
    found = list(csv.DictReader(io.StringIO(rows)))
    assert list(found[0]) == ["uid", "km", "lon", "lat"]
    assert (found[1]["lon"], found[1]["lat"]) == ("52", "47.25")
    assert (found[2]["lon"], found[2]["lat"]) == ("", "")
    assert rows_of_csv(ledger, "posts").decode().split("\n")[0] == '"uid","lon","km","wkt"'


def test_a_csv_names_a_system_that_is_not_the_layers(ledger):
    headings = rows_of_csv(ledger, "posts", crs="EPSG:32639", columns=["km"]).decode().split("\n")[0]
    assert headings.endswith('"x (EPSG:32639)","y (EPSG:32639)"')
    headings = rows_of_csv(ledger, "roads", crs="EPSG:32639").decode().split("\n")[0]
    assert headings.endswith('"WKT (EPSG:32639)"')


def test_a_csv_can_have_titles_a_byte_order_mark_and_km_posts(ledger):
    written = rows_of_csv(ledger, "roads", language="ru", bom=True, chainage=True, revision=1)
    assert written.startswith(b"\xef\xbb\xbf")
    found = list(csv.DictReader(io.StringIO(written.decode("utf-8-sig"), newline="")))
    assert list(found[0])[:4] == ["uid", "Название", "Полосы", "Название (2)"]
    assert [row["km_from"] for row in found] == ["513+850", "0+000", "-0+005", ""]


def test_gdal_reads_the_csv(ledger, out):
    path = export(ledger, "roads", out / "roads.csv", revision=1).path
    read = pyogrio.read_dataframe(path, GEOM_POSSIBLE_NAMES="wkt")
    assert len(read) == 4
    assert read.geometry.iloc[0].wkt == sample.ROAD_ROWS[0][-1].wkt


@pytest.mark.parametrize("name", FORMATS)
def test_an_empty_layer_is_a_valid_empty_file(ledger, out, name):
    path = export(ledger, "empty", out / f"empty{FORMATS[name].suffixes[0]}", format=name).path
    if name == "geoparquet":
        assert len(geopandas.read_parquet(path)) == 0
    elif name in ("geojsonseq", "geojsonl"):
        assert path.read_bytes() == b""
    elif name == "csv":
        assert path.read_text() == '"uid","name","wkt"\n'
    else:
        info = pyogrio.read_info(path, force_feature_count=True)
        assert info["features"] == 0
        assert info["crs"] == "EPSG:4326"


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "flatgeobuf"])
def test_an_empty_table_too(ledger, out, name):
    report = export(ledger, "empty_table", out / f"empty{FORMATS[name].suffixes[0]}", format=name)
    assert report.rows == 0
    assert report.path.is_file()


def test_the_suffix_tells_the_format_and_a_name_overrides_it(ledger, out):
    assert format_of("x/ROADS.GeoJSON").name == "geojson"
    assert format_of(out / "roads.parquet").name == "geoparquet"
    assert format_of("-", "gpkg").name == "geopackage"
    for target, name in (("roads.shp", None), ("roads", None), ("-", None), ("roads.geojson", "dxf")):
        with pytest.raises(UnknownFormat, match="geopackage"):
            format_of(target, name)
    report = export(ledger, "roads", out / "roads.txt", format="geojson")
    assert json.loads(report.path.read_bytes())["type"] == "FeatureCollection"
