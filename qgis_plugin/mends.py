"""What a button beside an error can do about it, for errors that any panel may meet."""

from . import transaction_mode
from .language import tr

#: Errors of the worker as a program, which the settings mend.
_OF_THE_PROGRAM = {"OldPython", "NoPython", "WorkerNotStarted", "WorkerVersion"}


def mend_for(session, error):
    """(text of a button, what it does), None where there is nothing to press."""
    code = getattr(error, "code", "")
    if code in _OF_THE_PROGRAM:
        return tr("Settings…"), session.show_settings
    if code == "UnknownOperation" and session.client.mode == "core":
        return tr("Set up the environment…"), session.show_settings
    if code == "FileLocked" and session.workspace and transaction_mode.holds_lock(session, session.workspace):
        return tr("Save and stop editing"), lambda: transaction_mode.save(session, session.workspace)
    return None
