"""Every vector form that fiona and pyogrio open comes in as the same features."""

import sqlite3
import zipfile
from contextlib import closing

import geopandas as gpd
import pandas as pd
import pyogrio
import pytest
import shapely

from registry.intake.errors import ChooseLayer, UnknownCrs, UnknownEncoding, UnreadableSource
from registry.model.errors import NoSuchFile
from registry.model.geometry import wkb

NAMES = ["Атырау – «Доссор»; 'A'", "Қызылорда, Ұзынағаш", 'кавычки " и ; точка с запятой', "😀 Бейнеу"]
LINES = [shapely.LineString([(50 + i, 47), (50.5 + i, 47.5), (51 + i, 47.25)]) for i in range(4)]


def roads(**columns):
    table = {"route_id": [f"A-{i}" for i in range(4)], "name_ru": NAMES, "lanes": [2, 1, 4, 2]}
    return gpd.GeoDataFrame({**table, **columns}, geometry=LINES, crs=4326)


def shapes(ledger, layer="roads"):
    return sorted(shapely.to_wkt(shapely.from_wkb(wkb(row[1])), trim=True) for row in ledger.rows(layer))


EXPECTED = sorted(shapely.to_wkt(shapely.MultiLineString([line]), trim=True) for line in LINES)
FORMATS = {
    "GPKG": "gpkg", "GeoJSON": "geojson", "GeoJSONSeq": "geojsonl", "FlatGeobuf": "fgb", "KML": "kml",
    "MapInfo File": "mif", "ESRI Shapefile": "shp", "TopoJSON": None, "SQLite": "sqlite",
}  # fmt: skip


@pytest.mark.parametrize(
    ("driver", "suffix"), [(name, end) for name, end in FORMATS.items() if end] + [("MapInfo File", "tab")]
)
def test_every_form_brings_the_same_features(tmp_path, ledger, bring, values, driver, suffix):
    path = tmp_path / f"дороги.{suffix}"
    options = {"encoding": "UTF-8"} if driver in ("MapInfo File", "ESRI Shapefile") else {}
    roads().to_file(path, driver=driver, engine="pyogrio", **options)
    report = bring(path, "roads", mapping={"Name": None} if driver == "KML" else None)
    assert (report.rows, report.inserted, report.rejected) == (4, 4, 0)
    assert [row[0] for row in values("roads", "route_id")] == ["A-0", "A-1", "A-2", "A-3"]
    assert {row[0] for row in values("roads", "name_ru")} == set(NAMES)
    assert [row[0] for row in values("roads", "lanes")] == [1, 2, 2, 4]
    assert shapes(ledger) == EXPECTED
    assert report.transformation is None


def test_a_field_called_as_the_feature_number_shifts_no_column(tmp_path, bring, values):
    path = tmp_path / "numbered.geojson"
    frame = roads()
    frame.insert(0, "id", [4, 3, 2, 1])
    frame.to_file(path, driver="GeoJSON", engine="pyogrio")
    bring(path, "roads")
    assert [row[0] for row in values("roads", "route_id")] == ["A-0", "A-1", "A-2", "A-3"]


def test_a_drawing_needs_its_reference_system_named(tmp_path, ledger, bring):
    path = tmp_path / "lines.dxf"
    roads()[["geometry"]].to_file(path, driver="DXF", engine="pyogrio")
    with pytest.raises(UnknownCrs, match="--crs"):
        bring(path, "roads")
    report = bring(path, "roads", crs="EPSG:4326")
    assert report.inserted == 4
    assert shapes(ledger) == EXPECTED
    assert "Layer" in report.unmapped


def cp1251(tmp_path, cpg=False, language=0, encoding="CP1251", names=None):
    """A shapefile as old programs write them."""
    names = names or ["Атырау", "Доссор", "Мақат", "Құлсары"]
    path = tmp_path / "old.shp"
    safe = [name.encode(encoding, "replace").decode("latin-1") for name in names]
    roads(name_ru=safe).to_file(path, engine="pyogrio", encoding="ISO-8859-1")
    path.with_suffix(".cpg").unlink()
    if cpg:
        path.with_suffix(".cpg").write_text(encoding)
    dbf = path.with_suffix(".dbf")
    head = bytearray(dbf.read_bytes())
    head[29] = language
    dbf.write_bytes(head)
    return path


RUSSIAN = ["Атырау", "Доссор", "Макат", "Кульсары"]


