"""References to features that are not there."""

from registry.model.definition import Definition, Field
from registry.quality import check
from tests.quality.building import codes, reasons, the, uid

ROUTES = [{"route_id": "atyrau-dossor"}, {"route_id": "makat-beineu"}]


def test_a_route_that_does_not_exist_is_an_error_with_the_nearest_name(make):
    ledger = make({"routes": ROUTES, "repairs": [{"route_id": "Atyrau-Dosor"}, {"route_id": "makat-beineu"}]})
    finding = the(check(ledger, layers=["repairs"]), "reference-nothing")
    assert (finding.uid, finding.severity, finding.place) == (uid(0), "error", None)
    assert "did you mean atyrau-dossor?" in finding.message


def test_a_former_number_of_a_route_is_a_warning_with_its_number_now(make):
    routes = [{"route_id": "A-27", "aliases": "M-32 (/2018-12-31); Атырау – Уральск"}]
    report = check(make({"routes": routes, "repairs": [{"route_id": "M-32"}, {"route_id": "M-33"}]}))
    finding = the(report, "reference-alias")
    assert (finding.uid, finding.severity) == (uid(0), "warning")
    assert "an alias of A-27; kilometres count on A-27" in finding.message
    assert the(report, "reference-nothing").uid == uid(1)


def test_a_name_like_no_other_gets_no_suggestion(make):
    ledger = make({"routes": ROUTES, "repairs": [{"route_id": "Қ-9"}]})
    message = the(check(ledger), "reference-nothing").message
    assert "did you mean" not in message
    assert "route_id = Қ-9, which is no route_id of routes; correct it or add it to routes" in message


def test_no_reference_is_none_to_nothing(make):
    assert "reference-nothing" not in codes(check(make({"routes": [], "repairs": [{}]})))


def test_a_layer_may_refer_to_itself(make):
    projects = [
        {"project_id": "a"},
        {"project_id": "b", "parent_id": "a"},
        {"project_id": "c", "parent_id": "d"},
    ]
    report = check(make({"projects": projects}), layers=["projects"])
    assert the(report, "reference-nothing").uid == uid(2)


def test_a_reference_to_an_absent_layer_is_told_as_not_looked_at(make):
    report = check(make({"repairs": [{"route_id": "a"}]}))
    assert "reference-nothing" not in codes(report)
    assert reasons(report)["references", "repairs"] == "route_id: the registry has no layer routes"


def test_numbers_are_references_too(make):
    masts = Definition("masts", {}, (Field("number", "integer"),))
    lamps = Definition("lamps", {}, (Field("mast", "integer", references="masts.number"),))
    report = check(make({masts: [{"number": 7}], lamps: [{"mast": 7}, {"mast": 8}, {}]}))
    assert the(report, "reference-nothing").uid == uid(1)


def test_a_reference_is_looked_up_at_the_version_that_is_checked(make):
    ledger = make({"routes": ROUTES[:1], "repairs": [{"route_id": "atyrau-dossor"}]})
    with ledger.writing(author="a", message="gone") as work:
        work.delete("routes", [bytes.fromhex(uid(0))])
    assert "reference-nothing" not in codes(check(ledger, 1))
    assert the(check(ledger), "reference-nothing").layer == "repairs"
