"""A result as GeoJSON: the features behind each figure, drawn.

What a feature gave is drawn where it is: kilometres as that stretch of the road, cut out by measure; anything
else as the feature itself. A feature without a place stays, with a null geometry.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, BinaryIO

import numpy as np
import orjson
import shapely

from ...frames import frame
from ...stats.result import Result
from ...versions.ledger import Ledger
from .plain import plain_value, records
from .wording import Wording

if TYPE_CHECKING:
    from ...roads.arrays import Shapes

WGS84 = "EPSG:4326"
_IDENTITIES = frozenset({"layer", "uid", "route_id"})


def write(result: Result, ledger: Ledger, file: BinaryIO, language: str | None) -> None:
    """A FeatureCollection: a feature for each row of evidence, with the keys of its row of the table.

    With a language ``by_...`` and the choices are told in it; identities and ``route_id`` stay.
    """
    receipt = result.receipt
    wording = Wording(ledger, None if receipt is None else receipt.revision, language)
    shapes = drawn(result, ledger)
    rows = records(result.evidence)
    keys = records(result.table[[name for name in result.keys if name in result.table]]) or [{}]
    features = []
    for place, (row, shape) in enumerate(zip(rows, shapes, strict=True)):
        told = keys[row["row"]] if row["row"] is not None and row["row"] < len(keys) else {}
        geometry = None if shape is None else orjson.Fragment(shapely.to_geojson(shape))
        properties = {f"by_{name}": _said(wording, name, value) for name, value in told.items()}
        properties |= {
            name: value if name in _IDENTITIES else _said(wording, name, value) for name, value in row.items()
        }
        features.append({"type": "Feature", "id": place, "geometry": geometry, "properties": properties})
    head: dict[str, Any] = {"type": "FeatureCollection", "name": result.indicator}
    if receipt is not None:
        head["registry"] = {
            "registry_id": ledger.registry_id, "revision": receipt.revision, "time": receipt.time,
            "digest": receipt.digest, "receipt": receipt.result,
        }  # fmt: skip
    head["total"] = {name: plain_value(value) for name, value in result.total.items()}
    head["features"] = features
    file.write(orjson.dumps(head) + b"\n")


def _said(wording: Wording, name: str, value: Any) -> Any:
    return wording.cell(name, value) if isinstance(value, str) else value


def drawn(result: Result, ledger: Ledger) -> Shapes:
    """(n,) geometry of each row of evidence in WGS 84, None where there is none."""
    evidence = result.evidence.reset_index(drop=True)
    shapes = np.full(len(evidence), None, dtype=object)
    receipt = result.receipt
    revision = None if receipt is None else receipt.revision
    for side in dict.fromkeys((revision, None if receipt is None else receipt.older)):
        missing = np.array([one is None for one in shapes], dtype=bool)
        if side is None and revision is not None:
            continue
        layers = ledger.layers(side)
        for layer in sorted(set(evidence["layer"].astype(str)[missing])):
            if layer not in layers or layers[layer].geometry is None:
                continue
            found = frame(ledger, layer, side, columns=[]).geometry.to_crs(WGS84)
            here = missing & (evidence["layer"].astype(str) == layer).to_numpy()
            shapes[here] = found.reindex(evidence["uid"].astype(str)[here]).to_numpy()
    if {"route_id", "start_m", "end_m"} <= set(evidence.columns) and len(evidence):
        cut = _cut(evidence, ledger, revision)
        shapes = np.where([one is None for one in cut], shapes, cut)
    return np.array([None if one is None or one != one else one for one in shapes], dtype=object)


def _cut(evidence: Any, ledger: Ledger, revision: int | None) -> Shapes:
    """The stretches of road that rows of evidence tell by measure."""
    from ...roads.cutting import cut
    from ...stats.drawn import drawn_roads
    from ...stats.indicator import Request

    request = Request(ledger=ledger, commit=ledger.commit(revision), parameters={})
    told = evidence[["route_id", "start_m", "end_m"]].notna().all(axis=1).to_numpy()
    names = sorted(set(evidence["route_id"][told].astype(str)))
    shapes = np.full(len(evidence), None, dtype=object)
    if names:
        place = {name: number for number, name in enumerate(names)}
        roads = drawn_roads(request, names)
        route = np.array([place[one] for one in evidence["route_id"][told].astype(str)], dtype=np.int64)
        span = evidence[["start_m", "end_m"]][told].to_numpy(dtype=np.int64)
        shapes[told] = cut(roads.routes, roads.index[route], span, on_map=True).line
    return shapes