@pytest.mark.parametrize("how", ["cpg", "language", "said", "guessed"])
def test_a_shapefile_in_cp1251_is_read_right(tmp_path, bring, values, how):
    path = cp1251(tmp_path, cpg=how == "cpg", language=0xC9 if how == "language" else 0, names=RUSSIAN)
    report = bring(path, "roads", encoding="CP1251" if how == "said" else None)
    assert [row[0] for row in values("roads", "name_ru")] == sorted(RUSSIAN)
    assert report.encoding == "cp1251"
    assert any("CP1251" in note and "--encoding" in note for note in report.notes) == (how == "guessed")


def test_kazakh_letters_in_an_old_shapefile_are_read_right(tmp_path, bring, values):
    names = ["Атырау қаласы", "Доссор кенті", "Мақат ауданы", "Құлсары"]
    bring(cp1251(tmp_path, encoding="kz1048", names=names), "roads")
    assert [row[0] for row in values("roads", "name_ru")] == sorted(names)


@pytest.mark.parametrize("suffix", ["mif", "tab"])
def test_mapinfo_that_says_nothing_of_its_encoding_is_read_right(tmp_path, bring, values, suffix):
    path = tmp_path / f"old.{suffix}"
    roads(name_ru=RUSSIAN).to_file(path, driver="MapInfo File", engine="pyogrio", encoding="CP1251")
    report = bring(path, "roads")
    assert [row[0] for row in values("roads", "name_ru")] == sorted(RUSSIAN)
    assert any("CP1251" in note for note in report.notes)
    assert bring(path, "roads", encoding="CP1251", again=True).notes == []


def test_an_encoding_named_for_a_file_that_knows_better_does_no_harm(tmp_path, bring, values):
    roads().to_file(tmp_path / "r.geojson", driver="GeoJSON", engine="pyogrio")
    bring(tmp_path / "r.geojson", "roads", encoding="CP1251")
    assert {row[0] for row in values("roads", "name_ru")} == set(NAMES)


def test_a_shapefile_whose_encoding_nobody_can_tell_is_refused(tmp_path, ledger, bring):
    path = cp1251(tmp_path, encoding="latin-1", names=["\xb0\xb1\xb5\xb9"] * 4)
    with pytest.raises(UnknownEncoding, match="--encoding"):
        bring(path, "roads")
    assert ledger.count("roads") == 0


def test_an_encoding_that_does_not_exist_is_refused(tmp_path, bring):
    with pytest.raises(UnknownEncoding, match="klingon"):
        bring(cp1251(tmp_path), "roads", encoding="klingon")


def test_text_that_the_named_encoding_does_not_know_rejects_its_row(tmp_path, bring):
    path = cp1251(tmp_path, names=RUSSIAN)
    report = bring(path, "roads", encoding="UTF-8", on_bad_rows="skip")
    assert (report.inserted, report.rejected) == (0, 4)
    assert "is not text in the encoding of the file" in report.rejects[0].reasons[0]


def zipped(tmp_path, *stems, folder="", encoding=None):
    path = tmp_path / "delivery.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for stem in stems:
            made = tmp_path / "made"
            made.mkdir(exist_ok=True)
            roads().to_file(made / "x.shp", engine="pyogrio")
            for part in sorted(made.iterdir()):
                member = OldMember(f"{folder}{stem}{part.suffix}")
                member.encoding = encoding
                archive.writestr(member, part.read_bytes())
    return path


class OldMember(zipfile.ZipInfo):
    """A member whose name is in the encoding of a Russian Windows, with no mark that says so."""

    encoding = None

    def _encodeFilenameFlags(self):
        if self.encoding is None:
            return super()._encodeFilenameFlags()
        return self.filename.encode(self.encoding), self.flag_bits


@pytest.mark.parametrize("folder", ["", "слои/2024/"])
def test_a_zipped_shapefile(tmp_path, ledger, bring, folder):
    report = bring(zipped(tmp_path, "дороги", folder=folder), "roads")
    assert report.inserted == 4
    assert shapes(ledger) == EXPECTED
    assert report.source == "delivery.zip (дороги)"


def test_names_in_a_zip_of_windows_are_read_as_cp866(tmp_path, bring):
    assert bring(zipped(tmp_path, "дороги", encoding="cp866"), "roads").source == "delivery.zip (дороги)"


def test_of_several_sources_in_a_zip_one_must_be_named(tmp_path, bring):
    path = zipped(tmp_path, "roads", "rivers")
    with pytest.raises(ChooseLayer, match="rivers, roads"):
        bring(path, "roads")
    assert bring(path, "roads", source_layer="rivers").inserted == 4


