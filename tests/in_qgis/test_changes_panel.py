"""The changes panel in a real QGIS: edits by edit buffers, shown, discarded, mended, committed."""

import importlib
import os
import shutil
import subprocess
import sys

import pytest
from qgis.core import QgsFeature, QgsField, QgsGeometry, QgsProject, QgsRectangle
from qgis.gui import QgsRubberBand, QgsVertexMarker
from qgis.PyQt.QtCore import QCoreApplication, QEvent, Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QDockWidget, QMainWindow, QPushButton

OLD, NEW = "#0072b2", "#d55e00"


@pytest.fixture
def layers(session, workspace, wait_for):
    """Layers of the workspace in the project, by table name."""
    project_layers = importlib.import_module("infra_registry.project_layers")
    info = wait_for(session.ask("workspace_info", workspace=workspace))
    added = {}
    project_layers.WorkspaceLayers(session, info).added.connect(added.update)
    wait_for(lambda: added and session.workspace is not None)
    return added


@pytest.fixture
def panel(session, layers, wait_for):
    """The panel, shown, with the workspace read."""
    made = importlib.import_module("infra_registry.changes_panel").ChangesPanel(session)
    made.resize(380, 860)
    made.show()
    settled(made, wait_for)
    yield made
    gone(made)


def gone(panel):
    panel.close()
    panel.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def settled(panel, wait_for):
    """Wait until the panel has read what there is, and does nothing."""
    QTest.qWait(60)
    gathering = panel.session._followed._timer  # what the session gathers before it tells
    wait_for(lambda: not (gathering.isActive() or panel.reading.is_running or panel.work.is_busy))


def saved(panel, layer, wait_for):
    """Save a layer as QGIS does, and wait until the panel shows it."""
    told = []
    panel.session.edits_saved.connect(told.append)
    assert layer.commitChanges(), layer.commitErrors()
    wait_for(lambda: told)
    settled(panel, wait_for)


def edited(layer, feature, **values):
    """Change attributes through the edit buffer."""
    assert layer.isEditable() or layer.startEditing()
    for name, value in values.items():
        assert layer.changeAttributeValue(feature.id(), layer.fields().indexOf(name), value)


def by(layer, name, value):
    return next(one for one in layer.getFeatures() if one[name] == value)


def feature_of(layer, uid):
    return next((one for one in layer.getFeatures() if one["uid"] == uid), None)


def rows(panel):
    """What the tree says: {layer title: {label: {column: (before, now)}}}."""
    model, told = panel.model, {}
    for at in range(model.rowCount()):
        layer = model.index(at, 0)
        features = told.setdefault(layer.data(), {})
        for row in range(model.rowCount(layer)):
            feature = model.index(row, 0, layer)
            features[feature.data()] = {
                model.index(column, 0, feature).data(): (
                    model.index(column, 1, feature).data(),
                    model.index(column, 2, feature).data(),
                )
                for column in range(model.rowCount(feature))
            }
    return told


def choose(panel, layer, uid):
    index = panel.model.index_of((layer, uid))
    assert index.isValid()
    panel.tree.setCurrentIndex(index)
    return index


def moved(geometry, by_degrees=0.02):
    """The geometry with its second vertex moved."""
    other = QgsGeometry(geometry)
    vertex = geometry.vertexAt(1)
    assert other.moveVertex(vertex.x(), vertex.y() + by_degrees, 1)
    return other


def discard(panel, wait_for):
    """Two clicks: on the button, and on the answer to what it asks."""
    QTest.mouseClick(panel.tools.discard, Qt.MouseButton.LeftButton)
    assert "Discard" in panel.notices.text("confirm")
    panel.notices.press("confirm", "Discard")
    settled(panel, wait_for)


def bands(session, colour):
    return [
        item
        for item in session.canvas.scene().items()
        if isinstance(item, QgsRubberBand) and item.strokeColor().name() == colour and item.isVisible()
    ]


# --- what it shows --------------------------------------------------------------------------------------


def test_a_saved_edit_shows_with_its_values_before_and_now(panel, layers, wait_for):
    road = by(layers["roads"], "name_ru", "Атырау – Доссор")
    edited(layers["roads"], road, lanes=6, surface="asphalt")
    saved(panel, layers["roads"], wait_for)
    assert rows(panel) == {
        "Roads": {
            "Атырау – Доссор": {"Surface": ("no value", "asphalt concrete"), "Lanes": ("no value", "6")}
        }
    }
    edited(layers["roads"], road, lanes=4)
    saved(panel, layers["roads"], wait_for)
    assert rows(panel)["Roads"]["Атырау – Доссор"]["Lanes"] == ("no value", "4")


