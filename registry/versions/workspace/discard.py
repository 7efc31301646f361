"""Undoing edits that are not committed: all, a layer's, or one feature's."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from ...model.definition import Definition
from ...model.errors import RegistryError, UidChanged, UnknownFeature
from ..ledger import Ledger
from .columns import is_broken
from .conflicts import drop_conflicts
from .edits import clear_before, raw_edits, stored_row, write_row
from .opening import Workspace
from .overwritten import adopt
from .pending import recover
from .refill import refill
from .slices import in_slices


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
        known = {uid for part in targets.values() for uid in part}
        for uid in wanted or ():
            if uid not in known and not any(found.startswith(uid) for found in known):
                raise UnknownFeature(layer=", ".join(targets), uid=uid, problem=" with edits here")
        for one in chosen:
            done += _put_back(handle, one.definition, targets[one.name])
    return done


def _targets(handle: sqlite3.Connection, definition: Definition, wanted: list[str] | None) -> list[str]:
    edited = [uid for uid, _, _ in raw_edits(handle, definition)]
    if wanted is None:
        return edited
    # Thousands of whole uids are looked up; only beginnings of uids have to be tried one by one.
    whole, beginnings = {uid for uid in wanted if len(uid) == 32}, [uid for uid in wanted if len(uid) < 32]
    return [uid for uid in edited if uid in whole or any(uid.startswith(one) for one in beginnings)]


def _put_back(handle: sqlite3.Connection, definition: Definition, uids: list[str]) -> int:
    done = 0

    def put_back(some: Sequence[str]) -> None:
        nonlocal done
        for uid, before, now in list(raw_edits(handle, definition, some)):
            row = None if before is None else stored_row(definition, uid, before)[0]
            write_row(handle, definition, uid, row)
            clear_before(handle, definition, uid)
            drop_conflicts(handle, definition.name, uid)
            done += before is not None or now is not None

    in_slices(handle, uids, put_back)
    return done
