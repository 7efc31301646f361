"""A road is realigned: events stay, move or retire, and a preview says what becomes of each and why."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.model.errors import UsageError
from registry.roads.building import build
from registry.roads.errors import counts
from registry.roads.realignment import preview, remeasured, replaced
from tests.roads.drawn import line

# Kilometres 3 to 5 go round a village now; the new way is 500 m longer.
OLD = build(["A"], [line((0, 0), (3000, 0), (5000, 0), (10_000, 0))], [0], [10_000]).routes
BYPASS = line((0, 0), (3000, 0), (3250, 433), (4750, 433), (5000, 0), (10_000, 0))
LONGER = 500
NEW = build(["A"], [BYPASS], [0], [10_000 + LONGER]).routes
EVENTS = np.array([[1000, 2000], [2000, 4000], [3500, 4500], [2000, 7000], [6000, 8000]])
ON = np.zeros(len(EVENTS), dtype=np.int64)


def actions(found):
    return [one.action for one in found.changes]


def test_the_replaced_stretch_is_found_by_its_geometry():
    found = replaced(OLD, NEW, 5.0)
    # Where the new line is 5 m off the old one, some metres past the fork.
    assert found.span.tolist() == [[3006, 4994]]
    assert replaced(OLD, OLD).span.tolist() == []


def test_move_keeps_the_place_and_work_on_the_old_line_is_not_carried_over():
    found = preview(OLD, NEW, ON, EVENTS, "move", uids=list("abcde"), layer="repairs")
    assert actions(found) == ["unchanged", "shortened", "lost", "split", "moved"]
    a, b, c, d, e = found.changes
    assert a.after == ((1000, 2000),)
    assert b.after[0] == pytest.approx((2000, 3000), abs=6)
    assert c.after == ((3500, 4500),)
    assert d.after[0] == b.after[0]
    assert d.after[1] == pytest.approx((5000 + LONGER, 7000 + LONGER), abs=6)
    assert e.after[0] == pytest.approx((6000 + LONGER, 8000 + LONGER), abs=1)
    assert counts(found.findings) == {"lost": 1}
    assert (
        "repairs c: km 3+500 to 4+500 lies on the replaced stretch of route A" in found.findings[0].sentence
    )
    assert "which is +500 m in kilometres of route A" in e.why
    assert all(one.closed == () for one in found.changes)


def test_retire_closes_what_lies_on_the_replaced_stretch():
    found = preview(OLD, NEW, ON, EVENTS, "retire")
    assert actions(found) == ["unchanged", "shortened", "retired", "split", "moved"]
    assert [one.closed for one in found.changes] == [
        (),
        ((3006, 4000),),
        ((3500, 4500),),
        ((3006, 4994),),
        (),
    ]
    assert found.changes[2].after == ()
    assert "was replaced by the new line of route A and is closed; the rest keeps" in found.changes[1].why
    assert found.findings == []


def test_stay_keeps_the_kilometres_and_says_what_moves_on_the_ground():
    found = preview(OLD, NEW, ON, EVENTS, "stay")
    assert actions(found) == ["unchanged", "stays", "stays", "stays", "stays"]
    assert all(one.after == (one.before,) for one in found.changes)
    assert found.changes[4].why == "keeps its kilometres, which stand 500 m elsewhere now"


def test_events_that_stay_where_the_new_road_does_not_reach_are_listed():
    short = build(["A"], [line((0, 0), (7000, 0))], [0], [7000]).routes
    found = preview(OLD, short, ON, EVENTS, "stay", layer="repairs")
    assert counts(found.findings) == {"beyond-end": 1}
    assert (
        "km 6+000 to 8+000 leaves route A, which has km 0+000 to 7+000, by 1000 m"
        in found.findings[0].sentence
    )


def test_new_kilometres_on_the_same_line_move_all_events():
    counted_anew = build(["A"], [line((0, 0), (10_000, 0))], [100_000], [110_500]).routes
    assert replaced(OLD, counted_anew).span.tolist() == []
    found = preview(OLD, counted_anew, ON, EVENTS, "move")
    assert set(actions(found)) == {"moved"}
    assert found.changes[0].after[0] == pytest.approx((101_050, 102_100), abs=1)


def test_a_road_turned_round_keeps_spans_in_order():
    turned = build(["A"], [line((10_000, 0), (0, 0))], [0], [10_000]).routes
    assert preview(OLD, turned, [0], [[1000, 2000]], "move").changes[0].after == ((8000, 9000),)


def test_a_route_that_is_gone_retires_its_events():
    other = build(["B"], [line((0, 0), (10_000, 0))], [0], [10_000]).routes
    assert actions(preview(OLD, other, ON, EVENTS, "retire")) == ["retired"] * 5
    assert actions(preview(OLD, other, ON, EVENTS, "move")) == ["lost"] * 5


def test_point_events_keep_their_place_or_are_lost():
    points = np.array([[1000, 1000], [4000, 4000], [6000, 6000]])
    found = preview(OLD, NEW, [0, 0, 0], points, "retire")
    assert actions(found) == ["unchanged", "retired", "moved"]
    assert found.changes[1].closed == ((4000, 4000),)
    assert found.changes[2].after[0][0] == pytest.approx(6000 + LONGER, abs=1)


def test_another_behaviour_is_refused():
    with pytest.raises(UsageError, match="no behaviour 'snap'; choose one of stay, move, retire"):
        preview(OLD, NEW, ON, EVENTS, "snap")


@given(st.lists(st.tuples(st.integers(0, 9_000), st.integers(1, 1000)), min_size=1, max_size=10))
def test_kept_and_closed_parts_add_up_to_the_event(listed):
    span = np.array([(a, a + n) for a, n in listed])
    found = preview(OLD, NEW, np.zeros(len(span), np.int64), span, "retire")
    for one in found.changes:
        kept = sum(b - a for a, b in one.after)
        closed = sum(b - a for a, b in one.closed)
        # Near a fork the old line has its nearest place on the new one some metres off.
        assert kept + closed == pytest.approx(one.before[1] - one.before[0], abs=8)


def test_places_are_measured_anew_where_they_still_are():
    found = remeasured(OLD, NEW, [0, 0, 0], [2500, 4000, 8000])
    assert found == pytest.approx([2500, np.nan, 8000 + LONGER], abs=0.5, nan_ok=True)
