"""Interval algebra of routes: overlaps count once, and order, direction and cutting change nothing."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.roads import intervals as iv
from registry.roads.errors import MisfitArrays, ReversedInterval

spans = st.tuples(st.integers(-50, 300), st.integers(0, 120)).map(lambda one: (one[0], one[0] + one[1]))
events = st.lists(st.tuples(st.integers(0, 3), spans), max_size=25)


def arrays(listed):
    route = np.array([one for one, _ in listed], dtype=np.int64)
    span = np.array([one for _, one in listed], dtype=np.int64).reshape(-1, 2)
    return route, span


def metres(route, span):
    """Covered metres one by one: what the algebra must agree with."""
    return {(r, m) for r, (a, b) in zip(route.tolist(), span.tolist(), strict=True) for m in range(a, b)}


def same(found, expected):
    assert metres(found.route, found.span) == expected
    assert int(found.metres.sum()) == len(expected), "a metre comes twice"
    assert (found.metres > 0).all()
    joins = (found.route[1:] == found.route[:-1]) & (found.span[1:, 0] <= found.span[:-1, 1])
    assert not joins.any(), "intervals that touch are left apart, or out of order"


def test_overlapping_works_count_once_where_a_known_library_says_51():
    assert iv.union_length([0, 0, 0], [[0, 20], [10, 30], [5, 40]]).tolist() == [40]
    assert iv.sum_length([0, 0, 0], [[0, 20], [10, 30], [5, 40]]).tolist() == [75]


@pytest.mark.parametrize(
    ("start", "end", "length"),
    [(189_000, 492_000, 303_000), (189_000, 249_000, 60_000), (487_000, 504_000, 17_000)],
)
def test_published_chainages(start, end, length):
    assert iv.union_length([0], [[start, end]]).tolist() == [length]


def test_medium_repair_in_west_kazakhstan_is_its_stated_area():
    assert iv.union_length([0], [[189_000, 249_000]])[0] * 8.6 == pytest.approx(516_000)


def test_a_reversed_toll_section_is_put_in_order_and_keeps_its_direction():
    span, backwards = iv.ordered([[786_000, 513_850], [0, 10]])
    assert backwards.tolist() == [True, False]
    assert iv.union_length([0, 1], span).tolist() == [272_150, 10]


def test_touching_intervals_do_not_overlap_and_become_one():
    assert iv.overlaps([0, 0], [[12, 15], [15, 18]]).span.tolist() == []
    assert iv.union([0, 0], [[12, 15], [15, 18]]).span.tolist() == [[12, 18]]


def test_routes_do_not_run_into_each_other():
    found = iv.union([0, 1], [[0, 100], [-5, 100]])
    assert (found.route.tolist(), found.span.tolist()) == ([0, 1], [[0, 100], [-5, 100]])


def test_reversed_intervals_are_refused_by_row():
    with pytest.raises(ReversedInterval, match=r"row 1: 0\+020 to 0\+010 runs backwards"):
        iv.union([0, 0], [[0, 5], [20, 10]])


@pytest.mark.parametrize(
    ("route", "span", "problem"),
    [
        ([0], [[0, 1], [2, 3]], "1 routes and spans"),
        ([0], [], "1 routes and spans"),
        ([-1], [[0, 1]], "row 0 has route -1"),
        ([0], [[0.5, 1.0]], "whole numbers"),
    ],
)
def test_arrays_that_do_not_fit_are_refused(route, span, problem):
    with pytest.raises(MisfitArrays, match=problem):
        iv.union(route, span)


def test_too_few_routes_are_refused():
    with pytest.raises(MisfitArrays, match="route 3 of 2 routes"):
        iv.union_length([3], [[0, 1]], routes=2)


def test_no_events_are_no_metres():
    none = (np.empty(0, np.int64), np.empty((0, 2), np.int64))
    assert iv.union_length(*none, routes=3).tolist() == [0, 0, 0]
    assert len(iv.coverage(*none)[1]) == len(iv.overlaps(*none).route) == 0
    assert len(iv.difference(*none, [0], [[0, 5]]).route) == 0
    assert iv.difference([0], [[0, 5]], *none).span.tolist() == [[0, 5]]


def test_missing_kilometres_stay_missing():
    assert np.isnan(iv.whole_metres([np.nan, 1.5])).tolist() == [True, False]


@given(events)
def test_union_is_what_is_covered_and_never_more_than_the_sum(listed):
    route, span = arrays(listed)
    same(iv.union(route, span), metres(route, span))
    assert (iv.union_length(route, span, 4) <= iv.sum_length(route, span, 4)).all()


@given(events, events)
def test_intersection_and_difference_are_those_of_sets(one, other):
    here, there = arrays(one), arrays(other)
    same(iv.intersection(*here, *there), metres(*here) & metres(*there))
    same(iv.difference(*here, *there), metres(*here) - metres(*there))


@given(events)
def test_coverage_counts_the_events_on_each_metre(listed):
    route, span = arrays(listed)
    where, times = iv.coverage(route, span)
    found = {}
    for r, (a, b), n in zip(where.route.tolist(), where.span.tolist(), times.tolist(), strict=True):
        found |= {(r, m): n for m in range(a, b)}
    expected = {}
    for r, (a, b) in zip(route.tolist(), span.tolist(), strict=True):
        for m in range(a, b):
            expected[r, m] = expected.get((r, m), 0) + 1
    assert found == expected
    same(iv.overlaps(route, span), {place for place, n in expected.items() if n > 1})


@given(events, st.randoms(use_true_random=False), st.integers(-50, 300))
def test_splitting_reversing_and_reordering_events_change_nothing(listed, chance, cut):
    changed = []
    for route, (a, b) in listed:
        pieces = [(a, cut), (cut, b)] if a < cut < b else [(a, b)]
        changed += [(route, one if chance.random() < 0.5 else one[::-1]) for one in pieces]
    chance.shuffle(changed)
    route, span = arrays(changed)
    turned, _ = iv.ordered(span)
    before = iv.union(*arrays(listed))
    after = iv.union(route, turned)
    assert before.route.tolist() == after.route.tolist()
    assert before.span.tolist() == after.span.tolist()
