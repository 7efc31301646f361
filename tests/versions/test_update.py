"""Workspaces edited from one version: what merges by itself, and what is kept until someone decides."""

from __future__ import annotations

from dataclasses import replace

import pytest

from registry.model.definition import Choice, Field, Geometry
from registry.model.errors import ConflictsOpen, UnknownLayer, UsageError
from registry.model.geojson import to_geojson
from registry.versions.verify import verify
from registry.versions.workspace.commit import commit
from registry.versions.workspace.conflicts import UnknownConflict, open_conflicts, resolve_conflicts
from registry.versions.workspace.discard import discard
from registry.versions.workspace.migrate import DroppedHere
from registry.versions.workspace.status import local_changes, status
from registry.versions.workspace.update import update
from tests.versions.small import (
    ROADS,
    ROUTES,
    ZONES,
    ask,
    edit,
    line,
    plain,
    put,
    remove,
    road,
    state,
    uid,
    values,
)


@pytest.fixture
def other(workspace_of):
    return workspace_of("other")


def sql(number, change):
    return f"UPDATE roads SET {change} WHERE uid = '{uid(number)}'"


def send(work, ledger, *statements):
    edit(work.path, *statements)
    return commit(work, ledger, message="m", author="A")


def same_as_registry(work, ledger, layer="roads"):
    definition = ledger.definition(layer)
    names = ", ".join(f'"{one}"' for one in definition.names)
    geom = "geom" if definition.geometry else "NULL"
    here = {one[0]: tuple(one[1:]) for one in ask(work.path, f"SELECT uid, {geom}, {names} FROM {layer}")}
    assert here == state(ledger, layer)
    assert status(work, ledger).newer == 0


# --- what merges by itself --------------------------------------------------------------------------------


def test_disjoint_features_and_columns_merge(work, other, ledger):
    send(work, ledger, sql(1, "lanes = 2"), sql(2, "lanes = 2"), "DELETE FROM zones WHERE name = 'Bay'")
    edit(other.path, sql(2, "name = 'two'"), sql(3, "name = 'three'"), "DELETE FROM roads WHERE fid = 5")
    done = send(other, ledger, "INSERT INTO zones (name) VALUES ('new')")
    assert (done.merged.applied, done.merged.merged) == (2, 1)
    assert values(ledger, "roads", "lanes") == {1: 2, 2: 2, 3: None, 4: None}
    assert values(ledger, "roads", "name") == {1: None, 2: "two", 3: "three", 4: None}
    assert sorted(values(ledger, "zones", "name").values()) == ["Fort", "new"]
    update(work, ledger)
    for one in (work, other):
        same_as_registry(one, ledger)
        same_as_registry(one, ledger, "zones")
    assert verify(ledger).sound


def test_the_same_change_on_both_sides_is_one(work, other, ledger):
    same = [sql(1, "lanes = 2"), "DELETE FROM roads WHERE fid = 2"]
    send(work, ledger, *same)
    assert send(other, ledger, *same).commit is None
    same_as_registry(other, ledger)


def test_inserts_never_collide(work, other, ledger):
    insert = "INSERT INTO roads (route_id, km_from, km_to) VALUES ('A', 7, 8)"
    send(work, ledger, insert, insert)
    send(other, ledger, insert)
    assert ledger.count("roads") == 8


def test_an_update_brings_what_is_new_and_keeps_edits(work, other, ledger):
    send(other, ledger, sql(1, "lanes = 2"), sql(4, "lanes = 3"), "DELETE FROM roads WHERE fid = 5")
    edit(work.path, sql(1, "name = 'mine'"))
    report = update(work, ledger)
    assert (report.before, report.revision, report.applied, report.merged, report.conflicts) == (
        2,
        3,
        2,
        1,
        [],
    )
    assert [(one.uid, one.columns) for one in local_changes(work)] == [(uid(1), ("name",))]
    assert update(work, ledger).nothing_to_do


