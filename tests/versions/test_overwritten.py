"""Layers that a program wrote anew are compared in full with the registry, and watched again."""

from __future__ import annotations

import shutil
import subprocess

import geopandas
import pandas
import pyogrio
import pytest

from registry.model.errors import InvalidRows, LayoutChanged, OtherRegistry, UidChanged
from registry.versions.files import closed_to_sqlite
from registry.versions.ledger import Ledger
from registry.versions.verify import verify
from registry.versions.workspace.commit import commit
from registry.versions.workspace.discard import discard
from registry.versions.workspace.overwritten import adopt
from registry.versions.workspace.status import local_changes, status
from registry.versions.workspace.update import update
from tests.versions.small import ask, edit, put, road, state, uid, values


def read(work, layer="roads"):
    with closed_to_sqlite(work.path):
        return geopandas.read_file(work.path, layer=layer)


def write(work, frame, layer="roads", **how):
    """The layer anew, as geopandas does."""
    with closed_to_sqlite(work.path):
        frame.to_file(work.path, layer=layer, driver="GPKG", **how)


@pytest.fixture
def rich(work, ledger):
    """Values of every type in the registry and the workspace."""
    put(
        ledger, "roads",
        road(1, lanes=2, width=7.25, paved=True, opened="2024-01-05", seen="2024-01-05T10:00:00.25Z"),
        road(2, lanes=4, paved=False, surface="gravel", opened="1999-12-31", name=""),
    )  # fmt: skip
    update(work, ledger)
    return work


@pytest.mark.parametrize("engine", ["pyogrio", "fiona"])
def test_a_layer_read_and_written_back_is_no_change(rich, ledger, engine):
    write(rich, read(rich), engine=engine)
    assert status(rich).overwritten == ("roads",)
    (done,) = adopt(rich, ledger)
    found = {(one.uid, one.columns) for one in local_changes(rich)}
    if engine == "fiona":  # it writes an empty text for no text
        assert {column for _, columns in found for column in columns} <= {"name", "surface"}
    else:
        assert (done.layer, done.changed, found) == ("roads", 0, set())
    assert status(rich).overwritten == ()
    edit(rich.path, "UPDATE roads SET lanes = 9 WHERE uid = '" + uid(3) + "'")
    assert uid(3) in {one.uid for one in local_changes(rich)}


def test_what_changed_while_a_layer_was_written_anew_is_an_edit(rich, ledger):
    edit(rich.path, f"UPDATE roads SET name = 'before' WHERE uid = '{uid(5)}'")
    frame = read(rich)
    frame.loc[frame.uid == uid(1), "lanes"] = 3
    frame = frame[frame.uid != uid(2)]
    more = frame[frame.uid == uid(1)].assign(uid=None, name="new")
    write(rich, pandas.concat([frame, more]).iloc[::-1])
    done = commit(rich, ledger, message="m", author="A")
    assert done.layers["roads"] == (1, 2, 1)
    assert values(ledger, "roads", "lanes")[1] == 3
    assert values(ledger, "roads", "name")[5] == "before"
    assert uid(2) not in state(ledger, "roads")
    assert verify(ledger).findings == ()
    assert ask(rich.path, "SELECT rtreecheck('rtree_roads_geom')") == [("ok",)]


def test_ogr2ogr_overwrite_is_compared_in_full(rich, ledger, tmp_path):
    copy = shutil.copy(rich.path, tmp_path / "copy.gpkg")
    edit(copy, f"UPDATE roads SET lanes = 5 WHERE uid = '{uid(4)}'")
    subprocess.run(["ogr2ogr", "-overwrite", rich.path, copy, "roads", "zones"], check=True, timeout=60)
    assert set(status(rich).overwritten) == {"roads", "zones"}
    assert commit(rich, ledger, message="m", author="A").layers == {"roads": (0, 1, 0)}
    assert status(rich, ledger).newer == 0


def test_pyogrio_writing_anew_keeps_styles_and_lists(rich, ledger):
    before = styles(rich), lists(rich)
    with closed_to_sqlite(rich.path):
        pyogrio.write_dataframe(pyogrio.read_dataframe(rich.path, layer="roads"), rich.path, layer="roads")
    update(rich, ledger)
    assert (styles(rich), lists(rich)) == before


def styles(work):
    return ask(work.path, "SELECT f_table_name, styleName FROM layer_styles ORDER BY 1")


