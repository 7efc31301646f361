"""Rasters over polygons: covered fractions, what lies outside, and rasters that cannot be used."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import rasterio
import shapely
from geopandas import read_file
from pyproj import Transformer
from rasterio.features import rasterize
from rasterio.transform import from_origin

from registry.model.errors import NoSuchFile, UnknownLayer, UsageError
from registry.stats import rasterfiles, zonal
from registry.stats.computing import compute, verify_receipt
from registry.stats.rasterfiles import (
    OtherRaster,
    RasterDamaged,
    RasterElsewhere,
    RasterEmpty,
    RasterNotOnGrid,
    RasterWithoutCrs,
)
from tests.quality.building import build, uid
from tests.stats.earth import ATYRAU, area, square

# Population of the six municipalities by covered fraction, as the folder's manifest gives it.
MUNICIPALITIES = [14_539.88, 4_149.85, 66_866.71, 5_293.97, 31_920.50, 9_093.45]


def box(*bounds):
    """A box whose sides run along parallels: with corners alone they would be geodesics."""
    return shapely.segmentize(shapely.box(*bounds), 0.01)


def region(code, shape):
    return {"code": code, "name_ru": code, "geom": shapely.MultiPolygon(shapely.get_parts(shape).tolist())}


def raster(path, values, west=51.0, north=47.0, cell=0.1, crs="EPSG:4326", **options):
    values = np.asarray(values)
    with rasterio.open(
        path, "w", driver="GTiff", height=values.shape[0], width=values.shape[1], count=1, dtype=values.dtype,
        crs=crs, transform=from_origin(west, north, cell, cell), **options,
    ) as made:  # fmt: skip
        made.write(values, 1)
    return str(path)


def entered(path, name="people", **values):
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    told = {"raster_id": name, "name_ru": "растр", "path": path.name, "digest": digest, "crs": "EPSG:4326"}
    return told | {"band": 1, "theme": "population"} | values


@pytest.fixture
def over(tmp_path):
    """Computes raster-zonal over regions."""

    def computed(file, *regions, rasters=(), **asked):
        path = tmp_path / "r.gpkg"
        path.unlink(missing_ok=True)
        features = [one if isinstance(one, dict) else region(f"KZ-{n}", one) for n, one in enumerate(regions)]
        ledger = build(path, {"regions": features, "rasters": list(rasters)})
        return compute(ledger, "raster-zonal", raster=file, **asked)[0]

    return computed


def test_population_of_the_six_municipalities_by_covered_fraction(over, shared_data):
    folder = shared_data / "raster"
    places = read_file(folder / "concelhos.gpkg")
    found = over(str(folder / "gpw_v411_2020_count_2020.tif"), *places.geometry, statistics=["sum", "cells"])
    assert found.table["sum"][:6].round(2).tolist() == MUNICIPALITIES
    assert round(found.total["sum"], 2) == 131_864.35
    outside = found.table.iloc[6]
    assert outside["feature"] == "outside"
    assert round(outside["sum"], 2) == round(145_602.97 - 131_864.35, 2)
    assert outside["sum"] + found.total["sum"] == pytest.approx(145_602.97, abs=0.005)
    assert any(
        note.startswith("13,738.62 of 145,602.97 lie outside every feature of regions")
        for note in found.notes
    )
    assert found.left_out == []


def test_land_cover_by_class_adds_up_to_the_ground(over, shared_data):
    folder = shared_data / "raster"
    places = read_file(folder / "concelhos.gpkg")
    found = over(str(folder / "clc2018_v2020_20u1.tif"), *places.geometry, by=["class"])
    inside = found.table[found.table["feature"] != "outside"]
    by_place = inside.groupby("feature")
    expected = [area(one) / 1e6 for one in places.geometry]
    assert by_place["area_km2"].sum().to_numpy() == pytest.approx(expected, rel=1e-6)
    assert by_place["share"].sum().to_numpy() == pytest.approx(np.ones(6), rel=1e-6)
    assert found.total["area_km2"] == pytest.approx(sum(expected), rel=1e-6)
    assert found.table["cells"].sum() == pytest.approx(1920 * 3840)


def test_a_shape_of_476_hectares_on_a_grid_of_one_kilometre(over, tmp_path):
    to = Transformer.from_crs(4326, 32639, always_xy=True)
    x, y = to.transform(*ATYRAU)
    # About a corner one way and three tenths into a cell the other.
    file = raster(
        tmp_path / "km.tif", np.ones((20, 20), "float32"), x - 10_300, y + 10_000, 1000, "EPSG:32639"
    )
    shape = square(ATYRAU, 476)
    there = shapely.transform(shape, to.transform, interleaved=False)
    with rasterio.open(file) as opened:
        by_middle = rasterize([there], opened.shape, transform=opened.transform).sum()
        touched = rasterize([there], opened.shape, transform=opened.transform, all_touched=True).sum()
    assert (by_middle * 100, touched * 100) == (400, 1200)
    found = over(file, shape, statistics=["sum", "cells"])
    assert found.table["sum"][0] == pytest.approx(there.area / 1e6, rel=1e-6)
    assert found.table["sum"][0] * 100 == pytest.approx(476, rel=1e-3)  # the grid's own hectares: UTM
    classes = over(file, shape, by=["class"])
    assert classes.table["area_km2"][0] * 100 == pytest.approx(476, abs=0.01)


def test_statistics_are_weighted_by_covered_fraction(over, tmp_path):
    file = raster(tmp_path / "a.tif", np.array([[1, 2], [3, 4]], "float32"))
    found = over(file, box(51.05, 46.85, 51.2, 47.0), statistics=["sum", "mean", "min", "max", "cells"])
    row = found.table.iloc[0]
    assert row["cells"] == pytest.approx(0.5 + 1 + 0.25 + 0.5)
    assert row["sum"] == pytest.approx(0.5 * 1 + 2 + 0.25 * 3 + 0.5 * 4)
    assert row["mean"] == pytest.approx(row["sum"] / row["cells"])
    assert (row["min"], row["max"]) == (1, 4)


def test_the_weighted_mean_weighs_by_the_cells_ground_or_by_another_raster(over, tmp_path):
    file = raster(tmp_path / "a.tif", np.array([[1.0], [2.0]], "float64"), north=60, cell=10)
    shape = box(51, 40, 61, 60)
    ground = [area(box(51, low, 61, low + 10)) for low in (50, 40)]
    expected = (ground[0] + 2 * ground[1]) / sum(ground)
    found = over(file, shape, statistics=["mean", "weighted_mean"])
    assert found.table["mean"][0] == pytest.approx(1.5)
    assert found.table["weighted_mean"][0] == pytest.approx(expected, rel=1e-6)
    people = raster(tmp_path / "b.tif", np.array([[3.0], [1.0]]), north=60, cell=10)
    found = over(file, shape, statistics=["weighted_mean"], weights=people)
    assert found.table["weighted_mean"][0] == pytest.approx((3 * 1 + 1 * 2) / 4)


def test_overlapping_features_each_have_their_own_and_the_total_counts_once(over, tmp_path):
    file = raster(tmp_path / "a.tif", np.ones((4, 4), "int16"))
    found = over(file, box(51, 46.8, 51.2, 47), box(51.1, 46.8, 51.3, 47), statistics=["sum"])
    assert found.table["sum"].tolist() == pytest.approx([4, 4, 16 - 6])
    assert found.total["sum"] == pytest.approx(6)
    assert any("2.00 cells lie under more than one feature" in note for note in found.notes)


def test_nodata_has_no_part_in_a_figure_and_a_feature_of_nothing_else_is_listed(over, tmp_path):
    values = np.array([[1, -9], [-9, -9]], "int32")
    file = raster(tmp_path / "a.tif", values, nodata=-9)
    found = over(file, box(51, 46.8, 51.2, 47), box(51.1, 46.8, 51.2, 46.9))
    assert found.table["sum"].tolist() == [1, 0]
    assert found.table["cells"].tolist() == [1, 0]
    assert np.isnan(found.table["mean"][1])
    assert [(one.uid, one.counted, one.reason) for one in found.left_out] == [
        (uid(1), False, "raster a.tif has no value in it (nodata, or elsewhere)"),
        (uid(0), True, "raster a.tif has no value on 75.0 % of it; counted is the rest"),
    ]


@pytest.mark.parametrize("kind", ["uint8", "int32", "float32", "float64"])
def test_nodata_has_no_part_where_a_polygon_meets_a_part_of_the_raster_only(over, tmp_path, kind):
    chance = np.random.default_rng(7)
    values = chance.integers(1, 4, (20, 40)).astype(kind)
    values[chance.random(values.shape) < 0.4] = 99
    file = raster(tmp_path / "a.tif", values, cell=0.05, nodata=99)
    shape = box(51.22, 46.31, 52.37, 46.83)
    covered = np.array(
        [
            [cell.intersection(shape).area / 0.05**2 for cell in row]
            for row in (
                [
                    shapely.box(51 + x / 20, 47 - (y + 1) / 20, 51 + (x + 1) / 20, 47 - y / 20)
                    for x in range(40)
                ]
                for y in range(20)
            )
        ]
    )
    covered[values == 99] = 0
    found = over(file, shape).table.iloc[0]
    assert found["sum"] == pytest.approx((covered * values).sum(), rel=1e-6)
    assert (found["cells"], found["max"]) == (pytest.approx(covered.sum(), rel=1e-6), 3)
    classes = over(file, shape, by=["class"]).table
    classes = classes[classes["feature"] == "KZ-0"].set_index("class")["cells"]
    assert dict(classes) == {
        str(one): pytest.approx(covered[values == one].sum(), rel=1e-6) for one in (1, 2, 3)
    }


def test_a_cell_without_a_weight_weighs_nothing(over, tmp_path):
    file = raster(tmp_path / "a.tif", np.array([[1.0, 2.0, 4.0]]))
    weights = raster(tmp_path / "b.tif", np.array([[3.0, 1.0, -9.0]]), nodata=-9)
    found = over(file, box(51, 46.9, 51.3, 47), statistics=["weighted_mean"], weights=weights)
    assert found.table["weighted_mean"][0] == pytest.approx((3 * 1 + 1 * 2) / 4)


def test_classes_of_many_digits_keep_them_all(over, tmp_path):
    file = raster(tmp_path / "a.tif", np.array([[1_234_567, 1_234_568]], "int32"))
    assert over(file, box(51, 46.9, 51.2, 47), by=["class"]).table["class"].tolist() == ["1234567", "1234568"]


def test_nan_is_no_value_and_scale_and_offset_are_applied(over, tmp_path):
    file = raster(tmp_path / "nan.tif", np.array([[1, np.nan], [2, 3]], "float32"))
    assert over(file, box(51, 46.8, 51.2, 47)).total["sum"] == 6
    with rasterio.open(
        raster(tmp_path / "s.tif", np.array([[1, 2], [3, 4]], "uint8"), nodata=4), "r+"
    ) as made:
        made.scales, made.offsets = (0.1,), (10.0,)
    found = over(str(tmp_path / "s.tif"), box(51, 46.8, 51.2, 47))
    assert found.total["sum"] == pytest.approx(30.6)
    assert found.total["cells"] == 3


def test_a_raster_is_read_by_window(over, tmp_path, monkeypatch):
    monkeypatch.setattr(rasterfiles, "CELLS", 500)
    monkeypatch.setattr(zonal, "CELLS", 500)
    values = np.arange(10_000, dtype="float64").reshape(100, 100)
    file = raster(tmp_path / "a.tif", values, cell=0.01, blockysize=1)
    sizes = []
    whole = rasterfiles.Raster.values

    def watched(self, window):
        sizes.append(window.width * window.height)
        return whole(self, window)

    monkeypatch.setattr(rasterfiles.Raster, "values", watched)
    found = over(file, box(51.1, 46.2, 51.9, 46.8), statistics=["sum", "cells"])
    assert max(sizes) <= 1000  # of 10,000 cells
    assert found.table["sum"][0] == pytest.approx(values[20:80, 10:90].sum())
    assert found.table["sum"].sum() == pytest.approx(values.sum())


@pytest.mark.slow
def test_a_raster_larger_than_memory_takes_little_of_it(tmp_path):
    """Peak memory of a process of its own, over 800 MB of cells."""
    side, cell = 10_000, 1e-4
    with rasterio.open(
        tmp_path / "big.tif", "w", driver="GTiff", width=side, height=side, count=1, dtype="float64",
        crs="EPSG:4326", transform=from_origin(51, 47, cell, cell), tiled=True, blockxsize=512,
        blockysize=512, SPARSE_OK=True,
    ) as made:  # fmt: skip
        made.write(np.ones((1, 512)), 1, window=rasterio.windows.Window(4_000, 4_000, 512, 1))
    ledger = build(tmp_path / "r.gpkg", {"regions": [region("KZ-23", box(51.01, 46.01, 51.99, 46.99))]})
    script = """
