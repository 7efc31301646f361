"""The registry dock: from nothing to an edited workspace that is brought up to date."""

import importlib
import os
import shutil
import subprocess
import sys

import pytest
from qgis.core import QgsFeature, QgsGeometry, QgsProject, QgsRectangle, QgsVectorLayer
from qgis.gui import QgsRubberBand
from qgis.PyQt.QtCore import Qt


def _part(name):
    return importlib.import_module(f"infra_registry.{name}")


@pytest.fixture
def dock(session, qgis_iface):
    panel = _part("registry_dock").RegistryPanel(session)
    panel.resize(360, 800)
    panel.show()
    yield panel
    panel.close()
    panel.deleteLater()


@pytest.fixture
def files(monkeypatch):
    """Answers the file dialogs, in turn."""
    answers = []
    choosing = _part("registry_dock.choosing")
    monkeypatch.setattr(choosing, "existing_file", lambda *_: answers.pop(0))
    monkeypatch.setattr(choosing, "new_file", lambda *_: answers.pop(0))
    return answers


@pytest.fixture(autouse=True)
def _no_messages(qgis_iface):
    # The bar is one for all tests.
    qgis_iface.messageBar().clearWidgets()


def _told(qgis_iface, words):
    """Whether a message in the bar holds these words."""
    return any(words in one.text() for one in qgis_iface.messageBar().items())


def _checked_out(dock, wait_for, session, registry, files, path, layers, area="all"):
    session.set_registry(registry)
    wait_for(lambda: dock.info is not None)
    dock.layers.choose(set(layers))
    files.append(str(path))
    dock.form.area.setCurrentIndex(dock.form.area.findData(area))
    dock.form.button.click()
    wait_for(lambda: session.workspaces() and str(path) in dock.workspaces.cards)
    wait_for(lambda: dock.workspaces.cards[str(path)].info is not None)
    wait_for(lambda: len(session.layers_of(str(path))) == len(layers))
    return dock.workspaces.cards[str(path)]


def test_without_a_registry_the_dock_says_what_to_do_first(dock):
    assert dock.pages.currentWidget() is dock.welcome
    assert dock.welcome.title.text() == "No registry is open"
    assert not dock.workspaces.empty.isHidden()


def test_layers_come_with_counts_and_last_change(dock, session, seeded_registry, wait_for):
    session.set_registry(seeded_registry)
    assert dock.pages.currentIndex() == 1, "not what is said where no registry is open"
    wait_for(lambda: dock.info)
    rows = [dock.layers.topLevelItem(row) for row in range(dock.layers.topLevelItemCount())]
    counts = {row.text(0): row.text(1) for row in rows}
    assert len(rows) == len(dock.info["layers"]) >= 15
    assert int(counts["Roads"]) > 0
    assert all(row.text(2) for row in rows)
    assert "Revision 2" in dock.head.last.text()


def test_a_new_registry_is_made_with_the_shipped_layers_and_opened(dock, session, tmp_path, wait_for):
    dialog = dock.create_registry()
    assert not dialog.ok.isEnabled()
    dialog.path.setText(str(tmp_path / "new"))
    dialog.ok.click()
    wait_for(lambda: dock.info is not None)
    assert session.registry == str(tmp_path / "new.gpkg")
    assert {"roads", "repairs", "landfills"} <= {one["name"] for one in dock.info["layers"]}


def test_a_new_registry_takes_layers_of_a_folder_or_none(dock, session, tmp_path, wait_for):
    (tmp_path / "wells.toml").write_text(
        'name = "wells"\n[title]\nen = "Wells"\n[geometry]\ntype = "Point"\n'
        '[[fields]]\nname = "depth"\ntype = "real"\n'
    )
    dialog = dock.create_registry()
    dialog.path.setText(str(tmp_path / "wells.gpkg"))
    dialog.from_folder.setChecked(True)
    assert not dialog.ok.isEnabled()
    dialog.folder.setText(str(tmp_path))
    dialog.ok.click()
    wait_for(lambda: dock.info is not None)
    assert [one["name"] for one in dock.info["layers"]] == ["wells"]


