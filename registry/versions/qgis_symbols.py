"""How a layer is drawn in QGIS: renderer and labels from the style table of its definition.

Sizes are in millimetres on paper or screen. What a style leaves out is at the values of ``DEFAULTS``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from xml.etree.ElementTree import Element  # nosec B405

from ..model.definition import Choice, Definition, title_in
from ..model.styling import OTHERS
from .qgis_xml import add, column, option

DEFAULTS: dict[str, dict[str, Any]] = {
    "marker": {"color": "#3b6ea5", "outline": "#ffffff", "width": 0.3, "size": 2.6, "marker": "circle"},
    "line": {"color": "#5b5b66", "width": 0.6},
    "fill": {"color": "#8aa17a", "outline": "#4d5a44", "width": 0.3},
}
_EVERYWHERE: dict[str, Any] = {"opacity": 1.0, "dash": False}
# QGIS's own cross has only an outline, so that its colour would be the outline's.
_MARKERS = {"cross": "cross_fill"}
_OTHER = {"en": "other", "ru": "прочие", "kk": "басқалары"}
_TYPES = {"Point": "marker", "LineString": "line", "Polygon": "fill"}
_FONTS = ("Open Sans", "Noto Sans", "DejaVu Sans", "Arial")
_INK, _PAPER = {"marker": "#1f2328", "line": "#1f2328", "fill": "#56616e"}, "#ffffff"


def symbol_type(definition: Definition) -> str | None:
    """``marker``, ``line`` or ``fill``; None for a layer without geometry."""
    geometry = definition.geometry
    return _TYPES[geometry.type.removeprefix("Multi")] if geometry else None


def rgba(color: str, opacity: float = 1.0) -> str:
    """A colour ``#rrggbb`` as QGIS writes it.

    >>> rgba("#b5483a"), rgba("#ffffff", 0.5)
    ('181,72,58,255', '255,255,255,128')
    """
    red, green, blue = bytes.fromhex(color.removeprefix("#"))
    return f"{red},{green},{blue},{round(255 * opacity)}"


def add_renderer(root: Element, definition: Definition, language: str) -> None:
    """One symbol, or one for each value of ``style.by`` that the style names, and one for the rest."""
    style, kind = definition.style, symbol_type(definition)
    assert kind is not None  # nosec B101
    base = {**_EVERYWHERE, **DEFAULTS[kind], **style}
    values: Mapping[str, Mapping[str, Any]] = style.get("values", {})
    by = style.get("by")
    if by not in definition.by_name or not values:
        renderer = add(root, "renderer-v2", type="singleSymbol")
        add(renderer, "rotation")
        _add_symbol(add(renderer, "symbols"), "0", kind, base)
        return
    choices = definition.by_name[by].choices
    named = _named_values(values, choices, language)
    drawn = [(value, label, {**base, **values[value]}) for value, label in named]
    # QGIS draws whatever has no category of its own, null too, by the one with an empty value.
    drawn.append(("", _rest(values, choices, language), {**base, **values.get(OTHERS, {})}))
    renderer = add(root, "renderer-v2", type="categorizedSymbol", attr=by)
    categories, symbols = add(renderer, "categories"), add(renderer, "symbols")
    for number, (value, label, each) in enumerate(drawn):
        add(categories, "category", value=value, symbol=number, label=label, render="true")
        _add_symbol(symbols, str(number), kind, each)


def _named_values(
    values: Mapping[str, Any], choices: tuple[Choice, ...], language: str
) -> list[tuple[str, str]]:
    """Value and label of each category, in the order of the field's choices."""
    titles = {str(one.value): title_in(one.title, language, str(one.value)) for one in choices}
    ordered = [*(key for key in titles if key in values), *(key for key in values if key not in titles)]
    return [(key, titles.get(key, key)) for key in ordered if key != OTHERS]


def _rest(values: Mapping[str, Any], choices: tuple[Choice, ...], language: str) -> str:
    """The label of the rest: a single choice left over is named, several are just others."""
    left = [one for one in choices if str(one.value) not in values]
    if len(left) == 1 and OTHERS not in values:
        return title_in(left[0].title, language, str(left[0].value))
    return title_in(_OTHER, language, "other")


def _add_symbol(symbols: Element, name: str, kind: str, style: Mapping[str, Any]) -> None:
    opacity = float(style["opacity"])
    # A polygon's opacity is that of its inside: the outline must stay readable.
    alpha = 1.0 if kind == "fill" else opacity
    symbol = add(symbols, "symbol", name=name, type=kind, alpha=alpha, clip_to_extent=True, force_rhr=False)
    class_name, properties = {
        "marker": ("SimpleMarker", _marker),
        "line": ("SimpleLine", _line),
        "fill": ("SimpleFill", _fill),
    }[kind]
    layer = add(symbol, "layer", enabled=True, locked=False, **{"class": class_name, "pass": 0})  # nosec B105
    option(layer, {key: str(value) for key, value in properties(style).items()})


