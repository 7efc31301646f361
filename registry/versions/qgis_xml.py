"""Pieces of QGIS's XML and of its expression language, written without QGIS."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring  # nosec B405

_DOCTYPE = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
# XML 1.0 has no way to write these, and one of them in a title would make QGIS refuse the whole style.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def add(parent: Element, tag: str, text: str | None = None, /, **attributes: object) -> Element:
    """A child element; attributes are written as QGIS does (true is 1)."""
    child = SubElement(parent, tag, {name: _attribute(value) for name, value in attributes.items()})
    child.text = text
    return child


def _attribute(value: object) -> str:
    return str(int(value)) if isinstance(value, bool) else str(value)


def option(parent: Element, value: Any, name: str | None = None) -> Element:
    """A value as QGIS writes a QVariant: text, number, boolean, list or map, nested at will."""
    named = {} if name is None else {"name": name}
    if isinstance(value, Mapping):
        child = add(parent, "Option", type="Map", **named)
        for key, one in value.items():
            option(child, one, key)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        child = add(parent, "Option", type="List", **named)
        for one in value:
            option(child, one)
    elif isinstance(value, bool):
        child = add(parent, "Option", type="bool", value="true" if value else "false", **named)
    else:
        kind = {int: "int", float: "double"}.get(type(value), "QString")
        child = add(parent, "Option", type=kind, value=value, **named)
    return child


def document(root: Element) -> str:
    """The text of a QML document."""
    return _DOCTYPE + _NOT_IN_XML.sub("", tostring(root, encoding="unicode"))


def column(name: str) -> str:
    """A field in a QGIS expression.

    >>> print(column('the "old" name'))
    "the ""old"" name"
    """
    doubled = name.replace('"', '""')
    return f'"{doubled}"'


def literal(value: str | int | float | bool | None) -> str:
    """A constant in a QGIS expression.

    >>> literal("Ақтау's"), literal(True), literal(2.5)
    ("'Ақтау''s'", 'true', '2.5')
    """
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return repr(value)
    escaped = value.replace("\\", "\\\\").replace("'", "''").replace("\n", "\\n").replace("\t", "\\t")
    return f"'{escaped}'"
