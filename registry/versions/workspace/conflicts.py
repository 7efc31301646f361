"""Conflicts: kept in the workspace with base, ours and theirs until someone decides.

Meanwhile ours stays in the layer and theirs is the feature's pre-image, so neither side can be lost.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from ...model.definition import Definition
from ...model.errors import RegistryError, UsageError
from ...model.fieldchecks import FieldCheck, Refused
from ...model.fieldtypes import stored
from ...model.geojson import from_geojson
from ..changes import shown
from ..identity import quoted
from .edits import Row, clear_before, raw_edits, stored_row, writable, write_row
from .merge import Merged
from .opening import Workspace, read_facts
from .slices import in_slices


class UnknownConflict(RegistryError):
    """No open conflict fits."""

    sentence = "no open conflict {wanted}; `registry conflicts` lists them"
    exit_code = 64


@dataclass(frozen=True)
class Conflict:
    """One open conflict.

    ``column`` is None where a whole feature is in question (deleted on one side); then ``base``, ``ours``
    and ``theirs`` are dictionaries of open values, or None for the side that deleted it. Geometries are
    GeoPackage blobs, in dictionaries as hex text.
    """

    number: int
    layer: str
    uid: str
    kind: str
    column: str | None
    base: Any
    ours: Any
    theirs: Any
    revision: int

    @property
    def sentence(self) -> str:
        """What happened, in words."""
        if self.kind == "deleted_here":
            return "deleted here, changed in the registry"
        if self.kind == "deleted_there":
            return "changed here, deleted in the registry"
        if self.kind == "both_inserted":
            return "added here, and in the registry with another value"
        return "changed here and in the registry"


def add_conflicts(
    handle: sqlite3.Connection,
    definition: Definition,
    uid: str,
    outcome: Merged,
    base: Row | None,
    ours: Row | None,
    theirs: Row | None,
    revision: int,
) -> None:
    """Record what a merge left open; earlier conflicts of the feature that still stand keep their base."""
    recorded = handle.execute(
        "SELECT column_name, base FROM registry_conflicts WHERE layer = ? AND uid = ?", (definition.name, uid)
    )
    former: dict[str | None, Any] = dict(recorded.fetchall())
    drop_conflicts(handle, definition.name, uid)
    insert = "INSERT INTO registry_conflicts VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?)"
    if outcome.kind is not None and (ours is None or theirs is None):
        sides = [
            former.get(None) or _as_text(definition, base),
            *(_as_text(definition, one) for one in (ours, theirs)),
        ]
        handle.execute(insert, (definition.name, uid, outcome.kind, None, *sides, revision))
    if ours is None or theirs is None or outcome.row is None:
        return
    kind = outcome.kind or "both_changed"
    for place, name in enumerate(("geom", *definition.names)):
        standing = name in former and outcome.row[place] != theirs[place]
        if place in outcome.conflicts or standing:
            was = former[name] if standing else None if base is None else base[place]
            values = (was, *(writable(side[place]) for side in (outcome.row, theirs)))
            handle.execute(insert, (definition.name, uid, kind, name, *values, revision))


def _as_text(definition: Definition, row: Row | None) -> str | None:
    if row is None:
        return None
    names, kinds = ("geom", *definition.names), ("geom", *(one.type for one in definition.fields))
    values = {name: shown(kind, writable(value)) for name, kind, value in zip(names, kinds, row, strict=True)}
    return json.dumps(
        {name: value.hex() if isinstance(value, bytes) else value for name, value in values.items()},
        ensure_ascii=False,
    )


def drop_conflicts(handle: sqlite3.Connection, layer: str, uid: str) -> None:
    """Forget a feature's conflicts."""
    handle.execute("DELETE FROM registry_conflicts WHERE layer = ? AND uid = ?", (layer, uid))


def count_conflicts(handle: sqlite3.Connection) -> int:
    """How many conflicts are open."""
    (count,) = handle.execute("SELECT count(*) FROM registry_conflicts").fetchone()
    return int(count)


def open_conflicts(workspace: Workspace, *, layer: str | None = None) -> list[Conflict]:
    """The open conflicts, in the order they arose. ``ours`` is the value that stands in the layer now."""
    with workspace.reading() as handle:
        layers = read_facts(handle, workspace.path).layers
        found = []
        for row in handle.execute("SELECT * FROM registry_conflicts ORDER BY number").fetchall():
            number, name, uid, kind, column, base, ours, theirs, revision = row
            if (layer is not None and name != layer) or name not in layers:
                continue
            definition = layers[name].definition
            if column is None:
                base, ours, theirs = (
                    None if side is None else json.loads(side) for side in (base, ours, theirs)
                )
            else:
                ours = _standing(handle, definition, uid, column, ours)
                base, ours, theirs = (_opened(definition, column, side) for side in (base, ours, theirs))
            found.append(Conflict(number, name, uid, kind, column, base, ours, theirs, revision))
        return found