def lists(work):
    return ask(
        work.path, "SELECT table_name, column_name, constraint_name FROM gpkg_data_columns ORDER BY 1, 2"
    )


def test_rows_that_lost_their_uid_are_new_and_the_rest_keep_theirs(work, ledger):
    frame = read(work)
    frame.loc[0, "uid"] = None
    frame.loc[1, "uid"] = frame.loc[2, "uid"]
    frame.loc[3, "uid"] = "not a uid"
    write(work, frame)
    update(work, ledger)
    kinds = sorted(one.kind for one in local_changes(work))
    assert kinds == ["delete"] * 3 + ["insert"] * 3 + ["update"]


def test_a_layer_without_any_uid_is_refused_and_can_be_mended(work, ledger):
    write(work, read(work).assign(uid=None))
    with pytest.raises(UidChanged, match="no row carries its uid"):
        commit(work, ledger, message="m", author="A")
    assert len(read(work)) == 5
    discard(work, ledger, layers=["roads"])
    assert status(work).edits == 0
    write(work, read(work).drop(columns=["uid"]))
    with pytest.raises(LayoutChanged, match="uid is gone"):
        commit(work, ledger, message="m", author="A")
    discard(work, ledger, layers=["roads"])
    assert commit(work, ledger, message="m", author="A").commit is None


def test_another_reference_system_is_named(work, ledger):
    write(work, read(work).to_crs(3857))
    for attempt in (lambda: commit(work, ledger, message="m", author="A"), lambda: status(work)):
        with pytest.raises(LayoutChanged, match="written in system 3857"):
            attempt()
    write(work, read(work).to_crs(4326))
    assert commit(work, ledger, message="m", author="A").commit is None


def test_no_reference_system_is_the_layers_own(work, ledger):
    write(work, read(work).set_crs(None, allow_override=True))
    assert commit(work, ledger, message="m", author="A").commit is None


def test_renamed_missing_and_added_columns_of_a_new_layer_are_named(work, ledger):
    frame = read(work)
    for wrong, problem in (
        (frame.rename(columns={"lanes": "strips"}), "lanes is gone and strips is new"),
        (frame.drop(columns=["lanes"]), "lanes is gone"),
        (frame.assign(note="x"), "note is not in"),
        (pandas.DataFrame(frame.drop(columns=["geometry"])), "geometry column is gone"),
    ):
        if isinstance(wrong, geopandas.GeoDataFrame):
            write(work, wrong)
        else:
            with closed_to_sqlite(work.path):
                pyogrio.write_dataframe(wrong, work.path, layer="roads")
        with pytest.raises(LayoutChanged, match=problem):
            commit(work, ledger, message="m", author="A")
    write(work, frame[frame.columns[::-1]])
    assert commit(work, ledger, message="m", author="A").commit is None


def test_a_value_that_cannot_be_is_named_after_an_overwrite_too(work, ledger):
    frame = read(work)
    frame["lanes"] = "many"
    write(work, frame)
    with pytest.raises(InvalidRows, match="lanes = many"):
        commit(work, ledger, message="m", author="A")
    assert {one.value("after", "lanes") for one in local_changes(work)} == {"many"}
    discard(work, ledger)
    assert commit(work, ledger, message="m", author="A").commit is None


def test_an_overwritten_part_is_compared_with_the_part(workspace_of, ledger):
    work = workspace_of(box=(50.0, 45, 50.025, 47))
    assert len(read(work)) == 2
    frame = read(work)
    frame.loc[0, "lanes"] = 3
    write(work, frame)
    assert commit(work, ledger, message="m", author="A").layers == {"roads": (0, 1, 0)}
    assert ledger.count("roads") == 5


def test_an_overwritten_layer_is_not_compared_with_another_registry(work, tmp_path):
    write(work, read(work))
    with pytest.raises(OtherRegistry):
        update(work, Ledger.create(tmp_path / "other.gpkg"))
    assert status(work).overwritten == ("roads",)


def test_conflicts_outlive_an_overwrite(work, ledger):
    edit(work.path, "UPDATE roads SET lanes = 3 WHERE fid = 1")
    put(ledger, "roads", road(1, lanes=4))
    update(work, ledger)
    write(work, read(work))
    assert [(one.column, one.ours, one.theirs) for one in update(work, ledger).conflicts] == [("lanes", 3, 4)]
