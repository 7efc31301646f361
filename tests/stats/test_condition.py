"""Condition of roads: each rule and numbered pitfall of the domain notes, section 2, that is about it."""

from __future__ import annotations

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.model.errors import NoSuchFile, UsageError
from registry.stats.computing import compute, verify_receipt
from registry.stats.profiles import BadProfile
from tests.quality.building import build
from tests.stats.working import asked, between, by, line, road, survey, uid

KM = pytest.approx


def share(roads, surveys, *groups, **rest):
    layers = {"roads": roads, "condition_surveys": surveys} | rest.pop("layers", {})
    return asked(layers, "condition-share", groups, **rest)


def judged(start, end, condition, day="2024-05-01", **told):
    return survey(start, end, day, condition=condition, **told)


# --- the rules -------------------------------------------------------------------------------------------


def test_share_is_good_and_satisfactory_of_the_surveyed_with_the_whole_beside():
    surveys = [judged(0, 10, "good"), judged(10, 15, "satisfactory"), judged(15, 40, "unsatisfactory")]
    total = share([road(0, 100)], surveys).total
    assert total["share"] == KM(15 / 40)
    assert total["share_of_whole"] == KM(15 / 100)
    assert (total["surveyed_km"], total["surveyed_share"], total["total_km"]) == (40, 0.4, 100)


def test_excellent_counts_as_good():
    total = share([road(0, 10)], [judged(0, 4, "excellent"), judged(4, 10, "unsatisfactory")]).total
    assert (total["good_km"], total["share"]) == (4, 0.4)


def test_unknown_is_kept_apart():
    surveys = [judged(0, 10, "good"), judged(10, 20, "unsatisfactory"), judged(20, 50, "unknown")]
    found = share([road(0, 100)], surveys)
    assert found.total["share"] == 0.5
    assert (found.total["unknown_km"], found.total["surveyed_km"]) == (30, 50)
    assert "30.000 surveyed km are of unknown class" in found.notes
    assert share([road(0, 100)], surveys, unknown="in-denominator").total["share"] == 0.2


def test_iri_with_a_profile_wins_over_a_stored_class_and_the_disagreement_is_listed():
    roads = [road(0, 20, pavement="capital", tech_category="II")]
    surveys = [
        judged(0, 8, "good", iri=5.0),
        judged(8, 20, "good", iri=3.0),
    ]
    found = share(roads, surveys)
    assert (found.total["unsatisfactory_km"], found.total["good_km"]) == (8, 12)  # 3.0 is excellent
    listed = found.details["disagreements"]().to_dict("records")
    assert [(one["uid"], one["by_iri"], one["stored"]) for one in listed] == [
        (uid(0), "unsatisfactory", "good")
    ]
    assert any("on 8.000 km the surveyor's class is not that of the IRI" in one for one in found.notes)


def test_class_that_a_profile_does_not_have_gives_way_to_the_next_worse():
    roads = [road(0, 30, pavement="capital", tech_category="IV")]
    surveys = [survey(0, 10, iri=1.0), survey(10, 20, iri=5.0), survey(20, 30, iri=5.1)]
    found = share(roads, surveys).total
    assert (found["good_km"], found["satisfactory_km"], found["unsatisfactory_km"]) == (20, 0, 10)


def test_no_cell_for_a_pavement_and_category_is_unknown():
    roads = [road(0, 10, pavement="gravel", tech_category="II"), road(10, 20)]
    surveys = [judged(0, 10, "good", iri=2.0), judged(10, 20, "good", iri=2.0)]
    assert share(roads, surveys).total["unknown_km"] == 20
    assert share(roads, surveys, without_cell="stored").total["good_km"] == 20


def test_stored_class_counts_where_there_is_no_iri():
    assert share([road(0, 10)], [judged(0, 10, "satisfactory")]).total["satisfactory_km"] == 10


