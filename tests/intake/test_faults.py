"""Files cut short are found out; whatever stops an import, the registry is as it was or has it all."""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time

import geopandas as gpd
import pytest
import shapely

from registry.intake.errors import DamagedSource, UnknownEncoding, UnreadableSource
from registry.intake.importing import import_source
from registry.model.errors import RegistryError
from registry.model.geometry import register_functions
from registry.versions.ledger import Ledger

from .conftest import ROADS

FORMATS = {
    "gpkg": "GPKG", "geojson": "GeoJSON", "geojsonl": "GeoJSONSeq", "fgb": "FlatGeobuf", "kml": "KML",
    "mif": "MapInfo File", "shp": "ESRI Shapefile", "dxf": "DXF", "zip": None,
}  # fmt: skip


def big(path, driver, rows=3000):
    lines = [shapely.LineString([(50 + i / 1e4, 47), (51, 48), (51.5, 48.5)]) for i in range(rows)]
    frame = gpd.GeoDataFrame({"route_id": [f"A-{i}" for i in range(rows)]}, geometry=lines, crs=4326)
    columns = ["geometry"] if driver == "DXF" else ["route_id", "geometry"]
    frame[columns].to_file(path, driver=driver, engine="pyogrio")


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
@pytest.mark.parametrize("suffix", FORMATS)
def test_a_file_cut_short_is_refused_and_nothing_comes_in(tmp_path, ledger, bring, suffix, share):
    path = tmp_path / f"roads.{suffix}"
    if suffix == "zip":
        big(tmp_path / "roads.geojson", "GeoJSON")
        shutil.make_archive(str(tmp_path / "roads"), "zip", tmp_path, "roads.geojson")
    else:
        big(path, FORMATS[suffix])
    os.truncate(path, int(path.stat().st_size * share))
    before = ledger.head()
    with pytest.raises((DamagedSource, UnreadableSource)) as caught:
        bring(path, "roads", crs="EPSG:4326", on_bad_rows="skip")
    assert "\n" not in str(caught.value)
    assert ledger.head() == before
    assert ledger.count("roads") == 0


@pytest.mark.parametrize("part", ["dbf", "shp"])
def test_a_shapefile_with_a_short_part_is_refused_by_its_name(tmp_path, bring, part):
    big(tmp_path / "roads.shp", "ESRI Shapefile")
    short = tmp_path / f"roads.{part}"
    os.truncate(short, short.stat().st_size - 20)
    with pytest.raises(DamagedSource, match=f"roads.{part}"):
        bring(tmp_path / "roads.shp", "roads")


def test_text_that_is_not_utf8_in_a_geopackage_rejects_its_row(tmp_path, bring, values):
    path = tmp_path / "roads.gpkg"
    big(path, "GPKG", rows=3)
    handle = sqlite3.connect(path)
    register_functions(handle)
    handle.execute("UPDATE roads SET route_id = CAST(x'ff41' AS TEXT) WHERE fid = 2")
    handle.commit()
    handle.close()
    report = bring(path, "roads", on_bad_rows="skip")
    assert (report.inserted, [one.number for one in report.rejects]) == (2, [2])
    assert "is not text" in report.rejects[0].reasons[0]


def test_random_damage_is_an_error_of_ours_or_rejects_rows(tmp_path, ledger, bring):
    dice = random.Random(7)
    for suffix in ("gpkg", "geojson", "fgb", "kml", "shp", "csv", "xlsx"):
        for attempt in range(6):
            path = tmp_path / f"x{attempt}.{suffix}"
            if suffix == "csv":
                path.write_text("route_id,lanes\n" + "A-1,2\n" * 200, encoding="utf-8")
            elif suffix == "xlsx":
                import openpyxl

                book = openpyxl.Workbook()
                for _ in range(50):
                    book.active.append(["A-1", 2])
                book.save(path)
            else:
                big(path, FORMATS[suffix], rows=50)
            body = bytearray(path.read_bytes())
            for _ in range(20):
                body[dice.randrange(len(body))] = dice.randrange(256)
            path.write_bytes(body)
            try:
                report = bring(path, "roads", on_bad_rows="skip", reject_path=tmp_path / "r.csv")
            except RegistryError as error:
                told = str(error)
            else:
                told = report.source
                assert report.rows == report.inserted + report.updated + report.unchanged + report.rejected
            assert told
    assert all(row[0] for row in ledger.rows("roads"))


