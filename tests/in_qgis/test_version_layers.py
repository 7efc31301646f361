"""Versions and differences as layers, and the map moved through time, in a real QGIS.

A ledger must stay as it is, byte for byte, whatever QGIS does with the layers that show it.
"""

import hashlib
import importlib
import os

import pytest
from qgis.core import (
    NULL,
    QgsFeatureRequest,
    QgsProject,
    QgsTemporalNavigationObject,
    QgsVectorLayer,
    QgsVectorLayerTemporalContext,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QDialogButtonBox


def module(name):
    return importlib.import_module(f"infra_registry.{name}")


def state(path):
    """The bytes of a file, and what lies beside it."""
    with open(path, "rb") as file:
        content = file.read()
    folder, name = os.path.split(path)
    beside = sorted(one for one in os.listdir(folder) if one.startswith(name))
    # Bytes 18 and 19 of a SQLite file: 1 is a rollback journal, 2 a WAL.
    return hashlib.sha256(content).hexdigest(), tuple(content[18:20]), beside


def features(layer):
    """How many features a layer has; QGIS's own count of a view knows nothing of its filter."""
    return sum(1 for _ in layer.getFeatures())


@pytest.fixture
def panel(session, demo_registry, wait_for):
    session.set_registry(demo_registry)
    made = module("history_panel").HistoryPanel(session)
    made.resize(420, 900)
    made.show()
    wait_for(lambda: made.commits.model.rowCount() and made._layers)
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def load(panel, wait_for):
    """Load a version of layers; gives them back by name."""

    def loaded(version, *names):
        heard = []
        panel.versions.loaded.connect(heard.append)
        panel.load(version, version, [(name, name.title()) for name in names])
        wait_for(lambda: heard)
        return {
            layer.customProperty("infra_registry/version").partition("@")[0]: layer for layer in heard[-1]
        }

    return loaded


@pytest.mark.parametrize(("version", "roads"), [("3", 0), ("13", 16), ("2023-12-31", 14), ("head", 19)])
def test_a_layer_is_loaded_as_it_was(load, version, roads):
    layer = load(version, "roads")["roads"]
    assert layer.isValid()
    assert features(layer) == roads


def test_a_tag_names_a_version_too(load, session, demo_registry, wait_for):
    wait_for(session.ask("add_tag", registry=demo_registry, name="early roads", version=8, author="Test"))
    assert features(load("tag:early roads", "roads")["roads"]) == 13


def test_the_ledger_keeps_every_byte_while_its_versions_come_and_go(load, session, demo_registry):
    before = state(demo_registry)
    assert before[1] == (1, 1)
    layers = load("13", "roads", "repairs", "regions", "claims")
    for layer in layers.values():
        assert list(layer.getFeatures())
        assert not layer.startEditing()
        assert not layer.isEditable()
    session.canvas.setLayers(list(layers.values()))
    session.canvas.zoomToFullExtent()
    session.canvas.waitWhileRendering()
    assert state(demo_registry) == before
    QgsProject.instance().clear()
    assert state(demo_registry) == before


def test_a_project_opened_again_leaves_the_ledger_alone(load, demo_registry, tmp_path):
    load("13", "roads")
    before = state(demo_registry)
    project = QgsProject.instance()
    assert project.write(str(tmp_path / "project.qgz"))
    project.clear()
    assert project.read(str(tmp_path / "project.qgz"))
    (layer,) = project.mapLayers().values()
    assert layer.isValid()
    assert not layer.startEditing()
    assert len(list(layer.getFeatures())) == 16
    assert state(demo_registry) == before


def test_commits_go_on_while_a_version_is_open_and_being_read(load, session, demo_registry, wait_for):
    layer = load("32", "roads")["roads"]
    session.canvas.setLayers([layer])
    session.canvas.zoomToFullExtent()
    asked = {"registry": demo_registry, "author": "Test"}
    made = wait_for(session.ask("revert", revision=32, **asked))["commit"]
    assert made["revision"] == 33
    assert made["layers"] == [{"name": "roads", "added": 0, "changed": 1, "deleted": 0}]
    # The version shown is that of before.
    now = load("33", "roads")["roads"]
    differ = [
        one["uid"]
        for one in layer.getFeatures()
        if one["lanes"] != next(now.getFeatures(f"\"uid\" = '{one['uid']}'"))["lanes"]
    ]
    assert len(differ) == 1


def test_a_version_is_styled_and_titled_with_no_workspace_in_the_project(load):
    layer = load("head", "roads")["roads"]
    assert layer.attributeDisplayName(layer.fields().indexOf("surface")) == "Surface"
    widget = layer.editorWidgetSetup(layer.fields().indexOf("surface"))
    assert widget.type() == "ValueMap"
    hidden = layer.editorWidgetSetup(layer.fields().indexOf("OGC_FID"))
    assert hidden.type() == "Hidden"


def test_a_version_looks_like_the_layer_of_the_workspace(session, load, demo_registry, tmp_path, wait_for):
    path = str(tmp_path / "work.gpkg")
    wait_for(session.ask("checkout", registry=demo_registry, workspace=path, layers=["roads"], language="en"))
    info = wait_for(session.ask("workspace_info", workspace=path))
    added = {}
    module("project_layers").WorkspaceLayers(session, info).added.connect(added.update)
    wait_for(lambda: added and session.workspace)
    from qgis.core import QgsLineSymbol, QgsSingleSymbolRenderer

    symbol = QgsLineSymbol.createSimple({"line_color": "#123456"})
    added["roads"].setRenderer(QgsSingleSymbolRenderer(symbol))
    layer = load("13", "roads")["roads"]
    assert layer.renderer().symbol().color().name() == "#123456"
    # It is no layer of the workspace for that.
    assert not layer.customProperty("infra_registry/workspace")
    assert session.layers_of(session.workspace) == {"roads": added["roads"]}


def test_layers_that_were_not_defined_yet_are_left_out(load, session, panel, demo_registry, wait_for):
    assert features(load("1", "roads")["roads"]) == 0
    panel.load("0", "0", [("roads", "Roads")])
    wait_for(lambda: session.iface.messageBar().currentItem() is not None)
    assert len(QgsProject.instance().mapLayers()) == 1


def test_the_difference_of_two_versions_is_drawn_in_colours(panel, wait_for):
    heard = []
    panel.difference.loaded.connect(heard.append)
    panel.difference.load("8", "19", [("roads", "Roads"), ("settlements", "Settlements")], "8 → 19")
    wait_for(lambda: heard)
    ((layer,),) = heard  # settlements did not change
    counts = {}
    for one in layer.getFeatures():
        counts[one["kind"]] = counts.get(one["kind"], 0) + 1
        assert not one.geometry().isEmpty()
    assert counts["added"] == 6
    assert counts["before"] <= counts["changed"]
    colours = {
        one.value(): [part.color().name() for part in one.symbol().symbolLayers()]
        for one in layer.renderer().categories()
    }
    assert colours == {"added": ["#d55e00"], "changed": ["#0072b2", "#d55e00"], "before": ["#0072b2"]}
    changed = next(layer.getFeatures("\"kind\" = 'changed'"))
    assert "→" in changed["changes"]
    assert not layer.startEditing()


def test_a_difference_of_tables_without_geometry_is_a_table(panel, wait_for):
    heard = []
    panel.difference.loaded.connect(heard.append)
    panel.difference.load("16", "17", [("claims", "Claims")], "16 → 17")
    wait_for(lambda: heard)
    ((layer,),) = heard
    assert not layer.isSpatial()
    assert [one["kind"] for one in layer.getFeatures()] == ["changed"]


# --- time ------------------------------------------------------------------------------------------------


@pytest.fixture
def through_time(panel, session, wait_for):
    """The slider set up; gives the layers by name."""
    controller = QgsTemporalNavigationObject(session.canvas)
    session.canvas.setTemporalController(controller)
    heard = []
    panel.time.ready.connect(heard.append)
    panel.time_bar.begin.click()
    wait_for(lambda: heard)
    yield {layer.customProperty("infra_registry/version").partition("@")[0]: layer for layer in heard[0]}
    panel.end_time()


def shown(layer, canvas):
    """uids that a layer draws at the moment of the map."""
    context = QgsVectorLayerTemporalContext()
    context.setLayer(layer)
    expression = layer.temporalProperties().createFilterString(context, canvas.temporalRange())
    return sorted(
        one["uid"] for one in layer.getFeatures(QgsFeatureRequest().setFilterExpression(expression))
    )


def test_the_map_moves_through_every_version(panel, session, through_time, load):
    assert len(panel.time.frames) == 33
    assert panel.time_bar.slider.maximum() == 32
    assert panel.time_bar.text.text().startswith("32")
    for revision in (0, 4, 5, 8, 13, 18, 19, 32):
        panel.time_bar.slider.setValue(revision)
        assert session.canvas.temporalRange().begin() == panel.time.frames[revision].begin()
        assert panel.time_bar.text.text().startswith(str(revision))
        for name in ("roads", "repairs", "settlements"):
            there = QgsVectorLayer(
                f'{session.registry}|layername={name}__history|subset="from_rev" <= {revision}'
                f' AND ("to_rev" IS NULL OR "to_rev" > {revision})',
                name,
                "ogr",
            )
            wanted = sorted(one["uid"] for one in there.getFeatures())
            assert shown(through_time[name], session.canvas) == wanted, (name, revision)


def test_the_slider_follows_qgis_own_controller(panel, session, through_time):
    controller = session.canvas.temporalController()
    assert controller.totalFrameCount() == 33
    controller.setCurrentFrameNumber(7)
    assert panel.time_bar.slider.value() == 7
    controller.next()
    assert panel.time_bar.slider.value() == 8


def test_commits_of_one_second_are_told_apart(panel, session, wait_for, demo_registry, load):
    for text in ("first", "second"):
        wait_for(
            session.ask(
                "restore", registry=demo_registry, layer="roads", version=31 if text == "first" else 32,
                author="Test",
            )
        )  # fmt: skip
    times = wait_for(session.ask("revision_times", registry=demo_registry))["revisions"]
    frames = module("history_panel.time_slider").frames_of([one["time"] for one in times])
    begins = [one.begin() for one in frames]
    assert begins == sorted(set(begins))
    source = QgsVectorLayer(f"{demo_registry}|layername=roads__history", "all", "ogr")
    module("history_panel.time_slider").make_temporal(source)
    context = QgsVectorLayerTemporalContext()
    context.setLayer(source)
    for revision in (32, 33, 34):
        expression = source.temporalProperties().createFilterString(context, frames[revision])
        there = load(str(revision), "roads")["roads"]
        found = {
            one["uid"]: one["lanes"]
            for one in source.getFeatures(QgsFeatureRequest().setFilterExpression(expression))
        }
        assert found == {one["uid"]: one["lanes"] for one in there.getFeatures()}


def test_a_deleted_feature_leaves_the_map(panel, session, through_time):
    layer = through_time["roads"]
    ended = [one for one in layer.getFeatures() if one["to_rev"] != NULL]
    assert ended
    panel.time.show_frame(32)
    now = {one["uid"] for one in layer.getFeatures('"to_rev" IS NULL')}
    assert set(shown(layer, session.canvas)) == now


def test_layers_of_the_present_are_hidden_while_the_past_is_shown(
    panel, session, demo_registry, tmp_path, wait_for
):
    path = str(tmp_path / "work.gpkg")
    wait_for(session.ask("checkout", registry=demo_registry, workspace=path, layers=["roads"], language="en"))
    info = wait_for(session.ask("workspace_info", workspace=path))
    added = {}
    module("project_layers").WorkspaceLayers(session, info).added.connect(added.update)
    wait_for(lambda: added and session.workspace)
    node = QgsProject.instance().layerTreeRoot().findLayer(added["roads"].id())
    heard = []
    panel.time.ready.connect(heard.append)
    panel.time_bar.begin.click()
    wait_for(lambda: heard)
    assert [layer.name() for layer in heard[0]] == ["Roads"]
    assert not node.itemVisibilityChecked()
    panel.time_bar.end.click()
    assert node.itemVisibilityChecked()


def test_ending_the_slider_takes_its_layers_and_its_range_away(panel, session, through_time, demo_registry):
    before = state(demo_registry)
    assert QgsProject.instance().mapLayers()
    panel.time_bar.end.click()
    assert not QgsProject.instance().mapLayers()
    assert session.canvas.temporalRange().isInfinite()
    assert not session.canvas.temporalController().navigationMode()
    assert panel.time_bar.begin.isVisible()
    assert state(demo_registry) == before


def test_a_commit_while_the_slider_is_up_gives_it_a_frame(
    panel, session, through_time, demo_registry, wait_for
):
    panel.time_bar.slider.setValue(13)
    wait_for(session.ask("revert", registry=demo_registry, revision=32, author="Test"))
    session.told_history_changed()
    wait_for(lambda: panel.time_bar.slider.maximum() == 33)
    assert panel.time_bar.slider.value() == 13
    assert session.canvas.temporalController().totalFrameCount() == 34
    roads = through_time["roads"]
    panel.time_bar.slider.setValue(31)
    before = {one: roads.getFeature(one)["lanes"] for one in drawn(roads, session.canvas)}
    panel.time_bar.slider.setValue(33)
    after = {one: roads.getFeature(one)["lanes"] for one in drawn(roads, session.canvas)}
    assert len(before) == len(after) == 19
    assert sorted(map(str, before.values())) == sorted(map(str, after.values()))


def drawn(layer, canvas):
    """Numbers of the row versions that a layer draws at the moment of the map."""
    context = QgsVectorLayerTemporalContext()
    context.setLayer(layer)
    expression = layer.temporalProperties().createFilterString(context, canvas.temporalRange())
    return [one.id() for one in layer.getFeatures(QgsFeatureRequest().setFilterExpression(expression))]


def test_a_frame_begins_after_its_commit_as_qgis_reads_it_at_every_millisecond(plugin_package):
    from qgis.core import QgsExpression

    slider = module("history_panel.time_slider")
    for second in (0, 7, 59):
        for millisecond in range(999):
            time = f"2026-11-22T07:40:{second:02d}.{millisecond:03d}Z"
            (frame,) = slider.frames_of([time])
            begin = frame.begin().time()
            seconds = begin.second() + begin.msec() / 1000
            read = QgsExpression(f"make_datetime(2026,11,22,7,40,{seconds:.10g})").evaluate()
            after = slider.moment(time).msecsTo(frame.begin())
            assert after in (1, 2)
            late = read.time().msecsSinceStartOfDay() - slider.moment(time).time().msecsSinceStartOfDay()
            assert 1 <= late <= 2, time


def test_a_version_and_its_layers_are_chosen_in_a_window(panel, session, demo_registry, wait_for):
    wait_for(session.ask("add_tag", registry=demo_registry, name="early", version=8, author="Test"))
    session.told_history_changed()
    wait_for(lambda: panel.tags.names() == ["early"])
    panel.commits.go_to(13)
    heard = []
    panel.versions.loaded.connect(heard.append)
    panel.commits.load.trigger()
    dialog = panel._dialog
    (choice,) = dialog.choices
    assert choice.spec() == "13"
    choice.tag.setChecked(True)
    assert choice.spec() == "tag:early"
    for row in range(dialog.layers.count()):
        item = dialog.layers.item(row)
        item.setCheckState(Qt.CheckState.Checked if item.text() == "Roads" else Qt.CheckState.Unchecked)
    dialog.accept()
    wait_for(lambda: heard)
    ((layer,),) = heard
    assert features(layer) == 13
    (group,) = QgsProject.instance().layerTreeRoot().findGroups()
    assert group.name() == "Version early"


def test_with_no_layer_ticked_nothing_can_be_loaded(panel):
    panel.commits.go_to(13)
    panel.commits.compare.trigger()
    dialog = panel._dialog
    assert [one.spec() for one in dialog.choices] == ["12", "13"]
    for row in range(dialog.layers.count()):
        dialog.layers.item(row).setCheckState(Qt.CheckState.Unchecked)
    assert not dialog.buttons.button(QDialogButtonBox.StandardButton.Ok).isEnabled()
    dialog.reject()


def test_the_registry_of_the_workspace_is_found(session, demo_registry, tmp_path, wait_for):
    path = str(tmp_path / "work.gpkg")
    wait_for(session.ask("checkout", registry=demo_registry, workspace=path, layers=["roads"], language="en"))
    info = wait_for(session.ask("workspace_info", workspace=path))
    module("project_layers").WorkspaceLayers(session, info)
    wait_for(lambda: session.workspace)
    assert session.registry is None
    panel = module("history_panel").HistoryPanel(session)
    wait_for(lambda: panel.commits.model.rowCount() == 33)
    assert os.path.samefile(session.registry, demo_registry)
    panel.close()
    panel.deleteLater()


def test_a_reading_that_was_left_half_way_keeps_no_commit_out(load, session, demo_registry, wait_for):
    layer = load("32", "roads")["roads"]
    half_way = layer.getFeatures()
    next(half_way)
    made = wait_for(session.ask("revert", registry=demo_registry, revision=32, author="Test"), seconds=20)
    assert made["commit"]["revision"] == 33
    assert sum(1 for _ in half_way) == 18
    assert state(demo_registry)[1] == (1, 1)
