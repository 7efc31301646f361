"""Two numbers, one asphalt: physical kilometres once, by a rule that anyone can apply."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.roads.carriageways import BOTH, LEFT, RIGHT
from registry.roads.concurrency import Concurrencies, Concurrent, owned, owners
from registry.roads.intervals import union


def shared(*rows):
    """(route, from, to, other, from, to) of each stretch."""
    found = np.array(rows, dtype=np.int64).reshape(-1, 6)
    return Concurrent(found[:, 0], found[:, 1:3], found[:, 3], found[:, 4:6])


def total(found):
    return int(union(found.where.route, found.where.span).metres.sum())


def test_the_higher_road_owns_then_the_lowest_name():
    names = ["A-28", "A-27", "KB-1", "street"]
    rank = {"A-28": "republican", "A-27": "republican", "KB-1": "regional", "street": None}
    assert owners(names, rank).tolist() == [1, 0, 2, 3]


def test_concurrent_works_of_both_numbers_count_once():
    both = shared((0, 10_000, 20_000, 1, 100_000, 110_000))
    found = owned([0, 1], [[5_000, 20_000], [100_000, 115_000]], both, np.array([0, 1]))
    assert total(found) == 20_000
    assert found.where.route.tolist() == [0, 0, 1]
    assert found.where.span.tolist() == [[5_000, 20_000], [10_000, 20_000], [110_000, 115_000]]
    assert found.row.tolist() == [0, 1, 1]
    assert found.moved.tolist() == [False, True, False]


def test_it_does_not_matter_which_of_the_two_the_row_names_first():
    one = shared((0, 10_000, 20_000, 1, 110_000, 100_000))
    other = shared((1, 100_000, 110_000, 0, 20_000, 10_000))
    for order in (np.array([0, 1]), np.array([1, 0])):
        events = ([0, 1, 1], [[0, 12_000], [99_000, 101_000], [104_000, 120_000]])
        here, there = owned(*events, one, order), owned(*events, other, order)
        assert here.where.span.tolist() == there.where.span.tolist()
        assert here.turned.tolist() == there.turned.tolist()


def test_of_three_routes_on_one_road_the_highest_has_all():
    order = np.array([2, 1, 0])
    three = shared((0, 0, 10, 1, 100, 110), (1, 100, 110, 2, 200, 210), (0, 0, 10, 2, 200, 210))
    found = owned([0, 1, 2], [[0, 10], [100, 110], [200, 210]], three, order)
    assert set(found.where.route.tolist()) == {2}
    assert total(found) == 10
    passed_on = shared((0, 0, 10, 1, 100, 110), (1, 100, 110, 2, 200, 210))
    assert owned([0], [[2, 7]], passed_on, order).where.span.tolist() == [[202, 207]]


def test_what_lay_on_the_left_lies_on_the_right_of_a_road_that_counts_against_it():
    against = Concurrencies(shared((1, 0, 10, 0, 110, 100)), np.array([0, 1]))
    found = against.carried(np.array([1, 1]), np.array([[0, 4], [0, 4]]), np.array([LEFT, BOTH]))
    assert found.route.tolist() == [0, 0]
    assert found.span.tolist() == [[106, 110], [106, 110]]
    assert found.sides.tolist() == [RIGHT, BOTH]


def test_a_long_kilometre_of_the_owner_does_not_lengthen_what_lies_on_it():
    longer = Concurrencies(shared((1, 0, 1000, 0, 0, 1250)), np.array([0, 1]))
    found = longer.carried(np.array([1]), np.array([[0, 1000]]), np.array([BOTH]))
    assert found.span.tolist() == [[0, 1250]]
    assert ((found.span[:, 1] - found.span[:, 0]) * found.scale).tolist() == [1000.0]


def test_without_concurrencies_nothing_changes():
    found = owned([3], [[0, 5]], shared(), np.arange(4))
    assert found.where.span.tolist() == [[0, 5]]
    assert len(owned([], [], shared((0, 0, 5, 1, 0, 5)), np.arange(2)).row) == 0


@given(
    st.lists(st.tuples(st.integers(0, 1), st.integers(0, 300), st.integers(1, 80)), min_size=1, max_size=8),
    st.booleans(),
    st.booleans(),
)
def test_pieces_are_what_the_road_under_them_is(events, against, second_owns):
    """The other route is the same road 1,000 m further on (or counted backwards): compare on the ground."""
    there = (1200, 1100) if against else (1100, 1200)
    both = shared((0, 100, 200, 1, *there))

    def ground(route, metre):
        if route == 0 or not 1100 <= metre < 1200:
            return (route, metre)
        return (0, 1299 - metre if against else metre - 1000)

    route = np.array([one[0] for one in events])
    start = np.array([one[1] + (1000 if one[0] else 0) for one in events])
    span = np.column_stack([start, start + [one[2] for one in events]])
    found = owned(route, span, both, np.array([1, 0] if second_owns else [0, 1]))
    physical = {ground(r, m) for r, (a, b) in zip(route, span, strict=True) for m in range(a, b)}
    assert total(found) == len(physical)
    for row, (a, b) in enumerate(span):
        assert int(found.where.metres[found.row == row].sum()) == b - a


def test_reversed_events_are_refused():
    with pytest.raises(Exception, match="runs backwards"):
        owned([0], [[5, 1]], shared((0, 0, 5, 1, 0, 5)), np.arange(2))
