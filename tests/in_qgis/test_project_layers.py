"""Layers of workspaces and of old versions in the project."""

import importlib

import pytest
from qgis.core import QgsCoordinateReferenceSystem, QgsProject


def _part(name):
    return importlib.import_module(f"infra_registry.{name}")


@pytest.fixture
def add(session, wait_for):
    """Adds the layers of a workspace; gives {table: layer}."""

    def added(workspace, only=None):
        info = wait_for(session.ask("workspace_info", workspace=workspace))
        done = []
        adding = _part("project_layers").WorkspaceLayers(session, info, only)
        adding.added.connect(done.append)
        wait_for(lambda: bool(done))
        return done[0]

    return added


@pytest.mark.parametrize(("language", "alias"), [("kk", "Орысша атауы"), ("ru", "Название")])
def test_forms_and_value_lists_speak_the_language_of_the_checkout(
    session, seeded_registry, tmp_path, wait_for, add, language, alias
):
    path = str(tmp_path / "work.gpkg")
    ask = session.ask(
        "checkout", registry=seeded_registry, workspace=path, layers=["landfills"], language=language
    )
    info = wait_for(ask)
    layer = add(path)["landfills"]
    at = layer.fields().indexOf("name_ru")
    assert layer.attributeAlias(at).startswith(alias)
    choices = [
        one for one in range(layer.fields().count()) if layer.editorWidgetSetup(one).type() == "ValueMap"
    ]
    assert choices
    assert info["layers"][0]["title"][language] != info["layers"][0]["title"]["en"]


def test_only_missing_layers_are_added(add, workspace, session):
    add(workspace, ["roads"])
    assert set(session.layers_of(workspace)) == {"roads"}
    assert set(add(workspace)) == {"routes", "repairs", "landfills"}
    assert len(QgsProject.instance().mapLayers()) == 4


def test_the_group_is_named_after_the_file_and_used_again(add, workspace):
    add(workspace, ["roads"])
    group = QgsProject.instance().layerTreeRoot().findGroup("work")
    group.setName("Участок севера")
    add(workspace)
    assert len(group.findLayers()) == 4


def test_another_project_opened_in_the_middle_stops_it_quietly(session, workspace, wait_for):
    info = wait_for(session.ask("workspace_info", workspace=workspace))
    _part("project_layers").WorkspaceLayers(session, info)
    wait_for(lambda: len(QgsProject.instance().mapLayers()) >= 1)
    QgsProject.instance().clear()
    wait_for(session.ask("self_test"))
    assert QgsProject.instance().mapLayers() == {}


def test_an_old_version_comes_read_only_with_the_style_of_the_layer(
    session, add, workspace, seeded_registry, wait_for
):
    layers = add(workspace)
    roads = layers["roads"]
    before = roads.featureCount()
    roads.startEditing()
    roads.deleteFeature(next(roads.getFeatures()).id())
    assert roads.commitChanges()
    wait_for(session.ask("commit", workspace=workspace, message="one road less", author="Test"))
    source = wait_for(session.ask("version_source", registry=seeded_registry, layer="roads", version=2))
    old = _part("project_layers").add_version_layer(
        seeded_registry, "roads", source, "Roads at 2", definition=roads
    )
    assert old.isValid()
    assert old.featureCount() == before == roads.featureCount() + 1
    assert old.readOnly()
    assert old.renderer().type() == roads.renderer().type()
    assert old.customProperty("infra_registry/version") == "roads@2"


def test_the_extent_of_layers_is_that_of_the_map(add, workspace):
    layers = add(workspace)
    mercator = QgsCoordinateReferenceSystem("EPSG:3857")
    covered = _part("project_layers").extent_of(layers.values(), mercator)
    assert 5e6 < covered.xMinimum() < covered.xMaximum() < 7e6


def test_a_workspace_in_another_language_is_shown_in_that_of_the_plugin(
    session, seeded_registry, tmp_path, wait_for
):
    path = str(tmp_path / "work.gpkg")
    wait_for(
        session.ask("checkout", registry=seeded_registry, workspace=path, layers=["landfills"], language="kk")
    )
    _part("settings").put("language", "ru")
    _part("language").install()
    dock = _part("registry_dock").RegistryPanel(session)
    dock.work.open(path)
    wait_for(lambda: "landfills" in session.layers_of(path))
    layer = session.layers_of(path)["landfills"]
    at = layer.fields().indexOf("name_ru")
    wait_for(lambda: layer.attributeAlias(at).startswith("Название"))
    assert layer.name() == "Полигоны отходов"
    _part("settings").put("language", "")
    _part("language").install()
    dock.deleteLater()
