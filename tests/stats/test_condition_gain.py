"""The gain between two days."""

import pytest

from registry.model.errors import UsageError
from tests.stats.working import asked, by, road, survey, uid, work

DAYS = {"since": "2023-12-31", "until": "2024-12-31"}


def gain(roads, surveys, *groups, **rest):
    layers = {"roads": roads, "condition_surveys": surveys} | rest.pop("layers", {})
    return asked(layers, "condition-gain", groups, **(DAYS | rest))


def judged(start, end, condition, day):
    return survey(start, end, day, condition=condition)


def test_gain_is_the_difference_of_two_shares_with_the_stretches_that_brought_it():
    surveys = [
        judged(0, 50, "good", "2023-06-01"),
        judged(50, 100, "unsatisfactory", "2023-06-01"),
        judged(50, 70, "good", "2024-06-01"),
        judged(0, 5, "unsatisfactory", "2024-06-01"),
    ]
    found = gain([road(0, 100)], surveys)
    assert found.total["share_before"] == 0.5
    assert found.total["share_after"] == 0.65
    assert found.total["gain"] == pytest.approx(0.15)
    assert (found.total["improved_km"], found.total["worsened_km"]) == (20, 5)
    rows = found.evidence.to_dict("records")
    assert [(one["uid"], one["start_m"], one["end_m"], one["change"]) for one in rows] == [
        (uid(3), 0, 5000, "worsened"),
        (uid(2), 50_000, 70_000, "improved"),
    ]


def test_pitfall_16_repaired_km_are_not_the_gain():
    surveys = [
        judged(0, 1500, "good", "2023-06-01"),
        judged(1500, 1927, "unsatisfactory", "2023-06-01"),
        judged(1500, 1577, "good", "2024-06-01"),
    ]
    layers = {"repairs": [work(1265, 1577, "2024-09-01")]}
    found = gain([road(0, 1927)], surveys, layers=layers)
    assert asked(layers, "repaired-km").total["union_km"] == 312
    assert found.total["improved_km"] == 77
    assert found.total["gain"] == pytest.approx(77 / 1927)


def test_first_survey_of_a_road_is_no_improvement():
    surveys = [judged(0, 10, "good", "2024-06-01"), judged(10, 30, "unsatisfactory", "2024-06-01")]
    total = gain([road(0, 40)], surveys).total
    assert (total["improved_km"], total["newly_known_good_km"], total["newly_known_bad_km"]) == (0, 10, 20)
    assert total["gain"] != total["gain"]  # NaN: there was no share before


def test_road_taken_out_of_use_between_the_days_is_no_longer_known():
    roads = [road(0, 10), road(10, 30, valid_to="2024-03-01")]
    surveys = [judged(0, 10, "unsatisfactory", "2023-06-01"), judged(10, 30, "good", "2023-06-01")]
    found = gain(roads, surveys, "road")
    assert by(found, "no_longer_known_km") == {"A-27": 20}
    assert found.total["gain"] == pytest.approx(-2 / 3)


def test_days_in_the_wrong_order_are_refused():
    with pytest.raises(UsageError, match="not before"):
        gain([road(0, 1)], [], since="2025-01-01")


def test_days_default_to_the_version_and_the_end_of_the_year_before():
    surveys = [judged(0, 1, "good", "2025-01-02"), judged(0, 1, "unsatisfactory", "2024-01-02")]
    found = gain([road(0, 1)], surveys, since=None, until=None)
    assert found.total["improved_km"] == 1
    assert "2024-12-31 against 2025-01-15" in found.notes[0]
