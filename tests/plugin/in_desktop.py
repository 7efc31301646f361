"""What `test_desktop.py` has the real QGIS do. Run by `qgis --code`."""

import os
import sys

import pyplugin_installer
import qgis.utils
from qgis.core import QgsProject
from qgis.utils import iface

sys.path.insert(0, os.environ["INFRA_REGISTRY_TESTS"])
from walking import walk

REGISTRY = os.environ["INFRA_REGISTRY_REGISTRY"]
WORKSPACE = os.environ["INFRA_REGISTRY_WORKSPACE"]


def steps():
    yield "install"
    pyplugin_installer.instance().installFromZipFile(os.environ["INFRA_REGISTRY_ZIP"])
    plugin = qgis.utils.plugins["infra_registry"]
    session = plugin.session

    yield "open"
    panel = plugin.show_panel("registry")
    yield lambda: panel.isVisible()
    session.set_registry(REGISTRY)
    info = yield session.ask("registry_info", registry=REGISTRY)
    assert {layer["name"] for layer in info["layers"]} >= {"roads", "repairs"}

    yield "check out"
    told = yield session.ask(
        "checkout",
        title="Check out",
        lane="long",
        registry=REGISTRY,
        workspace=WORKSPACE,
        layers=["routes", "roads", "repairs"],
        language="en",
    )
    from infra_registry.project_layers import WorkspaceLayers

    adding = WorkspaceLayers(session, told)
    yield lambda: len(session.layers_of(WORKSPACE)) == 3
    assert adding is not None
    layers = session.layers_of(WORKSPACE)
    assert layers["roads"].isValid()
    assert layers["roads"].featureCount() > 10
    iface.setActiveLayer(layers["repairs"])
    assert session.workspace == WORKSPACE

    yield "edit"
    repairs = layers["repairs"]
    feature = next(repairs.getFeatures())
    assert repairs.startEditing()
    assert repairs.changeAttributeValue(feature.id(), repairs.fields().indexOf("note"), "seen on site")
    assert session.unsaved(WORKSPACE) == [repairs]
    assert repairs.commitChanges()
    changes = yield session.ask("changes", workspace=WORKSPACE)
    assert [(one["layer"], one["kind"]) for one in changes["features"]] == [("repairs", "changed")]

    yield "commit"
    committed = yield session.ask("commit", workspace=WORKSPACE, message="Seen on site", author="Test")
    assert committed["commit"]["message"] == "Seen on site"
    log = yield session.ask("log", registry=REGISTRY)
    assert log["commits"][0]["revision"] == committed["commit"]["revision"]

    yield "end"
    QgsProject.instance().clear()


walk(steps())
