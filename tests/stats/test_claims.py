"""Official statements beside computed figures: within their own qualifier, never corrected, never added."""

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from registry.model.errors import UnknownLayer
from registry.stats.claimed import NAMES, call_for
from registry.stats.claims import AGREES, DIFFERS, NOT_COMPUTABLE, TARGET
from registry.stats.computing import compute, verify_receipt
from registry.stats.contradictions import bounds, contradictions, half_digit
from tests.quality.building import SHIPPED, build
from tests.stats.earth import square


def claim(name, value, **more):
    told = {
        "claim_id": name, "statement": name, "indicator": "repaired_km", "region_code": None, "place": None,
        "subject_layer": None, "subject_key": None, "value": float(value), "unit": "km", "currency": None,
        "qualifier": "exact", "period_kind": None, "period_start": None, "period_end": None, "baseline": None,
        "status": "done", "overlap_note": None, "source": "report",
    }  # fmt: skip
    return {**told, **more}


def in_2024(name, value, qualifier="exact", **more):
    period = {"period_kind": "in_year", "period_start": "2024-01-01", "period_end": "2024-12-31"}
    told = {"qualifier": qualifier, "region_code": "KZ-23", "subject_layer": "repairs", **period, **more}
    return claim(name, value, **told)


def judged(tmp_path, claims, name="a.gpkg", **layers):
    return compute(build(tmp_path / name, {**layers, "claims": claims}), "claims")[0]


def verdicts(result):
    return {row["claim"]: row for row in result.table.to_dict("records")}


@pytest.fixture
def repaired_312(tmp_path):
    """A region with a road of 400 km, of which 312 km were repaired in 2024."""
    line = shapely.LineString([(51.0, 47.0), (53.0, 47.0)])
    region = {"code": "KZ-23", "role": "kept", "geom": shapely.MultiPolygon([shapely.box(50, 46, 54, 48)])}
    road = {"route_id": "A-27", "km_from": 0, "km_to": 400, "carriageway": "both", "lifecycle": "in_use",
            "region_code": "KZ-23", "geom": line}  # fmt: skip
    work = {"work_id": "w", "route_id": "A-27", "km_from": 20, "km_to": 332, "carriageway": "both",
            "work_type": "medium", "status": "done", "accepted_on": "2024-09-30"}  # fmt: skip
    claims = [
        in_2024("over-300", 300, "more_than"), in_2024("just-312", 312), in_2024("about-300", 300, "about"),
        in_2024("over-1050", 1050, "more_than"), in_2024("under-312", 312, "less_than"),
        in_2024("target", 400, status="target"),
    ]  # fmt: skip
    return judged(tmp_path, claims, regions=[region], routes=[{"route_id": "A-27"}], roads=[road],
                  repairs=[work])  # fmt: skip


def test_312_km_agree_with_more_than_300(repaired_312):
    found = verdicts(repaired_312)
    assert found["over-300"]["verdict"] == AGREES
    assert found["over-300"]["computed"] == pytest.approx(312)
    assert found["over-300"]["difference"] == pytest.approx(12)
    assert found["just-312"]["verdict"] == AGREES
    assert found["about-300"]["verdict"] == AGREES  # within 5 %


def test_what_differs_says_by_how_much(repaired_312):
    found = verdicts(repaired_312)["over-1050"]
    assert found["verdict"] == DIFFERS
    assert found["difference"] == pytest.approx(312 - 1050)


def test_a_target_has_its_progress(repaired_312):
    found = verdicts(repaired_312)["target"]
    assert found["verdict"] == TARGET
    assert found["progress"] == pytest.approx(312 / 400)


def test_claims_that_contradict_each_other_stand_together(repaired_312):
    groups = repaired_312.table.groupby("group")["claim"].agg(list).to_dict()
    assert groups == {1: ["over-300", "just-312", "about-300", "over-1050", "under-312"]}
    assert any("over-1050 (more than 1,050)" in one for one in repaired_312.notes)
    listed = repaired_312.details["contradictions"]()
    assert listed["claim"].tolist() == groups[1]


