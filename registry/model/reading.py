"""Layer definitions read from TOML, strictly: whatever is wrong is named with its file, place and mend.

The keys are those of the dataclasses in ``definition``, one to one. What a file leaves out is filled in
here (the precision of a CRS, kilometres of a default written ``12+500``), so that two definitions are equal
when they mean the same, and :func:`definition_from_dict` is the inverse of ``Definition.as_dict``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .definition import GEOMETRY_TYPES, Definition, Field, Geometry, Linear, Rule
from .errors import DefinitionError, NoSuchFile
from .expressions import RuleRefused
from .fieldreading import read_field
from .rules import positional_rule
from .styling import read_style
from .tables import Table, nearest, place

#: Geographic CRSs that are known without a CRS database: WGS 84, Pulkovo 1942, QazTRF-23.
DEGREES = frozenset({"EPSG:4326", "EPSG:4284", "EPSG:10941"})

_RESERVED_PREFIXES = ("registry_", "gpkg_", "rtree_", "sqlite_")
_RESERVED_LAYERS = frozenset({"layer_styles", "spatial_ref_sys", "geometry_columns", "geography_columns"})


def read_definition(path: Path | str) -> Definition:
    """The definition in a TOML file.

    Raises
    ------
    NoSuchFile
        If there is none.
    DefinitionError
        With the file, where in it, what is wrong and the mend.
    """
    path = Path(path)
    try:
        raw = path.read_bytes()
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
        raise NoSuchFile(path=str(path)) from None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise DefinitionError(
            file=path.name, where=f"line {line}", problem="is not UTF-8 text", mend="save the file as UTF-8"
        ) from None
    try:
        entries = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"^(.*?)\s*\(at (?:line (\d+)|end of document)", str(error), re.DOTALL)
        line = int(found[2]) if found and found[2] else text.count("\n") + 1
        problem = (found[1] if found else str(error)).rstrip(". ")
        raise DefinitionError(
            file=path.name, where=f"line {line}", problem=problem, mend="see docs/layers.md for the form"
        ) from None
    return definition_from_dict(entries, path.name)


def read_definitions(
    folder: Path | str, known: Mapping[str, Definition] | None = None
) -> dict[str, Definition]:
    """All definitions of a folder (``*.toml``), by layer name, in order of file names.

    References must point to fields of these layers, or of ``known`` ones that are there already.

    Raises
    ------
    NoSuchFile
        If there is no such folder.
    DefinitionError
        As :func:`read_definition`; also for a layer defined twice and for a reference to nothing.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise NoSuchFile(path=str(folder))
    found: dict[str, Definition] = {}
    files: dict[str, str] = {}
    for path in sorted(folder.glob("*.toml")):
        definition = read_definition(path)
        if definition.name in found:
            mend = f"give one of the two another name: {files[definition.name]} has it too"
            _layer_table(path.name, definition.name).refuse("is defined twice", mend)
        found[definition.name] = definition
        files[definition.name] = path.name
    check_references(found, {**(known or {}), **found}, files)
    return found


def check_references(
    layers: Mapping[str, Definition], among: Mapping[str, Definition], files: Mapping[str, str] | None = None
) -> None:
    """Refuse a field that references a layer or field which is not ``among`` these, or of another type."""
    for layer in layers.values():
        for one in layer.fields:
            if one.references is None:
                continue
            table = Table((files or {}).get(layer.name, layer.name), f"field {one.name}", {})
            layer_name, field_name = one.references.split(".")
            if layer_name not in among:
                table.refuse(f"references the unknown layer '{layer_name}'", nearest(layer_name, among))
            target = among[layer_name].by_name.get(field_name)
            if target is None:
                mend = nearest(field_name, among[layer_name].names)
                table.refuse(f"references the unknown field '{one.references}'", mend)
            if target.type != one.type:
                problem = f"is {one.type} and references '{one.references}', which is {target.type}"
                table.refuse(problem, "give both the same type")


