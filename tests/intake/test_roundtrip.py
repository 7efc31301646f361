"""What was exported comes back as it was: nothing to import, and an edit changes what was edited."""

import csv
import json
from pathlib import Path

import pytest
import shapely

from registry.intake.errors import UnknownCrs
from registry.intake.importing import import_source
from registry.model.definition import Definition, Field, Geometry
from registry.model.geometry import canonical
from registry.model.reading import read_definitions
from registry.publish import FORMATS, export
from registry.publish.errors import FormatCannotHold
from registry.versions.identity import new_uids
from registry.versions.ledger import Ledger
from tests.publish import sample


@pytest.fixture(scope="module")
def awkward(tmp_path_factory) -> Ledger:
    return sample.make(tmp_path_factory.mktemp("awkward") / "registry.gpkg")


@pytest.fixture(scope="module")
def shipped(tmp_path_factory, repository) -> Ledger:
    from registry.cli.seed import plant

    ledger = Ledger.create(tmp_path_factory.mktemp("shipped") / "registry.gpkg")
    with ledger.writing(author="Test", message="layers") as tx:
        for one in read_definitions(repository / "layers").values():
            tx.define(one)
    plant(ledger, repository / "layers" / "data", author="Test", author_source="test")
    return ledger


def again(ledger: Ledger, path: Path, layer: str, **options):
    return import_source(ledger, path, layer, author="Test", message="again", **options)


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("which", ["awkward", "shipped"])
def test_what_was_exported_leaves_nothing_to_import(request, tmp_path, which, name):
    ledger = request.getfixturevalue(which)
    before, seen = ledger.head(), 0
    for layer in ledger.layers():
        path = tmp_path / f"{layer}{FORMATS[name].suffixes[0]}"
        try:
            export(ledger, layer, path, format=name)
        except FormatCannotHold:
            assert name == "flatgeobuf"
            assert ledger.definition(layer).geometry is None
            continue
        if path.stat().st_size == 0:
            continue  # an empty sequence of features is an empty file, which an import takes for a cut one
        report = again(ledger, path, layer)
        assert (report.rows, report.unchanged, report.rejected) == (ledger.count(layer),) * 2 + (0,), layer
        assert report.nothing
        assert report.commit is None
        seen += report.rows
    assert ledger.head() == before
    assert seen > 10


@pytest.fixture
def metric(tmp_path) -> Ledger:
    """Points and lines of a layer in metres."""
    ledger = Ledger.create(tmp_path / "registry.gpkg")
    posts = Definition(
        "posts", {"en": "Posts"}, (Field("km", "integer"),), Geometry("Point", crs="EPSG:32639", precision=4)
    )
    high = Definition("high", {"en": "High"}, (), Geometry("Point", dimensions="XYZ"))
    lines = Definition(
        "lines",
        {"en": "Lines"},
        (Field("km", "integer"),),
        Geometry("LineString", crs="EPSG:32639", precision=4),
    )
    shapes = {
        "posts": [shapely.Point(500000, 5200000), shapely.Point(500100, 5200000)],
        "high": [shapely.Point(51.5, 47.5, -27.5)],
        "lines": [shapely.LineString([(500000, 5200000), (500100, 5200000)])],
    }
    with ledger.writing(author="Test", message="rows") as tx:
        for one in (posts, high, lines):
            tx.define(one)
            rows = [
                (uid, canonical(shapely.to_wkb(shape, flavor="iso"), one.geometry), *range(len(one.names)))
                for uid, shape in zip(new_uids(2), shapes[one.name], strict=False)
            ]
            tx.insert(one.name, rows)
    return ledger


@pytest.mark.parametrize("layer", ["posts", "lines", "high"])
@pytest.mark.parametrize("crs", [None, "EPSG:4326", "EPSG:32640"])
def test_a_csv_in_any_system_names_it_for_the_import(metric, tmp_path, layer, crs):
    path = tmp_path / f"{layer}.csv"
    export(metric, layer, path, crs=crs)
    assert again(metric, path, layer).unchanged == metric.count(layer)


def test_a_csv_of_unknown_system_without_identities_is_still_refused(metric, tmp_path):
    path = tmp_path / "lines.csv"
    path.write_text('km,wkt\n1,"LINESTRING (500000 5200000, 500100 5200000)"\n')
    with pytest.raises(UnknownCrs, match="--crs"):
        again(metric, path, "lines")


def test_an_edited_cell_changes_that_cell_only(awkward, tmp_path):
    path = tmp_path / "works.csv"
    export(awkward, "works", path)
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    rows[0]["km"] = "190"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    report = again(awkward, path, "works", dry_run=True)
    assert (report.updated, report.unchanged) == (1, 2)


def test_a_moved_vertex_and_a_height_are_changes(awkward, metric, tmp_path):
    path = tmp_path / "zones.geojson"
    export(awkward, "zones", path)
    found = json.loads(path.read_text(encoding="utf-8"))
    found["features"][-1]["geometry"]["coordinates"][0][0][1][0] += 1e-6
    path.write_text(json.dumps(found), encoding="utf-8")
    assert again(awkward, path, "zones", dry_run=True).updated == 1
    path = tmp_path / "high.csv"
    export(metric, "high", path)
    path.write_text(path.read_text().replace("-27.5", "-27.6"))
    assert again(metric, path, "high", dry_run=True).updated == 1


def test_a_turned_line_is_a_change_though_a_turned_ring_is_none(metric, tmp_path):
    path = tmp_path / "lines.csv"
    export(metric, "lines", path)
    text = path.read_text().replace(
        "LINESTRING (500000 5200000, 500100 5200000)", "LINESTRING (500100 5200000, 500000 5200000)"
    )
    path.write_text(text)
    assert again(metric, path, "lines", dry_run=True).updated == 1


def test_an_id_that_is_no_uid_is_an_ordinary_column(ledger, bring, tmp_path):
    path = tmp_path / "places.geojson"
    features = [
        {"type": "Feature", "id": f"node-{at}", "properties": {"name": "a"}, "geometry": None}
        for at in range(2)
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    report = bring(path, "places")
    assert (report.inserted, report.unmapped) == (2, ["id"])