PROGRAM = """
import sys
sys.path.insert(0, sys.argv[1])
from registry.intake.importing import import_source
from registry.versions.ledger import Ledger
print("ready", flush=True)
import_source(Ledger.open(sys.argv[2]), sys.argv[3], "roads", author="Test", message="import", again=True)
"""


@pytest.mark.faults
@pytest.mark.slow
def test_killed_at_any_moment_an_import_is_there_whole_or_not_at_all(tmp_path, repository, ledger):
    source = tmp_path / "roads.gpkg"
    big(source, "GPKG", rows=20_000)
    dice = random.Random(3)
    landed = 0
    for _ in range(12):
        before = ledger.count("roads")
        command = [sys.executable, "-c", PROGRAM, str(repository), str(ledger.path), str(source)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, start_new_session=True)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(dice.uniform(0, 1.5))
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        now = ledger.count("roads")
        assert now in (before, before + 20_000)
        assert sum(1 for _ in ledger.rows("roads")) == now
        landed += now > before
        # Nothing has to be cleared up: the next writer gets in.
        with ledger.writing(author="Test", message=f"after {landed}") as tx:
            tx.put("roads", [(bytes(16), None, f"A-{dice.random()}", None, None, None, None)])
        with ledger.writing(author="Test", message="gone") as tx:
            tx.delete("roads", [bytes(16)])


@pytest.mark.slow
def test_memory_does_not_grow_with_the_file(tmp_path, repository):
    peaks = []
    for rows in (20_000, 200_000):
        source = tmp_path / f"{rows}.fgb"
        big(source, "FlatGeobuf", rows=rows)
        registry = tmp_path / f"{rows}.gpkg"
        with Ledger.create(registry).writing(author="Test", message="layers") as tx:
            tx.define(ROADS)
        program = (
            PROGRAM
            + "\nprint(next(x for x in open('/proc/self/status') if x.startswith('VmHWM')).split()[1])"
        )
        command = [sys.executable, "-c", program, str(repository), str(registry), str(source)]
        output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        peaks.append(int(output.split()[-1]) / 1024)
        assert Ledger.open(registry).count("roads") == rows
    assert peaks[1] < 400
    # Boxes for the index are some 170 bytes a row; the rows themselves would be 700.
    assert peaks[1] - peaks[0] < 100


def test_two_sources_read_at_once_do_not_mix(tmp_path):
    from concurrent.futures import ThreadPoolExecutor

    def one(name):
        registry = Ledger.create(tmp_path / f"{name}.registry.gpkg")
        with registry.writing(author="Test", message="layers") as tx:
            tx.define(ROADS)
        lines = [shapely.LineString([(50, 47), (51, 48)])] * 5000
        frame = gpd.GeoDataFrame({"route_id": [name] * 5000}, geometry=lines, crs=4326)
        frame.to_file(tmp_path / f"{name}.shp", engine="pyogrio", encoding="UTF-8")
        import_source(
            registry, tmp_path / f"{name}.shp", "roads", author="Test", message="m", encoding="UTF-8"
        )
        return {row[2] for row in registry.rows("roads")}

    names = ["Атырау", "Ақтау", "Oral"]
    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(one, names)) == [{name} for name in names]


def test_an_unknown_encoding_says_what_to_do(tmp_path, bring):
    path = tmp_path / "x.csv"
    path.write_bytes(b"route_id\n\xb0\xb1\xb5\xb9\n")
    with pytest.raises(UnknownEncoding, match="CP1251, KZ1048, CP866 or UTF-8"):
        bring(path, "roads")
