"""Values that break the rules of their layers, before the commit refuses them; each with its mend."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QSize, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ..language import tr
from .words import Words

_AT_ONCE = 30
_HEIGHT = 220

Problem = dict[str, Any]


class Violations(QWidget):
    """A list of problems, a line and its buttons each; hidden while there is none."""

    show_wanted = pyqtSignal(object)
    fix_wanted = pyqtSignal(list)

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._problems: list[Problem] = []
        self._titles: dict[str, str] = {}
        self._lines: list[ProblemLine] = []
        self._heading = Words("", self)
        self._fix_all = QPushButton(self)
        self._fix_all.clicked.connect(lambda: self.fix_wanted.emit(self.fixable()))
        self._more = QPushButton(self)
        self._more.setFlat(True)
        self._more.clicked.connect(self._add_lines)
        self._inside = QWidget(self)
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addWidget(self._more)
        self._column.addStretch(1)
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self._inside)
        top = QHBoxLayout()
        top.addWidget(self._heading, 1)
        top.addWidget(self._fix_all)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(top)
        outer.addWidget(self._area, 1)
        self.setVisible(False)

    def show_problems(self, problems: list[Problem], titles: dict[str, str]) -> None:
        """Replace the list; ``titles`` are those of the layers."""
        if (problems, titles) == (self._problems, self._titles):
            return
        self._problems, self._titles = problems, titles
        for line in self._lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = []
        self._heading.setText(tr("%n value(s) against the rules, to mend before the commit", n=len(problems)))
        fixable = len(self.fixable())
        self._fix_all.setText(tr("Fix all %n", n=fixable))
        self._fix_all.setVisible(fixable > 1)
        self._add_lines()
        self.setVisible(bool(problems))

    def problems(self) -> list[Problem]:
        """What is listed, all of it."""
        return self._problems

    def lines(self) -> list[ProblemLine]:
        """The lines made so far."""
        return self._lines

    def fixable(self) -> list[Problem]:
        """Problems whose mend is known."""
        return [one for one in self._problems if one["fix"]]

    def _add_lines(self) -> None:
        start = len(self._lines)
        for number, one in enumerate(self._problems[start : start + _AT_ONCE]):
            line = ProblemLine(one, self._heading_of(start + number), self._inside)
            line.show_wanted.connect(self.show_wanted)
            line.fix_wanted.connect(lambda which: self.fix_wanted.emit([which]))
            self._lines.append(line)
            self._column.insertWidget(len(self._lines) - 1, line)
        rest = len(self._problems) - len(self._lines)
        self._more.setText(tr("%n more", n=rest))
        self._more.setVisible(rest > 0)

    def sizeHint(self) -> QSize:
        """As high as the problems, but leaving most of the panel to the tree."""
        wanted = self._heading.sizeHint().height() + self._inside.sizeHint().height() + 12
        return QSize(200, min(wanted, _HEIGHT))

    def _heading_of(self, place: int) -> str:
        """Layer and feature, where they differ from those of the problem before."""
        one = self._problems[place]
        before = self._problems[place - 1] if place else None
        if before is not None and (before["layer"], before["uid"]) == (one["layer"], one["uid"]):
            return ""
        return f"{self._titles.get(one['layer'], one['layer'])} · {one['label'] or '…' + one['uid'][-8:]}"


class ProblemLine(QFrame):
    """One problem: what is wrong, a button that shows it and one that mends it; above the first problem of
    a feature, which feature it is."""

    show_wanted = pyqtSignal(object)
    fix_wanted = pyqtSignal(object)

    def __init__(self, problem: Problem, heading: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.problem = problem
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 2, 2, 2)
        column.setSpacing(2)
        if heading:
            where = Words(heading, self)
            bold = where.font()
            bold.setBold(True)
            where.setFont(bold)
            column.addWidget(where)
        row = QHBoxLayout()
        row.addWidget(Words(problem["text"], self), 1)
        self.show_button = QToolButton(self)
        self.show_button.setIcon(QgsApplication.getThemeIcon("/mActionZoomToSelected.svg"))
        self.show_button.setToolTip(tr("Show"))
        self.show_button.setAutoRaise(True)
        self.show_button.clicked.connect(lambda: self.show_wanted.emit(self.problem))
        row.addWidget(self.show_button, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)
        self.fix_button: QPushButton | None = None
        if problem["fix"]:
            self.fix_button = QPushButton(problem["fix"]["label"], self)
            self.fix_button.setToolTip(tr("Writes this value into the workspace."))
            self.fix_button.clicked.connect(lambda: self.fix_wanted.emit(self.problem))
            column.addWidget(self.fix_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.setObjectName("problem")
        self.setStyleSheet("#problem { border: none; border-left: 3px solid #D55E00; }")
