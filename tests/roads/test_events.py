"""Rows of an event layer: nothing is dropped in silence, each sentence names the feature and the mend."""

import numpy as np
import pytest

from registry.roads.building import build
from registry.roads.errors import MisfitArrays, counts
from registry.roads.events import beyond, on_routes, usable
from tests.roads.drawn import line


def test_each_kind_of_bad_event_is_listed_by_name():
    found = usable(
        [None, "", "A-99", "A", "A", "A", "A", "A"],
        [-1, -1, -1, 0, 0, 0, 0, 0],
        [0, 0, 0, np.nan, 0, 786_000, 10_000, 0],
        [9, 9, 9, 9, np.inf, 513_850, 10_000, 9],
        layer="repairs",
        uids=list("abcdefgh"),
    )
    assert {one.uid: one.code for one in found.findings} == {
        "a": "no-route",
        "b": "no-route",
        "c": "unknown-route",
        "d": "no-measure",
        "e": "no-measure",
        "f": "reversed",
        "g": "zero-length",
    }
    assert found.row.tolist() == [5, 7]
    assert found.span.tolist() == [[513_850, 786_000], [0, 9]]
    assert found.backwards.tolist() == [True, False]
    assert sorted(found.row.tolist() + found.left_out.tolist()) == list(range(8))
    said = {one.uid: one.sentence for one in found.findings}
    assert said["c"] == "repairs c: is on route 'A-99', which no row of the roads has; correct its route_id"
    assert said["f"] == (
        "repairs f: runs from km 786+000 to 513+850; read as 513+850 to 786+000, direction reversed"
    )


def test_events_past_the_end_still_count_and_are_listed():
    found = usable(["A"] * 3, [0] * 3, [0, 900, 5000], [900, 1200, 6000])
    metres, said = beyond(found, np.array([[100.0, 1000.0]]), ("A",), uids=["a", "b", "c"])
    assert metres.tolist() == [100, 200, 1000]
    assert [one.code for one in said] == ["beyond-end"] * 3
    assert len(found.row) == 3
    assert beyond(found, np.array([[np.nan, np.nan]]), ("A",))[0].tolist() == [0, 0, 0]


def test_events_are_checked_against_routes_as_drawn():
    routes = build(["A"], [line((0, 0), (1000, 0))], [0], [1000]).routes
    found = on_routes(routes, ["A", "B"], [0, 0], [1500, 10], layer="repairs")
    assert counts(found.findings) == {"unknown-route": 1, "beyond-end": 1}


def test_arrays_that_do_not_fit_are_refused():
    with pytest.raises(MisfitArrays, match="2 routes, indexes"):
        usable(["A", "B"], [0], [0], [1])


def test_no_events_are_none():
    assert len(usable([], [], [], []).row) == 0
