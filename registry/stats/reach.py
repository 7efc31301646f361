"""Distance by road from places to the nearest town, airport, hospital, over the roads of a version.

A place is reached over the nearest road (the access leg, straight, given apart), along the roads, and off
them again to where it goes. What no road leads to is said to be unreached: a straight line is never taken.
The straight distance stands beside it, to compare. One-way traffic and turns are not known to the registry.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import dijkstra

from ..roads.geodesy import distance
from .divisions import AS_OF
from .ground import not_valid, refuse_unknown, valid_on
from .indicator import Indicator, Parameter, Request
from .noding import Network, Stations, joined, lines_of, network
from .places import FACILITIES, SETTLEMENTS, TOWN, Places, origins, targets
from .result import Column, LeftOut, Result
from .sentences import Sentence, Value, values

ROADS, YES = "roads", "yes"


def compute(request: Request) -> Result:
    """Distances by road; see :data:`DISTANCE`."""
    import pandas as pd

    given = request.parameters
    limit = given["access_km"] * 1000
    day = given["as_of"] or request.day
    roads, left, gone = _roads(request, day)
    lines = lines_of(np.asarray(roads.geometry.to_crs("EPSG:4326").array, dtype=object))
    start, none = origins(request, day)
    left += none
    start.put(lines, limit)
    ends = {}
    for to in given["to"]:
        ends[to], none = targets(request, to, day)
        left += none
        ends[to].put(lines, limit)
        left += _off_the_network(ends[to], limit)
    found, pairs = joined(lines, given["tolerance"], given["crossings"])
    everyone = [start, *ends.values()]
    stations = Stations(
        np.concatenate([found.line, *(one.line for one in everyone)]),
        np.concatenate([found.along, *(one.along for one in everyone)]),
    )
    net = network(stations, pairs)
    offset = len(found.line)
    rows: list[dict[str, Any]] = []
    evidence: list[tuple[Any, ...]] = []
    here = net.node[offset : offset + len(start.uid)] if len(net.node) else np.empty(0, np.int64)
    offset += len(start.uid)
    uids = roads.index.to_numpy()[lines.owner] if len(lines.owner) else np.empty(0, dtype=object)
    for to, places in ends.items():
        node = net.node[offset : offset + len(places.uid)]
        offset += len(places.uid)
        for row, used in _distances(start, here, to, places, node, net, limit):
            evidence += [(len(rows), *one) for one in _evidence(row, used, uids)]
            if "total_km" not in row:
                reason = Sentence.of("to {to}: {why}", to=_kind(to), why=row["reached"])
                left.append(LeftOut(row["layer"], row["uid"], reason))
            rows.append(row)
    return Result(
        indicator=DISTANCE.name,
        table=pd.DataFrame(
            {
                one.name: pd.Series([row.get(one.name) for row in rows], dtype=None if one.unit else object)
                for one in COLUMNS
            }
        ),
        columns=COLUMNS,
        evidence=pd.DataFrame(evidence, columns=["row", "layer", "uid", "value"]),
        left_out=left,
        notes=[
            Sentence.of(
                "network of {count:road}, joined within {metres:g} m and where they cross"
                if given["crossings"]
                else "network of {count:road}, joined within {metres:g} m",
                count=len(roads),
                metres=given["tolerance"],
            ),
            Sentence.of("a place farther than {km:g} km from any road is not reached", km=given["access_km"]),
            *([not_valid(ROADS, gone)] if gone else []),
        ],
        key=("layer", "place", "to"),
    )


def _roads(request: Request, day: str) -> tuple[Any, list[LeftOut], int]:
    """Roads of the network, those left out of it, and how many are not valid on the day."""
    everything = request.frame(ROADS, request.where)
    roads = everything[valid_on(everything, day)]
    wanted = request.parameters["lifecycle"]
    refuse_unknown(request.layers[ROADS], "lifecycle", wanted)
    used = roads["lifecycle"].isin(wanted) if wanted else np.ones(len(roads), dtype=bool)
    drawn = roads.geometry.notna() & ~roads.geometry.is_empty
    undrawn = Sentence.of("has no line, so the network lacks it")
    left = [LeftOut(ROADS, uid, undrawn) for uid in roads.index[used & ~drawn]]
    stages = values("lifecycle", wanted)
    for uid, one in roads["lifecycle"][~used].items():
        reason = (
            Sentence.of(
                "lifecycle is {stage}, the network is of {stages}",
                stage=Value.of("lifecycle", one),
                stages=stages,
            )
            if one
            else Sentence.of("lifecycle is not given, the network is of {stages}", stages=stages)
        )
        left.append(LeftOut(ROADS, str(uid), reason))
    return roads[used & drawn], left, len(everything) - len(roads)


def _off_the_network(places: Places, limit: float) -> Iterator[LeftOut]:
    """Where one could go, if a road of the network were near."""
    for place in np.flatnonzero(~places.near):
        far = float(places.off[place]) / 1000
        reason = Sentence.of(
            "there is no road, so the network does not lead there (access_km is {limit:g})"
            if far == np.inf
            else "the nearest road is {km:.1f} km away, so the network does not lead there"
            " (access_km is {limit:g})",
            km=far,
            limit=limit / 1000,
        )
        yield LeftOut(places.layer[place], places.uid[place], reason)


def _distances(
    start: Places, here: Any, to: str, ends: Places, node: Any, net: Network, limit: float
) -> Iterator[tuple[dict[str, Any], dict[int, float]]]:
    """A row for each place, and the metres used of each line."""
    size = net.graph.shape[0]
    usable = np.flatnonzero(ends.near)
    # A node of its own for each end, as far from the road as it is: the nearest is nearest in all.
    doors = size + np.arange(len(usable))
    legs = np.maximum(ends.off[usable], 1e-9)
    old = net.graph.tocoo()
    rows = np.concatenate([old.row, node[usable], doors])
    columns = np.concatenate([old.col, doors, node[usable]])
    metres = np.concatenate([old.data, legs, legs])
    graph = csr_array(coo_array((metres, (rows, columns)), shape=(size + len(usable),) * 2))
    if len(usable):
        far, before, door = dijkstra(graph, indices=doors, min_only=True, return_predecessors=True)
    edges = _edges(net)
    own = {feature: place for place, feature in enumerate(zip(ends.layer, ends.uid, strict=True))}
    for place, uid in enumerate(start.uid):
        row: dict[str, Any] = {
            "layer": start.layer[place], "place": start.key[place], "name": start.name[place], "to": to,
            "uid": uid, "reached": Sentence.of(YES),
        }  # fmt: skip
        used: dict[int, float] = {}
        if (start.layer[place], uid) in own:
            end = own[start.layer[place], uid]
            row |= {"road_km": 0.0, "access_km": 0.0, "exit_km": 0.0}
        elif not len(ends.uid):
            row["reached"] = Sentence.of("the registry has no {to} with a place", to=_kind(to))
        elif not start.near[place]:
            off = float(start.off[place]) / 1000
            row["reached"] = Sentence.of(
                "no road"
                if off == np.inf
                else "the nearest road is {km:.1f} km away, more than {limit:g} km",
                km=off,
                limit=limit / 1000,
            )
        elif not len(usable):
            form = "no {to} lies within {limit:g} km of a road"
            row["reached"] = Sentence.of(form, to=_kind(to), limit=limit / 1000)
        elif not np.isfinite(far[here[place]]):
            row["reached"] = Sentence.of("its roads do not lead to any {to}", to=_kind(to))
        else:
            end = usable[door[here[place]] - size]
            path = _path(before, here[place])
            used = edges.used(path[:-1])
            road = far[here[place]] - max(ends.off[end], 1e-9)
            row |= {"road_km": road / 1000, "access_km": start.off[place] / 1000}
            row["exit_km"] = ends.off[end] / 1000
        if row["reached"] == YES:
            row["total_km"] = row["road_km"] + row["access_km"] + row["exit_km"]
            row["nearest"] = ends.name[end] or ends.key[end]
            row["end"] = (ends.layer[end], ends.uid[end])
            straight = distance(start.lonlat[place : place + 1], ends.lonlat[end : end + 1])[0]
            row["straight_km"] = float(straight) / 1000
            row["reached"] = _missed(start.lonlat[place], ends, row["total_km"]) or row["reached"]
        yield row, used


def _kind(to: str) -> str:
    """What one goes to: a town, or a kind of facility."""
    return Sentence.of(TOWN) if to == TOWN else Value.of("kind", to)


def _missed(here: Any, ends: Places, total_km: float) -> Sentence | None:
    """What lies nearer in a straight line than the way found is long, and is not on the network."""
    off = np.flatnonzero(~ends.near)
    if not len(off):
        return None
    metres = distance(np.broadcast_to(here, (len(off), 2)).copy(), ends.lonlat[off])
    first = int(np.argmin(metres))
    if metres[first] >= total_km * 1000:
        return None
    end = off[first]
    name = ends.name[end] or ends.key[end]
    form = "yes; {name}, {km:.1f} km straight, is not on the network"
    return Sentence.of(form, name=Value.of("name", name), km=float(metres[first]) / 1000)


def _path(before: Any, node: int) -> Any:
    """Nodes from one on to where its tree begins."""
    path = [node]
    while before[path[-1]] >= 0:
        path.append(int(before[path[-1]]))
    return np.array(path, dtype=np.int64)


@dataclass
class _Edges:
    """Shortest edges, sorted by their pair of nodes."""

    size: int
    pair: Any
    line: Any
    metres: Any

    def used(self, path: Any) -> dict[int, float]:
        """Metres of each line along a path of nodes."""
        low, high = np.minimum(path[:-1], path[1:]), np.maximum(path[:-1], path[1:])
        at = np.searchsorted(self.pair, low * self.size + high)
        found: dict[int, float] = {}
        for line, metres in zip(self.line[at].tolist(), self.metres[at].tolist(), strict=True):
            found[line] = found.get(line, 0.0) + metres
        return found


def _edges(net: Network) -> _Edges:
    size = net.graph.shape[0]
    pair = net.edge_nodes.min(axis=1, initial=size) * size + net.edge_nodes.max(axis=1, initial=0)
    order = np.lexsort((net.edge_metres, pair))
    return _Edges(size, pair[order], net.edge_line[order], net.edge_metres[order])


def _evidence(row: dict[str, Any], used: dict[int, float], uids: Any) -> list[tuple[str, str, float | None]]:
    """The place, what it goes to, and the roads between with their kilometres."""
    found: list[tuple[str, str, float | None]] = [(row["layer"], row["uid"], None)]
    if "end" in row and row["end"] != (row["layer"], row["uid"]):
        found.append((*row["end"], None))
    metres: dict[str, float] = {}
    for line, length in used.items():
        metres[uids[line]] = metres.get(uids[line], 0.0) + length
    return found + [(ROADS, uid, length / 1000) for uid, length in sorted(metres.items())]


COLUMNS = (
    *(Column(name) for name in ("layer", "place", "name", "to", "nearest")),
    *(
        Column(name, "km", adds=False)
        for name in ("road_km", "access_km", "exit_km", "total_km", "straight_km")
    ),
    Column("reached"),
)

DISTANCE = Indicator(
    name="road-distance",
    title={"en": "Distance by road", "ru": "Расстояние по дорогам", "kk": "Жолмен қашықтық"},
    formula=(
        "shortest way along the roads (Dijkstra, geodesic lengths) from the road nearest to the place to that"
        " nearest to where it goes, and both legs to the road; the nearest by the sum of the three"
    ),
    inputs=(ROADS, SETTLEMENTS, FACILITIES, "tourism_zones"),
    source="E. W. Dijkstra 1959; scipy.sparse.csgraph",
    compute=compute,
    parameters=(
        Parameter("places", "list", ("tourism_zones", "settlements"), "layers from whose features to go"),
        Parameter("to", "list", (TOWN, "airport", "hospital"), "town, hospital, or a kind of facilities"),
        Parameter("town_kinds", "list", ("city",), "kinds of settlements that are towns"),
        Parameter("lifecycle", "list", ("in_use",), "which roads are the network; nothing for all"),
        Parameter("tolerance", "real", 10.0, "metres within which the end of a road joins another"),
        Parameter("crossings", "boolean", True, "whether roads that cross are joined; bridges too, then"),
        Parameter("access_km", "real", 10.0, "how far from a road a place may lie"),
        AS_OF,
    ),
)

INDICATORS = (DISTANCE,)