def test_geometry_is_one_column(work, other, ledger):
    put(ledger, "roads", road(1, geom=line(60), lanes=2))
    edit(work.path, sql(1, "name = 'mine'"))
    assert update(work, ledger).conflicts == []
    with plain(other.path) as handle:
        handle.execute("UPDATE roads SET geom = ? WHERE fid = 1", (line(61),))
    (conflict,) = update(other, ledger).conflicts
    assert (conflict.column, conflict.base, conflict.ours, conflict.theirs) == (
        "geom",
        line(50.01),
        line(61),
        line(60),
    )
    resolve_conflicts(other, "value", value=to_geojson(line(62)))
    commit(other, ledger, message="m", author="A")
    assert state(ledger, "roads")[uid(1)][0] == line(62)


# --- conflicts --------------------------------------------------------------------------------------------


@pytest.fixture
def torn(work, other, ledger):
    """A workspace with four conflicts: two columns of road 1, road 2 deleted there, road 3 deleted here."""
    send(other, ledger, sql(1, "lanes = 4, name = 'theirs', width = 3"), "DELETE FROM roads WHERE fid = 2",
         sql(3, "name = 'theirs'"))  # fmt: skip
    edit(work.path, sql(1, "lanes = 3, name = 'ours', surface = 'gravel'"), sql(2, "lanes = 2"),
         "DELETE FROM roads WHERE fid = 3")  # fmt: skip
    with pytest.raises(ConflictsOpen, match="4 conflict"):
        commit(work, ledger, message="m", author="A")
    return work


def listed(work):
    return {
        (int(one.uid, 16), one.column): (one.kind, one.base, one.ours, one.theirs)
        for one in open_conflicts(work)
    }


def test_conflicts_keep_base_ours_and_theirs(torn, ledger):
    found = listed(torn)
    assert found[1, "lanes"] == ("both_changed", None, 3, 4)
    assert found[1, "name"] == ("both_changed", None, "ours", "theirs")
    kind, base, ours, theirs = found[2, None]
    assert (kind, base["lanes"], ours["lanes"], theirs) == ("deleted_there", None, 2, None)
    kind, base, ours, theirs = found[3, None]
    assert (kind, base["name"], ours, theirs["name"]) == ("deleted_here", None, None, "theirs")
    assert ask(torn.path, f"SELECT lanes, name, width, surface FROM roads WHERE uid = '{uid(1)}'") == [
        (3, "ours", 3.0, "gravel")
    ]
    assert ledger.head().revision == 3


def test_ours_in_bulk(torn, ledger):
    assert len(resolve_conflicts(torn, "ours")) == 4
    commit(torn, ledger, message="m", author="A")
    assert values(ledger, "roads", "lanes") == {1: 3, 2: 2, 4: None, 5: None}
    assert values(ledger, "roads", "width")[1] == 3.0
    same_as_registry(torn, ledger)
    assert verify(ledger).sound


def test_theirs_in_bulk(torn, ledger):
    resolve_conflicts(torn, "theirs")
    done = commit(torn, ledger, message="m", author="A")
    assert done.layers == {"roads": (0, 1, 0)}
    assert values(ledger, "roads", "lanes") == {1: 4, 3: None, 4: None, 5: None}
    assert values(ledger, "roads", "surface")[1] == "gravel"
    same_as_registry(torn, ledger)


def test_one_by_one_by_column_by_value_and_by_feature(torn, ledger):
    (first,) = (one.number for one in open_conflicts(torn) if one.column == "name")
    assert [one.column for one in resolve_conflicts(torn, "theirs", numbers=[first])] == ["name"]
    resolve_conflicts(torn, "value", column="lanes", value="6")
    resolve_conflicts(torn, "ours", uid=uid(2))
    resolve_conflicts(torn, "theirs", layer="roads")
    commit(torn, ledger, message="m", author="A")
    assert values(ledger, "roads", "lanes") == {1: 6, 2: 2, 3: None, 4: None, 5: None}
    assert values(ledger, "roads", "name") == {1: "theirs", 2: None, 3: "theirs", 4: None, 5: None}


