"""The session follows the layers of workspaces through edits, saves, renames and removals."""

import importlib
import os
import subprocess
import sys

import pytest
from qgis.core import QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QObject
from qgis.PyQt.QtWidgets import QPushButton
from undisturbed import Heartbeat


def _part(name):
    return importlib.import_module(f"infra_registry.{name}")


@pytest.fixture
def opened(session, workspace, wait_for):
    """The workspace, its layers in the project; gives {table: layer}."""
    info = wait_for(session.ask("workspace_info", workspace=workspace))
    adding = _part("project_layers").WorkspaceLayers(session, info)
    done = []
    adding.added.connect(lambda layers: done.append(layers))
    wait_for(lambda: bool(done))
    wait_for(lambda: session.workspace == workspace)
    return done[0]


@pytest.fixture
def bar(qgis_iface):
    """Texts in the message bar, which is one for all tests."""
    qgis_iface.messageBar().clearWidgets()
    return lambda: [one.text() for one in qgis_iface.messageBar().items()]


def _edit(layer, value="edited"):
    layer.startEditing()
    feature = next(layer.getFeatures())
    layer.changeAttributeValue(feature.id(), layer.fields().indexOf("name_ru"), value)


def test_layers_of_a_workspace_make_it_the_one_in_use(session, opened, workspace):
    assert session.workspaces() == [workspace]
    assert set(session.layers_of(workspace)) == {"routes", "roads", "repairs", "landfills"}


def test_other_layers_are_not_followed(session, opened, workspace, seeded_registry, wait_for):
    QgsProject.instance().addMapLayer(QgsVectorLayer("Point?crs=EPSG:4326", "mine", "memory"))
    QgsProject.instance().addMapLayer(QgsVectorLayer(f"{seeded_registry}|layername=roads", "old", "ogr"))
    wait_for(session.ask("self_test"))
    assert session.workspaces() == [workspace]
    assert len(session.layers_of(workspace)) == 4


def test_a_layer_of_a_workspace_dragged_into_the_project_is_followed(session, workspace, wait_for):
    layer = QgsVectorLayer(f"{workspace}|layername=landfills", "by hand", "ogr")
    QgsProject.instance().addMapLayer(layer)
    wait_for(lambda: session.workspace == workspace)
    _edit(layer)
    assert session.unsaved(workspace) == [layer]
    layer.rollBack()


def test_a_renamed_layer_is_found_by_its_table(session, opened, workspace):
    opened["roads"].setName("Мои дороги")
    assert session.layers_of(workspace)["roads"] is opened["roads"]


def test_layers_taken_out_of_the_project_end_the_workspace(session, opened, wait_for):
    told = []
    session.workspace_changed.connect(lambda: told.append(session.workspace))
    QgsProject.instance().removeMapLayers([one.id() for one in opened.values()])
    wait_for(lambda: told == [None])
    assert session.workspaces() == []


def test_a_save_is_told_once_however_many_layers_it_wrote(session, opened, workspace, wait_for):
    saved = []
    session.edits_saved.connect(saved.append)
    for name in ("roads", "landfills"):
        _edit(opened[name])
    for name in ("roads", "landfills"):
        assert opened[name].commitChanges()
    wait_for(lambda: bool(saved))
    assert saved == [workspace]


def test_unsaved_edits_are_named_until_they_are_saved(session, opened, workspace, wait_for):
    changed = []
    session.edits_changed.connect(changed.append)
    assert session.unsaved(workspace) == []
    _edit(opened["roads"])
    assert session.unsaved(workspace) == [opened["roads"]]
    wait_for(lambda: changed == [workspace])
    opened["roads"].rollBack()
    assert session.unsaved(workspace) == []


def test_a_project_opened_again_has_its_workspaces(session, opened, workspace, tmp_path, wait_for):
    path = str(tmp_path / "project.qgs")
    assert QgsProject.instance().write(path)
    QgsProject.instance().clear()
    assert session.workspaces() == []
    assert QgsProject.instance().read(path)
    wait_for(lambda: session.workspace == workspace)
    assert len(session.layers_of(workspace)) == 4


