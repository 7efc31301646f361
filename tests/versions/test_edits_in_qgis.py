"""Editing a workspace in the real QGIS, which knows nothing of us."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from registry.model.errors import LayoutChanged
from registry.versions.verify import verify
from registry.versions.workspace.commit import commit
from registry.versions.workspace.status import local_changes, status
from tests.versions.small import ask, state, uid

pytestmark = pytest.mark.qgis


@pytest.fixture
def qgis(qgis_python, qgis_environment, work):
    def run(*steps):
        script = Path(__file__).with_name("qgis_editing.py")
        done = subprocess.run(
            [qgis_python, script, work.path, *steps],
            env=qgis_environment,
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


def test_every_edit_in_qgis_is_noticed_and_commits(qgis, work, ledger):
    assert qgis("add", "paste", "split", "shape", "vertex", "delete") == ""
    edits = {(one.kind, int(one.uid, 16) if one.kind != "insert" else one.value("after", "km_from")): one
             for one in local_changes(work, ["roads"])}  # fmt: skip
    assert set(edits) == {
        ("insert", 20.0), ("insert", 1.0), ("insert", 2.0),
        ("update", 2), ("update", 3), ("update", 4), ("delete", 5),
    }  # fmt: skip
    assert edits["update", 3].columns == ("geom", "lanes")
    assert edits["update", 2].columns == edits["update", 4].columns == ("geom",)
    assert edits["insert", 1.0].uid != uid(1)
    assert all(one.problems == () for one in edits.values())
    found = [one for (one,) in ask(work.path, "SELECT uid FROM roads")]
    assert len(set(found)) == len(found) == 7
    done = commit(work, ledger, message="by QGIS", author="A")
    assert done.layers["roads"] == (3, 3, 1)
    assert len(state(ledger, "roads")) == 7
    assert verify(ledger).findings == ()


@pytest.mark.parametrize(
    ("step", "problem"), [("field", "note is not in"), ("rename", "lanes is gone and strips is new")]
)
def test_a_changed_field_is_named_with_the_mend(qgis, work, step, problem):
    assert qgis(step) == ""
    with pytest.raises(LayoutChanged, match=problem):
        status(work)


def test_dropping_a_field_is_refused_in_qgis(qgis, work):
    assert "registry_" in qgis("drop")
    assert status(work).edits == 0
