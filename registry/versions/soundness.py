"""What a sound layer of a ledger looks like: checks of one layer, for :mod:`.verify`.

Digests cover values. What stands around the values is checked here: the bookkeeping of row versions, the
headers of geometry blobs, where each field lives, the seals, the views and the spatial index.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from ..model.blob import make_blob, parsed
from ..model.definition import Geometry
from ..model.geometry import canonical, envelope, wkb
from ..model.wkb import POINT, extremes
from .boxes import Box, around
from .commits import LayerVersion
from .identity import quoted
from .layout import Columns, columns_from_json, indexed_through, rows_table, rtree_of, views
from .measures import Measuring, measured_through, measures_seals, wrong_measures
from .seals import Seal, rows_seals, statement, table_seals


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong: where, and what."""

    where: str
    problem: str

    def sentence(self) -> str:
        return f"{self.where}: {self.problem}"


def layer_findings(
    handle: sqlite3.Connection, one: LayerVersion, measuring: Measuring | None = None
) -> Iterator[Finding]:
    """Everything that is wrong with a layer but for its digests."""
    name = one.definition.name
    yield from _seals(handle, f"layer {name}", rows_seals(handle, name, rows_table(name)))
    yield from _views(handle, one)
    yield from _places(handle, name)
    yield from _bookkeeping(handle, name)
    if one.definition.geometry is not None:
        yield from _index(handle, name, one.definition.geometry)
        if measured_through(handle, name) is not None:
            yield from _seals(handle, f"layer {name}", measures_seals(name))
        for where, problem in wrong_measures(handle, one.definition, measuring):
            yield Finding(where, problem)


def table_findings(handle: sqlite3.Connection) -> Iterator[Finding]:
    """Seals of the registry's own tables that are gone or altered."""
    return _seals(handle, "registry", table_seals())


