"""The events of a registry measured anew, where their roads were realigned between two versions.

What becomes of each is told first and done after, in one commit: *stay*, *move* or *retire*, as
:mod:`.realignment` says. A part that keeps its place on its own is a feature of its own; what is retired
leaves the layer, and its history stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from ..model.errors import UsageError
from ..versions.identity import new_uids
from ..versions.ledger import Commit, Ledger, VersionSpec
from .arrays import Ints
from .dividing import DONE, divided
from .errors import Finding
from .events import usable
from .network import Rows, network
from .realignment import Change, preview
from .routes import RouteSet

#: What leaves an event as it is in the registry.
AS_IT_IS = ("unchanged", "stays", "lost")


def event_layers(ledger: Ledger, revision: VersionSpec = None) -> list[str]:
    """Layers of events on routes."""
    layers = ledger.layers(revision)
    return [name for name, one in layers.items() if one.linear and one.linear.kind == "event"]


def remeasured(
    ledger: Ledger, layer: str, older: VersionSpec, newer: VersionSpec, behaviour: str
) -> tuple[list[Change], list[Finding]]:
    """What becomes of the events of a layer by the roads of a newer version.

    Raises
    ------
    UsageError
        Another behaviour, or a layer of no events.
    UnknownLayer, UnknownVersion
    """
    rows = Rows.read(ledger, layer, newer)
    linear = rows.definition.linear
    if linear is None or linear.kind != "event":
        known = ", ".join(event_layers(ledger, newer)) or "none"
        raise UsageError(f"layer {layer} has no events on routes; choose of: {known}")
    roads = network(ledger, older), network(ledger, newer)
    names = roads[0].meant(rows.texts(linear.route))
    uids = np.array(rows.uids, dtype=object)
    start = rows.metres(linear.start)
    end = start if linear.end is None else rows.metres(linear.end)
    side = np.array([one or "both" for one in rows.texts("carriageway").tolist()], dtype=object)
    changes: list[Change] = []
    findings: list[Finding] = []
    for carriageway in sorted(set(side.tolist())):
        these = np.flatnonzero(side == carriageway)
        old, new = (one.side(carriageway) for one in roads)
        number = old.index(names[these])
        # A road that was renumbered goes on under the name that has the old one as an alias.
        old = replace(old, names=tuple(roads[1].aliases.route(name) for name in old.names))
        if linear.end is None:
            kept = np.flatnonzero((number >= 0) & np.isfinite(start[these]))
            route, span = number[kept], np.column_stack([start[these][kept]] * 2).astype(np.int64)
        else:
            events = usable(names[these], number, start[these], end[these], layer=layer, uids=uids[these])
            kept, route, span = events.row, events.route, events.span
            findings += events.findings
        told = preview(old, new, route, span, behaviour, uids=uids[these][kept], layer=layer)
        finished = _finished(rows, these[kept], old, new, route, behaviour)
        changes += [_with_finished(one, finished) for one in told.changes]
        findings += told.findings
    return changes, findings


def _finished(
    rows: Rows, which: Ints, old: RouteSet, new: RouteSet, route: Ints, behaviour: str
) -> dict[str, tuple[tuple[int, int], ...]]:
    """By uid where the finished parts of works come to lie; of some rows, on their routes."""
    if not set(DONE) <= set(rows.columns):
        return {}
    span = np.column_stack([rows.metres(one)[which] for one in DONE])
    some = np.flatnonzero(np.isfinite(span).all(axis=1) & (span[:, 0] < span[:, 1]))
    uids = np.array(rows.uids, dtype=object)[which[some]]
    told = preview(old, new, route[some], span[some].astype(np.int64), behaviour, uids=uids)
    return {one.uid: () if one.action == "lost" else one.after for one in told.changes}


def _with_finished(change: Change, finished: dict[str, tuple[tuple[int, int], ...]]) -> Change:
    """A change that says too which of each part is finished."""
    if change.uid not in finished:
        return change
    within: list[tuple[int, int] | None] = []
    for low, high in change.after:
        both = [(max(a, low), min(b, high)) for a, b in finished[change.uid] if a < high and b > low]
        within.append((min(a for a, _ in both), max(b for _, b in both)) if both else None)
    return change._replace(finished=tuple(within))


def carried_out(
    ledger: Ledger,
    changes: Iterable[tuple[str, Sequence[Change]]],
    *,
    author: str,
    author_source: str,
    message: str,
) -> Commit | None:
    """Commit new kilometres; None if nothing changes.

    Parameters
    ----------
    changes : of each layer, as :func:`remeasured` told them of the newest version
    """
    with ledger.writing(author=author, author_source=author_source, message=message) as work:
        for layer, some in changes:
            wanted = {one.uid: one for one in some if one.action not in AS_IT_IS}
            gone = [bytes.fromhex(uid) for uid, one in wanted.items() if not one.after]
            if gone:
                work.delete(layer, gone)
            work.put(layer, _rows(ledger, layer, {uid: one for uid, one in wanted.items() if one.after}))
    done: Commit | None = work.commit
    return done


def _rows(ledger: Ledger, layer: str, wanted: dict[str, Change]) -> list[tuple[Any, ...]]:
    """Stored rows with their new kilometres; of a split event the first part keeps its identity, and all
    divide what belongs to the whole (see :mod:`.dividing`)."""
    definition = ledger.definition(layer)
    found: list[tuple[Any, ...]] = []
    if not wanted:
        return []
    for row in ledger.rows(layer, uids=list(wanted), opened=False):
        change = wanted[row[0]]
        identities = [bytes.fromhex(row[0]), *new_uids(len(change.after) - 1)]
        for uid, new in zip(identities, divided(definition, row, change), strict=True):
            found.append((uid, *new[1:]))
    return found