def test_the_evidence_of_a_claim_is_what_its_figure_is_of(repaired_312):
    row = repaired_312.table.index[repaired_312.table["claim"] == "just-312"][0]
    behind = repaired_312.evidence[repaired_312.evidence["row"] == row]
    assert set(behind["layer"]) == {"claims", "repairs"}


def test_west_kazakhstan_does_not_add_up(seeded):
    result, _ = compute(seeded, "claims")
    notes = "\n".join(result.notes)
    assert "the parts of wko-2025-plan add up to 496.3, not to 497.3" in notes
    assert "the parts of wko-2025-done add up to 497.4, not to 510" in notes
    table = result.table.set_index("claim")
    assert table.loc["wko-2025-plan", "group"] == table.loc["wko-2025-plan-4", "group"]
    assert table.loc["wko-2025-plan", "group"] != table.loc["wko-2025-done", "group"]
    places = list(table.index)
    first = places.index("wko-2025-plan")
    assert places[first : first + 5] == ["wko-2025-plan", *(f"wko-2025-plan-{n}" for n in range(1, 5))]


def test_the_seed_claims_have_the_verdicts_they_deserve(seeded):
    result, receipt = compute(seeded, "claims")
    found = verdicts(result)
    assert len(found) == 62
    for name in ("tukhlaya-balka-reclaimed", "tukhlaya-balka-site", "tukhlaya-balka-city", "nazar-schools",
                 "makhambet-inder", "atyrau-oral-in-wko", "medium-repair-area", "makat-dossor-repair",
                 "atyrau-oral-length", "bypass-length", "bozzhyra-core", "complexes"):  # fmt: skip
        assert found[name]["verdict"] == AGREES, name
    assert found["beineu-saksaul-length"]["difference"] == pytest.approx(499.394 - 736, abs=0.001)
    assert found["atyrau-dossor-length"]["difference"] == pytest.approx(8.911, abs=0.001)
    assert found["bypass-length-older"]["verdict"] == DIFFERS
    for name, why in (("emissions", "no layer holds emissions"), ("complexes-sum", "no field cost"),
                      ("region-cameras", "names no layer"), ("toll-section", "names no route"),
                      ("wko-2025-plan-1", "not stated")):  # fmt: skip
        assert found[name]["verdict"] == NOT_COMPUTABLE, name
        assert why in found[name]["note"], name
    assert found["tourism-projects"]["verdict"] == TARGET
    assert found["tourism-projects"]["progress"] == 0
    assert "holds 19 as planned" in found["tourism-projects-17"]["note"]
    assert receipt.left_out == sum(row["verdict"] == NOT_COMPUTABLE for row in found.values())
    assert verify_receipt(seeded, receipt).holds


def test_what_was_only_written_down_from_the_claims_source_says_so(seeded):
    found = verdicts(compute(seeded, "claims")[0])
    assert "recorded from the same source" in found["nazar-schools"]["note"]
    assert "schematic data" in found["tukhlaya-balka-reclaimed"]["note"]


def test_every_claim_that_comes_with_the_layers_is_known(seeded):
    place = 2 + seeded.definition("claims").names.index("indicator")
    told = {row[place] for row in seeded.rows("claims")}
    assert len(told) > 20
    assert told <= NAMES


