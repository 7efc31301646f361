"""A whole check: what ran, what was left out, and in which order findings come."""

import json

import pytest
from shapely import MultiPolygon, Point, Polygon, box

from registry.cli.seed import plant
from registry.model.errors import UnknownLayer, UnknownVersion
from registry.quality import CODES, SEVERITIES, check
from registry.versions.ledger import Ledger
from tests.quality.building import SHIPPED, codes, the, uid

BOW_TIE = MultiPolygon([Polygon([(51, 47), (52, 48), (52, 47), (51, 48)])])


@pytest.fixture(scope="module")
def seeded(tmp_path_factory, repository) -> Ledger:
    ledger = Ledger.create(tmp_path_factory.mktemp("seed") / "atyrau.gpkg")
    with ledger.writing(author="a", message="layers") as work:
        for definition in SHIPPED.values():
            work.define(definition)
    plant(ledger, repository / "layers" / "data", author="a", author_source="test")
    return ledger


def test_the_seed_data_is_sound(seeded):
    report = check(seeded)
    assert report.sound
    assert [one.message for one in report.findings] == []


def test_the_seed_data_is_looked_at_by_every_check_it_has_features_for(seeded):
    looked_at = {(one.check, one.layer) for one in check(seeded).checks if one.features}
    assert {
        ("geometry", "roads"),
        ("values", "claims"),
        ("keys", "facilities"),
        ("references", "repairs"),
        ("duplicates", "settlements"),
        ("overlaps", "regions"),
        ("sections", "roads"),
        ("measures", "repairs"),
        ("km posts", "km_posts"),
        ("regions", "tourism_zones"),
        ("subjects of claims", "claims"),
    } <= looked_at


def test_the_report_names_the_version_it_looked_at(seeded):
    report = check(seeded)
    head = seeded.head()
    assert (report.registry_id, report.revision, report.digest) == (
        seeded.registry_id,
        head.revision,
        head.digest,
    )
    earlier = check(seeded, "head~1")
    assert (earlier.revision, sum(one.features for one in earlier.checks)) == (1, 0)


def test_only_the_layers_asked_for_are_checked(make):
    ledger = make({"landfills": [{"geom": BOW_TIE}], "tourism_zones": [{"geom": BOW_TIE}]})
    report = check(ledger, layers=["landfills"])
    assert report.layers == ("landfills",)
    assert {one.layer for one in report.findings} == {"landfills"}
    assert {one.layer for one in report.checks} == {"landfills"}


def test_a_box_narrows_what_is_reported_and_not_what_it_is_compared_with(make):
    inside, outside = box(51, 47, 52, 48), box(51.9, 47, 53, 48)
    far = box(60, 47, 61, 48), box(60.5, 47, 61, 48)
    shapes = [inside, outside, *far]
    ledger = make(
        {
            "landfills": [
                {"landfill_id": str(n % 2), "geom": MultiPolygon([one])} for n, one in enumerate(shapes)
            ],
            "routes": [],
        }
    )
    report = check(ledger, box=(51, 47, 51.5, 47.5))
    assert the(report, "overlap").other == uid(0)
    assert the(report, "duplicate-key").other == uid(0)
    assert ("all", "routes") in [(one.check, one.layer) for one in report.skipped]
    assert report.provenance()["box"] == [51, 47, 51.5, 47.5]


def test_the_worst_comes_first(make):
    posts = [{"route_id": "a", "km": 1.0, "geom": Point(51, 47)}] * 2
    sections = [{"route_id": "a", "km_from": km, "km_to": km + 1} for km in (0, 5)]
    ledger = make({"km_posts": posts, "roads": sections})
    severities = [one.severity for one in check(ledger).findings]
    assert severities == sorted(severities, key=list(SEVERITIES).index)
    assert set(severities) == set(SEVERITIES)


def test_counts_are_those_of_the_findings(make):
    report = check(make({"landfills": [{"geom": BOW_TIE}] * 3}), layers=["landfills"])
    assert sum(report.by_code.values()) == sum(report.by_severity.values()) == len(report.findings)
    assert report.by_severity.keys() == SEVERITIES.keys()
    assert not report.sound


def test_the_report_is_plain_json(make):
    report = check(make({"landfills": [{"name_kk": "Құлсары", "geom": BOW_TIE}]}), layers=["landfills"])
    read = json.loads(json.dumps(report.as_json()))
    assert read["by_code"] == report.by_code
    assert read["findings"][0]["code"] in CODES
    assert read["checks"][0] == {"check": "geometry", "layer": "landfills", "features": 1}


def test_progress_counts_to_its_end(make):
    told = []
    check(make({"roads": [], "routes": []}), progress=lambda *one: told.append(one))
    assert [done for _, done, _ in told] == list(range(told[-1][2] + 1))
    assert told[0][0] == "roads: geometry"


def test_a_wrong_layer_or_version_is_refused(make):
    ledger = make({"roads": []})
    with pytest.raises(UnknownLayer):
        check(ledger, layers=["rodas"])
    with pytest.raises(UnknownVersion):
        check(ledger, 99)


def test_a_feature_is_called_by_its_label_else_its_key_else_its_uid(make):
    zones = [{"zone_id": "бз", "name_ru": "Бозжыра"}, {"zone_id": "kenderli"}, {}]
    ledger = make({"tourism_zones": [one | {"geom": BOW_TIE} for one in zones]})
    called = [
        one.message.split(" has")[0] for one in check(ledger).findings if one.code == "geometry-invalid"
    ]
    assert called == ['tourism_zones "Бозжыра"', 'tourism_zones "kenderli"', f"tourism_zones {uid(2)}"]
    assert codes(check(ledger)).count("geometry-invalid") == 3
