"""Geometries prepared together are byte for byte what the layer's canonical form makes of each alone."""

import struct

import numpy as np
import pyarrow as pa
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.intake.geometries import Preparer
from registry.intake.transform import known_crs, operation
from registry.model import geometry
from registry.model.definition import Geometry
from registry.model.grid import canonical

TYPES = ("Point", "LineString", "Polygon", "MultiPoint", "MultiLineString", "MultiPolygon")
NUMBERS = st.one_of(
    st.floats(-179, 179, allow_subnormal=False),
    st.sampled_from(
        [0.0, -0.0, -1e-12, 0.1 + 0.2, 51.88427, 1e-9, 2.5e-9, float("nan"), float("inf"), 1e300, 200.0]
    ),
)
LATITUDES = NUMBERS.map(lambda x: x / 2)


def points(count, dimensions):
    axes = [NUMBERS, LATITUDES, NUMBERS, NUMBERS][:dimensions]
    return st.lists(st.tuples(*axes), min_size=count[0], max_size=count[1])


@st.composite
def wkb(draw, only=None, dimensions=None):
    """WKB of any type, byte order and dialect, its numbers and structure not always sound."""
    dimensions = dimensions or draw(st.sampled_from([2, 2, 2, 3, 4]))
    order = draw(st.sampled_from("<<<>"))
    kind = only or draw(st.integers(1, 7))
    flags = (1000 if dimensions > 2 else 0) + (2000 if dimensions > 3 else 0)
    if draw(st.integers(0, 4)) == 0:
        flags = (0x80000000 if dimensions > 2 else 0) | (0x40000000 if dimensions > 3 else 0)

    def head(code):
        return struct.pack(f"{order}BI", order == "<", code + flags)

    def flat(run):
        return struct.pack(f"{order}{len(run) * dimensions}d", *[x for point in run for x in point])

    def counted(run):
        return struct.pack(f"{order}I", len(run)) + flat(run)

    def single(code):
        if code == 1:
            return head(1) + flat(draw(points((1, 1), dimensions)))
        if code == 2:
            return head(2) + counted(draw(points((0, 4), dimensions)))
        rings = []
        for _ in range(draw(st.integers(0, 2))):
            ring = draw(points((0, 5), dimensions))
            if draw(st.integers(0, 5)):
                ring = [*ring, *ring[:1]]
            rings.append(counted(ring))
        return head(3) + struct.pack(f"{order}I", len(rings)) + b"".join(rings)

    if kind <= 3:
        return single(kind)
    codes = [draw(st.integers(1, 3)) if kind == 7 else kind - 3 for _ in range(draw(st.integers(0, 3)))]
    return head(kind) + struct.pack(f"{order}I", len(codes)) + b"".join(single(code) for code in codes)


def broken(body, how):
    return {0: body, 1: body[:-3], 2: body + b"\0", 3: body[:7], 4: b"", 5: b"\x01\xff"}[how]


def alone(body, spec):
    """What the canonical form makes of one geometry: a blob or None, and why not."""
    try:
        return canonical(body, spec), None
    except ValueError as error:
        return None, f"geometry {error}"


@settings(max_examples=300, deadline=None)
@given(
    st.data(),
    st.sampled_from(TYPES),
    st.sampled_from(["XY", "XY", "XYZ", "XYM", "XYZM"]),
    st.sampled_from(["EPSG:4326", "EPSG:32639"]),
    st.sampled_from([9, 4, 0]),
    st.sampled_from(["drop", "refuse"]),
)
def test_together_and_alone_agree_on_every_byte_and_reason(
    data, kind, dimensions, crs, precision, unexpected
):
    spec = Geometry(kind, crs=crs, dimensions=dimensions, precision=precision, unexpected=unexpected)
    code = TYPES.index(kind) + 1
    likely = st.one_of(wkb(code, len(dimensions)), wkb((code - 1) % 3 + 1), wkb((code - 1) % 3 + 4), wkb())
    bodies = data.draw(st.lists(st.one_of(st.none(), likely), max_size=8))
    bodies = [
        None if body is None else broken(body, data.draw(st.sampled_from([0] * 15 + [1, 2, 3, 4, 5])))
        for body in bodies
    ]
    done = Preparer(spec)(pa.array(bodies, type=pa.binary()))
    for row, body in enumerate(bodies):
        blob, why = alone(body, spec) if body else (None, None)
        if done.refused.get(row, "").startswith("geometry is invalid"):
            assert blob is not None
            assert not shapely.is_valid(shapely.from_wkb(geometry.wkb(blob)))
        else:
            assert done.blobs[row] == blob
            assert done.refused.get(row) == why


