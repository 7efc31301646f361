"""Checking layers out of a registry into a workspace."""

from __future__ import annotations

import json
import math
import os
import sqlite3
import struct
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...model.definition import Definition
from ...model.errors import FileExists, RegistryError, UnknownFeature, UsageError
from ...model.geometry import envelope, is_gpkg, register_functions
from ..asof import AsOf, Box, checked_box
from ..boxes import Boxes
from ..clock import now
from ..commits import LayerVersion, commit_at, layer_at, layers_at
from ..files import attached, heed, readable_errors, transaction
from ..geopackage import create_system_tables, index_name, set_extent
from ..identity import is_uid, quoted
from ..layout import open_expressions
from ..ledger import Ledger
from ..rtree import pack
from ..spec import resolve
from . import layout

if TYPE_CHECKING:
    from .opening import Workspace

Progress = Callable[[str, int, int], None]


def checkout(
    ledger: Ledger,
    path: str | os.PathLike[str],
    *,
    layers: Iterable[str] | None = None,
    version: str | int | None = None,
    box: Box | None = None,
    uids: Mapping[str, Iterable[str]] | None = None,
    area: str | None = None,
    language: str = "en",
    overwrite: bool = False,
    progress: Progress | None = None,
) -> Workspace:
    """Write a workspace: a GeoPackage that any GIS edits, to be committed back.

    Parameters
    ----------
    layers : names; all if None
    box : only features whose bounding box meets (min x, min y, max x, max y); layers without geometry whole
    uids : for each layer, only these features (the caller applied a polygon)
    area : GeoJSON text of the polygon the caller applied, kept for later updates; its bounding box is the
        box, if none is given
    language : of titles, forms and value lists (``en``, ``ru``, ``kk``)
    progress : called with (layer, done layers, all layers)

    Raises
    ------
    FileExists, UnknownLayer, UnknownVersion, DiskFull
    """
    from .opening import Workspace

    target = Path(path)
    if target.exists() and not overwrite:
        raise FileExists(path=target, mend=", or update it with `registry update`")
    if not target.parent.is_dir():
        raise RegistryError(f"{target.parent} is no folder; make it first")
    if target.exists() and target.samefile(ledger.path):
        raise FileExists(path=target, mend=": it is the registry itself")
    if box is None and area is not None:
        box = _bounds(area)
    aside = target.with_name(f".{target.name}.{os.getpid()}.new")
    aside.unlink(missing_ok=True)
    try:
        with readable_errors(target):
            handle = sqlite3.connect(aside.absolute().as_uri(), uri=True, isolation_level=None)
            try:
                handle.execute("PRAGMA synchronous = OFF")  # the file counts only once renamed, after fsync
                handle.execute("PRAGMA cache_size = -64000")
                register_functions(handle)
                heed(handle)
                _fill(handle, ledger, layers, version, box, uids, area, language, progress)
            finally:
                handle.close()
        _flush(aside)
        for suffix in ("-journal", "-wal", "-shm"):  # of a file that is overwritten: they would fit no other
            target.with_name(target.name + suffix).unlink(missing_ok=True)
        os.replace(aside, target)
    finally:
        aside.unlink(missing_ok=True)
    return Workspace.open(target)


def _bounds(area: str) -> Box:
    """Bounding box of a GeoJSON text, geometry or feature or several."""
    xs: list[float] = []
    ys: list[float] = []

    def visit(part: Any) -> None:
        if isinstance(part, dict):
            for key in ("coordinates", "geometry", "geometries", "features"):
                visit(part.get(key))
        elif isinstance(part, list) and part and isinstance(part[0], (int, float)):
            xs.append(part[0])
            ys.append(part[1])
        elif isinstance(part, list):
            for one in part:
                visit(one)

    try:
        visit(json.loads(area))
        return checked_box((min(xs), min(ys), max(xs), max(ys)))
    except (ValueError, IndexError, TypeError):
        raise UsageError("the area is no GeoJSON with coordinates; give a polygon") from None


def _flush(path: Path) -> None:
    with open(path, "rb+") as file:
        os.fsync(file.fileno())