@pytest.mark.parametrize(
    ("pavement", "category", "iri", "found"),
    [
        ("capital", "I-a", 2.6, "good_km"),
        ("capital", "I-b", 3.7, "satisfactory_km"),
        ("capital", "I-v", 4.3, "unsatisfactory_km"),
        ("lightened", "IV", 4.6, "good_km"),
        ("transitional", "V", 7.2, "unsatisfactory_km"),
        ("gravel", "V", 7.7, "satisfactory_km"),
        ("earth", "V", 8.0, "good_km"),
    ],
)
def test_gost_33388_2015(pavement, category, iri, found):
    roads = [road(0, 1, pavement=pavement, tech_category=category)]
    assert share(roads, [survey(0, 1, iri=iri)]).total[found] == 1


@pytest.mark.parametrize(
    ("iri", "found"),
    [(1.49, "good_km"), (1.5, "satisfactory_km"), (2.68, "satisfactory_km"), (2.69, "unsatisfactory_km")],
)
def test_fhwa_23cfr490(iri, found):
    assert share([road(0, 1)], [survey(0, 1, iri=iri)], profile="fhwa-23cfr490").total[found] == 1


def test_profile_asked_for_goes_before_that_of_the_survey():
    roads = [road(0, 1, pavement="capital", tech_category="II")]
    surveys = [survey(0, 1, iri=2.9, profile="fhwa-23cfr490")]
    assert share(roads, surveys).total["unsatisfactory_km"] == 1
    assert share(roads, surveys, profile="gost-33388-2015").total["good_km"] == 1


def test_own_profile_from_a_file(tmp_path):
    own = tmp_path / "облыс.toml"
    own.write_text('name = "own"\n[[cells]]\ngood = 9.0\n', encoding="utf-8")
    found = share([road(0, 2)], [survey(0, 1, iri=9.0), survey(1, 2, iri=9.1)], profile=str(own))
    assert (found.total["good_km"], found.total["unsatisfactory_km"]) == (1, 1)
    assert any("IRI judged by own" in one for one in found.notes)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("name = ", "no TOML"),
        ("[[cells]]\ngood = 1.0\n", "no name"),
        ('name = "x"\n', r"no \[\[cells\]\]"),
        ('name = "x"\n[[cells]]\ngood = 3.0\nsatisfactory = 2.0\n', "rise"),
        ('name = "x"\n[[cells]]\ngood = -1\n', "highest IRI"),
        ('name = "x"\n[[cells]]\nfair = 1.0\n', "cell 1 has fair"),
        ('name = "x"\nlimit = 3\n', "nothing is called limit"),
        ('name = "x"\nbelow = ["bad"]\n[[cells]]\ngood = 1.0\n', "below"),
    ],
)
def test_broken_profile_is_refused_with_what_is_wrong(tmp_path, text, problem):
    own = tmp_path / "own.toml"
    own.write_text(text, encoding="utf-8")
    with pytest.raises(BadProfile, match=problem):
        share([road(0, 1)], [survey(0, 1, iri=1.0)], profile=str(own))


def test_profile_that_there_is_not_is_refused():
    with pytest.raises(BadProfile, match="there are fhwa-23cfr490, gost-33388-2015"):
        share([road(0, 1)], [survey(0, 1, iri=1.0)], profile="gost")
    with pytest.raises(NoSuchFile):
        share([road(0, 1)], [survey(0, 1, iri=1.0)], profile="/nowhere/own.toml")


def test_profile_that_a_survey_names_is_never_a_file(tmp_path):
    own = tmp_path / "own.toml"
    own.write_text('name = "own"\n[[cells]]\ngood = 9.0\n', encoding="utf-8")
    found = share([road(0, 1)], [judged(0, 1, "unsatisfactory", iri=1.0, profile=str(own))])
    assert found.total["unsatisfactory_km"] == 1
    assert found.left_out[0].counted
    assert "correct it" in found.left_out[0].reason


def test_newest_survey_wins_on_each_metre():
    surveys = [judged(0, 20, "unsatisfactory", "2023-05-01"), judged(5, 10, "good", "2024-05-01")]
    total = share([road(0, 20)], surveys).total
    assert (total["good_km"], total["unsatisfactory_km"], total["surveyed_km"]) == (5, 15, 20)


