"""Kilometre hatches and numbers as part of a roads layer's own style.

They are symbol layers with a geometry generator, added to every symbol of the layer's renderer: drawn by
QGIS itself, saved with the project, there without the plugin. A section's kilometres run evenly along it,
from its first kilometre to its last; km posts inside a section are not looked at, the pointer's reading
does that.

Lengths are taken in the UTM zone of the section's middle, whose error of a few parts in ten thousand is much
the same all along a section, so that it cancels out; degrees would not do, for one of longitude is shorter
than one of latitude.
"""

from qgis.core import (
    QgsFontMarkerSymbolLayer,
    QgsGeometryGeneratorSymbolLayer,
    QgsLineSymbol,
    QgsMarkerSymbol,
    QgsProperty,
    QgsRenderContext,
    QgsSimpleLineSymbolLayer,
    QgsSymbolLayer,
)
from qgis.PyQt.QtGui import QColor

from ..compat import LINE

#: Stands in each of our expressions, so that they are known again in a saved project.
MARK = "infra_registry_km"

_INK, _PAPER = QColor("#1f2328"), QColor("#ffffff")
#: Millimetres on paper: half a hatch, which a line of works over the road must not hide; height of the
#: numbers, and how far from the road they stand.
_TICK, _NUMBER, _NUMBER_ASIDE = 2.0, 2.6, 4.6

# Distance between hatches, and between numbers, in km: up to each map scale.
_STEPS = ((120_000, 1, 1), (300_000, 1, 5), (1_000_000, 5, 10), (2_500_000, 10, 50), (8_000_000, 50, 100))
_COARSEST = (100, 500)


def can_have_hatches(layer):
    """Whether a layer is of lines with kilometres from and to."""
    names = set(layer.fields().names())
    return layer.geometryType() == LINE and {"km_from", "km_to"} <= names and layer.renderer() is not None


def has_hatches(layer):
    """Whether the layer's style has our hatches."""
    return any(_ours(symbol) for symbol in _symbols(layer))


def add_hatches(layer):
    """Add hatches and numbers to every symbol of the layer, in place of those it may have."""
    remove_hatches(layer)
    crs = layer.crs().authid()
    renderer = layer.renderer().clone()
    for symbol in renderer.symbols(QgsRenderContext()):
        symbol.appendSymbolLayer(_ticks(crs))
        symbol.appendSymbolLayer(_numbers(crs))
    _set(layer, renderer)


def remove_hatches(layer):
    """Take our symbol layers out again and leave all others."""
    if has_hatches(layer):
        renderer = layer.renderer().clone()
        for symbol in renderer.symbols(QgsRenderContext()):
            for place in reversed(_ours(symbol)):
                symbol.deleteSymbolLayer(place)
        _set(layer, renderer)


def _set(layer, renderer):
    layer.setRenderer(renderer)
    layer.triggerRepaint()
    layer.emitStyleChanged()


def _symbols(layer):
    renderer = layer.renderer()
    return renderer.symbols(QgsRenderContext()) if renderer is not None else []


def _ours(symbol):
    return [
        place
        for place, one in enumerate(symbol.symbolLayers())
        if isinstance(one, QgsGeometryGeneratorSymbolLayer) and MARK in one.geometryExpression()
    ]


def step_expression(which):
    """The distance between hatches (``which`` 0) or numbers (1) at the scale of the map, in km."""
    cases = "".join(f" WHEN @map_scale <= {scale} THEN {steps[which]}" for scale, *steps in _STEPS)
    return f"CASE{cases} ELSE {_COARSEST[which]} END"


def along_expression(crs, step, made):
    """An expression that makes a geometry at each whole kilometre of a section.

    ``made`` is what is made ``@there``, ``@at`` metres along ``@line``, both in the plane of the UTM zone.
    A straight line between far vertices is another there than on the map, hence the nearest point drawn.
    """
    middle = f"transform(centroid($geometry), '{crs}', 'EPSG:4326')"
    zone = (
        f"'EPSG:' || to_string(CASE WHEN y({middle}) < 0 THEN 32701 ELSE 32601 END"
        f" + floor((x({middle}) + 180) / 6))"
    )
    first, last = f'ceil("km_from" / @{MARK} - 1e-9)', f'floor("km_to" / @{MARK} + 1e-9)'
    there = f"transform(line_interpolate_point(@line, @at), @zone, '{crs}')"
    each = _later(
        _with(
            [
                ("at", f'(@element * @{MARK} - "km_from") * @metres'),
                ("there", f"transform(closest_point($geometry, {there}), '{crs}', @zone)"),
            ],
            made,
        )
    )
    several = f"collect_geometries(array_foreach(generate_series({first}, {last}), {each}))"
    drawn = _with(
        [
            ("zone", zone),
            ("line", f"transform($geometry, '{crs}', @zone)"),
            ("metres", 'length(@line) / ("km_to" - "km_from")'),
        ],
        f"transform({several}, @zone, '{crs}')",
    )
    # The question comes first: for the legend's pictures, which have no kilometres, nothing is computed.
    asked = f'CASE WHEN "km_to" > "km_from" AND {first} <= {last} THEN {drawn} END'
    return _with([(MARK, step)], asked)


def _with(variables, expression):
    for name, value in reversed(variables):
        expression = f"with_variable('{name}', {value}, {expression})"
    return expression


def _later(expression):
    """The same as text, read when it is evaluated.

    QGIS copies the arguments of each function once more for every function around it, so that what is nested
    13 deep costs 8,000 copies whenever a style is copied: with each drawing of the map, in the main thread.
    """
    quoted = expression.replace("'", "''")
    return f"eval('{quoted}')"


def _aside(millimetres):
    """The point so far to the right of the road on paper; to the left if below 0."""
    angle = "radians(line_interpolate_angle(@line, @at) + 90)"
    return f"project(@there, @map_scale * {millimetres / 1000}, {angle})"


def _generator(expression, symbol):
    made = QgsGeometryGeneratorSymbolLayer.create({"geometryModifier": expression})
    made.setSymbolType(symbol.type())
    made.setSubSymbol(symbol)
    return made


def _symbol(kind, layers):
    """A symbol of these layers; as a list for its constructor they would stay Python's and be freed."""
    made = kind.createSimple({})
    for one in layers:
        made.appendSymbolLayer(one)
    made.deleteSymbolLayer(0)
    return made


def _ticks(crs):
    tick = f"make_line({_aside(-_TICK)}, {_aside(_TICK)})"
    line = QgsSimpleLineSymbolLayer(_INK, 0.3)
    return _generator(along_expression(crs, step_expression(0), tick), _symbol(QgsLineSymbol, [line]))


def _numbers(crs):
    step = step_expression(1)
    layers = []
    for color, outline in ((_PAPER, 0.7), (_INK, 0.0)):  # the light one below is the halo
        text = QgsFontMarkerSymbolLayer("Open Sans", "0", _NUMBER, color)
        text.setStrokeColor(color)
        text.setStrokeWidth(outline)
        text.setDataDefinedProperty(
            QgsSymbolLayer.Property.PropertyCharacter,
            QgsProperty.fromExpression(
                f'to_string((ceil("km_from" / ({step}) - 1e-9) + @geometry_part_num - 1) * ({step}))'
            ),
        )
        layers.append(text)
    return _generator(along_expression(crs, step, _aside(_NUMBER_ASIDE)), _symbol(QgsMarkerSymbol, layers))
