"""The longest rising part of a sequence, against trying them all."""

from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from registry.roads.increasing import rising

_numbers = st.integers(0, 12).map(float)
_pairs = st.lists(st.tuples(_numbers, _numbers), max_size=8)


def longest(values):
    """Every longest strictly rising subsequence, as places."""
    for size in range(len(values), 0, -1):
        found = [
            one
            for one in combinations(range(len(values)), size)
            if all(values[a] < values[b] for a, b in pairwise(one))
        ]
        if found:
            return found
    return [()]


def misfit(places, values, steps):
    return sum(abs(values[b] - values[a] - steps[b] + steps[a]) for a, b in pairwise(places))


@given(_pairs)
def test_nothing_longer_rises_and_nothing_as_long_fits_its_steps_better(pairs):
    values, steps = [one for one, _ in pairs], [one for _, one in pairs]
    every = longest(values)
    assert tuple(rising(values)) in every
    kept = tuple(rising(values, steps))
    assert kept in every
    assert misfit(kept, values, steps) == min(misfit(one, values, steps) for one in every)
