"""The standard library alone finds the same places as the arrays, within a millimetre."""

import math

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod

from registry.roads.building import build
from registry.roads.calibration import calibrate
from registry.roads.chaining import oriented
from registry.roads.cutting import cut
from registry.roads.ellipsoid import wrapped
from registry.roads.location import PLACED, locate, place
from registry.roads.plain import DEGREE, PlainRoute, parse, written
from registry.roads.sections import Section, plain_route
from registry.roads.stretch import on_map
from tests.roads.drawn import line, lonlat, pairs

WGS84 = Geod(ellps="WGS84")
MILLIMETRE = 1e-3


def apart(one, other):
    return WGS84.inv(*one, *other)[2]


@st.composite
def roads(draw, longest=-1.5):
    """Roads of several sections, some drawn against their kilometres, with gaps and long segments."""
    chance = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    here = np.array([draw(st.floats(-180, 180)), draw(st.floats(-75, 75))])
    sections, km = [], draw(st.integers(0, 500)) * 1000
    for _ in range(draw(st.integers(1, 4))):
        size = 10 ** chance.uniform(-4, longest)
        steps = np.vstack([np.zeros(2), chance.normal((size, 0), size, (chance.integers(1, 8), 2))])
        vertices = here + np.cumsum(steps, axis=0)
        length = Geod(ellps="WGS84").line_length(*vertices.T)
        high = km + max(1, round(length * chance.uniform(0.9, 1.1)))
        turned = vertices[::-1] if chance.random() < 0.4 else vertices
        sections.append((shapely.LineString(turned), km, high))
        km = high + (0 if chance.random() < 0.7 else int(chance.integers(1, 900)))
        here = vertices[-1] + (0 if chance.random() < 0.7 else np.array([size, 0]))
    return sections, chance


def both(sections):
    lines, low, high = zip(*sections, strict=True)
    routes = build(["A"] * len(lines), lines, low, high).routes
    return routes, plain_route([Section([pairs(one)], a, b) for one, a, b in sections])


@given(roads())
@settings(max_examples=150)
def test_plain_python_and_arrays_agree_within_a_millimetre(road):
    sections, chance = road
    routes, plain = both(sections)
    assert plain.reach == pytest.approx(routes.reach[0], abs=MILLIMETRE)
    assert plain.extent == pytest.approx(tuple(routes.extent[0]))
    zero = np.zeros(8, np.int64)
    spots, _ = routes.at(zero, chance.uniform(0, routes.reach[0], 8))
    points = spots + chance.normal(0, 10 ** chance.uniform(-6, -2), (8, 2))
    found = locate(routes, points, within=1e6)
    for i, point in enumerate(points.tolist()):
        one = plain.locate(tuple(point))
        assert one.metres == pytest.approx(found.metres[i], abs=MILLIMETRE)
        assert one.right == pytest.approx(found.right[i], abs=MILLIMETRE)
        assert apart(one.point, found.lonlat[i]) < MILLIMETRE
        assert one.measure == pytest.approx(found.measure[i], abs=2 * MILLIMETRE)
    measures = chance.uniform(*routes.extent[0], 8)
    there = place(routes, zero, measures)
    for measure, spot, status in zip(measures.tolist(), there.lonlat, there.status, strict=True):
        if status == PLACED:
            assert apart(plain.point(measure), spot) < MILLIMETRE
        else:
            with pytest.raises(ValueError, match="no line at km"):
                plain.point(measure)


@given(roads(longest=-0.3), st.sampled_from([0.0, -6.0]))
@settings(max_examples=100)
def test_both_draw_on_the_road_as_a_map_does(road, right):
    sections, chance = road
    routes, plain = both(sections)
    low, high = routes.extent[0].astype(int).tolist()
    spans = np.sort(chance.integers(low, high + 1, (6, 2)), axis=1)
    zero = np.zeros(len(spans), np.int64)
    made = cut(routes, zero, spans, right, on_map=True)
    assert made.length.tolist() == cut(routes, zero, spans, right).length.tolist()
    for (low, high), drawn in zip(spans.tolist(), made.line, strict=True):
        lines = on_map(plain, low, high, right).lines
        parts = [] if drawn is None else [list(part.coords) for part in drawn.geoms]
        assert len(lines) == len(parts)
        for one, other in zip(lines, parts, strict=True):
            assert apart(one[0], other[0]) < MILLIMETRE
            assert apart(one[-1], other[-1]) < MILLIMETRE
            # Vertices a hair's breadth apart may be one in either.
            begin = one[0][0]
            far = shapely.hausdorff_distance(
                *(shapely.LineString([(wrapped(x - begin), y) for x, y in each]) for each in (one, other))
            )
            assert far * DEGREE < MILLIMETRE
    there = place(routes, zero, spans[:, 0], on_map=True)
    for low, spot, status in zip(spans[:, 0].tolist(), there.lonlat, there.status, strict=True):
        if status == PLACED:
            assert apart(plain.drawn(plain.along_at(low)), spot) < MILLIMETRE


