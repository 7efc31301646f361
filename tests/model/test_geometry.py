"""Geometry blobs: one canonical form whatever the writer, the same grid as numpy, and nothing odd let in."""

import json
import math
import sqlite3
import struct

import numpy as np
import pyogrio
import pytest
import shapely
import shapely.geometry
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from registry.model.definition import GEOMETRY_TYPES, Geometry
from registry.model.geometry import (
    canonical,
    canoniser,
    describe,
    envelope,
    from_geojson,
    is_gpkg,
    make_blob,
    register_functions,
    to_geojson,
    vertices,
    wkb,
)

METRES = "EPSG:32639"
FAMILIES = ("Point", "LineString", "Polygon")


def spec(kind, **rest):
    return Geometry(kind, **{"crs": METRES, "precision": 4, **rest})


def wkt(text, **options):
    """ISO WKB of a text, little-endian unless told."""
    return shapely.to_wkb(
        shapely.from_wkt(text), **{"flavor": "iso", "byte_order": 1, "output_dimension": 4, **options}
    )


def raw(kind, *pieces, order="<"):
    """WKB by hand: type code, then counts (int), ordinates (float) and members (bytes)."""
    out = struct.pack(order + "BI", order == "<", kind)
    for piece in pieces:
        if isinstance(piece, bytes):
            out += piece
        else:
            out += struct.pack(order + ("I" if isinstance(piece, int) else "d"), piece)
    return out


def gpkg(body, srs_id=32639, code=0, order="<", empty=False, extended=False, version=0):
    """A GeoPackage blob with any header; the envelope is filled with -1."""
    flags = (order == "<") | code << 1 | empty << 4 | extended << 5
    doubles = (0, 4, 6, 6, 8)[code] if code < 5 else 0
    return struct.pack(f"{order}2sBBi{doubles}d", b"GP", version, flags, srs_id, *[-1.0] * doubles) + body


def expected(shape, kind, srs_id=32639, digits=4):
    """The canonical blob as shapely and numpy make it."""
    scale = 10.0**digits
    shape = shapely.transform(shape, lambda c: np.rint(c * scale) / scale + 0.0, include_z=shape.has_z)
    if kind.startswith("Multi") and not shape.geom_type.startswith("Multi"):
        shape = getattr(shapely, kind)([shape])
    body = shapely.to_wkb(shape, byte_order=1, flavor="iso", output_dimension=3 if shape.has_z else 2)
    return make_blob(body, srs_id, None if kind == "Point" else shape.bounds)


numbers = st.floats(-1e8, 1e8) | st.floats(-0.001, 0.001) | st.integers(-1000, 1000).map(lambda n: n / 2e4)


@st.composite
def runs(draw, least, size=2):
    return draw(st.lists(st.tuples(*[numbers] * size), min_size=least, max_size=12))


@st.composite
def shapes(draw, size=2, types=GEOMETRY_TYPES):
    kind = draw(st.sampled_from(types))

    def one(family):
        if family == "Point":
            return shapely.Point(draw(st.tuples(*[numbers] * size)))
        if family == "LineString":
            return shapely.LineString(draw(runs(2, size)))
        first, *holes = [ring + ring[:1] for ring in draw(st.lists(runs(3, size), min_size=1, max_size=3))]
        return shapely.Polygon(first, holes)

    family = kind.removeprefix("Multi")
    if family == kind:
        return one(family)
    return getattr(shapely, kind)([one(family) for _ in range(draw(st.integers(1, 3)))])


# --- the canonical form ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("layer", "given_wkb", "blob"),
    [
        (
            Geometry("Point"),
            "000000000140340a3d70a3d70a404a7ae147ae147b",
            "47500001e6100000" + "01010000000ad7a3703d0a34407b14ae47e17a4a40",
        ),
        (
            Geometry("MultiLineString", precision=1),
            "010200000002000000000000000000f03f9a99999999990140cdcccccccccc0840666666666666fe3f",
            "47500003e6100000"
            + "000000000000f03fcdcccccccccc0840666666666666fe3f9a99999999990140"
            + "01050000000100000001020000000200000"
            + "0000000000000f03f9a99999999990140cdcccccccccc0840666666666666fe3f",
        ),
    ],
)
def test_golden_vectors(layer, given_wkb, blob):
    assert canonical(bytes.fromhex(given_wkb), layer).hex() == blob


@settings(max_examples=300, deadline=None)
@given(shapes())
def test_equals_what_shapely_and_numpy_make(shape):
    kind = shape.geom_type
    blob = canonical(shapely.to_wkb(shape, flavor="iso"), spec(kind))
    assert blob == expected(shape, kind)
    assert canonical(blob, spec(kind)) == blob
    assert type(blob) is bytes