def test_a_choice_that_cannot_be_leaves_the_conflicts(torn):
    for wrong in ({"numbers": [99]}, {"layer": "zones"}, {"column": "nosuch"}, {"uid": "ffff"}):
        with pytest.raises(UnknownConflict):
            resolve_conflicts(torn, "ours", **wrong)
    with pytest.raises(UsageError):
        resolve_conflicts(torn, "mine")
    with pytest.raises(UsageError, match="lanes = 99"):
        resolve_conflicts(torn, "value", column="lanes", value=99)
    with pytest.raises(UsageError, match="deleted feature"):
        resolve_conflicts(torn, "value", value=1)
    assert len(open_conflicts(torn)) == 4


def test_editing_goes_on_while_in_conflict(torn, ledger):
    edit(torn.path, sql(1, "lanes = 9, opened = '2024-01-01'"), sql(4, "lanes = 1"))
    assert listed(torn)[1, "lanes"] == ("both_changed", None, 9, 4)
    resolve_conflicts(torn, "ours")
    commit(torn, ledger, message="m", author="A")
    assert values(ledger, "roads", "lanes") == {1: 9, 2: 2, 4: 1, 5: None}
    assert values(ledger, "roads", "opened")[1] == "2024-01-01"


def test_deleting_while_in_conflict_can_still_be_decided(torn, ledger):
    edit(torn.path, "DELETE FROM roads")
    resolve_conflicts(torn, "theirs")
    commit(torn, ledger, message="m", author="A")
    assert values(ledger, "roads", "name") == {1: "theirs", 3: "theirs"}


def test_a_second_update_keeps_conflicts_and_their_base(torn, ledger):
    put(
        ledger,
        "roads",
        road(1, lanes=4, name="theirs", width=5, paved=True),
        road(4, lanes=8),
        road(3, name="later"),
    )
    update(torn, ledger)
    found = listed(torn)
    assert found[1, "lanes"] == ("both_changed", None, 3, 4)
    assert found[1, "name"] == ("both_changed", None, "ours", "theirs")
    assert found[3, None][1]["name"] is None
    assert found[3, None][3]["name"] == "later"
    assert set(found) == {(1, "lanes"), (1, "name"), (2, None), (3, None)}
    put(ledger, "roads", road(1, lanes=3, name="third", width=5, paved=True))
    update(torn, ledger)
    assert set(listed(torn)) == {(1, "name"), (2, None), (3, None)}
    assert listed(torn)[1, "name"] == ("both_changed", None, "ours", "third")
    remove(ledger, "roads", 3)
    put(ledger, "roads", road(2, lanes=2, name="back"))
    update(torn, ledger)
    assert set(listed(torn)) == {(1, "name"), (2, "name")}
    assert listed(torn)[2, "name"][0] == "both_inserted"
    resolve_conflicts(torn, "theirs")
    commit(torn, ledger, message="m", author="A")
    assert values(ledger, "roads", "name") == {1: "third", 2: "back", 4: None, 5: None}
    same_as_registry(torn, ledger)
    assert verify(ledger).sound


def test_taking_their_value_by_hand_ends_the_conflict_at_the_next_update(torn, ledger):
    edit(torn.path, sql(1, "lanes = 4"))
    put(ledger, "roads", road(1, lanes=7, name="theirs", width=3))
    update(torn, ledger)
    assert (1, "lanes") not in listed(torn)
    assert ask(torn.path, f"SELECT lanes FROM roads WHERE uid = '{uid(1)}'") == [(7,)]


def test_discarding_takes_the_conflicts_along(torn, ledger):
    discard(torn, ledger, uids=[uid(1)])
    assert {number for number, _ in listed(torn)} == {2, 3}
    discard(torn, ledger)
    assert open_conflicts(torn) == []
    assert status(torn).edits == 0
    same_as_registry(torn, ledger)


