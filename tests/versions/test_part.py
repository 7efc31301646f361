"""Workspaces of a part of a layer: what is not there was never deleted."""

from __future__ import annotations

import json

import pytest

from registry.model.errors import (
    ConflictsOpen,
    FileExists,
    RegistryError,
    UnknownFeature,
    UnknownLayer,
    UsageError,
)
from registry.model.geometry import envelope
from registry.versions.verify import verify
from registry.versions.workspace.commit import commit
from registry.versions.workspace.conflicts import open_conflicts, resolve_conflicts
from registry.versions.workspace.status import local_changes, status
from registry.versions.workspace.update import update
from tests.versions.small import ask, edit, line, plain, put, remove, road, state, uid, values

#: Roads 1 and 2 of the small registry, at 50.01 and 50.02.
BOX = (50.0, 45.0, 50.025, 47.0)


@pytest.fixture
def part(workspace_of):
    return workspace_of("part", box=BOX)


def here(work, layer="roads"):
    return {int(one, 16) for (one,) in ask(work.path, f"SELECT uid FROM {layer}")}


def given(work, layer="roads"):
    return {
        int(one, 16) for (one,) in ask(work.path, "SELECT uid FROM registry_given WHERE layer = ?", layer)
    }


def move(work, number, x):
    with plain(work.path) as handle:
        handle.execute("UPDATE roads SET geom = ? WHERE uid = ?", (line(x), uid(number)))


def insert(work, number, x=50.01, **values):
    filled = {"route_id": "A-27", "km_from": number, "km_to": number + 1, **values}
    with plain(work.path) as handle:
        names = ", ".join(filled)
        marks = ", ?" * len(filled)
        handle.execute(
            f"INSERT INTO roads (uid, geom, {names}) VALUES (?, ?{marks})",
            (uid(number), line(x), *filled.values()),
        )


def test_a_box_takes_what_it_meets_and_tables_whole(part):
    assert here(part) == given(part) == {1, 2}
    assert here(part, "zones") == given(part, "zones") == {201}
    assert here(part, "routes") == {101, 102}
    assert {one.layer: one.complete for one in status(part).layers} == {
        "roads": False,
        "routes": True,
        "zones": False,
    }


def test_absence_is_not_deletion(part, ledger):
    edit(part.path, "DELETE FROM roads WHERE fid = 1")
    assert commit(part, ledger, message="m", author="A").layers == {"roads": (0, 0, 1)}
    assert set(state(ledger, "roads")) == {uid(number) for number in (2, 3, 4, 5)}
    assert len(state(ledger, "zones")) == 2


def test_features_that_enter_arrive_and_those_that_leave_go(part, ledger):
    put(
        ledger,
        "roads",
        road(3, geom=line(50.0)),
        road(1, geom=line(60)),
        road(9, geom=line(50.02)),
        road(4, lanes=2),
    )
    report = update(part, ledger)
    assert here(part) == given(part) == {2, 3, 9}
    assert report.applied == 3
    assert status(part).edits == 0
    assert commit(part, ledger, message="m", author="A").commit is None


def test_a_feature_edited_here_stays_when_it_leaves(part, ledger):
    edit(part.path, "UPDATE roads SET lanes = 3 WHERE fid = 1")
    put(ledger, "roads", road(1, geom=line(60)))
    assert update(part, ledger).merged == 1
    assert here(part) == {1, 2}
    commit(part, ledger, message="m", author="A")
    assert values(ledger, "roads", "lanes")[1] == 3
    assert envelope(state(ledger, "roads")[uid(1)][0])[0] == 60.0


def test_moving_out_of_the_area_is_an_ordinary_update(part, ledger):
    move(part, 1, 70.0)
    assert commit(part, ledger, message="m", author="A").layers == {"roads": (0, 1, 0)}
    assert here(part) == {1, 2}
    put(ledger, "roads", road(1, geom=line(70.0), lanes=2))
    update(part, ledger)
    assert here(part) == {2}
    assert set(state(ledger, "roads")) == {uid(number) for number in range(1, 6)}


def test_new_features_belong_here_once_committed(part, ledger):
    insert(part, 50, x=80)
    commit(part, ledger, message="m", author="A")
    assert given(part) == {1, 2, 50}
    remove(ledger, "roads", 50)
    update(part, ledger)
    assert here(part) == {1, 2}


def test_an_inserted_uid_that_lives_outside_and_is_identical_is_nothing(part, ledger):
    insert(part, 4, x=50.04)
    assert [one.kind for one in local_changes(part)] == ["insert"]
    assert commit(part, ledger, message="m", author="A").commit is None
    assert (status(part).edits, given(part)) == (0, {1, 2, 4})
    edit(part.path, f"UPDATE roads SET lanes = 2 WHERE uid = '{uid(4)}'")
    assert commit(part, ledger, message="m", author="A").layers == {"roads": (0, 1, 0)}