@settings(max_examples=150, deadline=None)
@given(shapes(size=3))
def test_z_is_kept_on_its_own_grid(shape):
    kind = shape.geom_type
    layer = spec(kind, dimensions="XYZ", z_precision=1)
    blob = canonical(shapely.to_wkb(shape, output_dimension=3), layer)
    back = shapely.from_wkb(wkb(blob))
    given_z = shapely.get_coordinates(shape, include_z=True)[:, 2]
    assert (shapely.get_coordinates(back, include_z=True)[:, 2] == np.rint(given_z * 10) / 10).all()
    assert wkb(canonical(blob, spec(kind))) == wkb(expected(shapely.force_2d(shape), kind))
    assert canonical(blob, layer) == blob


@settings(max_examples=200, deadline=None)
@given(shapes() | shapes(size=3), st.data())
def test_every_encoding_of_one_geometry_is_the_same_bytes(shape, data):
    kind = shape.geom_type
    layer = spec(kind, dimensions="XYZ" if shape.has_z else "XY")
    once = canonical(shapely.to_wkb(shape, flavor="iso"), layer)
    flavor = data.draw(st.sampled_from(["iso", "extended"]))
    body = shapely.to_wkb(
        shapely.set_srid(shape, 32639),
        byte_order=data.draw(st.sampled_from([0, 1])),
        flavor=flavor,
        include_srid=flavor == "extended" and data.draw(st.booleans()),
    )
    assert canonical(body, layer) == once
    header = gpkg(
        body,
        srs_id=data.draw(st.sampled_from([32639, 0, -1])),
        code=data.draw(st.integers(0, 4)),
        order=data.draw(st.sampled_from("<>")),
    )
    assert canonical(header, layer) == once
    assert canonical(memoryview(header), layer) == once


@settings(max_examples=150, deadline=None)
@given(shapes(types=FAMILIES), st.sampled_from([0, 1]))
def test_single_and_multi_become_what_the_layer_is(shape, order):
    single = shape.geom_type
    multi = getattr(shapely, "Multi" + single)([shape])
    for one in (shape, multi, shapely.GeometryCollection([shape])):
        body = shapely.to_wkb(one, byte_order=order)
        assert canonical(body, spec(single)) == expected(shape, single)
        assert canonical(body, spec("Multi" + single)) == expected(multi, "Multi" + single)


@settings(max_examples=500, deadline=None)
@given(st.lists(st.tuples(numbers, numbers), min_size=2, max_size=30), st.integers(0, 13))
def test_the_grid_is_numpys_to_the_last_bit(points, digits):
    scale = 10.0**digits
    ours = wkb(
        canonical(raw(2, len(points), *(x for p in points for x in p)), spec("LineString", precision=digits))
    )
    theirs = np.rint(np.array(points).ravel() * scale) / scale + 0.0
    assert ours[9:] == theirs.astype("<f8").tobytes()


def test_halves_go_to_even_and_zero_has_no_sign():
    blob = canonical(raw(2, 3, 0.5, 1.5, 2.5, -0.5, -0.0, -1.5), spec("LineString", precision=0))
    assert blob[49:] == struct.pack("<6d", 0.0, 2.0, 2.0, 0.0, 0.0, -2.0)


