"""Buffers of true metres: every point of an outline is that far from the shape, anywhere on Earth."""

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from registry.model.errors import UsageError
from registry.roads.densifying import densified
from registry.roads.errors import BadCoordinate
from registry.stats.buffers import buffered
from registry.stats.plane import from_plane, to_plane
from registry.stats.tiles import drawn, united_around
from tests.stats.earth import ATYRAU, BEINEU, DOSSOR, GEOD, SAKSAUL, area, away, nearest

CIRCLE = np.pi * 2000.0**2


def around(shape, metres=2000.0):
    found = buffered(np.array([shape], dtype=object), metres)
    return shapely.union_all(found.shapes)


@given(st.floats(-180, 180), st.floats(-85, 85), st.sampled_from([10.0, 2000.0, 20_000.0]))
def test_a_circle_is_round_in_metres_at_any_place(lon, lat, metres):
    found = buffered([shapely.Point(lon, lat)], metres)
    assert shapely.area(found.shapes).sum() == pytest.approx(np.pi * metres**2, rel=1e-3)
    outline = shapely.get_coordinates(from_plane(found.shapes))
    far = GEOD.inv(np.full(len(outline), lon), np.full(len(outline), lat), *outline.T)[2]
    assert far.max() <= metres * 1.0001


def test_a_buffer_in_degrees_would_be_1364_metres_east_to_west():
    degrees = 2000 / GEOD.inv(51.9, 47.0, 51.9, 48.0)[2]
    assert GEOD.inv(51.9, 47.0, 51.9 + degrees, 47.0)[2] == pytest.approx(1364, abs=5)
    low_x, low_y, high_x, high_y = from_plane(np.array([around(shapely.Point(51.9, 47.0))]))[0].bounds
    assert GEOD.inv(low_x, 47.0, high_x, 47.0)[2] == pytest.approx(4000, abs=1)
    assert GEOD.inv(51.9, low_y, 51.9, high_y)[2] == pytest.approx(4000, abs=1)


def test_segments_of_a_quadrant_and_what_they_cost_in_area():
    for segments, share in ((5, 0.984), (8, 0.994), (16, 0.998), (64, 0.9999)):
        found = buffered([shapely.Point(*ATYRAU)], 2000.0, quadrant=segments)
        assert shapely.area(found.shapes)[0] / CIRCLE == pytest.approx(share, abs=5e-4)
    assert around(shapely.Point(*ATYRAU)).area == pytest.approx(CIRCLE, rel=1e-3)


@pytest.mark.parametrize("ends", [(ATYRAU, DOSSOR), (BEINEU, SAKSAUL)])
def test_a_long_straight_road_keeps_its_width_all_the_way(ends):
    line = shapely.LineString(ends)
    shape = around(line)
    length = GEOD.line_length(*np.transpose(ends))
    assert shape.area == pytest.approx(4000 * length + CIRCLE, rel=1e-3)
    near = shapely.get_coordinates(densified(np.array([line], dtype=object), 100.0))
    for place in shapely.get_coordinates(from_plane(np.array([shape])))[::7]:
        assert nearest(tuple(place), near) == pytest.approx(2000, abs=2.5)


def test_the_area_of_a_buffer_is_that_between_its_geodesics():
    shape = around(shapely.LineString([ATYRAU, DOSSOR]))
    assert shape.area == pytest.approx(area(from_plane(np.array([shape]))[0]), rel=1e-6)


def test_a_region_is_widened_by_the_distance_on_every_side():
    region = shapely.box(50, 45, 55, 48)
    shape = around(region)
    assert len(buffered([region], 2000.0).shapes) > 1
    outline = shapely.get_coordinates(densified(np.array([region.boundary], dtype=object), 100.0))
    sample = shapely.get_coordinates(from_plane(np.array([shape])))[::97]
    assert [nearest(tuple(place), outline) for place in sample] == pytest.approx([2000] * len(sample), abs=3)
    assert shapely.covers(shape, to_plane(densified(np.array([region], dtype=object)))[0])


def test_over_the_antimeridian_the_far_side_is_on_the_other_edge_of_the_map():
    found = buffered([shapely.Point(179.99, 50)], 2000.0)
    low = from_plane(found.shapes)
    assert len(found.shapes) == 2
    assert set(found.owner) == {0}
    assert shapely.bounds(low)[:, 0].min() == pytest.approx(-180)
    assert shapely.bounds(low)[:, 2].max() == pytest.approx(180)
    assert shapely.area(found.shapes).sum() == pytest.approx(CIRCLE, rel=1e-3)


def test_parts_empty_and_missing_shapes_keep_their_owner():
    two = shapely.MultiPoint([ATYRAU, away(ATYRAU, 90, 50_000)])
    found = buffered(np.array([None, two, shapely.Point(), shapely.Point(*DOSSOR)], dtype=object), 500.0)
    assert found.owner.tolist() == [1, 1, 3]
    assert len(buffered(np.array([None], dtype=object), 10.0).shapes) == 0


def test_what_no_buffer_can_be_made_of_is_named():
    with pytest.raises(UsageError, match="0 m; give one above 0"):
        buffered([shapely.Point(*ATYRAU)], 0)
    with pytest.raises(UsageError, match="nan m"):
        buffered([shapely.Point(*ATYRAU)], float("nan"))
    with pytest.raises(BadCoordinate, match=r"shape 1: vertex 10\.0, 89\.99 has no buffer of 2000 m"):
        buffered([shapely.Point(*ATYRAU), shapely.Point(10, 89.99)], 2000)
    with pytest.raises(BadCoordinate, match="shape 0"):
        buffered([shapely.LineString([(1, 2), (float("inf"), 3)])], 2000)


def test_united_in_tiles_they_cover_what_they_cover_one_by_one():
    rng = np.random.default_rng(5)
    start = rng.uniform([51, 46], [53, 47.5], (300, 2))
    lines = shapely.linestrings(start[:, None] + np.cumsum(rng.normal(0, 0.01, (300, 8, 2)), axis=1))
    shapes = np.concatenate([lines, shapely.points(start[:20]), [shapely.box(52, 46.5, 52.4, 46.9)]])
    whole = shapely.union_all(buffered(shapes, 1500.0).shapes)
    tiled = united_around(shapes, 1500.0)
    assert len(tiled) > 20
    assert shapely.area(tiled).sum() == pytest.approx(whole.area, rel=1e-5)
    assert drawn(tiled).symmetric_difference(whole).area < 1e-4 * whole.area
