"""Values that break the rules of their layers, before the commit refuses them; each with its mend."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ..language import tr

_AT_ONCE = 30
_HEIGHT = 190

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
        self._heading = QLabel(self)
        self._heading.setWordWrap(True)
        self._fix_all = QPushButton(self)
        self._fix_all.clicked.connect(lambda: self.fix_wanted.emit(self.fixable()))
        self._more = QPushButton(self)
        self._more.setFlat(True)
        self._more.clicked.connect(self._add_lines)
        self._inside = QWidget(self)
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
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
        for one in self._problems[start : start + _AT_ONCE]:
            label = one["label"] or f"…{one['uid'][-8:]}"
            line = ProblemLine(one, self._titles.get(one["layer"], one["layer"]), label, self._inside)
            line.show_wanted.connect(self.show_wanted)
            line.fix_wanted.connect(lambda which: self.fix_wanted.emit([which]))
            self._lines.append(line)
            self._column.insertWidget(len(self._lines) - 1, line)
        rest = len(self._problems) - len(self._lines)
        self._more.setText(tr("%n more", n=rest))
        self._more.setVisible(rest > 0)
        self._inside.adjustSize()
        wanted = self._inside.sizeHint().height() + 4
        self._area.setFixedHeight(min(wanted, _HEIGHT))


class ProblemLine(QFrame):
    """One problem: where, what is wrong, a button that shows it and one that mends it."""

    show_wanted = pyqtSignal(object)
    fix_wanted = pyqtSignal(object)

    def __init__(self, problem: Problem, title: str, label: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.problem = problem
        where = QLabel(f"{title} · {label}", self)
        bold = where.font()
        bold.setBold(True)
        where.setFont(bold)
        what = QLabel(problem["text"], self)
        for words in (where, what):
            words.setTextFormat(Qt.TextFormat.PlainText)
            words.setWordWrap(True)
            words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.show_button = QPushButton(tr("Show"), self)
        self.show_button.setIcon(QgsApplication.getThemeIcon("/mActionZoomToSelected.svg"))
        self.show_button.clicked.connect(lambda: self.show_wanted.emit(self.problem))
        buttons = QHBoxLayout()
        buttons.addWidget(self.show_button)
        self.fix_button: QPushButton | None = None
        if problem["fix"]:
            self.fix_button = QPushButton(problem["fix"]["label"], self)
            self.fix_button.setToolTip(tr("Writes this value into the workspace."))
            self.fix_button.clicked.connect(lambda: self.fix_wanted.emit(self.problem))
            buttons.addWidget(self.fix_button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 4, 4, 4)
        column.setSpacing(2)
        column.addWidget(where)
        column.addWidget(what)
        column.addLayout(buttons)
        self.setObjectName("problem")
        self.setStyleSheet("#problem { border: none; border-left: 3px solid #D55E00; }")