def test_of_one_date_the_later_commit_wins_then_the_uid():
    first, second = judged(0, 10, "good", revision=3), judged(0, 10, "unsatisfactory", revision=2)
    assert share([road(0, 10)], [first, second]).total["good_km"] == 10
    assert share([road(0, 10)], [second, first]).total["good_km"] == 10
    first, second = judged(0, 10, "good", uid=uid(9)), judged(0, 10, "unsatisfactory", uid=uid(4))
    assert share([road(0, 10)], [first, second]).total["good_km"] == 10


def test_valid_date_defaults_to_the_day_of_the_version():
    surveys = [judged(0, 10, "good", "2024-05-01"), judged(0, 10, "unsatisfactory", "2024-09-01")]
    assert share([road(0, 10)], surveys, today="2024-06-01").total["share"] == 1
    assert share([road(0, 10)], surveys, today="2024-09-01").total["share"] == 0
    assert share([road(0, 10)], surveys, as_of="2024-08-31").total["share"] == 1


def test_denominator_is_roads_in_use_only():
    roads = [road(0, 10), road(10, 30, lifecycle="under_construction"), road(30, 40, valid_from="2024-10-01")]
    roads.append(road(40, 50, valid_to="2024-06-01"))
    found = share(roads, [judged(0, 50, "good")], as_of="2024-06-01")
    assert (found.total["total_km"], found.total["surveyed_km"]) == (10, 10)
    assert any("40.000 km were surveyed where no road that counts is" in one for one in found.notes)
    lifecycles = ["in_use", "under_construction"]
    assert share(roads, [], as_of="2024-06-01", lifecycles=lifecycles).total["total_km"] == 30


def test_shares_by_significance_keep_local_roads_apart():
    roads = [
        road(0, 10, significance="republican"),
        road(10, 30, significance="regional", surface="gravel"),
        road(0, 40, route_id="P-9", surface="gravel"),
    ]
    layers = {"routes": [{"route_id": "P-9", "significance": "district"}]}
    found = share(roads, [judged(0, 30, "good")], "significance", layers=layers)
    assert by(found, "total_km") == {"republican": 10, "regional": 20, "district": 40}
    assert by(found, "share_of_whole") == {"republican": 1, "regional": 1, "district": 0}
    assert by(share(roads, [], "surface", "road", layers=layers), "total_km") == {
        ("gravel", "A-27"): 20,
        ("gravel", "P-9"): 40,
        (None, "A-27"): 10,
    }


def test_lane_km_weigh_by_lanes():
    roads = [road(0, 10, lanes=4), road(10, 20, lanes=2), road(20, 25)]
    total = share(roads, [judged(0, 10, "good"), judged(10, 25, "unsatisfactory")]).total
    assert total["share_lanes"] == KM(40 / 60)
    assert (total["share"], total["lane_km"]) == (KM(10 / 25), 60)


def test_carriageways_are_looked_at_apart_and_count_half():
    roads = [road(0, 10, carriageway="left", lanes=2), road(0, 10, carriageway="right", lanes=3)]
    surveys = [judged(0, 10, "good", carriageway="left"), judged(0, 4, "unsatisfactory", carriageway="right")]
    total = share(roads, surveys).total
    assert (total["total_km"], total["good_km"], total["unsatisfactory_km"]) == (10, 5, 2)
    assert total["share_lanes"] == KM(20 / 32)
    whole = share([road(0, 10)], [judged(0, 10, "good", carriageway="left")]).total
    assert (whole["total_km"], whole["surveyed_km"]) == (10, 5)


def test_concurrent_metres_count_once_on_their_owner():
    roads = [road(0, 30, significance="regional"), road(0, 50, route_id="P-9", significance="republican")]
    shared = {"route_id": "A-27", "km_from": 10, "km_to": 20, "other_route_id": "P-9"}
    layers = {"concurrencies": [shared | {"other_km_from": 30, "other_km_to": 40}]}
    found = share(roads, [judged(10, 15, "good", significance=None)], "road", layers=layers)
    assert by(found, "total_km") == {"A-27": 20, "P-9": 50}
    assert by(found, "surveyed_km") == {"A-27": 0, "P-9": 5}
    assert share(roads, [], layers=layers, concurrent_once=False).total["total_km"] == 80


