"""Who changed what, and when; and bringing old states back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from registry.model.errors import InvalidRows, UnknownFeature, UnknownLayer, UnknownVersion, UsageError
from registry.versions.history import blame, differences, entry, feature_history, log
from registry.versions.restore import ChangedSince, restore, revert
from registry.versions.tags import add_tag
from registry.versions.verify import verify
from tests.versions.small import ROADS, line, put, remove, road, state, uid, values


@pytest.fixture
def lived(ledger):
    """Revisions 3 to 7: changed by Bolat and others, on days of December 2024 in UTC+5."""

    def commit(author, message, time, act):
        with ledger.writing(author=author, message=message, time=time) as work:
            act(work)

    later = "2096-12-%02dT%s.000Z"
    commit(
        "Bolat",
        "Lanes of A-27",
        later % (30, "18:59:59"),
        lambda w: w.put("roads", [road(1, lanes=2), road(2, lanes=2)]),
    )
    commit(
        "Әлия",
        "Ремонт",
        later % (30, "19:00:00"),
        lambda w: w.put("roads", [road(1, lanes=2, name="x", geom=line(60))]),
    )
    commit("bolat", "gone", later % (31, "10:00:00"), lambda w: w.delete("roads", [bytes.fromhex(uid(3))]))
    commit("A", "zones", later % (31, "18:59:59"), lambda w: w.delete("zones", [bytes.fromhex(uid(202))]))
    commit("A", "back", later % (31, "19:00:00"), lambda w: w.put("roads", [road(3, name="back")]))
    return ledger


def revisions(ledger, **how):
    return [one.commit.revision for one in log(ledger, **how)]


def test_the_log_is_narrowed_as_asked(lived):
    add_tag(lived, "report", 5, author="A")
    assert revisions(lived) == [7, 6, 5, 4, 3, 2, 1, 0]
    assert revisions(lived, limit=2) == [7, 6]
    assert revisions(lived, layer="zones") == [6, 2, 1]
    assert revisions(lived, author="BOLAT") == [5, 3]
    assert revisions(lived, text="ремонт") == [4]
    assert revisions(lived, since="2096-12-31") == [7, 6, 5, 4]
    assert revisions(lived, since="2096-12-31", until="2096-12-31") == [6, 5, 4]
    assert revisions(lived, until="2096-12-30", author="bolat") == [3]
    assert revisions(lived, box=(59, 45, 61, 47)) == [4]
    assert revisions(lived, layer="roads", box=(50.035, 46, 50.04, 46.01)) == [7, 5, 2]
    one = entry(lived, 5)
    assert [(c.layer, c.inserted, c.updated, c.deleted) for c in one.layers] == [("roads", 0, 0, 1)]
    assert (one.tags, one.definitions) == (("report",), ())
    assert entry(lived, 1).definitions == ("roads", "routes", "zones")


@pytest.mark.parametrize("wrong", [{"since": "31.12.2024"}, {"until": "2024-02-30"}, {"since": "0001-01-01"}])
def test_a_day_that_is_none_is_refused(lived, wrong):
    with pytest.raises(UsageError, match="no day"):
        log(lived, **wrong)
    with pytest.raises(UnknownLayer):
        log(lived, layer="rodas")


def test_differences_between_any_two_versions(lived):
    found = {(one.kind, int(one.uid, 16)): one for one in differences(lived, 2)}
    assert set(found) == {("update", 1), ("update", 2), ("update", 3), ("delete", 202)}
    assert found["update", 1].columns == ("geom", "name", "lanes")
    assert found["update", 1].value("before", "lanes") is None
    assert found["update", 1].value("after", "lanes") == 2
    back = {(one.kind, int(one.uid, 16)) for one in differences(lived, 7, 2)}
    assert back == {("update", 1), ("update", 2), ("update", 3), ("insert", 202)}
    assert [one.uid for one in differences(lived, 2, layers=["roads"], box=(59, 45, 61, 47))] == [uid(1)]
    assert [one.uid for one in differences(lived, 2, layers=["roads"], box=(50.01, 45, 50.0101, 47))] == [
        uid(1)
    ]
    assert list(differences(lived, 4, 4)) == []
    with pytest.raises(UnknownLayer):
        list(differences(lived, 2, layers=["rodas"]))
    with pytest.raises(UnknownVersion):
        list(differences(lived, 2, 99))


def test_the_life_of_a_feature(lived):
    life = feature_history(lived, "roads", uid(3))
    assert [(one.commit.revision, one.change.kind) for one in life] == [
        (7, "insert"),
        (5, "delete"),
        (2, "insert"),
    ]
    assert [one.commit.revision for one in feature_history(lived, "roads", uid(3), 5)] == [5, 2]
    assert feature_history(lived, "roads", uid(1))[0].commit.author == "Әлия"


def test_a_feature_can_be_named_by_the_beginning_of_its_uid(ledger):
    with ledger.writing(author="A", message="m") as work:
        rest = road(1)[1:]
        work.insert(
            "roads", [(bytes.fromhex(one), *rest) for one in ("abcd12" + "0" * 26, "abcd13" + "0" * 26)]
        )
    assert feature_history(ledger, "roads", "ABCD-12")[0].change.uid == "abcd12" + "0" * 26
    for wrong, says in (
        ("abcd", "several begin so"),
        ("abc", "first 4 digits"),
        ("zzzz", "digits"),
        ("abce", "no feature"),
    ):
        with pytest.raises(UnknownFeature, match=says):
            feature_history(ledger, "roads", wrong)


def test_blame_names_the_giver_of_every_value(lived):
    found = {one.column: (one.value, one.commit.revision) for one in blame(lived, "roads", uid(1))}
    assert found["lanes"] == (2, 3)
    assert found["name"] == ("x", 4)
    assert found["km_to"] == (2.0, 2)
    assert found["geom"] == (line(60), 4)
    assert {one.commit.revision for one in blame(lived, "roads", uid(3))} == {7}
    for version in (5, 6):
        with pytest.raises(UnknownFeature):
            blame(lived, "roads", uid(3), version)


def test_a_commit_is_undone_value_by_value(lived):
    done = revert(lived, 3, author="Z")
    assert (done.features, done.kept) == (2, ())
    assert values(lived, "roads", "lanes") == dict.fromkeys(range(1, 6))
    assert values(lived, "roads", "name")[1] == "x"
    assert revert(lived, 3, author="Z").commit is None
    assert verify(lived).sound


def test_what_was_changed_since_is_not_undone_unasked(lived):
    put(lived, "roads", road(1, lanes=5, name="x", geom=line(60)))
    with pytest.raises(ChangedSince, match="1 value") as caught:
        revert(lived, 3, author="Z")
    assert caught.value.exit_code == 1
    done = revert(lived, 3, author="Z", keep_later=True)
    assert done.kept == (f"roads {uid(1)} lanes",)
    assert values(lived, "roads", "lanes") == {1: 5, 2: None, 3: None, 4: None, 5: None}
    undone = revert(lived, 5, author="Z", keep_later=True)
    assert undone.commit is None


@pytest.mark.parametrize("version", [0, 1])
def test_what_cannot_be_undone_says_so(lived, version):
    with pytest.raises(UsageError):
        revert(lived, version, author="Z")


def test_a_layer_or_a_feature_becomes_what_it_was(lived):
    before = state(lived, "roads", 2)
    assert restore(lived, "roads", version=2, uid=uid(1), author="Z").features == 1
    assert state(lived, "roads")[uid(1)] == before[uid(1)]
    assert restore(lived, "roads", version=2, uid=uid(1), author="Z").commit is None
    restore(lived, "roads", version=2, author="Z")
    assert state(lived, "roads") == before
    assert (
        restore(lived, "zones", version=2, author="Z").commit.message
        == "Restore layer zones as of revision 2"
    )
    with pytest.raises(UnknownLayer):
        restore(lived, "roads", version=0, author="Z")
    with pytest.raises(UnknownFeature):
        restore(lived, "roads", version=2, uid="f" * 32, author="Z")
    assert verify(lived).sound


def test_a_state_that_the_definition_no_longer_allows_does_not_come_back(lived):
    put(lived, "roads", *(road(number, lanes=3) for number in range(1, 6)))
    fields = tuple(replace(one, required=one.required or one.name == "lanes") for one in ROADS.fields)
    with lived.writing(author="A", message="lanes are required") as work:
        work.define(replace(ROADS, fields=fields))
    with pytest.raises(InvalidRows, match="lanes"):
        restore(lived, "roads", version=2, author="Z")
    with pytest.raises(InvalidRows, match="lanes"):
        revert(lived, 8, author="Z")
    assert lived.head().revision == 9


def test_a_promoted_layer_comes_back_promoted(lived):
    with lived.writing(author="A", message="several parts") as work:
        work.define(replace(ROADS, geometry=replace(ROADS.geometry, type="MultiLineString")))
    restore(lived, "roads", version=2, author="Z")
    assert verify(lived).findings == ()
    remove(lived, "roads", 1)
    restore(lived, "roads", version=2, uid=uid(1), author="Z")
    assert verify(lived).findings == ()
