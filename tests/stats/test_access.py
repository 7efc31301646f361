"""People near roads, and the Rural Access Index to its letter."""

import numpy as np
import pytest
import shapely

from registry.model.errors import UnknownField, UsageError
from registry.stats.computing import compute, verify_receipt
from registry.stats.nearest import nearest_roads
from registry.stats.rasterfiles import RasterElsewhere, RasterEmpty
from tests.quality.building import build, uid
from tests.stats.earth import GEOD, area, away
from tests.stats.test_coverage import REGIONS, box, region, zone
from tests.stats.test_density import road, village
from tests.stats.test_rasters import entered, raster

ROAD = (51.2, 46.5), (51.8, 46.5)


@pytest.fixture
def made(tmp_path):
    def computed(name, roads, settlements=(), layers=None, **asked):
        path = tmp_path / "r.gpkg"
        path.unlink(missing_ok=True)
        given = {"regions": REGIONS, "roads": roads, "settlements": settlements, **(layers or {})}
        return compute(build(path, given), name, **asked)[0]

    return computed


def near(lon, metres):
    """A village so many metres north of the road."""
    x, y = away((lon, 46.5), 0, metres)
    return x, y


def test_settlements_and_people_within_two_true_kilometres(made):
    dense = list(shapely.segmentize(shapely.LineString(ROAD), 0.005).coords)
    places = [
        village(*near(51.5, 1990), 100),
        village(*near(51.5, 2010), 1000),
        village(*away((51.2, 46.5), 270, 1990), 10),  # a "2 km" in degrees would lose it
        village(*away((51.2, 46.5), 270, 2010), 10_000),
    ]
    found = made("people-near-roads", [road(*dense)], places)
    assert found.total == {
        "settlements": 4,
        "settlements_near": 2,
        "people": 11_110,
        "people_near": 110,
        "share": 110 / 11_110,
    }
    behind = found.evidence[["layer", "uid"]].values.tolist()
    assert behind == [["roads", uid(0)], ["settlements", uid(0)], ["settlements", uid(2)]]
    assert found.evidence["distance_m"][1:].tolist() == pytest.approx([1990, 1990], abs=0.1)


def test_roads_of_a_kind_only(made):
    roads = [
        road(*ROAD, surface="earth", all_season="no"),
        road((51.2, 46.8), (51.8, 46.8), surface="asphalt", all_season="yes"),
        road((51.2, 46.2), (51.8, 46.2), lifecycle="planned", surface="asphalt"),
    ]
    places = [village(51.5, 46.5, 1), village(51.5, 46.8, 10), village(51.5, 46.2, 100)]
    assert made("people-near-roads", roads, places).total["people_near"] == 11
    assert made("people-near-roads", roads, places, surface=["asphalt"]).total["people_near"] == 10
    assert made("people-near-roads", roads, places, all_season=["no"]).total["people_near"] == 1
    planned = made("people-near-roads", roads, places, lifecycle=["planned"])
    assert planned.total["people_near"] == 100
    assert made("people-near-roads", roads, places, where="surface = 'earth'").total["people_near"] == 1
    with pytest.raises(UsageError, match="surface = 'tar' of roads; choose of: asphalt"):
        made("people-near-roads", roads, places, surface=["tar"])