def test_added_and_deleted_features_show_with_all_their_values(panel, layers, wait_for):
    landfills = layers["landfills"]
    landfills.startEditing()
    new = QgsFeature(landfills.fields())
    new["name_ru"] = "Полигон у Доссора"
    new.setGeometry(QgsGeometry(next(landfills.getFeatures()).geometry()))
    assert landfills.addFeature(new)
    repairs = layers["repairs"]
    repairs.startEditing()
    gone_one = next(repairs.getFeatures())
    assert repairs.deleteFeature(gone_one.id())
    assert landfills.commitChanges(), landfills.commitErrors()
    saved(panel, repairs, wait_for)
    assert panel.model.counts() == {"added": 1, "changed": 0, "deleted": 1}
    told = rows(panel)
    assert told["Landfills"]["Полигон у Доссора"]["Name in Russian"] == ("", "Полигон у Доссора")
    (deleted,) = told["Road works"].values()
    assert all(now == "" for _, now in deleted.values())
    assert any(before for before, _ in deleted.values())


def test_an_edit_by_another_program_shows_by_itself(panel, workspace, layers, wait_for):
    uid = next(layers["roads"].getFeatures())["uid"]
    write = f"UPDATE roads SET lanes = 6 WHERE uid = '{uid}'"
    subprocess.run(["ogrinfo", "-q", workspace, "-sql", write], check=True)
    wait_for(lambda: [one["uid"] for one in panel.model.all()] == [uid])


def test_an_edit_taken_back_leaves_the_list(panel, layers, wait_for):
    road = next(layers["roads"].getFeatures())
    edited(layers["roads"], road, lanes=6)
    saved(panel, layers["roads"], wait_for)
    assert panel.model.visible_count() == 1
    edited(layers["roads"], road, lanes=None)
    saved(panel, layers["roads"], wait_for)
    assert panel.model.visible_count() == 0
    assert "Nothing was changed" in panel.empty.text()


def test_words_and_kinds_filter_the_list(panel, layers, wait_for):
    roads = layers["roads"]
    for road in roads.getFeatures():
        edited(roads, road, lanes=3)
    edited(roads, by(roads, "name_ru", "Макат – Доссор"), surface="asphalt")
    saved(panel, roads, wait_for)
    everything = panel.model.visible_count()
    assert everything == roads.featureCount()
    panel.filter_bar.words.setText("ДОССОР asphalt")
    wait_for(lambda: panel.model.visible_count() != everything)
    assert list(rows(panel)["Roads"]) == ["Макат – Доссор"]
    panel.filter_bar.kinds["changed"].click()
    assert panel.model.visible_count() == 0
    assert "No change passes the filter" in panel.empty.text()
    panel.filter_bar.clear()
    assert panel.model.visible_count() == everything


def test_what_was_open_and_chosen_stays_so_after_a_save(panel, layers, wait_for):
    roads = layers["roads"]
    first, second = list(roads.getFeatures())[:2]
    edited(roads, first, lanes=6)
    saved(panel, roads, wait_for)
    index = choose(panel, "roads", first["uid"])
    panel.tree.expand(index)
    edited(roads, second, lanes=6)
    saved(panel, roads, wait_for)
    again = panel.model.index_of(("roads", first["uid"]))
    assert panel.tree.isExpanded(again)
    assert [one["uid"] for one in panel.chosen()] == [first["uid"]]


def test_edits_not_saved_are_named_and_saved_from_the_panel(panel, layers, wait_for):
    roads = layers["roads"]
    edited(roads, next(roads.getFeatures()), lanes=6)
    wait_for(lambda: panel.notices.text("unsaved"))
    assert "“Roads”" in panel.notices.text("unsaved")
    panel.commit_box.message.setPlainText("Six lanes")
    assert not panel.commit_box.button.isEnabled()
    assert panel.commit_box.button.toolTip() == "Save the edits of “Roads” first."
    panel.notices.press("unsaved", "Save edits")
    settled(panel, wait_for)
    assert panel.notices.text("unsaved") is None
    wait_for(lambda: panel.model.visible_count() == 1)
    assert roads.isEditable()


# --- on the map -----------------------------------------------------------------------------------------


