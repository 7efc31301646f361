"""A layer definition as a QGIS style (QML): symbols, labels, form, constraints, display name, map tip.

Works in QGIS 3.22 and later; parts that a style does not speak of (actions, diagrams, 3D, joins) are left
as they are in the project.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from xml.etree.ElementTree import Element  # nosec B405

from ..model.definition import Definition, title_in
from .qgis_forms import add_form
from .qgis_symbols import add_labels, add_renderer, symbol_type, text_of
from .qgis_xml import add, document, literal

_NO_REFERENCES: Mapping[str, Definition] = MappingProxyType({})
_GEOMETRY_NUMBERS = {"marker": 0, "line": 1, "fill": 2, None: 4}
_FORM_PARTS = ("LayerConfiguration", "Fields", "Forms", "MapTips", "AttributeTable")
_MAP_PARTS = ("Symbology", "Labeling", "Rendering")


def display_expression(definition: Definition, language: str = "en") -> str:
    """What QGIS calls a feature by: the definition's label, else its key, else its first field.

    With a field in the wanted language beside the label (``name_kk`` beside ``name_ru``), that one first.
    """
    if definition.label:
        return text_of(definition, definition.label, language)
    names = definition.key or definition.names[:1] or ("uid",)
    texts = [text_of(definition, name, language) for name in names]
    return texts[0] if len(texts) == 1 else f"concat({', '.join(_with_spaces(texts))})"


def _with_spaces(texts: list[str]) -> list[str]:
    return [piece for text in texts for piece in ("' '", text)][1:]


def qml(
    definition: Definition, language: str = "en", references: Mapping[str, Definition] = _NO_REFERENCES
) -> str:
    """The complete style document of a layer.

    Parameters
    ----------
    language
        ``en``, ``ru`` or ``kk``: of titles of fields and choices, messages and date formats.
    references
        Definitions by layer name. A field that refers to one of them gets a list of that layer's features
        (QGIS finds the layer by its name in the project); any other reference is plain text.
    """
    kind = symbol_type(definition)
    parts = _FORM_PARTS if kind is None else (*_FORM_PARTS, *_MAP_PARTS)
    root = Element("qgis", {"version": "3.22.0", "styleCategories": "|".join(parts)})
    if kind is not None:
        root.attrib |= {"hasScaleBasedVisibilityFlag": "0", "readOnly": "0"}
        add_renderer(root, definition, language)
        root.set("labelsEnabled", str(int(add_labels(root, definition, language))))
        add(root, "blendMode", "0")
        add(root, "featureBlendMode", "0")
        add(root, "layerOpacity", "1")
    add_form(root, definition, language, references)
    shown = display_expression(definition, language)
    add(root, "previewExpression", shown)
    add(root, "mapTip", _map_tip(definition, shown, language), enabled=True)
    add(root, "layerGeometryType", str(_GEOMETRY_NUMBERS[kind]))
    return document(root)


def _map_tip(definition: Definition, shown: str, language: str) -> str:
    """The feature's name over the layer's; values are written as text, never as markup."""
    plain = "replace(replace(to_string(coalesce({}, '')), '&', '&amp;'), '<', '&lt;')"
    layer = literal(title_in(definition.title, language, definition.name))
    return f"<b>[% {plain.format(shown)} %]</b><br>[% {plain.format(layer)} %]"