def test_an_existing_file_is_not_made_into_a_registry(dock, tmp_path, wait_for, qgis_iface):
    path = tmp_path / "here.gpkg"
    path.write_text("mine")
    dock.make_registry(str(path), "shipped")
    wait_for(lambda: _told(qgis_iface, "exists already"))
    assert path.read_text() == "mine"


def test_a_checkout_brings_styled_layers_in_a_group_in_drawing_order(
    dock, session, seeded_registry, files, tmp_path, wait_for
):
    path = tmp_path / "work.gpkg"
    _checked_out(dock, wait_for, session, seeded_registry, files, path, ["roads", "repairs", "regions"])
    group = QgsProject.instance().layerTreeRoot().findGroup("work")
    orders = {one["name"]: one["order"] for one in dock.info["layers"]}
    tables = [_part("layers_followed").table_of(node.layer()) for node in group.findLayers()]
    assert tables == sorted(tables, key=lambda one: orders[one], reverse=True)
    layers = session.layers_of(str(path))
    assert layers["roads"].renderer().type() != "singleSymbol" or layers["roads"].labeling()
    assert (
        layers["repairs"].attributeDisplayName(layers["repairs"].fields().indexOf("work_type")) != "work_type"
    )
    assert session.workspace == str(path)


def test_a_checkout_of_what_the_map_shows_holds_only_that(
    dock, session, seeded_registry, files, tmp_path, wait_for, qgis_iface
):
    whole = tmp_path / "whole.gpkg"
    _checked_out(dock, wait_for, session, seeded_registry, files, whole, ["settlements"])
    everything = session.layers_of(str(whole))["settlements"]
    one = next(everything.getFeatures()).geometry().boundingBox()
    qgis_iface.mapCanvas().setDestinationCrs(everything.crs())
    qgis_iface.mapCanvas().setExtent(one.buffered(0.01))
    shown = qgis_iface.mapCanvas().extent()
    part = tmp_path / "part.gpkg"
    _checked_out(dock, wait_for, session, seeded_registry, files, part, ["settlements"], area="map")
    got = session.layers_of(str(part))["settlements"]
    expected = sum(1 for each in everything.getFeatures() if shown.intersects(each.geometry().boundingBox()))
    assert got.featureCount() == expected < everything.featureCount()


def test_a_checkout_within_a_polygon_holds_what_meets_the_polygon_not_its_box(
    dock, session, seeded_registry, files, tmp_path, wait_for, qgis_iface
):
    whole = tmp_path / "whole.gpkg"
    _checked_out(dock, wait_for, session, seeded_registry, files, whole, ["settlements"])
    everything = session.layers_of(str(whole))["settlements"]
    box = everything.extent()
    # Half of the box: the triangle below its diagonal, in another CRS than that of the layer.
    triangle = QgsGeometry.fromWkt(
        f"POLYGON(({box.xMinimum()} {box.yMinimum()}, {box.xMaximum()} {box.yMinimum()},"
        f" {box.xMaximum()} {box.yMaximum()}, {box.xMinimum()} {box.yMinimum()}))"
    )
    area = QgsVectorLayer("Polygon?crs=EPSG:4326", "area", "memory")
    feature = QgsFeature()
    feature.setGeometry(triangle)
    area.dataProvider().addFeatures([feature])
    QgsProject.instance().addMapLayer(area)
    area.selectAll()
    qgis_iface.setActiveLayer(area)
    part = tmp_path / "part.gpkg"
    card = _checked_out(
        dock, wait_for, session, seeded_registry, files, part, ["settlements"], area="selection"
    )
    got = session.layers_of(str(part))["settlements"]
    inside = sum(1 for each in everything.getFeatures() if triangle.intersects(each.geometry()))
    in_box = sum(1 for each in everything.getFeatures() if box.intersects(each.geometry().boundingBox()))
    assert got.featureCount() == inside
    assert 0 < inside < in_box
    assert card.info["area"]["polygon"]["type"] == "Polygon"


def test_strips_cover_their_box_and_share_features_out(plugin_package):
    strips = _part("registry_dock.checkout").strips
    found = strips([50.0, 45.0, 55.0, 48.0], 500_000)
    assert len(found) == 25
    assert (found[0][0], found[-1][2]) == (50.0, 55.0)
    assert [one[2] for one in found[:-1]] == [one[0] for one in found[1:]]
    assert strips([50.0, 45.0, 55.0, 48.0], 0) == [[50.0, 45.0, 55.0, 48.0]]