def test_the_layer_chosen_chooses_the_workspace(
    session, opened, workspace, seeded_registry, tmp_path, wait_for, qgis_iface
):
    second = str(tmp_path / "second.gpkg")
    info = wait_for(session.ask("checkout", registry=seeded_registry, workspace=second, layers=["landfills"]))
    _part("project_layers").WorkspaceLayers(session, info)
    wait_for(lambda: session.workspaces() == [workspace, second])
    assert session.workspace == workspace
    qgis_iface.setActiveLayer(session.layers_of(second)["landfills"])
    qgis_iface.currentLayerChanged.emit(session.layers_of(second)["landfills"])
    assert session.workspace == second
    session.set_workspace(workspace)
    assert session.workspace == workspace


def test_registries_are_remembered_the_last_one_first(session):
    for name in ("/a.gpkg", "/b.gpkg", "/a.gpkg"):
        session.set_registry(name)
    assert _part("settings").recent_registries() == ["/a.gpkg", "/b.gpkg"]


def test_an_error_nobody_takes_is_a_sentence_in_the_bar(session, bar, wait_for):
    with pytest.raises(_part("worker").WorkerError):
        wait_for(session.ask("registry_info", registry="/nowhere.gpkg"))
    assert bar() == ["/nowhere.gpkg does not exist; check the name"]


def test_a_fault_of_a_panel_is_a_sentence_and_no_traceback(session, bar, wait_for):
    answer = session.ask("self_test", then=lambda result: result["no such key"])
    wait_for(answer)
    assert "the log says where" in bar()[0].lower()


def test_an_answer_to_a_panel_that_is_gone_is_dropped(session, bar, wait_for):
    class Panel(QObject):
        called = False

        def told(self, _):
            Panel.called = True

    panel = Panel()
    answer = session.ask("self_test", then=panel.told)
    panel.deleteLater()
    wait_for(answer)
    assert not Panel.called
    assert bar() == []


def test_a_project_in_automatic_transaction_mode_is_named_with_its_mend(
    session, opened, workspace, bar, wait_for, qgis_iface
):
    mode = _part("transaction_mode")
    QgsProject.instance().setAutoTransaction(True)
    assert mode.is_automatic()
    opened["landfills"].startEditing()
    assert any("automatic transaction mode" in one for one in bar())
    assert mode.holds_lock(session, workspace)
    work = _part("registry_dock.work")
    dock = _part("registry_dock").RegistryPanel(session)
    assert isinstance(dock.work, work.Work)
    qgis_iface.messageBar().clearWidgets()
    dock.work.update(workspace)
    item = qgis_iface.messageBar().items()[0]
    button = item.findChild(QPushButton)
    assert button.text() == "Save and stop editing"
    button.click()
    assert not opened["landfills"].isEditable()
    assert not mode.holds_lock(session, workspace)
    QgsProject.instance().setAutoTransaction(False)
    dock.deleteLater()


LOCK = (
    "import sqlite3, sys\n"
    "handle = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
    "handle.execute('BEGIN EXCLUSIVE')\n"
    "print('held', flush=True)\n"
    "sys.stdin.read()\n"
)


@pytest.fixture
def locked():
    """Locks a file from another program, as a colleague's would."""
    holders = []

    def lock(path):
        holder = subprocess.Popen(
            [sys.executable, "-c", LOCK, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert holder.stdout.readline() == "held\n"
        holders.append(holder)

    yield lock
    for holder in holders:
        holder.stdin.close()
        holder.wait()


def test_a_locked_registry_is_a_sentence_and_the_map_goes_on(session, seeded_registry, locked, bar, wait_for):
    locked(seeded_registry)
    wait_for(session.ask("self_test"))
    with Heartbeat() as heart, pytest.raises(_part("worker").WorkerError) as raised:
        wait_for(session.ask("registry_info", registry=seeded_registry))
    assert raised.value.code == "FileLocked"
    assert "locked by another program" in bar()[0]
    assert "--wait" not in bar()[0], "nobody types options in QGIS"
    assert heart.longest < 1  # it waited five seconds, the map did not


def test_a_workspace_that_another_program_locks_keeps_its_edits(
    session, opened, workspace, locked, bar, wait_for
):
    _edit(opened["landfills"])
    assert opened["landfills"].commitChanges()
    locked(workspace)
    with pytest.raises(_part("worker").WorkerError) as raised:
        wait_for(session.ask("commit", workspace=workspace, message="m", author="Test"))
    assert raised.value.code == "FileLocked"


def test_a_workspace_deleted_behind_our_back_is_a_sentence(session, opened, workspace, bar, wait_for):
    os.rename(workspace, workspace + ".away")
    with pytest.raises(_part("worker").WorkerError):
        wait_for(session.ask("workspace_info", workspace=workspace))
    assert "does not exist" in bar()[0]