def test_roads_in_a_condition_by_the_newest_survey_on_each_metre(made):
    # Ten kilometres on the ground and by measure; the second survey spoils the eastern half.
    length = GEOD.line_length(*np.transpose(ROAD)) / 1000
    routes = [{"route_id": "A-27", "name_ru": "дорога"}]

    def survey(start, end, condition, day):
        told = {"route_id": "A-27", "km_from": start, "km_to": end, "carriageway": "both"}
        return told | {"condition": condition, "surveyed_on": day, "method": "visual"}

    surveys = [survey(0, 30, "good", "2023-06-01"), survey(20, 30, "unsatisfactory", "2024-06-01")]
    layers = {"routes": routes, "condition_surveys": surveys}
    lon = [51.2 + 0.6 * km / length for km in (10, 25, 42)]
    places = [village(lon[0], 46.5, 1), village(lon[1], 46.5, 10), village(lon[2], 46.5, 100)]

    def people(*classes):
        roads = [road(*ROAD, km_to=round(length, 3))]
        found = made("people-near-roads", roads, places, layers, condition=list(classes), distance_m=500)
        return found.total["people_near"], found

    assert people("good")[0] == 1
    assert people("unsatisfactory")[0] == 10
    assert people("unknown")[0] == 100
    assert people("good", "unsatisfactory")[0] == 11
    behind = people("unsatisfactory")[1].evidence
    assert ["condition_surveys", uid(1)] in behind[["layer", "uid"]].values.tolist()
    with pytest.raises(UsageError, match="condition = 'bad'; choose of: excellent, good"):
        people("bad")
    asked = {"urban": "none", "condition": ["good"], "all_season": []}
    roads = [road(*ROAD, km_to=round(length, 3))]
    area = made("rural-area-near-roads", roads, (), layers, **asked)
    assert area.evidence[["layer", "uid"]].values.tolist() == [["condition_surveys", uid(0)]]
    assert area.total["near_km2"] == pytest.approx(4 * 20 + np.pi * 4, rel=2e-3)
    none = made("people-near-roads", [road(*ROAD)], places, layers, condition=["good"], surface=["earth"])
    assert none.total["people_near"] == 0


def test_by_region_kinds_and_area(made):
    places = [
        village(51.5, 46.5, 1),
        village(51.6, 46.5, 10, kind="city"),
        village(52.5, 46.5, 100),
        village(60, 50, 1000),
        village(51.7, 46.5, None),
    ]
    found = made("people-near-roads", [road(*ROAD)], places, by=["region"])
    assert found.table["region"].tolist() == ["KZ-23", "KZ-47", "outside"]
    assert found.table["people"].tolist() == [11, 100, 1000]
    assert found.table["people_near"].tolist() == [11, 0, 0]
    assert found.table["settlements"].tolist() == [3, 1, 1]
    assert [(one.uid, one.counted) for one in found.left_out] == [(uid(4), True)]
    rural = made("people-near-roads", [road(*ROAD)], places, kinds=["village"])
    assert rural.total["people"] == 1101
    narrow = made("people-near-roads", [road(*ROAD)], places, area=box(51.55, 46.4, 51.65, 46.6))
    assert narrow.total["people"] == 10


def test_no_roads_reach_nobody(made):
    found = made("people-near-roads", [], [village(51.5, 46.5, 5)])
    assert found.total["people_near"] == 0
    assert found.total["share"] == 0
    assert made("people-near-roads", [road(*ROAD)], []).table["people"].tolist() == [0]
    assert nearest_roads(np.array([], dtype=object), np.array([], dtype=object), 10)[0].tolist() == []


def test_people_of_a_raster_near_a_road(made, tmp_path):
    file = raster(tmp_path / "p.tif", np.full((100, 200), 2.0), cell=0.01)
    found = made("people-near-roads", [road(*ROAD)], people=file, by=["region"])
    assert found.table["people"].tolist() == pytest.approx([20_000, 20_000], rel=1e-6)
    length = GEOD.line_length(*np.transpose(ROAD))
    ground = (4000 * length + np.pi * 4e6) / area(box(51, 46.49, 52, 46.51))
    assert found.table["people_near"][0] == pytest.approx(2 * 200 * ground, rel=2e-3)
    with pytest.raises(UsageError, match="people of a raster need outlines"):
        made("people-near-roads", [road(*ROAD)], people=file)


def test_the_nearest_road_is_the_nearest_in_metres_and_not_in_degrees():
    point = np.array([shapely.Point(51.5, 46.5)])
    # 0.02 degrees east are 1.5 km, 0.019 north 2.1 km.
    lines = shapely.linestrings([[(51.4, 46.519), (51.6, 46.519)], [(51.52, 46.4), (51.52, 46.6)]])
    metres, which = nearest_roads(point, lines, 5000)
    assert which.tolist() == [1]
    assert metres[0] == pytest.approx(GEOD.inv(51.5, 46.5, 51.52, 46.5)[2], rel=1e-4)
    assert nearest_roads(point, lines, 1000)[1].tolist() == [-1]


