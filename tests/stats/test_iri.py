"""Statistics of the IRI."""

import numpy as np
import pytest

from registry.model.errors import UsageError
from registry.stats.iri import weighted
from tests.stats.working import asked, by, road, survey

ROADS = [road(0, 40), road(0, 10, route_id="P-9")]


def roughness(surveys, *groups, **rest):
    return asked({"roads": ROADS, "condition_surveys": surveys}, "iri-statistics", groups, **rest)


def test_mean_and_percentiles_are_weighted_by_length():
    surveys = [survey(0, 10, iri=2.0), survey(10, 12, iri=10.0), survey(12, 20, iri=4.0)]
    total = roughness(surveys).total
    assert total["mean"] == pytest.approx((20 + 20 + 32) / 20)
    assert (total["median"], total["p85"], total["lowest"], total["highest"]) == (2, 4, 2, 10)
    assert (total["km"], total["total_km"]) == (20, 50)


def test_newest_survey_with_an_iri_speaks():
    surveys = [survey(0, 10, "2023-01-01", iri=5.0), survey(0, 10, "2024-01-01", condition="good")]
    assert roughness(surveys).total["mean"] == 5
    assert roughness([*surveys, survey(0, 5, "2024-02-01", iri=1.0)]).total["mean"] == 3


def test_each_road_has_its_own_and_one_without_iri_has_none():
    found = roughness([survey(0, 4, iri=3.0)], "road")
    assert by(found, "km") == {"A-27": 4, "P-9": 0}
    assert np.isnan(by(found, "mean")["P-9"])


def test_percentiles_agree_with_the_metre_by_metre_ones():
    chance = np.random.default_rng(5)
    iri, metres = chance.uniform(1, 9, 200), chance.integers(1, 50, 200).astype(float)
    group = chance.integers(0, 3, 200)
    found = weighted(iri, metres, group, 3, {"p15": 0.15, "p85": 0.85})
    for at in range(3):
        here = group == at
        each = np.repeat(iri[here], metres[here].astype(int))
        wanted = np.quantile(each, [0.15, 0.5, 0.85], method="inverted_cdf")
        assert found.loc[at, ["p15", "median", "p85"]].tolist() == pytest.approx(wanted)
        assert found.loc[at, "mean"] == pytest.approx(each.mean())


@pytest.mark.parametrize("wrong", ["0", "100", "most"])
def test_percentile_that_is_none_is_refused(wrong):
    with pytest.raises(UsageError, match="no percentile"):
        roughness([], percentiles=[wrong])
