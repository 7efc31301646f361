"""Undoing edits that are not committed: all, a layer's, or one feature's."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from ...model.definition import Definition
from ...model.errors import RegistryError, UidChanged, UnknownFeature
from ..ledger import Ledger
from .columns import is_broken
from .conflicts import drop_conflicts
from .edits import applying, clear_before, raw_edits, stored_row, write_row
from .opening import Workspace
from .overwritten import adopt
from .pending import recover
from .refill import refill

_BATCH = 200


class CommitUnderWay(RegistryError):
    """A commit was cut off, and only the registry knows whether it landed."""

    sentence = (
        "a commit of {path} was cut off; bring {registry} within reach first, which knows whether it landed"
    )
    exit_code = 75


def discard(
    workspace: Workspace,
    ledger: Ledger | None = None,
    *,
    layers: Iterable[str] | None = None,
    uids: Iterable[str] | None = None,
) -> int:
    """Put features back as they were checked out; returns how many.

    Parameters
    ----------
    ledger : needed only where a commit was cut off, a layer was overwritten or its table changed
    uids : only these features (beginnings of uids will do)

    Raises
    ------
    UnknownLayer, UnknownFeature (nothing edited here has that uid), CommitUnderWay
    """
    if ledger is not None:
        recover(workspace, ledger)
    facts = workspace.facts()
    if facts.pending is not None:
        raise CommitUnderWay(path=workspace.path, registry=facts.registry)
    chosen = [facts.layer(name) for name in layers] if layers is not None else list(facts.layers.values())
    done = 0
    if ledger is not None:
        with workspace.reading() as handle:
            broken = [one.name for one in chosen if is_broken(handle, one.definition)]
        if broken and uids is None:
            done = refill(workspace, ledger, broken)
        for one in chosen:
            try:
                adopt(workspace, ledger, [one.name])
            except UidChanged:
                if uids is not None:
                    raise
                done += refill(workspace, ledger, [one.name])
    wanted = None if uids is None else [uid.lower() for uid in uids]
    with workspace.editing([one.name for one in chosen]) as handle:
        targets = {one.name: _targets(handle, one.definition, wanted) for one in chosen}
        for uid in wanted or ():
            if not any(found.startswith(uid) for part in targets.values() for found in part):
                raise UnknownFeature(layer=", ".join(targets), uid=uid, problem=" with edits here")
        for one in chosen:
            done += _put_back(handle, one.definition, targets[one.name])
    return done


def _targets(handle: sqlite3.Connection, definition: Definition, wanted: list[str] | None) -> list[str]:
    edited = [uid for uid, _, _ in raw_edits(handle, definition)]
    return edited if wanted is None else [uid for uid in edited if any(uid.startswith(one) for one in wanted)]


def _put_back(handle: sqlite3.Connection, definition: Definition, uids: list[str]) -> int:
    done = 0
    for start in range(0, len(uids), _BATCH):
        with applying(handle):
            for uid, before, now in list(raw_edits(handle, definition, uids[start : start + _BATCH])):
                row = None if before is None else stored_row(definition, uid, before)[0]
                write_row(handle, definition, uid, row)
                clear_before(handle, definition, uid)
                drop_conflicts(handle, definition.name, uid)
                done += before is not None or now is not None
    return done
