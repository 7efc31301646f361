"""Places on roads through the worker: the same as on arrays, fast enough for a moving pointer."""

from __future__ import annotations

import math
import shutil
import sqlite3
import struct
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely

from registry.model.geometry import canoniser, register_functions
from registry.model.reading import read_definitions
from registry.roads.cutting import cut
from registry.roads.location import locate, place
from registry.roads.network import network
from registry.shipped import layers_folder
from registry.versions.ledger import Ledger
from tests.worker.conftest import Client, Failed

MILLIMETRE = 1e-3
LAYERS = read_definitions(layers_folder())
SOURCE = {"source": "survey", "quality": "surveyed"}


def row(layer: str, number: int, shape: shapely.Geometry | None = None, **values: Any) -> tuple[Any, ...]:
    """A row of a shipped layer, measures in metres."""
    from registry.model.geometry import canonical

    definition = LAYERS[layer]
    given = {**SOURCE, **values}
    blob = None
    if shape is not None:
        assert definition.geometry is not None
        blob = canonical(shapely.to_wkb(shape, flavor="iso"), definition.geometry)
    return (number.to_bytes(16, "big"), blob, *(given.get(name) for name in definition.names))


def section(number: int, route: str, points: list[tuple[float, float]], low: int, high: int, **values: Any):
    line = shapely.LineString(points)
    more = {"carriageway": "both", "lifecycle": "in_use", **values}
    return row("roads", number, line, route_id=route, km_from=low, km_to=high, **more)


