"""The conflicts panel in a real QGIS: two workspaces commit over one another, and what is left is decided."""

import importlib
import os

import pytest
from qgis.core import QgsGeometry, QgsProject, QgsVectorLayer
from qgis.gui import QgsRubberBand
from qgis.PyQt.QtCore import QCoreApplication, QEvent, QItemSelectionModel, Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QPushButton

BASE, OURS, THEIRS = "#0072b2", "#d55e00", "#009e73"


@pytest.fixture
def roads(session, workspace, wait_for):
    """The roads of the workspace, as a layer of the project."""
    project_layers = importlib.import_module("infra_registry.project_layers")
    info = wait_for(session.ask("workspace_info", workspace=workspace))
    added = {}
    project_layers.WorkspaceLayers(session, info, only=["roads"]).added.connect(added.update)
    wait_for(lambda: added and session.workspace is not None)
    return added["roads"]


@pytest.fixture
def theirs(session, seeded_registry, roads, tmp_path, wait_for):
    """`theirs({uid: {column: value}})` commits as a colleague; True deletes, a geometry moves."""
    path = str(tmp_path / "theirs.gpkg")
    wait_for(session.ask("checkout", registry=seeded_registry, workspace=path, layers=["roads"]))

    def commit(edits):
        layer = QgsVectorLayer(f"{path}|layername=roads", "theirs", "ogr")
        edit(layer, edits)
        assert layer.commitChanges(), layer.commitErrors()
        del layer
        return wait_for(session.ask("commit", workspace=path, message="What they did", author="Colleague"))

    return commit


def edit(layer, edits):
    """Edits through the edit buffer: {uid: {column: value} | geometry | None to delete}."""
    assert layer.isEditable() or layer.startEditing()
    found = {one["uid"]: one for one in layer.getFeatures()}
    for uid, what in edits.items():
        fid = found[uid].id()
        if what is None:
            assert layer.deleteFeature(fid)
        elif isinstance(what, QgsGeometry):
            assert layer.changeGeometry(fid, what)
        else:
            for name, value in what.items():
                assert layer.changeAttributeValue(fid, layer.fields().indexOf(name), value)


@pytest.fixture
def uids(roads):
    """Uids of some roads that have a line, in a fixed order."""
    return sorted(one["uid"] for one in roads.getFeatures() if not one.geometry().isNull())


@pytest.fixture
def disagree(session, roads, theirs, wait_for):
    """`disagree(ours, theirs)` makes conflicts: both edit, they commit, our commit is held back."""

    def make(ours, of_others):
        theirs(of_others)
        edit(roads, ours)
        assert roads.commitChanges(), roads.commitErrors()
        held = wait_for(commit_ours(session))
        assert held["commit"] is None
        return held["conflicts"]

    return make


def commit_ours(session):
    return session.ask("commit", workspace=session.workspace, message="Ours", author="Engineer")


@pytest.fixture
def make_panel(session, roads, wait_for):
    made = []

    def make():
        panel = importlib.import_module("infra_registry.conflicts_panel").ConflictsPanel(session)
        panel.resize(420, 760)
        panel.show()
        made.append(panel)
        settled(panel, wait_for)
        return panel

    yield make
    for panel in made:
        gone(panel)


def gone(panel):
    panel.close()
    panel.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def settled(panel, wait_for):
    QTest.qWait(60)
    gathering = panel.session._followed._timer  # what the session gathers before it tells
    wait_for(lambda: not (gathering.isActive() or panel.reading.is_running or panel.deciding.is_busy))


def listed(panel):
    return [one["uid"] for one in panel.model.all()]


def table(panel):
    """{field: (before, mine, theirs)} of the feature in sight."""
    model = panel.compared
    return {
        model.index(row, 0).data(): tuple(model.index(row, side).data() for side in (1, 2, 3))
        for row in range(model.rowCount())
    }


def choose(panel, *uids):
    picking = panel.features.selectionModel()
    picking.clear()
    for uid in uids:
        index = panel.model.index(panel.model.row_of(("roads", uid)))
        picking.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.Select)


def choose_field(panel, title):
    row = list(table(panel)).index(title)
    panel.comparison.selectRow(row)


def value(roads, uid, name):
    roads.dataProvider().reloadData()
    return next(one[name] for one in roads.getFeatures() if one["uid"] == uid)


def moved(geometry, by_degrees):
    other = QgsGeometry(geometry)
    vertex = geometry.vertexAt(1)
    assert other.moveVertex(vertex.x(), vertex.y() + by_degrees, 1)
    return other


