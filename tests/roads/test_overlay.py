"""Dynamic segmentation: each metre has one event of each layer, by a rule that is said."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.roads.errors import MisfitArrays
from registry.roads.intervals import union
from registry.roads.overlay import Layer, all_events, overlay, precedence

spans = st.tuples(st.integers(0, 200), st.integers(0, 90)).map(lambda one: (one[0], one[0] + one[1]))
events = st.lists(st.tuples(st.integers(0, 2), spans, st.integers(0, 4)), max_size=30)


def columns(listed):
    route = np.array([one[0] for one in listed], dtype=np.int64)
    span = np.array([one[1] for one in listed], dtype=np.int64).reshape(-1, 2)
    return route, span, np.array([one[2] for one in listed], dtype=np.int64)


def painted(listed):
    """The event on each metre, laid on one after another from the lowest priority to the highest."""
    found = {}
    for row in sorted(range(len(listed)), key=lambda row: (listed[row][2], row)):
        route, (a, b), _ = listed[row]
        found |= {(route, m): row for m in range(a, b)}
    return found


def by_metre(where, event):
    return {
        (r, m): e
        for r, (a, b), e in zip(where.route.tolist(), where.span.tolist(), event.tolist(), strict=True)
        for m in range(a, b)
    }


@given(events)
def test_each_metre_goes_to_the_highest_class_and_classes_add_up_to_the_union(listed):
    route, span, rank = columns(listed)
    found = precedence(route, span, rank)
    assert by_metre(*found) == painted(listed)
    assert found.where.metres.sum() == union(route, span).metres.sum()
    same = (found.event[1:] == found.event[:-1]) & (found.where.span[1:, 0] == found.where.span[:-1, 1])
    assert not (same & (found.where.route[1:] == found.where.route[:-1])).any(), "one event in two stretches"


@given(events, events)
def test_an_overlay_says_for_each_layer_which_event_lies_there(one, other):
    layers = [Layer(*columns(listed)) for listed in (one, other)]
    where, event = overlay(*layers)
    for column, listed in zip(event.T, (one, other), strict=True):
        expected = painted(listed)
        found = {place: row for place, row in by_metre(where, column).items() if row >= 0}
        assert found == expected
    assert (
        where.metres.sum()
        == union(
            np.concatenate([layers[0].route, layers[1].route]),
            np.concatenate([layers[0].span, layers[1].span]),
        ).metres.sum()
    )


@given(events, events)
def test_all_events_of_a_stretch_can_be_had(one, other):
    where, pairs = all_events(*(Layer(*columns(listed)[:2]) for listed in (one, other)))
    for (stretch, event), listed in zip(pairs, (one, other), strict=True):
        found = {}
        for s, e in zip(stretch.tolist(), event.tolist(), strict=True):
            r, (a, b) = int(where.route[s]), where.span[s].tolist()
            for m in range(a, b):
                found.setdefault((r, m), []).append(e)
        expected = {}
        for row, (route, (a, b), _) in enumerate(listed):
            for m in range(a, b):
                expected.setdefault((route, m), []).append(row)
        assert found == expected


def test_a_capital_repair_over_a_fresh_medium_one_takes_only_its_own_kilometres():
    medium, capital = 1, 2
    where, event = precedence([0, 0], [[0, 30_000], [10_000, 20_000]], [medium, capital])
    assert where.span.tolist() == [[0, 10_000], [10_000, 20_000], [20_000, 30_000]]
    assert event.tolist() == [0, 1, 0]


def test_the_newest_survey_wins_then_the_later_commit():
    date = np.array(["2024-05-01", "2025-05-01", "2025-05-01"], dtype="datetime64[D]")
    commit = [9, 3, 4]
    _, event = precedence([0, 0, 0], [[0, 10]] * 3, (date, commit))
    assert event.tolist() == [2]


def test_priorities_that_do_not_fit_are_refused():
    with pytest.raises(MisfitArrays, match="2 events and priorities"):
        precedence([0, 0], [[0, 1], [1, 2]], [1])


def test_no_layer_and_no_event_give_no_stretch():
    assert len(overlay().where.route) == 0
    assert len(overlay(Layer([], [])).where.route) == 0
    assert len(precedence([], [], []).event) == 0
