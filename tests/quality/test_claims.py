"""Claims about things that exist."""

import pytest

from registry.model.definition import Definition, Field
from registry.quality import Limits, check
from tests.quality.building import codes, reasons, the, uid

ROUTES = [{"route_id": "atyrau-dossor"}]
SECTIONS = [{"route_id": "atyrau-dossor", "km_from": 86.5, "km_to": 90, "carriageway": "left"}]


def claim(layer, key=None, **more):
    return {"statement": "86 км", "subject_layer": layer, "subject_key": key} | more


def checked(make, *claims):
    return check(make({"routes": ROUTES, "roads": SECTIONS, "claims": claims}), layers=["claims"])


@pytest.mark.parametrize(
    "one",
    [
        claim("routes", "atyrau-dossor"),
        claim("routes"),
        claim(None),
        claim("roads", "atyrau-dossor|86.5|left"),
        claim("roads", "atyrau-dossor|86+500|left"),
    ],
)
def test_a_claim_about_something_that_is_there_is_right(make, one):
    assert "subject-nothing" not in codes(checked(make, one))


def test_a_claim_about_a_feature_that_is_not_there_is_an_error(make):
    finding = the(checked(make, claim("routes", "atyrau-dosor")), "subject-nothing")
    assert (finding.uid, finding.severity) == (uid(0), "error")
    assert "which is no route_id of routes; did you mean atyrau-dossor?" in finding.message


@pytest.mark.parametrize("key", ["atyrau-dossor|86.5", "atyrau-dossor|86.5|right", "atyrau-dossor|x|left"])
def test_a_key_of_several_parts_must_match_in_all(make, key):
    assert "subject-nothing" in codes(checked(make, claim("roads", key)))


def test_a_claim_about_a_layer_that_is_not_there_is_an_error(make):
    message = the(checked(make, claim("repairs", "x")), "subject-nothing").message
    assert "is about layer repairs, which is not there" in message


def test_a_layer_without_key_cannot_be_looked_up(make):
    plain = Definition("plain", {}, (Field("name", "text"),))
    report = check(make({plain: [], "claims": [claim("plain", "x")]}), layers=["claims"])
    assert reasons(report)["subjects of claims", "claims"] == "subject_key of plain: the layer has no key"


def test_indicators_are_held_against_a_list_where_there_is_one(make):
    ledger = make({"claims": [claim(None, indicator="repaired_km"), claim(None, indicator="repaird_km")]})
    report = check(ledger, limits=Limits(indicators={"repaired_km", "condition_share"}))
    finding = the(report, "indicator-unknown")
    assert (finding.uid, finding.severity) == (uid(1), "info")
    assert "did you mean repaired_km?" in finding.message
    assert reasons(check(ledger))["indicators of claims", "claims"] == "no list of indicators was given"


def test_an_indicator_nobody_computes_is_told_once_for_all_its_claims(make):
    ledger = make({"claims": [claim(None, indicator="trees_planted") for _ in range(4)]})
    finding = the(check(ledger, limits=Limits(indicators={"repaired_km"})), "indicator-unknown")
    assert "and 3 more claims name the indicator trees_planted" in finding.message