def test_a_click_zooms_to_the_change_and_draws_both_geometries(panel, session, layers, wait_for):
    roads = layers["roads"]
    session.canvas.setExtent(QgsRectangle(0, 0, 1, 1))
    road = by(roads, "name_ru", "Атырау – Доссор")
    roads.startEditing()
    assert roads.changeGeometry(road.id(), moved(road.geometry()))
    saved(panel, roads, wait_for)
    assert rows(panel)["Roads"]["Атырау – Доссор"] == {"Geometry": ("", "on the map")}
    index = panel.model.index_of(("roads", road["uid"]))
    place = panel.tree.visualRect(index).center()
    QTest.mouseClick(panel.tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
    wait_for(lambda: session.canvas.extent().contains(road.geometry().boundingBox()))
    wait_for(lambda: panel.on_map.drawn() == [("roads", road["uid"])])
    assert len(bands(session, OLD)) == 1
    assert len(bands(session, NEW)) == 1
    marked = [item for item in session.canvas.scene().items() if isinstance(item, QgsVertexMarker)]
    assert len(marked) == 2, "the moved vertex, where it was and where it is"
    panel.tools.draw.setChecked(False)
    assert not bands(session, OLD)
    panel.tools.draw.setChecked(True)
    wait_for(lambda: bands(session, NEW))
    panel.close()
    assert not bands(session, NEW)


def test_a_panel_behind_another_draws_nothing(panel, session, layers, wait_for):
    roads = layers["roads"]
    road = by(roads, "name_ru", "Атырау – Доссор")
    roads.startEditing()
    assert roads.changeGeometry(road.id(), moved(road.geometry()))
    saved(panel, roads, wait_for)
    window, other = QMainWindow(), QDockWidget("Other")
    for dock in (panel, other):
        window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
    window.tabifyDockWidget(panel, other)
    window.show()
    panel.raise_()
    wait_for(lambda: bands(session, NEW))
    other.raise_()
    wait_for(lambda: not bands(session, NEW))
    panel.raise_()
    wait_for(lambda: bands(session, NEW))
    panel.setParent(None)
    window.close()


def test_a_deleted_feature_is_drawn_dashed_where_it_was(panel, session, layers, wait_for):
    roads = layers["roads"]
    road = next(one for one in roads.getFeatures() if not one.geometry().isNull())
    roads.startEditing()
    assert roads.deleteFeature(road.id())
    saved(panel, roads, wait_for)
    wait_for(lambda: panel.on_map.drawn() == [("roads", road["uid"])])
    (band,) = bands(session, OLD)
    assert not bands(session, NEW)
    assert band.asGeometry().boundingBox().intersects(road.geometry().boundingBox())


def test_chosen_changes_are_selected_in_their_layer(panel, session, layers, wait_for):
    roads = layers["roads"]
    road = by(roads, "name_ru", "Атырау – Доссор")
    edited(roads, road, lanes=6)
    saved(panel, roads, wait_for)
    choose(panel, "roads", road["uid"])
    panel.tools.select.click()
    assert [one["uid"] for one in roads.selectedFeatures()] == [road["uid"]]


# --- discard --------------------------------------------------------------------------------------------


def test_one_change_is_discarded_at_the_second_click_and_comes_back_by_undo(panel, layers, wait_for):
    roads = layers["roads"]
    first, second = list(roads.getFeatures())[:2]
    edited(roads, first, lanes=6)
    edited(roads, second, lanes=2)
    saved(panel, roads, wait_for)
    choose(panel, "roads", first["uid"])
    discard(panel, wait_for)
    assert feature_of(roads, first["uid"])["lanes"] == first["lanes"]
    assert [one["uid"] for one in panel.model.all()] == [second["uid"]]
    assert panel.notices.text("undo") == "1 change discarded."
    panel.notices.press("undo", "Undo")
    settled(panel, wait_for)
    assert feature_of(roads, first["uid"])["lanes"] == 6
    assert panel.model.visible_count() == 2


def test_the_first_click_alone_discards_nothing(panel, layers, wait_for):
    roads = layers["roads"]
    edited(roads, next(roads.getFeatures()), lanes=6)
    saved(panel, roads, wait_for)
    assert panel.tools.discard.text() == "Discard all"
    panel.tools.discard.click()
    assert panel.notices.text("confirm") == "Discard 1 change?"
    panel.notices.press("confirm", "Keep")
    settled(panel, wait_for)
    assert panel.notices.text("confirm") is None
    assert panel.total == 1


def test_all_kinds_are_discarded_at_once_and_all_come_back(panel, layers, wait_for):
    roads = layers["roads"]
    first, second = list(roads.getFeatures())[:2]
    edited(roads, first, lanes=6)
    assert roads.deleteFeature(second.id())
    new = QgsFeature(roads.fields())
    new["route_id"], new["name_ru"] = first["route_id"], "Объезд"
    new.setGeometry(moved(first.geometry()))
    assert roads.addFeature(new)
    saved(panel, roads, wait_for)
    assert panel.model.counts() == {"added": 1, "changed": 1, "deleted": 1}
    added = next(one for one in roads.getFeatures() if one["name_ru"] == "Объезд")
    told = rows(panel)
    discard(panel, wait_for)
    assert panel.total == 0
    assert feature_of(roads, second["uid"])["name_ru"] == second["name_ru"]
    assert feature_of(roads, added["uid"]) is None
    panel.notices.press("undo", "Undo")
    settled(panel, wait_for)
    assert rows(panel) == told
    assert feature_of(roads, added["uid"]).geometry().equals(added.geometry())
    assert feature_of(roads, second["uid"]) is None


def test_rows_of_a_layer_without_geometry_come_back_by_undo(panel, layers, wait_for):
    routes = layers["routes"]
    assert not routes.isSpatial()
    first, second = list(routes.getFeatures())[:2]
    routes.startEditing()
    edited(routes, first, name_ru="Другое название")
    assert routes.deleteFeature(second.id())
    saved(panel, routes, wait_for)
    told = rows(panel)
    assert panel.total == 2
    discard(panel, wait_for)
    assert panel.total == 0
    panel.notices.press("undo", "Undo")
    settled(panel, wait_for)
    assert rows(panel) == told


def test_nothing_is_discarded_while_qgis_holds_unsaved_edits(panel, layers, wait_for):
    roads = layers["roads"]
    road = next(roads.getFeatures())
    edited(roads, road, lanes=6)
    saved(panel, roads, wait_for)
    edited(roads, road, lanes=4)
    wait_for(lambda: panel.notices.text("unsaved"))
    panel.tools.discard.click()
    assert panel.notices.text("confirm") is None
    settled(panel, wait_for)
    assert panel.total == 1
    roads.rollBack()


# --- rules ----------------------------------------------------------------------------------------------


def test_a_value_against_the_rules_is_told_shown_and_mended_before_the_commit(panel, layers, wait_for):
    roads = layers["roads"]
    road = by(roads, "name_ru", "Атырау – Доссор")
    panel.commit_box.message.setPlainText("Surface")
    edited(roads, road, surface="Asphalt ", lanes=40)
    saved(panel, roads, wait_for)
    assert {one["field"] for one in panel.violations.problems()} == {"surface", "lanes"}
    assert not panel.commit_box.button.isEnabled()
    assert panel.commit_box.why_not.text() == "Mend 2 values against the rules first."
    assert panel.commit_box.button.toolTip() == panel.commit_box.why_not.text()
    line = next(one for one in panel.violations.lines() if one.problem["field"] == "surface")
    line.show_button.click()
    assert [one["uid"] for one in panel.chosen()] == [road["uid"]]
    line.fix_button.click()
    settled(panel, wait_for)
    assert feature_of(roads, road["uid"])["surface"] == "asphalt"
    (left,) = panel.violations.lines()
    assert left.problem["field"] == "lanes"
    assert left.fix_button is None
    edited(roads, road, lanes=4)
    saved(panel, roads, wait_for)
    assert panel.violations.isHidden()
    assert panel.commit_box.button.isEnabled()


# --- commit ---------------------------------------------------------------------------------------------


def test_a_commit_says_its_revision_and_empties_the_list(panel, session, seeded_registry, layers, wait_for):
    roads = layers["roads"]
    edited(roads, next(roads.getFeatures()), lanes=6)
    saved(panel, roads, wait_for)
    assert panel.commit_box.why_not.text() == "Say in the message what was changed."
    panel.commit_box.message.setPlainText("Six lanes to Dossor")
    panel.commit_box.author.setText("Test Engineer")
    assert panel.commit_box.button.text() == "Commit 1 change"
    QTest.keyClick(panel.commit_box.author, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not panel.work.is_busy, "only where the message is written"
    QTest.keyClick(panel.commit_box.message, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    wait_for(lambda: panel.work.is_busy)
    assert not panel.commit_box.button.isEnabled()
    settled(panel, wait_for)
    (latest, *_) = wait_for(session.ask("log", registry=seeded_registry))["commits"]
    assert (latest["message"], latest["author"]) == ("Six lanes to Dossor", "Test Engineer")
    assert panel.notices.text("result") == f"Committed as revision {latest['revision']}."
    assert panel.model.visible_count() == 0
    assert panel.commit_box.message.toPlainText() == ""
    assert panel.commit_box.why_not.text() == "There is nothing to commit."
    assert session.author == "Test Engineer", "a name once given is offered again"


def committed_by_another(session, registry, path, wait_for, uid, **values):
    """Another person checks the roads out, changes one, and commits."""
    if not os.path.exists(path):
        wait_for(session.ask("checkout", registry=registry, workspace=path, layers=["roads"]))
    wait_for(session.ask("apply_fix", workspace=path, layer="roads", uid=uid, values=values))
    return wait_for(session.ask("commit", workspace=path, message="Theirs", author="Colleague"))


def test_a_commit_merges_what_others_committed(panel, session, seeded_registry, layers, tmp_path, wait_for):
    roads = layers["roads"]
    road = next(roads.getFeatures())
    committed_by_another(
        session, seeded_registry, str(tmp_path / "theirs.gpkg"), wait_for, road["uid"], width_m=15
    )
    edited(roads, road, lanes=6)
    saved(panel, roads, wait_for)
    assert "1 newer commit" in panel.header.words.text()
    panel.commit_box.message.setPlainText("Lanes")
    panel.commit_box.button.click()
    settled(panel, wait_for)
    assert "1 feature merged" in panel.notices.text("result")
    wait_for(lambda: feature_of(roads, road["uid"])["width_m"] == 15)


def test_a_conflict_commits_nothing_keeps_the_message_and_leads_to_the_decision(
    panel, session, seeded_registry, layers, tmp_path, wait_for
):
    asked = []
    session.show_panel = asked.append
    roads = layers["roads"]
    road = next(roads.getFeatures())
    committed_by_another(
        session, seeded_registry, str(tmp_path / "theirs.gpkg"), wait_for, road["uid"], lanes=2
    )
    edited(roads, road, lanes=6)
    saved(panel, roads, wait_for)
    panel.commit_box.message.setPlainText("Lanes")
    panel.commit_box.button.click()
    settled(panel, wait_for)
    assert "Nothing was committed yet: 1 conflict" in panel.notices.text("result")
    assert asked == ["conflicts"]
    assert panel.commit_box.message.toPlainText() == "Lanes"
    assert panel.commit_box.why_not.text() == "Decide 1 conflict first."
    assert panel.total == 1


def test_a_message_begun_is_there_when_qgis_is_opened_again(panel, session, wait_for):
    panel.commit_box.message.setPlainText("Half a sent")
    panel.close()
    again = importlib.import_module("infra_registry.changes_panel").ChangesPanel(session)
    assert again.commit_box.message.toPlainText() == "Half a sent"
    settled(again, wait_for)
    gone(again)


# --- faults ---------------------------------------------------------------------------------------------


def test_with_the_registry_away_changes_show_and_the_commit_waits(panel, seeded_registry, layers, wait_for):
    os.rename(seeded_registry, seeded_registry + ".away")
    roads = layers["roads"]
    edited(roads, next(roads.getFeatures()), lanes=6)
    saved(panel, roads, wait_for)
    assert panel.model.visible_count() == 1
    assert seeded_registry in panel.notices.text("registry")
    panel.commit_box.message.setPlainText("Lanes")
    assert "out of reach" in panel.commit_box.why_not.text()
    os.rename(seeded_registry + ".away", seeded_registry)
    panel.notices.press("registry", "Look again")
    settled(panel, wait_for)
    assert panel.notices.text("registry") is None
    assert panel.commit_box.button.isEnabled()


def test_a_registry_that_was_moved_is_found_from_the_panel(
    panel, session, seeded_registry, layers, tmp_path, wait_for, monkeypatch
):
    elsewhere = str(tmp_path / "elsewhere")
    os.mkdir(elsewhere)
    moved_to = shutil.move(seeded_registry, elsewhere)
    edited(layers["roads"], next(layers["roads"].getFeatures()), lanes=6)
    saved(panel, layers["roads"], wait_for)
    choosing = importlib.import_module("infra_registry.registry_dock.choosing")
    monkeypatch.setattr(choosing, "existing_file", lambda *_: moved_to)
    panel.notices.press("registry", "Find it …")
    wait_for(lambda: panel.notices.text("registry") is None)
    settled(panel, wait_for)
    panel.commit_box.message.setPlainText("Lanes")
    panel.commit_box.button.click()
    settled(panel, wait_for)
    assert "Committed" in panel.notices.text("result")


def test_a_layer_written_anew_is_named_and_compared_on_demand(panel, session, workspace, layers, wait_for):
    uid = next(layers["roads"].getFeatures())["uid"]
    QgsProject.instance().removeMapLayer(layers["roads"].id())
    subprocess.run(
        ["ogr2ogr", "-f", "GPKG", "-overwrite", workspace + ".copy.gpkg", workspace, "roads"], check=True
    )
    subprocess.run(
        [
            "ogrinfo",
            "-q",
            workspace + ".copy.gpkg",
            "-sql",
            f"UPDATE roads SET lanes = 6 WHERE uid = '{uid}'",
        ],
        check=True,
    )
    subprocess.run(
        ["ogr2ogr", "-f", "GPKG", "-update", "-overwrite", workspace, workspace + ".copy.gpkg", "roads"],
        check=True,
    )
    panel.refresh()
    settled(panel, wait_for)
    assert "“Roads”" in panel.notices.text("overwritten")
    panel.notices.press("overwritten", "Compare and watch again")
    settled(panel, wait_for)
    assert panel.notices.text("overwritten") is None
    assert [one["uid"] for one in panel.model.all()] == [uid]


def test_a_field_added_by_hand_is_named_and_holds_the_commit_back(panel, layers, wait_for):
    roads = layers["roads"]
    edited(layers["repairs"], next(layers["repairs"].getFeatures()), note="seen")
    saved(panel, layers["repairs"], wait_for)
    field_types = importlib.import_module("infra_registry.compat").FIELD_TYPES
    roads.startEditing()
    assert roads.addAttribute(QgsField("speed_limit", field_types["integer"]))
    saved(panel, roads, wait_for)
    assert "speed_limit" in panel.notices.text("problems")
    assert panel.notices.text("failure") is None, "it is told once"
    assert panel.model.visible_count() == 1, "other layers show all the same"
    panel.commit_box.message.setPlainText("A field")
    assert "do not fit" in panel.commit_box.why_not.text()


def test_a_workspace_that_is_gone_is_told_in_a_sentence(panel, workspace, layers, wait_for):
    os.rename(workspace, workspace + ".away")
    panel.refresh()
    settled(panel, wait_for)
    assert os.path.basename(workspace) in panel.notices.text("failure")
    os.rename(workspace + ".away", workspace)
    panel.notices.press("failure", "Try again")
    settled(panel, wait_for)
    assert panel.notices.text("failure") is None


def test_many_notices_at_once_leave_room_for_the_changes(panel, layers, wait_for):
    edited(layers["roads"], next(layers["roads"].getFeatures()), lanes=40)
    saved(panel, layers["roads"], wait_for)
    for number in range(8):
        panel.notices.show_notice(
            str(number), f"{number} " + "words that go on and on " * 8, [("Mend", print)]
        )
    newest = panel.notices._shown["7"]
    wait_for(lambda: panel.tree.height() >= 60 and not newest.visibleRegion().isEmpty())
    assert panel.minimumSizeHint().height() <= 760


def test_automatic_transactions_are_named_with_their_mend(panel, session, layers, wait_for):
    project = QgsProject.instance()
    project.setAutoTransaction(True)
    roads = layers["roads"]
    edited(roads, next(roads.getFeatures()), lanes=6)
    wait_for(lambda: panel.notices.text("transactions"))
    assert "automatic transaction mode" in panel.notices.text("transactions")
    panel.notices.press("transactions", "Save and stop editing")
    wait_for(lambda: panel.total == 1)
    assert not roads.isEditable()
    panel.notices.press("transactions", "Switch it off")
    assert not project.autoTransaction()
    assert panel.notices.text("transactions") is None


def test_a_locked_workspace_refuses_in_a_sentence_and_works_again_later(panel, workspace, layers, wait_for):
    roads = layers["roads"]
    road = next(roads.getFeatures())
    edited(roads, road, lanes=6)
    saved(panel, roads, wait_for)
    holding = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None);"
            " c.execute('BEGIN IMMEDIATE'); print('held', flush=True); sys.stdin.read()",
            workspace,
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert holding.stdout.readline() == b"held\n"
    discard(panel, wait_for)
    assert panel.notices.text("result"), "why nothing was discarded"
    assert panel.total == 1
    holding.communicate(b"")
    discard(panel, wait_for)
    assert panel.total == 0


def test_a_worker_that_dies_is_told_and_the_next_try_works(panel, session, layers, wait_for):
    roads = layers["roads"]
    edited(roads, next(roads.getFeatures()), lanes=6)
    saved(panel, roads, wait_for)
    panel.refresh()
    wait_for(lambda: session.client.lanes["quick"].is_busy)
    os.kill(session.client.lanes["quick"].process_id, 9)
    settled(panel, wait_for)
    assert panel.notices.text("failure")
    assert panel.model.visible_count() == 1, "what was known stays in sight"
    panel.notices.press("failure", "Try again")
    settled(panel, wait_for)
    assert panel.notices.text("failure") is None
    assert panel.total == 1


def test_a_commit_that_is_cut_off_is_finished_or_taken_back(
    panel, session, seeded_registry, layers, wait_for
):
    wait_for(session.ask("self_test", lane="long"))
    roads = layers["roads"]
    for road in roads.getFeatures():
        edited(roads, road, lanes=6)
    saved(panel, roads, wait_for)
    panel.commit_box.message.setPlainText("Six lanes")
    panel.commit_box.button.click()
    lane = session.client.lanes["long"]
    wait_for(lambda: lane.is_busy)
    QTest.qWait(20)
    os.kill(lane.process_id, 9)
    settled(panel, wait_for)
    assert panel.notices.text("result"), "that the worker ended"
    if panel.notices.text("unfinished"):
        panel.notices.press("unfinished", "Finish it")
        settled(panel, wait_for)
        assert panel.notices.text("unfinished") is None
    if panel.total:  # taken back: nothing is lost, and it commits now
        assert panel.commit_box.message.toPlainText() == "Six lanes"
        panel.commit_box.button.click()
        settled(panel, wait_for)
    assert panel.total == 0
    log = wait_for(session.ask("log", registry=seeded_registry))["commits"]
    assert [one["message"] for one in log].count("Six lanes") == 1


def test_the_panel_turns_to_another_workspace_of_the_project(
    panel, session, seeded_registry, layers, tmp_path, wait_for
):
    edited(layers["roads"], next(layers["roads"].getFeatures()), lanes=6)
    saved(panel, layers["roads"], wait_for)
    panel.commit_box.message.setPlainText("About the first")
    other = str(tmp_path / "other.gpkg")
    wait_for(session.ask("checkout", registry=seeded_registry, workspace=other, layers=["repairs"]))
    info = wait_for(session.ask("workspace_info", workspace=other))
    added = {}
    project_layers = importlib.import_module("infra_registry.project_layers")
    project_layers.WorkspaceLayers(session, info).added.connect(added.update)
    wait_for(lambda: added and len(session.workspaces()) == 2)
    wait_for(lambda: panel.header.workspaces.count() == 2)
    first = session.workspace
    panel.header.chosen.emit(other)
    settled(panel, wait_for)
    assert (panel.total, panel.model.visible_count()) == (0, 0)
    assert panel.commit_box.message.toPlainText() == ""
    panel.header.chosen.emit(first)
    settled(panel, wait_for)
    assert panel.total == 1
    assert panel.commit_box.message.toPlainText() == "About the first"


def test_more_changes_than_are_listed_are_counted_and_committed(panel, layers, wait_for, monkeypatch):
    reading = importlib.import_module("infra_registry.changes_panel.reading")
    monkeypatch.setattr(reading, "LIMIT", 5)
    roads = layers["roads"]
    for road in roads.getFeatures():
        edited(roads, road, lanes=6)
    saved(panel, roads, wait_for)
    assert panel.model.visible_count() == 5
    assert panel.notices.text("more") == f"5 of {panel.total} changes are listed; a commit takes them all."
    panel.commit_box.message.setPlainText("Six lanes")
    panel.commit_box.button.click()
    settled(panel, wait_for)
    assert panel.total == 0
    assert panel.notices.text("more") is None


def test_a_right_click_offers_the_form_and_the_uid(panel, session, layers, wait_for, monkeypatch):
    roads = layers["roads"]
    road = next(roads.getFeatures())
    edited(roads, road, lanes=6)
    saved(panel, roads, wait_for)
    choose(panel, "roads", road["uid"])
    opened = []
    monkeypatch.setattr(session.iface, "openFeatureForm", lambda *what: opened.append(what), raising=False)
    menu = importlib.import_module("infra_registry.changes_panel.context_menu").menu_for(panel)
    actions = {one.text(): one for one in menu.actions() if one.text()}
    actions["Open the form"].trigger()
    assert [(layer.name(), feature["uid"]) for layer, feature in opened] == [("Roads", road["uid"])]
    actions["Copy the uid"].trigger()
    assert QApplication.clipboard().text() == road["uid"]
    actions["Discard …"].trigger()
    assert panel.notices.text("confirm") == "Discard 1 change?"


def test_layers_removed_from_the_project_leave_an_empty_panel(panel, layers, wait_for):
    roads = layers["roads"]
    edited(roads, next(roads.getFeatures()), lanes=6)
    saved(panel, roads, wait_for)
    QgsProject.instance().removeAllMapLayers()
    wait_for(lambda: panel.session.workspace is None)
    settled(panel, wait_for)
    assert panel.model.visible_count() == 0
    assert "No workspace" in panel.empty.text()


def test_a_panel_that_is_gone_is_asked_nothing(panel, session, layers, wait_for):
    roads = layers["roads"]
    gone(panel)
    edited(roads, next(roads.getFeatures()), lanes=6)
    told = []
    session.edits_saved.connect(told.append)
    assert roads.commitChanges(), roads.commitErrors()
    wait_for(lambda: told)
    session.told_history_changed()
    QTest.qWait(100)
    assert not session.client.lanes["quick"].is_busy
    panel.close = panel.deleteLater = lambda: None  # for the fixture: it is gone already


@pytest.mark.parametrize("code", ["en", "ru", "kk"])
def test_the_words_fit_a_narrow_panel_in_every_language(session, layers, wait_for, code):
    language = importlib.import_module("infra_registry.language")
    language.set_language(code)
    try:
        panel = importlib.import_module("infra_registry.changes_panel").ChangesPanel(session)
        panel.resize(380, 900)
        panel.show()
        for road in layers["roads"].getFeatures():
            edited(layers["roads"], road, lanes=40)
        saved(panel, layers["roads"], wait_for)
        panel.tools.discard.click()
        edited(layers["roads"], next(layers["roads"].getFeatures()), lanes=41)
        wait_for(lambda: panel.notices.text("unsaved"))
        QTest.qWait(50)
        assert panel.minimumSizeHint().width() <= 380
        for button in panel.findChildren(QPushButton):
            if button.isVisible():
                assert button.width() >= button.sizeHint().width() - 8, button.text()
        layers["roads"].rollBack()
        gone(panel)
    finally:
        language.set_language("en")


# --- files that may only be read -------------------------------------------------------------------------


@pytest.fixture
def read_only():
    """Makes a file one that may only be read, even by the system's administrator, who may run the tests."""
    closed = []

    def close(path):
        os.chmod(path, 0o444)
        if os.geteuid() == 0:
            if subprocess.run(["chattr", "+i", path], capture_output=True).returncode:
                pytest.skip("the file system of temporary files knows no immutable files")
            closed.append(path)

    def open_again(path):
        if path in closed:
            closed.remove(path)
            subprocess.run(["chattr", "-i", path], check=True)
        os.chmod(path, 0o644)

    close.again = open_again
    yield close
    for path in list(closed):
        open_again(path)


@pytest.mark.parametrize("which", ["registry", "workspace"])
def test_a_file_that_may_only_be_read_refuses_in_a_sentence_and_nothing_is_lost(
    panel, workspace, seeded_registry, layers, read_only, wait_for, which
):
    roads = layers["roads"]
    edited(roads, next(roads.getFeatures()), lanes=6)
    saved(panel, roads, wait_for)
    path = workspace if which == "workspace" else seeded_registry
    read_only(path)
    panel.commit_box.message.setPlainText("Six lanes")
    panel.commit_box.button.click()
    settled(panel, wait_for)
    assert os.path.basename(path) in panel.notices.text("result")
    assert "check the rights of the file and its folder" in panel.notices.text("result")
    assert panel.total == 1
    assert panel.commit_box.message.toPlainText() == "Six lanes"
    read_only.again(path)
    panel.commit_box.button.click()
    settled(panel, wait_for)
    assert "Committed" in panel.notices.text("result")
    assert panel.total == 0


def test_a_table_that_was_deleted_is_told_and_written_again(panel, session, workspace, layers, wait_for):
    before = layers["repairs"].featureCount()
    subprocess.run(["ogrinfo", "-q", workspace, "-sql", "DROP TABLE repairs"], check=True)
    panel.refresh()
    settled(panel, wait_for)
    assert "the table is gone" in panel.notices.text("problems")
    assert panel.notices.text("overwritten") is None, "there is nothing to compare"
    assert "`registry" not in panel.notices.text("problems"), "nobody types commands in QGIS"
    assert panel.commit_box.why_not.text() == "The layers do not fit the registry; see the notice above."
    panel.notices.press("problems", "Write again …")
    assert "“Road works”" in panel.notices.text("confirm")
    panel.notices.press("confirm", "Write again")
    settled(panel, wait_for)
    assert panel.notices.text("problems") is None
    assert panel.notices.text("result") is None
    assert layers["repairs"].featureCount() == before > 0
    assert sum(1 for _ in layers["repairs"].getFeatures()) == before
    edited(layers["repairs"], next(layers["repairs"].getFeatures()), note="seen on site")
    saved(panel, layers["repairs"], wait_for)
    assert panel.total == 1
