"""Where works of one group overlap: the metres that the sum counts more than once."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from ..roads.arrays import Ints
from ..roads.intervals import Stretches, overlaps
from .along import Along
from .carriageways import KINDS, NAMES
from .grouping import Groups, labelled
from .roadbook import Roadbook
from .tally import Pieces

if TYPE_CHECKING:
    from .spreading import Spread
    from .works import Works


class Overlaps(NamedTuple):
    """``where`` are stretches on keys, group * ``lines`` + line; ``group`` (n,) of each piece of work."""

    where: Stretches
    lines: int
    of: Ints

    def __len__(self) -> int:
        return len(self.where.route)


def overlaps_by_group(pieces: Pieces, group: Ints) -> Overlaps:
    """What at least two works of one group cover, as the fewest stretches."""
    lines = int(pieces.line.max()) + 1 if len(pieces.line) else 1
    return Overlaps(overlaps(group * lines + pieces.line, pieces.span), lines, group)


def overlaps_listed(
    found: Overlaps, spread: Spread, works: Works, book: Roadbook, groups: Groups
) -> pd.DataFrame:
    """A row for each overlap: its group, road, place, km, and the works that make it."""
    where, lines, group = found
    keys = int(where.route.max()) + 1 if len(where.route) else 0
    pieces = spread.pieces
    key = group * lines + pieces.line
    near = np.flatnonzero(key < keys)
    span = pieces.span[near]
    bounds = (int(span.min()), int(span.max())) if len(span) else (0, 0)
    used, number = np.unique(np.concatenate([where.route, key[near]]), return_inverse=True)
    along = Along.of(
        number[: len(where.route)], where.span, np.zeros(len(where.route), np.int64), len(used), bounds
    )
    cut = along.cut(number[len(where.route) :], span)
    hit = np.flatnonzero(cut.row >= 0)
    pairs = pd.DataFrame({"at": cut.row[hit], "uid": works.uid[pieces.work[near[cut.piece[hit]]]]})
    uids = pairs.drop_duplicates().groupby("at")["uid"].agg(list)
    line = where.route % lines
    names = np.array([*book.routes.names, ""], dtype=object)
    at_group = (where.route // lines).tolist()
    labels = labelled([groups.labels[one] for one in at_group], list(groups.codes))
    listed = pd.DataFrame(
        {
            "route_id": names[line // KINDS],
            "carriageway": np.array(NAMES)[line % KINDS],
            "start_m": where.span[:, 0],
            "end_m": where.span[:, 1],
            "km": where.metres / 1000,
            "overlapping": [uids.get(at, []) for at in range(len(line))],
        }
    )
    return pd.concat([labels, listed], axis=1)
