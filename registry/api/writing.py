"""Writing a data frame back into a registry as a commit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ..model.definition import Definition
from ..model.errors import InvalidRows, UnknownField, UsageError
from ..model.fieldtypes import opened
from ..model.values import Problem, RowCheck
from ..versions.identity import is_uid, new_uids
from ..versions.ledger import Commit, Ledger

if TYPE_CHECKING:
    import pandas

Row = tuple[Any, ...]


def write_frame(
    ledger: Ledger,
    layer: str,
    frame: pandas.DataFrame,
    *,
    message: str,
    author: str,
    author_source: str = "given",
    time: str | None = None,
    delete_missing: bool = False,
) -> Commit | None:
    """See :meth:`registry.api.Registry.write`."""
    head = ledger.head().revision
    definition = ledger.definition(layer, head)
    given, fresh = _uids(frame)
    geometry_name = getattr(frame, "_geometry_column_name", None)
    names = [str(name) for name in frame.columns if name not in ("uid", geometry_name)]
    for name in names:
        definition.field_named(name)
    uids = given or []
    current = {row[0]: row[1:] for row in ledger.rows(layer, head, uids=(u for u in uids if u), opened=False)}
    geometries = _geometries(frame, definition, geometry_name)
    columns = {name: _plain(frame[name]) for name in names}
    rows, problems = [], []
    check = RowCheck(definition)
    for place, uid in enumerate(fresh):
        was = current.get(uid)
        values = [
            columns[one.name][place]
            if one.name in columns
            else one.default
            if was is None
            else opened(one.type, was[1 + index])
            for index, one in enumerate(definition.fields)
        ]
        geom = geometries[place] if geometries is not None else (was[0] if was else None)
        row, wrong = check.row(uid, geom, values)
        rows.append((bytes.fromhex(uid), *row[1:]))
        problems += wrong
    _refuse(problems)
    gone = []
    if delete_missing:
        kept = set(fresh)
        gone = [bytes.fromhex(row[0]) for row in ledger.rows(layer, head, opened=False) if row[0] not in kept]
    facts = {"author": author, "author_source": author_source, "time": time}
    with ledger.writing(message=message, expected=head, **facts) as work:
        work.put(layer, rows)
        work.delete(layer, gone)
    commit: Commit | None = work.commit
    return commit


def _refuse(problems: Sequence[Problem]) -> None:
    if problems:
        raise InvalidRows(problems)


def _uids(frame: pandas.DataFrame) -> tuple[list[str | None], list[str]]:
    """Identities as the frame gives them, and with new ones where it gives none.

    Raises
    ------
    UsageError
    """
    if "uid" in frame.columns:
        given = [None if value != value or value is None else str(value) for value in frame["uid"]]
    elif frame.index.name == "uid":
        given = [str(value) if is_uid(value) else None for value in frame.index]
    else:
        raise UsageError(
            "the frame has no uid: read it with reg.read(), keep its index, or give new rows uid = None"
        )
    for uid in given:
        if uid is not None and not is_uid(uid):
            raise UsageError(f"uid {uid!r} is not 32 lower-case hex digits; leave it empty for a new feature")
    known = [uid for uid in given if uid]
    if len(set(known)) != len(known):
        twice = next(uid for uid in known if known.count(uid) > 1)
        raise UsageError(f"feature {twice} stands twice in the frame; keep one of its rows")
    new = new_uids(len(given))
    return given, [uid or next(new).hex() for uid in given]


def _geometries(frame: Any, definition: Definition, name: str | None) -> list[bytes | None] | None:
    import shapely

    if name is None or name not in frame.columns:
        return None
    if definition.geometry is None:
        raise UnknownField(layer=definition.name, field=name, known=", ".join(definition.names))
    if frame.crs is None:
        raise UsageError(f"the frame has no CRS; set it with frame.set_crs({definition.geometry.crs!r})")
    if not frame.crs.equals(definition.geometry.crs, ignore_axis_order=True):
        frame = frame.to_crs(definition.geometry.crs)
    return list(shapely.to_wkb(frame.geometry.to_numpy(), flavor="iso"))


def _plain(series: pandas.Series[Any]) -> list[Any]:
    """Values as Python has them; whatever pandas calls missing is None."""
    missing = series.isna().to_numpy()
    return [
        None if gone else value.item() if hasattr(value, "item") else value
        for value, gone in zip(series.astype(object), missing, strict=True)
    ]
