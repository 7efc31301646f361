"""A layer's attribute form in QGIS: names of fields, widgets, constraints, default values, table columns.

QGIS checks the constraints while a person types; the registry checks the same things again at commit.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from xml.etree.ElementTree import Element  # nosec B405

from ..model.definition import Definition, Field, Rule, title_in
from ..model.expressions import names_in, parse
from ..model.rules import qgis_expression
from .qgis_symbols import label_field
from .qgis_xml import add, column, literal, option

#: What QGIS keeps in a value list for "no value".
NULL_CHOICE = "{2839923C-8B7D-419E-B84B-CA2FE9B80EC7}"
HIDDEN = ("fid", "uid")
_NOT_NULL, _UNIQUE, _EXPRESSION = 1, 2, 4
_HARD, _SOFT = 1, 2
_WHOLE_SPIN = 2**31 - 1
_KILOMETRES = 100_000.0
_LONG_TEXT = 200
_NOTHING = "—"
_LISTS = ("fieldConfiguration", "aliases", "defaults", "constraints", "constraintExpressions", "editable")

_UNITS = {
    "ru": {
        "m": "м", "km": "км", "mm": "мм", "cm": "см", "m²": "м²", "km²": "км²", "ha": "га", "m³": "м³",
        "t": "т", "t/year": "т/год", "km/h": "км/ч", "m/km": "м/км", "KZT": "тенге", "USD": "долл. США",
        "people": "чел.", "year": "год", "years": "лет", "vehicles/day": "авт./сут",
    },
    "kk": {
        "m": "м", "km": "км", "mm": "мм", "cm": "см", "m²": "м²", "km²": "км²", "ha": "га", "m³": "м³",
        "t": "т", "t/year": "т/жыл", "km/h": "км/сағ", "m/km": "м/км", "KZT": "теңге", "USD": "АҚШ долл.",
        "people": "адам", "year": "жыл", "years": "жыл", "vehicles/day": "көлік/тәул.",
    },
}  # fmt: skip
_SAYINGS = {
    "en": {
        "between": "{0} to {1}", "least": "at least {0}", "most": "at most {0}", "pattern": "written as {0}",
        "length": "at most {0} characters", "choices": "one of the list", "key": "not used twice",
    },
    "ru": {
        "between": "от {0} до {1}", "least": "не меньше {0}", "most": "не больше {0}",
        "pattern": "записывается как {0}", "length": "не длиннее {0} знаков", "choices": "значение из списка",
        "key": "без повторов",
    },
    "kk": {
        "between": "{0} мен {1} аралығында", "least": "{0} немесе одан көп", "most": "{0} немесе одан аз",
        "pattern": "жазылуы: {0}", "length": "{0} таңбадан аспайды", "choices": "тізімдегі мән",
        "key": "қайталанбайды",
    },
}  # fmt: skip


def alias(field: Field, language: str) -> str:
    """The field's title with its unit: ``Width, m``; measures are in kilometres.

    >>> alias(Field("km_from", "measure", {"en": "From"}), "en")
    'From, km'
    >>> alias(Field("km_to", "measure", {"ru": "До км"}), "ru")
    'До км'
    """
    title = title_in(field.title, language, field.name)
    unit = field.unit or ("km" if field.type == "measure" else None)
    if unit is None:
        return title
    unit = _UNITS.get(language, {}).get(unit, unit)
    said = re.search(rf"(?<!\w){re.escape(unit)}(?!\w)", title, re.IGNORECASE)
    return title if said else f"{title}, {unit}"


def widget(field: Field, language: str, references: Mapping[str, Definition]) -> tuple[str, dict[str, Any]]:
    """Type and settings of the field's editor widget.

    A form writes back what its widgets show, so a widget must not round: numbers with decimals get a text
    box. Measures are whole metres, which three decimals of a kilometre hold exactly.
    """
    if field.choices:
        entries = [{title_in(one.title, language, str(one.value)): str(one.value)} for one in field.choices]
        return "ValueMap", {"map": entries if field.required else [{_NOTHING: NULL_CHOICE}, *entries]}
    if field.references and (found := _reference(field.references, language, references)):
        return "ValueRelation", {**found, "AllowNull": not field.required}
    if field.type == "boolean":
        # Before 3.38 QGIS does not know AllowNullState and its form writes false for null; a value list would
        # be worse (3.22 stores its "true" as 0). A truth that may be missing is better given choices.
        return "CheckBox", {"CheckedState": "", "UncheckedState": "", "AllowNullState": not field.required}
    if field.type in ("date", "datetime"):
        return "DateTime", _moment(field, language)
    if field.type == "measure":
        low = -_KILOMETRES if field.minimum is None else float(field.minimum)
        high = _KILOMETRES if field.maximum is None else float(field.maximum)
        spin = {"Min": low, "Max": high, "Step": 0.1, "Precision": 3, "Style": "SpinBox"}
        return "Range", {**spin, "AllowNull": not field.required}
    if field.type == "integer" and field.minimum is not None and field.maximum is not None:
        low, high = int(field.minimum), int(field.maximum)
        if -_WHOLE_SPIN < low <= high < _WHOLE_SPIN:
            spin = {"Min": low, "Max": high, "Step": 1, "Precision": 0, "Style": "SpinBox"}
            return "Range", {**spin, "AllowNull": not field.required}
    long = field.type == "text" and (field.max_length or 0) >= _LONG_TEXT
    return "TextEdit", {"IsMultiline": long, "UseHtml": False}


def _moment(field: Field, language: str) -> dict[str, Any]:
    day = "yyyy-MM-dd" if language == "en" else "dd.MM.yyyy"
    whole = field.type == "datetime"
    return {
        "display_format": f"{day} HH:mm:ss" if whole else day,
        "field_format": "yyyy-MM-ddTHH:mm:ss" if whole else "yyyy-MM-dd",
        "field_iso_format": whole,
        "calendar_popup": True,
        "allow_null": not field.required,
    }


def _reference(target: str, language: str, references: Mapping[str, Definition]) -> dict[str, Any] | None:
    """Settings of a list of another layer's features; QGIS finds that layer by its name in the project."""
    layer, _, key = target.partition(".")
    other = references.get(layer)
    if other is None:
        return None
    shown = other.label or key
    sibling = label_field(other, shown, language)
    # The list can show one field only, so the one in the language must be there for every feature.
    if sibling and other.by_name[sibling].required:
        shown = sibling
    return {
        "Layer": "",
        "LayerName": layer,
        "LayerProviderName": "ogr",
        "LayerSource": "",
        "Key": key,
        "Value": shown,
        "FilterExpression": "",
        "AllowMulti": False,
        "NofColumns": 1,
        "OrderByValue": True,
        "UseCompleter": False,
    }