@pytest.fixture(scope="module")
def roads(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A-27 in three sections, one drawn backwards, with km posts that stretch it; M-32 partly dual."""
    path = tmp_path_factory.mktemp("roads") / "roads.gpkg"
    ledger = Ledger.create(path)
    names = ("routes", "roads", "km_posts", "repairs", "regions")
    with ledger.writing(author="Aliya", message="layers") as work:
        for name in names:
            work.define(LAYERS[name])
    with ledger.writing(author="Aliya", message="rows") as work:
        work.insert("routes", [row("routes", 1, route_id="A-27", name_ru="Атырау – Астрахань"),
                               row("routes", 2, route_id="M-32", name_en="Samara – Shymkent")])  # fmt: skip
        work.insert("roads", [
            section(11, "A-27", [(51.0, 47.0), (51.05, 47.01), (51.1, 47.0)], 0, 7_700),
            section(12, "A-27", [(51.2, 47.02), (51.15, 47.0), (51.1, 47.0)], 7_700, 15_700),
            section(13, "A-27", [(51.2, 47.02), (51.3, 47.02)], 15_700, 23_300),
            section(21, "M-32", [(52.0, 48.0), (52.1, 48.0)], 0, 7_450),
            section(22, "M-32", [(52.1, 48.0), (52.2, 48.0)], 7_450, 14_900, carriageway="right"),
            section(23, "M-32", [(52.1, 48.0), (52.15, 48.002), (52.2, 48.0)], 7_450, 14_900,
                    carriageway="left"),
            section(24, "M-32", [(52.0, 48.1), (52.1, 48.1)], 0, 7_450, valid_to="2020-01-01"),
        ])  # fmt: skip
        work.insert("km_posts", [
            row("km_posts", 31, shapely.Point(51.0, 47.0), route_id="A-27", km=500_000),
            row("km_posts", 32, shapely.Point(51.1, 47.0), route_id="A-27", km=508_000),
            row("km_posts", 33, shapely.Point(51.3, 47.02), route_id="A-27", km=523_000),
            row("km_posts", 34, shapely.Point(51.2, 47.3), route_id="A-27", km=515_000),
        ])  # fmt: skip
        work.insert("repairs", [
            row("repairs", 41, route_id="A-27", km_from=502_000, km_to=505_000, direction="forward",
                carriageway="both", work_type="capital"),
        ])  # fmt: skip
    return str(path)


@pytest.fixture
def work(bare: Client, roads: str, tmp_path: Path) -> str:
    """A workspace of the whole registry, a copy of one's own."""
    registry = shutil.copy(roads, tmp_path / "registry.gpkg")
    path = str(tmp_path / "work.gpkg")
    bare.ask("checkout", registry=str(registry), workspace=path)
    return path


def points() -> Iterator[tuple[float, float]]:
    chance = np.random.default_rng(7)
    yield from zip(
        chance.uniform(51.0, 51.3, 25).tolist(), chance.uniform(46.99, 47.03, 25).tolist(), strict=True
    )
    yield from zip(
        chance.uniform(52.0, 52.1, 10).tolist(), chance.uniform(47.99, 48.01, 10).tolist(), strict=True
    )


def test_a_place_is_the_same_as_on_arrays_within_a_millimetre(bare: Client, roads: str):
    routes = network(Ledger.open(roads)).sides["both"]
    for x, y in points():
        found = bare.ask("locate", registry=roads, x=x, y=y, within_m=5000)["places"]
        wanted = locate(routes, [(x, y)], within=5000)
        if wanted.route[0] < 0:
            assert found == []
            continue
        best = found[0]
        assert best["route_id"] == routes.names[wanted.route[0]]
        assert best["measure_m"] == pytest.approx(wanted.measure[0], abs=MILLIMETRE)
        assert best["distance_m"] == pytest.approx(wanted.metres[0], abs=MILLIMETRE)
        assert best["side"] == ("right" if wanted.right[0] > 0 else "left")
        assert found == sorted(found, key=lambda one: one["distance_m"])


def test_a_road_that_carries_m_is_measured_by_it_in_both(bare: Client, tmp_path: Path):
    """M in kilometres, and 2 km in the first of two equal halves."""
    path = tmp_path / "m.gpkg"
    ledger = Ledger.create(path)
    plain = LAYERS["roads"].geometry
    assert plain is not None
    measured = replace(LAYERS["roads"], geometry=replace(plain, dimensions="XYM"))
    blob = canoniser(measured.geometry)(
        shapely.from_wkt("LINESTRING M (51 47 0, 51.02 47 2, 51.04 47 3)").wkb
    )
    told = {**SOURCE, "route_id": "A-27", "km_from": 0, "km_to": 3000, "carriageway": "both"}
    with ledger.writing(author="Aliya", message="a road that carries M") as work:
        work.define(LAYERS["routes"])
        work.define(measured)
        work.insert("roads", [(b"1" * 16, blob, *(told.get(name) for name in measured.names))])
    routes = network(ledger).sides["both"]
    for x in (51.001, 51.019, 51.033):
        found = bare.ask("locate", registry=str(path), x=x, y=47.0001)["places"][0]
        assert found["measure_m"] == pytest.approx(locate(routes, [(x, 47.0001)]).measure[0], abs=MILLIMETRE)
    assert bare.ask("place", registry=str(path), route_id="A-27", measure=2000)["x"] == pytest.approx(51.02)


def test_a_measure_and_an_interval_are_where_the_arrays_have_them(bare: Client, roads: str):
    routes = network(Ledger.open(roads)).sides["both"]
    index = routes.index(np.array(["A-27"], dtype=object))
    for metres in (500_000, 503_333, 508_000, 517_250, 523_000):
        found = bare.ask("place", registry=roads, route_id="A-27", measure=metres)
        wanted = place(routes, index, [metres]).lonlat[0]
        assert (found["x"], found["y"]) == pytest.approx(tuple(wanted), abs=1e-8)
    for start, end, offset in ((501_000, 505_500, 0.0), (505_000, 519_000, 0.0), (505_000, 519_000, 6.5)):
        found = bare.ask("interval", registry=roads, route_id="A-27", start=end, end=start, offset_m=offset)
        wanted = cut(routes, index, [(start, end)], offset)
        assert found["geodesic_m"] == pytest.approx(wanted.length[0], abs=MILLIMETRE)
        assert found["length_m"] == end - start
        drawn = shapely.from_wkb(bytes.fromhex(found["wkb"]))
        assert shapely.hausdorff_distance(drawn, wanted.line[0]) < 2e-8


def test_measures_are_written_as_on_km_posts(bare: Client, roads: str):
    found = bare.ask("place", registry=roads, route_id="A-27", measure="508+000")
    assert (found["measure_m"], found["shown"]) == (508_000, "508+000")
    assert (found["x"], found["y"]) == pytest.approx((51.1, 47.0), abs=1e-7)
    assert bare.ask("locate", registry=roads, x=51.1, y=47.0)["places"][0]["shown"] == "508+000"
    assert bare.ask("place", registry=roads, route_id="A-27", measure="508,5")["measure_m"] == 508_500


def test_posts_that_do_not_fit_are_told(bare: Client, roads: str):
    warnings = bare.ask("place", registry=roads, route_id="A-27", measure=508_000)["warnings"]
    assert warnings == ["1 of 4 km posts of route A-27 are not used"]


def test_what_a_road_does_not_have_is_told(bare: Client, roads: str):
    for given, told in (
        ({"route_id": "A-27", "measure": "700+000"}, "the road has km 500[+]000 to 523[+]000, not 700[+]000"),
        ({"route_id": "A-99", "measure": 1000}, "there is no route 'A-99' with a line"),
        ({"route_id": "A-27", "measure": "far"}, "'far' is not a measure"),
    ):
        with pytest.raises(Failed, match=told):
            bare.ask("place", registry=roads, **given)
    found = bare.ask("interval", registry=roads, route_id="A-27", start=520_000, end=525_000)
    assert any("2000 m lie past the ends" in one for one in found["warnings"])


def test_the_side_of_a_dual_carriageway_under_the_pointer_is_told(bare: Client, roads: str):
    left = bare.ask("locate", registry=roads, x=52.15, y=48.0021)["places"][0]
    right = bare.ask("locate", registry=roads, x=52.15, y=47.9999)["places"][0]
    assert (left["route_id"], left["carriageway"], right["carriageway"]) == ("M-32", "left", "right")
    assert left["distance_m"] < 20
    assert left["measure_m"] == pytest.approx(right["measure_m"], abs=60)
    assert bare.ask("locate", registry=roads, x=52.05, y=48.1001)["places"] == []  # no longer in force


def test_only_the_road_or_the_heading_that_is_meant_is_looked_at(bare: Client, roads: str):
    only = bare.ask("locate", registry=roads, x=52.05, y=48.0, route="A-27")["places"]
    assert [one["route_id"] for one in only] == ["A-27"]
    east = {"x": 51.25, "y": 47.0201}
    assert bare.ask("locate", registry=roads, **east, heading=0)["places"] == []
    assert bare.ask("locate", registry=roads, **east, heading=270)["places"][0]["route_id"] == "A-27"


def test_points_come_in_degrees_or_in_those_of_web_maps(bare: Client, roads: str):
    x, y = math.radians(51.1) * 6378137, math.log(math.tan(math.pi / 4 + math.radians(47.0) / 2)) * 6378137
    found = bare.ask("locate", registry=roads, x=x, y=y, crs="EPSG:3857")
    assert (found["crs"], found["places"][0]["shown"]) == ("EPSG:4326", "508+000")
    with pytest.raises(Failed) as caught:
        bare.ask("locate", registry=roads, x=1, y=1, crs="EPSG:32639")
    assert caught.value.code == "OtherSystem"
    assert bare.ask("locate", registry=roads, x=1e9, y=0)["places"] == []


def test_routes_are_listed_by_number_and_name_in_any_language(bare: Client, roads: str):
    found = bare.ask("routes", registry=roads, language="ru")["routes"]
    assert [one["route_id"] for one in found] == ["A-27", "M-32"]
    assert found[0]["shown"] == "A-27 Атырау – Астрахань (0+000 – 23+300)"
    assert [one["route_id"] for one in bare.ask("routes", registry=roads, text="АТЫРАУ")["routes"]] == [
        "A-27"
    ]
    assert bare.ask("routes", registry=roads, text="shym")["routes"][0]["route_id"] == "M-32"


def test_a_road_edited_in_a_workspace_is_measured_as_it_stands(bare: Client, work: str):
    before = bare.ask("locate", workspace=work, x=51.05, y=47.05, within_m=9000)["places"][0]
    line = shapely.LineString([(51.0, 47.0), (51.05, 47.05), (51.1, 47.0)])
    blob = row("roads", 11, line)[1]
    with closing(sqlite3.connect(work)) as handle, handle:
        register_functions(handle)
        handle.execute("UPDATE roads SET geom = ? WHERE uid = ?", (blob, f"{11:032x}"))
    after = bare.ask("locate", workspace=work, x=51.05, y=47.05, within_m=9000)["places"][0]
    assert before["distance_m"] > 4000
    assert after["distance_m"] < 0.01
    assert after["shown"] == "504+000"


def test_an_event_gets_route_kilometres_defaults_and_its_line(bare: Client, roads: str, work: str):
    event = bare.ask(
        "event_values", workspace=work, layer="repairs", route_id="A-27", start="505+000", end="502+000"
    )
    assert {"route_id": "A-27", "km_from": 502.0, "km_to": 505.0, "carriageway": "both"}.items() <= event[
        "attributes"
    ].items()
    wanted = bare.ask("interval", registry=roads, route_id="A-27", start=502_000, end=505_000)
    assert shapely.equals_exact(
        shapely.from_wkb(bytes.fromhex(event["wkb"])), shapely.from_wkb(bytes.fromhex(wanted["wkb"])), 1e-8
    )
    post = bare.ask("event_values", workspace=work, layer="km_posts", route_id="A-27", start=510_000)
    assert post["attributes"]["km"] == 510.0
    assert shapely.from_wkb(bytes.fromhex(post["wkb"])).geom_type == "Point"
    with pytest.raises(Failed, match="is not one of events"):
        bare.ask("event_values", workspace=work, layer="roads", route_id="A-27", start=1, end=2)
    with pytest.raises(Failed, match="has two ends"):
        bare.ask("event_values", workspace=work, layer="repairs", route_id="A-27", start=1)


def test_a_workspace_without_roads_uses_those_of_its_registry(bare: Client, roads: str, tmp_path: Path):
    registry = shutil.copy(roads, tmp_path / "registry.gpkg")
    path = str(tmp_path / "repairs.gpkg")
    bare.ask("checkout", registry=str(registry), workspace=path, layers=["repairs"])
    assert bare.ask("locate", workspace=path, x=51.1, y=47.0)["places"][0]["shown"] == "508+000"
    assert bare.ask(
        "event_values", workspace=path, layer="repairs", route_id="A-27", start=501_000, end=502_000
    )["wkb"]
    assert bare.ask("redraw_events", workspace=path)["drawn"] == 1


def test_drawings_that_do_not_follow_their_kilometres_are_counted_and_drawn_anew(
    bare: Client, full: Client, roads: str, work: str
):
    (told,) = [
        one for one in bare.ask("stale_drawings", registry=roads)["layers"] if one["name"] == "repairs"
    ]
    assert (told["events"], told["missing"], told["uids"]) == (1, 1, [f"{41:032x}"])
    assert bare.ask("redraw_events", workspace=work)["drawn"] == 1
    assert bare.ask("stale_drawings", workspace=work)["stale"] == 0
    assert bare.ask("changes", workspace=work)["features"][0]["geometry_changed"]
    with closing(sqlite3.connect(work)) as handle, handle:
        register_functions(handle)
        handle.execute("UPDATE repairs SET km_to = 506")
    assert bare.ask("stale_drawings", workspace=work)["layers"][0]["stale"] == 1
    registry = str(Path(work).parent / "registry.gpkg")
    done = full.ask("refresh_drawings", registry=registry, author="Aliya")
    assert (done["drawn"], done["commit"]["revision"]) == (1, 3)
    assert full.ask("refresh_drawings", registry=registry, author="Aliya")["commit"] is None
    assert bare.ask("stale_drawings", registry=registry)["stale"] == 0


def test_km_posts_are_tried_without_writing(full: Client, roads: str):
    posts = [{"x": 51.0, "y": 47.0, "measure": "0+000"}, {"x": 51.1, "y": 47.0, "measure": 8000.0},
             {"x": 51.2, "y": 47.9, "measure": 15_000}, {"x": None, "y": None, "measure": ""}]  # fmt: skip
    found = full.ask("calibrate", registry=roads, route_id="A-27", posts=posts)
    assert [one["status"] for one in found["posts"]] == ["used", "used", "off-path", "no-measure"]
    assert found["posts"][0]["off_m"] == pytest.approx(0, abs=0.01)
    with pytest.raises(Failed) as caught:
        full.ask("calibrate", registry=roads, route_id="A-99", posts=posts)
    assert caught.value.code == "NoSuchRoute"


@pytest.mark.slow
def test_a_pointer_moving_over_thousands_of_roads_is_answered_in_time(bare: Client, tmp_path: Path):
    path = tmp_path / "many.gpkg"
    ledger = Ledger.create(path)
    with ledger.writing(author="A", message="layers") as work:
        for name in ("routes", "roads", "regions"):
            work.define(LAYERS[name])

    def many() -> Iterator[tuple[Any, ...]]:
        from registry.model.geometry import make_blob

        for number in range(20_000):
            x, y = 50 + (number % 100) / 10, 44 + (number // 100) / 50
            points = [
                coordinate for step in range(10) for coordinate in (x + step / 100, y + (step % 2) / 500)
            ]
            body = struct.pack(f"<BII{len(points)}d", 1, 2, 10, *points)
            blob = make_blob(body, 4326, (x, y, x + 0.09, y + 0.002))
            low = number % 5 * 7000
            values = {"route_id": f"R-{number // 5}", "km_from": low, "km_to": low + 7000,
                      "carriageway": "both", "lifecycle": "in_use", **SOURCE}  # fmt: skip
            yield (number.to_bytes(16, "big"), blob, *(values.get(name) for name in LAYERS["roads"].names))

    with ledger.writing(author="A", message="rows") as work:
        work.insert("roads", many())
    bare.ask("locate", registry=str(path), x=51.0, y=45.0)
    took = []
    for step in range(40):
        began = time.monotonic()
        found = bare.ask("locate", registry=str(path), x=51 + step / 40, y=45.001 + step / 100, within_m=2000)
        took.append(time.monotonic() - began)
        assert found["places"]
    assert sorted(took)[len(took) // 2] < 0.1


def test_what_a_road_lacks_is_told_in_the_language_of_the_request(bare: Client, roads: str):
    asked = {"registry": roads, "route_id": "A-27", "language": "ru"}
    assert bare.ask("place", measure=508_000, **asked)["warnings"] == [
        "километровые знаки дороги A-27, которые не учтены: 1 из 4"
    ]
    past = bare.ask("interval", start="520+000", end="523+500", **asked)["warnings"]
    assert "500 м выходят за концы дороги: её километры — от 500+000 до 523+000" in past


@pytest.fixture(scope="module")
def straight(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A road of 82 km drawn as one segment, as a map shows it and as its geodesic runs: far apart."""
    path = tmp_path_factory.mktemp("straight") / "roads.gpkg"
    ledger = Ledger.create(path)
    with ledger.writing(author="Aliya", message="layers") as work:
        for name in ("routes", "roads", "km_posts", "repairs", "regions"):
            work.define(LAYERS[name])
    with ledger.writing(author="Aliya", message="rows") as work:
        work.insert("routes", [row("routes", 1, route_id="A-27")])
        work.insert("roads", [section(11, "A-27", [(51.9, 47.1), (53.0, 47.1)], 0, 83_470)])
        given = {"direction": "forward", "carriageway": "both", "work_type": "capital"}
        work.insert("repairs", [row("repairs", 41, route_id="A-27", km_from=20_000, km_to=50_000, **given)])
    return str(path)


def test_a_pointer_on_a_long_straight_line_is_by_the_road_that_the_map_draws_there(
    bare: Client, straight: str
):
    (found,) = bare.ask("locate", registry=straight, x=52.45, y=47.1, within_m=20)["places"]
    assert found["shown"] == "41+735"
    assert found["distance_m"] > 100  # of the geodesic, which bends to the north
    assert (found["drawn_x"], found["drawn_y"]) == pytest.approx((52.45, 47.1), abs=1e-6)
    place = bare.ask("place", registry=straight, route_id="A-27", measure=found["measure_m"])
    assert (place["drawn_x"], place["drawn_y"]) == pytest.approx((52.45, 47.1), abs=1e-6)
    assert place["y"] > 47.101


def test_an_event_on_a_long_straight_line_is_drawn_on_the_line(
    bare: Client, full: Client, straight: str, tmp_path: Path
):
    registry, path = str(shutil.copy(straight, tmp_path / "registry.gpkg")), str(tmp_path / "work.gpkg")
    bare.ask("checkout", registry=registry, workspace=path)
    wanted = {"workspace": path, "route_id": "A-27", "start": "20", "end": "50"}
    made = bare.ask("event_values", layer="repairs", carriageway="both", **wanted)
    shown = bare.ask("interval", drawn=True, **wanted)
    for one in (made, shown):
        assert shapely.get_coordinates(shapely.from_wkb(bytes.fromhex(one["wkb"])))[:, 1].tolist() == (
            pytest.approx([47.1, 47.1], abs=1e-8)
        )
    assert bare.ask("redraw_events", workspace=path)["drawn"] == 1
    assert bare.ask("stale_drawings", workspace=path)["stale"] == 0
    # The arrays draw the same.
    assert full.ask("refresh_drawings", registry=registry, author="Aliya")["drawn"] == 1
    assert bare.ask("stale_drawings", registry=registry)["stale"] == 0
    bare.ask("discard", workspace=path)
    bare.ask("update", workspace=path)
    assert bare.ask("redraw_events", workspace=path)["drawn"] == 0


def test_what_the_standard_library_drew_the_arrays_leave_alone(
    bare: Client, full: Client, straight: str, tmp_path: Path
):
    registry, path = str(shutil.copy(straight, tmp_path / "registry.gpkg")), str(tmp_path / "work.gpkg")
    bare.ask("checkout", registry=registry, workspace=path)
    assert bare.ask("redraw_events", workspace=path)["drawn"] == 1
    bare.ask("commit", workspace=path, author="Aliya", message="Drawn")
    assert full.ask("refresh_drawings", registry=registry, author="Aliya")["drawn"] == 0


@pytest.fixture(scope="module")
def renumbered(tmp_path_factory: pytest.TempPathFactory) -> str:
    """KB-2 was A-27 until 2018, when A-29 got that number; sections, posts and works name it as they like."""
    path = tmp_path_factory.mktemp("renumbered") / "roads.gpkg"
    ledger = Ledger.create(path)
    with ledger.writing(author="Aliya", message="layers") as work:
        for name in ("routes", "roads", "km_posts", "repairs", "regions"):
            work.define(LAYERS[name])
    with ledger.writing(author="Aliya", message="rows") as work:
        work.insert("routes", [
            row("routes", 1, route_id="KB-2", name_en="Old road", aliases="A-27 (/2018-12-31); West road"),
            row("routes", 2, route_id="A-29", name_en="New road", aliases="A-27 (2019-01-01/)"),
        ])  # fmt: skip
        work.insert("roads", [
            section(11, "west road", [(51.0, 47.0), (51.1, 47.0)], 0, 7_600),
            section(12, "KB-2", [(51.1, 47.0), (51.2, 47.0)], 7_600, 15_200),
            section(13, "A-29", [(51.0, 48.0), (51.1, 48.0)], 0, 7_450),
        ])  # fmt: skip
        work.insert("km_posts", [
            row("km_posts", 31, shapely.Point(51.0, 47.0), route_id="West road", km=100_000),
            row("km_posts", 32, shapely.Point(51.2, 47.0), route_id="KB-2", km=115_200),
        ])  # fmt: skip
        given = {"direction": "forward", "carriageway": "both", "work_type": "capital"}
        work.insert("repairs", [
            row("repairs", 41, route_id="West road", km_from=102_000, km_to=110_000, **given),
            row("repairs", 42, km_from=102_000, km_to=110_000, **given),
        ])  # fmt: skip
    return str(path)


def test_routes_are_searched_by_their_former_names_too(bare: Client, renumbered: str):
    for text, found in (("west", ["KB-2"]), ("a-27", ["A-29", "KB-2"]), ("a-29", ["A-29"]), ("nothing", [])):
        listed = bare.ask("routes", registry=renumbered, text=text)["routes"]
        assert [one["route_id"] for one in listed] == found
    (road,) = bare.ask("routes", registry=renumbered, text="west")["routes"]
    assert road["aliases"] == ["A-27", "West road"]
    assert (road["from_m"], road["to_m"]) == (0, 15_200)


def test_a_route_is_known_by_a_former_name_as_on_arrays(bare: Client, renumbered: str):
    whole = network(Ledger.open(renumbered))
    assert whole.sides["both"].names == ("A-29", "KB-2")
    asked = {"registry": renumbered, "x": 51.15, "y": 47.0}
    for route in ({}, {"route": "west road"}, {"route": "KB-2"}):
        (found,) = bare.ask("locate", **asked, **route)["places"]
        wanted = locate(whole.sides["both"], [(51.15, 47.0)])
        assert (found["route_id"], found["measure_m"]) == (
            "KB-2",
            pytest.approx(wanted.measure[0], abs=0.001),
        )
    by_name = {name: bare.ask("place", registry=renumbered, route_id=name, measure="105+000")
               for name in ("KB-2", "West road")}  # fmt: skip
    assert by_name["KB-2"] == by_name["West road"]
    # Who has the number today is meant, where several had it.
    assert bare.ask("place", registry=renumbered, route_id="A-27", measure="1")["y"] == pytest.approx(48)
    with pytest.raises(Failed, match="no route 'A-28'"):
        bare.ask("place", registry=renumbered, route_id="A-28", measure="1")


def test_events_of_a_former_name_are_drawn_and_new_ones_get_the_present_one(
    bare: Client, full: Client, renumbered: str, tmp_path: Path
):
    registry, path = str(shutil.copy(renumbered, tmp_path / "registry.gpkg")), str(tmp_path / "work.gpkg")
    bare.ask("checkout", registry=registry, workspace=path)
    made = bare.ask(
        "event_values", workspace=path, layer="repairs", route_id="west road", start="101", end="102"
    )
    assert made["attributes"]["route_id"] == "KB-2"
    told = bare.ask("stale_drawings", workspace=path)["layers"][0]
    assert (told["missing"], told["not_drawable"]) == (1, 1)
    assert bare.ask("redraw_events", workspace=path)["drawn"] == 1
    bare.ask("commit", workspace=path, author="Aliya", message="Drawn")
    assert full.ask("refresh_drawings", registry=registry, author="Aliya")["drawn"] == 0
