"""The registry dock over half a million features: it opens at once, and the map never stands still."""

import importlib
from pathlib import Path

import pytest
from qgis.core import QgsGeometry, QgsProject, QgsVectorLayer
from undisturbed import Heartbeat, Stopwatch, quick_enough

#: Seconds.
OPEN, BLOCK = 0.3, 0.1


def _part(name):
    return importlib.import_module(f"infra_registry.{name}")


@pytest.mark.slow
def test_the_dock_opens_with_half_a_million_features_checked_out(session, large, wait_for):
    registry = large.replace("work.gpkg", "registry.gpkg")
    wait_for(session.ask("self_test"))
    session.set_registry(registry)
    info = wait_for(session.ask("workspace_info", workspace=large))
    _part("project_layers").WorkspaceLayers(session, info)
    wait_for(lambda: session.workspace == large)

    def open_dock():
        watch = Stopwatch(lambda: [session.client.lanes["quick"].process_id])
        with Heartbeat() as heart:
            dock = _part("registry_dock").RegistryPanel(session)
            dock.show()
            wait_for(lambda: dock.info and dock.workspaces.cards and dock.workspaces.cards[large].info)
            took = watch.lap()
        assert dock.layers.topLevelItem(0).text(1) == "500,000"
        dock.close()
        dock.deleteLater()
        return {"opened": took, "held": heart.longest}

    quick_enough({"opened": OPEN, "held": BLOCK}, open_dock)


@pytest.mark.slow
def test_layers_of_half_a_million_features_come_into_the_project_without_holding_the_window(
    session, large, wait_for, qgis_new_project
):
    info = wait_for(session.ask("workspace_info", workspace=large))

    def add():
        QgsProject.instance().clear()
        wait_for(lambda: session.workspace is None)
        with Heartbeat() as heart:
            _part("project_layers").WorkspaceLayers(session, info)
            wait_for(lambda: session.workspace == large)
        return {"held": heart.longest}

    quick_enough({"held": BLOCK}, add)


@pytest.mark.slow
def test_a_polygon_chooses_among_half_a_million_features_while_the_map_goes_on(
    session, large, wait_for, tmp_path
):
    registry = large.replace("work.gpkg", "registry.gpkg")
    layers = wait_for(session.ask("registry_info", registry=registry))["layers"]
    lines = QgsVectorLayer(f"{large}|layername=lines", "lines", "ogr")
    box = lines.extent()
    # A disc over a tenth of it.
    middle = QgsGeometry.fromPointXY(box.center())
    disc = middle.buffer(min(box.width(), box.height()) / 5, 16)
    area = _part("registry_dock.area").Area.of_polygon(disc, lines.crs())

    def check_out():
        path = str(tmp_path / "part.gpkg")
        Path(path).unlink(missing_ok=True)
        with Heartbeat() as heart:
            info = wait_for(
                _part("registry_dock.checkout").Checkout(session, registry, path, layers, area), 300
            )
        got = QgsVectorLayer(f"{path}|layername=lines", "part", "ogr").featureCount()
        assert 1000 < got < 400_000
        assert info["area"]["polygon"]["type"] == "Polygon"
        return {"held": heart.longest}

    quick_enough({"held": BLOCK}, check_out)
