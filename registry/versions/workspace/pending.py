"""A commit under way, and what becomes of it after a cut-off.

Beginning a commit writes its id and raises the generation, nothing more: pre-images up to then belong to
the commit, later edits make newer ones, whose rows are exactly what was sent. Ending it moves ``settled``
up. A commit that never landed just stops being pending: the older pre-image of a feature counts.
"""

from __future__ import annotations

import sqlite3
import time

from ..identity import quoted
from ..ledger import Ledger
from . import layout
from .edits import applying
from .opening import Workspace, set_fact
from .slices import SLICE

#: Pre-images cleared away before the clock is looked at.
_AT_ONCE = 400
#: Seconds between two of them.
_PAUSE = 0.01


def begin(handle: sqlite3.Connection, commit_id: str) -> int:
    """Start a commit; returns the generation of the pre-images it takes."""
    with applying(handle):
        (generation,) = handle.execute("SELECT generation FROM registry_state").fetchone()
        handle.execute("UPDATE registry_state SET generation = generation + 1")
        set_fact(handle, "pending", commit_id)
        set_fact(handle, "pending_generation", str(generation))
    return int(generation)


def abandon(handle: sqlite3.Connection, commit_id: str) -> None:
    """The commit did not land: every edit counts again as before."""
    with applying(handle):
        if _pending_generation(handle, commit_id) is not None:
            set_fact(handle, "pending", None)
            set_fact(handle, "pending_generation", None)


def _pending_generation(handle: sqlite3.Connection, commit_id: str) -> int | None:
    """Generation of the commit under way, if it is this one.

    Another process may have taken it for cut off meanwhile, and begun its own; then there is nothing to do
    here, for its next update finds this commit in the registry and merges it.
    """
    facts = dict(
        handle.execute(
            "SELECT name, value FROM registry_workspace WHERE name IN ('pending', 'pending_generation')"
        )
    )
    return int(facts["pending_generation"]) if facts.get("pending") == commit_id else None


def settle(
    handle: sqlite3.Connection, commit_id: str, revision: int, digest: str, given: dict[str, list[str]]
) -> None:
    """The commit landed: what it took is history, and the workspace stands on its revision."""
    with applying(handle):
        generation = _pending_generation(handle, commit_id)
        if generation is None:
            return
        handle.execute("UPDATE registry_state SET settled = ?", (generation,))
        set_fact(handle, "revision", str(revision))
        set_fact(handle, "digest", digest)
        set_fact(handle, "pending", None)
        set_fact(handle, "pending_generation", None)
        for layer, uids in given.items():
            handle.executemany(
                "INSERT OR IGNORE INTO registry_given VALUES (?, ?)", [(layer, uid) for uid in uids]
            )
        unswept = _sweep_some(handle)
    while unswept:
        time.sleep(_PAUSE)  # for programs that wait to save
        with applying(handle):
            unswept = _sweep_some(handle)


def _sweep_some(handle: sqlite3.Connection) -> bool:
    """Clear away settled pre-images for a time that no other program notices; True if some are left."""
    began = time.monotonic()
    for (layer,) in handle.execute("SELECT layer FROM registry_layers").fetchall():
        table = quoted(layout.before_table(layer))
        sweep = (
            f"DELETE FROM {table} WHERE (uid, generation__) IN (SELECT uid, generation__ FROM {table}"
            f" WHERE generation__ <= (SELECT settled FROM registry_state) LIMIT {_AT_ONCE})"  # nosec B608
        )
        while handle.execute(sweep).rowcount == _AT_ONCE:
            if time.monotonic() - began > SLICE:
                return True
    return False


def recover(workspace: Workspace, ledger: Ledger) -> bool:
    """Finish or undo a commit that was cut off, by asking the registry whether it landed.

    Returns True if there was one that landed.
    """
    facts = workspace.facts()
    if facts.pending is None:
        return False
    from .update import check_same_registry

    check_same_registry(workspace, ledger, facts)
    with ledger.reading() as source:
        landed = source.execute(
            "SELECT revision, digest FROM registry_commits WHERE commit_id = ?", (facts.pending,)
        ).fetchone()
    with workspace.editing(layers=()) as handle:
        if landed is None:
            abandon(handle, facts.pending)
            return False
        given = {name: _inserted(handle, name) for name, one in facts.layers.items() if not one.complete}
        settle(handle, facts.pending, landed[0], landed[1], given)
    return True


def _inserted(handle: sqlite3.Connection, layer: str) -> list[str]:
    return [
        uid
        for (uid,) in handle.execute(
            f"SELECT DISTINCT uid FROM {quoted(layout.before_table(layer))} WHERE existed__ = 0"  # nosec B608
            " AND generation__ > (SELECT settled FROM registry_state)"
        )
    ]