def test_an_inserted_uid_that_was_deleted_there_is_an_undelete(part, ledger):
    remove(ledger, "roads", 1, 4)
    update(part, ledger)
    insert(part, 4, lanes=2)
    insert(part, 1)
    assert commit(part, ledger, message="m", author="A").layers == {"roads": (2, 0, 0)}
    assert values(ledger, "roads", "lanes") == {1: None, 2: None, 3: None, 4: 2, 5: None}
    assert ledger.count("roads", 3) == 3
    assert verify(ledger).findings == ()


def test_an_inserted_uid_that_lives_outside_and_differs_is_a_conflict(part, ledger):
    insert(part, 4, x=50.01, lanes=7)
    with pytest.raises(ConflictsOpen, match="2 conflict"):
        commit(part, ledger, message="m", author="A")
    assert {(one.kind, one.column, one.ours) for one in open_conflicts(part)} == {
        ("both_inserted", "geom", line(50.01)), ("both_inserted", "lanes", 7),
    }  # fmt: skip
    resolve_conflicts(part, "theirs", column="geom")
    resolve_conflicts(part, "ours")
    assert commit(part, ledger, message="m", author="A").layers == {"roads": (0, 1, 0)}
    assert state(ledger, "roads")[uid(4)][0] == line(50.04)
    assert values(ledger, "roads", "lanes")[4] == 7


def test_given_features_alone_make_a_part(workspace_of, ledger):
    work = workspace_of("chosen", uids={"roads": [uid(2), uid(4), uid(4), uid(77)], "zones": []})
    assert (here(work), here(work, "zones"), here(work, "routes")) == ({2, 4}, set(), {101, 102})
    put(ledger, "roads", road(2, lanes=2), road(3, lanes=2), road(8))
    remove(ledger, "roads", 4)
    update(work, ledger)
    assert here(work) == given(work) == {2}
    insert(work, 60)
    edit(work.path, "UPDATE roads SET name = 'x'")
    assert commit(work, ledger, message="m", author="A").layers == {"roads": (1, 1, 0)}
    assert ledger.count("roads") == 6


def test_a_polygon_is_applied_by_the_caller(workspace_of, ledger):
    triangle = {"type": "Polygon", "coordinates": [[[50, 46], [50.06, 46], [50, 46.06], [50, 46]]]}
    work = workspace_of("area", uids={"roads": [uid(1), uid(2)], "zones": []}, area=json.dumps(triangle))
    assert work.facts().box == (50, 46, 50.06, 46.06)

    def inside(blob):
        west, south, _, _ = envelope(blob)
        return west - 50 + south - 46 < 0.06

    put(
        ledger,
        "roads",
        road(3, geom=line(50.01)),
        road(4, geom=line(50.05, 46.05)),
        road(1, geom=line(50.055, 46.05)),
    )
    update(work, ledger, inside=inside)
    assert here(work) == {2, 3}


@pytest.mark.parametrize(
    "area", ["", "{}", '{"type": "Polygon", "coordinates": []}', '{"coordinates": [["a", 1]]}']
)
def test_an_area_that_is_none_is_refused(workspace_of, area):
    with pytest.raises(UsageError):
        workspace_of("area", area=area)


def test_what_cannot_be_checked_out_leaves_no_file(workspace_of, ledger, tmp_path):
    before = sorted(tmp_path.iterdir())
    for wrong, error in (
        ({"layers": ["rodas"]}, UnknownLayer),
        ({"uids": {"roads": ["x"]}}, UnknownFeature),
        ({"box": (1, 2, 0, 3)}, UsageError),
    ):
        with pytest.raises(error):
            workspace_of("wrong", **wrong)
    with pytest.raises(RegistryError, match="no folder"):
        workspace_of("nowhere/wrong")
    assert sorted(tmp_path.iterdir()) == before


def test_an_overwriting_checkout_takes_no_journal_of_the_old_file_over(workspace_of, ledger, tmp_path):
    work = workspace_of("work")
    edit(work.path, "PRAGMA journal_mode = WAL")
    handle = __import__("sqlite3").connect(work.path)
    handle.execute("UPDATE routes SET name = 'in the log'")
    handle.commit()
    log = tmp_path / "work.gpkg-wal"
    kept = log.read_bytes()
    with pytest.raises(FileExists):
        workspace_of("work")
    workspace_of("work", overwrite=True)
    handle.close()
    assert kept
    assert not log.exists()
    assert ask(work.path, "PRAGMA integrity_check") == [("ok",)]
    assert status(work).edits == 0
    with pytest.raises(FileExists, match="the registry itself"):
        workspace_of("registry", overwrite=True)


def test_a_part_at_an_older_version_moves_on(workspace_of, ledger):
    put(ledger, "roads", road(1, geom=line(60)), road(5, geom=line(50.0)))
    work = workspace_of("old", box=BOX, version=2)
    assert here(work) == {1, 2}
    edit(work.path, f"UPDATE roads SET lanes = 2 WHERE uid = '{uid(2)}'")
    assert commit(work, ledger, message="m", author="A").layers == {"roads": (0, 1, 0)}
    assert here(work) == {2, 5}
