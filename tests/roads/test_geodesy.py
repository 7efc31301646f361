"""Lengths and areas on the ellipsoid: the table of measured errors, and GeographicLib (in pyproj) to 1e-9."""

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod, Transformer

from registry.roads import ellipsoid as one_by_one
from registry.roads import geodesy
from registry.roads.errors import BadCoordinate, NoEllipsoid
from registry.roads.sizes import areas, line_lengths

ATYRAU, DOSSOR = (51.88427, 47.1048), (52.9709, 47.53234)
BEINEU, SAKSAUL = (55.2, 45.31667), (61.15239, 47.08152)
BOZZHYRA, AKTAU = (54.10387, 43.40855), (51.17392, 43.66105)
WGS84 = Geod(ellps="WGS84")
# GeographicLib is good to 15 nm, and a degree to 1e-9 m of rounding: no formula can be compared below that.
NANOMETRES = 2e-8


def square(centre, hectares):
    """A geodesic square about a point, with exactly that geodesic area."""

    def drawn(radius):
        lon, lat, _ = WGS84.fwd([centre[0]] * 4, [centre[1]] * 4, [45, 135, 225, 315], [radius] * 4)
        return shapely.Polygon(zip(lon, lat, strict=True))

    low, high = 1.0, 1e6
    for _ in range(80):
        middle = (low + high) / 2
        small = abs(WGS84.geometry_area_perimeter(drawn(middle))[0]) < hectares * 1e4
        low, high = (middle, high) if small else (low, middle)
    return drawn(high)


@pytest.mark.parametrize(
    ("here", "there", "kilometres"),
    [(ATYRAU, DOSSOR, 94.911), (BEINEU, SAKSAUL, 499.394), (AKTAU, BOZZHYRA, 238.5)],
)
def test_measured_lengths_to_the_metre(here, there, kilometres):
    metres = line_lengths([shapely.LineString([here, there])])[0]
    assert metres == pytest.approx(kilometres * 1000, abs=0.5 if kilometres != 238.5 else 50)


#: What a straight line on a plane makes of it: metres in a zone of UTM, a share in the others.
PLANES = [
    (ATYRAU, DOSSOR, {"EPSG:32639": -24, "EPSG:32640": 102, "EPSG:32641": 708}, {3857: 0.47, 6933: 0.17}),
    (BEINEU, SAKSAUL, {"EPSG:32639": 1755, "EPSG:32640": -47, "EPSG:32641": 780}, {3857: 0.44, 6933: 0.19}),
]


@pytest.mark.parametrize(("here", "there", "zones", "shares"), PLANES)
def test_a_length_does_not_depend_on_the_zone_it_came_in(here, there, zones, shares):
    line = shapely.LineString([here, there])
    true = line_lengths([line])[0]

    def on(crs):
        way = Transformer.from_crs(4326, crs, always_xy=True)
        return shapely.transform(line, lambda p: np.column_stack(way.transform(*p.T)))

    for zone, error in zones.items():
        assert on(zone).length - true == pytest.approx(error, abs=1)
        assert line_lengths([on(zone)], zone)[0] == pytest.approx(true, abs=0.5)
    for plane, share in shares.items():
        assert on(plane).length / true - 1 == pytest.approx(share, abs=0.005)


@pytest.mark.parametrize("centre", [ATYRAU, BOZZHYRA])
def test_476_hectares_are_476_hectares(centre):
    plot = square(centre, 476)
    assert areas([plot])[0] / 1e4 == pytest.approx(476, abs=0.005)
    moved = shapely.transform(
        plot, lambda p: np.column_stack(Transformer.from_crs(4326, 32641, always_xy=True).transform(*p.T))
    )
    assert moved.area / 1e4 > 481
    assert areas([moved], "EPSG:32641")[0] / 1e4 == pytest.approx(476, abs=0.005)


def test_areas_take_holes_out_and_add_parts_up():
    whole, hole = square(ATYRAU, 476), square(ATYRAU, 100)
    ring = shapely.Polygon(whole.exterior, [hole.exterior])
    both = shapely.MultiPolygon([ring, square(BOZZHYRA, 10)])
    line = shapely.LineString([ATYRAU, DOSSOR])
    found = areas([ring, None, both, shapely.Polygon(), line, shapely.reverse(whole)]) / 1e4
    assert found == pytest.approx([376, 0, 386, 0, 0, 476], abs=1e-6)


coordinate = st.tuples(st.floats(-180, 180), st.floats(-89.9, 89.9))