def test_a_polygon_in_strips_holds_each_feature_once(
    dock, session, seeded_registry, files, tmp_path, wait_for, monkeypatch
):
    monkeypatch.setattr(_part("registry_dock.checkout"), "_FEATURES", 2)
    whole = tmp_path / "whole.gpkg"
    _checked_out(dock, wait_for, session, seeded_registry, files, whole, ["roads"])
    roads = session.layers_of(str(whole))["roads"]
    everything = QgsGeometry.fromRect(roads.extent().buffered(0.1))
    area = _part("registry_dock.area").Area.of_polygon(everything, roads.crs())
    layers = [one for one in dock.info["layers"] if one["name"] == "roads"]
    part = str(tmp_path / "part.gpkg")
    run = _part("registry_dock.checkout").Checkout(session, seeded_registry, part, layers, area)
    wait_for(run)
    assert QgsVectorLayer(f"{part}|layername=roads", "part", "ogr").featureCount() == roads.featureCount()


def test_a_polygon_drawn_on_the_map_is_the_area(
    dock, session, seeded_registry, wait_for, qgis_iface, qtbot_free
):
    session.set_registry(seeded_registry)
    wait_for(lambda: dock.info is not None)
    canvas = qgis_iface.mapCanvas()
    canvas.setExtent(QgsRectangle(50, 46, 54, 48))
    dock.form.area.setCurrentIndex(dock.form.area.findData("draw"))
    dock.form._area_chosen()
    for x, y in ((200, 200), (400, 200), (300, 400)):
        qtbot_free(canvas, Qt.MouseButton.LeftButton, x, y)
    qtbot_free(canvas, Qt.MouseButton.RightButton, 300, 300)
    asked = []
    dock.form.checkout_wanted.disconnect()
    dock.form.checkout_wanted.connect(asked.append)
    dock.form.button.click()
    assert asked[0].is_polygon
    west, south, east, north = asked[0].box(canvas.mapSettings().destinationCrs().authid())
    assert east > west
    assert north > south
    assert [one for one in canvas.scene().items() if isinstance(one, QgsRubberBand)]
    dock.close()
    assert not [one for one in canvas.scene().items() if isinstance(one, QgsRubberBand)]


def test_without_a_map_in_sight_no_area_is_asked_for(
    dock, session, seeded_registry, wait_for, qgis_iface, monkeypatch
):
    session.set_registry(seeded_registry)
    wait_for(lambda: dock.info is not None)
    monkeypatch.setattr(type(dock.form), "_is_map_open", lambda form: False)  # QGIS's welcome page
    for kind in ("draw", "map"):
        dock.form.area.setCurrentIndex(dock.form.area.findData(kind))
        dock.form._area_chosen()
        assert dock.form.area.currentData() == "all"
        assert "No map is open yet" in dock.form.hint.text()
    assert dock.form._tool is None


@pytest.fixture
def qtbot_free():
    """A click on a map."""
    from qgis.PyQt.QtCore import QPoint
    from qgis.PyQt.QtTest import QTest

    def click(canvas, button, x, y):
        QTest.mouseClick(canvas.viewport(), button, Qt.KeyboardModifier.NoModifier, QPoint(x, y))

    return click


def test_the_card_counts_saved_edits_and_newer_commits_and_an_update_brings_them(
    dock, session, seeded_registry, files, tmp_path, wait_for
):
    mine, other = tmp_path / "mine.gpkg", tmp_path / "other.gpkg"
    card = _checked_out(dock, wait_for, session, seeded_registry, files, mine, ["landfills"])
    assert "nothing changed" in card.state.text()
    assert card.update_button.isHidden()
    assert card.commit_button.isHidden()

    layer = session.layers_of(str(mine))["landfills"]
    first, second = [each.id() for each in layer.getFeatures()][:2]
    at = layer.fields().indexOf("name_ru")
    layer.startEditing()
    layer.changeAttributeValue(first, at, "Моё")
    assert layer.commitChanges()
    wait_for(lambda: card.info["edits"] == 1)
    assert "1 change" in card.state.text()
    assert not card.commit_button.isHidden()

    uid = layer.getFeature(second)["uid"]
    wait_for(session.ask("checkout", registry=seeded_registry, workspace=str(other), layers=["landfills"]))
    theirs = QgsVectorLayer(f"{other}|layername=landfills", "theirs", "ogr")
    theirs.startEditing()
    target = next(each for each in theirs.getFeatures() if each["uid"] == uid)
    theirs.changeAttributeValue(target.id(), at, "Чужое")
    assert theirs.commitChanges()
    wait_for(session.ask("commit", workspace=str(other), message="theirs", author="Test"))
    session.told_history_changed()
    wait_for(lambda: card.info["newer_commits"] == 1)
    assert "1 newer commit" in card.state.text()

    card.update_button.click()
    wait_for(lambda: card.info["newer_commits"] == 0)
    assert layer.getFeature(second)["name_ru"] == "Чужое"
    assert layer.getFeature(first)["name_ru"] == "Моё"


