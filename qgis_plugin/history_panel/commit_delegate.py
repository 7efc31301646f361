"""How a commit looks in the list: message and tags, who and when, what it did to which layers."""

from qgis.PyQt.QtCore import QRectF, QSize, Qt
from qgis.PyQt.QtGui import QColor, QFont, QFontMetrics, QPainter, QPalette
from qgis.PyQt.QtWidgets import QStyle, QStyledItemDelegate

from ..language import date_time, tr
from .commit_model import COMMIT, DID, message_of

_SIDE, _TOP, _GAP = 10, 7, 3
# New and old in the colours of the map, darker on white, lighter on black; what changed is both, so neither.
_SIGNS = (("+", "#b84f00"), ("~", None), ("−", "#005f99"))
_LIGHT_SIGNS = (("+", "#ff9d5c"), ("~", None), ("−", "#7cc4f4"))
_CHOSEN_SIGNS = (("+", None), ("~", None), ("−", None))


class CommitDelegate(QStyledItemDelegate):
    """Three lines a commit."""

    def sizeHint(self, option, index):
        height = QFontMetrics(option.font).height() + 2 * QFontMetrics(_smaller(option.font)).height()
        return QSize(120, height + 2 * _TOP + 2 * _GAP)

    def paint(self, painter, option, index):
        self.initStyleOption(option, index)
        commit, did = index.data(COMMIT), index.data(DID)
        option.text = ""
        widget = option.widget
        style = widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, widget)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        ink = option.palette.color(
            QPalette.ColorGroup.Active,
            QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.Text,
        )
        quiet = QColor(ink)
        quiet.setAlphaF(0.72 if chosen else 0.62)
        place = option.rect.adjusted(_SIDE, _TOP, -_SIDE, -_TOP)
        self._message(painter, place, option.font, ink, commit)
        small = _smaller(option.font)
        metrics = QFontMetrics(small)
        top = place.top() + QFontMetrics(option.font).height() + _GAP
        painter.setFont(small)
        painter.setPen(quiet)
        who = f"{commit['revision']} · {date_time(commit['local_time'])} · {commit['author']}"
        painter.drawText(
            place.left(),
            top + metrics.ascent(),
            metrics.elidedText(who, Qt.TextElideMode.ElideRight, place.width()),
        )
        top += metrics.height() + _GAP
        signs = _CHOSEN_SIGNS if chosen else _LIGHT_SIGNS if ink.lightness() > 128 else _SIGNS
        self._counts(painter, place, top + metrics.ascent(), metrics, (ink, quiet), signs, commit, did)
        if not chosen:
            line = QColor(ink)
            line.setAlphaF(0.10)
            painter.setPen(line)
            painter.drawLine(place.left(), option.rect.bottom(), place.right(), option.rect.bottom())
        painter.restore()

    def _message(self, painter, place, font, ink, commit):
        bold = QFont(font)
        bold.setWeight(QFont.Weight.DemiBold)
        metrics = QFontMetrics(bold)
        right = self._tags(painter, place, font, ink, commit)
        painter.setFont(bold)
        painter.setPen(ink)
        room = right - place.left()
        text = message_of(commit).splitlines()[0]
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        painter.drawText(place.left(), place.top() + metrics.ascent(), shown)

    def _tags(self, painter, place, font, ink, commit):
        """Tags as labels at the right; where they leave off."""
        right = place.right()
        small = _smaller(font)
        metrics = QFontMetrics(small)
        painter.setFont(small)
        for name in reversed((commit.get("tags") or [])[:2]):
            text = metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, place.width() // 3)
            width = metrics.horizontalAdvance(text) + 12
            box = QRectF(right - width, place.top(), width, metrics.height() + 2)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor("#f0e442"))
            painter.drawRoundedRect(box, 3, 3)
            painter.setPen(QColor("#1f2328"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
            right -= width + 4
        return right - 4

    def _counts(self, painter, place, base, metrics, inks, signs, commit, did):
        ink, quiet = inks
        x = place.left()
        definitions = commit.get("definitions") or []
        if not did:
            text = tr("%n layer(s) defined", n=len(definitions)) if definitions else tr("no layer changed")
            painter.drawText(x, base, metrics.elidedText(text, Qt.TextElideMode.ElideRight, place.width()))
            return
        for number, (title, *counts) in enumerate(did):
            written = [(sign + str(count), color) for (sign, color), count in zip(signs, counts) if count]
            needed = metrics.horizontalAdvance(f"{title} {' '.join(text for text, _ in written)}  ")
            if number and x + needed > place.right():
                painter.setPen(quiet)
                painter.drawText(x, base, f"+ {len(did) - number}…")
                return
            painter.setPen(quiet)
            title = metrics.elidedText(title, Qt.TextElideMode.ElideRight, max(place.width() // 2, 40))
            painter.drawText(x, base, title)
            x += metrics.horizontalAdvance(title + " ")
            for text, color in written:
                painter.setPen(QColor(color) if color else ink)
                painter.drawText(x, base, text)
                x += metrics.horizontalAdvance(text + " ")
            x += 8


def _smaller(font):
    made = QFont(font)
    if made.pointSizeF() > 0:
        made.setPointSizeF(max(made.pointSizeF() * 0.9, 7.0))
    return made