def geometry_of(roads, uid):
    return next(QgsGeometry(one.geometry()) for one in roads.getFeatures() if one["uid"] == uid)


def bands(session):
    return {
        item.strokeColor().name()
        for item in session.canvas.scene().items()
        if isinstance(item, QgsRubberBand) and item.isVisible()
    }


# --- what it shows --------------------------------------------------------------------------------------


def test_base_ours_and_theirs_stand_side_by_side_with_who_made_theirs(make_panel, disagree, uids):
    disagree({uids[0]: {"lanes": 6, "surface": "asphalt"}}, {uids[0]: {"lanes": 2, "surface": "earth"}})
    panel = make_panel()
    assert listed(panel) == [uids[0]]
    assert table(panel)["Lanes"] == ("no value", "6", "2")
    assert len(table(panel)) == 2
    assert "Colleague" in panel.whose.text()
    assert "What they did" in panel.whose.text()
    assert "changed here and in the registry" in panel.what_happened.text()


def test_three_geometries_are_drawn_and_each_can_be_taken_off(
    make_panel, session, roads, disagree, uids, wait_for
):
    line = geometry_of(roads, uids[0])
    disagree({uids[0]: moved(line, 0.05)}, {uids[0]: moved(line, -0.05)})
    panel = make_panel()
    wait_for(lambda: {BASE, OURS, THEIRS} <= bands(session))
    panel.legend.boxes["theirs"].setChecked(False)
    assert THEIRS not in bands(session)
    panel.legend.boxes["theirs"].setChecked(True)
    assert THEIRS in bands(session)
    place = panel.features.visualRect(panel.model.index(0)).center()
    QTest.mouseClick(panel.features.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert session.canvas.extent().contains(line.boundingBox())
    panel.close()
    assert not bands(session) & {BASE, OURS, THEIRS}


# --- deciding -------------------------------------------------------------------------------------------


def test_one_field_is_decided_and_the_others_stay_open(make_panel, roads, disagree, uids, wait_for):
    disagree({uids[0]: {"lanes": 6, "surface": "asphalt"}}, {uids[0]: {"lanes": 2, "surface": "earth"}})
    panel = make_panel()
    choose_field(panel, "Lanes")
    assert "Lanes" in panel.bar.scope.text()
    panel.bar.buttons["theirs"].click()
    settled(panel, wait_for)
    assert list(table(panel)) == ["Surface"]
    assert value(roads, uids[0], "lanes") == 2
    assert value(roads, uids[0], "surface") == "asphalt"


def test_a_feature_is_decided_whole_when_no_field_is_chosen(make_panel, roads, disagree, uids, wait_for):
    disagree(
        {uids[0]: {"lanes": 6, "surface": "asphalt"}, uids[1]: {"lanes": 6}},
        {uids[0]: {"lanes": 2, "surface": "earth"}, uids[1]: {"lanes": 2}},
    )
    panel = make_panel()
    choose(panel, uids[0])
    panel.bar.buttons["theirs"].click()
    settled(panel, wait_for)
    assert listed(panel) == [uids[1]]
    assert (value(roads, uids[0], "lanes"), value(roads, uids[0], "surface")) == (2, "earth")
    assert value(roads, uids[1], "lanes") == 6


def test_many_features_are_decided_together(make_panel, roads, disagree, uids, wait_for):
    some = uids[:3]
    disagree({uid: {"lanes": 6} for uid in some}, {uid: {"lanes": 2} for uid in some})
    panel = make_panel()
    choose(panel, *some[:2])
    panel.bar.buttons["theirs"].click()
    settled(panel, wait_for)
    assert listed(panel) == [some[2]]
    assert [value(roads, uid, "lanes") for uid in some] == [2, 2, 6]


def test_all_are_decided_at_the_second_click(make_panel, roads, disagree, uids, wait_for):
    some = uids[:3]
    disagree({uid: {"lanes": 6} for uid in some}, {uid: {"lanes": 2} for uid in some})
    panel = make_panel()
    button = panel.bar.all_buttons["theirs"]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert panel.notices.text("confirm") == "Take their values in all of 3 features?"
    assert len(listed(panel)) == 3
    panel.notices.press("confirm", "Decide")
    settled(panel, wait_for)
    assert listed(panel) == []
    assert {value(roads, uid, "lanes") for uid in some} == {2}


def test_what_was_before_or_a_value_of_ones_own_decides_too(make_panel, roads, disagree, uids, wait_for):
    some = uids[:3]
    disagree({uid: {"lanes": 6} for uid in some}, {uid: {"lanes": 2} for uid in some})
    panel = make_panel()
    choose(panel, some[0])
    panel.bar.buttons["base"].click()
    settled(panel, wait_for)
    assert not value(roads, some[0], "lanes")
    choose(panel, some[1])
    own = panel.bar.own_value
    wait_for(own.isEnabled)
    own.line.setText("4")
    own.button.click()
    settled(panel, wait_for)
    assert value(roads, some[1], "lanes") == 4
    assert listed(panel) == [some[2]]


def test_a_value_the_field_refuses_is_told_and_nothing_is_decided(
    make_panel, roads, disagree, uids, wait_for
):
    disagree({uids[0]: {"lanes": 6}}, {uids[0]: {"lanes": 2}})
    panel = make_panel()
    own = panel.bar.own_value
    wait_for(own.isEnabled)
    own.line.setText("many")
    own.button.click()
    settled(panel, wait_for)
    assert "'many'" in panel.notices.text("refused")
    assert listed(panel) == [uids[0]]
    assert value(roads, uids[0], "lanes") == 6


def test_an_own_value_is_picked_from_the_choices_of_its_field(make_panel, roads, disagree, uids, wait_for):
    disagree({uids[0]: {"surface": "asphalt"}}, {uids[0]: {"surface": "earth"}})
    panel = make_panel()
    own = panel.bar.own_value
    wait_for(own.isEnabled)
    texts = [own.choices.itemText(at) for at in range(own.choices.count())]
    assert own.choices.currentText() == "asphalt concrete"
    own.choices.setCurrentIndex(texts.index("gravel"))
    own.button.click()
    settled(panel, wait_for)
    assert value(roads, uids[0], "surface") == own.choices.itemData(texts.index("gravel"))
    assert listed(panel) == []


def test_a_double_click_takes_the_value_under_it(make_panel, roads, disagree, uids, wait_for):
    disagree({uids[0]: {"lanes": 6, "surface": "asphalt"}}, {uids[0]: {"lanes": 2, "surface": "earth"}})
    panel = make_panel()
    row = list(table(panel)).index("Surface")
    panel.comparison.doubleClicked.emit(panel.compared.index(row, 3))
    settled(panel, wait_for)
    assert value(roads, uids[0], "surface") == "earth"
    assert list(table(panel)) == ["Lanes"]


def test_a_feature_deleted_there_is_kept_or_deleted(make_panel, roads, disagree, uids, wait_for):
    disagree({uids[0]: {"lanes": 6}, uids[1]: {"lanes": 6}}, {uids[0]: None, uids[1]: None})
    panel = make_panel()
    choose(panel, uids[0])
    assert "deleted in the registry" in panel.what_happened.text()
    assert not panel.bar.buttons["base"].isEnabled()
    panel.bar.buttons["theirs"].click()
    settled(panel, wait_for)
    choose(panel, uids[1])
    panel.bar.buttons["ours"].click()
    settled(panel, wait_for)
    assert listed(panel) == []
    roads.dataProvider().reloadData()
    left = {one["uid"] for one in roads.getFeatures()}
    assert uids[0] not in left
    assert uids[1] in left


def test_a_feature_deleted_here_comes_back_as_theirs(make_panel, roads, disagree, uids, wait_for):
    disagree({uids[0]: None}, {uids[0]: {"lanes": 2}})
    panel = make_panel()
    assert "deleted here" in panel.what_happened.text()
    panel.bar.buttons["theirs"].click()
    settled(panel, wait_for)
    assert value(roads, uids[0], "lanes") == 2


def test_when_none_is_left_the_commit_goes_on(make_panel, session, seeded_registry, disagree, uids, wait_for):
    disagree({uids[0]: {"lanes": 6}}, {uids[0]: {"lanes": 2}})
    panel = make_panel()
    shown = []
    session.show_panel = lambda name: shown.append(name)
    panel.bar.buttons["ours"].click()
    settled(panel, wait_for)
    assert "Nothing stands in the way" in panel.empty.text()
    panel.go_on.click()
    assert shown == ["changes"]
    done = wait_for(commit_ours(session))
    assert done["commit"]["message"] == "Ours"
    (latest, *_) = wait_for(session.ask("log", registry=seeded_registry))["commits"]
    assert latest["author"] == "Engineer"


def test_as_few_requests_as_can_be_are_asked(plugin_package):
    fewest = importlib.import_module("infra_registry.conflicts_panel.deciding").fewest

    def conflict(layer, uid, *columns, whole=False):
        return {"layer": layer, "uid": uid, "whole": whole, "columns": [{"name": name} for name in columns]}

    a, b = conflict("roads", "a", "lanes", "surface"), conflict("roads", "b", "lanes")
    gone_one, other = conflict("roads", "c", "lanes", whole=True), conflict("repairs", "d", "note")
    assert fewest([a, b], [a, b, other], []) == [{"layer": "roads"}]
    assert fewest([a, b], [a, b], ["lanes"]) == [{"layer": "roads", "column": "lanes"}]
    assert fewest([a], [a, b], []) == [{"layer": "roads", "uid": "a"}]
    assert fewest([a, b], [a, b, gone_one], ["surface"]) == [
        {"layer": "roads", "uid": "a", "column": "surface"}
    ]
    assert fewest([a, other], [a, b, other], ["surface"]) == [
        {"layer": "roads", "uid": "a", "column": "surface"}
    ], "nothing is decided of a feature that has no such column"
    assert fewest([a, gone_one], [a, b, gone_one], ["lanes"]) == [
        {"layer": "roads", "uid": "a", "column": "lanes"}
    ], "a deleted feature is not decided by way of a column of another"
    assert fewest([gone_one], [a, gone_one], ["lanes"]) == [{"layer": "roads", "uid": "c"}]


# --- faults ---------------------------------------------------------------------------------------------


def test_nothing_is_lost_when_the_panel_and_the_worker_end_midway(
    make_panel, session, roads, disagree, uids, wait_for
):
    some = uids[:3]
    disagree({uid: {"lanes": 6} for uid in some}, {uid: {"lanes": 2} for uid in some})
    panel = make_panel()
    choose(panel, some[0])
    panel.bar.buttons["theirs"].click()
    settled(panel, wait_for)
    panel.close()
    session.client.stop()
    again = make_panel()
    assert listed(again) == some[1:]
    assert value(roads, some[0], "lanes") == 2


def test_decisions_wait_for_edits_that_qgis_has_not_saved(make_panel, roads, disagree, uids, wait_for):
    disagree({uids[0]: {"lanes": 6}}, {uids[0]: {"lanes": 2}})
    panel = make_panel()
    edit(roads, {uids[0]: {"lanes": 5}})
    wait_for(lambda: panel.notices.text("unsaved"))
    assert not panel.bar.buttons["theirs"].isEnabled()
    assert "Save the edits" in panel.bar.scope.text()
    panel.notices.press("unsaved", "Save edits")
    wait_for(lambda: table(panel).get("Lanes") == ("no value", "5", "2"))
    roads.commitChanges()
    wait_for(panel.bar.buttons["ours"].isEnabled)
    panel.bar.buttons["ours"].click()
    settled(panel, wait_for)
    assert value(roads, uids[0], "lanes") == 5
    assert listed(panel) == []


def test_who_made_theirs_is_left_open_with_the_registry_away(
    make_panel, seeded_registry, disagree, uids, roads, wait_for
):
    disagree({uids[0]: {"lanes": 6}}, {uids[0]: {"lanes": 2}})
    os.rename(seeded_registry, seeded_registry + ".away")
    panel = make_panel()
    assert "within reach" in panel.whose.text()
    panel.bar.buttons["theirs"].click()
    settled(panel, wait_for)
    assert value(roads, uids[0], "lanes") == 2


def test_a_workspace_without_conflicts_says_so(make_panel, session, wait_for):
    panel = make_panel()
    assert panel.empty.text() == "There are no conflicts. Nothing stands in the way of the commit."
    QgsProject.instance().removeAllMapLayers()
    wait_for(lambda: session.workspace is None)
    assert panel.empty.text().startswith("No workspace is in the project.")


@pytest.mark.parametrize("code", ["en", "ru", "kk"])
def test_the_words_fit_a_narrow_panel_in_every_language(make_panel, disagree, uids, wait_for, code):
    language = importlib.import_module("infra_registry.language")
    disagree({uid: {"lanes": 6} for uid in uids[:2]}, {uid: {"lanes": 2} for uid in uids[:2]})
    language.set_language(code)
    try:
        panel = make_panel()
        panel.resize(400, 760)
        wait_for(panel.bar.buttons["ours"].isEnabled)
        assert panel.minimumSizeHint().width() <= 400
        for button in panel.findChildren(QPushButton):
            if button.isVisible():
                assert button.width() >= button.sizeHint().width() - 8, button.text()
    finally:
        language.set_language("en")
