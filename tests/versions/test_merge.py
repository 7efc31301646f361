"""Merging one feature: nothing of either side is lost, and who comes first makes no difference."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from registry.versions.workspace.merge import merge

rows = st.none() | st.tuples(*[st.integers(0, 3)] * 3)


@given(rows, rows, rows)
def test_without_a_conflict_the_order_makes_no_difference(base, ours, theirs):
    one, other = merge(base, ours, theirs), merge(base, theirs, ours)
    assert (one.kind is None) == (other.kind is None)
    if one.kind is None:
        assert one.row == other.row
    assert one.conflicts == other.conflicts


@given(rows, rows, rows)
def test_no_change_of_either_side_is_lost(base, ours, theirs):
    """Every column that a side changed is in the result, or listed as a conflict with our value standing."""
    done = merge(base, ours, theirs)
    if ours is None or theirs is None:
        if ours != theirs and base not in (ours, theirs):
            assert done.kind in ("deleted_here", "deleted_there")
            assert done.row == ours
        return
    assert done.row is not None
    for place, (our, their) in enumerate(zip(ours, theirs, strict=True)):
        was = None if base is None else base[place]
        changed_here, changed_there = base is None or our != was, base is None or their != was
        if changed_here and changed_there and our != their:
            assert place in done.conflicts
            assert done.row[place] == our
        elif changed_here:
            assert done.row[place] == our
        else:
            assert done.row[place] == their


@given(rows, rows)
def test_one_side_alone_or_both_the_same_never_conflict(base, changed):
    for done in (merge(base, changed, base), merge(base, base, changed), merge(base, changed, changed)):
        assert (done.row, done.conflicts, done.kind) == (changed, (), None)


def test_a_value_given_up_by_both_sides_is_null():
    assert merge((1, 2), (None, 2), (None, 3)).row == (None, 3)
    assert merge((1, 2), (None, 2), (4, 2)).conflicts == (0,)


def test_a_geometry_is_one_column():
    assert merge((b"a", 1), (b"b", 1), (b"a", 2)).row == (b"b", 2)
    assert merge((b"a", 1), (b"b", 1), (b"c", 2)).conflicts == (0,)
