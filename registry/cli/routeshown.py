"""What `registry locate ROUTE` tells: the kilometres of a route, its gaps, and how its km posts fit."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from ..model.chainage import written
from .output import counted, table

if TYPE_CHECKING:
    from ..roads.network import Network

#: Where the kilometres of a route come from, by :attr:`.RouteSet.source`.
MEASURED_BY = {
    "posts": "its km posts",
    "kilometres": "the kilometres of its sections",
    "m": "the M of its vertices",
    "length": "its length, for want of kilometres",
}


def route_facts(roads: Network, side: str, number: int) -> dict[str, Any]:
    """About one route of a side, by its index there."""
    routes = roads.side(side)
    name, (low, high) = routes.names[number], routes.extent[number].tolist()
    gaps = routes.gaps
    return {
        "route_id": name,
        "from_m": round(low),
        "to_m": round(high),
        "true_m": float(routes.length[number]),
        "closed": bool(routes.closed[number]),
        "measured_by": routes.source[number],
        "gaps": [
            {"after_m": round(start), "metres": metres}
            for route, start, metres in zip(
                gaps.route.tolist(), gaps.low.tolist(), gaps.metres.tolist(), strict=True
            )
            if route == number
        ],
        "posts": _posts(roads, name),
        "problems": [one.sentence for one in roads.about(name)],
    }


def _posts(roads: Network, name: str) -> list[dict[str, Any]]:
    """The km posts of a route in the order of their kilometres, with what became of each."""
    from ..roads.calibration import CODES

    found = []
    for posts in roads.posts:
        fitted = posts.fitted
        for row, whose in enumerate(posts.names.tolist()):
            if whose == name:
                found.append(
                    {
                        "uid": posts.uids[row],
                        "measure_m": _metres(posts.metres[row]),
                        "status": CODES[fitted.status[row]],
                        "off_m": _metres(fitted.residuals.off[row]),
                        "residual_m": _metres(fitted.residuals.left_out[row]),
                    }
                )
    return sorted(found, key=lambda one: (one["measure_m"] is None, one["measure_m"] or 0.0))


def _metres(value: float) -> float | None:
    return None if math.isnan(value) else float(value)


def route_lines(facts: dict[str, Any]) -> list[str]:
    """The same for people."""
    ends = f"km {written(facts['from_m'])} to {written(facts['to_m'])}"
    lines = [
        f"{facts['route_id']}: {ends}, {facts['true_m'] / 1000:.3f} km along the line"
        f"{', closed' if facts['closed'] else ''}, measured by {MEASURED_BY[facts['measured_by']]}"
    ]
    if facts["posts"]:
        lines += table(
            ("km post", "beside the line, m", "residual, m", "status"),
            [
                (
                    "–" if one["measure_m"] is None else written(round(one["measure_m"])),
                    _signed(one["off_m"]),
                    _signed(one["residual_m"]),
                    one["status"],
                )
                for one in facts["posts"]
            ],
            right=("km post", "beside the line, m", "residual, m"),
        )
        used = [one for one in facts["posts"] if one["status"] == "used"]
        largest = max((abs(one["residual_m"]) for one in used if one["residual_m"] is not None), default=None)
        told = "" if largest is None else f", the largest residual {largest:.1f} m"
        lines.append(f"{len(used)} of {counted(len(facts['posts']), 'km post')} used{told}")
    return [*lines, *facts["problems"]]


def _signed(metres: float | None) -> str:
    return "" if metres is None else f"{metres:+.1f}"
