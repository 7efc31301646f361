"""Events of a registry measured anew after their road was realigned: told first, then done in one commit."""

import pytest

from registry.model.errors import UsageError
from registry.model.reading import read_definition
from registry.roads.remeasuring import carried_out, remeasured
from registry.shipped import layers_folder
from tests.roads.drawn import line
from tests.roads.test_drawing import Made

#: 30 km along a parallel, and the same with a bay of three new bends between km 10 and 20.
STRAIGHT = [(x * 1000.0, 0.0) for x in (0, 10, 20, 30)]
BAY = [(0.0, 0.0), (10_000.0, 0.0), (10_000.0, 4000.0), (20_000.0, 4000.0), (20_000.0, 0.0), (30_000.0, 0.0)]


@pytest.fixture
def made(tmp_path, repository):
    made = Made(tmp_path / "a.gpkg", repository)
    made.put("routes", ({"route_id": "A-27", "name_ru": "A-27"}, None))
    (made.road,) = made.put("roads", (road(30), line(*STRAIGHT)))
    before = [(2, 8), (12, 18), (5, 25), (22, 28)]
    made.works = made.put("repairs", *((work(start, end), None) for start, end in before))
    made.signs = made.put(
        "signs", ({"route_id": "A-27", "km": 25}, None), ({"route_id": "A-27", "km": 15}, None)
    )
    made.before = made.ledger.head().revision
    made.change("roads", made.road, road(38), line(*BAY))
    return made


def road(end):
    return {"route_id": "A-27", "km_from": 0, "km_to": end, "lifecycle": "in_use"}


def work(start, end):
    return {"route_id": "A-27", "km_from": start, "km_to": end, "work_type": "medium", "status": "done"}


def told(made, layer, behaviour):
    changes, _ = remeasured(made.ledger, layer, made.before, None, behaviour)
    return {one.uid: one for one in changes}


def spans(made, layer="repairs"):
    definition = made.ledger.definition(layer)
    at = [definition.names.index(one) + 2 for one in ("km_from", "km_to")]
    return {row[0]: tuple(row[place] for place in at) for row in made.ledger.rows(layer)}


def test_each_behaviour_is_told_before_anything_is_done(made):
    uids = [one.hex() for one in made.works]
    moved = told(made, "repairs", "move")
    assert [moved[uid].action for uid in uids] == ["unchanged", "lost", "split", "moved"]
    retired = told(made, "repairs", "retire")
    assert [retired[uid].action for uid in uids] == ["unchanged", "retired", "split", "moved"]
    stays = told(made, "repairs", "stay")
    assert [stays[uid].action for uid in uids] == ["unchanged", "stays", "stays", "stays"]
    assert spans(made)[uids[3]] == (22, 28)


def test_what_is_split_keeps_its_identity_for_its_first_part_and_what_is_retired_leaves(made):
    changes = list(told(made, "repairs", "retire").values())
    commit = carried_out(
        made.ledger, [("repairs", changes)], author="t", author_source="test", message="anew"
    )
    assert commit is not None
    found = spans(made)
    first, gone, split, moved = (one.hex() for one in made.works)
    assert found[first] == (2, 8)
    assert gone not in found
    assert found[split] == pytest.approx((5, 10), abs=0.01)
    assert found[moved] == pytest.approx((30, 36), abs=0.02)
    (new,) = set(found) - {first, split, moved}
    assert found[new] == pytest.approx((28, 33), abs=0.02)
    assert gone in {row[0] for row in made.ledger.rows("repairs", made.before)}
    again = remeasured(made.ledger, "repairs", None, None, "retire")[0]
    assert {one.action for one in again} == {"unchanged"}


