"""Lengths and areas from Python, by uid, at any version."""

import pandas as pd
import pytest

import registry
from registry.roads.areas import areas
from registry.roads.measuring import measured
from registry.roads.sizes import line_lengths
from tests.stats.seeding import planted


@pytest.fixture(scope="module")
def reg(tmp_path_factory):
    return registry.open(planted(tmp_path_factory.mktemp("sizes") / "atyrau.gpkg", measured).path)


def test_lengths_and_areas_stand_beside_what_is_read(reg):
    roads, metres = reg.read("roads"), reg.sizes("roads")
    assert metres.index.equals(roads.index)
    drawn = roads.geometry.notna()
    assert metres[drawn].to_numpy() == pytest.approx(line_lengths(roads.geometry[drawn].array), rel=1e-9)
    assert metres[~drawn].isna().all()
    regions = reg.read("regions")
    expected = pd.Series(areas(regions.geometry.array), regions.index)
    pd.testing.assert_series_equal(reg.sizes("regions"), expected, rtol=1e-9, check_names=False)


def test_a_write_keeps_the_size_of_what_was_drawn_anew(tmp_path):
    reg = registry.open(planted(tmp_path / "atyrau.gpkg").path)
    roads = reg.read("roads")
    roads["geometry"] = roads.geometry.scale(0.5, 0.5)
    before = reg.sizes("roads")
    reg.write("roads", roads, message="half as long", author="A")
    assert reg.verify().sound
    assert (reg.sizes("roads") / before).dropna().between(0.49, 0.51).all()
    pd.testing.assert_series_equal(reg.sizes("roads", 2).sort_index(), before.sort_index(), rtol=1e-9)
    assert reg.sizes("roads", where="route_id = 'none'").empty
