"""Values, identities and times as people read them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .output import one_line

if TYPE_CHECKING:
    from ..model.definition import Definition, Field
    from ..versions.ledger import Commit

#: Digits of an identity that tables show: its last ones, since those made together begin alike.
DIGITS = 8


def short_uid(uid: str | None) -> str:
    """``…e5872293``; every command takes it where it takes a feature.

    >>> short_uid("0000000000000000000000012dd72293")
    '…2dd72293'
    """
    return "" if not uid else f"…{uid[-DIGITS:]}"


def shown_value(field: Field | None, value: Any) -> str:
    """An open value: a measure as ``513+850``, nothing as ``null``, a geometry described."""
    if value is None:
        return "null"
    if field is not None and field.type == "measure" and isinstance(value, (int, float)):
        from ..model.chainage import written

        return written(round(value * 1000))
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, bytes):
        return shown_geometry(value)
    if isinstance(value, float):
        return f"{value:.15g}"
    if isinstance(value, (tuple, list)):
        return ", ".join(shown_value(None, one) for one in value)
    return one_line(value) if value != "" else "''"


def shown_column(definition: Definition, name: str, value: Any) -> str:
    """The open value of a column, ``geom`` among them."""
    return shown_value(definition.by_name.get(name), value)


def shown_geometry(blob: bytes) -> str:
    """What a geometry blob is: kind and vertices."""
    from ..model.geometry import describe

    try:
        return describe(blob)
    except ValueError as error:
        return f"no readable geometry ({error})"


def label_of(definition: Definition, row: Any) -> str:
    """What people call a feature: the value of the label field, else the natural key.

    ``row`` is a stored row ``(geometry, values...)``.
    """
    from ..model.fieldtypes import opened

    if row is None:
        return ""
    known = dict(zip(definition.names, row[1:], strict=True))
    names = [definition.label] if definition.label else []
    if not names or known.get(names[0]) in (None, ""):
        names = list(definition.key)
    parts = []
    for name in names:
        if known.get(name) not in (None, ""):
            field = definition.by_name[name]
            try:
                parts.append(shown_value(field, opened(field.type, known[name])))
            except TypeError:
                parts.append(one_line(known[name]))
    return " ".join(parts)


def near(path: Path | str) -> str:
    """A path as short as it can be said from the current folder."""
    whole, here = os.path.abspath(path), os.path.join(os.getcwd(), "")
    return whole.removeprefix(here) if whole.startswith(here) else str(path)


def commit_facts(commit: Commit | None) -> dict[str, Any] | None:
    """A commit as scripts read it."""
    if commit is None:
        return None
    return {
        "revision": commit.revision,
        "commit_id": commit.commit_id,
        "time": commit.time,
        "author": commit.author,
        "author_source": commit.author_source,
        "message": commit.message,
        "digest": commit.digest,
    }


def counts_text(inserted: int, updated: int, deleted: int) -> str:
    """``1 added, 3 changed``; only what there is."""
    parts = [(inserted, "added"), (updated, "changed"), (deleted, "deleted")]
    return ", ".join(f"{number:,} {word}" for number, word in parts if number)


def counts_facts(inserted: int, updated: int, deleted: int) -> dict[str, int]:
    """The same for scripts."""
    return {"inserted": inserted, "updated": updated, "deleted": deleted}