@given(roads())
@settings(max_examples=40)
def test_posts_calibrate_both_alike(road):
    sections, chance = road
    routes, _ = both(sections)
    alongs = np.sort(chance.uniform(0, routes.reach[0], 5))
    alongs = alongs[np.diff(alongs, prepend=-10) > 2]
    points, _ = routes.at(np.zeros(len(alongs), np.int64), alongs)
    kilometres = 3000 + np.round(alongs * 1.02) * (1 if chance.random() < 0.7 else -1) + 10_000_000
    if chance.random() < 0.5:
        kilometres[-1] = kilometres[0]
    done = calibrate(routes, np.zeros(len(alongs), np.int64), kilometres, points)
    plain = plain_route(
        [Section([pairs(one)], a, b) for one, a, b in sections],
        list(zip(map(tuple, points.tolist()), kilometres.tolist(), strict=True)),
    )
    assert plain.extent == pytest.approx(tuple(done.routes.extent[0]), abs=2 * MILLIMETRE)


@given(roads(), st.randoms(use_true_random=False))
@settings(max_examples=40)
def test_where_only_some_sections_have_kilometres_both_agree(road, chance):
    sections, _ = road
    some = [(one, *((a, b) if chance.random() < 0.6 else (None, None))) for one, a, b in sections]
    lines, low, high = zip(*some, strict=True)
    routes = build(["A"] * len(lines), lines, np.array(low, float), np.array(high, float)).routes
    plain = plain_route([Section([pairs(one)], a, b) for one, a, b in some])
    assert plain.reach == pytest.approx(routes.reach[0], abs=MILLIMETRE)
    assert plain.extent == pytest.approx(tuple(routes.extent[0]), abs=MILLIMETRE)


@given(roads(), st.sampled_from([1.0, 1000.0]), st.booleans())
@settings(max_examples=60)
def test_lines_that_carry_m_are_measured_by_it_in_both(road, unit, all_carry):
    sections, chance = road
    shapes, m = [], []
    for shape, low, high in sections:
        coords = np.asarray(shape.coords)
        rising = np.sort(np.concatenate([[low, high], chance.uniform(low, high, len(coords) - 2)]))
        told = rising[::-1] if chance.random() < 0.4 else rising
        carries = all_carry or chance.random() < 0.5
        m.append((told / unit).tolist() if carries else None)
        shapes.append(shapely.linestrings(np.column_stack([coords, told / unit]), handle_nan="allow"))
        shapes[-1] = shapely.from_wkt(shapes[-1].wkt.replace(" Z", " M")) if carries else shape
    _, low, high = zip(*sections, strict=True)
    routes = build(["A"] * len(shapes), shapes, np.array(low, float), np.array(high, float)).routes
    plain = plain_route(
        [
            Section([pairs(one)], a, b, None if told is None else [told])
            for (one, a, b), told in zip(sections, m, strict=True)
        ]
    )
    assert plain.extent == pytest.approx(tuple(routes.extent[0]), abs=MILLIMETRE)
    alongs = chance.uniform(0, routes.reach[0], 8)
    found = routes.knots.measure_at(np.zeros(8, np.int64), alongs)
    assert [plain.measure_at(one) for one in alongs.tolist()] == pytest.approx(found, abs=2 * MILLIMETRE)


def test_a_route_of_the_arrays_can_be_taken_out():
    routes = build(["A", "A"], [line((0, 0), (1000, 0)), line((2000, 0), (9000, 0))], [0, 2000], [900, 9100])
    plain = routes.routes.plain(0)
    assert [len(part) for part in plain.parts] == [2, 2]
    assert plain.extent == (0, 9100)
    point = tuple(lonlat([(500, 3)])[0])
    assert plain.locate(point).chainage == "0+450"


def test_chainages_are_read_and_written_as_on_a_km_post():
    assert parse("513+850") == 513_850
    assert written(513_850) == "513+850"


def test_a_heading_passes_over_roads_that_run_another_way():
    corner = plain_route([Section([pairs(line((0, 0), (1000, 0), (1000, 1000)))])])
    point = tuple(lonlat([(960, 30)])[0])
    assert corner.locate(point).right == pytest.approx(-30, abs=0.001)
    assert corner.locate(point, heading=180).right == pytest.approx(-40, abs=0.001)
    with pytest.raises(ValueError, match="leave the heading out"):
        corner.locate(point, heading=45, turn=10)


@pytest.mark.parametrize(
    ("measure", "said"), [(1500, "km 0\\+000 to 1\\+000, not 1\\+500"), (math.nan, "not nan")]
)
def test_a_measure_past_the_end_is_refused_with_the_ends(measure, said):
    with pytest.raises(ValueError, match=said):
        plain_route([Section([pairs(line((0, 0), (1000, 0)))], 0, 1000)]).point(measure)


def test_a_road_without_a_line_and_a_point_without_coordinates_are_refused():
    with pytest.raises(ValueError, match="has no line; draw it"):
        PlainRoute([])
    with pytest.raises(ValueError, match="give its place"):
        plain_route([Section([pairs(line((0, 0), (1000, 0)))])]).locate((math.nan, 47.0))


def test_lines_known_to_run_backwards_turn_the_others():
    ends = [((1.0, 0.0), (0.0, 0.0)), ((1.0, 0.0), (2.0, 0.0))]
    assert oriented(ends, [None, None]) == [True, False]
    assert oriented(ends, [None, True]) == [False, True] or oriented(ends, [None, True]) == [True, True]
    assert oriented([], []) == []
