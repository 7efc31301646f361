"""The message bar, in plain words: what happened, and the mend as a button."""

from qgis.core import Qgis, QgsMessageLog
from qgis.PyQt.QtWidgets import QPushButton

from .language import tr

LOG = "Infra Registry"
_SECONDS = 6


def show_error(iface, error, mend=None):
    """One sentence that stays until it is closed; ``mend`` is (text of a button, what it does).

    What the worker wrote about an unforeseen error goes to the log, never into the sentence.
    """
    fields = getattr(error, "fields", {})
    if fields.get("trace"):
        log(str(fields["trace"]), Qgis.MessageLevel.Critical)
    level = Qgis.MessageLevel.Critical
    if getattr(error, "code", "") in ("Cancelled", "LocalChanges", "ConflictsOpen", "FileLocked"):
        level = Qgis.MessageLevel.Warning
    _show(iface, str(error), level, 0, mend)


def show_warning(iface, text, mend=None):
    """Something the user should know of, with its mend."""
    _show(iface, text, Qgis.MessageLevel.Warning, 0, mend)


def show_done(iface, text):
    """What was done; goes by itself."""
    _show(iface, text, Qgis.MessageLevel.Success, _SECONDS, None)


def log(text, level=Qgis.MessageLevel.Info):
    """A line in the log panel, under the plugin's own tab."""
    QgsMessageLog.logMessage(text, LOG, level, notifyUser=False)


def _show(iface, text, level, seconds, mend):
    log(text, level)
    bar = iface.messageBar() if iface is not None else None
    if bar is None:
        return
    for shown in bar.items():
        if shown.text() == text:  # said once is enough: several panels may meet one error
            bar.popWidget(shown)
    item = bar.createMessage(tr("Infra Registry"), text)
    if mend is not None:
        caption, do = mend
        button = QPushButton(caption, item)

        def pressed():
            bar.popWidget(item)
            do()

        button.clicked.connect(pressed)
        item.layout().addWidget(button)
    bar.pushWidget(item, level, seconds)