def test_sections_that_are_empty_or_run_backwards_are_told():
    roads = [road(0, 10), road(20, 20), road(40, 30)]
    found = share(roads, [judged(0, 40, "good")])
    assert found.total["total_km"] == 20
    told = {one.uid: (one.counted, one.reason) for one in found.left_out}
    assert told[uid(1)] == (
        False,
        "begins and ends at km 20+000, so it covers nothing; correct one of the two",
    )
    assert told[uid(2)][0]
    assert told[uid(2)][1].startswith("runs from km 40+000 to 30+000; read as 30+000 to 40+000")


# --- pitfalls --------------------------------------------------------------------------------------------


def test_pitfall_12_shares_of_regions_add_up_in_kilometres():
    layers = {"regions": [between(50, 51.1, "KZ-23"), between(51.1, 51.3, "KZ-27")]}
    roads = [road(0, 40, geom=line(51.0, 51.4)), road(40, 47)]
    found = share(roads, [judged(5, 45, "good")], "region", layers=layers)
    assert by(found, "total_km") == {"KZ-23": 10, "KZ-27": 20, "outside": 10, "unplaced": 7}
    assert by(found, "good_km") == {"KZ-23": 5, "KZ-27": 20, "outside": 10, "unplaced": 5}


def test_pitfall_13_a_share_names_numerator_denominator_date_and_how_much_was_surveyed():
    told = share([road(0, 40)], [judged(0, 10, "good")], as_of="2024-12-31").notes[0]
    assert told == (
        "good and satisfactory / surveyed km of known class, as of 2024-12-31; excellent counts as good;"
        " 10.000 of 40.000 km surveyed; roads in use"
    )


def test_evidence_holds_surveys_and_the_sections_nobody_surveyed():
    found = share([road(0, 20)], [judged(0, 5, "good")])
    rows = found.evidence.to_dict("records")
    assert [(one["layer"], one["start_m"], one["end_m"], one["condition"]) for one in rows] == [
        ("condition_surveys", 0, 5000, "good"),
        ("roads", 5000, 20_000, "not surveyed"),
    ]
    assert found.evidence.value.sum() == found.total["total_km"]


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"route_id": None}, "give its route_id"),
        ({"km_to": float("nan")}, "give km_from and km_to"),
        ({"km_to": 0}, "covers nothing"),
        ({"surveyed_on": None}, "give the date"),
        ({"iri": -1.0}, "IRI below 0"),
    ],
)
def test_unsound_surveys_are_left_out_by_name_with_the_mend(wrong, reason):
    found = share([road(0, 10)], [judged(0, 5, "good") | wrong])
    assert found.total["surveyed_km"] == 0
    assert [one.uid for one in found.left_out] == [uid(0)]
    assert reason in found.left_out[0].reason


def test_survey_past_the_end_of_the_road_is_told():
    found = share([road(0, 10)], [judged(5, 15, "good")])
    assert found.total["surveyed_km"] == 5
    assert "leaves route A-27" in found.left_out[0].reason


def test_no_roads_have_no_share():
    found = share([], [judged(0, 5, "good")])
    assert found.total["share"] != found.total["share"]  # NaN
    assert (found.total["total_km"], len(found.table)) == (0, 0)
    with pytest.raises(UsageError, match="no layer roads"):
        asked({"condition_surveys": []}, "condition-share")


_surveys = st.lists(
    st.builds(
        lambda start, length, side, kind, day: judged(
            start, start + length, kind, f"2024-05-{day:02d}", carriageway=side
        ),
        st.integers(0, 40),
        st.integers(1, 20),
        st.sampled_from(["both", "left", "right"]),
        st.sampled_from(["good", "satisfactory", "unsatisfactory", "unknown"]),
        st.integers(1, 28),
    ),
    max_size=7,
    unique_by=lambda one: one["surveyed_on"],
)


