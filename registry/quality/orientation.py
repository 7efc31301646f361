"""Which way a section's line is drawn: with the kilometres of its route or against them."""

from __future__ import annotations

import numpy as np
import shapely

from .earth import Floats, Ints, Shapes
from .layer import Bools
from .routes import Routes


def backward(routes: Routes, section: Ints, along: Floats, metres: Floats) -> Bools:
    """(sections,) whether the line of each section runs against the kilometres.

    Its end should lie nearer than its beginning to the section that follows, and its beginning nearer than
    its end to the one before. Where neighbours say nothing, most of the posts on it decide; a section without
    either is taken as drawn forward.

    Parameters
    ----------
    section, along, metres : (posts,) section that each post stands on, how far along its line from 0 to 1,
        and its measure
    """
    vote = _neighbours(routes)
    undecided = np.flatnonzero(vote == 0)
    posts = _posts(len(vote), section, along, metres)
    vote[undecided] = posts[undecided]
    return np.asarray(vote < 0)


def _posts(count: int, section: Ints, along: Floats, metres: Floats) -> Floats:
    """(sections,) pairs of neighbouring posts in the order of the line, less those against it."""
    order = np.lexsort((along, metres, section))
    section, along = section[order], along[order]
    same = section[1:] == section[:-1]
    votes = np.bincount(section[1:][same], np.sign(np.diff(along)[same]), minlength=count)
    return votes.astype(np.float64)


def _neighbours(routes: Routes) -> Floats:
    """(sections,) above 0 if the neighbours say forward, below 0 if they say backward."""
    vote = np.zeros(len(routes.row))
    there = ~shapely.is_missing(routes.lines)
    ends = np.full((len(routes.row), 2, 2), np.nan)
    for place, at in enumerate((0, -1)):
        ends[there, place] = shapely.get_coordinates(
            shapely.get_point(_one_line(routes.lines[there], at), at)
        )
    starts, stops = routes.key(routes.route, routes.low), routes.key(routes.route, routes.high)
    following = np.searchsorted(starts, stops, side="left")
    by_stop = np.argsort(stops, kind="stable")
    preceding = np.searchsorted(stops[by_stop], starts, side="right") - 1
    for neighbour, sign in ((following, 1.0), (_taken(by_stop, preceding), -1.0)):
        inside = np.flatnonzero((neighbour >= 0) & (neighbour < len(vote)))
        other = neighbour[inside]
        inside, other = (side[routes.route[inside] == routes.route[other]] for side in (inside, other))
        gap = np.linalg.norm(ends[inside][:, :, None] - ends[other][:, None], axis=3).min(axis=2)
        with np.errstate(invalid="ignore"):
            vote[inside] += sign * np.nan_to_num(np.sign(gap[:, 0] - gap[:, 1]))
    return vote


def _taken(order: Ints, places: Ints) -> Ints:
    """Entries of an order at some places; -1 before its beginning."""
    return np.where(places >= 0, order[np.maximum(places, 0)], -1)


def _one_line(lines: Shapes, part: int) -> Shapes:
    """The first or last part of lines with several."""
    out = np.array(lines)
    several = shapely.get_type_id(lines) == 5
    out[several] = shapely.get_geometry(lines[several], part)
    return out
