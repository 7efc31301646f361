"""The drawings of events, made from route and measures and told when they are stale."""

import pytest
import shapely

from registry.model.definition import Definition, Field, Geometry, Linear
from registry.model.errors import UsageError
from registry.model.geometry import canoniser, wkb
from registry.model.reading import read_definition
from registry.roads.drawing import drawings
from registry.roads.errors import counts
from registry.roads.network import network
from registry.roads.sizes import line_lengths
from registry.versions.identity import new_uids
from registry.versions.ledger import Ledger
from tests.roads.drawn import line, lonlat

SOURCE = {"source": "test", "quality": "schematic"}
SIGNS = Definition(
    "signs",
    {"en": "Signs"},
    (Field("route_id", "text"), Field("km", "measure")),
    geometry=Geometry("Point", required=False),
    linear=Linear("event", "route_id", "km"),
)


class Made:
    """A registry with roads, posts and works, and the uids of its rows by name."""

    def __init__(self, path, repository):
        self.ledger = Ledger.create(path, timezone="+05:00")
        names = ("routes", "roads", "km_posts", "repairs")
        self.layers = {name: read_definition(repository / "layers" / f"{name}.toml") for name in names}
        self.layers["signs"] = SIGNS
        with self.ledger.writing(author="test", message="define") as work:
            for one in self.layers.values():
                work.define(one)

    def put(self, layer, *rows):
        """Rows as (values, shape); returns their uids as bytes."""
        definition = self.layers[layer]
        uids = list(new_uids(len(rows)))
        with self.ledger.writing(author="test", message=layer) as work:
            work.insert(layer, [self.row(definition, uid, *row) for uid, row in zip(uids, rows, strict=True)])
        return uids

    def row(self, definition, uid, values, shape=None):
        values = SOURCE | values if definition.name != "signs" else values
        stored = (
            round(values[one.name] * 1000)
            if one.type == "measure" and one.name in values
            else values.get(one.name)
            for one in definition.fields
        )
        blob = None if shape is None else canoniser(definition.geometry)(shapely.to_wkb(shape))
        return (uid, blob, *stored)

    def change(self, layer, uid, values, shape=None):
        with self.ledger.writing(author="test", message="change") as work:
            work.put(layer, [self.row(self.layers[layer], uid, values, shape)])


@pytest.fixture
def made(tmp_path, repository):
    found = Made(tmp_path / "registry.gpkg", repository)
    found.put("roads", (road(0, 3), line((0, 0), (3000, 0))), (road(3, 5), line((3000, 0), (5000, 0))))
    return found


def road(start, end, carriageway="both"):
    return {
        "route_id": "A",
        "km_from": start,
        "km_to": end,
        "carriageway": carriageway,
        "lifecycle": "in_use",
    }


def work(start, end, carriageway="both", route="A"):
    return {"route_id": route, "km_from": start, "km_to": end, "carriageway": carriageway}


def shapes(found):
    return [None if one is None else shapely.from_wkb(wkb(one)) for one in found.new]


def refresh(made, layer, values):
    """What a caller does: commit the stale drawings."""
    stale = dict(drawings(made.ledger, layer).stale())
    for uid, blob in stale.items():
        made.change(layer, bytes.fromhex(uid), values[uid], shapely.from_wkb(wkb(blob)))
    return stale


def test_a_work_without_geometry_gets_one_and_is_then_not_stale(made):
    values = work(1, 4)
    (uid,) = made.put("repairs", (values, None))
    found = drawings(made.ledger, "repairs")
    assert found.findings == []
    assert line_lengths(shapes(found))[0] == pytest.approx(3000, abs=0.01)
    assert list(refresh(made, "repairs", {uid.hex(): values})) == [uid.hex()]
    assert list(drawings(made.ledger, "repairs").stale()) == []


def test_new_kilometres_or_new_posts_make_a_drawing_stale(made):
    values = work(1, 4)
    (uid,) = made.put("repairs", (values, None))
    refresh(made, "repairs", {uid.hex(): values})
    values = work(1, 4.5)
    kept = shapely.from_wkb(wkb(drawings(made.ledger, "repairs").old[0]))
    made.change("repairs", uid, values, kept)
    assert list(refresh(made, "repairs", {uid.hex(): values})) == [uid.hex()]
    point = [shapely.Point(*one) for one in lonlat([(0, 5), (1100, 5), (4800, 5)])]
    made.put(
        "km_posts", *(({"route_id": "A", "km": km}, one) for km, one in zip((0, 1, 4.5), point, strict=True))
    )
    found = drawings(made.ledger, "repairs")
    assert [one for one, _ in found.stale()] == [uid.hex()]
    assert line_lengths(shapes(found))[0] == pytest.approx(3700, abs=0.01)
    assert network(made.ledger).sides["both"].source == ("posts",)