def test_a_batch_that_does_not_start_at_the_first_row_is_read_right():
    bodies = [shapely.to_wkb(shapely.Point(x, 1), byte_order=1) for x in range(5)]
    sliced = pa.array([bodies[0], None, *bodies[1:]], type=pa.binary()).slice(2)
    spec = Geometry("Point")
    assert Preparer(spec)(sliced).blobs == [canonical(body, spec) for body in bodies[1:]]


def test_many_parts_and_holes_are_read_right():
    shapes = [
        shapely.box(0, 0, 9, 9).difference(
            shapely.MultiPolygon([shapely.box(i, 1, i + 0.5, 2) for i in range(1, holes)])
        )
        for holes in (1, 2, 9, 4)
    ]
    spec = Geometry("MultiPolygon")
    bodies = [shapely.to_wkb(shape, byte_order=1, flavor="iso") for shape in shapes]
    done = Preparer(spec)(pa.array(bodies, type=pa.binary()))
    assert done.odd == []
    assert done.blobs == [canonical(body, spec) for body in bodies]


def test_a_hostile_count_costs_nothing():
    body = struct.pack("<BII", 1, 6, 4_000_000_000) + b"\x01\x03\0\0\0\xff\xff\xff\xff"
    done = Preparer(Geometry("MultiPolygon"))(pa.array([body, body], type=pa.binary()))
    assert done.blobs == [None, None]
    assert "cut short" in done.refused[0]


BOWTIE = "POLYGON ((0 0, 2 2, 2 0, 0 2, 0 0))"


def prepared(wkt, spec, **options):
    return Preparer(spec, **options)(
        pa.array([shapely.to_wkb(shapely.from_wkt(wkt), flavor="iso")], type=pa.binary())
    )


def test_an_invalid_polygon_is_refused_with_the_place():
    done = prepared(BOWTIE, Geometry("MultiPolygon"))
    assert done.refused == {0: "geometry is invalid: self-intersection at (1, 1)"}
    assert done.blobs == [None]


def test_an_invalid_polygon_is_mended_when_asked():
    done = prepared(BOWTIE, Geometry("MultiPolygon"), fix=True)
    assert done.mended == {0: "self-intersection at (1, 1)"}
    made = shapely.from_wkb(geometry.wkb(done.blobs[0]))
    assert made.is_valid
    assert made.area == 2


def test_mending_that_leaves_two_parts_is_refused_by_a_layer_of_single_polygons():
    done = prepared(BOWTIE, Geometry("Polygon"), fix=True)
    assert done.refused[0].endswith("mended it has 2 parts, the layer takes one (Polygon)")


@pytest.mark.parametrize("kind", ["LineString", "MultiLineString"])
def test_a_line_that_shrinks_to_nothing_on_the_grid_is_refused(kind):
    done = prepared("LINESTRING (50 47, 50.0000000001 47)", Geometry(kind, precision=6))
    assert "too few points" in done.refused[0]


def test_a_closed_part_of_a_multi_line_is_taken():
    done = prepared("MULTILINESTRING ((0 0, 1 1, 1 0, 0 0), (5 5, 6 6))", Geometry("MultiLineString"))
    assert done.refused == {}


def test_transformed_coordinates_are_those_of_proj_and_lie_on_the_grid():
    way = operation(known_crs("EPSG:32639"), known_crs("EPSG:4326"))
    line = shapely.LineString([(500_000, 5_200_000), (510_000, 5_210_000)])
    done = prepared(line.wkt, Geometry("LineString"), operation=way)
    x, y = way.apply(*np.array(line.coords.xy))
    found = shapely.get_coordinates(shapely.from_wkb(geometry.wkb(done.blobs[0])))
    assert (found == np.rint(np.column_stack([x, y]) * 1e9) / 1e9).all()


def test_odd_geometries_are_transformed_as_plain_ones():
    way = operation(known_crs("EPSG:32639"), known_crs("EPSG:4326"))
    shape = shapely.from_wkt(
        "MULTILINESTRING ((500000 5200000, 510000 5210000), (510000 5210000, 520000 5210000))"
    )
    plain = shapely.to_wkb(shape, byte_order=1, flavor="iso")
    collection = shapely.to_wkb(shapely.GeometryCollection(list(shape.geoms)), byte_order=0, flavor="iso")
    done = Preparer(Geometry("MultiLineString"), way)(pa.array([plain, collection], type=pa.binary()))
    assert done.refused == {}
    assert done.blobs[0] == done.blobs[1]


def test_coordinates_beyond_the_projection_are_refused_with_the_coordinate():
    way = operation(known_crs("EPSG:28410"), known_crs("EPSG:4326"))
    done = prepared("LINESTRING (10500000 5200000, 9e9 9e9)", Geometry("LineString"), operation=way)
    assert "(9000000000, 9000000000), which lies outside the reach of EPSG:28410" in done.refused[0]