def test_a_plan_is_set_beside_what_is_done_so_far(tmp_path):
    zone = {"landfill_id": "l", "region_code": "KZ-23"}
    areas = [
        {"area_id": "a", "landfill_id": "l", "status": "done", "accepted_on": "2024-05-01",
         "geom": shapely.MultiPolygon([square((52, 47), 100)])},
    ]  # fmt: skip
    period = {"period_kind": "by_date", "period_end": "2027-12-31"}
    subject = {"subject_layer": "landfills", "subject_key": "l"}
    told = claim("plan", 400, indicator="reclaimed_ha", unit="ha", status="planned", **subject, **period)
    found = verdicts(judged(tmp_path, [told], landfills=[zone], reclamation_areas=areas))["plan"]
    assert found["verdict"] == TARGET
    assert found["progress"] == pytest.approx(0.25, abs=1e-4)


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"indicator": "happiness"}, "nothing computes happiness"),
        ({"indicator": "lanes"}, "names no route"),
        ({"indicator": "objects"}, "names no layer"),
        ({"indicator": "objects", "subject_layer": "ports"}, "does not have"),
        (
            {"indicator": "objects", "subject_layer": "facilities", "subject_key": "a|b"},
            "is none of facilities",
        ),
        ({"indicator": "stretch_km", "subject_layer": "routes", "subject_key": "x"}, "names no kilometres"),
        ({"indicator": "work_area_m2"}, "names no work"),
    ],
)
def test_what_cannot_be_computed_says_why(told, why):
    assert why in call_for(claim("c", 1, **told), SHIPPED)


def test_a_quote_in_a_key_is_only_a_quote(tmp_path):
    told = claim("c", 1, indicator="objects", unit="count", subject_layer="facilities", subject_key="o'brien")
    facility = {"facility_id": "o'brien", "kind": "school", "objects": 1, "region_code": "KZ-23"}
    assert verdicts(judged(tmp_path, [told], facilities=[facility]))["c"]["verdict"] == AGREES


def test_no_claims_and_no_layer_of_claims(tmp_path):
    assert judged(tmp_path, []).table.empty
    with pytest.raises(UnknownLayer, match="claims"):
        compute(build(tmp_path / "b.gpkg", {"roads": []}), "claims")


# --- contradictions --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        (("exact", 300), ("exact", 300), False),
        (("exact", 26), ("exact", 27.5), True),
        (("more_than", 300), ("exact", 312), False),
        (("more_than", 1050), ("exact", 312), True),
        (("more_than", 300), ("more_than", 1050), False),
        (("less_than", 300), ("more_than", 300), True),
        (("about", 3000), ("exact", 2900), False),
        (("about", 3000), ("exact", 40), True),
        (("exact", 2026), ("exact", 2027), True),
    ],
)
def test_two_claims_contradict_if_no_figure_meets_both(one, other, apart):
    claims = [in_2024(f"c{n}", value, qualifier) for n, (qualifier, value) in enumerate((one, other))]
    assert bool(contradictions(claims, 0.05)) == apart


@pytest.mark.parametrize(
    "change",
    [{"status": "planned"}, {"region_code": "KZ-47"}, {"subject_key": "x"}, {"unit": "m"},
     {"period_end": "2025-12-31"}, {"indicator": "other"}],
)  # fmt: skip
def test_claims_about_different_things_do_not_contradict(change):
    assert not contradictions([in_2024("a", 1), in_2024("b", 2, **change)], 0.05)


def test_a_claim_without_a_period_may_mean_any():
    later = in_2024("b", 2, period_kind=None, period_start=None, period_end=None)
    assert contradictions([in_2024("a", 1), later], 0.05)


def test_parts_that_are_not_all_may_be_less_and_never_more():
    whole = in_2024("whole", 3052)
    some = in_2024("some", 1125, overlap_note="part of whole", indicator="other_km")
    assert not contradictions([whole, some], 0.05)
    assert contradictions([whole, {**some, "value": 4000.0}], 0.05)


def test_parts_given_rounded_may_add_up_to_a_rounded_whole():
    whole = in_2024("whole", 1336)
    parts = [
        in_2024(f"p{n}", v, overlap_note="part of whole", indicator="repaired_km_part")
        for n, v in enumerate((476.4, 860))
    ]
    assert not contradictions([whole, *parts], 0.05)


@given(st.decimals(-(10**6), 10**6, places=3, allow_nan=False))
def test_an_exact_claim_is_true_of_what_rounds_to_it(value):
    number = float(value)
    low, high = bounds({"value": number, "qualifier": "exact"}, 0.05)
    assert low < number < high
    assert high - low == pytest.approx(2 * half_digit(number), rel=1e-6)
    assert half_digit(number) in (0.5, 0.05, 0.005, 0.0005) or number == 0