def test_noise_below_the_grid_changes_nothing_even_if_it_opens_a_ring():
    ring = [(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (1e-9, -1e-9)]
    blob = canonical(raw(3, 1, 4, *(x for p in ring for x in p)), spec("Polygon"))
    assert blob == canonical(wkt("POLYGON ((0 0, 4 0, 4 4, 0 0))"), spec("Polygon"))


def test_duplicates_that_the_grid_makes_are_kept():
    blob = canonical(raw(2, 3, 0.0, 0.0, 1e-9, 0.0, 5.0, 5.0), spec("LineString"))
    assert vertices(blob) == 3


def test_the_box_of_a_polygon_is_that_of_its_outer_rings():
    blob = canonical(wkt("POLYGON ((0 0, 4 0, 4 4, 0 0), (9 9, 8 9, 8 8, 9 9))"), spec("Polygon"))
    assert envelope(blob) == (0.0, 0.0, 4.0, 4.0)


@pytest.mark.parametrize(
    "blob",
    [
        None,
        wkt("POINT EMPTY"),
        wkt("LINESTRING EMPTY"),
        wkt("POLYGON EMPTY"),
        wkt("MULTIPOLYGON EMPTY"),
        wkt("GEOMETRYCOLLECTION EMPTY"),
        wkt("GEOMETRYCOLLECTION (POINT EMPTY, MULTILINESTRING (EMPTY, EMPTY))"),
        raw(1, math.nan, math.nan, order=">"),
        raw(4, 2, raw(1, math.nan, math.nan), raw(1, math.nan, math.nan)),
        raw(3, 1, 0),
        raw(6, 1, raw(3, 2, 0, 0)),
        gpkg(wkt("POINT EMPTY"), empty=True),
        gpkg(b"", empty=True),
        gpkg(b"", empty=True, code=1, order=">"),
    ],
)
@pytest.mark.parametrize("kind", GEOMETRY_TYPES)
def test_every_empty_geometry_is_null(blob, kind):
    assert canonical(blob, spec(kind)) is None


def test_empty_members_are_dropped():
    blob = canonical(wkt("MULTILINESTRING (EMPTY, (0 0, 1 1), EMPTY)"), spec("MultiLineString"))
    assert blob == canonical(wkt("LINESTRING (0 0, 1 1)"), spec("MultiLineString"))
    points = raw(4, 2, raw(1, math.nan, math.nan), raw(1, 1.0, 2.0))
    assert canonical(points, spec("Point")) == canonical(wkt("POINT (1 2)"), spec("Point"))
    holed = raw(3, 2, 4, 0.0, 0.0, 1.0, 0.0, 1.0, 1.0, 0.0, 0.0, 0)
    assert vertices(canonical(holed, spec("Polygon"))) == 4


def test_an_empty_flag_on_a_geometry_that_is_not_does_not_lose_it():
    body = wkt("LINESTRING (0 0, 1 1)")
    assert canonical(gpkg(body, empty=True), spec("LineString")) == canonical(body, spec("LineString"))


def test_a_collection_of_the_layers_kind_becomes_a_multi():
    blob = canonical(
        wkt("GEOMETRYCOLLECTION (POINT (1 2), MULTIPOINT (3 4, 5 6), GEOMETRYCOLLECTION (POINT (7 8)))"),
        spec("MultiPoint"),
    )
    assert shapely.from_wkb(wkb(blob)).wkt == "MULTIPOINT ((1 2), (3 4), (5 6), (7 8))"


def test_members_may_differ_in_byte_order():
    mixed = raw(5, 2, raw(2, 2, 0.0, 0.0, 1.0, 1.0), raw(2, 2, 5.0, 5.0, 6.0, 6.0, order=">"), order=">")
    blob = canonical(mixed, spec("MultiLineString"))
    assert shapely.from_wkb(wkb(blob)).wkt == "MULTILINESTRING ((0 0, 1 1), (5 5, 6 6))"


# --- ordinates ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("has", ["XY", "XYZ", "XYM", "XYZM"])
@pytest.mark.parametrize("wants", ["XY", "XYZ", "XYM", "XYZM"])
@pytest.mark.parametrize("extended", [False, True])
def test_ordinates_become_the_layers(has, wants, extended):
    values = {"X": 1.25, "Y": 2.25, "Z": 3.14159, "M": 4.71239}
    code = 1 + 1000 * ("Z" in has) + 2000 * ("M" in has)
    if extended:
        code = 1 | 0x80000000 * ("Z" in has) | 0x40000000 * ("M" in has)
    body = raw(code, *(values[name] for name in has))
    layer = spec("Point", dimensions=wants, z_precision=2, m_precision=1)
    if missing := [name for name in wants if name not in has]:
        with pytest.raises(ValueError, match=f"has no {missing[0]}"):
            canonical(body, layer)
        return
    kept = {"X": 1.25, "Y": 2.25, "Z": 3.14, "M": 4.7}
    want_code = 1 + 1000 * ("Z" in wants) + 2000 * ("M" in wants)
    assert wkb(canonical(body, layer)) == raw(want_code, *(kept[name] for name in wants))
    if extra := [name for name in has if name not in wants]:
        with pytest.raises(ValueError, match=f"has {extra[0]}, which the layer does not take"):
            canonical(body, spec("Point", dimensions=wants, unexpected="refuse"))


def test_a_dropped_z_need_not_be_a_number():
    assert canonical(raw(1001, 1.0, 2.0, math.nan), spec("Point")) == canonical(
        wkt("POINT (1 2)"), spec("Point")
    )


# --- refusals -------------------------------------------------------------------------------------------

DEGREES = Geometry("LineString")


@pytest.mark.parametrize(
    ("layer", "blob", "reason"),
    [
        (
            spec("LineString"),
            wkt("MULTILINESTRING ((0 0, 1 1), (2 2, 3 3))"),
            "has 2 parts, the layer takes one",
        ),
        (
            spec("LineString"),
            wkt("POLYGON ((0 0, 1 0, 1 1, 0 0))"),
            "is a Polygon, the layer takes LineString",
        ),
        (
            spec("Point"),
            wkt("MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0)))"),
            "is a MultiPolygon, the layer takes Point",
        ),
        (
            spec("MultiPoint"),
            wkt("GEOMETRYCOLLECTION (POINT (0 0), LINESTRING (0 0, 1 1))"),
            "is a GeometryCollection of Point and LineString, the layer takes MultiPoint",
        ),
        (spec("Polygon"), raw(16, 0), "is or holds a TIN"),
        (spec("Polygon"), raw(15, 0), "is or holds a PolyhedralSurface"),
        (spec("Polygon"), raw(7, 1, raw(17, 0)), "is or holds a Triangle"),
        (spec("Polygon"), raw(99), "unknown type"),
        (spec("Polygon"), raw(4003, 0), "unknown type"),
        (
            spec("LineString"),
            raw(8, 3, 0.0, 0.0, 1.0, 1.0, 2.0, 0.0),
            "CircularString, the layer refuses curves",
        ),
        (spec("LineString"), raw(9, 0), "CompoundCurve, the layer refuses curves"),
        (spec("Polygon"), raw(10, 0), "CurvePolygon, the layer refuses curves"),
        (spec("MultiLineString"), raw(11, 0), "MultiCurve, the layer refuses curves"),
        (spec("MultiPolygon"), raw(7, 1, raw(12, 0)), "MultiSurface, the layer refuses curves"),
        (spec("MultiPolygon"), raw(6, 1, raw(1, 0.0, 0.0)), "is a MultiPolygon that holds a Point"),
        (spec("LineString"), raw(2, 1, 0.0, 0.0), r"has a line of 1 point\(s\), it takes 2 or more"),
        (spec("Polygon"), raw(3, 1, 3, 0.0, 0.0, 1.0, 1.0, 0.0, 0.0), r"has a ring of 3 point\(s\)"),
        (
            spec("Polygon"),
            raw(3, 1, 4, 0.0, 0.0, 1.0, 0.0, 1.0, 1.0, 0.0, 0.5),
            r"ring that is not closed: it starts at \(0, 0\) and ends at \(0, 0.5\)",
        ),
        (spec("Point"), raw(1, math.nan, 1.0), r"not a finite number: \(nan, 1\)"),
        (spec("Point"), raw(1, 1.0, math.inf), r"not a finite number: \(1, inf\)"),
        (spec("LineString"), raw(2, 2, 0.0, 0.0, -math.inf, 7.0), r"not a finite number: \(-inf, 7\)"),
        (spec("LineString"), raw(2, 3, 0.0, 0.0, math.inf, 7.0, -math.inf, 7.0), r"\(inf, 7\)"),
        (
            spec("Point", dimensions="XYZ"),
            raw(1001, 1.0, 2.0, math.nan),
            r"not a finite number: \(1, 2, nan\)",
        ),
        (spec("Point"), raw(1, 1e307, 1.0), r"too large for the grid: \(1e\+307, 1\)"),
        (DEGREES, wkt("LINESTRING (51 47, 190 60)"), r"lies outside .* at \(190, 60\)$"),
        (DEGREES, wkt("LINESTRING (47 51, 60 91)"), r"at \(60, 91\); x and y look swapped"),
        (DEGREES, wkt("LINESTRING (51 47, 500000 5200000)"), r"at \(500000, 5200000\)$"),
        (DEGREES, wkt("LINESTRING (51 47, 5e9 5e9)"), r"at \(5000000000, 5000000000\)$"),
        (
            Geometry("Polygon", crs="EPSG:4284"),
            wkt("POLYGON ((0 0, 4 0, 4 4, 0 0), (1 1, 200 1, 2 2, 1 1))"),
            r"at \(200, 1\)",
        ),
        (spec("Point"), gpkg(wkt("POINT (1 2)"), srs_id=4326), "is in system 4326, the layer in 32639"),
        (
            spec("Point"),
            shapely.to_wkb(shapely.set_srid(shapely.Point(1, 2), 4326), include_srid=True),
            "is in system 4326",
        ),
        (spec("Point"), gpkg(wkt("POINT (1 2)"), extended=True), "extended GeoPackage"),
        (spec("Point"), gpkg(wkt("POINT (1 2)"), version=1), "GeoPackage blob of version 2"),
        (spec("Point"), gpkg(wkt("POINT (1 2)"), code=5), "unknown envelope"),
        (spec("Point"), gpkg(wkt("POINT (1 2)"))[:7], "is cut short"),
        (spec("Point"), gpkg(b"", code=4)[:20], "is cut short"),
        (spec("Point"), wkt("POINT (1 2)") + b"\0", r"has 1 byte\(s\) after its end"),
        (spec("Point"), b"", "is neither a GeoPackage blob nor WKB"),
        (spec("Point"), b"POINT (1 2)", "is neither a GeoPackage blob nor WKB"),
        (spec("Point"), gpkg(b"\2\1\0\0\0"), "byte order is 2"),
    ],
)
def test_what_the_layer_cannot_take_is_said(layer, blob, reason):
    with pytest.raises(ValueError, match=reason):
        canonical(blob, layer)


@pytest.mark.parametrize("kind", [2, 3, 4, 5, 6, 7, 1002, 0x80000003])
@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("count", [2**31, 2**32 - 1, 2**28])
def test_hostile_counts_cost_nothing(kind, order, count):
    for layer in GEOMETRY_TYPES:
        with pytest.raises(ValueError, match="is cut short"):
            canonical(raw(kind, count, 1.0, 2.0, order=order), spec(layer))


@pytest.mark.parametrize("kind", [9, 10, 11, 12])
def test_hostile_counts_of_curves_cost_nothing(kind):
    with pytest.raises(ValueError, match="is cut short"):
        canonical(raw(kind, 2**31, 1.0, 2.0), spec("Polygon", curves="linearise"))


def test_deep_nesting_is_refused():
    body = wkt("POINT (1 2)")
    for _ in range(3000):
        body = raw(7, 1, body)
    with pytest.raises(ValueError, match="nested deeper"):
        canonical(body, spec("Point"))


@pytest.mark.parametrize("kind", GEOMETRY_TYPES)
def test_cut_anywhere_is_refused(kind):
    text = {
        "Point": "POINT (1 2)",
        "LineString": "LINESTRING (0 0, 1 1, 2 0)",
        "Polygon": "POLYGON ((0 0, 9 0, 9 9, 0 0), (2 1, 3 1, 3 2, 2 1))",
        "MultiPoint": "MULTIPOINT (1 2, 3 4)",
        "MultiLineString": "MULTILINESTRING ((0 0, 1 1), (2 2, 3 3))",
        "MultiPolygon": "MULTIPOLYGON (((0 0, 9 0, 9 9, 0 0)), ((20 0, 29 0, 29 9, 20 0)))",
    }[kind]
    whole = canonical(wkt(text), spec(kind))
    for blob in (whole, wkb(whole)):
        for end in range(1, len(blob)):
            with pytest.raises(ValueError, match=r"cut short|neither"):
                canonical(blob[:end], spec(kind))


@settings(max_examples=400, deadline=None)
@given(shapes(), st.data())
def test_damaged_bytes_are_refused_or_read_but_never_crash(shape, data):
    kind = shape.geom_type
    blob = bytearray(canonical(shapely.to_wkb(shape), spec(kind)))
    for _ in range(data.draw(st.integers(1, 4))):
        blob[data.draw(st.integers(0, len(blob) - 1))] = data.draw(st.integers(0, 255))
    layer = spec(kind, curves=data.draw(st.sampled_from(["refuse", "linearise"])))
    try:
        done = canonical(bytes(blob), layer)
    except ValueError:
        return
    assert done is None or canonical(done, layer) == done


# --- curves ---------------------------------------------------------------------------------------------

ARCS = {"curves": "linearise"}


def test_an_arc_keeps_start_middle_and_end_and_stays_on_its_circle():
    arc = raw(8, 3, 100.0, 0.0, 0.0, 100.0, -100.0, 0.0)
    line = shapely.from_wkb(wkb(canonical(arc, spec("LineString", precision=9, **ARCS))))
    points = shapely.get_coordinates(line)
    assert len(points) == 1 + 2 * math.ceil(90 / 4)
    assert points[0].tolist() == [100, 0]
    assert points[23].tolist() == [0, 100]
    assert points[-1].tolist() == [-100, 0]
    assert np.hypot(*points.T) == pytest.approx(100, abs=1e-8)
    turns = np.diff(np.degrees(np.unwrap(np.arctan2(points[:, 1], points[:, 0]))))
    assert turns.min() > 0
    assert turns.max() <= 4 + 1e-6


@settings(max_examples=150, deadline=None)
@given(
    st.tuples(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6)),
    st.floats(1.0, 1e5),
    st.lists(st.floats(0.05, 3.0), min_size=2, max_size=2),
    st.floats(0, 6.28),
    st.booleans(),
)
def test_any_arc_stays_on_its_circle(centre, radius, sweeps, first, clockwise):
    assume(sum(sweeps) < 6.2)
    angles = np.cumsum([first, *sweeps]) * (-1 if clockwise else 1)
    given_points = np.column_stack([centre[0] + radius * np.cos(angles), centre[1] + radius * np.sin(angles)])
    blob = canonical(raw(8, 3, *given_points.ravel().tolist()), spec("LineString", precision=6, **ARCS))
    points = shapely.get_coordinates(shapely.from_wkb(wkb(blob)))
    assert np.hypot(*(points - centre).T) == pytest.approx(radius, rel=1e-4, abs=1e-4)
    steps = np.hypot(*np.diff(points, axis=0).T)
    assert steps.max() <= 2 * radius * math.sin(math.radians(2)) * 1.001 + 1e-5
    assert steps.sum() == pytest.approx(radius * sum(sweeps), rel=1e-3, abs=1e-4)
    for point in given_points:
        assert np.abs(points - point).sum(axis=1).min() < 2e-6


