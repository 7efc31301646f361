"""A commit under way, and what becomes of it after a cut-off.

Beginning a commit writes its id and raises the generation, nothing more: pre-images up to then belong to
the commit, later edits make newer ones, whose rows are exactly what was sent. Ending it moves ``settled``
up. A commit that never landed just stops being pending: the older pre-image of a feature counts.
"""

from __future__ import annotations

import sqlite3

from ..identity import quoted
from ..ledger import Ledger
from . import layout
from .edits import applying
from .opening import Workspace, read_facts, set_fact

_AT_ONCE = 2000


def begin(handle: sqlite3.Connection, commit_id: str) -> int:
    """Start a commit; returns the generation of the pre-images it takes."""
    with applying(handle):
        (generation,) = handle.execute("SELECT generation FROM registry_state").fetchone()
        handle.execute("UPDATE registry_state SET generation = generation + 1")
        set_fact(handle, "pending", commit_id)
        set_fact(handle, "pending_generation", str(generation))
    return int(generation)


def abandon(handle: sqlite3.Connection) -> None:
    """The commit did not land: every edit counts again as before."""
    with applying(handle):
        set_fact(handle, "pending", None)
        set_fact(handle, "pending_generation", None)


def settle(handle: sqlite3.Connection, revision: int, digest: str, given: dict[str, list[str]]) -> None:
    """The commit landed: what it took is history, and the workspace stands on its revision."""
    with applying(handle):
        (generation,) = handle.execute(
            "SELECT CAST(value AS INTEGER) FROM registry_workspace WHERE name = 'pending_generation'"
        ).fetchone()
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
        with applying(handle):
            unswept = _sweep_some(handle)


def _sweep_some(handle: sqlite3.Connection) -> bool:
    """Clear away settled pre-images, so many that no other program waits; True if some are left."""
    for (layer,) in handle.execute("SELECT layer FROM registry_layers").fetchall():
        table = quoted(layout.before_table(layer))
        done = handle.execute(
            f"DELETE FROM {table} WHERE (uid, generation) IN (SELECT uid, generation FROM {table}"
            f" WHERE generation <= (SELECT settled FROM registry_state) LIMIT {_AT_ONCE})"
        )
        if done.rowcount == _AT_ONCE:
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
    with workspace.editing(check_layers=False) as handle:
        if read_facts(handle, workspace.path).pending != facts.pending:
            return False  # another program recovered it meanwhile
        if landed is None:
            abandon(handle)
            return False
        given = {name: _inserted(handle, name) for name, one in facts.layers.items() if not one.complete}
        settle(handle, landed[0], landed[1], given)
    return True


def _inserted(handle: sqlite3.Connection, layer: str) -> list[str]:
    return [
        uid
        for (uid,) in handle.execute(
            f"SELECT DISTINCT uid FROM {quoted(layout.before_table(layer))} WHERE existed = 0"
            " AND generation > (SELECT settled FROM registry_state)"
        )
    ]
