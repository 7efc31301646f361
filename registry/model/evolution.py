"""From one definition of a layer to the next: what changes, and what would lose data.

History keeps every value, so dropping a field is legal, but it must be asked for. A tighter rule is legal
only if no row at head breaks it, which the caller counts. A rename is a new field with ``was`` set to the
old name; a ``was`` left over in the file after the rename means nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace

from .definition import Definition, Field, Geometry, Linear
from .fieldevolution import field_changes
from .rules import sql_expression
from .schemachanges import Judge, SchemaChange


def compare(
    old: Definition,
    new: Definition,
    *,
    drops: Collection[str] = (),
    allow_drop: bool = False,
    rows: int | None = None,
    in_use: Callable[[str, str | int], int] | None = None,
    violations: Callable[[str], int] | None = None,
) -> list[SchemaChange]:
    """What makes ``new`` of ``old``, in an order in which it can be done.

    Parameters
    ----------
    drops, allow_drop
        Names of fields that may be dropped, or leave to drop any.
    rows
        Rows at head; None if unknown, which counts as some.
    in_use
        How many rows at head have a value in a field (its old name, the open value); unasked, some.
    violations
        How many rows at head break the new definition's demands on a field (its new name; ``geom`` is the
        geometry, ``"rule km_order"`` a row rule); unasked, some.

    Returns
    -------
    list of SchemaChange
        Empty if the definitions are equal but for ``was``.

    Raises
    ------
    DestructiveDefinition
        For the first change that would lose data, or leave rows that break the definition.
    ValueError
        If the two are of different layers.

    Examples
    --------
    >>> old = Definition("roads", {"en": "Roads"}, (Field("lanes", "integer"),))
    >>> new = replace(old, fields=(Field("lane_count", "integer", was="lanes"), Field("iri", "real")))
    >>> [change.sentence for change in compare(old, new)]
    ['field lanes is renamed to lane_count', 'field iri (real) is added']
    """
    if old.name != new.name:
        raise ValueError(f"{old.name} and {new.name} are different layers")
    judge = Judge(new.name, drops, allow_drop, rows, in_use, violations)
    renames = _renames(judge, old, new)
    return [
        *_fields(judge, old, new, renames),
        *_geometry(judge, old.geometry, new.geometry),
        *_rules(judge, old, new, renames),
        *_layer(judge, old, new, renames),
    ]


def former_names(old: Definition, new: Definition) -> dict[str, str]:
    """Old names of the fields that go on, by new name; not of those that come new.

    >>> old = Definition("roads", {"en": "Roads"}, (Field("lane_count", "integer"),))
    >>> new = replace(old, fields=(Field("lane_count", "integer", was="lanes"), Field("iri", "real")))
    >>> former_names(old, new)
    {'lane_count': 'lane_count'}

    Raises
    ------
    DestructiveDefinition
        If ``was`` is contradictory.
    """
    renames = _renames(Judge(new.name), old, new)
    former = {renames.get(name, name): name for name in old.names}
    return {name: former[name] for name in new.names if name in former}


def _renames(judge: Judge, old: Definition, new: Definition) -> dict[str, str]:
    """New names by old names."""
    renames: dict[str, str] = {}
    for one in new.fields:
        if one.was is None:
            continue
        name, was = one.name, one.was
        here, there, goes_on = name in old.by_name, was in old.by_name, was in new.by_name
        if here and (goes_on or not there):
            continue  # left over from an earlier change
        if here:
            judge.refuse(f"field {was} cannot be renamed to {name}, which is a field", "choose a new name")
        if not there:
            mend = f"mend or remove was; fields: {', '.join(old.names)}"
            judge.refuse(f"field {name} says it was '{was}', which is no field", mend)
        if goes_on or was in renames:
            judge.refuse(f"field {name} says it was '{was}', which goes on or is named twice", "remove was")
        renames[was] = name
    return renames


def _fields(
    judge: Judge, old: Definition, new: Definition, renames: Mapping[str, str]
) -> Iterator[SchemaChange]:
    for before, after in renames.items():
        sentence = f"field {before} is renamed to {after}"
        yield judge.change("rename_field", after, before, after, sentence)
    stayed = {renames.get(one.name, one.name): one for one in old.fields}
    kept = [name for name in stayed if name in new.by_name]
    came = [name for name in new.names if name not in stayed]
    for name in came:
        yield _added(judge, new.by_name[name])
    for name in kept:
        yield from field_changes(judge, stayed[name], new.by_name[name])
    for name, one in stayed.items():
        if name not in new.by_name:
            yield _dropped(judge, one)
    if [*kept, *came] != list(new.names):
        yield judge.change("reorder", None, old.names, new.names, "fields change their order")


def _added(judge: Judge, one: Field) -> SchemaChange:
    if one.required and one.default is None and judge.rows != 0:
        problem = f"the new field {one.name} is required, and rows that are here have no value for it"
        judge.refuse(problem, "give it a default, or add it first and require it in a later change")
    sentence = f"field {one.name} ({one.type}) is added"
    return judge.change("add_field", one.name, None, replace(one, was=None), sentence)


def _dropped(judge: Judge, one: Field) -> SchemaChange:
    if not judge.allow_drop and one.name not in judge.drops:
        mend = (
            f'if it is renamed, say was = "{one.name}" in the new field; to drop it, say --allow-drop'
            " (its values stay in the history)"
        )
        judge.refuse(f"field {one.name} would be dropped", mend)
    return judge.change("drop_field", one.name, one, None, f"field {one.name} is dropped")


def _geometry(judge: Judge, old: Geometry | None, new: Geometry | None) -> Iterator[SchemaChange]:
    if old is None and new is not None:
        sentence = f"the layer gets a geometry ({new.type})"
        if new.required:
            judge.demand("geom", f"{sentence}, which is required")
        yield judge.change("add_geometry", "geom", None, new, sentence)
    if new is None and old is not None:
        judge.refuse("the geometry would be dropped", "make a new layer without geometry, and import there")
    if old is None or new is None:
        return
    if old.crs != new.crs:
        mend = "export the layer, and import it into a new layer of that CRS"
        judge.refuse(f"its CRS cannot change from {old.crs} to {new.crs}", mend)
    if old.type != new.type:
        if new.type != f"Multi{old.type}":
            mend = f"only {old.type.removeprefix('Multi')} can become a multi-part type; make a new layer"
            judge.refuse(f"its geometry cannot turn from {old.type} into {new.type}", mend)
        sentence = f"the geometry is promoted from {old.type} to {new.type}"
        yield judge.change("promote", "geom", old.type, new.type, sentence)
    if old.dimensions != new.dimensions:
        if not set(old.dimensions) <= set(new.dimensions):
            mend = "keep the dimensions, or make a new layer"
            judge.refuse(f"its geometry would lose a dimension ({old.dimensions} to {new.dimensions})", mend)
        sentence = f"the geometry goes from {old.dimensions} to {new.dimensions}"
        yield judge.change("widen_dimensions", "geom", old.dimensions, new.dimensions, sentence)
    yield from _grid(judge, old, new)
    if old.required != new.required:
        yield judge.limit("geom", "required", old.required, new.required, new.required)
    for key in ("unexpected", "curves", "overlaps"):
        one, other = getattr(old, key), getattr(new, key)
        if one != other:
            sentence = f"{key} of the geometry changes from {one} to {other}"
            yield judge.change("change_geometry", "geom", one, other, sentence)


def _grid(judge: Judge, old: Geometry, new: Geometry) -> Iterator[SchemaChange]:
    for key, used in (("precision", True), ("z_precision", old.has_z), ("m_precision", old.has_m)):
        one, other = getattr(old, key), getattr(new, key)
        if other < one and used:
            mend = "keep the precision, or make a new layer"
            judge.refuse(f"its {key} would shrink from {one} to {other} digits", mend)
        if one != other:
            sentence = f"the {key} of the geometry changes from {one} to {other} digits"
            yield judge.change("refine", "geom", one, other, sentence)


def _rules(
    judge: Judge, old: Definition, new: Definition, renames: Mapping[str, str]
) -> Iterator[SchemaChange]:
    was, now = ({rule.name: rule for rule in layer.rules} for layer in (old, new))
    for name, rule in now.items():
        if name not in was:
            sentence = f"the rule {name} ({rule.expression}) is added"
            judge.demand(f"rule {name}", sentence)
            yield judge.change("add_rule", f"rule {name}", None, rule, sentence)
            continue
        before = was[name]
        if before.expression != rule.expression:
            sentence = f"the rule {name} changes from {before.expression} to {rule.expression}"
            if sql_expression(before.expression, renames) != sql_expression(rule.expression):
                judge.demand(f"rule {name}", sentence)
            yield judge.change("change_rule", f"rule {name}", before, rule, sentence)
        if before.message != rule.message:
            sentence = f"the message of the rule {name} changes"
            yield judge.change("retitle", f"rule {name}", before.message, rule.message, sentence)
    for name, rule in was.items():
        if name not in now:
            yield judge.change("drop_rule", f"rule {name}", rule, None, f"the rule {name} is dropped")
    arrived = [*(name for name in was if name in now), *(name for name in now if name not in was)]
    if arrived != list(now):
        yield judge.change("reorder", None, tuple(was), tuple(now), "rules change their order")


def _layer(
    judge: Judge, old: Definition, new: Definition, renames: Mapping[str, str]
) -> Iterator[SchemaChange]:
    def current(name: str | None) -> str | None:
        return None if name is None else renames.get(name, name)

    linear = old.linear
    if linear is not None:
        route, start = current(linear.route) or "", current(linear.start) or ""
        linear = Linear(linear.kind, route, start, current(linear.end))
    roles = (
        ("key", tuple(current(name) for name in old.key), new.key),
        ("label", current(old.label), new.label),
        ("region", current(old.region), new.region),
        ("linear", linear, new.linear),
    )
    for role, before, after in roles:
        if before != after:
            yield judge.change("change_role", None, before, after, f"the {role} of the layer changes")
    for key in ("title", "description"):
        if getattr(old, key) != getattr(new, key):
            sentence = f"the {key} of the layer changes"
            yield judge.change("retitle", None, getattr(old, key), getattr(new, key), sentence)
    if old.style != new.style:
        yield judge.change("restyle", None, old.style, new.style, "the style of the layer changes")