def test_z_and_m_change_evenly_along_an_arc():
    arc = raw(3008, 3, 10.0, 0.0, 0.0, 100.0, 0.0, 10.0, 90.0, 190.0, -10.0, 0.0, 180.0, 280.0)
    layer = spec("LineString", dimensions="XYZM", precision=9, z_precision=6, m_precision=6, **ARCS)
    flat = np.frombuffer(wkb(canonical(arc, layer))[9:], "<f8").reshape(-1, 4)
    assert flat[:, 2] == pytest.approx(np.degrees(np.arctan2(flat[:, 1], flat[:, 0])), abs=1e-5)
    assert flat[:, 3] == pytest.approx(flat[:, 2] + 100, abs=1e-5)


def test_a_full_circle_and_a_straight_arc():
    circle = raw(10, 1, raw(8, 3, 0.0, 0.0, 20.0, 0.0, 0.0, 0.0))
    shape = shapely.from_wkb(wkb(canonical(circle, spec("Polygon", **ARCS))))
    assert shape.bounds == pytest.approx((0.0, -10.0, 20.0, 10.0), abs=0.01)
    assert shape.area == pytest.approx(math.pi * 100, rel=2e-3)
    assert shape.exterior.is_ccw
    straight = raw(8, 3, 0.0, 0.0, 1.0, 1.0, 2.0, 2.0)
    blob = canonical(straight, spec("LineString", **ARCS))
    assert shapely.from_wkb(wkb(blob)).wkt == "LINESTRING (0 0, 1 1, 2 2)"


