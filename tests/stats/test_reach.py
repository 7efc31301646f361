"""Distance by road: joined within a tolerance, over the nearest road, and never straight across country."""

import numpy as np
import pytest
import shapely
from pyproj import Geod

from registry.model.errors import UsageError
from registry.stats.computing import compute
from registry.stats.noding import joined, lines_of, nearest, network
from tests.quality.building import build
from tests.stats.earth import away

GEOD = Geod(ellps="WGS84")
HERE = (52.0, 47.0)


def road(*points, lifecycle="in_use"):
    return {"route_id": "a", "km_from": 0, "km_to": 1, "carriageway": "both", "lifecycle": lifecycle,
            "geom": shapely.LineString(points)}  # fmt: skip


def town(name, place, kind="city"):
    return {"settlement_id": name, "name_ru": name, "kind": kind, "geom": shapely.Point(place)}


def km(*points):
    return GEOD.line_length([x for x, _ in points], [y for _, y in points]) / 1000


def reach(tmp_path, roads, settlements, facilities=(), zones=(), **parameters):
    layers = {
        "roads": roads,
        "settlements": settlements,
        "facilities": list(facilities),
        "tourism_zones": list(zones),
    }
    given = {"to": "town", "tolerance": 10, **parameters}
    return compute(build(tmp_path / "a.gpkg", layers), "road-distance", **given)[0]


def rows(result):
    return {(row["place"], row["to"]): row for row in result.table.to_dict("records")}


@pytest.fixture
def cross():
    """A road to the east and one to the north, that cross 5 km from where each begins."""
    east, north = away(HERE, 90, 5000), away(HERE, 0, 5000)
    west, south = away(HERE, 270, 5000), away(HERE, 180, 5000)
    return west, east, south, north


def test_roads_are_joined_where_they_cross(tmp_path, cross):
    west, east, south, north = cross
    roads, places = [road(west, east), road(south, north)], [town("n", north), town("w", west, "village")]
    found = rows(reach(tmp_path, roads, places))["w", "town"]
    assert found["nearest"] == "n"
    assert found["road_km"] == pytest.approx(10, abs=0.01)
    assert found["straight_km"] == pytest.approx(np.hypot(5, 5), abs=0.01)
    (tmp_path / "b").mkdir()
    bridge = rows(reach(tmp_path / "b", roads, places, crossings=False))["w", "town"]
    assert bridge["reached"] == "its roads do not lead to any town"
    assert np.isnan(bridge["road_km"])


@pytest.mark.parametrize(("gap", "reached"), [(9.0, True), (11.0, False)])
def test_an_end_joins_a_road_within_the_tolerance(tmp_path, cross, gap, reached):
    west, east, _, north = cross
    roads = [road(west, east), road(away(HERE, 0, gap), north)]
    result = reach(tmp_path, roads, [town("n", north), town("w", west, "village")])
    found = rows(result)["w", "town"]
    if reached:
        assert found["road_km"] == pytest.approx(10 - gap / 1000, abs=0.001)
    else:
        assert "do not lead" in found["reached"]
        assert [one.uid for one in result.left_out if not one.counted]


def test_the_way_is_the_shortest_and_its_length_geodesic(tmp_path):
    a, b = HERE, away(HERE, 60, 40_000)
    detour = away(HERE, 20, 40_000)
    roads = [road(a, b), road(a, detour), road(detour, b)]
    result = reach(tmp_path, roads, [town("b", b), town("a", a, "village")])
    assert rows(result)["a", "town"]["road_km"] == pytest.approx(km(a, b), rel=1e-9)
    used = result.evidence[(result.evidence["row"] == 1) & (result.evidence["layer"] == "roads")]
    assert used["value"].tolist() == pytest.approx([km(a, b)], rel=1e-9)


def test_the_leg_to_the_road_is_apart_and_counts(tmp_path, cross):
    west, east, *_ = cross
    off = away(HERE, 0, 3000)
    result = reach(tmp_path, [road(west, east)], [town("t", away(east, 180, 500)), town("v", off, "village")])
    found = rows(result)["v", "town"]
    assert found["access_km"] == pytest.approx(3, abs=0.001)
    assert found["exit_km"] == pytest.approx(0.5, abs=0.001)
    assert found["road_km"] == pytest.approx(5, abs=0.01)
    assert found["total_km"] == pytest.approx(8.5, abs=0.01)


def test_a_place_far_from_any_road_is_not_reached(tmp_path, cross):
    west, east, *_ = cross
    far = away(HERE, 0, 20_000)
    result = reach(tmp_path, [road(west, east)], [town("t", east), town("v", far, "village")])
    assert rows(result)["v", "town"]["reached"] == "the nearest road is 20.0 km away, more than 10 km"
    assert np.isnan(rows(result)["v", "town"]["total_km"])
    (tmp_path / "b").mkdir()
    near = reach(
        tmp_path / "b", [road(west, east)], [town("t", east), town("v", far, "village")], access_km=25
    )
    assert rows(near)["v", "town"]["access_km"] == pytest.approx(20, abs=0.001)


def test_a_nearer_town_off_the_network_is_told(tmp_path, cross):
    west, east, *_ = cross
    near = away(west, 180, 12_000)
    result = reach(
        tmp_path, [road(west, away(east, 90, 30_000))],
        [town("near", near), town("far", away(east, 90, 30_000)), town("v", west, "village")],
    )  # fmt: skip
    found = rows(result)["v", "town"]
    assert found["nearest"] == "far"
    assert found["reached"] == "yes; near, 12.0 km straight, is not on the network"
    assert any("does not lead there" in one.reason for one in result.left_out)


