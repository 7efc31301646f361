"""What `test_desktop.py` has the real QGIS do: a working day, through the panels. Run by `qgis --code`."""

import os
import sys

import pyplugin_installer
import qgis.utils
from qgis.core import QgsProject, QgsVectorLayer
from qgis.PyQt.QtWidgets import QApplication
from qgis.utils import iface

sys.path.insert(0, os.environ["INFRA_REGISTRY_TESTS"])
from walking import walk

REGISTRY = os.environ["INFRA_REGISTRY_REGISTRY"]
MINE = os.environ["INFRA_REGISTRY_WORKSPACE"]
THEIRS = MINE.replace(".gpkg", "-theirs.gpkg")
LAYERS = ["routes", "roads", "repairs"]


def put(layer, uid, **values):
    """Change a feature through the layer's edit buffer, and save."""
    (feature,) = (one for one in layer.getFeatures() if one["uid"] == uid)
    assert layer.startEditing()
    for name, value in values.items():
        assert layer.changeAttributeValue(feature.id(), layer.fields().indexOf(name), value)
    assert layer.commitChanges(), layer.commitErrors()


def commit_through(changes, message):
    """Message and button of the changes panel."""
    changes.commit_box.message.setPlainText(message)
    yield lambda: changes.commit_box.button.isEnabled()
    changes.commit_box.button.click()


#: Compiled packages of geography and data, SQLite, and the library's own name: the worker's, not QGIS's.
FOREIGN = {"shapely", "pyproj", "pyogrio", "rasterio", "fiona", "geopandas", "pandas", "registry", "sqlite3"}


def steps():
    yield "install"
    before_us = set(sys.modules)
    pyplugin_installer.instance().installFromZipFile(os.environ["INFRA_REGISTRY_ZIP"])
    plugin = qgis.utils.plugins["infra_registry"]
    session = plugin.session
    from infra_registry.registry_dock import choosing

    yield "open"
    dock = plugin.show_panel("registry")
    dock.open_file(REGISTRY)
    yield lambda: dock.info is not None
    assert session.registry == REGISTRY
    assert {one["name"] for one in dock.layers.layers()} >= set(LAYERS)
    before = dock.info["head"]["revision"]

    yield "check out"
    choosing.new_file = lambda *_: MINE  # the answer of a person to the file dialog
    dock.layers.choose(set(LAYERS))
    dock.form.button.click()
    yield lambda: len(session.layers_of(MINE)) == len(LAYERS)
    layers = session.layers_of(MINE)
    assert layers["roads"].featureCount() > 10
    yield lambda: session.workspace == MINE
    yield lambda: not iface.mapCanvas().isDrawing()

    yield "edit"
    changes = plugin.show_panel("changes")
    uid = next(layers["repairs"].getFeatures())["uid"]
    put(layers["repairs"], uid, note="seen on site")
    yield lambda: changes.total == 1

    yield "commit"
    yield from commit_through(changes, "Seen on site")
    log = yield session.ask("log", registry=REGISTRY)
    yield lambda: changes.total == 0
    log = yield session.ask("log", registry=REGISTRY)
    assert log["commits"][0]["message"] == "Seen on site"
    assert log["commits"][0]["revision"] == before + 1

    yield "old version"
    history = plugin.show_panel("history")
    yield lambda: history.commits.model.rowCount() > 3
    history.load(str(before), f"revision {before}")
    yield lambda: any(
        one.customProperty("infra_registry/version") for one in QgsProject.instance().mapLayers().values()
    )
    (old,) = (
        one
        for one in QgsProject.instance().mapLayers().values()
        if one.customProperty("infra_registry/version") and "repairs" in one.source()
    )
    (then,) = (one["note"] for one in old.getFeatures() if one["uid"] == uid)
    assert then != "seen on site"
    assert not old.startEditing()

    yield "statistics"
    statistics = plugin.show_panel("statistics")
    yield lambda: statistics.pages.currentIndex() == 1 and statistics.question.current() is not None
    assert statistics.question.current()["name"] == "repaired-km"
    statistics.question.run.click()
    yield lambda: statistics.answer.result is not None
    result = statistics.answer.result
    assert result["rows"]
    assert result["receipt"]
    evidence = yield session.ask("evidence", lane="long", result_id=result["result_id"], row=0)
    assert evidence["features"]

    yield "conflict"
    told = yield session.ask(
        "checkout", lane="long", registry=REGISTRY, workspace=THEIRS, layers=LAYERS, language="en"
    )
    assert told["base"]["revision"] == before + 1
    other = QgsVectorLayer(f"{THEIRS}|layername=repairs", "repairs of a colleague", "ogr")
    put(other, uid, note="a colleague's note")
    yield session.ask("commit", workspace=THEIRS, message="A colleague's note", author="Colleague")
    del other
    put(layers["repairs"], uid, note="my note")
    yield lambda: changes.total == 1
    yield from commit_through(changes, "My note")
    conflicts = plugin.show_panel("conflicts")
    yield lambda: len(conflicts.model.all()) == 1
    (one,) = conflicts.model.all()
    (note,) = one["columns"]
    assert (note["ours"], note["theirs"]) == ("my note", "a colleague's note")

    yield "resolve"
    yield lambda: conflicts.bar.buttons["ours"].isEnabled()
    conflicts.bar.buttons["ours"].click()
    yield lambda: not conflicts.model.all()
    plugin.show_panel("changes")
    yield from commit_through(changes, "My note")
    yield lambda: changes.total == 0
    log = yield session.ask("log", registry=REGISTRY)
    assert [one["message"] for one in log["commits"][:3]] == ["My note", "A colleague's note", "Seen on site"]
    sound = yield session.ask("verify", lane="long", registry=REGISTRY)
    assert sound["sound"]

    yield "languages"
    for code, title in (("ru", "Изменения"), ("kk", "Өзгерістер"), ("en", "Changes")):
        from infra_registry import language

        language.set_language(code)
        plugin.change_language()
        assert plugin.show_panel("changes").windowTitle() == title
        yield 0.2

    yield "what came into the process"
    brought = {name.partition(".")[0] for name in set(sys.modules) - before_us}
    assert "infra_registry" in brought
    assert not brought & FOREIGN

    yield "unload"
    assert qgis.utils.unloadPlugin("infra_registry")
    yield 0.5
    left = [one.objectName() for one in QApplication.allWidgets() if "InfraRegistry" in one.objectName()]
    assert left == []

    yield "end"
    QgsProject.instance().clear()


walk(steps())
