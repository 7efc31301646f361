"""Works repeated within the interval of the earlier one."""

import pytest

from registry.model.errors import UsageError
from tests.stats.working import asked, by, uid, work


def repeated(works, *groups, **rest):
    return asked({"repairs": works}, "repeated-works", groups, **rest)


@pytest.mark.parametrize(
    ("earlier", "day", "repeats"),
    [
        ("medium", "2025-05-31", 1),
        ("medium", "2025-06-01", 0),  # the interval runs from date to date
        ("capital", "2030-05-31", 1),
        ("capital", "2030-06-01", 0),
        ("reconstruction", "2020-06-02", 0),  # no norm says how long it lasts
    ],
)
def test_repeat_is_a_work_accepted_within_the_interval_of_the_earlier_type(earlier, day, repeats):
    found = repeated([work(0, 10, "2020-06-01", earlier), work(5, 20, day, "reconstruction")])
    assert found.total == {"works": repeats, "km": 5 * repeats}


def test_interval_from_the_29th_of_february_ends_on_the_28th():
    works = [work(0, 10, "2020-02-29"), work(0, 10, "2025-02-28")]
    assert repeated(works).total["works"] == 0
    works[1]["accepted_on"] = "2025-02-27"
    assert repeated(works).total["works"] == 1


def test_capital_repair_over_a_fresh_medium_one_is_flagged_with_both_works():
    found = repeated([work(0, 10, "2023-01-01"), work(4, 6, "2024-01-01", "capital")])
    row = found.details["repeats"]().iloc[0]
    assert (row.uid, row.earlier_uid, row.earlier_type, row.interval_ends_on) == (
        uid(1),
        uid(0),
        "medium",
        "2028-01-01",
    )
    assert (row.start_m, row.end_m, row.value) == (4000, 6000, 2)


def test_metre_repeated_twice_counts_once_and_works_of_one_day_are_no_repeat():
    works = [work(0, 10, "2022-01-01"), work(0, 10, "2023-01-01"), work(0, 10, "2024-01-01")]
    assert repeated(works).total == {"works": 2, "km": 10}
    assert repeated(works).evidence.shape[0] == 3
    assert repeated([work(0, 10), work(0, 10)]).total["works"] == 0


def test_other_side_of_the_road_is_no_repeat():
    works = [work(0, 10, "2023-01-01", carriageway="left"), work(0, 10, "2024-01-01", carriageway="right")]
    assert repeated(works).total["works"] == 0
    works.append(work(2, 4, "2024-06-01"))
    assert repeated(works).total["km"] == 2  # both halves of two kilometres


def test_period_and_groups_are_of_the_later_work():
    works = [work(0, 10, "2021-01-01", contractor="Жол"), work(0, 4, "2022-01-01"), work(6, 9, "2024-01-01")]
    assert by(repeated(works, "year"), "km") == {2022: 4, 2024: 3}
    assert repeated(works, period_start="2023-01-01").total == {"works": 1, "km": 3}


def test_intervals_are_a_parameter_and_a_wrong_one_is_refused():
    works = [work(0, 10, "2020-01-01", "current"), work(0, 10, "2021-01-01", "current")]
    assert repeated(works, types=["current"]).total["works"] == 0
    assert repeated(works, types=["current"], intervals=["current=2"]).total["works"] == 1
    with pytest.raises(UsageError, match="write type=years"):
        repeated(works, intervals=["capital"])
    with pytest.raises(UsageError, match="no type of work 'patching'"):
        repeated(works, intervals=["patching=1"])


def test_no_works_are_no_repeats():
    assert repeated([], "year").total == {"works": 0, "km": 0}
