"""Geodesic areas against two independent computations, and what they must not depend on."""

import numpy as np
import pytest
import shapely
from geographiclib.geodesic import Geodesic
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pyproj import Geod
from pyproj.transformer import TransformerGroup

from registry.roads.areas import areas
from registry.roads.errors import BadCoordinate, NoEllipsoid
from tests.stats.earth import ATYRAU, BOZZHYRA, area, square

# What GeographicLib itself is good to on shapes of a few metres.
TENTH_OF_A_SQUARE_METRE = 1e-4


def by_geographiclib(ring, a=Geodesic.WGS84.a, f=Geodesic.WGS84.f):
    polygon = Geodesic(a, f).Polygon()
    for lon, lat in ring[:-1]:
        polygon.AddPoint(lat, lon)
    return abs(polygon.Compute()[2])


@settings(deadline=None)
@given(
    st.floats(-180, 179),
    st.floats(-83, 83),
    st.floats(3e-4, 5),
    st.lists(st.tuples(st.floats(0.2, 1), st.floats(0, 0.9)), min_size=3, max_size=12),
)
def test_areas_agree_with_geographiclib_to_a_billionth(lon, lat, size, arms):
    angles = np.linspace(0, 2 * np.pi, len(arms), endpoint=False)
    reach = np.array([length for length, _ in arms]) * size / 2
    places = np.column_stack(
        [lon + reach * np.cos(angles), np.clip(lat + reach * np.sin(angles), -84.9, 84.9)]
    )
    shape = shapely.Polygon(places)
    assume(shape.is_valid)
    assume(shape.area > 0.05 * size * size)
    found = areas([shape])[0]
    expected = by_geographiclib(list(shape.exterior.coords))
    assert found == pytest.approx(expected, rel=1e-9, abs=TENTH_OF_A_SQUARE_METRE)


@pytest.mark.parametrize("place", [ATYRAU, BOZZHYRA])
def test_476_hectares_to_a_square_metre(place):
    assert areas([square(place, 476)])[0] == pytest.approx(4_760_000, abs=1)


def test_holes_are_out_parts_are_in_and_what_is_no_polygon_has_no_area():
    holed = shapely.box(50, 46, 51, 47).difference(shapely.box(50.2, 46.2, 50.4, 46.4))
    several = shapely.MultiPolygon([shapely.box(0, 0, 1, 1), shapely.box(2, 0, 3, 1)])
    mixed = shapely.GeometryCollection([shapely.Point(0, 0), shapely.box(0, 0, 1, 1)])
    shapes = [holed, None, several, shapely.Polygon(), shapely.LineString([(0, 0), (1, 1)]), mixed]
    expected = [area(holed), 0, area(several), 0, 0, area(shapely.box(0, 0, 1, 1))]
    assert areas(shapes) == pytest.approx(expected, rel=1e-9)
    assert areas([]).tolist() == []


def test_the_way_a_ring_runs_makes_no_difference():
    shape = square(ATYRAU, 476)
    assert areas([shape.reverse()]) == pytest.approx(areas([shape]), rel=1e-14)


@pytest.mark.parametrize(
    "shape",
    [
        shapely.box(179, 50, 181, 51),  # over the antimeridian, drawn past it
        shapely.Polygon([(179, 50), (-179, 50), (-179, 51), (179, 51)]),  # and drawn the long way
        shapely.Polygon([(0, 80), (90, 80), (180, 80), (-90, 80)]),  # about the pole
        shapely.Polygon([(-60, 0), (60, 0), (0, 80)]),  # edges of thousands of kilometres
    ],
)
def test_far_and_wide(shape):
    assert areas([shape])[0] == pytest.approx(by_geographiclib(list(shape.exterior.coords)), rel=1e-9)


@settings(deadline=None)
@given(st.sampled_from([32639, 32640, 32641, 28410, 4284, 3857]), st.floats(50, 56), st.floats(43, 48))
def test_an_area_does_not_depend_on_the_crs_the_shape_came_in(crs, lon, lat):
    shape = square((lon, lat), 476)
    # One operation for all corners: by itself PROJ takes another where the area of use of one ends.
    to = TransformerGroup(4326, crs, always_xy=True).transformers[0]
    there = shapely.transform(shape, to.transform, interleaved=False)
    # Another datum is another ellipsoid, and a transformation good to metres: 1e-5 of the size.
    assert areas([there], f"EPSG:{crs}")[0] == pytest.approx(4_760_000, rel=2e-5 if crs > 32000 else 1e-4)
    if crs in (32639, 32640, 32641):
        assert areas([there], f"EPSG:{crs}")[0] == pytest.approx(areas([shape])[0], rel=1e-9)


def test_the_ellipsoid_is_that_of_the_crs():
    shape = square(ATYRAU, 476)
    krassowsky = Geod(ellps="krass")
    expected = by_geographiclib(list(shape.exterior.coords), krassowsky.a, krassowsky.f)
    assert areas([shape], "EPSG:4284")[0] == pytest.approx(expected, rel=1e-9)
    assert abs(expected / areas([shape])[0] - 1) > 1e-5


def test_what_is_nowhere_is_named():
    with pytest.raises(BadCoordinate, match=r"polygon 1: vertex inf, 46\.0 is not a place"):
        areas([shapely.box(50, 46, 51, 47), shapely.Polygon([(50, 46), (np.inf, 46), (50, 47)])])
    with pytest.raises(NoEllipsoid, match="not a reference system on the Earth"):
        areas([shapely.box(0, 0, 1, 1)], 'LOCAL_CS["grid", UNIT["metre", 1]]')