# --- the Rural Access Index ----------------------------------------------------------------------------


def rai(made, roads, file, name="rural-access-index", **asked):
    asked = {"urban": "none", **({"raster": file} if "access" in name else {}), **asked}
    return made(name, [one | {"all_season": one.get("all_season", "yes")} for one in roads], **asked)


@pytest.fixture
def people(tmp_path):
    """Ten people a cell of a hundredth of a degree, over both regions."""
    return raster(tmp_path / "p.tif", np.full((100, 200), 10.0), cell=0.01)


def strip():
    """Share of a region within 2 km of a road across all of it, along its parallel."""
    return 4000 * 1.0 / (area(box(51, 46, 52, 47)) / GEOD.line_length([51, 52], [46.5, 46.5]))


def across(lon=51.0, **values):
    return road(
        *shapely.segmentize(shapely.LineString([(lon - 0.5, 46.5), (lon + 1.5, 46.5)]), 0.01).coords, **values
    )


def test_the_index_is_rural_people_near_an_all_season_road(made, people):
    found = rai(made, [across()], people, by=["region"])
    assert found.table["rural_people"].tolist() == pytest.approx([100_000, 100_000], rel=1e-6)
    assert found.table["index"][0] == pytest.approx(strip(), rel=2e-3)
    assert found.total["index"] == pytest.approx(found.table["near_people"].sum() / 200_000, rel=1e-6)
    assert found.evidence[["row", "layer", "uid"]].values.tolist() == [
        [0, "roads", uid(0)],
        [1, "roads", uid(0)],
    ]


def test_buffers_are_dissolved_so_that_nobody_counts_twice(made, people):
    once = rai(made, [across()], people)
    twice = rai(made, [across(), across()], people)
    assert twice.total["index"] == pytest.approx(once.total["index"], rel=1e-9)
    assert len(twice.evidence) == 2


def test_roads_outside_the_unit_count_for_who_lives_within_two_kilometres(made, people):
    beside = [(52.013, 46.2), (52.013, 46.8)]  # one kilometre east of the border
    found = rai(made, [road(*beside)], people, by=["region"])
    assert found.table["near_people"][0] > 500
    assert found.evidence["row"].tolist() == [0, 1]


def test_roads_that_are_planned_or_of_one_season_are_out_and_unknown_ones_are_listed(made, people):
    roads = [across(lifecycle="planned"), across(all_season="no"), across(all_season=None)]
    found = rai(made, roads, people)
    assert found.total["near_people"] == 0
    assert "1 of roads not counted: lifecycle is planned" in found.notes
    assert "1 of roads not counted: all_season is no" in found.notes
    assert [one.uid for one in found.left_out] == [uid(2)]
    assert "has no all_season, so it is not among yes" in found.left_out[0].reason
    assert rai(made, roads, people, all_season=["yes", "unknown"]).total["index"] > 0


def test_what_is_urban_is_out_above_the_line_and_below_it(made, people):
    # A town over the western half of the road.
    layers = {"tourism_zones": [zone(box(51, 46.4, 51.5, 46.6))]}
    found = rai(made, [across()], people, layers=layers, urban="tourism_zones", by=["region"])
    west = found.table.iloc[0]
    assert west["rural_people"] == pytest.approx(90_000, rel=1e-6)
    assert west["near_people"] == pytest.approx(strip() * 100_000 / 2, rel=2e-3)
    narrowed = rai(
        made,
        [across()],
        people,
        layers=layers,
        urban="tourism_zones",
        urban_where="zone_id = 'x'",
        by=["region"],
    )
    assert narrowed.table["rural_people"][0] == pytest.approx(100_000, rel=1e-6)


