"""Real roads, posts, places and regions, kept beside the repository."""

import re
import time

import geopandas
import numpy as np
import pytest
import shapely
from shapely import MultiPolygon

from registry.quality import Limits, check
from tests.quality.building import build, codes, uid


@pytest.fixture(scope="module")
def liechtenstein(shared_data, tmp_path_factory):
    """4,658 roads of OpenStreetMap, each a route of its own."""
    roads = geopandas.read_file(shared_data / "roads" / "liechtenstein.gpkg")
    metres = roads.geometry.to_crs("EPSG:32632").length
    sections = [
        {
            "route_id": osm,
            "name_en": name or None,
            "km_from": 0.0,
            "km_to": max(0.001, length / 1000),
            "geom": shape,
        }
        for osm, name, length, shape in zip(
            roads["osm_id"], roads["name"].fillna(""), metres, roads.geometry, strict=True
        )
    ]
    routes = [{"route_id": osm, "name_en": osm} for osm in roads["osm_id"]]
    ledger = build(
        tmp_path_factory.mktemp("li") / "li.gpkg",
        {
            "routes": routes,
            "roads": sections,
            "regions": [{"code": "LI", "geom": MultiPolygon([shapely.box(*roads.total_bounds)])}],
        },
    )
    return ledger, len(roads)


def test_the_roads_of_a_country_are_checked_in_under_two_seconds(liechtenstein):
    ledger, count = liechtenstein
    check(ledger, layers=["routes"])  # what is loaded once
    start = time.perf_counter()
    report = check(ledger)
    seconds = time.perf_counter() - start
    assert ("geometry", count) in [(one.check, one.features) for one in report.checks if one.layer == "roads"]
    assert seconds < 2, f"{seconds:.1f} s"


def test_roads_of_openstreetmap_are_sound_and_name_no_region(liechtenstein):
    ledger, count = liechtenstein
    report = check(ledger, layers=["roads"])
    assert report.by_severity["error"] == 0
    assert report.by_code == {"region-missing": count}


@pytest.fixture(scope="module")
def m9(shared_data, tmp_path_factory):
    """Route M-9: its line with no kilometres of its own, and 334 posts."""
    source = shared_data / "m9" / "m9_baltia.gpkg"
    path = geopandas.read_file(source, layer="path").geometry[0]
    posts = geopandas.read_file(source, layer="km_posts")
    kilometres = posts["Position"].to_numpy(dtype=float) / 1000
    return path, [
        {"route_id": "М-9", "km": km, "geom": shape}
        for km, shape in zip(kilometres, posts.geometry, strict=True)
    ]


def post_findings(tmp_path, path, posts, **limits):
    section = {"route_id": "М-9", "km_from": 0.0, "km_to": 610.0, "geom": path}
    ledger = build(tmp_path / "m9.gpkg", {"roads": [section], "km_posts": posts})
    report = check(ledger, layers=["km_posts"], limits=Limits(**limits))
    return [one for one in report.findings if one.code.startswith("post")]


def test_the_posts_of_m9_are_in_order_and_within_50_metres(m9, tmp_path):
    path, posts = m9
    assert post_findings(tmp_path, path, posts) == []


def test_posts_of_m9_stand_as_far_off_as_was_measured_elsewhere(m9, tmp_path):
    # "Posts lie up to 35 m off the path (median 6.3 m)", says the manifest of the data.
    path, posts = m9
    found = post_findings(tmp_path, path, posts, post_m=0)
    off = [float(re.search(r"stands ([\d.]+) m from its road", one.message)[1]) for one in found]
    assert len(off) == len(posts)
    assert np.median(off) == pytest.approx(6.3, abs=0.05)
    assert max(off) == pytest.approx(35, abs=0.5)


def test_a_post_of_m9_given_anothers_kilometre_is_found(m9, tmp_path):
    path, posts = m9
    ordered = sorted(posts, key=lambda one: one["km"])
    ordered[100] = ordered[100] | {"km": ordered[200]["km"] + 0.25}
    (found,) = post_findings(tmp_path, path, ordered)
    assert (found.code, found.uid) == ("post-out-of-order", uid(100))


def test_osm_settlements_lie_in_their_regions(shared_data, tmp_path):
    admin = geopandas.read_file(shared_data / "admin" / "atyrau_mangystau_adm2.gpkg", layer="oblasts")
    places = geopandas.read_file(shared_data / "places" / "osm_places_atyrau_mangystau.geojson")
    codes_of = admin["iso"].tolist()
    inside = [np.flatnonzero(shapely.contains(shape, places.geometry.array)) for shape in admin.geometry]
    towns = [
        {
            "settlement_id": f"{code} {row}",
            "region_code": code,
            "name_kk": "Құлсары",
            "geom": places.geometry[row].centroid,
        }
        for code, rows in zip(codes_of, inside, strict=True)
        for row in rows.tolist()
    ]
    moved = {
        "settlement_id": "moved",
        "region_code": codes_of[0],
        "geom": places.geometry[inside[1][0]].centroid,
    }
    regions = [{"code": code, "geom": shape} for code, shape in zip(codes_of, admin.geometry, strict=True)]
    ledger = build(tmp_path / "a.gpkg", {"regions": regions, "settlements": [*towns, moved]})
    report = check(ledger, layers=["settlements"])
    assert len(towns) > 250
    wrong = [one for one in report.findings if one.code.startswith("region")]
    assert [(one.code, one.uid) for one in wrong] == [("region-wrong", uid(len(towns)))]
    assert "duplicate-geometry" in codes(report)


def test_the_districts_of_a_region_meet_without_overlap(shared_data, tmp_path):
    districts = geopandas.read_file(shared_data / "admin" / "atyrau_mangystau_adm2.gpkg", layer="districts")
    regions = [{"code": str(row), "geom": shape} for row, shape in enumerate(districts.geometry)]
    report = check(build(tmp_path / "d.gpkg", {"regions": regions}))
    assert "overlap" not in codes(report)
    assert ("overlaps", 13) in [(one.check, one.features) for one in report.checks]