@st.composite
def walks(draw):
    """Lines of steps from a millimetre to 5,000 km, anywhere, over the antimeridian too."""
    here = draw(coordinate)
    line = [here]
    for azimuth, exponent in draw(
        st.lists(st.tuples(st.floats(0, 360), st.floats(-3, 6.7)), min_size=1, max_size=6)
    ):
        lon, lat, _ = WGS84.fwd(*line[-1], azimuth, 10**exponent)
        line.append((lon, lat))
    return line


@given(st.lists(walks(), min_size=1, max_size=4))
def test_lengths_are_those_of_geographiclib(lines):
    coords = np.concatenate([np.array(one) for one in lines])
    offsets = np.concatenate([[0], np.cumsum([len(one) for one in lines])])
    expected = [WGS84.line_length(*zip(*one, strict=True)) for one in lines]
    found = geodesy.lengths(coords, offsets)
    for metres, true, line in zip(found, expected, lines, strict=True):
        assert metres == pytest.approx(true, rel=1e-9, abs=NANOMETRES * len(line))
    along = geodesy.cumulative(coords, offsets)
    assert along[offsets[:-1]].tolist() == [0.0] * len(lines)
    assert along[offsets[1:] - 1] == pytest.approx(found, rel=1e-12, abs=1e-6)


@given(st.tuples(st.floats(-180, 180), st.floats(-80, 80)), st.floats(0, 360), st.floats(1, 3000))
def test_short_segments_need_no_iteration(here, azimuth, metres):
    lon, lat, _ = WGS84.fwd(*here, azimuth, metres)
    east, north = one_by_one.vector(here, (lon, lat))
    assert np.hypot(east, north) == pytest.approx(metres, rel=1e-9, abs=NANOMETRES)
    seen = np.degrees(np.arctan2(east, north))
    assert abs((seen - azimuth + 180) % 360 - 180) * metres < 1e-3


@given(coordinate, st.floats(0, 360), st.floats(1, 4e6))
def test_vincenty_agrees_with_geographiclib(here, azimuth, metres):
    lon, lat, _ = WGS84.fwd(*here, azimuth, metres)
    found = one_by_one.inverse(here, (lon, lat))[0]
    assert found == pytest.approx(metres, abs=1e-3)
    x, y = one_by_one.direct(here, np.radians(azimuth), metres)
    assert WGS84.inv(x, y, lon, lat)[2] < 1e-3


def test_points_on_opposite_sides_of_the_earth_are_no_road():
    with pytest.raises(ValueError, match="opposite sides of the Earth"):
        one_by_one.inverse((0.0, 0.0), (179.7, 0.3))


def test_chunks_do_not_show(monkeypatch):
    rng = np.random.default_rng(3)
    coords = np.array(ATYRAU) + np.cumsum(rng.normal(0, 0.002, (500, 2)), axis=0)
    offsets = np.array([0, 0, 3, 120, 121, 121, 400, 500, 500])
    whole = geodesy.lengths(coords, offsets), geodesy.cumulative(coords, offsets)
    for size in (1, 7, 64):
        monkeypatch.setattr(geodesy, "CHUNK", size)
        assert geodesy.lengths(coords, offsets).tolist() == whole[0].tolist()
        assert geodesy.cumulative(coords, offsets) == pytest.approx(whole[1], abs=1e-9)
    assert whole[0][[0, 3, 4, 7]].tolist() == [0, 0, 0, 0]


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_a_coordinate_that_is_none_is_named(bad):
    with pytest.raises(BadCoordinate, match="line 1: vertex 52"):
        geodesy.lengths([[51, 47], [51.1, 47], [51.1, 47], [52.0, bad]], [0, 2, 4])
    with pytest.raises(BadCoordinate, match="polygon 0: vertex"):
        areas([shapely.Polygon([(0, 0), (1, bad), (1, 1)])])


def test_a_crs_off_the_earth_is_refused():
    with pytest.raises(NoEllipsoid, match="EPSG:4326"):
        line_lengths([shapely.LineString([(0, 0), (1, 1)])], 'LOCAL_CS["engineering",UNIT["metre",1]]')
    with pytest.raises(NoEllipsoid):
        line_lengths([shapely.LineString([(0, 0), (1, 1)])], "EPSG:1")


def test_pulkovo_has_its_own_ellipsoid():
    line = shapely.LineString([ATYRAU, DOSSOR])
    krassowsky = Geod(ellps="krass").geometry_length(line)
    assert line_lengths([line], "EPSG:4284")[0] == pytest.approx(krassowsky, rel=1e-12)
    assert krassowsky - line_lengths([line])[0] > 1