def definition_from_dict(mapping: Mapping[str, Any], file: str = "definition") -> Definition:
    """The definition in a table as TOML or JSON gives it.

    >>> plain = {"name": "wells", "title": {"en": "Wells"}, "fields": [{"name": "depth_m", "type": "real"}]}
    >>> definition_from_dict(plain).as_dict() == plain
    True

    Raises
    ------
    DefinitionError
        With the file, where in it, what is wrong and the mend.
    """
    table = _layer_table(file, mapping.get("name"), mapping)
    name = table.need("name", '"roads"', table.name("name"))
    if name.startswith(_RESERVED_PREFIXES) or name in _RESERVED_LAYERS:
        table.refuse("has a name that GeoPackage or the registry keeps for itself", "choose another name")
    title = table.titles("title") or table.need("title", '{ en = "...", ru = "...", kk = "..." }', None)
    fields = table.each("fields", lambda number, entry: read_field(file, number, entry))
    by_name = {one.name: one for one in fields}
    if len(by_name) < len(fields):
        table.each_once("fields", (one.name for one in fields))
    shape = table.take("geometry")
    geometry = None if shape is None else _geometry(file, shape)
    if not fields and geometry is None:
        table.refuse("has neither fields nor geometry", "add a [[fields]] table")
    rules = table.each("rules", lambda number, entry: _rule(file, number, entry, fields))
    table.each_once("rules", (rule.name for rule in rules))
    linear = table.take("linear")
    style = table.take("style")
    definition = Definition(
        name=name,
        title=title,
        fields=fields,
        geometry=geometry,
        description=table.titles("description"),
        key=table.texts("key"),
        label=table.text("label"),
        region=table.text("region"),
        rules=rules,
        linear=None if linear is None else _linear(file, linear, by_name),
        style={} if style is None else read_style(file, style, by_name),
    )
    table.finish()
    named = [("key", one) for one in definition.key]
    for key, one in [*named, ("label", definition.label), ("region", definition.region)]:
        _known_field(table, key, one, by_name)
    check_references({name: definition}, _others_trusted(definition), {name: file})
    return definition


def _layer_table(file: str, name: object, entries: object = None) -> Table:
    return Table(file, place("layer", name, ""), entries or {})


def _others_trusted(definition: Definition) -> dict[str, Definition]:
    """A layer knows only itself: of the others, take every referenced field to be there."""
    among: dict[str, Definition] = {}
    for one in definition.fields:
        if one.references is not None:
            layer, field = one.references.split(".")
            fields = among[layer].fields if layer in among else ()
            among[layer] = Definition(layer, {}, (*fields, Field(field, one.type)))
    among[definition.name] = definition
    return among


def _known_field(table: Table, key: str, name: str | None, fields: Mapping[str, Field]) -> None:
    if name is not None and name not in fields:
        table.refuse(f"has {key} = '{name}', which is no field", nearest(name, fields))


def _geometry(file: str, entries: object) -> Geometry:
    table = Table(file, "geometry", entries)
    kind = table.need("type", '"MultiLineString"', table.one_of("type", GEOMETRY_TYPES))
    crs = table.text("crs") or Geometry.crs
    if not re.fullmatch(r"EPSG:[1-9][0-9]{0,7}", crs):
        table.refuse(f"has crs = '{crs}'", 'write it as "EPSG:4326"')
    # A finer grid than this would not fit into the 53 bits of a coordinate.
    usual, finest = (9, 13) if crs in DEGREES else (4, 8)
    precision = table.whole("precision", 0, finest)
    z_precision, m_precision = table.whole("z_precision", 0, 8), table.whole("m_precision", 0, 8)
    geometry = Geometry(
        type=kind,
        required=table.flag("required", Geometry.required),
        crs=crs,
        dimensions=table.one_of("dimensions", ("XY", "XYZ", "XYM", "XYZM")) or Geometry.dimensions,
        precision=usual if precision is None else precision,
        z_precision=Geometry.z_precision if z_precision is None else z_precision,
        m_precision=Geometry.m_precision if m_precision is None else m_precision,
        unexpected=table.one_of("unexpected", ("drop", "refuse")) or Geometry.unexpected,
        curves=table.one_of("curves", ("refuse", "linearise")) or Geometry.curves,
        overlaps=table.one_of("overlaps", ("allow", "forbid")) or Geometry.overlaps,
    )
    table.finish()
    return geometry


def _rule(file: str, number: int, entries: object, fields: tuple[Field, ...]) -> Rule:
    given = entries.get("name") if isinstance(entries, Mapping) else None
    table = Table(file, place("rule", given, str(number)), entries)
    rule = Rule(
        name=table.need("name", '"km_order"', table.name("name")),
        expression=table.need("expression", '"km_to > km_from"', table.text("expression")),
        message=table.titles("message"),
    )
    table.finish()
    try:
        positional_rule(rule.expression, fields)
    except RuleRefused as refused:
        table.refuse(refused.problem, refused.mend)
    return rule


def _linear(file: str, entries: object, fields: Mapping[str, Field]) -> Linear:
    table = Table(file, "linear", entries)
    linear = Linear(
        kind=table.need("kind", '"event"', table.one_of("kind", ("element", "event", "referent"))),
        route=table.need("route", '"route_id"', table.text("route")),
        start=table.need("start", '"km_from"', table.text("start")),
        end=table.text("end"),
    )
    table.finish()
    for key, name in (("route", linear.route), ("start", linear.start), ("end", linear.end)):
        _known_field(table, key, name, fields)
        if key != "route" and name is not None and fields[name].type != "measure":
            problem = f"has {key} = '{name}', which is {fields[name].type}"
            table.refuse(problem, 'give that field type = "measure"')
    if linear.kind == "element" and linear.end is None:
        table.refuse("is an element without end", 'add end = "km_to"')
    return linear