EDIT = """
import sys
from osgeo import ogr
ogr.UseExceptions()
source = ogr.Open(sys.argv[1], 1)
layer = source.GetLayer("landfills")
feature = layer.GetNextFeature()
feature["name_ru"] = "Из другой программы"
layer.SetFeature(feature)
"""


def test_edits_of_another_program_in_the_same_workspace_show_by_themselves(
    dock, session, seeded_registry, files, tmp_path, wait_for
):
    path = str(tmp_path / "work.gpkg")
    card = _checked_out(dock, wait_for, session, seeded_registry, files, path, ["landfills"])
    told = []
    session.edits_saved.connect(told.append)
    subprocess.run([sys.executable, "-c", EDIT, path], check=True)
    dock.workspaces.look_again()
    wait_for(lambda: told == [path] and card.info["edits"] == 1)
    layer = session.layers_of(path)["landfills"]
    assert "Из другой программы" in [each["name_ru"] for each in layer.getFeatures()]


def test_an_update_waits_for_edits_that_qgis_has_not_saved(
    dock, session, seeded_registry, files, tmp_path, wait_for, qgis_iface
):
    path = tmp_path / "work.gpkg"
    _checked_out(dock, wait_for, session, seeded_registry, files, path, ["landfills"])
    layer = session.layers_of(str(path))["landfills"]
    layer.startEditing()
    layer.changeAttributeValue(next(layer.getFeatures()).id(), layer.fields().indexOf("name_ru"), "x")
    dock.work.update(str(path))
    assert _told(qgis_iface, "not saved")
    layer.rollBack()


def test_a_registry_that_moved_is_found_again_and_remembered(
    dock, session, seeded_registry, files, tmp_path, wait_for
):
    path = tmp_path / "work" / "work.gpkg"
    path.parent.mkdir()
    card = _checked_out(dock, wait_for, session, seeded_registry, files, path, ["landfills"])
    elsewhere = tmp_path / "archive" / "moved.gpkg"
    elsewhere.parent.mkdir()
    shutil.move(seeded_registry, elsewhere)
    dock.workspaces.refresh(str(path))
    wait_for(lambda: not card.info["registry_found"])
    assert "registry is not at" in card.trouble.text()
    files.append(str(elsewhere))
    card.mend.click()
    wait_for(lambda: card.info["registry_found"])
    wait_for(lambda: session.registry == str(elsewhere))
    dock.workspaces.refresh(str(path))
    wait_for(lambda: card.trouble.isHidden() and card.info["newer_commits"] == 0)


def test_a_layer_written_anew_is_named_and_compared(
    dock, session, seeded_registry, files, tmp_path, wait_for
):
    from osgeo import gdal

    path = tmp_path / "work.gpkg"
    card = _checked_out(dock, wait_for, session, seeded_registry, files, path, ["landfills", "regions"])
    QgsProject.instance().removeMapLayers([session.layers_of(str(path))["landfills"].id()])
    aside = str(tmp_path / "aside.gpkg")
    gdal.VectorTranslate(aside, str(path), layers=["landfills"])
    gdal.VectorTranslate(str(path), aside, layers=["landfills"], accessMode="overwrite")
    dock.workspaces.refresh(str(path))
    wait_for(lambda: not card.mend.isHidden())
    assert "Landfills" in card.trouble.text()
    card.mend.click()
    wait_for(lambda: card.mend.isHidden())