def test_a_refused_value_in_conflict_stays_as_it_is(work, ledger):
    edit(work.path, sql(1, "km_to = 'far', lanes = 'many', paved = 'perhaps'"), sql(2, "km_to = 'further'"))
    put(ledger, "roads", road(1, km_to=9, lanes=2, paved=True))
    remove(ledger, "roads", 2)
    update(work, ledger)
    found = listed(work)
    assert found[1, "km_to"] == ("both_changed", 2.0, "far", 9.0)
    assert found[1, "paved"] == ("both_changed", None, "perhaps", True)
    assert found[2, None][2]["km_to"] == "further"


# --- definitions changed meanwhile ------------------------------------------------------------------------


def define(ledger, definition, **how):
    with ledger.writing(author="A", message="schema") as tx:
        tx.define(definition, **how)
    return tx.commit


def changed(field, /, **how):
    fields = tuple(replace(one, **how) if one.name == field else one for one in ROADS.fields)
    return replace(ROADS, fields=fields, rules=(), linear=None, key=())


def test_edits_follow_a_field_to_its_new_name_and_type(work, ledger):
    edit(work.path, sql(1, "lanes = 3"), sql(2, "km_to = 7.25"), sql(4, "width = 0.1"))
    define(ledger, changed("lanes", name="lane_count", was="lanes", type="real", minimum=None, maximum=None))
    define(ledger, replace(ledger.definition("roads"), fields=tuple(
        replace(one, type="text", minimum=None) if one.name in ("km_to", "width") else one
        for one in ledger.definition("roads").fields)))  # fmt: skip
    update(work, ledger)
    assert {(one.uid, one.columns) for one in local_changes(work)} == {
        (uid(1), ("lane_count",)), (uid(2), ("km_to",)), (uid(4), ("width",)),
    }  # fmt: skip
    commit(work, ledger, message="m", author="A")
    assert values(ledger, "roads", "lane_count")[1] == 3.0
    assert values(ledger, "roads", "km_to") == {1: "2+000", 2: "7+250", 3: "4+000", 4: "5+000", 5: "6+000"}
    assert values(ledger, "roads", "width")[4] == "0.1"
    same_as_registry(work, ledger)
    assert verify(ledger).findings == ()


def test_conflicts_follow_a_field_too(torn, ledger):
    define(ledger, changed("lanes", name="lane_count", was="lanes", type="text", minimum=None, maximum=None))
    update(torn, ledger)
    found = listed(torn)
    assert found[1, "lane_count"] == ("both_changed", None, "3", "4")
    assert found[2, None][2]["lane_count"] == "2"
    resolve_conflicts(torn, "theirs", column="lane_count")
    resolve_conflicts(torn, "ours")
    commit(torn, ledger, message="m", author="A")
    assert values(ledger, "roads", "lane_count") == {1: "4", 2: "2", 4: None, 5: None}


def test_an_edit_of_a_field_that_was_dropped_is_not_lost_silently(work, ledger):
    edit(
        work.path,
        sql(1, "lanes = 3, name = 'kept'"),
        "INSERT INTO roads (route_id, km_from, km_to) VALUES ('B', 1, 2)",
    )
    fields = tuple(one for one in ROADS.fields if one.name != "lanes")
    define(ledger, replace(ROADS, fields=fields), allow_drop=True)
    for _ in range(2):
        with pytest.raises(DroppedHere, match="lanes, which 1 edit"):
            commit(work, ledger, message="m", author="A")
    edit(work.path, sql(1, "lanes = NULL"))
    done = commit(work, ledger, message="m", author="A")
    assert done.layers == {"roads": (1, 1, 0)}
    assert values(ledger, "roads", "name")[1] == "kept"
    same_as_registry(work, ledger)