def _marker(style: Mapping[str, Any]) -> dict[str, object]:
    return {
        "name": _MARKERS.get(style["marker"], style["marker"]),
        "color": rgba(style["color"]),
        "size": style["size"],
        "size_unit": "MM",
        "outline_color": rgba(style["outline"]),
        "outline_width": style["width"],
        "outline_width_unit": "MM",
        "outline_style": "dash" if style["dash"] else "solid",
        "joinstyle": "miter",
        "scale_method": "diameter",
        "horizontal_anchor_point": 1,
        "vertical_anchor_point": 1,
    }


def _line(style: Mapping[str, Any]) -> dict[str, object]:
    width = float(style["width"])
    # Round ends would close the gaps of a thick dashed line.
    cap = "flat" if style["dash"] else "round"
    return {
        "line_color": rgba(style["color"]),
        "line_width": width,
        "line_width_unit": "MM",
        "line_style": "solid",
        "capstyle": cap,
        "joinstyle": "round",
        "use_custom_dash": int(bool(style["dash"])),
        "customdash": f"{max(2.0, 3 * width):g};{max(1.2, 1.6 * width):g}",
        "customdash_unit": "MM",
    }


def _fill(style: Mapping[str, Any]) -> dict[str, object]:
    return {
        "style": "solid",
        "color": rgba(style["color"], float(style["opacity"])),
        "outline_color": rgba(style["outline"]),
        "outline_width": style["width"],
        "outline_width_unit": "MM",
        "outline_style": "dash" if style["dash"] else "solid",
        "joinstyle": "round",
    }


def label_field(definition: Definition, name: str, language: str) -> str | None:
    """The field's sibling in another language: ``name_kk`` beside ``name_ru`` for Kazakh, if there is one."""
    stem, _, ending = name.rpartition("_")
    sibling = f"{stem}_{language}"
    return sibling if stem and ending in ("en", "ru", "kk") and sibling in definition.by_name else None


def text_of(definition: Definition, name: str, language: str) -> str:
    """Expression of a field as people read it: choices by title, names in their language if given."""
    field = definition.by_name.get(name)
    if field is not None and field.choices:
        return f"represent_value({column(name)})"
    sibling = label_field(definition, name, language)
    if sibling is None or sibling == name:
        return column(name)
    return f"coalesce(nullif({column(sibling)}, ''), {column(name)})"


def add_labels(root: Element, definition: Definition, language: str) -> bool:
    """Labels of ``style.label``, dark with a light buffer; False when the style asks for none."""
    name, kind = definition.style.get("label"), symbol_type(definition)
    if name not in definition.by_name or kind is None:
        return False
    text = text_of(definition, name, language)
    plain = text == column(name)
    settings = add(add(root, "labeling", type="simple"), "settings", calloutType="simple")
    format_ = add(
        settings,
        "text-style",
        fieldName=name if plain else text,
        isExpression=not plain,
        fontFamily=_FONTS[0],
        namedStyle="Regular",
        fontSize=8.5,
        fontSizeUnit="Point",
        fontWeight=50,
        textColor=rgba(_INK[kind]),
        textOpacity=1,
        multilineHeight=1,
        fontKerning=True,
    )
    families = add(format_, "families")
    for family in _FONTS:
        add(families, "family", name=family)
    add(
        format_,
        "text-buffer",
        bufferDraw=True,
        bufferSize=0.8,
        bufferSizeUnits="MM",
        bufferColor=rgba(_PAPER),
        bufferOpacity=0.9,
        bufferNoFill=True,
        bufferJoinStyle=128,
    )
    add(settings, "text-format", multilineAlign=3, wrapChar="", autoWrapLength=24 if kind == "fill" else 0)
    add(settings, "placement", **_PLACEMENTS[kind])
    add(
        settings,
        "rendering",
        drawLabels=True,
        obstacle=True,
        obstacleType=1,
        mergeLines=kind == "line",
        minFeatureSize=0,
        zIndex=definition.style.get("order", 0),
        fontMinPixelSize=3,
        fontMaxPixelSize=10000,
        scaleVisibility=False,
    )
    return True


# Numbers of QgsPalLayerSettings. Placement 6 is around the point at best positions, 3 curved along the line,
# 4 horizontal in the polygon; placementFlags 10 is above the line as the map is turned;
# polygonPlacementFlags 3 allows beside the polygon too, for a zone of few kilometres on a map of the region.
_PLACEMENTS: dict[str, dict[str, object]] = {
    "marker": {
        "placement": 6,
        "predefinedPositionOrder": "R,TR,BR,L,TL,BL,TSR,BSR",
        "offsetType": 1,
        "dist": 0.6,
        "distUnits": "MM",
        "priority": 6,
    },
    "line": {
        "placement": 3,
        "placementFlags": 10,
        "dist": 0.6,
        "distUnits": "MM",
        "repeatDistance": 90,
        "repeatDistanceUnits": "MM",
        "maxCurvedCharAngleIn": 25,
        "maxCurvedCharAngleOut": -25,
        "priority": 5,
    },
    "fill": {"placement": 4, "polygonPlacementFlags": 3, "dist": 0.6, "distUnits": "MM", "priority": 4},
}