def test_a_file_that_is_no_registry_is_told_in_the_dock(dock, session, tmp_path, wait_for):
    path = tmp_path / "words.gpkg"
    path.write_text("no database")
    session.set_registry(str(path))
    wait_for(lambda: dock.welcome.title.text() == "The registry cannot be opened")
    assert "words.gpkg" in dock.welcome.text.text()
    assert not dock.welcome.retry_button.isHidden()


def test_a_registry_of_a_newer_format_is_refused_with_the_mend(dock, session, seeded_registry, wait_for):
    program = (
        "import sqlite3, sys\n"
        "c = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "for (n,) in c.execute(\"select name from sqlite_master where type='trigger'\").fetchall():\n"
        "    c.execute(f'drop trigger \"{n}\"')\n"
        "c.execute(\"update registry_metadata set value = '99' where name = 'format'\")\n"
    )
    subprocess.run([sys.executable, "-c", program, seeded_registry], check=True)
    session.set_registry(seeded_registry)
    wait_for(lambda: dock.welcome.title.text() == "The registry cannot be opened")
    assert "update Infra Registry" in dock.welcome.text.text()


def test_a_checkout_into_a_folder_without_permission_is_a_sentence(
    dock, session, seeded_registry, files, tmp_path, wait_for, qgis_iface
):
    closed = tmp_path / "nowhere"
    session.set_registry(seeded_registry)
    wait_for(lambda: dock.info is not None)
    files.append(str(closed / "work.gpkg"))
    dock.form.button.click()
    wait_for(lambda: dock.checkout is None)
    assert _told(qgis_iface, "nowhere")
    assert dock.form._pages.currentIndex() == 0


def test_a_folder_that_cannot_be_written_is_a_sentence(
    dock, session, seeded_registry, files, wait_for, qgis_iface
):
    session.set_registry(seeded_registry)
    wait_for(lambda: dock.info is not None)
    files.append("/proc/work.gpkg")  # closed even to the system's administrator, who may run the tests
    dock.form.button.click()
    wait_for(lambda: dock.checkout is None)
    assert _told(qgis_iface, "cannot be written")


def test_an_existing_workspace_is_never_overwritten(
    dock, session, seeded_registry, files, tmp_path, wait_for, qgis_iface
):
    path = tmp_path / "work.gpkg"
    _checked_out(dock, wait_for, session, seeded_registry, files, path, ["landfills"])
    before = path.read_bytes()
    files.append(str(path))
    dock.form.button.click()
    wait_for(lambda: dock.checkout is None)
    assert _told(qgis_iface, "exists already")
    assert path.read_bytes() == before


def test_a_cancelled_checkout_leaves_nothing(dock, session, seeded_registry, files, tmp_path, wait_for):
    session.set_registry(seeded_registry)
    wait_for(lambda: dock.info is not None)
    files.append(str(tmp_path / "work.gpkg"))
    dock.form.button.click()
    dock.checkout.cancel()
    wait_for(lambda: dock.checkout is None)
    assert dock.form._pages.currentIndex() == 0


def test_layers_taken_out_of_the_project_are_added_again(
    dock, session, seeded_registry, files, tmp_path, wait_for
):
    path = str(tmp_path / "work.gpkg")
    card = _checked_out(dock, wait_for, session, seeded_registry, files, path, ["landfills", "regions"])
    QgsProject.instance().removeMapLayers([session.layers_of(path)["landfills"].id()])
    wait_for(lambda: set(session.layers_of(path)) == {"regions"})
    card.layers_wanted.emit(path)
    wait_for(lambda: set(session.layers_of(path)) == {"landfills", "regions"})


def test_a_workspace_taken_out_goes_from_the_dock_and_stays_on_disk(
    dock, session, seeded_registry, files, tmp_path, wait_for
):
    path = str(tmp_path / "work.gpkg")
    card = _checked_out(dock, wait_for, session, seeded_registry, files, path, ["landfills"])
    card.removal_wanted.emit(path)
    wait_for(lambda: not dock.workspaces.cards)
    assert session.workspaces() == []
    assert QgsProject.instance().layerTreeRoot().findGroup("work") is None
    assert os.path.exists(path)
    files.append(path)
    dock.open_workspace()
    wait_for(lambda: session.workspaces() == [path])
