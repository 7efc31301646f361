"""What an indicator was at two versions, and which features made the difference."""

from dataclasses import replace

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.model.errors import UnknownField, UnknownLayer
from registry.stats.change import _minus
from registry.stats.computing import compute_change, verify_receipt
from registry.stats.result import Column
from tests.quality.building import SHIPPED, build, row, titled, uid


def areas(*named):
    """Areas of the landfill, a name, an owner and a status each, apart from each other."""
    shapes = [shapely.box(52 + place, 47, 52.005 + place, 47.005) for place in range(len(named))]
    told = {"landfill_id": "balka", "accepted_on": "2024-05-01"}
    return [
        {"area_id": name, "owner": owner, "status": status, "geom": shapely.MultiPolygon([shape]), **told}
        for (name, owner, status), shape in zip(named, shapes, strict=True)
    ]


@pytest.fixture
def grown(tmp_path):
    """Revision 1: a of the city done, b of the refinery under way, c of the city done. Revision 2: b done, c
    gone, d of the city done; a renamed."""
    first = areas(("a", "city", "done"), ("b", "refinery", "under_way"), ("c", "city", "done"))
    ledger = build(tmp_path / "a.gpkg", {"reclamation_areas": first, "landfills": []})
    now = areas(
        ("a", "city", "done"), ("b", "refinery", "done"), ("c", "city", "done"), ("d", "city", "done")
    )
    now[0]["name_en"] = "first"
    layer = SHIPPED["reclamation_areas"]
    with ledger.writing(author="Айгүл", message="later") as work:
        work.put(
            "reclamation_areas", [row(layer, number, one) for number, one in enumerate(now) if number != 2]
        )
        work.delete("reclamation_areas", [bytes.fromhex(uid(2))])
    return ledger


def test_the_difference_is_given_row_by_row(grown):
    result, _ = compute_change(grown, "reclaimed-ha", 1, 2, by=["owner"])
    table = result.table.set_index("owner")
    assert table.loc["city", "works_change"] == 0
    assert table.loc["refinery", ["works_older", "works_newer", "works_change"]].tolist() == [0, 1, 1]
    assert result.total["union_ha_change"] == pytest.approx(table["union_ha_change"].sum(), abs=1e-6)
    assert result.total["works_change"] == 1


def test_the_features_that_made_it_are_named_and_no_others(grown):
    result, _ = compute_change(grown, "reclaimed-ha", 1, 2, by=["owner"])
    made = result.evidence.set_index("uid")["change"].to_dict()
    assert made == {uid(1): "changed", uid(2): "removed", uid(3): "added"}
    assert result.evidence.set_index("uid").loc[uid(1), "columns"] == "status"
    assert any("1 added, 1 changed, 1 removed" in one for one in result.notes)


def test_a_group_that_was_not_there_began_at_nothing(tmp_path):
    ledger = build(tmp_path / "a.gpkg", {"reclamation_areas": [], "landfills": []})
    with ledger.writing(author="Айгүл", message="first") as work:
        layer = SHIPPED["reclamation_areas"]
        work.put("reclamation_areas", [row(layer, 0, areas(("a", "city", "done"))[0])])
    result, _ = compute_change(ledger, "reclaimed-ha", 1, 2, by=["owner"])
    (one,) = result.table.to_dict("records")
    assert one["works_change"] == 1
    assert one["union_ha_change"] == one["union_ha_newer"] > 0


def test_before_the_layer_was_there_it_was_nothing(grown):
    result, receipt = compute_change(grown, "reclaimed-ha", 0, 1)
    assert result.table["works_change"].tolist() == [2]
    assert set(result.evidence["change"]) == {"added"}
    assert verify_receipt(grown, receipt).holds


ZONES = SHIPPED["tourism_zones"]
#: As it was before zones had a kind.
WITHOUT_KIND = replace(
    ZONES, fields=tuple(one for one in ZONES.fields if one.name != "kind"), rules=(), style={}
)
ZONE = {"zone_id": "a", "name_ru": "зона", "limits": "assumed"}


@pytest.fixture
def zones(tmp_path):
    """Revision 1: a region. 2: a zone in it, of no kind. 3: zones have kinds, and one is eco. 4: roads."""
    inside = shapely.MultiPolygon([shapely.box(51.2, 46.2, 51.3, 46.3)])
    around = {
        "code": "KZ-23",
        "name_ru": "область",
        "geom": shapely.MultiPolygon([shapely.box(51, 46, 52, 47)]),
    }
    ledger = build(tmp_path / "z.gpkg", {"regions": [around]})
    later = [
        ({titled(WITHOUT_KIND): [ZONE | {"geom": inside}]}, 0),
        ({titled(replace(ZONES, rules=())): [ZONE | {"zone_id": "b", "kind": "eco", "geom": inside}]}, 1),
        ({SHIPPED["roads"]: [], SHIPPED["condition_surveys"]: [], SHIPPED["routes"]: []}, 0),
    ]
    for layers, first in later:
        with ledger.writing(author="Айгүл", message="later") as work:
            for definition, features in layers.items():
                work.define(definition)
                rows = [row(definition, first + at, one) for at, one in enumerate(features)]
                work.insert(definition.name, rows)
    return ledger


