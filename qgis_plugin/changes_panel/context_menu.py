"""What can be done with a change by a right click."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsApplication, QgsFeatureRequest
from qgis.PyQt.QtCore import QPoint
from qgis.PyQt.QtWidgets import QApplication, QMenu

from ..language import tr


def menu_for(panel: Any) -> QMenu | None:
    """The menu for what is chosen in a changes panel; None if nothing is."""
    chosen = panel.chosen()
    if not chosen:
        return None
    menu = QMenu(panel.tree)
    for icon, text, what in (
        ("/mActionZoomToSelected.svg", tr("Zoom to it"), lambda: panel.on_map.go_to(chosen)),
        ("/mIconSelected.svg", tr("Select in the layer"), lambda: panel.work.select_in_layers(chosen)),
        ("/mActionFormView.svg", tr("Open the form"), lambda: open_form(panel, chosen[0])),
        ("/mActionEditCopy.svg", tr("Copy the uid"), lambda: copy_uids(chosen)),
    ):
        action = menu.addAction(QgsApplication.getThemeIcon(icon), text)
        action.triggered.connect(lambda _=False, what=what: what())
        if "Form" in icon:
            action.setEnabled(len(chosen) == 1 and _layer_of(panel, chosen[0]) is not None)
    menu.addSeparator()
    discard = menu.addAction(QgsApplication.getThemeIcon("/mActionUndo.svg"), tr("Discard …"))
    discard.setEnabled(panel.tools.discard.isEnabled())
    discard.triggered.connect(panel.work.ask_to_discard)
    return menu


def show_menu(panel: Any, place: QPoint) -> None:
    """Open it where the click was."""
    menu = menu_for(panel)
    if menu is not None:
        menu.popup(panel.tree.viewport().mapToGlobal(place))


def open_form(panel: Any, one: dict[str, Any]) -> None:
    """The feature's own form, as its layer defines it."""
    layer = _layer_of(panel, one)
    feature = next(layer.getFeatures(QgsFeatureRequest(one["fid"])), None) if layer is not None else None
    if feature is not None:
        panel.session.iface.openFeatureForm(layer, feature)


def copy_uids(features: list[dict[str, Any]]) -> None:
    """Put the uids on the clipboard, one a line."""
    QApplication.clipboard().setText("\n".join(one["uid"] for one in features))


def _layer_of(panel: Any, one: dict[str, Any]) -> Any:
    if one["fid"] is None or panel.session.workspace is None:
        return None
    return panel.session.layers_of(panel.session.workspace).get(one["layer"])