def test_a_zip_without_anything_to_import_is_refused(tmp_path, bring):
    path = tmp_path / "docs.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "-")
    with pytest.raises(UnreadableSource, match="no vector source"):
        bring(path, "roads")


def test_a_zip_cannot_write_outside_its_folder(tmp_path, bring):
    path = tmp_path / "evil.zip"
    roads().to_file(tmp_path / "x.geojson", driver="GeoJSON", engine="pyogrio")
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(tmp_path / "x.geojson", "../../../../tmp/registry-evil.geojson")
    assert bring(path, "roads").inserted == 4
    assert not (tmp_path.parent / "registry-evil.geojson").exists()


def test_a_layer_must_be_named_where_there_are_several(tmp_path, bring):
    path = tmp_path / "both.gpkg"
    roads().to_file(path, layer="main", engine="pyogrio")
    roads().to_file(path, layer="side", engine="pyogrio")
    with pytest.raises(ChooseLayer, match="main, side"):
        bring(path, "roads")
    with pytest.raises(ChooseLayer, match="no layer 'x'"):
        bring(path, "roads", source_layer="x")
    assert bring(path, "roads", source_layer="side").inserted == 4


def test_a_table_beside_the_layer_needs_no_choice(tmp_path, bring):
    path = tmp_path / "one.gpkg"
    roads().to_file(path, layer="main", engine="pyogrio")
    pyogrio.write_dataframe(pd.DataFrame({"route_id": ["A-1"]}), path, layer="notes", append=True)
    assert bring(path, "roads").inserted == 4


def test_features_without_geometry_come_without(tmp_path, ledger, bring):
    path = tmp_path / "some.geojson"
    frame = roads()
    frame.loc[1, "geometry"] = None
    frame.to_file(path, driver="GeoJSON", engine="pyogrio")
    bring(path, "roads")
    assert sorted(row[1] is None for row in ledger.rows("roads")) == [False, False, False, True]


def test_a_source_in_another_system_is_transformed_and_the_commit_says_how(tmp_path, ledger, bring):
    path = tmp_path / "pulkovo.gpkg"
    roads().to_crs(28409).to_file(path, engine="pyogrio")
    report = bring(path, "roads")
    assert report.transformation.name.startswith(
        "Inverse of 6-degree Gauss-Kruger zone 9 + Pulkovo 1942 to WGS 84 (16)"
    )
    message = ledger.head().message
    assert "Transformation: EPSG:28409" in message
    assert "accuracy 4.5 m" in message
    assert message.startswith("import\n\nSource: pulkovo.gpkg\n")
    (first, *_) = sorted(ledger.rows("roads"), key=lambda row: row[2])
    there = shapely.get_coordinates(shapely.from_wkb(wkb(first[1])))[0]
    assert there == pytest.approx((50, 47), abs=1e-4)


def test_the_users_word_on_the_system_wins_and_is_noted(tmp_path, ledger, bring):
    path = tmp_path / "wrong.gpkg"
    roads().to_crs(28409).set_crs(32639, allow_override=True).to_file(path, engine="pyogrio")
    report = bring(path, "roads", crs="EPSG:28409")
    assert any("as asked" in note for note in report.notes)
    assert report.crs.startswith("EPSG:28409")


def test_a_registry_can_be_imported_into_another(tmp_path, ledger, bring):
    from registry.versions.ledger import Ledger

    from .conftest import ROADS

    roads().to_file(tmp_path / "r.gpkg", engine="pyogrio")
    bring(tmp_path / "r.gpkg", "roads")
    other = Ledger.create(tmp_path / "other.gpkg")
    with other.writing(author="Test", message="layers") as tx:
        tx.define(ROADS)
    from registry.intake.importing import import_source

    report = import_source(other, ledger.path, "roads", author="Test", message="copy", source_layer="roads")
    assert report.inserted == 4
    assert sorted(row[:2] for row in other.rows("roads")) == sorted(row[:2] for row in ledger.rows("roads"))


def test_fiona_reads_what_pyogrio_cannot_open(tmp_path, ledger, bring, monkeypatch):
    path = tmp_path / "roads.gpkg"
    roads().to_file(path, engine="pyogrio")

    def refuses(*_, **__):
        raise pyogrio.errors.DataSourceError("not recognized as being in a supported file format")

    monkeypatch.setattr(pyogrio, "list_layers", refuses)
    assert bring(path, "roads").inserted == 4
    assert shapes(ledger) == EXPECTED