def test_planned_roads_and_facilities_being_built_lead_nowhere(tmp_path, cross):
    west, east, *_ = cross
    clinic = {
        "facility_id": "c",
        "kind": "clinic",
        "lifecycle": "under_construction",
        "geom": shapely.Point(east),
    }
    result = reach(
        tmp_path,
        [road(west, east, lifecycle="planned")],
        [town("v", west, "village")],
        [clinic],
        to="hospital",
    )
    assert rows(result)["v", "hospital"]["reached"] == "the registry has no hospital with a place"
    reasons = {one.layer: one.reason for one in result.left_out}
    assert "lifecycle is planned" in reasons["roads"]
    assert "is under construction" in {one.reason.split(",")[0] for one in result.left_out}


def test_a_zone_is_reached_from_its_middle(tmp_path, cross):
    west, east, *_ = cross
    x, y = away(HERE, 0, 2000)
    zone = {
        "zone_id": "z",
        "geom": shapely.MultiPolygon([shapely.box(x - 0.01, y - 0.005, x + 0.01, y + 0.005)]),
    }
    found = rows(reach(tmp_path, [road(west, east)], [town("t", east)], zones=[zone]))["z", "town"]
    assert found["access_km"] == pytest.approx(2, abs=0.01)


def test_without_roads_nothing_is_reached(tmp_path):
    result = reach(tmp_path, [], [town("t", HERE), town("v", away(HERE, 90, 100), "village")])
    assert rows(result)["v", "town"]["reached"] == "no road"
    assert rows(result)["t", "town"]["total_km"] == 0


def test_an_unknown_kind_of_place_says_which_there_are(seeded):
    with pytest.raises(UsageError, match="town, hospital, airport"):
        compute(seeded, "road-distance", to="casino")


def test_the_seed_network_reaches_what_it_can(seeded):
    result, receipt = compute(seeded, "road-distance")
    found = rows(result)
    assert found["kuryk", "town"]["road_km"] == pytest.approx(67.379, abs=0.001)
    assert found["dossor", "town"]["road_km"] == pytest.approx(94.911, abs=0.001)
    assert "100.9 km away" in found["bozzhyra", "town"]["reached"]
    assert "is not on the network" in found["aktau", "airport"]["reached"]
    assert {row["reached"] for (_, to), row in found.items() if to == "hospital"} == {
        "the registry has no hospital with a place"
    }
    assert receipt.left_out > 0


def test_ways_are_those_of_an_independent_search():
    """A street grid with random gaps, against Floyd and Warshall on the crossings."""
    random = np.random.default_rng(7)
    size, step = 5, 0.01
    lines = []
    direct = np.full((size * size,) * 2, np.inf)
    np.fill_diagonal(direct, 0)
    for row in range(size):
        for column in range(size):
            for more_row, more_column in ((1, 0), (0, 1)):
                if row + more_row == size or column + more_column == size or random.random() < 0.25:
                    continue
                ends = [(52 + step * column, 47 + step * row),
                        (52 + step * (column + more_column), 47 + step * (row + more_row))]  # fmt: skip
                lines.append(shapely.LineString(ends))
                one, other = row * size + column, (row + more_row) * size + column + more_column
                direct[one, other] = direct[other, one] = km(*ends) * 1000
    for middle in range(size * size):
        direct = np.minimum(direct, direct[:, [middle]] + direct[[middle], :])
    from scipy.sparse.csgraph import dijkstra

    made = lines_of(np.array(lines, dtype=object))
    stations, pairs = joined(made, 1.0, True)
    corners = np.array(
        [(52 + step * column, 47 + step * row) for row in range(size) for column in range(size)]
    )
    line, along, off = nearest(made, corners)
    reached = off < 1e-3
    whole = type(stations)(np.append(stations.line, line), np.append(stations.along, along))
    net = network(whole, pairs)
    node = net.node[len(stations.line) :]
    found = dijkstra(net.graph, indices=node)[:, node]
    assert np.allclose(found[np.ix_(reached, reached)], direct[np.ix_(reached, reached)], atol=1e-4)


def test_what_is_no_longer_valid_leads_nowhere_unless_asked_about_its_day(tmp_path, cross):
    west, east, *_ = cross
    roads = [road(west, east) | {"valid_to": "2024-01-01"}]
    clinic = {"facility_id": "c", "kind": "clinic", "lifecycle": "in_use", "geom": shapely.Point(east)}
    places = [town("v", west, "village")]
    told = {"to": "hospital", "places": "settlements"}
    old = reach(tmp_path, roads, places, [clinic], as_of="2023-06-01", **told)
    assert rows(old)["v", "hospital"]["road_km"] == pytest.approx(10, rel=1e-6)
    (tmp_path / "a.gpkg").unlink()
    now = reach(tmp_path, roads, places, [clinic], **told)
    assert np.isnan(now.table["road_km"].astype(float)).all()
    assert "1 of roads not counted: not valid on the day" in now.notes
    (tmp_path / "a.gpkg").unlink()
    gone = reach(
        tmp_path,
        [road(west, east)],
        places,
        [clinic | {"valid_to": "2024-01-01"}],
        as_of="2024-06-01",
        **told,
    )
    assert "is not valid on 2024-06-01, so nobody is sent there" in [one.reason for one in gone.left_out]
    assert rows(gone)["v", "hospital"]["reached"] == "the registry has no hospital with a place"
