"""The road indicators on the shipped layers: each grouping, an area, and receipts that hold."""

import pytest
import shapely

from registry.stats.computing import compute, verify_receipt
from registry.stats.indicator import indicators

NAMES = (
    "repaired-km",
    "repeated-works",
    "length-reconciliation",
    "condition-share",
    "iri-statistics",
    "condition-gain",
)


@pytest.mark.parametrize("name", NAMES)
def test_each_grouping_of_seed_data_adds_up_to_a_receipt_that_holds(seeded, name):
    one = indicators()[name]
    for by in one.groupings:
        if by == "district":  # no source of their outlines was found
            continue
        _, receipt = compute(seeded, name, by=[by])
        assert verify_receipt(seeded, receipt).holds, by


@pytest.mark.parametrize("name", [name for name in NAMES if name != "length-reconciliation"])
def test_an_area_is_never_more_than_the_whole(seeded, name):
    area = shapely.box(51, 46, 53, 48)
    part, receipt = compute(seeded, name, area=area)
    whole, _ = compute(seeded, name)
    for figure in ("union_km", "km", "total_km", "improved_km"):
        if figure in whole.total:
            assert part.total[figure] <= whole.total[figure] + 1e-9
    assert verify_receipt(seeded, receipt).holds


@pytest.mark.parametrize("name", NAMES)
def test_each_indicator_explains_itself_in_three_languages(name):
    one = indicators()[name]
    assert set(one.title) == {"en", "ru", "kk"}
    assert one.formula
    assert one.source
    assert all(parameter.description for parameter in one.parameters)