def test_parts_of_a_work_divide_its_cost_and_its_finished_part_and_have_numbers_of_their_own(made):
    whole = work(5, 25) | {"status": "under_way", "done_from": 8, "done_to": 22}
    whole |= {"work_id": "W-7", "cost": 2000.0, "currency": "KZT", "stated_km": 20.0}
    made.change("repairs", made.works[2], whole)
    changes = list(told(made, "repairs", "move").values())
    carried_out(made.ledger, [("repairs", changes)], author="t", author_source="test", message="m")
    names = made.ledger.definition("repairs").names
    rows = [dict(zip(names, row[2:], strict=True)) for row in made.ledger.rows("repairs")]
    first, second = sorted((one for one in rows if one["work_id"]), key=lambda one: one["km_from"])
    assert (first["work_id"], second["work_id"]) == ("W-7", "W-7/2")
    assert (first["cost"], second["cost"]) == pytest.approx((500, 500), abs=1)  # 5 of 20 km each
    assert (first["stated_km"], second["stated_km"]) == pytest.approx((5, 5), abs=0.01)
    assert (first["done_from"], first["done_to"]) == pytest.approx((8, 10), abs=0.01)
    assert (second["done_from"], second["done_to"]) == pytest.approx((28, 30), abs=0.02)


def test_the_other_road_of_a_concurrent_stretch_is_cut_with_it(made):
    made.layers["concurrencies"] = read_definition(layers_folder() / "concurrencies.toml")
    with made.ledger.writing(author="t", message="define") as tx:
        tx.define(made.layers["concurrencies"])
    shared = {"route_id": "A-27", "km_from": 5, "km_to": 25, "other_route_id": "P-9"}
    made.put("concurrencies", (shared | {"other_km_from": 140, "other_km_to": 100}, None))
    changes = list(told(made, "concurrencies", "move").values())
    carried_out(made.ledger, [("concurrencies", changes)], author="t", author_source="test", message="m")
    names = made.ledger.definition("concurrencies").names
    rows = [dict(zip(names, row[2:], strict=True)) for row in made.ledger.rows("concurrencies")]
    spans = sorted((one["km_from"], one["other_km_from"], one["other_km_to"]) for one in rows)
    assert spans == [pytest.approx((5, 140, 130), abs=0.02), pytest.approx((28, 110, 100), abs=0.02)]


def test_a_road_that_was_renumbered_keeps_its_events(made):
    before = made.ledger.head().revision
    made.put("routes", ({"route_id": "A-29", "name_ru": "A-29", "aliases": "A-27 (/2024-12-31)"}, None))
    with made.ledger.writing(author="t", message="renumbered") as tx:
        (old,) = (row[0] for row in made.ledger.rows("routes") if "A-27" in row[:3])
        tx.delete("routes", [bytes.fromhex(old)])
    made.change("roads", made.road, road(38) | {"route_id": "A-29"}, line(*BAY))
    for behaviour in ("move", "retire", "stay"):
        changes, findings = remeasured(made.ledger, "repairs", before, None, behaviour)
        assert {(one.action, one.route) for one in changes} == {("unchanged", "A-29")}
        assert not findings


def test_points_are_measured_anew_too(made):
    kept, lost = (one.hex() for one in made.signs)
    changes = told(made, "signs", "move")
    assert (changes[kept].action, changes[lost].action) == ("moved", "lost")
    carried_out(
        made.ledger, [("signs", list(changes.values()))], author="t", author_source="test", message="m"
    )
    names = made.ledger.definition("signs").names
    km = {row[0]: row[2 + names.index("km")] for row in made.ledger.rows("signs")}
    assert km[kept] == pytest.approx(33, abs=0.02)
    assert km[lost] == 15


def test_nothing_to_change_is_no_commit(made):
    changes = remeasured(made.ledger, "repairs", None, None, "move")[0]
    done = carried_out(made.ledger, [("repairs", changes)], author="t", author_source="test", message="m")
    assert done is None


def test_a_layer_of_no_events_is_refused_with_those_there_are(made):
    with pytest.raises(UsageError, match="choose of: repairs, signs"):
        remeasured(made.ledger, "roads", made.before, None, "move")