def test_what_is_urban_must_be_said(made, people):
    with pytest.raises(UsageError, match="urban=LAYER names a layer of urban outlines"):
        rai(made, [across()], people, urban=None)
    with pytest.raises(UsageError, match="layer roads has lines; choose a layer of polygons"):
        rai(made, [across()], people, urban="roads")
    with pytest.raises(UsageError, match="counts people of a raster; give raster=ID"):
        rai(made, [across()], None)
    with pytest.raises(UnknownField, match="layer roads has no field 'kind'"):
        rai(made, [across()], people, where="kind = 1")


def test_the_share_of_ground_has_another_name_and_needs_no_people(made):
    found = rai(made, [across()], None, "rural-area-near-roads", by=["region"])
    assert found.table["rural_km2"][0] == pytest.approx(area(box(51, 46, 52, 47)) / 1e6, rel=1e-6)
    assert found.table["index"][0] == pytest.approx(strip(), rel=2e-3)


def test_a_raster_of_the_registry_and_one_elsewhere(made, people, tmp_path):
    row = entered(tmp_path / "p.tif", "people-2020")
    found = rai(made, [across()], "people-2020", layers={"rasters": [row]})
    assert found.total["index"] > 0
    assert ["rasters", uid(0)] in found.evidence[["layer", "uid"]].values.tolist()
    far = raster(tmp_path / "far.tif", np.ones((2, 2)), west=0, north=1)
    with pytest.raises(RasterElsewhere, match="nothing of layer regions does"):
        rai(made, [across()], far)


@pytest.mark.parametrize("name", ["rural-access-index", "people-near-roads"])
def test_people_where_the_raster_knows_nothing_are_unknown_and_said_so(made, tmp_path, name):
    west = raster(tmp_path / "west.tif", np.full((100, 100), 10.0), cell=0.01)  # of two regions it has one
    of_raster = {"raster": west, "urban": "none"} if "index" in name else {"people": west}
    found = made(name, [across(all_season="yes")], by=["region"], **of_raster)
    people = found.table.iloc[:, -3]
    assert people[0] == pytest.approx(100_000, rel=1e-6)
    assert np.isnan(people[1])
    share = found.table.iloc[:, -1]
    assert (found.total[share.name], np.isnan(share[1])) == (pytest.approx(share[0]), True)
    assert "raster west.tif has no value on 50.0 % of the ground, so nobody is counted there" in found.notes
    assert any("KZ-47: their people are not known" in one for one in found.notes)


@pytest.mark.parametrize("name", ["rural-access-index", "people-near-roads", "road-density"])
def test_a_raster_of_nodata_counts_nobody_and_is_refused(made, tmp_path, name):
    empty = raster(tmp_path / "empty.tif", np.full((100, 200), -9.0), cell=0.01, nodata=-9)
    of_raster = {"raster": empty, "urban": "none"} if "index" in name else {"people": empty}
    with pytest.raises(RasterEmpty, match=r"empty.tif has nodata only within the outlines"):
        made(name, [across(all_season="yes")], by=["region"], **of_raster)


def test_nodata_near_a_road_is_nobody(made, tmp_path):
    values = np.full((100, 200), 10.0)
    values[:, 50:100] = -9_999
    file = raster(tmp_path / "holes.tif", values, cell=0.01, nodata=-9_999)
    found = rai(made, [across()], file, by=["region"])
    assert found.table["rural_people"].tolist() == pytest.approx([50_000, 100_000], rel=1e-6)
    assert found.table["index"][0] == pytest.approx(strip(), rel=5e-3)


def test_a_receipt_of_the_index_holds(tmp_path, people):
    layers = {
        "regions": [*REGIONS, region("KZ-15", box(53, 46, 54, 47))],
        "roads": [across(all_season="yes")],
    }
    ledger = build(tmp_path / "r.gpkg", layers)
    found, receipt = compute(ledger, "rural-access-index", raster=people, urban="none", by=["region"])
    assert verify_receipt(ledger, receipt).holds
    assert np.isnan(found.table["index"].iloc[0])  # a region without a value of the raster has no share
