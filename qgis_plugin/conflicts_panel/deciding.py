"""Deciding conflicts: each decision is written into the workspace at once, so that nothing is held in memory.

A decision about many features is many requests, one after another; whatever was decided before the worker
or QGIS ends stays decided.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qgis.PyQt.QtCore import QObject, pyqtSignal

from ..language import language
from .conflicts_model import Conflict

Which = dict[str, Any]
"""``layer``, ``uid`` and ``column``, any of them; together they say which conflicts are meant."""


class Deciding(QObject):
    """One decision at a time, about one or many conflicts."""

    began = pyqtSignal()
    went_on = pyqtSignal(int, int)
    ended = pyqtSignal(int)
    refused = pyqtSignal(object)

    def __init__(self, session: Any, parent: Any = None) -> None:
        super().__init__(parent)
        self._session = session
        self._waiting: list[Which] = []
        self._of = 0
        self._decided = 0
        self._choice: dict[str, Any] = {}
        self.is_busy = False

    def decide(self, choice: str, which: Sequence[Which], value: Any = None) -> None:
        """Decide with ``ours``, ``theirs``, ``base``, or ``value``."""
        if self.is_busy or not which:
            return
        self.is_busy = True
        self._choice = {"choice": choice, **({"value": value} if choice == "value" else {})}
        self._waiting, self._of, self._decided = list(which), len(which), 0
        self.began.emit()
        self._next()

    def _next(self) -> None:
        if not self._waiting:
            self._end()
            return
        which = self._waiting.pop(0)
        many = "uid" not in which
        self._session.ask(
            "resolve",
            lane="long" if many else "quick",
            then=self._done,
            otherwise=self._failed,
            workspace=self._session.workspace,
            language=language(),
            **self._choice,
            **which,
        )

    def _done(self, result: dict[str, Any]) -> None:
        self._decided += result["resolved"]
        self.went_on.emit(self._of - len(self._waiting), self._of)
        self._next()

    def _failed(self, error: Any) -> None:
        self._waiting = []
        self._end()
        if error.code != "Cancelled":
            self.refused.emit(error)

    def _end(self) -> None:
        self.is_busy = False
        self.ended.emit(self._decided)


def fewest(chosen: Sequence[Conflict], every: Sequence[Conflict], columns: Sequence[str]) -> list[Which]:
    """The fewest requests that decide these features, or these columns of them.

    Where all features of a layer are meant, one request about the layer does for all of them.
    """
    found: list[Which] = []
    for layer in dict.fromkeys(one["layer"] for one in chosen):
        here = [one for one in chosen if one["layer"] == layer]
        is_all = len(here) == sum(one["layer"] == layer for one in every)
        if is_all and not columns:
            found.append({"layer": layer})
        elif is_all and not any(one["whole"] for one in here):
            found += [{"layer": layer, "column": name} for name in _open(here, columns)]
        else:
            found += [which for one in here for which in _about(one, columns, alone=len(chosen) == 1)]
    return found


def _about(one: Conflict, columns: Sequence[str], *, alone: bool) -> list[Which]:
    """One feature; of a feature deleted on one side no column can be decided, only all of it."""
    where = {"layer": one["layer"], "uid": one["uid"]}
    if one["whole"]:
        return [where] if alone or not columns else []
    return [{**where, "column": name} for name in _open([one], columns)] if columns else [where]


def _open(features: Sequence[Conflict], columns: Sequence[str]) -> list[str]:
    """Those of the columns that are in question in any of the features."""
    known = {column["name"] for one in features for column in one["columns"]}
    return [name for name in columns if name in known]