def test_compound_curves_join_and_multi_curves_and_surfaces_open_up():
    compound = raw(9, 2, raw(2, 2, -5.0, 0.0, 0.0, 0.0), raw(8, 3, 0.0, 0.0, 1.0, 1.0, 2.0, 0.0))
    blob = canonical(raw(11, 2, compound, raw(2, 2, 7.0, 7.0, 8.0, 8.0)), spec("MultiLineString", **ARCS))
    curve, line = shapely.from_wkb(wkb(blob)).geoms
    assert curve.length == pytest.approx(5 + math.pi, rel=1e-3)
    assert line.wkt == "LINESTRING (7 7, 8 8)"
    closed = raw(9, 2, raw(8, 3, 0.0, 0.0, 1.0, 1.0, 2.0, 0.0), raw(2, 2, 2.0, 0.0, 0.0, 0.0))
    surface = raw(12, 2, raw(10, 1, closed), wkt("POLYGON ((9 9, 10 9, 10 10, 9 9))"))
    half_disc, triangle = shapely.from_wkb(wkb(canonical(surface, spec("MultiPolygon", **ARCS)))).geoms
    assert half_disc.area == pytest.approx(math.pi / 2, rel=2e-3)
    assert triangle.area == 0.5
    apart = raw(9, 2, raw(2, 2, -5.0, 0.0, 0.5, 0.0), raw(8, 3, 0.0, 0.0, 1.0, 1.0, 2.0, 0.0))
    with pytest.raises(ValueError, match="pieces do not meet"):
        canonical(apart, spec("LineString", **ARCS))
    with pytest.raises(ValueError, match="takes 3, 5, 7"):
        canonical(raw(8, 2, 0.0, 0.0, 1.0, 1.0), spec("LineString", **ARCS))