def test_a_name_used_again_is_a_new_column_here_too(work, ledger):
    put(ledger, "roads", road(1, lanes=3))
    update(work, ledger)
    bare = replace(ROADS, fields=tuple(one for one in ROADS.fields if one.name != "lanes"))
    define(ledger, bare, allow_drop=True)
    define(ledger, replace(bare, fields=(*bare.fields, Field("lanes", "text", default="two", required=True))))
    update(work, ledger)
    same_as_registry(work, ledger)
    edit(work.path, "INSERT INTO roads (route_id, km_from, km_to) VALUES ('B', 1, 2)")
    assert ask(work.path, "SELECT DISTINCT lanes FROM roads") == [("two",)]


def test_a_new_geometry_and_a_promoted_one_arrive(work, ledger):
    edit(work.path, "INSERT INTO routes (route_id) VALUES ('N')", sql(2, "name = 'x'"))
    define(ledger, replace(ROUTES, geometry=Geometry("LineString", required=False)))
    define(ledger, replace(ROADS, geometry=replace(ROADS.geometry, type="MultiLineString")))
    assert update(work, ledger).conflicts == []
    with plain(work.path) as handle:
        handle.execute("UPDATE routes SET geom = ? WHERE route_id = 'N'", (line(53),))
        handle.execute(
            "INSERT INTO roads (geom, route_id, km_from, km_to) VALUES (?, 'N', 1, 2)", (line(54),)
        )
    assert {one.uid for one in local_changes(work, ["roads"]) if one.kind == "update"} == {uid(2)}
    commit(work, ledger, message="m", author="A")
    for layer in ("routes", "roads"):
        assert ask(work.path, f"SELECT rtreecheck('rtree_{layer}_geom')") == [("ok",)]
    assert {to_geojson(one[1])["type"] for one in ledger.rows("roads")} == {"MultiLineString"}
    assert [one[0] for one in ledger.rows("routes", box=(52, 45, 55, 48))]
    assert status(work, ledger).newer == 0


def test_new_choices_reach_forms_and_checks(work, ledger):
    define(ledger, changed("surface", choices=(*ROADS.by_name["surface"].choices, Choice("concrete"))))
    send(work, ledger, sql(1, "surface = 'concrete'"))
    assert values(ledger, "roads", "surface")[1] == "concrete"
    assert ("concrete",) in ask(work.path, "SELECT value FROM gpkg_data_column_constraints")


# --- other versions ---------------------------------------------------------------------------------------


def test_a_workspace_can_go_back_and_forth(work, ledger):
    edit(work.path, sql(5, "name = 'mine'"))
    put(ledger, "roads", road(1, lanes=2), road(9))
    remove(ledger, "roads", 2)
    update(work, ledger)
    update(work, ledger, 2)
    assert status(work, ledger).newer == 2
    assert ask(work.path, "SELECT count(*), count(lanes) FROM roads") == [(5, 0)]
    update(work, ledger, 3)
    assert ask(work.path, "SELECT count(*), count(lanes) FROM roads") == [(6, 1)]
    commit(work, ledger, message="m", author="A")
    same_as_registry(work, ledger)


def test_going_back_past_a_layer_or_field_is_refused_and_nothing_is_begun(work, ledger):
    with pytest.raises(UnknownLayer):
        update(work, ledger, 0)
    define(ledger, replace(ROADS, fields=(*ROADS.fields, Field("note", "text"))))
    update(work, ledger)
    with pytest.raises(UsageError, match="other fields at that version"):
        update(work, ledger, 2)
    assert work.facts().target is None
    assert send(work, ledger, sql(1, "note = 'x'")).layers == {"roads": (0, 1, 0)}


def test_zones_unknown_to_the_rest_are_untouched(work, ledger):
    put(ledger, "zones", (bytes.fromhex(uid(201)), None, "Fort", None))
    assert update(work, ledger).applied == 1
    assert ask(work.path, "SELECT name, geom FROM zones WHERE name = 'Fort'") == [("Fort", None)]
    assert ZONES.geometry is not None
