"""The plane of areas: what it measures is what lies between geodesics on the ellipsoid."""

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Transformer

from registry.roads.densifying import densified
from registry.stats.plane import backward, forward, from_plane, to_plane
from tests.stats.earth import ATYRAU, BOZZHYRA, GEOD, area, square


def on_plane(shape):
    return float(shapely.area(to_plane(densified(np.array([shape], dtype=object))))[0])


@pytest.mark.parametrize("place", [ATYRAU, BOZZHYRA])
def test_476_hectares_are_476_hectares_where_utm_and_mercator_say_otherwise(place):
    shape = square(place, 476)
    assert round(on_plane(shape) / 1e4, 2) == 476.00
    for crs, wrong in ((32641, True), (3857, True), (6933, False)):
        there = shapely.transform(
            shape, Transformer.from_crs(4326, crs, always_xy=True).transform, interleaved=False
        )
        assert (abs(there.area / 1e4 - 476) > 0.01) is wrong


def test_the_projected_areas_of_the_domain_notes():
    measured = {
        ATYRAU: {32639: 475.67, 32640: 477.38, 32641: 483.98, 3857: 1026.92, 6933: 476.00},
        BOZZHYRA: {32639: 476.36, 32640: 476.26, 32641: 481.72, 3857: 902.27, 6933: 476.00},
    }
    for place, table in measured.items():
        for crs, hectares in table.items():
            to = Transformer.from_crs(4326, crs, always_xy=True)
            there = shapely.transform(square(place, 476), to.transform, interleaved=False)
            assert there.area / 1e4 == pytest.approx(hectares, abs=0.006)


@given(
    st.floats(-179, 175),
    st.floats(-75, 74),
    st.floats(0.05, 2),
    st.floats(0.05, 1),
    st.floats(0, 1),
)
def test_areas_agree_with_karneys_wherever_the_shape_lies(lon, lat, wide, high, lean):
    shape = shapely.Polygon([(lon, lat), (lon + wide, lat), (lon + lean * wide, lat + high)])
    assert on_plane(shape) == pytest.approx(area(shape), rel=1e-5)


def test_a_region_agrees_to_one_in_ten_million():
    shape = shapely.Polygon([(51, 46), (53.2, 46.1), (53, 48), (50.7, 47.5)]).difference(
        shapely.box(51.5, 46.5, 52, 47)
    )
    assert on_plane(shape) == pytest.approx(area(shape), rel=1e-7)


@given(st.floats(-180, 180), st.floats(-89.9, 89.9))
def test_there_and_back_is_where_one_was(lon, lat):
    place = np.array([[lon, lat]])
    np.testing.assert_allclose(backward(forward(place)), place, atol=1e-10)


def test_the_pole_comes_back_as_the_pole():
    np.testing.assert_allclose(backward(forward(np.array([[10.0, 90.0], [10.0, -90.0]])))[:, 1], [90, -90])


def test_densified_edges_follow_the_geodesic_and_keep_their_vertices():
    line = shapely.LineString([ATYRAU, (61.15239, 47.08152), (61.2, 47.1)])
    dense = densified(np.array([line], dtype=object), 1000.0)[0]
    places = shapely.get_coordinates(dense)
    assert set(line.coords) <= set(map(tuple, places))
    steps = GEOD.line_lengths(*places.T)
    assert max(steps) <= 1000.0000001
    assert sum(steps) == pytest.approx(GEOD.line_length(*shapely.get_coordinates(line).T), rel=1e-12)


def test_densifying_keeps_holes_parts_and_what_has_no_edges():
    holed = shapely.box(50, 46, 51, 47).difference(shapely.box(50.4, 46.4, 50.6, 46.6))
    several = shapely.MultiPolygon([shapely.box(0, 0, 1, 1), shapely.box(2, 2, 2.001, 2.001)])
    shapes = np.array([holed, None, several, shapely.Polygon()], dtype=object)
    dense = densified(shapes)
    assert len(shapely.get_parts(dense[0])) == 1
    assert shapely.get_num_interior_rings(shapely.get_parts(dense[0])[0]) == 1
    assert dense[1] is None
    assert shapely.get_num_geometries(dense[2]) == 2
    assert dense[3].is_empty
    assert shapely.is_valid(dense[[0, 2]]).all()


def test_an_edge_drawn_across_the_antimeridian_stays_in_one_piece():
    shape = shapely.box(179, 50, 181, 51)
    lon = shapely.get_coordinates(densified(np.array([shape], dtype=object)))[:, 0]
    assert lon.min() == 179
    assert lon.max() == 181


def test_shapes_come_back_from_the_plane():
    shapes = np.array([square(ATYRAU, 476), None], dtype=object)
    back = from_plane(to_plane(shapes))
    assert shapely.equals_exact(back[0], shapes[0], 1e-11)
    assert back[1] is None