# --- reading blobs --------------------------------------------------------------------------------------


@settings(max_examples=150, deadline=None)
@given(shapes(), st.sampled_from([0, 1]))
def test_envelope_and_vertices_are_shapelys(shape, order):
    body = shapely.to_wkb(shape, byte_order=order)
    blob = canonical(body, spec(shape.geom_type))
    gridded = shapely.from_wkb(wkb(blob))
    assert is_gpkg(blob)
    assert not is_gpkg(body)
    assert envelope(blob) == gridded.bounds
    assert envelope(body) == shape.bounds
    assert envelope(gpkg(body)) == shape.bounds
    assert vertices(blob) == vertices(body) == shapely.get_num_coordinates(shape)


def test_envelope_of_nothing_is_nothing():
    assert envelope(None) is None
    assert envelope(wkt("POINT EMPTY")) is None
    assert envelope(gpkg(b"", empty=True)) is None
    assert vertices(None) == 0


@pytest.mark.parametrize(
    ("blob", "words"),
    [
        (None, "no geometry"),
        (wkt("POINT (1 2)"), "Point"),
        (wkt("POINT Z (1 2 3)"), "Point Z"),
        (wkt("LINESTRING (0 0, 1 1)"), "LineString, 2 vertices"),
        (wkt("MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0)))"), "MultiPolygon, 1 part, 4 vertices"),
        (
            raw(3004, 2, raw(3001, 1.0, 2.0, 3.0, 4.0), raw(3001, 1.0, 2.0, 3.0, 4.0)),
            "MultiPoint Z M, 2 parts, 2 vertices",
        ),
        (wkt("POLYGON EMPTY"), "Polygon, empty"),
    ],
)
def test_describe_says_it_in_words(blob, words):
    assert describe(blob) == words


