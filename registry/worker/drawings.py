"""Drawings of events made anew, and km posts tried on a road."""

from __future__ import annotations

import time
from typing import Any

from ..model.errors import UsageError
from ..model.geojson import from_geojson
from ..roads.plain import PlainRoute
from ..roads.stretch import on_map
from ..versions.files import transaction
from ..versions.identity import quoted
from .asking import author_named, registry_at, workspace_at
from .degrees import drawing
from .edits import PAUSE
from .events import compared, event_tables
from .job import Job
from .kilometres import NotAKilometre, metres_of
from .network import NoSuchRoute, network
from .operations import full_operation, operation
from .sections import Table
from .shapes import commit_told

_AT_ONCE = 100


@operation
def redraw_events(job: Job, workspace: str, layers: list[str] | None = None) -> dict[str, Any]:
    """Draw events of a workspace along their roads again where they no longer follow their kilometres; an
    edit like any other."""
    work = workspace_at(workspace)
    found = network(None, workspace)
    drawn = 0
    for table in event_tables(workspace, layers):
        definition = table.definition
        assert definition.linear is not None  # nosec B101
        assert definition.geometry is not None  # nosec B101
        linear = definition.linear
        names = (linear.route, linear.start, linear.end or linear.start, "carriageway")
        with work.reading() as handle:
            rows = handle.execute(table.select(names)).fetchall()
        fresh = []
        for done, (number, blob, name, start, end, side) in enumerate(rows):
            job.progress(done / len(rows), definition.name)
            low, high = table.metres(start), table.metres(end)
            try:
                route = found.route(name, side if side in ("left", "right") else "both")
            except NoSuchRoute:
                continue
            if low is None or high is None:
                continue
            if compared(route, blob, low, high, linear.end is None) in ("stale", "missing"):
                shape = _shape(route, table, low, high)
                if shape is not None:
                    fresh.append((shape, number))
        with work.editing([definition.name]) as handle:
            for place in range(0, len(fresh), _AT_ONCE):
                job.checkpoint()
                time.sleep(PAUSE)
                with transaction(handle):
                    handle.executemany(
                        f"UPDATE {quoted(definition.name)} SET geom = ? WHERE rowid = ?",  # nosec B608
                        fresh[place : place + _AT_ONCE],
                    )
        drawn += len(fresh)
    return {"drawn": drawn, "commit": None}


def _shape(route: PlainRoute, table: Table, low: float, high: float) -> bytes | None:
    geometry, linear = table.definition.geometry, table.definition.linear
    assert geometry is not None  # nosec B101
    assert linear is not None  # nosec B101
    if linear.end is None:
        point = route.drawn(route.along_at(low))
        return from_geojson({"type": "Point", "coordinates": list(point)}, geometry)
    return drawing(on_map(route, low, high).lines, geometry)


@full_operation("roads")
def refresh_drawings(
    job: Job,
    registry: str | None = None,
    workspace: str | None = None,
    layers: list[str] | None = None,
    author: str | None = None,
    author_source: str = "given",
) -> dict[str, Any]:
    """Draw events along their roads again: in a registry as a commit, in a workspace as edits."""
    if workspace is not None:
        return redraw_events(job, workspace, layers)
    if registry is None or author is None:
        raise UsageError("name a registry and an author, or a workspace")
    from ..roads.drawing import drawings
    from ..roads.network import network as whole_network

    ledger = registry_at(registry)
    head = ledger.head()
    known = ledger.layers()
    chosen = [
        name
        for name, one in known.items()
        if one.linear is not None
        and one.linear.kind == "event"
        and one.geometry is not None
        and (layers is None or name in layers)
    ]
    roads = whole_network(ledger, head.revision)
    fresh: dict[str, dict[str, bytes]] = {}
    notes = []
    for done, name in enumerate(chosen):
        job.progress(done / len(chosen), name)
        made = drawings(ledger, name, head.revision, roads=roads)
        fresh[name] = dict(made.stale())
        notes += [one.sentence for one in made.findings]
    with ledger.writing(
        author=author_named(author), author_source=author_source, message="Refresh the drawings of events",
        expected=head.revision,
    ) as work:  # fmt: skip
        for name, shapes in fresh.items():
            rows = ledger.rows(name, head.revision, uids=shapes, opened=False)
            work.put(name, [(bytes.fromhex(uid), shapes[uid], *values) for uid, _, *values in rows])
    commit = None
    if work.commit is not None:
        with ledger.reading() as handle:
            commit = commit_told(handle, work.commit, ledger.timezone)
    return {"drawn": sum(map(len, fresh.values())), "commit": commit, "notes": notes[:100]}


@full_operation("roads")
def calibrate(
    job: Job, registry: str, route_id: str, posts: list[dict[str, Any]], version: str | int | None = None
) -> dict[str, Any]:
    """Try km posts on a road: which fit, and by how much; nothing is written.

    Each post has ``x`` and ``y`` in WGS 84 and ``measure``, ``12+500`` or metres.
    """
    import math

    import numpy as np

    from ..roads.calibration import CODES
    from ..roads.calibration import calibrate as fitted
    from ..roads.network import network as whole_network

    ledger = registry_at(registry)
    roads = whole_network(ledger, version)
    routes, route_id = roads.sides["both"], roads.aliases.route(route_id)
    index = int(routes.index(np.array([route_id], dtype=object))[0])
    if index < 0:
        raise NoSuchRoute(route=route_id)
    measures = [_measure(one.get("measure")) for one in posts]
    places = [[_number(one.get("x")), _number(one.get("y"))] for one in posts]
    found = fitted(
        routes, np.full(len(posts), index), np.array(measures, dtype=float),
        np.array(places, dtype=float).reshape(-1, 2), names=np.array([route_id] * len(posts), dtype=object),
    )  # fmt: skip

    def metres(value: float) -> float | None:
        return None if math.isnan(value) else float(value)

    told = [
        {
            "status": CODES[status],
            "off_m": metres(off),
            "left_out_m": metres(left),
            "along_m": metres(along),
        }
        for status, off, left, along in zip(
            found.status.tolist(), found.residuals.off.tolist(), found.residuals.left_out.tolist(),
            found.along.tolist(), strict=True,
        )
    ]  # fmt: skip
    used = [one for one in told if one["status"] == "used"]
    return {
        "posts": told,
        "used": len(used),
        "largest_m": max((abs(float(one["left_out_m"] or 0.0)) for one in used), default=0.0),
        "notes": [one.sentence for one in found.findings],
    }


def _measure(value: Any) -> float:
    if value in (None, ""):
        return float("nan")
    try:
        return metres_of(value)
    except (NotAKilometre, TypeError, ValueError):
        return float("nan")


def _number(value: Any) -> float:
    return float(value) if isinstance(value, (int, float)) else float("nan")
