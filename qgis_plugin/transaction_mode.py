"""Projects in automatic transaction mode: named, with the mend.

Such a project keeps one database transaction open from the first edit to the save, and with it the lock of
the workspace: nothing can be committed or updated meanwhile.
"""

from qgis.core import QgsProject

from . import messages
from .compat import end_automatic_transactions, transaction_mode_is_automatic
from .language import tr


def is_automatic():
    return transaction_mode_is_automatic(QgsProject.instance())


def edited(session, path):
    """Layers of a workspace that are being edited."""
    return [one for one in session.layers_of(path).values() if one.isEditable()]


def holds_lock(session, path):
    """Whether QGIS itself holds the lock of a workspace, by a project in automatic transaction mode."""
    return is_automatic() and bool(edited(session, path))


def warn(session, path):
    """Say what the mode does, with the button that mends it."""
    text = tr(
        "This project is in automatic transaction mode, which locks the workspace as long as a layer is "
        "edited: save or stop editing before you commit or update."
    )
    mend = None
    if edited(session, path):
        mend = (tr("Save and stop editing"), lambda: save(session, path))
    else:
        mend = (tr("Switch the mode off"), lambda: end_automatic_transactions(QgsProject.instance()))
    messages.show_warning(session.iface, text, mend)


def save(session, path):
    for layer in edited(session, path):
        if not layer.commitChanges():
            session.error("; ".join(layer.commitErrors()))
            return
    session.done(tr("The edits are saved; the workspace is no longer locked."))
