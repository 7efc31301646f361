"""Counts, sums and areas of any layer: simple figures, with their evidence, for claims to be set beside.

One feature may stand for several things ("64 schools"): where a layer has the field ``objects``, features and
objects are counted apart. Sums never add what differs in kind, such as tenge and dollars.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from ..model.definition import Definition, Field
from ..model.errors import UnknownLayer, UsageError
from .ground import WGS84
from .indicator import Indicator, Parameter, Request
from .polygons import HECTARE, drawn, hectares, united_ha
from .result import QUANTA, Column, LeftOut, Result
from .sentences import Sentence

if TYPE_CHECKING:
    import pandas

OBJECTS, CURRENCY = "objects", "currency"
_NUMBERS = ("integer", "real", "measure")
_WHICH = Parameter("layer", "text", None, "the layer; must be given")


def count(request: Request) -> Result:
    """Features of a layer, and the objects that they stand for."""
    definition = layer_asked(request)
    frame, left = _rows(request, definition)
    figures = {"features": Column("features", "count")}
    frame["features"] = 1.0
    if OBJECTS in definition.by_name:
        figures[OBJECTS] = Column(OBJECTS, "count")
        frame[OBJECTS] = frame[OBJECTS].astype(float)
        unsaid = frame.index[frame[OBJECTS].isna()]
        reason = Sentence.of("how many objects it stands for is not given")
        left += [LeftOut(definition.name, uid, reason, counted=True) for uid in unsaid]
    return summed("layer-count", request, definition, frame, list(figures.values()), left, OBJECTS)


def total(request: Request) -> Result:
    """A number of each feature, added up."""
    definition = layer_asked(request)
    asked = request.parameters["field"]
    if asked is None:
        known = ", ".join(one.name for one in definition.fields if one.type in _NUMBERS)
        raise UsageError(f"layer-sum: which field? Give --param field=NAME; {definition.name} has: {known}")
    field = definition.field_named(asked)
    if field.type not in _NUMBERS:
        raise UsageError(f"layer-sum: {definition.name}.{asked} is {field.type}, not a number")
    frame, left = _rows(request, definition)
    frame["sum"] = frame[asked].astype(float)
    empty = frame["sum"].isna()
    reason = Sentence.of("has no {field}", field=asked)
    left += [LeftOut(definition.name, uid, reason) for uid in frame.index[empty]]
    frame = frame[~empty]
    frame["features"] = 1.0
    money = asked in request.parameters["money"]
    by = request.by
    if money and CURRENCY in definition.by_name and CURRENCY not in by:
        by = (*by, CURRENCY)
    figures = [Column("features", "count"), Column("sum", "money" if money else _unit(field), field.title)]
    found = summed("layer-sum", request, definition, frame, figures, left, "sum", by)
    if money and CURRENCY in frame and frame[CURRENCY].nunique(dropna=False) > 1:
        found.total = {"features": found.total["features"]}  # a sum of two currencies is no figure
    return found


def area(request: Request) -> Result:
    """Area of the polygons of a layer, on the ellipsoid."""
    definition = layer_asked(request)
    if definition.geometry is None or "Polygon" not in definition.geometry.type:
        raise UsageError(f"layer-area: {definition.name} has no polygons; choose a layer that has")
    frame = request.frame(definition.name, request.where)
    shapes, left = drawn(definition.name, frame, request.area)
    plain = _plain(frame)
    plain["shape"], plain["plane_ha"], plain["features"] = shapes, hectares(shapes), 1.0
    plain["sum_ha"] = plain["plane_ha"]
    if request.area is None and definition.geometry.crs == WGS84:
        whole = ~plain.index.isin([one.uid for one in left])
        plain.loc[whole, "sum_ha"] = request.sizes(definition.name, request.where)[whole] / HECTARE
    plain = plain[plain["shape"].notna()]
    figures = [Column("features", "count"), Column("sum_ha", "ha")]
    for name, factor in (("area_stated_ha", 1.0), ("area_stated_km2", 100.0)):
        if name in definition.by_name:
            plain["stated_ha"] = plain[name].astype(float) * factor
            figures.append(Column("stated_ha", "ha"))
    found = summed("layer-area", request, definition, plain, figures, left, "sum_ha")
    union = [_union_ha(group) for _, group in grouped(plain, request.by)]
    for name, unit, factor in (("union_ha", "ha", 1.0), ("union_km2", "km2", 0.01)):
        found.table[name] = np.array(union, dtype=float) * factor
        found.columns = [*found.columns, Column(name, unit)]
        found.total = {**found.total, name: _union_ha(plain) * factor}
    return found


def _union_ha(plain: pandas.DataFrame) -> float:
    """Hectares that at least one covers: their sum, without what lies on the plane under several."""
    several = plain["plane_ha"].sum() - united_ha(plain["shape"])
    return float(plain["sum_ha"].sum() - (several if several > 1e-9 * plain["plane_ha"].sum() else 0.0))


def layer_asked(request: Request, name: str | None = None) -> Definition:
    """The definition of the layer, else of that in the parameter.

    Raises
    ------
    UsageError (none given), UnknownLayer
    """
    name = name or request.parameters["layer"]
    known = ", ".join(request.layers)
    if name is None:
        raise UsageError(f"which layer? Give --param layer=NAME; layers here: {known}")
    if not request.has(name):
        raise UnknownLayer(layer=name, known=known)
    for field in request.by:
        request.layers[name].field_named(field)
    return request.layers[name]


def _rows(request: Request, definition: Definition) -> tuple[pandas.DataFrame, list[LeftOut]]:
    """Features asked for, without geometry; with an area those without a place are left out."""
    frame = request.frame(definition.name, request.where)
    if request.area is None:
        return _plain(frame), []
    if definition.geometry is None:
        raise UsageError(f"{definition.name} has no geometry, so no area can be chosen; use --where")
    placed = frame.geometry.to_crs("EPSG:4326")
    unplaced = frame.index[placed.isna() | placed.is_empty]
    reason = Sentence.of("has no place, so whether it is in the area is not known")
    left = [LeftOut(definition.name, uid, reason) for uid in unplaced]
    return _plain(frame[placed.intersects(request.area)]), left


def _plain(frame: Any) -> pandas.DataFrame:
    import pandas as pd

    return pd.DataFrame(frame.drop(columns="geometry", errors="ignore")).copy()


def grouped(frame: pandas.DataFrame, by: Sequence[str]) -> Iterator[tuple[tuple[Any, ...], pandas.DataFrame]]:
    """Groups in the order of their values, those without a value last; one group if nothing is grouped by."""
    if not by:
        yield (), frame
        return
    for key, group in frame.groupby(list(by), dropna=False, sort=True):
        yield tuple(plain_value(one) for one in key), group


def plain_value(value: Any) -> Any:
    """A value of a frame as Python has it; a date as text, nothing as None."""
    import pandas as pd

    if pd.isna(value):
        return None
    if hasattr(value, "isoformat"):
        return value.isoformat()[:10]
    return value.item() if isinstance(value, np.generic) else value


def summed(
    name: str, request: Request, definition: Definition, frame: pandas.DataFrame,
    figures: Sequence[Column], left: Sequence[LeftOut], value: str, by: Sequence[str] | None = None,
) -> Result:  # fmt: skip
    """A result that adds up columns of a frame by groups; ``value`` is the column that evidence shows."""
    import pandas as pd

    by = request.by if by is None else by
    value = value if value in frame else "features"
    names = [one.name for one in figures]
    rows, evidence = [], []
    for number, (key, group) in enumerate(grouped(frame, by)):
        added = {one: group[one].sum(min_count=1) for one in names}
        rows.append({**dict(zip(by, key, strict=True)), **added})
        evidence.append(
            pd.DataFrame(
                {"row": number, "layer": definition.name, "uid": group.index, "value": group[value]},
                columns=["row", "layer", "uid", "value"],
            )
        )
    if not by and not len(frame):
        rows = [dict.fromkeys(names, 0.0)]
    sums = {one: float(frame[one].sum(min_count=1 if len(frame) else 0)) for one in names}
    keys = [Column(name, None, definition.field_named(name).title) for name in by]
    columns = [*keys, *figures]
    empty = pd.DataFrame(columns=["row", "layer", "uid", "value"])
    return Result(
        indicator=name,
        table=pd.DataFrame(rows, columns=[one.name for one in columns]),
        columns=columns,
        evidence=pd.concat(evidence, ignore_index=True) if evidence else empty,
        total=sums,
        left_out=left,
        key=tuple(by),
    )


def _unit(field: Field) -> str:
    if field.type == "measure":
        return "km"
    unit = {"м²": "m2", "m²": "m2", "km²": "km2"}.get(field.unit or "", field.unit or "")
    return unit if unit in QUANTA else unit or ("count" if field.type == "integer" else "number")


INDICATORS = (
    Indicator(
        name="layer-count",
        title={"en": "Count", "ru": "Количество", "kk": "Саны"},
        formula="features of a layer; and, where it has the field objects, the sum of that field",
        inputs=("any layer",),
        source="own definition",
        compute=count,
        parameters=(_WHICH,),
        any_field=True,
    ),
    Indicator(
        name="layer-sum",
        title={"en": "Sum", "ru": "Сумма", "kk": "Қосындысы"},
        formula="sum of a field over the features of a layer that have it",
        inputs=("any layer",),
        source="own definition",
        compute=total,
        parameters=(
            _WHICH,
            Parameter("field", "text", None, "the field; must be given"),
            Parameter("money", "list", ("cost",), "fields of money: a row for each currency, no sum of them"),
        ),
        any_field=True,
    ),
    Indicator(
        name="layer-area",
        title={"en": "Area", "ru": "Площадь", "kk": "Аумағы"},
        formula="sum of the areas of polygons, and area of their union, on the ellipsoid",
        inputs=("any layer of polygons",),
        source="areas: Karney 2013, Algorithms for geodesics; union on an equal-area plane",
        compute=area,
        parameters=(_WHICH,),
        any_field=True,
    ),
)