def default_expression(field: Field) -> str:
    """The field's default value as a QGIS expression; empty without one."""
    if field.default is None:
        return ""
    if field.type == "date":
        return f"to_date({literal(str(field.default))})"
    if field.type == "datetime":
        return f"to_datetime({literal(str(field.default))})"
    return literal(field.default)


def constraint(definition: Definition, field: Field, language: str) -> tuple[str, str]:
    """The condition on a field as a QGIS expression that null passes, and what to tell who breaks it."""
    conditions, sayings = _limits(field, _SAYINGS.get(language, _SAYINGS["en"]))
    parts = [f"coalesce({' AND '.join(conditions)}, true)"] if conditions else []
    messages = [f"{title_in(field.title, language, field.name)}: {', '.join(sayings)}"] if sayings else []
    for rule in definition.rules:
        if _carrier(definition, rule) == field.name:
            parts.append(f"({qgis_expression(rule.expression)})")
            messages.append(title_in(rule.message, language, rule.expression))
    return " AND ".join(parts), "; ".join(messages)


def _limits(field: Field, say: Mapping[str, str]) -> tuple[list[str], list[str]]:
    conditions, sayings = [], []
    name = column(field.name)
    low, high = field.minimum, field.maximum
    if low is not None:
        conditions.append(f"{name} >= {literal(low)}")
    if high is not None:
        conditions.append(f"{name} <= {literal(high)}")
    if low is not None or high is not None:
        kind = "most" if low is None else "least" if high is None else "between"
        sayings.append(say[kind].format(*(f"{bound:.15g}" for bound in (low, high) if bound is not None)))
    if field.pattern is not None:
        whole = rf"\A(?:{field.pattern})\z"
        conditions.append(f"regexp_match({name}, {literal(whole)}) > 0")
        sayings.append(say["pattern"].format(field.pattern))
    if field.max_length is not None:
        conditions.append(f"length({name}) <= {field.max_length}")
        sayings.append(say["length"].format(field.max_length))
    if field.choices:
        conditions.append(f"{name} IN ({', '.join(literal(one.value) for one in field.choices)})")
        sayings.append(say["choices"])
    return conditions, sayings