def _seals(handle: sqlite3.Connection, where: str, seals: list[Seal]) -> Iterator[Finding]:
    standing = dict(handle.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
    for name, text in seals:
        if standing.get(name) != statement(name, text):
            yield Finding(where, f"the seal {name} is gone or altered")


def _views(handle: sqlite3.Connection, one: LayerVersion) -> Iterator[Finding]:
    standing = dict(handle.execute("SELECT name, sql FROM sqlite_master WHERE type = 'view'"))
    for name, text in views(one.definition, one.columns).items():
        if standing.get(name) != text:
            yield Finding(f"layer {one.definition.name}", f"the view {name} is gone or altered")


def _places(handle: sqlite3.Connection, layer: str) -> Iterator[Finding]:
    """A field's column must be for ever its own, whatever the field was called and of what type."""
    owners: dict[str, tuple[int, str]] = {}
    former: Columns = {}
    for revision, text in handle.execute(
        "SELECT revision, columns FROM registry_definitions WHERE layer = ? ORDER BY revision", (layer,)
    ).fetchall():
        columns = columns_from_json(text)
        before = {one.number: one.physical for one in former.values()}
        for name, one in columns.items():
            known = before.get(one.number, one.physical)
            taken = [owners.setdefault(column, (one.number, kind)) for column, kind in one.physical]
            if (
                taken != [(one.number, kind) for _, kind in one.physical]
                or one.physical[-len(known) :] != known
            ):
                yield Finding(f"layer {layer} at revision {revision}", f"the column of {name} is another's")
        former = columns


def _bookkeeping(handle: sqlite3.Connection, name: str) -> Iterator[Finding]:
    """Versions of one feature must follow each other, one current at most, inside their commits' ranges."""
    table = quoted(rows_table(name))
    checks = {
        "lies outside the rows its commit recorded": f"SELECT r.uid FROM {table} AS r"  # nosec B608
        " LEFT JOIN registry_changes AS c ON c.layer = :layer AND c.revision = r.from_rev"
        " WHERE c.first_fid IS NULL OR r.fid NOT BETWEEN c.first_fid AND c.last_fid LIMIT 5",
        "is closed by a commit that did not touch the layer": f"SELECT r.uid FROM {table} AS r"  # nosec B608
        " WHERE to_rev IS NOT NULL AND NOT EXISTS (SELECT 1 FROM registry_changes AS c WHERE c.layer = :layer"
        " AND c.revision = r.to_rev) LIMIT 5",
        "has versions that overlap or a gap that no commit made": "SELECT uid FROM (SELECT uid, from_rev,"
        " lag(to_rev) OVER (PARTITION BY uid ORDER BY from_rev) AS ended, lag(fid) OVER (PARTITION BY uid"
        f" ORDER BY from_rev) AS former FROM {table}) WHERE former IS NOT NULL"  # nosec B608
        " AND (ended IS NULL OR ended > from_rev) LIMIT 5",
    }
    for problem, sql in checks.items():
        for (uid,) in handle.execute(sql, {"layer": name}).fetchall():
            yield Finding(f"layer {name} feature {uid.hex()}", problem)
    for revision, inserted, updated, deleted, opened, closed in handle.execute(
        "SELECT c.revision, inserted, updated, deleted,"  # nosec B608
        f" (SELECT count(*) FROM {table} AS r WHERE r.fid BETWEEN c.first_fid AND c.last_fid),"
        f" (SELECT count(*) FROM {table} AS r WHERE r.to_rev = c.revision)"
        " FROM registry_changes AS c WHERE layer = ?",
        (name,),
    ):
        if opened != inserted + updated or closed != updated + deleted:
            yield Finding(f"revision {revision}", f"its counts for layer {name} do not match the rows")


def _index(handle: sqlite3.Connection, name: str, geometry: Geometry) -> Iterator[Finding]:
    """Blob headers, the spatial index, and the extent that each commit recorded."""
    table, index = quoted(rows_table(name)), rtree_of(name)
    (verdict,) = handle.execute("SELECT rtreecheck(?)", (index,)).fetchone()
    if verdict != "ok":
        yield Finding(f"layer {name}", f"its spatial index is damaged ({verdict.splitlines()[0]})")
        return
    (indexed,) = handle.execute(f"SELECT count(*) FROM {quoted(index)}").fetchone()  # nosec B608
    (through,) = handle.execute(indexed_through(name)).fetchone()
    drawn = 0
    extents: dict[int | None, Box | None] = {}
    for fid, first, last, geom, *box in handle.execute(
        f"SELECT r.fid, r.from_rev, r.to_rev, r.geom, x.minx, x.miny, x.maxx, x.maxy FROM {table} AS r"
        f" LEFT JOIN {quoted(index)} AS x ON x.id = r.fid WHERE r.geom IS NOT NULL"  # nosec B608
    ):
        where = f"layer {name} row version {fid}"
        if not _plain_header(geom, geometry):
            yield Finding(where, "the header of its geometry does not fit the geometry")
            return
        sides = envelope(geom)
        if sides is None:
            continue
        drawn += fid <= through
        if fid <= through and (box[0] is None or not _covers(box, sides)):
            yield Finding(where, "its spatial index does not fit its geometry")
            return
        for revision in (first, last):
            extents[revision] = around((extents.get(revision), sides))
    if indexed != drawn:
        yield Finding(f"layer {name}", f"its spatial index holds {indexed} entries for {drawn} geometries")
    for revision, *recorded in handle.execute(
        "SELECT revision, min_x, min_y, max_x, max_y FROM registry_changes WHERE layer = ?", (name,)
    ):
        if tuple(recorded) != (extents.get(revision) or (None,) * 4):
            yield Finding(f"revision {revision}", f"its extent of layer {name} does not match the rows")


def _plain_header(blob: bytes, geometry: Geometry) -> bool:
    """Whether a blob is exactly what its WKB makes, for digests do not cover the header."""
    with suppress(ValueError):
        if canonical(blob, geometry) == blob:
            return True
    found = parsed(blob)  # as an earlier definition of the layer wanted it
    box = None if found.kind == POINT else extremes(found.parts)
    return make_blob(wkb(blob), geometry.srs_id, box) == blob


def _covers(box: list[float], sides: Box) -> bool:
    """Whether a box of 32-bit floats is a geometry's own, rounded outwards."""
    slack = [abs(side) * 2.0**-21 + 1e-37 for side in sides]
    low = all(0 <= sides[at] - box[at] <= slack[at] for at in (0, 1))
    return low and all(0 <= box[at] - sides[at] <= slack[at] for at in (2, 3))
