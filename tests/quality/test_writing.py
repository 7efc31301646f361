"""Findings as a layer."""

import json
import sqlite3
import subprocess

import numpy as np
import pyogrio
import pytest
import shapely
from shapely import MultiPolygon, Polygon

from registry.model.errors import FileExists, FileReadOnly
from registry.quality import CODES, check, write_findings
from registry.quality.writing import UnknownFindingsFormat

NAME = "Құлсары «Ә» \"ң\" 🛣; 'ү'"
BOW_TIE = MultiPolygon([Polygon([(51, 47), (52, 48), (52, 47), (51, 48)])])


@pytest.fixture
def ledger(make):
    sites = [{"landfill_id": "a", "name_kk": NAME, "name_ru": NAME, "geom": BOW_TIE}, {"landfill_id": "a"}]
    return make({"landfills": sites, "regions": []})


@pytest.fixture
def report(ledger):
    return check(ledger)


@pytest.mark.parametrize("suffix", [".gpkg", ".geojson", ".GeoJSON"])
def test_every_finding_is_a_row_with_its_place(report, tmp_path, suffix):
    path = write_findings(report, tmp_path / f"findings{suffix}")
    assert pyogrio.list_layers(path)[0, 0] == "findings"
    read = pyogrio.read_dataframe(path, layer="findings")
    assert len(read) == len(report.findings) > 2
    assert read.crs.to_epsg() == 4326
    for (_, row), finding in zip(read.iterrows(), report.findings, strict=True):
        assert (row.layer, row.feature, row.code) == (finding.layer, finding.uid, finding.code)
        assert (row.severity, row.message) == (finding.severity, finding.message)
        assert (row.other if isinstance(row.other, str) else None) == finding.other
    places = [one and (one.x, one.y) for one in read.geometry.array]
    assert places == [one.place for one in report.findings]
    assert any(NAME in message for message in read.message)
    assert read.other.notna().any()
    assert read.geometry.isna().any()


def test_the_version_and_digest_stand_in_the_file(report, tmp_path):
    info = pyogrio.read_info(write_findings(report, tmp_path / "f.gpkg"), layer="findings")
    assert json.loads(info["layer_metadata"]["registry"])["digest"] == report.digest
    written = json.loads(write_findings(report, tmp_path / "f.geojson").read_text(encoding="utf-8"))
    assert written["registry"] == report.provenance()


@pytest.mark.parametrize("suffix", [".gpkg", ".geojson"])
def test_no_findings_are_an_empty_layer(make, tmp_path, suffix):
    report = check(make({"roads": []}))
    read = pyogrio.read_dataframe(write_findings(report, tmp_path / f"f{suffix}"), layer="findings")
    assert len(read) == 0


def test_a_geopackage_brings_its_style(report, tmp_path):
    path = write_findings(report, tmp_path / "f.gpkg", language="kk")
    with sqlite3.connect(path) as handle:
        ((name, style),) = handle.execute(
            "SELECT f_table_name, styleQML FROM layer_styles WHERE useAsDefault"
        )
    assert name == "findings"
    assert "#d7191c" in style or "215,25,28" in style
    assert CODES["overlap"].title["kk"] in style


def test_a_geojson_has_its_style_beside_it_unless_there_is_one(report, tmp_path):
    write_findings(report, tmp_path / "f.geojson")
    style = tmp_path / "f.qml"
    assert "categorizedSymbol" in style.read_text(encoding="utf-8")
    style.write_text("mine", encoding="utf-8")
    write_findings(report, tmp_path / "f.geojson")
    assert style.read_text(encoding="utf-8") == "mine"


def test_a_newer_check_replaces_the_older_findings(report, tmp_path):
    path = tmp_path / "f.gpkg"
    write_findings(report, path)
    write_findings(report, path)
    assert pyogrio.read_info(path, layer="findings")["features"] == len(report.findings)
    with pytest.raises(FileExists):
        write_findings(report, path, overwrite=False)
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith(".f")] == []


def test_a_registry_is_never_overwritten(report, ledger):
    before = ledger.path.read_bytes()
    with pytest.raises(FileExists):
        write_findings(report, ledger.path)
    assert ledger.path.read_bytes() == before


def test_a_failure_leaves_the_old_file(report, tmp_path, monkeypatch):
    path = write_findings(report, tmp_path / "f.geojson")
    before = path.read_bytes()

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    with pytest.raises(Exception, match="no room left on the disk"):
        write_findings(report, path)
    assert path.read_bytes() == before
    assert sorted(one.name for one in tmp_path.iterdir() if "part" in one.name) == []


def test_a_wrong_name_or_folder_is_told(report, tmp_path):
    with pytest.raises(UnknownFindingsFormat, match=r"name it \.gpkg or \.geojson"):
        write_findings(report, tmp_path / "f.shp")
    with pytest.raises(FileReadOnly):
        write_findings(report, tmp_path / "nowhere" / "f.geojson")


@pytest.mark.qgis
def test_qgis_colours_findings_by_severity(report, tmp_path, qgis_python, qgis_environment):
    paths = [write_findings(report, tmp_path / name) for name in ("f.gpkg", "f.geojson")]
    program = """
import sys
from qgis.core import QgsApplication, QgsVectorLayer
application = QgsApplication([], False)
application.initQgis()
for path in sys.argv[1:]:
    layer = QgsVectorLayer(path + ("|layername=findings" if path.endswith("gpkg") else ""), "findings", "ogr")
    renderer = layer.renderer()
    print(layer.isValid(), layer.featureCount(), renderer.type(), renderer.classAttribute(),
          ",".join(sorted(str(one.value()) for one in renderer.categories())))
"""
    done = subprocess.run(
        [qgis_python, "-c", program, *map(str, paths)],
        env=qgis_environment, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    lines = [line for line in done.stdout.splitlines() if line]
    assert done.returncode == 0, done.stderr
    expected = f"True {len(report.findings)} categorizedSymbol severity"
    assert len(lines) == 2, done.stdout
    for line in lines:
        assert line.startswith(expected)
        assert "error,info,warning" in line


def test_places_are_within_the_features(report):
    place = next(one.place for one in report.findings if one.code == "geometry-invalid")
    assert np.isclose(shapely.distance(BOW_TIE.boundary, shapely.Point(place)), 0, atol=1e-6)