def _fill(
    handle: sqlite3.Connection,
    ledger: Ledger,
    layers: Iterable[str] | None,
    version: str | int | None,
    box: Box | None,
    uids: Mapping[str, Iterable[str]] | None,
    area: str | None,
    language: str,
    progress: Progress | None,
) -> None:
    from ..field_domains import write_domains
    from ..layer_styles import write_styles

    with attached(handle, ledger.path, "ledger"), transaction(handle, "EXCLUSIVE"):
        revision = resolve(handle, version, ledger.timezone)
        known = layers_at(handle, revision)
        wanted = list(known) if layers is None else list(dict.fromkeys(layers))
        chosen = [layer_at(handle, name, revision) for name in wanted]
        create_system_tables(handle)
        layout.create_tables(handle)
        for done, one in enumerate(chosen):
            if progress:
                progress(one.definition.name, done, len(chosen))
            _fill_layer(handle, one, revision, box, None if uids is None else uids.get(one.definition.name))
            layout.register_layer(handle, one.definition, language)
        definitions = [one.definition for one in chosen]
        write_styles(handle, definitions, language)
        write_domains(handle, definitions, language)
        commit = commit_at(handle, revision)
        handle.executemany(
            "INSERT INTO registry_workspace VALUES (?, ?)",
            [
                ("format", str(layout.FORMAT)),
                ("registry_id", ledger.registry_id),
                ("registry", str(ledger.path.absolute())),
                ("revision", str(revision)),
                ("digest", commit.digest),
                ("box", json.dumps(box) if box else None),
                ("area", area),
                ("language", language),
                ("created", now()),
            ],
        )
        for one in chosen:
            set_extent(handle, one.definition.name, _extent(handle, one.definition))
    if progress:
        progress("", len(chosen), len(chosen))


def _fill_layer(
    handle: sqlite3.Connection, one: LayerVersion, revision: int, box: Box | None, uids: Iterable[str] | None
) -> None:
    definition = one.definition
    fill_layer(handle, one, revision, box, uids)
    partial = uids is not None or (box is not None and definition.geometry is not None)
    if partial:
        handle.execute(
            f"INSERT INTO registry_given SELECT ?, uid FROM main.{quoted(definition.name)}",  # nosec B608
            (definition.name,),
        )
    handle.execute(
        "INSERT INTO registry_layers VALUES (?, ?, ?)",
        (definition.name, definition.canonical(), int(not partial)),
    )


def fill_layer(
    handle: sqlite3.Connection, one: LayerVersion, revision: int, box: Box | None, uids: Iterable[str] | None
) -> None:
    """Make a layer's tables and fill them from the registry, attached as ``ledger``."""
    definition = one.definition
    layout.create_layer_table(handle, definition)
    chosen = AsOf(definition, one.columns, revision)
    condition = chosen.condition + chosen.within(box)
    if uids is not None:
        handle.execute("CREATE TEMP TABLE chosen__ (uid BLOB PRIMARY KEY) WITHOUT ROWID")
        handle.executemany(
            "INSERT OR IGNORE INTO chosen__ VALUES (?)",
            ((_uid(definition.name, uid),) for uid in uids),
        )
        condition += " AND uid IN (SELECT uid FROM chosen__)"
    geom = "geom, " if definition.geometry else ""
    names = "".join(f", {quoted(name)}" for name in definition.names)
    fields = "".join(f", {one}" for one in open_expressions(definition, one.columns))
    handle.execute(
        f"INSERT INTO main.{quoted(definition.name)} ({geom}uid{names}) SELECT {geom}lower(hex(uid)){fields}"
        f" FROM ledger.{quoted(chosen.table)} WHERE {condition} ORDER BY fid"  # nosec B608
    )
    if uids is not None:
        handle.execute("DROP TABLE chosen__")
    fill_index(handle, definition)
    layout.index_and_watch(handle, definition)


def _uid(layer: str, uid: str) -> bytes:
    if not is_uid(uid):
        raise UnknownFeature(layer=layer, uid=uid, problem="; a uid is 32 hex digits")
    return bytes.fromhex(uid)


def fill_index(handle: sqlite3.Connection, definition: Definition, *, tolerant: bool = False) -> None:
    """Build the rtree of a layer's table in one go; ``tolerant`` leaves out what is no geometry."""
    if definition.geometry is None:
        return
    layout.create_empty_index(handle, definition)
    boxes = Boxes()
    rows = f"main.{quoted(definition.name)} WHERE geom IS NOT NULL"
    cursor = handle.execute(f"SELECT fid, geom FROM {rows}")  # nosec B608
    while batch := cursor.fetchmany(5000):
        boxes.add([row for row in batch if _has_box(row[1])] if tolerant else batch)
    if len(boxes):
        pack(handle, index_name(definition.name), boxes)


def _has_box(blob: object) -> bool:
    try:
        sides = envelope(blob) if isinstance(blob, bytes) and is_gpkg(blob) else None
    except (ValueError, struct.error):
        return False
    return (
        sides is not None and all(map(math.isfinite, sides)) and sides[0] <= sides[2] and sides[1] <= sides[3]
    )


def _extent(handle: sqlite3.Connection, definition: Definition) -> tuple[float, float, float, float] | None:
    if definition.geometry is None:
        return None
    index = quoted(index_name(definition.name))
    sides = f"SELECT min(minx), min(miny), max(maxx), max(maxy) FROM {index}"  # nosec B608
    row = handle.execute(sides).fetchone()
    return None if row[0] is None else row