@pytest.fixture
def package(tmp_path):
    """A GeoPackage by GDAL with points, polygons, empty and null geometries."""
    texts = [
        "POINT (51 47)",
        "POLYGON ((50 46, 53 46, 53 48, 50 46))",
        "POINT EMPTY",
        "LINESTRING (1 -2, -3 4)",
    ]
    path = tmp_path / "mixed.gpkg"
    pyogrio.raw.write(
        path,
        np.array([shapely.to_wkb(shapely.from_wkt(text)) for text in texts] + [None], dtype=object),
        [],
        [],
        geometry_type="Unknown",
        crs="EPSG:4326",
        driver="GPKG",
        layer="mixed",
    )
    return path


def test_sql_functions_answer_as_gdals(package):
    names = ("ST_IsEmpty", "ST_MinX", "ST_MaxX", "ST_MinY", "ST_MaxY")
    asked = ", ".join(f"{name}(geom) AS {name}" for name in names)
    theirs = pyogrio.read_dataframe(package, sql=f"SELECT {asked} FROM mixed", read_geometry=False)
    connection = sqlite3.connect(package)
    register_functions(connection)
    ours = connection.execute(f"SELECT {asked} FROM mixed").fetchall()
    connection.close()
    assert ours[0] == (0, 51.0, 51.0, 47.0, 47.0)
    assert ours[2] == (1, None, None, None, None)
    assert ours[4] == (None,) * 5
    assert [
        tuple(None if value != value else value for value in row)
        for row in theirs[list(names)].to_numpy().tolist()
    ] == ours


def test_sql_functions_know_nothing_of_what_is_no_geometry():
    connection = sqlite3.connect(":memory:")
    register_functions(connection)
    for thing in (b"", b"GP", b"GP\0\1", gpkg(b"\1\1"), b"\1\1\0\0\0", "text", 7, None):
        assert connection.execute("SELECT ST_MinX(?)", (thing,)).fetchone() == (None,)
    for thing in (b"", b"GP", gpkg(b"\1\1"), "text", 7, None):
        assert connection.execute("SELECT ST_IsEmpty(?)", (thing,)).fetchone() == (None,)


def test_gdal_reads_our_blobs_and_its_rtree_takes_them(package):
    layer = Geometry("MultiPolygon")
    shape = shapely.Point(52, 47).buffer(0.1)
    blob = canonical(shapely.to_wkb(shape), layer)
    connection = sqlite3.connect(package)
    register_functions(connection)
    with connection:
        connection.execute("UPDATE mixed SET geom = ?", (blob,))
    assert connection.execute("SELECT rtreecheck('rtree_mixed_geom')").fetchone() == ("ok",)
    connection.close()
    frame = pyogrio.read_dataframe(package, bbox=(51.95, 46.95, 52, 47))
    assert len(frame) == 5
    assert set(frame.geometry.to_wkb()) == {wkb(blob)}
    assert frame.geometry.iloc[0].equals_exact(shapely.MultiPolygon([shape]), 1e-9)