def test_on_a_long_straight_segment_events_lie_on_the_drawn_line(made):
    made.put("roads", ({**road(0, 83.47), "route_id": "B"}, shapely.LineString([(51.9, 47.1), (53, 47.1)])))
    made.put("repairs", (work(20, 50, route="B"), None))
    made.put("signs", ({"route_id": "B", "km": 40}, None))
    for layer in ("repairs", "signs"):
        (shape,) = shapes(drawings(made.ledger, layer))
        assert shapely.get_coordinates(shape)[:, 1] == pytest.approx(47.1, abs=1e-8)
    (beside,) = shapes(drawings(made.ledger, "signs", lateral=4))
    assert beside.y == pytest.approx(47.1, abs=1e-8)
    made.put("repairs", (work(20, 50, "left", "B"), None))
    left = shapes(drawings(made.ledger, "repairs", lateral=4))[1]
    assert shapely.get_coordinates(left)[:, 1] == pytest.approx(47.1 + 4 / 111_170, abs=1e-8)


def test_the_last_digits_make_no_drawing_stale(made):
    values = work(1, 4)
    (uid,) = made.put("repairs", (values, None))
    refresh(made, "repairs", {uid.hex(): values})
    drawn = shapely.from_wkb(wkb(drawings(made.ledger, "repairs").old[0]))
    for off, stale in ((3e-9, []), (3e-7, [uid.hex()])):
        made.change("repairs", uid, values, shapely.transform(drawn, lambda one, off=off: one + off))
        assert [one for one, _ in drawings(made.ledger, "repairs").stale()] == stale


def test_past_versions_draw_by_the_roads_of_their_time(made):
    made.put("repairs", (work(1, 4), None))
    before = made.ledger.head().revision
    made.put("roads", (road(5, 7), line((5000, 0), (7000, 0))))
    assert network(made.ledger, before).sides["both"].extent.tolist() == [[0, 5000]]
    assert network(made.ledger).sides["both"].extent.tolist() == [[0, 7000]]


def test_what_cannot_be_drawn_is_listed_and_its_old_drawing_left(made):
    uids = made.put(
        "repairs",
        (work(1, 4, route="B"), line((0, 0), (9, 9))),
        (work(4, 6), None),
        (work(8, 9), line((0, 0), (9, 9))),
    )
    found = drawings(made.ledger, "repairs")
    assert counts(found.findings) == {"unknown-route": 1, "beyond-end": 2}
    assert {one.uid for one in found.findings} == {uid.hex() for uid in uids}
    assert {found.uids[one.row] for one in found.findings} == {uid.hex() for uid in uids}
    assert [one for one, _ in found.stale()] == [uids[1].hex()]


def test_works_of_one_carriageway_lie_on_its_line_or_beside_the_road(made):
    made.put("repairs", (work(1, 2, "left"), None), (work(1, 2, "right"), None), (work(1, 2), None))
    left, right, both = shapes(drawings(made.ledger, "repairs", lateral=4))
    for shape, north in ((left, 4), (right, -4), (both, 0)):
        ends = shapely.get_coordinates(shape)[[0, -1]]
        assert ends == pytest.approx(lonlat([(1000, north), (2000, north)]), abs=1e-8)
    made.put("roads", (road(1, 2, "left"), line((1000, 30), (2000, 30))))
    sides = shapes(drawings(made.ledger, "repairs"))
    assert shapely.get_coordinates(sides[0]) == pytest.approx(lonlat([(1000, 30), (2000, 30)]), abs=1e-8)
    assert shapely.get_coordinates(sides[2]) == pytest.approx(lonlat([(1000, 0), (2000, 0)]), abs=1e-8)


def test_point_events_are_drawn_and_those_without_a_place_listed(made):
    made.put(
        "signs",
        ({"route_id": "A", "km": 2.5}, None),
        ({"route_id": "A", "km": 9}, None),
        ({"route_id": "B", "km": 1}, None),
        ({"route_id": "A"}, None),
        ({"km": 1}, None),
    )
    found = drawings(made.ledger, "signs")
    assert shapely.get_coordinates(shapes(found)[0]) == pytest.approx(lonlat([(2500, 0)]), abs=1e-8)
    assert counts(found.findings) == {"beyond-end": 1, "unknown-route": 1, "no-measure": 1, "no-route": 1}
    assert len(list(found.stale())) == 1


def test_layers_of_no_events_have_no_drawings(made):
    for layer in ("roads", "km_posts", "routes"):
        with pytest.raises(UsageError, match=f"layer {layer} has no drawings to make"):
            drawings(made.ledger, layer)


def test_without_roads_there_is_no_network(tmp_path):
    ledger = Ledger.create(tmp_path / "empty.gpkg")
    with pytest.raises(UsageError, match="one layer should hold the sections of routes"):
        network(ledger)
