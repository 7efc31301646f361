"""Notices about QGIS's own edit sessions: edits not saved yet, and the automatic transaction mode."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsProject

from ..compat import end_automatic_transactions, transaction_mode_is_automatic
from ..language import quoted, tr
from .notices import Notices
from .unsaved import UnsavedEdits


class UnsavedNotice:
    """Keeps both notices true to the state of the project."""

    def __init__(self, notices: Notices, unsaved: UnsavedEdits, session: Any) -> None:
        self._notices, self._unsaved, self._session = notices, unsaved, session

    def tell(self) -> None:
        """Look, and say what is so now."""
        automatic = transaction_mode_is_automatic(QgsProject.instance())
        if automatic:
            self._tell_transactions()
        else:
            self._notices.clear("transactions")
        layers = self._unsaved.layers()
        if layers and not automatic:  # else the mend above saves them too
            names = ", ".join(quoted(layer.name()) for layer in layers)
            text = tr("Edits in {layers} are not saved yet, so they do not show here.").format(layers=names)
            self._notices.show_notice("unsaved", text, [(tr("Save edits"), self._save)])
        else:
            self._notices.clear("unsaved")

    def _tell_transactions(self) -> None:
        if self._unsaved.being_edited():
            text = tr(
                "The project is in automatic transaction mode: QGIS keeps the workspace locked while layers"
                " are edited. Save and stop editing before you discard or commit."
            )
            action = (tr("Save and stop editing"), lambda: self._save(stop_editing=True))
        else:
            text = tr(
                "The project is in automatic transaction mode: QGIS would lock the workspace for as long as a"
                " layer is edited."
            )
            action = (tr("Switch it off"), self._end_transactions)
        self._notices.show_notice("transactions", text, [action])

    def _save(self, *, stop_editing: bool = False) -> None:
        wrong = self._unsaved.save(stop_editing=stop_editing)
        if wrong:
            self._session.error(tr("QGIS could not save: {reasons}").format(reasons=" ".join(wrong)))
        self.tell()

    def _end_transactions(self) -> None:
        end_automatic_transactions(QgsProject.instance())
        self.tell()