def test_a_missing_file_and_an_empty_one_are_named(tmp_path, bring):
    with pytest.raises(NoSuchFile, match=r"no\.gpkg"):
        bring(tmp_path / "no.gpkg", "roads")
    (tmp_path / "empty.gpkg").touch()
    with pytest.raises(UnreadableSource, match="empty"):
        bring(tmp_path / "empty.gpkg", "roads")


@pytest.mark.parametrize("name", ["photo.jpg", "text.gpkg", "works.xls", "folder"])
def test_what_is_no_source_is_refused_in_a_sentence(tmp_path, bring, name):
    path = tmp_path / name
    path.mkdir() if name == "folder" else path.write_bytes(b"just some bytes, nothing else")
    with pytest.raises(UnreadableSource) as caught:
        bring(path, "roads")
    assert "\n" not in str(caught.value)


def test_a_source_without_rows_is_nothing_to_import(tmp_path, ledger, bring):
    path = tmp_path / "none.gpkg"
    roads().iloc[:0].to_file(path, engine="pyogrio")
    before = ledger.head()
    report = bring(path, "roads")
    assert (report.rows, report.nothing, report.commit) == (0, True, None)
    assert ledger.head() == before


def test_real_roads_with_cyrillic_names(shared_data, ledger, bring, values):
    path = shared_data / "roads" / "snezhinsk_cyrillic.geojson"
    frame = gpd.read_file(path, engine="pyogrio")
    name = next(column for column in frame.columns if column.lower() == "name")
    report = bring(
        path,
        "roads",
        mapping={name: "name_ru"},
        on_bad_rows="skip",
        reject_path=ledger.path.with_name("r.csv"),
    )
    assert report.rows == len(frame)
    assert report.inserted + report.rejected == report.rows
    assert report.inserted > 0.99 * report.rows
    kept = {row[0] for row in values("roads", "name_ru")} - {None}
    assert kept <= set(frame[name].dropna())
    assert any("а" <= letter <= "я" for name in kept for letter in name)


def test_real_places_fall_where_they_are(shared_data, ledger, bring):
    path = shared_data / "places" / "ne_10m_populated_places_KAZ.geojson"
    frame = gpd.read_file(path, engine="pyogrio")
    bring(path, "places", mapping={"NAME": "name"} if "NAME" in frame else None)
    found = shapely.from_wkb([wkb(row[1]) for row in ledger.rows("places")])
    assert shapely.equals_exact(
        shapely.union_all(found), shapely.union_all(frame.geometry.explode().to_numpy()), tolerance=1e-9
    )


def test_reading_one_file_leaves_no_encoding_behind_for_the_next(tmp_path, bring):
    bring(cp1251(tmp_path, names=RUSSIAN), "roads")
    roads().to_file(tmp_path / "new.shp", engine="pyogrio")
    assert "Қызылорда".encode() in (tmp_path / "new.dbf").read_bytes()


@pytest.mark.parametrize(
    ("wkt", "said"),
    [
        ("LINESTRING M (51 47 0, 51.02 47 2)", ("dropped M of 2 geometries", '"XYM"')),
        ("LINESTRING Z (51 47 -20, 51.02 47 -21)", ("dropped Z of 2 geometries", '"XYZ"')),
        ("LINESTRING ZM (51 47 1 0, 51.02 47 1 2)", ("dropped M of 2 geometries and Z of 2", '"XYZM"')),
        ("LINESTRING (51 47, 51.02 47)", None),
    ],
)
def test_what_a_layer_does_not_keep_of_a_line_is_told(tmp_path, bring, values, wkt, said):
    path, line = tmp_path / "roads.gpkg", shapely.from_wkt(wkt)
    plain = gpd.GeoDataFrame(geometry=[shapely.force_2d(line)] * 2, crs=4326)
    plain.to_file(path, layer="roads", layer_options={"SPATIAL_INDEX": "NO"})
    with closing(sqlite3.connect(path)) as handle, handle:  # GDAL's drivers of Python write no M
        blob = b"GP\0\1" + (4326).to_bytes(4, "little") + shapely.to_wkb(line, flavor="iso")
        handle.execute("UPDATE roads SET geom = ?", [blob])
        handle.execute("UPDATE gpkg_geometry_columns SET z = ?, m = ?", [line.has_z, line.has_m])
    report = bring(path, "roads")
    assert report.inserted == 2
    told = [note for note in report.notes if "dropped" in note]
    assert len(told) == (said is not None)
    for part in said or ():
        assert part in told[0]
