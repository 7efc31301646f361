"""Unions in tiles, pieces of polygons, and shared ground: areas are neither lost nor counted twice."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.roads.densifying import densified
from registry.stats import tiles
from registry.stats.plane import to_plane
from registry.stats.tiles import drawn, shared_areas, subdivided, united


def scattered(number, seed, size=0.05):
    rng = np.random.default_rng(seed)
    low = rng.uniform([50, 44], [53, 47], (number, 2))
    high = low + rng.uniform(size / 5, size, (number, 2))
    return to_plane(shapely.box(low[:, 0], low[:, 1], high[:, 0], high[:, 1]))


@settings(deadline=None, max_examples=15)
@given(st.integers(1, 800), st.integers(0, 1000))
def test_a_union_in_tiles_is_the_union(number, seed):
    shapes = scattered(number, seed)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tiles, "FEW", 50)
        parts = united(shapes)
    whole = shapely.union_all(shapes)
    assert shapely.area(parts).sum() == pytest.approx(whole.area, rel=1e-12)
    assert shapely.area(parts).sum() <= shapely.area(shapes).sum() * (1 + 1e-12)
    assert drawn(parts).symmetric_difference(whole).area <= 1e-9 * whole.area


def test_pieces_of_a_union_share_no_ground():
    parts = united(scattered(2000, 7))
    left, right = shapely.STRtree(parts).query(parts, predicate="intersects")
    different = left < right
    assert shapely.area(shapely.intersection(parts[left[different]], parts[right[different]])).sum() == 0


def test_no_shapes_cover_nothing():
    assert len(united(np.array([], dtype=object))) == 0
    assert shared_areas(scattered(3, 1), np.array([], dtype=object)).tolist() == [0, 0, 0]
    assert len(shared_areas(np.array([], dtype=object), scattered(3, 1))) == 0


def test_subdivided_pieces_are_small_and_make_up_the_whole():
    wide = densified(np.array([shapely.Point(52, 46).buffer(2, 500), shapely.box(0, 0, 1, 1)], dtype=object))
    shapes = to_plane(wide)
    pieces, owner = subdivided(shapes, 100)
    assert shapely.get_num_coordinates(pieces).max() <= 100
    sums = np.bincount(owner, shapely.area(pieces))
    assert sums == pytest.approx(shapely.area(shapes), rel=1e-12)


def test_shared_ground_is_that_of_plain_intersections():
    regions = to_plane(
        densified(np.array([shapely.box(50 + i, 44, 51 + i, 47) for i in range(3)], dtype=object))
    )
    shapes = scattered(3000, 3, 0.08)
    whole = shapely.union_all(shapes)
    found = shared_areas(regions, united(shapes))
    assert found == pytest.approx(shapely.area(shapely.intersection(regions, whole)), rel=1e-10)


def test_invalid_polygons_are_refused_rather_than_measured_wrongly():
    bow = to_plane(np.array([shapely.Polygon([(50, 46), (52, 48), (52, 46), (50, 47)])] * 600, dtype=object))
    with pytest.raises((ValueError, shapely.errors.GEOSException)):
        united(bow)


def test_polygons_whose_sides_run_along_the_tiles_lose_nothing():
    step = tiles.TILE / 4
    x, y = np.meshgrid(np.arange(60) * step, np.arange(60) * step)
    shapes = shapely.segmentize(shapely.box(x, y, x + step, y + step).ravel(), step / 7)
    parts = united(shapes)
    assert shapely.area(parts).sum() == pytest.approx((60 * step) ** 2, rel=1e-12)
    pieces, owner = subdivided(shapes[:3], 10)
    assert np.bincount(owner, shapely.area(pieces)) == pytest.approx([step**2] * 3, rel=1e-12)