import resource, sys
from registry.stats.computing import compute
from registry.versions.ledger import Ledger
import registry.stats.rasters
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
found, _ = compute(Ledger.open(sys.argv[1]), "raster-zonal", raster=sys.argv[2], statistics=["sum", "cells"])
print(found.total["sum"], found.total["cells"], resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""
    environment = {name: value for name, value in os.environ.items() if name != "GDAL_CACHEMAX"}
    told = subprocess.run(
        [sys.executable, "-c", script, str(ledger.path), str(tmp_path / "big.tif")],
        check=True, capture_output=True, text=True, env=environment, cwd=Path(__file__).parents[2],
    ).stdout.split()  # fmt: skip
    assert float(told[0]) == pytest.approx(512)
    assert float(told[1]) == pytest.approx(9_800**2, rel=1e-3)
    assert int(told[2]) < 500_000  # kilobytes


def test_a_raster_of_the_registry_is_checked_by_its_digest_and_part_of_the_evidence(over, tmp_path):
    raster(tmp_path / "p.tif", np.ones((2, 2), "float32"))
    row = entered(tmp_path / "p.tif", unit="people")
    found = over("people", box(51, 46.8, 51.1, 47), rasters=[row], statistics=["sum"])
    assert found.table["sum"].tolist() == pytest.approx([2, 2])
    assert found.columns[1].unit == "people"
    assert found.evidence[["row", "layer", "uid"]].values.tolist() == [
        [0, "regions", uid(0)],
        [0, "rasters", uid(0)],
    ]
    raster(tmp_path / "p.tif", np.zeros((2, 2), "float32"))
    with pytest.raises(OtherRaster, match=r"the registry says .* for people; get that file again"):
        over("people", box(51, 46.8, 51.1, 47), rasters=[row])


def test_a_receipt_over_a_raster_holds_until_the_raster_changes(tmp_path):
    file = raster(tmp_path / "a.tif", np.ones((4, 4), "float32"))
    ledger = build(tmp_path / "r.gpkg", {"regions": [region("KZ-23", box(51, 46.7, 51.2, 47))]})
    _, receipt = compute(ledger, "raster-zonal", raster=file)
    assert verify_receipt(ledger, receipt).holds
    raster(tmp_path / "a.tif", np.full((4, 4), 2, "float32"))
    told = verify_receipt(ledger, receipt)
    assert not told.holds
    assert f"{file} is another file now (SHA-256" in told.problem


def test_an_area_narrows_features_and_raster(over, tmp_path):
    file = raster(tmp_path / "a.tif", np.ones((4, 4), "float32"))
    asked = {"area": box(51.1, 46.6, 51.4, 47), "statistics": ["sum"]}
    found = over(file, box(51, 46.8, 51.2, 47), box(50, 46, 50.1, 46.1), **asked)
    assert found.table["feature"].tolist() == ["KZ-0", "outside"]
    assert found.table["sum"].tolist() == pytest.approx([2, 10])
    with pytest.raises(RasterEmpty, match="within the area given"):
        over(file, box(51, 46.8, 51.2, 47), area=box(60, 40, 61, 41))


def test_the_registry_may_say_where_a_raster_without_crs_lies(over, tmp_path):
    path = tmp_path / "no.tif"
    raster(path, np.ones((2, 2), "float32"), crs=None)
    with pytest.raises(
        RasterWithoutCrs, match=r"no\.tif has no CRS, so nobody knows where it lies; enter it"
    ):
        over(str(path), box(51, 46.8, 51.1, 47))
    found = over("people", box(51, 46.8, 51.1, 47), rasters=[entered(path)])
    assert found.total["sum"] == pytest.approx(2)


def test_what_is_no_usable_raster_is_said(over, tmp_path):
    shape = box(51, 46.8, 51.2, 47)
    with pytest.raises(RasterEmpty, match=r"empty\.tif has nodata only in its whole extent"):
        over(raster(tmp_path / "empty.tif", np.full((2, 2), -1, "int16"), nodata=-1), shape)
    with pytest.raises(RasterEmpty, match="nodata only"):
        over(str(tmp_path / "empty.tif"), shape, by=["class"])
    far = raster(tmp_path / "far.tif", np.ones((2, 2), "int16"), west=-25)
    with pytest.raises(
        RasterElsewhere, match=r"lies at -25\.000, 46\.800, -24\.800, 47\.000 .* nothing of layer regions"
    ):
        over(far, shape)
    (tmp_path / "text.tif").write_text("no raster")
    with pytest.raises(RasterDamaged, match=r"text\.tif cannot be read: .*; get it again"):
        over(str(tmp_path / "text.tif"), shape)
    with pytest.raises(NoSuchFile, match=r"gone\.tif does not exist"):
        over(str(tmp_path / "gone.tif"), shape)
    with pytest.raises(UsageError, match="no raster was named; give raster=ID"):
        over(None, shape)
    with pytest.raises(UsageError, match=r"has 1 band\(s\), no band 3"):
        over(far, shape, band=3)
    many = raster(tmp_path / "many.tif", np.arange(2500, dtype="int32").reshape(50, 50))
    with pytest.raises(UsageError, match="more than 1,000 different values, so they are no classes"):
        over(many, shape, by=["class"])
    with pytest.raises(UnknownLayer):
        over(far, shape, layer="regiony")


def test_a_raster_cut_off_in_the_middle_is_damaged_and_not_zero(over, tmp_path):
    rng = np.random.default_rng(1)
    path = tmp_path / "cut.tif"
    raster(path, rng.random((400, 400)).astype("float32"), cell=0.001, compress="deflate")
    path.write_bytes(path.read_bytes()[:300_000])
    with pytest.raises(RasterDamaged, match=r"cut\.tif cannot be read"):
        over(str(path), box(51, 46.6, 51.4, 47))


def test_a_turned_raster_and_one_without_place_are_refused(over, tmp_path):
    shape = box(51, 46.8, 51.2, 47)
    for name, grid, words in (
        ("turned", from_origin(51, 47, 0.1, 0.1) * rasterio.Affine.rotation(10), "turned against its axes"),
        ("flipped", rasterio.Affine(0.1, 0, 51, 0, 0.1, 46), "upside down"),
    ):
        path = tmp_path / f"{name}.tif"
        with rasterio.open(
            path,
            "w",
            driver="GTiff",
            height=2,
            width=2,
            count=1,
            dtype="uint8",
            crs="EPSG:4326",
            transform=grid,
        ) as made:
            made.write(np.ones((2, 2), "uint8"), 1)
        with pytest.raises(RasterNotOnGrid, match=words):
            over(str(path), shape)


def test_no_features_leave_everything_outside(over, tmp_path):
    file = raster(tmp_path / "a.tif", np.ones((2, 2), "float32"))
    found = over(file, statistics=["sum", "cells"])
    assert found.table.to_dict("records") == [{"feature": "outside", "sum": 4, "cells": 4}]
    assert "layer regions has no feature at this version, so the figures are 0" in found.notes


def test_features_of_one_name_are_told_apart(over, tmp_path):
    file = raster(tmp_path / "a.tif", np.ones((2, 2), "float32"))
    shape = box(51, 46.8, 51.2, 47)
    found = over(file, region("KZ-23", shape), region("KZ-23", shape))
    assert found.table["feature"][:2].tolist() == [f"KZ-23 {uid(0)}", f"KZ-23 {uid(1)}"]