@settings(max_examples=60, deadline=None)
@given(_surveys, st.randoms(use_true_random=False))
def test_splitting_and_reordering_surveys_changes_nothing(surveys, chance):
    roads = [road(0, 30, lanes=2), road(30, 50, lanes=4)]
    changed = []
    for one in surveys:
        middle = round(chance.uniform(one["km_from"], one["km_to"]), 3)
        if one["km_from"] < middle < one["km_to"]:
            changed += [one | {"km_to": middle}, one | {"km_from": middle}]
        else:
            changed.append(one)
    chance.shuffle(changed)
    before, after = share(roads, surveys).total, share(roads, changed).total
    assert after == KM(before, nan_ok=True)
    classes = ("good_km", "satisfactory_km", "unsatisfactory_km", "unknown_km")
    assert sum(before[one] for one in classes) == KM(before["surveyed_km"])


def test_receipt_of_the_condition_share_holds(tmp_path):
    told = {"source": "акт", "quality": "surveyed"}
    layers = {
        "routes": [told | {"route_id": "A-27", "name_en": "A-27"}],
        "roads": [told | road(0, 40, pavement="capital", tech_category="II", significance="regional")],
        "condition_surveys": [told | survey(0, 10, iri=3.0), told | survey(5, 20, iri=9.0)],
    }
    ledger = build(tmp_path / "r.gpkg", layers)
    result, receipt = compute(ledger, "condition-share", by=["road"], where="significance = 'regional'")
    assert by(result, "unsatisfactory_km") == {"A-27": 15}  # of one date and commit the later uid
    assert verify_receipt(ledger, receipt).holds
    for name in ("iri-statistics", "condition-gain"):
        assert verify_receipt(ledger, compute(ledger, name, by=["surface"])[1]).holds


def test_a_profile_or_stage_that_there_is_not_is_refused_without_surveys_too():
    layers = {"roads": [road(0, 10)], "condition_surveys": []}
    with pytest.raises(NoSuchFile):
        asked(layers, "condition-share", profile="nowhere.toml")
    with pytest.raises(UsageError, match="choose of"):
        asked(layers, "condition-share", lifecycles="used")


def test_sections_that_overlap_are_named_with_their_kilometres_and_count_once():
    found = asked({"roads": [road(0, 10), road(8, 15)], "condition_surveys": []}, "condition-share")
    assert found.total["total_km"] == 15
    (one,) = found.left_out
    assert (one.uid, one.counted) == (uid(1), True)
    assert "covers km 8+000 to 10+000 of route A-27, which another section has; 2000 m" in one.reason


def test_sections_of_two_carriageways_or_touching_ones_do_not_overlap():
    left, right = road(0, 10, carriageway="left"), road(0, 10, carriageway="right")
    found = asked({"roads": [left, right, road(10, 15)], "condition_surveys": []}, "condition-share")
    assert not found.left_out


def test_regions_without_an_outline_or_with_an_invalid_one_are_told():
    bow = shapely.Polygon([(53, 46), (54, 48), (54, 46), (53, 48)])
    regions = [
        between(51, 53, "KZ-23"),
        {"code": "KZ-15", "geom": shapely.MultiPolygon([bow])},
        {"code": "KZ-11", "geom": None},
    ]
    layers = {"roads": [road(0, 10, geom=line(51, 52))], "regions": regions, "condition_surveys": []}
    notes = asked(layers, "condition-share", ["region"]).notes
    assert f"regions {uid(2)} has no outline or no code, so nothing is counted in it; give it" in notes
    told = "outline KZ-15 of regions is invalid (self-intersection), counted as mended; correct it"
    assert told in notes


def test_regions_that_overlap_or_leave_a_hole_are_told():
    drawn = road(0, 100, geom=line(50, 51))
    hole = shapely.box(51.2, 46, 51.5, 48)
    halves = [between(49, 51.3, "KZ-61"), between(51.3, 53, "KZ-62")]
    for one in halves:
        one["geom"] = shapely.MultiPolygon([one["geom"].geoms[0] - hole])
    layers = {"roads": [drawn], "condition_surveys": [], "regions": [*halves, between(48, 49.5, "KZ-23")]}
    told = " ".join(asked(layers, "condition-share", ["region"]).notes)
    assert "outlines KZ-23 and KZ-61 of regions overlap by" in told
    assert "leave" in told
    assert "counts as outside" in told
