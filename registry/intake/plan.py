"""What an import is going to do, decided before the first row: what feeds what, by what key, in which CRS."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..model.definition import Definition
from ..model.errors import UsageError
from ..model.fieldchecks import FieldCheck
from .cells import reader
from .errors import RequiredMissing, UnknownCrs, UnusableKey, UnusableMapping
from .folding import folded
from .headings import UID, ColumnMatch, currency_of, match_columns
from .mappings import recalled
from .sources import Batch, Source
from .transform import Box, Operation, crs_name, known_crs, layer_crs, operation

_HEX = frozenset("0123456789abcdef")


@dataclass
class Plan:
    """``fed`` says which column of the source each field takes; ``given`` are the same for all rows;
    ``currency`` goes to every row with a cost."""

    definition: Definition
    matches: list[ColumnMatch]
    fed: dict[str, int]
    given: dict[str, Any]
    key: tuple[str, ...]
    geometry: bool
    crs: str | None = None
    operation: Operation | None = None
    currency: str | None = None
    notes: list[str] = field(default_factory=list)

    @property
    def missing(self) -> list[str]:
        """Fields that nothing feeds."""
        named = {*self.fed, *self.given, *(("currency",) if self.currency else ())}
        return [name for name in self.definition.names if name not in named]

    def match_of(self, name: str) -> ColumnMatch:
        return next(match for match in self.matches if match.field == name)


def planned(
    source: Source,
    first: Batch,
    definition: Definition,
    registry: Path,
    *,
    mapping: Mapping[str, str | None] | None,
    constants: Mapping[str, Any] | None,
    key: Sequence[str] | str | None,
    crs: str | None,
    allow_ballpark: bool,
) -> Plan:
    """Decide everything that the first batch of a source allows to decide.

    Raises
    ------
    UnusableMapping, UnusableKey, RequiredMissing, UnknownCrs, BallparkTransformation, NoTransformation
    """
    given = _given(definition, constants or {})
    saved = recalled(registry, definition, source.columns)
    matches = match_columns(definition, source.columns, mapping, saved, _identity(source, first))
    matches = [match for match in matches if match.field not in given]
    notes: list[str] = []
    uid = next((match for match in matches if match.field == UID), None)
    if uid and uid.how == "name" and not _are_uids(first.columns[source.columns.index(uid.column)]):
        matches.remove(uid)
        notes.append(f"column {uid.column!r} does not hold the registry's identities and was left out")
        uid = None
    fed = {match.field: source.columns.index(match.column) for match in matches}
    plan = Plan(definition, matches, fed, given, _key(definition, fed, given, key), False, notes=notes)
    _currency(plan)
    _check_required(plan, source)
    _geometry(plan, source, first, crs, allow_ballpark)
    return plan


def _given(definition: Definition, constants: Mapping[str, Any]) -> dict[str, Any]:
    out = {}
    for name, value in constants.items():
        one = definition.field_named(name)
        try:
            out[name] = FieldCheck(one).stored(reader(one)(value))
        except ValueError as error:
            raise UnusableMapping(problem=f"{name} = {value!r} {error}", mend="give another value") from None
    return out


def _identity(source: Source, first: Batch) -> str | None:
    """The column ``id`` of a source without ``uid``, if it holds uids: so an exported GeoJSON has them."""
    if UID in (folded(name) for name in source.columns) or "id" not in source.columns:
        return None
    return "id" if _are_uids(first.columns[source.columns.index("id")]) else None


def _are_uids(column: Any) -> bool:
    cells = column if isinstance(column, list) else column.to_pylist()
    held = [cell for cell in cells if cell not in (None, "")]
    return bool(held) and all(uid_of(cell) is not None for cell in held)


def uid_of(cell: Any) -> bytes | None:
    """The identity that a cell holds: 32 hex digits, also with the hyphens of a UUID."""
    if not isinstance(cell, str):
        return None
    text = cell.strip().strip("{}").replace("-", "").lower()
    return bytes.fromhex(text) if len(text) == 32 and set(text) <= _HEX else None


def _key(
    definition: Definition, fed: Mapping[str, int], given: Mapping[str, Any], key: Sequence[str] | str | None
) -> tuple[str, ...]:
    if key is None:
        return (UID,) if UID in fed else ()
    names = tuple(name.strip() for name in (key.split(",") if isinstance(key, str) else key))
    for name in names:
        if name != UID:
            definition.field_named(name)
        if name not in fed and name not in given:
            mend = f"name its column with --map COLUMN={name}"
            raise UnusableKey(
                key=", ".join(names), problem=f"no column of the source gives {name}", mend=mend
            )
    if not names or len(set(names)) < len(names) or (UID in names and len(names) > 1):
        mend = f"name fields, such as --key {','.join(definition.key) or definition.names[0]}"
        raise UnusableKey(key=", ".join(names) or "(none)", problem="it is no set of fields", mend=mend)
    return names


def _currency(plan: Plan) -> None:
    """A heading such as "стоимость, тыс. тенге" tells the currency too, where no column does."""
    cost = next((match for match in plan.matches if match.field == "cost"), None)
    if cost and "currency" in plan.missing and "currency" in plan.definition.by_name:
        plan.currency = currency_of(cost.column)
        if plan.currency:
            plan.notes.append(f"currency = {plan.currency} comes from the heading {cost.column!r}")


def _check_required(plan: Plan, source: Source) -> None:
    """Without a key every row is new and needs every required field; updates keep what they have."""
    lacking = [
        one.name
        for one in plan.definition.fields
        if one.required and one.default is None and one.name not in plan.fed and one.name not in plan.given
    ]
    if lacking and not plan.key:
        known = ", ".join(source.columns) or "none"
        raise RequiredMissing(
            layer=plan.definition.name, fields=", ".join(lacking), path=source.path, known=known
        )


def _geometry(plan: Plan, source: Source, first: Batch, crs: str | None, allow_ballpark: bool) -> None:
    spec = plan.definition.geometry
    if spec is None:
        if source.has_geometry and not source.cells:
            plan.notes.append(
                f"layer {plan.definition.name} has no geometry: that of the source was left out"
            )
        return
    if not source.has_geometry:
        if spec.required and not plan.key:
            raise RequiredMissing(
                layer=plan.definition.name,
                fields="a geometry",
                path=source.path,
                known=", ".join(source.columns),
            )
        return
    plan.geometry = True
    said = crs or source.crs
    if not said and source.cells and UID in plan.fed:
        said = spec.crs  # its rows come from the registry, and so do their coordinates
        plan.notes.append(f"the geometry was read as {said}, the layer's own system; --crs says otherwise")
    if not said:
        if first.wkb is not None and first.wkb.null_count == len(first):
            return  # nothing to place; a later batch with geometry is refused row by row
        raise UnknownCrs(path=source.path, problem="it does not say its reference system")
    system = known_crs(said, source.path)
    plan.crs = crs_name(system)
    if crs and source.crs:
        declared = crs_name(known_crs(source.crs, source.path))
        if declared != plan.crs:
            plan.notes.append(f"the source says it is in {declared}; it was read as {plan.crs}, as asked")
    extent = source.extent or _extent(first)
    plan.operation = operation(system, layer_crs(spec.crs), extent, allow_ballpark)


def _extent(first: Batch) -> Box | None:
    """Box of the coordinates of a batch that are finite."""
    import numpy as np
    import shapely

    if first.wkb is None:
        return None
    shapes = shapely.from_wkb(first.wkb.to_numpy(zero_copy_only=False), on_invalid="ignore")
    points = shapely.get_coordinates(shapes)
    points = points[np.isfinite(points).all(axis=1)]
    if not len(points):
        return None
    (west, south), (east, north) = points.min(axis=0).tolist(), points.max(axis=0).tolist()
    return west, south, east, north


def check_arguments(on_bad_rows: str, message: str) -> None:
    """Refuse arguments that mean nothing.

    Raises
    ------
    UsageError
    """
    if on_bad_rows not in ("stop", "skip"):
        raise UsageError(f"on_bad_rows is {on_bad_rows!r}; it is stop or skip")
    if not message.strip():
        raise UsageError("the commit message is empty; say what is imported")