def _carrier(definition: Definition, rule: Rule) -> str | None:
    """The field that shows a rule's message: the last one in it, since forms are filled from the top."""
    named = names_in(parse(rule.expression))
    return next((name for name in reversed(definition.names) if name in named), None)


def add_form(
    root: Element, definition: Definition, language: str, references: Mapping[str, Definition]
) -> None:
    """Everything about fields: widgets, aliases, defaults, constraints, what may be edited, table columns."""
    parents = {tag: add(root, tag) for tag in _LISTS}
    for name in HIDDEN:
        _add_widget(parents["fieldConfiguration"], name, "Hidden", {})
        add(parents["editable"], "field", name=name, editable=False)
    for field in definition.fields:
        _add_widget(parents["fieldConfiguration"], field.name, *widget(field, language, references))
        add(parents["aliases"], "alias", field=field.name, name=alias(field, language))
        add(parents["editable"], "field", name=field.name, editable=True)
        if field.default is not None:
            expression = default_expression(field)
            add(parents["defaults"], "default", field=field.name, expression=expression, applyOnUpdate=False)
        _add_constraint(parents, definition, field, language)
    columns = add(add(root, "attributetableconfig", actionWidgetStyle="dropDown", sortOrder=0), "columns")
    for name in definition.names:
        add(columns, "column", type="field", name=name, hidden=False, width=-1)
    for name in HIDDEN:
        add(columns, "column", type="field", name=name, hidden=True, width=-1)
    add(columns, "column", type="actions", hidden=True, width=-1)
    add(root, "featformsuppress", "0")
    add(root, "editorlayout", "generatedlayout")


def _add_widget(parent: Element, name: str, kind: str, settings: Mapping[str, Any]) -> None:
    field = add(parent, "field", name=name, configurationFlags="None")
    option(add(add(field, "editWidget", type=kind), "config"), settings)


def _add_constraint(
    parents: Mapping[str, Element], definition: Definition, field: Field, language: str
) -> None:
    expression, message = constraint(definition, field, language)
    alone_in_key = definition.key == (field.name,)
    flags = _NOT_NULL * field.required + _UNIQUE * alone_in_key + _EXPRESSION * bool(expression)
    if not flags:
        return
    add(
        parents["constraints"],
        "constraint",
        field=field.name,
        constraints=flags,
        notnull_strength=_HARD * field.required,
        # Only a warning: a part of a layer cannot know all keys, and the check reads the whole layer.
        unique_strength=_SOFT * alone_in_key,
        exp_strength=_HARD * bool(expression),
    )
    if expression:
        add(parents["constraintExpressions"], "constraint", field=field.name, exp=expression, desc=message)
