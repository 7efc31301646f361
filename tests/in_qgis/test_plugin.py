"""The plugin as a whole: its menu and panels, a change of language, and what is left after it is unloaded."""

import os

import pytest
from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QEvent
from qgis.PyQt.QtWidgets import QDockWidget, QToolBar
from undisturbed import Stopwatch, quick_enough

PANELS = ("registry", "changes", "conflicts", "history", "statistics")


@pytest.fixture
def plugin(plugin_package, qgis_iface, qgis_new_project):
    made = plugin_package.classFactory(qgis_iface)
    made.initGui()
    yield made
    if made.session is not None:
        made.unload()


def _settle():
    QgsApplication.processEvents()
    QgsApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.mark.parametrize("name", PANELS)
def test_each_panel_opens_from_its_button_within_a_third_of_a_second(plugin, name):
    def open_panel():
        if name in plugin.panels:
            plugin.panels.pop(name).deleteLater()
            _settle()
        plugin.actions[name].setChecked(False)
        watch = Stopwatch()
        plugin.actions[name].trigger()
        return {"opened": watch.lap()}

    quick_enough({"opened": 0.3}, open_panel)
    assert not plugin.panels[name].isHidden()
    assert plugin.actions[name].isChecked()
    plugin.actions[name].trigger()
    assert plugin.panels[name].isHidden()
    assert not plugin.actions[name].isChecked()


def test_closing_a_panel_unchecks_its_button(plugin, qgis_iface):
    qgis_iface.mainWindow().show()
    panel = plugin.show_panel("registry")
    panel.close()
    assert not plugin.actions["registry"].isChecked()


def test_a_change_of_language_shows_at_once(plugin, plugin_package):
    plugin.show_panel("registry")
    assert plugin.panels["registry"].welcome.title.text() == "No registry is open"
    plugin.show_settings()
    dialog = next(one for one in QgsApplication.topLevelWidgets() if type(one).__name__ == "SettingsDialog")
    dialog.language.setCurrentIndex(dialog.language.findData("kk"))
    dialog.accept()
    assert plugin.panels["registry"].welcome.title.text() == "Тізілім ашылмаған"
    assert not plugin.panels["registry"].isHidden()
    assert plugin.actions["changes"].text() == "Өзгерістер"


def test_nothing_is_left_after_unload(plugin, qgis_iface, wait_for):
    window = qgis_iface.mainWindow()
    before = {type(one) for one in window.findChildren(QDockWidget)}
    for name in PANELS:
        plugin.show_panel(name)
    wait_for(plugin.session.ask("self_test"))
    process = plugin.session.client.lanes["quick"].process_id
    plugin.unload()
    _settle()
    _settle()
    ours = [one for one in window.findChildren(QDockWidget) if type(one) not in before]
    assert ours == []
    assert window.findChild(QToolBar, "InfraRegistryToolbar") is None
    assert not os.path.exists(f"/proc/{process}")


def test_the_worker_ends_with_qgis(plugin, wait_for):
    wait_for(plugin.session.ask("self_test"))
    process = plugin.session.client.lanes["quick"].process_id
    QgsApplication.instance().aboutToQuit.emit()
    assert not os.path.exists(f"/proc/{process}")


def test_a_part_that_cannot_be_loaded_leaves_the_others_at_work(plugin, monkeypatch, qgis_iface):
    import importlib
    import sys

    qgis_iface.messageBar().clearWidgets()
    name = f"{type(plugin).__module__.rpartition('.')[0]}.history_panel"
    importlib.import_module(name)
    monkeypatch.setitem(sys.modules, name, None)  # as if its file were gone
    assert plugin.show_panel("history") is None
    assert any("not part of this build" in one.text() for one in qgis_iface.messageBar().items())
    assert plugin.show_panel("registry") is not None
