"""Stretches of road in a given condition, as lines: where the newest survey on each metre has it.

A survey's drawing is never the source: its route and measures are, and the class is that which
:mod:`.condition` gives it. What nobody surveyed is of condition unknown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import geopandas
import numpy as np

from ..model.definition import Definition
from ..model.errors import UsageError
from ..roads.cutting import cut
from .condition import INDICATORS, condition_share
from .drawn import drawn_roads
from .ground import UNKNOWN, Ground, refuse_unknown
from .indicator import Request
from .profiles import CLASSES
from .ramps import INCLUDED, RAMPS
from .sentences import Sentence, values

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LAYER = "condition_surveys"
NOT_SURVEYED = "not surveyed"


def conditioned_roads(
    request: Request, classes: Sequence[str], fields: Mapping[str, Sequence[str] | None]
) -> Ground:
    """Stretches of roads whose condition is one of some classes.

    Parameters
    ----------
    classes : of :data:`.profiles.CLASSES`; unknown is also what nobody surveyed
    fields : values of the roads' fields that count, as for :func:`.ground.chosen`

    Returns
    -------
    Ground
        A row for each stretch: the uid of the survey, or of the road where there is none, as ``origin`` says.
        How many kilometres have no line is noted.

    Raises
    ------
    UsageError, UnknownField, UnknownLayer
    """
    wrong = [one for one in classes if one not in CLASSES]
    if wrong:
        raise UsageError(f"condition = {wrong[0]!r}; choose of: {', '.join(CLASSES)}")
    fields = dict(fields)
    parameters: dict[str, Any] = {one.name: one.default for one in INDICATORS[0].parameters}
    parameters["as_of"] = request.parameters.get("as_of")
    parameters["lifecycles"] = list(fields.pop("lifecycle", None) or ())
    parameters[RAMPS.name] = INCLUDED  # people are near a ramp, too
    where = _condition(request.layers["roads"], fields, request.where)
    asked = Request(request.ledger, request.commit, parameters, where=where, defined=request.defined)
    found = condition_share(asked)
    wanted = [*classes, NOT_SURVEYED] if UNKNOWN in classes else list(classes)
    rows = found.evidence[found.evidence["condition"].isin(wanted)]
    names = sorted(set(rows["route_id"]))
    drawn = drawn_roads(request, names)
    number = np.searchsorted(np.array(names, dtype=str), rows["route_id"].to_numpy(dtype=str))
    route = drawn.index[number]
    lines = cut(drawn.routes, route, rows[["start_m", "end_m"]].to_numpy(dtype=np.int64)).line
    placed = np.array([one is not None for one in lines], dtype=np.bool_)
    notes = [
        *found.notes,
        Sentence.of("roads whose condition is {classes}", classes=values("condition", classes)),
    ]
    if not placed.all():
        km = float(rows["value"][~placed].sum())
        notes.append(
            Sentence.of(
                "{km:.3f} km of them lie on routes without a line and are near nobody; draw them", km=km
            )
        )
    frame = geopandas.GeoDataFrame(geometry=lines[placed], index=rows["uid"][placed], crs=4326)
    origin = rows["layer"].to_numpy(dtype=object)[placed]
    return Ground(LAYER, frame, lines[placed], list(found.left_out), notes, origin)


def _condition(
    definition: Definition, fields: Mapping[str, Sequence[str] | None], where: str | None
) -> str | None:
    """The values of fields that count, as SQL beside the condition given."""
    parts = [] if where is None else [f"({where}\n)"]
    for field, wanted in fields.items():
        if not wanted:
            continue
        refuse_unknown(definition, field, wanted)
        told = ", ".join("'" + one.replace("'", "''") + "'" for one in wanted if one != UNKNOWN)
        either = [f"{field} IN ({told})"] if told else []
        either += [f"{field} IS NULL"] if UNKNOWN in wanted else []
        parts.append(f"({' OR '.join(either)})")
    return " AND ".join(parts) or None
