"""Writing a workspace's layer again from the registry, where its table can no longer be used."""

from __future__ import annotations

from collections.abc import Sequence

from ..commits import layer_at
from ..files import attached, connection, transaction
from ..identity import quoted
from ..ledger import Ledger
from . import layout
from .checkout import fill_layer
from .edits import applying
from .opening import Workspace, read_facts
from .overwritten import bring_back_style, drop_layer
from .update import check_same_registry


def refill(workspace: Workspace, ledger: Ledger, names: Sequence[str]) -> int:
    """Make layers what they were at checkout, whatever became of their tables. Returns how many features.

    Raises
    ------
    OtherRegistry, UntrustedSchema
    """
    facts = workspace.facts()
    check_same_registry(workspace, ledger, facts)
    # ALTER TABLE rewrites the triggers on a table, and then they are nobody's: they go, and none is run.
    with connection(workspace.path, write=True, wait=workspace.wait) as handle, transaction(handle):
        for name in names:
            layout.unwatch(handle, facts.layers[name].definition)
    done = 0
    with workspace.editing(layers=()) as handle, attached(handle, ledger.path, "ledger"):
        facts = read_facts(handle, workspace.path)
        for name in names:
            one = layer_at(handle, name, facts.revision)
            uids = None
            if not facts.layers[name].complete:
                uids = [
                    uid
                    for (uid,) in handle.execute("SELECT uid FROM registry_given WHERE layer = ?", (name,))
                ]
            with applying(handle):
                drop_layer(handle, facts.layers[name].definition)
                fill_layer(handle, one, facts.revision, None, uids)
                layout.register_layer(handle, one.definition, facts.language)
                bring_back_style(handle, one.definition, facts.language)
                handle.execute("DELETE FROM registry_conflicts WHERE layer = ?", (name,))
                handle.execute(
                    "UPDATE registry_layers SET definition = ? WHERE layer = ?",
                    (one.definition.canonical(), name),
                )
                (count,) = handle.execute(f"SELECT count(*) FROM {quoted(name)}").fetchone()  # nosec B608
            done += count
    return done
