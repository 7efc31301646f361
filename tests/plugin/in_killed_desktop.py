"""What `test_desktop.py` has a QGIS do that is killed in the middle of a commit. Run by `qgis --code`."""

import json
import os
import signal
import sys

import pyplugin_installer
import qgis.utils
from qgis.PyQt.QtCore import QTimer

sys.path.insert(0, os.environ["INFRA_REGISTRY_TESTS"])
from walking import walk

REGISTRY = os.environ["INFRA_REGISTRY_REGISTRY"]
WORKSPACE = os.environ["INFRA_REGISTRY_WORKSPACE"]
AFTER = int(os.environ["INFRA_REGISTRY_KILLED_AFTER"])  # milliseconds
WITH_WORKER = bool(int(os.environ["INFRA_REGISTRY_KILLED_WITH_WORKER"]))


def kill(worker):
    """All at once, as when the computer loses its power, or QGIS alone."""
    if WITH_WORKER:
        os.kill(worker, signal.SIGKILL)
    os.kill(os.getpid(), signal.SIGKILL)


def steps():
    yield "check out"
    pyplugin_installer.instance().installFromZipFile(os.environ["INFRA_REGISTRY_ZIP"])
    plugin = qgis.utils.plugins["infra_registry"]
    session = plugin.session
    from infra_registry.registry_dock import choosing

    dock = plugin.show_panel("registry")
    dock.open_file(REGISTRY)
    yield lambda: dock.info is not None
    choosing.new_file = lambda *_: WORKSPACE
    dock.layers.choose({"repairs"})
    dock.form.button.click()
    yield lambda: len(session.layers_of(WORKSPACE)) == 1
    yield lambda: session.workspace == WORKSPACE

    yield "edit"
    changes = plugin.show_panel("changes")
    repairs = session.layers_of(WORKSPACE)["repairs"]
    edited = list(repairs.getFeatures())
    assert repairs.startEditing()
    for one in edited:
        repairs.changeAttributeValue(one.id(), repairs.fields().indexOf("note"), "seen on site")
    assert repairs.commitChanges(), repairs.commitErrors()
    yield lambda: changes.total == len(edited)

    yield "commit"
    yield session.ask("self_test", lane="long")  # the process that commits is there
    lane = session.client.lanes["long"]
    with open(os.environ["INFRA_REGISTRY_REPORT"] + ".before", "w", encoding="utf-8") as file:
        json.dump({"worker": lane.process_id, "edits": len(edited)}, file)
    changes.commit_box.message.setPlainText("Seen on site")
    yield lambda: changes.commit_box.button.isEnabled()
    repairs.startEditing()  # QGIS holds the file as while a person edits
    changes.commit_box.button.click()
    QTimer.singleShot(AFTER, lambda: kill(lane.process_id))
    yield lambda: False


walk(steps())