def _standing(
    handle: sqlite3.Connection, definition: Definition, uid: str, column: str, recorded: Any
) -> Any:
    row = handle.execute(
        f"SELECT {quoted(column)} FROM {quoted(definition.name)} WHERE uid = ?",  # nosec B608
        (uid,),
    ).fetchone()
    if row is None or column == "geom":
        return recorded if row is None else row[0]
    try:
        return stored(definition.by_name[column].type, row[0])
    except ValueError:
        return row[0]


def _opened(definition: Definition, column: str, value: Any) -> Any:
    return value if column == "geom" else shown(definition.by_name[column].type, value)


def resolve_conflicts(
    workspace: Workspace,
    choice: str,
    *,
    numbers: Iterable[int] | None = None,
    layer: str | None = None,
    uid: str | None = None,
    column: str | None = None,
    value: Any = None,
) -> list[Conflict]:
    """Decide open conflicts, one or many.

    Parameters
    ----------
    choice : ``ours``, ``theirs``, or ``value`` (then ``value`` goes into the column)
    numbers, layer, uid, column : which; all given must fit (``uid`` may be its beginning)

    Returns
    -------
    The conflicts decided.

    Raises
    ------
    UnknownConflict, UsageError, ValueError (a value the field refuses)
    """
    if choice not in ("ours", "theirs", "value"):
        raise UsageError(f"a conflict is resolved with ours, theirs or a value, not {choice!r}")
    wanted = None if numbers is None else set(numbers)
    chosen = [
        one for one in open_conflicts(workspace, layer=layer)
        if (wanted is None or one.number in wanted)
        and (uid is None or one.uid.startswith(uid.lower()))
        and (column is None or one.column == column)
    ]  # fmt: skip
    missing = (wanted or set()) - {one.number for one in chosen}
    if missing or not chosen:
        what = f"numbered {', '.join(map(str, sorted(missing)))}" if missing else "fits"
        raise UnknownConflict(wanted=what)
    if choice == "value" and any(one.column is None for one in chosen):
        raise UsageError("a deleted feature cannot be resolved with a value; choose ours or theirs")
    with workspace.editing() as handle:
        layers = read_facts(handle, workspace.path).layers

        def decide(some: Sequence[Conflict]) -> None:
            for one in some:
                _decide(handle, layers[one.layer].definition, one, choice, value)

        in_slices(handle, chosen, decide)
    return chosen


def _decide(
    handle: sqlite3.Connection, definition: Definition, one: Conflict, choice: str, value: Any
) -> None:
    handle.execute("DELETE FROM registry_conflicts WHERE number = ?", (one.number,))
    if choice == "ours":
        return
    found = list(raw_edits(handle, definition, [one.uid]))
    if not found:
        return
    before, now = (None if row is None else stored_row(definition, one.uid, row)[0] for row in found[0][1:])
    if one.column is None or (now is None and choice == "theirs"):
        write_row(handle, definition, one.uid, before)
        clear_before(handle, definition, one.uid)
        return
    if now is None:
        raise UsageError(f"feature {one.uid} is deleted here; choose ours or theirs")
    place = ("geom", *definition.names).index(one.column)
    theirs = before[place] if before is not None else None
    merged = _with(now, place, theirs if choice == "theirs" else _value(definition, one.column, value))
    write_row(handle, definition, one.uid, merged)
    if merged == before:
        clear_before(handle, definition, one.uid)


def _with(row: Sequence[Any], place: int, value: Any) -> Row:
    return (*row[:place], value, *row[place + 1 :])


def _value(definition: Definition, column: str, value: Any) -> Any:
    try:
        if column == "geom":
            if definition.geometry is None:
                return None
            mapping = json.loads(value) if isinstance(value, str) else value
            return from_geojson(mapping, definition.geometry)
        return FieldCheck(definition.field_named(column)).stored(value)
    except Refused as refused:
        raise UsageError(f"{column} = {value!r}: {refused.fault.rule}") from None
    except ValueError as error:
        raise UsageError(f"{column} = {value!r}: {error}") from None
