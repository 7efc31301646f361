"""Each rule and each numbered pitfall of counting kilometres is held by a test that is named after it."""

import ast
import re
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]

#: What each pitfall is, by its number in the domain notes.
PITFALLS = {
    1: "overlapping works in one year",
    2: "two types on one stretch",
    3: "several years",
    4: "which year",
    5: "reversed events",
    6: "dual carriageways",
    7: "concurrent roads",
    8: "three lengths of one thing",
    9: "half-open intervals of whole metres",
    10: "long and short kilometres",
    11: "events past the end of the road",
    12: "split by region",
    13: "what a share names",
    14: "rounding only when printing",
    15: "a work without geometry",
    16: "kilometres repaired are not the gain",
}

#: Each rule to the letter, and the tests that hold it.
RULES = {
    "repaired is reconstruction, capital and medium repair": (
        "test_repaired_is_reconstruction_capital_and_medium",
        "test_current_repair_counts_only_on_request_and_new_construction_never",
    ),
    "length is the difference of measures, true and stated beside it": (
        "test_length_is_the_difference_of_measures_beside_the_true_and_the_stated",
    ),
    "date is accepted_on, else finished_on": (
        "test_date_is_that_of_acceptance_else_of_finish",
        "test_done_work_without_a_date_is_listed_and_not_counted",
        "test_of_a_work_under_way_only_the_finished_part_counts",
    ),
    "one side counts half; lanes of the section under each metre": (
        "test_one_side_of_a_dual_carriageway_counts_half_or_all",
        "test_lane_km_use_the_lanes_under_each_metre",
        "test_lanes_are_those_of_the_section_that_is_valid_on_the_day",
    ),
    "centreline km; lane-km; ramps apart": (
        "test_ramps_are_counted_apart_from_the_length_of_roads",
        "test_ramps_are_counted_apart_from_repaired_kilometres",
        "test_ramps_are_counted_apart_from_the_share_of_good_roads",
        "test_ramps_are_counted_apart_from_roughness_and_from_the_gain",
        "test_ramps_are_counted_apart_from_the_density_of_roads",
        "test_what_is_apart_and_the_rest_add_up_to_what_is_included",
        "test_roads_from_before_the_field_count_as_they_did",
    ),
    "types add up; other rows have their own union, and what several have is a line": (
        "test_by_type_a_metre_goes_to_the_highest_type_so_that_types_add_up",
        "test_other_groups_have_their_own_union_and_what_several_share_is_told",
    ),
    "regions split at their boundary; the lowest code on a border; unplaced without a line": (
        "test_regions_split_a_work_at_their_boundary_by_measure",
        "test_road_along_a_border_belongs_to_the_region_with_the_lowest_code",
        "test_work_on_a_road_without_geometry_is_unplaced",
    ),
    "concurrent metres belong to the higher road, then the lowest route_id": (
        "test_concurrent_metres_belong_to_the_higher_road_then_the_lowest_route_id",
        "test_the_higher_road_owns_then_the_lowest_name",
    ),
    "a repeat is within the interval of the earlier work's type, date to date": (
        "test_repeat_is_a_work_accepted_within_the_interval_of_the_earlier_type",
        "test_interval_from_the_29th_of_february_ends_on_the_28th",
    ),
    "condition share: (good + satisfactory) / surveyed": (
        "test_share_is_good_and_satisfactory_of_the_surveyed_with_the_whole_beside",
        "test_excellent_counts_as_good",
        "test_unknown_is_kept_apart",
    ),
    "IRI with a profile wins; what a profile lacks": (
        "test_iri_with_a_profile_wins_over_a_stored_class_and_the_disagreement_is_listed",
        "test_class_that_a_profile_does_not_have_gives_way_to_the_next_worse",
        "test_no_cell_for_a_pavement_and_category_is_unknown",
    ),
    "the newest survey, then the later commit, then uid; roads in use": (
        "test_newest_survey_wins_on_each_metre",
        "test_of_one_date_the_later_commit_wins_then_the_uid",
        "test_valid_date_defaults_to_the_day_of_the_version",
        "test_denominator_is_roads_in_use_only",
    ),
    "sections of one route may not overlap on one carriageway": (
        "test_sections_of_one_route_that_overlap_are_told",
        "test_sections_that_overlap_are_named_and_their_metres_count_once",
        "test_overlapping_sections_of_one_route_are_listed_and_counted_once",
    ),
    "a result names the rules that it used": ("test_result_names_the_rules_it_used",),
}


@pytest.fixture(scope="module")
def tests():
    """Names of all tests about roads, figures and import."""
    found = set()
    for folder in ("stats", "roads", "intake"):
        for path in (TESTS / folder).glob("test_*.py"):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            found |= {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    return found


@pytest.mark.parametrize("number", PITFALLS)
def test_each_pitfall_is_held_by_a_test_named_after_it(tests, number):
    assert any(re.match(rf"test_pitfall_{number}_", name) for name in tests), PITFALLS[number]


@pytest.mark.parametrize("rule", RULES)
def test_each_rule_is_held_by_tests_named_after_it(tests, rule):
    assert set(RULES[rule]) <= tests