def test_a_layer_that_came_between_was_empty_before_and_the_others_were_not(zones):
    result, receipt = compute_change(zones, "zone-coverage", 1, 2, by=["region"])
    (one,) = result.table.to_dict("records")
    assert one["covered_km2_older"] == one["share_older"] == 0
    assert one["covered_km2_change"] == one["covered_km2_newer"] > 80
    assert "area_km2_change" not in one  # the region was there before
    assert "tourism_zones was not there at 1, so it is empty there" in result.notes
    assert verify_receipt(zones, receipt).holds


def test_a_field_that_came_between_was_empty_before(zones):
    result, receipt = compute_change(zones, "layer-count", 2, 3, layer="tourism_zones", by=["kind"])
    changes = {one["kind"]: one["features_change"] for one in result.table.to_dict("records")}
    assert changes == {"eco": 1, None: 0}
    assert result.evidence[["uid", "change"]].values.tolist() == [[uid(1), "added"]]
    assert "kind was not there at 2, so it is empty there" in result.notes
    assert verify_receipt(zones, receipt).holds
    asked = {"layer": "tourism_zones", "where": "kind = 'eco'"}
    result, _ = compute_change(zones, "layer-count", 2, 3, **asked)
    assert result.total["features_change"] == 1


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("zone-coverage", {"by": ["region"]}),
        ("zone-coverage", {"layer": "roads", "distance_m": 100}),
        ("layer-count", {"layer": "tourism_zones", "by": ["kind"]}),
        ("condition-share", {}),
        ("condition-gain", {"by": ["region"]}),
        ("iri-statistics", {}),
        ("road-density", {}),
        ("road-length", {}),
    ],
)
@pytest.mark.parametrize("ends", [(0, 4), (1, 4), (4, 1), (4, 0)])
def test_any_indicator_is_compared_with_a_version_before_its_layers(zones, name, asked, ends):
    result, receipt = compute_change(zones, name, *ends, **asked)
    assert any("was not there at" in one for one in result.notes)
    assert verify_receipt(zones, receipt).holds


def test_what_neither_version_has_is_said(zones):
    with pytest.raises(UnknownField, match="layer tourism_zones has no field 'sort'"):
        compute_change(zones, "layer-count", 2, 3, layer="tourism_zones", by=["sort"])
    with pytest.raises(UnknownLayer, match="there is no layer 'repairs'"):
        compute_change(zones, "event-length", 2, 3, layer="repairs")


def test_a_way_that_was_not_there_did_not_grow_from_nothing():
    way = Column("road_km", "km", adds=False)
    found = [_minus(one, np.array([12.0]), np.array([np.nan]))[0] for one in (way, Column("union_km", "km"))]
    assert np.isnan(found[0])
    assert found[1] == 12


def test_nothing_changed_says_so(grown):
    result, receipt = compute_change(grown, "reclaimed-ha", 2, 2)
    assert result.evidence.empty
    assert "no figure differs" in result.notes
    assert receipt.older == 2


def test_backwards_is_the_opposite(grown):
    there, _ = compute_change(grown, "reclaimed-ha", 1, 2)
    back, _ = compute_change(grown, "reclaimed-ha", 2, 1)
    assert back.total["union_ha_change"] == pytest.approx(-there.total["union_ha_change"])
    assert set(back.evidence["change"]) == {"added", "removed", "changed"}


def test_a_feature_moved_to_another_group_left_one_and_came_to_the_other(grown):
    layer = SHIPPED["reclamation_areas"]
    moved = areas(("a", "refinery", "done"))[0]
    with grown.writing(author="Айгүл", message="sold") as work:
        work.put("reclamation_areas", [row(layer, 0, moved)])
    result, _ = compute_change(grown, "reclaimed-ha", 2, 3, by=["owner"])
    assert result.table.set_index("owner")["works_change"].to_dict() == {"city": -1, "refinery": 1}
    assert result.evidence["uid"].tolist() == [uid(0)] * 2


@given(st.lists(st.sampled_from(["city", "refinery"]), min_size=1, max_size=12), st.data())
@settings(max_examples=10, deadline=None)
def test_only_what_was_touched_is_named(tmp_path_factory, owners, data):
    """Whatever else is in the layer, and however many rows come or go."""
    named = [(f"a{number}", owner, "done") for number, owner in enumerate(owners)]
    folder = tmp_path_factory.mktemp("touched")
    ledger = build(folder / "a.gpkg", {"reclamation_areas": areas(*named), "landfills": []})
    gone = data.draw(st.sets(st.integers(0, len(named) - 1), min_size=1))
    with ledger.writing(author="Айгүл", message="gone") as work:
        work.delete("reclamation_areas", [bytes.fromhex(uid(number)) for number in gone])
    result, _ = compute_change(ledger, "reclaimed-ha", 1, 2, by=["owner"])
    assert set(result.evidence["uid"]) == {uid(number) for number in gone}
    assert result.total["works_change"] == -len(gone)
