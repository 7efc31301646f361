"""Dual carriageways drawn apart: the same kilometres twice are no overlap, and each side has its line."""

import pytest

from registry.roads.carriageways import build_side
from registry.roads.location import locate, place
from tests.roads.drawn import line, lonlat

ROWS = (
    ["A"] * 4,
    [
        line((0, 0), (1000, 0)),
        line((1000, 10), (2000, 10)),
        line((1000, -10), (2000, -10)),
        line((2000, 0), (3000, 0)),
    ],
    [0, 1000, 1000, 2000],
    [1000, 2000, 2000, 3000],
    ["both", "left", "right", "both"],
)


@pytest.mark.parametrize(("side", "north"), [("left", 10), ("right", -10), ("both", -10)])
def test_a_side_is_drawn_by_its_own_sections(side, north):
    made = build_side(*ROWS, side)
    assert [one.code for one in made.findings if one.code != "gap"] == []
    spots = place(made.routes, [0, 0, 0], [500, 1500, 2500]).lonlat
    assert spots == pytest.approx(lonlat([(500, 0), (1500, north), (2500, 0)]), abs=1e-8)
    found = locate(made.routes, spots)
    assert found.row.tolist() == [0, 1 if side == "left" else 2, 3]


def test_a_section_of_one_side_is_cut_where_the_whole_road_goes_on():
    names, lines = ["A", "A"], [line((0, 0), (1000, 0)), line((500, 8), (1500, 8))]
    made = build_side(names, lines, [0, 500], [1000, 1500], ["both", "left"], "both", uids=["a", "b"])
    assert [one.code for one in made.findings if one.code != "gap"] == []
    assert made.routes.extent.tolist() == [[0, 1500]]
    assert place(made.routes, [0], [1250]).lonlat == pytest.approx(lonlat([(1250, 8)]), abs=1e-8)
    assert locate(made.routes, lonlat([(1250, 8)])).row.tolist() == [1]


def test_rows_that_cannot_be_used_keep_their_names():
    made = build_side(["A", None], [None, ROWS[1][0]], [0, 0], [1, 1], ["left", None], uids=["a", "b"])
    assert [(one.code, one.uid, one.row) for one in made.findings] == [
        ("no-route", "b", 1),
        ("no-line", "a", 0),
    ]