# --- GeoJSON --------------------------------------------------------------------------------------------


def turned(shape):
    """As RFC 7946 wants rings: outer ones counterclockwise."""
    return shapely.orient_polygons(shape, exterior_cw=False)


@settings(max_examples=150, deadline=None)
@given(
    shapes(types=[kind for kind in GEOMETRY_TYPES if "Polygon" not in kind]) | shapes(size=3, types=["Point"])
)
def test_geojson_is_shapelys(shape):
    blob = shapely.to_wkb(shape)
    ours = to_geojson(blob)
    assert ours == json.loads(json.dumps(shapely.geometry.mapping(shape)))
    layer = spec(shape.geom_type, dimensions="XYZ" if shape.has_z else "XY")
    assert from_geojson(ours, layer) == canonical(blob, layer)
    assert from_geojson(shapely.geometry.mapping(shape), layer) == canonical(blob, layer)


@pytest.mark.parametrize("kind", ["Polygon", "MultiPolygon"])
@pytest.mark.parametrize("clockwise", [True, False])
def test_rings_are_written_by_the_right_hand_rule(kind, clockwise):
    shape = shapely.Polygon(
        [(0, 0), (9, 0), (9, 9), (0, 9)], [[(1, 1), (2, 1), (2, 2)], [(5, 5), (5, 6), (6, 6)]]
    )
    if kind == "MultiPolygon":
        shape = shapely.MultiPolygon([shape, shapely.Point(30, 30).buffer(1)])
    given_shape = shapely.orient_polygons(shape, exterior_cw=clockwise)
    ours = shapely.geometry.shape(to_geojson(shapely.to_wkb(given_shape)))
    assert ours.geom_type == kind
    for polygon in getattr(ours, "geoms", [ours]):
        assert polygon.exterior.is_ccw
        assert not any(hole.is_ccw for hole in polygon.interiors)
    assert ours.normalize() == shape.normalize()


def test_m_is_left_out_and_z_kept():
    assert to_geojson(raw(3001, 1.0, 2.0, 3.0, 4.0)) == {"type": "Point", "coordinates": [1.0, 2.0, 3.0]}
    assert to_geojson(raw(2001, 1.0, 2.0, 4.0)) == {"type": "Point", "coordinates": [1.0, 2.0]}


@pytest.mark.parametrize(
    "thing",
    [
        None,
        {"type": "Point", "coordinates": []},
        {"type": "MultiPolygon", "coordinates": [[], [[]]]},
        {"type": "GeometryCollection", "geometries": []},
    ],
)
def test_empty_geojson_is_null(thing):
    assert from_geojson(thing, spec("Point")) is None


@pytest.mark.parametrize(
    ("thing", "reason"),
    [
        ("POINT (1 2)", "is not GeoJSON"),
        ({}, "is not GeoJSON"),
        ({"type": "Circle", "coordinates": [1, 2]}, "'Circle', which GeoJSON does not have"),
        ({"type": "Point"}, "not nested as in GeoJSON"),
        ({"type": "Point", "coordinates": [1]}, r"position of 1 number\(s\)"),
        ({"type": "Point", "coordinates": [1, "2"]}, "not a number: '2'"),
        ({"type": "Point", "coordinates": [True, 2]}, "not a number: 'True'"),
        ({"type": "Point", "coordinates": [10**400, 2]}, "not a finite number"),
        ({"type": "Point", "coordinates": [math.nan, 2]}, "not a finite number"),
        ({"type": "LineString", "coordinates": [1, 2]}, "not nested as in GeoJSON"),
        ({"type": "LineString", "coordinates": [[0, 0], [1, 1]]}, "is a LineString, the layer takes Point"),
        ({"type": "GeometryCollection", "geometries": "x"}, "without a plain list"),
    ],
)
def test_what_is_no_geojson_is_said(thing, reason):
    with pytest.raises(ValueError, match=reason):
        from_geojson(thing, spec("Point"))


def test_a_mapping_with_a_missing_z_has_no_z():
    thing = {"type": "LineString", "coordinates": [[0, 0, 5], [1, 1]]}
    assert from_geojson(thing, spec("LineString")) == canonical(
        wkt("LINESTRING (0 0, 1 1)"), spec("LineString")
    )
    with pytest.raises(ValueError, match="has no Z"):
        from_geojson(thing, spec("LineString", dimensions="XYZ"))


def test_a_canoniser_is_made_once_per_layer():
    assert canoniser(Geometry("Point")) is canoniser(Geometry("Point"))
