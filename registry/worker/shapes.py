"""What answers are made of: commits, changed features, layers, geometries."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Any

from ..model.definition import Definition, Field
from ..model.geometry import wkb
from ..model.showing import label_of, shown_value
from ..versions.changes import FeatureChange
from ..versions.clock import local
from ..versions.commits import Commit
from ..versions.history import LogEntry, entry_of

_KIND = {"insert": "added", "update": "changed", "delete": "deleted"}


def commit_shape(entry: LogEntry, timezone: str) -> dict[str, Any]:
    """A commit with what it did."""
    one = entry.commit
    return {
        "revision": one.revision,
        "commit_id": one.commit_id,
        "time": one.time,
        "local_time": local(one.time, timezone),
        "author": one.author,
        "author_source": one.author_source,
        "message": one.message,
        "digest": one.digest,
        "layers": [
            {"name": each.layer, "added": each.inserted, "changed": each.updated, "deleted": each.deleted}
            for each in entry.layers
        ],
        "definitions": list(entry.definitions),
        "tags": list(entry.tags),
    }


def commit_told(handle: sqlite3.Connection, commit: Commit, timezone: str) -> dict[str, Any]:
    """The same of a commit met on an open connection."""
    return commit_shape(entry_of(handle, commit), timezone)


def geometry_shape(blob: Any) -> str | None:
    """WKB in hex; None where there is no geometry, or bytes that are none."""
    if not isinstance(blob, bytes):
        return None
    try:
        return wkb(blob).hex()
    except ValueError:
        return None


def system_of(definition: Definition) -> str | None:
    """The reference system of a layer, None for one without geometry."""
    return None if definition.geometry is None else definition.geometry.crs


def layer_shape(definition: Definition) -> dict[str, Any]:
    """What a list of layers tells of each."""
    geometry, style = definition.geometry, definition.style
    return {
        "name": definition.name,
        "title": titles(definition.title, definition.name),
        "description": titles(definition.description, ""),
        "geometry": None if geometry is None else geometry.type,
        "crs": system_of(definition),
        "order": style.get("order"),
        "linear": None if definition.linear is None else definition.linear.kind,
    }


def titles(given: Mapping[str, str], otherwise: str) -> dict[str, str]:
    """A title in all three languages; English, else the name, where one is missing."""
    base = given.get("en") or otherwise
    return {language: given.get(language) or base for language in ("en", "ru", "kk")}


def field_title(definition: Definition, name: str) -> dict[str, str]:
    """Titles of a column, ``geom`` among them."""
    if name == "geom":
        return {"en": "Geometry", "ru": "Геометрия", "kk": "Геометрия"}
    field = definition.by_name.get(name)
    return titles(field.title if field else {}, name)


def open_value(change: FeatureChange, side: str, name: str) -> Any:
    """The open value of a column; what cannot be read as its type, as found."""
    row = change.before if side == "before" else change.after
    try:
        return change.value(side, name)
    except (TypeError, ValueError):
        return None if row is None else row[("geom", *change.definition.names).index(name)]


def change_shape(change: FeatureChange, language: str) -> dict[str, Any]:
    """A changed feature: each column that differs, old and new; all that have a value of one added or
    deleted. The geometry is asked for apart."""
    definition, columns = change.definition, change.columns
    fields = definition.by_name
    return {
        "layer": definition.name,
        "uid": change.uid,
        "kind": _KIND[change.kind],
        "label": label_of(definition, change.after or change.before, language),
        "columns": [_column(change, fields[name], language) for name in columns if name != "geom"],
        "geometry_changed": "geom" in columns,
    }


def _column(change: FeatureChange, field: Field, language: str) -> dict[str, Any]:
    old, new = (open_value(change, side, field.name) for side in ("before", "after"))
    return {
        "name": field.name,
        "title": titles(field.title, field.name),
        "old": old,
        "new": new,
        "shown_old": shown_value(field, old, language),
        "shown_new": shown_value(field, new, language),
    }


def change_geometry_shape(change: FeatureChange, language: str) -> dict[str, Any]:
    """The geometries of a changed feature."""
    return {
        "uid": change.uid,
        "kind": _KIND[change.kind],
        "label": label_of(change.definition, change.after or change.before, language),
        "old": geometry_shape(change.before[0]) if change.before else None,
        "new": geometry_shape(change.after[0]) if change.after else None,
    }
