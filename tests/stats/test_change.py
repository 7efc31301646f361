"""What an indicator was at two versions, and which features made the difference."""

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.stats.computing import compute_change, verify_receipt
from tests.quality.building import SHIPPED, build, row, uid


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
